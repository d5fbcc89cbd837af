//! An invented household, seeker and offers that go together, everything known.

use kernel::{BirthDay, Cents, Day, HouseholdId, PersonId, TerritoryCode, Uuid};
use matching::facts::{
    Access, Ages, Available, Custom, Distances, FamilyRole, Guarantee, Home, HomeKind, Host, HostLimits, HostStep,
    Household, Letting, Level, Licence, Longest, Member, OfferId, OwnerId, OwnerKind, Practised, ReservedFor, Resident,
    Room, School, Seeker, Sex, Speaks, Standing, Tie, Trainee, Transport, Travel, Until, Urgency, Wishes, Work,
    WorkKind,
};
use matching::rules::{About, Answer, Considered, Fact, Policy, Question, RuleAnswer, RuleCode, Rulebook, Scene};

/// The day of all tests.
pub(crate) fn today() -> Day {
    day("2026-11-22")
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub(crate) fn place(text: &str) -> TerritoryCode {
    text.parse().expect("a code")
}

pub(crate) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn person(number: u128) -> PersonId {
    PersonId::from_uuid(uuid(number))
}

pub(crate) fn book() -> Rulebook {
    Rulebook::shipped().expect("the shipped rules are sound")
}

/// A policy with every rule on, and all criteria weighing the same.
pub(crate) fn policy() -> Policy {
    let criteria =
        matching::rules::Criterion::ALL.iter().map(|one| format!("[[criteria]]\ncode = \"{one}\"\nweight = 1000\n"));
    let text = format!(
        "programme = \"fra-noi-2\"\nversion = 1\nvalid = {{ from = 2017-01-01 }}\nbecause = {{ it = \"prova\", en = \"trial\" }}\n{}",
        criteria.collect::<String>()
    );
    Policy::parse(&text, &book()).expect("a sound policy")
}

/// Everything that stands on one side or the other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct World {
    pub(crate) household: Household,
    pub(crate) seeker: Seeker,
    pub(crate) home: Home,
    pub(crate) host: Host,
    pub(crate) work: Work,
    pub(crate) distances: Distances,
}

impl World {
    pub(crate) fn scene<'a>(&'a self, policy: &'a Policy) -> Scene<'a> {
        Scene { policy, programme: policy.programme.as_ref(), distances: &self.distances, today: today() }
    }

    pub(crate) fn at_home(&self) -> Considered {
        matching::rules::consider_home(&self.scene(&policy()), &self.household, &self.home)
    }

    pub(crate) fn at_host(&self) -> Considered {
        matching::rules::consider_host(&self.scene(&policy()), &self.household, &self.host)
    }

    pub(crate) fn at_work(&self) -> Considered {
        matching::rules::consider_work(&self.scene(&policy()), &self.seeker, &self.work)
    }

    /// What every rule answers, on all three offers.
    pub(crate) fn answers(&self, policy: &Policy) -> Vec<RuleAnswer> {
        let scene = self.scene(policy);
        let mut all = matching::rules::home_answers(&scene, &self.household, &self.home);
        all.extend(matching::rules::host_answers(&scene, &self.household, &self.host));
        all.extend(matching::rules::work_answers(&scene, &self.seeker, &self.work));
        all
    }
}

/// The rules that say no.
pub(crate) fn failed(considered: &Considered) -> Vec<RuleCode> {
    considered.failed.iter().map(|failed| failed.rule).collect()
}

/// Nothing refuses, and nothing but these rules is open; the question is among those asked.
pub(crate) fn asks(considered: &Considered, rules: &[RuleCode], about: About, fact: Fact) {
    assert_eq!(considered.failed, [], "an unknown fact refuses nobody");
    assert_eq!(considered.open, rules);
    assert!(considered.questions.contains(&Question { about, fact }), "{:?}", considered.questions);
    assert_eq!(considered.answer(), Answer::NeedsToKnow);
}

pub(crate) fn member(number: u128, born: &str, sex: Sex, family: u8, role: FamilyRole) -> Member {
    Member {
        id: person(number),
        birth: Some(born.parse::<BirthDay>().expect("a day of birth")),
        sex: Some(sex),
        tie: Some(Tie { family, role }),
        access: Some(Access::Stairs),
        languages: Some(vec![speaks("it", Level::A2), speaks("fr", Level::C2)]),
        smokes: Some(false),
    }
}

pub(crate) fn speaks(language: &str, level: Level) -> Speaks {
    Speaks { language: language.parse().expect("a language"), level: Some(level) }
}

pub(crate) fn room(beds: u32) -> Room {
    Room { beds: Some(beds), reserved: Some(ReservedFor::Anyone), sharers: Some(Vec::new()) }
}

