//! A row in short words, as a preview tells it.

use kernel::BirthDay;
use web::Desk;

use crate::rules::row::Person;

/// What a row says of a person, beside the name.
#[must_use]
pub(super) fn facts(desk: &Desk, person: &Person) -> Vec<String> {
    let say = |family: &str, word: &str| desk.say(&format!("{family}-{word}"));
    let born = person.born.map(|born| match born {
        BirthDay::Day(day) => day.italian(),
        BirthDay::Year(year) => desk.say_with("import-born-year", &[("year", year.to_string().into())]),
    });
    let permit = person.permit_kind.map(|kind| say("permit-kind", kind.word()));
    let state = person.permit_state.map(|state| say("permit-state", state.word()));
    let expires = person.permit_expires.map(|day| desk.say_with("import-until", &[("day", day.italian().into())]));
    let stay = person.circuit.map(|circuit| say("circuit", circuit.word()));
    let exit = person.exit_day.map(|day| desk.say_with("import-left", &[("day", day.italian().into())]));
    let citizenship = person.citizenship.as_ref().map(|country| say("country", &country.to_string()));
    [
        born,
        person.birth_place.clone(),
        person.sex.map(|sex| say("sex", sex.word())),
        citizenship,
        person.relation.map(|relation| say("relation", relation.word())),
        permit,
        state,
        expires,
        stay,
        exit.or_else(|| person.still_inside.then(|| desk.say("import-still-inside"))),
        person.municipality.clone(),
        person.phone.clone(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
