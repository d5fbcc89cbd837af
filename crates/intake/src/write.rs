//! Sheets that go out: the rows that cannot be taken, with a comment on each bad cell, and the people of referrals in a
//! form that comes in again unchanged.
//!
//! Every cell is a text, and one that looks like a formula stays a text even when somebody edits it.

use kernel::{BirthDay, Day, formula};
use rust_xlsxwriter::{Color, Format, Note, Workbook, Worksheet, XlsxError};

use crate::read::Sheet;
use crate::rules::header::{Header, Meaning};
use crate::rules::row::{CellRemark, Person, column_name};
use crate::rules::words::spoken;

/// The columns of a sheet of people, with the headers that they are known by.
pub const COLUMNS: &[(Meaning, &str)] = &[
    (Meaning::HouseholdNumber, "Nucleo n."),
    (Meaning::Family, "Cognome"),
    (Meaning::Given, "Nome"),
    (Meaning::NativeName, "Altro nome"),
    (Meaning::Sex, "Sesso"),
    (Meaning::Birth, "Data di nascita"),
    (Meaning::BirthPlace, "Luogo di nascita"),
    (Meaning::Citizenship, "Cittadinanza"),
    (Meaning::Cui, "CUI"),
    (Meaning::TaxCode, "Codice fiscale"),
    (Meaning::PermitKind, "Tipo di permesso"),
    (Meaning::PermitState, "Stato del permesso"),
    (Meaning::PermitNumber, "N. permesso"),
    (Meaning::PermitIssued, "Data di rilascio"),
    (Meaning::PermitExpiry, "Scadenza"),
    (Meaning::Circuit, "Circuito"),
    (Meaning::ReceptionPlace, "Progetto di accoglienza"),
    (Meaning::EntryDay, "Data di ingresso"),
    (Meaning::ExitDay, "Data uscita"),
    (Meaning::Municipality, "Comune"),
    (Meaning::Relation, "Parentela"),
    (Meaning::HouseholdSize, "Componenti nucleo"),
    (Meaning::Phone, "Telefono"),
    (Meaning::Email, "E-mail"),
    (Meaning::Languages, "Lingue"),
    (Meaning::Needs, "Bisogni"),
    (Meaning::Notes, "Note"),
    (Meaning::Sender, "Ente segnalante"),
    (Meaning::ReferredOn, "Data segnalazione"),
];

/// What stands in a column of a person's row.
#[must_use]
pub fn written(person: &Person, meaning: Meaning) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<Day>| day.map(Day::italian).unwrap_or_default();
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    match meaning {
        Meaning::Family => person.family.clone(),
        Meaning::Given => person.given.clone(),
        Meaning::NativeName => text(&person.native_name),
        Meaning::Sex => person.sex.map(spoken::sex).unwrap_or_default().to_owned(),
        Meaning::Birth => match person.born {
            Some(BirthDay::Day(born)) => born.italian(),
            Some(BirthDay::Year(year)) => year.to_string(),
            None => String::new(),
        },
        Meaning::Citizenship => person.citizenship.as_ref().map(ToString::to_string).unwrap_or_default(),
        Meaning::BirthPlace => text(&person.birth_place),
        Meaning::Cui => text(&person.cui),
        Meaning::TaxCode => text(&person.tax_code),
        Meaning::PermitKind => person.permit_kind.map(spoken::permit_kind).unwrap_or_default().to_owned(),
        Meaning::PermitState => person.permit_state.map(spoken::permit_state).unwrap_or_default().to_owned(),
        Meaning::PermitNumber => text(&person.permit_number),
        Meaning::PermitIssued => day(person.permit_issued),
        Meaning::PermitExpiry => day(person.permit_expires),
        Meaning::Circuit => person.circuit.map(spoken::circuit).unwrap_or_default().to_owned(),
        Meaning::ReceptionPlace => text(&person.reception_place),
        Meaning::EntryDay => day(person.entered_on),
        Meaning::ExitDay if person.still_inside => spoken::STILL_INSIDE.to_owned(),
        Meaning::ExitDay => day(person.exit_day),
        Meaning::Municipality => text(&person.municipality),
        Meaning::Relation => person.relation.map(spoken::relation).unwrap_or_default().to_owned(),
        Meaning::HouseholdNumber => text(&person.household_number),
        Meaning::HouseholdSize => number(person.household_size),
        Meaning::Minors => number(person.minors),
        Meaning::Phone => text(&person.phone),
        Meaning::Email => text(&person.email),
        Meaning::Languages => text(&person.languages),
        Meaning::Needs => text(&person.needs),
        Meaning::Notes => text(&person.notes),
        Meaning::Sender => text(&person.sender),
        Meaning::ReferredOn => day(person.referred_on),
        Meaning::Number | Meaning::FullName | Meaning::BirthAndPlace => String::new(),
    }
}

/// People as a workbook.
///
/// # Errors
/// When there are more than a sheet can hold.
pub fn people(people: &[Person]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("Segnalazioni")?;
    page.set_freeze_panes(1, 0)?;
    for (at, (_, header)) in (0..).zip(COLUMNS) {
        text(page, 0, at, header, &Format::new().set_bold())?;
    }
    for (row, person) in (1..).zip(people) {
        for (at, (meaning, _)) in (0..).zip(COLUMNS) {
            let words = written(person, *meaning);
            if !words.is_empty() {
                text(page, row, at, &words, &Format::new())?;
            }
        }
    }
    page.autofit();
    book.save_to_buffer()
}

