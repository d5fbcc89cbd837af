//! Permits and stays as JSON.

use kernel::{Day, PermitId, PersonId, StayId};
use programmes::rules::{Circuit, PermitKind, PermitState};
use serde::Serialize;
use store::Held;
use web::api::{Sent, created, given};
use web::{Answer, Id, May};

use crate::pages::papers::{PERMIT, STAY, put, read_permit, read_stay};
use crate::permissions::{EditPeople, ViewLegalStatus};
use crate::rules::stay::Departure;
use crate::store::papers::{self, Permit, ReceptionStay};
use crate::store::persons::Person;

/// A residence permit or a receipt.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PermitOut {
    /// The id.
    pub id: PermitId,
    /// How often it was changed.
    pub version: i64,
    /// Whose.
    pub person: PersonId,
    /// What it is for.
    pub kind: Option<PermitKind>,
    /// Where it stands.
    pub state: PermitState,
    /// Its number.
    pub number: Option<String>,
    /// When it was issued.
    pub issued_on: Option<Day>,
    /// When it expires.
    pub expires_on: Option<Day>,
    /// When what is, or was last, under way was asked for.
    pub asked_on: Option<Day>,
    /// The number of the receipt.
    pub receipt: Option<String>,
    /// The permit whose place it took.
    pub follows: Option<PermitId>,
}

impl From<Permit> for PermitOut {
    fn from(row: Permit) -> Self {
        Self {
            id: row.id,
            version: row.version,
            person: row.person_id,
            kind: row.kind,
            state: row.state,
            number: row.number,
            issued_on: row.issued_on,
            expires_on: row.expires_on,
            asked_on: row.asked_on,
            receipt: row.receipt,
            follows: row.follows_id,
        }
    }
}

/// A stay in reception.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StayOut {
    /// The id.
    pub id: StayId,
    /// How often it was changed.
    pub version: i64,
    /// Whose.
    pub person: PersonId,
    /// In which circuit.
    pub circuit: Option<Circuit>,
    /// Where.
    pub place: Option<String>,
    /// Since when.
    pub entered_on: Option<Day>,
    /// Whether the person left.
    pub leaving: Departure,
    /// When.
    pub left_on: Option<Day>,
    /// When it is expected to end.
    pub ends_on: Option<Day>,
    /// The stay from which the person was transferred.
    pub follows: Option<StayId>,
}

impl From<ReceptionStay> for StayOut {
    fn from(row: ReceptionStay) -> Self {
        Self {
            id: row.id,
            version: row.version,
            person: row.person_id,
            circuit: row.circuit,
            place: row.place,
            entered_on: row.entered_on,
            leaving: row.leaving,
            left_on: row.left_on,
            ends_on: row.ends_on,
            follows: row.follows_id,
        }
    }
}

/// Records a permit.
///
/// # Errors
/// When a field is wrong, or there is no such person within reach.
pub async fn add_permit(may: May<EditPeople>, Id(person): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(PERMIT);
    let Some(new) = read_permit(&mut form, None, &owner, may.db.today(), false) else { return Err(form.problem()) };
    papers::add(&may.db, &new).await?;
    created(&format!("/api/v1/permits/{}", new.id), PermitOut::from(new))
}

/// Puts a permit right.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn update_permit(may: May<EditPeople>, Id(id): Id<PermitId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Permit> = may.also::<ViewLegalStatus>().held(id).await?;
    let owner = may.db.rows::<Person>().id(held.person_id).one().await?;
    form.check(PERMIT);
    let Some(new) = read_permit(&mut form, Some(&held), &owner, may.db.today(), true) else {
        return Err(form.problem());
    };
    put(&may.db, held, new, form.version()).await?;
    given(PermitOut::from(may.db.rows::<Permit>().id(id).one().await?))
}

/// Records a stay.
///
/// # Errors
/// When a field is wrong, or there is no such person within reach.
pub async fn add_stay(may: May<EditPeople>, Id(person): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(STAY);
    let Some(new) = read_stay(&mut form, None, &owner, may.db.today(), false) else { return Err(form.problem()) };
    papers::add(&may.db, &new).await?;
    created(&format!("/api/v1/stays/{}", new.id), StayOut::from(new))
}

/// Puts a stay right.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn update_stay(may: May<EditPeople>, Id(id): Id<StayId>, Sent(mut form): Sent) -> Answer {
    let held: Held<ReceptionStay> = may.also::<ViewLegalStatus>().held(id).await?;
    let owner = may.db.rows::<Person>().id(held.person_id).one().await?;
    form.check(STAY);
    let Some(new) = read_stay(&mut form, Some(&held), &owner, may.db.today(), true) else { return Err(form.problem()) };
    put(&may.db, held, new, form.version()).await?;
    given(StayOut::from(may.db.rows::<ReceptionStay>().id(id).one().await?))
}
