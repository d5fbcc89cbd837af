//! Households: who belongs to one, what is known of it, somebody more.

use kernel::{Day, HouseholdId, PersonId};
use network::pages::organisations::place_in;
use network::rules::place::{by_code, full_name};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, words_of};

use super::answers::{AnswersShown, answers_of};
use super::household_moves::{HappeningShown, happenings};
use super::papers::{Papers, papers_of};
use super::persons::{self, Found, PERSON, shown};
use super::{PersonShown, Reading, choices, joined, yes_or_no};
use crate::permissions::{EditPeople, ViewLegalStatus, ViewPeople};
use crate::rules::household::{Relation, since_checked};
use crate::store::household_moves::earlier_of;
use crate::store::households::{self, Household, Membership, Newcomer, members_of};
use crate::store::persons::{Identity, Person};
use crate::store::search::{look_alikes, naming};
use crate::store::sightings::{self, Seen};

/// From this score on, somebody is shown before a twin is written down.
const LOOKS_ALIKE: u8 = 88;

/// What is known of a household.
pub const HOUSEHOLD: &[Field] = &[
    Field::new("municipality", Kind::Text(80), "Where it lives: name, name with province, or ISTAT code."),
    Field::new("everyone-listed", Kind::Flag, "Whether everybody who belongs to it is listed."),
    Field::new("housing-distress", Kind::Flag, "Whether it is in housing distress; empty while not known."),
    Field::new("hardship", Kind::Flag, "Whether it is in particular hardship; empty while not known."),
];

const COMING: &[Field] = &[
    Field::new("relation", Kind::Word(words_of!(Relation)), "What the person is to the reference person."),
    Field::new("known", Kind::Id, "The id of somebody known already, instead of the data of a new person."),
    Field::new("new-anyway", Kind::Flag, "On the page: nobody of those who look alike is meant."),
];

/// Somebody who comes into a household: new, with the data of a person, or known already.
pub const NEWCOMER: &[Field] = &joined::<{ PERSON.len() + COMING.len() }>(COMING, PERSON);

const SINCE: &[Field] = &[Field::new(
    "since",
    Kind::Day,
    "Since when the person belongs to it; when left out, a baby counts from birth and anybody else from today.",
)];

/// The same for a household that is there already.
pub const JOINING: &[Field] = &joined::<{ NEWCOMER.len() + SINCE.len() }>(SINCE, NEWCOMER);

#[derive(Serialize)]
struct Show {
    id: HouseholdId,
    code: String,
    members: Vec<MemberShown>,
    past: Vec<PastShown>,
    happenings: Vec<HappeningShown>,
    municipality: Option<String>,
    everyone_listed: bool,
    housing_distress: Option<&'static str>,
    hardship: Option<&'static str>,
    may_edit: bool,
}

#[derive(Serialize)]
struct MemberShown {
    person: PersonShown,
    relation: Relation,
    since: Option<Day>,
    until: Option<Day>,
    papers: Option<Papers>,
    answers: Option<AnswersShown>,
}

/// Somebody who belonged to the household, or was something else in it.
#[derive(Serialize)]
struct PastShown {
    person: PersonShown,
    relation: Relation,
    since: Option<Day>,
    until: Option<Day>,
}

/// One household.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewPeople>, Id(id): Id<HouseholdId>) -> Answer {
    let household = may.db.rows::<Household>().id(id).one().await?;
    let legal = may.also::<ViewLegalStatus>();
    let today = may.db.today();
    let all = members_of(&may.db, id).await?;
    let present = all.iter().filter(|(spell, _, identity)| spell.holds_on(today) && identity.is_some());
    let mut answers = answers_of(&may.db, present.map(|(spell, person, _)| (person, vec![spell.relation]))).await?;
    let (mut members, mut past) = (Vec::new(), Vec::new());
    for (spell, row, identity) in &all {
        let Membership { relation, since, until, .. } = *spell;
        let person = PersonShown::of(row, identity.as_ref(), today);
        if spell.holds_on(today) {
            let papers = papers_of(&legal, row).await?;
            members.push(MemberShown { person, relation, since, until, papers, answers: answers.remove(&row.id) });
        } else {
            past.push(PastShown { person, relation, since, until });
        }
    }
    for spell in earlier_of(&may.db, id).await? {
        let Some((_, row, identity)) = all.iter().find(|(_, row, _)| row.id == spell.person_id) else { continue };
        let person = PersonShown::of(row, identity.as_ref(), today);
        past.push(PastShown { person, relation: spell.relation, since: spell.since, until: Some(spell.until) });
    }
    sightings::note(&may.db, members.iter().map(|member| member.person.id), Seen::Household).await?;
    let context = Show {
        id,
        code: household.code,
        happenings: happenings(&may.db, id, &all).await?,
        members,
        past,
        municipality: household.municipality.as_deref().and_then(by_code).map(full_name),
        everyone_listed: household.everyone_listed,
        housing_distress: yes_or_no(household.housing_distress),
        hardship: yes_or_no(household.hardship),
        may_edit: may.also::<EditPeople>().rows::<Household>().id(id).first().await?.is_some(),
    };
    may.page("households/show.html", context)
}

