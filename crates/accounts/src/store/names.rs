//! What members are called by the others: a name beside a note, a step, an approval.

use std::collections::HashMap;

use kernel::MemberId;
use store::{Db, InReach, Reach, Stored, Where, record};

record! {
    /// The same row as [`super::Member`], for everybody who may read names: nothing but what the member is called. Who
    /// signs a note or approves a plan does so before whoever may read it, from whichever partner.
    pub struct MemberName in member {
        /// Who.
        pub id: MemberId,
        /// The name.
        pub name: String,
    }
}

impl InReach for MemberName {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().anyone()
    }
}

/// What a few members are called; nothing where only pseudonyms may be seen.
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
    let members = db.rows::<MemberName>().filter(MemberName::id.is_in(ids)).all().await?;
    Ok(members.into_iter().map(|member| (member.id, member.name)).collect())
}
