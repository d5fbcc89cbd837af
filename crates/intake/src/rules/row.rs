//! One row as one person: what is read, what is wrong, what somebody must say.

use kernel::{BirthDay, Day};
use network::rules::place::{self, Found};
use pathways::rules::referral::{PersonDays, ReferralRefusal, checked};
use people::rules::household::Relation;
use people::rules::person::Sex;
use people::rules::tax_code::TaxCode;
use programmes::rules::{Circuit, Citizenship, PermitKind, PermitState};
use serde::Serialize;

use super::cell::{Cell, Century, ReadBirth, ReadDay, read_birth, read_day};
use super::header::{Header, Meaning};
use super::words;
use crate::read::Sheet;

/// A person as a row says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
    /// The name in its own script, or another name.
    pub native_name: Option<String>,
    /// The sex.
    pub sex: Option<Sex>,
    /// When born.
    pub born: Option<BirthDay>,
    /// Where born, as written.
    pub birth_place: Option<String>,
    /// The citizenship.
    pub citizenship: Option<Citizenship>,
    /// CUI.
    pub cui: Option<String>,
    /// *Codice fiscale*.
    pub tax_code: Option<String>,
    /// What the permit is for.
    pub permit_kind: Option<PermitKind>,
    /// Where the permit stands; nothing when the row speaks of none.
    pub permit_state: Option<PermitState>,
    /// The number of permit or receipt.
    pub permit_number: Option<String>,
    /// When it was issued.
    pub permit_issued: Option<Day>,
    /// When it expires.
    pub permit_expires: Option<Day>,
    /// In which circuit; `Never` when the row says so.
    pub circuit: Option<Circuit>,
    /// Where the person was received.
    pub reception_place: Option<String>,
    /// When the reception began.
    pub entered_on: Option<Day>,
    /// When the person left, or will.
    pub exit_day: Option<Day>,
    /// Whether the row says that the person is still received, with no day set.
    pub still_inside: bool,
    /// Where the household lives, as written.
    pub municipality: Option<String>,
    /// The ISTAT code of that municipality, if it is one.
    pub municipality_code: Option<String>,
    /// What the person is in the household.
    pub relation: Option<Relation>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// What is needed, as written.
    pub needs: Option<String>,
    /// Notes, as written.
    pub notes: Option<String>,
    /// Who sends.
    pub sender: Option<String>,
    /// When it was sent.
    pub referred_on: Option<Day>,
    /// Languages, as written.
    pub languages: Option<String>,
    /// The number that ties the household together.
    pub household_number: Option<String>,
    /// How many people the household has.
    pub household_size: Option<i64>,
    /// How many of them are minors.
    pub minors: Option<i64>,
}

kernel::words! {
    /// What a cell gives cause to say.
    pub enum Remark {
        /// Written like a day, but there is none such. Wrong.
        NoSuchDay = "no-such-day",
        /// No day can be read. Wrong.
        NotADay = "not-a-day",
        /// No such permit. Wrong.
        UnknownPermit = "unknown-permit",
        /// No such state of a permit. Wrong.
        UnknownPermitState = "unknown-permit-state",
        /// No such country. Wrong.
        UnknownCitizenship = "unknown-citizenship",
        /// No such sex. Wrong.
        UnknownSex = "unknown-sex",
        /// No such relation. Wrong.
        UnknownRelation = "unknown-relation",
        /// No such circuit. Wrong.
        UnknownCircuit = "unknown-circuit",
        /// No telephone number. Wrong.
        NotAPhone = "not-a-phone",
        /// No number. Wrong.
        NotANumber = "not-a-number",
        /// A formula where a value should stand. Wrong.
        FormulaCell = "formula-cell",
        /// A cell that its own program could not compute. Wrong.
        BrokenCell = "broken-cell",
        /// More characters than the pages take. Wrong.
        TooLong = "too-long",
        /// No name at all. Wrong.
        NobodyNamed = "nobody-named",
        /// Born on a day that is still to come. Wrong.
        BornInFuture = "born-in-future",
        /// Left reception before coming in. Wrong.
        LeftBeforeEntry = "left-before-entry",
        /// The permit expires before it was issued. Wrong.
        ExpiresBeforeIssue = "expires-before-issue",
        /// No such municipality, or several. The household is taken without one.
        UnknownTown = "unknown-town",
        /// Its check character does not fit. The code is kept as written.
        DoubtfulTaxCode = "doubtful-tax-code",
        /// 1 January: is only the year known? To be said by somebody.
        FirstOfJanuary = "first-of-january",
        /// Which is the family name? To be said by somebody.
        NameOrder = "name-order",
    }
}

