//! Referrals on pages: the list, the search before writing down, what is done with one.

use kernel::{PersonId, ReferralId};
use people::permissions::{ViewLegalStatus, ViewPeople};
use people::rules::identity::{Match, Naming};
use people::store::households::Household;
use people::store::search::{self, Candidate};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Order, StoreError, Stored};
use web::field::{Field, Kind};
use web::{
    Answer, FieldError, Filters, Flash, Form, Id, ListLinks, May, Posted, Problem, Sorting, list_links, words_of,
};

use super::person_rows::{PERSON, read_person};
use super::referral_form::{PLACE, Places, joined, places, read_place, with_usual_place};
use super::referral_show::{Programmes, page};
use crate::permissions::{EditReferrals, ViewReferrals};
use crate::rules::referral::{ReferralRefusal, ReferralStatus};
use crate::store::pathways::households;
use crate::store::referrals::{self, Referral, ReferralAsk};
use crate::store::{referred, verdicts};

/// What the list of referrals can be narrowed by.
pub const FILTERS: &[Field] = &[
    Field::new("status", Kind::Word(words_of!(ReferralStatus)), "Only those that stand so."),
    Field::new("programme", Kind::Code, "Only those addressed to this programme."),
    Field::new("territory", Kind::Code, "Only those of this territory."),
    Field::new("household", Kind::Id, "Only those of this household."),
    Field::new("person", Kind::Id, "Only those of this person's households."),
    Field::new("sort", Kind::Text(20), "`last-activity` or `received-on`, with `-` for the latest first."),
];

pub(crate) const SORTINGS: &[Sorting] =
    &[Sorting { by: "last-activity", order: Order::Falling }, Sorting { by: "received-on", order: Order::Falling }];

/// What asks who somebody is.
const WHO: &[Field] = &[
    Field::new("given", Kind::Text(120), "Given names."),
    Field::new("family", Kind::Text(120), "Family names."),
    Field::new("born", Kind::BirthDay, "Day or year of birth."),
    Field::new("phone", Kind::Text(40), "Telephone."),
    Field::new("asked", Kind::Flag, "Whether the question was asked."),
];

const CHOSEN: &[Field] = &[Field::new("person", Kind::Id, "The person, when known already.")];

/// What begins a referral.
const BEGIN: &[Field] = &joined::<{ PLACE.len() + CHOSEN.len() + PERSON.len() }>(&[PLACE, CHOSEN, PERSON]);

/// What declines, withdraws and receives.
pub const REASON: &[Field] = &[Field::new("reason", Kind::Prose(2_000), "Why, in words.")];

/// When something is received.
pub const RECEIPT: &[Field] = &[Field::new("received-on", Kind::Day, "The day; today when left out.")];

pub(crate) fn ask_of(filters: &Filters) -> ReferralAsk {
    ReferralAsk {
        status: filters.0.word("status", ReferralStatus::from_word),
        programme: filters.0.value("programme"),
        territory: filters.0.value("territory"),
        household: filters.0.value("household"),
        person: filters.0.value("person"),
    }
}

#[derive(Serialize)]
struct Index {
    rows: Vec<Line>,
    list: ListLinks,
    statuses: &'static [ReferralStatus],
    places: Places,
    may_edit: bool,
}

#[derive(Serialize)]
struct Line {
    id: ReferralId,
    label: String,
    size: i64,
    code: String,
    status: ReferralStatus,
    programme: String,
    territory: String,
    urgency: Option<crate::rules::referral::Urgency>,
    received_on: Option<kernel::Day>,
    last_activity: kernel::Moment,
}

/// The referrals within reach.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewReferrals>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let page = referrals::page(&may.db, &ask_of(&filters), filters.sorting(SORTINGS), filters.page(25)).await?;
    let list = list_links("/referrals", &filters, &page, SORTINGS);
    let short = households(&may.also::<ViewPeople>(), page.items.iter().map(|row| row.household_id)).await?;
    let rows = page.items.into_iter().map(|row| {
        let household = short.get(&row.household_id);
        let territory = catalogue.get(&row.programme).and_then(|programme| programme.territory(&row.territory));
        Line {
            id: row.id,
            label: household.map_or_else(|| row.code.clone(), |household| household.label().to_owned()),
            size: household.map_or(0, |household| household.size),
            status: row.status,
            programme: catalogue.name(&row.programme),
            territory: territory.map_or_else(|| row.territory.to_string(), |territory| territory.name.clone()),
            urgency: row.urgency,
            received_on: row.received_on,
            last_activity: row.last_activity,
            code: row.code,
        }
    });
    let rows = rows.collect();
    let places = places(&may.db, &catalogue.active(&may.db).await?).await?;
    let context = Index { rows, list, statuses: ReferralStatus::ALL, places, may_edit: may.may::<EditReferrals>() };
    may.form("referrals/index.html", &filters.0, context)
}

