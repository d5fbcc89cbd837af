//! The desk as JSON: with the same powers as its pages.

use axum::extract::Path;
use kernel::{Day, Moment, ProgrammeCode, TerritoryCode};
use placement::rules::offer::OfferKind;
use serde::Serialize;
use serde_json::Value;
use web::api::{Sent, all, created, given, listed};
use web::{Answer, Filters, Id, May};

use crate::engine::Outcome;
use crate::gather::{About, Sources};
use crate::making;
use crate::pages::fairness::fairness as told_fairness;
use crate::pages::fields::{EXPLAIN, FILTERS};
use crate::pages::lines::{DecidedOut, Lines, ProposedOut, WithoutOut, decided, lacking, proposed, without};
use crate::pages::names::{Names, SeekerOut};
use crate::pages::run::{about_of, one as whole};
use crate::pages::search::{StoryOut, found, story};
use crate::pages::trials::{adopted, short, trying, whole as whole_trial};
use crate::pages::{Programmes, no_run, policy};
use crate::permissions::{AdoptPolicies, RunDesk, TryPolicies, ViewDesk};
use crate::store::runs::{self, MatchRun, MatchRunId};
use crate::store::trials::{self as kept, MatchTrial, MatchTrialId};
use crate::trial;

/// A run in short.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RunOut {
    /// Its id.
    pub id: MatchRunId,
    /// In which programme.
    pub programme: ProgrammeCode,
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
    /// The name of the instance.
    pub instance: String,
    /// How good the plan is proven to be.
    pub outcome: Outcome,
    /// How many looked.
    pub searches: i64,
    /// How many offers there were.
    pub offers: i64,
    /// How many of those who looked could take something.
    pub placed: i64,
    /// How many people these are.
    pub persons: i64,
    /// When it was made.
    pub at: Moment,
}

/// A run with all that is told of it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WholeRunOut {
    /// In short.
    pub run: RunOut,
    /// Whether its certificate was verified by this program, apart from how it was found.
    pub proven: bool,
    /// Who could take what, one's own households first.
    pub proposals: Vec<ProposedOut>,
    /// Who stays without, and why.
    pub without: Vec<WithoutOut>,
    /// What people have decided already, and the run keeps to.
    pub decided: Vec<DecidedOut>,
    /// What the territories lack, in words.
    pub lacks: Vec<String>,
    /// What the plan is worth, level by level. Its pairs and prices name households and offers beyond the reader's reach.
    pub worth: Option<Value>,
}

/// One search in a run.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ExplainedOut {
    /// Whose search.
    pub seeker: SeekerOut,
    /// What is told of it.
    pub story: StoryOut,
}

fn run_out(run: &MatchRun) -> RunOut {
    RunOut {
        id: run.id,
        programme: run.programme.clone(),
        kind: run.kind,
        territory: run.territory.clone(),
        day: run.day,
        policy: run.policy.clone(),
        policy_version: run.policy_version,
        seed: run.seed,
        instance: run.instance.clone(),
        outcome: run.outcome,
        searches: run.searches,
        offers: run.offers,
        placed: run.placed,
        persons: run.persons,
        at: run.at,
    }
}

/// The runs, the latest first.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewDesk>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let about = filters.0.value("programme").zip(filters.0.word("kind", OfferKind::from_word));
    let about = about.map(|(programme, kind)| About { programme, kind, territory: filters.0.value("territory") });
    let page = runs::page(&may.db, about.as_ref(), filters.page(20)).await?;
    listed(&may, &filters, page.map(|run| run_out(&run)))
}

/// Works out who could go where.
///
/// # Errors
/// When a field is wrong or the database fails.
pub async fn make(may: May<RunDesk>, catalogue: Programmes, Sent(mut form): Sent) -> Answer {
    let Some(about) = about_of(&mut form, &may, &catalogue) else { return Err(form.problem()) };
    let seed = form.value("seed");
    let made = making::make(&may.db, &Sources::of(&may), about, seed, |_| true).await.map_err(no_run)?;
    let run = making::keep(&may.db, made).await?;
    created(&format!("/api/v1/match-runs/{}", run.id), run_out(&run))
}

