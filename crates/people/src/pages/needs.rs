//! Needs of support: seen and written on a page of their own, never on the person's.

use kernel::{Day, PersonId};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, words_of};

use super::persons::{may_edit, one};
use super::{PersonShown, Reading, choices};
use crate::permissions::{EditNeeds, ViewNeeds};
use crate::rules::need::{NeedKind, checked, lasts_on};
use crate::store::needs::{self, Need, NeedId};
use crate::store::persons::Person;
use crate::store::sightings::{self, Seen};

/// A need of support.
pub const NEED: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(NeedKind)), "What kind."),
    Field::new("support", Kind::Prose(500), "What support is needed, in plain words; no diagnosis."),
    Field::new("since", Kind::Day, "Since when."),
    Field::new("until", Kind::Day, "Until when, if it ends."),
];

#[derive(Serialize)]
struct NeedShown {
    id: NeedId,
    kind: NeedKind,
    support: String,
    since: Option<Day>,
    until: Option<Day>,
    lasts: bool,
}

/// The needs of a person.
///
/// # Errors
/// When there is none within reach.
pub async fn index(may: May<ViewNeeds>, Id(id): Id<PersonId>) -> Answer {
    let (person, identity) = one(&may.db, id).await?;
    let today = may.db.today();
    let rows = needs::of(&may.db, id).await?;
    sightings::note(&may.db, [id], Seen::Needs).await?;
    let rows = rows.into_iter().map(|row| NeedShown {
        lasts: lasts_on(row.until, today),
        id: row.id,
        kind: row.kind,
        support: row.support,
        since: row.since,
        until: row.until,
    });
    let context = json!({
        "person": PersonShown::of(&person, identity.as_ref(), today),
        "needs": rows.collect::<Vec<_>>(),
        "may_edit": may_edit(&may.also::<EditNeeds>(), id).await?,
    });
    may.page("needs/index.html", context)
}

/// An empty form for a need.
///
/// # Errors
/// When there is no such person within reach.
pub async fn blank(may: May<EditNeeds>, Id(id): Id<PersonId>) -> Answer {
    let context = context(&may, id, None).await?;
    may.form("needs/edit.html", &Form::blank(), context)
}

/// Records a need.
///
/// # Errors
/// When there is no such person within reach.
pub async fn add(may: May<EditNeeds>, Id(id): Id<PersonId>, Posted(mut form): Posted) -> Answer {
    let context = context(&may, id, None).await?;
    form.check(NEED);
    let Some(new) = read(&mut form, None, id, &may.db, false) else {
        return may.form("needs/edit.html", &form, context);
    };
    needs::add(&may.db, &new).await?;
    may.see_done(&format!("/people/{id}/needs"), Flash("saved"))
}

/// The form of a need.
///
/// # Errors
/// When there is none within reach.
pub async fn edit(may: May<EditNeeds>, Id(id): Id<NeedId>) -> Answer {
    let held: Held<Need> = may.db.held(id).await?;
    let form = Form::blank()
        .with("kind", held.kind)
        .with("support", &held.support)
        .with_some("since", held.since)
        .with_some("until", held.until)
        .with("version", held.version());
    let context = context(&may, held.person_id, Some(id)).await?;
    may.form("needs/edit.html", &form, context)
}

/// Puts a need right.
///
/// # Errors
/// When there is none within reach.
pub async fn update(may: May<EditNeeds>, Id(id): Id<NeedId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Need> = may.db.held(id).await?;
    let person = held.person_id;
    let context = context(&may, person, Some(id)).await?;
    form.check(NEED);
    let Some(new) = read(&mut form, Some(&held), person, &may.db, false) else {
        return may.form("needs/edit.html", &form, context);
    };
    put(&may.db, held, new, form.version().or(Some(0))).await?;
    may.see_done(&format!("/people/{person}/needs"), Flash("saved"))
}

/// Writes a need at the version it was read at, if one is said.
pub(crate) async fn put(db: &Db, held: Held<Need>, new: Need, version: Option<i64>) -> Stored<()> {
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    needs::put(db, held, new).await
}

/// Reads a checked form into a need; notes what is wrong in the form.
pub(crate) fn read(form: &mut Form, before: Option<&Need>, person: PersonId, db: &Db, partial: bool) -> Option<Need> {
    let said = Reading { form, partial };
    let kind = said.word("kind", NeedKind::from_word, before.map(|need| need.kind));
    let support = said.text("support", before.map(|need| &need.support));
    let since = said.value("since", before.and_then(|need| need.since));
    let until = said.value("until", before.and_then(|need| need.until));
    for (field, filled) in [("kind", kind.is_some()), ("support", support.is_some())] {
        if !filled && !form.errors().iter().any(|error| error.field == field) {
            form.fail(FieldError::new(field, "required"));
        }
    }
    for refusal in checked(since, until, db.today()) {
        form.refuse(&refusal);
    }
    if !form.errors().is_empty() {
        return None;
    }
    Some(Need {
        id: before.map_or_else(NeedId::fresh, |need| need.id),
        version: 0,
        person_id: person,
        kind: kind?,
        support: support?,
        since,
        until,
        noted_by: db.act().member,
        noted_at: db.now(),
    })
}

async fn context(may: &May<EditNeeds>, person: PersonId, id: Option<NeedId>) -> Stored<serde_json::Value> {
    let row = may.db.rows::<Person>().id(person).one().await?;
    let (_, identity) = one(&may.db, person).await?;
    sightings::note(&may.db, [person], Seen::Needs).await?;
    let kinds: Vec<&str> = NeedKind::ALL.iter().map(|kind| kind.word()).collect();
    let shown = PersonShown::of(&row, identity.as_ref(), may.db.today());
    Ok(json!({ "id": id, "person": shown, "kinds": choices(may, "need-kind", &kinds) }))
}
