//! Persons, as kept.

use std::collections::HashMap;

use kernel::text::fold;
use kernel::{BirthDay, HouseholdId, OrganisationId, PersonId, ProgrammeCode, Shareable, TerritoryCode};
use programmes::rules::Citizenship;
use store::{Counted, Db, Entry, Held, InReach, Reach, Stored, Where, record};

use super::duplicates::Noticed;
use super::facts::PeopleFact;
use super::households::{Place, place_of_person};
use super::search::{naming, rekey};
use super::sharing::or_shared;
use crate::rules::person::Sex;
use crate::rules::{code, identity};

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
        or_shared(reach.through::<KnownAt>(KnownAt::person_id.is(Self::id)), reach, Self::id)
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
        /// Where born, as the person says: a town, a country.
        pub birth_place: Option<String>,
        /// Telephone.
        pub phone: Option<String>,
        /// E-mail.
        pub email: Option<String>,
        /// *Codice fiscale*, if there is one.
        pub tax_code: Option<String>,
        /// CUI, the number of the person with the police.
        pub cui: Option<String>,
        /// Languages as somebody wrote them; see [`super::languages`] for those one by one.
        pub languages: Option<String>,
        /// Family and given names, folded, for sorting.
        pub name_key: String,
    }
}

impl InReach for Identity {
    fn in_reach(reach: &Reach) -> Where {
        let known = reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::id));
        let names = reach.guest().is_some_and(|guest| guest.what == Shareable::Identity);
        if names { or_shared(known, reach, Self::id) } else { known }
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

impl Person {
    /// A person of whom nothing else is known yet.
    #[must_use]
    pub fn new(sex: Sex, born: Option<BirthDay>, citizenship: Option<Citizenship>) -> Self {
        Self { id: PersonId::fresh(), version: 0, sex, born, citizenship, permits_known: false, stays_known: false }
    }

    /// The person as figures count one.
    #[must_use]
    pub fn counted(&self) -> Counted {
        Counted { person: self.id, sex: self.sex.word(), born: self.born }
    }

    /// A short code that names nobody: `A-7K3Q-F2XM`.
    #[must_use]
    pub fn code(&self) -> String {
        code::of('A', self.id.as_uuid())
    }
}

impl Identity {
    /// The names of a person, without anything else yet.
    #[must_use]
    pub fn new(person: PersonId, given: &str, family: &str) -> Self {
        Self {
            id: person,
            version: 0,
            given: given.to_owned(),
            family: family.to_owned(),
            also_known_as: None,
            birth_place: None,
            phone: None,
            email: None,
            tax_code: None,
            cui: None,
            languages: None,
            name_key: name_key(given, family),
        }
    }

    /// Given and family names.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }
}

/// Family and given names, folded, as lists are sorted by.
#[must_use]
pub fn name_key(given: &str, family: &str) -> String {
    fold(&format!("{family} {given}"))
}

/// The identities of a few people, as far as names may be read.
///
/// # Errors
/// When the database fails.
pub async fn identities_of(db: &Db, people: impl IntoIterator<Item = PersonId>) -> Stored<HashMap<PersonId, Identity>> {
    let rows = db.rows::<Identity>().filter(Identity::id.is_in(people)).all().await?;
    Ok(rows.into_iter().map(|identity| (identity.id, identity)).collect())
}

/// Writes a person's new data and, where they changed, the keys of the search; the journal's counts follow a corrected
/// sex or birth.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed them since.
pub async fn put(db: &Db, held: (Held<Person>, Held<Identity>), new: (Person, Identity)) -> Stored<()> {
    let place = place_of_person(db, new.0.id).await?;
    let fact = PeopleFact::PersonChanged { fields: changed_fields((&held.0, &held.1), (&new.0, &new.1)) };
    let (person, mut identity) = new;
    identity.name_key = name_key(&identity.given, &identity.family);
    let recount = held.0.sex != person.sex || held.0.born != person.born;
    let noticed = match &place {
        Some((_, place)) => Noticed::of_corrected(db, place, (&held.0, &held.1), (&person, &identity)).await?,
        None => Noticed::default(),
    };
    let mut change = db.change().await?;
    noticed.written(&mut change).await?;
    if identity::keys(&naming(&person, &identity)) != identity::keys(&naming(&held.0, &held.1)) {
        rekey(db, &mut change, &person, &identity).await?;
    }
    if recount {
        change.recount(&person.counted()).await?;
    }
    let id = person.id;
    change.update(held.0, person).await?;
    change.update(held.1, identity).await?;
    change.commit(placed(Entry::new(&fact, id), place)).await?;
    Ok(())
}

/// The entry, readable by those who reach the place.
pub(super) fn placed(entry: Entry, place: Option<(HouseholdId, Place)>) -> Entry {
    match place {
        Some((household, place)) => {
            entry.household(household).within(&place.programme, place.organisation, &place.territory)
        }
        None => entry,
    }
}

/// Which data differ; the journal keeps their names, not what they say.
fn changed_fields(old: (&Person, &Identity), new: (&Person, &Identity)) -> Vec<&'static str> {
    let differ = [
        ("sex", old.0.sex != new.0.sex),
        ("born", old.0.born != new.0.born),
        ("citizenship", old.0.citizenship != new.0.citizenship),
        ("permits-known", old.0.permits_known != new.0.permits_known),
        ("stays-known", old.0.stays_known != new.0.stays_known),
        ("given", old.1.given != new.1.given),
        ("family", old.1.family != new.1.family),
        ("also-known-as", old.1.also_known_as != new.1.also_known_as),
        ("birth-place", old.1.birth_place != new.1.birth_place),
        ("phone", old.1.phone != new.1.phone),
        ("email", old.1.email != new.1.email),
        ("tax-code", old.1.tax_code != new.1.tax_code),
        ("cui", old.1.cui != new.1.cui),
        ("languages", old.1.languages != new.1.languages),
    ];
    differ.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
