//! What a plan would lose or gain by one change, and who would move: computed on the exchange graph of a proven plan.
//!
//! Nodes are the places and *outside*; an arc from p to q says what is lost, at least, if one occupant of p goes to q
//! instead. A free unit is an arc to outside, a unit left empty one from outside: both lose nothing. With the prices as
//! potentials no arc is below zero, so that shortest paths (Dijkstra) answer exactly (Ahuja, Magnanti and Orlin,
//! *Network Flows*, 1993, sections 9.2 and 9.7).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::certificate::{Fault, check};
use super::{Choice, Levelled, Solution, Transport};

/// No arc, no mover.
pub(super) const NONE: u32 = u32::MAX;

/// After how many nodes a search looks anew which arcs can still serve it.
const CEILING: usize = 16;

/// The cheapest way for one unit to go from a place to another.
#[derive(Debug, Clone, Copy)]
struct Arc<G> {
    from: u32,
    to: u32,
    /// Who moves; [`NONE`]: nobody, a unit is left or used.
    mover: u32,
    /// What is lost beyond the difference of the prices.
    loss: G,
}

/// The exchange graph of a proven plan.
#[derive(Debug)]
pub struct Exchange<'a, G> {
    pub(super) problem: &'a Transport<G>,
    pub(super) solution: &'a Solution<G>,
    /// The arcs by where they lead.
    arcs: Vec<Arc<G>>,
    /// Where the arcs to each node begin; one more at the end.
    into: Vec<u32>,
    /// The arcs by where they come from, as positions in `arcs`, and where each node's begin.
    onward: Vec<u32>,
    out: Vec<u32>,
}

/// Which way a search goes along the arcs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// From one node to all.
    Onward,
    /// Back to all from which one node is reached.
    Back,
}

/// Shortest paths from, or to, one node.
#[derive(Debug)]
pub(super) struct Paths<G> {
    way: Way,
    pub(super) far: Vec<Option<G>>,
    /// The arc by which each node was reached.
    via: Vec<u32>,
}

impl<'a, G: Levelled> Exchange<'a, G> {
    /// The exchange graph of a plan, if it is proven.
    ///
    /// # Errors
    /// [`Fault`]: what the certificate lacks.
    pub fn of(problem: &'a Transport<G>, solution: &'a Solution<G>) -> Result<Self, Fault> {
        check(problem, solution)?;
        let nodes = problem.room.len() + 1;
        let outside = nodes as u32 - 1;
        let mut guests = vec![Vec::new(); nodes];
        let mut this =
            Self { problem, solution, arcs: Vec::new(), into: Vec::new(), onward: Vec::new(), out: Vec::new() };
        for seeker in 0..problem.seekers.len() as u32 {
            guests[this.home(seeker) as usize].push(seeker);
        }
        let mut arcs: Vec<Arc<G>> = Vec::new();
        let mut out = vec![0_u32];
        let mut known = vec![NONE; nodes];
        for (from, guests) in (0_u32..).zip(&guests) {
            let mut offer = |to: u32, mover: u32, loss: G| {
                let arc = Arc { from, to, mover, loss };
                match arcs.get_mut(known[to as usize] as usize).filter(|old| old.from == from) {
                    Some(old) if loss < old.loss => *old = arc,
                    Some(_) => {}
                    None => {
                        known[to as usize] = arcs.len() as u32;
                        arcs.push(arc);
                    }
                }
            };
            if from == outside {
                (0..outside).for_each(|to| offer(to, NONE, this.price(to)));
            } else if (guests.len() as u64) < u64::from(problem.room[from as usize]) {
                offer(outside, NONE, G::default());
            }
            for &mover in guests {
                let row = problem.seekers[mover as usize].iter();
                row.filter(|choice| choice.place != from)
                    .for_each(|choice| offer(choice.place, mover, this.reduced(mover, Some(*choice))));
                if from != outside {
                    offer(outside, mover, this.reduced(mover, None));
                }
            }
            out.push(arcs.len() as u32);
        }
        this.out = out;
        this.turn(&arcs, nodes);
        Ok(this)
    }

    /// Sorts the arcs by where they lead, the cheapest first, and remembers them by where they come from.
    fn turn(&mut self, arcs: &[Arc<G>], nodes: usize) {
        let mut order: Vec<u32> = (0..arcs.len() as u32).collect();
        order.sort_unstable_by_key(|at| (arcs[*at as usize].to, arcs[*at as usize].loss, *at));
        self.into = vec![0; nodes + 1];
        self.onward = vec![0; arcs.len()];
        for (place, at) in (0..).zip(&order) {
            let arc = arcs[*at as usize];
            self.into[arc.to as usize + 1] += 1;
            self.onward[*at as usize] = place;
            self.arcs.push(arc);
        }
        for node in 0..nodes {
            self.into[node + 1] += self.into[node];
        }
    }

    /// The node of those who stay without.
    pub(super) fn outside(&self) -> u32 {
        self.problem.room.len() as u32
    }

