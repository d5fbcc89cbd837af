//! The people of referrals, as the rows of a sheet.

use kernel::HouseholdId;
use network::rules::place;
use pathways::store::referrals::Referral;
use people::rules::person::Sex;
use people::rules::stay::Departure;
use people::store::households::{Household, members_of_many};
use people::store::papers::{permits_of, stays_of};
use people::store::sightings::{self, Seen};
use programmes::rules::Circuit;
use store::{Db, Stored};

use crate::rules::row::Person;

/// Everybody of the households of some referrals: with names where `people` reads them, with permits and stays where
/// `status` does. Each of them can read that they were handed out, and to whom.
///
/// # Errors
/// When the database fails.
pub async fn people(people: &Db, status: &Db, referrals: &[Referral]) -> Stored<Vec<Person>> {
    let ids: Vec<HouseholdId> = referrals.iter().map(|referral| referral.household_id).collect();
    let households = people.rows::<Household>().filter(Household::id.is_in(ids.iter().copied())).all().await?;
    let mut members = members_of_many(people, ids).await?;
    let everybody: Vec<_> = members.values().flatten().map(|(_, person, _)| person.id).collect();
    let permits = permits_of(status, everybody.iter().copied()).await?;
    let stays = stays_of(status, everybody).await?;
    let today = people.today();
    let mut rows = Vec::new();
    let mut handed_out = Vec::new();
    for referral in referrals {
        let Some(household) = households.iter().find(|one| one.id == referral.household_id) else { continue };
        let town = household.municipality.as_deref().and_then(place::by_code);
        for (membership, person, identity) in members.remove(&household.id).unwrap_or_default() {
            if !membership.holds_on(today) {
                continue;
            }
            handed_out.push(person.id);
            let permit = permits.get(&person.id).and_then(|permits| permits.first());
            let stay = stays.get(&person.id).and_then(|stays| stays.first());
            let never = (person.stays_known && stay.is_none()).then_some(Circuit::Never);
            rows.push(Person {
                sex: Some(person.sex).filter(|sex| *sex != Sex::Unknown),
                born: person.born,
                birth_place: identity.as_ref().and_then(|one| one.birth_place.clone()),
                citizenship: person.citizenship,
                given: identity.as_ref().map(|one| one.given.clone()).unwrap_or_default(),
                family: identity.as_ref().map_or_else(|| household.code.clone(), |one| one.family.clone()),
                native_name: identity.as_ref().and_then(|one| one.also_known_as.clone()),
                cui: identity.as_ref().and_then(|one| one.cui.clone()),
                tax_code: identity.as_ref().and_then(|one| one.tax_code.clone()),
                phone: identity.as_ref().and_then(|one| one.phone.clone()),
                email: identity.as_ref().and_then(|one| one.email.clone()),
                languages: identity.and_then(|one| one.languages),
                permit_kind: permit.and_then(|permit| permit.kind),
                permit_state: permit.map(|permit| permit.state),
                permit_number: permit.and_then(|permit| permit.number.clone().or_else(|| permit.receipt.clone())),
                permit_issued: permit.and_then(|permit| permit.issued_on),
                permit_expires: permit.and_then(|permit| permit.expires_on),
                circuit: stay.and_then(|stay| stay.circuit).or(never),
                reception_place: stay.and_then(|stay| stay.place.clone()),
                entered_on: stay.and_then(|stay| stay.entered_on),
                exit_day: stay.filter(|stay| stay.leaving == Departure::Left).and_then(|stay| stay.left_on),
                still_inside: stay.is_some_and(|stay| stay.leaving == Departure::Inside),
                municipality: town.map(place::full_name),
                municipality_code: town.map(|town| town.code.clone()),
                relation: Some(membership.relation),
                household_number: Some(household.code.clone()),
                household_size: household.everyone_listed.then_some(household.size),
                minors: None,
                needs: Some(referral.needs.0.join(", ")).filter(|needs| !needs.is_empty()),
                notes: referral.story.clone(),
                sender: referral.sender_name.clone(),
                referred_on: referral.received_on,
            });
        }
    }
    sightings::note(people, handed_out, Seen::Export).await?;
    Ok(rows)
}
