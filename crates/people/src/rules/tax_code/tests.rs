use kernel::{BirthDay, Day};
use proptest::prelude::*;

use super::*;
use crate::rules::identity::Naming;

fn today() -> Day {
    Day::new(2026, 11, 22).unwrap()
}

fn parsed(text: &str) -> TaxCode {
    TaxCode::parse(text).unwrap()
}

fn mario<'a>() -> Naming<'a> {
    Naming { given: "Mario", family: "Rossi", born: "1985-12-10".parse().ok(), ..Naming::default() }
}

#[test]
fn a_code_is_read_as_people_write_it() {
    for written in ["RSSMRA85T10A562S", "rssmra85t10a562s", " RSS MRA 85T10 A562 S ", "C.F.: RSSMRA-85T10-A562S"] {
        assert_eq!(parsed(written).as_str(), "RSSMRA85T10A562S", "{written}");
    }
    assert_eq!(parsed("CF 12345678903").as_str(), "12345678903");
}

#[test]
fn what_cannot_be_a_code_is_told_apart() {
    for (written, fault) in [
        ("", TaxCodeFault::Length),
        ("RSSMRA85T10A562", TaxCodeFault::Length),
        ("1234567890", TaxCodeFault::Length),
        ("RSSMRA85T10A562T", TaxCodeFault::Check),
        ("RSSMRA85T11A562S", TaxCodeFault::Check),
        ("12345678901", TaxCodeFault::Check),
        ("RSSMRA85T1OA562S", TaxCodeFault::Sign),
        ("R5SMRA85T10A562S", TaxCodeFault::Sign),
        ("RSSMRA85F10A562S", TaxCodeFault::Sign),
        ("1234567890A", TaxCodeFault::Sign),
        ("RSSMRÀ85T10A562S", TaxCodeFault::Sign),
    ] {
        assert_eq!(TaxCode::parse(written), Err(fault), "{written}");
    }
}

#[test]
fn a_code_says_birth_sex_and_place() {
    let said = parsed("RSSMRA85T10A562S").says().unwrap();
    assert_eq!((said.family.as_str(), said.given.as_str()), ("RSS", "MRA"));
    assert_eq!((said.sex, said.place.as_str()), (Sex::Male, "A562"));
    assert_eq!(said.birthdays(today()), [Day::new(1985, 12, 10).unwrap()]);
    let amina = parsed("BHAFTM90A41Z329Q").says().unwrap();
    assert_eq!((amina.sex, amina.month, amina.day, amina.place.as_str()), (Sex::Female, 1, 1, "Z329"));
}

#[test]
fn two_digits_of_a_year_leave_the_century_open_until_it_lies_ahead() {
    let mut said = parsed("RSSMRA85T10A562S").says().unwrap();
    said.year = 10;
    assert_eq!(said.birthdays(today()).iter().map(|day| day.year()).collect::<Vec<_>>(), [2010, 1910]);
    (said.year, said.month) = (26, 12);
    assert_eq!(said.birthdays(today()).iter().map(|day| day.year()).collect::<Vec<_>>(), [1926]);
}

#[test]
fn omocodia_says_the_same() {
    // The last digit of the place became a letter: 2 → N.
    let code = parsed("RSSMRA85T10A56NH");
    assert!(code.is_omocode() && !parsed("RSSMRA85T10A562S").is_omocode());
    assert_eq!(code.says(), parsed("RSSMRA85T10A562S").says());
}

#[test]
fn a_provisional_number_says_nothing_but_that_it_is_one() {
    let code = parsed("12345678903");
    assert!(code.is_provisional() && code.says().is_none());
    assert_eq!(remarks(&code, &mario(), Sex::Male, today()), [TaxCodeRemark::Provisional]);
}

#[test]
fn a_code_that_fits_brings_no_remark() {
    let code = parsed("RSSMRA85T10A562S");
    assert_eq!(remarks(&code, &mario(), Sex::Male, today()), []);
    assert_eq!(remarks(&code, &Naming::default(), Sex::Unknown, today()), []);
    let year = Naming { born: Some(BirthDay::Year(1985)), ..mario() };
    assert_eq!(remarks(&code, &year, Sex::Other, today()), []);
    let cyrillic = Naming { given: "Марио", ..mario() };
    assert_eq!(remarks(&code, &cyrillic, Sex::Male, today()), []);
}

