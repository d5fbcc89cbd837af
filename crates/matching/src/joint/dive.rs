//! A plan out of the linear relaxation: everybody may have parts of homes, and the best such plan is rounded one choice
//! at a time, solved anew after each. Where only homes and schools count, few households are left in parts, and little
//! is lost by rounding. (Diving: Berthold, *Primal heuristics for mixed integer programs*, 2006.)
//!
//! The relaxation is solved by `microlp`, in floating numbers and always by the same steps (it looks at a clock for its
//! statistics alone; no limit of time is set). Nothing is believed of it: a plan is worth what is counted anew, and prices
//! alone prove. Work has no place in it: with it, the relaxation becomes ten times as large, and most households are left
//! in parts.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, Variable};

use super::dual::{Duals, scales};
use super::ready::{Amounts, Drawn, Ready, weighed};
use super::soft::mean_size;
use super::{Bundle, Plan};

/// How many choices are looked at, about, so that it takes seconds and no more.
const MOST_CHOICES: usize = 20_000;

/// The least of them for each household.
const LEAST_EACH: usize = 8;

/// How much more each level counts than all that follow: one household or person more pays for so much on average.
const FIRST: f64 = 50.0;

/// How much is drawn to what a choice adds, in parts of what it adds on the last level, so that different searches round
/// different relaxations.
const DRAWN: f64 = 1e-3;

/// Nearer than this to none or all is none or all.
const NEAR: f64 = 1e-6;

/// A stay that a household may have in part.
struct Column {
    household: usize,
    stay: u32,
    variable: Variable,
    /// Whether it was left out while rounding.
    out: bool,
}

/// A plan for levels up to this one, at prices that are nearly right. A seed of zero draws nothing. Nothing, if the
/// relaxation is not solved or somebody stopped it.
pub(super) fn dive(ready: &Ready<'_>, duals: &Duals, level: usize, seed: u64, stop: &dyn Fn() -> bool) -> Option<Plan> {
    let problem = ready.problem;
    let weights = weights(ready, level);
    let mut drawn = Drawn(seed);
    let most_drawn = if seed == 0 { 0.0 } else { DRAWN * mean_size(ready, level) };
    let mut linear = Problem::new(OptimizationDirection::Maximize);
    let mut columns: Vec<Column> = Vec::new();
    let mut rows: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); problem.places.len()];
    let each = (MOST_CHOICES / problem.households.len().max(1)).max(LEAST_EACH);
    for (household, own) in problem.households.iter().enumerate() {
        let mut row = Vec::new();
        for stay in cheapest(ready, duals, household, each) {
            let more = most_drawn * drawn.below(1 << 20) as f64 / f64::from(1 << 20);
            let gain = weighed(&ready.stays[household][stay as usize], &weights) + more;
            let variable = linear.add_var(gain, (0.0, f64::INFINITY));
            row.push((variable, 1.0));
            for take in &own.stays[stay as usize].takes {
                rows[take.place as usize].push((variable, f64::from(take.units)));
            }
            columns.push(Column { household, stay, variable, out: false });
        }
        if !row.is_empty() {
            let all = if own.locked { ComparisonOp::Eq } else { ComparisonOp::Le };
            linear.add_constraint(row, all, 1.0);
        }
    }
    for (row, place) in rows.into_iter().zip(&problem.places).filter(|(row, _)| !row.is_empty()) {
        linear.add_constraint(row, ComparisonOp::Le, f64::from(place.room));
    }
    for floor in &problem.floors {
        let placed = columns.iter().filter(|column| floor.households.binary_search(&(column.household as u32)).is_ok());
        let placed: Vec<_> = placed.map(|column| (column.variable, 1.0)).collect();
        linear.add_constraint(placed, ComparisonOp::Ge, f64::from(floor.least));
    }
    let mut solution = linear.solve().ok()?.into_solution().ok()?;
    let mut left: Vec<u32> = problem.places.iter().map(|place| place.room).collect();
    while let Some(at) = next(&columns, &solution) {
        if stop() {
            return None;
        }
        let Column { household, stay, variable, .. } = columns[at];
        let takes = &problem.households[household].stays[stay as usize].takes;
        let fits = takes.iter().all(|take| left[take.place as usize] >= take.units);
        if fits {
            takes.iter().for_each(|take| left[take.place as usize] -= take.units);
        }
        columns[at].out = true;
        solution = solution.fix_var(variable, f64::from(u8::from(fits))).ok()?.into_solution().ok()?;
    }
    let mut plan: Plan = vec![None; problem.households.len()];
    for column in columns {
        if solution.var_value(column.variable) > 0.5 {
            let jobs = vec![None; problem.households[column.household].workers.len()];
            plan[column.household] = Some(Bundle { stay: column.stay, jobs });
        }
    }
    Some(plan)
}

/// The choice that is nearest to being made, among those made in part.
fn next(columns: &[Column], solution: &Solution) -> Option<usize> {
    let part = |column: &Column| solution.var_value(column.variable);
    let open = columns.iter().enumerate().filter(|(_, column)| !column.out);
    let parts = open.map(|(at, column)| (at, part(column))).filter(|(_, part)| *part > NEAR && *part < 1.0 - NEAR);
    parts.reduce(|best, other| if other.1 > best.1 { other } else { best }).map(|(at, _)| at)
}

/// The stays of a household that leave most after paying.
fn cheapest(ready: &Ready<'_>, duals: &Duals, household: usize, most: usize) -> Vec<u32> {
    let own = &ready.problem.households[household].stays;
    let left = |stay: usize| {
        let takes = own[stay].takes.iter();
        let paid: f64 = takes.map(|take| f64::from(take.units) * duals.places[take.place as usize]).sum();
        weighed(&ready.stays[household][stay], &duals.weights) - paid
    };
    let mut all: Vec<(f64, u32)> = (0..own.len()).map(|stay| (left(stay), stay as u32)).collect();
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    all.into_iter().take(most).map(|(_, stay)| stay).collect()
}

/// What one unit of each level counts.
fn weights(ready: &Ready<'_>, level: usize) -> Amounts {
    let scale = scales(ready, level);
    let mut weights = Amounts::default();
    let mut first = 1.0;
    for at in (0..=level).rev() {
        weights[at] = scale[at] * first;
        first *= FIRST;
    }
    weights
}
