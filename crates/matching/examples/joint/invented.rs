//! Invented households who look for home, work and school at once, in a province: municipalities with roads between
//! neighbours, fewer homes than households, openings by occupation, schools with seats left. The same number makes the same
//! province. Nobody in it exists.
//!
//! All figures here are assumed: no statistics stand behind them. How many seats schools have left decides how hard it is,
//! so there are two settings, and whoever measures tells both.

use matching::Worth;
use matching::joint::{Household, Job, Joint, Place, Stay, Take};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;

/// Households for each municipality.
const HOUSEHOLDS_BY_AREA: usize = 40;

/// Homes for a hundred households.
const HOMES: usize = 70;

/// The most homes that are listed for a household, and the most openings for a worker.
const LISTED: usize = 30;

/// Kinds of work, by how many openings each has: cleaning, kitchens, stores, building, care, fields, workshops, shops.
const OCCUPATIONS: [u32; 8] = [22, 18, 16, 12, 12, 8, 7, 5];

/// Households by size, from one person to seven.
const SIZES: [u32; 7] = [28, 18, 18, 18, 11, 5, 2];

/// Homes by bedrooms, from one to four; two persons sleep in each.
const BEDROOMS: [u32; 4] = [30, 40, 22, 8];

/// How many seats the schools of a municipality have left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seats {
    /// From ten to twenty-nine: fewer than families would fill, everywhere.
    Few,
    /// From fifteen to forty-four: too few in some municipalities.
    More,
}

impl Seats {
    fn drawn(self, dice: &mut ChaCha12Rng) -> u32 {
        match self {
            Self::Few => dice.random_range(10..30),
            Self::More => dice.random_range(15..45),
        }
    }
}

struct Home {
    area: u32,
    bedrooms: u32,
    quality: i64,
}

struct Opening {
    occupation: u32,
    quality: i64,
}

/// So many households, and what there is for them.
pub(crate) fn province(households: usize, seats: Seats, seed: u64) -> Joint {
    let mut dice = ChaCha12Rng::seed_from_u64(seed);
    let areas = (households / HOUSEHOLDS_BY_AREA).max(4);
    let towns: Vec<(f64, f64)> = (0..areas).map(|_| (dice.random(), dice.random())).collect();
    let reach = reach(&towns);
    let homes: Vec<Home> = (0..households * HOMES / 100)
        .map(|_| Home {
            area: dice.random_range(0..areas as u32),
            bedrooms: 1 + drawn(&mut dice, &BEDROOMS),
            quality: dice.random_range(0..200),
        })
        .collect();
    let mut places: Vec<Place> = homes.iter().map(|_| Place { room: 1, ..Place::default() }).collect();
    let openings: Vec<Opening> = (0..households)
        .map(|_| {
            let room = dice.random_range(1..=2);
            let at = dice.random_range(0..areas);
            places.push(Place { room, reached_from: reach[at].clone(), alike: false });
            Opening { occupation: drawn(&mut dice, &OCCUPATIONS), quality: dice.random_range(0..150) }
        })
        .collect();
    let schools = places.len() as u32;
    places.extend((0..areas).map(|_| Place { room: seats.drawn(&mut dice), ..Place::default() }));
    let mut province = Province { dice, homes, openings, schools, areas };
    let households = (0..households).map(|_| province.household()).collect();
    Joint { places, households, floors: Vec::new() }
}

struct Province {
    dice: ChaCha12Rng,
    homes: Vec<Home>,
    openings: Vec<Opening>,
    schools: u32,
    areas: usize,
}

impl Province {
    fn household(&mut self) -> Household {
        let size = 1 + drawn(&mut self.dice, &SIZES);
        let adults = if size == 1 { 1 } else { self.dice.random_range(1..=2) };
        let pupils = (0..size - adults).filter(|_| self.dice.random_bool(0.6)).count() as u32;
        // Who cannot wait, who should not, and who can.
        let tier = drawn(&mut self.dice, &[10, 25, 65]);
        let waiting = self.dice.random_range(0..24) * 30;
        // Where relatives, a mediator, a hospital are; and where the household cannot live.
        let likes: Vec<i64> = (0..self.areas).map(|_| self.dice.random_range(0..300)).collect();
        let never: Vec<bool> = (0..self.areas).map(|_| self.dice.random_bool(0.2)).collect();
        let fits =
            |home: &Home| size <= 2 * home.bedrooms && size + 2 >= 2 * home.bedrooms && !never[home.area as usize];
        let fitting: Vec<u32> = (0..).zip(&self.homes).filter(|(_, home)| fits(home)).map(|(at, _)| at).collect();
        let listed: Vec<u32> = fitting.sample(&mut self.dice, LISTED).copied().collect();
        let mut stay = |at: u32| {
            let home = &self.homes[at as usize];
            let mut takes = vec![Take { place: at, units: 1, company: 0 }];
            if pupils > 0 {
                takes.push(Take { place: self.schools + home.area, units: pupils, company: 0 });
            }
            let spare = i64::from(2 * home.bedrooms - size);
            let rent = self.dice.random_range(0..200);
            let urgency = 100 * (2 - i64::from(tier));
            let score = likes[home.area as usize] + home.quality + rent + 150 - 60 * spare + urgency;
            Stay {
                area: home.area,
                takes,
                worth: Worth {
                    urgent: i64::from(tier == 0),
                    persons: i64::from(size),
                    waiting,
                    score: score * 10,
                    ..Worth::default()
                },
            }
        };
        let stays = listed.into_iter().map(&mut stay).collect();
        let workers = (0..adults).filter(|_| self.dice.random_bool(0.85)).count();
        let workers = (0..workers).map(|_| self.worker()).collect();
        Household { stays, workers, locked: false }
    }

    fn worker(&mut self) -> Vec<Job> {
        let (main, other) = (drawn(&mut self.dice, &OCCUPATIONS), drawn(&mut self.dice, &OCCUPATIONS));
        let able = |opening: &Opening| opening.occupation == main || opening.occupation == other;
        let able: Vec<u32> = (0..).zip(&self.openings).filter(|(_, one)| able(one)).map(|(at, _)| at).collect();
        let mut listed: Vec<u32> = able.sample(&mut self.dice, LISTED).copied().collect();
        listed.sort_unstable();
        let mut job = |at: u32| {
            let opening = &self.openings[at as usize];
            let trained = if opening.occupation == main { 200 } else { 0 };
            let score = (100 + trained + opening.quality + self.dice.random_range(0..150)) * 10;
            Job { place: self.homes.len() as u32 + at, worth: Worth { score, ..Worth::default() } }
        };
        listed.into_iter().map(&mut job).collect()
    }
}

/// For each municipality those from which work there can be reached: itself and its nearest neighbours.
fn reach(towns: &[(f64, f64)]) -> Vec<Vec<u32>> {
    let far = |one: &(f64, f64), other: &(f64, f64)| (one.0 - other.0).hypot(one.1 - other.1);
    towns
        .iter()
        .map(|town| {
            let mut near: Vec<u32> = (0..towns.len() as u32).collect();
            near.sort_by(|one, other| far(&towns[*one as usize], town).total_cmp(&far(&towns[*other as usize], town)));
            near.truncate(4);
            near.sort_unstable();
            near
        })
        .collect()
}

/// A position, each as likely as its weight says.
fn drawn(dice: &mut ChaCha12Rng, weights: &[u32]) -> u32 {
    let mut left = dice.random_range(0..weights.iter().sum::<u32>());
    for (at, weight) in (0..).zip(weights) {
        if left < *weight {
            return at;
        }
        left -= weight;
    }
    0
}
