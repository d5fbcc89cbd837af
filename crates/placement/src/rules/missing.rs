//! What is still to be filled of an offer. Valid is not complete: an offer stands, and is proposed, with gaps that its
//! page lists; each gap is a question to ask, never a no.

kernel::words! {
    /// Something that is not known of an offer yet.
    pub enum Missing {
        /// In which municipality.
        Municipality = "municipality",
        /// From when on.
        AvailableFrom = "available-from",
        /// Whom to ask.
        Contact = "contact",
        /// The address.
        Address = "address",
        /// Who offers the home.
        Owner = "owner",
        /// Its rooms and beds.
        Rooms = "rooms",
        /// Whether it is let whole or by the room.
        Letting = "letting",
        /// How one gets in.
        Access = "access",
        /// The rent.
        Rent = "rent",
        /// The deposit.
        Deposit = "deposit",
        /// The employer.
        Employer = "employer",
        /// The occupation.
        Occupation = "occupation",
        /// Contract or internship.
        Form = "form",
        /// How many hours.
        Hours = "hours",
        /// The pay.
        Pay = "pay",
        /// How long an internship lasts.
        Months = "months",
        /// How many people work for the host of an internship.
        Staff = "staff",
        /// How one gets there.
        Transport = "transport",
        /// Which Italian is asked for.
        LanguageAsked = "language-asked",
        /// Who lives in the family.
        People = "people",
        /// Which languages it speaks.
        Languages = "languages",
        /// Which room it offers.
        GuestRooms = "guest-rooms",
        /// Who accompanies it.
        Facilitator = "facilitator",
    }
}

/// Those of a list that are not known.
#[must_use]
pub fn of(known: &[(Missing, bool)]) -> Vec<Missing> {
    known.iter().filter(|(_, is_known)| !is_known).map(|(what, _)| *what).collect()
}
