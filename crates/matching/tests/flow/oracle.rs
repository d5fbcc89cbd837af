//! The oracle: every plan there is, one after the other.

use matching::Gain;
use matching::flow::Transport;

/// What is known after trying every plan.
pub(crate) struct Best<G> {
    /// The most a plan can be worth.
    pub(crate) worth: G,
    /// The most with each seeker at each of its choices, where that can be.
    pub(crate) with: Vec<Vec<Option<G>>>,
    /// The most with each seeker staying without.
    pub(crate) without: Vec<G>,
}

/// Tries every plan.
pub(crate) fn best<G: Gain>(problem: &Transport<G>) -> Best<G> {
    let mut best = Best {
        worth: G::default(),
        with: problem.seekers.iter().map(|row| vec![None; row.len()]).collect(),
        without: Vec::new(),
    };
    let mut without = vec![None; problem.seekers.len()];
    let mut left = problem.room.clone();
    each(problem, &mut left, &mut Vec::new(), G::default(), &mut |plan, worth| {
        best.worth = best.worth.max(worth);
        for (seeker, taken) in plan.iter().enumerate() {
            let known = match taken {
                Some(choice) => &mut best.with[seeker][*choice],
                None => &mut without[seeker],
            };
            *known = (*known).max(Some(worth));
        }
    });
    best.without = without.into_iter().map(|most| most.expect("nobody need be placed")).collect();
    best
}

fn each<G: Gain>(
    problem: &Transport<G>,
    left: &mut [u32],
    plan: &mut Vec<Option<usize>>,
    worth: G,
    tell: &mut impl FnMut(&[Option<usize>], G),
) {
    let Some(row) = problem.seekers.get(plan.len()) else { return tell(plan, worth) };
    plan.push(None);
    each(problem, left, plan, worth, tell);
    plan.pop();
    for (at, choice) in row.iter().enumerate() {
        if left[choice.place as usize] > 0 {
            left[choice.place as usize] -= 1;
            plan.push(Some(at));
            each(problem, left, plan, worth + choice.gain, tell);
            plan.pop();
            left[choice.place as usize] += 1;
        }
    }
}
