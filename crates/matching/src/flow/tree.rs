//! The spanning tree the simplex walks on, and its two moves.
//!
//! The root is *outside*: staying without a place, units left unused. Every seeker hangs from the place it takes (its
//! *home*), every full place either from a seeker who would like it just as much (its *wisher*) or, with price zero,
//! from the root. So every arc of the tree can carry one unit more away from the root: the tree is strongly feasible
//! (Cunningham, *A network simplex method*, Mathematical Programming 11, 1976), which rules out cycling; it is the
//! alternating basis of Barr, Glover and Klingman (Mathematical Programming 13, 1977). The flow need not be stored: it
//! is one on every home and nothing on every wish.
//!
//! Seekers from whom nothing hangs (nearly all) stand in no list, and only places bear a price: a move touches few rows.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Transport;
use super::problem::Levelled;

/// Nobody, nothing.
pub(super) const NONE: u32 = u32::MAX;

/// What a seeker could take, on one level of worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub(super) gain: i64,
    /// Which place; the root: staying without.
    pub(super) place: u32,
    /// Which choice of the seeker; [`NONE`]: staying without.
    choice: u32,
}

/// A place in the tree.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// The wisher it hangs from; [`NONE`]: the root.
    wisher: u32,
    /// The wisher's arc to here.
    wish: u32,
    depth: u32,
    /// Whether a higher level has given it a price: then no unit of it may be left over.
    sealed: bool,
    /// Units left over; only where it hangs from the root.
    free: u32,
    /// Neighbours among what hangs from the same wisher.
    next: u32,
    before: u32,
    /// The first of the seekers at home here from whom something hangs.
    stem: u32,
}

/// A seeker in the tree.
#[derive(Debug, Clone, Copy)]
struct Stem {
    /// The first place that hangs from this seeker.
    first: u32,
    /// Neighbours among the stems of the same home.
    next: u32,
    before: u32,
}

/// The tree on one level of worth, with prices that make every arc of it cost nothing.
pub(super) struct Tree {
    pub(super) arcs: Vec<Arc>,
    /// Where each seeker's arcs begin; one more at the end.
    rows: Vec<u32>,
    /// The arc each seeker takes.
    pub(super) home: Vec<u32>,
    /// What a unit costs; the last is the root's, zero.
    pub(super) prices: Vec<i64>,
    spots: Vec<Spot>,
    stems: Vec<Stem>,
    waiting: Vec<u32>,
}

impl Tree {
    /// The tree of the first level; all places hang from the root.
    pub(super) fn new<G: Levelled>(problem: &Transport<G>, taken: &[Option<u32>]) -> Self {
        let root = problem.room.len() as u32;
        let mut arcs = Vec::with_capacity(problem.seekers.iter().map(|row| row.len() + 1).sum());
        let mut rows = Vec::with_capacity(problem.seekers.len() + 1);
        for row in &problem.seekers {
            rows.push(arcs.len() as u32);
            let choices = (0..).zip(row);
            arcs.extend(choices.map(|(at, one)| Arc { gain: one.gain.level(0), place: one.place, choice: at }));
            arcs.push(Arc { gain: 0, place: root, choice: NONE });
        }
        rows.push(arcs.len() as u32);
        let blank =
            Spot { wisher: NONE, wish: NONE, depth: 1, sealed: false, free: 0, next: NONE, before: NONE, stem: NONE };
        let mut spots: Vec<Spot> = problem.room.iter().map(|room| Spot { free: *room, ..blank }).collect();
        spots.push(Spot { depth: 0, ..blank });
        let stems = vec![Stem { first: NONE, next: NONE, before: NONE }; problem.seekers.len()];
        let home = rows[1..].iter().map(|end| end - 1).collect();
        let prices = vec![0; spots.len()];
        let mut this = Self { arcs, rows, home, prices, spots, stems, waiting: Vec::new() };
        for (seeker, taken) in taken.iter().enumerate() {
            if let Some(taken) = taken {
                let arc = this.rows[seeker] + taken;
                this.home[seeker] = arc;
                this.spots[this.arcs[arc as usize].place as usize].free -= 1;
            }
        }
        this
    }

