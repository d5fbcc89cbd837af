//! Referrals as JSON: the same fields, rules and changes as on the pages.

use kernel::{Day, HouseholdId, Moment, OrganisationId, PersonId, ProgrammeCode, ReferralId, TerritoryCode};
use people::permissions::{EditPeople, ViewLegalStatus, ViewPeople};
use people::store::households::{self, Household};
use people::store::sightings::{self, Seen};
use serde::Serialize;
use store::{Db, Held, Stored};
use web::api::{Sent, created, given, listed};
use web::field::Field;
use web::{Answer, Filters, Id, May, Problem};

use crate::pages::person_rows::{PERSON, read_person};
use crate::pages::referral_form::{
    NEW_REFERRAL, WORDS, places, read_household, read_place, read_words, with_usual_place,
};
use crate::pages::referral_show::Programmes;
use crate::pages::referrals::{FILTERS, REASON, RECEIPT, SORTINGS, ask_of, assessed, begun};
use crate::permissions::{EditReferrals, ViewReferrals};
use crate::rules::referral::{ReferralRefusal, ReferralStatus, SenderKind, Urgency};
use crate::store::referrals::{self, Referral};
use crate::store::{referred, verdicts};

/// A referral.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReferralOut {
    /// Its id.
    pub id: ReferralId,
    /// How often it was changed; send it back as `version` to be told when somebody was faster.
    pub version: i64,
    /// A short code that names nobody.
    pub code: String,
    /// Where it stands.
    pub status: ReferralStatus,
    /// The programme it is addressed to.
    #[schema(value_type = String)]
    pub programme: ProgrammeCode,
    /// The partner that receives it.
    pub organisation: OrganisationId,
    /// The territory.
    #[schema(value_type = String)]
    pub territory: TerritoryCode,
    /// The household.
    pub household: HouseholdId,
    /// Who sent it, by name.
    pub sender_name: Option<String>,
    /// What the sender is.
    pub sender_kind: Option<SenderKind>,
    /// How to reach the sender.
    pub sender_contact: Option<String>,
    /// When it was received.
    pub received_on: Option<Day>,
    /// What the household needs: axes of the programme.
    pub needs: Vec<String>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// The story, in words.
    pub story: Option<String>,
    /// When it was written down.
    pub created_at: Moment,
    /// When something last happened to it.
    pub last_activity: Moment,
}

impl From<Referral> for ReferralOut {
    fn from(row: Referral) -> Self {
        Self {
            id: row.id,
            version: row.version,
            code: row.code,
            status: row.status,
            programme: row.programme,
            organisation: row.organisation_id,
            territory: row.territory,
            household: row.household_id,
            sender_name: row.sender_name,
            sender_kind: row.sender_kind,
            sender_contact: row.sender_contact,
            received_on: row.received_on,
            needs: row.needs.0,
            urgency: row.urgency,
            story: row.story,
            created_at: row.created_at,
            last_activity: row.last_activity,
        }
    }
}

/// Somebody taken into the household of a referral.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PersonAdded {
    /// The person.
    pub id: PersonId,
    /// The household.
    pub household: HouseholdId,
}

/// Referrals within reach.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewReferrals>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let page = referrals::page(&may.db, &ask_of(&filters), filters.sorting(SORTINGS), filters.page(50)).await?;
    listed(&may, &filters, page.map(ReferralOut::from))
}

/// One referral.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewReferrals>, Id(id): Id<ReferralId>) -> Answer {
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    let members = households::members_of(&may.db, referral.household_id).await?;
    sightings::note(&may.db, members.iter().map(|(_, person, _)| person.id), Seen::Record).await?;
    given(ReferralOut::from(referral))
}

/// Begins a draft, with its words and its first person in one call.
///
/// # Errors
/// When a field is wrong, or the person named is out of reach.
pub async fn create(may: May<EditReferrals>, catalogue: Programmes, Sent(form): Sent) -> Answer {
    let running = catalogue.active(&may.db).await?;
    let mut form = with_usual_place(form, &may.db, &places(&may.db, &running).await?);
    form.check(NEW_REFERRAL);
    let place = read_place(&mut form, &may.db, &running);
    let person = read_person(&mut form, "", may.db.today());
    let Some(place) = place else { return Err(form.problem()) };
    // The words are read against an empty draft, so that nothing is written before everything is right.
    let blank = Referral::draft(&place, HouseholdId::fresh(), may.db.act().member, may.db.now());
    let programme = running.iter().find(|programme| programme.code == place.programme);
    let today = may.db.today();
    let words = read_words(&mut form, &blank, programme.map(AsRef::as_ref), true, today);
    read_household(&mut form, &Household::new(may.db.now()), true);
    if !form.errors().is_empty() {
        return Err(form.problem());
    }
    let together = may.db.together().await?;
    let (db, view) = (together.of(&may.db), together.of(&may.also::<ViewPeople>()));
    let mut referral = begun(&db, &view, &place, form.value("person"), &person).await?;
    if words != blank {
        let new = Referral {
            sender_name: words.sender_name,
            sender_kind: words.sender_kind,
            sender_contact: words.sender_contact,
            received_on: words.received_on,
            needs: words.needs,
            urgency: words.urgency,
            story: words.story,
            ..referral.clone()
        };
        referral = allowed(referrals::put(&db, db.held(referral.id).await?, new).await?)?;
    }
    write_household(&together.of(&may.also::<EditPeople>()), &mut form, referral.household_id).await?;
    together.commit().await?;
    created(&format!("/api/v1/referrals/{}", referral.id), ReferralOut::from(referral))
}

