//! Who may be written down twice: the pairs, the evidence side by side, what a person says of it.

use std::collections::HashMap;

use accounts::store::names_of;
use kernel::{Day, DuplicateId, OrganisationId, PersonId};
use network::store::organisations;
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Stored};
use web::field::{Field, Kind};
use web::{Answer, Desk, Filters, Flash, Form, Id, ListLinks, May, Posted, list_links, words_of};

use super::PersonShown;
use crate::permissions::{EditPeople, SettleDuplicates};
use crate::rules::duplicate::{SettleAct, Standing};
use crate::rules::identity::{self, Class, Resemblance, Sign};
use crate::store::duplicates::{self, Duplicate, Pair, Unsettled};
use crate::store::persons::{Identity, Person, identities_of};
use crate::store::questions::{self, AskedLater, asked_elsewhere, asked_here, is_still_to_ask, last_asked_here};
use crate::store::sightings::{self, Seen};

/// What the list can be filtered by.
pub const FILTERS: &[Field] =
    &[Field::new("standing", Kind::Word(words_of!(Standing)), "What was said of the pairs; open when left out.")];

/// Where a search goes on.
pub const SEEK: &[Field] = &[Field::new("before", Kind::Id, "Only people written down before this one.")];

/// What is said of a pair.
pub const SETTLE: &[Field] = &[
    Field::new("act", Kind::Word(words_of!(SettleAct)), "One person, two people, or neither yet.").required(),
    Field::new("reason", Kind::Text(500), "Why, for whoever looks later.").required(),
];

/// How many questions of others the list shows.
const QUESTIONS_SHOWN: u64 = 20;

#[derive(Serialize)]
struct Index {
    rows: Vec<Row>,
    list: ListLinks,
    standing: Standing,
    standings: &'static [Standing],
    /// Where the next search goes on.
    next: Option<String>,
    all_looked: bool,
    asked: Vec<AskedLine>,
}

#[derive(Serialize)]
struct Row {
    id: DuplicateId,
    one: PersonShown,
    other: PersonShown,
    findings: Vec<FindingShown>,
    points: String,
}

#[derive(Serialize)]
struct FindingShown {
    sign: Sign,
    points: String,
    /// Whether it speaks for one person, against it, or neither.
    speaks: &'static str,
}

#[derive(Serialize)]
struct AskedLine {
    organisation: String,
    day: Day,
    person: PersonId,
    name: String,
}

fn findings(resemblance: &Resemblance) -> Vec<FindingShown> {
    let shown = |finding: &identity::Finding| FindingShown {
        sign: finding.sign,
        points: finding.weight.to_string(),
        speaks: match finding.weight.points() {
            0 => "neutral",
            points if points > 0 => "good",
            _ => "stop",
        },
    };
    resemblance.findings.iter().map(shown).collect()
}

fn person_shown((person, identity): &(Person, Identity), today: Day) -> PersonShown {
    PersonShown::of(person, Some(identity), today)
}

/// The pairs.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<SettleDuplicates>, filters: Filters) -> Answer {
    let next = filters.0.typed("next").to_owned();
    let filters = filters.forgiving(FILTERS);
    let standing = filters.0.word("standing", Standing::from_word).unwrap_or(Standing::Open);
    let page = duplicates::page(&may.db, standing, filters.page(25)).await?;
    let list = list_links("/people/duplicates", &filters, &page, &[]);
    let today = may.db.today();
    let row = |pair: &Pair| Row {
        id: pair.duplicate.id,
        one: person_shown(&pair.one, today),
        other: person_shown(&pair.other, today),
        findings: findings(&pair.resemblance),
        points: pair.resemblance.total.to_string(),
    };
    let context = Index {
        rows: page.items.iter().map(row).collect(),
        list,
        standing,
        standings: Standing::ALL,
        all_looked: next == "all",
        next: next.parse::<PersonId>().ok().map(|id| id.to_string()),
        asked: asked(&may.db).await?,
    };
    may.page("people/duplicates.html", context)
}

async fn asked(db: &Db) -> Stored<Vec<AskedLine>> {
    let questions = last_asked_here(db, QUESTIONS_SHOWN).await?;
    let organisations = names(db, questions.iter().map(|question| question.asking_id)).await?;
    let people = identities_of(db, questions.iter().map(|question| question.about_id)).await?;
    let line = |question: &crate::store::questions::AskedHere| {
        Some(AskedLine {
            organisation: organisations.get(&question.asking_id)?.clone(),
            day: db.day_of(question.asked_at),
            person: question.about_id,
            name: people.get(&question.about_id)?.name(),
        })
    };
    Ok(questions.iter().filter_map(line).collect())
}

