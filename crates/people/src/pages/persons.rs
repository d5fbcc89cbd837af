//! People: search, one person, put right.

use kernel::{Day, PersonId, Shareable};
use network::rules::place::full_name;
use programmes::rules::Citizenship;
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, Stored};
use web::field::{Field, Kind};
use web::{Answer, Filters, Flash, Form, Id, May, Posted, words_of};

use super::answers::{AnswersShown, answers_of, relations_today};
use super::duplicates::{AlsoKnown, also_known};
use super::languages::LanguageShown;
use super::papers::{Papers, papers_of};
use super::permit_acts::{HistoryLine, history_of};
use super::privacy::{Called, EmergencyShown, emergency_shown};
use super::stay_moves::{ExtensionShown, extensions_of};
use super::{HouseholdLink, PersonShown, Reading, choices, countries};
use crate::api::persons::IdentityOut;
use crate::permissions::{
    EditPeople, OpenInEmergency, SettleDuplicates, ViewLegalStatus, ViewNeeds, ViewPeople, ViewPrivacy,
};
use crate::rules::country::citizenships;
use crate::rules::identity::Match;
use crate::rules::person::{Sex, checked};
use crate::rules::sharing::Purpose;
use crate::rules::tax_code::{Birthplace, TaxCode, TaxCodeRemark, remarks};
use crate::store::emergencies;
use crate::store::households::{Membership, households_of};
use crate::store::persons::{self, Identity, KnownAt, Person};
use crate::store::search::{self, Candidate, naming};
use crate::store::sharing::received_of;
use crate::store::sightings::{self, Seen};

/// How many people a search shows.
const SHOWN: usize = 30;

/// What is known of a person.
pub const PERSON: &[Field] = &[
    Field::new("given", Kind::Text(100), "Given names; given or family name must be filled."),
    Field::new("family", Kind::Text(100), "Family names."),
    Field::new("also-known-as", Kind::Text(200), "Other names: an alias, the name in another script."),
    Field::new("sex", Kind::Word(words_of!(Sex)), "The sex; unknown when left out."),
    Field::new("born", Kind::BirthDay, "The day of birth, or the year alone."),
    Field::new(
        "citizenship",
        Kind::Word(citizenships),
        "ISO 3166-1 alpha-2 code, ISO 3166-3 code of a former state, `stateless`, or `unknown`.",
    ),
    Field::new("birth-place", Kind::Text(200), "Where born, as the person says: a town, a country."),
    Field::new("phone", Kind::Text(40), "Telephone."),
    Field::new("email", Kind::Text(200), "E-mail."),
    Field::new("tax-code", Kind::Text(40), "Codice fiscale, or the eleven digits of a provisional one; never needed."),
    Field::new("cui", Kind::Text(20), "CUI, the number of the person with the police."),
    Field::new(
        "languages",
        Kind::Text(200),
        "Languages as somebody wrote them; one by one they have a place of their own.",
    ),
    Field::new("permits-known", Kind::Flag, "Whether the permits recorded are all there are."),
    Field::new("stays-known", Kind::Flag, "Whether the stays recorded are all there are."),
];

/// What a search asks.
pub const SEARCH: &[Field] = &[Field::new(
    "q",
    Kind::Text(200),
    "Names in any order, script and spelling; a day or year of birth, a telephone, an address, a number, a household's code.",
)];

/// Somebody found.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    person: PersonShown,
    households: Vec<HouseholdLink>,
    score: u8,
    why: Vec<Match>,
}

pub(crate) fn shown(db: &Db, candidates: Vec<Candidate>) -> Vec<Found> {
    let found = |candidate: Candidate| Found {
        person: PersonShown::of(&candidate.person, candidate.identity.as_ref(), db.today()),
        households: candidate.households.iter().map(HouseholdLink::from).collect(),
        score: candidate.evidence.score,
        why: candidate.evidence.why,
    };
    candidates.into_iter().map(found).collect()
}

