//! Stays that go on: extended, or continued elsewhere.

use kernel::{Day, PersonId, StayId};
use programmes::rules::Circuit;
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, Stored};
use web::field::{Field, Kind};
use web::{Answer, Flash, Form, Id, May, Posted, words_of};

use super::choices;
use super::papers::{circuits, name_of, need, refuse_all};
use crate::permissions::{EditPeople, ViewLegalStatus};
use crate::rules::paper::{extension_checked, transfer_checked};
use crate::rules::stay::{Departure, ExtensionGround};
use crate::store::papers::ReceptionStay;
use crate::store::stay_moves::{self, Extending, StayExtension};

/// How a stay is extended.
pub const EXTENSION: &[Field] = &[
    Field::new("until", Kind::Day, "Until when.").required(),
    Field::new("ground", Kind::Word(words_of!(ExtensionGround)), "Why.").required(),
    Field::new("decided-on", Kind::Day, "When it was decided, if known."),
    Field::new("decision", Kind::Text(200), "Who decided, with the number of the decision."),
];

/// Where somebody is transferred to.
pub const TRANSFER: &[Field] = &[
    Field::new("on", Kind::Day, "When.").required(),
    Field::new("circuit", Kind::Word(circuits), "Into which circuit; the same when empty."),
    Field::new("place", Kind::Text(120), "Where: the name of the project or the town."),
    Field::new("ends-on", Kind::Day, "When the stay there is expected to end, if known."),
];

/// One extension, as pages show it.
#[derive(Debug, Serialize)]
pub(crate) struct ExtensionShown {
    stay: StayId,
    until: Day,
    ground: ExtensionGround,
    decided_on: Option<Day>,
    decision: Option<String>,
}

/// The extensions of a person's stays; nothing where they may not be seen.
pub(crate) async fn extensions_of(legal: &Db, person: PersonId) -> Stored<Vec<ExtensionShown>> {
    let shown = |row: StayExtension| {
        let StayExtension { stay_id: stay, until, ground, decided_on, decision, .. } = row;
        ExtensionShown { stay, until, ground, decided_on, decision }
    };
    Ok(stay_moves::of_person(legal, person).await?.into_iter().map(shown).collect())
}

/// An empty form for an extension.
///
/// # Errors
/// When there is no such stay within reach.
pub async fn blank_extension(may: May<EditPeople>, Id(id): Id<StayId>) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    let form = Form::blank().with("version", held.version());
    may.form("stays/extend.html", &form, context(&may, &held).await?)
}

/// Extends a stay.
///
/// # Errors
/// When there is no such stay within reach.
pub async fn extend(may: May<EditPeople>, Id(id): Id<StayId>, Posted(mut form): Posted) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    let context = context(&may, &held).await?;
    let person = held.person_id;
    form.check(EXTENSION);
    let Some(how) = read_extension(&mut form, &held, may.db.today()) else {
        return may.form("stays/extend.html", &form, context);
    };
    let held = held.at_version(form.version().unwrap_or_default())?;
    stay_moves::extend(&may.db, held, how).await?;
    may.see_done(&format!("/people/{person}#stays"), Flash("saved"))
}

/// An empty form for a transfer.
///
/// # Errors
/// When there is no such stay within reach.
pub async fn blank_transfer(may: May<EditPeople>, Id(id): Id<StayId>) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    let form = Form::blank().with_some("circuit", held.circuit).with("version", held.version());
    may.form("stays/transfer.html", &form, context(&may, &held).await?)
}

/// Transfers somebody.
///
/// # Errors
/// When there is no such stay within reach.
pub async fn transfer(may: May<EditPeople>, Id(id): Id<StayId>, Posted(mut form): Posted) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    let context = context(&may, &held).await?;
    let person = held.person_id;
    form.check(TRANSFER);
    let Some((on, to)) = read_transfer(&mut form, &held, may.db.today()) else {
        return may.form("stays/transfer.html", &form, context);
    };
    let held = held.at_version(form.version().unwrap_or_default())?;
    stay_moves::transfer(&may.db, held, on, to).await?;
    may.see_done(&format!("/people/{person}#stays"), Flash("saved"))
}

async fn context(may: &May<EditPeople>, stay: &ReceptionStay) -> Stored<serde_json::Value> {
    let grounds: Vec<&str> = ExtensionGround::ALL.iter().map(|ground| ground.word()).collect();
    Ok(json!({
        "person": stay.person_id,
        "name": name_of(may, stay.person_id).await?,
        "stay": { "circuit": stay.circuit, "place": stay.place, "entered_on": stay.entered_on, "ends_on": stay.expected_end(may.db.today()) },
        "grounds": choices(may, "extension-ground", &grounds),
        "circuits": choices(may, "circuit", &circuits()),
    }))
}

/// Reads a checked form into an extension; notes what is wrong in the form.
pub(crate) fn read_extension(form: &mut Form, stay: &ReceptionStay, today: Day) -> Option<Extending> {
    let decided_on = form.value("decided-on");
    let (until, ground) = (form.value("until")?, form.word("ground", ExtensionGround::from_word)?);
    refuse_all(form, extension_checked(&stay.days(), until, decided_on, today));
    let decision = form.text("decision");
    form.errors().is_empty().then_some(Extending { until, ground, decided_on, decision })
}

/// Reads a checked form into the stay that follows; notes what is wrong in the form.
pub(crate) fn read_transfer(form: &mut Form, stay: &ReceptionStay, today: Day) -> Option<(Day, ReceptionStay)> {
    let Some(on) = form.value("on") else {
        need(form, "on");
        return None;
    };
    let ends_on = form.value("ends-on");
    refuse_all(form, transfer_checked(&stay.days(), on, ends_on, today));
    let to = ReceptionStay {
        circuit: form.word("circuit", Circuit::from_word).or(stay.circuit),
        place: form.text("place"),
        ends_on,
        ..ReceptionStay::new(stay.person_id, Departure::Inside)
    };
    form.errors().is_empty().then_some((on, to))
}
