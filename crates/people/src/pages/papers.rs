//! A person's permits and stays in reception: shown, added, put right.
//!
//! They are read through the permission for legal status and written through the one for people: who changes one must
//! hold both.

use kernel::{Day, PermitId, PersonId, StayId};
use programmes::rules::{Circuit, PermitKind, PermitState};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, words_of};

use super::alerts::AlertShown;
use super::{Reading, choices};
use crate::permissions::{EditPeople, ViewLegalStatus};
use crate::rules::alert::alerts;
use crate::rules::paper::{PermitDays, StayDays, permit_checked, stay_checked};
use crate::rules::permit::{PermitAct, acts};
use crate::rules::stay::{Departure, has_left};
use crate::store::papers::{self, Permit, ReceptionStay, permits_of, stays_of};
use crate::store::persons::{Identity, Person};
use crate::store::sightings::{self, Seen};

/// What is known of a permit or a receipt.
pub const PERMIT: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(PermitKind)), "What it is for, if it could be read."),
    Field::new("state", Kind::Word(words_of!(PermitState)), "Where it stands; must be filled."),
    Field::new("number", Kind::Text(40), "Its number, or the receipt's."),
    Field::new("issued-on", Kind::Day, "When it was issued; a receipt has none."),
    Field::new("expires-on", Kind::Day, "When it expires, if known."),
    Field::new("asked-on", Kind::Day, "When the issue, renewal or conversion was asked for, if known."),
    Field::new("receipt", Kind::Text(40), "The number of the receipt."),
];

/// What is known of a stay in reception.
pub const STAY: &[Field] = &[
    Field::new("circuit", Kind::Word(circuits), "In which circuit."),
    Field::new("place", Kind::Text(120), "Where: the name of the project or the town."),
    Field::new("entered-on", Kind::Day, "Since when, if known."),
    Field::new("leaving", Kind::Word(words_of!(Departure)), "Whether the person left; must be filled."),
    Field::new("left-on", Kind::Day, "The day of leaving, past or agreed."),
    Field::new("ends-on", Kind::Day, "The day on which it is expected to end, if known."),
];

/// The circuits in which somebody can have stayed. That somebody was in none is said of the person, not of a stay.
pub(crate) fn circuits() -> Vec<&'static str> {
    Circuit::ALL.iter().filter(|circuit| **circuit != Circuit::Never).map(|circuit| circuit.word()).collect()
}

/// A person's legal status, as pages show it.
#[derive(Debug, Serialize)]
pub(crate) struct Papers {
    permits: Vec<PermitShown>,
    stays: Vec<StayShown>,
    alerts: Vec<AlertShown>,
    permits_known: bool,
    stays_known: bool,
}

#[derive(Debug, Serialize)]
struct PermitShown {
    id: PermitId,
    kind: Option<PermitKind>,
    state: PermitState,
    number: Option<String>,
    issued_on: Option<Day>,
    expires_on: Option<Day>,
    asked_on: Option<Day>,
    receipt: Option<String>,
    follows: bool,
    expired: bool,
    acts: Vec<PermitAct>,
}

#[derive(Debug, Serialize)]
struct StayShown {
    id: StayId,
    circuit: Option<Circuit>,
    place: Option<String>,
    entered_on: Option<Day>,
    leaving: Departure,
    /// Whether the day of leaving has come.
    has_left: bool,
    left_on: Option<Day>,
    ends_on: Option<Day>,
    follows: bool,
}

/// The legal status of a person; nothing where it may not be seen.
pub(crate) async fn papers_of(legal: &Db, person: &Person) -> Stored<Option<Papers>> {
    if legal.rows::<Person>().id(person.id).first().await?.is_none() {
        return Ok(None);
    }
    let permits = permits_of(legal, [person.id]).await?.remove(&person.id).unwrap_or_default();
    let stays = stays_of(legal, [person.id]).await?.remove(&person.id).unwrap_or_default();
    let today = legal.today();
    let permit_facts: Vec<_> = permits.iter().map(Permit::facts).collect();
    let stay_facts: Vec<_> = stays.iter().map(|stay| stay.facts(today)).collect();
    let alerts = alerts(&permit_facts, &stay_facts, today).into_iter().map(AlertShown::from).collect();
    Ok(Some(Papers {
        alerts,
        permits: permits.into_iter().map(|permit| permit_shown(permit, today)).collect(),
        stays: stays.into_iter().map(|stay| stay_shown(stay, today)).collect(),
        permits_known: person.permits_known,
        stays_known: person.stays_known,
    }))
}

fn permit_shown(row: Permit, today: Day) -> PermitShown {
    let Permit { id, kind, state, number, issued_on, expires_on, asked_on, receipt, .. } = row;
    // The right itself may have no end: then only the card is old.
    let ends = !kind.is_some_and(PermitKind::has_no_end);
    let expired = ends && state == PermitState::Issued && expires_on.is_some_and(|day| day < today);
    let (acts, follows) = (acts(state).collect(), row.follows_id.is_some());
    PermitShown { id, kind, state, number, issued_on, expires_on, asked_on, receipt, follows, expired, acts }
}

