//! The short form for everybody at once: what each takes or what stands in the way, and the one more unit that would help.

use kernel::Uuid;
use serde::{Deserialize, Serialize};

use super::Explainer;
use crate::Worth;
use crate::desk::Kind;
use crate::rules::RuleCode;

/// One seeker in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Summary {
    /// Who.
    pub seeker: Uuid,
    /// What it takes, or why nothing.
    pub held: Held,
    /// The offer of which one more unit would help, where one would: whoever is without finds a place.
    pub one_more: Option<Uuid>,
}

/// What a seeker takes, or why nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "held", rename_all = "kebab-case")]
pub enum Held {
    /// A person had fixed it.
    Locked {
        /// What.
        offer: Uuid,
    },
    /// The plan's choice.
    Placed {
        /// What.
        offer: Uuid,
        /// Which among the own options, best suited first, counted from one.
        rank: u32,
        /// How many options.
        options: u32,
        /// What the seeker would take if this could not be; nothing: would stay without.
        next: Option<Uuid>,
        /// What the whole plan would lose.
        regret: Worth,
    },
    /// There are options, and all of them do more good in other hands.
    Full {
        /// How many options.
        options: u32,
        /// How many more wait for an answer.
        open: u32,
        /// The option that would cost the plan least; nothing where people have fixed who takes them all.
        nearest: Option<Uuid>,
        /// What it would cost.
        regret: Option<Worth>,
    },
    /// No option yet, but some wait for an answer.
    Open {
        /// How many.
        open: u32,
    },
    /// Every offer is refused.
    Refused {
        /// How many offers each rule refuses, counting for each the first that was found.
        rules: Vec<(RuleCode, u32)>,
        /// How many a person has ruled out.
        forbidden: u32,
    },
}

impl<K: Kind> Explainer<'_, K> {
    /// Everybody in short, in the order of the keys. The same whatever the number of threads.
    #[must_use]
    pub fn everybody(&self) -> Vec<Summary> {
        let regrets = self.exchange.regrets(self.threads);
        let mut helped: Vec<Option<(Worth, Uuid)>> = vec![None; self.table.rows.len()];
        for (offer, one) in (0_u32..).zip(&self.ones) {
            let without = one.moves.first().filter(|first| first.from.is_none());
            if let Some(first) = without.filter(|_| one.difference > Worth::default()) {
                let helped = &mut helped[first.seeker as usize];
                if helped.is_none_or(|(most, _)| one.difference > most) {
                    *helped = Some((one.difference, self.table.offer_key(offer)));
                }
            }
        }
        let seekers = 0..self.table.rows.len() as u32;
        let summary = |seeker: u32| Summary {
            seeker: self.table.seeker_key(seeker),
            held: self.short(seeker, &regrets.choices[seeker as usize], regrets.without[seeker as usize]),
            one_more: helped[seeker as usize].map(|(_, offer)| offer),
        };
        seekers.map(summary).collect()
    }

    fn short(&self, seeker: u32, choices: &[Option<Worth>], without: Worth) -> Held {
        let table = self.table;
        let at = seeker as usize;
        if let Some(offer) = table.locks.of_seekers[at] {
            return Held::Locked { offer: table.offer_key(offer) };
        }
        let row = &table.problem.seekers[at];
        let taken = self.plan.solution.taken[at];
        let others = (0_u32..).zip(choices).filter(|(other, _)| Some(*other) != taken);
        let least = others.filter_map(|(other, regret)| Some(((*regret)?, row[other as usize].place))).min();
        let options = row.len() as u32;
        if let Some(taken) = taken {
            let own = row[taken as usize];
            let rank = 1 + row.iter().filter(|choice| choice.gain > own.gain).count() as u32;
            let next = least.filter(|(regret, _)| *regret <= without);
            let regret = next.map_or(without, |(regret, _)| regret);
            let next = next.map(|(_, place)| table.offer_key(place));
            return Held::Placed { offer: table.offer_key(own.place), rank, options, next, regret };
        }
        let waiting = table.rows[at].iter().filter(|cell| !cell.open.is_empty());
        let open = waiting.filter(|cell| !table.forbidden.contains_key(&(seeker, cell.offer))).count() as u32;
        if options > 0 {
            let nearest = least.map(|(_, place)| table.offer_key(place));
            return Held::Full { options, open, nearest, regret: least.map(|(regret, _)| regret) };
        }
        if open > 0 {
            return Held::Open { open };
        }
        let forbidden = table.rows[at].len() as u32;
        Held::Refused { rules: table.refusals(seeker), forbidden }
    }
}
