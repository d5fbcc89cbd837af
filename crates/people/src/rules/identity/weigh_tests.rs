//! What evidence comes to, and what it must never do.

use proptest::prelude::*;

use super::*;
use crate::rules::person::Sex;

fn described<'a>(given: &'a str, family: &'a str, born: &str) -> Described<'a> {
    let naming = Naming { given, family, born: born.parse().ok(), ..Naming::default() };
    Described { naming, sex: Sex::Male, citizenship: "ML".parse().ok() }
}

fn signs(resemblance: &Resemblance) -> Vec<&'static str> {
    resemblance.findings.iter().map(|finding| finding.sign.word()).collect()
}

#[test]
fn one_person_in_two_hands_is_the_same() {
    let table = [
        (("Moussa", "Kouyaté", "1996-03-12"), ("KOUYATE", "Mussa", "1996-03-12")),
        (("Mohamed", "Hassan", "1996-05-17"), ("محمد", "حسن", "1996-05-17")),
        (("Tesfay", "Ghebremeskel", "1991-08-03"), ("ተስፋይ", "ገብረመስቀል", "1991-08-03")),
        (("Olena", "Tkachenko", "1985-02-11"), ("Елена", "Ткаченко", "1985-02-11")),
        (("Xiaoming", "Wang", "1990-10-25"), ("王小明", "", "1990-10-25")),
        (("Mizanur", "Rahman", "1995-06-30"), ("মিজানুর", "রহমান", "1995-06-30")),
        (("Abdel Rahman", "El Sayed", "1993-04-28"), ("Abdelrahman", "Elsayed", "1993-04-28")),
    ];
    for (one, other) in table {
        let weighed = weigh(&described(one.0, one.1, one.2), &described(other.0, other.1, other.2));
        assert_eq!(weighed.class, Class::Same, "{one:?} {other:?}: {weighed:?}");
    }
}

#[test]
fn what_differs_by_habit_of_the_papers_is_put_before_a_person() {
    let own = described("Moussa", "Kouyaté", "1996-03-12");
    let table = [
        (described("Kouyaté", "Moussa", "1996-12-03"), vec!["name-swapped", "born-swapped"]),
        (described("Moussa", "Kouyaté", "1996"), vec!["name-same", "born-year"]),
        (described("Moussa", "Kouyaté", "1996-01-01"), vec!["name-same", "born-year"]),
        (described("Moussa", "Kuyate", "1996-03-13"), vec!["name-spelling", "born-slip"]),
        (described("Moussa Ibrahima", "Kouyaté", "1996-03-12"), vec!["name-part", "born-same"]),
        (described("Moussa", "Kouyaté", "1998-03-12"), vec!["name-same", "born-slip"]),
    ];
    for (other, found) in table {
        let weighed = weigh(&own, &other);
        assert_ne!(weighed.class, Class::Different, "{other:?}: {weighed:?}");
        assert_eq!(signs(&weighed)[..2], found, "{other:?}");
    }
}

#[test]
fn kin_and_namesakes_are_two_people() {
    let table = [
        ("brothers", ("Moussa", "Kouyaté", "1996-03-12"), ("Adama", "Kouyaté", "1998-07-20")),
        ("father and son", ("Ahmed", "Hassan Ali", "1970-03-12"), ("Mohamed", "Ahmed Hassan", "1999-05-02")),
        ("namesakes of one year", ("Mamadou", "Diallo", "1998-03-12"), ("Mamadou", "Diallo", "1998-10-30")),
        ("namesakes", ("Mohamed", "Ahmed", "1990-06-01"), ("Mohammed", "Ahmad", "1997-02-03")),
        ("one name", ("Rahim", "Islam", "1990-06-01"), ("Karim", "Islam", "1990-06-11")),
    ];
    for (who, one, other) in table {
        let weighed = weigh(&described(one.0, one.1, one.2), &described(other.0, other.1, other.2));
        assert_eq!(weighed.class, Class::Different, "{who}: {weighed:?}");
    }
}

#[test]
fn a_shared_number_is_always_looked_at_and_a_provisional_tax_code_contradicts_nothing() {
    let with = |naming: Naming<'static>| Described { naming, sex: Sex::Unknown, citizenship: None };
    let one = with(Naming { cui: Some("05AB12C"), given: "Sira", born: "1990".parse().ok(), ..Naming::default() });
    let other = with(Naming { cui: Some("05 ab 12c"), given: "Olena", born: "1960".parse().ok(), ..Naming::default() });
    assert_eq!(weigh(&one, &other).class, Class::Possible);
    assert_eq!(signs(&weigh(&one, &other)), ["name-differs", "born-differs", "cui-same"]);

    let full = with(Naming { tax_code: Some("RSSMRA85T10A562S"), ..Naming::default() });
    let provisional = with(Naming { tax_code: Some("12345678901"), ..Naming::default() });
    assert_eq!(weigh(&full, &provisional).findings, []);
}

