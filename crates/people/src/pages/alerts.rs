//! What must be seen to soon among permits and stays: one list for everybody within reach.

use kernel::{Day, PersonId};
use serde::Serialize;
use serde_json::json;
use store::{Db, Page, PageAsk, Stored};
use web::field::{Field, Kind};
use web::{Answer, Filters, May, list_links};

use super::{HouseholdLink, PersonShown};
use crate::permissions::{ViewLegalStatus, ViewPeople};
use crate::rules::alert::{Alert, AlertKind, Paper, terms};
use crate::store::alerts;
use crate::store::households::{Household, households_of};
use crate::store::persons::{Identity, Person, identities_of};

/// What the list is asked for.
pub const FILTERS: &[Field] = &[Field::new("until", Kind::Day, "What is to be seen to by this day; today when empty.")];

/// An alert as pages show it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AlertShown {
    kind: AlertKind,
    badge: &'static str,
    paper: String,
    due: Day,
    days_left: i64,
    days_past: i64,
}

impl From<Alert> for AlertShown {
    fn from(alert: Alert) -> Self {
        let badge = match alert.kind {
            AlertKind::PermitExpired | AlertKind::PermitLapsed | AlertKind::StayOver => "stop",
            AlertKind::RenewalDue | AlertKind::ReceiptOld | AlertKind::StayEnds => "wait",
            AlertKind::ReceiptUndated => "unknown",
            AlertKind::PermitExpires => "info",
        };
        let paper = match alert.paper {
            Paper::Permit(id) => format!("permit-{id}"),
            Paper::Stay(id) => format!("stay-{id}"),
        };
        let Alert { kind, due, days_left, .. } = alert;
        Self { kind, badge, paper, due, days_left, days_past: -days_left }
    }
}

/// An alert with the person whom it is about.
pub(crate) struct AlertOf {
    pub(crate) alert: Alert,
    pub(crate) person: Person,
    pub(crate) identity: Option<Identity>,
    pub(crate) households: Vec<Household>,
}

/// One page of alerts with their people: four queries, whatever its length.
pub(crate) async fn page_of(legal: &Db, view: &Db, until: Day, ask: PageAsk) -> Stored<Page<AlertOf>> {
    let page = alerts::due(legal, until, ask).await?;
    let ids: Vec<PersonId> = page.items.iter().map(|alert| alert.person).collect();
    let people = view.rows::<Person>().filter(Person::id.is_in(ids.iter().copied())).all().await?;
    let mut identities = identities_of(view, ids.iter().copied()).await?;
    let mut households = households_of(view, ids).await?;
    let (total, ask) = (page.total, page.ask);
    let with_person = page.items.into_iter().filter_map(|alert| {
        let person = people.iter().find(|person| person.id == alert.person)?.clone();
        // The same person may have several alerts.
        let identity = identities.get_mut(&alert.person).map(|identity| identity.clone());
        let of = households.entry(alert.person).or_default();
        let households = of.iter().map(|(_, household)| household.clone()).collect();
        Some(AlertOf { alert, person, identity, households })
    });
    Ok(Page { items: with_person.collect(), total, ask })
}

#[derive(Serialize)]
struct Row {
    person: PersonShown,
    households: Vec<HouseholdLink>,
    alert: AlertShown,
}

/// The list.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewLegalStatus>, filters: Filters) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let today = may.db.today();
    let until = filters.0.value("until").unwrap_or(today);
    let page = page_of(&may.db, &may.also::<ViewPeople>(), until, filters.page(50)).await?;
    let list = list_links("/people/alerts", &filters, &page, &[]);
    let row = |of: AlertOf| Row {
        person: PersonShown::of(&of.person, of.identity.as_ref(), today),
        households: of.households.iter().map(HouseholdLink::from).collect(),
        alert: of.alert.into(),
    };
    let terms: Vec<_> = terms()
        .into_iter()
        .map(|term| json!({ "name": term.name, "days": term.days, "source": term.source, "verified": term.verified }))
        .collect();
    let rows: Vec<Row> = page.items.into_iter().map(row).collect();
    may.page("alerts/index.html", json!({ "rows": rows, "list": list, "until": until, "terms": terms }))
}
