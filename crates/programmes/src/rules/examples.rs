//! Households as they come, against the five programmes: what fits, what does not, and what is asked for.

use kernel::{Answer, BirthDay, Day, PersonId};

use super::evidence::{Evidence, Leaving, PermitEvidence, PersonEvidence, Place, StayEvidence};
use super::verdict::{Fact, Missing, Reason, RuleVerdict, Verdict};
use super::vocabulary::{Circuit, PermitKind, PermitState, Recipient, Sector};
use super::{Force, verdict};
use crate::definition::{Programme, tests::FILES};

fn programme(code: &str) -> Programme {
    let (_, text) = FILES.iter().find(|(name, _)| *name == code).unwrap();
    Programme::parse(text).unwrap()
}

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn permit(kind: PermitKind) -> PermitEvidence {
    PermitEvidence { kind: Some(kind), state: PermitState::Issued, from: None, to: Some(today().plus_months(30)) }
}

fn stay(circuit: Circuit, exit: Leaving) -> StayEvidence {
    StayEvidence { circuit: Some(circuit), from: None, exit }
}

fn left(circuit: Circuit, months_ago: i32) -> StayEvidence {
    stay(circuit, Leaving::On(today().plus_months(-months_ago)))
}

fn adult(permits: Vec<PermitEvidence>, stays: Vec<StayEvidence>) -> PersonEvidence {
    PersonEvidence {
        birth: Some(BirthDay::Year(1995)),
        citizenship: "ML".parse().ok(),
        permits: Some(permits),
        stays: Some(stays),
        ..PersonEvidence::unknown(PersonId::fresh(), "A. D.")
    }
}

fn child() -> PersonEvidence {
    PersonEvidence { birth: Some(BirthDay::Year(2018)), ..adult(Vec::new(), Vec::new()) }
}

fn asked(code: &str, evidence: &Evidence) -> Verdict {
    verdict(&programme(code), evidence, today())
}

fn rule<'v>(verdict: &'v Verdict, id: &str) -> &'v RuleVerdict {
    verdict.rules.iter().find(|rule| rule.rule == id).unwrap()
}

fn fra_noi_2(person: PersonEvidence) -> Verdict {
    asked("fra-noi-2", &Evidence::household(vec![person]))
}

#[test]
fn subsidiary_protection_and_an_exit_17_months_ago_fit_fra_noi_2() {
    let found = fra_noi_2(adult(vec![permit(PermitKind::Subsidiary)], vec![left(Circuit::Sai, 17)]));
    assert_eq!(found.answer, Answer::Yes);
    let Reason::LeftReception { until, .. } = rule(&found, "left-reception").reason else { panic!("{found:?}") };
    assert_eq!(until, Some(today().plus_months(1)), "the page can say until when it fits");
}

#[test]
fn an_exit_19_months_ago_does_not_fit_fra_noi_2() {
    let found = fra_noi_2(adult(vec![permit(PermitKind::Subsidiary)], vec![left(Circuit::Sai, 19)]));
    assert_eq!(found.answer, Answer::No);
    let rule = rule(&found, "left-reception");
    assert!(matches!(rule.reason, Reason::LeftTooLongAgo { .. }));
    assert_eq!(rule.source, "scheda");
}

#[test]
fn the_eighteenth_month_ends_on_the_day_with_the_same_number() {
    let at = |exit: &str| {
        let stays = vec![stay(Circuit::Cas, Leaving::On(exit.parse().unwrap()))];
        fra_noi_2(adult(vec![permit(PermitKind::Asylum)], stays)).answer
    };
    assert_eq!(at("2025-05-22"), Answer::Yes);
    assert_eq!(at("2025-05-21"), Answer::No);
}

