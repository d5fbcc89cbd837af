//! The municipalities of Italy in time, by their cadastral and ISTAT codes.
//!
//! The table `data/municipalities.tsv` is made by `scripts/municipalities` from the packages named in
//! `assets/LICENCES.md`: every span of days since 1900 in which a municipality bore one name in one province, also of
//! those that ended. Forms are answered with the municipalities that stand today; a birth is looked up on its day
//! ([`on`], [`born_in`]). A name is looked up folded, so that `San Dona di Piave` is found, and by what it was called
//! formerly; what is not found gets the nearest names as a remedy.

use std::collections::HashMap;
use std::sync::LazyLock;

use kernel::Day;
use kernel::text::{fold, folded_words};

/// A municipality as it was between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// The ISTAT code, under which it is kept: `015175`. The cadastral code where the lists hold no ISTAT code: for
    /// most that ended before 2020, and for the newest until ISTAT's next list.
    pub code: String,
    /// The cadastral code, which a municipality keeps through every change of name and province: `G686`.
    pub cadastral: String,
    /// Its name.
    pub name: String,
    /// Its name in the other language of the place, if it has one: `Bozen`.
    pub other_name: Option<String>,
    /// The sign of its province: `MI`.
    pub province: String,
    /// The code of its region as a territory: `lombardia`; empty where the place is no longer in Italy.
    pub region: String,
    /// The first day of the span; none if it began before 1900.
    pub from: Option<Day>,
    /// The last day of the span; none if it stands today.
    pub until: Option<Day>,
}

struct Places {
    /// The spans: those that stand today first.
    spans: Vec<Municipality>,
    standing: usize,
    /// Every ISTAT code that ever held, and every cadastral code → the spans, in order of time.
    by_code: HashMap<String, Vec<usize>>,
    /// Names of today.
    by_name: HashMap<String, Vec<usize>>,
    /// Names of spans that are over.
    formerly: HashMap<String, Vec<usize>>,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| read(include_str!("../../../data/municipalities.tsv")));

fn read(table: &str) -> Places {
    let span = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [cadastral, from, until, istat, province, region, name, other] = cells[..] else { return None };
        Some(Municipality {
            code: if istat.is_empty() { cadastral } else { istat }.to_owned(),
            cadastral: cadastral.to_owned(),
            name: name.to_owned(),
            other_name: (!other.is_empty()).then(|| other.to_owned()),
            province: province.to_owned(),
            region: fold(region).replace(' ', "-"),
            from: from.parse().ok(),
            until: until.parse().ok(),
        })
    };
    let lines =
        table.lines().filter(|line| line.get(1..2).is_some_and(|sign| sign.starts_with(|c: char| c.is_ascii_digit())));
    let (mut spans, over): (Vec<_>, Vec<_>) = lines.filter_map(span).partition(|span| span.until.is_none());
    let standing = spans.len();
    spans.extend(over);
    let mut places =
        Places { spans, standing, by_code: HashMap::new(), by_name: HashMap::new(), formerly: HashMap::new() };
    for (at, span) in places.spans.iter().enumerate() {
        let names = if at < standing { &mut places.by_name } else { &mut places.formerly };
        for name in std::iter::once(&span.name).chain(&span.other_name) {
            names.entry(fold(name)).or_default().push(at);
        }
        places.by_code.entry(span.cadastral.clone()).or_default().push(at);
    }
    for ats in places.by_code.values_mut() {
        ats.sort_by_key(|at| places.spans[*at].from);
    }
    let by_istat: Vec<(String, Vec<usize>)> = places
        .spans
        .iter()
        .filter(|span| span.code != span.cadastral)
        .map(|span| (span.code.clone(), places.by_code[&span.cadastral].clone()))
        .collect();
    places.by_code.extend(by_istat);
    places
}

/// What a written name turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This municipality, as it stands today.
    One(Municipality),
    /// More than one bears the name: the sign of the province must tell them apart.
    Several(Vec<String>),
    /// It is no longer a municipality.
    Ended {
        /// Its last name, with the sign of the province.
        name: String,
        /// Its last day.
        until: Day,
        /// What was made in its province on the day after: perhaps what it became part of. The sources do not say.
        perhaps: Vec<String>,
    },
    /// None: these names are the nearest.
    None(Vec<String>),
}

