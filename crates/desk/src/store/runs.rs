//! Runs, as kept: what was asked, when and by whom, the plan with its certificate, and what is told of it.
//!
//! A plan is kept only when the checker has verified its certificate, and each program that shows it verifies it anew,
//! once. It holds keys alone: whoever may read a run learns of a household of another partner no more than that there is one.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use kernel::{Day, MemberId, Moment, OrganisationId, ProgrammeCode, TerritoryCode};
use matching::Worth;
use matching::desk::{Pair, Proposal};
use placement::rules::offer::OfferKind;
use serde::Serialize;
use store::{Db, Entry, Fact, InReach, Json, Order, Page, PageAsk, Reach, StoreError, Stored, Where, record};

use crate::engine::{Outcome, Problem, Told, Worked};
use crate::gather::About;

kernel::id!(
    /// Names a run of the desk.
    MatchRunId
);
store::text_cells!(MatchRunId);

record! {
    /// A run of the desk.
    pub struct MatchRun in match_run keyed by MatchRunId {
        /// Its id.
        pub id: MatchRunId,
        /// How often it was changed: never.
        pub version: i64,
        /// In which programme.
        pub programme: ProgrammeCode,
        /// For which partner alone; nothing where the reach of who ran it was wider.
        pub organisation_id: Option<OrganisationId>,
        /// What was looked for.
        pub kind: OfferKind,
        /// Only in this territory.
        pub territory: Option<TerritoryCode>,
        /// For which day.
        pub day: Day,
        /// The programme of the policy; nothing for the one that programmes share.
        pub policy: Option<ProgrammeCode>,
        /// The version of the policy.
        pub policy_version: i64,
        /// The seed of the lots.
        pub seed: i64,
        /// The run before, whose plan it kept to where all else was equal.
        pub before_id: Option<MatchRunId>,
        /// The name of the instance.
        pub instance: String,
        /// How good the plan is proven to be.
        pub outcome: Outcome,
        /// How many looked.
        pub searches: i64,
        /// How many offers there were.
        pub offers: i64,
        /// How many of those who looked take something.
        pub placed: i64,
        /// How many people these are.
        pub persons: i64,
        /// Who let it run.
        pub member_id: Option<MemberId>,
        /// When.
        pub at: Moment,
    }
}

/// A run is read by whoever works in its programme and, where it is one partner's or one territory's, there.
impl InReach for MatchRun {
    fn in_reach(reach: &Reach) -> Where {
        let each = reach.scopes().iter().map(|scope| {
            let mut within = Where::everything();
            if let Some(programme) = &scope.programme {
                within = within.and(Self::programme.eq(programme.clone()));
            }
            if let Some(organisation) = scope.organisation {
                let theirs = Self::organisation_id.eq(Some(organisation));
                within = within.and(Self::organisation_id.is_null().or(theirs));
            }
            if let Some(territory) = &scope.territory {
                let theirs = Self::territory.eq(Some(territory.clone()));
                within = within.and(Self::territory.is_null().or(theirs));
            }
            within
        });
        Where::any(each)
    }
}

record! {
    /// What is told of a run.
    pub struct MatchTold in match_told {
        /// The run.
        pub run_id: MatchRunId,
        /// The plan with its certificate; nothing where there is none.
        pub proposal: Option<Json<Proposal>>,
        /// What is told of it.
        pub told: Json<Told>,
    }
}

impl InReach for MatchTold {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<MatchRun>(MatchRun::id.is(Self::run_id))
    }
}

/// A run with its plan and what is told of it.
#[derive(Debug, Clone)]
pub struct WholeRun {
    /// The run.
    pub run: MatchRun,
    /// The plan with its certificate.
    pub proposal: Option<Proposal>,
    /// What is told of it.
    pub told: Told,
}

impl Deref for WholeRun {
    type Target = MatchRun;

    fn deref(&self) -> &MatchRun {
        &self.run
    }
}

/// A run with all that is told of it.
///
/// # Errors
/// [`StoreError::NotFound`] beyond reach.
pub async fn whole(db: &Db, run: MatchRun) -> Stored<WholeRun> {
    let kept = db.rows::<MatchTold>().filter(MatchTold::run_id.eq(run.id)).first().await?;
    let MatchTold { proposal, told: Json(told), .. } = kept.ok_or(StoreError::NotFound)?;
    Ok(WholeRun { run, proposal: proposal.map(|Json(proposal)| proposal), told })
}