/// The search, and what it found.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewPeople>, filters: Filters) -> Answer {
    let filters = filters.forgiving(SEARCH);
    let q = filters.0.typed("q").to_owned();
    let rows = shown(&may.db, search::search(&may.db, &q, SHOWN).await?);
    let full = rows.len() == SHOWN;
    let (emergency, legal) = (may.may::<OpenInEmergency>(), may.may::<ViewLegalStatus>());
    let context = json!({
        "q": q, "rows": rows, "full": full, "may_emergency": emergency, "legal": legal,
        "edits": may.may::<EditPeople>(), "may_settle": may.may::<SettleDuplicates>(),
    });
    may.page("people/index.html", context)
}

#[derive(Serialize)]
struct Show {
    person: PersonShown,
    identity: Option<IdentityOut>,
    households: Vec<HouseholdLink>,
    languages: Vec<LanguageShown>,
    papers: Option<Papers>,
    permit_history: Vec<HistoryLine>,
    extensions: Vec<ExtensionShown>,
    answers: Option<AnswersShown>,
    also: AlsoKnown,
    may_edit: bool,
    /// By which sharing or emergency the reader sees the person; nothing where the person is known to the reader's side.
    opened: Option<OpenedBy>,
    emergencies: Vec<EmergencyShown>,
    may_privacy: bool,
    may_needs: bool,
    /// What other slices keep of the person.
    beside: serde_json::Value,
}

/// Why somebody reads of a person whom only others know.
#[derive(Debug, Serialize)]
struct OpenedBy {
    sharings: Vec<SharedBy>,
    /// To the end of this day, after an emergency of the reader's own.
    emergency_until: Option<Day>,
}

/// A sharing as the organisation shared with sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SharedBy {
    /// The organisation that shares.
    pub from: String,
    /// What for.
    pub purpose: Purpose,
    /// What is shared.
    pub what: Vec<Shareable>,
    /// To this day, counted in.
    pub until: Day,
}

/// By which sharings the caller sees a person, and until when after an emergency; nothing where the person is known to
/// the caller's side.
pub(crate) async fn opened_by(db: &Db, id: PersonId) -> Stored<Option<(Vec<SharedBy>, Option<Day>)>> {
    if db.rows::<KnownAt>().filter(KnownAt::person_id.eq(id)).first().await?.is_some() {
        return Ok(None);
    }
    let sharings = received_of(db, id).await?;
    let called = Called::of(db, [], sharings.iter().map(|row| row.from_organisation)).await?;
    let shared = sharings.iter().map(|row| SharedBy {
        from: called.organisation(row.from_organisation),
        purpose: row.purpose,
        what: row.what().into_iter().collect(),
        until: row.until_day,
    });
    let emergency = emergencies::own_opening(db, id).await?;
    Ok(Some((shared.collect(), emergency.map(|opened| opened.until_day))))
}

/// The openings in emergencies that still last, for those who know the person by name.
async fn lasting(db: &Db, id: PersonId) -> Stored<Vec<EmergencyShown>> {
    let today = db.today();
    let rows: Vec<_> = emergencies::of(db, id).await?.into_iter().filter(|row| today <= row.until_day).collect();
    let members = rows.iter().map(|row| row.member_id);
    let called = Called::of(db, members, rows.iter().filter_map(|row| row.organisation_id)).await?;
    Ok(rows.into_iter().map(|row| emergency_shown(row, &called, today)).collect())
}

/// Where the tax code says that the person was born: a municipality, or a country's code.
pub(crate) fn birthplace(person: &Person, row: &Identity, today: Day) -> (Option<String>, Option<&'static str>) {
    let said = row.tax_code.as_deref().and_then(|code| TaxCode::parse(code).ok()?.says());
    match said.and_then(|said| said.birthplace(person.born, today)) {
        Some(Birthplace::Town(town)) => (Some(full_name(town)), None),
        Some(Birthplace::Country(country)) => (None, Some(country)),
        None => (None, None),
    }
}

