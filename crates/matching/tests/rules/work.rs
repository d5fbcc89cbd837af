//! Work places and internships.

use kernel::Cents;
use matching::facts::{Asked, Level, Licence, Trainee, Transport, Veto, WorkKind};
use matching::rules::{About, Answer, Fact, RuleCode, Side, Why};

use crate::world::{World, asks, failed, person, place, world};

fn asks_person(world: &World, rule: RuleCode, fact: Fact) {
    asks(&world.at_work(), &[rule], About::Person { person: person(1) }, fact);
}

#[test]
fn a_work_place_that_fits_in_everything_is_refused_by_nothing() {
    assert_eq!(world().at_work().answer(), Answer::Yes);
}

#[test]
fn a_permit_that_does_not_allow_work_refuses_and_an_unread_one_is_a_question() {
    let mut world = world();
    world.seeker.may_work = Some(false);
    assert_eq!(failed(&world.at_work()), [RuleCode::WorkPermit]);
    world.seeker.may_work = None;
    asks_person(&world, RuleCode::WorkPermit, Fact::MayWork);
}

#[test]
fn nobody_under_sixteen_works() {
    let mut world = world();
    world.seeker.birth = Some("2010-11-23".parse().unwrap());
    assert_eq!(world.at_work().failed[0].why, Why::TooYoung { least: 16 });
    world.seeker.birth = Some("2010-11-22".parse().unwrap());
    assert_eq!(world.at_work().answer(), Answer::Yes);
    world.seeker.birth = Some("2010".parse().unwrap());
    asks_person(&world, RuleCode::WorkingAge, Fact::BirthDay);
}

#[test]
fn a_language_is_asked_at_a_level() {
    let mut world = world();
    let language: matching::facts::Language = "it".parse().unwrap();
    world.work.languages = Some(vec![Asked { language: language.clone(), level: Level::B1 }]);
    assert_eq!(world.at_work().failed[0].why, Why::LanguageTooLow { language, level: Level::B1 });
    world.seeker.languages = None;
    asks_person(&world, RuleCode::WorkLanguage, Fact::Languages);
    world.work.languages = Some(Vec::new());
    assert_eq!(world.at_work().answer(), Answer::Yes);
    world.work.languages = None;
    let considered = world.at_work();
    assert!(considered.failed.is_empty() && considered.open == [RuleCode::WorkLanguage]);
}

#[test]
fn hours_licences_and_ways_there_fit_the_person() {
    let mut world = world();
    world.work.hours = Some(41);
    world.work.licences = Some(vec![Licence::Car, Licence::Forklift]);
    world.work.transport = Some(vec![Transport::Car]);
    assert_eq!(failed(&world.at_work()), [RuleCode::Hours, RuleCode::Licences, RuleCode::Transport]);
    world.work.hours = Some(19);
    world.work.licences = Some(Vec::new());
    world.work.transport = Some(Vec::new());
    assert_eq!(failed(&world.at_work()), [RuleCode::Hours]);
    world.seeker.fewest_hours = None;
    asks_person(&world, RuleCode::Hours, Fact::FewestHours);
    world.work.hours = Some(30);
    world.seeker.fewest_hours = Some(20);
    world.seeker.licences = None;
    world.work.licences = Some(vec![Licence::Car]);
    asks_person(&world, RuleCode::Licences, Fact::LicencesHeld);
    world.work.licences = Some(Vec::new());
    world.seeker.transport = None;
    world.work.transport = Some(vec![Transport::Car]);
    asks_person(&world, RuleCode::Transport, Fact::OwnTransport);
}

#[test]
fn the_way_to_work_and_the_vetoes_are_heard() {
    let mut world = world();
    world.seeker.longest_way = Some(matching::facts::Longest::Kilometres(5));
    world.seeker.vetoes = vec![Veto::Owner(world.work.employer)];
    let considered = world.at_work();
    assert_eq!(failed(&considered), [RuleCode::Vetoes, RuleCode::Distance]);
    assert_eq!(considered.failed[0].why, Why::Vetoed { by: Side::Seeker });
    assert_eq!(considered.failed[1].why, Why::TooFar { way: 6, limit: 5 });
    world.seeker.vetoes.clear();
    world.seeker.territory = None;
    asks_person(&world, RuleCode::Distance, Fact::Residence);
}

#[test]
fn an_internship_pays_at_least_the_minimum_of_its_region() {
    let mut world = world();
    let minimum_of = |region: &str| crate::world::book().internships.minimum(&place(region), crate::world::today());
    assert_eq!(minimum_of("lazio"), Some(Cents::new(80_000)));
    assert_eq!(minimum_of("a-region-without-rules"), Some(Cents::new(30_000)), "the national guidelines");
    assert_eq!(crate::world::book().internships.minimum(&place("lazio"), crate::world::day("2016-01-01")), None);
    world.work.region = Some(place("lazio"));
    let (monthly, minimum) = (Cents::new(60_000), Cents::new(80_000));
    assert_eq!(world.at_work().failed[0].why, Why::IndemnityTooLow { monthly, minimum });
    world.work.kind = Some(WorkKind::Contract);
    assert_eq!(world.at_work().answer(), Answer::Yes, "a contract has rules of its own");
    world.work.kind = None;
    asks(&world.at_work(), &[RuleCode::InternshipIndemnity], About::Offer, Fact::WorkKind);
    world.work.kind = Some(WorkKind::Internship);
    world.work.monthly = None;
    asks(&world.at_work(), &[RuleCode::InternshipIndemnity], About::Offer, Fact::Monthly);
}

#[test]
fn a_host_has_no_more_trainees_than_its_staff_allows() {
    let mut world = world();
    let limit = |staff| crate::world::book().internships.places(&place("lombardia"), staff, crate::world::today());
    let by_staff: Vec<Option<u32>> = [1, 5, 6, 20, 21, 30, 31, 100].iter().map(|staff| limit(*staff)).collect();
    assert_eq!(by_staff, [1, 1, 2, 2, 3, 3, 4, 10].map(Some));
    world.work.trainees = Some(2);
    assert_eq!(world.at_work().failed[0].why, Why::TooManyTrainees { limit: 2 });
    world.work.trainees = None;
    asks(&world.at_work(), &[RuleCode::InternshipPlaces], About::Offer, Fact::Trainees);
}

#[test]
fn an_internship_lasts_as_long_as_the_trainee_s_class_allows() {
    let mut world = world();
    for (trainee, longest) in [(Trainee::Ordinary, 6), (Trainee::Disadvantaged, 12), (Trainee::Disabled, 24)] {
        world.seeker.trainee = Some(trainee);
        world.work.months = Some(longest);
        assert_eq!(world.at_work().answer(), Answer::Yes);
        world.work.months = Some(longest + 1);
        assert_eq!(world.at_work().failed[0].why, Why::TooLong { months: longest + 1, limit: longest });
    }
    world.seeker.trainee = None;
    asks_person(&world, RuleCode::InternshipDuration, Fact::Trainee);
}