#[test]
fn an_unknown_exit_day_is_asked_for_with_the_earliest_that_would_do() {
    let person = adult(vec![permit(PermitKind::Asylum)], vec![stay(Circuit::Sai, Leaving::Unknown)]);
    let who = person.person;
    let found = fra_noi_2(person);
    assert_eq!(found.answer, Answer::NeedsToKnow);
    let not_before = "2025-05-22".parse().ok();
    assert_eq!(rule(&found, "left-reception").reason, Reason::ExitDayUnknown { not_before });
    assert_eq!(found.missing(), [Missing { person: Some(who), fact: Fact::ExitDay }]);
}

#[test]
fn the_earliest_exit_in_long_months_still_meets_the_term() {
    // 18 months from 30 September 2024 end on 30 March: a day short of 31 March 2026.
    let day: Day = "2026-03-31".parse().unwrap();
    let person = adult(vec![permit(PermitKind::Asylum)], vec![stay(Circuit::Sai, Leaving::Unknown)]);
    let found = verdict(&programme("fra-noi-2"), &Evidence::household(vec![person]), day);
    let not_before = "2024-10-01".parse().ok();
    assert_eq!(rule(&found, "left-reception").reason, Reason::ExitDayUnknown { not_before });
}

#[test]
fn a_humanitarian_permit_does_not_fit_the_2019_call() {
    for kind in [PermitKind::Humanitarian, PermitKind::SpecialCases] {
        let found = fra_noi_2(adult(vec![permit(kind)], vec![left(Circuit::Sai, 3)]));
        assert_eq!(found.answer, Answer::No);
        let rule = rule(&found, "permit");
        assert_eq!((&rule.reason, rule.source.as_str()), (&Reason::PermitOther { held: vec![kind] }, "avviso"));
    }
}

#[test]
fn a_receipt_of_renewal_is_as_good_as_the_permit_and_needs_no_date() {
    let receipt =
        PermitEvidence { kind: Some(PermitKind::Asylum), state: PermitState::InRenewal, from: None, to: None };
    let found = fra_noi_2(adult(vec![receipt], vec![left(Circuit::Cas, 3)]));
    assert_eq!(found.answer, Answer::Yes);
    let held = Reason::PermitHeld { kind: Some(PermitKind::Asylum), receipt: true };
    assert_eq!(rule(&found, "permit").reason, held);
}

#[test]
fn an_expired_permit_is_no_refusal_but_a_question() {
    let expired = PermitEvidence { to: Some(today().plus_days(-1)), ..permit(PermitKind::Asylum) };
    let found = fra_noi_2(adult(vec![expired], vec![left(Circuit::Cas, 3)]));
    assert_eq!((found.answer, found.missing()[0].fact), (Answer::NeedsToKnow, Fact::PermitRenewal));
    let ended = PermitEvidence { state: PermitState::Ended, ..expired };
    assert_eq!(fra_noi_2(adult(vec![ended], vec![left(Circuit::Cas, 3)])).answer, Answer::No);
}

#[test]
fn whoever_is_still_inside_fits_fra_noi_but_not_yet_fra_noi_2() {
    let leaving = today().plus_days(20);
    let inside = vec![stay(Circuit::Sai, Leaving::On(leaving))];
    let household = Evidence::household(vec![adult(vec![permit(PermitKind::Asylum)], inside)]);
    assert_eq!(asked("fra-noi", &household).answer, Answer::Yes);
    let found = asked("fra-noi-2", &household);
    assert_eq!(found.answer, Answer::No);
    assert_eq!(rule(&found, "left-reception").reason, Reason::StillInReception { exit: Some(leaving) });
    assert_eq!(verdict(&programme("fra-noi-2"), &household, leaving).answer, Answer::Yes);
}

#[test]
fn a_transfer_from_one_circuit_to_another_is_no_exit() {
    let stays = vec![left(Circuit::Cas, 5), stay(Circuit::Sai, Leaving::StillInside)];
    assert_eq!(fra_noi_2(adult(vec![permit(PermitKind::Asylum)], stays)).answer, Answer::No);
}

