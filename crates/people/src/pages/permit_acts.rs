//! What happens to a permit: asked for, issued, renewed, converted, refused, revoked; and its history.

use std::collections::HashMap;

use kernel::{Day, MemberId, PermitId, PersonId};
use programmes::rules::{PermitKind, PermitState};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Stored};
use web::field::{Field, Kind};
use web::{Answer, Filters, Flash, Form, Id, May, Posted, words_of};

use super::choices;
use super::papers::{name_of, need};
use crate::permissions::{EditPeople, ViewLegalStatus};
use crate::rules::permit::{ActDays, PermitAct, acted, acts};
use crate::store::papers::Permit;
use crate::store::permit_events::{self, Acting};

/// What happened to a permit.
pub const ACT: &[Field] = &[
    Field::new("act", Kind::Word(words_of!(PermitAct)), "What happened.").required(),
    Field::new("on", Kind::Day, "When; today when empty."),
    Field::new("receipt", Kind::Text(40), "For a request: the number of the receipt."),
    Field::new("number", Kind::Text(40), "For an issue: the number of the new card."),
    Field::new("kind", Kind::Word(words_of!(PermitKind)), "For a conversion: what the new permit is for."),
    Field::new("expires-on", Kind::Day, "For an issue: when the new card expires."),
    Field::new("reason", Kind::Text(200), "Why, or on which decision."),
];

/// One thing that happened, as pages show it.
#[derive(Debug, Serialize)]
pub(crate) struct HistoryLine {
    permit: PermitId,
    act: Option<PermitAct>,
    is_new: bool,
    after: PermitState,
    day: Day,
    reason: Option<String>,
    who: Option<String>,
}

/// What happened to the permits of a person, the latest first; nothing where it may not be seen.
pub(crate) async fn history_of(legal: &Db, person: PersonId) -> Stored<Vec<HistoryLine>> {
    let events = permit_events::of_person(legal, person).await?;
    let members: Vec<MemberId> = events.iter().filter_map(|event| event.member_id).collect();
    let names: HashMap<MemberId, String> = accounts::store::names_of(legal, members).await?;
    let line = |event: permit_events::PermitEvent| HistoryLine {
        permit: event.permit_id,
        act: event.act,
        is_new: event.before.is_none(),
        after: event.after,
        day: event.day,
        reason: event.reason,
        who: event.member_id.and_then(|member| names.get(&member).cloned()),
    };
    Ok(events.into_iter().map(line).collect())
}

/// The form of one act.
///
/// # Errors
/// When there is no such permit within reach.
pub async fn blank(may: May<EditPeople>, Id(id): Id<PermitId>, filters: Filters) -> Answer {
    let held: Held<Permit> = may.also::<ViewLegalStatus>().held(id).await?;
    let form = Form::blank()
        .with("act", filters.forgiving(ACT).0.typed("act"))
        .with("on", may.db.today())
        .with("version", store::Keyed::version(&*held));
    page(&may, &held, &form).await
}

async fn page(may: &May<EditPeople>, permit: &Permit, form: &Form) -> Answer {
    let context = context(may, permit, form).await?;
    may.form("permits/act.html", form, context)
}

async fn context(may: &May<EditPeople>, permit: &Permit, form: &Form) -> Stored<serde_json::Value> {
    let act = form.word("act", PermitAct::from_word);
    let possible: Vec<&str> = acts(permit.state).map(PermitAct::word).collect();
    let kinds: Vec<&str> =
        PermitKind::ALL.iter().filter(|kind| Some(**kind) != permit.kind).map(|kind| kind.word()).collect();
    Ok(json!({
        "person": permit.person_id,
        "name": name_of(may, permit.person_id).await?,
        "permit": { "kind": permit.kind, "state": permit.state, "number": permit.number },
        "act": act,
        "acts": choices(may, "permit-act", &possible),
        "kinds": choices(may, "permit-kind", &kinds),
        "asks_receipt": act.is_none_or(PermitAct::is_request),
        "asks_card": act.is_none_or(PermitAct::is_issue),
        "asks_kind": act.is_none_or(|act| act == PermitAct::Convert),
    }))
}

/// Writes an act down.
///
/// # Errors
/// When there is no such permit within reach.
pub async fn act(may: May<EditPeople>, Id(id): Id<PermitId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Permit> = may.also::<ViewLegalStatus>().held(id).await?;
    let permit = held.clone();
    form.check(ACT);
    let Some(acting) = read(&mut form, &permit, may.db.today()) else { return page(&may, &permit, &form).await };
    write(&may.db, held, acting, form.version().or(Some(0))).await?;
    may.see_done(&format!("/people/{}#permits", permit.person_id), Flash("saved"))
}

/// Writes an act on a permit at the version it was read at, if one is said.
pub(crate) async fn write(db: &Db, held: Held<Permit>, acting: Acting, version: Option<i64>) -> Stored<()> {
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    permit_events::act(db, held, acting).await
}

/// Reads a checked form into an act; notes what is wrong in the form.
pub(crate) fn read(form: &mut Form, permit: &Permit, today: Day) -> Option<Acting> {
    let act = form.word("act", PermitAct::from_word)?;
    let on = form.value("on").unwrap_or(today);
    let next_expires: Option<Day> = form.value("expires-on");
    let Permit { issued_on, asked_on, expires_on, .. } = *permit;
    let days = ActDays { on, issued_on, asked_on, expires_on, next_expires };
    let state = match acted(permit.state, act, &days, today) {
        Ok(state) => state,
        Err(refusal) => {
            form.refuse(&refusal);
            return None;
        }
    };
    let kind = form.word("kind", PermitKind::from_word);
    if act == PermitAct::Convert && kind.is_none() {
        need(form, "kind");
    }
    if !form.errors().is_empty() {
        return None;
    }
    let mut new = Permit { state, ..permit.clone() };
    if act.is_request() {
        new.asked_on = Some(on);
        new.receipt = form.text("receipt");
    } else if act == PermitAct::Issue {
        new.issued_on = Some(on);
        new.expires_on = next_expires;
        new.number = form.text("number").or(new.number);
    } else if state == PermitState::Issued {
        // What was asked for is over; the permit is as it was.
        new.asked_on = None;
        new.receipt = None;
    }
    let next = act.replaces().then(|| Permit {
        kind: kind.filter(|_| act == PermitAct::Convert).or(permit.kind),
        number: form.text("number"),
        issued_on: Some(on),
        expires_on: next_expires,
        follows_id: Some(permit.id),
        ..Permit::new(permit.person_id, PermitState::Issued)
    });
    Some(Acting { act, on, reason: form.text("reason"), new, next })
}
