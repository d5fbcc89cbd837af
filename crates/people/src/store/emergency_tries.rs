//! Tries to open somebody's data in an emergency: counted by member, and shown to the member's side when nobody was found.

use kernel::{MemberId, Moment, OrganisationId};
use store::{Db, InReach, Order, Reach, Stored, Trace, Where, record};

kernel::id!(
    /// Names one try to open somebody's data.
    EmergencyTryId
);
store::text_cells!(EmergencyTryId);

/// The most tries of a member within 24 hours.
pub const MOST_TRIES_A_DAY: u64 = 10;

record! {
    /// A try, for the member who makes it.
    pub struct OwnTry in emergency_try {
        /// The id.
        pub id: EmergencyTryId,
        /// Who tries.
        pub member_id: MemberId,
        /// For which organisation, if the member works for one.
        pub organisation_id: Option<OrganisationId>,
        /// Why, in the member's words.
        pub reason: String,
        /// When.
        pub at: Moment,
        /// Whether nobody was found; unknown as yet while it is `false`.
        pub missed: bool,
    }
}

impl Trace for OwnTry {}

impl InReach for OwnTry {
    fn in_reach(reach: &Reach) -> Where {
        reach.own(Self::member_id)
    }
}

record! {
    /// The same rows, for the side of the one who tried.
    pub struct TryOfSide in emergency_try {
        /// The id.
        pub id: EmergencyTryId,
        /// Who tried.
        pub member_id: MemberId,
        /// For which organisation.
        pub organisation_id: Option<OrganisationId>,
        /// Why.
        pub reason: String,
        /// When.
        pub at: Moment,
        /// Whether nobody was found.
        pub missed: bool,
    }
}

impl InReach for TryOfSide {
    fn in_reach(reach: &Reach) -> Where {
        if reach.is_everything() {
            return Where::everything();
        }
        Self::organisation_id.is_in(reach.scopes().iter().filter_map(|scope| scope.organisation).map(Some))
    }
}

/// Writes a try down before anybody is looked for, so that tries made at the same time count each other; nothing when
/// the member has none left today. The system's own tries are not counted.
pub(super) async fn begun(db: &Db, member: MemberId, reason: &str) -> Stored<Option<EmergencyTryId>> {
    if tried(db).await? >= MOST_TRIES_A_DAY {
        return Ok(None);
    }
    let this = OwnTry {
        id: EmergencyTryId::fresh(),
        member_id: member,
        organisation_id: db.reach().scopes().iter().find_map(|scope| scope.organisation),
        reason: reason.to_owned(),
        at: db.now(),
        missed: false,
    };
    db.note(std::slice::from_ref(&this)).await?;
    Ok((tried(db).await? <= MOST_TRIES_A_DAY).then_some(this.id))
}

/// How often the member tried within 24 hours.
async fn tried(db: &Db) -> Stored<u64> {
    let since = db.now().plus_seconds(-24 * 3600);
    let own = OwnTry::at.at_least(since);
    match db.act().member {
        Some(member) => db.rows::<OwnTry>().filter(own.and(OwnTry::member_id.eq(member))).count().await,
        None => Ok(0),
    }
}

/// The last tries of the caller's side that found nobody, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn last_missed(db: &Db, most: u64) -> Stored<Vec<TryOfSide>> {
    let missed = db.rows::<TryOfSide>().filter(TryOfSide::missed.eq(true));
    missed.sort(TryOfSide::at, Order::Falling).sort(TryOfSide::id, Order::Falling).limit(most).all().await
}
