//! What happens to a permit, as JSON.

use std::collections::HashMap;

use kernel::{Day, MemberId, Moment, PermitId, PersonId};
use programmes::rules::PermitState;
use serde::Serialize;
use store::Held;
use web::api::{Sent, all, created};
use web::{Answer, Id, May};

use super::papers::PermitOut;
use crate::pages::permit_acts::{ACT, read, write};
use crate::permissions::{EditPeople, ViewLegalStatus};
use crate::rules::permit::PermitAct;
use crate::store::papers::Permit;
use crate::store::permit_events;
use crate::store::persons::Person;
use crate::store::sightings::{self, Seen};

/// A permit after an act.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PermitActedOut {
    /// The permit.
    pub permit: PermitOut,
    /// The permit that took its place.
    pub next: Option<PermitOut>,
}

/// One thing that happened to a permit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PermitEventOut {
    /// To which permit.
    pub permit: PermitId,
    /// The act; nothing when the permit was written down or put right.
    pub act: Option<PermitAct>,
    /// How it stood before; nothing when it was written down.
    pub before: Option<PermitState>,
    /// How it stood after.
    pub after: PermitState,
    /// When it happened.
    pub day: Day,
    /// Why, or on which decision.
    pub reason: Option<String>,
    /// Who wrote it down, as far as the name lies within reach.
    pub who: Option<String>,
    /// When it was written down.
    pub at: Moment,
}

/// Writes down what happened to a permit.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn act(may: May<EditPeople>, Id(id): Id<PermitId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Permit> = may.also::<ViewLegalStatus>().held(id).await?;
    form.check(ACT);
    let Some(acting) = read(&mut form, &held, may.db.today()) else { return Err(form.problem()) };
    write(&may.db, held, acting, form.version()).await?;
    let permit = may.db.rows::<Permit>().id(id).one().await?;
    let next = may.db.rows::<Permit>().filter(Permit::follows_id.eq(Some(id))).first().await?;
    let out = PermitActedOut { permit: permit.into(), next: next.map(PermitOut::from) };
    created(&format!("/api/v1/permits/{id}"), out)
}

/// What happened to a person's permits, the latest first.
///
/// # Errors
/// When there is no such person within reach.
pub async fn history(may: May<ViewLegalStatus>, Id(person): Id<PersonId>) -> Answer {
    let person = may.db.rows::<Person>().id(person).one().await?;
    sightings::note(&may.db, [person.id], Seen::Record).await?;
    let events = permit_events::of_person(&may.db, person.id).await?;
    let members: Vec<MemberId> = events.iter().filter_map(|event| event.member_id).collect();
    let names: HashMap<MemberId, String> = accounts::store::names_of(&may.db, members).await?;
    let out = events.into_iter().map(|event| PermitEventOut {
        permit: event.permit_id,
        act: event.act,
        before: event.before,
        after: event.after,
        day: event.day,
        reason: event.reason,
        who: event.member_id.and_then(|member| names.get(&member).cloned()),
        at: event.at,
    });
    all(out.collect())
}
