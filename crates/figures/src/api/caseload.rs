//! Live counts of the caseload, as JSON.

use kernel::{MemberId, OrganisationId, ProgrammeCode, TerritoryCode};
use pathways::rules::pathway::PathwayStatus;
use serde::Serialize;
use web::api::given;
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, May, Problem};

use crate::permissions::ViewFigures;
use crate::store::caseload::{self, By, Cell};

/// What the counts are parted by.
pub const CASELOAD: &[Field] = &[Field::new(
    "by",
    Kind::Text(60),
    "One or two of `territory`, `status`, `programme`, `organisation`, `case-worker`, with a comma between; `territory,status` when left out.",
)];

/// The caseload now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CaseloadOut {
    /// What the counts are parted by.
    pub by: Vec<By>,
    /// All pathways within reach.
    pub total: u64,
    /// The counts.
    pub items: Vec<CaseloadCount>,
}

/// One count; of the values, those that were asked for.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CaseloadCount {
    /// The territory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub territory: Option<TerritoryCode>,
    /// Where the pathways stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PathwayStatus>,
    /// The programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeCode>,
    /// The partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Who accompanies the households.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_worker: Option<MemberId>,
    /// How many pathways.
    pub count: u64,
}

impl From<Cell> for CaseloadCount {
    fn from(cell: Cell) -> Self {
        let mut out = Self { count: cell.count, ..Self::default() };
        for (by, value) in cell.values {
            match by {
                By::Territory => out.territory = value.parse().ok(),
                By::Status => out.status = PathwayStatus::from_word(&value),
                By::Programme => out.programme = value.parse().ok(),
                By::Organisation => out.organisation = value.parse().ok(),
                By::CaseWorker => out.case_worker = value.parse().ok(),
            }
        }
        out
    }
}

/// Counts the pathways within reach, as they stand now.
///
/// # Errors
/// When `by` cannot be understood, or the database fails.
pub async fn show(may: May<ViewFigures>, mut filters: Filters) -> Answer {
    if !filters.0.check(CASELOAD) {
        return Err(filters.0.problem());
    }
    let words = filters.0.text("by").unwrap_or_else(|| "territory,status".to_owned());
    let offered: Vec<&str> = By::ALL.iter().map(|by| by.word()).collect();
    let refused = |_| Problem::Invalid(vec![FieldError::new("by", "not-offered").with("offered", offered.join(", "))]);
    let by = caseload::asked(&words).map_err(refused)?;
    let cells = caseload::counts(&may.db, &by).await?;
    let total = cells.iter().map(|cell| cell.count).sum();
    given(CaseloadOut { by, total, items: cells.into_iter().map(CaseloadCount::from).collect() })
}
