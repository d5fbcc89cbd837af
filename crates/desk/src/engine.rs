//! The engine at work: from facts to a plan with its certificate, and to what is told of it.
//!
//! What is kept of a run is enough to prove it again to anybody; the facts themselves are not kept with it. The tables of
//! the latest runs stay in memory, so that their explanations are about the very facts of the run; when they are gone,
//! the facts are gathered anew, and tell whether they are still the same.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{TerritoryCode, Uuid};
use matching::desk::{Asked, Conflict, Homes, Hosts, Kind, Malformed, Openings, Pair, Plan, Proposal, Refused, Table};
use matching::explain::{Changeable, Explainer, Flip, Goal, HeldBack, Summary, WhyNot, WhyThis};
use matching::fairness::Override;
use matching::flow::{Choice, Fault, Solution, Transport, check};
use matching::rules::{Failed, Gate, Question};
use matching::{Worth, desk::Ask};
use placement::store::searches::SearchId;
use serde::{Deserialize, Serialize};

use crate::fairness::{self, Fairness, GroupsOf};
use crate::gather::{Decided, Facts, Gathered};
use crate::groups::Floor;
use crate::store::runs::MatchRunId;

kernel::words! {
    /// How good a plan is proven to be.
    pub enum Outcome {
        /// No plan is better: the certificate says so.
        Optimal = "optimal",
        /// It holds, and at most the gap is missing to the best.
        Feasible = "feasible",
        /// There is none: what people have fixed cannot all be kept.
        Infeasible = "infeasible",
    }
}
store::word_cells!(Outcome);

/// A table, by kind.
#[derive(Debug)]
pub enum Laid {
    /// Households and homes.
    Home(Table<Homes>),
    /// Households and host families.
    Family(Table<Hosts>),
    /// People and work.
    Work(Table<Openings>),
}

/// The same for a table of whatever kind.
macro_rules! of_table {
    ($laid:expr, $table:ident => $do:expr) => {
        match $laid {
            $crate::engine::Laid::Home($table) => $do,
            $crate::engine::Laid::Family($table) => $do,
            $crate::engine::Laid::Work($table) => $do,
        }
    };
}

/// What one more offer would do in a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Lacking {
    /// Where: a municipality by its ISTAT code.
    pub territory: TerritoryCode,
    /// For how many people.
    pub persons: u32,
    /// How many more would find a place.
    pub placed: u32,
    /// By how much the plan would be better.
    pub brings: Worth,
}

/// What is told of a run: keys, codes and amounts, nothing of anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Told {
    /// Whose search each seeker is.
    pub searches: Vec<(Uuid, SearchId)>,
    /// Everybody in short.
    pub everybody: Vec<Summary>,
    /// Why each of those who are placed takes what it takes.
    pub why: Vec<WhyThis>,
    /// What should be asked, that first which could win most.
    pub questions: Vec<Asked>,
    /// What the territories lack.
    pub lacks: Vec<Lacking>,
    /// What each rule holds back.
    pub held_back: Vec<HeldBack>,
    /// What people have fixed and cannot be kept.
    pub conflicts: Vec<Conflict>,
    /// What people have decided already, and the run keeps to.
    pub decided: Vec<Decided>,
    /// Offers of which nothing is left to be proposed.
    pub gone: Vec<Uuid>,
    /// What it means for whom; nothing where there is no plan.
    pub fairness: Option<Fairness>,
}

/// The problem that a certificate is about: who could take which unit, at what worth. By keys, without facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Problem {
    offers: Vec<Uuid>,
    room: Vec<u32>,
    seekers: Vec<Uuid>,
    choices: Vec<Vec<(u32, [i64; Worth::LEVELS])>>,
    worth: [i64; Worth::LEVELS],
}

/// A run worked out.
#[derive(Debug)]
pub struct Worked {
    /// The table.
    pub laid: Laid,
    /// How good the plan is proven to be.
    pub outcome: Outcome,
    /// The plan with its certificate.
    pub proposal: Option<Proposal>,
    /// What the certificate is about.
    pub problem: Problem,
    /// What is told of it.
    pub told: Told,
    /// The name of the instance.
    pub instance: String,
    /// How many look.
    pub seekers: usize,
    /// How many offers there are.
    pub offers: usize,
    /// How many people are placed.
    pub persons: i64,
}

