//! What knowing more may change: an open answer may close, a closed one never turns.

use matching::facts::{Available, Distances, HostLimits, Household, Member, Resident, Standing, Wishes};
use matching::rules::{About, Answer, Fact, Question, RuleCode};
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::world::{World, place, policy, today};

mod chance;

/// The same world, of which nothing is known. What is known in part, such as rooms without beds, is kept so by chance.
fn blank(full: &World, chance: &mut ChaCha8Rng) -> World {
    let mut blank = full.clone();
    blank.household = Household {
        persons: Vec::new(),
        eligible: None,
        standing: Standing::default(),
        ready_from: None,
        territory: None,
        must_reach: None,
        longest_way: None,
        schools: None,
        ties: None,
        guarantees: None,
        wishes: Wishes::default(),
        ..full.household.clone()
    };
    let seeker = &mut blank.seeker;
    (seeker.birth, seeker.eligible, seeker.standing, seeker.may_work) = (None, None, Standing::default(), None);
    (seeker.occupations, seeker.languages, seeker.most_hours, seeker.fewest_hours) = (None, None, None, None);
    (seeker.licences, seeker.transport, seeker.territory, seeker.longest_way) = (None, None, None, None);
    (seeker.ready_from, seeker.trainee) = (None, None);
    let home = &mut blank.home;
    (home.owner_kind, home.kind, home.territory, home.letting, home.access) = (None, None, None, None, None);
    (home.rent, home.deposit, home.guarantees, home.programmes) = (None, None, None, None);
    (home.suits_minors, home.schools, home.available) = (None, None, Available::default());
    let work = &mut blank.work;
    (work.occupation, work.kind, work.hours, work.monthly, work.months) = (None, None, None, None, None);
    (work.region, work.territory, work.languages, work.licences, work.transport) = (None, None, None, None, None);
    (work.staff, work.trainees, work.programmes, work.available) = (None, None, None, Available::default());
    let host = &mut blank.host;
    (host.territory, host.access, host.pets, host.schools, host.wishes) = (None, None, None, None, None);
    (host.steps, host.limits, host.available) = (None, HostLimits::default(), Available::default());
    host.residents = if chance.random_bool(0.5) {
        Vec::new()
    } else {
        host.residents.iter().map(|_| Resident { adult: None, languages: None }).collect()
    };
    for rooms in [&mut home.rooms, &mut host.rooms] {
        if chance.random_bool(0.4) {
            *rooms = None;
        }
        for room in rooms.iter_mut().flatten() {
            room.beds = room.beds.filter(|_| chance.random_bool(0.5));
            room.reserved = room.reserved.filter(|_| chance.random_bool(0.5));
            if chance.random_bool(0.5) {
                room.sharers = None;
            }
            for sharer in room.sharers.iter_mut().flatten() {
                sharer.sex = sharer.sex.filter(|_| chance.random_bool(0.5));
            }
        }
    }
    blank.distances = Distances::default();
    blank
}

/// Answers one question: what is known in full is known now.
fn tell(question: &Question, full: &World, known: &mut World) {
    match &question.about {
        About::Household => tell_household(question.fact, full, known),
        About::Person { person } => {
            let own = full.household.persons.iter().find(|member| member.id == *person);
            let there = known.household.persons.iter_mut().find(|member| member.id == *person);
            if let (Some(own), Some(there)) = (own, there) {
                tell_member(question.fact, own, there);
            }
            if known.seeker.id == *person {
                tell_seeker(question.fact, full, known);
            }
        }
        About::Offer => {
            tell_home(question.fact, full, known);
            tell_host(question.fact, full, known);
            tell_work(question.fact, full, known);
        }
        About::Way { from, to } => known.distances.note(from, to, full.distances.between(from, to)),
    }
}