/// Looks up a municipality of today by its ISTAT code (also a former one), its cadastral code, its name in either
/// language, a former name, or a name with the province's sign: `Livo (CO)`, `Seregno (MI)`.
#[must_use]
pub fn look_up(written: &str) -> Found {
    let written = written.trim();
    if let Some(place) = by_code(&written.to_uppercase()) {
        return today_or_ended(place);
    }
    let (name, province) = match written.rsplit_once('(') {
        Some((name, sign)) => (name, Some(sign.trim_end_matches(')').trim().to_uppercase())),
        None => (written, None),
    };
    let folded = fold(name);
    let bearers = |names: &HashMap<String, Vec<usize>>| -> Vec<&'static Municipality> {
        let spans = names.get(&folded).into_iter().flatten().map(|at| &PLACES.spans[*at]);
        spans.filter(|place| province.as_ref().is_none_or(|sign| place.province == *sign)).collect()
    };
    match bearers(&PLACES.by_name)[..] {
        [one] => Found::One(one.clone()),
        [] => formerly(&bearers(&PLACES.formerly)).unwrap_or_else(|| Found::None(nearest(&folded))),
        ref several => Found::Several(several.iter().map(|place| full_name(place)).collect()),
    }
}

/// What those who formerly bore a name are today.
fn formerly(bearers: &[&'static Municipality]) -> Option<Found> {
    let mut now: Vec<&'static Municipality> = bearers.iter().filter_map(|place| by_code(&place.cadastral)).collect();
    now.sort_by_key(|place| (place.until.is_some(), std::cmp::Reverse(place.until), place.cadastral.as_str()));
    now.dedup();
    let standing = now.iter().filter(|place| place.until.is_none()).count();
    match standing {
        0 | 1 => now.first().map(|place| today_or_ended(place)),
        _ => Some(Found::Several(now[..standing].iter().map(|place| full_name(place)).collect())),
    }
}

fn today_or_ended(place: &Municipality) -> Found {
    let Some(until) = place.until else { return Found::One(place.clone()) };
    let next = until.plus_days(1);
    let words = folded_words(&place.name);
    let mut made: Vec<&Municipality> = all()
        .iter()
        .filter(|other| other.province == place.province)
        .filter(|other| spans_of(&other.cadastral).next().is_some_and(|first| first.from == Some(next)))
        .collect();
    made.sort_by_key(|other| !folded_words(&other.name).iter().any(|word| words.contains(word)));
    let perhaps = made.into_iter().take(3).map(full_name).collect();
    Found::Ended { name: full_name(place), until, perhaps }
}

/// The municipality with this ISTAT or cadastral code, today's or former: as it stands today, or as it last stood.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Municipality> {
    PLACES.by_code.get(code).and_then(|ats| ats.last()).map(|at| &PLACES.spans[*at])
}

/// Every span of the municipality with this ISTAT or cadastral code, in order of time.
pub fn spans_of(code: &str) -> impl Iterator<Item = &'static Municipality> + use<> {
    PLACES.by_code.get(code).into_iter().flatten().map(|at| &PLACES.spans[*at])
}

/// The municipality with this ISTAT or cadastral code as it was on a day; none if it was none that day.
#[must_use]
pub fn on(code: &str, day: Day) -> Option<&'static Municipality> {
    spans_of(code).find(|span| span.from.is_none_or(|from| from <= day) && span.until.is_none_or(|until| day <= until))
}

/// Where somebody was born according to the cadastral code of a tax code: as the place was called on that day, or
/// as it last was when the day is unknown or the table knows none of that day (codes are given late, and by hand).
#[must_use]
pub fn born_in(cadastral: &str, day: Option<Day>) -> Option<&'static Municipality> {
    day.and_then(|day| on(cadastral, day)).or_else(|| by_code(cadastral))
}

/// Every municipality of today.
#[must_use]
pub fn all() -> &'static [Municipality] {
    &PLACES.spans[..PLACES.standing]
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
        .map(|(name, at)| (strsim::jaro_winkler(name, folded), &PLACES.spans[at[0]]))
        .filter(|(score, _)| *score > 0.85)
        .collect();
    scored.sort_by(|(one, a), (other, b)| other.total_cmp(one).then_with(|| a.name.cmp(&b.name)));
    scored.into_iter().take(3).map(|(_, place)| full_name(place)).collect()
}

#[cfg(test)]
mod tests;