/// Beyond so many seekers the costliest explanations, which make the plan anew for each rule, are left to who asks.
const MOST_FOR_RULES: usize = 400;
/// So many questions are kept, those that could win most.
const MOST_QUESTIONS: usize = 2_000;

/// How many threads the engine may take.
#[must_use]
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |count| count.get().min(4))
}

/// Works a run out; `tell` hears what is being done and says whether to go on. Nothing, when it says no.
///
/// # Errors
/// When two seekers or offers have one key, or there are too many.
pub fn work_out(gathered: Gathered, tell: impl Fn(&'static str) -> bool) -> Result<Option<Worked>, Malformed> {
    let Gathered { facts, searches, decided, gone, groups, floors } = gathered;
    let told = Told { searches, decided, gone, ..Told::default() };
    let audit = Audit { groups, floors };
    match facts {
        Facts::Home(ask) => worked(*ask, told, &audit, tell, Laid::Home),
        Facts::Family(ask) => worked(*ask, told, &audit, tell, Laid::Family),
        Facts::Work(ask) => worked(*ask, told, &audit, tell, Laid::Work),
    }
}

/// Lays the facts on a table without looking for a plan.
///
/// # Errors
/// When two seekers or offers have one key, or there are too many.
pub fn lay(gathered: Gathered) -> Result<Laid, Malformed> {
    Ok(match gathered.facts {
        Facts::Home(ask) => Laid::Home(Table::lay(*ask, threads())?),
        Facts::Family(ask) => Laid::Family(Table::lay(*ask, threads())?),
        Facts::Work(ask) => Laid::Work(Table::lay(*ask, threads())?),
    })
}

/// What figures need besides the facts.
struct Audit {
    groups: GroupsOf,
    floors: Vec<Floor>,
}

fn worked<K: Changeable>(
    ask: Ask<K>,
    mut told: Told,
    audit: &Audit,
    tell: impl Fn(&'static str) -> bool,
    laid: fn(Table<K>) -> Laid,
) -> Result<Option<Worked>, Malformed> {
    if !tell("pairs") {
        return Ok(None);
    }
    let table = Table::lay(ask, threads())?;
    let (seekers, offers) = (table.ask().seekers.len(), table.ask().offers.len());
    if !tell("plan") {
        return Ok(None);
    }
    let plan = match table.plan() {
        Ok(plan) => plan,
        Err(conflicts) => {
            told.conflicts = conflicts;
            let (outcome, instance) = (Outcome::Infeasible, String::new());
            let problem = Problem::default();
            let worked = Worked {
                laid: laid(table),
                outcome,
                proposal: None,
                problem,
                told,
                instance,
                seekers,
                offers,
                persons: 0,
            };
            return Ok(Some(worked));
        }
    };
    if !tell("proof") {
        return Ok(None);
    }
    let outcome = if table.check(&plan.proposal).is_ok() { Outcome::Optimal } else { Outcome::Feasible };
    if !tell("explanations") {
        return Ok(None);
    }
    if let Ok(explainer) = Explainer::of(&table, &plan, threads()) {
        told.everybody = explainer.everybody();
        told.why = (0..seekers as u32).filter_map(|seeker| explainer.why_this(seeker)).collect();
        let lacks = explainer.lacks().into_iter();
        let lacking = lacks.map(|lack| {
            let (territory, persons) = (lack.territory, lack.persons);
            Lacking { territory, persons, placed: lack.placed, brings: lack.brings }
        });
        told.lacks = lacking.take(200).collect();
        if seekers <= MOST_FOR_RULES {
            told.held_back = explainer.held_back();
        }
    }
    told.fairness = Some(fairness::of(&table, &plan, &audit.groups, &audit.floors));
    told.questions = table.questions(&plan).into_iter().take(MOST_QUESTIONS).collect();
    let problem = Problem::of(&table, &plan);
    let persons = plan.proposal.worth.persons;
    let proposal = plan.proposal;
    let instance = proposal.instance.clone();
    Ok(Some(Worked {
        laid: laid(table),
        outcome,
        proposal: Some(proposal),
        problem,
        told,
        instance,
        seekers,
        offers,
        persons,
    }))
}

impl Problem {
    fn of<K: Kind>(table: &Table<K>, plan: &Plan) -> Self {
        let problem = table.problem();
        let choices = problem.seekers.iter().map(|row| {
            let row = row.iter().map(|choice| (choice.place, choice.gain.levels()));
            row.collect()
        });
        Self {
            offers: table.ask().offers.iter().map(K::offer_key).collect(),
            room: problem.room.clone(),
            seekers: table.ask().seekers.iter().map(K::seeker_key).collect(),
            choices: choices.collect(),
            worth: plan.solution().worth.levels(),
        }
    }

    /// Whether the certificate of a plan holds: checked anew, without knowing how it was found.
    ///
    /// # Errors
    /// The first fault.
    pub fn prove(&self, proposal: &Proposal) -> Result<(), Fault> {
        let (problem, solution) = self.solved(proposal)?;
        check(&problem, &solution)
    }

    /// What people decided otherwise cost the plan: each by itself, and all together. `made` says who takes which offer
    /// instead; whoever could not take it by the rules has no cost told.
    #[must_use]
    pub fn cost_of(&self, proposal: &Proposal, made: &[Pair]) -> (Vec<Option<Worth>>, Option<Worth>) {
        let Ok((problem, solution)) = self.solved(proposal) else { return (vec![None; made.len()], None) };
        let mut asked: Vec<(usize, Override)> = Vec::new();
        for (at, pair) in made.iter().enumerate() {
            let Some(seeker) = self.seekers.iter().position(|key| *key == pair.seeker) else { continue };
            let Some(place) = self.offers.iter().position(|key| *key == pair.offer) else { continue };
            let instead = self.choices[seeker].iter().position(|(own, _)| *own as usize == place);
            let again = asked.iter().any(|(_, one)| one.seeker as usize == seeker);
            if let Some(instead) = instead.filter(|_| !again) {
                let one = Override { seeker: seeker as u32, instead: Some(instead as u32), reason: 0 };
                asked.push((at, one));
            }
        }
        let overrides: Vec<Override> = asked.iter().map(|(_, one)| *one).collect();
        let mut costs = vec![None; made.len()];
        let Some((each, together)) = fairness::cost_of(&problem, &solution, &overrides) else { return (costs, None) };
        asked.iter().zip(each).for_each(|((at, _), cost)| costs[*at] = cost);
        (costs, together.filter(|_| !overrides.is_empty()))
    }

    /// The problem in the engine's own form, with the plan as its solution.
    fn solved(&self, proposal: &Proposal) -> Result<(Transport<Worth>, Solution<Worth>), Fault> {
        let position: BTreeMap<Uuid, u32> = self.offers.iter().copied().zip(0..).collect();
        let at: BTreeMap<Uuid, usize> = self.seekers.iter().copied().zip(0..).collect();
        let seekers = self.choices.iter().map(|row| {
            let row = row.iter().map(|(place, levels)| Choice { place: *place, gain: Worth::of(*levels) });
            row.collect()
        });
        let problem = Transport { room: self.room.clone(), seekers: seekers.collect() };
        let mut taken = vec![None; self.seekers.len()];
        for placed in proposal.taken.iter().filter(|placed| !placed.locked) {
            let seeker = *at.get(&placed.pair.seeker).ok_or(Fault::OtherSeekers)?;
            let place = *position.get(&placed.pair.offer).ok_or(Fault::OtherPlaces)?;
            let which = self.choices[seeker].iter().position(|(own, _)| *own == place);
            let which = which.ok_or(Fault::NoSuchChoice { seeker: seeker as u32 })?;
            taken[seeker] = Some(which as u32);
        }
        if proposal.prices.iter().map(|one| one.offer).ne(self.offers.iter().copied()) {
            return Err(Fault::OtherPlaces);
        }
        // Whatever people have fixed is worth something too, beside what the engine decides.
        let fixed = proposal.taken.iter().any(|placed| placed.locked);
        if !fixed && proposal.worth.levels() != self.worth {
            return Err(Fault::Miscounted);
        }
        let prices = proposal.prices.iter().map(|one| one.price).collect();
        Ok((problem, Solution { taken, prices, worth: Worth::of(self.worth) }))
    }
}

/// What is explained to who asks about one seeker.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Explained {
    /// Why this one; nothing for whoever stays without.
    pub why: Option<WhyThis>,
    /// Why not that one.
    pub not: Option<WhyNot>,
    /// What would change it, each tried.
    pub changes: Vec<Flip>,
}

/// Explains one seeker of a proven plan; with an offer, why not that one and what would change that.
///
/// # Errors
/// When the plan is about other facts, or not proven.
pub fn explain(laid: &Laid, proposal: &Proposal, seeker: Uuid, offer: Option<Uuid>) -> Result<Explained, Refused> {
    of_table!(laid, table => explained(table, proposal, seeker, offer))
}

fn explained<K: Changeable>(
    table: &Table<K>,
    proposal: &Proposal,
    seeker: Uuid,
    offer: Option<Uuid>,
) -> Result<Explained, Refused> {
    let plan = table.check(proposal)?;
    let explainer = Explainer::of(table, &plan, threads()).map_err(Refused::Unproven)?;
    let nobody = Explained { why: None, not: None, changes: Vec::new() };
    let Some(at) = table.seeker(seeker) else { return Ok(nobody) };
    let why = explainer.why_this(at);
    let place = offer.and_then(|offer| table.offer(offer));
    let not = place.map(|place| explainer.why_not(at, place));
    let goal = match (offer.filter(|_| place.is_some()), &why) {
        (Some(offer), _) => Some(Goal::Takes { offer }),
        (None, None) => Some(Goal::Placed),
        (None, Some(_)) => None,
    };
    let changes = goal.map(|goal| explainer.what_would_change(at, goal)).unwrap_or_default();
    Ok(Explained { why, not, changes })
}

/// What the rules say of a pair, whatever the plan.
#[derive(Debug, Clone)]
pub struct Answers {
    /// Every rule that refuses it.
    pub failed: Vec<Failed>,
    /// What rules would have to know.
    pub open: Vec<Question>,
}

/// What the rules say of a pair on these facts, whatever the plan.
#[must_use]
pub fn answers(laid: &Laid, pair: Pair) -> Option<Answers> {
    of_table!(laid, table => rules_of(table, pair))
}

fn rules_of<K: Kind>(table: &Table<K>, pair: Pair) -> Option<Answers> {
    let ask = table.ask();
    let seeker = &ask.seekers[table.seeker(pair.seeker)? as usize];
    let offer = &ask.offers[table.offer(pair.offer)? as usize];
    let gate = Gate::of(ask.scene(), K::KIND);
    let open = K::pass(&gate, seeker, offer).unwrap_or_default();
    Some(Answers { failed: K::consider(&ask.scene(), seeker, offer).failed, open })
}

/// The name of the instance on a table: only plans about the same facts have it.
#[must_use]
pub fn is_about(laid: &Laid, proposal: &Proposal) -> bool {
    of_table!(laid, table => table.check(proposal).is_ok())
}

/// The tables of the latest runs.
static LATEST: Mutex<VecDeque<(MatchRunId, Arc<Laid>)>> = Mutex::new(VecDeque::new());
const MOST_LATEST: usize = 4;

/// Keeps a table in memory.
pub fn remember(run: MatchRunId, laid: Arc<Laid>) {
    let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    latest.retain(|(id, _)| *id != run);
    latest.push_front((run, laid));
    latest.truncate(MOST_LATEST);
}

/// The table of a run, if it is still in memory.
#[must_use]
pub fn remembered(run: MatchRunId) -> Option<Arc<Laid>> {
    let latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    latest.iter().find(|(id, _)| *id == run).map(|(_, laid)| Arc::clone(laid))
}
