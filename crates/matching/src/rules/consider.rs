//! A pair considered: every rule that refuses it, every question that is open, and the score term by term.

use kernel::{Answer, Day, ProgrammeCode};
use serde::{Deserialize, Serialize};

use super::catalogue::{OfferKind, Rule, RuleCode};
use super::criteria::{Criterion, Term, place_value, work_value};
use super::look::Finding;
use super::policy::Policy;
use super::question::{About, Fact, Question};
use super::verdict::{Failed, RuleAnswer};
use super::{on_home, on_host, on_household, on_work};
use crate::facts::{Distances, Home, Host, Household, Level, Seeker, Standing, Work};

/// What holds for every pair of one proposal.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The programme in which they are matched; its policy may be the one that programmes share.
    pub programme: Option<&'a ProgrammeCode>,
    /// How far territories lie from each other.
    pub distances: &'a Distances,
    /// The day.
    pub today: Day,
}

/// A pair, considered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Considered {
    /// Every rule that says no.
    pub failed: Vec<Failed>,
    /// The rules that need to know more.
    pub open: Vec<RuleCode>,
    /// What would have to be known: for those rules, for the score, for the order of waiting. Each question once.
    pub questions: Vec<Question>,
    /// The score, term by term.
    pub terms: Vec<Term>,
    /// The sum of the terms, in thousandths of a point.
    pub score: i64,
}

impl Considered {
    /// Whether the pair may be proposed: no if a rule says no, *needs to know* if one does, else yes.
    #[must_use]
    pub fn answer(&self) -> Answer {
        match (self.failed.is_empty(), self.open.is_empty()) {
            (false, _) => Answer::No,
            (true, false) => Answer::NeedsToKnow,
            (true, true) => Answer::Yes,
        }
    }
}

/// A household and a home.
#[must_use]
pub fn consider_home(scene: &Scene<'_>, household: &Household, home: &Home) -> Considered {
    let (own, place) = (household.suit(), home.suit());
    let terms = terms(scene, OfferKind::Home, |one| place_value(one, &own, &place, scene.distances));
    considered(home_answers(scene, household, home), terms, &household.standing, &About::Household)
}

/// A household and a host family.
#[must_use]
pub fn consider_host(scene: &Scene<'_>, household: &Household, host: &Host) -> Considered {
    let (own, place) = (household.suit(), host.suit());
    let terms = terms(scene, OfferKind::Host, |one| place_value(one, &own, &place, scene.distances));
    considered(host_answers(scene, household, host), terms, &household.standing, &About::Household)
}

/// Somebody who looks for work and a work place.
#[must_use]
pub fn consider_work(scene: &Scene<'_>, seeker: &Seeker, work: &Work) -> Considered {
    let (own, place) = (seeker.suit(), work.suit());
    let terms = terms(scene, OfferKind::Work, |one| work_value(one, seeker.id, &own, &place, scene.distances));
    considered(work_answers(scene, seeker, work), terms, &seeker.standing, &About::Person { person: seeker.id })
}

/// The score of a household and a home, whatever the rules say.
#[must_use]
pub fn home_score(scene: &Scene<'_>, household: &Household, home: &Home) -> i64 {
    let (own, place) = (household.suit(), home.suit());
    score(scene, OfferKind::Home, |one| place_value(one, &own, &place, scene.distances))
}

/// The score of a household and a host family, whatever the rules say.
#[must_use]
pub fn host_score(scene: &Scene<'_>, household: &Household, host: &Host) -> i64 {
    let (own, place) = (household.suit(), host.suit());
    score(scene, OfferKind::Host, |one| place_value(one, &own, &place, scene.distances))
}

/// The score of a seeker and a work place, whatever the rules say.
#[must_use]
pub fn work_score(scene: &Scene<'_>, seeker: &Seeker, work: &Work) -> i64 {
    let (own, place) = (seeker.suit(), work.suit());
    score(scene, OfferKind::Work, |one| work_value(one, seeker.id, &own, &place, scene.distances))
}

