//! The languages that people speak, and the scripts in which they read them: two facts, not one.
//!
//! A language has its ISO 639 code (two letters, three where there are none), a script its ISO 15924 code. The list holds
//! the languages met in reception, not all there are; whoever meets another writes it into the free text beside. Names
//! stand in `texts/languages.*.ftl`, made from Unicode's CLDR 46 as Babel 2.17 carries it, by hand where it has none.

use std::fmt;
use std::str::FromStr;

use kernel::words;

words!(
    /// A script.
    pub enum Script {
        /// Latin.
        Latn = "Latn",
        /// Arabic.
        Arab = "Arab",
        /// Cyrillic.
        Cyrl = "Cyrl",
        /// Ethiopic (Ge'ez).
        Ethi = "Ethi",
        /// Bengali.
        Beng = "Beng",
        /// Adlam.
        Adlm = "Adlm",
        /// Armenian.
        Armn = "Armn",
        /// Devanagari.
        Deva = "Deva",
        /// Georgian.
        Geor = "Geor",
        /// Greek.
        Grek = "Grek",
        /// Gujarati.
        Gujr = "Gujr",
        /// Gurmukhi.
        Guru = "Guru",
        /// Chinese, simplified.
        Hans = "Hans",
        /// Chinese, traditional.
        Hant = "Hant",
        /// Hebrew.
        Hebr = "Hebr",
        /// Japanese.
        Jpan = "Jpan",
        /// Khmer.
        Khmr = "Khmr",
        /// Korean.
        Kore = "Kore",
        /// Lao.
        Laoo = "Laoo",
        /// Malayalam.
        Mlym = "Mlym",
        /// Mongolian.
        Mong = "Mong",
        /// Burmese.
        Mymr = "Mymr",
        /// N'Ko.
        Nkoo = "Nkoo",
        /// Sinhala.
        Sinh = "Sinh",
        /// Tamil.
        Taml = "Taml",
        /// Telugu.
        Telu = "Telu",
        /// Tifinagh.
        Tfng = "Tfng",
        /// Thai.
        Thai = "Thai",
        /// Tibetan.
        Tibt = "Tibt",
        /// Vai.
        Vaii = "Vaii",
    }
);
store::word_cells!(Script);

words!(
    /// How well somebody speaks a language.
    pub enum Speaks {
        /// Well enough for an interview.
        Well = "well",
        /// Some words.
        Some = "some",
    }
);
store::word_cells!(Speaks);

words!(
    /// Whether somebody reads a language. Who speaks it well may not.
    pub enum Reads {
        /// Reads it.
        Yes = "yes",
        /// Does not read it.
        No = "no",
        /// Nobody asked.
        Unknown = "unknown",
    }
);
store::word_cells!(Reads);

/// A language of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(&'static str);

impl Language {
    /// Its ISO 639 code: the tail of the text key `language-…`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The scripts in which it is written, the usual one first.
    #[must_use]
    pub fn scripts(self) -> &'static [Script] {
        LANGUAGES.iter().find(|(code, _)| *code == self.0).map_or(&[], |(_, scripts)| scripts)
    }
}

/// The ISO 639 code.
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// The text is no code of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALanguage;

impl fmt::Display for NotALanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the ISO 639 code of a language of the list (such as `ti`)")
    }
}

impl std::error::Error for NotALanguage {}

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        let text = text.trim().to_ascii_lowercase();
        LANGUAGES.iter().find(|(code, _)| *code == text).map(|(code, _)| Self(code)).ok_or(NotALanguage)
    }
}

impl serde::Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0)
    }
}

store::text_cells!(Language);
kernel::text_schema!(Language, Plain);

/// The codes as the words of a field.
#[must_use]
pub fn languages() -> Vec<&'static str> {
    LANGUAGES.iter().map(|(code, _)| *code).collect()
}

