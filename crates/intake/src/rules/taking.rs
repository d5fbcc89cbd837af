//! A row on its way into the records: what identifies it, where its household belongs, what is told of it in words.

use std::collections::BTreeMap;

use kernel::text::{fold, folded_words};
use kernel::{BirthDay, Day, TerritoryCode};
use network::rules::place;
use programmes::definition::{Programme, Territory, TerritoryKind};
use sha2::{Digest, Sha256};

use super::row::{Person, ReadRow};

/// What makes a row the same row when a sheet is sent again: all that it says of the person, however the file writes it.
/// Hexadecimal SHA-256, so that it names nobody.
#[must_use]
pub fn fingerprint(person: &Person) -> String {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let word = |word: Option<String>| word.unwrap_or_default();
    let said = [
        fold(&person.family),
        fold(&person.given),
        word(person.native_name.clone()),
        word(person.born.map(|born: BirthDay| born.to_string())),
        word(person.sex.map(|sex| sex.word().to_owned())),
        word(person.citizenship.as_ref().map(ToString::to_string)),
        word(person.cui.clone()),
        word(person.tax_code.clone()),
        word(person.permit_kind.map(|kind| kind.word().to_owned())),
        word(person.permit_state.map(|state| state.word().to_owned())),
        word(person.permit_number.clone()),
        day(person.permit_issued),
        day(person.permit_expires),
        word(person.circuit.map(|circuit| circuit.word().to_owned())),
        word(person.reception_place.clone()),
        day(person.entered_on),
        day(person.exit_day),
        word(person.birth_place.as_deref().map(fold)),
        if person.still_inside { "inside".to_owned() } else { String::new() },
        word(person.municipality.as_deref().map(fold)),
        word(person.relation.map(|relation| relation.word().to_owned())),
        word(person.phone.clone()),
        word(person.email.clone()),
        word(person.needs.clone()),
        word(person.notes.clone()),
        word(person.languages.clone()),
        word(person.household_number.clone()),
    ];
    hexadecimal(&Sha256::digest(said.join("\u{1f}")))
}

/// The hexadecimal digest of a file.
#[must_use]
pub fn digest(file: &[u8]) -> String {
    hexadecimal(&Sha256::digest(file))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The territory of a programme in which a municipality lies: the municipality itself where the programme names it,
/// else its region.
#[must_use]
pub fn territory_of(programme: &Programme, municipality: &str) -> Option<TerritoryCode> {
    let town = place::by_code(municipality)?;
    let named = |territory: &&Territory| {
        territory.kind == TerritoryKind::Municipality && fold(&territory.name) == fold(&town.name)
    };
    let territory = programme
        .territories
        .iter()
        .find(named)
        .or_else(|| programme.territories.iter().find(|territory| territory.code.to_string() == town.region));
    territory.map(|territory| territory.code.clone())
}

/// The territory of each row: that of its municipality, nothing when the programme does not work there. Rows that name no
/// municipality, or none that is understood, go where most rows go, else into the only territory of the programme.
#[must_use]
pub fn territories(programme: &Programme, rows: &[ReadRow]) -> Vec<Option<TerritoryCode>> {
    let of_row = |row: &ReadRow| row.person.municipality_code.as_deref().and_then(|code| territory_of(programme, code));
    let own: Vec<Option<TerritoryCode>> = rows.iter().map(of_row).collect();
    let mut counts: BTreeMap<&TerritoryCode, usize> = BTreeMap::new();
    for code in own.iter().flatten() {
        *counts.entry(code).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(code, _)| code.clone());
    let usual = most.or_else(|| match &programme.territories[..] {
        [only] => Some(only.code.clone()),
        _ => None,
    });
    let of_none = |row: &ReadRow| usual.clone().filter(|_| row.person.municipality_code.is_none());
    own.into_iter().zip(rows).map(|(code, row)| code.or_else(|| of_none(row))).collect()
}

/// The axes of a programme that words of need speak of; the words stay in the story all the same.
#[must_use]
pub fn axes(programme: &Programme, needs: &str) -> Vec<String> {
    const SPOKEN: &[(&str, &[&str])] = &[
        ("home", &["cas", "allogg", "abita", "stanz", "affitt", "home", "hous"]),
        ("work", &["lavor", "occupa", "impieg", "tirocin", "work", "job"]),
        ("family", &["famigl", "accoglienza", "family"]),
        ("social", &["social", "comunit", "reti"]),
        ("health", &["salut", "sanit", "medic", "health"]),
        ("training", &["formaz", "corso", "studi", "italiano", "scuol", "training"]),
        ("school", &["scuol", "school"]),
    ];
    let words = folded_words(needs);
    let speaks = |begins: &[&str]| words.iter().any(|word| begins.iter().any(|begin| word.starts_with(begin)));
    let is_meant = |code: &str, name: &str| {
        let spoken = SPOKEN.iter().filter(|(axis, _)| code.contains(axis)).any(|(_, begins)| speaks(begins));
        spoken || folded_words(name).iter().any(|part| part.len() >= 4 && words.contains(part))
    };
    let axes = programme.axes.iter().filter(|axis| is_meant(&axis.code, axis.name.get("it")));
    axes.map(|axis| axis.code.clone()).collect()
}

/// What a household's rows tell in words: needs and notes, each once.
#[must_use]
pub fn story(rows: &[&ReadRow]) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    for row in rows {
        let unread = row.person.municipality.as_ref().filter(|_| row.person.municipality_code.is_none());
        for words in [&row.person.needs, &row.person.notes].into_iter().flatten().chain(unread) {
            if !told.contains(words) {
                told.push(words.clone());
            }
        }
    }
    (!told.is_empty()).then(|| told.join("\n"))
}

