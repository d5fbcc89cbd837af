//! People as JSON.

use kernel::{BirthDay, Day, HouseholdId, PersonId};
use programmes::rules::Citizenship;
use serde::Serialize;
use store::{AgeBand, Stored};
use web::api::{Sent, all, given};
use web::{Answer, Filters, Id, May};

use super::languages::LanguageOut;
use super::papers::{PermitOut, StayOut};
use crate::pages::persons::{PERSON, SEARCH, SharedBy, birthplace, held, one, opened_by, put, read, tax_code_remarks};
use crate::permissions::{EditPeople, ViewLegalStatus, ViewPeople};
use crate::rules::identity::Match;
use crate::rules::person::Sex;
use crate::rules::tax_code::TaxCodeRemark;
use crate::store::households::{Household, households_of};
use crate::store::languages::languages_of;
use crate::store::papers::{permits_of, stays_of};
use crate::store::persons::{Identity, Person};
use crate::store::search::search;
use crate::store::sightings::{self, Seen};

/// How many people a search gives.
const GIVEN: usize = 30;

/// A person. Without `identity` where only pseudonyms may be seen, and then without birth and citizenship too.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PersonOut {
    /// The id.
    pub id: PersonId,
    /// How often it was changed.
    pub version: i64,
    /// A short code that names nobody.
    pub code: String,
    /// The sex.
    pub sex: Sex,
    /// The age band today.
    #[schema(value_type = String)]
    pub age_band: AgeBand,
    /// The day or the year of birth.
    pub born: Option<BirthDay>,
    /// The citizenship.
    pub citizenship: Option<Citizenship>,
    /// What names the person.
    pub identity: Option<IdentityOut>,
}

/// What names a person.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct IdentityOut {
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
    /// Other names.
    pub also_known_as: Option<String>,
    /// Where born, as the person says.
    pub birth_place: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// *Codice fiscale*.
    pub tax_code: Option<String>,
    /// What the code says otherwise than the other data; it decides nothing.
    pub tax_code_remarks: Vec<TaxCodeRemark>,
    /// The municipality of birth according to the code, as it was called then.
    pub birth_town: Option<String>,
    /// The country of birth according to the code.
    pub birth_country: Option<&'static str>,
    /// CUI.
    pub cui: Option<String>,
    /// Languages as somebody wrote them.
    pub languages: Option<String>,
}

impl IdentityOut {
    pub(crate) fn of(person: &Person, row: Identity, today: Day) -> Self {
        let tax_code_remarks = tax_code_remarks(person, &row, today);
        let (birth_town, birth_country) = birthplace(person, &row, today);
        let Identity { given, family, also_known_as, birth_place, phone, email, tax_code, cui, languages, .. } = row;
        Self {
            given,
            family,
            also_known_as,
            birth_place,
            phone,
            email,
            tax_code,
            tax_code_remarks,
            birth_town,
            birth_country,
            cui,
            languages,
        }
    }
}

impl PersonOut {
    pub(crate) fn of(person: &Person, identity: Option<Identity>, today: Day) -> Self {
        let open = identity.is_some();
        Self {
            id: person.id,
            version: person.version,
            code: person.code(),
            sex: person.sex,
            age_band: AgeBand::of(person.born, today),
            born: person.born.filter(|_| open),
            citizenship: person.citizenship.filter(|_| open),
            identity: identity.map(|identity| IdentityOut::of(person, identity, today)),
        }
    }
}

/// A household's id and code.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HouseholdRef {
    /// The id.
    pub id: HouseholdId,
    /// A short code that names nobody.
    pub code: String,
}

impl From<&Household> for HouseholdRef {
    fn from(household: &Household) -> Self {
        Self { id: household.id, code: household.code.clone() }
    }
}

