//! Who answers for minors, as JSON.

use kernel::{Day, PersonId};
use serde::Serialize;
use store::Held;
use web::api::{Sent, created, given, listed};
use web::{Answer, Filters, Id, May};

use super::persons::PersonOut;
use crate::pages::answers::{ANSWERS, put, read, relations_today};
use crate::permissions::EditPeople;
use crate::rules::answering::{Answered, AnsweringDays, AnsweringKind, answered};
use crate::store::answers::{self, AnswersFor, AnswersForId};
use crate::store::households::{Membership, households_of};
use crate::store::persons::{Person, identities_of};
use crate::store::sightings::{self, Seen};

/// Somebody who answers for a minor.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AnswersForOut {
    /// The id.
    pub id: AnswersForId,
    /// How often it was changed.
    pub version: i64,
    /// For whom.
    pub person: PersonId,
    /// As what.
    pub kind: AnsweringKind,
    /// Who, when known to the network.
    pub by: Option<PersonId>,
    /// Who, by name.
    pub name: Option<String>,
    /// How to reach whoever it is.
    pub contact: Option<String>,
    /// By which decision.
    pub decision: Option<String>,
    /// Since when.
    pub since: Option<Day>,
    /// Until when.
    pub until: Option<Day>,
}

impl From<AnswersFor> for AnswersForOut {
    fn from(row: AnswersFor) -> Self {
        Self {
            id: row.id,
            version: row.version,
            person: row.person_id,
            kind: row.kind,
            by: row.by_id,
            name: row.name,
            contact: row.contact,
            decision: row.decision,
            since: row.since,
            until: row.until,
        }
    }
}

/// Whether somebody answers for a person, and who.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AnswersStanding {
    /// `not-needed`, `recorded`, `by-parent` or `nobody`.
    #[schema(value_type = String)]
    pub answered: Answered,
    /// Who answers, or answered, the latest first.
    pub rows: Vec<AnswersForOut>,
}

/// Whether somebody answers for a person, and who.
///
/// # Errors
/// When there is no such person within reach.
pub async fn list(may: May<EditPeople>, Id(id): Id<PersonId>) -> Answer {
    let person = may.db.rows::<Person>().id(id).one().await?;
    sightings::note(&may.db, [id], Seen::Record).await?;
    let rows = answers::of_people(&may.db, [id]).await?.remove(&id).unwrap_or_default();
    let households = households_of(&may.db, [id]).await?.remove(&id).unwrap_or_default();
    let spells: Vec<&Membership> = households.iter().map(|(spell, _)| spell).collect();
    let today = may.db.today();
    let days: Vec<AnsweringDays> = rows.iter().map(AnswersFor::days).collect();
    let answered = answered(person.born, &relations_today(&spells, today), &days, today);
    given(AnswersStanding { answered, rows: rows.into_iter().map(AnswersForOut::from).collect() })
}

/// Writes down who answers for somebody.
///
/// # Errors
/// When a field is wrong, or there is no such person within reach.
pub async fn add(may: May<EditPeople>, Id(person): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    let owner = may.db.rows::<Person>().id(person).one().await?;
    form.check(ANSWERS);
    let Some(new) = read(&mut form, None, &owner, &may.db, false).await? else { return Err(form.problem()) };
    answers::add(&may.db, &new).await?;
    created(&format!("/api/v1/answers/{}", new.id), AnswersForOut::from(new))
}

/// Puts it right, or ends it.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn update(may: May<EditPeople>, Id(id): Id<AnswersForId>, Sent(mut form): Sent) -> Answer {
    let held: Held<AnswersFor> = may.db.held(id).await?;
    let owner = may.db.rows::<Person>().id(held.person_id).one().await?;
    form.check(ANSWERS);
    let Some(new) = read(&mut form, Some(&held), &owner, &may.db, true).await? else { return Err(form.problem()) };
    put(&may.db, held, new, form.version()).await?;
    given(AnswersForOut::from(may.db.rows::<AnswersFor>().id(id).one().await?))
}

/// The minors for whom nobody is known to answer.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn unanswered(may: May<EditPeople>, filters: Filters) -> Answer {
    let filters = filters.checked(&[])?;
    let page = answers::unanswered(&may.db, filters.page(50)).await?;
    let mut identities = identities_of(&may.db, page.items.iter().map(|person| person.id)).await?;
    let today = may.db.today();
    let out = page.map(|person| {
        let identity = identities.remove(&person.id);
        PersonOut::of(&person, identity, today)
    });
    listed(&may, &filters, out)
}