/// One run.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn one(may: May<ViewDesk>, Id(id): Id<MatchRunId>) -> Answer {
    let run = whole(&may, id).await?;
    let mut names = Names::of(&may, &run).await?;
    let told = &run.told;
    let seekers: Vec<_> = told.everybody.iter().map(|one| one.seeker).collect();
    let seekers = seekers.into_iter().chain(told.decided.iter().map(|one| one.pair.seeker));
    let pairs = runs::pairs(&run);
    let offers = pairs.iter().map(|pair| pair.offer).chain(told.decided.iter().map(|one| one.pair.offer));
    names.call_live(&may, pairs.iter().map(|pair| pair.offer).collect()).await?;
    names.call_proposals(&may, told.decided.iter().map(|one| one.proposal).collect()).await?;
    names.call(&may, seekers.collect::<Vec<_>>(), offers.collect::<Vec<_>>()).await?;
    let lines = Lines::of(&run, &names);
    let worth = run.proposal.as_ref().map(|kept| serde_json::to_value(kept.worth).unwrap_or_default());
    given(WholeRunOut {
        proven: runs::proven(&may.db, &run).await?,
        proposals: lines.proposals.iter().map(|why| proposed(&may, &names, &run, why)).collect(),
        without: lines.without.iter().map(|row| without(&may, &names, run.kind, row)).collect(),
        decided: lines.decided.iter().map(|one| decided(&may, &names, one)).collect(),
        lacks: told.lacks.iter().map(|lack| lacking(&may, run.kind, lack)).collect(),
        run: run_out(&run),
        worth,
    })
}

/// One search in a run.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn explained(may: May<ViewDesk>, Path((run, search)): Path<(String, String)>, filters: Filters) -> Answer {
    let filters = filters.checked(EXPLAIN)?;
    let (run, search) = found(&may, &run, &search).await?;
    let (story, names) = story(&may, &run, &search, filters.0.value("offer")).await?;
    given(ExplainedOut { seeker: names.seeker(crate::gather::seeker(&search)), story })
}

/// The policies.
///
/// # Errors
/// When the database fails.
pub async fn policies(may: May<ViewDesk>, catalogue: Programmes) -> Answer {
    all(policy::every(&may, &catalogue).await?)
}

/// What a run means for whom.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn fairness(may: May<ViewDesk>, Id(id): Id<MatchRunId>) -> Answer {
    let run = whole(&may, id).await?;
    given(told_fairness(&may, &run).await?)
}

/// The trials, the latest first.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn trials(may: May<ViewDesk>, filters: Filters) -> Answer {
    let filters = filters.checked(&FILTERS[..1])?;
    let programme: Option<ProgrammeCode> = filters.0.value("programme");
    let page = kept::page(&may.db, programme.as_ref(), filters.page(20)).await?;
    let (ask, total) = (page.ask, page.total);
    let mut items = Vec::new();
    for trial in &page.items {
        items.push(short(&may, trial).await?);
    }
    listed(&may, &filters, store::Page { items, total, ask })
}

/// Tries a policy on the past.
///
/// # Errors
/// When a field is wrong or the database fails.
pub async fn try_out(may: May<TryPolicies>, catalogue: Programmes, Sent(mut form): Sent) -> Answer {
    let Some(trying) = trying(&mut form, &may, &catalogue).await? else { return Err(form.problem()) };
    let tried = trial::try_out(&may.db, &Sources::of(&may), &trying, |_| true).await.map_err(no_run)?;
    let row = kept::keep(&may.db, &trying, tried).await?;
    created(&format!("/api/v1/match-trials/{}", row.id), whole_trial(&may, &row).await?)
}

/// One trial.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn trial(may: May<ViewDesk>, Id(id): Id<MatchTrialId>) -> Answer {
    given(whole_trial(&may, &may.db.rows::<MatchTrial>().id(id).one().await?).await?)
}

/// Adopts what was tried.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when no reason is given, or another policy was adopted since.
pub async fn adopt(
    may: May<AdoptPolicies>,
    Id(id): Id<MatchTrialId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let trial: MatchTrial = may.db.rows::<MatchTrial>().id(id).one().await?;
    let Some(row) = adopted(&may, &trial, &mut form).await? else { return Err(form.problem()) };
    let told = policy::adopted(&may, &catalogue, &row).ok_or(web::Problem::Broken)?;
    created("/api/v1/match-policies", told)
}