/// How many characters a cell may hold: as many as the pages take, so that what came in by a sheet can be put right there.
fn longest(meaning: Meaning) -> usize {
    if matches!(meaning, Meaning::Needs | Meaning::Notes) { 10_000 } else { 300 }
}

impl Remark {
    /// Whether the cell is wrong; otherwise somebody must say how it is meant.
    #[must_use]
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::FirstOfJanuary | Self::NameOrder | Self::UnknownTown | Self::DoubtfulTaxCode)
    }
}

/// A remark about one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CellRemark {
    /// The row as the sheet's program numbers it, from 1.
    pub row: usize,
    /// The column as the sheet's program names it, as *F*.
    pub column: String,
    /// What stands in the cell.
    pub value: String,
    /// What is to be said of it.
    pub remark: Remark,
}

/// A row, read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRow {
    /// The row as the sheet's program numbers it, from 1.
    pub number: usize,
    /// The person.
    pub person: Person,
    /// What is wrong or doubtful.
    pub remarks: Vec<CellRemark>,
}

impl ReadRow {
    /// Whether the row can be taken as it is.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.remarks.iter().all(|one| !one.remark.is_fault())
    }
}

/// The name of a column as the sheet's programs give it: A, B, …, Z, AA.
#[must_use]
pub fn column_name(at: usize) -> String {
    let mut name = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        name.push(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default());
        rest = (rest - 1) / 26;
    }
    name.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Every row below the headers that speaks of a person. Blank lines, totals and repeated headers are passed over.
#[must_use]
pub fn people(sheet: &Sheet, header: &Header, today: Day) -> Vec<ReadRow> {
    let rows = header.row + 1..sheet.rows.len();
    rows.filter_map(|row| Reader { sheet, header, row, today, remarks: Vec::new() }.read()).collect()
}

struct Reader<'s> {
    sheet: &'s Sheet,
    header: &'s Header,
    row: usize,
    today: Day,
    remarks: Vec<CellRemark>,
}

