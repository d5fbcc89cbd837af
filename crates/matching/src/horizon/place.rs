//! A batch placed at gains less prices, and every bed that this keeps, told.

use serde::{Deserialize, Serialize};

use super::Prices;
use super::ahead::Ahead;
use super::prices::within;
use crate::flow::{Choice, Malformed, Solution, Transport, solve};
use crate::{Gain, Worth};

/// From whom a bed is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct KeptFrom {
    /// Who.
    pub seeker: u32,
    /// Which place it has instead; nothing for none.
    pub instead: Option<u32>,
    /// What the plan of today would gain if it had the bed.
    pub gives_up: Worth,
}

/// Beds that stay free today although somebody of the batch could use them: kept for an expected arrival.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Kept {
    /// The place.
    pub place: u32,
    /// How many of its units stay free.
    pub units: u32,
    /// The option value of a unit, summed: what it is expected to bring.
    pub option_value: Worth,
    /// How often a gain counts against that sum ([`Prices::times`]): the value of one unit is the sum over this.
    pub times: i64,
    /// From whom, by position: whoever would add more to the plan of today with one of these units.
    pub from: Vec<KeptFrom>,
}

/// A batch placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Placed {
    /// For each seeker the position of the choice taken.
    pub taken: Vec<Option<u32>>,
    /// What that is worth today, prices not counted.
    pub worth: Worth,
    /// Every bed that is kept, place by place.
    pub kept: Vec<Kept>,
    /// The problem with gains, counted [`Prices::times`], less prices, and its proven solution:
    /// [`crate::flow::check`] verifies it. What the spared got afterwards is not in it.
    pub proof: (Transport<Ahead>, Solution<Ahead>),
}

/// Places a batch at its gains less the prices; between plans that are equal so, the one that is worth most today.
///
/// As many as can be are placed of those who have an urgent choice, and none of them is kept from a free bed: whoever
/// would be pays no price at all. From those `spared` (by position; what is missing is not) no bed is kept either if they
/// would have none: what is left free goes to them.
///
/// The price decides between today and later. Between two people of today it is the same for both, so that nobody is put
/// before another of the batch by it, or by being spared.
///
/// # Errors
/// [`Malformed`]: the batch is not sound, prices are of other places, or so many futures that gains run out of bits.
pub fn place(batch: &Transport<Worth>, prices: &Prices, spared: &[bool]) -> Result<Placed, Malformed> {
    let mut free_of_price = vec![false; batch.seekers.len()];
    let (priced, solution) = loop {
        let priced = priced(batch, prices, &free_of_price)?;
        let solution = solve(&priced);
        let kept = kept(batch, prices, &solution.taken);
        let mut held = kept.iter().flat_map(|kept| &kept.from).map(|one| one.seeker as usize);
        let mut again = false;
        for seeker in held.by_ref().filter(|seeker| is_urgent(&batch.seekers[*seeker])) {
            again |= !std::mem::replace(&mut free_of_price[seeker], true);
        }
        if !again {
            break (priced, solution);
        }
    };
    let mut taken = solution.taken.clone();
    spare(batch, spared, &mut taken);
    let worth = (0..taken.len()).filter_map(|at| own(batch, &taken, at)).map(|choice| choice.gain);
    let worth = worth.fold(Worth::default(), |sum, gain| sum + gain);
    Ok(Placed { kept: kept(batch, prices, &taken), taken, worth, proof: (priced, solution) })
}

/// The batch at gains less prices. The urgent have so much more on the first level that no price outweighs one of them.
fn priced(batch: &Transport<Worth>, prices: &Prices, free: &[bool]) -> Result<Transport<Ahead>, Malformed> {
    within(batch, prices.times())?;
    let gain = |seeker: usize, choice: &Choice<Worth>| {
        let place = choice.place;
        let price = prices.sums.get(place as usize);
        let price = price.ok_or(Malformed::NoSuchPlace { seeker: seeker as u32, place })?;
        let gain = Worth { lot: 0, ..choice.gain }.times(prices.times());
        let priced = if free[seeker] { gain } else { gain - *price };
        Ok(Choice { place, gain: Ahead { priced, today: choice.gain } })
    };
    let rows = batch.seekers.iter().enumerate();
    let rows = rows.map(|(seeker, row)| row.iter().map(|choice| gain(seeker, choice)).collect::<Result<Vec<_>, _>>());
    let mut seekers = rows.collect::<Result<Vec<_>, _>>()?;
    let sizes = seekers.iter().map(|row| row.iter().map(|one| one.gain.priced.urgent.saturating_abs()).max());
    let first = sizes.fold(1_i64, |sum, size| sum.saturating_add(size.unwrap_or_default().saturating_mul(2)));
    for (row, gains) in batch.seekers.iter().zip(&mut seekers) {
        for choice in gains.iter_mut().filter(|_| is_urgent(row)) {
            choice.gain.priced.urgent = choice.gain.priced.urgent.saturating_add(first);
        }
    }
    Transport { room: batch.room.clone(), seekers }.checked()
}

/// Whether a seeker cannot wait.
fn is_urgent(row: &[Choice<Worth>]) -> bool {
    row.iter().any(|choice| choice.gain.urgent > 0)
}

/// What the seeker takes.
fn own(batch: &Transport<Worth>, taken: &[Option<u32>], seeker: usize) -> Option<Choice<Worth>> {
    Some(batch.seekers[seeker][taken[seeker]? as usize])
}

/// What is free after a plan.
fn free(batch: &Transport<Worth>, taken: &[Option<u32>]) -> Vec<u32> {
    let mut left = batch.room.clone();
    (0..taken.len()).filter_map(|at| own(batch, taken, at)).for_each(|choice| left[choice.place as usize] -= 1);
    left
}

/// Gives what is left free to those spared who have nothing, as is best for them together.
fn spare(batch: &Transport<Worth>, spared: &[bool], taken: &mut [Option<u32>]) {
    let waits = |at: usize, taken: &[Option<u32>]| spared.get(at) == Some(&true) && taken[at].is_none();
    let rows = batch.seekers.iter().enumerate();
    let rows = rows.map(|(at, row)| if waits(at, taken) { row.clone() } else { Vec::new() });
    let rest = Transport { room: free(batch, taken), seekers: rows.collect() };
    for (own, found) in taken.iter_mut().zip(solve(&rest).taken) {
        *own = own.or(found);
    }
}

/// Every bed that stays free although somebody would add more with it.
fn kept(batch: &Transport<Worth>, prices: &Prices, taken: &[Option<u32>]) -> Vec<Kept> {
    let kept = (0_u32..).zip(free(batch, taken)).filter(|(_, units)| *units > 0).map(|(place, units)| {
        let from = batch.seekers.iter().enumerate().filter_map(|(at, row)| {
            let has = own(batch, taken, at);
            let wish = row.iter().find(|choice| choice.place == place)?;
            let gives_up = wish.gain - has.map_or_else(Worth::default, |has| has.gain);
            // The lot is no reason to move.
            let more = Worth { lot: 0, ..gives_up } > Worth::default();
            more.then_some(KeptFrom { seeker: at as u32, instead: has.map(|has| has.place), gives_up })
        });
        Kept { place, units, option_value: prices.sums[place as usize], times: prices.times(), from: from.collect() }
    });
    kept.filter(|kept| !kept.from.is_empty()).collect()
}
