//! Households in time as JSON.

use kernel::{Day, HouseholdId, PersonId};
use serde::Serialize;
use store::Held;
use web::api::{Sent, created, given};
use web::{Answer, Id, May};

use super::households::in_full;
use crate::pages::household_moves::{LEAVING, ROLE, SPLIT, changed, left, read_leaving, read_role, read_split};
use crate::pages::spells::corrected;
use crate::permissions::{EditPeople, ViewPeople};
use crate::rules::household::Relation;
use crate::rules::moving::HouseholdHappening;
use crate::store::household_moves::{self, SpellId, earlier_of, events_of, inmates};
use crate::store::households::Household;
use crate::store::spells;

/// What was, and what happened.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HouseholdHistory {
    /// Earlier spells of its people, the latest first.
    pub earlier: Vec<SpellOut>,
    /// What happened, the latest first.
    pub happenings: Vec<HappeningOut>,
}

/// An earlier spell of somebody in the household.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SpellOut {
    /// The id.
    pub id: SpellId,
    /// Who.
    pub person: PersonId,
    /// What the person was to the reference person.
    pub relation: Relation,
    /// Since when.
    pub since: Option<Day>,
    /// Until when.
    pub until: Day,
}

/// Something that happened to the household.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HappeningOut {
    /// What.
    pub kind: HouseholdHappening,
    /// When.
    pub day: Day,
    /// About whom.
    pub person: Option<PersonId>,
    /// The other household.
    pub other: Option<HouseholdId>,
}

/// Takes somebody out of a household.
///
/// # Errors
/// When a field is wrong, there is no such household within reach, or somebody was faster.
pub async fn leave(may: May<EditPeople>, Id(id): Id<HouseholdId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    form.check(LEAVING);
    let Some(how) = read_leaving(&mut form, &inmates(&may.db, id).await?, may.db.today()) else {
        return Err(form.problem());
    };
    left(&may.db, held, how, form.version()).await?;
    given(in_full(&may.db, id).await?)
}

/// Writes what somebody is in a household.
///
/// # Errors
/// When a field is wrong, there is no such household within reach, or somebody was faster.
pub async fn change_role(may: May<EditPeople>, Id(id): Id<HouseholdId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    form.check(ROLE);
    let Some(role) = read_role(&mut form, &inmates(&may.db, id).await?, may.db.today()) else {
        return Err(form.problem());
    };
    changed(&may.db, held, role, form.version()).await?;
    given(in_full(&may.db, id).await?)
}

/// Puts right since when and until when somebody belonged to a household; what is left out stays.
///
/// # Errors
/// When a field is wrong, there is no such household within reach, or somebody was faster.
pub async fn correct_days(may: May<EditPeople>, Id(id): Id<HouseholdId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let (kept, version) = (spells::of(&may.db, id).await?, form.version());
    if !corrected(&may.db, held, &kept, &mut form, version, true).await? {
        return Err(form.problem());
    }
    given(in_full(&may.db, id).await?)
}

/// Makes two households of one.
///
/// # Errors
/// When a field is wrong, there is no such household within reach, or somebody was faster.
pub async fn split(may: May<EditPeople>, Id(id): Id<HouseholdId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    form.check(SPLIT);
    let Some(how) = read_split(&mut form, &inmates(&may.db, id).await?, may.db.today()) else {
        return Err(form.problem());
    };
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let new = household_moves::split(&may.db, held, how).await?;
    created(&format!("/api/v1/households/{new}"), in_full(&may.db, new).await?)
}

/// What was, and what happened.
///
/// # Errors
/// When there is no such household within reach.
pub async fn history(may: May<ViewPeople>, Id(id): Id<HouseholdId>) -> Answer {
    let household = may.db.rows::<Household>().id(id).one().await?;
    let spell = |row: household_moves::EarlierMembership| SpellOut {
        id: row.id,
        person: row.person_id,
        relation: row.relation,
        since: row.since,
        until: row.until,
    };
    let happening = |row: household_moves::HouseholdEvent| HappeningOut {
        kind: row.kind,
        day: row.day,
        person: row.person_id,
        other: row.other_id,
    };
    given(HouseholdHistory {
        earlier: earlier_of(&may.db, household.id).await?.into_iter().map(spell).collect(),
        happenings: events_of(&may.db, household.id).await?.into_iter().map(happening).collect(),
    })
}