#[derive(Serialize)]
struct Known {
    person: PersonId,
    name: String,
    born: Option<String>,
    phone: Option<String>,
    household: Option<String>,
    why: Vec<Match>,
}

/// Asks who somebody is, and shows who is known that answers to it.
///
/// # Errors
/// When the database fails.
pub async fn blank(may: May<EditReferrals>, filters: Filters, catalogue: Programmes) -> Answer {
    let mut form = filters.0;
    form.check(WHO);
    begin_page(&may, form, &catalogue).await
}

async fn begin_page(may: &May<EditReferrals>, form: Form, catalogue: &Programmes) -> Answer {
    let places = places(&may.db, &catalogue.active(&may.db).await?).await?;
    let form = with_usual_place(form, &may.db, &places);
    let asked = form.flag("asked") || ["given", "family", "born", "phone"].iter().any(|field| form.is_filled(field));
    let known = if asked { alike(&may.also::<ViewPeople>(), &form).await? } else { Vec::new() };
    may.form("referrals/new.html", &form, json!({ "asked": asked, "known": known, "places": places }))
}

async fn alike(db: &Db, form: &Form) -> Stored<Vec<Known>> {
    let (given, family, phone) = (form.typed("given"), form.typed("family"), form.text("phone"));
    let naming = Naming { given, family, phone: phone.as_deref(), born: form.value("born"), ..Naming::default() };
    let found = search::look_alikes(db, &naming, 10).await?;
    Ok(found.into_iter().map(known).collect())
}

fn known(candidate: Candidate) -> Known {
    let Candidate { person, identity, households, evidence } = candidate;
    let name = identity.as_ref().map(people::store::persons::Identity::name).filter(|name| !name.is_empty());
    Known {
        name: name.unwrap_or_else(|| person.code()),
        born: person.born.map(|born| match born {
            kernel::BirthDay::Day(day) => day.italian(),
            kernel::BirthDay::Year(year) => year.to_string(),
        }),
        phone: identity.and_then(|identity| identity.phone),
        household: households.first().map(|household| household.code.clone()),
        why: evidence.why,
        person: person.id,
    }
}

/// Begins a draft: for somebody known already, or for somebody new.
///
/// # Errors
/// When the database fails.
pub async fn create(may: May<EditReferrals>, catalogue: Programmes, Posted(mut form): Posted) -> Answer {
    form.check(BEGIN);
    let running = catalogue.active(&may.db).await?;
    let place = read_place(&mut form, &may.db, &running);
    let words = read_person(&mut form, "", may.db.today());
    let Some(place) = place.filter(|_| form.errors().is_empty()) else {
        return begin_page(&may, form.with("asked", "yes"), &catalogue).await;
    };
    let referral = begun(&may.db, &may.also::<ViewPeople>(), &place, form.value("person"), &words).await?;
    may.see(&format!("/referrals/{}/edit", referral.id))
}

/// Writes a draft for a person's household, or for a new one.
///
/// # Errors
/// [`StoreError::NotFound`] when the person has no household within reach.
pub(crate) async fn begun(
    db: &Db,
    people: &Db,
    place: &people::store::households::Place,
    known: Option<PersonId>,
    words: &crate::rules::referred::PersonWords,
) -> Stored<Referral> {
    let household = Household::new(db.now());
    let draft = Referral::draft(place, household.id, db.act().member, db.now());
    match known {
        None => referrals::begin(db, draft, household, referred::newcomer(words)).await,
        Some(person) => {
            let theirs = people::store::households::households_of(people, [person]).await?.remove(&person);
            let today = db.today();
            let mut theirs = theirs.unwrap_or_default().into_iter();
            let now = theirs.find(|(membership, _)| membership.holds_on(today)).ok_or(StoreError::NotFound)?;
            referrals::begin_for(db, draft, now.1.id).await
        }
    }
}

