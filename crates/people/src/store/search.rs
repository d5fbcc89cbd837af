//! The keys by which people are found; see `rules::identity`.

use kernel::PersonId;
use store::{InReach, Reach, Where, record};

use super::persons::{Identity, KnownAt, Person};
use crate::rules::identity::{self, Naming};

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

/// The keys by which a person is found.
#[must_use]
pub fn keys_of(person: &Person, identity: &Identity) -> Vec<PersonKey> {
    let keys = identity::keys(&naming(person, identity));
    keys.into_iter().map(|key| PersonKey { key, person_id: person.id }).collect()
}

/// What a person is recognised by.
#[must_use]
pub fn naming<'a>(person: &Person, identity: &'a Identity) -> Naming<'a> {
    Naming {
        given: &identity.given,
        family: &identity.family,
        also_known_as: identity.also_known_as.as_deref(),
        phone: identity.phone.as_deref(),
        email: identity.email.as_deref(),
        tax_code: identity.tax_code.as_deref(),
        cui: identity.cui.as_deref(),
        born: person.born,
    }
}
