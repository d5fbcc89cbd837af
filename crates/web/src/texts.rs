//! The words of the pages, from Fluent files: one bundle per language, filled by every slice.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::Language;

/// All texts in all languages.
pub struct Texts {
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
    keys: BTreeMap<Language, BTreeSet<String>>,
}

/// The arguments of a text.
pub(crate) type Args<'a> = [(&'a str, FluentValue<'a>)];

impl Texts {
    /// Reads the Fluent sources of all slices.
    ///
    /// # Errors
    /// When a source is malformed or two slices use one key: with the key or the parser's words.
    pub fn read<'s>(sources: impl IntoIterator<Item = (Language, Cow<'s, str>)>) -> Result<Self, String> {
        let mut texts = Self { bundles: BTreeMap::new(), keys: BTreeMap::new() };
        for language in Language::ALL {
            let tag = language.word().parse().map_err(|error| format!("{language}: {error}"))?;
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // The isolation marks are for mixed directions; they would show in titles and exports.
            bundle.set_use_isolating(false);
            texts.bundles.insert(*language, bundle);
            texts.keys.insert(*language, BTreeSet::new());
        }
        for (language, source) in sources {
            texts.keys.entry(language).or_default().extend(keys_of(&source));
            let resource = FluentResource::try_new(source.into_owned())
                .map_err(|(_, errors)| format!("texts in {language}: {errors:?}"))?;
            if let Some(bundle) = texts.bundles.get_mut(&language) {
                bundle.add_resource(resource).map_err(|errors| format!("texts in {language}: {errors:?}"))?;
            }
        }
        Ok(texts)
    }

    /// The text of a key; nothing when the language has none.
    #[must_use]
    pub fn find(&self, language: Language, key: &str, args: &Args<'_>) -> Option<String> {
        let bundle = self.bundles.get(&language)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            given.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&given), &mut errors);
        if !errors.is_empty() {
            tracing::warn!(key, ?errors, "a text lacks an argument");
        }
        Some(text.into_owned())
    }

    /// The text of a key; the key itself where the language has none, so that a page is never blank.
    #[must_use]
    pub fn say(&self, language: Language, key: &str, args: &[(&str, fluent_bundle::FluentValue<'_>)]) -> String {
        self.find(language, key, args).unwrap_or_else(|| key.to_owned())
    }

    /// Every key of a language.
    #[must_use]
    pub fn keys(&self, language: Language) -> Vec<&str> {
        self.keys.get(&language).into_iter().flatten().map(String::as_str).collect()
    }
}

/// The keys of a Fluent source: identifiers at the beginning of a line, before the equals sign.
fn keys_of(source: &str) -> impl Iterator<Item = String> {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        is_key.then(|| key.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        let sources = [
            (
                Language::Italian,
                Cow::from(
                    "hello = Ciao, { $name }\nrows = { $n ->\n    [one] una riga\n   *[other] { $n } righe\n }\n",
                ),
            ),
            (Language::English, Cow::from("hello = Hello, { $name }\n")),
        ];
        Texts::read(sources).unwrap()
    }

    #[test]
    fn a_text_is_said_in_the_asked_language_with_its_arguments() {
        let texts = texts();
        let name = [("name", FluentValue::from("Amina"))];
        assert_eq!(texts.say(Language::Italian, "hello", &name), "Ciao, Amina");
        assert_eq!(texts.say(Language::English, "hello", &name), "Hello, Amina");
        assert_eq!(texts.say(Language::Italian, "rows", &[("n", FluentValue::from(1))]), "una riga");
    }

    #[test]
    fn a_missing_text_shows_its_key_and_the_keys_are_listed() {
        assert_eq!(texts().say(Language::English, "rows", &[]), "rows");
        assert_eq!(texts().keys(Language::Italian), ["hello", "rows"]);
    }

    #[test]
    fn one_key_has_one_text() {
        let twice = [(Language::Italian, Cow::from("a = 1\n")), (Language::Italian, Cow::from("a = 2\n"))];
        assert!(Texts::read(twice).is_err());
    }
}
