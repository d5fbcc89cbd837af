//! Sheets as partners send them (all invented), each with its truth: every person, day, permit, circuit and household
//! of the truth is read.

use intake::read;
use intake::rules::{header, household, row};
use kernel::{BirthDay, Day};
use people::rules::person::Sex;
use programmes::rules::Circuit;
use serde_json::Value;

struct Sample {
    rows: Vec<row::ReadRow>,
    truth: Value,
}

fn sample(name: &str) -> Sample {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let bytes = std::fs::read(folder.join(format!("{name}.xlsx"))).unwrap();
    let truth = std::fs::read_to_string(folder.join(format!("{name}.truth.json"))).unwrap();
    let sheets = read::sheets(&bytes).unwrap();
    let found = header::find(&sheets[0], &header::Glossary::default()).unwrap();
    let rows = row::people(&sheets[0], &found, "2026-11-22".parse().unwrap());
    Sample { rows, truth: serde_json::from_str(&truth).unwrap() }
}

const SAMPLES: [&str; 2] = ["segnalazioni-cooperativa-80", "elenco-comune-60"];

fn text<'t>(truth: &'t Value, key: &str) -> &'t str {
    truth[key].as_str().unwrap_or_default()
}

fn faults(row: &row::ReadRow) -> Vec<&str> {
    row.remarks.iter().filter(|one| one.remark.is_fault()).map(|one| one.column.as_str()).collect()
}

#[test]
fn every_row_of_the_truth_is_a_person_and_nothing_else_is() {
    for name in SAMPLES {
        let sample = sample(name);
        assert_eq!(sample.rows.len() as u64, sample.truth["rows"].as_u64().unwrap(), "{name}");
    }
}

#[test]
fn the_bad_cells_of_the_truth_are_named_and_no_others() {
    for name in SAMPLES {
        let sample = sample(name);
        let mut told: Vec<(u64, u64)> = Vec::new();
        for row in &sample.rows {
            for column in faults(row) {
                told.push((row.number as u64, u64::from(column.as_bytes()[0] - b'A') + 1));
            }
        }
        let faulty = sample.truth["faulty_cells"].as_array().unwrap();
        let expected: Vec<(u64, u64)> =
            faulty.iter().map(|cell| (cell[0].as_u64().unwrap(), cell[1].as_u64().unwrap())).collect();
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn every_fact_of_the_truth_is_read() {
    for name in SAMPLES {
        let sample = sample(name);
        for (read, truth) in sample.rows.iter().zip(sample.truth["people"].as_array().unwrap()) {
            let person = &read.person;
            let place = format!("{name}, row {}: {person:?}", read.number);
            let wrong = faults(read);
            let names = [fold(&person.family), fold(&person.given)];
            assert_eq!(names, [fold(text(truth, "family")), fold(text(truth, "given"))], "{place}");
            assert_eq!(person.citizenship.as_ref().unwrap().to_string(), text(truth, "nat"), "{place}");
            if let Some(sex) = person.sex {
                assert_eq!(sex == Sex::Female, text(truth, "sex") == "F", "{place}");
            }
            if wrong.is_empty() {
                let born: Day = text(truth, "born").parse().unwrap();
                let asks = read.remarks.iter().any(|one| one.remark == row::Remark::FirstOfJanuary);
                match person.born.unwrap() {
                    BirthDay::Year(year) => assert!(truth["partial"] == true && year == born.year(), "{place}"),
                    BirthDay::Day(day) => assert!(day == born && (truth["partial"] != true || asks), "{place}"),
                }
            }
            let circuit = match person.circuit.unwrap() {
                Circuit::Sprar | Circuit::Siproimi | Circuit::Sai => "SAI",
                Circuit::Cas => "CAS",
                Circuit::HumanitarianCorridor => "CU",
                Circuit::Never => "NONE",
                _ => "?",
            };
            assert_eq!(circuit, text(truth, "circ"), "{place}");
            if circuit != "NONE" {
                assert_eq!(person.exit_day.unwrap().to_string(), text(truth, "exit"), "{place}");
            }
            if let Some(kind) = person.permit_kind {
                assert_eq!(kind.word(), permit(text(truth, "perm")), "{place}");
            }
            let receipt = truth["receipt"] == true;
            assert_eq!(person.permit_state.unwrap().is_receipt(), receipt, "{place}");
            let number = if receipt { "receipt_no" } else { "permit_no" };
            assert_eq!(person.permit_number.as_deref().unwrap(), text(truth, number), "{place}");
            if !receipt {
                assert_eq!(person.permit_expires.unwrap().to_string(), text(truth, "expires"), "{place}");
            }
            assert_eq!(fold(person.municipality.as_deref().unwrap()), fold(text(truth, "town")), "{place}");
        }
    }
}

#[test]
fn every_household_of_the_truth_is_tied_together() {
    for name in SAMPLES {
        let sample = sample(name);
        let numbers: Vec<u64> =
            sample.truth["people"].as_array().unwrap().iter().map(|one| one["hh"].as_u64().unwrap()).collect();
        let originals = numbers.len() - sample.truth["duplicates"].as_array().unwrap().len();
        let linked = household::link(&sample.rows[..originals]);
        let mut expected: Vec<Vec<usize>> = Vec::new();
        for number in numbers[..originals].iter().collect::<std::collections::BTreeSet<_>>() {
            expected.push((0..originals).filter(|at| numbers[*at] == *number).collect());
        }
        let mut tied: Vec<Vec<usize>> = linked.into_iter().map(|one| one.rows).collect();
        tied.sort();
        expected.sort();
        assert_eq!(tied, expected, "{name}");
    }
}

/// The municipality's list once more, saved by LibreOffice as the files of other programs.
#[test]
fn the_same_rows_come_out_of_an_old_excel_file_and_of_an_open_document() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let read = |ending: &str| {
        let bytes = std::fs::read(folder.join(format!("elenco-comune-60.{ending}"))).unwrap();
        let sheets = read::sheets(&bytes).unwrap();
        let found = header::find(&sheets[0], &header::Glossary::default()).unwrap();
        row::people(&sheets[0], &found, "2026-11-22".parse().unwrap())
    };
    let expected = read("xlsx");
    assert!(expected.len() > 50);
    for ending in ["xls", "ods"] {
        assert_eq!(read(ending), expected, "{ending}");
    }
}

fn fold(text: &str) -> String {
    kernel::text::fold(text)
}

fn permit(word: &str) -> &'static str {
    match word {
        "asilo" => "asylum",
        "sussidiaria" => "subsidiary",
        "speciale" => "special",
        "richiesta asilo" => "asylum-seeker",
        "casi speciali" => "special-cases",
        "minore eta" => "minor-age",
        "cure mediche" => "medical-care",
        other => panic!("a permit without a word: {other}"),
    }
}