async fn names(db: &Db, ids: impl Iterator<Item = OrganisationId>) -> Stored<HashMap<OrganisationId, String>> {
    organisations::names_of(db, ids.collect::<Vec<_>>()).await
}

/// Looks for pairs among a few hundred people.
///
/// # Errors
/// When the database fails.
pub async fn seek(may: May<SettleDuplicates>, Posted(mut form): Posted) -> Answer {
    form.check(SEEK);
    let sought = duplicates::seek(&may.db, form.value("before")).await?;
    let next = sought.next.map_or("all".to_owned(), |id| id.to_string());
    let flash = if sought.found > 0 { "duplicates-found" } else { "duplicates-not-found" };
    may.see_done(&format!("/people/duplicates?next={next}"), Flash(flash))
}

#[derive(Serialize)]
struct Show {
    id: DuplicateId,
    one: PersonShown,
    other: PersonShown,
    lines: Vec<Line>,
    points: String,
    class: Class,
    standing: Standing,
    settled: Option<Settled>,
    reason: Option<String>,
}

/// One line of the comparison.
#[derive(Serialize)]
struct Line {
    label: String,
    one: Option<String>,
    other: Option<String>,
    finding: Option<FindingShown>,
}

#[derive(Serialize)]
struct Settled {
    who: Option<String>,
    day: Day,
}

/// The evidence of one pair, side by side.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<SettleDuplicates>, Id(id): Id<DuplicateId>) -> Answer {
    let pair = duplicates::one(&may.db, id).await?;
    sightings::note(&may.db, [pair.one.0.id, pair.other.0.id], Seen::Duplicate).await?;
    let form = Form::blank().with("version", pair.duplicate.version);
    let context = context(&may, &may.db, pair).await?;
    may.form("people/duplicate.html", &form, context)
}

async fn context(desk: &Desk, db: &Db, pair: Pair) -> Stored<serde_json::Value> {
    let today = db.today();
    let settled = match (pair.duplicate.settled_by, pair.duplicate.settled_at) {
        (by, Some(at)) => {
            let mut names = names_of(db, by).await?;
            Some(Settled { who: by.and_then(|member| names.remove(&member)), day: db.day_of(at) })
        }
        _ => None,
    };
    let show = Show {
        id: pair.duplicate.id,
        one: person_shown(&pair.one, today),
        other: person_shown(&pair.other, today),
        lines: lines(desk, &pair),
        points: pair.resemblance.total.to_string(),
        class: pair.resemblance.class,
        standing: pair.duplicate.standing,
        settled,
        reason: pair.duplicate.reason,
    };
    Ok(json!(show))
}

fn lines(desk: &Desk, pair: &Pair) -> Vec<Line> {
    let mut found = findings(&pair.resemblance);
    let label = |field: identity::Field| match field {
        identity::Field::Name => "person-name",
        identity::Field::Born => "person-born",
        identity::Field::Sex => "person-sex",
        identity::Field::Citizenship => "person-citizenship",
        identity::Field::Phone => "person-phone",
        identity::Field::Email => "person-email",
        identity::Field::TaxCode => "person-tax-code",
        identity::Field::Cui => "person-cui",
    };
    let line = |field: &identity::Field| {
        let value = |both: &(Person, Identity)| value_of(desk, both, *field);
        let place = found.iter().position(|finding| finding.sign.field() == *field);
        Line {
            label: desk.say(label(*field)),
            one: value(&pair.one),
            other: value(&pair.other),
            finding: place.map(|place| found.remove(place)),
        }
    };
    let lines: Vec<Line> = identity::Field::ALL.iter().map(line).collect();
    // What neither knows says nothing.
    lines.into_iter().filter(|line| line.one.is_some() || line.other.is_some()).collect()
}

fn value_of(desk: &Desk, (person, names): &(Person, Identity), field: identity::Field) -> Option<String> {
    match field {
        identity::Field::Name => {
            let also = names.also_known_as.as_ref().map(|also| format!(" · {also}")).unwrap_or_default();
            Some(format!("{}{also}", names.name()))
        }
        identity::Field::Born => person.born.map(|born| match born {
            kernel::BirthDay::Day(day) => day.italian(),
            kernel::BirthDay::Year(year) => year.to_string(),
        }),
        identity::Field::Sex => Some(desk.say(&format!("sex-{}", person.sex))),
        identity::Field::Citizenship => person.citizenship.map(|code| desk.say(&format!("country-{code}"))),
        identity::Field::Phone => names.phone.clone(),
        identity::Field::Email => names.email.clone(),
        identity::Field::TaxCode => names.tax_code.clone(),
        identity::Field::Cui => names.cui.clone(),
    }
}

