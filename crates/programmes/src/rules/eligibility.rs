//! The engine: rules in force on a day, over the evidence, to a verdict.
//!
//! The three answers follow Kleene's logic. They are *sound*: a yes or a no holds however the missing facts turn out,
//! so learning a fact never turns one into the other. They are not complete: where two requirements hang on the same
//! missing fact, the engine may ask for it although every way it could turn out gives the same answer. It errs towards
//! asking, never towards deciding. The property tests beside check both against an enumeration.

use kernel::{Answer, Day, Period, TerritoryCode, words};
use serde::Serialize;

use super::evidence::{Evidence, PersonEvidence};
use super::requirements::{Finding, Scene, adult, finding};
use super::verdict::{Fact, Reason, RuleVerdict, Tried, Verdict};
use super::vocabulary::{Circuit, PermitKind, Recipient, Sector};
use crate::definition::{Programme, Status, Texts};

words!(
    /// On whom a rule is measured.
    pub enum Whom {
        /// On each adult in turn. All rules of this kind are tried together: one and the same adult must meet them all.
        AnyAdult = "any-adult",
        /// On every adult of the household; there must be one.
        EveryAdult = "every-adult",
        /// On the household as a whole.
        Household = "household",
        /// On an operator of a service: the rule is for programmes that serve operators.
        Operator = "operator",
    }
);

words!(
    /// Whether a rule decides.
    pub enum Force {
        /// Decides whether the programme fits.
        Required = "required",
        /// Says who comes first where the source says so; shown, never deciding.
        Priority = "priority",
    }
);

/// What a rule requires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Requirement {
    /// A permit of one of these kinds in force, or its receipt: first issue and renewal under way both count.
    Permit {
        /// The kinds.
        among: Vec<PermitKind>,
    },
    /// Left reception, and is in none now.
    LeftReception {
        /// At most so many calendar months ago, counted as the civil code counts (art. 2963); no limit without it.
        within_months: Option<u32>,
        /// From one of these circuits; from any, when empty.
        circuits: Vec<Circuit>,
        /// Whether those still inside, and so about to leave, are accepted as well.
        also_leaving: bool,
    },
    /// In no reception now.
    OutOfReception,
    /// Citizen of a state outside the Union, or stateless.
    ThirdCountry,
    /// Any permit in force or any receipt; citizens of the Union need none.
    RegularStay,
    /// An adult lives with a minor.
    MinorChild,
    /// Lives in one of these territories of the programme.
    LivesIn {
        /// The territories.
        territories: Vec<TerritoryCode>,
    },
    /// The household is in housing distress.
    HousingDistress,
    /// The household is in particular hardship.
    Hardship,
    /// The operator works in one of these kinds of service.
    WorksIn {
        /// The kinds.
        sectors: Vec<Sector>,
    },
    /// All of these.
    AllOf {
        /// The parts.
        parts: Vec<Requirement>,
    },
    /// At least one of these.
    AnyOf {
        /// The parts.
        parts: Vec<Requirement>,
    },
}

/// One eligibility rule of a programme: dated, with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its name in the definition.
    pub id: String,
    /// What it requires.
    pub requires: Requirement,
    /// On whom.
    pub of: Whom,
    /// Whether it decides.
    pub force: Force,
    /// The rule in words.
    pub because: Texts,
    /// The source, as the definition names it.
    pub source: String,
    /// How sure the rule is.
    pub status: Status,
    /// What else a reader should know.
    pub note: Option<Texts>,
    /// When it is in force.
    pub valid: Period,
}

impl Rule {
    /// Which kind of recipient the rule is for.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        if self.of == Whom::Operator { Recipient::Operators } else { Recipient::Households }
    }

    fn answered(&self, finding: Finding, person: Option<&PersonEvidence>) -> RuleVerdict {
        RuleVerdict {
            rule: self.id.clone(),
            force: self.force,
            answer: finding.answer,
            person: person.map(|p| p.person),
            reason: finding.reason,
            missing: if finding.answer == Answer::NeedsToKnow { finding.missing } else { Vec::new() },
            source: self.source.clone(),
            status: self.status,
        }
    }
}

/// What the programme answers for this evidence on this day.
#[must_use]
pub fn verdict(programme: &Programme, evidence: &Evidence, day: Day) -> Verdict {
    let served = programme.recipients.contains(&evidence.recipient);
    let mut verdict = Verdict {
        programme: programme.code.clone(),
        definition_version: programme.version,
        day,
        answer: if served { Answer::NeedsToKnow } else { Answer::No },
        served,
        rules: Vec::new(),
        tried: Vec::new(),
    };
    if !served {
        return verdict;
    }
    let scene = Scene { territories: &programme.territories, evidence, day };
    let in_force = |rule: &&Rule| rule.recipient() == evidence.recipient && rule.valid.contains(day);
    let together: Vec<&Rule> = programme
        .rules
        .iter()
        .filter(in_force)
        .filter(|rule| rule.of == Whom::AnyAdult && rule.force == Force::Required)
        .collect();
    let (mut on_one_adult, tried) = on_any_adult(&together, &scene);
    verdict.tried = tried;
    // Later ones are popped from the end, so that the verdict keeps the order of the definition.
    on_one_adult.reverse();
    for rule in programme.rules.iter().filter(in_force) {
        let answered = match (rule.of, rule.force) {
            (Whom::AnyAdult, Force::Required) => on_one_adult.pop(),
            (Whom::AnyAdult, Force::Priority) => on_any_adult(&[rule], &scene).0.pop(),
            (Whom::EveryAdult, _) => Some(on_every_adult(rule, &scene)),
            (Whom::Household | Whom::Operator, _) => Some(rule.answered(finding(&rule.requires, None, &scene), None)),
        };
        verdict.rules.extend(answered);
    }
    let deciding = verdict.rules.iter().filter(|rule| rule.force == Force::Required).map(|rule| rule.answer);
    verdict.answer = deciding.reduce(Answer::and).unwrap_or(Answer::NeedsToKnow);
    verdict
}

