//! What a referral's form holds, and how it is read: the same for the page and for the API.

use std::sync::Arc;

use kernel::text::fold;
use kernel::{OrganisationId, ProgrammeCode, TerritoryCode};
use network::pages::organisations::place_in;
use network::rules::place;
use network::store::organisations::Organisation;
use people::rules::country::CITIZENSHIPS;
use people::store::households::{Household, Place};
use programmes::definition::Programme;
use programmes::rules::Recipient;
use serde::Serialize;
use store::{Db, Json, Scope, Stored};
use web::field::{Field, Kind};
use web::{Desk, FieldError, Form, words_of};

pub use super::frame::Choice;
use super::person_rows::PERSON;
use crate::rules::referral::{ReferralRefusal, SenderKind, Urgency, checked_received};
use crate::store::referrals::Referral;

/// Where a referral goes.
pub const PLACE: &[Field] = &[
    Field::new("programme", Kind::Code, "The programme; may be left out by who works in one only."),
    Field::new("organisation", Kind::Id, "The partner that receives it; may be left out by who works for one only."),
    Field::new("territory", Kind::Code, "The territory; may be left out by who works in one only."),
];

/// What a referral says, beside its people. None of it is needed.
pub const WORDS: &[Field] = &[
    Field::new("sender-name", Kind::Text(200), "Who sent it, by name."),
    Field::new("sender-kind", Kind::Word(words_of!(SenderKind)), "What the sender is."),
    Field::new("sender-contact", Kind::Text(200), "How to reach the sender."),
    Field::new("received-on", Kind::Day, "When it was received."),
    Field::new("needs", Kind::Text(60), "What the household needs: codes of the programme's axes, one or a list."),
    Field::new("urgency", Kind::Word(words_of!(Urgency)), "How soon."),
    Field::new("story", Kind::Prose(10_000), "The story, in words."),
    Field::new("municipality", Kind::Text(80), "Where the household lives: name, name with province, or ISTAT code."),
    Field::new("housing-distress", Kind::Flag, "Whether it is in housing distress; left out when nobody knows."),
    Field::new("hardship", Kind::Flag, "Whether it is in particular hardship; left out when nobody knows."),
    Field::new("everyone-listed", Kind::Flag, "Whether everybody of the household is listed."),
];

/// Several declarations as one.
#[must_use]
pub const fn joined<const N: usize>(parts: &[&[Field]]) -> [Field; N] {
    let mut all = [Field::new("", Kind::Flag, ""); N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut one = 0;
        while one < parts[part].len() {
            all[at] = parts[part][one];
            at += 1;
            one += 1;
        }
        part += 1;
    }
    all
}

const KNOWN: &[Field] = &[Field::new("person", Kind::Id, "The person, when known already: the household is theirs.")];

/// What a new referral takes in one call: its place, its words, its first person.
pub const NEW_REFERRAL: &[Field] =
    &joined::<{ PLACE.len() + KNOWN.len() + WORDS.len() + PERSON.len() }>(&[PLACE, KNOWN, WORDS, PERSON]);

/// Reads the words of a checked form into a referral. `partial` leaves alone what was not sent.
pub fn read_words(
    form: &mut Form,
    before: &Referral,
    programme: Option<&Programme>,
    partial: bool,
    today: kernel::Day,
) -> Referral {
    let mut new = before.clone();
    let sent = |form: &Form, name: &str| !partial || form.has(name);
    if sent(form, "sender-name") {
        new.sender_name = form.text("sender-name");
    }
    if sent(form, "sender-kind") {
        new.sender_kind = form.word("sender-kind", SenderKind::from_word);
    }
    if sent(form, "sender-contact") {
        new.sender_contact = form.text("sender-contact");
    }
    if sent(form, "received-on") {
        new.received_on = form.value("received-on");
        if let Err(refusal) = checked_received(new.received_on, today) {
            form.refuse(&refusal);
        }
    }
    if sent(form, "needs") {
        let needs: Vec<String> = form.chosen("needs").into_iter().map(str::to_owned).collect();
        if needs.iter().any(|axis| programme.is_some_and(|programme| programme.axis(axis).is_none())) {
            form.fail(FieldError::new("needs", "unknown-choice"));
        }
        new.needs = Json(needs);
    }
    if sent(form, "urgency") {
        new.urgency = form.word("urgency", Urgency::from_word);
    }
    if sent(form, "story") {
        new.story = form.text("story");
    }
    new
}

/// Reads what a checked form says of the household. `partial` leaves alone what was not sent.
pub fn read_household(form: &mut Form, before: &Household, partial: bool) -> Household {
    let mut new = before.clone();
    let sent = |form: &Form, name: &str| !partial || form.has(name);
    let said = |form: &Form, name: &str| form.is_filled(name).then(|| form.flag(name));
    if sent(form, "municipality") {
        new.municipality = place_in(form, "municipality");
    }
    if sent(form, "housing-distress") {
        new.housing_distress = said(form, "housing-distress");
    }
    if sent(form, "hardship") {
        new.hardship = said(form, "hardship");
    }
    if sent(form, "everyone-listed") {
        new.everyone_listed = form.flag("everyone-listed");
    }
    new
}

/// Fills a form with a referral's words and those of its household.
#[must_use]
pub fn fill(form: Form, referral: &Referral, household: &Household) -> Form {
    let said = |flag: Option<bool>| flag.map(|yes| if yes { "yes" } else { "no" });
    let town = household.municipality.as_deref().and_then(place::by_code).map(place::full_name);
    form.with_some("sender-name", referral.sender_name.as_ref())
        .with_some("sender-kind", referral.sender_kind)
        .with_some("sender-contact", referral.sender_contact.as_ref())
        .with_some("received-on", referral.received_on.map(kernel::Day::italian))
        .with_all("needs", &referral.needs.0)
        .with_some("urgency", referral.urgency)
        .with_some("story", referral.story.as_ref())
        .with_some("municipality", town)
        .with_some("housing-distress", said(household.housing_distress))
        .with_some("hardship", said(household.hardship))
        .with("everyone-listed", if household.everyone_listed { "yes" } else { "no" })
        .with("household-seen", household.version)
        .with("version", referral.version)
}