#[test]
fn who_was_never_in_reception_does_not_fit_however_it_is_written() {
    for stays in [Vec::new(), vec![stay(Circuit::Never, Leaving::Unknown)]] {
        let found = fra_noi_2(adult(vec![permit(PermitKind::Asylum)], stays));
        assert_eq!(rule(&found, "left-reception").reason, Reason::NeverInReception);
    }
}

#[test]
fn fra_noi_takes_those_of_sprar_and_of_its_later_names_only() {
    let fits = |stay| {
        asked("fra-noi", &Evidence::household(vec![adult(vec![permit(PermitKind::Subsidiary)], vec![stay])])).answer
    };
    assert_eq!(fits(left(Circuit::Sprar, 40)), Answer::Yes);
    assert_eq!(fits(stay(Circuit::Sai, Leaving::Unknown)), Answer::Yes, "inside or out: either way it fits");
    assert_eq!(fits(left(Circuit::Cas, 2)), Answer::No);
}

#[test]
fn one_and_the_same_adult_must_meet_all_rules_for_any_adult() {
    let holder = adult(vec![permit(PermitKind::Asylum)], vec![left(Circuit::Sai, 30)]);
    let recent = adult(vec![permit(PermitKind::Work)], vec![left(Circuit::Sai, 3)]);
    let found = asked("fra-noi-2", &Evidence::household(vec![holder.clone(), recent]));
    assert_eq!(found.answer, Answer::No, "one has the permit, the other the exit");
    assert_eq!(found.tried.len(), 2);

    let fitting = adult(vec![permit(PermitKind::Asylum)], vec![left(Circuit::Sai, 3)]);
    let who = fitting.person;
    let found = asked("fra-noi-2", &Evidence::household(vec![holder, fitting]));
    assert_eq!((found.answer, rule(&found, "permit").person), (Answer::Yes, Some(who)));
}

#[test]
fn a_child_with_a_permit_does_not_stand_for_an_adult() {
    let girl = PersonEvidence {
        permits: Some(vec![permit(PermitKind::Asylum)]),
        stays: Some(vec![left(Circuit::Sai, 3)]),
        ..child()
    };
    let found = asked("fra-noi-2", &Evidence::household(vec![girl]));
    assert_eq!((found.answer, &rule(&found, "permit").reason), (Answer::No, &Reason::NotAnAdult));
}

#[test]
fn a_household_of_whom_nobody_is_listed_is_a_question_everywhere() {
    for (code, _) in FILES {
        assert_eq!(asked(code, &Evidence::household(Vec::new())).answer, Answer::NeedsToKnow, "{code}");
    }
}

/// A family in Cesena, out of a CAS for years, whose asylum is still being decided.
fn family_in_romagna() -> Evidence {
    let mother = adult(vec![permit(PermitKind::AsylumSeeker)], vec![left(Circuit::Cas, 40)]);
    let place = Place {
        region: "emilia-romagna".parse().ok(),
        province: "provincia-forli-cesena".parse().ok(),
        ..Place::default()
    };
    Evidence {
        residence: Some(place),
        hardship: Some(true),
        housing_distress: Some(false),
        ..Evidence::household(vec![mother, child()])
    }
}

#[test]
fn a_family_with_minors_in_hardship_fits_intarsi_while_asylum_is_decided() {
    assert_eq!(asked("intarsi", &family_in_romagna()).answer, Answer::Yes);
    let alone = Evidence { people: family_in_romagna().people[..1].to_vec(), ..family_in_romagna() };
    assert_eq!(asked("intarsi", &alone).answer, Answer::No);
    let unheard = Evidence { hardship: None, ..family_in_romagna() };
    let found = asked("intarsi", &unheard);
    assert_eq!(found.missing(), [Missing { person: None, fact: Fact::Hardship }]);
    assert_eq!(asked("fa-si", &family_in_romagna()).answer, Answer::No, "they live elsewhere");
}

#[test]
fn one_adult_still_inside_keeps_a_family_out_of_intarsi() {
    let mut family = family_in_romagna();
    family.people.push(adult(Vec::new(), vec![stay(Circuit::Cas, Leaving::StillInside)]));
    let found = asked("intarsi", &family);
    let rule = rule(&found, "out-of-reception");
    assert_eq!((rule.answer, rule.person), (Answer::No, Some(family.people[2].person)));
}

