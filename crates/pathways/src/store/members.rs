//! The names of members, as far as they lie within reach.

use std::collections::HashMap;

use accounts::Member;
use kernel::MemberId;
use store::{Db, Stored};

/// The names of a few members; whoever is beyond reach is left out.
///
/// # Errors
/// When the database fails.
pub async fn names_of(db: &Db, ids: impl IntoIterator<Item = MemberId>) -> Stored<HashMap<MemberId, String>> {
    let mut ids: Vec<_> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let members = db.rows::<Member>().filter(Member::id.is_in(ids)).all().await?;
    Ok(members.into_iter().map(|member| (member.id, member.name)).collect())
}
