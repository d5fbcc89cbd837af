//! A referral typed on one page: sender, people, needs, story, residence. Saved at any step.

use std::sync::Arc;

use kernel::{Day, PersonId, ReferralId};
use people::permissions::{EditPeople, ViewLegalStatus};
use people::rules::household::Relation;
use people::rules::person::Sex;
use people::rules::stay::Departure;
use people::store::households::{self, Household};
use programmes::definition::Programme;
use programmes::rules::{Circuit, PermitKind, PermitState};
use serde::Serialize;
use store::{Db, Held, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, Desk, Flash, Form, Id, May, Posted, Problem};

use super::frame::Choice;
use super::person_rows::{self, MOST_ROWS, ROW_FIELDS, Row, prefix, read_rows};
use super::referral_form::{self, WORDS, choices, countries};
use super::referral_show::{Programmes, Shown, shown};
use crate::permissions::EditReferrals;
use crate::rules::referral::{ReferralStatus, SenderKind, Urgency};
use crate::store::referrals::{self, Referral};
use crate::store::referred;
use crate::store::verdicts::{self, Known, KnownPerson};

/// Empty rows shown after those of the people known.
const EMPTY_ROWS: usize = 2;

const BESIDE: &[Field] = &[
    Field::new("household-seen", Kind::Number(0, i64::MAX), "Which state of the household the page was made from."),
    Field::new("then", Kind::Word(|| vec!["stay", "show", "receive"]), "What comes after saving."),
];

#[derive(Serialize)]
struct Edit {
    referral: Shown,
    is_draft: bool,
    rows: Vec<RowShown>,
    axes: Vec<Choice>,
    sender_kinds: Vec<Choice>,
    urgencies: Vec<Choice>,
    sexes: Vec<Choice>,
    relations: Vec<Choice>,
    countries: Vec<Choice>,
    permit_kinds: Vec<Choice>,
    permit_states: Vec<Choice>,
    circuits: Vec<Choice>,
    departures: Vec<Choice>,
    yes_no: Vec<Choice>,
}

#[derive(Serialize)]
struct RowShown {
    number: usize,
    prefix: String,
    person: Option<PersonId>,
    label: Option<String>,
}

/// The form.
///
/// # Errors
/// When there is none within reach.
pub async fn edit(may: May<EditReferrals>, Id(id): Id<ReferralId>, catalogue: Programmes) -> Answer {
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    if !referral.status.is_open() {
        return may.see(&format!("/referrals/{id}"));
    }
    let known = known_of(&may, &referral).await?;
    let form = filled(&referral, &known, may.overtaken());
    let context = context(&may, &catalogue, &referral, &known, &form).await?;
    may.form("referrals/edit.html", &form, context)
}

async fn known_of(may: &May<EditReferrals>, referral: &Referral) -> Stored<Known> {
    verdicts::known(&may.also::<ViewLegalStatus>(), referral.household_id, may.db.today()).await
}

/// The form with what is known. Beside a form that somebody typed, its rows stand where that form has them: whoever came
/// into the household meanwhile follows in the free ones, and whoever left it has none.
fn filled(referral: &Referral, known: &Known, beside: Option<&Form>) -> Form {
    let form = referral_form::fill(Form::blank(), referral, &known.household);
    let blank = Form::blank();
    let typed = beside.unwrap_or(&blank);
    let (named, newcomers): (Vec<usize>, Vec<usize>) =
        (1..=MOST_ROWS).filter(|row| begun(typed, *row)).partition(|row| typed.has(&format!("{}id", prefix(*row))));
    let row_of = |id: PersonId| {
        named.iter().copied().find(|row| typed.value::<PersonId>(&format!("{}id", prefix(*row))) == Some(id))
    };
    let mut free = (1..=MOST_ROWS).filter(|row| !begun(typed, *row));
    let mut place = |person: &KnownPerson| row_of(person.rows.person.id).or_else(|| free.next());
    let form = known.people.iter().fold(form, |form, person| match place(person) {
        Some(row) => person_rows::fill(form, row, person),
        None => form,
    });
    newcomers.into_iter().chain(free.take(EMPTY_ROWS)).fold(form, |form, row| {
        let relation = if row == 1 { Relation::Reference } else { Relation::Other };
        form.with(&format!("{}given", prefix(row)), "").with(&format!("{}relation", prefix(row)), relation)
    })
}

/// Whether a row was sent with somebody in it.
fn begun(form: &Form, row: usize) -> bool {
    ["id", "given", "family"].iter().any(|name| form.is_filled(&format!("{}{name}", prefix(row))))
}