macro_rules! copies {
    ($(fn $name:ident($from:ident: &$type:ty, $to:ident) { $($fact:ident => $($field:ident).+),+ $(,)? })+) => {$(
        fn $name(fact: Fact, $from: &$type, $to: &mut $type) {
            match fact {
                $(Fact::$fact => $to.$($field).+ = $from.$($field).+.clone(),)+
                _ => {}
            }
        }
    )+};
}

copies! {
    fn tell_member(from: &Member, to) {
        BirthDay => birth, Sex => sex, Tie => tie, AccessNeeded => access, Languages => languages, Smokes => smokes,
    }
    fn tell_seeker(from: &World, to) {
        BirthDay => seeker.birth, Languages => seeker.languages, MayWork => seeker.may_work,
        Practised => seeker.occupations, MostHours => seeker.most_hours, FewestHours => seeker.fewest_hours,
        LicencesHeld => seeker.licences, OwnTransport => seeker.transport, Residence => seeker.territory,
        LongestWay => seeker.longest_way, ReadyFrom => seeker.ready_from, Trainee => seeker.trainee,
        Urgency => seeker.standing.urgency, WaitingSince => seeker.standing.since,
    }
    fn tell_of_household(from: &World, to) {
        ReadyFrom => household.ready_from, MustReach => household.must_reach, LongestWay => household.longest_way,
        SchoolsNeeded => household.schools, TiesNear => household.ties, GuaranteesHeld => household.guarantees,
        WantedTerritories => household.wishes.territories, WantedKinds => household.wishes.kinds,
        RentPayable => household.wishes.rent, RentSupport => household.wishes.rent_support,
        DepositPayable => household.wishes.deposit, SharesRoom => household.wishes.shares_room,
        SharesHome => household.wishes.shares_home, OwnPets => household.wishes.pets,
        Customs => household.wishes.customs, Urgency => household.standing.urgency,
        WaitingSince => household.standing.since,
    }
    fn tell_home(from: &World, to) {
        HomeKind => home.kind, Place => home.territory, Letting => home.letting, Rooms => home.rooms,
        AccessOffered => home.access, Rent => home.rent, Deposit => home.deposit, GuaranteesAsked => home.guarantees,
        Programmes => home.programmes, SuitsMinors => home.suits_minors, SchoolsNear => home.schools,
        AvailableFrom => home.available.from, AvailableUntil => home.available.until,
    }
    fn tell_host(from: &World, to) {
        Place => host.territory, Rooms => host.rooms, AccessOffered => host.access, SchoolsNear => host.schools,
        AvailableFrom => host.available.from, AvailableUntil => host.available.until, Residents => host.residents,
        LimitPersons => host.limits.persons, LimitAges => host.limits.ages, LimitSexes => host.limits.sexes,
        LimitMinors => host.limits.minors, LimitSmokers => host.limits.smokers, LimitPets => host.limits.pets,
        HostWishes => host.wishes, HostSteps => host.steps,
    }
    fn tell_work(from: &World, to) {
        Occupation => work.occupation, WorkKind => work.kind, Hours => work.hours, Monthly => work.monthly,
        Months => work.months, Region => work.region, Place => work.territory, LanguagesAsked => work.languages,
        LicencesAsked => work.licences, WaysThere => work.transport, Staff => work.staff, Trainees => work.trainees,
        Programmes => work.programmes, AvailableFrom => work.available.from, AvailableUntil => work.available.until,
    }
}

fn tell_household(fact: Fact, full: &World, known: &mut World) {
    match fact {
        Fact::Eligible => {
            known.household.eligible = full.household.eligible;
            known.seeker.eligible = full.seeker.eligible;
        }
        Fact::People if known.household.persons.is_empty() => {
            let unknown = |member: &Member| Member {
                id: member.id,
                birth: None,
                sex: None,
                tie: None,
                access: None,
                languages: None,
                smokes: None,
            };
            known.household.persons = full.household.persons.iter().map(unknown).collect();
        }
        _ => tell_of_household(fact, full, known),
    }
}

