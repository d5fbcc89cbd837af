//! Worlds by chance, everything known.

use kernel::{BirthDay, Cents};
use matching::facts::{
    Access, Ages, Asked, Available, Custom, Distances, FamilyRole, Guarantee, HomeKind, HostStep, Letting, Level,
    Licence, Longest, Member, Practised, ReservedFor, Resident, Room, School, Sex, Sharer, Speaks, Tie, Trainee,
    Transport, Travel, Until, WorkKind,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::world::{World, person, place, today};

pub(super) const PLACES: [&str; 4] = ["pioltello", "segrate", "milano", "cesena"];
const LANGUAGES: [&str; 3] = ["it", "fr", "bm"];

fn one<T: Clone>(chance: &mut ChaCha8Rng, of: &[T]) -> T {
    of[chance.random_range(0..of.len())].clone()
}

fn some<T: Clone>(chance: &mut ChaCha8Rng, of: &[T], often: f64) -> Option<Vec<T>> {
    Some(of.iter().filter(|_| chance.random_bool(often)).cloned().collect())
}

fn maybe(chance: &mut ChaCha8Rng) -> Option<bool> {
    Some(chance.random_bool(0.6))
}

fn languages(chance: &mut ChaCha8Rng) -> Option<Vec<Speaks>> {
    let spoken = some(chance, &LANGUAGES, 0.5)?;
    let speaks = |language: &str| language.parse().expect("a language");
    Some(
        spoken
            .into_iter()
            .map(|code| Speaks { language: speaks(code), level: Some(one(chance, Level::ALL)) })
            .collect(),
    )
}

fn places(chance: &mut ChaCha8Rng) -> Option<Vec<kernel::TerritoryCode>> {
    some(chance, &PLACES, 0.3).map(|places| places.into_iter().map(place).collect())
}

fn available(chance: &mut ChaCha8Rng) -> Available {
    let from = today().plus_days(chance.random_range(-60..60));
    let until =
        if chance.random_bool(0.4) { Until::Open } else { Until::Day(from.plus_days(chance.random_range(0..150))) };
    Available { from: Some(from), until: Some(until) }
}

fn rooms(chance: &mut ChaCha8Rng) -> Option<Vec<Room>> {
    let count = chance.random_range(0..4);
    let sharer = |chance: &mut ChaCha8Rng| Sharer { sex: Some(one(chance, Sex::ALL)), adult: maybe(chance) };
    let room = |chance: &mut ChaCha8Rng| Room {
        beds: Some(chance.random_range(0..4)),
        reserved: Some(if chance.random_bool(0.6) { ReservedFor::Anyone } else { one(chance, ReservedFor::ALL) }),
        sharers: Some((0..chance.random_range(0..4_u32).saturating_sub(2)).map(|_| sharer(chance)).collect()),
    };
    Some((0..count).map(|_| room(chance)).collect())
}

fn born(chance: &mut ChaCha8Rng) -> Option<BirthDay> {
    let years = one(chance, &[0, 2, 4, 9, 11, 15, 17, 18, 25, 40, 70]);
    Some(BirthDay::Day(today().plus_days(-365 * years - chance.random_range(0..300))))
}

pub(super) fn world(chance: &mut ChaCha8Rng) -> World {
    let mut world = crate::world::world();
    let household = &mut world.household;
    household.persons = (1..=chance.random_range(1..=4_u128))
        .map(|number| Member {
            id: person(number),
            birth: born(chance),
            sex: Some(one(chance, Sex::ALL)),
            tie: Some(Tie { family: chance.random_range(0..2), role: one(chance, FamilyRole::ALL) }),
            access: Some(one(chance, &[Access::Stairs, Access::Stairs, Access::StepFree, Access::Wheelchair])),
            languages: languages(chance),
            smokes: maybe(chance),
        })
        .collect();
    household.eligible = maybe(chance);
    household.ready_from = Some(today().plus_days(chance.random_range(-30..90)));
    household.must_reach = places(chance);
    household.longest_way = Some(Longest::Minutes(chance.random_range(10..90)));
    household.schools = some(chance, School::ALL, 0.3);
    household.ties = places(chance);
    household.guarantees = some(chance, Guarantee::ALL, 0.6);
    let wishes = &mut household.wishes;
    wishes.territories = places(chance);
    wishes.kinds = some(chance, HomeKind::ALL, 0.5);
    wishes.rent = Some(Cents::new(chance.random_range(0..60_000)));
    wishes.rent_support = Some(Cents::new(chance.random_range(0..30_000)));
    wishes.deposit = Some(Cents::new(chance.random_range(0..150_000)));
    (wishes.shares_room, wishes.shares_home, wishes.pets) = (maybe(chance), maybe(chance), maybe(chance));
    wishes.customs = some(chance, Custom::ALL, 0.5);

    let seeker = &mut world.seeker;
    (seeker.birth, seeker.eligible, seeker.may_work) = (born(chance), maybe(chance), maybe(chance));
    let occupations = some(chance, &["5120.1", "5120", "7126.12"], 0.5).unwrap_or_default();
    let practised = |code: &str, months| Practised { occupation: code.parse().expect("a code"), months: Some(months) };
    seeker.occupations =
        Some(occupations.into_iter().map(|code| practised(code, chance.random_range(0..40))).collect());
    seeker.languages = languages(chance);
    seeker.most_hours = Some(chance.random_range(20..45));
    seeker.fewest_hours = Some(chance.random_range(0..20));
    seeker.licences = some(chance, Licence::ALL, 0.5);
    seeker.transport = some(chance, Transport::ALL, 0.5);
    seeker.territory = Some(place(one(chance, &PLACES)));
    seeker.longest_way = Some(Longest::Kilometres(chance.random_range(1..40)));
    seeker.ready_from = Some(today().plus_days(chance.random_range(-30..90)));
    seeker.trainee = Some(one(chance, Trainee::ALL));

    let home = &mut world.home;
    home.kind = Some(one(chance, HomeKind::ALL));
    home.territory = Some(place(one(chance, &PLACES)));
    home.letting = Some(one(chance, Letting::ALL));
    home.rooms = rooms(chance);
    home.access = Some(one(chance, Access::ALL));
    home.rent = Some(Cents::new(chance.random_range(0..90_000)));
    home.deposit = Some(Cents::new(chance.random_range(-1..2) * 70_000));
    home.guarantees = some(chance, Guarantee::ALL, 0.2);
    home.programmes = some(chance, &["fra-noi-2", "intarsi"], 0.4)
        .map(|codes| codes.into_iter().map(|code| code.parse().expect("a code")).collect());
    home.suits_minors = maybe(chance);
    home.schools = some(chance, School::ALL, 0.5);
    home.available = available(chance);

    let host = &mut world.host;
    let resident = |chance: &mut ChaCha8Rng| Resident { adult: maybe(chance), languages: languages(chance) };
    host.residents = (0..chance.random_range(1..3)).map(|_| resident(chance)).collect();
    host.territory = Some(place(one(chance, &PLACES)));
    host.rooms = rooms(chance);
    host.access = Some(one(chance, Access::ALL));
    host.steps = some(chance, HostStep::ALL, 0.9);
    host.limits.persons = Some(chance.random_range(1..5));
    host.limits.ages = Some(Ages { from: chance.random_range(18..30), to: chance.random_range(30..90) });
    host.limits.sexes = some(chance, Sex::ALL, 0.7);
    (host.limits.minors, host.limits.smokers, host.limits.pets) = (maybe(chance), maybe(chance), maybe(chance));
    host.wishes = some(chance, Custom::ALL, 0.5);
    host.available = available(chance);

    let work = &mut world.work;
    work.occupation = Some(one(chance, &["5120.1", "7126", "9111.1"]).parse().expect("a code"));
    work.kind = Some(one(chance, WorkKind::ALL));
    work.hours = Some(chance.random_range(10..45));
    work.monthly = Some(Cents::new(chance.random_range(20_000..90_000)));
    work.months = Some(chance.random_range(1..30));
    work.region = Some(place(one(chance, &["lombardia", "lazio", "sicilia", "elsewhere"])));
    work.territory = Some(place(one(chance, &PLACES)));
    let asked = some(chance, &LANGUAGES, 0.4).unwrap_or_default();
    let asks = |code: &str, level| Asked { language: code.parse().expect("a language"), level };
    work.languages = Some(asked.into_iter().map(|code| asks(code, one(chance, Level::ALL))).collect());
    work.licences = some(chance, Licence::ALL, 0.1);
    work.transport = some(chance, Transport::ALL, 0.4);
    work.staff = Some(chance.random_range(0..60));
    work.trainees = Some(chance.random_range(0..5));
    work.programmes = Some(Vec::new());
    work.available = available(chance);

    world.distances = Distances::default();
    for from in PLACES {
        for to in PLACES {
            let way =
                Travel { minutes: Some(chance.random_range(5..100)), kilometres: Some(chance.random_range(1..50)) };
            world.distances.note(&place(from), &place(to), way);
        }
    }
    world
}