/// What a person's tax code says otherwise than the other data.
pub(crate) fn tax_code_remarks(person: &Person, identity: &Identity, today: Day) -> Vec<TaxCodeRemark> {
    match identity.tax_code.as_deref().map(TaxCode::parse) {
        Some(Ok(code)) => remarks(&code, &naming(person, identity), person.sex, today),
        _ => Vec::new(),
    }
}

/// One person.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewPeople>, Id(id): Id<PersonId>) -> Answer {
    let (person, identity) = one(&may.db, id).await?;
    let households = households_of(&may.db, [id]).await?.remove(&id).unwrap_or_default();
    let spells: Vec<&Membership> = households.iter().map(|(spell, _)| spell).collect();
    let relations = relations_today(&spells, may.db.today());
    let answers = match &identity {
        Some(_) => answers_of(&may.db, [(&person, relations)]).await?.remove(&id),
        None => None,
    };
    let legal = may.also::<ViewLegalStatus>();
    let papers = papers_of(&legal, &person).await?;
    sightings::note(&may.db, [id], Seen::Person).await?;
    let opened = opened_by(&may.db, id).await?;
    let known = opened.is_none() && identity.is_some();
    let context = Show {
        emergencies: if known { lasting(&may.db, id).await? } else { Vec::new() },
        opened: opened.map(|(sharings, emergency_until)| OpenedBy { sharings, emergency_until }),
        may_privacy: may_edit(&may.also::<ViewPrivacy>(), id).await?,
        may_needs: may_edit(&may.also::<ViewNeeds>(), id).await?,
        beside: if known { may.beside("person", id) } else { json!([]) },
        answers,
        permit_history: history_of(&legal, id).await?,
        extensions: extensions_of(&legal, id).await?,
        person: PersonShown::of(&person, identity.as_ref(), may.db.today()),
        households: households.iter().map(|(_, household)| household.into()).collect(),
        languages: super::languages::shown(&may.db, id).await?,
        papers,
        also: also_known(&may.db, &may.also::<SettleDuplicates>(), id).await?,
        may_edit: may_edit(&may.also::<EditPeople>(), id).await?,
        identity: identity.map(|identity| IdentityOut::of(&person, identity, may.db.today())),
    };
    may.page("people/show.html", context)
}

/// A person within reach, with the identity where names may be read.
pub(crate) async fn one(db: &Db, id: PersonId) -> Stored<(Person, Option<Identity>)> {
    let person = db.rows::<Person>().id(id).one().await?;
    Ok((person, db.rows::<Identity>().id(id).first().await?))
}

/// Whether the person lies within the reach of a handle for changing.
pub(crate) async fn may_edit(db: &Db, id: PersonId) -> Stored<bool> {
    Ok(db.rows::<Person>().id(id).first().await?.is_some())
}

/// The form of one person.
///
/// # Errors
/// When there is none within reach.
pub async fn edit(may: May<EditPeople>, Id(id): Id<PersonId>) -> Answer {
    let (person, identity) = held(&may.db, id).await?;
    sightings::note(&may.db, [id], Seen::Person).await?;
    let form = Form::blank()
        .with("given", &identity.given)
        .with("family", &identity.family)
        .with_some("also-known-as", identity.also_known_as.as_ref())
        .with("sex", person.sex)
        .with_some("born", person.born)
        .with_some("citizenship", person.citizenship)
        .with_some("birth-place", identity.birth_place.as_ref())
        .with_some("phone", identity.phone.as_ref())
        .with_some("email", identity.email.as_ref())
        .with_some("tax-code", identity.tax_code.as_ref())
        .with_some("cui", identity.cui.as_ref())
        .with_some("languages", identity.languages.as_ref())
        .with("permits-known", if person.permits_known { "yes" } else { "no" })
        .with("stays-known", if person.stays_known { "yes" } else { "no" })
        .with("version", person.version());
    may.form("people/edit.html", &form, edit_context(&may, id, &identity))
}

