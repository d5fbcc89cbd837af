//! Which privacy notices exist and on which basis data may be shared for which purpose: data, with source and a mark of
//! who has verified it. See `data/privacy.toml`.

use std::sync::LazyLock;

use kernel::Day;
use serde::Deserialize;

use super::sharing::{Basis, Purpose};

/// A text that tells people what happens with their data (GDPR arts. 13 and 14).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct NoticeText {
    /// What it is about: `network`, `sharing`.
    pub code: String,
    /// Its version.
    pub version: String,
    /// From this day.
    pub from: Day,
    /// To this day, counted in.
    pub until: Option<Day>,
    /// The languages in which it may be given, as ISO 639-1 codes; the text itself is the network's own.
    pub languages: Vec<String>,
    /// The articles it answers to.
    pub source: String,
    /// Whether somebody answerable for data protection has checked it.
    pub verified: bool,
}

impl NoticeText {
    /// Code and version as one word: `network/2026-1`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}", self.code, self.version)
    }

    /// Whether it was in use on a day.
    #[must_use]
    pub fn is_in_use_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What a purpose may rest on.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PurposeBases {
    /// The purpose.
    pub word: Purpose,
    /// The bases, the usual one first.
    pub bases: Vec<Basis>,
    /// The articles.
    pub source: String,
    /// Whether somebody answerable for data protection has checked it.
    pub verified: bool,
}

/// The data file.
#[derive(Debug, Default, Deserialize)]
struct Privacy {
    notice: Vec<NoticeText>,
    purpose: Vec<PurposeBases>,
}

static PRIVACY: LazyLock<Privacy> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/privacy.toml")).unwrap_or_default());

/// Every notice text, the newest versions first.
#[must_use]
pub fn notice_texts() -> &'static [NoticeText] {
    &PRIVACY.notice
}

/// A notice text by code and version.
#[must_use]
pub fn notice_text(key: &str) -> Option<&'static NoticeText> {
    PRIVACY.notice.iter().find(|text| text.key() == key)
}

/// The languages in which some notice exists.
#[must_use]
pub fn notice_languages() -> Vec<&'static str> {
    let mut languages: Vec<&str> = Vec::new();
    for language in PRIVACY.notice.iter().flat_map(|text| &text.languages) {
        if !languages.contains(&language.as_str()) {
            languages.push(language);
        }
    }
    languages
}

/// What a purpose may rest on.
#[must_use]
pub fn bases_of(purpose: Purpose) -> Option<&'static PurposeBases> {
    PRIVACY.purpose.iter().find(|known| known.word == purpose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_names_its_bases_and_their_source() {
        for purpose in Purpose::ALL {
            let known = bases_of(*purpose).unwrap();
            assert!(!known.bases.is_empty() && !known.source.is_empty(), "{purpose}");
        }
        assert_eq!(PRIVACY.purpose.len(), Purpose::ALL.len());
    }

    #[test]
    fn every_notice_exists_in_italian_and_is_known_by_its_version() {
        assert!(!notice_texts().is_empty());
        for text in notice_texts() {
            assert!(text.languages.iter().any(|language| language == "it"), "{}", text.key());
            assert_eq!(
                notice_text(&text.key()).map(|found| found.from),
                Some(text.from),
                "two are called {}",
                text.key()
            );
        }
    }
}
