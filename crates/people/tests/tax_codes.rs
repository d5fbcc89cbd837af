//! Tax codes against two independent libraries, which `scripts/tax-codes` fetches and asks: what they make is read,
//! what they read is read alike, what they refuse is refused.

use std::path::Path;
use std::process::Command;

use kernel::text::fold;
use kernel::{BirthDay, Day};
use network::rules::place;
use people::rules::identity::Naming;
use people::rules::person::Sex;
use people::rules::tax_code::{TaxCode, TaxCodeFault, TaxCodeRemark, remarks};

struct Line {
    code: String,
    verdict: String,
    born: Option<Day>,
    sex: Option<Sex>,
    place: String,
    place_name: String,
    family: String,
    given: String,
}

/// What the libraries say of so many invented people.
fn lines(people: u32) -> Vec<Line> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/tax-codes");
    let run = Command::new(&script).arg(people.to_string()).output().expect("scripts/tax-codes can be started");
    assert!(run.status.success(), "scripts/tax-codes failed: {}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8(run.stdout).unwrap();
    let line = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next().unwrap_or_default();
        let (code, verdict, born, sex, place) = (next(), next(), next(), next(), next());
        let (place_name, _, family, given) = (next(), next(), next(), next());
        let sex = match sex.as_str() {
            "M" => Some(Sex::Male),
            "F" => Some(Sex::Female),
            _ => None,
        };
        Line { code, verdict, born: born.parse().ok(), sex, place, place_name, family, given }
    };
    text.lines().map(line).collect()
}

#[test]
fn two_independent_libraries_and_soglia_agree_on_thousands_of_codes() {
    let today = Day::new(2026, 11, 22).unwrap();
    let (mut read_alike, mut refused_alike, mut omocodes, mut no_days, mut towns) = (0, 0, 0, 0, 0);
    for line in lines(1000) {
        let code = TaxCode::parse(&line.code);
        let refused = match line.verdict.as_str() {
            "length" => Some(TaxCodeFault::Length),
            "sign" => Some(TaxCodeFault::Sign),
            "check" => Some(TaxCodeFault::Check),
            _ => None,
        };
        if let Some(fault) = refused {
            assert_eq!(code, Err(fault), "{}", line.code);
            refused_alike += 1;
            continue;
        }
        let code = code.unwrap_or_else(|fault| panic!("{}: {fault}, said {}", line.code, line.verdict));
        let Some(said) = code.says() else { continue };
        if line.verdict == "day" {
            assert_eq!(said.birthdays(today), [], "{}", line.code);
            no_days += 1;
        }
        let (Some(born), Some(sex)) = (line.born, line.sex) else { continue };
        assert!(said.birthdays(today).contains(&born), "{}: {born}", line.code);
        assert_eq!((said.sex, said.place.as_str()), (sex, line.place.as_str()), "{}", line.code);
        if !line.place.starts_with('Z') {
            let town = place::born_in(&line.place, Some(born)).unwrap_or_else(|| panic!("{} is a place", line.place));
            // Where a place has two languages, the library's name may hold both.
            assert!(
                fold(&line.place_name).starts_with(&fold(&town.name)),
                "{} {} {town:?}",
                line.code,
                line.place_name
            );
            towns += 1;
        }
        assert!(said.birthplace(line.born.map(BirthDay::Day), today).is_some(), "{}", line.code);
        if !line.family.is_empty() {
            let (given, family) = (line.given.as_str(), line.family.as_str());
            let of = Naming { given, family, born: Some(BirthDay::Day(born)), ..Naming::default() };
            let told = remarks(&code, &of, sex, today);
            assert_eq!(told, [] as [TaxCodeRemark; 0], "{} of {given} {family}", line.code);
        }
        omocodes += usize::from(code.is_omocode());
        read_alike += 1;
    }
    // The numbers of the seed in scripts/tax_codes.py, so that an empty answer cannot pass.
    let counted = [(read_alike, 5_000), (refused_alike, 4_000), (omocodes, 3_000), (no_days, 900), (towns, 4_000)];
    assert!(counted.iter().all(|(found, least)| found > least), "{counted:?}");
}