/// Where a member may put something new: programmes, partners and territories of the reach, and the one meant when
/// nothing is said.
#[derive(Debug, Clone, Serialize)]
pub struct Places {
    /// The programmes that run and serve households.
    pub programmes: Vec<Choice>,
    /// The partners.
    pub organisations: Vec<Choice>,
    /// The territories.
    pub territories: Vec<Choice>,
}

/// The places of a reach, among the programmes that run today.
///
/// # Errors
/// When the database fails.
pub async fn places(db: &Db, running: &[Arc<Programme>]) -> Stored<Places> {
    let scopes = db.reach().scopes();
    let choice = |value: String, label: &str| Choice { value, label: label.to_owned() };
    let serves = |programme: &&Arc<Programme>| {
        programme.serves(Recipient::Households)
            && scopes.iter().any(|scope| scope.programme.as_ref().is_none_or(|code| *code == programme.code))
    };
    let reached: Vec<&Arc<Programme>> = running.iter().filter(serves).collect();
    let mut territories: Vec<Choice> = Vec::new();
    for territory in reached.iter().flat_map(|programme| &programme.territories) {
        let within = scopes.iter().any(|scope| scope.territory.as_ref().is_none_or(|code| *code == territory.code));
        let known = territories.iter().any(|one| one.value == territory.code.to_string());
        if within && !known {
            territories.push(choice(territory.code.to_string(), &territory.name));
        }
    }
    territories.sort_by_cached_key(|territory| fold(&territory.label));
    let anywhere = scopes.iter().any(|scope| scope.organisation.is_none());
    let theirs: Vec<OrganisationId> = scopes.iter().filter_map(|scope| scope.organisation).collect();
    let only = (!anywhere).then(|| Organisation::id.is_in(theirs));
    let organisations = db.rows::<Organisation>().filter(Organisation::active.eq(true)).filter_if(only);
    let organisations = organisations.sort(Organisation::name_key, store::Order::Rising).all().await?;
    Ok(Places {
        programmes: reached.iter().map(|programme| choice(programme.code.to_string(), &programme.name)).collect(),
        organisations: organisations.iter().map(|one| choice(one.id.to_string(), &one.name)).collect(),
        territories,
    })
}

/// The one value that all scopes name.
fn only<T: PartialEq + Clone>(scopes: &[Scope], of: fn(&Scope) -> Option<&T>) -> Option<T> {
    let first = of(scopes.first()?)?;
    scopes.iter().all(|scope| of(scope) == Some(first)).then(|| first.clone())
}

/// Fills the fields of the place with what the reach leaves no choice about, where nothing was typed.
#[must_use]
pub fn with_usual_place(form: Form, db: &Db, places: &Places) -> Form {
    let scopes = db.reach().scopes();
    let usual = [
        ("programme", only(scopes, |scope| scope.programme.as_ref()).map(|code| code.to_string()), &places.programmes),
        (
            "organisation",
            only(scopes, |scope| scope.organisation.as_ref()).map(|id| id.to_string()),
            &places.organisations,
        ),
        ("territory", only(scopes, |scope| scope.territory.as_ref()).map(|code| code.to_string()), &places.territories),
    ];
    usual.into_iter().fold(form, |form, (field, one, choices)| {
        let one = one.or_else(|| if let [single] = &choices[..] { Some(single.value.clone()) } else { None });
        if form.is_filled(field) { form } else { form.with_some(field, one) }
    })
}

/// The place that a checked form names; what is wrong with it is noted in the form.
pub(crate) fn read_place(form: &mut Form, db: &Db, running: &[Arc<Programme>]) -> Option<Place> {
    for field in ["programme", "organisation", "territory"] {
        if !form.is_filled(field) {
            form.fail(FieldError::new(field, "required"));
        }
    }
    let programme: ProgrammeCode = form.value("programme")?;
    let organisation: OrganisationId = form.value("organisation")?;
    let territory: TerritoryCode = form.value("territory")?;
    let Some(runs) = running.iter().find(|one| one.code == programme) else {
        form.refuse(&ReferralRefusal::NotRunning);
        return None;
    };
    if !runs.serves(Recipient::Households) {
        form.refuse(&ReferralRefusal::NotForHouseholds);
        return None;
    }
    if runs.territory(&territory).is_none() {
        form.fail(FieldError::new("territory", "territory-not-of-programme").with("programme", &runs.name));
        return None;
    }
    if !db.reach().covers(&programme, organisation, &territory) {
        form.refuse(&ReferralRefusal::PlaceOutOfReach);
        return None;
    }
    Some(Place { programme, organisation, territory })
}

/// The choices of a closed vocabulary, by the keys `FAMILY-WORD`.
pub(crate) fn choices(desk: &Desk, family: &str, words: impl IntoIterator<Item = &'static str>) -> Vec<Choice> {
    let choice = |word: &'static str| Choice { value: word.to_owned(), label: desk.say(&format!("{family}-{word}")) };
    words.into_iter().map(choice).collect()
}

/// The countries in the order of their names.
pub(crate) fn countries(desk: &Desk) -> Vec<Choice> {
    let mut countries = choices(desk, "country", CITIZENSHIPS.iter().copied());
    countries.sort_by_cached_key(|country| fold(&country.label));
    countries
}
