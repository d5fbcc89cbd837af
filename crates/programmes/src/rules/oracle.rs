//! The engine against an enumeration: every way the missing facts could turn out, measured by plain two-valued rules
//! that share no code with the engine.
//!
//! Checked: a yes holds in every completion, a no in every completion (soundness); where nothing is missing the engine
//! agrees with the plain rules and is never open (exactness on full evidence); learning one fact never turns a yes into
//! a no or back (monotonicity); an open answer names at least one missing fact. Not claimed: that an open answer always
//! has completions of both kinds; it may ask for a fact that turns out not to matter.

use std::fmt::Write;

use kernel::{Answer, BirthDay, Day, PersonId};
use proptest::prelude::*;

use super::citizenship::Citizenship;
use super::evidence::{Evidence, Leaving, PermitEvidence, PersonEvidence, Place, StayEvidence};
use super::verdict as frozen;
use super::vocabulary::{Circuit, PermitKind, PermitState};
use super::{Requirement, Rule, Whom};
use crate::definition::Programme;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-11-22")
}

// ---- The plain rules -------------------------------------------------------------------------------------------------

/// Two-valued truth on evidence without gaps.
fn plainly(programme: &Programme, evidence: &Evidence) -> bool {
    let required: Vec<&Rule> = programme.rules.iter().collect();
    let adults: Vec<&PersonEvidence> = evidence.people.iter().filter(|person| grown(person)).collect();
    let together = |person: &&PersonEvidence| {
        required
            .iter()
            .filter(|rule| rule.of == Whom::AnyAdult)
            .all(|rule| meets(&rule.requires, Some(person), evidence))
    };
    let has_any = required.iter().any(|rule| rule.of == Whom::AnyAdult);
    let others = required.iter().all(|rule| match rule.of {
        Whom::AnyAdult => true,
        Whom::EveryAdult => {
            !adults.is_empty() && adults.iter().all(|person| meets(&rule.requires, Some(person), evidence))
        }
        _ => meets(&rule.requires, None, evidence),
    });
    others && (!has_any || adults.iter().any(together))
}

fn grown(person: &PersonEvidence) -> bool {
    let Some(BirthDay::Day(born)) = person.birth else { panic!("a gap in {person:?}") };
    born.plus_months(18 * 12) <= today()
}

fn meets(requirement: &Requirement, person: Option<&PersonEvidence>, evidence: &Evidence) -> bool {
    let who = || person.unwrap();
    match requirement {
        Requirement::Permit { among } => {
            who().permits.as_ref().unwrap().iter().any(|permit| among.contains(&permit.kind.unwrap()) && lasts(permit))
        }
        Requirement::RegularStay => european(who()) || who().permits.as_ref().unwrap().iter().any(lasts),
        Requirement::ThirdCountry => !european(who()),
        Requirement::OutOfReception => stays(who()).all(|stay| out_since(stay).is_some()),
        Requirement::LeftReception { within_months, circuits, also_leaving } => {
            let counts = |stay: &&StayEvidence| circuits.is_empty() || circuits.contains(&stay.circuit.unwrap());
            let inside = |stay: &&StayEvidence| out_since(stay).is_none();
            let in_time = |stay: &&StayEvidence| match (out_since(stay), within_months) {
                (None, _) => *also_leaving,
                (Some(_), None) => true,
                (Some(exit), Some(months)) => exit.plus_months(i32::try_from(*months).unwrap()) >= today(),
            };
            let blocked = stays(who()).any(|stay| inside(&stay) && !(*also_leaving && counts(&stay)));
            !blocked && stays(who()).any(|stay| counts(&stay) && in_time(&stay))
        }
        Requirement::MinorChild => {
            evidence.people.iter().any(grown) && evidence.people.iter().any(|person| !grown(person))
        }
        Requirement::LivesIn { territories } => {
            let place = evidence.residence.as_ref().unwrap();
            [&place.region, &place.province, &place.municipality, &place.neighbourhood]
                .into_iter()
                .any(|level| territories.contains(level.as_ref().unwrap()))
        }
        Requirement::HousingDistress => evidence.housing_distress.unwrap(),
        Requirement::Hardship => evidence.hardship.unwrap(),
        Requirement::WorksIn { sectors } => sectors.contains(&evidence.sector.unwrap()),
        Requirement::AllOf { parts } => parts.iter().all(|part| meets(part, person, evidence)),
        Requirement::AnyOf { parts } => parts.iter().any(|part| meets(part, person, evidence)),
    }
}

