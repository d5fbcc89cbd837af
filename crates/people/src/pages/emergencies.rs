//! Emergencies: opening the data of somebody out of reach, and the list of who did.

use kernel::{BirthDay, PersonId};
use serde_json::json;
use store::{Db, Page, PageAsk, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Flash, Form, May, Posted, list_links};

use super::privacy::{Called, EmergencyShown, emergency_shown};
use crate::permissions::{OpenInEmergency, ViewEmergencies, ViewPeople};
use crate::store::emergencies::{self, Emergency, Opening, Sought};
use crate::store::emergency_tries::last_missed;

/// Whom somebody looks for in an emergency, and why.
pub const EMERGENCY: &[Field] = &[
    Field::new("given", Kind::Text(100), "Given names, as recorded; with family names and birth."),
    Field::new("family", Kind::Text(100), "Family names."),
    Field::new("born", Kind::BirthDay, "The day of birth, or the year where only that is recorded."),
    Field::new("number", Kind::Text(20), "Codice fiscale or CUI, instead of name and birth."),
    Field::new("reason", Kind::Prose(500), "Why: everybody who accompanies the person reads it.").required(),
];

/// The fewest characters of a reason: less than a few words says nothing.
const SHORTEST_REASON: usize = 15;

/// The most tries that found nobody, as the page of the openings lists them.
const MOST_MISSED: u64 = 50;

/// An empty form.
///
/// # Errors
/// When the database fails.
pub async fn blank(may: May<OpenInEmergency>) -> Answer {
    may.form("privacy/emergency.html", &Form::blank(), json!({}))
}

/// Opens somebody's data to the caller, to the end of tomorrow.
///
/// # Errors
/// When the database fails.
pub async fn open(may: May<OpenInEmergency>, Posted(mut form): Posted) -> Answer {
    form.check(EMERGENCY);
    let Some(sought) = read(&mut form) else { return may.form("privacy/emergency.html", &form, json!({})) };
    match emergencies::open(&may.db, &sought, form.typed("reason")).await? {
        Opening::Now(person) => may.see_done(&format!("/people/{person}"), Flash("emergency-opened")),
        Opening::InReach(person) => may.see(&format!("/people/{person}")),
        Opening::Nobody => {
            form.fail(FieldError::new("", "emergency-nobody"));
            may.form("privacy/emergency.html", &form, json!({}))
        }
        Opening::TooMany => {
            form.fail(FieldError::new("", "emergency-too-many"));
            may.form("privacy/emergency.html", &form, json!({}))
        }
    }
}

/// Reads a checked form into whom somebody looks for; notes what is wrong in the form.
pub(crate) fn read(form: &mut Form) -> Option<Sought> {
    let reason = form.typed("reason").chars().count();
    if reason > 0 && reason < SHORTEST_REASON {
        form.fail(FieldError::new("reason", "reason-too-short"));
    }
    let born: Option<BirthDay> = form.value("born");
    let sought = match (form.text("number"), form.text("given"), form.text("family"), born) {
        (Some(number), _, _, _) => Some(Sought::Numbered(number)),
        (None, given, family, Some(born)) if given.is_some() || family.is_some() => {
            Some(Sought::Named { given: given.unwrap_or_default(), family: family.unwrap_or_default(), born })
        }
        _ => None,
    };
    if sought.is_none() {
        form.fail(FieldError::new("given", "emergency-tell-who"));
    }
    sought.filter(|_| form.errors().is_empty())
}

/// An opening with the code of the person.
pub(crate) async fn rows(db: &Db, ask: PageAsk) -> Stored<Page<(PersonId, String, EmergencyShown)>> {
    let page = emergencies::page(db, ask).await?;
    let codes = emergencies::codes(page.items.iter().map(|row| row.person_id));
    let members = page.items.iter().map(|row| row.member_id);
    let called = Called::of(db, members, page.items.iter().filter_map(|row| row.organisation_id)).await?;
    let today = db.today();
    Ok(page.map(|row: Emergency| {
        let code = codes.get(&row.person_id).cloned().unwrap_or_default();
        (row.person_id, code, emergency_shown(row, &called, today))
    }))
}

/// Who opened whose data in an emergency.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewEmergencies>, filters: Filters) -> Answer {
    let filters = filters.forgiving(&[]);
    let page = rows(&may.db, filters.page(50)).await?;
    let list = list_links("/emergencies", &filters, &page, &[]);
    let rows: Vec<_> = page
        .items
        .into_iter()
        .map(|(person, code, opened)| json!({ "person": person, "code": code, "opened": opened }))
        .collect();
    let context = json!({
        "rows": rows,
        "list": list,
        "missed": missed(&may.db).await?,
        "may_people": may.may::<ViewPeople>(),
    });
    may.page("privacy/emergencies.html", context)
}

/// The last tries of the caller's side that found nobody.
async fn missed(db: &Db) -> Stored<Vec<serde_json::Value>> {
    let rows = last_missed(db, MOST_MISSED).await?;
    let organisations = rows.iter().filter_map(|row| row.organisation_id);
    let called = Called::of(db, rows.iter().map(|row| row.member_id), organisations).await?;
    let shown = rows.into_iter().map(|row| {
        json!({
            "at": row.at,
            "member": called.member(Some(row.member_id)),
            "organisation": row.organisation_id.map(|id| called.organisation(id)),
            "reason": row.reason,
        })
    });
    Ok(shown.collect())
}
