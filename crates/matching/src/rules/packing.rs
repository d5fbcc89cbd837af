//! Who can sleep where: an exact search over all ways to share the rooms.
//!
//! Families take whole rooms; couples share one; small children sleep with an adult of their family; sisters and
//! brothers, parents and children of different sex share only while one of them is small; people who are no family
//! share only if each of them is alone, of age and of the same sex; a minor never sleeps in a room with an adult
//! of another family.
//!
//! What is not known is taken twice: once as it would help, once as it would hinder. If even the first finds no way the
//! answer is no; if even the second finds one it is yes.

use std::collections::HashSet;

use kernel::{Answer, Day};

use super::look::{Look, same_sex};
use super::question::Fact;
use crate::facts::{FamilyRole, Household, Member, ReservedFor, Room, Sex, Sharer, Tie};

/// Somebody who needs a bed, as far as rooms ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sleeper {
    /// Whether under age.
    pub minor: Answer,
    /// Whether so small that an adult of the family must be in the room.
    pub small: Answer,
    /// Whether young enough to share a room with family of another sex.
    pub mixes: Answer,
    /// The sex.
    pub sex: Option<Sex>,
    /// To which family, and as what.
    pub tie: Option<Tie>,
    /// Whether the person would share a room with somebody unknown.
    pub shares: Answer,
}

/// Whether everybody finds a bed. With `reserved`, rooms kept for women or men are open to those alone.
#[must_use]
pub fn fits(sleepers: &[Sleeper], rooms: &[Room], reserved: bool) -> Answer {
    if sleepers.len() > MOST_SLEEPERS {
        return Answer::No;
    }
    let search = |hopeful| Search::new(sleepers, rooms, reserved, hopeful).everybody();
    if !search(true) {
        Answer::No
    } else if all_known(sleepers, rooms) || search(false) {
        Answer::Yes
    } else {
        Answer::NeedsToKnow
    }
}

/// Whether hope and fear come to the same, since nothing is unknown.
fn all_known(sleepers: &[Sleeper], rooms: &[Room]) -> bool {
    let told = |one: &Sleeper| {
        let answers = [one.minor, one.small, one.mixes, one.shares];
        one.sex.is_some() && one.tie.is_some() && !answers.contains(&Answer::NeedsToKnow)
    };
    let seen = |room: &Room| {
        let sharers = room.sharers.as_ref();
        let known = |sharer: &Sharer| sharer.sex.is_some() && sharer.adult.is_some();
        room.beds.is_some() && room.reserved.is_some() && sharers.is_some_and(|all| all.iter().all(known))
    };
    sleepers.iter().all(told) && rooms.iter().all(seen)
}

/// More people than one household can be.
const MOST_SLEEPERS: usize = 60;

/// The household as sleepers; what is not known about them is asked.
pub(super) fn sleepers(look: &mut Look, household: &Household, small: u8, mixes: u8, today: Day) -> Vec<Sleeper> {
    let alone = household.persons.len() == 1;
    let shares = Answer::from(household.wishes.shares_room);
    let sleeper = |member: &Member| {
        let [minor, small, mixes] = look.unders(member.id, member.birth, [18, small, mixes], today);
        let sex = look.of(member.id, member.sex, Fact::Sex);
        // Whoever is alone is a family alone.
        let tie = match alone {
            true => Some(Tie { family: 0, role: FamilyRole::Head }),
            false => look.of(member.id, member.tie, Fact::Tie),
        };
        Sleeper { minor, small, mixes, sex, tie, shares }
    };
    household.persons.iter().map(sleeper).collect()
}

struct Search<'a> {
    sleepers: &'a [Sleeper],
    /// Rooms that are alike, with how many there are.
    kinds: Vec<(&'a Room, u16)>,
    reserved: bool,
    hopeful: bool,
    /// Whether two people may share a room.
    together: Vec<Vec<bool>>,
    /// What was tried in vain: who is left, and which rooms.
    dead: HashSet<(u64, Vec<u16>)>,
}

