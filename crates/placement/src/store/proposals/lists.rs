//! Lists of proposals, of both sides at once: what waits for oneself first.

use kernel::{Day, HouseholdId, PathwayId};
use store::{Db, InReach, JournalEntry, Order, Page, PageAsk, Stored, Where};
use web::Sorting;

use super::{Proposal, ProposalId, ProposalKept, ProposalSeen};
use crate::rules::deadline::{Awaited, days_for};
use crate::rules::offer::OfferKind;
use crate::rules::proposal::{ProposalStatus, Side};
use crate::store::offers::OfferId;

kernel::words! {
    /// Which proposals a list holds.
    pub enum Listed {
        /// Those that wait for one's own side.
        ToDo = "to-do",
        /// Those on the way.
        Live = "live",
        /// Those confirmed.
        Confirmed = "confirmed",
        /// Those that ended otherwise.
        Ended = "ended",
        /// All.
        All = "all",
    }
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct ProposalAsk {
    /// A code.
    pub code: Option<String>,
    /// Only of this kind.
    pub kind: Option<OfferKind>,
    /// Which of them; those that wait for one's own side when left out.
    pub listed: Option<Listed>,
    /// Only those standing exactly so.
    pub status: Option<ProposalStatus>,
    /// Only on this side of one's own.
    pub side: Option<Side>,
    /// Only those late.
    pub late: bool,
    /// Only of this offer.
    pub offer: Option<OfferId>,
    /// Only to this household.
    pub household: Option<HouseholdId>,
    /// Only along this pathway.
    pub pathway: Option<PathwayId>,
}

impl ProposalAsk {
    fn condition(&self, db: &Db) -> Where {
        let own = |side: Side| match side {
            Side::Household => Proposal::in_reach(db.reach()),
            Side::Offerer => ProposalKept::in_reach(db.reach()),
        };
        let narrowed = [
            Some(listed(db, self.listed.unwrap_or(Listed::ToDo))),
            self.code.clone().map(|code| ProposalSeen::code.eq(code)),
            self.kind.map(|kind| ProposalSeen::kind.eq(kind)),
            self.status.map(|status| ProposalSeen::status.eq(status)),
            self.side.map(own),
            self.late.then(|| late(db.today(), 0)),
            self.offer.map(|id| ProposalSeen::offer_id.eq(id)),
            // By its household a proposal is found only by who reaches that.
            self.household.map(|id| ProposalSeen::household_id.eq(id).and(own(Side::Household))),
            self.pathway.map(|id| ProposalSeen::pathway_id.eq(Some(id)).and(own(Side::Household))),
        ];
        narrowed.into_iter().flatten().fold(Where::everything(), Where::and)
    }
}

fn listed(db: &Db, which: Listed) -> Where {
    let live = ProposalSeen::status.is_in(ProposalStatus::LIVE);
    match which {
        Listed::ToDo => to_do(db),
        Listed::Live => live,
        Listed::Confirmed => ProposalSeen::status.eq(ProposalStatus::Confirmed),
        Listed::Ended => live.negated().and(ProposalSeen::status.ne(ProposalStatus::Confirmed)),
        Listed::All => Where::everything(),
    }
}

/// Those that wait for one's own side: the household's side sees to the meeting, its answer and the confirmation, the
/// offer's side to the answer of whoever offers.
fn to_do(db: &Db) -> Where {
    let ours = Proposal::in_reach(db.reach()).and(ProposalSeen::status.is_in(HOUSEHOLD_TURN));
    let theirs = ProposalKept::in_reach(db.reach()).and(ProposalSeen::status.eq(ProposalStatus::HouseholdYes));
    ours.or(theirs)
}

/// Where a proposal waits for the household's side.
pub(super) const HOUSEHOLD_TURN: [ProposalStatus; 3] =
    [ProposalStatus::Made, ProposalStatus::OffererYes, ProposalStatus::Agreed];

/// Those whose last day was over so many days ago: what [`ProposalSeen::is_late`] decides on one row.
pub(super) fn late(today: Day, beyond: i64) -> Where {
    let agreed = ProposalSeen::agreed_until.is_filled().and(ProposalSeen::agreed_until.lt(today.plus_days(-beyond)));
    let stages = Awaited::ALL.iter().flat_map(|awaited| {
        OfferKind::ALL.iter().map(move |kind| {
            let began = today.plus_days(-days_for(*kind, *awaited) - beyond);
            ProposalSeen::kind.eq(*kind).and(stage(*awaited)).and(ProposalSeen::since.lt(began))
        })
    });
    let by_days = ProposalSeen::agreed_until.is_null().and(Where::any(stages));
    ProposalSeen::status.is_in(ProposalStatus::LIVE).and(agreed.or(by_days))
}

fn stage(awaited: Awaited) -> Where {
    let made = ProposalSeen::status.eq(ProposalStatus::Made);
    match awaited {
        Awaited::Meeting => made.and(ProposalSeen::met_on.is_null()),
        Awaited::Household => {
            made.and(ProposalSeen::met_on.is_filled()).or(ProposalSeen::status.eq(ProposalStatus::OffererYes))
        }
        Awaited::Offerer => ProposalSeen::status.eq(ProposalStatus::HouseholdYes),
        Awaited::Confirmation => ProposalSeen::status.eq(ProposalStatus::Agreed),
    }
}

/// By what a list can be sorted; the first when nothing is said.
pub const SORTINGS: &[Sorting] = &[
    Sorting { by: "since", order: Order::Rising },
    Sorting { by: "made-on", order: Order::Falling },
    Sorting { by: "status", order: Order::Rising },
];

/// One page of the proposals that one may look at.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, ask: &ProposalAsk, sorting: Sorting, page: PageAsk) -> Stored<Page<ProposalSeen>> {
    let rows = db.rows::<ProposalSeen>().filter(ask.condition(db));
    let rows = match sorting.by {
        "made-on" => rows.sort(ProposalSeen::made_on, sorting.order),
        "status" => rows.sort(ProposalSeen::status, sorting.order),
        _ => rows.sort(ProposalSeen::since, sorting.order),
    };
    rows.sort(ProposalSeen::id, sorting.order).page(page).await
}

/// How many of each kind, for the tabs of the list.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Db, ask: &ProposalAsk) -> Stored<Vec<(OfferKind, u64)>> {
    let all = ProposalAsk { kind: None, ..ask.clone() };
    db.rows::<ProposalSeen>().filter(all.condition(db)).tally(ProposalSeen::kind).await
}

/// What happened to a proposal, the latest first, as far as the reach goes: it is filed on the household's side.
///
/// # Errors
/// When the database fails.
pub async fn timeline(db: &Db, proposal: ProposalId) -> Stored<Vec<JournalEntry>> {
    let about = JournalEntry::subject.eq(proposal.to_string());
    db.rows::<JournalEntry>().filter(about).sort(JournalEntry::id, Order::Falling).limit(100).all().await
}
