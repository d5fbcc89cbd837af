//! One change to a proven plan: a pair forced, a unit more or less. What it would cost or bring, exactly, and the moves
//! it would cause, so that a page can tell them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::exchange::{Exchange, Move};
use super::{Levelled, Solution};
use crate::Gain;

/// What a change does to a best plan, and the moves that make the new best plan of the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<G> {
    /// What the new plan is worth, less what the old one is.
    pub difference: G,
    /// Who moves, each once. They are all made together.
    pub moves: Vec<Move>,
}

impl<G: Gain> Change<G> {
    /// The choices taken after the moves.
    #[must_use]
    pub fn taken(&self, problem: &super::Transport<G>, before: &Solution<G>) -> Vec<Option<u32>> {
        let mut taken = before.taken.clone();
        for one in &self.moves {
            let row = &problem.seekers[one.seeker as usize];
            let at = one.to.and_then(|to| row.iter().position(|choice| choice.place == to));
            taken[one.seeker as usize] = at.map(|at| at as u32);
        }
        taken
    }
}

/// What the whole plan would lose with each pair forced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regrets<G> {
    /// For each seeker, for each choice: the loss, zero for what is taken; nothing where there is no room at all.
    pub choices: Vec<Vec<Option<G>>>,
    /// For each seeker: the loss if it had to stay without.
    pub without: Vec<G>,
}

/// Between which amounts the price of a place may lie for the plan to stay proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval<G> {
    /// What one more unit would bring.
    pub lowest: G,
    /// What the last unit brings; nothing (no bound) where there is none.
    pub highest: Option<G>,
}

