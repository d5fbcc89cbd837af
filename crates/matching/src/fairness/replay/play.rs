//! One policy through the past, batch after batch.

use kernel::Day;

use super::{End, Past, PastSeeker, Played, Unsound, Variant, Way};
use crate::Worth;
use crate::fairness::{Compared, Seeker, allocation, envy, first_come, overdue};
use crate::flow::{Choice, Transport, solve};
use crate::horizon::{Arrival, Horizon, place, prices};

/// How many past days, at most, make the futures of a batch.
const MEMORY: i64 = 365;

/// The course of things; not yet compared with the queue.
pub(super) fn play(past: &Past, variant: &Variant, seed: u64, bound: i64) -> Result<Played, Unsound> {
    if variant.gains.len() != past.seekers.len() {
        return Err(Unsound::Seekers);
    }
    let rooms = past.offers.iter().map(|offer| offer.room).collect();
    let whole = Transport { room: rooms, seekers: variant.gains.clone() }.checked().map_err(Unsound::Malformed)?;
    let mut left = whole.room;
    let mut course = Played {
        ends: Vec::new(),
        worth: Worth::default(),
        allocation: Vec::new(),
        against_first_come: Compared { each: Vec::new(), by_group: Vec::new(), losers: Vec::new() },
        envy: Vec::new(),
        overdue: Vec::new(),
        kept: Vec::new(),
    };
    let mut placed: Vec<Option<(u32, u32)>> = vec![None; past.seekers.len()];
    let mut late = vec![false; past.seekers.len()];
    for (batch, today) in (0_u32..).zip(&past.batches) {
        let looks = |at: &usize| placed[*at].is_none() && is_there(&past.seekers[*at], *today);
        let who: Vec<usize> = (0..past.seekers.len()).filter(looks).collect();
        let seekers: Vec<Seeker> = who.iter().map(|at| on(&past.seekers[*at], *today)).collect();
        let rows = who.iter().zip(&seekers).map(|(at, seeker)| valued(&variant.gains[*at], seeker.waited));
        let open = past.offers.iter().zip(&left).map(|(offer, left)| {
            let is_open = offer.from <= *today && offer.until.is_none_or(|until| *today <= until);
            if is_open { *left } else { 0 }
        });
        let problem = Transport { room: open.collect(), seekers: rows.collect() };
        let taken = match variant.way {
            Way::Best => solve(&problem).taken,
            Way::FirstCome => first_come(&problem, &seekers, seed),
            Way::Ahead { horizon, patience } => {
                let horizon = Horizon { seed: horizon.seed.wrapping_add(u64::from(batch)), ..horizon };
                let known = arrivals(past, variant, *today);
                let prices = prices(&problem, &known, &horizon).map_err(Unsound::Malformed)?;
                let spared = seekers.iter().map(|one| patience.is_some_and(|patience| one.waited > patience));
                let spared: Vec<bool> = spared.collect();
                let found = place(&problem, &prices, &spared).map_err(Unsound::Malformed)?;
                course.kept.extend(found.kept.into_iter().map(|mut kept| {
                    kept.from.iter_mut().for_each(|one| one.seeker = who[one.seeker as usize] as u32);
                    (batch, kept)
                }));
                found.taken
            }
        };
        let name = |at: u32| who[at as usize] as u32;
        course.envy.extend(envy(&problem, &seekers, &taken).into_iter().map(|mut one| {
            one.seeker = name(one.seeker);
            one.occupants.iter_mut().for_each(|at| *at = name(*at));
            (batch, one)
        }));
        for mut one in overdue(&problem, &seekers, &taken, bound) {
            one.seeker = name(one.seeker);
            if !std::mem::replace(&mut late[one.seeker as usize], true) {
                course.overdue.push((batch, one));
            }
        }
        for (at, taken) in taken.iter().enumerate() {
            let Some(choice) = taken.map(|taken| problem.seekers[at][taken as usize]) else { continue };
            left[choice.place as usize] -= 1;
            course.worth += choice.gain;
            placed[who[at]] = Some((choice.place, batch));
        }
    }
    course.ends = past.seekers.iter().zip(&placed).map(|(seeker, placed)| end(past, seeker, *placed)).collect();
    let ended = past.seekers.iter().zip(&course.ends).map(|(one, end)| Seeker { waited: end.waited, ..one.seeker });
    let ended: Vec<Seeker> = ended.collect();
    course.allocation = allocation(&ended, &placed.iter().map(Option::is_some).collect::<Vec<_>>());
    Ok(course)
}

/// Whether somebody had come and still looked.
fn is_there(seeker: &PastSeeker, today: Day) -> bool {
    seeker.arrived <= today && seeker.until.is_none_or(|until| today <= until)
}

/// What was known of a seeker on a day.
fn on(one: &PastSeeker, today: Day) -> Seeker {
    Seeker { waited: one.seeker.waited + one.arrived.days_until(today).max(0), ..one.seeker }
}

/// Choices with the days waited as they are that day.
fn valued(row: &[Choice<Worth>], waited: i64) -> Vec<Choice<Worth>> {
    let waiting = waited.clamp(0, Worth::MOST);
    row.iter().map(|choice| Choice { gain: Worth { waiting, ..choice.gain }, ..*choice }).collect()
}

/// Who came on each day before today, as far as is remembered, as they came.
fn arrivals(past: &Past, variant: &Variant, today: Day) -> Vec<Vec<Arrival>> {
    let ago = |seeker: &PastSeeker| seeker.arrived.days_until(today);
    let days = past.seekers.iter().map(ago).filter(|ago| *ago > 0).max().unwrap_or_default().min(MEMORY);
    let mut known = vec![Vec::new(); days as usize];
    for (seeker, row) in past.seekers.iter().zip(&variant.gains) {
        if (1..=days).contains(&ago(seeker)) {
            known[(days - ago(seeker)) as usize].push(valued(row, seeker.seeker.waited));
        }
    }
    known
}

/// How it ended for a seeker.
fn end(past: &Past, seeker: &PastSeeker, placed: Option<(u32, u32)>) -> End {
    let last = past.batches.last().copied().unwrap_or(seeker.arrived);
    let last = match placed {
        Some((_, batch)) => past.batches[batch as usize],
        None => seeker.until.map_or(last, |until| until.min(last)),
    };
    End { placed, waited: on(seeker, last).waited }
}