fn stay_shown(row: ReceptionStay, today: Day) -> StayShown {
    let has_left = has_left(row.leaving, row.left_on, today);
    let ReceptionStay { id, circuit, place, entered_on, leaving, left_on, ends_on, .. } = row;
    let follows = row.follows_id.is_some();
    StayShown { id, circuit, place, entered_on, leaving, has_left, left_on, ends_on, follows }
}

/// An empty form for a permit.
///
/// # Errors
/// When there is no such person within reach.
pub async fn blank_permit(may: May<EditPeople>, Id(person): Id<PersonId>) -> Answer {
    let context = permit_context(&may, person, None).await?;
    may.form("permits/edit.html", &Form::blank(), context)
}

/// Records a permit.
///
/// # Errors
/// When there is no such person within reach.
pub async fn add_permit(may: May<EditPeople>, Id(person): Id<PersonId>, Posted(mut form): Posted) -> Answer {
    let context = permit_context(&may, person, None).await?;
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(PERMIT);
    let Some(new) = read_permit(&mut form, None, &owner, may.db.today(), false) else {
        return may.form("permits/edit.html", &form, context);
    };
    papers::add(&may.db, &new).await?;
    may.see_done(&format!("/people/{person}#permits"), Flash("saved"))
}

/// The form of a permit.
///
/// # Errors
/// When there is none within reach.
pub async fn edit_permit(may: May<EditPeople>, Id(id): Id<PermitId>) -> Answer {
    let held: Held<Permit> = may.also::<ViewLegalStatus>().held(id).await?;
    let form = Form::blank()
        .with_some("kind", held.kind)
        .with("state", held.state)
        .with_some("number", held.number.as_ref())
        .with_some("issued-on", held.issued_on)
        .with_some("expires-on", held.expires_on)
        .with_some("asked-on", held.asked_on)
        .with_some("receipt", held.receipt.as_ref())
        .with("version", held.version());
    let context = permit_context(&may, held.person_id, Some(id)).await?;
    may.form("permits/edit.html", &form, context)
}

/// Puts a permit right.
///
/// # Errors
/// When there is none within reach.
pub async fn update_permit(may: May<EditPeople>, Id(id): Id<PermitId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Permit> = may.also::<ViewLegalStatus>().held(id).await?;
    let person = held.person_id;
    let context = permit_context(&may, person, Some(id)).await?;
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(PERMIT);
    let Some(new) = read_permit(&mut form, Some(&held), &owner, may.db.today(), false) else {
        return may.form("permits/edit.html", &form, context);
    };
    put(&may.db, held, new, form.version().or(Some(0))).await?;
    may.see_done(&format!("/people/{person}#permits"), Flash("saved"))
}

/// An empty form for a stay.
///
/// # Errors
/// When there is no such person within reach.
pub async fn blank_stay(may: May<EditPeople>, Id(person): Id<PersonId>) -> Answer {
    let context = stay_context(&may, person, None).await?;
    may.form("stays/edit.html", &Form::blank(), context)
}

/// Records a stay.
///
/// # Errors
/// When there is no such person within reach.
pub async fn add_stay(may: May<EditPeople>, Id(person): Id<PersonId>, Posted(mut form): Posted) -> Answer {
    let context = stay_context(&may, person, None).await?;
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(STAY);
    let Some(new) = read_stay(&mut form, None, &owner, may.db.today(), false) else {
        return may.form("stays/edit.html", &form, context);
    };
    papers::add(&may.db, &new).await?;
    may.see_done(&format!("/people/{person}#stays"), Flash("saved"))
}

/// The form of a stay.
///
/// # Errors
/// When there is none within reach.
pub async fn edit_stay(may: May<EditPeople>, Id(id): Id<StayId>) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    let form = Form::blank()
        .with_some("circuit", held.circuit)
        .with_some("place", held.place.as_ref())
        .with_some("entered-on", held.entered_on)
        .with("leaving", held.leaving)
        .with_some("left-on", held.left_on)
        .with_some("ends-on", held.ends_on)
        .with("version", held.version());
    let context = stay_context(&may, held.person_id, Some(id)).await?;
    may.form("stays/edit.html", &form, context)
}

/// Puts a stay right.
///
/// # Errors
/// When there is none within reach.
pub async fn update_stay(may: May<EditPeople>, Id(id): Id<StayId>, Posted(mut form): Posted) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    let person = held.person_id;
    let context = stay_context(&may, person, Some(id)).await?;
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(STAY);
    let Some(new) = read_stay(&mut form, Some(&held), &owner, may.db.today(), false) else {
        return may.form("stays/edit.html", &form, context);
    };
    put(&may.db, held, new, form.version().or(Some(0))).await?;
    may.see_done(&format!("/people/{person}#stays"), Flash("saved"))
}

