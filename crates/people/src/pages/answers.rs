//! Who answers for a minor: written down, put right, ended; and the minors for whom nobody is known to answer.

use kernel::{Day, PersonId};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Flash, Form, Id, May, Posted, list_links, words_of};

use super::papers::{name_of, refuse_all};
use super::{HouseholdLink, PersonShown, Reading, choices};
use crate::permissions::{EditPeople, ViewPeople};
use crate::rules::answering::{Answered, AnsweringDays, AnsweringKind, answered, answering_checked};
use crate::rules::household::Relation;
use crate::store::answers::{self, AnswersFor, AnswersForId};
use crate::store::households::{Membership, households_of, members_of};
use crate::store::persons::{Person, identities_of};

/// Who answers for somebody.
pub const ANSWERS: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(AnsweringKind)), "As what; must be filled."),
    Field::new("by", Kind::Id, "Who, when known to the network."),
    Field::new("name", Kind::Text(200), "Who, by name: a person, an office, a centre."),
    Field::new("contact", Kind::Text(200), "How to reach whoever it is."),
    Field::new("decision", Kind::Text(200), "By which decision: the court and its number."),
    Field::new("since", Kind::Day, "Since when."),
    Field::new("until", Kind::Day, "Until when."),
];

/// Who answers for a person, as pages show it.
#[derive(Debug, Serialize)]
pub(crate) struct AnswersShown {
    answered: Answered,
    rows: Vec<AnswerShown>,
}

#[derive(Debug, Serialize)]
struct AnswerShown {
    id: AnswersForId,
    kind: AnsweringKind,
    by: Option<PersonId>,
    name: Option<String>,
    contact: Option<String>,
    decision: Option<String>,
    since: Option<Day>,
    until: Option<Day>,
    holds: bool,
}

/// Who answers for a few people, each with the relations in the households of today; the handle must read names.
pub(crate) async fn answers_of<'p>(
    db: &Db,
    people: impl IntoIterator<Item = (&'p Person, Vec<Relation>)>,
) -> Stored<std::collections::HashMap<PersonId, AnswersShown>> {
    let people: Vec<(&Person, Vec<Relation>)> = people.into_iter().collect();
    let today = db.today();
    let mut known = answers::of_people(db, people.iter().map(|(person, _)| person.id)).await?;
    let by = known.values().flatten().filter_map(|row| row.by_id);
    let names = identities_of(db, by).await?;
    let shown = people.into_iter().map(|(person, relations)| {
        let rows = known.remove(&person.id).unwrap_or_default();
        let days: Vec<AnsweringDays> = rows.iter().map(AnswersFor::days).collect();
        let answered = answered(person.born, &relations, &days, today);
        let row = |row: AnswersFor| AnswerShown {
            holds: row.days().hold_on(today),
            id: row.id,
            kind: row.kind,
            by: row.by_id,
            name: row.by_id.and_then(|id| names.get(&id)).map(|identity| identity.name()).or(row.name),
            contact: row.contact,
            decision: row.decision,
            since: row.since,
            until: row.until,
        };
        (person.id, AnswersShown { answered, rows: rows.into_iter().map(row).collect() })
    });
    Ok(shown.collect())
}

/// What somebody is in the households of today.
pub(crate) fn relations_today(memberships: &[&Membership], today: Day) -> Vec<Relation> {
    memberships.iter().filter(|spell| spell.holds_on(today)).map(|spell| spell.relation).collect()
}

async fn context(may: &May<EditPeople>, person: PersonId, id: Option<AnswersForId>) -> Stored<serde_json::Value> {
    let kinds: Vec<&str> = AnsweringKind::ALL.iter().map(|kind| kind.word()).collect();
    let today = may.db.today();
    let mut adults = Vec::new();
    let households = households_of(&may.db, [person]).await?.remove(&person).unwrap_or_default();
    for (_, household) in households {
        for (spell, one, identity) in members_of(&may.db, household.id).await? {
            let grown = one.born.and_then(|born| born.is_minor_on(today)) != Some(true);
            if one.id != person && grown && spell.holds_on(today) {
                let label = identity.map_or_else(|| one.code(), |identity| identity.name());
                adults.push(json!({ "value": one.id, "label": label }));
            }
        }
    }
    Ok(json!({
        "id": id,
        "person": person,
        "name": name_of(may, person).await?,
        "kinds": choices(may, "answering", &kinds),
        "adults": adults,
    }))
}

/// An empty form.
///
/// # Errors
/// When there is no such person within reach.
pub async fn blank(may: May<EditPeople>, Id(person): Id<PersonId>) -> Answer {
    let context = context(&may, person, None).await?;
    may.form("answers/edit.html", &Form::blank(), context)
}

