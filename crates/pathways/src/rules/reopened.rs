//! What has changed since a verdict was kept: which facts that its rules look at, and which of its rules answer
//! otherwise today. Nothing is stored: kept evidence is compared with present evidence.
//!
//! The passing of a day alone re-opens nothing until it changes an answer: reasons carry days, and days move.

use std::collections::BTreeSet;

use kernel::{BirthDay, PersonId};
use programmes::definition::Programme;
use programmes::rules::{
    Answer, Citizenship, Evidence, PermitEvidence, PersonEvidence, Place, Requirement, RuleVerdict, StayEvidence,
    Verdict, Whom,
};

kernel::words! {
    /// What a changed fact is about.
    pub enum Topic {
        /// The permits of a person.
        Permits = "permits",
        /// The stays of a person in reception.
        Stays = "stays",
        /// The birth of a person.
        Birth = "birth",
        /// The citizenship of a person.
        Citizenship = "citizenship",
        /// Whether a person belongs to the household.
        Member = "member",
        /// Whether everybody is listed.
        EveryoneListed = "everyone-listed",
        /// Where the household lives.
        Residence = "residence",
        /// Whether it is in housing distress.
        HousingDistress = "housing-distress",
        /// Whether it is in particular hardship.
        Hardship = "hardship",
    }
}

/// What a fact says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Permits; nothing where nobody asked.
    Permits(Option<Vec<PermitEvidence>>),
    /// Stays; nothing where nobody asked.
    Stays(Option<Vec<StayEvidence>>),
    /// A birth.
    Birth(Option<BirthDay>),
    /// A citizenship.
    Citizenship(Option<Citizenship>),
    /// A place.
    Residence(Option<Place>),
    /// Yes, no or not known.
    Flag(Option<bool>),
}

/// A fact that says something else than it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFact {
    /// What it is about.
    pub topic: Topic,
    /// About whom; nobody when about the household.
    pub person: Option<PersonId>,
    /// What it said.
    pub before: Said,
    /// What it says.
    pub now: Said,
}

/// A rule that looks at a changed fact, or that answers otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedRule {
    /// The rule, as the definition names it.
    pub rule: String,
    /// What it answered; nothing when there was no such rule.
    pub before: Option<RuleVerdict>,
    /// What it answers; nothing when it is no longer in force.
    pub now: Option<RuleVerdict>,
}

impl ChangedRule {
    /// Whether its answer is another one.
    #[must_use]
    pub fn answers_otherwise(&self) -> bool {
        self.before.as_ref().map(|rule| rule.answer) != self.now.as_ref().map(|rule| rule.answer)
    }
}

/// Why a kept verdict is to be looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopened {
    /// The answer that was kept.
    pub before: Answer,
    /// The verdict of today.
    pub now: Verdict,
    /// The facts that changed, as far as rules look at them.
    pub facts: Vec<ChangedFact>,
    /// The rules that they touch, and those that answer otherwise because days have passed or rules have changed.
    pub rules: Vec<ChangedRule>,
}

/// What has changed between a kept verdict and today's, each with its evidence; nothing, when no rule is touched.
#[must_use]
pub fn reopened(programme: &Programme, kept: (&Verdict, &Evidence), today: (&Verdict, &Evidence)) -> Option<Reopened> {
    let changed = changed_facts(kept.1, today.1);
    let topics: BTreeSet<Topic> = changed.iter().map(|fact| fact.topic).collect();
    let mut looked_at = BTreeSet::new();
    let mut rules = Vec::new();
    let known: Vec<&str> = today.0.rules.iter().map(|rule| rule.rule.as_str()).collect();
    let gone = kept.0.rules.iter().map(|rule| rule.rule.as_str()).filter(|rule| !known.contains(rule));
    for id in known.iter().copied().chain(gone) {
        let of = |verdict: &Verdict| verdict.rules.iter().find(|rule| rule.rule == id).cloned();
        let (before, now) = (of(kept.0), of(today.0));
        let own = programme.rule(id).map(|rule| topics_of(&rule.requires, rule.of)).unwrap_or_default();
        let touched: BTreeSet<Topic> = own.intersection(&topics).copied().collect();
        let said = |rule: &Option<RuleVerdict>| rule.as_ref().map(|rule| (rule.answer, rule.reason.text_key()));
        if !touched.is_empty() || said(&before) != said(&now) {
            rules.push(ChangedRule { rule: id.to_owned(), before, now });
        }
        looked_at.extend(touched);
    }
    if rules.is_empty() && kept.0.answer == today.0.answer {
        return None;
    }
    let facts = changed.into_iter().filter(|fact| looked_at.contains(&fact.topic)).collect();
    Some(Reopened { before: kept.0.answer, now: today.0.clone(), facts, rules })
}

