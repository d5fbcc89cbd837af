//! What each side lets the other know once it said yes: a name and how to reach them. Written with the yes by the side's own
//! worker, read by the other side as long as the yes stands: a no takes it back.

use kernel::{HouseholdId, PersonId};
use people::store::households::Membership;
use store::{Change, Db, InReach, Reach, Stored, Where, record};

use super::{Proposal, ProposalId, ProposalKept, ProposalSeen};
use crate::rules::proposal::{ProposalStatus, Side};

record! {
    /// What the household lets whoever offers know.
    pub struct HouseholdTold in proposal_household {
        /// The proposal.
        pub proposal_id: ProposalId,
        /// The name.
        pub name: Option<String>,
        /// How to reach them, through their worker or themselves.
        pub contact: Option<String>,
    }
}

record! {
    /// What whoever offers lets the household know.
    pub struct OffererTold in proposal_offerer {
        /// The proposal.
        pub proposal_id: ProposalId,
        /// The name.
        pub name: Option<String>,
        /// How to reach them, and where.
        pub contact: Option<String>,
    }
}

impl InReach for HouseholdTold {
    fn in_reach(reach: &Reach) -> Where {
        let named = reach.with_names();
        let own = named.through::<Proposal>(Proposal::id.is(Self::proposal_id));
        let yes = ProposalKept::status.is_in(ProposalStatus::WITH_HOUSEHOLD);
        own.or(named.through::<ProposalKept>(ProposalKept::id.is(Self::proposal_id).and(yes)))
    }
}

impl InReach for OffererTold {
    fn in_reach(reach: &Reach) -> Where {
        let named = reach.with_names();
        let own = named.through::<ProposalKept>(ProposalKept::id.is(Self::proposal_id));
        let yes = Proposal::status.is_in(ProposalStatus::WITH_OFFERER);
        own.or(named.through::<Proposal>(Proposal::id.is(Self::proposal_id).and(yes)))
    }
}

record! {
    /// Who belongs to a household whose name passed to the keepers of an offer: as long as its yes stands. Never shown, only
    /// noted as seen, so that a person can be told who read of them.
    pub struct MemberTold in membership {
        /// Which household.
        pub household_id: HouseholdId,
        /// Who belongs to it.
        pub person_id: PersonId,
    }
}

impl InReach for MemberTold {
    fn in_reach(reach: &Reach) -> Where {
        let yes = ProposalKept::status.is_in(ProposalStatus::WITH_HOUSEHOLD);
        reach.with_names().through::<ProposalKept>(ProposalKept::household_id.is(Self::household_id).and(yes))
    }
}

/// Of whom a proposal tells whoever keeps its offer, once the household said yes: the one who works, or everybody who
/// belongs to the household today, since nobody knows whose name was told.
///
/// # Errors
/// When the database fails.
pub async fn people_told(db: &Db, of: &ProposalSeen) -> Stored<Vec<PersonId>> {
    let theirs = MemberTold::household_id.eq(of.household_id).and(Membership::on(db.today()));
    let rows = db.rows::<MemberTold>().filter(theirs).all().await?.into_iter().map(|row| row.person_id);
    Ok(rows.filter(|person| of.person_id.is_none_or(|worker| worker == *person)).collect())
}

/// Who belongs to a proposal's people on its own side: the one who works, or everybody of the household today.
///
/// # Errors
/// When the database fails.
pub async fn people_of(db: &Db, proposals: &[ProposalSeen]) -> Stored<Vec<PersonId>> {
    let mut people: Vec<PersonId> = proposals.iter().filter_map(|row| row.person_id).collect();
    let households = proposals.iter().filter(|row| row.person_id.is_none()).map(|row| row.household_id);
    let present = Membership::household_id.is_in(households).and(Membership::on(db.today()));
    people.extend(db.rows::<Membership>().filter(present).all().await?.into_iter().map(|spell| spell.person_id));
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// A name and how to reach somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The name.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
}

/// Writes what one side lets the other know, in place of what it told before.
pub(super) async fn tell(change: &mut Change, side: Side, proposal_id: ProposalId, known: Known) -> Stored<()> {
    let Known { name, contact } = known;
    match side {
        Side::Household => {
            change.remove::<HouseholdTold>(HouseholdTold::proposal_id.eq(proposal_id)).await?;
            change.add(&[HouseholdTold { proposal_id, name, contact }]).await
        }
        Side::Offerer => {
            change.remove::<OffererTold>(OffererTold::proposal_id.eq(proposal_id)).await?;
            change.add(&[OffererTold { proposal_id, name, contact }]).await
        }
    }
}

/// What the household's side lets the other know of itself, as far as the reach goes.
///
/// # Errors
/// When the database fails.
pub async fn of_household(db: &Db, id: ProposalId) -> Stored<Option<Known>> {
    let row = db.rows::<HouseholdTold>().filter(HouseholdTold::proposal_id.eq(id)).first().await?;
    Ok(row.map(|row| Known { name: row.name, contact: row.contact }))
}

/// What the offer's side lets the other know of itself, as far as the reach goes.
///
/// # Errors
/// When the database fails.
pub async fn of_offerer(db: &Db, id: ProposalId) -> Stored<Option<Known>> {
    let row = db.rows::<OffererTold>().filter(OffererTold::proposal_id.eq(id)).first().await?;
    Ok(row.map(|row| Known { name: row.name, contact: row.contact }))
}