/// The codes of the languages that somebody writes down: two or three letters each (ISO 639), each once.
///
/// # Errors
/// The first word that is no such code.
pub fn codes_in(written: &str) -> Result<Vec<String>, String> {
    let mut codes: Vec<String> = Vec::new();
    for word in written.split([',', ';', ' ', '/']).filter(|word| !word.is_empty()) {
        let code = word.to_lowercase();
        if !(2..=3).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(word.to_owned());
        }
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

/// The languages with their scripts.
#[rustfmt::skip]
pub const LANGUAGES: &[(&str, &[Script])] = {
    use Script::*;
    &[
        ("aa", &[Latn, Ethi]), ("ach", &[Latn]), ("acm", &[Arab]), ("aeb", &[Arab]), ("af", &[Latn]), ("ak", &[Latn]),
        ("am", &[Ethi]), ("apc", &[Arab]), ("apd", &[Arab]), ("ar", &[Arab]), ("ary", &[Arab]), ("arz", &[Arab]),
        ("av", &[Cyrl]), ("ay", &[Latn]), ("az", &[Latn, Arab]), ("bal", &[Arab, Latn]), ("bas", &[Latn]),
        ("bci", &[Latn]), ("be", &[Cyrl]), ("bg", &[Cyrl]), ("bin", &[Latn]), ("bm", &[Latn, Nkoo]), ("bn", &[Beng]),
        ("bo", &[Tibt]), ("brh", &[Arab]), ("bs", &[Latn, Cyrl]), ("bum", &[Latn]), ("byn", &[Ethi]), ("ce", &[Cyrl]),
        ("ceb", &[Latn]), ("ckb", &[Arab]), ("cs", &[Latn]), ("ctg", &[Beng]), ("dag", &[Latn]), ("de", &[Latn]),
        ("din", &[Latn]), ("dje", &[Latn]), ("dua", &[Latn]), ("dyu", &[Latn, Nkoo]), ("ee", &[Latn]), ("el", &[Grek]),
        ("en", &[Latn]), ("es", &[Latn]), ("et", &[Latn]), ("ewo", &[Latn]), ("fa", &[Arab]), ("ff", &[Latn, Arab, Adlm]),
        ("fon", &[Latn]), ("fr", &[Latn]), ("fuc", &[Latn, Arab, Adlm]), ("fuf", &[Latn, Arab, Adlm]), ("fur", &[Latn]),
        ("gaa", &[Latn]), ("gez", &[Ethi]), ("gn", &[Latn]), ("gu", &[Gujr]), ("gur", &[Latn]), ("ha", &[Latn, Arab]),
        ("har", &[Ethi]), ("haz", &[Arab]), ("hi", &[Deva]), ("hr", &[Latn]), ("ht", &[Latn]), ("hu", &[Latn]),
        ("hy", &[Armn]), ("ibb", &[Latn]), ("id", &[Latn]), ("ig", &[Latn]), ("ijo", &[Latn]), ("ilo", &[Latn]),
        ("it", &[Latn]), ("ja", &[Jpan]), ("ka", &[Geor]), ("kab", &[Latn, Tfng]), ("kam", &[Latn]), ("kea", &[Latn]),
        ("kg", &[Latn]), ("ki", &[Latn]), ("kk", &[Cyrl, Arab, Latn]), ("km", &[Khmr]), ("kmr", &[Latn, Arab]),
        ("ko", &[Kore]), ("kpe", &[Latn]), ("kri", &[Latn]), ("ktu", &[Latn]), ("ku", &[Latn, Arab]),
        ("ky", &[Cyrl, Arab]), ("lg", &[Latn]), ("lir", &[Latn]), ("ln", &[Latn]), ("lo", &[Laoo]), ("lt", &[Latn]),
        ("lua", &[Latn]), ("luo", &[Latn]), ("lv", &[Latn]), ("men", &[Latn]), ("mey", &[Arab]), ("mg", &[Latn]),
        ("mk", &[Cyrl]), ("ml", &[Mlym]), ("mls", &[Latn]), ("mn", &[Cyrl, Mong]), ("mnk", &[Latn, Arab]),
        ("mos", &[Latn]), ("mr", &[Deva]), ("ms", &[Latn]), ("my", &[Mymr]), ("ne", &[Deva]), ("nl", &[Latn]),
        ("nus", &[Latn]), ("ny", &[Latn]), ("om", &[Latn, Ethi]), ("os", &[Cyrl]), ("pa", &[Guru, Arab]),
        ("pcm", &[Latn]), ("pl", &[Latn]), ("pnb", &[Arab]), ("prs", &[Arab]), ("ps", &[Arab]), ("pt", &[Latn]),
        ("qu", &[Latn]), ("rhg", &[Latn, Arab]), ("rif", &[Latn, Tfng, Arab]), ("rn", &[Latn]), ("ro", &[Latn, Cyrl]),
        ("rom", &[Latn, Cyrl]), ("ru", &[Cyrl]), ("rw", &[Latn]), ("sd", &[Arab, Deva]), ("sg", &[Latn]),
        ("shi", &[Tfng, Latn, Arab]), ("si", &[Sinh]), ("sid", &[Latn]), ("sk", &[Latn]), ("skr", &[Arab]),
        ("sl", &[Latn]), ("sn", &[Latn]), ("snk", &[Latn]), ("so", &[Latn, Arab]), ("sq", &[Latn]), ("sr", &[Cyrl, Latn]),
        ("srr", &[Latn]), ("ssy", &[Latn]), ("st", &[Latn]), ("sus", &[Latn]), ("sw", &[Latn]), ("syl", &[Beng]),
        ("ta", &[Taml]), ("te", &[Telu]), ("tem", &[Latn]), ("teo", &[Latn]), ("tg", &[Cyrl]), ("th", &[Thai]),
        ("ti", &[Ethi]), ("tig", &[Ethi]), ("tk", &[Latn, Cyrl]), ("tl", &[Latn]), ("tmh", &[Latn, Tfng]),
        ("tr", &[Latn]), ("tzm", &[Tfng, Latn, Arab]), ("ug", &[Arab, Cyrl]), ("uk", &[Cyrl]), ("ur", &[Arab]),
        ("uz", &[Latn, Cyrl]), ("vai", &[Vaii, Latn]), ("vi", &[Latn]), ("wo", &[Latn, Arab]), ("wuu", &[Hans]),
        ("yo", &[Latn]), ("yue", &[Hant, Hans]), ("zag", &[Latn]), ("zgh", &[Tfng, Latn]), ("zh", &[Hans, Hant]),
        ("zu", &[Latn]),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_and_every_script_has_a_name_in_both_languages_of_the_pages() {
        for names in [include_str!("../../texts/languages.it.ftl"), include_str!("../../texts/languages.en.ftl")] {
            for (code, scripts) in LANGUAGES {
                assert!(names.contains(&format!("language-{code} = ")), "{code}");
                assert!(!scripts.is_empty(), "{code}");
            }
            for script in Script::ALL {
                assert!(names.contains(&format!("script-{script} = ")), "{script}");
            }
        }
        assert!(LANGUAGES.windows(2).all(|two| two[0].0 < two[1].0));
    }

    #[test]
    fn languages_written_down_are_codes() {
        assert_eq!(codes_in("AR, fr;ti fr").unwrap(), ["ar", "fr", "ti"]);
        assert_eq!(codes_in("ar, arabo").unwrap_err(), "arabo");
    }

    #[test]
    fn a_language_survives_its_text_and_knows_its_scripts() {
        for (code, _) in LANGUAGES {
            assert_eq!(code.parse::<Language>().unwrap().to_string(), *code);
        }
        assert_eq!("TI".parse::<Language>().unwrap().scripts(), [Script::Ethi]);
        assert_eq!("kmr".parse::<Language>().unwrap().scripts(), [Script::Latn, Script::Arab]);
        for wrong in ["", "xx", "tigrino"] {
            assert_eq!(wrong.parse::<Language>(), Err(NotALanguage), "{wrong}");
        }
    }
}
