//! The considered pairs of one proposal: those that no rule refuses, and the transport problem that they make.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use kernel::{TerritoryCode, Uuid};

use super::gains::gain;
use super::locks::{Conflict, Locks};
use super::{Ask, Kind, Malformed, Pair};
use crate::Worth;
use crate::flow::{Choice, Transport};
use crate::rules::{Gate, Policy, Question, RuleCode};

/// A pair that no rule refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The offer, by its position on the table.
    pub offer: u32,
    /// The score, in thousandths of a point.
    pub score: i64,
    /// What the rules would have to know; empty where they all say yes.
    pub open: Vec<Question>,
}

/// Everything considered, in the order of the keys.
#[derive(Debug, Clone)]
pub struct Table<K: Kind> {
    pub(crate) ask: Ask<K>,
    /// For each seeker the pairs that no rule refuses, by offer.
    pub(crate) rows: Vec<Vec<Cell>>,
    pub(crate) locks: Locks,
    pub(crate) forbidden: BTreeMap<(u32, u32), String>,
    published: BTreeSet<Pair>,
    /// Without those who are locked, and without the units they take.
    pub(crate) problem: Transport<Worth>,
}

/// How many seekers a thread takes at a time.
const BATCH: usize = 64;

impl<K: Kind> Table<K> {
    /// Considers every pair. The same whatever the number of threads.
    ///
    /// # Errors
    /// [`Malformed`]: two have the same key, or there are too many.
    pub fn lay(ask: Ask<K>, threads: usize) -> Result<Self, Malformed> {
        let ask = sorted(ask)?;
        let rows = rows(&ask, threads, |_| Known::nothing());
        Self::of(ask, rows)
    }

    /// Considers the pairs of whom or what is new or changed, and of offers to or from which a way is known otherwise; takes
    /// the others from the table before. Where rules were switched off, what every rule had allowed is taken over; where
    /// anything else of policy, programme or day changed, every pair is considered.
    ///
    /// # Errors
    /// [`Malformed`]: two have the same key, or there are too many.
    pub fn relay(ask: Ask<K>, before: &Self, threads: usize) -> Result<Self, Malformed> {
        let ask = sorted(ask)?;
        let old = &before.ask;
        let fewer = fewer_rules(&ask.policy, &old.policy);
        let same_world = ask.programme == old.programme && ask.today == old.today;
        if !same_world || (!fewer && ask.policy != old.policy) {
            return Self::lay(ask, threads);
        }
        // Every way that a rule or a criterion looks at begins or ends where the offer is.
        let ways = ask.distances.unlike(&old.distances);
        let stays = |offer: &K::Offer| K::territory(offer).is_none_or(|territory| !ways.contains(territory));
        let mut moved = vec![None; old.offers.len()];
        let mut fresh = Vec::new();
        for (at, offer) in (0_u32..).zip(&ask.offers) {
            match before.offer(K::offer_key(offer)) {
                Some(was) if old.offers[was as usize] == *offer && stays(offer) => moved[was as usize] = Some(at),
                _ => fresh.push(at),
            }
        }
        if 2 * fresh.len() > ask.offers.len() {
            return Self::lay(ask, threads);
        }
        let known = |seeker: usize| {
            let was = before.seeker(K::seeker_key(&ask.seekers[seeker])).map(|was| was as usize);
            let Some(was) = was.filter(|was| old.seekers[*was] == ask.seekers[seeker]) else { return Known::nothing() };
            let kept = before.rows[was].iter().filter(|cell| !fewer || cell.open.is_empty());
            let kept = kept.filter_map(|cell| Some(Cell { offer: moved[cell.offer as usize]?, ..cell.clone() }));
            Known { kept: kept.collect(), others: (!fewer).then_some(fresh.as_slice()) }
        };
        let rows = rows(&ask, threads, known);
        Self::of(ask, rows)
    }

