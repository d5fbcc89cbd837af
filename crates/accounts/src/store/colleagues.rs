//! Whom a member works with: who holds a role within the same reach.

use kernel::MemberId;
use store::{Db, Stored};

use super::{RoleGrant, names_of};

/// The members who hold a role within this reach today, by name; oneself first.
///
/// # Errors
/// When the database fails.
pub async fn colleagues(db: &Db) -> Stored<Vec<(MemberId, String)>> {
    let today = db.today();
    let grants = db.rows::<RoleGrant>().all().await?;
    let valid = grants.iter().filter(|grant| grant.is_valid_on(today)).map(|grant| grant.member_id);
    let own = db.act().member;
    let names = names_of(db, valid.chain(own)).await?;
    let mut colleagues: Vec<(MemberId, String)> = names.into_iter().collect();
    colleagues.sort_by(|(one, name), (other, theirs)| (own != Some(*one), name).cmp(&(own != Some(*other), theirs)));
    Ok(colleagues)
}
