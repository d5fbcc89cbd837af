//! What one requirement finds, on one person or on the household.

use kernel::{Answer, Day, TerritoryCode};

use super::eligibility::Requirement;
use super::evidence::{Evidence, Leaving, PermitEvidence, PersonEvidence, Place, StayEvidence};
use super::verdict::{Fact, Missing, Reason};
use super::vocabulary::{Circuit, PermitKind};
use crate::definition::{Territory, TerritoryKind};

/// What the rules look at.
pub(super) struct Scene<'a> {
    pub(super) territories: &'a [Territory],
    pub(super) evidence: &'a Evidence,
    pub(super) day: Day,
}

/// An answer with its reason and what it would need.
pub(super) struct Finding {
    pub(super) answer: Answer,
    pub(super) reason: Reason,
    pub(super) missing: Vec<Missing>,
}

impl Finding {
    pub(super) fn yes(reason: Reason) -> Self {
        Self { answer: Answer::Yes, reason, missing: Vec::new() }
    }

    pub(super) fn no(reason: Reason) -> Self {
        Self { answer: Answer::No, reason, missing: Vec::new() }
    }

    pub(super) fn open(reason: Reason, person: Option<&PersonEvidence>, fact: Fact) -> Self {
        let mut finding = Self { answer: Answer::NeedsToKnow, reason, missing: Vec::new() };
        finding.also_missing(person, fact);
        finding
    }

    pub(super) fn also_missing(&mut self, person: Option<&PersonEvidence>, fact: Fact) {
        let missing = Missing { person: person.map(|p| p.person), fact };
        if !self.missing.contains(&missing) {
            self.missing.push(missing);
        }
    }

    /// A fact known, denied or open, with a reason for each.
    fn known(fact: Option<bool>, yes: Reason, no: Reason, open: Reason, missing: Fact) -> Self {
        match fact {
            Some(true) => Self::yes(yes),
            Some(false) => Self::no(no),
            None => Self::open(open, None, missing),
        }
    }
}

/// Whether the person is of age on the day.
pub(super) fn adult(person: &PersonEvidence, day: Day) -> Answer {
    Answer::from(person.birth.and_then(|birth| birth.is_minor_on(day))).opposite()
}

/// What a requirement finds. A requirement about a person, asked without one, finds nobody; definitions that would ask
/// so are refused when they are read.
pub(super) fn finding(requirement: &Requirement, person: Option<&PersonEvidence>, scene: &Scene<'_>) -> Finding {
    let evidence = scene.evidence;
    let nobody = || Finding::open(Reason::NobodyListed, None, Fact::HouseholdPeople);
    let on = |measure: &dyn Fn(&PersonEvidence) -> Finding| person.map_or_else(nobody, measure);
    match requirement {
        Requirement::Permit { among } => on(&|p| permit(p, Some(among), scene.day)),
        Requirement::LeftReception { within_months, circuits, also_leaving } => {
            on(&|p| left_reception(p, *within_months, circuits, *also_leaving, scene.day))
        }
        Requirement::OutOfReception => on(&|p| out_of_reception(p, scene.day)),
        Requirement::ThirdCountry => on(&|p| third_country(p, scene.day)),
        Requirement::RegularStay => on(&|p| regular_stay(p, scene.day)),
        Requirement::MinorChild => minor_child(scene),
        Requirement::LivesIn { territories } => lives_in(territories, scene),
        Requirement::HousingDistress => Finding::known(
            evidence.housing_distress,
            Reason::HousingDistress,
            Reason::NoHousingDistress,
            Reason::HousingDistressUnknown,
            Fact::HousingDistress,
        ),
        Requirement::Hardship => Finding::known(
            evidence.hardship,
            Reason::Hardship,
            Reason::NoHardship,
            Reason::HardshipUnknown,
            Fact::Hardship,
        ),
        Requirement::WorksIn { sectors } => match evidence.sector {
            Some(sector) if sectors.contains(&sector) => Finding::yes(Reason::WorksInSector { sector }),
            Some(sector) => Finding::no(Reason::OtherSector { sector }),
            None => Finding::open(Reason::SectorUnknown, None, Fact::OperatorSector),
        },
        Requirement::AllOf { parts } => joined(parts, Answer::No, person, scene),
        Requirement::AnyOf { parts } => joined(parts, Answer::Yes, person, scene),
    }
}

