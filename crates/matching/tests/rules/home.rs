//! Homes.

use kernel::Cents;
use matching::facts::{
    Access, Distances, FamilyRole, Guarantee, HomeKind, Letting, ReservedFor, Room, Sex, Sharer, Travel, Until, Veto,
};
use matching::rules::{About, Answer, Fact, RuleCode, Side, Why};

use crate::world::{asks, day, failed, member, person, place, room, world};

#[test]
fn a_home_that_fits_in_everything_is_refused_by_nothing_and_asks_nothing() {
    let considered = world().at_home();
    assert_eq!((considered.failed, considered.open, considered.questions), (vec![], vec![], vec![]));
}

#[test]
fn whoever_the_programme_does_not_take_in_charge_is_not_matched_in_it() {
    let mut world = world();
    world.household.eligible = Some(false);
    assert_eq!(failed(&world.at_home()), [RuleCode::Eligibility]);
    world.household.eligible = None;
    asks(&world.at_home(), &[RuleCode::Eligibility], About::Household, Fact::Eligible);
}

#[test]
fn a_home_kept_to_another_programme_is_not_for_this_one() {
    let mut world = world();
    world.home.programmes = Some(vec!["intarsi".parse().unwrap()]);
    assert_eq!(failed(&world.at_home()), [RuleCode::Agreement]);
    world.home.programmes = Some(vec!["intarsi".parse().unwrap(), "fra-noi-2".parse().unwrap()]);
    assert_eq!(world.at_home().answer(), Answer::Yes);
    world.home.programmes = None;
    asks(&world.at_home(), &[RuleCode::Agreement], About::Offer, Fact::Programmes);
}

#[test]
fn a_veto_of_either_side_is_heard() {
    let mut world = world();
    world.household.vetoes = vec![Veto::Owner(world.home.owner)];
    assert_eq!(world.at_home().failed[0].why, Why::Vetoed { by: Side::Seeker });
    world.household.vetoes = vec![Veto::Offer(world.host.id)];
    assert_eq!(world.at_home().answer(), Answer::Yes);
    world.home.vetoes = vec![world.household.id];
    assert_eq!(world.at_home().failed[0].why, Why::Vetoed { by: Side::Offerer });
}

#[test]
fn a_home_that_ends_before_or_soon_after_they_can_move_does_not_help() {
    let mut world = world();
    world.home.available.until = Some(Until::Day(day("2026-12-30")));
    assert_eq!(failed(&world.at_home()), [RuleCode::Availability]);
    world.home.available.until = Some(Until::Day(day("2026-12-31")));
    assert_eq!(world.at_home().answer(), Answer::Yes, "thirty days, no fewer");
    world.household.ready_from = None;
    asks(&world.at_home(), &[RuleCode::Availability], About::Household, Fact::ReadyFrom);
    world.home.available.until = None;
    asks(&world.at_home(), &[RuleCode::Availability], About::Offer, Fact::AvailableUntil);
    world.home.available.until = Some(Until::Open);
    assert_eq!(world.at_home().answer(), Answer::Yes);
}

#[test]
fn a_daily_way_longer_than_they_accept_is_too_far_and_one_that_nobody_measured_is_asked() {
    let mut world = world();
    let way = |minutes| Travel { minutes, kilometres: Some(6) };
    world.distances.note(&place("segrate"), &place("pioltello"), way(Some(61)));
    assert_eq!(world.at_home().failed[0].why, Why::TooFar { way: 61, limit: 60 });
    world.distances = Distances::default();
    let between = About::Way { from: place("pioltello"), to: place("segrate") };
    asks(&world.at_home(), &[RuleCode::Distance], between, Fact::Travel);
    world.household.must_reach = Some(vec![place("pioltello")]);
    assert_eq!(world.at_home().answer(), Answer::Yes, "within a territory there is no way to go");
    world.home.territory = None;
    asks(&world.at_home(), &[RuleCode::Distance], About::Offer, Fact::Place);
    world.household.must_reach = Some(Vec::new());
    assert_eq!(world.at_home().answer(), Answer::Yes);
}

#[test]
fn too_few_beds_are_told_with_both_numbers() {
    let mut world = world();
    world.home.rooms = Some(vec![room(2), room(1)]);
    assert_eq!(world.at_home().failed[0].why, Why::TooFewBeds { persons: 4, beds: 3 });
    world.home.rooms = None;
    asks(&world.at_home(), &[RuleCode::FitsBeds, RuleCode::ReservedRooms], About::Offer, Fact::Rooms);
}

