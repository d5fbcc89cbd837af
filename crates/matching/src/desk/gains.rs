//! What a pair adds to a plan.

use super::{Ask, Kind, Pair};
use crate::Worth;
use crate::rules::{Considered, lot, worth};

/// What a pair with this score adds.
pub(crate) fn gain<K: Kind>(ask: &Ask<K>, seeker: &K::Seeker, pair: Pair, score: i64, kept: bool) -> Worth {
    let considered =
        Considered { failed: Vec::new(), open: Vec::new(), questions: Vec::new(), terms: Vec::new(), score };
    let lot = lot(ask.seed, pair.seeker, pair.offer);
    worth(&considered, K::standing(seeker), K::persons(seeker), kept, lot, ask.today)
}