/// What the store answered to an act, on the page of the referral.
async fn done(
    may: &May<EditReferrals>,
    id: ReferralId,
    mut form: Form,
    catalogue: &Programmes,
    acted: Stored<Result<Referral, ReferralRefusal>>,
    flash: Flash,
) -> Answer {
    match acted {
        Ok(Ok(_)) => return may.see_done(&format!("/referrals/{id}"), flash),
        Ok(Err(refusal)) => form.refuse(&refusal),
        Err(StoreError::Stale) => form.fail(FieldError::new("", "stale-form")),
        Err(error) => return Err(error.into()),
    }
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    page(may, &may.db, catalogue, &referral, &form).await
}

/// The referral that a form on its page was made from.
async fn held(may: &May<EditReferrals>, id: ReferralId, form: &Form) -> Stored<Held<Referral>> {
    let held: Held<Referral> = may.db.held(id).await?;
    match form.version() {
        Some(version) => held.at_version(version),
        None => Ok(held),
    }
}

/// Receives a referral, and keeps what the programmes answer on the day.
///
/// # Errors
/// When there is none within reach.
pub async fn receive(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    may.db.held::<Referral>(id).await?;
    let acted = if form.check(RECEIPT) {
        let day = form.value("received-on").unwrap_or(may.db.today());
        match held(&may, id, &form).await {
            Ok(held) => referrals::receive(&may.db, held, day).await,
            Err(error) => Err(error),
        }
    } else {
        let referral = may.db.rows::<Referral>().id(id).one().await?;
        return page(&may, &may.db, &catalogue, &referral, &form).await;
    };
    if let Ok(Ok(referral)) = &acted {
        assessed(&may, referral, &catalogue).await?;
    }
    done(&may, id, form, &catalogue, acted, Flash("referral-received")).await
}

/// Keeps what every programme that runs answers today.
///
/// # Errors
/// When the database fails.
pub(crate) async fn assessed(may: &May<EditReferrals>, referral: &Referral, catalogue: &Programmes) -> Stored<()> {
    let known = verdicts::known(&may.also::<ViewLegalStatus>(), referral.household_id, may.db.today()).await?;
    let evidence = known.evidence();
    let told = verdicts::live(&catalogue.active(&may.db).await?, &referral.programme, &evidence, may.db.today());
    verdicts::record(&may.db, referral, &told, &evidence).await?;
    Ok(())
}

/// Assesses again, and keeps the answers.
///
/// # Errors
/// When there is none within reach, or it is not received.
pub async fn assess(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Posted(_): Posted,
) -> Answer {
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    if referral.status != ReferralStatus::Received {
        return Err(Problem::Conflict("referral-not-from-here"));
    }
    assessed(&may, &referral, &catalogue).await?;
    may.see_done(&format!("/referrals/{id}#verdicts"), Flash("referral-assessed"))
}

/// Says no, with a reason.
///
/// # Errors
/// When there is none within reach.
pub async fn decline(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    may.db.held::<Referral>(id).await?;
    form.check(REASON);
    let acted = match held(&may, id, &form).await {
        Ok(held) => referrals::decline(&may.db, held, form.typed("reason")).await,
        Err(error) => Err(error),
    };
    done(&may, id, form, &catalogue, acted, Flash("referral-declined")).await
}

/// Takes a referral back, with a reason.
///
/// # Errors
/// When there is none within reach.
pub async fn withdraw(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    may.db.held::<Referral>(id).await?;
    form.check(REASON);
    let acted = match held(&may, id, &form).await {
        Ok(held) => referrals::withdraw(&may.db, held, form.typed("reason")).await,
        Err(error) => Err(error),
    };
    done(&may, id, form, &catalogue, acted, Flash("referral-withdrawn")).await
}

/// Looks at it again.
///
/// # Errors
/// When there is none within reach.
pub async fn reopen(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Posted(form): Posted,
) -> Answer {
    may.db.held::<Referral>(id).await?;
    let acted = match held(&may, id, &form).await {
        Ok(held) => referrals::reopen(&may.db, held).await,
        Err(error) => Err(error),
    };
    done(&may, id, form, &catalogue, acted, Flash("referral-reopened")).await
}
