//! Emergencies: whoever must know here and now who somebody out of reach is says why and reads for a short time. It is
//! told to everybody who accompanies the person, and nothing takes it off the list again.

use std::collections::HashMap;

use kernel::{BirthDay, Day, MemberId, Moment, OrganisationId, PersonId};
use store::{Column, Db, Entry, Guest, InReach, Order, Page, PageAsk, Reach, Stored, Where, record};

use self::everybody::{Anybody, AnybodysBirth, AnybodysPlace};
use super::emergency_tries::{OwnTry, begun};
use super::persons::{KnownAt, Person, name_key};
use super::sharing::SharingFact;

kernel::id!(
    /// Names an opening in an emergency.
    EmergencyId
);
store::text_cells!(EmergencyId);

record! {
    /// An opening in an emergency, for those who accompany the person and for the side of the one who opened.
    pub struct Emergency in emergency keyed by EmergencyId {
        /// The id.
        pub id: EmergencyId,
        /// How often the row was changed; openings never are.
        pub version: i64,
        /// Whose data.
        pub person_id: PersonId,
        /// Who opened them.
        pub member_id: MemberId,
        /// For which organisation, if the member works for one.
        pub organisation_id: Option<OrganisationId>,
        /// Why, in the member's words.
        pub reason: String,
        /// When.
        pub opened_at: Moment,
        /// To the end of this day.
        pub until_day: Day,
    }
}

impl InReach for Emergency {
    fn in_reach(reach: &Reach) -> Where {
        if reach.is_everything() {
            return Where::everything();
        }
        let ours = reach.scopes().iter().filter_map(|scope| scope.organisation).map(Some);
        let own_side = Self::organisation_id.is_in(ours);
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id)).or(own_side)
    }
}

record! {
    /// The same rows, for the member who opened.
    pub struct Opened in emergency keyed by EmergencyId {
        /// The id.
        pub id: EmergencyId,
        /// How often the row was changed.
        pub version: i64,
        /// Whose data.
        pub person_id: PersonId,
        /// Who opened them.
        pub member_id: MemberId,
        /// For which organisation.
        pub organisation_id: Option<OrganisationId>,
        /// Why.
        pub reason: String,
        /// When.
        pub opened_at: Moment,
        /// To the end of this day.
        pub until_day: Day,
    }
}

impl InReach for Opened {
    fn in_reach(reach: &Reach) -> Where {
        reach.own(Self::member_id)
    }
}

/// The people whom a guest opened in an emergency that lasts.
pub(super) fn opened_by(guest: &Guest, person: Column<PersonId>) -> Where {
    Where::exists::<Opened>(
        Opened::person_id
            .is(person)
            .and(Opened::member_id.eq(guest.member))
            .and(Opened::until_day.at_least(guest.today)),
    )
}

/// The whole network, for the one question of [`open`]: nothing else in the slice can name these rows.
mod everybody {
    use kernel::{BirthDay, HouseholdId, OrganisationId, PersonId, ProgrammeCode, TerritoryCode};
    use store::{InReach, Reach, Where, record};

    record! {
        /// What names somebody, wherever known.
        pub struct Anybody in person_identity {
            /// The person.
            pub id: PersonId,
            /// *Codice fiscale*.
            pub tax_code: Option<String>,
            /// CUI.
            pub cui: Option<String>,
            /// Family and given names, folded.
            pub name_key: String,
        }
    }
    record! {
        /// When somebody was born, wherever known.
        pub struct AnybodysBirth in person {
            /// The person.
            pub id: PersonId,
            /// When born.
            pub born: Option<BirthDay>,
        }
    }
    record! {
        /// Where somebody is known.
        pub struct AnybodysPlace in known_at {
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

