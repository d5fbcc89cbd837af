//! Names in many hands still find their person.

use proptest::prelude::*;

use super::*;

fn named<'a>(given: &'a str, family: &'a str) -> Naming<'a> {
    Naming { given, family, ..Naming::default() }
}

/// Whether the first two stages, or the sounds, bring the person to a query, and how well the person then ranks.
fn found(typed: &str, person: &Naming<'_>) -> Option<Evidence> {
    let query = Query::read(typed)?;
    let kept = keys(person);
    let asked: Vec<String> = [query.narrow_keys(), query.word_keys(), query.sound_keys()].concat();
    let begins = query.beginning().is_some_and(|(from, to)| kept.iter().any(|key| *key >= from && *key < to));
    if asked.iter().any(|key| kept.contains(key)) || begins { Ranking::of(&query).rank(person) } else { None }
}

fn score(typed: &str, person: &Naming<'_>) -> u8 {
    found(typed, person).map_or(0, |evidence| evidence.score)
}

#[test]
fn a_person_is_found_under_every_spelling() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "Mohamed",
            "Diallo",
            &["diallo mohamed", "Muhammad Jallow", "MOHAMMED DIALLÒ", "محمد ديالو", "Мохаммед Диалло", "jallow"],
        ),
        ("Ousmane", "Traoré", &["Usman Traore", "عثمان", "Uthman Traore", "osman"]),
        ("Fatoumata", "Bah", &["Fatumata Bah", "bah fatoumata", "fatou"]),
        (
            "Abdelrahman",
            "Al Hassan",
            &["Abd al-Rahman Alhassan", "Abdul Rahman Hassan", "عبد الرحمن الحسن", "عبدالرحمن"],
        ),
        ("Khadija", "Hussein", &["Хадиджа Хусейн", "خديجة حسين", "Kadidja Husayn"]),
        ("Tesfay", "Gebre", &["ተስፋይ ገብረ", "Tesfai Ghebre", "gebre tesfay"]),
        ("Rahim", "Mohammad", &["রহিম মোহাম্মদ", "mohammed rahim"]),
        ("Xiaoming", "Wang", &["王小明", "wang xiaoming"]),
        ("Olena", "Shevchenko", &["Олена Шевченко", "Ševčenko Olena"]),
        ("María José", "D'Amico Nuñez", &["damico maria", "NUNEZ jose", "Maria Jose D’Amico"]),
    ];
    for (given, family, variants) in table {
        for typed in *variants {
            assert!(
                score(typed, &named(given, family)) >= 78,
                "{typed} → {given} {family}: {:?}",
                found(typed, &named(given, family))
            );
        }
    }
}

#[test]
fn a_name_written_in_its_own_script_is_found_in_latin_letters() {
    let table = [
        ("王小明", "Wang Xiaoming"),
        ("محمد الحسن", "Mohamed Hassan"),
        ("Хасан", "Khasan"),
        ("Хасан", "Hasan"),
        ("ግርማይ", "Ghirmay"),
        ("মোহাম্মদ", "Mohamed"),
    ];
    for (written, typed) in table {
        let person = Naming { also_known_as: Some(written), ..named("Sconosciuto", "Nessuno") };
        let evidence = found(typed, &person);
        assert!(
            evidence.as_ref().is_some_and(|e| e.why.contains(&Match::OtherName)),
            "{typed} → {written}: {evidence:?}"
        );
    }
}

#[test]
fn strangers_are_not_found() {
    for typed in ["Giovanni Rossi", "Traoré", "Wang", "1990", "…", ""] {
        assert_eq!(found(typed, &named("Mohamed", "Diallo")), None, "{typed}");
    }
}

#[test]
fn the_same_name_ranks_above_a_similar_one_and_a_birthday_above_none() {
    let born: BirthDay = "1990-03-12".parse().unwrap();
    let same = Naming { born: Some(born), ..named("Mohamed", "Diallo") };
    let twin = Naming { born: "1971-01-01".parse().ok(), ..same };
    assert!(score("Mohamed Diallo", &same) > score("Mohamed Diallo", &named("Ahmed", "Diallo")));
    assert!(score("Mohamed Jallow 12/03/1990", &same) > score("Mohamed Jallow 12/03/1990", &twin));
    let why = found("diallo 12/3/1990", &same).unwrap().why;
    assert_eq!(why, [Match::SameName, Match::SameBirthday]);
    assert_eq!(found("diallo 1990", &same).unwrap().why, [Match::SameName, Match::SameBirthYear]);
}

