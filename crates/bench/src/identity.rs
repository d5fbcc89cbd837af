//! How well the same people are told from others, on invented writings of seeds that nothing was tuned on. The test in
//! `people/tests/identity.rs` holds the promise; here it is printed, with how long it takes.

use std::time::Instant;

use people::rules::identity::{Class, Described, Naming, Portrait, Query, keys};
use people::rules::person::Sex;
use testkit::invented::{Quality, Written, quality, written};

/// Seeds of which nothing else knows.
const SEEDS: [u64; 3] = [1001, 2002, 3003];

/// How many people each seed invents.
const PEOPLE: usize = 8_000;

/// Measures and prints.
pub(crate) fn print() {
    let mut possible = Quality::default();
    let mut same = Quality::default();
    let (mut compared, mut seconds) = (0, 0.0);
    for seed in SEEDS {
        let all = written(seed, PEOPLE);
        let portraits: Vec<Portrait> = all.iter().map(|one| Portrait::of(&described(one))).collect();
        let class = |one: usize, other: usize| portraits[one].against(&portraits[other]).class;
        let begun = Instant::now();
        let looked = measured(&all, |one, other| class(one, other) != Class::Different);
        seconds += begun.elapsed().as_secs_f64();
        compared += looked.compared;
        possible = possible.and(looked);
        same = same.and(measured(&all, |one, other| class(one, other) == Class::Same));
    }
    let percent = |thousandths: usize| thousandths as f64 / 10.0;
    println!(
        "duplicates put before a person, {} pairs of one person on held-out seeds: recall {:.1} % (promise: 99), precision {:.1} % (promise: 95); {} were brought together by no key",
        possible.true_pairs,
        percent(possible.recall()),
        percent(possible.precision()),
        possible.unblocked
    );
    println!(
        "of these, called the same: recall {:.1} %, precision {:.1} %",
        percent(same.recall()),
        percent(same.precision())
    );
    println!("{compared} pairs brought together and compared in {seconds:.1} s");
}

fn measured(all: &[Written], same: impl Fn(usize, usize) -> bool) -> Quality {
    let asked = |one: &Written| Query::of(&described(one).naming).map(|query| query.blocking_keys().concat());
    quality(all, |one| keys(&described(one).naming), |one| asked(one).unwrap_or_default(), same)
}

fn described(of: &Written) -> Described<'_> {
    Described {
        naming: Naming {
            given: &of.given,
            family: &of.family,
            also_known_as: of.also.as_deref(),
            phone: of.phone.as_deref(),
            email: of.email.as_deref(),
            tax_code: of.tax_code.as_deref(),
            cui: of.cui.as_deref(),
            born: of.born,
        },
        sex: of.woman.map_or(Sex::Unknown, |woman| if woman { Sex::Female } else { Sex::Male }),
        citizenship: of.country.and_then(|code| code.parse().ok()),
    }
}