async fn context(
    may: &May<EditReferrals>,
    catalogue: &Programmes,
    referral: &Referral,
    known: &Known,
    form: &Form,
) -> Result<Edit, Problem> {
    let desk: &Desk = may;
    let programme = catalogue.get(&referral.programme);
    let rows = (1..=MOST_ROWS).filter(|row| form.has(&format!("{}given", prefix(*row)))).map(|number| {
        let person = form.value(&format!("{}id", prefix(number)));
        let row = known.people.iter().find(|one| Some(one.rows.person.id) == person);
        let label = row.and_then(KnownPerson::identity).map(people::store::persons::Identity::name);
        RowShown { number, prefix: prefix(number), person, label: label.filter(|name| !name.is_empty()) }
    });
    let language = desk.language().word();
    let axes = programme.into_iter().flat_map(|programme| &programme.axes);
    let axes = axes.map(|axis| Choice { value: axis.code.clone(), label: axis.name.get(language).to_owned() });
    let choice = |value: &str, key: &str| Choice { value: value.to_owned(), label: desk.say(key) };
    let relations = choices(desk, "relation", Relation::ALL.iter().map(|word| word.word()));
    Ok(Edit {
        referral: shown(desk, &may.db, catalogue, referral, known).await?,
        is_draft: referral.status == ReferralStatus::Draft,
        rows: rows.collect(),
        axes: axes.collect(),
        sender_kinds: choices(desk, "sender-kind", SenderKind::ALL.iter().map(|word| word.word())),
        urgencies: choices(desk, "urgency", Urgency::ALL.iter().map(|word| word.word())),
        sexes: choices(desk, "sex", Sex::ALL.iter().map(|word| word.word())),
        relations,
        countries: countries(desk),
        permit_kinds: choices(desk, "permit-kind", PermitKind::ALL.iter().map(|word| word.word())),
        permit_states: choices(desk, "permit-state", PermitState::ALL.iter().map(|word| word.word())),
        circuits: choices(desk, "circuit", Circuit::ALL.iter().map(|word| word.word())),
        departures: choices(desk, "departure", Departure::ALL.iter().map(|word| word.word())),
        yes_no: vec![choice("yes", "web-yes"), choice("no", "web-no"), choice("", "web-unknown")],
    })
}

/// Saves what was typed, and goes on: here, on the referral's page, or by receiving it.
///
/// # Errors
/// When there is none within reach.
pub async fn update(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Referral> = may.db.held(id).await?;
    let referral = held.clone();
    let known = known_of(&may, &referral).await?;
    let all: Vec<Field> = WORDS.iter().chain(BESIDE).chain(ROW_FIELDS.iter()).copied().collect();
    form.check(&all);
    let today = may.db.today();
    let programme = catalogue.get(&referral.programme).map(Arc::clone);
    let typed = read(&mut form, &referral, &known, programme.as_deref(), today);
    let saved = if !form.errors().is_empty() {
        Ok(None)
    } else if is_stale(&form, &referral, &known, &typed.rows) {
        Err(StoreError::Stale)
    } else {
        save(&may, held, &known, typed, &mut form).await
    };
    match saved {
        Ok(Some(referral)) => go_on(&may, &form, referral, &catalogue).await,
        Ok(None) => {
            let context = context(&may, &catalogue, &referral, &known, &form).await?;
            may.form("referrals/edit.html", &form, context)
        }
        Err(error) => Err(error.into()),
    }
}

struct Typed {
    referral: Referral,
    household: Household,
    rows: Vec<Row>,
}

fn read(form: &mut Form, referral: &Referral, known: &Known, programme: Option<&Programme>, today: Day) -> Typed {
    Typed {
        referral: referral_form::read_words(form, referral, programme, false, today),
        household: referral_form::read_household(form, &known.household, false),
        rows: read_rows(form, today),
    }
}

/// Whether anything that the page shows was changed since it was made.
fn is_stale(form: &Form, referral: &Referral, known: &Known, rows: &[Row]) -> bool {
    let household: Option<i64> = form.value("household-seen");
    let other_household = household != Some(known.household.version);
    let stale_row = |row: &Row| {
        let person = row.person.map(|id| known.people.iter().find(|one| one.rows.person.id == id));
        match person {
            None => false,
            Some(None) => true,
            Some(Some(person)) => row.seen != Some(referred::seen(person)),
        }
    };
    // A form made from a row that was never changed carries no version.
    form.version().unwrap_or_default() != referral.version || other_household || rows.iter().any(stale_row)
}

async fn save(
    may: &May<EditReferrals>,
    held: Held<Referral>,
    known: &Known,
    typed: Typed,
    form: &mut Form,
) -> Stored<Option<Referral>> {
    let together = may.db.together().await?;
    save_people(&together.of(&may.also::<EditPeople>()), known, typed.household, &typed.rows).await?;
    match referrals::put(&together.of(&may.db), held, typed.referral).await? {
        Ok(referral) => {
            together.commit().await?;
            Ok(Some(referral))
        }
        Err(refusal) => {
            form.refuse(&refusal);
            Ok(None)
        }
    }
}

/// The household before its people: adding somebody counts it up.
async fn save_people(people: &Db, known: &Known, household: Household, rows: &[Row]) -> Stored<()> {
    if household != known.household {
        let held = people.held::<Household>(known.household.id).await?.at_version(known.household.version)?;
        households::put(people, held, household).await?;
    }
    for row in rows {
        match row.person.and_then(|id| known.people.iter().find(|one| one.rows.person.id == id)) {
            Some(person) => referred::put(people, person, &row.words).await?,
            None => {
                referred::add(people, known.household.id, &row.words).await?;
            }
        }
    }
    Ok(())
}

async fn go_on(may: &May<EditReferrals>, form: &Form, referral: Referral, catalogue: &Programmes) -> Answer {
    let id = referral.id;
    match form.typed("then") {
        "stay" => may.see_done(&format!("/referrals/{id}/edit"), Flash("saved")),
        "receive" => {
            let day = referral.received_on.unwrap_or(may.db.today());
            let held = may.db.held::<Referral>(id).await?;
            match referrals::receive(&may.db, held, day).await? {
                Ok(referral) => {
                    super::referrals::assessed(may, &referral, catalogue).await?;
                    may.see_done(&format!("/referrals/{id}"), Flash("referral-received"))
                }
                Err(refusal) => {
                    let mut form = Form::blank();
                    form.refuse(&refusal);
                    super::referral_show::page(may, &may.db, catalogue, &referral, &form).await
                }
            }
        }
        _ => may.see_done(&format!("/referrals/{id}"), Flash("saved")),
    }
}