/// What a rule looks at.
fn topics_of(requirement: &Requirement, of: Whom) -> BTreeSet<Topic> {
    let mut topics = match requirement {
        Requirement::Permit { .. } => BTreeSet::from([Topic::Permits]),
        Requirement::LeftReception { .. } | Requirement::OutOfReception => BTreeSet::from([Topic::Stays]),
        Requirement::ThirdCountry => BTreeSet::from([Topic::Citizenship]),
        Requirement::RegularStay => BTreeSet::from([Topic::Permits, Topic::Citizenship]),
        Requirement::MinorChild => BTreeSet::from([Topic::Birth, Topic::Member, Topic::EveryoneListed]),
        Requirement::LivesIn { .. } => BTreeSet::from([Topic::Residence]),
        Requirement::HousingDistress => BTreeSet::from([Topic::HousingDistress]),
        Requirement::Hardship => BTreeSet::from([Topic::Hardship]),
        Requirement::WorksIn { .. } => BTreeSet::new(),
        Requirement::AllOf { parts } | Requirement::AnyOf { parts } => {
            parts.iter().flat_map(|part| topics_of(part, Whom::Household)).collect()
        }
    };
    if matches!(of, Whom::AnyAdult | Whom::EveryAdult) {
        topics.extend([Topic::Birth, Topic::Member, Topic::EveryoneListed]);
    }
    topics
}

/// The facts that differ, the people's first, in the order of the household.
fn changed_facts(before: &Evidence, now: &Evidence) -> Vec<ChangedFact> {
    let mut changed = Vec::new();
    let of = |people: &Evidence, id: PersonId| people.people.iter().find(|person| person.person == id).cloned();
    let gone = before.people.iter().filter(|person| of(now, person.person).is_none());
    for person in now.people.iter().chain(gone) {
        let id = person.person;
        match (of(before, id), of(now, id)) {
            (Some(before), Some(now)) => changed.extend(of_person(&before, &now)),
            (was, is) => changed.push(ChangedFact {
                topic: Topic::Member,
                person: Some(id),
                before: Said::Flag(Some(was.is_some())),
                now: Said::Flag(Some(is.is_some())),
            }),
        }
    }
    let flags = [
        (Topic::EveryoneListed, Some(before.everyone_listed), Some(now.everyone_listed)),
        (Topic::HousingDistress, before.housing_distress, now.housing_distress),
        (Topic::Hardship, before.hardship, now.hardship),
    ];
    let of_household = flags
        .into_iter()
        .map(|(topic, before, now)| (topic, Said::Flag(before), Said::Flag(now)))
        .chain([(Topic::Residence, Said::Residence(before.residence.clone()), Said::Residence(now.residence.clone()))]);
    let differ = of_household.filter(|(_, before, now)| before != now);
    changed.extend(differ.map(|(topic, before, now)| ChangedFact { topic, person: None, before, now }));
    changed
}

