//! What each side lets the other know once it said yes: a name and how to reach them. Written with the yes by the side's own
//! worker, read by the other side as long as the yes stands: a no takes it back.

use store::{Change, Db, InReach, Reach, Stored, Where, record};

use super::{Proposal, ProposalId, ProposalKept};
use crate::rules::proposal::ProposalStatus;

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

/// A name and how to reach somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The name.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
}

pub(super) async fn tell_household(change: &mut Change, id: ProposalId, known: Known) -> Stored<()> {
    change.remove::<HouseholdTold>(HouseholdTold::proposal_id.eq(id)).await?;
    change.add(&[HouseholdTold { proposal_id: id, name: known.name, contact: known.contact }]).await
}

pub(super) async fn tell_offerer(change: &mut Change, id: ProposalId, known: Known) -> Stored<()> {
    change.remove::<OffererTold>(OffererTold::proposal_id.eq(id)).await?;
    change.add(&[OffererTold { proposal_id: id, name: known.name, contact: known.contact }]).await
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
