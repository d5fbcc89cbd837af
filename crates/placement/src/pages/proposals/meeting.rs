//! The form of a meeting: planned, held, or left out.

use serde_json::json;
use web::{Answer, FieldError, Flash, Form, Id, May, Posted};

use super::fields::MEETING;
use super::open_meetings;
use super::told::whole;
use crate::pages::choices;
use crate::pages::offer_form::told_form;
use crate::permissions::AnswerProposals;
use crate::rules::proposal::{MeetingKind, meetings};
use crate::store::declined::Acted;
use crate::store::proposals::meetings::{Met, note};
use crate::store::proposals::{Proposal, ProposalId, ProposalKept, ProposalSeen};

/// What a form says of a meeting; nothing, when the form says why not.
pub(crate) fn read(form: &mut Form) -> Option<(MeetingKind, Met, Option<String>)> {
    if !form.check(MEETING) {
        return None;
    }
    let met = form.value("done-on").map(Met::On);
    let met = met.or_else(|| form.text("left-out-for").map(Met::LeftOut));
    let met = met.or_else(|| form.value("planned-on").map(Met::Planned));
    let Some(met) = met else {
        form.fail(FieldError::new("planned-on", "planned-or-done"));
        return None;
    };
    Some((form.word("step", MeetingKind::from_word)?, met, form.text("words")))
}

/// Notes a meeting as one of the two sides: the household's where one stands on both.
pub(crate) async fn noted(
    may: &May<AnswerProposals>,
    id: ProposalId,
    version: Option<i64>,
    (step, met, words): (MeetingKind, Met, Option<String>),
) -> Acted<ProposalId> {
    if may.db.rows::<Proposal>().id(id).first().await?.is_some() {
        let held = may.db.held::<Proposal>(id).await?;
        let held = if let Some(version) = version { held.at_version(version)? } else { held };
        return note(&may.db, held, step, met, words).await;
    }
    let held = may.db.held::<ProposalKept>(id).await?;
    let held = if let Some(version) = version { held.at_version(version)? } else { held };
    note(&may.db, held, step, met, words).await
}

/// The form; the next of the way is proposed, as held today.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn blank(may: May<AnswerProposals>, Id(id): Id<ProposalId>) -> Answer {
    let row = may.db.rows::<ProposalSeen>().id(id).one().await?;
    let one = whole(&may, id).await?;
    let form = Form::blank().with_some("step", open_meetings(&one).first()).with("version", row.version);
    page(&may, id, &form).await
}

async fn page(may: &May<AnswerProposals>, id: ProposalId, form: &Form) -> Answer {
    let one = whole(may, id).await?;
    let steps = choices(may, "meeting", meetings(one.kind));
    may.form("proposals/meeting.html", form, json!({ "one": one, "steps": steps }))
}

/// Notes a meeting.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn write(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Posted(mut form): Posted) -> Answer {
    may.db.rows::<ProposalSeen>().id(id).one().await?;
    if let Some(said) = read(&mut form) {
        let version = form.version();
        if told_form(&mut form, noted(&may, id, version, said).await)?.is_some() {
            return may.see_done(&format!("/proposals/{id}"), Flash("proposal-meeting-noted"));
        }
    }
    page(&may, id, &form).await
}
