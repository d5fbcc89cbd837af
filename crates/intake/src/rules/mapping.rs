//! A file that says how a sheet is to be read, for whoever imports from the command line:
//!
//! ```toml
//! sheet = 2
//! header-row = 3
//!
//! [columns]
//! "Etichetta" = "family"
//! "Colore" = ""
//! ```

use serde::Deserialize;

use super::header::{Glossary, Meaning};

/// How a sheet is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Which sheet, from 1.
    pub sheet: Option<i64>,
    /// Which row holds the headers, from 1.
    pub header_row: Option<i64>,
    /// What headers mean.
    pub columns: Glossary,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    sheet: Option<i64>,
    header_row: Option<i64>,
    #[serde(default)]
    columns: std::collections::BTreeMap<String, String>,
}

impl Mapping {
    /// Reads such a file.
    ///
    /// # Errors
    /// What is wrong, with its place and, for an unknown meaning, those that are known.
    pub fn parse(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut columns = Glossary::default();
        for (header, meaning) in &written.columns {
            let found = Meaning::from_word(meaning);
            if found.is_none() && !meaning.is_empty() {
                let known: Vec<&str> = Meaning::ALL.iter().map(|meaning| meaning.word()).collect();
                return Err(format!(
                    "column `{header}`: no meaning is called `{meaning}`; known are {}",
                    known.join(", ")
                ));
            }
            columns.say(header, found);
        }
        let least = [("sheet", written.sheet), ("header-row", written.header_row)];
        if let Some((what, _)) = least.into_iter().find(|(_, number)| number.is_some_and(|number| number < 1)) {
            return Err(format!("`{what}` counts from 1"));
        }
        Ok(Self { sheet: written.sheet, header_row: written.header_row, columns })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_says_sheet_row_and_meanings_and_names_what_is_wrong() {
        let mapping = Mapping::parse("sheet = 2\n[columns]\n\"Etichetta\" = \"family\"\n\"Colore\" = \"\"\n").unwrap();
        assert_eq!(mapping.sheet, Some(2));
        assert_eq!(mapping.columns.meaning("ETICHETTA"), Some(Some(Meaning::Family)));
        assert_eq!(mapping.columns.meaning("colore"), Some(None));
        let wrong = Mapping::parse("[columns]\n\"Etichetta\" = \"famly\"\n").unwrap_err();
        assert!(wrong.contains("Etichetta") && wrong.contains("famly") && wrong.contains("full-name"), "{wrong}");
        assert!(Mapping::parse("header-row = 0").unwrap_err().contains("from 1"));
        assert!(Mapping::parse("heder-row = 1").unwrap_err().contains("heder-row"));
    }
}
