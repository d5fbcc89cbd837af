//! Members: who may sign in.

use kernel::{MemberId, Moment, text};
use store::{Db, Entry, Held, InReach, Keyed, Order, Reach, Rows, StoreError, Stored, Where, record};
use web::Language;

use super::{ApiToken, DoorFact, RoleGrant, end_other_sessions, leave_all, revoke_token, tokens_of};
use crate::rules::{MemberRefusal, NewGrant, email_key, is_address};

record! {
    /// Somebody who signs in.
    pub struct Member in member keyed by MemberId {
        /// Who.
        pub id: MemberId,
        /// How often the row was changed.
        pub version: i64,
        /// The e-mail, as typed.
        pub email: String,
        /// The e-mail as it is compared.
        pub email_key: String,
        /// The name.
        pub name: String,
        /// The name, folded, for sorting and finding.
        pub name_key: String,
        /// The password, hashed; without one nobody signs in.
        pub password_hash: Option<String>,
        /// Since when it is a password that somebody else gave; none once its owner chose one.
        pub password_given: Option<Moment>,
        /// The language chosen, as a word.
        pub language: Option<String>,
        /// Whether the member may come in.
        pub active: bool,
        /// Since when.
        pub created: Moment,
    }
}

impl Member {
    /// An active member without a password yet.
    #[must_use]
    pub fn new(id: MemberId, email: &str, name: &str, created: Moment) -> Self {
        Self {
            id,
            version: 0,
            email: email.trim().to_owned(),
            email_key: email_key(email),
            name: name.trim().to_owned(),
            name_key: text::fold(name),
            password_hash: None,
            password_given: None,
            language: None,
            active: true,
            created,
        }
    }
}

/// Oneself, and whoever has or had a role within reach: an administrator also sees whose roles were taken back.
impl InReach for Member {
    fn in_reach(reach: &Reach) -> Where {
        if reach.is_everything() {
            return Where::everything();
        }
        reach.own(Self::id).or(reach.through::<RoleGrant>(RoleGrant::member_id.is(Self::id)))
    }
}

/// A member about to be added.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// The e-mail.
    pub email: String,
    /// The name.
    pub name: String,
    /// The password that the giver hands over, hashed; see [`crate::hash_password`].
    pub password_hash: Option<String>,
    /// The language.
    pub language: Option<Language>,
    /// The roles given at once. Whoever is not a system administrator must give one within reach.
    pub grants: Vec<NewGrant>,
}

/// Adds a member with the first roles. Whether the giver may give them is decided before: [`crate::rules::may_give`].
///
/// # Errors
/// [`StoreError::NotFound`] when the member would lie beyond reach, or when the database fails; inside, the refusal of
/// an e-mail that is none or that somebody has.
pub async fn add_member(db: &Db, new: NewMember) -> Stored<Result<Member, MemberRefusal>> {
    if !is_address(&new.email) {
        return Ok(Err(MemberRefusal::NotAnAddress));
    }
    let mut member = Member::new(MemberId::fresh(), &new.email, &new.name, db.now());
    member.password_given = new.password_hash.is_some().then(|| db.now());
    member.password_hash = new.password_hash;
    member.language = new.language.map(|language| language.word().to_owned());
    let grants: Vec<RoleGrant> = new.grants.iter().map(|grant| RoleGrant::new(member.id, grant)).collect();

    let mut change = db.change().await?;
    match change.insert(&member).await {
        Err(StoreError::Taken(_)) => return Ok(Err(MemberRefusal::EmailTaken)),
        other => other?,
    }
    for grant in &grants {
        change.insert(grant).await?;
    }
    let fact = DoorFact::MemberAdded { grants: grants.iter().map(RoleGrant::fact).collect() };
    change.commit(Entry::new(&fact, member.id)).await?;
    Ok(Ok(member))
}