/// Every question there is about a world.
fn every_question(world: &World) -> Vec<Question> {
    let mut abouts = vec![About::Household, About::Offer];
    abouts.extend(world.household.persons.iter().map(|member| About::Person { person: member.id }));
    abouts.push(About::Person { person: world.seeker.id });
    let of_facts = |about: About| Fact::ALL.iter().map(move |fact| Question { about: about.clone(), fact: *fact });
    let mut all: Vec<Question> = abouts.into_iter().flat_map(of_facts).collect();
    for one in chance::PLACES {
        for other in chance::PLACES {
            all.push(Question { about: About::Way { from: place(one), to: place(other) }, fact: Fact::Travel });
        }
    }
    all
}

fn said(world: &World) -> Vec<(RuleCode, Answer)> {
    world.answers(policy_once()).into_iter().map(|answer| (answer.rule, answer.answer)).collect()
}

fn policy_once() -> &'static matching::rules::Policy {
    static POLICY: std::sync::OnceLock<matching::rules::Policy> = std::sync::OnceLock::new();
    POLICY.get_or_init(policy)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_yes_and_a_no_stay_whatever_else_becomes_known(seed: u64) {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let full = chance::world(&mut chance);
        let mut known = blank(&full, &mut chance);
        let mut questions = every_question(&full);
        questions.shuffle(&mut chance);
        // The people first or last, else most facts about them would find nobody.
        let people = Question { about: About::Household, fact: Fact::People };
        if chance.random_bool(0.9) {
            tell(&people, &full, &mut known);
        }
        let mut before = said(&known);
        prop_assert!(chance.random_bool(0.9) || before.iter().any(|(_, answer)| *answer == Answer::NeedsToKnow));
        for question in questions {
            tell(&question, &full, &mut known);
            let after = said(&known);
            for ((rule, once), (_, now)) in before.iter().zip(&after) {
                prop_assert!(*once == Answer::NeedsToKnow || once == now, "{rule}: {once}, then {now} by {question:?}");
            }
            before = after;
        }
        tell(&people, &full, &mut known);
        for question in every_question(&full) {
            tell(&question, &full, &mut known);
        }
        prop_assert!(said(&known).iter().all(|(_, answer)| *answer != Answer::NeedsToKnow), "all is known");
    }

    #[test]
    fn who_answers_the_questions_gets_an_answer(seed: u64) {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let full = chance::world(&mut chance);
        let mut start = blank(&full, &mut chance);
        let mut questions = every_question(&full);
        questions.shuffle(&mut chance);
        questions.insert(0, Question { about: About::Household, fact: Fact::People });
        let some = chance.random_range(0..=questions.len());
        for question in &questions[..some] {
            tell(question, &full, &mut start);
        }
        let answers = start.answers(policy_once()).into_iter().enumerate();
        for (at, open) in answers.filter(|(_, answer)| answer.answer == Answer::NeedsToKnow) {
            let mut known = start.clone();
            let mut asked = open.questions;
            // Who belongs to the household is asked before what each is like; which way, before how long it is.
            for round in 0.. {
                prop_assert!(!asked.is_empty(), "{}: open, and nothing to ask", open.rule);
                prop_assert!(round < 3, "{}: asks and asks, at last {asked:?}", open.rule);
                for question in &asked {
                    let before = known.clone();
                    tell(question, &full, &mut known);
                    prop_assert!(known != before, "{}: asks what is known, {question:?}", open.rule);
                }
                let next = known.answers(policy_once()).swap_remove(at);
                prop_assert_eq!(next.rule, open.rule);
                if next.answer != Answer::NeedsToKnow {
                    break;
                }
                asked = next.questions;
            }
        }
    }
}

#[test]
fn a_day_of_birth_of_which_only_the_year_is_known_decides_where_the_year_does() {
    let mut world = crate::world::world();
    world.seeker.birth = Some(kernel::BirthDay::Year(today().year() - 30));
    assert_eq!(world.at_work().answer(), Answer::Yes);
}