    /// The node where the seeker is.
    pub(super) fn home(&self, seeker: u32) -> u32 {
        self.taken(seeker).map_or(self.outside(), |choice| choice.place)
    }

    /// What the seeker takes.
    fn taken(&self, seeker: u32) -> Option<Choice<G>> {
        let taken = self.solution.taken[seeker as usize]?;
        Some(self.problem.seekers[seeker as usize][taken as usize])
    }

    pub(super) fn price(&self, node: u32) -> G {
        self.solution.prices.get(node as usize).copied().unwrap_or_default()
    }

    /// What the choice leaves the seeker at the prices.
    fn kept(&self, choice: Option<Choice<G>>) -> G {
        choice.map_or_else(G::default, |choice| choice.gain - self.price(choice.place))
    }

    /// How much less the choice, or staying without, leaves the seeker than what it takes.
    pub(super) fn reduced(&self, seeker: u32, choice: Option<Choice<G>>) -> G {
        self.kept(self.taken(seeker)) - self.kept(choice)
    }

    /// The shortest paths from a node to all.
    pub(super) fn from(&self, start: u32) -> Paths<G> {
        self.search(start, Way::Onward, |_| None)
    }

    /// The shortest paths from all nodes to one.
    pub(super) fn to(&self, end: u32) -> Paths<G> {
        self.search(end, Way::Back, |_| None)
    }

    /// The shortest paths from all nodes to one, where they are shorter than what is known already; other nodes may stay
    /// untold.
    pub(super) fn to_within(&self, end: u32, known: impl Fn(u32) -> Option<G>) -> Paths<G> {
        self.search(end, Way::Back, known)
    }

    fn search(&self, start: u32, way: Way, known: impl Fn(u32) -> Option<G>) -> Paths<G> {
        let nodes = self.into.len() - 1;
        let mut paths = Paths { way, far: vec![None; nodes], via: vec![NONE; nodes] };
        let mut done = vec![false; nodes];
        let mut heap = BinaryHeap::from([Reverse((G::default(), start))]);
        paths.far[start as usize] = Some(G::default());
        let (mut settled, mut ceiling) = (0_usize, None);
        while let Some(Reverse((far, at))) = heap.pop() {
            if std::mem::replace(&mut done[at as usize], true) {
                continue;
            }
            let mut relax = |number: u32| {
                let arc = &self.arcs[number as usize];
                let node = if way == Way::Onward { arc.to } else { arc.from };
                let far = far + arc.loss;
                let best = &mut paths.far[node as usize];
                if best.is_none_or(|best| far < best) && known(node).is_none_or(|known| far < known) {
                    *best = Some(far);
                    paths.via[node as usize] = number;
                    heap.push(Reverse((far, node)));
                }
                far
            };
            let node = at as usize;
            if way == Way::Onward {
                for number in &self.onward[self.out[node] as usize..self.out[node + 1] as usize] {
                    relax(*number);
                }
                continue;
            }
            for number in self.into[node]..self.into[node + 1] {
                // Cheapest first: nobody is left who could be nearer by the rest.
                let far = relax(number);
                if ceiling.is_some_and(|ceiling| far >= ceiling) {
                    break;
                }
            }
            settled += 1;
            if settled.is_multiple_of(CEILING) {
                ceiling = self.ceiling(far, &paths, &done, &known);
            }
        }
        paths
    }

    /// How far, at most, any node is that may still come nearer; nothing if one is not reached yet.
    fn ceiling(&self, far: G, paths: &Paths<G>, done: &[bool], known: impl Fn(u32) -> Option<G>) -> Option<G> {
        let mut most = far;
        for (node, done) in done.iter().enumerate() {
            if *done || self.out[node] == self.out[node + 1] {
                continue;
            }
            let near = match (paths.far[node], known(node as u32)) {
                (Some(far), Some(known)) => far.min(known),
                (far, known) => far.or(known)?,
            };
            most = most.max(near);
        }
        Some(most)
    }

    /// Who moves from where to where between the start of the search and a node it reached, in the order of the path.
    pub(super) fn moves(&self, paths: &Paths<G>, reached: u32) -> Vec<Move> {
        let place = |node: u32| (node != self.outside()).then_some(node);
        let (mut moves, mut at) = (Vec::new(), reached);
        while paths.via[at as usize] != NONE {
            let Arc { from, to, mover, .. } = self.arcs[paths.via[at as usize] as usize];
            at = if paths.way == Way::Onward { from } else { to };
            if mover != NONE {
                moves.push(Move { seeker: mover, from: place(from), to: place(to) });
            }
        }
        if paths.way == Way::Onward {
            moves.reverse();
        }
        moves
    }
}

/// A seeker goes elsewhere; nothing stands for staying without a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Who.
    pub seeker: u32,
    /// The place left.
    pub from: Option<u32>,
    /// The place taken.
    pub to: Option<u32>,
}
