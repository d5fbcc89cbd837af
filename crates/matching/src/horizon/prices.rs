//! What a unit of each place would bring to those who are expected.

use kernel::Uuid;
use serde::{Deserialize, Serialize};

use super::{Arrival, Horizon};
use crate::Worth;
use crate::flow::{Exchange, Malformed, Transport, solve};
use crate::rules::lot;

/// Prices of places, summed over the futures: so that the mean is exact.
///
/// In each future a price lies between what one more unit would bring and what the last unit brings; taken is the middle,
/// which for one bed and one arrival weighs just the gain of today against that of the arrival times its chance. So that
/// halves stay whole, both ends are summed: a price counts twice, and so does every gain that is held against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Prices {
    /// How many futures were summed, at least one.
    pub futures: u32,
    /// For each place the sum of both ends over the futures. Never below zero; the lot counts as nothing.
    pub sums: Vec<Worth>,
    /// For each place in how many futures it was wanted for somebody urgent.
    pub urgent: Vec<u32>,
}

impl Prices {
    /// No prices: everybody is placed as if nobody else came.
    #[must_use]
    pub fn none(places: usize) -> Self {
        Self { futures: 1, sums: vec![Worth::default(); places], urgent: vec![0; places] }
    }

    /// How often a gain counts against the sums.
    #[must_use]
    pub fn times(&self) -> i64 {
        2 * i64::from(self.futures)
    }
}

/// Prices for a batch. `past` holds the arrivals of past days, day by day, empty days too, as they would be worth today;
/// each day ahead is one of these, drawn with replacement (Efron: *Bootstrap methods*, Annals of Statistics 7, 1979), so
/// that those who came together come together again.
///
/// # Errors
/// [`Malformed`]: the batch, or a past arrival (counted after the batch, in the order of the days), is not sound.
pub fn prices(batch: &Transport<Worth>, past: &[Vec<Arrival>], horizon: &Horizon) -> Result<Prices, Malformed> {
    let known = past.iter().flatten().cloned();
    let all = Transport { room: batch.room.clone(), seekers: batch.seekers.iter().cloned().chain(known).collect() };
    let all = all.checked()?;
    let places = batch.room.len();
    let mut told = Prices { futures: horizon.futures.max(1), ..Prices::none(places) };
    within(&all, told.times())?;
    let mut apart = vec![Worth::default(); places];
    for future in 0..told.futures {
        let drawn = drawn(past, horizon, future);
        let seekers = batch.seekers.iter().chain(drawn).map(|row| {
            let mut row = row.clone();
            row.iter_mut().for_each(|choice| choice.gain.lot = 0);
            row
        });
        let future = Transport { room: all.room.clone(), seekers: seekers.collect() };
        let solved = solve(&future);
        // A plan of the solver's own is always proven; without its graph the lower end would stand for both.
        let highest = Exchange::of(&future, &solved).map(|exchange| exchange.one_less()).unwrap_or_default();
        for (place, lowest) in solved.prices.iter().enumerate() {
            let price = *lowest + highest.get(place).copied().flatten().unwrap_or(*lowest);
            told.sums[place] += price;
            told.urgent[place] += u32::from(price.urgent > 0);
            // What is left of it if nothing is to be kept for the urgent.
            apart[place] += Worth { urgent: 0, ..price }.max(Worth::default());
        }
    }
    for (place, apart) in apart.into_iter().enumerate() {
        if told.urgent[place] < horizon.agree {
            told.sums[place] = apart;
        }
    }
    Ok(told)
}

/// Whether gains counted so often stay within [`Worth::MOST`]; the lot is never counted more than once.
///
/// # Errors
/// [`Malformed::GainTooLarge`]: the first that does not.
pub(super) fn within(problem: &Transport<Worth>, times: i64) -> Result<(), Malformed> {
    let beyond = |gain: Worth| {
        let levels = Worth { lot: 0, ..gain }.levels();
        levels.iter().any(|level| level.saturating_abs().saturating_mul(times) > Worth::MOST)
    };
    let rows = (0_u32..).zip(&problem.seekers);
    let mut all = rows.flat_map(|(seeker, row)| row.iter().map(move |choice| (seeker, choice)));
    match all.find(|(_, choice)| beyond(choice.gain)) {
        Some((seeker, choice)) => Err(Malformed::GainTooLarge { seeker, place: choice.place }),
        None => Ok(()),
    }
}

/// Who comes in one of the futures.
fn drawn<'p>(past: &'p [Vec<Arrival>], horizon: &Horizon, future: u32) -> impl Iterator<Item = &'p Arrival> {
    let key = |number: u32| Uuid::from_u128(u128::from(number));
    let seed = horizon.seed;
    let days = if past.is_empty() { 0 } else { horizon.days };
    let day = move |day: u32| lot(seed, key(future), key(day)).unsigned_abs() as usize % past.len();
    (0..days).flat_map(move |ahead| &past[day(ahead)])
}
