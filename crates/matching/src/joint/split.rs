//! A problem taken apart where nothing is shared.

use super::{Floor, Joint};

/// The households that share places or floors, together; those that share nothing, apart. Each rising.
pub(super) fn parts(problem: &Joint) -> Vec<Vec<u32>> {
    let count = problem.households.len();
    let mut joined: Vec<usize> = (0..count + problem.places.len()).collect();
    fn root(joined: &mut [usize], mut at: usize) -> usize {
        while joined[at] != at {
            joined[at] = joined[joined[at]];
            at = joined[at];
        }
        at
    }
    let mut join = |one: usize, other: usize| {
        let (one, other) = (root(&mut joined, one), root(&mut joined, other));
        joined[one.max(other)] = one.min(other);
    };
    for (at, household) in problem.households.iter().enumerate() {
        let stays = household.stays.iter().flat_map(|stay| stay.takes.iter().map(|take| take.place));
        for place in stays.chain(household.workers.iter().flatten().map(|job| job.place)) {
            join(at, count + place as usize);
        }
    }
    for floor in &problem.floors {
        for two in floor.households.windows(2) {
            join(two[0] as usize, two[1] as usize);
        }
    }
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); count];
    for at in 0..count {
        parts[root(&mut joined, at)].push(at as u32);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

impl Joint {
    /// The problem of some households, rising, with the places that they name and the floors about them.
    #[must_use]
    pub fn part(&self, households: &[u32]) -> Self {
        self.part_of(households).0
    }

    /// The same, and which places these were.
    pub(super) fn part_of(&self, households: &[u32]) -> (Self, Vec<u32>) {
        let mut known: Vec<Option<u32>> = vec![None; self.places.len()];
        let mut places = Vec::new();
        let mut at = |place: u32| {
            *known[place as usize].get_or_insert_with(|| {
                places.push(place);
                places.len() as u32 - 1
            })
        };
        let own = households.iter().map(|household| {
            let mut own = self.households[*household as usize].clone();
            own.stays.iter_mut().flat_map(|stay| &mut stay.takes).for_each(|take| take.place = at(take.place));
            own.workers.iter_mut().flatten().for_each(|job| job.place = at(job.place));
            own
        });
        let own = own.collect();
        let floors = self.floors_about(households).into_iter().map(|at| &self.floors[at as usize]);
        let floors = floors.map(|floor| Floor {
            households: (0..)
                .zip(households)
                .filter(|(_, one)| floor.households.contains(one))
                .map(|(at, _)| at)
                .collect(),
            least: floor.least,
        });
        let floors = floors.collect();
        let rooms = places.iter().map(|at| self.places[*at as usize].clone()).collect();
        (Self { places: rooms, households: own, floors }, places)
    }

    /// The floors that name one of these households.
    pub(super) fn floors_about(&self, households: &[u32]) -> Vec<u32> {
        let about = |floor: &Floor| floor.households.iter().any(|one| households.binary_search(one).is_ok());
        (0..).zip(&self.floors).filter(|(_, floor)| about(floor)).map(|(at, _)| at).collect()
    }
}