/// Says of a pair that it is one person or two, or takes that back.
///
/// # Errors
/// When there is none within reach, or the database fails.
pub async fn settle(may: May<SettleDuplicates>, Id(id): Id<DuplicateId>, Posted(mut form): Posted) -> Answer {
    let version = form.version().unwrap_or_default();
    match settled(&may.db, id, &mut form, Some(version)).await? {
        Some(standing) => {
            let flash = match standing {
                Standing::Open => "duplicate-reopened",
                Standing::Linked => "duplicate-linked",
                Standing::Apart => "duplicate-apart",
            };
            may.see_done(&format!("/people/duplicates/{id}"), Flash(flash))
        }
        None => {
            let context = context(&may, &may.db, duplicates::one(&may.db, id).await?).await?;
            may.form("people/duplicate.html", &form, context)
        }
    }
}

/// What was settled; nothing when the form learnt why not.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody was faster.
pub(crate) async fn settled(
    db: &Db,
    id: DuplicateId,
    form: &mut Form,
    version: Option<i64>,
) -> Stored<Option<Standing>> {
    let held: Held<Duplicate> = db.held(id).await?;
    form.check(SETTLE);
    let (Some(act), Some(reason)) = (form.word("act", SettleAct::from_word), form.text("reason")) else {
        return Ok(None);
    };
    if !form.errors().is_empty() {
        return Ok(None);
    }
    let seen = version.unwrap_or(held.version);
    match duplicates::settle(db, held.at_version(seen)?, act, &reason).await {
        Ok(standing) => Ok(Some(standing)),
        Err(Unsettled::Refused(refusal)) => {
            form.refuse(&refusal);
            Ok(None)
        }
        Err(Unsettled::Store(error)) => Err(error),
    }
}

/// Asks who else knows somebody for whom it was put off.
///
/// # Errors
/// When there is no such person within reach, or the database fails.
pub async fn ask_now(may: May<EditPeople>, Id(id): Id<PersonId>, Posted(_): Posted) -> Answer {
    let flash = match questions::ask_now(&may.db, id).await? {
        AskedLater::Asked => "handover-asked",
        AskedLater::TooMany => "handover-too-many",
    };
    may.see_done(&format!("/people/{id}"), Flash(flash))
}

/// What a person's page says of duplicates and questions.
#[derive(Debug, Default, Serialize)]
pub(crate) struct AlsoKnown {
    pairs: Vec<AlsoPair>,
    elsewhere: Vec<String>,
    /// Whether it is still to be asked who else knows the person.
    still_to_ask: bool,
    asked: Vec<(String, Day)>,
}

#[derive(Debug, Serialize)]
struct AlsoPair {
    id: DuplicateId,
    standing: Standing,
    name: String,
}

/// Gathers it: pairs within the reach of who settles them, questions within that of who sees the person.
pub(crate) async fn also_known(view: &Db, settling: &Db, person: PersonId) -> Stored<AlsoKnown> {
    let pairs = duplicates::of_person(settling, person).await?.into_iter().map(|pair| {
        let name = if pair.one.0.id == person { pair.other.1.name() } else { pair.one.1.name() };
        AlsoPair { id: pair.duplicate.id, standing: pair.duplicate.standing, name }
    });
    let pairs = pairs.collect();
    let (elsewhere, asked) = (asked_elsewhere(view, person).await?, asked_here(view, person).await?);
    let ids = elsewhere.iter().map(|one| one.asked_id).chain(asked.iter().map(|one| one.asking_id));
    let names = names(view, ids).await?;
    let name = |id: OrganisationId| names.get(&id).cloned().unwrap_or_default();
    let mut ask: Vec<String> = elsewhere.iter().map(|one| name(one.asked_id)).collect();
    ask.sort();
    ask.dedup();
    let asked = asked.iter().map(|one| (name(one.asking_id), view.day_of(one.asked_at))).collect();
    Ok(AlsoKnown { pairs, elsewhere: ask, still_to_ask: is_still_to_ask(view, person).await?, asked })
}