impl<'a> Search<'a> {
    fn new(sleepers: &'a [Sleeper], rooms: &'a [Room], reserved: bool, hopeful: bool) -> Self {
        let mut kinds: Vec<(&Room, u16)> = Vec::new();
        for room in rooms {
            match kinds.iter_mut().find(|(kind, _)| *kind == room) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => kinds.push((room, 1)),
            }
        }
        let mut search = Self { sleepers, kinds, reserved, hopeful, together: Vec::new(), dead: HashSet::new() };
        let all = 0..sleepers.len();
        search.together = all
            .clone()
            .map(|one| all.clone().map(|other| search.holds(together(sleepers, one, other))).collect())
            .collect();
        search
    }

    /// An answer, taken as it would help or as it would hinder.
    fn holds(&self, answer: Answer) -> bool {
        if self.hopeful { answer != Answer::No } else { answer == Answer::Yes }
    }

    fn beds(&self, room: &Room) -> usize {
        let unknown = if self.hopeful { self.sleepers.len() } else { 0 };
        room.beds.map_or(unknown, |beds| beds as usize)
    }

    fn everybody(&mut self) -> bool {
        let everyone = (0..self.sleepers.len()).fold(0_u64, |mask, at| mask | 1 << at);
        let free = self.kinds.iter().map(|(_, count)| *count).collect();
        self.place(everyone, free)
    }

    /// Whether those who are left find room in what is free. The first of them chooses a room and who shares it.
    fn place(&mut self, left: u64, free: Vec<u16>) -> bool {
        if left == 0 {
            return true;
        }
        let beds: usize =
            self.kinds.iter().zip(&free).map(|((room, _), count)| self.beds(room) * *count as usize).sum();
        if beds < left.count_ones() as usize || self.dead.contains(&(left, free.clone())) {
            return false;
        }
        let first = left.trailing_zeros() as usize;
        for kind in 0..self.kinds.len() {
            let room = self.kinds[kind].0;
            if free[kind] == 0 || self.beds(room) == 0 {
                continue;
            }
            let mut fewer = free.clone();
            fewer[kind] -= 1;
            if self.share(room, 1 << first, first + 1, left, &fewer) {
                return true;
            }
        }
        self.dead.insert((left, free));
        false
    }

    /// Adds to the group in a room whoever may be added, from `next` on, and goes on with those who are left.
    fn share(&mut self, room: &Room, group: u64, next: usize, left: u64, free: &[u16]) -> bool {
        if (group.count_ones() as usize) < self.beds(room) {
            for more in next..self.sleepers.len() {
                let may = left & (1 << more) != 0 && members(group).all(|one| self.together[one][more]);
                if may && self.share(room, group | 1 << more, more + 1, left, free) {
                    return true;
                }
            }
        }
        self.holds(self.sleeps(room, group)) && self.place(left & !group, free.to_vec())
    }

    /// Whether a group, in which any two may share, may take a room.
    fn sleeps(&self, room: &Room, group: u64) -> Answer {
        let each = members(group).map(|one| {
            let adults = members(group).filter(|other| *other != one);
            let by_adult = |adult: usize| kin(self.sleepers, one, adult).and(self.sleepers[adult].minor.opposite());
            let watched = match self.sleepers[one].small {
                Answer::No => Answer::Yes,
                small => small.opposite().or(Answer::any(adults.map(by_adult))),
            };
            let open = if self.reserved { open_to(room, &self.sleepers[one]) } else { Answer::Yes };
            watched.and(open).and(with_sharers(self.sleepers, one, room))
        });
        Answer::all(each)
    }
}

fn members(group: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |at| group & (1 << at) != 0)
}

fn kin(sleepers: &[Sleeper], one: usize, other: usize) -> Answer {
    let (one, other) = (sleepers[one].tie, sleepers[other].tie);
    Answer::from(one.and_then(|one| Some(one.family == other?.family)))
}

/// Whether nobody else of the household is of this person's family.
fn alone(sleepers: &[Sleeper], one: usize) -> Answer {
    Answer::any((0..sleepers.len()).filter(|other| *other != one).map(|other| kin(sleepers, one, other))).opposite()
}

fn together(sleepers: &[Sleeper], one: usize, other: usize) -> Answer {
    let (a, b) = (&sleepers[one], &sleepers[other]);
    let related = kin(sleepers, one, other);
    let heads = a.tie.and_then(|a| Some(a.role == FamilyRole::Head && b.tie?.role == FamilyRole::Head));
    let family = Answer::any([Answer::from(heads), same_sex(a.sex, b.sex), a.mixes, b.mixes]);
    if related == Answer::Yes {
        return family;
    }
    let of_an_age = a.minor.and(b.minor).or(a.minor.opposite().and(b.minor.opposite()));
    let friends = Answer::all([alone(sleepers, one), alone(sleepers, other), same_sex(a.sex, b.sex), of_an_age]);
    related.and(family).or(related.opposite().and(friends))
}

fn open_to(room: &Room, sleeper: &Sleeper) -> Answer {
    let sex = |wanted| Answer::from(sleeper.sex.map(|sex| sex == wanted)).or(sleeper.mixes);
    match room.reserved {
        Some(ReservedFor::Anyone) => Answer::Yes,
        Some(ReservedFor::Women) => sex(Sex::Female),
        Some(ReservedFor::Men) => sex(Sex::Male),
        None => Answer::NeedsToKnow,
    }
}

/// Only who is alone, of age and willing sleeps in a room with strangers, of the same sex and of age.
fn with_sharers(sleepers: &[Sleeper], one: usize, room: &Room) -> Answer {
    let sleeper = &sleepers[one];
    let Some(sharers) = &room.sharers else { return Answer::NeedsToKnow };
    if sharers.is_empty() {
        return Answer::Yes;
    }
    let fits = |sharer: &Sharer| Answer::from(sharer.adult).and(same_sex(sharer.sex, sleeper.sex));
    let willing = Answer::all([alone(sleepers, one), sleeper.minor.opposite(), sleeper.shares]);
    willing.and(Answer::all(sharers.iter().map(fits)))
}
