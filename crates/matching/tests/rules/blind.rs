//! What a score cannot see.

use std::collections::BTreeSet;

use matching::facts::{Access, FamilyRole, Sex, Tie, Trainee, Urgency};
use matching::rules::{Considered, Term};
use proptest::prelude::*;

use crate::world::{day, uuid, world};

fn keys(of: &impl serde::Serialize) -> BTreeSet<String> {
    fn gather(value: &serde_json::Value, into: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    into.insert(name.replace('_', "-"));
                    gather(value, into);
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
            _ => {}
        }
    }
    let mut into = BTreeSet::new();
    gather(&serde_json::to_value(of).unwrap(), &mut into);
    into
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn the_facts_of_people_are_these_and_no_others() {
    let world = world();
    let household = [
        "id",
        "persons",
        "birth",
        "sex",
        "tie",
        "family",
        "role",
        "access",
        "languages",
        "language",
        "level",
        "smokes",
        "eligible",
        "standing",
        "urgency",
        "since",
        "ready-from",
        "territory",
        "must-reach",
        "longest-way",
        "minutes",
        "schools",
        "ties",
        "guarantees",
        "wishes",
        "territories",
        "kinds",
        "rent",
        "rent-support",
        "deposit",
        "shares-room",
        "shares-home",
        "pets",
        "customs",
        "vetoes",
    ];
    assert_eq!(
        keys(&world.household),
        set(&household),
        "a new fact about people: may anybody ask for it, and who sees it?"
    );
    let seeker = [
        "id",
        "household",
        "birth",
        "eligible",
        "standing",
        "urgency",
        "since",
        "may-work",
        "occupations",
        "occupation",
        "months",
        "languages",
        "language",
        "level",
        "most-hours",
        "fewest-hours",
        "licences",
        "transport",
        "territory",
        "longest-way",
        "minutes",
        "ready-from",
        "trainee",
        "vetoes",
    ];
    assert_eq!(keys(&world.seeker), set(&seeker));
    let host = [
        "id",
        "family",
        "residents",
        "adult",
        "languages",
        "language",
        "level",
        "territory",
        "rooms",
        "beds",
        "reserved",
        "sharers",
        "access",
        "pets",
        "schools",
        "limits",
        "persons",
        "ages",
        "from",
        "to",
        "sexes",
        "minors",
        "smokers",
        "wishes",
        "steps",
        "available",
        "until",
        "day",
        "vetoes",
    ];
    assert_eq!(keys(&world.host), set(&host), "a family cannot wish for an origin or a faith");
    for protected in ["nationality", "citizenship", "religion", "ethnicity", "health", "birthplace", "name", "colour"] {
        for all in
            [keys(&world.household), keys(&world.seeker), keys(&world.host), keys(&world.home), keys(&world.work)]
        {
            assert!(!all.contains(protected), "{protected}");
        }
    }
}

#[test]
fn a_score_sees_these_fields_and_no_others() {
    let world = world();
    let household = [
        "territories",
        "kinds",
        "must-reach",
        "longest-way",
        "minutes",
        "schools",
        "ties",
        "rent",
        "rent-support",
        "customs",
    ];
    assert_eq!(keys(&world.household.suit()), set(&household));
    let seeker = [
        "occupations",
        "occupation",
        "months",
        "languages",
        "language",
        "level",
        "transport",
        "territory",
        "longest-way",
        "minutes",
    ];
    assert_eq!(keys(&world.seeker.suit()), set(&seeker));
    let place = ["territory", "kind", "rent", "schools", "wishes"];
    assert_eq!(keys(&world.home.suit()), set(&place));
    assert_eq!(keys(&world.host.suit()), set(&place));
    assert_eq!(
        keys(&world.work.suit()),
        set(&["occupation", "kind", "languages", "language", "level", "transport", "territory"])
    );
}

fn scored(considered: Considered) -> (i64, Vec<Term>) {
    (considered.score, considered.terms)
}

proptest! {
    #[test]
    fn whoever_they_are_the_score_is_the_same(
        sex in prop::sample::select(Sex::ALL),
        role in prop::sample::select(FamilyRole::ALL),
        access in prop::sample::select(Access::ALL),
        urgency in prop::sample::select(Urgency::ALL),
        trainee in prop::sample::select(Trainee::ALL),
        days in 0_i64..36_000, known: bool, number: u128, persons in 0_usize..=4,
    ) {
        let plain = world();
        let mut other = plain.clone();
        let born = known.then(|| kernel::BirthDay::Day(day("1928-01-01").plus_days(days)));
        other.household.id = kernel::HouseholdId::from_uuid(uuid(number));
        other.household.persons.truncate(persons);
        for member in &mut other.household.persons {
            (member.birth, member.sex, member.access) = (born, known.then_some(sex), known.then_some(access));
            (member.tie, member.smokes, member.languages) = (Some(Tie { family: 1, role }), Some(known), None);
        }
        (other.household.eligible, other.household.standing.urgency) = (Some(known), Some(urgency));
        (other.seeker.birth, other.seeker.trainee, other.seeker.may_work) = (born, Some(trainee), Some(known));
        other.seeker.standing.urgency = Some(urgency);
        prop_assert_eq!(scored(plain.at_home()), scored(other.at_home()));
        prop_assert_eq!(scored(plain.at_host()), scored(other.at_host()));
        prop_assert_eq!(scored(plain.at_work()), scored(other.at_work()));
    }
}
