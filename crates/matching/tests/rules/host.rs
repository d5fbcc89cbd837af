//! Host families.

use matching::facts::{Ages, FamilyRole, HostStep, Level, Sex, Speaks};
use matching::rules::{About, Answer, Fact, RuleCode, Why};

use crate::world::{asks, failed, member, person, speaks, world};

#[test]
fn a_family_that_fits_in_everything_is_refused_by_nothing() {
    assert_eq!(world().at_host().answer(), Answer::Yes);
}

#[test]
fn nobody_moves_in_before_the_family_has_passed_every_step() {
    let mut world = world();
    world.host.steps = Some(HostStep::ALL.iter().copied().filter(|step| *step != HostStep::HomeVisited).collect());
    assert_eq!(world.at_host().failed[0].why, Why::StepMissing { step: HostStep::HomeVisited });
    world.host.steps = None;
    let rules = [RuleCode::MinorsSafeguarded, RuleCode::HostReady];
    asks(&world.at_host(), &rules, About::Offer, Fact::HostSteps);
}

#[test]
fn no_minor_moves_in_where_the_adults_were_not_checked_for_it() {
    let mut world = world();
    world.host.steps.as_mut().unwrap().retain(|step| *step != HostStep::CheckedForMinors);
    assert_eq!(failed(&world.at_host()), [RuleCode::MinorsSafeguarded]);
    world.household.persons.truncate(2);
    assert_eq!(world.at_host().answer(), Answer::Yes, "for adults the check is not asked");
    world.household.persons[1].birth = None;
    asks(
        &world.at_host(),
        &[RuleCode::MinorsSafeguarded, RuleCode::HostLimits],
        About::Person { person: person(2) },
        Fact::BirthDay,
    );
}

#[test]
fn an_unaccompanied_minor_is_not_hosted_by_matching() {
    let mut world = world();
    world.household.persons = vec![member(1, "2010-01-01", Sex::Male, 0, FamilyRole::Head)];
    assert_eq!(world.at_host().failed[0].why, Why::MinorWithoutAdult);
}

#[test]
fn an_adult_and_somebody_of_the_family_share_a_language_at_the_level_asked() {
    let mut world = world();
    for person in &mut world.household.persons {
        person.languages = Some(vec![speaks("it", Level::A1), speaks("bm", Level::C2)]);
    }
    assert_eq!(world.at_host().failed[0].why, Why::NoCommonLanguage { level: Level::A2 });
    // A child who speaks it does not interpret for the parents.
    world.household.persons[2].languages = Some(vec![speaks("it", Level::B2)]);
    assert_eq!(failed(&world.at_host()), [RuleCode::HostLanguage]);
    world.host.residents[0].languages = Some(vec![speaks("bm", Level::A2)]);
    assert_eq!(world.at_host().answer(), Answer::Yes);
    world.host.residents[0].languages = None;
    asks(&world.at_host(), &[RuleCode::HostLanguage], About::Offer, Fact::Residents);
    let untold = Speaks { level: None, ..speaks("bm", Level::C2) };
    world.host.residents[0].languages = Some(vec![speaks("bm", Level::C2)]);
    world.household.persons[0].languages = Some(vec![untold]);
    world.household.persons[1].languages = Some(Vec::new());
    asks(&world.at_host(), &[RuleCode::HostLanguage], About::Person { person: person(1) }, Fact::Languages);
}

#[test]
fn the_conditions_of_the_family_are_kept_one_by_one() {
    let fails = |change: fn(&mut crate::world::World)| {
        let mut world = world();
        change(&mut world);
        assert_eq!(failed(&world.at_host()), [RuleCode::HostLimits]);
    };
    fails(|world| world.host.limits.persons = Some(3));
    fails(|world| world.host.limits.ages = Some(Ages { from: 37, to: 60 }));
    fails(|world| world.host.limits.ages = Some(Ages { from: 18, to: 37 }));
    fails(|world| world.host.limits.sexes = Some(vec![Sex::Female]));
    fails(|world| world.host.limits.minors = Some(false));
    fails(|world| world.household.persons[0].smokes = Some(true));
    fails(|world| world.household.wishes.pets = Some(true));
    let mut edge = world();
    edge.host.limits.ages = Some(Ages { from: 36, to: 38 });
    assert_eq!(edge.at_host().answer(), Answer::Yes, "both ends are counted in");
}

#[test]
fn a_condition_that_nobody_asked_the_family_about_is_a_question() {
    let asked = |change: fn(&mut crate::world::World), about: About, fact: Fact| {
        let mut world = world();
        change(&mut world);
        asks(&world.at_host(), &[RuleCode::HostLimits], about, fact);
    };
    asked(|world| world.host.limits.persons = None, About::Offer, Fact::LimitPersons);
    asked(|world| world.host.limits.ages = None, About::Offer, Fact::LimitAges);
    asked(|world| world.host.limits.sexes = None, About::Offer, Fact::LimitSexes);
    asked(|world| world.host.limits.minors = None, About::Offer, Fact::LimitMinors);
    asked(|world| world.household.wishes.pets = None, About::Household, Fact::OwnPets);
    asked(|world| world.household.persons[0].smokes = None, About::Person { person: person(1) }, Fact::Smokes);
}
