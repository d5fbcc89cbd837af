//! The keys by which people are found; see `rules::identity`.

use kernel::PersonId;
use store::{InReach, Reach, Where, record};

use super::persons::KnownAt;

record! {
    /// One key of one person.
    pub struct PersonKey in person_key {
        /// The key: a folded word, a sound, a pair of sounds, a number.
        pub key: String,
        /// The person.
        pub person_id: PersonId,
    }
}

impl InReach for PersonKey {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}