#[test]
fn a_small_child_sleeps_with_an_adult_of_the_family() {
    let mut world = world();
    world.home.rooms = Some(vec![room(2), room(1), room(1)]);
    // The little one with a parent, sister and other parent alone.
    assert_eq!(world.at_home().answer(), Answer::Yes);
    world.home.rooms = Some(vec![room(1), room(1), room(1), room(1)]);
    assert_eq!(world.at_home().failed[0].why, Why::RoomsDoNotFit);
    world.household.persons[3].birth = None;
    let considered = world.at_home();
    assert!(considered.open.contains(&RuleCode::FitsBeds) && considered.failed.is_empty());
}

#[test]
fn a_grown_brother_and_sister_do_not_share_a_room() {
    let mut world = world();
    world.household.persons = vec![
        member(1, "1985-01-01", Sex::Female, 0, FamilyRole::Head),
        member(2, "2012-01-01", Sex::Female, 0, FamilyRole::Child),
        member(3, "2014-01-01", Sex::Male, 0, FamilyRole::Child),
    ];
    world.home.rooms = Some(vec![room(2), room(1)]);
    assert_eq!(world.at_home().answer(), Answer::Yes, "mother and daughter, and the son alone");
    world.home.rooms = Some(vec![room(3)]);
    assert_eq!(failed(&world.at_home()), [RuleCode::FitsBeds]);
    world.household.persons[2].birth = Some("2019-01-01".parse().unwrap());
    assert_eq!(world.at_home().answer(), Answer::Yes, "while he is small they all share");
}

#[test]
fn friends_share_only_alone_of_age_and_of_one_sex() {
    let mut world = world();
    let friends = |other: Sex| {
        vec![
            member(1, "1995-01-01", Sex::Male, 0, FamilyRole::Head),
            member(2, "1999-01-01", other, 1, FamilyRole::Head),
        ]
    };
    world.home.rooms = Some(vec![room(2)]);
    world.household.persons = friends(Sex::Male);
    assert_eq!(world.at_home().answer(), Answer::Yes);
    world.household.persons = friends(Sex::Female);
    assert_eq!(failed(&world.at_home()), [RuleCode::FitsBeds]);
    world.household.persons[1].tie = world.household.persons[0].tie;
    assert_eq!(world.at_home().answer(), Answer::Yes, "a couple shares");
    world.household.persons[1].tie = None;
    asks(&world.at_home(), &[RuleCode::FitsBeds], About::Person { person: person(2) }, Fact::Tie);
}

#[test]
fn nobody_shares_a_room_with_strangers_who_does_not_want_to_and_no_minor_ever() {
    let mut world = world();
    let sharer = Sharer { sex: Some(Sex::Male), adult: Some(true) };
    world.home.rooms = Some(vec![Room { sharers: Some(vec![sharer]), ..room(1) }]);
    world.household.persons = vec![member(2, "1988-07-01", Sex::Male, 0, FamilyRole::Head)];
    assert_eq!(failed(&world.at_home()), [RuleCode::FitsBeds]);
    world.household.wishes.shares_room = None;
    asks(&world.at_home(), &[RuleCode::FitsBeds], About::Household, Fact::SharesRoom);
    world.household.wishes.shares_room = Some(true);
    assert_eq!(world.at_home().answer(), Answer::Yes);
    world.household.persons[0].birth = Some("2010-01-01".parse().unwrap());
    assert_eq!(failed(&world.at_home()), [RuleCode::FitsBeds, RuleCode::MinorsSafeguarded]);
}

#[test]
fn a_room_for_women_is_open_to_women_and_to_small_children() {
    let mut world = world();
    let women = Room { reserved: Some(ReservedFor::Women), ..room(4) };
    world.home.rooms = Some(vec![women.clone()]);
    assert_eq!(failed(&world.at_home()), [RuleCode::ReservedRooms], "the father finds no bed");
    world.household.persons.remove(1);
    assert_eq!(world.at_home().answer(), Answer::Yes);
    world.household.persons[0].sex = None;
    asks(&world.at_home(), &[RuleCode::ReservedRooms], About::Person { person: person(1) }, Fact::Sex);
    world.household.persons[0].sex = Some(Sex::Female);
    world.home.rooms = Some(vec![Room { reserved: None, ..women }]);
    asks(&world.at_home(), &[RuleCode::ReservedRooms], About::Offer, Fact::Rooms);
}

#[test]
fn a_minor_without_an_adult_of_the_family_is_not_placed_in_a_home() {
    let mut world = world();
    world.household.persons = vec![
        member(1, "2010-01-01", Sex::Male, 0, FamilyRole::Head),
        member(2, "1990-01-01", Sex::Male, 1, FamilyRole::Head),
    ];
    assert_eq!(world.at_home().failed[0].why, Why::MinorWithoutAdult);
    world.household.persons[1].tie = None;
    asks(&world.at_home(), &[RuleCode::MinorsSafeguarded], About::Person { person: person(2) }, Fact::Tie);
}

