//! Households in time, on their pages: somebody leaves, somebody is something else, one household becomes two.

use kernel::{Day, HouseholdId, PersonId};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, words_of};

use super::choices;
use crate::permissions::EditPeople;
use crate::rules::household::Relation;
use crate::rules::moving::{GoesWith, HouseholdHappening, Inmate, leaving_checked, split_checked};
use crate::store::household_moves::{self, HouseholdEvent, Splitting, inmates};
use crate::store::households::{Household, Member, members_of};
use crate::store::sightings::{self, Seen};

/// Who leaves a household.
pub const LEAVING: &[Field] = &[
    Field::new("leaving", Kind::Id, "Who leaves.").required(),
    Field::new("on", Kind::Day, "The first day on which the person does not belong to it.").required(),
    Field::new("reason", Kind::Text(300), "Why."),
    Field::new("reference", Kind::Id, "When the reference person leaves and others stay: who becomes it."),
];

/// What somebody is in a household.
pub const ROLE: &[Field] = &[
    Field::new("person", Kind::Id, "Who.").required(),
    Field::new("relation", Kind::Word(words_of!(Relation)), "What the person is to the reference person.").required(),
    Field::new("from", Kind::Day, "From which day on; empty when it was always so and was written wrongly."),
];

/// How a household is split.
pub const SPLIT: &[Field] = &[
    Field::new("leaving", Kind::Id, "Who leaves: one id or a list of them.").required(),
    Field::new("reference", Kind::Id, "The reference person of those who leave.").required(),
    Field::new("stays-reference", Kind::Id, "When the reference person leaves: who becomes it for those who stay."),
    Field::new("on", Kind::Day, "From which day on there are two.").required(),
    Field::new("reason", Kind::Text(300), "Why."),
    Field::new("goes-with", Kind::Word(words_of!(GoesWith)), "With whom code, referrals, pathways and address go on."),
    Field::new("sure", Kind::Flag, "On the page: what will happen was shown and is meant."),
];

/// What happened to a household, as pages show it.
#[derive(Debug, Serialize)]
pub(crate) struct HappeningShown {
    kind: HouseholdHappening,
    day: Day,
    who: Option<String>,
    other: Option<HouseholdId>,
    reason: Option<String>,
}

/// What happened to a household, with the names of its people where they may be read.
pub(crate) async fn happenings(db: &Db, id: HouseholdId, members: &[Member]) -> Stored<Vec<HappeningShown>> {
    let name = |person: PersonId| members.iter().find(|(_, one, _)| one.id == person).map(called);
    let shown = |event: HouseholdEvent| HappeningShown {
        kind: event.kind,
        day: event.day,
        who: event.person_id.and_then(name),
        other: event.other_id,
        // Reasons may name people.
        reason: event.reason.filter(|_| members.iter().any(|(.., identity)| identity.is_some())),
    };
    Ok(household_moves::events_of(db, id).await?.into_iter().map(shown).collect())
}

/// What a member is called on pages.
pub(crate) fn called((_, person, identity): &Member) -> String {
    identity.as_ref().map_or_else(|| person.code(), |identity| identity.name())
}

#[derive(Serialize)]
struct Person {
    value: PersonId,
    label: String,
    relation: Relation,
}

async fn context(may: &May<EditPeople>, household: &Household) -> Stored<serde_json::Value> {
    let today = may.db.today();
    let mut present = members_of(&may.db, household.id).await?;
    present.retain(|(spell, ..)| spell.holds_on(today));
    sightings::note(&may.db, present.iter().map(|(_, person, _)| person.id), Seen::Household).await?;
    let person = |member: Member| Person { value: member.1.id, label: called(&member), relation: member.0.relation };
    let relations: Vec<&str> = Relation::ALL.iter().map(|relation| relation.word()).collect();
    let goes_with: Vec<&str> = GoesWith::ALL.iter().map(|word| word.word()).collect();
    Ok(json!({
        "id": household.id,
        "code": household.code,
        "plan": null,
        "people": present.into_iter().map(person).collect::<Vec<_>>(),
        "relations": choices(may, "relation", &relations),
        "goes_with": choices(may, "goes-with", &goes_with),
    }))
}

async fn blank(may: &May<EditPeople>, id: HouseholdId, template: &str) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let form =
        Form::blank().with("on", may.db.today()).with("goes-with", GoesWith::Staying).with("version", held.version());
    may.form(template, &form, context(may, &held).await?)
}

/// An empty form for somebody's leaving.
///
/// # Errors
/// When there is no such household within reach.
pub async fn blank_leaving(may: May<EditPeople>, Id(id): Id<HouseholdId>) -> Answer {
    blank(&may, id, "households/leaving.html").await
}

/// Takes somebody out of a household.
///
/// # Errors
/// When there is no such household within reach.
pub async fn leave(may: May<EditPeople>, Id(id): Id<HouseholdId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let context = context(&may, &held).await?;
    form.check(LEAVING);
    let Some(leaving) = read_leaving(&mut form, &inmates(&may.db, id).await?, may.db.today()) else {
        return may.form("households/leaving.html", &form, context);
    };
    left(&may.db, held, leaving, form.version().or(Some(0))).await?;
    may.see_done(&format!("/households/{id}"), Flash("saved"))
}

