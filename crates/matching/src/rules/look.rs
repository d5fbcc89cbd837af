//! A look at the facts that remembers what it did not find: every unknown fact becomes a question.

use kernel::{Answer, BirthDay, Day, PersonId};

use super::question::{About, Fact, Question};
use super::verdict::Why;
use crate::facts::{Household, Member, Sex};

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) answer: Answer,
    pub(super) why: Option<Why>,
    pub(super) questions: Vec<Question>,
}

/// One rule's look at the facts.
#[derive(Debug, Default)]
pub(super) struct Look {
    questions: Vec<Question>,
}

impl Look {
    /// Notes a question, once.
    pub(super) fn ask(&mut self, about: About, fact: Fact) {
        let question = Question { about, fact };
        if !self.questions.contains(&question) {
            self.questions.push(question);
        }
    }

    /// A fact, or a question about it.
    pub(super) fn need<T>(&mut self, known: Option<T>, about: About, fact: Fact) -> Option<T> {
        if known.is_none() {
            self.ask(about, fact);
        }
        known
    }

    /// A fact about the household.
    pub(super) fn own<T>(&mut self, known: Option<T>, fact: Fact) -> Option<T> {
        self.need(known, About::Household, fact)
    }

    /// A fact about the offer.
    pub(super) fn offered<T>(&mut self, known: Option<T>, fact: Fact) -> Option<T> {
        self.need(known, About::Offer, fact)
    }

    /// A fact about one person.
    pub(super) fn of<T>(&mut self, person: PersonId, known: Option<T>, fact: Fact) -> Option<T> {
        self.need(known, About::Person { person }, fact)
    }

    /// Whether a person is younger than so many years.
    pub(super) fn under(&mut self, person: PersonId, birth: Option<BirthDay>, years: u8, today: Day) -> Answer {
        let [answer] = self.unders(person, birth, [years], today);
        answer
    }

    /// Whether a person is younger than each of several ages. A year of birth alone is asked about only where it does
    /// not decide.
    pub(super) fn unders<const N: usize>(
        &mut self,
        person: PersonId,
        birth: Option<BirthDay>,
        ages: [u8; N],
        today: Day,
    ) -> [Answer; N] {
        let lived = birth.map(|birth| birth.ages_on(today));
        let answers = ages.map(i32::from).map(|years| match lived {
            Some((_, oldest)) if oldest < years => Answer::Yes,
            Some((youngest, _)) if youngest >= years => Answer::No,
            _ => Answer::NeedsToKnow,
        });
        if answers.contains(&Answer::NeedsToKnow) {
            self.ask(About::Person { person }, Fact::BirthDay);
        }
        answers
    }

    /// What is open, with its questions.
    pub(super) fn open(self) -> Finding {
        Finding { answer: Answer::NeedsToKnow, why: None, questions: self.questions }
    }

    /// The questions so far.
    pub(super) fn into_questions(self) -> Vec<Question> {
        self.questions
    }

    /// The finding, with its questions if the answer is open.
    pub(super) fn finding(self, answer: Answer, why: Why) -> Finding {
        match answer {
            Answer::Yes => Finding { answer, why: None, questions: Vec::new() },
            Answer::No => Finding { answer, why: Some(why), questions: Vec::new() },
            Answer::NeedsToKnow => Finding { answer, why: None, questions: self.questions },
        }
    }
}

impl Finding {
    pub(super) fn yes() -> Self {
        Self { answer: Answer::Yes, why: None, questions: Vec::new() }
    }

    pub(super) fn no(why: Why) -> Self {
        Self { answer: Answer::No, why: Some(why), questions: Vec::new() }
    }
}

/// What a rule sees of one person, on one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) member: &'a Member,
    pub(super) minor: Answer,
}

/// The people of a household, each with whether they are minors. Nobody listed is a question.
pub(super) fn people<'a>(look: &mut Look, household: &'a Household, today: Day) -> Option<Vec<Seen<'a>>> {
    if household.persons.is_empty() {
        look.ask(About::Household, Fact::People);
        return None;
    }
    let seen = |member: &'a Member| Seen { member, minor: look.under(member.id, member.birth, 18, today) };
    Some(household.persons.iter().map(seen).collect())
}

/// Whether two people belong to one family.
pub(super) fn kin(look: &mut Look, one: &Member, other: &Member) -> Answer {
    let (a, b) = (look.of(one.id, one.tie, Fact::Tie), look.of(other.id, other.tie, Fact::Tie));
    Answer::from(a.and_then(|a| Some(a.family == b?.family)))
}

/// Whether strangers of these sexes may share a room.
pub(super) fn same_sex(one: Option<Sex>, other: Option<Sex>) -> Answer {
    match (one, other) {
        (Some(Sex::Other), _) | (_, Some(Sex::Other)) => Answer::No,
        (Some(one), Some(other)) => Answer::from(one == other),
        _ => Answer::NeedsToKnow,
    }
}
