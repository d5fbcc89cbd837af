//! The journal's entries in words: who did what, and when.

use kernel::{Day, EntryId, Moment};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::{Db, JournalEntry, Stored};
use web::Desk;

use super::frame::{axes, axis_name};
use crate::store::pathways::Pathway;

/// An entry of the timeline.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Told {
    /// The entry.
    pub id: EntryId,
    /// When it was written down.
    pub when: Moment,
    /// The day on which it happened.
    pub day: Day,
    /// What kind of fact: `step-done`.
    pub kind: String,
    /// What the figures part it by: the axis, the reason.
    pub detail: Option<String>,
    /// What happened, in words.
    pub title: String,
    /// The detail, in words.
    pub text: Option<String>,
    /// Who wrote it down, as far as the name lies within reach.
    pub who: Option<String>,
    /// The earlier entry that it takes back.
    pub voids: Option<EntryId>,
}

/// Tells entries in the reader's language.
///
/// # Errors
/// When the database fails.
pub(crate) async fn told(
    desk: &Desk,
    db: &Db,
    catalogue: &Catalogue,
    pathway: &Pathway,
    entries: Vec<JournalEntry>,
) -> Stored<Vec<Told>> {
    let names = accounts::store::names_of(db, entries.iter().filter_map(|entry| entry.member_id)).await?;
    let axes = axes(catalogue, pathway, desk.language().word());
    let told = entries.into_iter().map(|entry| {
        let detail = entry.detail.as_deref();
        let words = detail.and_then(|detail| detail_words(&entry.kind, detail)).map(|key| desk.say(&key));
        let of_axis = entry.kind.starts_with("goal-") || entry.kind.starts_with("step-");
        let axis = detail.filter(|_| of_axis).map(|code| axis_name(&axes, code));
        let mut text = words.or(axis);
        // A day of its own is told where it is not the day of writing.
        if db.day_of(entry.at) != entry.day {
            let on = desk.say_with("timeline-on-day", &[("day", entry.day.italian().into())]);
            text = Some(text.map_or_else(|| on.clone(), |text| format!("{text} · {on}")));
        }
        Told {
            id: entry.id,
            when: entry.at,
            day: entry.day,
            title: desk.say(&format!("fact-{}", entry.kind)),
            text,
            who: entry.member_id.and_then(|id| names.get(&id).cloned()),
            kind: entry.kind,
            detail: entry.detail,
            voids: entry.voids,
        }
    });
    Ok(told.collect())
}

/// The key of a detail's words, for the kinds that part by a word of ours.
fn detail_words(kind: &str, detail: &str) -> Option<String> {
    Some(match kind {
        "service-activated" | "service-removed" => format!("service-kind-{detail}"),
        "pathway-closed" => format!("closing-reason-{detail}"),
        "follow-up-done" => format!("follow-up-months-{detail}"),
        "verdict-looked-at" => format!("answer-{detail}"),
        "baseline-taken" => format!("assessment-kind-{detail}"),
        // Of slices above, whose facts along a pathway bring their own texts.
        "placement-planned" | "placement-began" | "placement-transformed" => format!("placement-kind-{detail}"),
        "placement-ended" | "placement-called-off" => format!("placement-reason-{detail}"),
        "check-in-held" | "check-in-moved" | "check-in-dropped" => format!("check-in-days-{detail}"),
        "problem-noted" | "problem-solved" => format!("problem-kind-{detail}"),
        "mediation-held" => format!("mediation-outcome-{detail}"),
        _ => return None,
    })
}
