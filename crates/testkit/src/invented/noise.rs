//! How a person is written down, by somebody who knows them well and by somebody else.

use kernel::{BirthDay, Day};

use super::hands::{self, Script};
use super::names::COUNTRIES;
use super::people::{NameOf, Real, born};
use super::{Chance, Written};

/// As most write it: the first hand of each name.
pub(super) fn first(real: &Real, chance: &mut Chance) -> Written {
    let spell = |names: &[NameOf]| names.iter().map(|name| name.0[0].clone()).collect::<Vec<_>>().join(" ");
    let mut written = Written {
        person: real.number,
        given: spell(&real.given),
        family: spell(&real.family),
        born: Some(born(real)),
        woman: Some(real.woman),
        country: Some(COUNTRIES[real.country].code),
        ..Written::default()
    };
    if chance.in_thousand(60) {
        written.also = own_script(real).map(|(given, family)| format!("{given} {family}"));
    }
    if chance.in_thousand(10) {
        written.born = Some(BirthDay::Year(real.born.year()));
    }
    numbers(&mut written, real, chance);
    written
}

/// As somebody else writes the same person, somewhere else.
pub(super) fn again(real: &Real, chance: &mut Chance) -> Written {
    let mut written = first(real, chance);
    written.given = respelt(&real.given, chance);
    written.family = respelt(&real.family, chance);
    if chance.in_thousand(70)
        && let Some((given, family)) = own_script(real)
    {
        if chance.in_thousand(600) {
            written.also = Some(format!("{} {}", written.given, written.family));
        }
        (written.given, written.family) = (given, family);
    } else if chance.in_thousand(80) {
        // Fingers slip in one word.
        if chance.in_thousand(500) {
            written.given = slip(&written.given, chance);
        } else {
            written.family = slip(&written.family, chance);
        }
    }
    if chance.in_thousand(100) {
        std::mem::swap(&mut written.given, &mut written.family);
    }
    if chance.in_thousand(300) {
        (written.given, written.family) = (written.given.to_uppercase(), written.family.to_uppercase());
    }
    written.born = birth(real.born, chance);
    if chance.in_thousand(5) {
        written.woman = Some(!real.woman);
    } else if chance.in_thousand(40) {
        written.woman = None;
    }
    if chance.in_thousand(60) {
        written.country = None;
    } else if chance.in_thousand(8) {
        written.country = Some(COUNTRIES[(real.country + 1) % COUNTRIES.len()].code);
    }
    written
}

fn numbers(written: &mut Written, real: &Real, chance: &mut Chance) {
    written.phone = chance.in_thousand(700).then(|| match &real.shared_phone {
        Some(shared) if chance.in_thousand(400) => shared.clone(),
        _ if chance.in_thousand(650) => real.phone.clone(),
        _ => format!("3{}", chance.digits(9)),
    });
    written.email = chance.in_thousand(150).then(|| real.email.clone());
    written.tax_code = chance.in_thousand(550).then(|| match chance.below(100) {
        ..5 => real.provisional.clone(),
        5 => slip(&real.tax_code, chance),
        _ => real.tax_code.clone(),
    });
    written.cui = chance.in_thousand(350).then(|| match chance.below(100) {
        0 => slip(&real.cui, chance),
        _ => real.cui.clone(),
    });
}

/// Another hand for each name, parts dropped, a nickname.
fn respelt(names: &[NameOf], chance: &mut Chance) -> String {
    let mut words: Vec<String> = names
        .iter()
        .map(|(hands, _)| {
            let hand = chance.one(hands).clone();
            if chance.in_thousand(60) { habit(&hand, chance) } else { hand }
        })
        .collect();
    if words.len() > 1 && chance.in_thousand(250) {
        words.remove(chance.below(words.len()));
    }
    words.join(" ")
}

/// A habit of spelling.
fn habit(name: &str, chance: &mut Chance) -> String {
    const HABITS: &[(&str, &str)] = &[
        ("ou", "u"),
        ("u", "ou"),
        ("kh", "k"),
        ("y", "i"),
        ("ss", "s"),
        ("e", "i"),
        ("ee", "i"),
        ("oo", "u"),
        ("q", "k"),
        ("ph", "f"),
        ("sh", "ch"),
        ("gh", "g"),
    ];
    let (from, to) = chance.one(HABITS);
    name.replacen(from, to, 1)
}

fn own_script(real: &Real) -> Option<(String, String)> {
    let script = COUNTRIES[real.country].script;
    let one = |(hands, own): &NameOf| own.clone().or_else(|| hands::write(&hands[0], script));
    let all = |names: &[NameOf], joint: &str| {
        names.iter().map(one).collect::<Option<Vec<_>>>().map(|names| names.join(joint))
    };
    // Chinese people write their names in one word, the family first.
    if script == Script::Han {
        return Some((String::new(), format!("{}{}", all(&real.family, "")?, all(&real.given, "")?)));
    }
    Some((all(&real.given, " ")?, all(&real.family, " ")?))
}

fn birth(born: Day, chance: &mut Chance) -> Option<BirthDay> {
    let day = |year, month, day| Day::new(year, month, day).or(Some(born)).map(BirthDay::Day);
    match chance.below(1000) {
        // Day and month swapped, where that is a day.
        ..60 => day(born.year(), born.day(), born.month()),
        60..130 => day(born.year(), 1, 1),
        130..190 => Some(BirthDay::Year(born.year())),
        190..215 => None,
        215..245 => match chance.below(3) {
            0 => day(born.year(), born.month(), (born.day() + 10) % 30),
            1 => day(born.year() + 10 * (1 - 2 * (chance.below(2) as i32)), born.month(), born.day()),
            _ => day(born.year(), born.month(), born.day() + 1),
        },
        245..260 => day(born.year() + 1 + chance.below(2) as i32, born.month(), born.day()),
        _ => Some(BirthDay::Day(born)),
    }
}

/// One letter left out, doubled, swapped with the next, or replaced.
fn slip(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return text.to_owned();
    }
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => {
            letters[at] = if letters[at].is_ascii_digit() { '7' } else { *chance.one(&['n', 'r', 'm', 'a', 'e', 's']) }
        }
    }
    letters.into_iter().collect()
}