fn score(scene: &Scene<'_>, kind: OfferKind, value: impl Fn(Criterion) -> Valued) -> i64 {
    let weighed = scene.policy.weighed(kind);
    weighed.map(|one| Term::new(one.criterion, value(one.criterion).0, one.weight).points).sum()
}

type Valued = (Option<i64>, Vec<Question>);

fn terms(scene: &Scene<'_>, kind: OfferKind, value: impl Fn(Criterion) -> Valued) -> Vec<(Term, Vec<Question>)> {
    let term = |one: super::policy::Weighed| {
        let (value, questions) = value(one.criterion);
        (Term::new(one.criterion, value, one.weight), questions)
    };
    scene.policy.weighed(kind).map(term).collect()
}

fn considered(
    answers: Vec<RuleAnswer>,
    terms: Vec<(Term, Vec<Question>)>,
    standing: &Standing,
    whose: &About,
) -> Considered {
    let (mut failed, mut open, mut questions) = (Vec::new(), Vec::new(), Vec::new());
    for answered in answers {
        match (answered.answer, answered.why) {
            (Answer::No, Some(why)) => failed.push(Failed { rule: answered.rule, version: answered.version, why }),
            (Answer::NeedsToKnow, _) => open.push(answered.rule),
            _ => {}
        }
        questions.extend(answered.questions);
    }
    let order = [(standing.urgency.is_none(), Fact::Urgency), (standing.since.is_none(), Fact::WaitingSince)];
    let of_order = order.into_iter().filter(|(unknown, _)| *unknown);
    questions.extend(of_order.map(|(_, fact)| Question { about: whose.clone(), fact }));
    let mut kept = Vec::with_capacity(terms.len());
    for (term, asked) in terms {
        kept.push(term);
        questions.extend(asked);
    }
    questions.sort_unstable();
    questions.dedup();
    let score = kept.iter().map(|term| term.points).sum();
    Considered { failed, open, questions, terms: kept, score }
}

fn answered(scene: &Scene<'_>, kind: OfferKind, find: impl Fn(&Rule) -> Option<Finding>) -> Vec<RuleAnswer> {
    let answer = |rule: &Rule| {
        let found = find(rule)?;
        Some(RuleAnswer {
            rule: rule.code,
            version: rule.version,
            answer: found.answer,
            why: found.why,
            questions: found.questions,
        })
    };
    scene.policy.in_force(kind, scene.today).filter_map(answer).collect()
}

/// What every rule in force answers on a household and a home.
#[must_use]
pub fn home_answers(scene: &Scene<'_>, household: &Household, home: &Home) -> Vec<RuleAnswer> {
    answered(scene, OfferKind::Home, |rule| home_finding(scene, rule, household, home))
}

/// What one rule finds; nothing where it does not look at such pairs.
pub(super) fn home_finding(scene: &Scene<'_>, rule: &Rule, household: &Household, home: &Home) -> Option<Finding> {
    let today = scene.today;
    let rooms = home.rooms.as_deref();
    Some(match rule.code {
        RuleCode::Eligibility => on_household::eligibility(household.eligible),
        RuleCode::Agreement => on_household::agreement(home.programmes.as_deref(), scene.programme),
        RuleCode::Vetoes => on_household::vetoes(&household.vetoes, &home.vetoes, household.id, home.id, home.owner),
        RuleCode::Availability => {
            let least = rule.settings.least_days.unwrap_or_default();
            on_household::availability(&home.available, household.ready_from, About::Household, least, today)
        }
        RuleCode::Distance => on_household::daily_ways(household, home.territory.as_ref(), scene.distances),
        RuleCode::FitsBeds => on_household::beds(household, rooms, &rule.settings, today),
        RuleCode::ReservedRooms => on_household::reserved_rooms(household, rooms, &rule.settings, today),
        RuleCode::MinorsSafeguarded => on_home::minors_safeguarded(household, home, today),
        RuleCode::Access => on_household::access(household, home.access),
        RuleCode::Rent => on_home::rent(household, home),
        RuleCode::Deposit => on_home::deposit(household, home),
        RuleCode::Guarantees => on_home::guarantees(household, home),
        RuleCode::HomeKind => on_home::home_kind(household, home),
        RuleCode::SharedHome => on_home::shared_home(household, home),
        _ => return None,
    })
}

