//! What should be asked first: every fact that is missing, with what an answer could win at most.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kernel::Uuid;
use serde::{Deserialize, Serialize};

use super::{Kind, Plan, Table};
use crate::Worth;
use crate::rules::{About, Question};

/// Who could answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "who", content = "key", rename_all = "kebab-case")]
pub enum Whose {
    /// The household, or the person.
    Seeker(Uuid),
    /// Whoever offers.
    Offer(Uuid),
    /// Nobody of them: a way between two territories.
    Nobody,
}

/// A question, over all pairs that wait for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// Who could answer.
    pub whose: Whose,
    /// How many pairs wait for it.
    pub pairs: u32,
    /// How many of them wait for nothing else.
    pub alone: u32,
    /// What one of those pairs could add to the plan, at most: by the prices, no plan with it wins more. Zero: whatever the
    /// answer, the plan stays as good as it is by any one of those pairs.
    pub at_most: Worth,
}

impl<K: Kind> Table<K> {
    /// The open questions of the pairs that wait for them, those first that could win most. Who is locked waits for
    /// nothing.
    #[must_use]
    pub fn questions(&self, plan: &Plan) -> Vec<Asked> {
        let mut all: BTreeMap<(Question, Whose), Asked> = BTreeMap::new();
        for seeker in 0..self.rows.len() as u32 {
            if self.locks.of_seekers[seeker as usize].is_some() {
                continue;
            }
            let open = self.rows[seeker as usize].iter().filter(|cell| !cell.open.is_empty());
            for cell in open.filter(|cell| !self.forbidden.contains_key(&(seeker, cell.offer))) {
                let most = self.could_win(plan, seeker, cell.offer, self.gain(seeker, cell));
                for question in &cell.open {
                    let whose = self.whose(question, seeker, cell.offer);
                    let blank =
                        || Asked { question: question.clone(), whose, pairs: 0, alone: 0, at_most: Worth::default() };
                    let asked = all.entry((question.clone(), whose)).or_insert_with(blank);
                    asked.pairs += 1;
                    asked.alone += u32::from(cell.open.len() == 1);
                    asked.at_most = asked.at_most.max(most);
                }
            }
        }
        let mut all: Vec<Asked> = all.into_values().collect();
        all.sort_by_key(|asked| (Reverse(asked.at_most), Reverse(asked.alone), Reverse(asked.pairs)));
        all
    }

    /// Who could answer a question about a pair.
    pub(crate) fn whose(&self, question: &Question, seeker: u32, offer: u32) -> Whose {
        match question.about {
            About::Household | About::Person { .. } => Whose::Seeker(self.seeker_key(seeker)),
            About::Offer => Whose::Offer(self.offer_key(offer)),
            About::Way { .. } => Whose::Nobody,
        }
    }

    /// What a pair could add at most: what it would leave the seeker at the prices, beyond what it has.
    pub(crate) fn could_win(&self, plan: &Plan, seeker: u32, offer: u32, gain: Worth) -> Worth {
        let (at, solution) = (seeker as usize, &plan.solution);
        let price = |place: u32| solution.prices[place as usize];
        let own = solution.taken[at].map(|taken| self.problem.seekers[at][taken as usize]);
        let own = own.map_or(Worth::default(), |own| own.gain - price(own.place));
        (gain - price(offer) - own).max(Worth::default())
    }
}
