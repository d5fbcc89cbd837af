//! The rules on host families.

use std::collections::BTreeSet;

use kernel::{Answer, Day};

use super::look::{Finding, Look, people};
use super::on_household::minors;
use super::question::{About, Fact};
use super::verdict::Why;
use crate::facts::{Host, HostStep, Household, Language, Level, Speaks};

/// No minor without an adult of the own family, and none in a family whose adults were not checked for it.
pub(super) fn minors_safeguarded(household: &Household, host: &Host, today: Day) -> Finding {
    let mut look = Look::default();
    let (accompanied, some) = minors(&mut look, household, today);
    if accompanied == Answer::No {
        return Finding::no(Why::MinorWithoutAdult);
    }
    if some == Answer::No {
        return Finding::yes();
    }
    let checked = |steps: &Vec<HostStep>| steps.contains(&HostStep::CheckedForMinors);
    let checked = Answer::from(look.offered(host.steps.as_ref(), Fact::HostSteps).map(checked));
    look.finding(accompanied.and(some.opposite().or(checked)), Why::NotForMinors)
}

/// The family has passed the steps that the network asks for.
pub(super) fn host_ready(host: &Host, wanted: &[HostStep]) -> Finding {
    let mut look = Look::default();
    let Some(steps) = look.offered(host.steps.as_deref(), Fact::HostSteps) else {
        return look.open();
    };
    let missing = wanted.iter().find(|step| !steps.contains(step));
    missing.map_or_else(Finding::yes, |step| Finding::no(Why::StepMissing { step: *step }))
}

/// An adult of the household and somebody of the family share a language, each at the level asked.
pub(super) fn host_language(household: &Household, host: &Host, level: Level, today: Day) -> Finding {
    let mut look = Look::default();
    let guests = people(&mut look, household, today).unwrap_or_default();
    if host.residents.is_empty() || host.residents.iter().any(|one| told(one.languages.as_deref()).is_none()) {
        look.ask(About::Offer, Fact::Residents);
    }
    for guest in guests.iter().filter(|guest| guest.minor != Answer::Yes) {
        look.of(guest.member.id, told(guest.member.languages.as_deref()), Fact::Languages);
    }
    let of_guests = guests.iter().flat_map(|guest| guest.member.languages.iter().flatten());
    let of_hosts = host.residents.iter().flat_map(|one| one.languages.iter().flatten());
    let all: BTreeSet<&Language> = of_guests.chain(of_hosts).map(|spoken| &spoken.language).collect();
    let guest_speaks = |language: &Language| {
        let each = guests
            .iter()
            .map(|guest| guest.minor.opposite().and(speaks(guest.member.languages.as_deref(), language, level)));
        if guests.is_empty() { Answer::NeedsToKnow } else { Answer::any(each) }
    };
    let host_speaks = |language: &Language| {
        let each = host.residents.iter().map(|one| speaks(one.languages.as_deref(), language, level));
        if host.residents.is_empty() { Answer::NeedsToKnow } else { Answer::any(each) }
    };
    let named = Answer::any(all.into_iter().map(|language| guest_speaks(language).and(host_speaks(language))));
    // A language that nobody has named yet may still be common to both.
    let guests_open =
        guests.is_empty() || guests.iter().any(|guest| guest.minor != Answer::Yes && guest.member.languages.is_none());
    let hosts_open = host.residents.is_empty() || host.residents.iter().any(|one| one.languages.is_none());
    let unnamed = if guests_open && hosts_open { Answer::NeedsToKnow } else { Answer::No };
    look.finding(named.or(unnamed), Why::NoCommonLanguage { level })
}

/// The languages, if every one of them comes with its level.
fn told(languages: Option<&[Speaks]>) -> Option<()> {
    languages.filter(|all| all.iter().all(|spoken| spoken.level.is_some())).map(|_| ())
}

/// Whether a language is among those spoken, at this level at least.
pub(super) fn speaks(languages: Option<&[Speaks]>, language: &Language, level: Level) -> Answer {
    let Some(languages) = languages else { return Answer::NeedsToKnow };
    let spoken = languages.iter().filter(|spoken| spoken.language == *language);
    Answer::any(spoken.map(|spoken| Answer::from(spoken.level.map(|own| own >= level))))
}

/// The conditions of the family are met: how many, how old, of which sex, minors, smoke and animals.
pub(super) fn host_limits(household: &Household, host: &Host, today: Day) -> Finding {
    let mut look = Look::default();
    let limits = &host.limits;
    let Some(guests) = people(&mut look, household, today) else {
        return look.open();
    };
    let most = look.offered(limits.persons, Fact::LimitPersons);
    let mut answer = Answer::from(most.map(|most| guests.len() <= most as usize));
    for guest in &guests {
        let member = guest.member;
        if guest.minor != Answer::No {
            let welcome = Answer::from(look.offered(limits.minors, Fact::LimitMinors));
            answer = answer.and(guest.minor.opposite().or(welcome));
        }
        if guest.minor != Answer::Yes {
            let grown = guest.minor.opposite();
            let ages = look.offered(limits.ages, Fact::LimitAges);
            let aged = ages.map_or(Answer::NeedsToKnow, |ages| {
                let too_young = look.under(member.id, member.birth, ages.from, today);
                let not_too_old = look.under(member.id, member.birth, ages.to.saturating_add(1), today);
                too_young.opposite().and(not_too_old)
            });
            let sexes = look.offered(limits.sexes.as_deref(), Fact::LimitSexes);
            let sex = look.of(member.id, member.sex, Fact::Sex);
            let sexed = Answer::from(sexes.and_then(|sexes| Some(sexes.contains(&sex?))));
            let smokes = Answer::from(look.of(member.id, member.smokes, Fact::Smokes));
            let smokers = Answer::from(look.offered(limits.smokers, Fact::LimitSmokers));
            let lives_there = Answer::all([aged, sexed, smokes.opposite().or(smokers)]);
            answer = answer.and(grown.opposite().or(lives_there));
        }
    }
    let pets = Answer::from(look.own(household.wishes.pets, Fact::OwnPets));
    let welcome = Answer::from(look.offered(limits.pets, Fact::LimitPets));
    look.finding(answer.and(pets.opposite().or(welcome)), Why::OutsideLimits)
}