/// Puts a person's data right.
///
/// # Errors
/// When there is none within reach, or the database fails.
pub async fn update(may: May<EditPeople>, Id(id): Id<PersonId>, Posted(mut form): Posted) -> Answer {
    let (person, identity) = held(&may.db, id).await?;
    let context = edit_context(&may, id, &identity);
    form.check(PERSON);
    let Some(new) = read(&mut form, Some((&person, &identity)), &may.db, false) else {
        return may.form("people/edit.html", &form, context);
    };
    put(&may.db, (person, identity), new, Some(form.version().unwrap_or_default())).await?;
    may.see_done(&format!("/people/{id}"), Flash("saved"))
}

/// A person with the identity, held for a change.
pub(crate) async fn held(db: &Db, id: PersonId) -> Stored<(Held<Person>, Held<Identity>)> {
    Ok((db.held(id).await?, db.held(id).await?))
}

/// Writes both rows, which count their versions alike.
pub(crate) async fn put(
    db: &Db,
    (person, identity): (Held<Person>, Held<Identity>),
    new: (Person, Identity),
    version: Option<i64>,
) -> Stored<()> {
    let held = match version {
        Some(version) => (person.at_version(version)?, identity.at_version(version)?),
        None => (person, identity),
    };
    persons::put(db, held, new).await
}

fn edit_context(may: &May<EditPeople>, id: PersonId, identity: &Identity) -> serde_json::Value {
    json!({ "id": id, "name": identity.name(), "words": words(may) })
}

/// The lists that a person's form offers.
pub(crate) fn words(may: &May<EditPeople>) -> serde_json::Value {
    let sexes: Vec<&str> = Sex::ALL.iter().map(|sex| sex.word()).collect();
    json!({ "sexes": choices(may, "sex", &sexes), "countries": countries(may) })
}

/// Reads a checked form into a person; notes what is wrong in the form. A partial form leaves out what stays.
pub(crate) fn read(
    form: &mut Form,
    before: Option<(&Person, &Identity)>,
    db: &Db,
    partial: bool,
) -> Option<(Person, Identity)> {
    let said = Reading { form, partial };
    let (old, old_names) = (before.map(|both| both.0), before.map(|both| both.1));
    let born = said.value("born", old.and_then(|person| person.born));
    let citizenship: Option<Citizenship> = said.value("citizenship", old.and_then(|person| person.citizenship));
    let sex = said.word("sex", Sex::from_word, old.map(|person| person.sex)).unwrap_or(Sex::Unknown);
    let mut person = Person::new(sex, born, citizenship);
    person.permits_known = said.ticked("permits-known", old.is_some_and(|person| person.permits_known));
    person.stays_known = said.ticked("stays-known", old.is_some_and(|person| person.stays_known));
    person.id = old.map_or(person.id, |person| person.id);
    let given = said.text("given", old_names.map(|names| &names.given)).unwrap_or_default();
    let family = said.text("family", old_names.map(|names| &names.family)).unwrap_or_default();
    let mut identity = Identity::new(person.id, &given, &family);
    let optional = |name: &str, of: fn(&Identity) -> Option<&String>| said.text(name, old_names.and_then(of));
    identity.also_known_as = optional("also-known-as", |names| names.also_known_as.as_ref());
    identity.birth_place = optional("birth-place", |names| names.birth_place.as_ref());
    identity.phone = optional("phone", |names| names.phone.as_ref());
    identity.email = optional("email", |names| names.email.as_ref());
    identity.tax_code = optional("tax-code", |names| names.tax_code.as_ref())
        .map(|code| TaxCode::parse(&code).map_or(code, |code| code.to_string()));
    identity.cui = optional("cui", |names| names.cui.as_ref());
    identity.languages = optional("languages", |names| names.languages.as_ref());
    for refusal in checked(&naming(&person, &identity), db.today()) {
        form.refuse(&refusal);
    }
    form.errors().is_empty().then_some((person, identity))
}