/// Changes the words of an open referral: only the fields sent.
///
/// # Errors
/// When a field is wrong, the referral is settled, or somebody was faster.
pub async fn update(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let held: Held<Referral> = may.db.held(id).await?;
    form.check(WORDS);
    let programme = catalogue.get(&held.programme);
    let new = read_words(&mut form, &held, programme.map(AsRef::as_ref), true, may.db.today());
    let household = may.db.rows::<Household>().id(held.household_id).one().await?;
    read_household(&mut form, &household, true);
    if !form.errors().is_empty() {
        return Err(form.problem());
    }
    let held = at_version(held, &form)?;
    let together = may.db.together().await?;
    let referral = if new == *held { new } else { allowed(referrals::put(&together.of(&may.db), held, new).await?)? };
    write_household(&together.of(&may.also::<EditPeople>()), &mut form, referral.household_id).await?;
    together.commit().await?;
    given(ReferralOut::from(referral))
}

async fn write_household(people: &Db, form: &mut web::Form, id: HouseholdId) -> Stored<()> {
    let held: Held<Household> = people.held(id).await?;
    let new = read_household(form, &held, true);
    if new == *held { Ok(()) } else { households::put(people, held, new).await }
}

/// Takes somebody new into the household of a referral, with permit and stay.
///
/// # Errors
/// When a field is wrong, or there is no such referral within reach.
pub async fn add_person(may: May<EditReferrals>, Id(id): Id<ReferralId>, Sent(mut form): Sent) -> Answer {
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    form.check(PERSON);
    let words = read_person(&mut form, "", may.db.today());
    if !form.errors().is_empty() {
        return Err(form.problem());
    }
    if !referral.status.is_open() {
        return allowed(Err(ReferralRefusal::Settled));
    }
    let together = may.db.together().await?;
    let people = together.of(&may.also::<EditPeople>());
    let known = verdicts::known(&may.also::<ViewLegalStatus>(), referral.household_id, may.db.today()).await?;
    let nameless = known.people.iter().find(|person| is_blank(person));
    let id = match nameless {
        // A draft that began empty has somebody without a name: this is who it was.
        Some(person) => {
            let relation = person.member.0.relation;
            referred::put(&people, person, &crate::rules::referred::PersonWords { relation, ..words }).await?;
            person.rows.person.id
        }
        None => referred::add(&people, referral.household_id, &words).await?,
    };
    together.commit().await?;
    let out = PersonAdded { id, household: referral.household_id };
    created(&format!("/api/v1/people/{id}"), out)
}

fn is_blank(person: &verdicts::KnownPerson) -> bool {
    let row = &person.rows.person;
    let named = person.identity().is_none_or(|identity| !identity.name().is_empty() || identity.phone.is_some());
    let papers = person.rows.permits.is_empty() && person.rows.stays.is_empty();
    !named && papers && row.born.is_none() && row.citizenship.is_none()
}

/// Receives a referral, and keeps what the programmes answer on the day.
///
/// # Errors
/// When it cannot be received, or somebody was faster.
pub async fn receive(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let held = sent_held(&may, id, &mut form, RECEIPT).await?;
    let day = form.value("received-on").or(held.received_on).unwrap_or(may.db.today());
    let referral = allowed(referrals::receive(&may.db, held, day).await?)?;
    assessed(&may, &referral, &catalogue).await?;
    given(ReferralOut::from(referral))
}

/// Says no, with a reason.
///
/// # Errors
/// When it cannot be declined, without a reason, or when somebody was faster.
pub async fn decline(may: May<EditReferrals>, Id(id): Id<ReferralId>, Sent(mut form): Sent) -> Answer {
    let held = sent_held(&may, id, &mut form, REASON).await?;
    given(ReferralOut::from(allowed(referrals::decline(&may.db, held, form.typed("reason")).await?)?))
}

/// Takes a referral back, with a reason.
///
/// # Errors
/// When it cannot be taken back, without a reason, or when somebody was faster.
pub async fn withdraw(may: May<EditReferrals>, Id(id): Id<ReferralId>, Sent(mut form): Sent) -> Answer {
    let held = sent_held(&may, id, &mut form, REASON).await?;
    given(ReferralOut::from(allowed(referrals::withdraw(&may.db, held, form.typed("reason")).await?)?))
}

/// Looks at a declined or withdrawn referral again.
///
/// # Errors
/// When it is neither, or somebody was faster.
pub async fn reopen(may: May<EditReferrals>, Id(id): Id<ReferralId>, Sent(mut form): Sent) -> Answer {
    let held = sent_held(&may, id, &mut form, &[]).await?;
    given(ReferralOut::from(allowed(referrals::reopen(&may.db, held).await?)?))
}

async fn sent_held(
    may: &May<EditReferrals>,
    id: ReferralId,
    form: &mut web::Form,
    fields: &[Field],
) -> Result<Held<Referral>, Problem> {
    let held: Held<Referral> = may.db.held(id).await?;
    if !form.check(fields) {
        return Err(form.problem());
    }
    at_version(held, form)
}

/// The row at the version sent, if one was.
fn at_version(held: Held<Referral>, form: &web::Form) -> Result<Held<Referral>, Problem> {
    match form.version() {
        Some(version) => held.at_version(version).map_err(Problem::from),
        None => Ok(held),
    }
}

/// A refusal as a problem: 409 when it is about what is there, 422 when it is about what was sent.
pub(crate) fn allowed<T>(ruled: Result<T, ReferralRefusal>) -> Result<T, Problem> {
    ruled.map_err(|refusal| {
        if refusal.is_conflict() { Problem::Conflict(web::Refusal::code(&refusal)) } else { Problem::refused(&refusal) }
    })
}
