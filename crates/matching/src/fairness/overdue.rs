//! A bound on waiting: who is beyond it, and stays without although there is an option.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{Seeker, place_of};
use crate::Worth;
use crate::flow::Transport;

/// Somebody who waits too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Overdue {
    /// Who.
    pub seeker: u32,
    /// For how many days.
    pub waited: i64,
    /// How many places with any room it could take.
    pub options: u32,
    /// How many of them have room left in this plan.
    pub free: u32,
}

/// Who has waited longer than the bound and is not placed although a place with room could take it: longest first.
#[must_use]
pub fn overdue(problem: &Transport<Worth>, seekers: &[Seeker], taken: &[Option<u32>], bound: i64) -> Vec<Overdue> {
    let count = problem.seekers.len().min(seekers.len());
    let mut left = problem.room.clone();
    for place in (0..count).filter_map(|seeker| place_of(problem, taken, seeker)) {
        left[place as usize] = left[place as usize].saturating_sub(1);
    }
    let beyond = (0..count).filter(|at| seekers[*at].waited > bound && place_of(problem, taken, *at).is_none());
    let told = beyond.map(|at| {
        let with_room = |room: &[u32]| {
            let row = problem.seekers[at].iter();
            row.filter(|choice| room[choice.place as usize] > 0).count() as u32
        };
        Overdue {
            seeker: at as u32,
            waited: seekers[at].waited,
            options: with_room(&problem.room),
            free: with_room(&left),
        }
    });
    let mut found: Vec<Overdue> = told.filter(|one| one.options > 0).collect();
    found.sort_by_key(|one| (Reverse(one.waited), one.seeker));
    found
}