record! {
    /// What the certificate of a run is about.
    pub struct MatchProblem in match_problem {
        /// The run.
        pub run_id: MatchRunId,
        /// Who could take which unit, at what worth.
        pub problem: Json<Problem>,
    }
}

impl InReach for MatchProblem {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<MatchRun>(MatchRun::id.is(Self::run_id))
    }
}

/// What the journal says of a run.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunFact {
    /// The desk worked out who could go where.
    DeskRun {
        /// What was looked for.
        kind: OfferKind,
        /// How many of those who looked take something.
        placed: i64,
    },
}

impl Fact for RunFact {
    fn kind(&self) -> &'static str {
        "desk-run"
    }

    fn detail(&self) -> Option<String> {
        let Self::DeskRun { kind, .. } = self;
        Some(kind.to_string())
    }
}

/// What a run was asked, beside what it is about.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The day.
    pub day: Day,
    /// The programme of the policy.
    pub policy: Option<ProgrammeCode>,
    /// Its version.
    pub policy_version: u32,
    /// The seed of the lots.
    pub seed: u64,
    /// The run before.
    pub before: Option<MatchRunId>,
}

/// Keeps a run whose certificate holds.
///
/// # Errors
/// [`StoreError::Unreadable`] for a plan that is not proven; when the database fails.
pub async fn keep(db: &Db, about: &About, asked: &Asked, worked: &Worked) -> Stored<MatchRun> {
    if let Some(proposal) = &worked.proposal {
        let proven = worked.problem.prove(proposal);
        proven
            .map_err(|fault| StoreError::Unreadable { column: 0, why: format!("the plan is not proven: {fault:?}") })?;
    }
    let placed = worked.proposal.as_ref().map_or(0, |proposal| proposal.taken.len());
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let run = MatchRun {
        id: MatchRunId::fresh(),
        version: 0,
        programme: about.programme.clone(),
        organisation_id: only_organisation(db.reach(), &about.programme),
        kind: about.kind,
        territory: about.territory.clone(),
        day: asked.day,
        policy: asked.policy.clone(),
        policy_version: i64::from(asked.policy_version),
        seed: i64::try_from(asked.seed).unwrap_or_default(),
        before_id: asked.before,
        instance: worked.instance.clone(),
        outcome: worked.outcome,
        searches: count(worked.seekers),
        offers: count(worked.offers),
        placed: count(placed),
        persons: worked.persons,
        member_id: db.act().member,
        at: db.now(),
    };
    let told =
        MatchTold { run_id: run.id, proposal: worked.proposal.clone().map(Json), told: Json(worked.told.clone()) };
    let problem = MatchProblem { run_id: run.id, problem: Json(worked.problem.clone()) };
    let entry = Entry::new(&RunFact::DeskRun { kind: run.kind, placed: run.placed }, run.id);
    let entry = match (run.organisation_id, &run.territory) {
        (Some(organisation), Some(territory)) => entry.within(&run.programme, organisation, territory),
        _ => entry,
    };
    let mut change = db.change().await?;
    change.insert(&run).await?;
    change.add(&[told]).await?;
    change.add(&[problem]).await?;
    change.commit(entry).await?;
    Ok(run)
}

/// The one organisation to which a reach goes in a programme; nothing where it goes to several.
pub(crate) fn only_organisation(reach: &Reach, programme: &ProgrammeCode) -> Option<OrganisationId> {
    let there = reach.scopes().iter().filter(|scope| scope.programme.as_ref().is_none_or(|own| own == programme));
    let mut all = there.map(|scope| scope.organisation);
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(first)
}

/// The one territory to which a reach goes in a programme; nothing where it goes to several.
pub(crate) fn only_territory(reach: &Reach, programme: &ProgrammeCode) -> Option<TerritoryCode> {
    let there = reach.scopes().iter().filter(|scope| scope.programme.as_ref().is_none_or(|own| own == programme));
    let mut all = there.map(|scope| scope.territory.clone());
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// The latest runs, the last first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, about: Option<&About>, ask: PageAsk) -> Stored<Page<MatchRun>> {
    let rows = db.rows::<MatchRun>().filter_if(about.map(same));
    rows.sort(MatchRun::at, Order::Falling).sort(MatchRun::id, Order::Falling).page(ask).await
}

