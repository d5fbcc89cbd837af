//! Needs of support as JSON.

use kernel::{Day, PersonId};
use serde::Serialize;
use store::Held;
use web::api::{Sent, all, created, given};
use web::{Answer, Id, May};

use crate::pages::needs::{NEED, put, read};
use crate::permissions::{EditNeeds, ViewNeeds};
use crate::rules::need::NeedKind;
use crate::store::needs::{self, Need, NeedId};
use crate::store::persons::Person;
use crate::store::sightings::{self, Seen};

/// A need of support.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NeedOut {
    /// The id.
    #[schema(value_type = String, format = "uuid")]
    pub id: NeedId,
    /// How often it was changed.
    pub version: i64,
    /// Whose.
    pub person: PersonId,
    /// What kind.
    pub kind: NeedKind,
    /// What support is needed.
    pub support: String,
    /// Since when.
    pub since: Option<Day>,
    /// Until when.
    pub until: Option<Day>,
}

impl From<Need> for NeedOut {
    fn from(row: Need) -> Self {
        let Need { id, version, person_id: person, kind, support, since, until, .. } = row;
        Self { id, version, person, kind, support, since, until }
    }
}

/// The needs of a person.
///
/// # Errors
/// When there is no such person within reach.
pub async fn list(may: May<ViewNeeds>, Id(id): Id<PersonId>) -> Answer {
    may.db.rows::<Person>().id(id).one().await?;
    let rows = needs::of(&may.db, id).await?;
    sightings::note(&may.db, [id], Seen::Needs).await?;
    all(rows.into_iter().map(NeedOut::from).collect())
}

/// Records a need.
///
/// # Errors
/// When a field is wrong, or there is no such person within reach.
pub async fn add(may: May<EditNeeds>, Id(id): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    may.db.rows::<Person>().id(id).one().await?;
    form.check(NEED);
    let Some(new) = read(&mut form, None, id, &may.db, false) else { return Err(form.problem()) };
    needs::add(&may.db, &new).await?;
    created(&format!("/api/v1/needs/{}", new.id), NeedOut::from(new))
}

/// Puts a need right.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn update(may: May<EditNeeds>, Id(id): Id<NeedId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Need> = may.db.held(id).await?;
    let person = held.person_id;
    form.check(NEED);
    let Some(new) = read(&mut form, Some(&held), person, &may.db, true) else { return Err(form.problem()) };
    put(&may.db, held, new, form.version()).await?;
    given(NeedOut::from(may.db.rows::<Need>().id(id).one().await?))
}
