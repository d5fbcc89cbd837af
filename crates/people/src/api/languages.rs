//! A person's languages as JSON.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use kernel::PersonId;
use serde::Serialize;
use store::{Held, StoreError};
use web::api::{Sent, created, given};
use web::{Answer, Id, May};

use crate::pages::languages::{LANGUAGE, listed_already, read};
use crate::permissions::EditPeople;
use crate::rules::language::{Language, Reads, Script, Speaks};
use crate::store::languages::{self as stored, PersonLanguage, PersonLanguageId};
use crate::store::persons::Identity;

/// A language of a person.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct LanguageOut {
    /// The id.
    #[schema(value_type = String)]
    pub id: PersonLanguageId,
    /// How often it was changed.
    pub version: i64,
    /// Whose.
    pub person: PersonId,
    /// Its ISO 639 code.
    pub language: Language,
    /// Whether the person grew up with it.
    pub mother_tongue: bool,
    /// How well the person speaks it.
    pub speaks: Speaks,
    /// Whether the person reads it.
    pub reads: Reads,
    /// In which script (ISO 15924).
    pub script: Option<Script>,
    /// Whether the person wants an interpreter of it.
    pub interpreter: bool,
}

impl From<PersonLanguage> for LanguageOut {
    fn from(row: PersonLanguage) -> Self {
        let PersonLanguage {
            id,
            version,
            person_id: person,
            language,
            mother_tongue,
            speaks,
            reads,
            script,
            interpreter,
        } = row;
        Self { id, version, person, language, mother_tongue, speaks, reads, script, interpreter }
    }
}

/// Writes a language down.
///
/// # Errors
/// When a field is wrong, the language is there already, or there is no such person within reach.
pub async fn add(may: May<EditPeople>, Id(person): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    may.db.rows::<Identity>().id(person).one().await?;
    form.check(LANGUAGE);
    let Some(new) = read(&mut form, None, person, false) else { return Err(form.problem()) };
    match stored::add(&may.db, &new).await {
        Err(StoreError::Taken(_)) => {
            form.fail(listed_already());
            Err(form.problem())
        }
        Err(error) => Err(error.into()),
        Ok(()) => created(&format!("/api/v1/languages/{}", new.id), LanguageOut::from(new)),
    }
}

/// Puts a language right.
///
/// # Errors
/// When a field is wrong, there is none within reach, or somebody was faster.
pub async fn update(may: May<EditPeople>, Id(id): Id<PersonLanguageId>, Sent(mut form): Sent) -> Answer {
    let held: Held<PersonLanguage> = may.db.held(id).await?;
    form.check(LANGUAGE);
    let Some(new) = read(&mut form, Some(&held), held.person_id, true) else { return Err(form.problem()) };
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    match stored::put(&may.db, held, new).await {
        Err(StoreError::Taken(_)) => {
            form.fail(listed_already());
            Err(form.problem())
        }
        Err(error) => Err(error.into()),
        Ok(()) => given(LanguageOut::from(may.db.rows::<PersonLanguage>().id(id).one().await?)),
    }
}

/// Takes a language away that was written down by mistake.
///
/// # Errors
/// When there is none within reach.
pub async fn remove(may: May<EditPeople>, Id(id): Id<PersonLanguageId>) -> Answer {
    let held: Held<PersonLanguage> = may.db.held(id).await?;
    stored::remove(&may.db, &held).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