#[test]
fn a_rare_name_says_more_than_a_common_one() {
    let common = weigh(&described("Mohamed", "Diallo", ""), &described("Mohamed", "Diallo", ""));
    let rare = weigh(&described("Vassiriki", "Doumbouya", ""), &described("Vassiriki", "Doumbouya", ""));
    assert!(rare.total > common.total);
}

const WORDS: [&str; 14] = [
    "Mohamed",
    "Mahmoud",
    "محمد",
    "Fatoumata",
    "Fatou",
    "Diallo",
    "Jallow",
    "Abdel",
    "Rahman",
    "Tesfay",
    "ተስፋይ",
    "Олена",
    "王小明",
    "O",
];

fn words() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 0..4)
}

#[derive(Debug, Clone)]
struct Owned {
    given: String,
    family: String,
    also: Option<String>,
    phone: Option<&'static str>,
    cui: Option<&'static str>,
    tax_code: Option<&'static str>,
    born: Option<&'static str>,
    sex: Sex,
    citizenship: Option<&'static str>,
}

impl Owned {
    fn described(&self) -> Described<'_> {
        Described {
            naming: Naming {
                given: &self.given,
                family: &self.family,
                also_known_as: self.also.as_deref(),
                phone: self.phone,
                email: None,
                tax_code: self.tax_code,
                cui: self.cui,
                born: self.born.and_then(|born| born.parse().ok()),
            },
            sex: self.sex,
            citizenship: self.citizenship.and_then(|code| code.parse().ok()),
        }
    }
}

fn anybody() -> impl Strategy<Value = Owned> {
    let born = prop::sample::select(vec!["1990-03-12", "1990-12-03", "1990-01-01", "1990", "1991", "1970-03-12"]);
    (
        words(),
        words(),
        prop::option::of(words()),
        prop::option::of(prop::sample::select(vec!["3331234567", "3337654321"])),
        prop::option::of(prop::sample::select(vec!["05AB12C", "05AB12D", "77XY00Z"])),
        prop::option::of(prop::sample::select(vec!["RSSMRA85T10A562S", "12345678901", "BHAFTM90A41Z329X"])),
        prop::option::of(born),
        prop::sample::select(Sex::ALL),
        prop::option::of(prop::sample::select(vec!["ML", "GN", "stateless"])),
    )
        .prop_map(|(given, family, also, phone, cui, tax_code, born, sex, citizenship)| Owned {
            given: given.join(" "),
            family: family.join(" "),
            also: also.map(|words| words.join(" ")),
            phone,
            cui,
            tax_code,
            born,
            sex,
            citizenship,
        })
}

proptest! {
    #[test]
    fn comparing_is_the_same_in_both_directions(one in anybody(), other in anybody()) {
        prop_assert_eq!(weigh(&one.described(), &other.described()), weigh(&other.described(), &one.described()));
    }

    #[test]
    fn the_order_of_the_words_of_a_name_changes_no_total(
        one in anybody(), other in anybody(), order in prop::sample::subsequence((0..6).collect::<Vec<usize>>(), 6),
    ) {
        // Leaning words (*Abdel*) belong to the next one and are no words of their own.
        let text = format!("{} {}", one.given, one.family).replace("Abdel", "").replace("O", "");
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut turned = words.clone();
        turned.rotate_left(order.first().copied().unwrap_or(0) % words.len().max(1));
        let straight = Owned { given: words.join(" "), family: String::new(), ..one.clone() };
        let turned = Owned { given: String::new(), family: turned.join(" "), ..one };
        let (straight, turned) =
            (weigh(&straight.described(), &other.described()), weigh(&turned.described(), &other.described()));
        prop_assert_eq!((straight.total, straight.class), (turned.total, turned.class));
    }

    #[test]
    fn more_that_agrees_never_lowers_the_total(one in anybody(), other in anybody(), which in 0usize..7) {
        let before = weigh(&one.described(), &other.described());
        let mut agreeing = one.clone();
        match which {
            0 => agreeing.phone = other.phone.or(one.phone),
            1 => agreeing.cui = other.cui.or(one.cui),
            2 => agreeing.tax_code = other.tax_code.or(one.tax_code),
            3 => agreeing.born = other.born.or(one.born),
            4 => agreeing.sex = other.sex,
            5 => agreeing.citizenship = other.citizenship.or(one.citizenship),
            _ => {
                let Owned { given, family, also, .. } = other.clone();
                agreeing = Owned { given, family, also, ..agreeing };
            }
        }
        let after = weigh(&agreeing.described(), &other.described());
        let nothing_said = match which {
            4 => !matches!(other.sex, Sex::Female | Sex::Male),
            6 => format!("{}{}", other.given, other.family).trim().is_empty(),
            _ => false,
        };
        if !nothing_said {
            prop_assert!(after.total >= before.total, "{before:?} then {after:?}");
        }
    }

    #[test]
    fn whoever_is_described_twice_alike_is_never_different_from_themselves(one in anybody()) {
        let weighed = weigh(&one.described(), &one.described());
        prop_assert!(weighed.findings.iter().all(|finding| finding.weight.0 >= 0), "{weighed:?}");
    }
}