impl Reader<'_> {
    fn read(mut self) -> Option<ReadRow> {
        if self.is_no_person() {
            return None;
        }
        let mut person = Person::default();
        self.read_name(&mut person);
        self.read_birth(&mut person);
        self.read_permit(&mut person);
        self.read_stay(&mut person);
        self.read_household(&mut person);
        person.sex = self.word(Meaning::Sex, Remark::UnknownSex, words::sex);
        person.citizenship = self.word(Meaning::Citizenship, Remark::UnknownCitizenship, words::citizenship);
        person.phone = self.word(Meaning::Phone, Remark::NotAPhone, words::phones);
        person.cui = self.text(Meaning::Cui);
        self.read_tax_code(&mut person);
        person.email = self.text(Meaning::Email);
        person.needs = self.text(Meaning::Needs);
        person.notes = self.text(Meaning::Notes);
        person.sender = self.text(Meaning::Sender);
        person.languages = self.text(Meaning::Languages);
        person.referred_on = self.day(Meaning::ReferredOn);
        self.check_days(&person);
        Some(ReadRow { number: self.row + 1, person, remarks: self.remarks })
    }

    fn at(&self, meaning: Meaning) -> &Cell {
        self.header.column(meaning).map_or(&Cell::Empty, |column| self.sheet.cell(self.row, column))
    }

    /// A row without a name is nobody's, unless it says much else: then the name is missing.
    fn is_no_person(&self) -> bool {
        let names = [Meaning::FullName, Meaning::Family, Meaning::Given];
        let filled = self.header.columns.iter().filter(|column| !self.sheet.cell(self.row, column.at).is_empty());
        let named = names.iter().any(|name| matches!(self.at(*name), Cell::Text(_)));
        let texts = self.sheet.rows[self.row].iter().map(Cell::shown).collect::<Vec<_>>();
        let first = kernel::text::fold(texts.iter().find(|text| !text.is_empty()).map_or("", String::as_str));
        let is_total = first.starts_with("total") || first.starts_with("somma");
        let repeats = self.header.columns.iter().filter(|column| texts.get(column.at) == Some(&column.header)).count();
        is_total || repeats >= 2 || (!named && filled.count() < 3)
    }

    fn remark(&mut self, meaning: Meaning, remark: Remark) {
        let Some(column) = self.header.column(meaning) else { return };
        let value = self.sheet.cell(self.row, column).shown();
        self.remarks.push(CellRemark { row: self.row + 1, column: column_name(column), value, remark });
    }

    /// The text of a cell; what a formula shows or a program could not compute is remarked on and left out.
    fn text(&mut self, meaning: Meaning) -> Option<String> {
        let cell = self.at(meaning);
        match cell {
            Cell::Formula(_) => self.remark(meaning, Remark::FormulaCell),
            Cell::Broken(_) => self.remark(meaning, Remark::BrokenCell),
            _ if cell.is_unknown() => {}
            _ => {
                let text = cell.shown();
                if text.chars().count() <= longest(meaning) {
                    return Some(text);
                }
                self.remark(meaning, Remark::TooLong);
            }
        }
        None
    }

    fn word<T>(&mut self, meaning: Meaning, otherwise: Remark, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(meaning)?;
        let found = read(&text);
        if found.is_none() {
            self.remark(meaning, otherwise);
        }
        found
    }

    fn day(&mut self, meaning: Meaning) -> Option<Day> {
        match read_day(self.at(meaning), Century::This) {
            ReadDay::Day(day) => return Some(day),
            ReadDay::Unknown | ReadDay::InRenewal => {}
            ReadDay::NoSuchDay => self.remark(meaning, Remark::NoSuchDay),
            ReadDay::Year(_) | ReadDay::NoDay => self.remark_unread(meaning),
        }
        None
    }

    fn remark_unread(&mut self, meaning: Meaning) {
        let remark = match self.at(meaning) {
            Cell::Formula(_) => Remark::FormulaCell,
            Cell::Broken(_) => Remark::BrokenCell,
            _ => Remark::NotADay,
        };
        self.remark(meaning, remark);
    }

    fn number(&mut self, meaning: Meaning) -> Option<i64> {
        self.word(meaning, Remark::NotANumber, |text| text.parse().ok().filter(|number| (0..100).contains(number)))
    }

    fn read_name(&mut self, person: &mut Person) {
        person.native_name = self.text(Meaning::NativeName);
        if let Some(full) = self.text(Meaning::FullName) {
            let (family, given, sure) = words::taken_apart(&full);
            (person.family, person.given) = (family, given);
            if !sure {
                self.remark(Meaning::FullName, Remark::NameOrder);
            }
        } else {
            person.family = self.text(Meaning::Family).map(|name| words::cased(&name)).unwrap_or_default();
            person.given = self.text(Meaning::Given).map(|name| words::cased(&name)).unwrap_or_default();
        }
        if person.family.is_empty() && person.given.is_empty() {
            let named = [Meaning::FullName, Meaning::Family, Meaning::Given];
            let column = named.into_iter().find(|meaning| self.header.column(*meaning).is_some());
            self.remark(column.unwrap_or(Meaning::Family), Remark::NobodyNamed);
        }
    }

    /// A code that its check character refuses is kept as written, and remarked on.
    fn read_tax_code(&mut self, person: &mut Person) {
        let Some(written) = self.text(Meaning::TaxCode) else { return };
        match TaxCode::parse(&written) {
            Ok(code) => person.tax_code = Some(code.as_str().to_owned()),
            Err(_) => {
                self.remark(Meaning::TaxCode, Remark::DoubtfulTaxCode);
                person.tax_code = Some(written);
            }
        }
    }

    fn read_birth(&mut self, person: &mut Person) {
        let (meaning, cell) = match self.at(Meaning::BirthAndPlace).clone() {
            Cell::Text(text) => {
                person.birth_place = place_before_day(&text);
                (Meaning::BirthAndPlace, day_after_place(&text))
            }
            Cell::Empty => {
                person.birth_place = self.text(Meaning::BirthPlace);
                (Meaning::Birth, self.at(Meaning::Birth).clone())
            }
            other => (Meaning::BirthAndPlace, other),
        };
        let year_only = self.says_year_only(meaning);
        match read_birth(&cell, year_only, self.today) {
            ReadBirth::Born(born) => person.born = Some(born),
            ReadBirth::FirstOfJanuary(day) => {
                person.born = Some(BirthDay::Day(day));
                self.remark(meaning, Remark::FirstOfJanuary);
            }
            ReadBirth::Unknown => {}
            ReadBirth::NoSuchDay => self.remark(meaning, Remark::NoSuchDay),
            ReadBirth::NoDay => self.remark_unread(meaning),
        }
    }

    /// Whether the sheet itself says that of a birth only the year is known: in a note, or in the header of the column.
    fn says_year_only(&self, birth: Meaning) -> bool {
        const NOTED: [&str; 9] = [
            "stimat",
            "presunt",
            "solo anno",
            "solo l anno",
            "solo lanno",
            "anno di nascita",
            "anno nascita",
            "year only",
            "estimated",
        ];
        let noted = kernel::text::fold(&self.at(Meaning::Notes).shown());
        let column = self.header.columns.iter().find(|column| Some(column.at) == self.header.column(birth));
        let header = kernel::text::folded_words(column.map_or("", |column| column.header.as_str()));
        let is = |word: &str| header.iter().any(|one| one == word);
        let year = is("anno") || is("year");
        let day = ["data", "giorno", "gg", "date", "day"].into_iter().any(is);
        NOTED.iter().any(|said| noted.contains(said)) || (year && !day)
    }

    fn read_permit(&mut self, person: &mut Person) {
        person.permit_kind = self.word(Meaning::PermitKind, Remark::UnknownPermit, words::permit_kind);
        person.permit_number = self.text(Meaning::PermitNumber);
        person.permit_issued = self.day(Meaning::PermitIssued);
        person.permit_expires = self.day(Meaning::PermitExpiry);
        let renewing = read_day(self.at(Meaning::PermitExpiry), Century::This) == ReadDay::InRenewal;
        let receipt = person.permit_number.as_deref().is_some_and(is_receipt);
        if let Some(number) = &mut person.permit_number {
            *number = number.trim_start_matches(|c: char| !c.is_ascii_digit() && !c.is_ascii_uppercase()).to_owned();
        }
        let spoken_of = person.permit_kind.is_some() || person.permit_number.is_some() || renewing;
        let first = person.permit_kind == Some(PermitKind::AsylumSeeker);
        let said = self.word(Meaning::PermitState, Remark::UnknownPermitState, words::permit_state);
        person.permit_state =
            said.or(spoken_of.then_some(match renewing || (receipt && person.permit_expires.is_none()) {
                true if first && !renewing => PermitState::Requested,
                true => PermitState::InRenewal,
                false => PermitState::Issued,
            }));
    }

    /// A sheet with one column for the place of reception says the circuit there.
    fn read_stay(&mut self, person: &mut Person) {
        let spoken = self.header.column(Meaning::Circuit).map(|_| Meaning::Circuit);
        let meaning = spoken.or(self.header.column(Meaning::ReceptionPlace).map(|_| Meaning::ReceptionPlace));
        if let Some(meaning) = meaning {
            let written = self.at(meaning).clone();
            let says_none = matches!(&written, Cell::Text(text) if kernel::text::fold(text).is_empty());
            if says_none {
                person.circuit = Some(Circuit::Never);
            } else {
                person.circuit = self.word(meaning, Remark::UnknownCircuit, words::circuit);
            }
        }
        person.reception_place = self.text(Meaning::ReceptionPlace).filter(|_| person.circuit != Some(Circuit::Never));
        person.entered_on = self.day(Meaning::EntryDay);
        person.still_inside = matches!(self.at(Meaning::ExitDay), Cell::Text(text) if words::is_still_inside(text));
        if !person.still_inside {
            person.exit_day = self.day(Meaning::ExitDay);
        }
    }

    fn read_household(&mut self, person: &mut Person) {
        person.household_number = self.text(Meaning::HouseholdNumber);
        person.household_size = self.number(Meaning::HouseholdSize);
        person.minors = self.number(Meaning::Minors);
        person.relation = self.word(Meaning::Relation, Remark::UnknownRelation, words::relation);
        person.municipality = self.text(Meaning::Municipality);
        person.municipality_code = person.municipality.as_deref().and_then(|written| match place::look_up(written) {
            Found::One(found) => Some(found.code),
            Found::Several(_) | Found::Ended { .. } | Found::None(_) => None,
        });
        if person.municipality.is_some() && person.municipality_code.is_none() {
            self.remark(Meaning::Municipality, Remark::UnknownTown);
        }
    }

    /// Days that contradict each other are wrong, each where it stands.
    fn check_days(&mut self, person: &Person) {
        let days = PersonDays {
            born: person.born,
            issued: person.permit_issued,
            expires: person.permit_expires,
            entered: person.entered_on,
            left: person.exit_day,
        };
        for refusal in checked(days, self.today) {
            match refusal {
                ReferralRefusal::BornInFuture => {
                    let joined = self.header.column(Meaning::BirthAndPlace).map(|_| Meaning::BirthAndPlace);
                    self.remark(joined.unwrap_or(Meaning::Birth), Remark::BornInFuture);
                }
                ReferralRefusal::LeftBeforeEntering => self.remark(Meaning::ExitDay, Remark::LeftBeforeEntry),
                ReferralRefusal::PermitEndsFirst => self.remark(Meaning::PermitExpiry, Remark::ExpiresBeforeIssue),
                _ => {}
            }
        }
    }
}

