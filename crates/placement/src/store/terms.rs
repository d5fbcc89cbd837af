//! What an offer asks and gives in words that can be compared: the free text beside it stays what people read. Nothing at
//! all means that nobody has asked; an empty list is an answer.

use std::collections::HashMap;

use matching::facts::{Custom, Guarantee, Licence, School, Sex};
use store::{Db, InReach, Reach, Stored, Where, record};

use super::offers::{OfferId, OfferSeen};
use super::wishes::Listed;

record! {
    /// The terms of an offer.
    pub struct Terms in offer_terms {
        /// The offer.
        pub offer_id: OfferId,
        /// The guarantees asked for a home: all of them. Empty: none.
        pub guarantees: Listed<Guarantee>,
        /// Whether a home let by the room was found suitable for minors.
        pub suits_minors: Option<bool>,
        /// The schools near by. Empty: none.
        pub schools: Listed<School>,
        /// The licences asked for work: all of them. Empty: none.
        pub licences: Listed<Licence>,
        /// What a host family would like. Empty: nothing special.
        pub customs: Listed<Custom>,
        /// The most guests of a host family.
        pub most_guests: Option<i64>,
        /// The lowest age of its grown guests.
        pub age_from: Option<i64>,
        /// The highest age of its grown guests.
        pub age_to: Option<i64>,
        /// The sexes of its grown guests.
        pub sexes: Listed<Sex>,
        /// Whether minors are welcome.
        pub minors: Option<bool>,
        /// Whether smokers are.
        pub smokers: Option<bool>,
        /// Whether animals are.
        pub pets: Option<bool>,
        /// Whether its adults were checked for living with minors.
        pub checked_for_minors: Option<bool>,
        /// Whether the family keeps animals.
        pub keeps_pets: Option<bool>,
    }
}

impl InReach for Terms {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<OfferSeen>(OfferSeen::id.is(Self::offer_id))
    }
}

impl Terms {
    /// Nothing asked yet.
    #[must_use]
    pub fn none(offer_id: OfferId) -> Self {
        Self {
            offer_id,
            guarantees: None,
            suits_minors: None,
            schools: None,
            licences: None,
            customs: None,
            most_guests: None,
            age_from: None,
            age_to: None,
            sexes: None,
            minors: None,
            smokers: None,
            pets: None,
            checked_for_minors: None,
            keeps_pets: None,
        }
    }
}

/// The terms of a few offers, by offer.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, ids: &[OfferId]) -> Stored<HashMap<OfferId, Terms>> {
    let rows = db.rows::<Terms>().filter(Terms::offer_id.is_in(ids.iter().copied())).all().await?;
    Ok(rows.into_iter().map(|terms| (terms.offer_id, terms)).collect())
}
