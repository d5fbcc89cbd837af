//! Households and people that should never have been written down, taken away again: for taking an import back.

use std::collections::HashSet;

use kernel::{HouseholdId, PersonId};
use store::{Change, Db, Held, Stored};

use super::duplicates::Duplicate;
use super::households::{Household, Membership, Place};
use super::papers::{Permit, ReceptionStay};
use super::permit_events::PermitEvent;
use super::persons::{Identity, KnownAt, Person};
use super::questions::HandoverCheck;
use super::search::KeptKey;
use super::sightings::Sighting;
use super::stay_moves::StayExtension;

/// Takes a household away that was never true, with everybody who was written down with it and belongs to no other, as
/// when an import is taken back. The caller has made sure that nothing happened to it since, and writes the entry.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it meanwhile; [`store::StoreError::Needed`] when something else
/// hangs on its people already.
pub async fn unmake(db: &Db, change: &mut Change, household: HouseholdId) -> Stored<()> {
    let held = db.held::<Household>(household).await?;
    let members = db.rows::<Membership>().filter(Membership::household_id.eq(household)).all().await?;
    let people: Vec<PersonId> = members.iter().map(|membership| membership.person_id).collect();
    let leaving = leaving_altogether(db, household, people).await?;
    forget_all_of(change, &leaving).await?;
    change.remove::<Membership>(Membership::household_id.eq(household)).await?;
    change.remove::<KnownAt>(KnownAt::household_id.eq(household)).await?;
    change.take_away(held).await?;
    take_away(change, leaving).await
}

/// Takes people out of a household that they should never have come into, and the place at which it should never have
/// become known, as when an import is taken back. The caller has made sure that nothing happened to them since, and
/// writes the entry.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it meanwhile; [`store::StoreError::Needed`] when something else
/// hangs on them already.
pub async fn unjoin(
    db: &Db,
    change: &mut Change,
    household: Held<Household>,
    people: &[PersonId],
    known_at: Option<&Place>,
) -> Stored<()> {
    let id = household.id;
    let leaving = leaving_altogether(db, id, people.to_vec()).await?;
    forget_all_of(change, &leaving).await?;
    let theirs = || people.iter().copied();
    let of_it = || Membership::household_id.eq(id).and(Membership::person_id.is_in(theirs()));
    for spell in db.rows::<Membership>().filter(of_it()).all().await? {
        // Facts of the very day of the coming count whoever came.
        if let Some(since) = spell.since {
            change.uncount_leaver(id, since, spell.person_id).await?;
        }
    }
    let reference_id = household.reference_id.filter(|reference| !people.contains(reference));
    let new = Household { size: household.size - people.len() as i64, reference_id, ..household.clone() };
    change.update(household, new).await?;
    change.remove::<Membership>(of_it()).await?;
    change.remove::<KnownAt>(KnownAt::household_id.eq(id).and(KnownAt::person_id.is_in(theirs()))).await?;
    if let Some(place) = known_at {
        change.remove::<KnownAt>(KnownAt::household_id.eq(id).and(place.known())).await?;
    }
    take_away(change, leaving).await
}

type Leaving = Vec<(Held<Person>, Held<Identity>)>;

/// Those of a household's people who belong to no other.
async fn leaving_altogether(db: &Db, household: HouseholdId, people: Vec<PersonId>) -> Stored<Leaving> {
    let elsewhere = Membership::person_id.is_in(people.iter().copied()).and(Membership::household_id.ne(household));
    let kept: HashSet<PersonId> =
        db.rows::<Membership>().filter(elsewhere).all().await?.iter().map(|membership| membership.person_id).collect();
    let mut leaving = Vec::new();
    for person in people.into_iter().filter(|person| !kept.contains(person)) {
        leaving.push((db.held::<Person>(person).await?, db.held::<Identity>(person).await?));
    }
    Ok(leaving)
}

/// Takes away what was written down with people, and what was found out about them by itself. What others wrote stays,
/// and so must they.
async fn forget_all_of(change: &mut Change, leaving: &Leaving) -> Stored<()> {
    let theirs = || leaving.iter().map(|(person, _)| person.id);
    change.remove::<PermitEvent>(PermitEvent::person_id.is_in(theirs())).await?;
    change.remove::<Permit>(Permit::person_id.is_in(theirs())).await?;
    change.remove::<StayExtension>(StayExtension::person_id.is_in(theirs())).await?;
    change.remove::<ReceptionStay>(ReceptionStay::person_id.is_in(theirs())).await?;
    change.remove::<Sighting>(Sighting::person_id.is_in(theirs())).await?;
    change.remove::<Duplicate>(Duplicate::one_id.is_in(theirs()).or(Duplicate::other_id.is_in(theirs()))).await?;
    // Questions asked stay, for whom they reached and for the limit of the day: they name nobody any more.
    change.remove::<HandoverCheck>(HandoverCheck::person_id.is_in(theirs())).await?;
    change.remove::<KeptKey>(KeptKey::person_id.is_in(theirs())).await?;
    Ok(())
}

async fn take_away(change: &mut Change, leaving: Leaving) -> Stored<()> {
    for (person, identity) in leaving {
        change.take_away(identity).await?;
        change.take_away(person).await?;
    }
    Ok(())
}
