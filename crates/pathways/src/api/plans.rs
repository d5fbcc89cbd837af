//! Plans as JSON.

use kernel::{Day, MemberId, PathwayId, PlanId};
use people::store::sightings::Seen;
use serde::Serialize;
use web::api::{Sent, created, given};
use web::{Answer, Id, May, Problem};

use crate::pages::frame::seen;
use crate::pages::plans::{AGREED, SIGNATURE, agreed, signature};
use crate::permissions::{ApprovePlans, EditPlans, ViewPathways};
use crate::rules::Refusal;
use crate::rules::plan::{Missing, PlanStatus, missing};
use crate::store::pathways::{self, Pathway};
use crate::store::plans::{self, Plan};
use crate::store::{goals, steps};

/// A revision of a plan.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PlanOut {
    /// Its id.
    pub id: PlanId,
    /// How often it was changed.
    pub version: i64,
    /// Which revision, from 1.
    pub revision: i64,
    /// Where it stands.
    pub status: PlanStatus,
    /// What the service commits to; left out where only pseudonyms may be seen.
    pub ours: Option<Vec<String>>,
    /// What the person commits to; left out where only pseudonyms may be seen.
    pub theirs: Option<Vec<String>>,
    /// The day of the next review.
    pub review_on: Option<Day>,
    /// Who approved it.
    pub approved_by: Option<MemberId>,
    /// When.
    pub approved_on: Option<Day>,
    /// When it was signed.
    pub signed_on: Option<Day>,
    /// Who signed it.
    pub signed_by: Option<String>,
    /// The language in which it was read and explained.
    pub read_in: Option<String>,
    /// The interpreter.
    pub interpreter: Option<String>,
}

impl PlanOut {
    /// A plan as it is read; without words that may name people where only pseudonyms may be seen.
    #[must_use]
    pub fn of(row: Plan, words: bool) -> Self {
        Self {
            id: row.id,
            version: row.version,
            revision: row.revision,
            status: row.status,
            ours: words.then_some(row.ours.0),
            theirs: words.then_some(row.theirs.0),
            review_on: row.review_on,
            approved_by: row.approved_by,
            approved_on: row.approved_on,
            signed_on: row.signed_on,
            signed_by: row.signed_by.filter(|_| words),
            read_in: row.read_in,
            interpreter: row.interpreter.filter(|_| words),
        }
    }
}

/// The plan of a pathway, and what it still lacks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PlanStanding {
    /// The latest revision; nothing when no plan was begun.
    pub plan: Option<PlanOut>,
    /// What is still to be filled.
    pub missing: Vec<Missing>,
}

/// The plan of a pathway.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn one(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    seen(&may.db, &pathway, Seen::Record).await?;
    let plan = plans::current(&may.db, id).await?;
    let goals = goals::of(&may.db, id).await?;
    let steps = steps::of(&may.db, id).await?;
    let missing = missing(&plans::filled(plan.as_ref(), &goals, &steps));
    let words = pathway.shows_words(&may.db);
    given(PlanStanding { plan: plan.map(|plan| PlanOut::of(plan, words)), missing })
}

/// Writes commitments and the day of the next review; what is not sent stays as it is.
///
/// # Errors
/// When a field is wrong, the plan is signed, or somebody changed it since the version sent.
pub async fn patch(may: May<EditPlans>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if !form.check(AGREED) {
        return Err(form.problem());
    }
    let before = plans::current(&may.db, id).await?;
    let plan = plans::agree(&may.db, &pathway, agreed(&form, before.as_ref()), form.version()).await;
    given(PlanOut::of(plan.map_err(Problem::from)?, true))
}

/// Approves the plan.
///
/// # Errors
/// When it has no goals, stands elsewhere, or was changed since the version sent.
pub async fn approve(may: May<ApprovePlans>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    if !form.check(&[]) {
        return Err(form.problem());
    }
    let pathway = pathways::one(&may.db, id).await?;
    let plan = plans::approve(&may.db, &pathway, form.version()).await.map_err(Problem::from)?;
    created(&place(id), PlanOut::of(plan, true))
}

/// Writes the signature down.
///
/// # Errors
/// When a field is wrong, the plan is not approved, or somebody was faster.
pub async fn sign(may: May<EditPlans>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    if !form.check(SIGNATURE) {
        return Err(form.problem());
    }
    let Some(signature) = signature(&form) else { return Err(Problem::refused(&Refusal::Missing("signed-by"))) };
    let plan = plans::sign(&may.db, held, signature, form.version()).await.map_err(Problem::from)?;
    created(&place(id), PlanOut::of(plan, true))
}

/// Begins a new revision of a signed plan.
///
/// # Errors
/// When the plan is not signed, or somebody was faster.
pub async fn revise(may: May<EditPlans>, Id(id): Id<PathwayId>, Sent(mut form): Sent) -> Answer {
    if !form.check(&[]) {
        return Err(form.problem());
    }
    let pathway = pathways::one(&may.db, id).await?;
    let plan = plans::revise(&may.db, &pathway).await.map_err(Problem::from)?;
    created(&place(id), PlanOut::of(plan, true))
}

fn place(id: PathwayId) -> String {
    format!("/api/v1/pathways/{id}/plan")
}