#[test]
fn a_number_or_an_address_names_its_person() {
    let person = Naming {
        phone: Some("+39 333 123 4567"),
        email: Some("Fatou@Example.org"),
        cui: Some("05AB12C"),
        tax_code: Some("BHAFTM90A41Z329X"),
        ..named("Fatoumata", "Bah")
    };
    let table = [
        ("3331234567", Match::SamePhone),
        ("0039 333 1234567", Match::SamePhone),
        ("fatou@example.org", Match::SameEmail),
        ("05ab12c", Match::SameCui),
        ("bhaftm90a41z329x", Match::SameTaxCode),
    ];
    for (typed, reason) in table {
        let evidence = found(typed, &person).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!((evidence.score, evidence.why), (97, vec![reason]), "{typed}");
    }
    assert_eq!(found("3331234568", &person), None);
}

#[test]
fn either_of_two_numbers_names_its_person() {
    let person = Naming { phone: Some("333 1234567 / 02 998877"), ..named("Fatoumata", "Bah") };
    for typed in ["3331234567", "02998877"] {
        let evidence = found(typed, &person).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!(evidence.why, vec![Match::SamePhone], "{typed}");
    }
    let described = |phone: &'static str| Described {
        naming: Naming { phone: Some(phone), ..named("Fatoumata", "Bah") },
        sex: crate::rules::person::Sex::Female,
        citizenship: None,
    };
    let signs = |phone| weigh(&described("333 1234567 / 02 998877"), &described(phone)).findings;
    let same = |phone| signs(phone).iter().any(|one| one.sign == Sign::PhoneSame);
    assert!(same("02998877") && same("02 998877, 347 1112223") && !same("347 1112223"));
}

#[test]
fn keys_are_few() {
    let person = Naming { born: "1990".parse().ok(), phone: Some("3331234567"), ..named("Mohamed", "Diallo") };
    assert_eq!(keys(&person).len(), 8);
    let long =
        Naming { also_known_as: Some("Uno Due Tre Quattro Cinque"), ..named("Anna Bella Clara", "Dora Emma Flora") };
    assert_eq!(keys(&long).iter().filter(|key| key.starts_with("p:")).count(), 6);
}

const GIVEN: [&str; 8] = ["Mohamed", "Aïcha", "Khadija", "Yusuf", "Ibrahim", "Mariama", "Selam", "José"];
const FAMILY: [&str; 8] = ["Diallo", "Traoré", "Hussein", "Keïta", "Camara", "Gebremariam", "Nguyễn", "D’Amico"];

/// Another clerk's spelling: each change is one that transliterations make.
fn respelt(name: &str, hand: u8) -> String {
    let swaps = [
        ("ou", "u"),
        ("u", "ou"),
        ("kh", "k"),
        ("y", "i"),
        ("d", "dd"),
        ("ss", "s"),
        ("o", "u"),
        ("e", "a"),
        ("c", "k"),
    ];
    let (from, to) = swaps[usize::from(hand) % swaps.len()];
    name.to_lowercase().replacen(from, to, 1)
}

proptest! {
    #[test]
    fn accents_case_order_and_spelling_lose_nobody(
        given in 0usize..8, family in 0usize..8, hand in 0u8..9, swap: bool, upper: bool, plain: bool,
    ) {
        let person = named(GIVEN[given], FAMILY[family]);
        let first = respelt(GIVEN[given], hand);
        let mut typed = if swap { format!("{} {first}", FAMILY[family]) } else { format!("{first} {}", FAMILY[family]) };
        if plain {
            typed = kernel::text::fold(&typed);
        }
        if upper {
            typed = typed.to_uppercase();
        }
        prop_assert!(score(&typed, &person) >= 75, "{typed}: {:?}", found(&typed, &person));
    }

    #[test]
    fn any_text_is_read_without_panic(typed in ".{0,80}") {
        let _ = found(&typed, &named("Mohamed", "Diallo"));
    }
}
