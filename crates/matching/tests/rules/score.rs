//! The score: term by term, and what it is worth to a plan.

use kernel::Cents;
use matching::Worth;
use matching::facts::{Custom, Level, School, Transport, Urgency, WorkKind};
use matching::rules::{About, Considered, Criterion, Fact, Question, lot, worth};

use crate::world::{day, place, speaks, today, uuid, world};

fn value(considered: &Considered, criterion: Criterion) -> Option<i64> {
    considered.terms.iter().find(|term| term.criterion == criterion).and_then(|term| term.value)
}

#[test]
fn every_term_is_told_and_their_sum_is_the_score() {
    let world = world();
    for considered in [world.at_home(), world.at_host(), world.at_work()] {
        assert!(considered.terms.len() >= 5);
        for term in &considered.terms {
            assert_eq!(term.points, term.value.unwrap_or_default() * term.weight / 1000);
        }
        assert_eq!(considered.score, considered.terms.iter().map(|term| term.points).sum::<i64>());
    }
}

#[test]
fn a_home_is_worth_more_where_wishes_schools_and_ties_are_met_and_the_rent_is_easy() {
    let mut world = world();
    let first = world.at_home();
    let values = [Criterion::WantedTerritory, Criterion::WantedKind, Criterion::SchoolsNear, Criterion::TiesNear];
    assert_eq!(values.map(|one| value(&first, one)), [Some(1000); 4]);
    assert_eq!(value(&first, Criterion::ShortWays), Some(584), "25 of 60 minutes");
    assert_eq!(value(&first, Criterion::EasyRent), Some(285), "600 of 700 euro");
    world.home.rent = Some(Cents::new(35_000));
    world.household.schools = Some(vec![School::Primary, School::Nursery]);
    world.household.ties = Some(vec![place("cesena")]);
    let other = world.at_home();
    assert_eq!(value(&other, Criterion::EasyRent), Some(1000));
    assert_eq!(value(&other, Criterion::SchoolsNear), Some(500));
    assert_eq!(value(&other, Criterion::TiesNear), Some(0));
}

#[test]
fn what_is_not_known_gives_no_points_and_is_asked() {
    let mut world = world();
    world.household.ties = None;
    world.home.schools = None;
    let considered = world.at_home();
    assert_eq!(value(&considered, Criterion::TiesNear), None);
    assert_eq!(value(&considered, Criterion::SchoolsNear), None);
    let asked = |about, fact| considered.questions.contains(&Question { about, fact });
    assert!(asked(About::Household, Fact::TiesNear) && asked(About::Offer, Fact::SchoolsNear));
    assert!(!asked(About::Household, Fact::RentPayable), "what is known is not asked");
    assert_eq!(considered.open, [], "a question of the score alone does not hold a pair back");
}

#[test]
fn a_family_is_worth_more_where_what_it_would_like_is_what_they_like() {
    let mut world = world();
    assert_eq!(value(&world.at_host(), Criterion::CustomsShared), Some(500));
    world.household.wishes.customs = Some(vec![Custom::QuietEvenings, Custom::SharedMeals, Custom::OwnRhythm]);
    assert_eq!(value(&world.at_host(), Criterion::CustomsShared), Some(1000));
}

#[test]
fn work_is_worth_more_with_practice_language_to_spare_an_easy_way_and_a_contract() {
    let mut world = world();
    let all = [
        Criterion::Occupation,
        Criterion::Experience,
        Criterion::LanguageBeyond,
        Criterion::EasyTransport,
        Criterion::Contract,
    ];
    let first = world.at_work();
    assert_eq!(all.map(|one| value(&first, one)), [1000, 500, 0, 1000, 0].map(Some));
    world.seeker.languages = Some(vec![speaks("it", Level::B1)]);
    world.work.transport = Some(vec![Transport::Car]);
    world.work.kind = Some(WorkKind::Contract);
    world.work.occupation = Some("5123.1".parse().unwrap());
    let other = world.at_work();
    assert_eq!(all.map(|one| value(&other, one)), [600, 300, 500, 0, 1000].map(Some));
}

#[test]
fn a_pair_is_worth_its_urgency_its_people_its_waiting_and_its_score() {
    let mut world = world();
    world.household.standing.urgency = Some(Urgency::NoRoof);
    let considered = world.at_home();
    let drawn = lot(7, uuid(100), uuid(200));
    let told = worth(&considered, &world.household.standing, 4, true, drawn, today());
    let expected = Worth { urgent: 1, persons: 4, waiting: 100, score: considered.score, kept: 1, lot: drawn };
    assert_eq!(told, expected);
    for urgency in [Some(Urgency::Soon), Some(Urgency::Ordinary), None] {
        world.household.standing.urgency = urgency;
        assert_eq!(worth(&considered, &world.household.standing, 4, false, 0, today()).urgent, 0);
    }
    world.household.standing.since = Some(day("2027-01-01"));
    assert_eq!(worth(&considered, &world.household.standing, 4, false, 0, today()).waiting, 0, "not yet");
    world.household.standing.since = None;
    let asked = Question { about: About::Household, fact: Fact::WaitingSince };
    assert!(world.at_home().questions.contains(&asked));
}

#[test]
fn the_order_in_which_facts_are_listed_changes_nothing() {
    let plain = world();
    let mut turned = plain.clone();
    turned.household.persons.reverse();
    turned.home.rooms.as_mut().unwrap().reverse();
    turned.host.wishes.as_mut().unwrap().reverse();
    turned.host.steps.as_mut().unwrap().reverse();
    assert_eq!(plain.at_home(), turned.at_home());
    assert_eq!(plain.at_host(), turned.at_host());
}
