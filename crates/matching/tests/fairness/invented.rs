//! Invented problems with seekers of three groups, small enough to try every plan.

use kernel::Uuid;
use matching::Worth;
use matching::fairness::Seeker;
use matching::flow::{Choice, Transport};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// A problem and who looks for a place.
pub(crate) type Case = (Transport<Worth>, Vec<Seeker>);

/// Up to six seekers, up to three places; few different days and scores, so that ties are everywhere.
pub(crate) fn small() -> impl Strategy<Value = Case> {
    let seeker = (option::weighted(0.8, 0_u32..3), any::<bool>(), 0_i64..4, 1_u32..6);
    let place = option::weighted(0.7, 0_i64..4);
    let row = (seeker, vec(place, 3));
    (vec(0_u32..=2, 1..=3), vec(row, 0..=6), any::<u64>()).prop_map(|(room, rows, seed)| {
        let mut seekers = Vec::new();
        let mut choices = Vec::new();
        for (at, ((group, urgent, waited, persons), scores)) in (0_u128..).zip(rows) {
            let key = Uuid::from_u128((u128::from(seed) << 8) | at);
            seekers.push(Seeker { key, group, urgent, waited, persons });
            let own = (0_u32..).zip(scores).take(room.len());
            let gain = |score| Worth {
                urgent: i64::from(urgent),
                persons: i64::from(persons),
                waiting: waited,
                score,
                ..Worth::default()
            };
            choices
                .push(own.filter_map(|(place, score)| Some(Choice { place, gain: gain(score?) })).collect::<Vec<_>>());
        }
        (Transport { room, seekers: choices }, seekers)
    })
}

/// Every plan there is, with what it is worth.
pub(crate) fn plans(problem: &Transport<Worth>) -> Vec<(Vec<Option<u32>>, Worth)> {
    let mut all = Vec::new();
    each(problem, &mut problem.room.clone(), &mut Vec::new(), Worth::default(), &mut all);
    all
}

fn each(
    problem: &Transport<Worth>,
    left: &mut [u32],
    plan: &mut Vec<Option<u32>>,
    worth: Worth,
    all: &mut Vec<(Vec<Option<u32>>, Worth)>,
) {
    let Some(row) = problem.seekers.get(plan.len()) else { return all.push((plan.clone(), worth)) };
    plan.push(None);
    each(problem, left, plan, worth, all);
    plan.pop();
    for (at, choice) in (0..).zip(row) {
        if left[choice.place as usize] > 0 {
            left[choice.place as usize] -= 1;
            plan.push(Some(at));
            each(problem, left, plan, worth + choice.gain, all);
            plan.pop();
            left[choice.place as usize] += 1;
        }
    }
}