#[cfg(test)]
mod tests {
    use programmes::catalogue::Catalogue;

    use super::*;

    fn programme(code: &str) -> std::sync::Arc<Programme> {
        Catalogue::read(None).unwrap().get(&code.parse().unwrap()).unwrap().clone()
    }

    fn town(name: &str) -> Option<String> {
        match place::look_up(name) {
            place::Found::One(found) => Some(found.code),
            _ => None,
        }
    }

    #[test]
    fn a_municipality_lies_in_its_own_territory_or_in_its_region() {
        let code = |programme_code: &str, name: &str| {
            territory_of(&programme(programme_code), &town(name).unwrap()).map(|code| code.to_string())
        };
        assert_eq!(code("abitare-insieme", "Pioltello").as_deref(), Some("pioltello"));
        assert_eq!(code("abitare-insieme", "Lecco").as_deref(), Some("lombardia"));
        assert_eq!(code("fra-noi-2", "Lecco").as_deref(), Some("lombardia"));
    }

    #[test]
    fn a_row_without_a_municipality_goes_where_most_of_the_sheet_goes() {
        let row = |name: Option<&str>| {
            let person = Person { municipality_code: name.and_then(town), ..Person::default() };
            ReadRow { number: 0, person, remarks: Vec::new() }
        };
        let found = territories(&programme("fra-noi-2"), &[row(Some("Lecco")), row(None)]);
        assert_eq!(found, [Some("lombardia".parse().unwrap()), Some("lombardia".parse().unwrap())]);
        assert_eq!(territories(&programme("fra-noi-2"), &[row(None)]), [None]);
    }

    #[test]
    fn a_town_where_the_programme_does_not_work_has_no_territory_whatever_the_rest_of_the_sheet_says() {
        let row = |name: Option<&str>| {
            let person = Person { municipality_code: name.and_then(town), ..Person::default() };
            ReadRow { number: 0, person, remarks: Vec::new() }
        };
        let rows = [row(Some("Lecco")), row(Some("Lecco")), row(Some("Cagliari")), row(None)];
        let found = territories(&programme("fra-noi-2"), &rows);
        assert_eq!(found[2], None);
        assert_eq!(found[3], found[0]);
    }

    #[test]
    fn words_of_need_name_the_axes_of_the_programme() {
        let programme = programme("fra-noi-2");
        let all: Vec<&str> = programme.axes.iter().map(|axis| axis.code.as_str()).collect();
        let found = axes(&programme, "casa, lavoro");
        assert!(found.contains(&"home".to_owned()) && found.contains(&"work".to_owned()), "{found:?} of {all:?}");
        assert!(axes(&programme, "niente di preciso").is_empty());
    }

    #[test]
    fn the_same_person_written_otherwise_is_the_same_row_and_one_day_more_is_another() {
        let person = Person { family: "DIALLO".into(), born: "1999-03-12".parse().ok(), ..Person::default() };
        let same = Person { family: "Diallo".into(), ..person.clone() };
        let other = Person { born: "1999-03-13".parse().ok(), ..person.clone() };
        assert_eq!(fingerprint(&person), fingerprint(&same));
        assert_ne!(fingerprint(&person), fingerprint(&other));
    }
}
