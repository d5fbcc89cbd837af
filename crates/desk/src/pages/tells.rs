//! The engine's answers in the reader's words.

use kernel::Uuid;
use matching::explain::{Change, Flip, WhyNot};
use matching::rules::{About, Fact, Failed, Question, RuleCode};
use placement::rules::offer::OfferKind;
use serde::Serialize;
use web::Desk;

use super::names::{Names, OfferShortOut, question};
use super::search::TermOut;
use crate::gather::Decision;
use crate::tell;

/// What would lead to an offer.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct LeadsOut {
    /// Where it would lead.
    pub offer: OfferShortOut,
    /// What that is called, with its code.
    pub label: String,
    /// Each by itself would do, the smallest first.
    pub ways: Vec<String>,
}

/// Tells the engine's answers in the reader's words.
pub(crate) struct Tells<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) names: &'a Names,
    pub(crate) kind: OfferKind,
    /// Whether the reader may know what the bodies of this household need.
    pub(crate) access: bool,
}

pub(crate) type People = std::collections::HashMap<kernel::PersonId, String>;

impl Tells<'_> {
    fn rule(&self, code: RuleCode) -> String {
        if code == RuleCode::Access && !self.access {
            return self.desk.say("rule-hidden");
        }
        tell::rule(code).say(self.desk)
    }

    pub(crate) fn failed(&self, failed: &Failed) -> String {
        if failed.rule == RuleCode::Access && !self.access {
            return self.desk.say("rule-hidden");
        }
        tell::why(&failed.why).say(self.desk)
    }

    /// What an offer is called, with its code: many a home has the title of another.
    pub(crate) fn offer(&self, offer: Uuid) -> String {
        let short = self.names.offer(offer);
        match short.code.filter(|code| *code != short.label) {
            Some(code) => format!("{} ({code})", short.label),
            None => short.label,
        }
    }

    pub(crate) fn term(&self, term: &matching::rules::Term) -> TermOut {
        TermOut {
            criterion: tell::criterion(term.criterion).say(self.desk),
            percent: term.value.map(|value| value / 10),
            points: term.points,
            weight: term.weight,
        }
    }

    pub(crate) fn next(&self, next: Option<Uuid>) -> String {
        match next {
            Some(offer) => self.desk.say_with("desk-next", &[("offer", self.offer(offer).as_str().into())]),
            None => self.desk.say("desk-next-nothing"),
        }
    }

    pub(crate) fn not(&self, not: &WhyNot) -> Vec<String> {
        let say = |key: &str| self.desk.say(key);
        match not {
            WhyNot::Takes => vec![say("desk-not-takes")],
            WhyNot::Rules { failed } => failed.iter().map(|one| self.failed(one)).collect(),
            WhyNot::Forbidden { reason, failed } => {
                let own = match Decision::from_word(reason) {
                    Some(decision) => say(&format!("desk-decided-{decision}")),
                    None => self.desk.say_with("desk-not-forbidden", &[("reason", reason.as_str().into())]),
                };
                std::iter::once(own).chain(failed.iter().map(|one| self.failed(one))).collect()
            }
            WhyNot::Locked { offer } => {
                vec![self.desk.say_with("desk-not-locked", &[("offer", self.offer(*offer).as_str().into())])]
            }
            // The questions themselves are told apart, each with whom to ask.
            WhyNot::Open { .. } => vec![say("desk-not-open")],
            WhyNot::Closed { occupants } => {
                let who = self.occupants(occupants);
                vec![self.desk.say_with("desk-not-closed", &[("who", who.as_str().into())])]
            }
            WhyNot::Dearer { free, occupants, regret, moves, .. } => {
                self.dearer(*free, occupants, *regret, moves.len())
            }
        }
    }

    fn occupants(&self, occupants: &[matching::explain::Occupant]) -> String {
        let all: Vec<String> = occupants.iter().map(|one| self.names.seeker(one.seeker).label).collect();
        all.join(", ")
    }

    fn dearer(
        &self,
        free: u32,
        occupants: &[matching::explain::Occupant],
        regret: matching::Worth,
        moves: usize,
    ) -> Vec<String> {
        let mut told = Vec::new();
        if free == 0 {
            let who = self.occupants(occupants);
            told.push(self.desk.say_with("desk-not-full", &[("who", who.as_str().into())]));
        } else {
            told.push(self.desk.say(&format!("desk-not-better-{}", self.kind)));
        }
        told.push(self.regret(regret));
        if moves > 1 {
            let moves = i64::try_from(moves).unwrap_or(i64::MAX);
            told.push(self.desk.say_with("desk-not-moves", &[("moves", moves.into())]));
        }
        told
    }

    fn regret(&self, lost: matching::Worth) -> String {
        regret(self.desk, lost)
    }

    /// What would change it, gathered by what it leads to: whoever reads of one offer reads at once where that would lead.
    pub(crate) fn changes(&self, flips: &[Flip], persons: &People) -> Vec<LeadsOut> {
        let mut led: Vec<LeadsOut> = Vec::new();
        for flip in flips {
            let words = self.flip(flip, persons);
            // Those that the reader may not see are one to the reader.
            let offer = self.names.offer(flip.takes);
            let at = led.iter().position(|one| one.offer.id == offer.id).unwrap_or_else(|| {
                led.push(LeadsOut { offer, label: self.offer(flip.takes), ways: Vec::new() });
                led.len() - 1
            });
            if !led[at].ways.contains(&words) {
                led[at].ways.push(words);
            }
        }
        led
    }

    fn flip(&self, flip: &Flip, persons: &People) -> String {
        let said = |key: &str, args: &[(&'static str, String)]| {
            let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
            self.desk.say_with(key, &args)
        };
        let what = match &flip.change {
            Change::Answers { offer, questions } => {
                let shown = |one: &&Question| self.access || one.fact != Fact::AccessNeeded;
                let asked = questions.iter().filter(shown).map(|one| question(self.desk, one, persons));
                let asked = ("questions", asked.collect::<Vec<_>>().join("; "));
                // Whatever the household says holds for every offer; only what an offer says names it.
                if *offer != flip.takes && questions.iter().any(|one| one.about == About::Offer) {
                    said("change-answers-of", &[asked, ("offer", self.offer(*offer))])
                } else {
                    said("change-answers", &[asked])
                }
            }
            Change::Step { step } => tell::step(step).say(self.desk),
            Change::OneMore { offer } if *offer == flip.takes => said("change-one-more", &[]),
            Change::OneMore { offer } => said("change-one-more-of", &[("offer", self.offer(*offer))]),
            Change::RuleOff { rule } => said("change-rule-off", &[("rule", self.rule(*rule))]),
        };
        let others = i64::try_from(flip.moves.len().saturating_sub(1)).unwrap_or(i64::MAX);
        if others > 0 {
            let moves = self.desk.say_with("change-moves", &[("others", others.into())]);
            return format!("{what} ({moves})");
        }
        what
    }
}

/// What the whole plan would lose, on the first level that differs.
pub(crate) fn regret(desk: &Desk, regret: matching::Worth) -> String {
    let levels = [
        ("urgent", regret.urgent),
        ("persons", regret.persons),
        ("waiting", regret.waiting),
        ("score", regret.score),
        ("kept", regret.kept),
    ];
    match levels.iter().find(|(_, amount)| *amount != 0) {
        Some((level, amount)) => desk.say_with(&format!("desk-regret-{level}"), &[("amount", (*amount).into())]),
        None => desk.say("desk-regret-lot"),
    }
}