/// The last run about the same.
///
/// # Errors
/// When the database fails.
pub async fn last(db: &Db, about: &About) -> Stored<Option<MatchRun>> {
    let rows = db.rows::<MatchRun>().filter(same(about));
    rows.sort(MatchRun::at, Order::Falling).sort(MatchRun::id, Order::Falling).first().await
}

fn same(about: &About) -> Where {
    let territory = match &about.territory {
        Some(code) => MatchRun::territory.eq(Some(code.clone())),
        None => MatchRun::territory.is_null(),
    };
    MatchRun::programme.eq(about.programme.clone()).and(MatchRun::kind.eq(about.kind)).and(territory)
}

/// The latest runs of a programme for a kind, whatever the territory.
///
/// # Errors
/// When the database fails.
pub async fn last_of(db: &Db, programme: &ProgrammeCode, kind: OfferKind) -> Stored<Vec<MatchRun>> {
    let rows = db.rows::<MatchRun>().filter(MatchRun::programme.eq(programme.clone()).and(MatchRun::kind.eq(kind)));
    rows.sort(MatchRun::at, Order::Falling).sort(MatchRun::id, Order::Falling).limit(5).all().await
}

/// The next run about the same.
///
/// # Errors
/// When the database fails.
pub async fn next(db: &Db, run: &MatchRun) -> Stored<Option<MatchRun>> {
    let about = About { programme: run.programme.clone(), kind: run.kind, territory: run.territory.clone() };
    // Ids are in order of birth, also where two runs are of one instant.
    let later = db.rows::<MatchRun>().filter(same(&about).and(MatchRun::at.at_least(run.at)));
    let rows = later.sort(MatchRun::id, Order::Rising).limit(50).all().await?;
    Ok(rows.into_iter().find(|other| other.id > run.id))
}

/// What it cost the plan of a run that people proposed these pairs instead: each by itself, and all together.
///
/// # Errors
/// When the database fails.
pub async fn cost_of(db: &Db, run: &WholeRun, made: Vec<Pair>) -> Stored<(Vec<Option<Worth>>, Option<Worth>)> {
    let nothing = (vec![None; made.len()], None);
    let Some(proposal) = run.proposal.clone() else { return Ok(nothing) };
    let kept = db.rows::<MatchProblem>().filter(MatchProblem::run_id.eq(run.id)).first().await?;
    let Some(MatchProblem { problem: Json(problem), .. }) = kept else { return Ok(nothing) };
    let told = tokio::task::spawn_blocking(move || problem.cost_of(&proposal, &made)).await;
    Ok(told.unwrap_or(nothing))
}

/// Runs whose certificate held when it was verified here. Their rows never change.
static PROVEN: Mutex<BTreeSet<MatchRunId>> = Mutex::new(BTreeSet::new());

/// Whether the certificate of a run holds: verified by this program, once since it started.
///
/// # Errors
/// When the database fails.
pub async fn proven(db: &Db, run: &WholeRun) -> Stored<bool> {
    let known = || PROVEN.lock().unwrap_or_else(PoisonError::into_inner);
    if known().contains(&run.id) {
        return Ok(true);
    }
    let Some(proposal) = run.proposal.clone().filter(|proposal| proposal.instance == run.instance) else {
        return Ok(false);
    };
    let kept = db.rows::<MatchProblem>().filter(MatchProblem::run_id.eq(run.id)).first().await?;
    let Some(MatchProblem { problem: Json(problem), .. }) = kept else { return Ok(false) };
    // A large problem keeps a core busy: not one of those that answer requests.
    let holds = tokio::task::spawn_blocking(move || problem.prove(&proposal).is_ok()).await.unwrap_or(false);
    if holds {
        known().insert(run.id);
    }
    Ok(holds)
}

/// The pairs of a run's plan.
#[must_use]
pub fn pairs(run: &WholeRun) -> Vec<Pair> {
    run.proposal.iter().flat_map(|proposal| &proposal.taken).map(|placed| placed.pair).collect()
}
