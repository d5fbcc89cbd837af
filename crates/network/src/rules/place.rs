//! The municipalities of Italy, by their ISTAT code.
//!
//! The list comes from the package named in `assets/LICENCES.md` and is built into the program. A name is looked up
//! folded, so that `San Dona di Piave` is found; what is not found gets the nearest names as a remedy.

use std::collections::HashMap;
use std::sync::LazyLock;

use kernel::text::fold;

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// The ISTAT code: `015175`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The sign of its province: `MI`.
    pub province: String,
    /// The code of its region as a territory: `lombardia`.
    pub region: String,
}

struct Places {
    all: Vec<Municipality>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let bytes = web::assets::read("municipalities.tsv").unwrap_or_default();
    read(&String::from_utf8_lossy(&bytes))
});

fn read(table: &str) -> Places {
    let mut places = Places { all: Vec::new(), by_code: HashMap::new(), by_name: HashMap::new() };
    for line in table.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [code, name, province, _, _, region] = cells[..] else { continue };
        let at = places.all.len();
        places.by_code.insert(code.to_owned(), at);
        places.by_name.entry(fold(name)).or_default().push(at);
        let region = fold(region.split('/').next().unwrap_or_default()).replace(' ', "-");
        places.all.push(Municipality {
            code: code.to_owned(),
            name: name.to_owned(),
            province: province.to_owned(),
            region,
        });
    }
    places
}

/// What a written name turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This municipality.
    One(Municipality),
    /// More than one bears the name: the sign of the province must tell them apart.
    Several(Vec<String>),
    /// None: these names are the nearest.
    None(Vec<String>),
}

/// Looks a municipality up by its ISTAT code, its name, or its name with the province's sign: `Livo (CO)`.
#[must_use]
pub fn look_up(written: &str) -> Found {
    let written = written.trim();
    if let Some(at) = PLACES.by_code.get(written) {
        return Found::One(PLACES.all[*at].clone());
    }
    let (name, province) = match written.rsplit_once('(') {
        Some((name, sign)) => (name, Some(sign.trim_end_matches(')').trim().to_uppercase())),
        None => (written, None),
    };
    let folded = fold(name);
    let bearers: Vec<&Municipality> = PLACES
        .by_name
        .get(&folded)
        .into_iter()
        .flatten()
        .map(|at| &PLACES.all[*at])
        .filter(|place| province.as_ref().is_none_or(|sign| place.province == *sign))
        .collect();
    match bearers[..] {
        [one] => Found::One(one.clone()),
        [] => Found::None(nearest(&folded)),
        _ => Found::Several(bearers.iter().map(|place| full_name(place)).collect()),
    }
}

/// The municipality with this ISTAT code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Municipality> {
    PLACES.by_code.get(code).map(|at| &PLACES.all[*at])
}

/// Every municipality, for choosing at random in an invented network.
#[must_use]
pub fn all() -> &'static [Municipality] {
    &PLACES.all
}

/// `Pioltello (MI)`.
#[must_use]
pub fn full_name(place: &Municipality) -> String {
    format!("{} ({})", place.name, place.province)
}

fn nearest(folded: &str) -> Vec<String> {
    let mut scored: Vec<(f64, &Municipality)> = PLACES
        .by_name
        .iter()
        .map(|(name, at)| (strsim::jaro_winkler(name, folded), &PLACES.all[at[0]]))
        .filter(|(score, _)| *score > 0.85)
        .collect();
    scored.sort_by(|(one, a), (other, b)| other.total_cmp(one).then_with(|| a.name.cmp(&b.name)));
    scored.into_iter().take(3).map(|(_, place)| full_name(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_municipality_is_found_by_name_code_and_province() {
        let Found::One(pioltello) = look_up(" pioltello ") else { panic!("found") };
        assert_eq!((pioltello.province.as_str(), pioltello.region.as_str()), ("MI", "lombardia"));
        assert_eq!(look_up(&pioltello.code), Found::One(pioltello.clone()));
        assert!(matches!(look_up("Forli"), Found::One(_)));
        assert!(matches!(look_up("Reggio Emilia"), Found::One(_) | Found::None(_)));
    }

    #[test]
    fn a_name_borne_twice_asks_for_the_province() {
        assert!(matches!(look_up("Livo"), Found::Several(names) if names.len() == 2));
        assert!(matches!(look_up("Livo (CO)"), Found::One(place) if place.province == "CO"));
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_ones() {
        assert!(matches!(look_up("Piotello"), Found::None(near) if near.contains(&"Pioltello (MI)".to_owned())));
        assert_eq!(look_up("Xyzzyx"), Found::None(vec![]));
    }
}
