//! Homes: who offers them, their rooms as types, how one gets in.

kernel::words! {
    /// Who offers a home.
    pub enum OwnerKind {
        /// A private owner.
        Private = "private",
        /// An estate agency.
        Agency = "agency",
        /// A public, religious or other body.
        Body = "body",
        /// A hub of social housing.
        SocialHousing = "social-housing",
        /// A cohousing.
        Cohousing = "cohousing",
    }
}
store::word_cells!(OwnerKind);

kernel::words! {
    /// How a home is let.
    pub enum Letting {
        /// Whole, to one household.
        Whole = "whole",
        /// By the room.
        Rooms = "rooms",
    }
}
store::word_cells!(Letting);

kernel::words! {
    /// Who may sleep in a room.
    pub enum RoomFor {
        /// Anybody.
        Anyone = "anyone",
        /// Women alone.
        Women = "women",
        /// Men alone.
        Men = "men",
    }
}
store::word_cells!(RoomFor);

kernel::words! {
    /// How one gets into a home.
    pub enum Access {
        /// Without any step.
        StepFree = "step-free",
        /// By a lift.
        Lift = "lift",
        /// By stairs alone.
        Stairs = "stairs",
    }
}
store::word_cells!(Access);

/// The most rooms of one home, and the most beds of one room.
pub const MOST: (usize, i64) = (30, 12);

/// A room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// How many people can sleep in it.
    pub beds: i64,
    /// Who may.
    pub sleeps: RoomFor,
}

/// All beds of a home.
#[must_use]
pub fn beds(rooms: &[Room]) -> i64 {
    rooms.iter().map(|room| room.beds).sum()
}

/// Reads rooms from what was typed: beds and who may sleep there, in pairs; lines without beds are left out.
///
/// # Errors
/// The code of what is wrong.
pub fn rooms(beds: &[String], sleeps: &[String]) -> Result<Vec<Room>, &'static str> {
    let mut rooms = Vec::new();
    for (at, typed) in beds.iter().map(|typed| typed.trim()).enumerate() {
        if typed.is_empty() {
            continue;
        }
        let beds = typed.parse::<i64>().ok().filter(|beds| (1..=MOST.1).contains(beds)).ok_or("room-beds")?;
        let word = sleeps.get(at).map_or("", |word| word.trim());
        let sleeps =
            if word.is_empty() { RoomFor::Anyone } else { RoomFor::from_word(word).ok_or("unknown-choice")? };
        rooms.push(Room { beds, sleeps });
    }
    if rooms.len() > MOST.0 { Err("too-many-rooms") } else { Ok(rooms) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_read_in_pairs_and_empty_lines_are_left_out() {
        let text = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let read = rooms(&text(&["2", "", "1"]), &text(&["women", "anyone", ""])).unwrap();
        assert_eq!(read, [Room { beds: 2, sleeps: RoomFor::Women }, Room { beds: 1, sleeps: RoomFor::Anyone }]);
        assert_eq!(beds(&read), 3);
        for (wrong, code) in [("0", "room-beds"), ("13", "room-beds"), ("due", "room-beds")] {
            assert_eq!(rooms(&text(&[wrong]), &[]), Err(code), "{wrong}");
        }
        assert_eq!(rooms(&text(&["1"]), &text(&["cats"])), Err("unknown-choice"));
        assert_eq!(rooms(&vec!["1".to_owned(); 31], &[]), Err("too-many-rooms"));
    }
}