fn european(person: &PersonEvidence) -> bool {
    person.citizenship == Some(Citizenship::Country(*b"RO"))
}

fn lasts(permit: &PermitEvidence) -> bool {
    match permit.state {
        PermitState::Requested | PermitState::InRenewal | PermitState::InConversion => true,
        PermitState::Renewed
        | PermitState::Converted
        | PermitState::Expired
        | PermitState::Refused
        | PermitState::Revoked
        | PermitState::Ended => false,
        PermitState::Issued => {
            permit.from.is_none_or(|from| from <= today())
                && (permit.kind == Some(PermitKind::LongTermEu) || permit.to.unwrap() >= today())
        }
    }
}

fn stays(person: &PersonEvidence) -> impl Iterator<Item = &StayEvidence> {
    let stays = person.stays.as_ref().unwrap().iter();
    stays.filter(|stay| stay.circuit != Some(Circuit::Never) && stay.from.is_none_or(|from| from <= today()))
}

fn out_since(stay: &StayEvidence) -> Option<Day> {
    match stay.exit {
        Leaving::On(exit) if exit <= today() => Some(exit),
        Leaving::On(_) | Leaving::StillInside => None,
        Leaving::Unknown => panic!("a gap"),
    }
}

// ---- The ways out of each gap ----------------------------------------------------------------------------------------

fn births() -> Vec<Day> {
    vec![day("1990-05-05"), day("2008-03-01"), day("2008-12-30"), day("2016-01-01")]
}

fn permit_kinds() -> [PermitKind; 3] {
    [PermitKind::Asylum, PermitKind::Work, PermitKind::LongTermEu]
}

fn circuits() -> [Circuit; 2] {
    [Circuit::Sai, Circuit::Cas]
}

fn exits() -> Vec<Leaving> {
    let on = |months| Leaving::On(today().plus_months(months));
    vec![on(-19), on(-18), on(-1), Leaving::On(today()), on(1), Leaving::StillInside]
}

fn places() -> Vec<Place> {
    let place = |region: &str, province: &str, town: &str, quarter: &str| Place {
        region: region.parse().ok(),
        province: province.parse().ok(),
        municipality: town.parse().ok(),
        neighbourhood: quarter.parse().ok(),
    };
    vec![
        place("lombardia", "milano", "pioltello", "satellite"),
        place("lombardia", "milano", "pioltello", "centro"),
        place("lombardia", "milano", "segrate", "novegro"),
        place("lazio", "roma", "roma-citta", "esquilino"),
    ]
}