/// Several requirements: one part with the `settling` answer settles it; otherwise an open part keeps it open.
fn joined(parts: &[Requirement], settling: Answer, person: Option<&PersonEvidence>, scene: &Scene<'_>) -> Finding {
    let mut joint: Option<Finding> = None;
    for part in parts {
        let mut found = finding(part, person, scene);
        if found.answer == settling {
            return found;
        }
        joint = Some(match joint {
            Some(mut kept) if kept.answer == Answer::NeedsToKnow => {
                kept.missing.append(&mut found.missing);
                kept
            }
            Some(kept) if found.answer != Answer::NeedsToKnow => kept,
            _ => found,
        });
    }
    joint.unwrap_or_else(|| Finding::open(Reason::NobodyListed, None, Fact::HouseholdPeople))
}

/// Whether a permit is in force, and what is missing where it is open.
///
/// Expired without a receipt stays open: renewals take months, and the right lasts while one is under way.
fn in_force(permit: &PermitEvidence, day: Day) -> (Answer, Option<Fact>) {
    match permit.state {
        state if state.is_over() => (Answer::No, None),
        state if state.is_receipt() => (Answer::Yes, None),
        _ if permit.from.is_some_and(|from| day < from) => (Answer::No, None),
        // The card expires, the right does not.
        _ if permit.kind.is_some_and(PermitKind::has_no_end) => (Answer::Yes, None),
        _ => match permit.to {
            Some(to) if day <= to => (Answer::Yes, None),
            Some(_) => (Answer::NeedsToKnow, Some(Fact::PermitRenewal)),
            None => (Answer::NeedsToKnow, Some(Fact::PermitEnd)),
        },
    }
}

fn permit(person: &PersonEvidence, among: Option<&Vec<PermitKind>>, day: Day) -> Finding {
    let Some(permits) = &person.permits else {
        return Finding::open(Reason::PermitUnknown, Some(person), Fact::Permit);
    };
    let mut open: Option<Finding> = None;
    let mut over = None;
    for permit in permits {
        let of_kind = among.map_or(Answer::Yes, |kinds| Answer::from(permit.kind.map(|kind| kinds.contains(&kind))));
        let (lasting, unknown) = in_force(permit, day);
        match of_kind.and(lasting) {
            Answer::Yes => {
                return Finding::yes(Reason::PermitHeld { kind: permit.kind, receipt: permit.state.is_receipt() });
            }
            Answer::No if of_kind == Answer::Yes => over = Some(permit.kind),
            Answer::No => {}
            Answer::NeedsToKnow => {
                let reason = match (of_kind, unknown, permit.to) {
                    (Answer::NeedsToKnow, ..) => Reason::PermitKindUnknown,
                    (_, Some(Fact::PermitRenewal), Some(on)) => Reason::PermitExpired { on },
                    _ => Reason::PermitEndUnknown,
                };
                let found =
                    open.get_or_insert_with(|| Finding { answer: Answer::NeedsToKnow, reason, missing: Vec::new() });
                if of_kind == Answer::NeedsToKnow {
                    found.also_missing(Some(person), Fact::PermitKind);
                }
                if let Some(fact) = unknown {
                    found.also_missing(Some(person), fact);
                }
            }
        }
    }
    open.unwrap_or_else(|| {
        Finding::no(match over {
            _ if permits.is_empty() => Reason::NoPermit,
            Some(kind) => Reason::PermitNotInForce { kind },
            None => Reason::PermitOther { held: permits.iter().filter_map(|permit| permit.kind).collect() },
        })
    })
}

fn regular_stay(person: &PersonEvidence, day: Day) -> Finding {
    match person.citizenship {
        Some(citizenship) if citizenship.is_european_union_on(day) => {
            Finding::yes(Reason::UnionCitizen { citizenship })
        }
        Some(_) => permit(person, None, day),
        None => {
            let mut found = permit(person, None, day);
            match found.answer {
                Answer::Yes => {}
                Answer::No => found = Finding::open(Reason::CitizenshipUnknown, Some(person), Fact::Citizenship),
                Answer::NeedsToKnow => found.also_missing(Some(person), Fact::Citizenship),
            }
            found
        }
    }
}

