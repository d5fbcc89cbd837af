//! Pathways as JSON.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, HouseholdId, MemberId, Moment, OrganisationId, PathwayId, ProgrammeCode, ReferralId, TerritoryCode};
use people::store::sightings::{self, Seen};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use web::api::{Sent, given, listed};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Id, May, Problem};

use super::goals::GoalOut;
use super::plans::PlanOut;
use super::steps::StepOut;
use crate::pages::frame::seen;
use crate::pages::pathways::{FILTERS, PersonShort, WORKER, people_of, reassign, sorted, sought};
use crate::pages::timeline::{self, Told};
use crate::permissions::{AssignCaseWorkers, ViewPathways};
use crate::rules::pathway::PathwayStatus;
use crate::store::pathways::{self, Pathway};
use crate::store::{goals, plans, steps};

/// A pathway.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PathwayOut {
    /// Its id.
    pub id: PathwayId,
    /// How often it was changed.
    pub version: i64,
    /// A short code that names nobody.
    pub code: String,
    /// In which programme.
    pub programme: ProgrammeCode,
    /// By which partner.
    pub organisation: OrganisationId,
    /// In which territory.
    pub territory: TerritoryCode,
    /// The household.
    pub household: HouseholdId,
    /// The referral that it came from.
    pub referral: Option<ReferralId>,
    /// Who accompanies the household.
    pub case_worker: MemberId,
    /// Where it stands.
    pub status: PathwayStatus,
    /// Since when.
    pub opened_on: Day,
    /// Until when.
    pub closed_on: Option<Day>,
    /// When something last happened along it.
    pub last_activity: Moment,
}

impl From<Pathway> for PathwayOut {
    fn from(row: Pathway) -> Self {
        Self {
            id: row.id,
            version: row.version,
            code: row.code,
            programme: row.programme,
            organisation: row.organisation_id,
            territory: row.territory,
            household: row.household_id,
            referral: row.referral_id,
            case_worker: row.case_worker,
            status: row.status,
            opened_on: row.opened_on,
            closed_on: row.closed_on,
            last_activity: row.last_activity,
        }
    }
}

/// A pathway with what was asked for along with it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PathwayFull {
    /// The pathway.
    #[serde(flatten)]
    pub pathway: PathwayOut,
    /// The people of the household today; with `with=people`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<PersonShort>>,
    /// The latest revision of the plan, if one was begun; with `with=plan`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanOut>,
    /// The goals, each with its steps; with `with=plan`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goals: Option<Vec<GoalFull>>,
}

/// A goal with its steps.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct GoalFull {
    /// The goal.
    #[serde(flatten)]
    pub goal: GoalOut,
    /// Its steps.
    pub steps: Vec<StepOut>,
}

/// What may be asked for along with one pathway.
pub const WITH: &[Field] =
    &[Field::new("with", Kind::Text(40), "What to give along with it: `people`, `plan`, or both, parted by a comma.")];

/// The pathways within reach.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewPathways>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let (by, order) = sorted(&filters);
    let sought = sought(&filters.0, may.db.today());
    let page = pathways::page(&may.db, &sought, by, order, filters.page(50)).await?;
    listed(&may, &filters, page.map(PathwayOut::from))
}

/// One pathway: one query, and two or three more for each thing asked along with it.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; [`Problem::Invalid`] when the query asks for something else along with it.
pub async fn one(may: May<ViewPathways>, Id(id): Id<PathwayId>, filters: Filters) -> Answer {
    let filters = filters.checked(WITH)?;
    let with: Vec<&str> =
        filters.0.chosen("with").into_iter().flat_map(|words| words.split(',')).map(str::trim).collect();
    if with.iter().any(|word| !["people", "plan"].contains(word)) {
        return Err(Problem::Invalid(vec![FieldError::new("with", "unknown-choice")]));
    }
    let wanted = |what: &str| with.contains(&what);
    let pathway = pathways::one(&may.db, id).await?;
    let people = people_of(&may, &pathway).await?;
    sightings::note(&may.db, people.iter().map(|person| person.id), Seen::Record).await?;
    let people = wanted("people").then_some(people);
    let (mut plan, mut goals) = (None, None);
    if wanted("plan") {
        let words = pathway.shows_words(&may.db);
        plan = plans::current(&may.db, id).await?.map(|row| PlanOut::of(row, words));
        let steps = steps::of(&may.db, id).await?;
        let all = goals::of(&may.db, id).await?;
        let full = all.into_iter().map(|goal| {
            let its = steps.iter().filter(|step| step.goal_id == goal.id);
            let steps = its.map(|step| StepOut::of(step.clone(), words)).collect();
            GoalFull { goal: GoalOut::of(goal, words), steps }
        });
        goals = Some(full.collect());
    }
    given(PathwayFull { pathway: pathway.into(), people, plan, goals })
}

/// Gives a pathway to another case worker.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; [`Problem::Stale`] when the version sent is no longer the current one.
pub async fn patch(may: May<AssignCaseWorkers>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    if !form.check(WORKER) {
        return Err(form.problem());
    }
    let pathway = reassign(&may, held, &form).await.map_err(Problem::from)?;
    given(PathwayOut::from(pathway))
}

/// What happened along a pathway, the latest first.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn timeline(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    filters: Filters,
) -> Answer {
    let filters = filters.checked(&[])?;
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let page = crate::store::timeline::page(&may.db, id, filters.page(50)).await?;
    let (total, ask) = (page.total, page.ask);
    let items: Vec<Told> = timeline::told(&may, &may.db, &catalogue, &pathway, page.items).await?;
    listed(&may, &filters, store::Page { items, total, ask })
}
