//! An import in figures, cells and households: what the API and the command line tell.

use kernel::{OrganisationId, PersonId, ProgrammeCode, ReferralId};
use serde::Serialize;

use crate::rules::import::ImportStatus;
use crate::rules::proposal::Standing;
use crate::rules::taking;
use crate::store::imports::{ImportId, ImportedHousehold, SheetImport};
use crate::store::preview::Preview;

/// What an import comes to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// The import.
    #[schema(value_type = String)]
    pub id: ImportId,
    /// How often it was changed.
    pub version: i64,
    /// What the file is called.
    pub file_name: String,
    /// Where the import stands.
    #[schema(value_type = String)]
    pub status: ImportStatus,
    /// The programme.
    #[schema(value_type = String)]
    pub programme: ProgrammeCode,
    /// The partner.
    #[schema(value_type = String)]
    pub organisation: OrganisationId,
    /// The sheet that was read.
    pub sheet: String,
    /// The row of the headers, from 1.
    pub header_row: Option<usize>,
    /// The columns.
    pub columns: Vec<ColumnTold>,
    /// How many people its rows speak of.
    pub people: usize,
    /// Households by where they stand.
    pub standings: Vec<StandingTold>,
    /// Its households.
    pub households: Vec<HouseholdTold>,
    /// Every remark about a cell.
    pub cells: Vec<CellTold>,
    /// What was taken over so far.
    pub taken: Vec<TakenTold>,
}

/// A column.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ColumnTold {
    /// As the sheet's program names it.
    pub column: String,
    /// The header as written.
    pub header: String,
    /// What it means.
    pub meaning: Option<String>,
}

/// How many households stand so.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StandingTold {
    /// Where they stand.
    pub standing: String,
    /// How many households.
    pub households: usize,
    /// How many people.
    pub people: usize,
}

/// A household.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HouseholdTold {
    /// The number of its first row.
    pub first_row: usize,
    /// Its rows.
    pub rows: Vec<usize>,
    /// Whether the sheet itself says that they belong together.
    pub sure: bool,
    /// Where it stands.
    pub standing: String,
    /// The territory.
    pub territory: Option<String>,
    /// Rows of it that may repeat an earlier row.
    pub repeats: Vec<RepeatTold>,
    /// People known already whom its rows may be.
    pub likely: Vec<LikelyTold>,
}

/// A row that may repeat another.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RepeatTold {
    /// The row.
    pub row: usize,
    /// The earlier row.
    pub of: usize,
    /// The evidence.
    pub evidence: Vec<String>,
}

/// Somebody known already whom a row may be.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct LikelyTold {
    /// The row.
    pub row: usize,
    /// The person.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// The evidence.
    pub evidence: Vec<String>,
}

/// A remark about a cell.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CellTold {
    /// The row, as the sheet's program numbers it.
    pub row: usize,
    /// The column, as the sheet's program names it.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is to be said of it, as a code.
    pub remark: String,
    /// What to do.
    pub remedy: String,
    /// Whether it keeps the household from being taken over.
    pub fault: bool,
}

/// A household taken over.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TakenTold {
    /// Its first row.
    pub first_row: i64,
    /// Its referral.
    #[schema(value_type = String)]
    pub referral: ReferralId,
    /// Whether the household was known before.
    pub joined: bool,
}

impl From<&ImportedHousehold> for TakenTold {
    fn from(one: &ImportedHousehold) -> Self {
        Self { first_row: one.first_row, referral: one.referral_id, joined: one.joined }
    }
}

impl Report {
    /// The report of a preview; `remedy` says in words what to do about a cell.
    #[must_use]
    pub fn of(
        import: &SheetImport,
        found: &Preview,
        taken: &[ImportedHousehold],
        remedy: impl Fn(&crate::rules::row::CellRemark) -> String,
    ) -> Self {
        let header = found.reading.header.as_ref();
        let columns = header.into_iter().flat_map(|header| &header.columns).map(|column| ColumnTold {
            column: crate::rules::row::column_name(column.at),
            header: column.header.clone(),
            meaning: column.meaning.map(|meaning| meaning.word().to_owned()),
        });
        let standings = Standing::ALL.iter().map(|standing| {
            let those = || found.proposals.iter().filter(|proposal| proposal.standing == *standing);
            StandingTold {
                standing: standing.word().to_owned(),
                households: those().count(),
                people: those().map(|proposal| proposal.rows.len()).sum(),
            }
        });
        let cells = found.reading.rows.iter().flat_map(|row| &row.remarks).map(|one| CellTold {
            row: one.row,
            column: one.column.clone(),
            value: one.value.clone(),
            remark: one.remark.word().to_owned(),
            remedy: remedy(one),
            fault: one.remark.is_fault(),
        });
        Self {
            id: import.id,
            version: import.version,
            file_name: import.file_name.clone(),
            status: import.status,
            programme: import.programme.clone(),
            organisation: import.organisation_id,
            sheet: found.reading.sheet.name.clone(),
            header_row: header.map(|header| header.row + 1),
            columns: columns.collect(),
            people: found.reading.rows.len(),
            standings: standings.collect(),
            households: found.proposals.iter().map(|proposal| household(found, proposal)).collect(),
            cells: cells.collect(),
            taken: taken.iter().map(TakenTold::from).collect(),
        }
    }
}

impl Report {
    /// The cells that were understood, and not surely so, by what is doubtful.
    #[must_use]
    pub fn doubts(&self) -> Vec<(&str, Vec<&CellTold>)> {
        let mut doubts: Vec<(&str, Vec<&CellTold>)> = Vec::new();
        for cell in self.cells.iter().filter(|cell| !cell.fault) {
            match doubts.iter_mut().find(|(doubt, _)| *doubt == cell.remark) {
                Some((_, cells)) => cells.push(cell),
                None => doubts.push((&cell.remark, vec![cell])),
            }
        }
        doubts
    }
}

fn household(found: &Preview, proposal: &crate::rules::proposal::Proposal) -> HouseholdTold {
    let number = |at: usize| found.reading.rows[at].number;
    // Who was taken over before is known, of course.
    let is_new = |at: &&usize| !found.before.contains_key(&taking::fingerprint(&found.reading.rows[**at].person));
    let evidence = |of: &people::rules::identity::Resemblance| -> Vec<String> {
        of.findings.iter().map(|finding| finding.sign.word().to_owned()).collect()
    };
    let repeats = proposal.rows.iter().filter(is_new).filter_map(|at| {
        let repeat = found.repeats.get(at)?;
        Some(RepeatTold { row: number(*at), of: number(repeat.of), evidence: evidence(&repeat.resemblance) })
    });
    let likely = proposal.rows.iter().filter(is_new).flat_map(|at| {
        found.likely[*at].iter().map(|likely| LikelyTold {
            row: number(*at),
            person: likely.person.id,
            evidence: evidence(&likely.resemblance),
        })
    });
    HouseholdTold {
        first_row: proposal.key,
        rows: proposal.rows.iter().map(|at| number(*at)).collect(),
        sure: proposal.sure,
        standing: proposal.standing.word().to_owned(),
        territory: proposal.rows.iter().find_map(|at| found.territories[*at].as_ref()).map(ToString::to_string),
        repeats: repeats.collect(),
        likely: likely.collect(),
    }
}
