//! Which row holds the headers, and what each column means.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::text::fold;
use strsim::jaro_winkler;

use super::cell::Cell;
use crate::read::Sheet;

kernel::words! {
    /// What a column of a sheet says of a person.
    pub enum Meaning {
        /// The row's number in the sender's list.
        Number = "number",
        /// Family and given names together.
        FullName = "full-name",
        /// Family names.
        Family = "family",
        /// Given names.
        Given = "given",
        /// The name in its own script, or another name.
        NativeName = "native-name",
        /// The sex.
        Sex = "sex",
        /// Day or year of birth.
        Birth = "birth",
        /// Country and day of birth together: *Mali, 12.3.1999*.
        BirthAndPlace = "birth-and-place",
        /// Where born: a town, a country.
        BirthPlace = "birth-place",
        /// The citizenship.
        Citizenship = "citizenship",
        /// The CUI, the number of the person with the police.
        Cui = "cui",
        /// The *codice fiscale*.
        TaxCode = "tax-code",
        /// The number of the permit or of the receipt.
        PermitNumber = "permit-number",
        /// What the permit is for.
        PermitKind = "permit-kind",
        /// Where the permit stands.
        PermitState = "permit-state",
        /// When the permit expires; or that it is being renewed.
        PermitExpiry = "permit-expiry",
        /// When the permit was issued.
        PermitIssued = "permit-issued",
        /// Where the person was received.
        ReceptionPlace = "reception-place",
        /// In which circuit.
        Circuit = "circuit",
        /// When the reception began.
        EntryDay = "entry-day",
        /// When the person left reception, or will.
        ExitDay = "exit-day",
        /// Where the household lives.
        Municipality = "municipality",
        /// The number that ties a household together.
        HouseholdNumber = "household-number",
        /// How many people the household has.
        HouseholdSize = "household-size",
        /// How many of them are minors.
        Minors = "minors",
        /// What the person is in the household.
        Relation = "relation",
        /// Telephone.
        Phone = "phone",
        /// E-mail.
        Email = "email",
        /// What the household needs.
        Needs = "needs",
        /// Notes.
        Notes = "notes",
        /// Who sends the household.
        Sender = "sender",
        /// When it was sent.
        ReferredOn = "referred-on",
        /// Languages.
        Languages = "languages",
    }
}

static PHRASES: LazyLock<Vec<(String, Meaning)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/headers.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut phrases = Vec::new();
    for line in lines {
        let mut words = line.split('\t');
        if let Some(meaning) = words.next().and_then(Meaning::from_word) {
            phrases.extend(words.map(|phrase| (fold(phrase), meaning)));
        }
    }
    phrases.retain(|(phrase, _)| !phrase.is_empty());
    phrases
});

/// A column, and what its header seems to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its place in the sheet, from 0.
    pub at: usize,
    /// The header as written.
    pub header: String,
    /// What it seems to mean.
    pub meaning: Option<Meaning>,
    /// How surely, 0 to 1; 2 when somebody said so.
    pub likeness: f64,
}

/// What headers mean to whoever sends them, by the folded header; `None` where a column is to be passed over. Chosen by a
/// person for this sheet, or learnt from the sheets before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary(BTreeMap<String, Option<Meaning>>);

impl Glossary {
    /// Says what a header means; what was said of it before no longer holds.
    pub fn say(&mut self, header: &str, meaning: Option<Meaning>) {
        self.0.insert(fold(header), meaning);
    }

    /// What was said of a header, if anything was.
    #[must_use]
    pub fn meaning(&self, header: &str) -> Option<Option<Meaning>> {
        self.0.get(&fold(header)).copied()
    }

    /// Every header spoken of, folded.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<Meaning>)> {
        self.0.iter().map(|(header, meaning)| (header.as_str(), *meaning))
    }

    /// The same, where it says nothing with the words of another.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for (header, meaning) in other.0 {
            self.0.entry(header).or_insert(meaning);
        }
        self
    }
}

/// The row of the headers, and its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The row, from 0.
    pub row: usize,
    /// Its columns, those without a header left out.
    pub columns: Vec<Column>,
}

impl Header {
    /// Where a meaning stands.
    #[must_use]
    pub fn column(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().find(|column| column.meaning == Some(meaning)).map(|column| column.at)
    }

    /// Of how many things it speaks.
    #[must_use]
    pub fn speaks(&self) -> usize {
        self.columns.iter().filter(|column| column.meaning.is_some()).count()
    }
}

/// The rows among which the headers are looked for.
const FIRST_ROWS: usize = 40;

/// Below this likeness a header says nothing.
const ALIKE: f64 = 0.9;

/// Finds the headers: the row that speaks of the most things, the first of those. `None` when no row speaks of two.
#[must_use]
pub fn find(sheet: &Sheet, said: &Glossary) -> Option<Header> {
    let headers = sheet.rows.iter().take(FIRST_ROWS).enumerate().map(|(row, cells)| understood(row, cells, said));
    let best = headers.reduce(|best, next| if next.speaks() > best.speaks() { next } else { best })?;
    (best.speaks() >= 2).then_some(best)
}

/// Reads the row that somebody named as that of the headers, from 0.
#[must_use]
pub fn at(sheet: &Sheet, row: usize, said: &Glossary) -> Option<Header> {
    sheet.rows.get(row).map(|cells| understood(row, cells, said))
}

