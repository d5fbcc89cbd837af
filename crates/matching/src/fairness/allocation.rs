//! Who is placed, group by group, and how long people waited.

use serde::{Deserialize, Serialize};

use super::{Days, Seeker, Share, groups};

/// Whether a group's share stands apart from that of all others with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Apart {
    /// Too few on either side to say.
    TooFew,
    /// Within what chance does.
    No,
    /// Below the others, beyond chance.
    Below,
    /// Above the others, beyond chance.
    Above,
}

/// What a plan means for one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Row {
    /// The group; nothing for those without a label.
    pub group: Option<u32>,
    /// Households placed, of all of the group.
    pub placed: Share,
    /// Persons placed.
    pub persons_placed: u64,
    /// Persons in all.
    pub persons: u64,
    /// How long those placed had waited.
    pub waited_placed: Days,
    /// How long those who stay without have waited.
    pub waited_left: Days,
    /// Against all others with a label.
    pub apart: Apart,
}

/// The table by group, in the order of the labels, those without one last: never in the order of who does best. A seeker
/// is placed where `placed` says so; what is missing there counts as left.
#[must_use]
pub fn allocation(seekers: &[Seeker], placed: &[bool]) -> Vec<Row> {
    let is_placed = |at: usize| placed.get(at).copied().unwrap_or_default();
    let share = |of: &dyn Fn(&Seeker) -> bool| {
        let own = || seekers.iter().enumerate().filter(|(_, seeker)| of(seeker));
        Share::of(own().filter(|(at, _)| is_placed(*at)).count() as u32, own().count() as u32)
    };
    let row = |group: Option<u32>| {
        let own = |wanted: bool| {
            let own = move |(at, seeker): &(usize, &Seeker)| seeker.group == group && is_placed(*at) == wanted;
            seekers.iter().enumerate().filter(own).map(|(_, seeker)| seeker)
        };
        let persons = |wanted: bool| own(wanted).map(|seeker| u64::from(seeker.persons)).sum::<u64>();
        let days = |wanted: bool| Days::of(own(wanted).map(|seeker| seeker.waited).collect());
        let placed = share(&|seeker| seeker.group == group);
        let others = share(&|seeker| seeker.group.is_some() && seeker.group != group);
        let apart = match placed.apart(&others) {
            _ if group.is_none() => Apart::TooFew,
            None => Apart::TooFew,
            Some(false) => Apart::No,
            Some(true) if placed.millionths() < others.millionths() => Apart::Below,
            Some(true) => Apart::Above,
        };
        let persons_placed = persons(true);
        Row {
            group,
            placed,
            persons_placed,
            persons: persons_placed + persons(false),
            waited_placed: days(true),
            waited_left: days(false),
            apart,
        }
    };
    groups(seekers).into_iter().map(row).collect()
}
