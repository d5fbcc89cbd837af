//! An offer as they most often are in a territory: invented, to try what one more would do. Every fact is the most common
//! one there; what most do not tell is unknown here too.

use std::collections::BTreeMap;

use kernel::Uuid;

use crate::desk::Opening;
use crate::facts::{Home, Host, OfferId, OwnerId, ReservedFor, Room};

/// The fact that most have; of those as common, the one that comes first as text.
fn most_common<O, T: Clone + std::fmt::Debug>(there: &[&O], fact: impl Fn(&O) -> T) -> Option<T> {
    let mut counted: BTreeMap<String, (usize, T)> = BTreeMap::new();
    for offer in there {
        let fact = fact(offer);
        counted.entry(format!("{fact:?}")).or_insert_with(|| (0, fact)).0 += 1;
    }
    let most = counted.values().map(|(count, _)| *count).max()?;
    counted.into_values().find(|(count, _)| *count == most).map(|(_, fact)| fact)
}

/// The rooms that most of those for so many people have there; where there are none, double rooms and a single one.
fn rooms<O>(there: &[&O], persons: u32, rooms: impl Fn(&O) -> Option<&Vec<Room>>) -> Vec<Room> {
    let beds = |all: &Vec<Room>| all.iter().map(|room| room.beds).sum::<Option<u32>>();
    let for_them: Vec<&O> =
        there.iter().copied().filter(|offer| rooms(offer).and_then(beds) == Some(persons)).collect();
    let known = most_common(&for_them, |offer| rooms(offer).cloned()).flatten();
    known.unwrap_or_else(|| {
        let room = |beds| Room { beds: Some(beds), reserved: Some(ReservedFor::Anyone), sharers: Some(Vec::new()) };
        let single = (persons % 2 == 1).then(|| room(1));
        (0..persons / 2).map(|_| room(2)).chain(single).collect()
    })
}

/// Those with as many beds as people, or all if there are none: what a home costs hangs on its size.
fn of_size<'o, O>(there: &[&'o O], persons: u32, rooms: impl Fn(&O) -> Option<&Vec<Room>>) -> Vec<&'o O> {
    let beds = |offer: &O| rooms(offer)?.iter().map(|room| room.beds).sum::<Option<u32>>();
    let same: Vec<&O> = there.iter().copied().filter(|offer| beds(offer) == Some(persons)).collect();
    if same.is_empty() { there.to_vec() } else { same }
}

/// A home for so many people.
pub(super) fn home(there: &[&Home], persons: u32, key: Uuid) -> Option<Home> {
    let own = of_size(there, persons, |home| home.rooms.as_ref());
    let all = there;
    Some(Home {
        id: OfferId::from_uuid(key),
        owner: OwnerId::from_uuid(key),
        owner_kind: most_common(all, |home| home.owner_kind)?,
        kind: most_common(all, |home| home.kind)?,
        territory: most_common(all, |home| home.territory.clone())?,
        letting: most_common(all, |home| home.letting)?,
        rooms: Some(rooms(there, persons, |home| home.rooms.as_ref())),
        access: most_common(all, |home| home.access)?,
        rent: middle(&own, |home| home.rent),
        deposit: middle(&own, |home| home.deposit),
        guarantees: most_common(all, |home| home.guarantees.clone())?,
        agreement: None,
        programmes: most_common(all, |home| home.programmes.clone())?,
        suits_minors: most_common(all, |home| home.suits_minors)?,
        schools: most_common(all, |home| home.schools.clone())?,
        available: most_common(all, |home| home.available)?,
        vetoes: Vec::new(),
    })
}

/// The middle of the amounts that are known: amounts are seldom the same twice.
fn middle<O, T: Ord>(there: &[&O], amount: impl Fn(&O) -> Option<T>) -> Option<T> {
    let mut known: Vec<T> = there.iter().filter_map(|offer| amount(offer)).collect();
    known.sort_unstable();
    let at = known.len() / 2;
    known.into_iter().nth(at)
}

/// A host family for so many people.
pub(super) fn host(there: &[&Host], persons: u32, key: Uuid) -> Option<Host> {
    let mut limits = most_common(there, |host| crate::facts::HostLimits { persons: None, ..host.limits.clone() })?;
    limits.persons = Some(persons);
    Some(Host {
        id: OfferId::from_uuid(key),
        family: OwnerId::from_uuid(key),
        residents: most_common(there, |host| host.residents.clone())?,
        territory: most_common(there, |host| host.territory.clone())?,
        rooms: Some(rooms(there, persons, |host| host.rooms.as_ref())),
        access: most_common(there, |host| host.access)?,
        pets: most_common(there, |host| host.pets)?,
        schools: most_common(there, |host| host.schools.clone())?,
        limits,
        wishes: most_common(there, |host| host.wishes.clone())?,
        steps: most_common(there, |host| host.steps.clone())?,
        available: most_common(there, |host| host.available)?,
        vetoes: Vec::new(),
    })
}

/// An opening for one person: the most common occupation there, on the terms that most openings have.
pub(super) fn opening(there: &[&Opening], key: Uuid) -> Option<Opening> {
    let like = most_common(there, |opening| opening.work.occupation.clone())?;
    let same: Vec<&Opening> = there.iter().copied().filter(|opening| opening.work.occupation == like).collect();
    let of = |opening: &Opening| opening.work.clone();
    let first = same.first().map(|opening| of(opening))?;
    let work = crate::facts::Work {
        id: OfferId::from_uuid(key),
        employer: OwnerId::from_uuid(key),
        occupation: like,
        kind: most_common(&same, |one| one.work.kind)?,
        hours: most_common(&same, |one| one.work.hours)?,
        monthly: middle(&same, |one| one.work.monthly),
        months: most_common(&same, |one| one.work.months)?,
        languages: most_common(&same, |one| one.work.languages.clone())?,
        licences: most_common(&same, |one| one.work.licences.clone())?,
        transport: most_common(&same, |one| one.work.transport.clone())?,
        staff: middle(&same, |one| one.work.staff),
        trainees: Some(0),
        programmes: most_common(&same, |one| one.work.programmes.clone())?,
        available: most_common(&same, |one| one.work.available)?,
        vetoes: Vec::new(),
        ..first
    };
    Some(Opening { work, units: 1 })
}
