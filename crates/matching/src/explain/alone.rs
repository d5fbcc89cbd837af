//! One pass over all pairs that cannot be as they stand: which single rule stands in the way. A plan without a rule differs
//! by these pairs only, so nothing else is considered again, and a rule without any is not tried at all.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Explainer;
use crate::desk::{Kind, Look};
use crate::rules::{Gate, RuleCode};

/// How many seekers a thread takes at a time.
const BATCH: usize = 64;

impl<K: Kind> Explainer<'_, K> {
    /// The pairs that one rule alone stands in the way of, by a no or by a question, for each rule that a policy may switch
    /// off. The same whatever the number of threads.
    pub(super) fn alone(&self) -> &BTreeMap<RuleCode, Vec<(u32, u32)>> {
        self.alone.get_or_init(|| {
            let table = self.table;
            let (gate, look) = (Gate::of(table.ask.scene(), K::KIND), Look::over(&table.ask));
            let (next, gate, look) = (AtomicUsize::new(0), &gate, &look);
            let work = || {
                let mut found: Vec<(RuleCode, (u32, u32))> = Vec::new();
                loop {
                    let begin = next.fetch_add(BATCH, Ordering::Relaxed);
                    if begin >= table.ask.seekers.len() {
                        return found;
                    }
                    for at in begin..table.ask.seekers.len().min(begin + BATCH) {
                        let seeker = &table.ask.seekers[at];
                        for (offer, facts) in (0_u32..).zip(&table.ask.offers) {
                            let possible = table.cell(at as u32, offer).is_some_and(|cell| cell.open.is_empty());
                            // Beds are never switched off.
                            if possible || look.too_small(seeker, facts) {
                                continue;
                            }
                            found.extend(K::alone(gate, seeker, facts).map(|rule| (rule, (at as u32, offer))));
                        }
                    }
                }
            };
            let mut all = thread::scope(|scope| {
                let others: Vec<_> = (1..self.threads.max(1)).map(|_| scope.spawn(work)).collect();
                let mut own = work();
                for one in others {
                    own.extend(one.join().unwrap_or_else(|why| std::panic::resume_unwind(why)));
                }
                own
            });
            all.sort_unstable();
            let mut alone: BTreeMap<RuleCode, Vec<(u32, u32)>> = BTreeMap::new();
            all.into_iter().for_each(|(rule, pair)| alone.entry(rule).or_default().push(pair));
            alone
        })
    }
}
