//! Grants: a role held by a member somewhere, for a time.

use kernel::{Day, GrantId, MemberId, Moment, OrganisationId, ProgrammeCode, Role, TerritoryCode};
use store::{Db, Entry, Held, InReach, Order, Reach, Stored, Where, record};
use web::GrantHeld;

use super::{DoorFact, GrantFact, Member};
use crate::rules::{NewGrant, is_valid_on, scope_of};

record! {
    /// A role given to a member. An empty dimension does not restrict.
    pub struct RoleGrant in role_grant keyed by GrantId {
        /// Which grant.
        pub id: GrantId,
        /// How often the row was changed.
        pub version: i64,
        /// Who holds it.
        pub member_id: MemberId,
        /// Which role.
        pub role: Role,
        /// Only in this programme.
        pub programme: Option<ProgrammeCode>,
        /// Only of this organisation.
        pub organisation_id: Option<OrganisationId>,
        /// Only in this territory.
        pub territory: Option<TerritoryCode>,
        /// From this day.
        pub from_day: Day,
        /// To this day, counted in.
        pub to_day: Option<Day>,
        /// When it was taken back.
        pub revoked_at: Option<Moment>,
    }
}

impl RoleGrant {
    /// The row of a grant about to be given.
    #[must_use]
    pub fn new(member: MemberId, new: &NewGrant) -> Self {
        Self {
            id: GrantId::fresh(),
            version: 0,
            member_id: member,
            role: new.role,
            programme: new.programme.clone(),
            organisation_id: new.organisation,
            territory: new.territory.clone(),
            from_day: new.from,
            to_day: new.to,
            revoked_at: None,
        }
    }

    /// Whether it counts on a day.
    #[must_use]
    pub fn is_valid_on(&self, today: Day) -> bool {
        is_valid_on(today, self.from_day, self.to_day, self.revoked_at.is_some())
    }

    /// The grant as a caller holds it.
    #[must_use]
    pub fn held(&self) -> GrantHeld {
        let scope = scope_of(self.role, self.programme.clone(), self.organisation_id, self.territory.clone());
        GrantHeld { role: self.role, scope }
    }

    pub(crate) fn fact(&self) -> GrantFact {
        GrantFact {
            role: self.role,
            programme: self.programme.clone(),
            organisation: self.organisation_id,
            territory: self.territory.clone(),
            from: self.from_day,
            to: self.to_day,
        }
    }
}

/// A grant lies within reach when it restricts at least as much as the reach: a role held in the whole network is not
/// within the reach of one partner.
impl InReach for RoleGrant {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

/// A member's grants within reach, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn grants_of(db: &Db, member: MemberId) -> Stored<Vec<RoleGrant>> {
    db.rows::<RoleGrant>().filter(RoleGrant::member_id.eq(member)).sort(RoleGrant::id, Order::Falling).all().await
}

/// The grants that count on a day.
pub(super) fn valid_on(today: Day) -> Where {
    RoleGrant::revoked_at
        .is_null()
        .and(RoleGrant::from_day.at_most(today))
        .and(RoleGrant::to_day.is_null().or(RoleGrant::to_day.at_least(today)))
}

/// The grants of a member joined beside it that count on a day. Asked at every request; nothing is remembered.
pub(super) fn counting_on(today: Day) -> Where {
    RoleGrant::member_id.is(Member::id).and(valid_on(today))
}

/// What a door finds in one query: a key, whose it is, and the roles that the member holds today.
pub(super) fn one_with_grants<K>(rows: Vec<(K, Member, Option<RoleGrant>)>) -> Option<(K, Member, Vec<GrantHeld>)> {
    let mut rows = rows.into_iter();
    let (key, member, first) = rows.next()?;
    let mut grants: Vec<RoleGrant> = first.into_iter().chain(rows.filter_map(|(_, _, grant)| grant)).collect();
    grants.sort_by_key(|grant| grant.id);
    Some((key, member, grants.iter().map(RoleGrant::held).collect()))
}

/// Gives a role to a member held within reach. Whether the giver may is decided before: [`crate::rules::may_give`].
///
/// # Errors
/// [`store::StoreError::NotFound`] when the grant would lie beyond reach.
pub async fn give_grant(db: &Db, to: &Held<Member>, new: &NewGrant) -> Stored<RoleGrant> {
    let grant = RoleGrant::new(to.id, new);
    let mut change = db.change().await?;
    change.insert(&grant).await?;
    let fact = grant.fact();
    change.commit(fact.clone().place(Entry::new(&DoorFact::GrantGiven(fact), to.id))).await?;
    Ok(grant)
}

/// Takes a role back, from the next request on. One already taken back stays as it was.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn revoke_grant(db: &Db, held: Held<RoleGrant>) -> Stored<RoleGrant> {
    if held.revoked_at.is_some() {
        return Ok(held.clone());
    }
    let (member, fact) = (held.member_id, held.fact());
    let new = RoleGrant { revoked_at: Some(db.now()), ..held.clone() };
    let mut change = db.change().await?;
    let revoked = change.update(held, new).await?;
    change.commit(fact.clone().place(Entry::new(&DoorFact::GrantRevoked(fact), member))).await?;
    Ok(revoked)
}