/// A couple with a daughter of eight and a son of one, and what fits them; and the mother, who looks for work.
pub(crate) fn world() -> World {
    let standing = Standing { urgency: Some(Urgency::Ordinary), since: Some(day("2026-08-14")) };
    let household = Household {
        id: HouseholdId::from_uuid(uuid(100)),
        persons: vec![
            member(1, "1990-03-12", Sex::Female, 0, FamilyRole::Head),
            member(2, "1988-07-01", Sex::Male, 0, FamilyRole::Head),
            member(3, "2018-05-20", Sex::Female, 0, FamilyRole::Child),
            member(4, "2025-02-02", Sex::Male, 0, FamilyRole::Child),
        ],
        eligible: Some(true),
        standing,
        ready_from: Some(day("2026-12-01")),
        territory: Some(place("milano")),
        must_reach: Some(vec![place("segrate")]),
        longest_way: Some(Longest::Minutes(60)),
        schools: Some(vec![School::Primary]),
        ties: Some(vec![place("pioltello")]),
        guarantees: Some(vec![Guarantee::GuaranteeFund]),
        wishes: Wishes {
            territories: Some(vec![place("pioltello")]),
            kinds: Some(vec![HomeKind::Flat]),
            rent: Some(Cents::new(50_000)),
            rent_support: Some(Cents::new(20_000)),
            deposit: Some(Cents::new(150_000)),
            shares_room: Some(false),
            shares_home: Some(false),
            pets: Some(false),
            customs: Some(vec![Custom::SharedMeals]),
        },
        vetoes: Vec::new(),
    };
    let available = Available { from: Some(day("2026-11-01")), until: Some(Until::Day(day("2027-12-31"))) };
    let home = Home {
        id: OfferId::from_uuid(uuid(200)),
        owner: OwnerId::from_uuid(uuid(300)),
        owner_kind: Some(OwnerKind::Private),
        kind: Some(HomeKind::Flat),
        territory: Some(place("pioltello")),
        letting: Some(Letting::Whole),
        rooms: Some(vec![room(3), room(2)]),
        access: Some(Access::Stairs),
        rent: Some(Cents::new(60_000)),
        deposit: Some(Cents::new(120_000)),
        guarantees: Some(vec![Guarantee::GuaranteeFund]),
        agreement: None,
        programmes: Some(Vec::new()),
        suits_minors: Some(true),
        schools: Some(vec![School::Primary]),
        available,
        vetoes: Vec::new(),
    };
    let host = Host {
        id: OfferId::from_uuid(uuid(201)),
        family: OwnerId::from_uuid(uuid(301)),
        residents: vec![Resident { adult: Some(true), languages: Some(vec![speaks("it", Level::C2)]) }],
        territory: Some(place("pioltello")),
        rooms: Some(vec![room(3), room(2)]),
        access: Some(Access::Stairs),
        pets: Some(false),
        schools: Some(vec![School::Primary]),
        limits: HostLimits {
            persons: Some(4),
            ages: Some(Ages { from: 18, to: 60 }),
            sexes: Some(vec![Sex::Female, Sex::Male]),
            minors: Some(true),
            smokers: Some(false),
            pets: Some(false),
        },
        wishes: Some(vec![Custom::SharedMeals, Custom::QuietEvenings]),
        steps: Some(HostStep::ALL.to_vec()),
        available,
        vetoes: Vec::new(),
    };
    let seeker = Seeker {
        id: person(1),
        household: household.id,
        birth: household.persons[0].birth,
        eligible: Some(true),
        standing,
        may_work: Some(true),
        occupations: Some(vec![Practised { occupation: "5120.1".parse().expect("a code"), months: Some(12) }]),
        languages: Some(vec![speaks("it", Level::A2)]),
        most_hours: Some(40),
        fewest_hours: Some(20),
        licences: Some(vec![Licence::Car]),
        transport: Some(vec![Transport::Public]),
        territory: Some(place("pioltello")),
        longest_way: Some(Longest::Minutes(60)),
        ready_from: Some(day("2026-12-01")),
        trainee: Some(Trainee::Disadvantaged),
        vetoes: Vec::new(),
    };
    let work = Work {
        id: OfferId::from_uuid(uuid(202)),
        employer: OwnerId::from_uuid(uuid(302)),
        occupation: Some("5120.1".parse().expect("a code")),
        kind: Some(WorkKind::Internship),
        hours: Some(30),
        monthly: Some(Cents::new(60_000)),
        months: Some(12),
        region: Some(place("lombardia")),
        territory: Some(place("segrate")),
        languages: Some(vec![matching::facts::Asked { language: "it".parse().expect("a language"), level: Level::A2 }]),
        licences: Some(vec![Licence::Car]),
        transport: Some(vec![Transport::Public, Transport::Car]),
        staff: Some(12),
        trainees: Some(1),
        programmes: Some(Vec::new()),
        available,
        vetoes: Vec::new(),
    };
    let mut distances = Distances::default();
    distances.note(&place("pioltello"), &place("segrate"), Travel { minutes: Some(25), kilometres: Some(6) });
    World { household, seeker, home, host, work, distances }
}