/// What every rule in force answers on a household and a host family.
#[must_use]
pub fn host_answers(scene: &Scene<'_>, household: &Household, host: &Host) -> Vec<RuleAnswer> {
    answered(scene, OfferKind::Host, |rule| host_finding(scene, rule, household, host))
}

/// What one rule finds; nothing where it does not look at such pairs.
pub(super) fn host_finding(scene: &Scene<'_>, rule: &Rule, household: &Household, host: &Host) -> Option<Finding> {
    let today = scene.today;
    let rooms = host.rooms.as_deref();
    Some(match rule.code {
        RuleCode::Eligibility => on_household::eligibility(household.eligible),
        RuleCode::Vetoes => on_household::vetoes(&household.vetoes, &host.vetoes, household.id, host.id, host.family),
        RuleCode::Availability => {
            let least = rule.settings.least_days.unwrap_or_default();
            on_household::availability(&host.available, household.ready_from, About::Household, least, today)
        }
        RuleCode::Distance => on_household::daily_ways(household, host.territory.as_ref(), scene.distances),
        RuleCode::FitsBeds => on_household::beds(household, rooms, &rule.settings, today),
        RuleCode::ReservedRooms => on_household::reserved_rooms(household, rooms, &rule.settings, today),
        RuleCode::MinorsSafeguarded => on_host::minors_safeguarded(household, host, today),
        RuleCode::Access => on_household::access(household, host.access),
        RuleCode::HostReady => on_host::host_ready(host, rule.settings.steps.as_deref().unwrap_or_default()),
        RuleCode::HostLanguage => {
            on_host::host_language(household, host, rule.settings.level.unwrap_or(Level::A2), today)
        }
        RuleCode::HostLimits => on_host::host_limits(household, host, today),
        _ => return None,
    })
}

/// What every rule in force answers on somebody who looks for work and a work place.
#[must_use]
pub fn work_answers(scene: &Scene<'_>, seeker: &Seeker, work: &Work) -> Vec<RuleAnswer> {
    answered(scene, OfferKind::Work, |rule| work_finding(scene, rule, seeker, work))
}

/// What one rule finds; nothing where it does not look at such pairs.
pub(super) fn work_finding(scene: &Scene<'_>, rule: &Rule, seeker: &Seeker, work: &Work) -> Option<Finding> {
    let today = scene.today;
    let internships = &scene.policy.internships;
    Some(match rule.code {
        RuleCode::Eligibility => on_household::eligibility(seeker.eligible),
        RuleCode::Agreement => on_household::agreement(work.programmes.as_deref(), scene.programme),
        RuleCode::Vetoes => {
            on_household::vetoes(&seeker.vetoes, &work.vetoes, seeker.household, work.id, work.employer)
        }
        RuleCode::Availability => {
            let least = rule.settings.least_days.unwrap_or_default();
            let whose = About::Person { person: seeker.id };
            on_household::availability(&work.available, seeker.ready_from, whose, least, today)
        }
        RuleCode::Distance => on_work::way_to_work(seeker, work, scene.distances),
        RuleCode::WorkPermit => on_work::work_permit(seeker),
        RuleCode::WorkingAge => on_work::working_age(seeker, rule.settings.least_age.unwrap_or_default(), today),
        RuleCode::WorkLanguage => on_work::work_language(seeker, work),
        RuleCode::Hours => on_work::hours(seeker, work),
        RuleCode::Licences => on_work::licences(seeker, work),
        RuleCode::Transport => on_work::transport(seeker, work),
        RuleCode::InternshipIndemnity => on_work::internship_indemnity(work, internships, today),
        RuleCode::InternshipPlaces => on_work::internship_places(work, internships, today),
        RuleCode::InternshipDuration => on_work::internship_duration(seeker, work, internships, today),
        _ => return None,
    })
}