    /// The same facts without one rule, where these are the pairs that it alone stood in the way of: nothing else has to be
    /// considered again.
    ///
    /// # Errors
    /// [`Malformed`]: there are too many choices by then.
    pub(crate) fn without(&self, ask: Ask<K>, freed: &[(u32, u32)]) -> Result<Self, Malformed> {
        let mut rows = self.rows.clone();
        for &(seeker, offer) in freed {
            let score = K::score(&ask.scene(), &ask.seekers[seeker as usize], &ask.offers[offer as usize]);
            let row = &mut rows[seeker as usize];
            let cell = Cell { offer, score, open: Vec::new() };
            // New ones are pushed behind, so that what stood there stays in its place until all are sorted.
            match self.rows[seeker as usize].binary_search_by_key(&offer, |cell| cell.offer) {
                Ok(at) => row[at] = cell,
                Err(_) => row.push(cell),
            }
        }
        rows.iter_mut().for_each(|row| row.sort_unstable_by_key(|cell| cell.offer));
        Self::of(ask, rows)
    }

    /// The table of considered pairs.
    fn of(ask: Ask<K>, rows: Vec<Vec<Cell>>) -> Result<Self, Malformed> {
        let published = ask.published.iter().copied().collect();
        let mut table = Self {
            rows,
            locks: Locks::default(),
            forbidden: BTreeMap::new(),
            published,
            problem: Transport::default(),
            ask,
        };
        for one in &table.ask.forbidden {
            if let (Some(seeker), Some(offer)) = (table.seeker(one.pair.seeker), table.offer(one.pair.offer)) {
                table.forbidden.entry((seeker, offer)).or_insert_with(|| one.reason.clone());
            }
        }
        table.locks = Locks::of(&table);
        let mut room: Vec<u32> = table.ask.offers.iter().map(K::units).collect();
        for offer in table.ask.more.iter().filter_map(|key| table.offer(*key)) {
            room[offer as usize] = room[offer as usize].saturating_add(1);
        }
        for offer in table.locks.of_seekers.iter().flatten() {
            room[*offer as usize] = room[*offer as usize].saturating_sub(1);
        }
        let seekers = (0..table.rows.len() as u32).map(|seeker| table.choices(seeker)).collect();
        table.problem = Transport { room, seekers }.checked().map_err(Malformed::Transport)?;
        Ok(table)
    }

    /// What a seeker could take by itself: nothing for whoever is locked.
    fn choices(&self, seeker: u32) -> Vec<Choice<Worth>> {
        if self.locks.of_seekers[seeker as usize].is_some() {
            return Vec::new();
        }
        let possible = self.rows[seeker as usize].iter().filter(|cell| cell.open.is_empty());
        let allowed = possible.filter(|cell| !self.forbidden.contains_key(&(seeker, cell.offer)));
        allowed.map(|cell| Choice { place: cell.offer, gain: self.gain(seeker, cell) }).collect()
    }

    /// What a pair that no rule refuses adds to a plan.
    pub(crate) fn gain(&self, seeker: u32, cell: &Cell) -> Worth {
        self.gain_of(seeker, self.pair(seeker, cell.offer), cell.score)
    }

    /// What a pair with this score adds to a plan; its offer need not be on the table.
    pub(crate) fn gain_of(&self, seeker: u32, pair: Pair, score: i64) -> Worth {
        gain(&self.ask, &self.ask.seekers[seeker as usize], pair, score, self.published.contains(&pair))
    }

    /// The cell of a pair; nothing where a rule refuses it.
    #[must_use]
    pub fn cell(&self, seeker: u32, offer: u32) -> Option<&Cell> {
        let row = &self.rows[seeker as usize];
        row.binary_search_by_key(&offer, |cell| cell.offer).ok().map(|at| &row[at])
    }

    /// The position of a seeker.
    #[must_use]
    pub fn seeker(&self, key: Uuid) -> Option<u32> {
        self.ask.seekers.binary_search_by_key(&key, K::seeker_key).ok().map(|at| at as u32)
    }