fn third_country(person: &PersonEvidence, day: Day) -> Finding {
    match person.citizenship {
        None => Finding::open(Reason::CitizenshipUnknown, Some(person), Fact::Citizenship),
        Some(citizenship) if citizenship.is_european_union_on(day) => Finding::no(Reason::UnionCitizen { citizenship }),
        Some(citizenship) => Finding::yes(Reason::ThirdCountry { citizenship }),
    }
}

/// The stays that have begun; nothing when nobody asked.
fn begun(person: &PersonEvidence, day: Day) -> Option<impl Iterator<Item = &StayEvidence> + Clone> {
    let stays = person.stays.as_ref()?;
    Some(
        stays
            .iter()
            .filter(move |stay| stay.circuit != Some(Circuit::Never) && stay.from.is_none_or(|from| from <= day)),
    )
}

fn inside(stay: &StayEvidence, day: Day) -> Answer {
    match stay.exit {
        Leaving::On(exit) => Answer::from(day < exit),
        Leaving::StillInside => Answer::Yes,
        Leaving::Unknown => Answer::NeedsToKnow,
    }
}

fn exit_day(stay: &StayEvidence) -> Option<Day> {
    if let Leaving::On(exit) = stay.exit { Some(exit) } else { None }
}

fn out_of_reception(person: &PersonEvidence, day: Day) -> Finding {
    let Some(stays) = begun(person, day) else {
        return Finding::open(Reason::StayUnknown, Some(person), Fact::ReceptionStay);
    };
    let mut open = false;
    for stay in stays {
        match inside(stay, day) {
            Answer::Yes => return Finding::no(Reason::StillInReception { exit: exit_day(stay) }),
            Answer::NeedsToKnow => open = true,
            Answer::No => {}
        }
    }
    if open {
        Finding::open(Reason::ExitDayUnknown { not_before: None }, Some(person), Fact::ExitDay)
    } else {
        Finding::yes(Reason::OutOfReception)
    }
}

/// The last day on which somebody who left on `exit` is within so many months of it.
fn last_day(exit: Day, months: u32) -> Day {
    exit.plus_months(i32::try_from(months).unwrap_or(i32::MAX))
}

/// The earliest exit that is within so many months of `day`. Months differ in length, hence the step.
fn earliest_exit(day: Day, months: u32) -> Day {
    let mut exit = day.plus_months(-i32::try_from(months).unwrap_or(i32::MAX));
    while last_day(exit, months) < day {
        exit = exit.plus_days(1);
    }
    exit
}

fn left_reception(
    person: &PersonEvidence,
    months: Option<u32>,
    circuits: &[Circuit],
    also_leaving: bool,
    day: Day,
) -> Finding {
    let Some(stays) = begun(person, day) else {
        return Finding::open(Reason::StayUnknown, Some(person), Fact::ReceptionStay);
    };
    let of_circuit = |stay: &StayEvidence| match stay.circuit {
        _ if circuits.is_empty() => Answer::Yes,
        circuit => Answer::from(circuit.map(|known| circuits.contains(&known))),
    };
    // Does the way out of this stay meet the rule, whatever its circuit?
    let in_time = |stay: &StayEvidence| match stay.exit {
        Leaving::On(exit) if day < exit => Answer::from(also_leaving),
        Leaving::On(exit) => Answer::from(months.is_none_or(|months| day <= last_day(exit, months))),
        Leaving::StillInside => Answer::from(also_leaving),
        Leaving::Unknown if also_leaving && months.is_none() => Answer::Yes,
        Leaving::Unknown => Answer::NeedsToKnow,
    };
    // Does this stay stand in the way, since the person is still inside?
    let in_the_way = |stay: &StayEvidence| {
        let counts = if also_leaving { of_circuit(stay).opposite() } else { Answer::Yes };
        inside(stay, day).and(counts)
    };
    let blocked = stays.clone().map(in_the_way).fold(Answer::No, Answer::or);
    let met = |stay: &StayEvidence| of_circuit(stay).and(in_time(stay));
    let found = stays.clone().map(met).fold(Answer::No, Answer::or);
    match found.and(blocked.opposite()) {
        Answer::Yes => {
            let stay = stays.clone().filter(|stay| met(stay) == Answer::Yes).max_by_key(|stay| exit_day(stay));
            let (circuit, exit) = stay.map_or((None, None), |stay| (stay.circuit, exit_day(stay)));
            Finding::yes(if stay.is_some_and(|stay| inside(stay, day) == Answer::Yes) {
                Reason::LeavingReception { circuit, exit }
            } else {
                let until = exit.zip(months).map(|(exit, months)| last_day(exit, months));
                Reason::LeftReception { circuit, exit, until }
            })
        }
        Answer::No => Finding::no(if stays.clone().next().is_none() {
            Reason::NeverInReception
        } else if let Some(stay) = stays.clone().find(|stay| in_the_way(stay) == Answer::Yes) {
            Reason::StillInReception { exit: exit_day(stay) }
        } else {
            let late = stays.filter(|stay| of_circuit(stay) != Answer::No).filter_map(exit_day).max();
            match late.zip(months) {
                Some((exit, months)) => Reason::LeftTooLongAgo { exit, until: last_day(exit, months) },
                None => Reason::OtherCircuit,
            }
        }),
        Answer::NeedsToKnow => {
            let mut open = Finding { answer: Answer::NeedsToKnow, reason: Reason::CircuitUnknown, missing: Vec::new() };
            for stay in stays {
                let (circuit, waits) = (of_circuit(stay), in_time(stay).and(in_the_way(stay).opposite()));
                let matters = met(stay) == Answer::NeedsToKnow || in_the_way(stay) == Answer::NeedsToKnow;
                if matters && circuit == Answer::NeedsToKnow {
                    open.also_missing(Some(person), Fact::ReceptionCircuit);
                }
                if matters && waits == Answer::NeedsToKnow && stay.exit == Leaving::Unknown {
                    let not_before = months.map(|months| earliest_exit(day, months));
                    open.reason = Reason::ExitDayUnknown { not_before };
                    open.also_missing(Some(person), Fact::ExitDay);
                }
            }
            open
        }
    }
}

