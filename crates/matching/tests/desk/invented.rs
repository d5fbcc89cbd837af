//! Invented asks: households, seekers and offers by chance, with some facts missing, the same for the same seed.

use kernel::{BirthDay, Cents, Day, HouseholdId, PersonId, TerritoryCode, Uuid};
use matching::desk::{Ask, Homes, Hosts, Kind, Opening, Openings};
use matching::facts::{
    Access, Ages, Available, Distances, FamilyRole, Guarantee, Home, HomeKind, Host, HostLimits, HostStep, Household,
    Letting, Level, Longest, Member, OfferId, OwnerId, Practised, ReservedFor, Resident, Room, School, Seeker, Sex,
    Speaks, Standing, Tie, Transport, Travel, Until, Urgency, Wishes, Work, WorkKind,
};
use matching::rules::{Policy, Rulebook, policies};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// How large, and how much is unknown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Who looks.
    pub(crate) seekers: usize,
    /// What is on offer.
    pub(crate) offers: usize,
    /// Territories.
    pub(crate) territories: usize,
    /// How often a fact is missing.
    pub(crate) unknown: f64,
}

/// The policy of programmes that have none of their own.
pub(crate) fn policy() -> Policy {
    let book = Rulebook::shipped().expect("the shipped rules are sound");
    policies(&book).expect("the shipped policies are sound").remove(0)
}

fn today() -> Day {
    "2026-11-22".parse().expect("a day")
}

fn uuid(chance: &mut ChaCha8Rng) -> Uuid {
    Uuid::from_u128(chance.random())
}

fn one<T: Clone>(chance: &mut ChaCha8Rng, of: &[T]) -> T {
    of[chance.random_range(0..of.len())].clone()
}

fn territory(number: usize) -> TerritoryCode {
    let names = ["pioltello", "segrate", "cesena", "pistoia", "milano"];
    let name = names.get(number).map_or_else(|| format!("comune-{number}"), |name| (*name).to_owned());
    name.parse().expect("a code")
}

fn somewhere(chance: &mut ChaCha8Rng, size: Size) -> TerritoryCode {
    territory(chance.random_range(0..size.territories))
}

/// A fact, unless it is one of those that are missing.
fn known<T>(fact: T, chance: &mut ChaCha8Rng, size: Size) -> Option<T> {
    (!chance.random_bool(size.unknown)).then_some(fact)
}

fn standing(chance: &mut ChaCha8Rng) -> Standing {
    let urgency = if chance.random_bool(0.1) { Urgency::NoRoof } else { Urgency::Ordinary };
    Standing { urgency: Some(urgency), since: Some(today().plus_days(-chance.random_range(0..400))) }
}

fn speaks(language: &str, level: Level) -> Speaks {
    Speaks { language: language.parse().expect("a language"), level: Some(level) }
}

fn household(chance: &mut ChaCha8Rng, size: Size) -> Household {
    let persons = one(chance, &[1, 1, 2, 3, 3, 4, 5, 6]);
    let access = if chance.random_bool(0.05) { Access::StepFree } else { Access::Stairs };
    let members = (0..persons).map(|number| {
        let (role, years) = if number < 2 { (FamilyRole::Head, 35) } else { (FamilyRole::Child, 4 + 2 * number) };
        Member {
            id: PersonId::from_uuid(uuid(chance)),
            birth: Some(BirthDay::Day(today().plus_days(-365 * years - 100))),
            sex: Some(if number % 2 == 0 { Sex::Female } else { Sex::Male }),
            tie: Some(Tie { family: 0, role }),
            access: Some(access),
            languages: Some(vec![speaks("it", one(chance, &[Level::A1, Level::A2, Level::B1]))]),
            smokes: Some(false),
        }
    });
    let members = members.collect();
    let reach = (0..chance.random_range(0..=1)).map(|_| somewhere(chance, size)).collect();
    Household {
        id: HouseholdId::from_uuid(uuid(chance)),
        persons: members,
        eligible: known(!chance.random_bool(0.03), chance, size),
        standing: standing(chance),
        ready_from: Some(today()),
        territory: Some(somewhere(chance, size)),
        must_reach: Some(reach),
        longest_way: known(Longest::Minutes(chance_of(chance, 20, 60)), chance, size),
        schools: Some(if persons > 2 { vec![School::Primary] } else { Vec::new() }),
        ties: Some(vec![somewhere(chance, size)]),
        guarantees: Some(one(chance, &[vec![], vec![Guarantee::GuaranteeFund], vec![Guarantee::PaySlips]])),
        wishes: Wishes {
            territories: Some((0..2).map(|_| somewhere(chance, size)).collect()),
            kinds: Some(one(chance, &[vec![], vec![], vec![HomeKind::Flat], vec![HomeKind::Flat, HomeKind::Room]])),
            rent: known(Cents::new(100 * i64::from(chance_of(chance, 250, 600))), chance, size),
            rent_support: Some(Cents::new(10_000)),
            deposit: Some(Cents::new(200_000)),
            shares_room: Some(false),
            shares_home: known(false, chance, size),
            pets: Some(false),
            customs: Some(Vec::new()),
        },
        vetoes: Vec::new(),
    }
}

