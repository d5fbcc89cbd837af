//! How many an offer has room for. One household to a whole home and to a host family; several to a home let by the room and
//! to a cohousing; as many people as an employer looks for.
//!
//! These are the bounds within which a worker confirms, and no more: who sleeps in which room, and what sex a room is kept
//! for, is worked out by the engine's packing before anything is proposed.

use super::home::{Letting, OwnerKind, Room};

/// How many live proposals an offer may have beside its places: the first choice and two in reserve.
pub const RESERVES: usize = 2;

/// The room that an offer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// One household.
    OneHousehold,
    /// Several households, in rooms of their own.
    Rooms {
        /// All beds.
        beds: i64,
        /// All rooms.
        rooms: i64,
    },
    /// So many people.
    Places(i64),
    /// Several households, but nobody has written down how many rooms there are.
    RoomsUnknown,
}

/// The room of a home.
#[must_use]
pub fn of_home(letting: Option<Letting>, owner: Option<OwnerKind>, rooms: &[Room]) -> Capacity {
    let shared = letting == Some(Letting::Rooms) || (letting.is_none() && owner == Some(OwnerKind::Cohousing));
    match (shared, rooms) {
        (false, _) => Capacity::OneHousehold,
        (true, []) => Capacity::RoomsUnknown,
        (true, rooms) => Capacity::Rooms {
            beds: rooms.iter().map(|room| room.beds).sum(),
            rooms: i64::try_from(rooms.len()).unwrap_or(i64::MAX),
        },
    }
}

/// How many rooms households of these sizes need at least: one each, but people alone, who may share one.
#[must_use]
pub fn rooms_for(sizes: &[i64]) -> usize {
    sizes.iter().filter(|size| **size > 1).count() + usize::from(sizes.contains(&1))
}

impl Capacity {
    /// Whether households of these sizes have room together. Households of two or more have a room each, at least; people
    /// alone may share one.
    #[must_use]
    pub fn holds(self, sizes: &[i64]) -> bool {
        match self {
            Self::OneHousehold | Self::RoomsUnknown => sizes.len() <= 1,
            Self::Places(places) => i64::try_from(sizes.len()).is_ok_and(|taken| taken <= places),
            Self::Rooms { beds, rooms } => {
                let needed = i64::try_from(rooms_for(sizes)).unwrap_or(i64::MAX);
                sizes.iter().sum::<i64>() <= beds && needed <= rooms
            }
        }
    }

    /// Whether nobody else has room, not even one person.
    #[must_use]
    pub fn is_full(self, sizes: &[i64]) -> bool {
        let more: Vec<i64> = sizes.iter().copied().chain([1]).collect();
        !self.holds(&more)
    }

    /// How many live proposals an offer may have at once, those confirmed left aside.
    #[must_use]
    pub fn most_live(self) -> usize {
        let places = match self {
            Self::OneHousehold | Self::RoomsUnknown => 1,
            Self::Places(places) => usize::try_from(places).unwrap_or(1),
            Self::Rooms { rooms, .. } => usize::try_from(rooms).unwrap_or(1),
        };
        places + RESERVES
    }
}

#[cfg(test)]
mod tests {
    use super::super::home::RoomFor;
    use super::*;

    fn rooms(beds: &[i64]) -> Vec<Room> {
        beds.iter().map(|beds| Room { beds: *beds, sleeps: RoomFor::Anyone }).collect()
    }

    #[test]
    fn a_whole_home_has_room_for_one_household_and_one_by_the_room_for_several() {
        let whole = of_home(Some(Letting::Whole), Some(OwnerKind::Cohousing), &rooms(&[4, 4]));
        assert!(whole.holds(&[9]) && !whole.holds(&[1, 1]) && whole.is_full(&[3]));
        let cohousing = of_home(None, Some(OwnerKind::Cohousing), &rooms(&[4, 2, 2]));
        assert!(cohousing.holds(&[4, 2, 2]) && cohousing.is_full(&[4, 2, 2]) && !cohousing.is_full(&[4, 2]));
        assert!(!cohousing.holds(&[5, 4]), "nine in eight beds");
        assert!(!cohousing.holds(&[2, 2, 2, 2]), "four families in three rooms");
        assert_eq!(of_home(None, None, &rooms(&[2, 2])), Capacity::OneHousehold, "what is not known counts as whole");
        assert_eq!(of_home(Some(Letting::Rooms), None, &[]), Capacity::RoomsUnknown);
    }

    #[test]
    fn people_alone_may_share_a_room_and_an_employer_takes_as_many_as_were_looked_for() {
        let one_room = of_home(Some(Letting::Rooms), None, &rooms(&[3]));
        assert!(one_room.holds(&[1, 1, 1]) && !one_room.holds(&[2, 1]) && one_room.is_full(&[2]));
        assert!(Capacity::Places(2).holds(&[1, 1]) && !Capacity::Places(2).holds(&[1, 1, 1]));
        assert_eq!((Capacity::Places(2).most_live(), Capacity::OneHousehold.most_live()), (4, 3));
    }
}