/// Writes a paper at the version it was read at, if one is said.
pub(crate) async fn put<R: papers::Paper>(db: &Db, held: Held<R>, new: R, version: Option<i64>) -> Stored<()> {
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    papers::put(db, held, new).await
}

/// What a person is called on a form about them, which is noted as seen.
pub(crate) async fn name_of(may: &May<EditPeople>, person: PersonId) -> Stored<String> {
    let row = may.db.rows::<Person>().id(person).one().await?;
    sightings::note(&may.db, [person], Seen::Person).await?;
    let identity = may.db.rows::<Identity>().id(person).first().await?;
    Ok(identity.map_or_else(|| row.code(), |identity| identity.name()))
}

async fn permit_context(may: &May<EditPeople>, person: PersonId, id: Option<PermitId>) -> Stored<serde_json::Value> {
    let kinds: Vec<&str> = PermitKind::ALL.iter().map(|kind| kind.word()).collect();
    let states: Vec<&str> = PermitState::ALL.iter().map(|state| state.word()).collect();
    let (kinds, states) = (choices(may, "permit-kind", &kinds), choices(may, "permit-state", &states));
    Ok(json!({ "id": id, "person": person, "name": name_of(may, person).await?, "kinds": kinds, "states": states }))
}

async fn stay_context(may: &May<EditPeople>, person: PersonId, id: Option<StayId>) -> Stored<serde_json::Value> {
    let departures: Vec<&str> = Departure::ALL.iter().map(|departure| departure.word()).collect();
    let (circuits, departures) = (choices(may, "circuit", &circuits()), choices(may, "departure", &departures));
    let name = name_of(may, person).await?;
    Ok(json!({ "id": id, "person": person, "name": name, "circuits": circuits, "departures": departures }))
}

/// Reads a checked form into a permit; notes what is wrong in the form.
pub(crate) fn read_permit(
    form: &mut Form,
    before: Option<&Permit>,
    of: &Person,
    today: Day,
    partial: bool,
) -> Option<Permit> {
    let said = Reading { form, partial };
    let Some(state) = said.word("state", PermitState::from_word, before.map(|permit| permit.state)) else {
        need(form, "state");
        return None;
    };
    let new = Permit {
        id: before.map_or_else(PermitId::fresh, |permit| permit.id),
        version: 0,
        person_id: of.id,
        kind: said.word("kind", PermitKind::from_word, before.and_then(|permit| permit.kind)),
        state,
        number: said.text("number", before.and_then(|permit| permit.number.as_ref())),
        issued_on: said.value("issued-on", before.and_then(|permit| permit.issued_on)),
        expires_on: said.value("expires-on", before.and_then(|permit| permit.expires_on)),
        asked_on: said.value("asked-on", before.and_then(|permit| permit.asked_on)),
        receipt: said.text("receipt", before.and_then(|permit| permit.receipt.as_ref())),
        follows_id: before.and_then(|permit| permit.follows_id),
    };
    let Permit { issued_on, expires_on, asked_on, .. } = new;
    let days = PermitDays { state, issued_on, expires_on, asked_on };
    refuse_all(form, permit_checked(&days, of.born, today));
    form.errors().is_empty().then_some(new)
}

/// Reads a checked form into a stay; notes what is wrong in the form.
pub(crate) fn read_stay(
    form: &mut Form,
    before: Option<&ReceptionStay>,
    of: &Person,
    today: Day,
    partial: bool,
) -> Option<ReceptionStay> {
    let said = Reading { form, partial };
    let Some(leaving) = said.word("leaving", Departure::from_word, before.map(|stay| stay.leaving)) else {
        need(form, "leaving");
        return None;
    };
    let new = ReceptionStay {
        id: before.map_or_else(StayId::fresh, |stay| stay.id),
        version: 0,
        person_id: of.id,
        circuit: said.word("circuit", Circuit::from_word, before.and_then(|stay| stay.circuit)),
        place: said.text("place", before.and_then(|stay| stay.place.as_ref())),
        entered_on: said.value("entered-on", before.and_then(|stay| stay.entered_on)),
        leaving,
        left_on: said.value("left-on", before.and_then(|stay| stay.left_on)),
        ends_on: said.value("ends-on", before.and_then(|stay| stay.ends_on)),
        follows_id: before.and_then(|stay| stay.follows_id),
    };
    let ReceptionStay { entered_on, left_on, ends_on, .. } = new;
    let days = StayDays { entered_on, leaving, left_on, ends_on };
    refuse_all(form, stay_checked(&days, of.born, today));
    form.errors().is_empty().then_some(new)
}

/// A field that must be filled; said once, also when its word was a wrong one.
pub(crate) fn need(form: &mut Form, field: &'static str) {
    if !form.errors().iter().any(|error| error.field == field) {
        form.fail(FieldError::new(field, "required"));
    }
}

pub(crate) fn refuse_all(form: &mut Form, refusals: Vec<crate::rules::PeopleRefusal>) {
    for refusal in refusals {
        form.refuse(&refusal);
    }
}
