//! The rules that hold for every kind of offer, and those on people and rooms that homes and host families share.

use kernel::{Answer, Day, HouseholdId, ProgrammeCode, TerritoryCode};

use super::catalogue::Settings;
use super::look::{Finding, Look, kin, people};
use super::packing::{fits, sleepers};
use super::question::{About, Fact};
use super::verdict::{Side, Why};
use crate::facts::{
    Access, Available, Distances, Household, Longest, OfferId, OwnerId, ReservedFor, Room, Until, Veto,
};

/// The programme takes them in charge.
pub(super) fn eligibility(eligible: Option<bool>) -> Finding {
    let mut look = Look::default();
    let answer = Answer::from(look.own(eligible, Fact::Eligible));
    look.finding(answer, Why::NotEligible)
}

/// The agreement that an offer comes under admits the programme.
pub(super) fn agreement(kept_to: Option<&[ProgrammeCode]>, programme: Option<&ProgrammeCode>) -> Finding {
    let mut look = Look::default();
    let admits = |kept_to: &[ProgrammeCode]| kept_to.is_empty() || programme.is_some_and(|code| kept_to.contains(code));
    let answer = Answer::from(look.offered(kept_to, Fact::Programmes).map(admits));
    look.finding(answer, Why::OtherProgramme)
}

/// Nobody said no beforehand. There is nothing to ask: a veto is a veto when it was said.
pub(super) fn vetoes(
    own: &[Veto],
    theirs: &[HouseholdId],
    household: HouseholdId,
    offer: OfferId,
    owner: OwnerId,
) -> Finding {
    if own.iter().any(|veto| veto.strikes(offer, owner)) {
        Finding::no(Why::Vetoed { by: Side::Seeker })
    } else if theirs.contains(&household) {
        Finding::no(Why::Vetoed { by: Side::Offerer })
    } else {
        Finding::yes()
    }
}

/// From the day on which both sides can begin, the offer still lasts long enough.
pub(super) fn availability(
    available: &Available,
    ready: Option<Day>,
    whose: About,
    least_days: u32,
    today: Day,
) -> Finding {
    if available.until == Some(Until::Open) {
        return Finding::yes(); // what has no end is there whenever both sides can begin
    }
    let mut look = Look::default();
    let until = look.offered(available.until, Fact::AvailableUntil);
    let from = look.offered(available.from, Fact::AvailableFrom);
    let ready = look.need(ready, whose, Fact::ReadyFrom);
    let Some(Until::Day(until)) = until else { return look.open() };
    // What is not known can only put the beginning off.
    let at_the_earliest = [from, ready].into_iter().flatten().fold(today, Day::max);
    if at_the_earliest.plus_days(i64::from(least_days)) > until {
        Finding::no(Why::NotAvailable)
    } else if from.is_some() && ready.is_some() {
        Finding::yes()
    } else {
        look.open()
    }
}

/// Every place that must be reached lies within the longest way.
pub(super) fn distance(
    from: Option<&TerritoryCode>,
    to: Option<Vec<&TerritoryCode>>,
    longest: Option<Longest>,
    distances: &Distances,
    mut look: Look,
) -> Finding {
    let (Some(from), Some(to), Some(longest)) = (from, to, longest) else {
        return look.open();
    };
    let mut open = false;
    for place in to {
        let (way, limit) = longest.measure(distances.between(from, place));
        match way {
            Some(way) if way > limit => return Finding::no(Why::TooFar { way, limit }),
            Some(_) => {}
            None => {
                look.ask(About::way(from, place), Fact::Travel);
                open = true;
            }
        }
    }
    if open { look.open() } else { Finding::yes() }
}

/// From the place offered, the household reaches what it must reach.
pub(super) fn daily_ways(household: &Household, place: Option<&TerritoryCode>, distances: &Distances) -> Finding {
    let mut look = Look::default();
    let to = look.own(household.must_reach.as_deref(), Fact::MustReach);
    if to.is_some_and(<[_]>::is_empty) {
        return Finding::yes();
    }
    let longest = look.own(household.longest_way, Fact::LongestWay);
    let place = look.offered(place, Fact::Place);
    distance(place, to.map(|to| to.iter().collect()), longest, distances, look)
}