impl<G: Levelled> Exchange<'_, G> {
    /// What the plan would lose if the seeker had to take the choice (nothing: stay without), and who would move. Nothing
    /// where the place has no room at all.
    #[must_use]
    pub fn forced(&self, seeker: u32, choice: Option<u32>) -> Option<Change<G>> {
        let home = self.home(seeker);
        let choice = choice.map(|choice| self.problem.seekers[seeker as usize][choice as usize]);
        let to = choice.map_or(self.outside(), |choice| choice.place);
        if to == home {
            return Some(Change { difference: G::default(), moves: Vec::new() });
        }
        if self.is_closed(to) {
            return None;
        }
        let paths = self.to(home);
        let loss = self.reduced(seeker, choice) + paths.far[to as usize]?;
        let node = |node: u32| (node != self.outside()).then_some(node);
        let mut moves = vec![Move { seeker, from: node(home), to: node(to) }];
        moves.extend(self.moves(&paths, to));
        Some(Change { difference: -loss, moves })
    }

    /// What the plan would lose with the pair forced: the best plan's worth, less the best with that pair. Nothing where
    /// the place has no room at all.
    #[must_use]
    pub fn regret(&self, seeker: u32, choice: Option<u32>) -> Option<G> {
        self.forced(seeker, choice).map(|change| -change.difference)
    }

    /// The regrets of one seeker: of each of its choices (nothing where there is no room at all), and of staying without.
    /// One search for all of them.
    #[must_use]
    pub fn regrets_of(&self, seeker: u32) -> (Vec<Option<G>>, G) {
        let home = self.home(seeker);
        let far = self.to(home).far;
        let regret = |choice: Option<super::Choice<G>>| {
            let to = choice.map_or(self.outside(), |choice| choice.place);
            let loss = || Some(self.reduced(seeker, choice) + far[to as usize]?);
            if to == home { Some(G::default()) } else { (!self.is_closed(to)).then(loss).flatten() }
        };
        let row = &self.problem.seekers[seeker as usize];
        (row.iter().map(|choice| regret(Some(*choice))).collect(), regret(None).unwrap_or_default())
    }

    /// The regrets of all pairs, one search for each place where somebody is. The same whatever the number of threads.
    #[must_use]
    pub fn regrets(&self, threads: usize) -> Regrets<G> {
        let outside = self.outside();
        let (come, leave) = (self.from(outside).far, self.to(outside).far);
        let mut guests = vec![Vec::new(); outside as usize + 1];
        for seeker in 0..self.problem.seekers.len() as u32 {
            guests[self.home(seeker) as usize].push(seeker);
        }
        let (next, guests) = (AtomicUsize::new(0), &guests);
        let work = || {
            let mut found = Vec::new();
            while let Some(here) = guests.get(next.fetch_add(1, Ordering::Relaxed)) {
                let Some(home) = here.first().map(|one| self.home(*one)) else { continue };
                // Through outside there is always a way, mostly the shortest: only what is shorter is looked for.
                let known = |node: u32| Some(leave[node as usize]? + come[home as usize]?);
                let paths = self.to_within(home, known);
                let far = |node: u32| paths.far[node as usize].or_else(|| known(node));
                for &seeker in here {
                    let regret = |choice: &super::Choice<G>| {
                        if choice.place == home {
                            return Some(G::default());
                        }
                        let open = !self.is_closed(choice.place);
                        open.then(|| Some(self.reduced(seeker, Some(*choice)) + far(choice.place)?)).flatten()
                    };
                    let row: Vec<_> = self.problem.seekers[seeker as usize].iter().map(regret).collect();
                    let without = self.reduced(seeker, None) + come[home as usize].unwrap_or_default();
                    found.push((seeker, row, without));
                }
            }
            found
        };
        let seekers = self.problem.seekers.len();
        let mut all = Regrets { choices: vec![Vec::new(); seekers], without: vec![G::default(); seekers] };
        thread::scope(|scope| {
            let others: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(work)).collect();
            let own = work();
            let theirs =
                others.into_iter().flat_map(|one| one.join().unwrap_or_else(|why| std::panic::resume_unwind(why)));
            for (seeker, row, without) in own.into_iter().chain(theirs.collect::<Vec<_>>()) {
                all.choices[seeker as usize] = row;
                all.without[seeker as usize] = without;
            }
        });
        all
    }

    /// What one more unit would bring, for each place.
    #[must_use]
    pub fn one_more(&self) -> Vec<G> {
        let come = self.from(self.outside());
        (0..self.outside()).map(|place| self.price(place) - come.far[place as usize].unwrap_or_default()).collect()
    }

    /// What one unit less would lose, for each place; nothing where there is none.
    #[must_use]
    pub fn one_less(&self) -> Vec<Option<G>> {
        let leave = self.to(self.outside());
        let loss = |place: u32| Some(self.price(place) + leave.far[place as usize]?);
        (0..self.outside()).map(|place| if self.is_closed(place) { None } else { loss(place) }).collect()
    }

    /// What one more unit at the place would bring, and who would move.
    #[must_use]
    pub fn with_one_more(&self, place: u32) -> Change<G> {
        let come = self.from(self.outside());
        let difference = self.price(place) - come.far[place as usize].unwrap_or_default();
        Change { difference, moves: self.moves(&come, place) }
    }

    /// What one more unit would bring at each place, and who would move: one search for all of them.
    #[must_use]
    pub fn with_one_more_each(&self) -> Vec<Change<G>> {
        let come = self.from(self.outside());
        let each = |place: u32| {
            let difference = self.price(place) - come.far[place as usize].unwrap_or_default();
            Change { difference, moves: self.moves(&come, place) }
        };
        (0..self.outside()).map(each).collect()
    }

    /// What one unit less at the place would lose, and who would move; nothing where there is none.
    #[must_use]
    pub fn with_one_less(&self, place: u32) -> Option<Change<G>> {
        if self.is_closed(place) {
            return None;
        }
        let leave = self.to(self.outside());
        let difference = -(self.price(place) + leave.far[place as usize]?);
        Some(Change { difference, moves: self.moves(&leave, place) })
    }

    /// For each place the lowest and the highest price with which the plan stays proven.
    #[must_use]
    pub fn intervals(&self) -> Vec<Interval<G>> {
        let pairs = self.one_more().into_iter().zip(self.one_less());
        pairs.map(|(lowest, highest)| Interval { lowest, highest }).collect()
    }

    /// Whether there is no unit at all.
    fn is_closed(&self, node: u32) -> bool {
        self.problem.room.get(node as usize) == Some(&0)
    }
}
