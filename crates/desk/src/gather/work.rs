//! Somebody who looks for work.

use matching::facts::{Seeker, Speaks, Standing};
use placement::store::searches::Search;
use placement::store::wishes::tier;
use store::Json;

use super::living::minutes;
use super::{Known, Vetoes};

/// The person of a search for work.
pub(super) fn seeker(search: &Search, known: &Known, vetoes: &Vetoes) -> Option<Seeker> {
    let id = search.person_id?;
    let wishes = known.wishes.work.get(&search.id);
    let members = known.members.get(&search.household_id);
    let person = members.and_then(|members| members.iter().find(|(_, person)| person.id == id));
    let hours = |hours: Option<i64>| hours.and_then(|hours| u32::try_from(hours).ok());
    Some(Seeker {
        id,
        household: search.household_id,
        birth: person.and_then(|(_, person)| person.born),
        eligible: known.eligible(search),
        standing: Standing { urgency: Some(tier(search.urgency)), since: Some(search.since) },
        may_work: wishes.and_then(|wishes| wishes.may_work),
        occupations: wishes.and_then(|wishes| wishes.occupations.clone()).map(|Json(all)| all),
        languages: languages(search, known),
        most_hours: wishes.and_then(|wishes| hours(wishes.most_hours)),
        fewest_hours: wishes.and_then(|wishes| hours(wishes.fewest_hours)),
        licences: wishes.and_then(|wishes| wishes.licences.clone()).map(|Json(all)| all),
        transport: wishes.and_then(|wishes| wishes.transport.clone()).map(|Json(all)| all),
        territory: known.residence(search),
        longest_way: wishes.and_then(|wishes| minutes(wishes.longest_minutes)),
        ready_from: search.ready_from,
        trainee: wishes.and_then(|wishes| wishes.trainee.as_ref()).map(|Json(group)| *group),
        vetoes: vetoes.by(search),
    })
}

/// The languages; how well Italian is spoken at work is asked with the search, and counts where it was.
fn languages(search: &Search, known: &Known) -> Option<Vec<Speaks>> {
    let person = search.person_id?;
    let italian =
        known.wishes.work.get(&search.id).and_then(|wishes| wishes.italian.as_ref()).map(|Json(level)| *level);
    let mut all = known.speaks(person);
    if let (Some(level), Ok(language)) = (italian, "it".parse()) {
        let all = all.get_or_insert_default();
        all.retain(|spoken| spoken.language != language);
        all.push(Speaks { language, level: Some(level) });
    }
    all
}
