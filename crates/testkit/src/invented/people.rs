//! Who there is, before anybody writes them down: families, and namesakes.

use kernel::{BirthDay, Day};

use super::Chance;
use super::names::{COUNTRIES, Country, list};

/// One name in its hands and its own script.
pub(super) type NameOf = (Vec<String>, Option<String>);

/// A person as they are.
#[derive(Debug, Clone)]
pub(super) struct Real {
    pub(super) number: usize,
    pub(super) country: usize,
    pub(super) given: Vec<NameOf>,
    pub(super) family: Vec<NameOf>,
    pub(super) born: Day,
    pub(super) woman: bool,
    pub(super) phone: String,
    /// The telephone of the family, which some give.
    pub(super) shared_phone: Option<String>,
    pub(super) email: String,
    pub(super) tax_code: String,
    pub(super) provisional: String,
    pub(super) cui: String,
}

struct Lists {
    men: Vec<NameOf>,
    women: Vec<NameOf>,
    families: Vec<NameOf>,
}

pub(super) fn population(chance: &mut Chance, people: usize) -> Vec<Real> {
    let lists: Vec<Lists> = COUNTRIES
        .iter()
        .map(|country| Lists {
            men: with_tail(list(country.men), 60, chance),
            women: with_tail(list(country.women), 60, chance),
            families: with_tail(list(country.families), 250, chance),
        })
        .collect();
    let mut all: Vec<Real> = Vec::with_capacity(people);
    while all.len() < people {
        let country = weighed(chance);
        if chance.in_thousand(650) {
            let woman = chance.in_thousand(250);
            let year = 1962 + chance.below(46) as i32;
            let one = somebody(chance, &lists, country, woman, year);
            // Namesakes: another person of the same name, country and year of birth.
            if chance.in_thousand(50) {
                let other = Real {
                    given: one.given.clone(),
                    family: one.family.clone(),
                    ..somebody(chance, &lists, country, woman, year)
                };
                all.push(other);
            }
            all.push(one);
        } else {
            family(chance, &lists, country, &mut all);
        }
    }
    all.truncate(people);
    for (number, real) in all.iter_mut().enumerate() {
        real.number = number;
    }
    all
}

/// The common names, and so many rare ones put together from pieces of them: most people bear a common name, but there
/// are far more rare names than common ones.
fn with_tail(mut names: Vec<NameOf>, many: usize, chance: &mut Chance) -> Vec<NameOf> {
    let common: Vec<String> = names.iter().map(|name| name.0[0].clone()).filter(|name| name.is_ascii()).collect();
    for _ in 0..many {
        let (head, tail) = (chance.one(&common).clone(), chance.one(&common).to_lowercase());
        let syllable = |text: &str, from: usize| {
            let places = || text.char_indices().skip(from);
            places()
                .zip(places().skip(1))
                .find(|((_, one), (_, two))| "aeiouy".contains(*one) && !"aeiouy".contains(*two))
                .map(|((_, _), (at, _))| at)
        };
        let (Some(end), Some(start)) = (syllable(&head, 1), syllable(&tail, 0)) else { continue };
        let name = format!("{}{}", &head[..end], &tail[start..]).replace(' ', "");
        if name.len() >= 4 && !names.iter().any(|known| known.0.contains(&name)) {
            names.push((vec![name], None));
        }
    }
    names
}

fn weighed(chance: &mut Chance) -> usize {
    let total: usize = COUNTRIES.iter().map(|country| country.weight).sum();
    let mut left = chance.below(total);
    for (place, country) in COUNTRIES.iter().enumerate() {
        match left.checked_sub(country.weight) {
            Some(rest) => left = rest,
            None => return place,
        }
    }
    0
}

fn somebody(chance: &mut Chance, lists: &[Lists], country: usize, woman: bool, year: i32) -> Real {
    let names = &lists[country];
    let own: &Country = &COUNTRIES[country];
    let mut given = vec![chance.common(if woman { &names.women } else { &names.men }).clone()];
    let mut family = vec![chance.common(&names.families).clone()];
    if own.patronymic {
        // One's own name, the father's, the grandfather's.
        family.insert(0, chance.common(&names.men).clone());
        if chance.in_thousand(400) {
            family.pop();
        }
    } else if own.code == "PE" || chance.in_thousand(80) {
        family.push(chance.common(&names.families).clone());
    }
    if chance.in_thousand(120) {
        given.push(chance.common(if woman { &names.women } else { &names.men }).clone());
    }
    let born = if chance.in_thousand(own.new_year) { Day::new(year, 1, 1) } else { None };
    let any_day = |chance: &mut Chance| Day::new(year, 1 + chance.below(12) as u32, 1 + chance.below(28) as u32);
    let born = born.or_else(|| any_day(chance)).unwrap_or_else(|| unreachable!("every month has 28 days"));
    Real {
        number: 0,
        country,
        given,
        family,
        born,
        woman,
        phone: format!("3{}", chance.digits(9)),
        shared_phone: None,
        email: format!("{}{}@example.org", chance.letters(6).to_lowercase(), chance.digits(3)),
        tax_code: format!(
            "{}{}{}{}Z{}{}",
            chance.letters(6),
            chance.digits(2),
            chance.letters(1),
            chance.digits(2),
            chance.digits(3),
            chance.letters(1)
        ),
        provisional: chance.digits(11),
        cui: format!("0{}{}", chance.digits(2 + chance_digits(year)), chance.letters(3)),
    }
}

fn chance_digits(year: i32) -> usize {
    2 + (year % 2).unsigned_abs() as usize
}

/// Parents and children, or brothers and sisters on the way together; one telephone for all.
fn family(chance: &mut Chance, lists: &[Lists], country: usize, all: &mut Vec<Real>) {
    let phone = format!("3{}", chance.digits(9));
    let siblings_only = chance.in_thousand(350);
    let year = 1965 + chance.below(30) as i32;
    let father = somebody(chance, lists, country, false, year);
    let mother_year = year + chance.below(8) as i32;
    let mother = somebody(chance, lists, country, true, mother_year);
    let children = if siblings_only { 2 } else { 1 + chance.below(3) };
    let first_year = if siblings_only { year } else { year + 20 + chance.below(10) as i32 };
    let mut last: Option<Real> = None;
    for child in 0..children {
        let woman = chance.in_thousand(if siblings_only { 300 } else { 480 });
        let born_year = first_year + (child as i32) * (1 + chance.below(3) as i32);
        let mut real = somebody(chance, lists, country, woman, born_year.min(2025));
        if COUNTRIES[country].patronymic {
            real.family = vec![father.given[0].clone(), father.family[0].clone()];
        } else {
            real.family.clone_from(&father.family);
        }
        if let Some(last) = &last {
            if chance.in_thousand(15) {
                real.born = last.born;
            }
            // Two children of one family are not called the same.
            if real.given[0].0[0] == last.given[0].0[0] {
                continue;
            }
        }
        real.shared_phone = Some(phone.clone());
        last = Some(real.clone());
        all.push(real);
    }
    if !siblings_only {
        let shared = |real: Real| Real { shared_phone: Some(phone.clone()), ..real };
        if chance.in_thousand(700) {
            all.push(shared(father));
        }
        all.push(shared(mother));
    }
}

/// The birth as somebody writes it who knows it.
pub(super) fn born(real: &Real) -> BirthDay {
    BirthDay::Day(real.born)
}