fn of_person(before: &PersonEvidence, now: &PersonEvidence) -> Vec<ChangedFact> {
    let all = [
        (Topic::Permits, Said::Permits(before.permits.clone()), Said::Permits(now.permits.clone())),
        (Topic::Stays, Said::Stays(before.stays.clone()), Said::Stays(now.stays.clone())),
        (Topic::Birth, Said::Birth(before.birth), Said::Birth(now.birth)),
        (Topic::Citizenship, Said::Citizenship(before.citizenship), Said::Citizenship(now.citizenship)),
    ];
    let differ = all.into_iter().filter(|(_, before, now)| before != now);
    let person = Some(now.person);
    differ.map(|(topic, before, now)| ChangedFact { topic, person, before, now }).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::Day;
    use programmes::catalogue::Catalogue;
    use programmes::rules::{Circuit, Leaving, PermitKind, PermitState, verdict};
    use proptest::prelude::*;

    use super::*;

    fn today() -> Day {
        Day::new(2026, 11, 22).unwrap()
    }

    fn programmes() -> Vec<Arc<Programme>> {
        Catalogue::read(None).unwrap().all().cloned().collect()
    }

    fn permit(expires_in: i64) -> PermitEvidence {
        PermitEvidence {
            kind: Some(PermitKind::Asylum),
            state: PermitState::Issued,
            from: None,
            to: Some(today().plus_days(expires_in)),
        }
    }

    fn household(person: PersonId, expires_in: i64, left_ago: i64) -> Evidence {
        let exit = Leaving::On(today().plus_days(-left_ago));
        Evidence::household(vec![PersonEvidence {
            birth: "1990-05-01".parse().ok(),
            citizenship: "NG".parse().ok(),
            permits: Some(vec![permit(expires_in)]),
            stays: Some(vec![StayEvidence { circuit: Some(Circuit::Sai), from: None, exit }]),
            ..PersonEvidence::unknown(person, "1")
        }])
    }

    fn compared(programme: &Programme, before: (&Evidence, Day), now: (&Evidence, Day)) -> Option<Reopened> {
        let (kept, live) = (verdict(programme, before.0, before.1), verdict(programme, now.0, now.1));
        reopened(programme, (&kept, before.0), (&live, now.0))
    }

    fn fra_noi_2() -> Arc<Programme> {
        programmes().into_iter().find(|programme| programme.code.to_string() == "fra-noi-2").unwrap()
    }

    #[test]
    fn a_renewed_permit_reopens_the_rule_of_the_permit_alone_and_says_both_days() {
        let who = PersonId::fresh();
        let (before, now) = (household(who, 10, 100), household(who, 1_000, 100));
        let found = compared(&fra_noi_2(), (&before, today()), (&now, today())).unwrap();
        assert_eq!(found.rules.iter().map(|rule| rule.rule.as_str()).collect::<Vec<_>>(), ["permit"]);
        assert!(!found.rules[0].answers_otherwise());
        assert_eq!(found.facts.len(), 1);
        let said = |days| Said::Permits(Some(vec![permit(days)]));
        assert_eq!((&found.facts[0].before, &found.facts[0].now), (&said(10), &said(1_000)));
    }

    #[test]
    fn time_alone_reopens_a_verdict_on_the_day_on_which_an_answer_changes_and_not_before() {
        let known = household(PersonId::fresh(), 10, 100);
        let later = |days| compared(&fra_noi_2(), (&known, today()), (&known, today().plus_days(days)));
        assert_eq!(later(10), None);
        let found = later(11).unwrap();
        assert!(found.facts.is_empty() && found.rules.len() == 1 && found.rules[0].answers_otherwise());
        assert_eq!((found.before, found.now.answer), (Answer::Yes, Answer::NeedsToKnow));
    }

    #[test]
    fn a_fact_that_no_rule_looks_at_reopens_nothing() {
        let who = PersonId::fresh();
        let before = household(who, 10, 100);
        let now = Evidence { hardship: Some(true), housing_distress: Some(true), ..before.clone() };
        assert_eq!(compared(&fra_noi_2(), (&before, today()), (&now, today())), None);
    }

    #[test]
    fn somebody_who_leaves_the_household_is_told() {
        let who = PersonId::fresh();
        let before = household(who, 1_000, 100);
        let mut with_child = before.clone();
        with_child.people.push(PersonEvidence {
            birth: "2018-01-01".parse().ok(),
            ..PersonEvidence::unknown(PersonId::fresh(), "2")
        });
        let found = compared(&fra_noi_2(), (&with_child, today()), (&before, today())).unwrap();
        assert_eq!(found.facts[0].topic, Topic::Member);
        assert_eq!(found.facts[0].now, Said::Flag(Some(false)));
    }

    proptest! {
        /// Whatever is compared: silence means that no rule answers otherwise, and that nothing it looks at changed.
        #[test]
        fn what_is_not_told_did_not_change(
            (expires, left) in (-30i64..60, 0i64..700),
            (later_expires, later_left, days) in (-30i64..60, 0i64..700, 0i64..400),
            distress in proptest::option::of(any::<bool>()),
        ) {
            let who = PersonId::fresh();
            let before = household(who, expires, left);
            let now = Evidence { housing_distress: distress, ..household(who, later_expires, later_left) };
            for programme in programmes() {
                let on = today().plus_days(days);
                let (kept, live) = (verdict(&programme, &before, today()), verdict(&programme, &now, on));
                let answers = |verdict: &Verdict| -> Vec<(String, Answer)> {
                    verdict.rules.iter().map(|rule| (rule.rule.clone(), rule.answer)).collect()
                };
                match reopened(&programme, (&kept, &before), (&live, &now)) {
                    None => prop_assert_eq!(answers(&kept), answers(&live)),
                    Some(found) => {
                        prop_assert_eq!(found.now, live);
                        prop_assert!(!found.rules.is_empty());
                        for fact in found.facts {
                            prop_assert_ne!(fact.before, fact.now);
                        }
                    }
                }
                let same = reopened(&programme, (&kept, &before), (&kept, &before));
                prop_assert_eq!(same, None);
            }
        }
    }
}
