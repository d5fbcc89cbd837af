//! The steps before the answers: the visit of a home, the interview, the meeting with a family and the days together. Both
//! sides take part, so both may note them, and read what is noted.

use kernel::{Day, MemberId};
use store::{Change, Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::facts::ProposalFact;
use super::moving::View;
use super::{ProposalId, ProposalSeen};
use crate::rules::Refusal;
use crate::rules::offer::OfferKind;
use crate::rules::proposal::{MeetingKind, meetings, not_ahead};
use crate::store::declined::Acted;

kernel::id!(
    /// Names a meeting of the two sides.
    MeetingId
);
store::text_cells!(MeetingId);

record! {
    /// A meeting of the two sides.
    pub struct Meeting in proposal_meeting keyed by MeetingId {
        /// Its id.
        pub id: MeetingId,
        /// How often it was changed.
        pub version: i64,
        /// The proposal.
        pub proposal_id: ProposalId,
        /// Which step.
        pub kind: MeetingKind,
        /// For which day it is planned.
        pub planned_on: Option<Day>,
        /// On which day it took place.
        pub done_on: Option<Day>,
        /// Why the two sides do without it.
        pub left_out_for: Option<String>,
        /// What there is to say, for both sides.
        pub words: Option<String>,
        /// Who noted it.
        pub member_id: Option<MemberId>,
    }
}

impl InReach for Meeting {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<ProposalSeen>(ProposalSeen::id.is(Self::proposal_id))
    }
}

impl Meeting {
    /// Whether nobody waits for it any more.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.done_on.is_some() || self.left_out_for.is_some()
    }
}

/// How a step is settled, or for which day it is planned.
#[derive(Debug, Clone)]
pub enum Met {
    /// It is planned for a day.
    Planned(Day),
    /// It took place on a day.
    On(Day),
    /// The two sides do without it, and why: an interview by telephone, a home known already.
    LeftOut(String),
    /// With a yes: the first step that is open took place on a day, and the two sides do without those that follow, and why.
    OnAndWithout(Day, String),
}

/// The meetings of a proposal, in order of writing.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, proposal: ProposalId) -> Stored<Vec<Meeting>> {
    let rows = db.rows::<Meeting>().filter(Meeting::proposal_id.eq(proposal));
    rows.sort(Meeting::id, Order::Rising).limit(100).all().await
}

/// The steps of a kind that nobody has settled yet, in order.
#[must_use]
pub fn open(kind: OfferKind, noted: &[Meeting]) -> Vec<MeetingKind> {
    let settled = |step: MeetingKind| noted.iter().any(|meeting| meeting.kind == step && meeting.is_settled());
    meetings(kind).iter().copied().filter(|step| !settled(*step)).collect()
}

/// Plans a step, notes that it took place, or that both sides do without it. What was planned is overwritten.
///
/// # Errors
/// [`Refusal::NotAStep`] for a step that the kind has not; [`Refusal::ProposalNotSo`] once it ended; a day that lies ahead.
pub async fn note<V: View>(
    db: &Db,
    held: Held<V>,
    step: MeetingKind,
    met: Met,
    words: Option<String>,
) -> Acted<ProposalId> {
    if !meetings(held.kind()).contains(&step) {
        return Err(Refusal::NotAStep.into());
    }
    if !held.status().is_live() {
        return Err(Refusal::ProposalNotSo.into());
    }
    let noted = of(db, held.id()).await?;
    let today = db.today();
    if let Met::On(on) | Met::OnAndWithout(on, _) = met {
        not_ahead(on, today)?;
    }
    let (id, kind) = (held.id(), held.kind());
    let was_open = open(kind, &noted);
    let settles = !matches!(met, Met::Planned(_));
    let last = settles && was_open == [step];
    let on = last_day(&noted, &[(step, met.clone())], today);
    let new = if last { held.met(on, today, db.now()) } else { held.clone() };
    let entry = held.entry_of(&ProposalFact::ProposalMeetingNoted { kind });
    let mut change = db.change().await?;
    change.update(held, new).await?;
    write(&mut change, db, id, &noted, step, met, words).await?;
    change.commit(entry).await?;
    Ok(id)
}

/// What a yes settles of the steps that are open, when it says that they met: a day is the day of one step, the first that
/// is open; a reason to do without is one for all.
pub(super) fn settled_by(open: &[MeetingKind], met: &Met) -> Vec<(MeetingKind, Met)> {
    let without = |steps: &[MeetingKind], why: &str| -> Vec<(MeetingKind, Met)> {
        steps.iter().map(|step| (*step, Met::LeftOut(why.to_owned()))).collect()
    };
    match (open, met) {
        ([], _) | (_, Met::Planned(_)) => Vec::new(),
        ([first, ..], Met::On(on)) => vec![(*first, Met::On(*on))],
        (all, Met::LeftOut(why)) => without(all, why),
        ([first, rest @ ..], Met::OnAndWithout(on, why)) => {
            std::iter::once((*first, Met::On(*on))).chain(without(rest, why)).collect()
        }
    }
}

/// The day on which the last step took place, or was left out: today.
pub(super) fn last_day(noted: &[Meeting], settled: &[(MeetingKind, Met)], today: Day) -> Day {
    let days = settled.iter().map(|(_, met)| match met {
        Met::On(on) | Met::OnAndWithout(on, _) => *on,
        Met::Planned(_) | Met::LeftOut(_) => today,
    });
    days.chain(noted.iter().filter_map(|meeting| meeting.done_on)).max().unwrap_or(today)
}

/// Settles steps in the change of an answer: who writes down a yes says in the same form when they met.
pub(super) async fn settle(
    change: &mut Change,
    db: &Db,
    id: ProposalId,
    noted: &[Meeting],
    steps: Vec<(MeetingKind, Met)>,
) -> Stored<()> {
    for (step, met) in steps {
        write(change, db, id, noted, step, met, None).await?;
    }
    Ok(())
}

async fn write(
    change: &mut Change,
    db: &Db,
    proposal_id: ProposalId,
    noted: &[Meeting],
    kind: MeetingKind,
    met: Met,
    words: Option<String>,
) -> Stored<()> {
    let before = noted.iter().rev().find(|meeting| meeting.kind == kind && !meeting.is_settled());
    let words = words.or_else(|| before.and_then(|meeting| meeting.words.clone()));
    let planned = before.and_then(|meeting| meeting.planned_on);
    if let Some(before) = before {
        change.remove::<Meeting>(Meeting::id.eq(before.id)).await?;
    }
    let (planned_on, done_on, left_out_for) = match met {
        Met::Planned(on) => (Some(on), None, None),
        Met::On(on) | Met::OnAndWithout(on, _) => (planned, Some(on), None),
        Met::LeftOut(why) => (planned, None, Some(why)),
    };
    let member_id = db.act().member;
    let meeting = Meeting {
        id: MeetingId::fresh(),
        version: 0,
        proposal_id,
        kind,
        planned_on,
        done_on,
        left_out_for,
        words,
        member_id,
    };
    change.insert(&meeting).await
}
