//! Households as JSON.

use std::sync::Arc;

use axum::Extension;
use kernel::{Day, HouseholdId, Moment, PersonId};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::{Db, Held, Keyed, Order, StoreError, Stored, Where};
use web::api::{Sent, created, given, listed};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Id, May, Sorting};

use super::persons::PersonOut;
use crate::pages::households::{HOUSEHOLD, JOINING, NEWCOMER, put, read, read_joining, read_newcomer};
use crate::pages::{joined, place_asked};
use crate::permissions::{EditPeople, ViewPeople};
use crate::rules::household::Relation;
use crate::store::households::{self, Household, Membership, members_of};
use crate::store::sightings::{self, Seen};

/// What the list of households can be asked for.
pub const FILTERS: &[Field] = &[
    Field::new("person", Kind::Id, "Households that this person is or was in."),
    Field::new("code", Kind::Text(20), "The household with this code."),
    Field::new("municipality", Kind::Text(6), "Households that live in this municipality, by ISTAT code."),
    Field::new("sort", Kind::Text(20), "`-created` (the newest first) or `created`."),
];

const SORTINGS: &[Sorting] = &[Sorting { by: "created", order: Order::Falling }];

const PLACE_AND_NEWCOMER: &[Field] =
    &joined::<{ crate::pages::PLACE.len() + NEWCOMER.len() }>(crate::pages::PLACE, NEWCOMER);

/// A household to be written down: where, its first person, what is known of it.
pub const NEW_HOUSEHOLD: &[Field] =
    &joined::<{ PLACE_AND_NEWCOMER.len() + HOUSEHOLD.len() }>(PLACE_AND_NEWCOMER, HOUSEHOLD);

/// A household.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HouseholdOut {
    /// The id.
    pub id: HouseholdId,
    /// How often it was changed.
    pub version: i64,
    /// A short code that names nobody.
    pub code: String,
    /// The reference person.
    pub reference: Option<PersonId>,
    /// How many people are listed.
    pub size: i64,
    /// The ISTAT code of the municipality where it lives.
    pub municipality: Option<String>,
    /// Whether everybody is listed.
    pub everyone_listed: bool,
    /// Whether it is in housing distress.
    pub housing_distress: Option<bool>,
    /// Whether it is in particular hardship.
    pub hardship: Option<bool>,
    /// When it was first written down.
    pub created_at: Moment,
}

impl From<Household> for HouseholdOut {
    fn from(row: Household) -> Self {
        Self {
            id: row.id,
            version: row.version,
            code: row.code,
            reference: row.reference_id,
            size: row.size,
            municipality: row.municipality,
            everyone_listed: row.everyone_listed,
            housing_distress: row.housing_distress,
            hardship: row.hardship,
            created_at: row.created_at,
        }
    }
}

/// A household with its people.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HouseholdInFull {
    /// The household.
    #[serde(flatten)]
    pub household: HouseholdOut,
    /// Its people.
    pub people: Vec<MemberOut>,
}

/// Somebody in a household.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MemberOut {
    /// The person.
    pub person: PersonOut,
    /// What the person is to the reference person.
    pub relation: Relation,
    /// Since when.
    pub since: Option<Day>,
    /// Until when.
    pub until: Option<Day>,
}

/// The households within reach.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<ViewPeople>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let mut only = Where::everything();
    if let Some(person) = filters.0.value::<PersonId>("person") {
        let of = Membership::household_id.is(Household::id).and(Membership::person_id.eq(person));
        only = only.and(Where::exists::<Membership>(of));
    }
    if let Some(code) = filters.0.text("code") {
        only = only.and(Household::code.eq(crate::rules::code::read('N', &code).unwrap_or(code)));
    }
    if let Some(code) = filters.0.text("municipality") {
        only = only.and(Household::municipality.eq(Some(code)));
    }
    // Ids are given in the order of time.
    let rows = may.db.rows::<Household>().filter(only).sort(Household::id, filters.sorting(SORTINGS).order);
    let page = rows.page(filters.page(50)).await?;
    listed(&may, &filters, page.map(HouseholdOut::from))
}

/// One household with its people.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewPeople>, Id(id): Id<HouseholdId>) -> Answer {
    let full = in_full(&may.db, id).await?;
    sightings::note(&may.db, full.people.iter().map(|member| member.person.id), Seen::Record).await?;
    given(full)
}

pub(crate) async fn in_full(db: &Db, id: HouseholdId) -> Stored<HouseholdInFull> {
    let household = db.rows::<Household>().id(id).one().await?;
    let member = |(membership, person, identity): households::Member| MemberOut {
        person: PersonOut::of(&person, identity, db.today()),
        relation: membership.relation,
        since: membership.since,
        until: membership.until,
    };
    let people = members_of(db, id).await?.into_iter().map(member).collect();
    Ok(HouseholdInFull { household: household.into(), people })
}

/// Writes a household down, with its first person.
///
/// # Errors
/// When a field is wrong or the place lies out of reach.
pub async fn create(may: May<EditPeople>, catalogue: Extension<Arc<Catalogue>>, Sent(mut form): Sent) -> Answer {
    form.check(NEW_HOUSEHOLD);
    let place = place_asked(&may.db, &catalogue, &mut form).await?;
    let who = read_newcomer(&mut form, &may.db).await?;
    let household = read(&mut form, &Household::new(may.db.now()), true);
    let (Some(place), Some((who, _)), Some(household)) = (place, who, household) else { return Err(form.problem()) };
    let made = households::create(&may.db, household, &place, who).await?;
    created(&format!("/api/v1/households/{}", made.id), in_full(&may.db, made.id).await?)
}

/// Writes what is known of a household.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn update(may: May<EditPeople>, Id(id): Id<HouseholdId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    form.check(HOUSEHOLD);
    let Some(new) = read(&mut form, &held, true) else { return Err(form.problem()) };
    put(&may.db, held, new, form.version()).await?;
    given(HouseholdOut::from(may.db.rows::<Household>().id(id).one().await?))
}

/// Takes somebody into a household.
///
/// # Errors
/// When a field is wrong, there is no such household within reach, or the person is in it already.
pub async fn add_person(may: May<EditPeople>, Id(id): Id<HouseholdId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    form.check(JOINING);
    let Some((who, relation, since)) = read_joining(&mut form, &may.db).await? else { return Err(form.problem()) };
    let person = match households::add_person_since(&may.db, held, who, relation, since).await {
        Err(StoreError::Taken(_)) => {
            form.fail(FieldError::new("known", "already-in-household"));
            return Err(form.problem());
        }
        other => other?,
    };
    let members = members_of(&may.db, id).await?;
    let added = members.into_iter().find(|(_, one, _)| one.id() == person).ok_or(StoreError::NotFound)?;
    let (membership, person, identity) = added;
    let out = MemberOut {
        person: PersonOut::of(&person, identity, may.db.today()),
        relation: membership.relation,
        since: membership.since,
        until: membership.until,
    };
    created(&format!("/api/v1/people/{}", person.id), out)
}
