//! Programmes as JSON.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use kernel::schema::{PartialSchema, RefOr, Schema, ToSchema};
use kernel::{Day, ProgrammeCode, TerritoryCode};
use serde::Serialize;
use web::api::{Sent, all, given};
use web::{Answer, Id, May, Problem};

use crate::catalogue::Catalogue;
use crate::definition::{Programme, TerritoryKind};
use crate::pages::programmes::read;
use crate::permissions::{RunProgrammes, ViewProgrammes};
use crate::rules::Recipient;
use crate::store::editions::{self, Edition};

/// A programme in short.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProgrammeOut {
    /// Its code.
    pub code: ProgrammeCode,
    /// Its proper name.
    pub name: String,
    /// The version of its definition.
    pub version: u32,
    /// What it is, in the caller's language.
    pub description: String,
    /// The lead partner.
    pub lead: String,
    /// Whom it serves directly.
    pub recipients: Vec<Recipient>,
    /// The axes of its plans and figures.
    pub axes: Vec<ProgrammeAxisOut>,
    /// Where it works.
    pub territories: Vec<ProgrammeTerritoryOut>,
    /// The first day on which this installation runs it.
    pub runs_from: Option<Day>,
    /// The last day.
    pub runs_to: Option<Day>,
    /// Whether it runs today.
    pub active: bool,
}

/// An axis of a programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeAxisOut {
    /// Its code.
    pub code: String,
    /// Its name in the caller's language.
    pub name: String,
}

/// A territory of a programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeTerritoryOut {
    /// Its code.
    pub code: TerritoryCode,
    /// Its Italian name.
    pub name: String,
    /// Its kind.
    pub kind: TerritoryKind,
}

impl ProgrammeOut {
    fn of(programme: &Programme, edition: Option<&Edition>, language: &str, today: Day) -> Self {
        let axes = programme
            .axes
            .iter()
            .map(|axis| ProgrammeAxisOut { code: axis.code.clone(), name: axis.name.get(language).to_owned() });
        let territories = programme.territories.iter().map(|territory| ProgrammeTerritoryOut {
            code: territory.code.clone(),
            name: territory.name.clone(),
            kind: territory.kind,
        });
        Self {
            code: programme.code.clone(),
            name: programme.name.clone(),
            version: programme.version,
            description: programme.description(language).to_owned(),
            lead: programme.lead.name.clone(),
            recipients: programme.recipients.clone(),
            axes: axes.collect(),
            territories: territories.collect(),
            runs_from: edition.map(|edition| edition.begins),
            runs_to: edition.and_then(|edition| edition.ends),
            active: edition.is_some_and(|edition| edition.period().contains(today)),
        }
    }
}

/// A whole definition, with all names in both languages.
#[derive(Debug)]
pub struct DefinitionOut(Arc<Programme>);

impl Serialize for DefinitionOut {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl PartialSchema for DefinitionOut {
    fn schema() -> RefOr<Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .description(Some("The definition, field by field as its file is written; see docs/programme-file.md."))
            .into()
    }
}

impl ToSchema for DefinitionOut {}

/// The programmes.
///
/// # Errors
/// When the database fails.
pub async fn list(may: May<ViewProgrammes>, Extension(catalogue): Extension<Arc<Catalogue>>) -> Answer {
    let today = may.db.today();
    let rows = editions::all(&may.db).await?;
    let editions: HashMap<&ProgrammeCode, &Edition> =
        rows.iter().map(|edition| (&edition.programme, edition)).collect();
    let language = may.language().word();
    let out = |programme: &Arc<Programme>| {
        ProgrammeOut::of(programme, editions.get(&programme.code).copied(), language, today)
    };
    all(catalogue.all().map(out).collect::<Vec<_>>())
}

/// One definition.
///
/// # Errors
/// When there is none with this code.
pub async fn show(
    _may: May<ViewProgrammes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(code): Id<ProgrammeCode>,
) -> Answer {
    let programme = catalogue.get(&code).ok_or(Problem::NotFound)?;
    given(DefinitionOut(Arc::clone(programme)))
}

/// Sets when this installation runs a programme.
///
/// # Errors
/// When there is none with this code, a field is wrong, or the database fails.
pub async fn set_edition(
    may: May<RunProgrammes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(code): Id<ProgrammeCode>,
    Sent(mut form): Sent,
) -> Answer {
    let programme =
        catalogue.get(&code).filter(|_| editions::may_set(may.db.reach(), &code)).ok_or(Problem::NotFound)?;
    let Some(edition) = read(&mut form, &code) else { return Err(form.problem()) };
    editions::set(&may.db, edition.clone()).await?;
    given(ProgrammeOut::of(programme, Some(&edition), may.language().word(), may.db.today()))
}
