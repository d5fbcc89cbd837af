//! What proposals ask of whom, for *my day*: worked out whenever it is read.

use kernel::MemberId;
use pathways::store::caseload::{MOST, Whose};
use pathways::store::pathways::Pathway;
use store::{Db, InReach, Order, Stored, Where};

use super::answers::Answered;
use super::lists::{HOUSEHOLD_TURN, late};
use super::{Proposal, ProposalKept, ProposalSeen};
use crate::rules::deadline::ESCALATES_AFTER;
use crate::rules::decline::Consequence;
use crate::rules::proposal::ProposalStatus;
use crate::rules::search::SearchStatus;
use crate::store::searches::Search;

/// For how many days whoever had a proposal in hand is told that it was freed.
const TOLD_FOR: i64 = 7;

/// The household's side: proposals along these pathways, or made by the member where there is none.
fn ours(db: &Db, whose: Whose, member: MemberId) -> Where {
    let along = Where::exists::<Pathway>(Pathway::id.is(ProposalSeen::pathway_id).and(whose.condition(member, db)));
    let alone = match whose {
        Whose::Mine => Proposal::made_by.eq(Some(member)),
        Whose::Partner | Whose::All => Where::everything(),
    };
    Proposal::in_reach(db.reach()).and(along.or(ProposalSeen::pathway_id.is_null().and(alone)))
}

/// The offer's side: in one's own day those that one has in hand, and those that nobody has.
fn kept(db: &Db, whose: Whose, member: MemberId) -> Where {
    let in_hand = match whose {
        Whose::Mine => ProposalKept::keeper_member.is_null().or(ProposalKept::keeper_member.eq(Some(member))),
        Whose::Partner | Whose::All => Where::everything(),
    };
    ProposalKept::in_reach(db.reach()).and(in_hand)
}

/// Proposals that wait for the member's half: the longest waiting first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &Db, whose: Whose, member: MemberId) -> Stored<Vec<ProposalSeen>> {
    let household = ours(db, whose, member).and(ProposalSeen::status.is_in(HOUSEHOLD_TURN));
    let offerer = kept(db, whose, member).and(ProposalSeen::status.eq(ProposalStatus::HouseholdYes));
    first(db, household.or(offerer)).await
}

/// Proposals that were freed within the last days, for whoever had them in hand.
///
/// # Errors
/// When the database fails.
pub async fn freed(db: &Db, whose: Whose, member: MemberId) -> Stored<Vec<ProposalSeen>> {
    let lately = ProposalSeen::since.at_least(db.today().plus_days(-TOLD_FOR));
    let freed = ProposalSeen::status.eq(ProposalStatus::Freed).and(lately);
    first(db, ours(db, whose, member).and(freed)).await
}

/// Proposals that have stood still for too long, for whoever coordinates: of either side.
///
/// # Errors
/// When the database fails.
pub async fn escalated(db: &Db) -> Stored<Vec<ProposalSeen>> {
    first(db, late(db.today(), ESCALATES_AFTER)).await
}

/// Proposals after whose no the search was to rest until a day that has come, and still rests.
///
/// # Errors
/// When the database fails.
pub async fn rested(db: &Db, whose: Whose, member: MemberId) -> Stored<Vec<ProposalSeen>> {
    let until = Answered::proposal_id
        .is(ProposalSeen::id)
        .and(Answered::then.eq(Some(Consequence::Park)))
        .and(Answered::until.at_most(Some(db.today())));
    let rests = Search::id.is(Proposal::search_id).and(Search::status.eq(SearchStatus::Paused));
    let over = Where::exists::<Answered>(until).and(Where::exists::<Search>(rests));
    let declined = ProposalSeen::status.eq(ProposalStatus::DeclinedByHousehold);
    first(db, ours(db, whose, member).and(declined).and(over)).await
}

async fn first(db: &Db, which: Where) -> Stored<Vec<ProposalSeen>> {
    let rows = db.rows::<ProposalSeen>().filter(which).sort(ProposalSeen::since, Order::Rising);
    rows.sort(ProposalSeen::id, Order::Rising).limit(MOST as u64).all().await
}
