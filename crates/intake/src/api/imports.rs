//! Imports as JSON.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use kernel::{Moment, OrganisationId, ProgrammeCode};
use people::permissions::EditPeople;
use serde::Serialize;
use store::Held;
use web::api::{Sent, created, given, listed};
use web::{Answer, FieldError, Filters, Id, May, Problem, Uploaded};

use crate::pages::acts::go;
use crate::pages::columns::said;
use crate::pages::imports::{Programmes, SENDING, keep, programme_of, read_sending, sheets_of};
use crate::pages::preview::{ANSWERS, answered, hands, new_years};
use crate::pages::remedy;
use crate::permissions::ImportReferrals;
use crate::report::Report;
use crate::rules::import::{ImportAct, ImportRefusal, ImportStatus, after};
use crate::store::imports::{self, ImportId, SheetImport};
use crate::store::preview::preview;
use crate::store::taking;

/// One line of the list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ImportOut {
    /// The import.
    #[schema(value_type = String)]
    pub id: ImportId,
    /// What the file is called.
    pub file_name: String,
    /// Who sent it, by name.
    pub sender: Option<String>,
    /// The programme.
    #[schema(value_type = String)]
    pub programme: ProgrammeCode,
    /// The partner.
    #[schema(value_type = String)]
    pub organisation: OrganisationId,
    /// Where it stands.
    #[schema(value_type = String)]
    pub status: ImportStatus,
    /// When it was last worked on, in milliseconds since 1970.
    #[schema(value_type = i64)]
    pub last_activity: Moment,
}

/// What came of taking an import back.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct BackOut {
    /// How many households are gone.
    pub gone: usize,
    /// The referrals that stay, because somebody worked on them since or their household was known before.
    #[schema(value_type = Vec<String>)]
    pub stay: Vec<kernel::ReferralId>,
}

/// The imports within reach.
///
/// # Errors
/// When the database fails.
pub async fn list(may: May<ImportReferrals>, filters: Filters) -> Answer {
    let filters = filters.checked(&[])?;
    let page = imports::page(&may.db, filters.page(25)).await?;
    let out = page.map(|row| ImportOut {
        id: row.id,
        file_name: row.file_name,
        sender: row.sender,
        programme: row.programme,
        organisation: row.organisation_id,
        status: row.status,
        last_activity: row.last_activity,
    });
    listed(&may, &filters, out)
}

/// Keeps a file and tells what it comes to. Nothing is taken over.
///
/// # Errors
/// When a field or the file cannot be used.
pub async fn create(may: May<ImportReferrals>, catalogue: Programmes, mut sent: Uploaded) -> Answer {
    sent.form.check(SENDING);
    let file = sent.file("file");
    let running = catalogue.active(&may.db).await?;
    let sending = read_sending(&mut sent.form, &may.db, &running);
    if let Some(file) = &file
        && let Err(unreadable) = sheets_of(&file.bytes).await
    {
        sent.form.fail(FieldError::new("file", unreadable.code()));
    }
    let (Some(file), Some(sending), true) = (file, sending, sent.form.errors().is_empty()) else {
        return Err(sent.form.problem());
    };
    let (import, known) = keep(&may.db, sending, &file.name, file.bytes).await?;
    let report = report(&may, &import, &catalogue).await?;
    if known { given(report) } else { created(&format!("/api/v1/imports/{}", import.id), report) }
}

async fn report(may: &May<ImportReferrals>, import: &SheetImport, catalogue: &Programmes) -> Result<Report, Problem> {
    let programme = programme_of(catalogue, import)?;
    let found = preview(&may.db, &may.also::<EditPeople>(), import, &programme).await?;
    let found = found.map_err(|none| Problem::Conflict(none.code()))?;
    let taken = imports::of_import(&may.db, import.id).await?;
    Ok(Report::of(import, &found, &taken, |remark| remedy::of(may, remark)))
}

/// What an import comes to.
///
/// # Errors
/// When there is none within reach, or its file is forgotten.
pub async fn show(may: May<ImportReferrals>, Id(id): Id<ImportId>, catalogue: Programmes) -> Answer {
    let import = may.db.rows::<SheetImport>().id(id).one().await?;
    given(report(&may, &import, &catalogue).await?)
}

/// Says what columns mean.
///
/// # Errors
/// When there is none within reach, or a field is wrong.
pub async fn columns(
    may: May<ImportReferrals>,
    Id(id): Id<ImportId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    let new = said(&mut form, &held);
    if !form.errors().is_empty() {
        return Err(form.problem());
    }
    let held = held_at(held, &form)?;
    let import = imports::put(&may.db, held, new).await?;
    given(report(&may, &import, &catalogue).await?)
}

/// Answers doubts.
///
/// # Errors
/// When there is none within reach, or a field is wrong.
pub async fn answers(
    may: May<ImportReferrals>,
    Id(id): Id<ImportId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    if !form.check(ANSWERS) {
        return Err(form.problem());
    }
    let all = if form.flag("all-year-only") { new_years(&may, &held, &catalogue).await? } else { Vec::new() };
    let mut new = held.clone();
    answered(&mut new.answers.0, &form, &all);
    let held = held_at(held, &form)?;
    let import = imports::put(&may.db, held, new).await?;
    given(report(&may, &import, &catalogue).await?)
}

fn held_at(held: Held<SheetImport>, form: &web::Form) -> Result<Held<SheetImport>, Problem> {
    match form.version() {
        Some(version) => held.at_version(version).map_err(Problem::from),
        None => Ok(held),
    }
}

/// Takes over what is ready.
///
/// # Errors
/// When there is none within reach, or it cannot be done from where the import stands.
pub async fn take(may: May<ImportReferrals>, Id(id): Id<ImportId>, catalogue: Programmes) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    after(held.status, ImportAct::Take).map_err(conflict)?;
    let programme = programme_of(&catalogue, &held)?;
    let running = catalogue.active(&may.db).await?;
    go(&hands(&may), &held, &running, &programme, None, |_| {})
        .await?
        .map_err(|none| Problem::Conflict(none.code()))?;
    let households = imports::of_import(&may.db, id).await?.len();
    let held: Held<SheetImport> = may.db.held(id).await?;
    let import = taking::finish(&may.db, held, households).await?.map_err(conflict)?;
    given(report(&may, &import, &catalogue).await?)
}

/// Takes back all that was taken over, but for what was worked on since.
///
/// # Errors
/// When there is none within reach, or it cannot be done from where the import stands.
pub async fn undo(may: May<ImportReferrals>, Id(id): Id<ImportId>) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    let back = taking::undo(&hands(&may), held).await?.map_err(conflict)?;
    given(BackOut { gone: back.gone, stay: back.stay })
}

/// Puts an import aside.
///
/// # Errors
/// When there is none within reach, or something of it was taken over.
pub async fn discard(may: May<ImportReferrals>, Id(id): Id<ImportId>) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    imports::discard(&may.db, held).await?.map_err(conflict)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn conflict(refusal: ImportRefusal) -> Problem {
    Problem::Conflict(web::Refusal::code(&refusal))
}
