//! What is still to be asked of whoever looks for something. A gap keeps nothing closed: it is a question, and until it is
//! answered a home, a job or a family that hangs on it is asked about instead of proposed.

kernel::words! {
    /// Something that is not known of a search yet.
    pub enum Wanted {
        /// From which day they can move or start.
        ReadyFrom = "ready-from",
        /// In which municipalities they would like to live.
        Places = "places",
        /// Which kinds of home they accept.
        HomeKinds = "home-kinds",
        /// The rent that they can pay.
        Rent = "rent",
        /// The deposit that they can pay.
        Deposit = "deposit",
        /// The guarantees that they can bring.
        Guarantees = "guarantees",
        /// Whether they would share a room.
        SharesRoom = "shares-room",
        /// Whether they would share a home.
        SharesHome = "shares-home",
        /// Whether they bring an animal.
        Pets = "pets",
        /// Whether somebody smokes.
        Smokes = "smokes",
        /// Which places they must reach daily.
        MustReach = "must-reach",
        /// The longest daily way.
        LongestWay = "longest-way",
        /// The schools that they need.
        Schools = "schools",
        /// Who needs to get in without steps.
        AccessNeeds = "access-needs",
        /// What the person has done or wants to do.
        Occupations = "occupations",
        /// The most hours a week.
        MostHours = "most-hours",
        /// The fewest hours a week.
        FewestHours = "fewest-hours",
        /// The licences held.
        Licences = "licences",
        /// How the person can get to work.
        Transport = "transport",
        /// How well the person speaks Italian.
        Italian = "italian",
        /// How the rules of internships class the person.
        Trainee = "trainee",
        /// Whether the person may work.
        MayWork = "may-work",
    }
}

/// Those of a list that are not known.
#[must_use]
pub fn of(known: &[(Wanted, bool)]) -> Vec<Wanted> {
    known.iter().filter(|(_, is_known)| !is_known).map(|(what, _)| *what).collect()
}