/// People as CSV for the spreadsheets of Italian offices: UTF-8 with a byte-order mark, parted by semicolons, every text
/// quoted and made harmless.
#[must_use]
pub fn people_csv(people: &[Person]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    // A buffer in memory takes everything that is written to it.
    let _ = writer.write_record(COLUMNS.iter().map(|(_, header)| header.as_bytes()));
    for person in people {
        let cells = COLUMNS.iter().map(|(meaning, _)| formula::neutral(&written(person, *meaning)).into_owned());
        let _ = writer.write_record(cells);
    }
    writer.into_inner().unwrap_or_default()
}

/// The rows of a sheet that go back to whoever sent it: under the same headers, in the same columns, each bad cell
/// marked, with the remedy as its comment. `remedy` says it in words.
///
/// # Errors
/// When the workbook cannot be written.
pub fn returned(
    sheet: &Sheet,
    header: &Header,
    rows: &[(usize, Vec<&CellRemark>)],
    remedy: &dyn Fn(&CellRemark) -> String,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_freeze_panes(1, 0)?;
    let widest = sheet.rows.get(header.row).map_or(0, Vec::len);
    for at in 0..widest {
        text(page, 0, narrow(at), &sheet.cell(header.row, at).shown(), &Format::new().set_bold())?;
    }
    for (line, (number, remarks)) in (1..).zip(rows) {
        let row = number.saturating_sub(1);
        for at in 0..widest {
            let of_cell: Vec<String> =
                remarks.iter().filter(|one| one.column == column_name(at)).map(|one| remedy(one)).collect();
            let format = if of_cell.is_empty() {
                Format::new()
            } else {
                page.insert_note(line, narrow(at), &Note::new(of_cell.join("\n")).set_author("Soglia"))?;
                Format::new().set_background_color(Color::RGB(0x00FF_E6B3))
            };
            text(page, line, narrow(at), &sheet.cell(row, at).shown(), &format)?;
        }
    }
    page.autofit();
    book.save_to_buffer()
}

fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// The most characters that a cell of a workbook can hold (ECMA-376, part 1, 18.18.93 leaves it to the program: Excel's own
/// limit).
const LONGEST_TEXT: usize = 32_767;

/// Writes a text as text; what no cell can hold is cut, and ends in dots.
fn text(page: &mut Worksheet, row: u32, at: u16, words: &str, format: &Format) -> Result<(), XlsxError> {
    let cut = words.char_indices().nth(LONGEST_TEXT).map(|_| {
        let kept: String = words.chars().take(LONGEST_TEXT - 1).collect();
        kept + "…"
    });
    let words = cut.as_deref().unwrap_or(words);
    let format = if formula::is_like(words) { format.clone().set_quote_prefix() } else { format.clone() };
    page.write_string_with_format(row, at, words, &format).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::answer::Answers;
    use crate::rules::header::meaning_of;
    use crate::rules::reading::{Wish, read};

    #[test]
    fn every_header_that_goes_out_is_understood_when_it_comes_in() {
        for (meaning, header) in COLUMNS {
            assert_eq!(meaning_of(header).map(|found| found.0), Some(*meaning), "{header}");
        }
    }

    #[test]
    fn a_story_longer_than_a_cell_of_a_workbook_breaks_nobodys_export() {
        let person =
            |notes: usize| Person { family: "Diallo".into(), notes: Some("n".repeat(notes)), ..Person::default() };
        for notes in [LONGEST_TEXT, LONGEST_TEXT + 1, 100_000] {
            let book = super::people(&[person(notes)]).unwrap();
            let sheets = crate::read::sheets(&book).unwrap();
            let longest = sheets
                .iter()
                .flat_map(|sheet| sheet.rows.iter().flatten())
                .map(|cell| cell.shown())
                .max_by_key(String::len);
            assert_eq!(longest.map(|text| text.chars().count()), Some(LONGEST_TEXT), "{notes}");
        }
    }

    #[test]
    fn what_goes_out_comes_in_unchanged_also_behind_signs_of_formulas() {
        let today: Day = "2026-11-22".parse().unwrap();
        let person = Person {
            family: "Diallo".into(),
            given: "Aïssatou".into(),
            native_name: Some("عائشة".into()),
            sex: Some(people::rules::person::Sex::Female),
            born: "1999".parse().ok(),
            birth_place: Some("Ségou, Mali".into()),
            citizenship: "ML".parse().ok(),
            permit_kind: Some(programmes::rules::PermitKind::Subsidiary),
            permit_state: Some(programmes::rules::PermitState::InRenewal),
            permit_number: Some("445308377855".into()),
            circuit: Some(programmes::rules::Circuit::Sai),
            exit_day: "2026-08-03".parse().ok(),
            phone: Some("+39347123456".into()),
            notes: Some("=1+1 non è un calcolo".into()),
            needs: Some("- casa".into()),
            household_number: Some("N-1".into()),
            ..Person::default()
        };
        for file in [super::people(std::slice::from_ref(&person)).unwrap(), people_csv(std::slice::from_ref(&person))] {
            let reading = read(&file, &Wish::default(), &Answers::default(), today).unwrap();
            assert_eq!(reading.rows.len(), 1);
            assert!(reading.rows[0].remarks.is_empty(), "{:?}", reading.rows[0].remarks);
            assert_eq!(reading.rows[0].person, person);
        }
    }
}
