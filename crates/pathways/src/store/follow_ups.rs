//! Follow-ups, as kept: scheduled at the closing, done when due.

use kernel::{Day, EntryId, PathwayId};
use people::store::households::counted_on;
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::closings::{Closing, ClosingId};
use super::declined::Acted;
use super::facts::PathwayFact;
use super::pathways::{Pathway, touch};
use super::timeline;
use crate::rules::closing::{HomeState, TiesState, WorkState};
use crate::rules::follow_up::{self, Outcome};

kernel::id!(
    /// Names a follow-up.
    FollowUpId
);
store::text_cells!(FollowUpId);

record! {
    /// A follow-up after a closing.
    pub struct FollowUp in follow_up keyed by FollowUpId {
        /// Its id.
        pub id: FollowUpId,
        /// How often it was changed.
        pub version: i64,
        /// Of which pathway.
        pub pathway_id: PathwayId,
        /// After which closing.
        pub closing_id: ClosingId,
        /// How many months after it: 3, 6 or 12.
        pub months: i64,
        /// When it is due.
        pub due_on: Day,
        /// When it was done.
        pub done_on: Option<Day>,
        /// Whether somebody of the household was reached.
        pub reached: Option<bool>,
        /// Where the household lives.
        pub home: Option<HomeState>,
        /// How it earns its living.
        pub work: Option<WorkState>,
        /// Whom it can count on.
        pub ties: Option<TiesState>,
        /// In words.
        pub words: Option<String>,
    }
}

impl InReach for FollowUp {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// The follow-ups that a closing schedules.
#[must_use]
pub fn scheduled(closing: &Closing) -> Vec<FollowUp> {
    let due = follow_up::scheduled(closing.reason, closing.closed_on);
    let row = |(months, due_on)| FollowUp {
        id: FollowUpId::fresh(),
        version: 0,
        pathway_id: closing.pathway_id,
        closing_id: closing.id,
        months,
        due_on,
        done_on: None,
        reached: None,
        home: None,
        work: None,
        ties: None,
        words: None,
    };
    due.into_iter().map(row).collect()
}

/// The follow-ups of a pathway, in the order in which they fall due.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, pathway: PathwayId) -> Stored<Vec<FollowUp>> {
    db.rows::<FollowUp>().filter(FollowUp::pathway_id.eq(pathway)).sort(FollowUp::due_on, Order::Rising).all().await
}

/// Writes down what a follow-up found out.
///
/// # Errors
/// When it is written down already, the day is impossible, or somebody was faster.
pub async fn done(db: &Db, pathway: &Pathway, held: Held<FollowUp>, outcome: Outcome) -> Acted<FollowUp> {
    let closed_on = pathway.closed_on.unwrap_or(pathway.opened_on);
    follow_up::done(held.done_on.is_some(), &outcome, closed_on, db.today())?;
    written(db, pathway, held, outcome, None).await
}

/// Puts right what a follow-up is said to have found out, in place of what was written down first.
///
/// # Errors
/// When the day is impossible, or somebody was faster.
pub async fn corrected(db: &Db, pathway: &Pathway, held: Held<FollowUp>, outcome: Outcome) -> Acted<FollowUp> {
    let closed_on = pathway.closed_on.unwrap_or(pathway.opened_on);
    follow_up::done(false, &outcome, closed_on, db.today())?;
    let before = timeline::latest(db, held.id, &["follow-up-done"]).await?;
    written(db, pathway, held, outcome, before).await
}

/// Writes the outcome and the fact, which takes the place of an earlier one where there is one.
async fn written(
    db: &Db,
    pathway: &Pathway,
    held: Held<FollowUp>,
    outcome: Outcome,
    before: Option<EntryId>,
) -> Acted<FollowUp> {
    let people = counted_on(db, pathway.household_id, outcome.done_on).await?;
    let new = FollowUp {
        done_on: Some(outcome.done_on),
        reached: Some(outcome.reached),
        home: outcome.home,
        work: outcome.work,
        ties: outcome.ties,
        words: outcome.words,
        ..held.clone()
    };
    let mut change = db.change().await?;
    let done = change.update(held, new).await?;
    touch(&mut change, db, pathway.id).await?;
    let fact = PathwayFact::FollowUpDone { months: done.months, reached: outcome.reached };
    change.commit(pathway.entry(&fact, done.id).on(outcome.done_on).people(people).voids(before)).await?;
    Ok(done)
}
