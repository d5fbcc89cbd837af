//! Closings, as kept. One that was taken back stays readable.

use kernel::{Day, PathwayId};
use people::store::households::counted_on;
use store::{Db, Held, InReach, Order, Reach, StoreError, Stored, Where, record};

use super::declined::{Acted, Declined};
use super::facts::PathwayFact;
use super::follow_ups::{self, FollowUp};
use super::pathways::Pathway;
use super::plans::Plan;
use super::timeline;
use crate::rules::Refusal;
use crate::rules::closing::{self, ClosingReason, ClosingSaid, HomeState, TiesState, WorkState};
use crate::rules::pathway::{self, PathwayStatus};

kernel::id!(
    /// Names a closing.
    ClosingId
);
store::text_cells!(ClosingId);

record! {
    /// The closing of a pathway.
    pub struct Closing in closing keyed by ClosingId {
        /// Its id.
        pub id: ClosingId,
        /// How often it was changed.
        pub version: i64,
        /// Of which pathway.
        pub pathway_id: PathwayId,
        /// When.
        pub closed_on: Day,
        /// Why.
        pub reason: ClosingReason,
        /// With which result, in words.
        pub result: String,
        /// Where the household lives.
        pub home: HomeState,
        /// How it earns its living.
        pub work: WorkState,
        /// Whom it can count on.
        pub ties: TiesState,
        /// When the pathway was opened again.
        pub taken_back_on: Option<Day>,
    }
}

impl InReach for Closing {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// The closing that holds, if the pathway is closed.
///
/// # Errors
/// When the database fails.
pub async fn current(db: &Db, pathway: PathwayId) -> Stored<Option<Closing>> {
    let holds = Closing::pathway_id.eq(pathway).and(Closing::taken_back_on.is_null());
    db.rows::<Closing>().filter(holds).sort(Closing::id, Order::Falling).first().await
}

/// A pathway held at the version that its closing was made from. That it is closed meanwhile says more than that somebody
/// changed it.
///
/// # Errors
/// When it is closed already; [`StoreError::Stale`] when something else of it was changed since.
pub fn held_open(held: Held<Pathway>, version: i64) -> Acted<Held<Pathway>> {
    if !held.status.is_open() {
        return Err(Refusal::AlreadyClosed.into());
    }
    Ok(held.at_version(version)?)
}

/// Closes a pathway and schedules its follow-ups.
///
/// # Errors
/// When it is closed already, something is missing, the day is impossible, or somebody was faster.
pub async fn close(db: &Db, held: Held<Pathway>, said: &ClosingSaid) -> Acted<Closing> {
    let ruling = closing::closed(held.status, said, &held.span(db.today()))?;
    let people = counted_on(db, held.household_id, ruling.closed_on).await?;
    let closing = Closing {
        id: ClosingId::fresh(),
        version: 0,
        pathway_id: held.id,
        closed_on: ruling.closed_on,
        reason: ruling.reason,
        result: ruling.result,
        home: said.home,
        work: said.work,
        ties: said.ties,
        taken_back_on: None,
    };
    let new = Pathway {
        status: ruling.status,
        closed_on: Some(ruling.closed_on),
        open_key: None,
        last_activity: db.now(),
        ..held.clone()
    };
    let mut change = db.change().await?;
    let pathway = change.update(held, new).await?;
    change.insert(&closing).await?;
    change.add(&follow_ups::scheduled(&closing)).await?;
    let entry = pathway.entry(&PathwayFact::PathwayClosed { reason: closing.reason }, pathway.id);
    change.commit(entry.on(closing.closed_on).people(people)).await?;
    Ok(closing)
}

/// Opens a closed pathway again: the closing is taken back, and the follow-ups that nobody did yet are gone.
///
/// # Errors
/// When it is open, when another of the household in this programme is open meanwhile, or when somebody was faster.
pub async fn reopen(db: &Db, held: Held<Pathway>) -> Acted<Pathway> {
    let signed = Plan::pathway_id.eq(held.id).and(Plan::signed_on.is_filled());
    let has_signed_plan = db.rows::<Plan>().filter(signed).first().await?.is_some();
    let status: PathwayStatus = pathway::reopened(held.status, has_signed_plan)?;
    let before = timeline::latest(db, held.id, &["pathway-closed"]).await?;
    let closing = current(db, held.id).await?;
    let new = Pathway {
        status,
        closed_on: None,
        open_key: Some(Pathway::key_of(held.household_id, &held.programme)),
        last_activity: db.now(),
        ..held.clone()
    };
    let mut change = db.change().await?;
    let pathway = change.update(held, new).await.map_err(|error| match error {
        StoreError::Taken(_) => Declined::Refused(Refusal::OpenElsewhere),
        other => Declined::Store(other),
    })?;
    if let Some(closing) = closing {
        change.set::<Closing, _>(Closing::id.eq(closing.id), Closing::taken_back_on, Some(db.today())).await?;
    }
    let pending = FollowUp::pathway_id.eq(pathway.id).and(FollowUp::done_on.is_null());
    change.remove::<FollowUp>(pending).await?;
    change.commit(pathway.entry(&PathwayFact::PathwayReopened, pathway.id).voids(before)).await?;
    Ok(pathway)
}