/// Tries the rules together on each adult, and keeps the answers for the one who comes nearest to meeting them all.
fn on_any_adult(rules: &[&Rule], scene: &Scene<'_>) -> (Vec<RuleVerdict>, Vec<Tried>) {
    let mut tried = Vec::new();
    if rules.is_empty() {
        return (Vec::new(), tried);
    }
    let mut nearest: Option<(Distance, &PersonEvidence, Vec<Finding>)> = None;
    for person in &scene.evidence.people {
        let grown = adult(person, scene.day);
        let findings: Vec<Finding> =
            rules.iter().map(|rule| if_adult(grown, person, finding(&rule.requires, Some(person), scene))).collect();
        let distance = Distance::of(&findings);
        tried.push(Tried { person: person.person, answer: distance.joint() });
        let met = distance.joint() == Answer::Yes;
        if nearest.as_ref().is_none_or(|(known, ..)| distance < *known) {
            nearest = Some((distance, person, findings));
        }
        if met {
            break;
        }
    }
    let Some((distance, person, findings)) = nearest else {
        let nobody = || Finding::open(Reason::NobodyListed, None, Fact::HouseholdPeople);
        return (rules.iter().map(|rule| rule.answered(nobody(), None)).collect(), tried);
    };
    let others_may = distance.joint() == Answer::No && scene.evidence.may_have_others();
    let answered = rules.iter().zip(findings).map(|(rule, mut finding)| {
        if others_may && finding.answer == Answer::No {
            finding = Finding::open(finding.reason, None, Fact::HouseholdPeople);
        }
        rule.answered(finding, Some(person))
    });
    (answered.collect(), tried)
}

/// How far somebody is from meeting all rules: first the joint answer, then how many say no, then how many are open.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    refused: bool,
    nos: usize,
    open: usize,
}

impl Distance {
    fn of(findings: &[Finding]) -> Self {
        let count = |answer| findings.iter().filter(|finding| finding.answer == answer).count();
        let nos = count(Answer::No);
        Self { refused: nos > 0, nos, open: count(Answer::NeedsToKnow) }
    }

    fn joint(&self) -> Answer {
        if self.refused {
            Answer::No
        } else if self.open > 0 {
            Answer::NeedsToKnow
        } else {
            Answer::Yes
        }
    }
}

fn if_adult(grown: Answer, person: &PersonEvidence, mut found: Finding) -> Finding {
    match (grown, found.answer) {
        (Answer::Yes, _) | (Answer::NeedsToKnow, Answer::No) => found,
        (Answer::No, _) => Finding::no(Reason::NotAnAdult),
        (Answer::NeedsToKnow, Answer::Yes) => Finding::open(Reason::AgeUnknown, Some(person), Fact::BirthDay),
        (Answer::NeedsToKnow, Answer::NeedsToKnow) => {
            found.also_missing(Some(person), Fact::BirthDay);
            found
        }
    }
}

/// Measures one rule on every adult; without an adult the answer is no.
fn on_every_adult(rule: &Rule, scene: &Scene<'_>) -> RuleVerdict {
    let mut some_adult = Answer::No;
    let mut worst: Option<(Finding, &PersonEvidence)> = None;
    for person in &scene.evidence.people {
        let grown = adult(person, scene.day);
        some_adult = some_adult.or(grown);
        if grown == Answer::No {
            continue;
        }
        let mut found = finding(&rule.requires, Some(person), scene);
        if grown == Answer::NeedsToKnow && found.answer != Answer::Yes {
            found.answer = Answer::NeedsToKnow; // a no counts only if the person is of age
            found.also_missing(Some(person), Fact::BirthDay);
        }
        worst = Some(match worst {
            None => (found, person),
            Some((mut kept, who)) if kept.answer == Answer::NeedsToKnow && found.answer == Answer::NeedsToKnow => {
                kept.missing.append(&mut found.missing);
                (kept, who)
            }
            Some((kept, _)) if graver(found.answer) > graver(kept.answer) => (found, person),
            Some(kept) => kept,
        });
    }
    let others = scene.evidence.may_have_others();
    let Some((mut found, person)) = worst else {
        let mut found =
            Finding::no(if scene.evidence.people.is_empty() { Reason::NobodyListed } else { Reason::NotAnAdult });
        if others {
            found = Finding::open(found.reason, None, Fact::HouseholdPeople);
        }
        return rule.answered(found, None);
    };
    if found.answer == Answer::Yes && some_adult != Answer::Yes && !others {
        found = Finding::open(Reason::AgeUnknown, Some(person), Fact::BirthDay);
    } else if found.answer == Answer::Yes && others {
        found = Finding::open(found.reason, None, Fact::HouseholdPeople);
    }
    let about = (found.answer != Answer::Yes || scene.evidence.people.len() == 1).then_some(person);
    rule.answered(found, about)
}

fn graver(answer: Answer) -> u8 {
    match answer {
        Answer::Yes => 0,
        Answer::NeedsToKnow => 1,
        Answer::No => 2,
    }
}