/// Members within reach, by name.
pub fn sorted_members<'d>(db: &'d Db, seeking: &str) -> Rows<'d, Member> {
    let words = text::fold(seeking);
    let found = (!words.is_empty())
        .then(|| Member::name_key.begins_with(&words).or(Member::email_key.begins_with(&email_key(seeking))));
    db.rows::<Member>().filter_if(found).sort(Member::name_key, Order::Rising).sort(Member::id, Order::Rising)
}

/// A member within reach, held for a change.
///
/// # Errors
/// [`StoreError::NotFound`] beyond reach.
pub async fn held_member(db: &Db, id: MemberId) -> Stored<Held<Member>> {
    db.held::<Member>(id).await
}

/// Changes one's own name and language.
///
/// # Errors
/// [`StoreError::Stale`] when the row changed since.
pub async fn change_own(db: &Db, held: Held<Member>, name: &str, language: Option<Language>) -> Stored<Member> {
    let new = Member {
        name: name.trim().to_owned(),
        name_key: text::fold(name),
        language: language.map(|language| language.word().to_owned()),
        ..held.clone()
    };
    changed(db, held, new, &DoorFact::MemberChanged).await
}

/// Gives a member another password, already hashed, which whoever gives it knows: all that was opened with the one
/// before ends, the belongings to circles among it. Sessions and tokens need the door's handle.
///
/// # Errors
/// [`StoreError::Stale`] when the row changed since.
pub async fn give_password(db: &Db, door: &Db, held: Held<Member>, password_hash: String) -> Stored<Member> {
    let together = db.together().await?;
    let (db, door) = (together.of(db), together.of(door));
    let new = Member { password_hash: Some(password_hash), password_given: Some(db.now()), ..held.clone() };
    let member = changed(&db, held, new, &DoorFact::PasswordChanged).await?;
    shut(&door, member.id, "").await?;
    leave_all(&door, member.id).await?;
    together.commit().await?;
    Ok(member)
}

/// Takes the password that a member chose, already hashed: all that was opened with the one before ends, but for the
/// session that has this token for its forms. Whoever gave that one keeps no key.
///
/// # Errors
/// [`StoreError::Stale`] when the row changed since.
pub async fn choose_password(
    db: &Db,
    door: &Db,
    held: Held<Member>,
    password_hash: String,
    csrf: &str,
) -> Stored<Member> {
    let together = db.together().await?;
    let (db, door) = (together.of(db), together.of(door));
    let new = Member { password_hash: Some(password_hash), password_given: None, ..held.clone() };
    let member = changed(&db, held, new, &DoorFact::PasswordChanged).await?;
    shut(&door, member.id, csrf).await?;
    together.commit().await?;
    Ok(member)
}

/// Ends the member's tokens, and all sessions but one.
async fn shut(door: &Db, member: MemberId, csrf: &str) -> Stored<()> {
    end_other_sessions(door, member, csrf).await?;
    for token in tokens_of(door, member).await?.into_iter().filter(|token| token.revoked_at.is_none()) {
        revoke_token(door, door.held::<ApiToken>(token.id).await?).await?;
    }
    Ok(())
}

/// Closes a member's access, at the next request and for every session and token.
///
/// # Errors
/// [`StoreError::Stale`] when the row changed since.
pub async fn close_access(db: &Db, held: Held<Member>) -> Stored<Member> {
    let new = Member { active: false, ..held.clone() };
    changed(db, held, new, &DoorFact::MemberClosed).await
}

/// Opens a member's access again.
///
/// # Errors
/// [`StoreError::Stale`] when the row changed since.
pub async fn reopen_access(db: &Db, held: Held<Member>) -> Stored<Member> {
    let new = Member { active: true, ..held.clone() };
    changed(db, held, new, &DoorFact::MemberReopened).await
}

async fn changed(db: &Db, held: Held<Member>, new: Member, fact: &DoorFact) -> Stored<Member> {
    let id = held.id();
    let mut change = db.change().await?;
    let member = change.update(held, new).await?;
    change.commit(Entry::new(fact, id)).await?;
    Ok(member)
}
