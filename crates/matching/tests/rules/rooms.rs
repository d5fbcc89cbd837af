//! The rooms against an exhaustive oracle: every way to put every person into every room.

use matching::facts::{FamilyRole, ReservedFor, Room, Sex, Sharer, Tie};
use matching::rules::{Answer, Sleeper, fits};
use proptest::prelude::*;

/// Ages stand for what rooms ask: 1 is small, 6 may mix, 14 is a minor, 30 is of age.
#[derive(Debug, Clone, Copy)]
struct One {
    age: u8,
    sex: Sex,
    tie: Tie,
    shares: bool,
}

fn sleeper(one: &One) -> Sleeper {
    Sleeper {
        minor: Answer::from(one.age < 18),
        small: Answer::from(one.age < 3),
        mixes: Answer::from(one.age < 10),
        sex: Some(one.sex),
        tie: Some(one.tie),
        shares: Answer::from(one.shares),
    }
}

/// Written as the rule is told, and not as the search is made.
fn may_sleep(all: &[One], group: &[usize], room: &Room, reserved: bool) -> bool {
    let family = |at: usize| all[at].tie.family;
    let single = |at: usize| all.iter().filter(|other| other.tie.family == family(at)).count() == 1;
    let both = |at: usize, other: usize| all[at].sex == all[other].sex && all[at].sex != Sex::Other;
    if group.len() > room.beds.unwrap() as usize {
        return false;
    }
    for &one in group {
        for &other in group.iter().filter(|other| **other > one) {
            let couple = all[one].tie.role == FamilyRole::Head && all[other].tie.role == FamilyRole::Head;
            let fine = if family(one) == family(other) {
                couple || both(one, other) || all[one].age < 10 || all[other].age < 10
            } else {
                single(one) && single(other) && both(one, other) && (all[one].age < 18) == (all[other].age < 18)
            };
            if !fine {
                return false;
            }
        }
        let watched = group.iter().any(|adult| *adult != one && family(*adult) == family(one) && all[*adult].age >= 18);
        if all[one].age < 3 && !watched {
            return false;
        }
        let open = match room.reserved.unwrap() {
            ReservedFor::Anyone => true,
            ReservedFor::Women => all[one].sex == Sex::Female || all[one].age < 10,
            ReservedFor::Men => all[one].sex == Sex::Male || all[one].age < 10,
        };
        if reserved && !open {
            return false;
        }
        for sharer in room.sharers.as_ref().unwrap() {
            let alike = sharer.sex == Some(all[one].sex) && all[one].sex != Sex::Other && sharer.adult == Some(true);
            if !(alike && single(one) && all[one].age >= 18 && all[one].shares) {
                return false;
            }
        }
    }
    true
}

fn some_way(all: &[One], rooms: &[Room], reserved: bool) -> bool {
    let ways = rooms.len().pow(u32::try_from(all.len()).unwrap());
    (0..ways).any(|way| {
        let mut groups = vec![Vec::new(); rooms.len()];
        let mut rest = way;
        for at in 0..all.len() {
            groups[rest % rooms.len()].push(at);
            rest /= rooms.len();
        }
        groups.iter().zip(rooms).all(|(group, room)| group.is_empty() || may_sleep(all, group, room, reserved))
    })
}

fn people() -> impl Strategy<Value = Vec<One>> {
    let sex = prop_oneof![5 => Just(Sex::Female), 5 => Just(Sex::Male), 1 => Just(Sex::Other)];
    let role = prop::sample::select(FamilyRole::ALL);
    let one = (prop::sample::select(vec![1, 6, 14, 30, 30, 30]), sex, 0_u8..3, role, any::<bool>());
    let one = one.prop_map(|(age, sex, family, role, shares)| One { age, sex, tie: Tie { family, role }, shares });
    prop::collection::vec(one, 1..=6)
}

fn rooms() -> impl Strategy<Value = Vec<Room>> {
    let reserved =
        prop_oneof![3 => Just(ReservedFor::Anyone), 1 => Just(ReservedFor::Women), 1 => Just(ReservedFor::Men)];
    let sharer = (prop::sample::select(Sex::ALL), prop::bool::weighted(0.9))
        .prop_map(|(sex, adult)| Sharer { sex: Some(sex), adult: Some(adult) });
    let sharers = prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(sharer, 1..=2)];
    let room = (0_u32..=4, reserved, sharers).prop_map(|(beds, reserved, sharers)| Room {
        beds: Some(beds),
        reserved: Some(reserved),
        sharers: Some(sharers),
    });
    prop::collection::vec(room, 1..=4)
}

