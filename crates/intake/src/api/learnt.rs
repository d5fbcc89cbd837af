//! What was learnt of the senders' column headers, as JSON.

use kernel::OrganisationId;
use serde::Serialize;
use web::api::{Sent, all, given};
use web::{Answer, May};

use crate::pages::learnt::{forgotten, read};
use crate::permissions::ImportReferrals;
use crate::store::learnt;

/// What a header of a sender means.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct LearntOut {
    /// The partner that receives the sheets.
    #[schema(value_type = String)]
    pub organisation: OrganisationId,
    /// Whose sheets, in small letters and without accents.
    pub sender: String,
    /// The header, likewise.
    pub header: String,
    /// What it means; nothing when the column is passed over.
    pub meaning: Option<String>,
}

/// How much was forgotten.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ForgottenOut {
    /// How many headers.
    pub forgotten: u64,
}

/// What was learnt, within reach.
///
/// # Errors
/// When the database fails.
pub async fn list(may: May<ImportReferrals>) -> Answer {
    let rows = learnt::all(&may.db).await?.into_iter().map(|row| LearntOut {
        organisation: row.organisation_id,
        sender: row.sender,
        header: row.header,
        meaning: row.meaning,
    });
    all(rows.collect())
}

/// Forgets some headers of a sender, or all.
///
/// # Errors
/// When a field is wrong, or nothing of the kind was learnt within reach.
pub async fn forget(may: May<ImportReferrals>, Sent(mut form): Sent) -> Answer {
    let Some(what) = read(&mut form) else { return Err(form.problem()) };
    given(ForgottenOut { forgotten: forgotten(&may.db, &what).await? })
}
