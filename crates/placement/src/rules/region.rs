//! The regions of Italy as the map draws them, and in which of them a territory lies.
//!
//! The shapes stand in `data/regions.tsv`, made by `scripts/regions` from the package named in `assets/LICENCES.md`. A
//! territory lies in the region that encloses it by its programme's definition. Nothing finer is drawn: every offer and
//! every search has a territory, but not every one names a municipality, and many territories are whole regions.

use std::sync::LazyLock;

use kernel::TerritoryCode;
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;

/// A region and how it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its code as a territory: `lombardia`.
    pub code: TerritoryCode,
    /// Its Italian name.
    pub name: &'static str,
    /// Where numbers stand on it, in the units of [`VIEW`]: from the left.
    pub x: &'static str,
    /// The same from the top.
    pub y: &'static str,
    /// Its shape, as the data of an SVG path.
    pub path: &'static str,
}

/// The extent of the drawing: width and height.
pub const VIEW: (u32, u32) = (610, 793);

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let lines = include_str!("../../data/regions.tsv").lines().filter(|line| !line.starts_with('#'));
    let region = |line: &'static str| match line.split('\t').collect::<Vec<_>>()[..] {
        [code, name, x, y, path] => Some(Region { code: code.parse().ok()?, name, x, y, path }),
        _ => None,
    };
    lines.filter_map(region).collect()
});

/// All of them, by name.
#[must_use]
pub fn all() -> &'static [Region] {
    &REGIONS
}

/// The region with this code.
#[must_use]
pub fn by_code(code: &TerritoryCode) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.code == *code)
}

/// The region in which a territory lies, by the first definition that says so.
#[must_use]
pub fn of(catalogue: &Catalogue, territory: &TerritoryCode) -> Option<&'static Region> {
    catalogue.all().find_map(|programme| enclosing(programme, territory))
}

fn enclosing(programme: &Programme, territory: &TerritoryCode) -> Option<&'static Region> {
    // What encloses stands before what it encloses in a definition: the way up ends.
    let mut at = programme.territory(territory)?;
    loop {
        if let Some(region) = by_code(&at.code) {
            return Some(region);
        }
        at = programme.territory(at.within.as_ref()?)?;
    }
}

/// The territories of all programmes that lie in a region: those whose offers and searches a list of it holds.
#[must_use]
pub fn territories(catalogue: &Catalogue, region: &TerritoryCode) -> Vec<TerritoryCode> {
    let all = catalogue.all().flat_map(|programme| &programme.territories);
    let mut within: Vec<TerritoryCode> = all
        .map(|territory| territory.code.clone())
        .filter(|code| of(catalogue, code).is_some_and(|found| found.code == *region))
        .collect();
    within.sort_unstable();
    within.dedup();
    within
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::text::fold;

    use super::*;

    #[test]
    fn the_drawing_holds_the_regions_of_the_municipalities_each_once() {
        // As the municipalities' table folds names: `valle-daosta`.
        let drawn: Vec<String> = all().iter().map(|region| fold(region.name).replace(' ', "-")).collect();
        let standing: BTreeSet<String> =
            network::rules::place::all().iter().map(|place| place.region.clone()).collect();
        assert_eq!(drawn.iter().cloned().collect::<BTreeSet<_>>(), standing);
        assert_eq!(drawn.len(), 20);
    }

    #[test]
    fn numbers_stand_inside_of_the_drawing() {
        for region in all() {
            let at = |text: &str| text.parse::<f64>().unwrap();
            let (x, y) = (at(region.x), at(region.y));
            assert!(x > 0.0 && x < f64::from(VIEW.0) && y > 0.0 && y < f64::from(VIEW.1), "{}", region.name);
            assert!(region.path.starts_with(['M', 'm']), "{}", region.name);
        }
    }

    #[test]
    fn every_territory_of_the_shipped_programmes_lies_in_a_region() {
        let catalogue = Catalogue::read(None).unwrap();
        for programme in catalogue.all() {
            for territory in &programme.territories {
                let region = of(&catalogue, &territory.code);
                assert!(region.is_some(), "{} of {} lies nowhere on the map", territory.code, programme.code);
                assert!(territories(&catalogue, &region.unwrap().code).contains(&territory.code));
            }
        }
        let within = territories(&catalogue, &"lombardia".parse().unwrap());
        let codes: Vec<&str> = within.iter().map(TerritoryCode::as_str).collect();
        assert_eq!(codes, ["citta-metropolitana-milano", "lombardia", "pioltello", "pioltello-satellite"]);
    }
}