/// Writes down who answers for somebody.
///
/// # Errors
/// When there is no such person within reach.
pub async fn add(may: May<EditPeople>, Id(person): Id<PersonId>, Posted(mut form): Posted) -> Answer {
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(ANSWERS);
    let Some(new) = read(&mut form, None, &owner, &may.db, false).await? else {
        return may.form("answers/edit.html", &form, context(&may, person, None).await?);
    };
    answers::add(&may.db, &new).await?;
    may.see_done(&format!("/people/{person}#answers"), Flash("saved"))
}

/// The form of what is known.
///
/// # Errors
/// When there is none within reach.
pub async fn edit(may: May<EditPeople>, Id(id): Id<AnswersForId>) -> Answer {
    let held: Held<AnswersFor> = may.db.held(id).await?;
    let form = Form::blank()
        .with("kind", held.kind)
        .with_some("by", held.by_id)
        .with_some("name", held.name.as_ref())
        .with_some("contact", held.contact.as_ref())
        .with_some("decision", held.decision.as_ref())
        .with_some("since", held.since)
        .with_some("until", held.until)
        .with("version", held.version());
    may.form("answers/edit.html", &form, context(&may, held.person_id, Some(id)).await?)
}

/// Puts it right, or ends it.
///
/// # Errors
/// When there is none within reach.
pub async fn update(may: May<EditPeople>, Id(id): Id<AnswersForId>, Posted(mut form): Posted) -> Answer {
    let held: Held<AnswersFor> = may.db.held(id).await?;
    let person = held.person_id;
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(ANSWERS);
    let Some(new) = read(&mut form, Some(&held), &owner, &may.db, false).await? else {
        return may.form("answers/edit.html", &form, context(&may, person, Some(id)).await?);
    };
    put(&may.db, held, new, form.version().or(Some(0))).await?;
    may.see_done(&format!("/people/{person}#answers"), Flash("saved"))
}

/// Writes at the version that was seen, if one is said.
pub(crate) async fn put(db: &Db, held: Held<AnswersFor>, new: AnswersFor, version: Option<i64>) -> Stored<()> {
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    answers::put(db, held, new).await
}

/// Reads a checked form; notes what is wrong in the form.
pub(crate) async fn read(
    form: &mut Form,
    before: Option<&AnswersFor>,
    of: &Person,
    db: &Db,
    partial: bool,
) -> Stored<Option<AnswersFor>> {
    let said = Reading { form, partial };
    let Some(kind) = said.word("kind", AnsweringKind::from_word, before.map(|row| row.kind)) else {
        super::papers::need(form, "kind");
        return Ok(None);
    };
    let new = AnswersFor {
        id: before.map_or_else(AnswersForId::fresh, |row| row.id),
        version: 0,
        person_id: of.id,
        kind,
        by_id: said.value("by", before.and_then(|row| row.by_id)),
        name: said.text("name", before.and_then(|row| row.name.as_ref())),
        contact: said.text("contact", before.and_then(|row| row.contact.as_ref())),
        decision: said.text("decision", before.and_then(|row| row.decision.as_ref())),
        since: said.value("since", before.and_then(|row| row.since)),
        until: said.value("until", before.and_then(|row| row.until)),
    };
    if let Some(by) = new.by_id {
        let known = by != of.id && db.rows::<Person>().id(by).first().await?.is_some();
        if !known {
            form.fail(FieldError::new("by", "unknown-choice"));
        }
    }
    let named = new.by_id.is_some() || new.name.is_some();
    refuse_all(form, answering_checked(named, new.days(), of.born, db.today()));
    Ok(form.errors().is_empty().then_some(new))
}

#[derive(Serialize)]
struct Row {
    person: PersonShown,
    households: Vec<HouseholdLink>,
}

/// The minors for whom nobody is known to answer.
///
/// # Errors
/// When the database fails.
pub async fn unanswered(may: May<EditPeople>, filters: Filters) -> Answer {
    let filters = filters.forgiving(&[]);
    let page = answers::unanswered(&may.db, filters.page(50)).await?;
    let list = list_links("/people/unanswered", &filters, &page, &[]);
    let view = may.also::<ViewPeople>();
    let identities = identities_of(&view, page.items.iter().map(|person| person.id)).await?;
    let mut households = households_of(&view, page.items.iter().map(|person| person.id)).await?;
    let rows = page.items.iter().map(|person| Row {
        person: PersonShown::of(person, identities.get(&person.id), may.db.today()),
        households: households
            .remove(&person.id)
            .unwrap_or_default()
            .iter()
            .map(|(_, household)| household.into())
            .collect(),
    });
    may.page("answers/index.html", json!({ "rows": rows.collect::<Vec<_>>(), "list": list }))
}
