//! The plan: goals and steps, commitments, approval, signature, revision, and the sheet that is printed and signed.

use std::sync::Arc;

use axum::Extension;
use kernel::PathwayId;
use programmes::catalogue::Catalogue;
use serde_json::json;
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted, Problem};

use super::acted::told;
use super::frame::{axes, frame};
use super::pathways::people_of;
use super::plan_view;
use crate::permissions::{ApprovePlans, EditPlans, ViewPathways};
use crate::rules::plan::Signature;
use crate::store::pathways::{self, Pathway};
use crate::store::plans::{self, Agreed, Plan};

/// What a plan says besides goals and steps.
pub const AGREED: &[Field] = &[
    Field::new("ours", Kind::Prose(4000), "What the service commits to: one commitment a line, or a list."),
    Field::new("theirs", Kind::Prose(4000), "What the person commits to: one commitment a line, or a list."),
    Field::new("review-on", Kind::Day, "The day of the next review."),
];

/// What is written at a signature.
pub const SIGNATURE: &[Field] = &[
    Field::new("signed-on", Kind::Day, "The day.").required(),
    Field::new("signed-by", Kind::Text(300), "Who signed, by name.").required(),
    Field::new("read-in", Kind::Text(60), "The language in which it was read and explained.").required(),
    Field::new("interpreter", Kind::Text(120), "The interpreter, if there was one."),
];

/// The commitments written in a field: one a line, or one a list's item.
pub(crate) fn lines(form: &Form, name: &str) -> Vec<String> {
    let all = form.chosen(name).into_iter().flat_map(str::lines);
    all.map(|line| line.trim().trim_start_matches(['-', '•', '*']).trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Reads a checked form; what was not sent stays as it is.
pub(crate) fn agreed(form: &Form, before: Option<&Plan>) -> Agreed {
    let kept = |name: &str, kept: Option<&Vec<String>>| {
        if form.has(name) { lines(form, name) } else { kept.cloned().unwrap_or_default() }
    };
    let day = if form.has("review-on") { form.value("review-on") } else { before.and_then(|plan| plan.review_on) };
    Agreed {
        ours: kept("ours", before.map(|plan| &plan.ours.0)),
        theirs: kept("theirs", before.map(|plan| &plan.theirs.0)),
        review_on: day,
    }
}

/// Reads a checked form.
pub(crate) fn signature(form: &Form) -> Option<Signature> {
    Some(Signature {
        signed_on: form.value("signed-on")?,
        signed_by: form.text("signed-by")?,
        read_in: form.text("read-in")?,
        interpreter: form.text("interpreter"),
    })
}

fn filled(plan: Option<&Plan>) -> Form {
    let Some(plan) = plan else { return Form::blank() };
    Form::blank()
        .with("ours", plan.ours.0.join("\n"))
        .with("theirs", plan.theirs.0.join("\n"))
        .with_some("review-on", plan.review_on)
        .with("version", plan.version)
}

/// The page on which goals, steps and commitments are written.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn edit(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let plan = plans::current(&may.db, id).await?;
    edit_page(&may, &catalogue, &pathway, &filled(plan.as_ref())).await
}

pub(crate) async fn edit_page(may: &May<EditPlans>, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Answer {
    let language = may.language().word();
    let view = plan_view::view(&may.db, catalogue, pathway, language).await?;
    let context = json!({
        "pathway": frame(may, catalogue, pathway).await?,
        "view": view,
        "axes": axes(catalogue, pathway, language),
    });
    may.form("plans/edit.html", form, context)
}

/// Writes commitments and the day of the next review.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn agree(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if form.check(AGREED) {
        let before = plans::current(&may.db, id).await?;
        // A form made before there was a plan carries no version: it must not overwrite one begun since.
        let seen = form.version().unwrap_or(-1);
        let acted = plans::agree(&may.db, &pathway, agreed(&form, before.as_ref()), Some(seen)).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{id}/plan"), Flash("plan-saved"));
        }
    }
    edit_page(&may, &catalogue, &pathway, &form).await
}

/// Approves the plan as it was seen.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; [`Problem::Stale`] when somebody changed it since.
pub async fn approve(may: May<ApprovePlans>, Id(id): Id<PathwayId>, Posted(form): Posted) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    plans::approve(&may.db, &pathway, form.version()).await.map_err(Problem::from)?;
    may.see_done(&format!("/pathways/{id}#plan"), Flash("plan-approved"))
}

/// The form of the signature.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn blank_signature(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let plan = plans::current(&may.db, id).await?;
    let form =
        Form::blank().with("signed-on", may.db.today()).with_some("version", plan.as_ref().map(|plan| plan.version));
    signature_page(&may, &catalogue, &pathway, &form).await
}

async fn signature_page(may: &May<EditPlans>, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Answer {
    let view = plan_view::view(&may.db, catalogue, pathway, may.language().word()).await?;
    let context = json!({ "pathway": frame(may, catalogue, pathway).await?, "view": view });
    may.form("plans/sign.html", form, context)
}

/// Writes the signature down.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn sign(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    let pathway = held.clone();
    if form.check(SIGNATURE)
        && let Some(signature) = signature(&form)
    {
        let acted = plans::sign(&may.db, held, signature, form.version()).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{id}#plan"), Flash("plan-signed"));
        }
    }
    signature_page(&may, &catalogue, &pathway, &form).await
}

/// Begins a new revision of a signed plan.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn revise(may: May<EditPlans>, Id(id): Id<PathwayId>, Posted(_): Posted) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    plans::revise(&may.db, &pathway).await.map_err(Problem::from)?;
    may.see_done(&format!("/pathways/{id}/plan"), Flash("plan-revised"))
}

/// The sheet that is printed, read together and signed.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn print(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let context = json!({
        "paper": true,
        "pathway": frame(&may, &catalogue, &pathway).await?,
        "people": people_of(&may, &pathway).await?,
        "view": plan_view::view(&may.db, &catalogue, &pathway, may.language().word()).await?,
    });
    may.page("plans/print.html", context)
}