/// Knows less: each bit of the mask takes one fact away.
fn forget(all: &[One], rooms: &[Room], mask: u64) -> (Vec<Sleeper>, Vec<Room>) {
    let mut bit = 0;
    let mut gone = || {
        bit += 1;
        mask.rotate_left(bit) & 1 == 1
    };
    let open = |gone: bool, known: Answer| if gone { Answer::NeedsToKnow } else { known };
    let mut less: Vec<Sleeper> = all.iter().map(sleeper).collect();
    for one in &mut less {
        let age = gone();
        (one.minor, one.small, one.mixes) = (open(age, one.minor), open(age, one.small), open(age, one.mixes));
        one.shares = open(gone(), one.shares);
        one.sex = one.sex.filter(|_| !gone());
        one.tie = one.tie.filter(|_| !gone());
    }
    let mut fewer = rooms.to_vec();
    for room in &mut fewer {
        room.beds = room.beds.filter(|_| !gone());
        room.reserved = room.reserved.filter(|_| !gone());
        if gone() {
            room.sharers = None;
        }
    }
    (less, fewer)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn whoever_fits_some_way_is_found_to_fit_and_nobody_else(all in people(), rooms in rooms(), reserved: bool) {
        let sleepers: Vec<Sleeper> = all.iter().map(sleeper).collect();
        prop_assert_eq!(fits(&sleepers, &rooms, reserved), Answer::from(some_way(&all, &rooms, reserved)));
    }

    #[test]
    fn what_is_said_while_little_is_known_holds_when_all_is_known(
        all in people(), rooms in rooms(), reserved: bool, mask: u64, sparser: u64,
    ) {
        let (less, fewer) = forget(&all, &rooms, mask & sparser);
        let said = fits(&less, &fewer, reserved);
        if said != Answer::NeedsToKnow {
            prop_assert_eq!(said, Answer::from(some_way(&all, &rooms, reserved)));
        }
    }

    #[test]
    fn one_more_bed_never_hurts_and_the_order_changes_nothing(all in people(), rooms in rooms(), reserved: bool, at: usize) {
        let sleepers: Vec<Sleeper> = all.iter().map(sleeper).collect();
        let said = fits(&sleepers, &rooms, reserved);
        let mut more = rooms.clone();
        let at = at % more.len();
        more[at].beds = more[at].beds.map(|beds| beds + 1);
        prop_assert!(said != Answer::Yes || fits(&sleepers, &more, reserved) == Answer::Yes);
        let turned: Vec<Sleeper> = sleepers.iter().rev().copied().collect();
        let round: Vec<Room> = rooms.iter().rev().cloned().collect();
        prop_assert_eq!(fits(&turned, &round, reserved), said);
    }
}

#[test]
fn a_large_house_and_a_large_group_are_packed_in_a_moment() {
    let single = |family: u8, sex: Sex| One { age: 30, sex, tie: Tie { family, role: FamilyRole::Head }, shares: true };
    let group: Vec<Sleeper> =
        (0..20).map(|at| sleeper(&single(at, if at < 9 { Sex::Female } else { Sex::Male }))).collect();
    let room = |beds| Room { beds: Some(beds), reserved: Some(ReservedFor::Anyone), sharers: Some(Vec::new()) };
    // Nine women and eleven men: in rooms for two, both leave a bed empty.
    assert_eq!(fits(&group, &vec![room(2); 10], false), Answer::No);
    assert_eq!(fits(&group, &vec![room(2); 11], false), Answer::Yes);
    assert_eq!(fits(&group[..1], &vec![room(1); 500], false), Answer::Yes);
    // Hundreds of millions of ways to pair twenty women off, and none finds the man a bed: who is left is tried once.
    let women = vec![Room { reserved: Some(ReservedFor::Women), ..room(2) }; 11];
    let mut group: Vec<Sleeper> = (0..20).map(|at| sleeper(&single(at, Sex::Female))).collect();
    group.push(sleeper(&single(20, Sex::Male)));
    assert_eq!(fits(&group, &women, true), Answer::No);
}
