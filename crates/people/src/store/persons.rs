//! Persons, as kept.

use kernel::{BirthDay, HouseholdId, OrganisationId, PersonId, ProgrammeCode, TerritoryCode};
use programmes::rules::Citizenship;
use store::{InReach, Reach, Where, record};

use crate::rules::person::Sex;

record! {
    /// What figures and rules need of a person; nothing here names anybody.
    pub struct Person in person keyed by PersonId {
        /// The id.
        pub id: PersonId,
        /// How often the row was changed.
        pub version: i64,
        /// The sex.
        pub sex: Sex,
        /// When born.
        pub born: Option<BirthDay>,
        /// The citizenship.
        pub citizenship: Option<Citizenship>,
        /// Whether the permits listed are all there are.
        pub permits_known: bool,
        /// Whether the stays listed are all there are.
        pub stays_known: bool,
    }
}

impl InReach for Person {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::id))
    }
}

record! {
    /// What names a person. Out of reach wherever only pseudonyms may be seen.
    pub struct Identity in person_identity keyed by PersonId {
        /// The person.
        pub id: PersonId,
        /// How often the row was changed.
        pub version: i64,
        /// Given names.
        pub given: String,
        /// Family names.
        pub family: String,
        /// Other names: an alias, a name in another script.
        pub also_known_as: Option<String>,
        /// Telephone.
        pub phone: Option<String>,
        /// E-mail.
        pub email: Option<String>,
        /// *Codice fiscale*, if there is one.
        pub tax_code: Option<String>,
        /// CUI, the number of the person with the police.
        pub cui: Option<String>,
        /// Languages spoken, in plain words.
        pub languages: Option<String>,
        /// Family and given names, folded, for sorting.
        pub name_key: String,
    }
}

impl InReach for Identity {
    fn in_reach(reach: &Reach) -> Where {
        let named = reach.with_names();
        named.through::<KnownAt>(KnownAt::person_id.is(Self::id))
    }
}

record! {
    /// Where a person is known: by which organisation, in which programme and territory, with which household. A row
    /// is added when a referral is received and when a pathway opens; it is what a reach looks at.
    pub struct KnownAt in known_at {
        /// The person.
        pub person_id: PersonId,
        /// The household.
        pub household_id: HouseholdId,
        /// The programme.
        pub programme: ProgrammeCode,
        /// The organisation.
        pub organisation_id: OrganisationId,
        /// The territory.
        pub territory: TerritoryCode,
    }
}

impl InReach for KnownAt {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

impl Identity {
    /// Given and family names.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }
}