    /// The position of an offer.
    #[must_use]
    pub fn offer(&self, key: Uuid) -> Option<u32> {
        self.ask.offers.binary_search_by_key(&key, K::offer_key).ok().map(|at| at as u32)
    }

    pub(crate) fn seeker_key(&self, seeker: u32) -> Uuid {
        K::seeker_key(&self.ask.seekers[seeker as usize])
    }

    pub(crate) fn offer_key(&self, offer: u32) -> Uuid {
        K::offer_key(&self.ask.offers[offer as usize])
    }

    pub(crate) fn pair(&self, seeker: u32, offer: u32) -> Pair {
        Pair { seeker: self.seeker_key(seeker), offer: self.offer_key(offer) }
    }

    /// What was asked, in the order of the keys.
    #[must_use]
    pub fn ask(&self) -> &Ask<K> {
        &self.ask
    }

    /// The pairs that no rule refuses, for the seeker at a position.
    #[must_use]
    pub fn row(&self, seeker: u32) -> &[Cell] {
        &self.rows[seeker as usize]
    }

    /// The problem that the engine solves: without those who are locked, and without the units that they take.
    #[must_use]
    pub fn problem(&self) -> &Transport<Worth> {
        &self.problem
    }

    /// Which locks clash; none: they can all be kept.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.locks.conflicts
    }

    /// By how many offers each rule stands in a seeker's way, counting for each offer the first one found.
    #[must_use]
    pub fn refusals(&self, seeker: u32) -> Vec<(RuleCode, u32)> {
        let gate = Gate::of(self.ask.scene(), K::KIND);
        let own = &self.ask.seekers[seeker as usize];
        let mut counted = BTreeMap::new();
        for rule in self.ask.offers.iter().filter_map(|offer| K::pass(&gate, own, offer).err()) {
            *counted.entry(rule).or_insert(0) += 1;
        }
        let mut counted: Vec<_> = counted.into_iter().collect();
        counted.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
        counted
    }
}

/// The seekers and offers by key, each once.
fn sorted<K: Kind>(mut ask: Ask<K>) -> Result<Ask<K>, Malformed> {
    ask.seekers.sort_by_key(K::seeker_key);
    ask.offers.sort_by_key(K::offer_key);
    let twice = |keys: Vec<Uuid>| keys.windows(2).find(|two| two[0] == two[1]).map(|two| two[0]);
    if let Some(seeker) = twice(ask.seekers.iter().map(K::seeker_key).collect()) {
        return Err(Malformed::SeekerTwice { seeker });
    }
    if let Some(offer) = twice(ask.offers.iter().map(K::offer_key).collect()) {
        return Err(Malformed::OfferTwice { offer });
    }
    Ok(ask)
}

/// Whether the policy is the other one with fewer rules on: then a yes stays a yes.
fn fewer_rules(policy: &Policy, other: &Policy) -> bool {
    let Policy { programme, version, valid, because, rules, off: _, criteria, internships } = policy;
    let same = *programme == other.programme && *version == other.version && *valid == other.valid;
    let same = same && *because == other.because && *criteria == other.criteria && *internships == other.internships;
    same && rules.len() < other.rules.len() && rules.iter().all(|rule| other.rules.contains(rule))
}

/// What is known of a seeker's row before anything is considered.
struct Known<'k> {
    /// The cells that stay.
    kept: Vec<Cell>,
    /// The other offers to consider; nothing: all.
    others: Option<&'k [u32]>,
}

impl Known<'_> {
    fn nothing() -> Self {
        Self { kept: Vec::new(), others: None }
    }
}