#[test]
fn where_others_live_a_place_for_minors_was_found_suitable_for_them() {
    let mut world = world();
    world.home.letting = Some(Letting::ByRoom);
    world.household.wishes.shares_home = Some(true);
    assert_eq!(world.at_home().answer(), Answer::Yes);
    world.home.suits_minors = Some(false);
    assert_eq!(world.at_home().failed[0].why, Why::NotForMinors);
    world.home.suits_minors = None;
    asks(&world.at_home(), &[RuleCode::MinorsSafeguarded], About::Offer, Fact::SuitsMinors);
    world.household.persons.truncate(2);
    assert_eq!(world.at_home().answer(), Answer::Yes, "without minors nobody asks");
}

#[test]
fn everybody_can_get_in_and_about() {
    let mut world = world();
    world.household.persons[1].access = Some(Access::StepFree);
    assert_eq!(failed(&world.at_home()), [RuleCode::Access]);
    world.home.access = Some(Access::Wheelchair);
    assert_eq!(world.at_home().answer(), Answer::Yes);
    world.home.access = None;
    asks(&world.at_home(), &[RuleCode::Access], About::Offer, Fact::AccessOffered);
    world.home.access = Some(Access::StepFree);
    world.household.persons[0].access = None;
    asks(&world.at_home(), &[RuleCode::Access], About::Person { person: person(1) }, Fact::AccessNeeded);
}

#[test]
fn the_rent_is_within_what_they_can_pay_with_support() {
    let mut world = world();
    world.home.rent = Some(Cents::new(70_001));
    let (rent, payable) = (Cents::new(70_001), Cents::new(70_000));
    assert_eq!(world.at_home().failed[0].why, Why::RentTooHigh { rent, payable });
    world.household.wishes.rent_support = None;
    asks(&world.at_home(), &[RuleCode::Rent], About::Household, Fact::RentSupport);
    world.home.rent = Some(Cents::new(50_000));
    assert_eq!(world.at_home().answer(), Answer::Yes, "their own is enough, whatever is added");
    world.home.rent = None;
    asks(&world.at_home(), &[RuleCode::Rent], About::Offer, Fact::Rent);
}

#[test]
fn deposit_and_guarantees_are_within_reach() {
    let mut world = world();
    world.home.deposit = Some(Cents::new(150_001));
    world.home.guarantees = Some(vec![Guarantee::GuaranteeFund, Guarantee::PaySlips]);
    assert_eq!(failed(&world.at_home()), [RuleCode::Deposit, RuleCode::Guarantees]);
    world.household.wishes.deposit = None;
    world.household.guarantees = None;
    asks(&world.at_home(), &[RuleCode::Deposit, RuleCode::Guarantees], About::Household, Fact::DepositPayable);
    world.home.deposit = Some(Cents::default());
    world.home.guarantees = Some(Vec::new());
    assert_eq!(world.at_home().answer(), Answer::Yes, "what is not asked need not be known");
}

#[test]
fn the_household_chooses_the_kind_of_home_and_whether_to_share_it() {
    let mut world = world();
    world.home.kind = Some(HomeKind::Cohousing);
    world.home.letting = Some(Letting::ByRoom);
    assert_eq!(failed(&world.at_home()), [RuleCode::HomeKind, RuleCode::SharedHome]);
    world.household.wishes.kinds = None;
    world.household.wishes.shares_home = None;
    asks(&world.at_home(), &[RuleCode::HomeKind, RuleCode::SharedHome], About::Household, Fact::WantedKinds);
    world.household.wishes.kinds = Some(Vec::new());
    world.household.wishes.shares_home = Some(true);
    assert_eq!(world.at_home().answer(), Answer::Yes);
}

#[test]
fn of_a_refused_pair_every_failed_rule_is_told() {
    let mut world = world();
    world.household.eligible = Some(false);
    world.home.rooms = Some(vec![room(1)]);
    world.home.rent = Some(Cents::new(90_000));
    world.home.vetoes = vec![world.household.id];
    world.household.persons[0].access = Some(Access::Wheelchair);
    let told = failed(&world.at_home());
    assert_eq!(told, [RuleCode::Eligibility, RuleCode::Vetoes, RuleCode::FitsBeds, RuleCode::Access, RuleCode::Rent]);
}

#[test]
fn a_household_of_whom_nobody_is_listed_is_asked_about_and_not_refused() {
    let mut world = world();
    world.household.persons.clear();
    let rules = [RuleCode::FitsBeds, RuleCode::MinorsSafeguarded, RuleCode::Access];
    asks(&world.at_home(), &rules, About::Household, Fact::People);
}