/// Everybody can get in and about.
pub(super) fn access(household: &Household, offered: Option<Access>) -> Finding {
    let mut look = Look::default();
    if household.persons.is_empty() {
        look.ask(About::Household, Fact::People);
    }
    let offered = look.offered(offered, Fact::AccessOffered);
    let mut open = household.persons.is_empty();
    for person in &household.persons {
        let needed = look.of(person.id, person.access, Fact::AccessNeeded);
        match (needed, offered) {
            (Some(Access::Stairs), _) | (_, Some(Access::Wheelchair)) => {}
            (Some(needed), Some(offered)) if needed > offered => {
                return Finding::no(Why::NotAccessible { needed, offered });
            }
            (Some(_), Some(_)) => {}
            _ => open = true,
        }
    }
    if open { look.open() } else { Finding::yes() }
}

/// Whether every minor comes with an adult of the family, and whether there are minors at all.
pub(super) fn minors(look: &mut Look, household: &Household, today: Day) -> (Answer, Answer) {
    let Some(people) = people(look, household, today) else { return (Answer::NeedsToKnow, Answer::NeedsToKnow) };
    let some = Answer::any(people.iter().map(|one| one.minor));
    if some == Answer::No {
        return (Answer::Yes, some);
    }
    let mut accompanied = Answer::Yes;
    for (at, one) in people.iter().enumerate().filter(|(_, one)| one.minor != Answer::No) {
        let others = people.iter().enumerate().filter(|(other, _)| *other != at);
        let adult =
            Answer::any(others.map(|(_, adult)| kin(look, one.member, adult.member).and(adult.minor.opposite())));
        accompanied = accompanied.and(one.minor.opposite().or(adult));
    }
    (accompanied, some)
}

/// The people fit the beds, as families and strangers may share rooms.
pub(super) fn beds(household: &Household, rooms: Option<&[Room]>, settings: &Settings, today: Day) -> Finding {
    let mut look = Look::default();
    let Some((rooms, sleepers)) = rooms_and_sleepers(&mut look, household, rooms, settings, today) else {
        return look.open();
    };
    let known: Option<Vec<u32>> = rooms.iter().map(|room| room.beds).collect();
    let beds = known.map(|beds| beds.into_iter().fold(0, u32::saturating_add));
    let persons = u32::try_from(sleepers.len()).unwrap_or(u32::MAX);
    let why = match beds {
        Some(beds) if beds < persons => Why::TooFewBeds { persons, beds },
        _ => Why::RoomsDoNotFit,
    };
    look.finding(fits(&sleepers, rooms, false), why)
}

/// Where rooms are kept for women or for men, everybody finds a bed in a room open to them.
pub(super) fn reserved_rooms(
    household: &Household,
    rooms: Option<&[Room]>,
    settings: &Settings,
    today: Day,
) -> Finding {
    let mut look = Look::default();
    if rooms.is_some_and(|rooms| rooms.iter().all(|room| room.reserved == Some(ReservedFor::Anyone))) {
        return Finding::yes();
    }
    let Some((rooms, sleepers)) = rooms_and_sleepers(&mut look, household, rooms, settings, today) else {
        return look.open();
    };
    let kept = |room: &Room| room.reserved.is_some_and(|reserved| reserved != ReservedFor::Anyone);
    let answer = match fits(&sleepers, rooms, true) {
        // As long as no room is known to be kept for anybody, it is not for that reason that they do not fit.
        Answer::No if !rooms.iter().any(kept) => Answer::NeedsToKnow,
        answer => answer,
    };
    look.finding(answer, Why::ReservedForOthers)
}

fn rooms_and_sleepers<'a>(
    look: &mut Look,
    household: &Household,
    rooms: Option<&'a [Room]>,
    settings: &Settings,
    today: Day,
) -> Option<(&'a [Room], Vec<super::packing::Sleeper>)> {
    let (small, mixes) = (settings.small_child_under.unwrap_or(0), settings.mixed_sex_under.unwrap_or(0));
    let sleepers = sleepers(look, household, small, mixes, today);
    if household.persons.is_empty() {
        look.ask(About::Household, Fact::People);
    }
    let rooms = look.offered(rooms, Fact::Rooms);
    let open = |room: &Room| {
        let sharers = room.sharers.as_ref();
        room.beds.is_none()
            || room.reserved.is_none()
            || sharers.is_none_or(|sharers| sharers.iter().any(|sharer| sharer.sex.is_none() || sharer.adult.is_none()))
    };
    if rooms.is_some_and(|rooms| rooms.iter().any(open)) {
        look.ask(About::Offer, Fact::Rooms);
    }
    let alone = |room: &Room| room.sharers.as_ref().is_some_and(Vec::is_empty);
    if household.wishes.shares_room.is_none() && rooms.is_none_or(|rooms| !rooms.iter().all(alone)) {
        look.ask(About::Household, Fact::SharesRoom);
    }
    (!household.persons.is_empty()).then_some(())?;
    Some((rooms?, sleepers))
}