/// The evidence with its first gap filled in each possible way; nothing when it has no gap.
fn ways(evidence: &Evidence) -> Option<Vec<Evidence>> {
    let with = |change: &dyn Fn(&mut Evidence)| {
        let mut filled = evidence.clone();
        change(&mut filled);
        filled
    };
    let at =
        |index: usize, change: &dyn Fn(&mut PersonEvidence)| with(&|e: &mut Evidence| change(&mut e.people[index]));
    if evidence.may_have_others() {
        let listed = with(&|e| e.everyone_listed = true);
        let mut more = vec![];
        for birth in births() {
            for (kind, exit) in [(PermitKind::Asylum, exits()[2]), (PermitKind::Work, exits()[5])] {
                let mut one = listed.clone();
                one.people.push(PersonEvidence {
                    birth: Some(BirthDay::Day(birth)),
                    citizenship: "ML".parse().ok(),
                    permits: Some(vec![permit(Some(kind), PermitState::Issued, Some(today()))]),
                    stays: Some(vec![StayEvidence { circuit: Some(Circuit::Sai), from: None, exit }]),
                    ..PersonEvidence::unknown(PersonId::fresh(), "another")
                });
                more.push(one);
            }
        }
        if !listed.people.is_empty() {
            more.push(listed);
        }
        return Some(more);
    }
    if evidence.housing_distress.is_none() {
        return Some([true, false].map(|known| with(&|e| e.housing_distress = Some(known))).to_vec());
    }
    if evidence.hardship.is_none() {
        return Some([true, false].map(|known| with(&|e| e.hardship = Some(known))).to_vec());
    }
    let agrees = |place: &Place| {
        let known = evidence.residence.clone().unwrap_or_default();
        let level = |one: &Option<_>, other: &Option<_>| one.is_none() || one == other;
        level(&known.region, &place.region)
            && level(&known.province, &place.province)
            && level(&known.municipality, &place.municipality)
            && level(&known.neighbourhood, &place.neighbourhood)
    };
    if evidence.residence.as_ref().is_none_or(|place| place.neighbourhood.is_none()) {
        let possible = places().into_iter().filter(agrees);
        return Some(possible.map(|place| with(&|e| e.residence = Some(place.clone()))).collect());
    }
    for (index, person) in evidence.people.iter().enumerate() {
        match person.birth {
            Some(BirthDay::Day(_)) => {}
            year => {
                let possible = births().into_iter().filter(|born| year.is_none_or(|year| year.year() == born.year()));
                return Some(possible.map(|born| at(index, &|p| p.birth = Some(BirthDay::Day(born)))).collect());
            }
        }
        if person.citizenship.is_none() {
            let known = ["ML", "RO", "stateless"];
            return Some(known.map(|code| at(index, &|p| p.citizenship = code.parse().ok())).to_vec());
        }
        let Some(permits) = &person.permits else {
            let none = at(index, &|p| p.permits = Some(vec![]));
            let one = at(index, &|p| p.permits = Some(vec![permit(None, PermitState::Issued, None)]));
            return Some(vec![none, one]);
        };
        for (nth, held) in permits.iter().enumerate() {
            let set = |change: &dyn Fn(&mut PermitEvidence)| {
                at(index, &|p: &mut PersonEvidence| change(&mut p.permits.as_mut().unwrap()[nth]))
            };
            if held.kind.is_none() {
                return Some(permit_kinds().map(|kind| set(&|permit| permit.kind = Some(kind))).to_vec());
            }
            if held.state == PermitState::Issued && held.kind != Some(PermitKind::LongTermEu) {
                match held.to {
                    None => {
                        let ends = [today().plus_days(-1), today()];
                        return Some(ends.map(|to| set(&|permit| permit.to = Some(to))).to_vec());
                    }
                    Some(to) if to < today() && held.from.is_none_or(|from| from <= today()) => {
                        let states = [PermitState::InRenewal, PermitState::Ended];
                        return Some(states.map(|state| set(&|permit| permit.state = state)).to_vec());
                    }
                    Some(_) => {}
                }
            }
        }
        let Some(stays) = &person.stays else {
            let none = at(index, &|p| p.stays = Some(vec![]));
            let gap = StayEvidence { circuit: None, from: None, exit: Leaving::Unknown };
            return Some(vec![none, at(index, &|p| p.stays = Some(vec![gap]))]);
        };
        for (nth, stay) in stays.iter().enumerate() {
            let set = |change: &dyn Fn(&mut StayEvidence)| {
                at(index, &|p: &mut PersonEvidence| change(&mut p.stays.as_mut().unwrap()[nth]))
            };
            if stay.circuit.is_none() {
                return Some(circuits().map(|circuit| set(&|stay| stay.circuit = Some(circuit))).to_vec());
            }
            if stay.exit == Leaving::Unknown {
                return Some(exits().into_iter().map(|exit| set(&|stay| stay.exit = exit)).collect());
            }
        }
    }
    None
}

fn permit(kind: Option<PermitKind>, state: PermitState, to: Option<Day>) -> PermitEvidence {
    PermitEvidence { kind, state, from: None, to }
}

/// Whether some completion says yes, and whether some says no; nothing when there are too many to try.
fn truths(programme: &Programme, evidence: &Evidence, budget: &mut usize) -> Option<(bool, bool)> {
    let Some(filled) = ways(evidence) else {
        let fits = plainly(programme, evidence);
        return Some((fits, !fits));
    };
    let mut both = (false, false);
    for one in filled {
        *budget = budget.checked_sub(1)?;
        let (yes, no) = truths(programme, &one, budget)?;
        both = (both.0 || yes, both.1 || no);
        if both == (true, true) {
            break;
        }
    }
    Some(both)
}