/// Somebody who may be the person looked for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FoundOut {
    /// The person.
    pub person: PersonOut,
    /// The person's households within reach.
    pub households: Vec<HouseholdRef>,
    /// How well the person answers, 0 to 100; it orders the list and decides nothing.
    pub score: u8,
    /// The reasons.
    pub why: Vec<Match>,
}

/// One person with all that the caller may see.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PersonInFull {
    /// The person.
    #[serde(flatten)]
    pub person: PersonOut,
    /// The person's households within reach.
    pub households: Vec<HouseholdRef>,
    /// The languages; none where names may not be read.
    pub languages: Vec<LanguageOut>,
    /// The legal status, where it may be seen.
    pub legal_status: Option<LegalStatusOut>,
    /// By which sharings the caller sees a person whom only others know.
    pub shared: Vec<SharedBy>,
    /// To the end of this day the caller sees such a person after an emergency.
    pub emergency_until: Option<Day>,
}

/// What is known of a person's permits and stays.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct LegalStatusOut {
    /// Whether the permits are all there are.
    pub permits_known: bool,
    /// Permits and receipts.
    pub permits: Vec<PermitOut>,
    /// Whether the stays are all there are.
    pub stays_known: bool,
    /// Stays in reception.
    pub stays: Vec<StayOut>,
}

/// Finds people.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn find(may: May<ViewPeople>, filters: Filters) -> Answer {
    let filters = filters.checked(SEARCH)?;
    let today = may.db.today();
    let candidates = search(&may.db, filters.0.typed("q"), GIVEN).await?;
    let found = candidates.into_iter().map(|candidate| FoundOut {
        person: PersonOut::of(&candidate.person, candidate.identity, today),
        households: candidate.households.iter().map(HouseholdRef::from).collect(),
        score: candidate.evidence.score,
        why: candidate.evidence.why,
    });
    all(found.collect())
}

/// One person.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewPeople>, Id(id): Id<PersonId>) -> Answer {
    let full = in_full(&may, id).await?;
    sightings::note(&may.db, [id], Seen::Record).await?;
    given(full)
}

async fn in_full<P>(may: &May<P>, id: PersonId) -> Stored<PersonInFull> {
    let view = may.also::<ViewPeople>();
    let (person, identity) = one(&view, id).await?;
    let households = households_of(&view, [id]).await?.remove(&id).unwrap_or_default();
    let languages = languages_of(&view, [id]).await?.remove(&id).unwrap_or_default();
    let legal = may.also::<ViewLegalStatus>();
    let legal_status = match legal.rows::<Person>().id(id).first().await? {
        None => None,
        Some(person) => Some(LegalStatusOut {
            permits_known: person.permits_known,
            permits: permits_of(&legal, [id])
                .await?
                .remove(&id)
                .unwrap_or_default()
                .into_iter()
                .map(PermitOut::from)
                .collect(),
            stays_known: person.stays_known,
            stays: stays_of(&legal, [id])
                .await?
                .remove(&id)
                .unwrap_or_default()
                .into_iter()
                .map(StayOut::from)
                .collect(),
        }),
    };
    let (shared, emergency_until) = opened_by(&view, id).await?.unwrap_or_default();
    Ok(PersonInFull {
        person: PersonOut::of(&person, identity, view.today()),
        households: households.iter().map(|(_, household)| household.into()).collect(),
        languages: languages.into_iter().map(LanguageOut::from).collect(),
        legal_status,
        shared,
        emergency_until,
    })
}

/// Puts a person's data right.
///
/// # Errors
/// When a field is wrong, there is no such person within reach, or somebody was faster.
pub async fn update(may: May<EditPeople>, Id(id): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    let (person, identity) = held(&may.db, id).await?;
    form.check(PERSON);
    let Some(new) = read(&mut form, Some((&person, &identity)), &may.db, true) else { return Err(form.problem()) };
    put(&may.db, (person, identity), new, form.version()).await?;
    let (person, identity) = one(&may.db, id).await?;
    given(PersonOut::of(&person, identity, may.db.today()))
}
