//! Notices, sharing, emergencies and who has seen a person, as JSON.

use kernel::{Day, HouseholdId, MemberId, Moment, OrganisationId, PersonId, Shareable};
use serde::Serialize;
use store::Held;
use web::api::{Sent, all, created, given, listed};
use web::{Answer, FieldError, Filters, Id, May};

use crate::pages::emergencies::{self as emergency_pages, EMERGENCY};
use crate::pages::privacy::{NOTICE, read_notice};
use crate::pages::sharing::{SHARING, read, received_rows};
use crate::permissions::{GiveNotices, OpenInEmergency, ShareData, ViewEmergencies, ViewPeople, ViewPrivacy};
use crate::rules::sharing::{Basis, Purpose, Standing, Way, withdrawn};
use crate::store::emergencies::{self, Opening};
use crate::store::notices::{self, Notice, NoticeId, notices_of};
use crate::store::persons::Person;
use crate::store::sharing::{self, Sharing, SharingId, sharings_of};
use crate::store::sightings::{self, Seen};

/// A privacy notice as given.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NoticeOut {
    /// The id.
    #[schema(value_type = String, format = "uuid")]
    pub id: NoticeId,
    /// To whom.
    pub person: PersonId,
    /// Which text, by code and version.
    pub text: String,
    /// In which language.
    pub language: String,
    /// How.
    pub way: Way,
    /// On which day.
    pub given_on: Day,
    /// By whom.
    pub given_by: Option<MemberId>,
}

impl From<Notice> for NoticeOut {
    fn from(row: Notice) -> Self {
        let Notice { id, person_id: person, text, language, way, given_on, given_by, .. } = row;
        Self { id, person, text, language, way, given_on, given_by }
    }
}

/// A sharing.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SharingOut {
    /// The id.
    #[schema(value_type = String, format = "uuid")]
    pub id: SharingId,
    /// How often it was changed.
    pub version: i64,
    /// The household of those who are shared.
    pub household: HouseholdId,
    /// Who shares.
    pub from_organisation: OrganisationId,
    /// With whom.
    pub to_organisation: OrganisationId,
    /// What for.
    pub purpose: Purpose,
    /// On what it rests.
    pub basis: Basis,
    /// What is shared.
    pub what: Vec<Shareable>,
    /// From this day.
    pub from: Day,
    /// To this day, counted in.
    pub until: Day,
    /// Where it stands today.
    pub standing: Standing,
    /// When it was withdrawn.
    pub withdrawn_on: Option<Day>,
    /// Who noted the withdrawal.
    pub withdrawn_by: Option<MemberId>,
}

impl SharingOut {
    fn of(row: &Sharing, today: Day) -> Self {
        Self {
            id: row.id,
            version: row.version,
            household: row.household_id,
            from_organisation: row.from_organisation,
            to_organisation: row.to_organisation,
            purpose: row.purpose,
            basis: row.basis,
            what: row.what().into_iter().collect(),
            from: row.from_day,
            until: row.until_day,
            standing: row.standing(today),
            withdrawn_on: row.withdrawn_on,
            withdrawn_by: row.withdrawn_by,
        }
    }
}

/// An opening in an emergency.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct EmergencyOut {
    /// Whose data.
    pub person: PersonId,
    /// Who opened them, as far as the name may be read.
    pub member: Option<String>,
    /// For which organisation.
    pub organisation: Option<String>,
    /// Why.
    pub reason: String,
    /// When.
    pub opened_at: Moment,
    /// To the end of this day.
    pub until: Day,
}

/// What somebody opened.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OpeningOut {
    /// Whose data.
    pub person: PersonId,
    /// To the end of this day; nothing, where the person lies within reach anyway.
    pub until: Option<Day>,
}

/// The notices that a person was given.
///
/// # Errors
/// When there is no such person within reach.
pub async fn list_notices(may: May<ViewPrivacy>, Id(id): Id<PersonId>) -> Answer {
    may.db.rows::<Person>().id(id).one().await?;
    sightings::note(&may.db, [id], Seen::Record).await?;
    let rows = notices_of(&may.db, [id]).await?.remove(&id).unwrap_or_default();
    all(rows.into_iter().map(NoticeOut::from).collect())
}

