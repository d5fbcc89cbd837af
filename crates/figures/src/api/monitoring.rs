//! The monitoring table and the records behind it, as JSON.

use std::collections::BTreeMap;

use axum::Extension;
use kernel::{Day, EntryId, HouseholdId, PathwayId, PersonId, ProgrammeCode, ReferralId};
use people::rules::person::Sex;
use serde::Serialize;
use store::AgeBand;
use web::api::{given, listed};
use web::{Answer, Filters, Id, May, Problem};

use crate::pages::records::{BEHIND, read};
use crate::pages::{Known, PERIOD, programme};
use crate::permissions::{ViewFigures, ViewRecords};
use crate::rules::monitoring::{Count, Line};
use crate::rules::period::Span;
use crate::store::monitoring::{ask, table};
use crate::store::records::{self, Record};

/// The monitoring table of a programme and period.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MonitoringOut {
    /// The programme.
    pub programme: ProgrammeCode,
    /// The first day.
    pub from: Day,
    /// The last day, counted in.
    pub to: Day,
    /// The version of the programme's definition.
    pub definition_version: u32,
    /// The rows, by kind and detail.
    pub rows: Vec<FigureOut>,
    /// For kinds with details: all of them together, people counted once over all details.
    pub totals: Vec<FigureOut>,
}

/// One row of the table.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FigureOut {
    /// What is counted.
    pub kind: Line,
    /// The part: an axis, a reason, an answer.
    pub detail: Option<String>,
    /// How many facts.
    pub events: u64,
    /// How many people, each once.
    pub people: u64,
    /// The same people by sex.
    pub by_sex: BTreeMap<String, u64>,
    /// The same people by age band on the day of their first fact.
    pub by_age: BTreeMap<String, u64>,
}

impl FigureOut {
    fn of(kind: Line, detail: Option<&str>, count: &Count) -> Self {
        Self {
            kind,
            detail: detail.map(str::to_owned),
            events: count.events,
            people: count.people(),
            by_sex: Sex::ALL.iter().map(|sex| (sex.word().to_owned(), count.of_sex(*sex))).collect(),
            by_age: AgeBand::ALL.iter().map(|band| (band.word().to_owned(), count.of_band(*band))).collect(),
        }
    }
}

/// A record behind a figure.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RecordOut {
    /// The entry of the journal.
    pub id: EntryId,
    /// The day of the fact.
    pub day: Day,
    /// What happened.
    pub kind: String,
    /// The part.
    pub detail: Option<String>,
    /// The pathway.
    pub pathway: Option<PathwayId>,
    /// The code of the pathway.
    pub pathway_code: Option<String>,
    /// The referral, where the fact is about one.
    pub referral: Option<ReferralId>,
    /// The code of the referral.
    pub referral_code: Option<String>,
    /// The household.
    pub household: Option<HouseholdId>,
    /// The code of the household.
    pub household_code: Option<String>,
    /// The people whom the fact counts; in a list of people that person alone.
    pub people: Vec<CountedOut>,
}

/// A person whom a fact counts.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CountedOut {
    /// The person.
    pub id: PersonId,
    /// The name where names may be read, a code elsewhere.
    pub label: String,
    /// The sex.
    pub sex: String,
    /// The age band on the day of the fact.
    pub band: AgeBand,
}

impl From<Record> for RecordOut {
    fn from(record: Record) -> Self {
        let Record { entry, people, household, pathway, referral } = record;
        let (household, household_code) = household.unzip();
        let (pathway, pathway_code) = pathway.unzip();
        let (referral, referral_code) = referral.unzip();
        let counted = |one: records::Counted| CountedOut { id: one.id, label: one.label, sex: one.sex, band: one.band };
        Self {
            id: entry.id,
            day: entry.day,
            kind: entry.kind,
            detail: entry.detail,
            pathway,
            pathway_code,
            referral,
            referral_code,
            household,
            household_code,
            people: people.into_iter().map(counted).collect(),
        }
    }
}

/// The monitoring table.
///
/// # Errors
/// When the query is wrong, there is no such programme within reach, or the database fails.
pub async fn show(
    may: May<ViewFigures>,
    Extension(catalogue): Known,
    Id(code): Id<ProgrammeCode>,
    filters: Filters,
) -> Answer {
    let programme = programme(&catalogue, &may.db, &code)?;
    let mut filters = filters;
    if !filters.0.check(PERIOD) {
        return Err(filters.0.problem());
    }
    let span = Span::asked(filters.0.value("from"), filters.0.value("to"), may.db.today())
        .map_err(|refusal| Problem::refused(&refusal))?;
    let table = table(&may.db, &programme, span).await?;
    let parted = table.sections.iter().filter(|section| !section.parts.is_empty());
    given(MonitoringOut {
        from: span.from,
        to: span.to,
        definition_version: programme.version,
        rows: table.rows().map(|(line, detail, count)| FigureOut::of(line, detail, count)).collect(),
        totals: parted.map(|section| FigureOut::of(section.line, None, &section.total)).collect(),
        programme: code,
    })
}

/// The records behind one figure.
///
/// # Errors
/// When the query is wrong, there is no such programme within reach, or the database fails.
pub async fn records(
    may: May<ViewRecords>,
    Extension(catalogue): Known,
    Id(code): Id<ProgrammeCode>,
    filters: Filters,
) -> Answer {
    programme(&catalogue, &may.db, &code)?;
    let mut filters = filters.checked(BEHIND)?;
    let (behind, span) = read(&mut filters.0, may.db.today())?;
    let page = records::page(&may.db, &ask(&code, span), &behind, filters.page(50)).await?;
    listed(&may, &filters, page.map(RecordOut::from))
}