    /// On to the next level: arcs that lose on the level done are left out for good. All places hang from the root, even
    /// the sealed ones, until the tree is spanned again.
    pub(super) fn descend<G: Levelled>(&mut self, problem: &Transport<G>, level: usize) {
        let mut moved = vec![NONE; self.arcs.len()];
        let mut kept = 0;
        for seeker in 0..self.home.len() {
            let home = self.taken(seeker as u32);
            let own = home.gain - self.prices[home.place as usize];
            let row = self.row(seeker);
            self.rows[seeker] = kept;
            for at in row {
                let arc = self.arcs[at];
                if arc.gain - self.prices[arc.place as usize] == own {
                    let gain = match arc.choice {
                        NONE => 0,
                        choice => problem.gain(seeker, choice).level(level),
                    };
                    self.arcs[kept as usize] = Arc { gain, ..arc };
                    moved[at] = kept;
                    kept += 1;
                }
            }
        }
        if let Some(end) = self.rows.last_mut() {
            *end = kept;
        }
        self.arcs.truncate(kept as usize);
        self.home.iter_mut().for_each(|home| *home = moved[*home as usize]);
        for (spot, price) in self.spots.iter_mut().zip(&self.prices) {
            spot.sealed |= *price != 0;
        }
        self.flatten();
    }

    /// All places hang from the root, at price zero.
    fn flatten(&mut self) {
        self.prices.fill(0);
        self.stems.fill(Stem { first: NONE, next: NONE, before: NONE });
        let root = self.spots.len() - 1;
        for (number, spot) in self.spots.iter_mut().enumerate() {
            let depth = u32::from(number != root);
            *spot = Spot { wisher: NONE, wish: NONE, depth, next: NONE, before: NONE, stem: NONE, ..*spot };
        }
    }

    /// Spans the tree anew: by shortest paths (Dijkstra) from the root under prices that are nearly right. If they are
    /// right and the plan is a best one, so is the tree.
    pub(super) fn span(&mut self, prices: &[i64]) {
        self.flatten();
        let root = self.root() as usize;
        let mut guests = vec![Vec::new(); root + 1];
        for seeker in 0..self.home.len() as u32 {
            guests[self.taken(seeker).place as usize].push(seeker);
        }
        let old = |place: usize| prices.get(place).copied().filter(|_| place != root).unwrap_or_default();
        let mut near: Vec<Option<i64>> = vec![None; root + 1];
        let mut wished = vec![(NONE, NONE); root + 1];
        let mut settled = vec![false; root + 1];
        let mut heap = BinaryHeap::new();
        for (place, spot) in self.spots.iter().enumerate() {
            if !spot.sealed {
                let far = if spot.free > 0 { 0 } else { old(place).max(0) };
                near[place] = Some(far);
                heap.push(Reverse((far, place)));
            }
        }
        while let Some(Reverse((far, at))) = heap.pop() {
            if std::mem::replace(&mut settled[at], true) {
                continue;
            }
            let (wisher, wish) = wished[at];
            if wisher != NONE {
                self.rehang(at as u32, wisher, wish, 0);
                self.reprice(at as u32);
            }
            for &seeker in &guests[at] {
                let own = self.taken(seeker).gain - old(at);
                for arc in self.row(seeker as usize) {
                    let one = self.arcs[arc];
                    let to = one.place as usize;
                    if settled[to] || self.spots[to].free > 0 || to == root {
                        continue;
                    }
                    let far = far + (own - (one.gain - old(to))).max(0);
                    if near[to].is_none_or(|near| far < near) {
                        near[to] = Some(far);
                        wished[to] = (seeker, arc as u32);
                        heap.push(Reverse((far, to)));
                    }
                }
            }
        }
    }

    /// The price that makes its wisher's arc cost nothing.
    fn reprice(&mut self, place: u32) {
        let Spot { wisher, wish, .. } = self.spots[place as usize];
        let home = self.taken(wisher);
        self.prices[place as usize] = self.arcs[wish as usize].gain - (home.gain - self.prices[home.place as usize]);
    }

    /// Which choice the seeker takes.
    pub(super) fn choice(&self, seeker: usize) -> Option<u32> {
        let choice = self.taken(seeker as u32).choice;
        (choice != NONE).then_some(choice)
    }

    /// Whether the place may not hang from the root.
    pub(super) fn is_sealed(&self, place: u32) -> bool {
        self.spots[place as usize].sealed
    }

    pub(super) fn root(&self) -> u32 {
        self.spots.len() as u32 - 1
    }

    /// The seeker's row of arcs.
    pub(super) fn row(&self, seeker: usize) -> std::ops::Range<usize> {
        self.rows[seeker] as usize..self.rows[seeker + 1] as usize
    }

    /// What the seeker takes.
    pub(super) fn taken(&self, seeker: u32) -> Arc {
        self.arcs[self.home[seeker as usize] as usize]
    }

    /// The arc enters the tree: its seeker would gain by it, so much as said.
    pub(super) fn enter(&mut self, seeker: u32, arc: u32, gained: i64) {
        let place = self.arcs[arc as usize].place;
        let above = self.is_above(place, seeker);
        if above || self.spots[place as usize].free > 0 {
            if !above {
                self.spots[place as usize].free -= 1;
            }
            self.turn(seeker, arc, place, gained);
        } else {
            self.rehang(place, seeker, arc, gained);
        }
    }