#[test]
fn fa_si_takes_regular_households_around_pistoia_and_puts_minors_first() {
    let mut home = family_in_romagna();
    home.residence =
        Some(Place { region: "toscana".parse().ok(), province: "provincia-pistoia".parse().ok(), ..Place::default() });
    let found = asked("fa-si", &home);
    assert_eq!((found.answer, rule(&found, "minors-first").answer), (Answer::Yes, Answer::Yes));

    home.people.truncate(1);
    let found = asked("fa-si", &home);
    let priority = rule(&found, "minors-first");
    assert_eq!((priority.force, priority.answer), (Force::Priority, Answer::No));
    assert_eq!(found.answer, Answer::Yes, "a priority does not decide");
}

#[test]
fn operators_are_the_first_recipients_of_fa_si_and_abitare_insieme_but_none_of_fra_noi() {
    for (code, sector, answer) in [
        ("fa-si", Some(Sector::Public), Answer::Yes),
        ("fa-si", Some(Sector::Volunteering), Answer::No),
        ("intarsi", Some(Sector::Volunteering), Answer::Yes),
        ("abitare-insieme", Some(Sector::ThirdSector), Answer::Yes),
        ("abitare-insieme", None, Answer::NeedsToKnow),
        ("fra-noi", Some(Sector::Public), Answer::No),
    ] {
        assert_eq!(asked(code, &Evidence::operator(sector)).answer, answer, "{code} {sector:?}");
    }
    assert_eq!(programme("fa-si").recipients[0], Recipient::Operators);
    assert!(!asked("fra-noi", &Evidence::operator(None)).served);
}

#[test]
fn abitare_insieme_takes_families_in_housing_distress_in_pioltello() {
    let in_pioltello = Place {
        region: "lombardia".parse().ok(),
        province: "citta-metropolitana-milano".parse().ok(),
        municipality: "pioltello".parse().ok(),
        neighbourhood: None,
    };
    let mut family = family_in_romagna();
    assert_eq!(asked("abitare-insieme", &family).answer, Answer::No);
    family.residence = Some(in_pioltello);
    family.housing_distress = Some(true);
    let found = asked("abitare-insieme", &family);
    assert_eq!((found.answer, rule(&found, "satellite-first").answer), (Answer::Yes, Answer::NeedsToKnow));
    assert!(found.missing().is_empty(), "what is missing for a priority alone is not asked for");
}

#[test]
fn another_region_rules_a_municipality_out_even_when_the_town_is_unknown() {
    let mut family = family_in_romagna();
    family.housing_distress = Some(true);
    family.residence = Some(Place { region: "lazio".parse().ok(), ..Place::default() });
    assert_eq!(asked("abitare-insieme", &family).answer, Answer::No);
    family.residence = Some(Place { region: "lombardia".parse().ok(), ..Place::default() });
    assert_eq!(asked("abitare-insieme", &family).answer, Answer::NeedsToKnow);
}

#[test]
fn a_rule_outside_its_time_is_left_out_and_without_rules_nothing_is_decided() {
    let person = adult(vec![permit(PermitKind::Asylum)], vec![left(Circuit::Sai, 3)]);
    let early: Day = "2018-06-01".parse().unwrap();
    let found = verdict(&programme("fra-noi-2"), &Evidence::household(vec![person]), early);
    assert_eq!((found.answer, found.rules.len(), found.served), (Answer::NeedsToKnow, 0, true));
}

#[test]
fn a_verdict_and_its_evidence_survive_json() {
    let evidence = family_in_romagna();
    let text = serde_json::to_string(&evidence).unwrap();
    assert_eq!(serde_json::from_str::<Evidence>(&text).unwrap(), evidence);
    for (code, _) in FILES {
        let found = asked(code, &evidence);
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Verdict>(&text).unwrap(), found);
    }
}