/// The rows of all seekers; what is known already is not considered again.
fn rows<'k, K: Kind>(ask: &Ask<K>, threads: usize, known: impl Fn(usize) -> Known<'k> + Sync) -> Vec<Vec<Cell>> {
    let look = Look::over(ask);
    let (next, look, known) = (AtomicUsize::new(0), &look, &known);
    let work = || {
        let mut found = Vec::new();
        loop {
            let begin = next.fetch_add(BATCH, Ordering::Relaxed);
            if begin >= ask.seekers.len() {
                return found;
            }
            for at in begin..ask.seekers.len().min(begin + BATCH) {
                let seeker = &ask.seekers[at];
                let Known { kept, others } = known(at);
                let mut row = match others {
                    Some(others) => others.iter().filter_map(|offer| look.cell(seeker, *offer)).collect(),
                    None => look.row(seeker, &kept),
                };
                row.extend(kept);
                row.sort_unstable_by_key(|cell: &Cell| cell.offer);
                found.push((at, row));
            }
        }
    };
    let mut all = vec![Vec::new(); ask.seekers.len()];
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(work)).collect();
        let own = work();
        let theirs = others.into_iter().flat_map(|one| one.join().unwrap_or_else(|why| std::panic::resume_unwind(why)));
        for (at, row) in own.into_iter().chain(theirs.collect::<Vec<_>>()) {
            all[at] = row;
        }
    });
    all
}

/// A look over the offers, sorted so that most are never touched.
pub(crate) struct Look<'a, K: Kind> {
    ask: &'a Ask<K>,
    gate: Gate<'a>,
    /// The offers of each territory with their beds, most beds first; unknown counts as boundless.
    places: BTreeMap<Option<&'a TerritoryCode>, Vec<(u32, u32)>>,
}

impl<'a, K: Kind> Look<'a, K> {
    pub(crate) fn over(ask: &'a Ask<K>) -> Self {
        let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (at, offer) in (0_u32..).zip(&ask.offers) {
            places.entry(K::territory(offer)).or_default().push((K::beds(offer).unwrap_or(u32::MAX), at));
        }
        places.values_mut().for_each(|there| there.sort_unstable_by_key(|(beds, at)| (std::cmp::Reverse(*beds), *at)));
        Self { ask, gate: Gate::of(ask.scene(), K::KIND), places }
    }

    /// Whether everything in a territory is out of reach.
    pub(crate) fn out_of_reach(&self, seeker: &K::Seeker, territory: &TerritoryCode) -> bool {
        K::out_of_reach(&self.gate, seeker, territory)
    }

    /// Whether there are fewer beds than people.
    pub(crate) fn too_small(&self, seeker: &K::Seeker, offer: &K::Offer) -> bool {
        let persons = u32::try_from(K::persons(seeker)).unwrap_or(u32::MAX);
        K::beds(offer).is_some_and(|beds| self.gate.refuses_beds(persons, beds))
    }

    /// The pairs that no rule refuses, but for those known, in any order.
    fn row(&self, seeker: &K::Seeker, known: &[Cell]) -> Vec<Cell> {
        let persons = u32::try_from(K::persons(seeker)).unwrap_or(u32::MAX);
        let mut row = Vec::new();
        for (territory, offers) in &self.places {
            if territory.is_some_and(|territory| self.out_of_reach(seeker, territory)) {
                continue;
            }
            let large = offers.iter().take_while(|(beds, _)| !self.gate.refuses_beds(persons, *beds));
            let new = large.filter(|(_, offer)| known.binary_search_by_key(offer, |cell| cell.offer).is_err());
            row.extend(new.filter_map(|(_, offer)| self.cell(seeker, *offer)));
        }
        row
    }

    fn cell(&self, seeker: &K::Seeker, offer: u32) -> Option<Cell> {
        let (score, open) = self.consider(seeker, &self.ask.offers[offer as usize])?;
        Some(Cell { offer, score, open })
    }

    /// The score of a pair and what is open; nothing where a rule refuses it.
    pub(crate) fn consider(&self, seeker: &K::Seeker, offer: &K::Offer) -> Option<(i64, Vec<Question>)> {
        let open = K::pass(&self.gate, seeker, offer).ok()?;
        Some((K::score(&self.ask.scene(), seeker, offer), open))
    }
}