#[test]
fn what_a_code_says_otherwise_is_remarked() {
    let code = parsed("RSSMRA85T10A562S");
    let said = |of: Naming<'_>, sex| remarks(&code, &of, sex, today());
    assert_eq!(said(mario(), Sex::Female), [TaxCodeRemark::OtherSex]);
    let born = |text: &str| Naming { born: text.parse().ok(), ..mario() };
    assert_eq!(said(born("1985-10-12"), Sex::Male), [TaxCodeRemark::OtherBirth]);
    assert_eq!(said(born("1986"), Sex::Male), [TaxCodeRemark::OtherBirth]);
    let swapped = Naming { given: "Rossi", family: "Mario", ..mario() };
    assert_eq!(said(swapped, Sex::Male), [TaxCodeRemark::SwappedNames]);
    assert_eq!(said(Naming { family: "Bianchi", ..mario() }, Sex::Male), [TaxCodeRemark::OtherFamily]);
    assert_eq!(said(Naming { given: "Luca", ..mario() }, Sex::Male), [TaxCodeRemark::OtherGiven]);
}

#[test]
fn a_day_that_no_calendar_has_is_remarked_and_not_refused() {
    let said = "RSSMRA85B30A562";
    let code = parsed(&format!("{said}{}", check_letter(said)));
    assert_eq!(remarks(&code, &mario(), Sex::Male, today()), [TaxCodeRemark::NoSuchDay]);
}

#[test]
fn the_place_of_birth_is_named_as_it_was_then() {
    let place = |code: &str, born: &str| parsed(code).says().unwrap().birthplace(born.parse().ok(), today());
    assert_eq!(place("BHAFTM90A41Z329Q", ""), Some(Birthplace::Country("ML")));
    for (born, name) in [("1985-12-10", "San Giuliano Terme"), ("1930-01-01", "Bagni San Giuliano")] {
        let Some(Birthplace::Town(town)) = place("RSSMRA85T10A562S", born) else { panic!("a town") };
        assert_eq!(town.name, name);
    }
    let nowhere = "RSSMRA85T10Z999";
    let code = parsed(&format!("{nowhere}{}", check_letter(nowhere)));
    assert_eq!(remarks(&code, &mario(), Sex::Male, today()), [TaxCodeRemark::UnknownPlace]);
}

#[test]
fn names_give_their_letters() {
    for (family, letters) in [("Rossi", "RSS"), ("Fo", "FOX"), ("De Sica", "DSC"), ("Àgnes", "GNS"), ("O'Hara", "HRO")]
    {
        assert_eq!(letters::of_family(family), letters, "{family}");
    }
    for (given, letters) in [("Mario", "MRA"), ("Gianfranco", "GFR"), ("Ai", "AIX"), ("Fatoumata", "FMT")] {
        assert_eq!(letters::of_given(given), letters, "{given}");
    }
}

/// Fifteen signs of a code that can be, with the omocodia of any of its digits.
fn said() -> impl Strategy<Value = String> {
    ("[A-Z]{6}[0-9]{2}[ABCDEHLMPRST][0-7][0-9][A-Z][0-9]{3}", any::<u8>()).prop_map(|(text, which)| {
        let swap = |(at, sign): (usize, char)| match DIGITS.iter().position(|digit| *digit == at) {
            Some(nth) if which & (1 << nth) != 0 => OMOCODIA.chars().nth(sign as usize - '0' as usize).unwrap(),
            _ => sign,
        };
        (0..).zip(text.chars()).map(swap).collect()
    })
}

proptest! {
    #[test]
    fn every_fifteen_signs_have_one_check_letter_and_no_other(said in said()) {
        let right = check_letter(&said);
        for letter in 'A'..='Z' {
            let read = TaxCode::parse(&format!("{said}{letter}"));
            prop_assert_eq!(read.is_ok(), letter == right);
        }
    }

    #[test]
    fn one_mistyped_digit_is_always_found(said in said(), nth in 0usize..7, digit in 0u8..10) {
        let code = format!("{said}{}", check_letter(&said));
        let at = DIGITS[nth];
        let mut wrong = code.clone();
        wrong.replace_range(at..=at, &digit.to_string());
        // A digit in the stead of its own omocodia letter is another code with another check letter.
        prop_assert!(wrong == code || TaxCode::parse(&wrong).is_err());
    }

    #[test]
    fn what_is_read_is_read_again(said in said()) {
        let code = parsed(&format!("{said}{}", check_letter(&said)).to_lowercase());
        prop_assert_eq!(TaxCode::parse(code.as_str()), Ok(code.clone()));
        prop_assert!(code.says().is_some());
    }

    #[test]
    fn eleven_digits_have_one_control_digit(first in "[0-9]{10}") {
        let right = (0..10).filter(|digit| TaxCode::parse(&format!("{first}{digit}")).is_ok()).count();
        prop_assert_eq!(right, 1);
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in "\\PC{0,24}") {
        if let Ok(code) = TaxCode::parse(&text) {
            prop_assert!(matches!(code.as_str().len(), 11 | 16));
        }
    }
}