/// The form of what is known of a household.
///
/// # Errors
/// When there is none within reach.
pub async fn edit(may: May<EditPeople>, Id(id): Id<HouseholdId>) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let form = Form::blank()
        .with_some("municipality", held.municipality.as_deref().and_then(by_code).map(full_name))
        .with("everyone-listed", if held.everyone_listed { "yes" } else { "no" })
        .with_some("housing-distress", yes_or_no(held.housing_distress))
        .with_some("hardship", yes_or_no(held.hardship))
        .with("version", held.version());
    may.form("households/edit.html", &form, json!({ "id": id, "code": held.code }))
}

/// Writes what is known of a household.
///
/// # Errors
/// When there is none within reach.
pub async fn update(may: May<EditPeople>, Id(id): Id<HouseholdId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let context = json!({ "id": id, "code": held.code });
    form.check(HOUSEHOLD);
    let Some(new) = read(&mut form, &held, false) else { return may.form("households/edit.html", &form, context) };
    put(&may.db, held, new, Some(form.version().unwrap_or_default())).await?;
    may.see_done(&format!("/households/{id}"), Flash("saved"))
}

/// Writes a household at the version it was read at, if one is said.
pub(crate) async fn put(db: &Db, held: Held<Household>, new: Household, version: Option<i64>) -> Stored<()> {
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    households::put(db, held, new).await
}

/// Reads a checked form into a household; notes what is wrong in the form.
pub(crate) fn read(form: &mut Form, before: &Household, partial: bool) -> Option<Household> {
    let keeps = partial && !form.has("municipality");
    let municipality = if keeps { before.municipality.clone() } else { place_in(form, "municipality") };
    let said = Reading { form, partial };
    let new = Household {
        municipality,
        everyone_listed: said.ticked("everyone-listed", before.everyone_listed),
        housing_distress: said.perhaps("housing-distress", before.housing_distress),
        hardship: said.perhaps("hardship", before.hardship),
        ..before.clone()
    };
    form.errors().is_empty().then_some(new)
}

/// An empty form for somebody more in a household.
///
/// # Errors
/// When there is no such household within reach.
pub async fn blank_person(may: May<EditPeople>, Id(id): Id<HouseholdId>) -> Answer {
    let household = may.db.rows::<Household>().id(id).one().await?;
    may.form("people/new.html", &Form::blank(), newcomer_context(&may, &household, Vec::new()))
}

/// Takes somebody into a household, after asking whether it is one of those who look alike.
///
/// # Errors
/// When there is no such household within reach.
pub async fn add_person(may: May<EditPeople>, Id(id): Id<HouseholdId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let household = held.clone();
    form.check(JOINING);
    let Some((who, relation, since)) = read_joining(&mut form, &may.db).await? else {
        return may.form("people/new.html", &form, newcomer_context(&may, &household, Vec::new()));
    };
    if let (Newcomer::New(both), false) = (&who, form.flag("new-anyway")) {
        let mut alike = look_alikes(&may.db, &naming(&both.0, &both.1), 5).await?;
        alike.retain(|candidate| candidate.evidence.score >= LOOKS_ALIKE);
        if !alike.is_empty() {
            let alike = shown(&may.db, alike);
            return may.form("people/new.html", &form, newcomer_context(&may, &household, alike));
        }
    }
    match households::add_person_since(&may.db, held, who, relation, since).await {
        Ok(_) => may.see_done(&format!("/households/{id}"), Flash("person-added")),
        Err(StoreError::Taken(_)) => {
            form.fail(FieldError::new("known", "already-in-household"));
            may.form("people/new.html", &form, newcomer_context(&may, &household, Vec::new()))
        }
        Err(error) => Err(error.into()),
    }
}

fn newcomer_context(may: &May<EditPeople>, household: &Household, alike: Vec<Found>) -> serde_json::Value {
    let relations: Vec<&str> = Relation::ALL.iter().map(|relation| relation.word()).collect();
    json!({
        "household": { "id": household.id, "code": household.code },
        "alike": alike,
        "relations": choices(may, "relation", &relations),
        "words": persons::words(may),
    })
}

/// Reads a checked form into somebody who comes into a household, and since when.
pub(crate) async fn read_joining(form: &mut Form, db: &Db) -> Stored<Option<(Newcomer, Relation, Option<Day>)>> {
    let Some((who, relation)) = read_newcomer(form, db).await? else { return Ok(None) };
    let since = form.value("since");
    if let Some(refusal) = since_checked(since, who.person().born, db.today()) {
        form.refuse(&refusal);
        return Ok(None);
    }
    Ok(Some((who, relation, since)))
}

/// Reads a checked form into somebody who comes into a household; notes what is wrong in the form.
pub(crate) async fn read_newcomer(form: &mut Form, db: &Db) -> Stored<Option<(Newcomer, Relation)>> {
    let relation = form.word("relation", Relation::from_word).unwrap_or(Relation::Other);
    if form.is_filled("known") {
        let held = match form.value::<PersonId>("known") {
            Some(id) => db.held::<Person>(id).await,
            None => Err(StoreError::NotFound),
        };
        return match held {
            Ok(held) if form.errors().is_empty() => Ok(Some((Newcomer::known(held), relation))),
            Ok(_) => Ok(None),
            Err(StoreError::NotFound) => {
                form.fail(FieldError::new("known", "unknown-choice"));
                Ok(None)
            }
            Err(error) => Err(error),
        };
    }
    let read: Option<(Person, Identity)> = persons::read(form, None, db, false);
    Ok(read.map(|(person, identity)| (Newcomer::new(person, identity), relation)))
}