/// Notes that a person was given a notice.
///
/// # Errors
/// When a field is wrong, or there is no such person within reach.
pub async fn give_notice(may: May<GiveNotices>, Id(id): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    may.db.rows::<Person>().id(id).one().await?;
    form.check(NOTICE);
    let Some(new) = read_notice(&mut form, may.db.today()) else { return Err(form.problem()) };
    let notice = notices::give(&may.db, id, new).await?;
    created(&format!("/api/v1/people/{id}/notices"), NoticeOut::from(notice))
}

/// The sharings that a person is part of.
///
/// # Errors
/// When there is no such person within reach.
pub async fn list_sharings(may: May<ViewPrivacy>, Id(id): Id<PersonId>) -> Answer {
    may.db.rows::<Person>().id(id).one().await?;
    sightings::note(&may.db, [id], Seen::Record).await?;
    let today = may.db.today();
    all(sharings_of(&may.db, id).await?.iter().map(|row| SharingOut::of(row, today)).collect())
}

/// Shares a person, or the household.
///
/// # Errors
/// When a field is wrong, or there is no such person within reach.
pub async fn agree(may: May<ShareData>, Id(id): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    form.check(SHARING);
    let Some(new) = read(&mut form, &may.db, id).await? else { return Err(form.problem()) };
    let sharing = sharing::agree(&may.db, new.household, new.place, &new.people, &new.terms).await?;
    created(&format!("/api/v1/people/{id}/sharing"), SharingOut::of(&sharing, may.db.today()))
}

/// Withdraws a sharing.
///
/// # Errors
/// When there is none within reach, or it is over.
pub async fn withdraw(may: May<ShareData>, Id(id): Id<SharingId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Sharing> = may.db.held(id).await?;
    form.check(&[]);
    if let Err(refusal) = withdrawn(held.standing(may.db.today())) {
        form.refuse(&refusal);
    }
    if !form.errors().is_empty() {
        return Err(form.problem());
    }
    let sharing = sharing::withdraw(&may.db, held).await?;
    given(SharingOut::of(&sharing, may.db.today()))
}

/// What others share with the caller's organisations.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn received(may: May<ViewPeople>, filters: Filters) -> Answer {
    let filters = filters.checked(&[])?;
    listed(&may, &filters, received_rows(&may.db, filters.page(50)).await?)
}

/// Who has seen a person.
///
/// # Errors
/// When there is no such person within reach.
pub async fn seen(may: May<ViewPrivacy>, Id(id): Id<PersonId>, filters: Filters) -> Answer {
    let filters = filters.checked(&[])?;
    may.db.rows::<Person>().id(id).one().await?;
    listed(&may, &filters, crate::pages::seen::rows(&may.db, id, filters.page(100)).await?)
}

/// The openings in emergencies within reach.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list_emergencies(may: May<ViewEmergencies>, filters: Filters) -> Answer {
    let filters = filters.checked(&[])?;
    let page = emergency_pages::rows(&may.db, filters.page(50)).await?;
    let page = page.map(|(person, _, opened)| EmergencyOut {
        person,
        member: opened.member,
        organisation: opened.organisation,
        reason: opened.reason,
        opened_at: opened.opened_at,
        until: opened.until,
    });
    listed(&may, &filters, page)
}

/// Opens somebody's data in an emergency.
///
/// # Errors
/// When a field is wrong, or nobody answers to what is told.
pub async fn open(may: May<OpenInEmergency>, Sent(mut form): Sent) -> Answer {
    form.check(EMERGENCY);
    let Some(sought) = emergency_pages::read(&mut form) else { return Err(form.problem()) };
    match emergencies::open(&may.db, &sought, form.typed("reason")).await? {
        Opening::Now(person) => {
            let until = Some(may.db.today().plus_days(1));
            created(&format!("/api/v1/people/{person}"), OpeningOut { person, until })
        }
        Opening::InReach(person) => given(OpeningOut { person, until: None }),
        Opening::Nobody => {
            form.fail(FieldError::new("", "emergency-nobody"));
            Err(form.problem())
        }
        Opening::TooMany => {
            form.fail(FieldError::new("", "emergency-too-many"));
            Err(form.problem())
        }
    }
}
