//! Households and who belongs to them, as kept.

use kernel::{Day, HouseholdId, Moment, PersonId};
use store::{InReach, Reach, Where, record};

use super::persons::KnownAt;
use crate::rules::household::Relation;

record! {
    /// The people who move together.
    pub struct Household in household keyed by HouseholdId {
        /// The id.
        pub id: HouseholdId,
        /// How often the row was changed.
        pub version: i64,
        /// A short code that names nobody: `N-7K3QF2`.
        pub code: String,
        /// The person whom the others are related to.
        pub reference_id: Option<PersonId>,
        /// How many people are listed.
        pub size: i64,
        /// The ISTAT code of the municipality where it lives.
        pub municipality: Option<String>,
        /// Whether everybody is listed.
        pub everyone_listed: bool,
        /// Whether it is in housing distress.
        pub housing_distress: Option<bool>,
        /// Whether it is in particular hardship, as the service that refers it judges.
        pub hardship: Option<bool>,
        /// When it was first written down.
        pub created_at: Moment,
    }
}

impl InReach for Household {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::household_id.is(Self::id))
    }
}

record! {
    /// One person's place in a household.
    pub struct Membership in membership {
        /// The household.
        pub household_id: HouseholdId,
        /// The person.
        pub person_id: PersonId,
        /// What the person is to the reference person.
        pub relation: Relation,
        /// Since when.
        pub since: Option<Day>,
        /// Until when.
        pub until: Option<Day>,
    }
}

impl InReach for Membership {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id).and(KnownAt::household_id.is(Self::household_id)))
    }
}