// ---- Random programmes and random evidence ---------------------------------------------------------------------------

fn personal() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("{ is = \"permit\", among = [\"asylum\"] }".to_owned()),
        Just("{ is = \"permit\", among = [\"asylum\", \"long-term-eu\"] }".to_owned()),
        Just("{ is = \"left-reception\", within-months = 18 }".to_owned()),
        Just("{ is = \"left-reception\", within-months = 18, circuits = [\"sai\"], also-leaving = true }".to_owned()),
        Just("{ is = \"left-reception\", circuits = [\"sai\"], also-leaving = true }".to_owned()),
        Just("{ is = \"left-reception\", circuits = [\"cas\"] }".to_owned()),
        Just("{ is = \"out-of-reception\" }".to_owned()),
        Just("{ is = \"third-country\" }".to_owned()),
        Just("{ is = \"regular-stay\" }".to_owned()),
    ]
}

fn common() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("{ is = \"minor-child\" }".to_owned()),
        Just("{ is = \"housing-distress\" }".to_owned()),
        Just("{ is = \"hardship\" }".to_owned()),
        Just("{ is = \"lives-in\", territories = [\"pioltello\"] }".to_owned()),
        Just("{ is = \"lives-in\", territories = [\"satellite\", \"lazio\"] }".to_owned()),
        Just("{ is = \"lives-in\", territories = [\"lombardia\"] }".to_owned()),
    ]
}