fn chance_of(chance: &mut ChaCha8Rng, from: u32, to: u32) -> u32 {
    chance.random_range(from..to)
}

fn room(beds: u32) -> Room {
    Room { beds: Some(beds), reserved: Some(ReservedFor::Anyone), sharers: Some(Vec::new()) }
}

fn rooms(chance: &mut ChaCha8Rng) -> Vec<Room> {
    one(chance, &[vec![1], vec![2], vec![2, 1], vec![2, 2], vec![2, 2, 1], vec![3, 2, 2]])
        .into_iter()
        .map(room)
        .collect()
}

fn available() -> Available {
    Available { from: Some(today()), until: Some(Until::Open) }
}

fn home(chance: &mut ChaCha8Rng, size: Size) -> Home {
    let rooms = rooms(chance);
    let rent = 15_000 * rooms.len() as i64 + 100 * i64::from(chance_of(chance, 100, 500));
    let shared = chance.random_bool(0.1);
    Home {
        id: OfferId::from_uuid(uuid(chance)),
        owner: OwnerId::from_uuid(uuid(chance)),
        owner_kind: None,
        kind: Some(one(chance, &[HomeKind::Flat, HomeKind::Flat, HomeKind::Flat, HomeKind::Cohousing])),
        territory: Some(somewhere(chance, size)),
        letting: Some(if shared { Letting::ByRoom } else { Letting::Whole }),
        rooms: Some(rooms),
        access: known(one(chance, &[Access::Stairs, Access::StepFree]), chance, size),
        rent: known(Cents::new(rent), chance, size),
        deposit: Some(Cents::new(2 * rent)),
        guarantees: Some(one(chance, &[vec![], vec![], vec![Guarantee::GuaranteeFund], vec![Guarantee::PaySlips]])),
        agreement: None,
        programmes: Some(Vec::new()),
        suits_minors: Some(true),
        schools: Some(one(chance, &[vec![], vec![School::Primary]])),
        available: available(),
        vetoes: Vec::new(),
    }
}

fn host(chance: &mut ChaCha8Rng, size: Size) -> Host {
    let persons = chance_of(chance, 1, 6);
    Host {
        id: OfferId::from_uuid(uuid(chance)),
        family: OwnerId::from_uuid(uuid(chance)),
        residents: vec![Resident { adult: Some(true), languages: Some(vec![speaks("it", Level::C2)]) }],
        territory: Some(somewhere(chance, size)),
        rooms: Some(rooms(chance)),
        access: Some(Access::Stairs),
        pets: Some(false),
        schools: Some(vec![School::Primary]),
        limits: HostLimits {
            persons: Some(persons),
            ages: Some(Ages { from: 18, to: 80 }),
            sexes: Some(Sex::ALL.to_vec()),
            minors: known(!chance.random_bool(0.3), chance, size),
            smokers: Some(true),
            pets: Some(true),
        },
        wishes: Some(Vec::new()),
        steps: known(HostStep::ALL.to_vec(), chance, size),
        available: available(),
        vetoes: Vec::new(),
    }
}

