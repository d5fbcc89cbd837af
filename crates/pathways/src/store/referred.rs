//! The people typed on a referral: written through the people slice's own changes, one entry each.

use kernel::{HouseholdId, PersonId};
use people::store::households::{self, Household, Newcomer};
use people::store::papers::{self, Permit, ReceptionStay};
use people::store::persons::{self, Identity, Person};
use store::{Db, Held, StoreError, Stored};

use super::referrals::FirstPerson;
use super::verdicts::KnownPerson;
use crate::rules::referred::PersonWords;

/// Somebody new, with the papers that were typed.
#[must_use]
pub fn newcomer(words: &PersonWords) -> FirstPerson {
    let person = words.person(Person::new(words.sex, words.born, words.citizenship));
    let identity = words.identity(Identity::new(person.id, &words.given, &words.family));
    FirstPerson { permit: words.permit(person.id, None), stay: words.stay(person.id, None), identity, person }
}

/// Takes somebody new into the household of a referral.
///
/// # Errors
/// When the database fails.
pub async fn add(db: &Db, household: HouseholdId, words: &PersonWords) -> Stored<PersonId> {
    let FirstPerson { person, identity, permit, stay } = newcomer(words);
    let held = db.held::<Household>(household).await?;
    let id = households::add_person(db, held, Newcomer::new(person, identity), words.relation).await?;
    write_papers(db, None, permit, stay).await?;
    Ok(id)
}

/// The permit and the stay that a referral's form shows of a person: the last ones written down.
#[must_use]
pub fn shown(person: &KnownPerson) -> (Option<&Permit>, Option<&ReceptionStay>) {
    (person.rows.permits.last(), person.rows.stays.last())
}

/// How often what the form shows of a person was changed: a number that grows with every change of it.
#[must_use]
pub fn seen(person: &KnownPerson) -> i64 {
    let (permit, stay) = shown(person);
    let identity = person.identity().map_or(0, |identity| identity.version);
    let papers = permit.map_or(0, |permit| permit.version + 1) + stay.map_or(0, |stay| stay.version + 1);
    person.rows.person.version + identity + papers
}

/// Writes what was typed of somebody known, where it differs. A permit or a stay is never taken away here.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, known: &KnownPerson, words: &PersonWords) -> Stored<()> {
    let id = known.rows.person.id;
    let before = (known.rows.person.clone(), known.identity().cloned().ok_or(StoreError::NotFound)?);
    let mut new = (words.person(before.0.clone()), words.identity(before.1.clone()));
    new.1.name_key = persons::name_key(&new.1.given, &new.1.family);
    if new != before {
        let person = db.held::<Person>(id).await?.at_version(before.0.version)?;
        let identity = db.held::<Identity>(id).await?.at_version(before.1.version)?;
        persons::put(db, (person, identity), new).await?;
    }
    let (permit, stay) = shown(known);
    let (new_permit, new_stay) = (words.permit(id, permit), words.stay(id, stay));
    write_papers(db, Some((permit, stay)), new_permit, new_stay).await
}

type Before<'a> = Option<(Option<&'a Permit>, Option<&'a ReceptionStay>)>;

async fn write_papers(db: &Db, before: Before<'_>, permit: Option<Permit>, stay: Option<ReceptionStay>) -> Stored<()> {
    let (old_permit, old_stay) = before.unwrap_or_default();
    if let Some(new) = permit.filter(|new| Some(new) != old_permit) {
        match held_before(db, old_permit).await? {
            Some(held) => papers::put(db, held, new).await?,
            None => papers::add(db, &new).await?,
        }
    }
    if let Some(new) = stay.filter(|new| Some(new) != old_stay) {
        match held_before(db, old_stay).await? {
            Some(held) => papers::put(db, held, new).await?,
            None => papers::add(db, &new).await?,
        }
    }
    Ok(())
}

async fn held_before<R: store::Keyed + store::InReach>(db: &Db, before: Option<&R>) -> Stored<Option<Held<R>>> {
    match before {
        Some(row) => Ok(Some(db.held::<R>(row.id()).await?.at_version(row.version())?)),
        None => Ok(None),
    }
}
