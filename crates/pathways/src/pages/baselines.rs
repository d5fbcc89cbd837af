//! The autonomy scale: assessments side by side, and the form of a new one.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, PathwayId};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted, words_of};

use super::acted::told;
use super::frame::{Choice, choices, frame};
use crate::permissions::{EditPlans, ViewPathways};
use crate::rules::baseline::{AREAS, AssessmentKind, LEVELS, Levels, SCALE};
use crate::store::baselines::{self, Assessment, AssessmentId, AssessmentSaid};
use crate::store::pathways::{self, Pathway};

/// The levels of one area.
const LEVEL: Kind = Kind::Number(*LEVELS.start(), *LEVELS.end());

/// What an assessment holds: a level for each area that was asked about.
pub const ASSESSMENT: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(AssessmentKind)), "When along the pathway.").required(),
    Field::new("taken-on", Kind::Day, "On which day.").required(),
    Field::new("home", LEVEL, "Home."),
    Field::new("work", LEVEL, "Work."),
    Field::new("money", LEVEL, "Money."),
    Field::new("learning", LEVEL, "School and learning."),
    Field::new("health", LEVEL, "Health."),
    Field::new("language", LEVEL, "Language."),
    Field::new("digital", LEVEL, "Digital skills."),
    Field::new("rights", LEVEL, "Papers and rights."),
    Field::new("services", LEVEL, "Services."),
    Field::new("ties", LEVEL, "People around."),
    Field::new("words", Kind::Prose(4000), "In the person's words."),
];

/// An assessment.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AssessmentOut {
    /// Its id.
    pub id: AssessmentId,
    /// When along the pathway.
    pub kind: AssessmentKind,
    /// On which day.
    pub taken_on: Day,
    /// With which version of the scale. It is not validated and never used to admit, exclude or rank.
    pub scale: String,
    /// The levels, 1 to 5, by area; an area not asked about yet is left out.
    pub levels: Levels,
    /// In the person's words.
    pub words: Option<String>,
}

/// An assessment as it is read; without words that may name people where only pseudonyms may be seen.
#[must_use]
pub fn shown(row: &Assessment, words: bool) -> AssessmentOut {
    AssessmentOut {
        id: row.id,
        kind: row.kind,
        taken_on: row.taken_on,
        scale: row.scale.clone(),
        levels: row.levels.0.clone(),
        words: row.words.clone().filter(|_| words),
    }
}

/// Reads a checked form.
pub(crate) fn said(form: &Form) -> Option<AssessmentSaid> {
    let level = |code: &str| form.value::<i64>(code).map(|level| (code.to_owned(), level));
    Some(AssessmentSaid {
        kind: form.word("kind", AssessmentKind::from_word)?,
        taken_on: form.value("taken-on")?,
        levels: AREAS.iter().filter_map(|area| level(area.code)).collect(),
        words: form.text("words"),
    })
}

/// The assessments of a pathway, side by side, and the form of a new one.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn index(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let kind = match baselines::of(&may.db, id).await?.is_empty() {
        true => AssessmentKind::Baseline,
        false if pathway.status.is_open() => AssessmentKind::Review,
        false => AssessmentKind::Closing,
    };
    let day = pathway.closed_on.unwrap_or(may.db.today());
    let form = Form::blank().with("kind", kind).with("taken-on", day);
    baseline_page(&may, &catalogue, &pathway, &form).await
}

/// Writes an assessment down.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn create(
    may: May<EditPlans>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    if form.check(ASSESSMENT)
        && let Some(said) = said(&form)
    {
        let acted = baselines::take(&may.db, &pathway, said).await;
        if told(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/pathways/{id}/baseline"), Flash("baseline-taken"));
        }
    }
    baseline_page(&may, &catalogue, &pathway, &form).await
}

async fn baseline_page<P>(may: &May<P>, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Answer {
    let frame = frame(may, catalogue, pathway).await?;
    let taken = baselines::of(&may.db, pathway.id).await?;
    let taken: Vec<AssessmentOut> = taken.iter().map(|row| shown(row, frame.words)).collect();
    let areas: Vec<_> = AREAS
        .iter()
        .map(|area| {
            let levels: Vec<Option<i64>> = taken.iter().map(|one| one.levels.get(area.code).copied()).collect();
            let mut offered = vec![Choice { value: String::new(), label: may.say("scale-not-asked") }];
            offered.extend(LEVELS.map(|level| {
                let words = may.say(&format!("scale-{}-{level}", area.code));
                Choice { value: level.to_string(), label: format!("{level} · {words}") }
            }));
            json!({ "code": area.code, "domain": area.domain, "levels": levels, "offered": offered })
        })
        .collect();
    let context = json!({
        "pathway": frame,
        "taken": taken,
        "areas": areas,
        "kinds": choices(may, "assessment-kind-", AssessmentKind::ALL),
        "scale": SCALE,
    });
    may.form("pathways/baseline.html", form, context)
}