fn seeker(chance: &mut ChaCha8Rng, size: Size) -> Seeker {
    Seeker {
        id: PersonId::from_uuid(uuid(chance)),
        household: HouseholdId::from_uuid(uuid(chance)),
        birth: Some(BirthDay::Day("1990-01-01".parse().expect("a day"))),
        eligible: Some(true),
        standing: standing(chance),
        may_work: known(!chance.random_bool(0.1), chance, size),
        occupations: Some(vec![Practised {
            occupation: one(chance, &["5120.1", "7126", "9112"]).parse().expect("a code"),
            months: Some(chance_of(chance, 0, 30)),
        }]),
        languages: Some(vec![speaks("it", one(chance, &[Level::A1, Level::A2, Level::B1]))]),
        most_hours: known(one(chance, &[20, 30, 40]), chance, size),
        fewest_hours: Some(10),
        licences: Some(Vec::new()),
        transport: known(one(chance, &[vec![Transport::Public], vec![Transport::Bicycle]]), chance, size),
        territory: Some(somewhere(chance, size)),
        longest_way: Some(Longest::Minutes(chance_of(chance, 20, 60))),
        ready_from: Some(today()),
        trainee: Some(matching::facts::Trainee::Disadvantaged),
        vetoes: Vec::new(),
    }
}

fn opening(chance: &mut ChaCha8Rng, size: Size) -> Opening {
    let asked = matching::facts::Asked {
        language: "it".parse().expect("a language"),
        level: one(chance, &[Level::A1, Level::A2]),
    };
    let work = Work {
        id: OfferId::from_uuid(uuid(chance)),
        employer: OwnerId::from_uuid(uuid(chance)),
        occupation: Some(one(chance, &["5120.1", "7126", "9112"]).parse().expect("a code")),
        kind: Some(WorkKind::Contract),
        hours: Some(one(chance, &[20, 30, 40])),
        monthly: Some(Cents::new(90_000)),
        months: Some(12),
        region: Some("lombardia".parse().expect("a code")),
        territory: Some(somewhere(chance, size)),
        languages: Some(vec![asked]),
        licences: Some(Vec::new()),
        transport: Some(one(chance, &[vec![], vec![Transport::Public], vec![Transport::Car]])),
        staff: Some(12),
        trainees: Some(0),
        programmes: Some(Vec::new()),
        available: available(),
        vetoes: Vec::new(),
    };
    Opening { work, units: chance_of(chance, 0, 4) }
}

fn distances(chance: &mut ChaCha8Rng, size: Size) -> Distances {
    let mut distances = Distances::default();
    for from in 0..size.territories {
        for to in 0..from {
            let minutes = 8 * (from - to) as u32 + chance_of(chance, 5, 25);
            distances.note(&territory(from), &territory(to), Travel { minutes: Some(minutes), kilometres: None });
        }
    }
    distances
}

/// A kind for which asks can be invented.
pub(crate) trait Inventable: Kind {
    fn seeker(chance: &mut ChaCha8Rng, size: Size) -> Self::Seeker;
    fn offer(chance: &mut ChaCha8Rng, size: Size) -> Self::Offer;
}

impl Inventable for Homes {
    fn seeker(chance: &mut ChaCha8Rng, size: Size) -> Household {
        household(chance, size)
    }

    fn offer(chance: &mut ChaCha8Rng, size: Size) -> Home {
        home(chance, size)
    }
}

impl Inventable for Hosts {
    fn seeker(chance: &mut ChaCha8Rng, size: Size) -> Household {
        household(chance, size)
    }

    fn offer(chance: &mut ChaCha8Rng, size: Size) -> Host {
        host(chance, size)
    }
}

impl Inventable for Openings {
    fn seeker(chance: &mut ChaCha8Rng, size: Size) -> Seeker {
        seeker(chance, size)
    }

    fn offer(chance: &mut ChaCha8Rng, size: Size) -> Opening {
        opening(chance, size)
    }
}

/// An ask without locks.
pub(crate) fn ask<K: Inventable>(chance: &mut ChaCha8Rng, size: Size) -> Ask<K> {
    Ask {
        seekers: (0..size.seekers).map(|_| K::seeker(chance, size)).collect(),
        offers: (0..size.offers).map(|_| K::offer(chance, size)).collect(),
        policy: policy(),
        programme: None,
        distances: distances(chance, size),
        today: today(),
        seed: chance.random(),
        locked: Vec::new(),
        forbidden: Vec::new(),
        more: Vec::new(),
        published: Vec::new(),
    }
}