/// An empty form for another role.
///
/// # Errors
/// When there is no such household within reach.
pub async fn blank_role(may: May<EditPeople>, Id(id): Id<HouseholdId>) -> Answer {
    blank(&may, id, "households/role.html").await
}

/// Writes what somebody is in a household.
///
/// # Errors
/// When there is no such household within reach.
pub async fn change_role(may: May<EditPeople>, Id(id): Id<HouseholdId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let context = context(&may, &held).await?;
    form.check(ROLE);
    let Some(role) = read_role(&mut form, &inmates(&may.db, id).await?, may.db.today()) else {
        return may.form("households/role.html", &form, context);
    };
    changed(&may.db, held, role, form.version().or(Some(0))).await?;
    may.see_done(&format!("/households/{id}"), Flash("saved"))
}

/// An empty form for a split.
///
/// # Errors
/// When there is no such household within reach.
pub async fn blank_split(may: May<EditPeople>, Id(id): Id<HouseholdId>) -> Answer {
    blank(&may, id, "households/split.html").await
}

/// Splits a household, after showing what will happen.
///
/// # Errors
/// When there is no such household within reach.
pub async fn split(may: May<EditPeople>, Id(id): Id<HouseholdId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let mut context = context(&may, &held).await?;
    form.check(SPLIT);
    let Some(how) = read_split(&mut form, &inmates(&may.db, id).await?, may.db.today()) else {
        return may.form("households/split.html", &form, context);
    };
    if !form.flag("sure") {
        context["plan"] = json!({ "leaving": how.leaving, "goes_with": how.goes_with, "on": how.on });
        return may.form("households/split.html", &form, context);
    }
    let held = held.at_version(form.version().unwrap_or_default())?;
    household_moves::split(&may.db, held, how).await?;
    may.see_done(&format!("/households/{id}"), Flash("saved"))
}

/// Somebody's leaving, as read.
pub(crate) struct Leaving {
    person: PersonId,
    on: Day,
    reason: Option<String>,
    reference: Option<PersonId>,
}

/// Takes somebody out, at the version that was seen, if one is said.
pub(crate) async fn left(db: &Db, held: Held<Household>, how: Leaving, version: Option<i64>) -> Stored<()> {
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    household_moves::leave(db, held, how.person, how.on, how.reason, how.reference).await
}

/// Reads a checked form into a leaving; notes what is wrong in the form.
pub(crate) fn read_leaving(form: &mut Form, all: &[Inmate], today: Day) -> Option<Leaving> {
    let (person, on): (PersonId, Day) = (form.value("leaving")?, form.value("on")?);
    let Some(who) = all.iter().find(|one| one.person == person) else {
        form.fail(FieldError::new("leaving", "not-in-household"));
        return None;
    };
    super::papers::refuse_all(form, leaving_checked(&[*who], on, today));
    let reference: Option<PersonId> = form.value("reference");
    let stays = |id: PersonId| id != person && all.iter().any(|one| one.person == id);
    if who.relation == Relation::Reference && all.len() > 1 && !reference.is_some_and(stays) {
        form.fail(FieldError::new("reference", "reference-not-among"));
    }
    form.errors().is_empty().then(|| Leaving { person, on, reason: form.text("reason"), reference })
}

/// Another role, as read.
pub(crate) struct Role {
    person: PersonId,
    relation: Relation,
    from: Option<Day>,
}

/// Writes a role, at the version that was seen, if one is said.
pub(crate) async fn changed(db: &Db, held: Held<Household>, role: Role, version: Option<i64>) -> Stored<()> {
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    household_moves::change_role(db, held, role.person, role.relation, role.from).await
}

/// Reads a checked form into a role; notes what is wrong in the form.
pub(crate) fn read_role(form: &mut Form, all: &[Inmate], today: Day) -> Option<Role> {
    let person: PersonId = form.value("person")?;
    let relation = form.word("relation", Relation::from_word)?;
    let from: Option<Day> = form.value("from");
    let Some(who) = all.iter().find(|one| one.person == person) else {
        form.fail(FieldError::new("person", "not-in-household"));
        return None;
    };
    if from.is_some_and(|from| from > today) {
        form.fail(FieldError::new("from", "day-in-future"));
    }
    if who.relation == Relation::Reference && relation != Relation::Reference {
        // There is always one: who is to be it is said of that person.
        form.fail(FieldError::new("relation", "reference-stays"));
    }
    form.errors().is_empty().then_some(Role { person, relation, from })
}

/// Reads a checked form into a split; notes what is wrong in the form.
pub(crate) fn read_split(form: &mut Form, all: &[Inmate], today: Day) -> Option<Splitting> {
    let leaving: Vec<PersonId> = form.chosen("leaving").iter().filter_map(|id| id.parse().ok()).collect();
    if leaving.len() < form.chosen("leaving").len() {
        form.fail(FieldError::new("leaving", "unknown-choice"));
    }
    if !form.errors().is_empty() {
        return None;
    }
    let (reference, on): (PersonId, Day) = (form.value("reference")?, form.value("on")?);
    let stays_reference = form.value("stays-reference");
    super::papers::refuse_all(form, split_checked(all, &leaving, Some(reference), stays_reference, on, today));
    let goes_with = form.word("goes-with", GoesWith::from_word).unwrap_or(GoesWith::Staying);
    let reason = form.text("reason");
    let how = Splitting { leaving, reference, stays_reference, on, reason, goes_with };
    form.errors().is_empty().then_some(how)
}