    impl InReach for Anybody {
        fn in_reach(reach: &Reach) -> Where {
            reach.with_names().anyone()
        }
    }
    impl InReach for AnybodysBirth {
        fn in_reach(reach: &Reach) -> Where {
            reach.with_names().anyone()
        }
    }
    impl InReach for AnybodysPlace {
        fn in_reach(reach: &Reach) -> Where {
            reach.with_names().anyone()
        }
    }
}

/// Whom somebody looks for in an emergency: told exactly, so that nobody goes fishing.
#[derive(Debug, Clone)]
pub enum Sought {
    /// By full name and birth.
    Named {
        /// Given names.
        given: String,
        /// Family names.
        family: String,
        /// The day or year of birth, as it is recorded.
        born: BirthDay,
    },
    /// By *codice fiscale* or CUI.
    Numbered(String),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Open from now on, to the end of tomorrow.
    Now(PersonId),
    /// Within reach anyway: nothing was opened.
    InReach(PersonId),
    /// Nobody, or more than one, answers to what was told: the two are not told apart.
    Nobody,
    /// Nobody was looked for: the member tried often enough within a day.
    TooMany,
}

/// Finds the one person who answers exactly and opens the person's data to the caller. Every try is written down before
/// anybody is looked for, and a member has few a day. What came of it stands in the journal: an opening where the person
/// is accompanied, a miss for the administrator; the member's own side sees the misses too.
///
/// # Errors
/// When the database fails.
pub async fn open(db: &Db, sought: &Sought, reason: &str) -> Stored<Opening> {
    let Some(member) = db.act().member else { return Ok(Opening::Nobody) };
    let Some(this) = begun(db, member, reason).await? else { return Ok(Opening::TooMany) };
    let Some(person) = the_one(db, sought).await? else {
        let mut change = db.change().await?;
        change.set::<OwnTry, _>(OwnTry::id.eq(this), OwnTry::missed, true).await?;
        change.commit(Entry::new(&SharingFact::EmergencyMissed { reason: reason.to_owned() }, "nobody")).await?;
        return Ok(Opening::Nobody);
    };
    if db.rows::<Person>().id(person).first().await?.is_some() {
        return Ok(Opening::InReach(person));
    }
    let until = db.today().plus_days(1);
    let opened = Opened {
        id: EmergencyId::fresh(),
        version: 0,
        person_id: person,
        member_id: member,
        organisation_id: db.reach().scopes().iter().find_map(|scope| scope.organisation),
        reason: reason.to_owned(),
        opened_at: db.now(),
        until_day: until,
    };
    let fact = SharingFact::EmergencyOpened { reason: reason.to_owned(), until };
    let mut entries: Vec<Entry> = db
        .rows::<AnybodysPlace>()
        .filter(AnybodysPlace::person_id.eq(person))
        .all()
        .await?
        .iter()
        .map(|place| {
            let entry = Entry::new(&fact, opened.id).household(place.household_id);
            entry.within(&place.programme, place.organisation_id, &place.territory)
        })
        .collect();
    let last = entries.pop().unwrap_or_else(|| Entry::new(&fact, opened.id));
    let mut change = db.change().await?;
    change.insert(&opened).await?;
    for entry in entries {
        change.record(entry).await?;
    }
    change.commit(last).await?;
    Ok(Opening::Now(person))
}

async fn the_one(db: &Db, sought: &Sought) -> Stored<Option<PersonId>> {
    let which = match sought {
        Sought::Named { given, family, born } => {
            let then = AnybodysBirth::id.is(Anybody::id).and(AnybodysBirth::born.eq(Some(*born)));
            Anybody::name_key.eq(name_key(given, family)).and(Where::exists::<AnybodysBirth>(then))
        }
        Sought::Numbered(number) => {
            let number = Some(number.trim().to_uppercase());
            Anybody::tax_code.eq(number.clone()).or(Anybody::cui.eq(number))
        }
    };
    Ok(match &db.rows::<Anybody>().filter(which).limit(2).all().await?[..] {
        [one] => Some(one.id),
        _ => None,
    })
}

/// What the caller opened of a person and still may read.
///
/// # Errors
/// When the database fails.
pub async fn own_opening(db: &Db, person: PersonId) -> Stored<Option<Opened>> {
    let lasting = Opened::person_id.eq(person).and(Opened::until_day.at_least(db.today()));
    db.rows::<Opened>().filter(lasting).sort(Opened::id, Order::Falling).first().await
}

/// Every opening of a person's data, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, person: PersonId) -> Stored<Vec<Emergency>> {
    db.rows::<Emergency>().filter(Emergency::person_id.eq(person)).sort(Emergency::id, Order::Falling).all().await
}

/// The openings within reach, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, ask: PageAsk) -> Stored<Page<Emergency>> {
    db.rows::<Emergency>().sort(Emergency::id, Order::Falling).page(ask).await
}

/// The codes of a few people, which name nobody.
#[must_use]
pub fn codes(people: impl IntoIterator<Item = PersonId>) -> HashMap<PersonId, String> {
    people.into_iter().map(|id| (id, crate::rules::code::of('A', id.as_uuid()))).collect()
}