/// The row that may hold headers nobody understands yet: the first with two texts.
#[must_use]
pub fn perhaps(sheet: &Sheet) -> Option<Header> {
    let texts = |cells: &Vec<Cell>| cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).count();
    let row = sheet.rows.iter().take(FIRST_ROWS).position(|cells| texts(cells) >= 2)?;
    at(sheet, row, &Glossary::default())
}

/// Reads one row as headers; of two columns that seem to mean the same the surer keeps the meaning.
fn understood(row: usize, cells: &[Cell], said: &Glossary) -> Header {
    let mut columns: Vec<Column> = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| matches!(cell, Cell::Text(_)))
        .map(|(at, cell)| {
            let header = cell.shown();
            // What somebody said outdoes every likeness.
            let found = match said.meaning(&header) {
                Some(meaning) => meaning.map(|meaning| (meaning, 2.0)),
                None => meaning_of(&header),
            };
            let (meaning, likeness) = found.unzip();
            Column { at, header, meaning, likeness: likeness.unwrap_or_default() }
        })
        .collect();
    for meaning in Meaning::ALL {
        let surest = columns
            .iter()
            .filter(|column| column.meaning == Some(*meaning))
            .max_by(|one, other| one.likeness.total_cmp(&other.likeness).then(other.at.cmp(&one.at)))
            .map(|column| column.at);
        for column in &mut columns {
            if column.meaning == Some(*meaning) && Some(column.at) != surest {
                column.meaning = None;
            }
        }
    }
    Header { row, columns }
}

/// What a header seems to mean, and how surely.
#[must_use]
pub fn meaning_of(header: &str) -> Option<(Meaning, f64)> {
    let folded = fold(header);
    if folded.is_empty() || folded.len() > 60 {
        return None;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let likeness = |phrase: &str| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        if phrase == folded {
            1.0
        } else if phrase.len() >= 4 && parts.iter().all(|part| words.contains(part)) {
            // The more of the header a phrase accounts for, the surer.
            0.9 + 0.09 * phrase.len() as f64 / folded.len() as f64
        } else if phrase.len() >= 5 {
            0.99 * jaro_winkler(phrase, &folded)
        } else {
            0.0
        }
    };
    // *Nome beneficiario* speaks of one of the two names, whoever bears it.
    let one_name = words.contains(&"nome") != words.contains(&"cognome");
    let is_meant =
        |phrase: &str, meaning: Meaning| !one_name || meaning != Meaning::FullName || phrase.contains("nome");
    let phrases = PHRASES.iter().filter(|(phrase, meaning)| is_meant(phrase, *meaning));
    let best = phrases.map(|(phrase, meaning)| (*meaning, likeness(phrase)));
    let best = best.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    (best.1 >= ALIKE).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let rows = rows.iter().map(|row| row.iter().map(|text| Cell::text(text)).collect()).collect();
        Sheet { name: String::new(), rows }
    }

    #[test]
    fn the_headers_are_found_below_titles_and_blank_lines() {
        let found = find(
            &sheet(&[
                &["Progetto FRA NOI 2 – elenco segnalazioni"],
                &[],
                &["N.", "Cognome", "Nome", "Data di nascita", "Cittadinanza"],
                &["1", "DIALLO", "Awa", "1.1.1998", "Mali"],
            ]),
            &Glossary::default(),
        )
        .unwrap();
        assert_eq!(found.row, 2);
        assert_eq!(found.column(Meaning::Given), Some(2));
        assert_eq!(found.column(Meaning::Citizenship), Some(4));
    }

    #[test]
    fn headers_are_understood_in_other_words_and_with_slips() {
        for (header, meaning) in [
            ("COGNOME", Meaning::Family),
            ("Nome (alfabeto originale)", Meaning::NativeName),
            ("N. permesso / ricevuta", Meaning::PermitNumber),
            ("luogo e data di nascita", Meaning::BirthAndPlace),
            ("residente/domiciliato a", Meaning::Municipality),
            ("Data uscita dall'accoglienza", Meaning::ExitDay),
            ("Cittadinaza", Meaning::Citizenship),
            ("cell.", Meaning::Phone),
            ("n° doc.", Meaning::PermitNumber),
            ("componenti nucleo", Meaning::HouseholdSize),
            ("naz.", Meaning::Citizenship),
            ("Nome beneficiario", Meaning::Given),
            ("Cognome dell'utente", Meaning::Family),
            ("Beneficiario", Meaning::FullName),
            ("Nome completo", Meaning::FullName),
        ] {
            assert_eq!(meaning_of(header).map(|found| found.0), Some(meaning), "{header}");
        }
        assert_eq!(meaning_of("colore preferito"), None);
    }

    #[test]
    fn what_somebody_said_of_a_header_outdoes_what_it_seems_to_mean() {
        let mut said = Glossary::default();
        said.say("Etichetta", Some(Meaning::Family));
        said.say("nome", None);
        let found = find(&sheet(&[&["ETICHETTA", "Nome", "Cognome", "Sesso"]]), &said).unwrap();
        let meanings: Vec<_> = found.columns.iter().map(|column| column.meaning).collect();
        assert_eq!(meanings, [Some(Meaning::Family), None, None, Some(Meaning::Sex)]);
    }

    #[test]
    fn every_meaning_has_a_phrase_and_no_phrase_has_two() {
        for meaning in Meaning::ALL {
            assert!(PHRASES.iter().any(|(_, of)| of == meaning), "{meaning}");
        }
        let mut phrases: Vec<_> = PHRASES.iter().map(|(phrase, _)| phrase).collect();
        phrases.sort();
        let twice: Vec<_> = phrases.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