    /// A place dearer than worth hanging: back to the root, at price zero.
    pub(super) fn forgo(&mut self, place: u32) {
        let price = self.prices[place as usize];
        self.rehang(place, NONE, NONE, -price);
    }

    /// Whether the seeker hangs, however far down, from the place.
    fn is_above(&self, place: u32, seeker: u32) -> bool {
        let depth = self.spots[place as usize].depth;
        let mut at = self.taken(seeker).place;
        while self.spots[at as usize].depth > depth {
            at = match self.spots[at as usize].wisher {
                NONE => self.root(),
                wisher => self.taken(wisher).place,
            };
        }
        at == place
    }

    /// Nobody moves: the full place hangs from another wisher, and its price rises.
    fn rehang(&mut self, place: u32, wisher: u32, wish: u32, gained: i64) {
        self.detach(place);
        self.attach(place, wisher, wish);
        let above = if wisher == NONE { 0 } else { self.spots[self.taken(wisher).place as usize].depth };
        self.spots[place as usize].depth = above + 1;
        self.prices[place as usize] += gained;
        self.waiting.push(place);
        self.shift(gained);
    }

    /// The seeker moves to the place; whoever wished for the unit left takes it, and so on up to where a unit is due.
    fn turn(&mut self, seeker: u32, arc: u32, place: u32, gained: i64) {
        let root = self.root();
        let (mut mover, mut to) = (seeker, arc);
        loop {
            let from = self.home[mover as usize];
            let left = self.arcs[from as usize].place;
            self.settle(mover, to);
            if left == place || left == root {
                break;
            }
            let Spot { wisher, wish, .. } = self.spots[left as usize];
            if wisher == NONE {
                self.spots[left as usize].free += 1;
                break;
            }
            self.detach(left);
            self.attach(left, mover, from);
            (mover, to) = (wisher, wish);
        }
        let depth = self.spots[place as usize].depth + 1;
        let mut child = self.stems[seeker as usize].first;
        while child != NONE {
            self.spots[child as usize].depth = depth;
            self.prices[child as usize] -= gained;
            self.waiting.push(child);
            child = self.spots[child as usize].next;
        }
        self.shift(-gained);
    }

    /// Carries a change of price, and the new depth, down to all that hangs from the places waiting.
    fn shift(&mut self, change: i64) {
        while let Some(place) = self.waiting.pop() {
            let Spot { depth, mut stem, .. } = self.spots[place as usize];
            while stem != NONE {
                let Stem { first: mut child, next, .. } = self.stems[stem as usize];
                while child != NONE {
                    let spot = &mut self.spots[child as usize];
                    spot.depth = depth + 1;
                    self.prices[child as usize] += change;
                    self.waiting.push(child);
                    child = spot.next;
                }
                stem = next;
            }
        }
    }

    /// The seeker is at home elsewhere, with all that hangs from it.
    fn settle(&mut self, seeker: u32, arc: u32) {
        let stem = self.stems[seeker as usize].first != NONE;
        if stem {
            self.unlink(seeker);
        }
        self.home[seeker as usize] = arc;
        if stem {
            self.link(seeker);
        }
    }

    fn link(&mut self, seeker: u32) {
        let home = self.taken(seeker).place as usize;
        let next = std::mem::replace(&mut self.spots[home].stem, seeker);
        if next != NONE {
            self.stems[next as usize].before = seeker;
        }
        let stem = &mut self.stems[seeker as usize];
        (stem.next, stem.before) = (next, NONE);
    }

    fn unlink(&mut self, seeker: u32) {
        let home = self.taken(seeker).place as usize;
        let Stem { next, before, .. } = self.stems[seeker as usize];
        match before {
            NONE => self.spots[home].stem = next,
            before => self.stems[before as usize].next = next,
        }
        if next != NONE {
            self.stems[next as usize].before = before;
        }
    }

    fn attach(&mut self, place: u32, wisher: u32, wish: u32) {
        let mut next = NONE;
        if wisher != NONE {
            next = std::mem::replace(&mut self.stems[wisher as usize].first, place);
            match next {
                NONE => self.link(wisher),
                next => self.spots[next as usize].before = place,
            }
        }
        let spot = &mut self.spots[place as usize];
        (spot.wisher, spot.wish, spot.next, spot.before) = (wisher, wish, next, NONE);
    }

    fn detach(&mut self, place: u32) {
        let Spot { wisher, next, before, .. } = self.spots[place as usize];
        if wisher == NONE {
            return;
        }
        match before {
            NONE => self.stems[wisher as usize].first = next,
            before => self.spots[before as usize].next = next,
        }
        if next != NONE {
            self.spots[next as usize].before = before;
        }
        if self.stems[wisher as usize].first == NONE {
            self.unlink(wisher);
        }
    }
}
