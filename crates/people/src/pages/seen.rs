//! Who has seen a person: for the worker's eyes and, printed, for the person.

use kernel::{Day, PersonId};
use serde::Serialize;
use serde_json::json;
use store::{Db, Page, PageAsk, Stored};
use web::{Answer, Filters, Id, May, list_links};

use super::PersonShown;
use super::persons::one;
use super::privacy::Called;
use crate::permissions::ViewPrivacy;
use crate::store::sightings::{self, Seen};

/// Somebody saw a person's data on a day.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SightingOut {
    /// On which day.
    pub day: Day,
    /// Who looked, as far as the name may be read.
    pub member: Option<String>,
    /// For which organisation, if the member works for one.
    pub organisation: Option<String>,
    /// What was looked at.
    pub what: Seen,
}

/// One page of those who saw a person.
pub(crate) async fn rows(db: &Db, person: PersonId, ask: PageAsk) -> Stored<Page<SightingOut>> {
    let page = sightings::of(db, person, ask).await?;
    let members = page.items.iter().map(|row| row.member_id);
    let called = Called::of(db, members, page.items.iter().filter_map(|row| row.organisation_id)).await?;
    Ok(page.map(|row| SightingOut {
        day: row.day,
        member: called.member(Some(row.member_id)),
        organisation: row.organisation_id.map(|id| called.organisation(id)),
        what: row.what,
    }))
}

/// Who has seen a person.
///
/// # Errors
/// When there is none within reach.
pub async fn index(may: May<ViewPrivacy>, Id(id): Id<PersonId>, filters: Filters) -> Answer {
    let filters = filters.forgiving(&[]);
    let (person, identity) = one(&may.db, id).await?;
    sightings::note(&may.db, [id], Seen::Person).await?;
    let page = rows(&may.db, id, filters.page(100)).await?;
    let context = json!({
        "person": PersonShown::of(&person, identity.as_ref(), may.db.today()),
        "list": list_links(&format!("/people/{id}/seen"), &filters, &page, &[]),
        "rows": page.items,
        "today": may.db.today(),
    });
    may.page("privacy/seen.html", context)
}