/// Whether a number is that of a receipt: it says so, or has the twelve digits of the post office.
pub(crate) fn is_receipt(number: &str) -> bool {
    let folded = kernel::text::fold(number);
    folded.starts_with("ric") || (folded.len() == 12 && folded.bytes().all(|b| b.is_ascii_digit()))
}

/// The day in a cell that begins with a place: *Mali, 12.3.1999*, *Afghanistan 1996*.
fn day_after_place(text: &str) -> Cell {
    let begins = text.find(|c: char| c.is_ascii_digit());
    begins.map_or(Cell::Empty, |at| Cell::text(&text[at..]))
}

/// The place in such a cell.
fn place_before_day(text: &str) -> Option<String> {
    let place = text.find(|c: char| c.is_ascii_digit()).map_or(text, |at| &text[..at]);
    let place = place.trim_matches(|c: char| c.is_whitespace() || ",;:-–(".contains(c));
    let place = place.strip_suffix(" il").unwrap_or(place).trim_end_matches([',', ' ']);
    (!place.is_empty()).then(|| place.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::header;
    use super::*;

    fn read(headers: &[&str], cells: &[&str]) -> ReadRow {
        let row = |texts: &[&str]| texts.iter().map(|text| Cell::text(text)).collect();
        let sheet = Sheet { name: String::new(), rows: vec![row(headers), row(cells)] };
        let header = header::find(&sheet, &header::Glossary::default()).unwrap();
        people(&sheet, &header, "2026-11-22".parse().unwrap()).remove(0)
    }

    #[test]
    fn combined_columns_are_taken_apart() {
        let row = read(
            &["nominativo", "luogo e data di nascita", "n° doc.", "valido fino al"],
            &["DIALLO Aminata", "Mali, 12.3.1999", "ric. 445308377855", "in rinnovo"],
        );
        let person = &row.person;
        assert_eq!((person.family.as_str(), person.given.as_str()), ("Diallo", "Aminata"));
        assert_eq!(person.born.map(|born| born.to_string()).as_deref(), Some("1999-03-12"));
        assert_eq!(person.birth_place.as_deref(), Some("Mali"));
        assert_eq!(
            (person.permit_number.as_deref(), person.permit_state),
            (Some("445308377855"), Some(PermitState::InRenewal))
        );
        assert!(row.remarks.is_empty(), "{:?}", row.remarks);
    }

    #[test]
    fn a_sheet_says_in_a_note_or_in_a_header_that_only_the_year_is_known() {
        let born = |header: &str, cell: &str, note: &str| {
            let row = read(&["Cognome", "Nome", header, "Note"], &["DIALLO", "Awa", cell, note]);
            (row.person.born.map(|born| born.to_string()).unwrap_or_default(), row.remarks.is_empty())
        };
        for note in ["Data STIMATA", "età presunta", "Solo  anno", "solo l'anno di nascita", "anno di nascita"] {
            assert_eq!(born("Data di nascita", "01/01/1998", note), ("1998".into(), true), "{note}");
        }
        assert_eq!(born("Data di nascita", "01/01/1998", ""), ("1998-01-01".into(), false));
        assert_eq!(born("Anno di nascita", "01/01/1998", ""), ("1998".into(), true));
        assert_eq!(born("ANNO NASCITA", "1998", ""), ("1998".into(), true));
        assert_eq!(born("Data o anno di nascita", "01/01/1998", ""), ("1998-01-01".into(), false));
        assert_eq!(born("Anno di nascita", "12/03/1998", ""), ("1998-03-12".into(), true));
    }

    #[test]
    fn a_bad_cell_is_named_with_row_column_and_value() {
        let row =
            read(&["Cognome", "Nome", "Data di nascita", "Tipo permesso"], &["DIALLO", "Awa", "31/02/1998", "turismo"]);
        let told: Vec<_> = row
            .remarks
            .iter()
            .map(|one| (one.row, one.column.as_str(), one.value.as_str(), one.remark.word()))
            .collect();
        assert_eq!(told, [(2, "C", "31/02/1998", "no-such-day"), (2, "D", "turismo", "unknown-permit")]);
        assert!(!row.is_good());
    }

    #[test]
    fn a_text_longer_than_the_pages_take_is_a_bad_cell() {
        let headers = ["Cognome", "Nome", "Note"];
        let remarks = |family: usize, notes: usize| {
            let row = read(&headers, &[&"B".repeat(family), "Awa", &"n".repeat(notes)]);
            row.remarks.iter().map(|remark| (remark.column.clone(), remark.remark)).collect::<Vec<_>>()
        };
        assert_eq!(remarks(300, 10_000), []);
        let both = [("A".to_owned(), Remark::TooLong), ("C".to_owned(), Remark::TooLong)];
        assert_eq!(remarks(301, 10_001), both);
    }

    #[test]
    fn who_is_still_received_has_no_day_of_leaving_and_is_no_fault() {
        let cells = ["DIALLO", "Awa", "SAI", "ancora in accoglienza"];
        let row = read(&["Cognome", "Nome", "Circuito", "Data uscita"], &cells);
        assert!(row.person.still_inside && row.person.exit_day.is_none() && row.remarks.is_empty(), "{row:?}");
    }

    #[test]
    fn columns_are_named_as_sheets_name_them() {
        assert_eq!([0, 25, 26, 701, 702].map(column_name), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
