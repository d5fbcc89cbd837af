//! The list of proposals as a sheet: what the list shows, for whoever may see it.

use people::store::sightings::{self, Seen};
use store::PageAsk;
use web::{Answer, Desk, Filters, May};

use super::asked;
use super::fields::EXPORT;
use super::told::{ProposalOut, told};
use crate::pages::export::sheet;
use crate::permissions::ViewProposals;
use crate::rules::proposal::Side;
use crate::store::proposals::told::people_of;
use crate::store::proposals::{self, ProposalSeen, SORTINGS, sides};

/// No export is longer.
const MOST: usize = 20_000;

/// The texts above the columns.
const COLUMNS: [&str; 11] = [
    "proposal-code",
    "offer-kind",
    "proposal-offer",
    "proposal-whom",
    "proposal-size",
    "proposal-status",
    "proposal-due",
    "proposal-made-on",
    "proposal-since",
    "proposal-organisation",
    "proposal-keeper",
];

/// The proposals of a list, as a workbook or as CSV.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn export(may: May<ViewProposals>, filters: Filters) -> Answer {
    let filters = filters.checked(EXPORT)?;
    let ask = asked(&filters.0);
    let mut rows = Vec::new();
    let mut number = 1;
    loop {
        let ask_page = PageAsk::new(number, PageAsk::LARGEST);
        let page = proposals::page(&may.db, &ask, filters.sorting(SORTINGS), ask_page).await?;
        let next = page.next();
        // A sheet that is taken away holds names: those of one's own households.
        let own = |row: &&ProposalSeen| sides(may.db.reach(), row).contains(&Side::Household);
        let named: Vec<ProposalSeen> = page.items.iter().filter(own).cloned().collect();
        sightings::note(&may.db, people_of(&may.db, &named).await?, Seen::Export).await?;
        rows.extend(told(&may, page.items).await?);
        match next.filter(|_| rows.len() < MOST) {
            Some(next) => number = next,
            None => break,
        }
    }
    let head = COLUMNS.iter().map(|key| may.say(key)).collect();
    let cells: Vec<Vec<String>> = std::iter::once(head).chain(rows.iter().map(|row| cells(&may, row))).collect();
    sheet("soglia-proposte", filters.0.typed("format"), &cells)
}

fn cells(desk: &Desk, row: &ProposalOut) -> Vec<String> {
    let day = |day: Option<kernel::Day>| day.map(kernel::Day::italian).unwrap_or_default();
    vec![
        row.code.clone(),
        desk.say(&format!("offer-kind-{}", row.kind)),
        row.offer_label.clone(),
        row.household_label.clone().unwrap_or_default(),
        row.size.to_string(),
        desk.say(&format!("proposal-status-{}", row.status)),
        day(row.due),
        day(Some(row.made_on)),
        day(Some(row.since)),
        row.organisation_name.clone().unwrap_or_default(),
        row.keeper_name.clone().unwrap_or_default(),
    ]
}