fn joined(one: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = String> {
    let pair = (prop::sample::select(vec!["all-of", "any-of"]), one.clone(), one.clone());
    prop_oneof![
        3 => one,
        1 => pair.prop_filter_map("twice the same part", |(how, first, second)| {
            (first != second).then(|| format!("{{ is = \"{how}\", parts = [{first}, {second}] }}"))
        }),
    ]
}

fn some_rule() -> impl Strategy<Value = (&'static str, String)> {
    prop_oneof![
        4 => (Just("any-adult"), joined(personal().boxed())),
        2 => (Just("every-adult"), joined(personal().boxed())),
        2 => (Just("household"), joined(common().boxed())),
    ]
}

fn some_programme() -> impl Strategy<Value = Programme> {
    prop::collection::vec(some_rule(), 1..4).prop_map(|rules| {
        let mut text = String::from(
            "code = \"p\"\nversion = 1\nname = \"P\"\nrecipients = [\"households\"]\n\
             description = { it = \"P\", en = \"P\" }\n[sources]\ns = { kind = \"document\", title = \"S\" }\n\
             [lead]\nname = \"L\"\nsource = \"s\"\nstatus = \"verified\"\n\
             [[axes]]\ncode = \"home\"\nname = { it = \"C\", en = \"H\" }\nsource = \"s\"\nstatus = \"verified\"\n",
        );
        for (code, kind, within) in [
            ("lombardia", "region", ""),
            ("lazio", "region", ""),
            ("milano", "province", "within = \"lombardia\""),
            ("pioltello", "municipality", "within = \"milano\""),
            ("satellite", "neighbourhood", "within = \"pioltello\""),
        ] {
            writeln!(
                text,
                "[[territories]]\ncode = \"{code}\"\nname = \"{code}\"\nkind = \"{kind}\"\n{within}\nsource = \"s\"\nstatus = \"verified\""
            )
            .unwrap();
        }
        for (nth, (of, requires)) in rules.iter().enumerate() {
            writeln!(
                text,
                "[[rules]]\nid = \"r{nth}\"\nof = \"{of}\"\nrequires = {requires}\n\
                 because = {{ it = \"P\", en = \"B\" }}\nsource = \"s\"\nstatus = \"verified\"\nvalid = {{ from = 2020-01-01 }}"
            )
            .unwrap();
        }
        Programme::parse(&text).unwrap_or_else(|faults| panic!("{faults:?}\n{text}"))
    })
}

fn some_permit() -> impl Strategy<Value = PermitEvidence> {
    let state = prop::sample::select(PermitState::ALL.to_vec());
    let kind = prop::option::weighted(0.8, prop::sample::select(permit_kinds().to_vec()));
    let to = prop::option::weighted(0.7, prop::sample::select(vec![today(), today().plus_days(-1)]));
    let from = prop::option::weighted(0.2, prop::sample::select(vec![today(), today().plus_days(1)]));
    (kind, state, from, to).prop_map(|(kind, state, from, to)| PermitEvidence { kind, state, from, to })
}

fn some_stay() -> impl Strategy<Value = StayEvidence> {
    let circuit = prop::option::weighted(0.8, prop::sample::select(vec![Circuit::Sai, Circuit::Cas, Circuit::Never]));
    let from = prop::option::weighted(0.2, prop::sample::select(vec![today(), today().plus_days(1)]));
    let exit = prop_oneof![4 => prop::sample::select(exits()), 1 => Just(Leaving::Unknown)];
    (circuit, from, exit).prop_map(|(circuit, from, exit)| StayEvidence { circuit, from, exit })
}

fn some_person() -> impl Strategy<Value = PersonEvidence> {
    let birth = prop_oneof![
        6 => prop::sample::select(births()).prop_map(|born| Some(BirthDay::Day(born))),
        1 => Just(Some(BirthDay::Year(2008))),
        1 => Just(None),
    ];
    let citizenship = prop::option::weighted(0.8, prop::sample::select(vec!["ML", "RO", "stateless"]));
    let permits = prop::option::weighted(0.85, prop::collection::vec(some_permit(), 0..3));
    let stays = prop::option::weighted(0.85, prop::collection::vec(some_stay(), 0..3));
    (birth, citizenship, permits, stays).prop_map(|(birth, citizenship, permits, stays)| PersonEvidence {
        birth,
        citizenship: citizenship.and_then(|code| code.parse().ok()),
        permits,
        stays,
        ..PersonEvidence::unknown(PersonId::fresh(), "P")
    })
}

fn some_place() -> impl Strategy<Value = Place> {
    (prop::sample::select(places()), 0..4usize).prop_map(|(mut place, known)| {
        // Coarser levels follow from finer ones, so gaps open from the finest.
        if known < 3 {
            place.neighbourhood = None;
        }
        if known < 2 {
            place.municipality = None;
        }
        if known < 1 {
            place.province = None;
        }
        place
    })
}

fn some_evidence() -> impl Strategy<Value = Evidence> {
    let people = prop::collection::vec(some_person(), 0..4);
    let listed = prop::bool::weighted(0.85);
    let known = || prop::option::weighted(0.7, any::<bool>());
    (people, listed, prop::option::weighted(0.8, some_place()), known(), known()).prop_map(
        |(people, everyone_listed, residence, housing_distress, hardship)| Evidence {
            everyone_listed,
            residence,
            housing_distress,
            hardship,
            ..Evidence::household(people)
        },
    )
}

fn answer(programme: &Programme, evidence: &Evidence) -> frozen::Verdict {
    super::verdict(programme, evidence, today())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_yes_and_a_no_hold_however_the_missing_facts_turn_out(programme in some_programme(), evidence in some_evidence()) {
        let found = answer(&programme, &evidence);
        let Some((some_yes, some_no)) = truths(&programme, &evidence, &mut 4_000) else { return Ok(()) };
        match found.answer {
            Answer::Yes => prop_assert!(!some_no, "{found:#?}"),
            Answer::No => prop_assert!(!some_yes, "{found:#?}"),
            Answer::NeedsToKnow => prop_assert!(!found.missing().is_empty(), "{found:#?}"),
        }
        if ways(&evidence).is_none() {
            prop_assert_eq!(found.answer, Answer::from(some_yes));
        }
    }

    #[test]
    fn learning_a_fact_never_turns_a_yes_into_a_no_or_back(programme in some_programme(), evidence in some_evidence()) {
        let mut known = evidence;
        let mut before = answer(&programme, &known).answer;
        while let Some(filled) = ways(&known) {
            for one in &filled {
                let after = answer(&programme, one).answer;
                prop_assert!(before == Answer::NeedsToKnow || before == after, "{before} became {after}");
            }
            known = filled.into_iter().next_back().unwrap();
            before = answer(&programme, &known).answer;
        }
        prop_assert_ne!(before, Answer::NeedsToKnow, "nothing is missing any more");
    }
}