fn minor_child(scene: &Scene<'_>) -> Finding {
    let people = &scene.evidence.people;
    let grown = |person: &PersonEvidence| adult(person, scene.day);
    let some_adult = people.iter().map(grown).fold(Answer::No, Answer::or);
    let some_minor = people.iter().map(|person| grown(person).opposite()).fold(Answer::No, Answer::or);
    let minors = people.iter().filter(|person| grown(person) == Answer::No).count();
    let listed = if people.len() < 2 { Answer::No } else { some_adult.and(some_minor) };
    match listed {
        Answer::Yes => Finding::yes(Reason::WithMinors { minors }),
        Answer::No if scene.evidence.may_have_others() => {
            Finding::open(Reason::AgesUnknown, None, Fact::HouseholdPeople)
        }
        Answer::No => Finding::no(Reason::WithoutMinors),
        Answer::NeedsToKnow => {
            let unknown = people.iter().filter(|person| grown(person) == Answer::NeedsToKnow);
            let missing = unknown.map(|person| Missing { person: Some(person.person), fact: Fact::BirthDay });
            Finding { answer: listed, reason: Reason::AgesUnknown, missing: missing.collect() }
        }
    }
}

fn lives_in(territories: &[TerritoryCode], scene: &Scene<'_>) -> Finding {
    let unknown = || Finding::open(Reason::ResidenceUnknown, None, Fact::Residence);
    let Some(place) = &scene.evidence.residence else { return unknown() };
    let mut open = false;
    for code in territories {
        match within(place, code, scene.territories) {
            Answer::Yes => return Finding::yes(Reason::LivesThere { territory: code.clone() }),
            Answer::NeedsToKnow => open = true,
            Answer::No => {}
        }
    }
    if open { unknown() } else { Finding::no(Reason::LivesElsewhere) }
}

/// Whether a place lies in a territory: by the level of the territory, or out of it if out of what encloses it.
fn within(place: &Place, code: &TerritoryCode, territories: &[Territory]) -> Answer {
    let Some(territory) = territories.iter().find(|territory| territory.code == *code) else {
        return Answer::NeedsToKnow;
    };
    let level = match territory.kind {
        TerritoryKind::Region => &place.region,
        TerritoryKind::MetropolitanCity | TerritoryKind::Province => &place.province,
        TerritoryKind::Municipality => &place.municipality,
        TerritoryKind::Neighbourhood => &place.neighbourhood,
    };
    match (level, &territory.within) {
        (Some(known), _) => Answer::from(known == code),
        // Definitions list the enclosing territory first, so this climbs and ends.
        (None, Some(around)) if within(place, around, territories) == Answer::No => Answer::No,
        (None, _) => Answer::NeedsToKnow,
    }
}
