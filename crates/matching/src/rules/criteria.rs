//! The soft criteria: how well a place suits, each from nought to a thousand. They see the views of
//! [`crate::facts::suit`] and nothing else. What is not known gives no points, and is a question.

use kernel::words;
use serde::{Deserialize, Serialize};

use super::catalogue::OfferKind;
use super::look::Look;
use super::question::{About, Fact, Question};
use crate::facts::suit::{HouseholdSuit, PlaceSuit, SeekerSuit, WorkSuit};
use crate::facts::{Distances, Transport, WorkKind};
use kernel::{PersonId, TerritoryCode};

words!(
    /// The soft criteria.
    pub enum Criterion {
        /// In a territory where they would like to live.
        WantedTerritory = "wanted-territory",
        /// Of the kind of home they named first; less for one named later.
        WantedKind = "wanted-kind",
        /// Near the places they must reach, or near home for work.
        ShortWays = "short-ways",
        /// The schools that they need are near.
        SchoolsNear = "schools-near",
        /// The rent leaves them money.
        EasyRent = "easy-rent",
        /// People on whom they can count live there, whoever they are.
        TiesNear = "ties-near",
        /// What the host family would like is what they like.
        CustomsShared = "customs-shared",
        /// The occupation is one that the person has done or wants.
        Occupation = "occupation",
        /// The person has practised it.
        Experience = "experience",
        /// The languages asked are spoken better than asked.
        LanguageBeyond = "language-beyond",
        /// The work can be reached without a vehicle of one's own.
        EasyTransport = "easy-transport",
        /// A contract rather than an internship.
        Contract = "contract",
    }
);

impl Criterion {
    /// On which offers it can be measured.
    #[must_use]
    pub fn kinds(self) -> &'static [OfferKind] {
        use OfferKind::{Home, Host, Work};
        match self {
            Self::WantedTerritory | Self::SchoolsNear | Self::TiesNear => &[Home, Host],
            Self::WantedKind | Self::EasyRent => &[Home],
            Self::ShortWays => &[Home, Host, Work],
            Self::CustomsShared => &[Host],
            Self::Occupation | Self::Experience | Self::LanguageBeyond | Self::EasyTransport | Self::Contract => {
                &[Work]
            }
        }
    }
}

/// One term of a score, as pages show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The criterion.
    pub criterion: Criterion,
    /// How well it is met, in thousandths; nothing while a fact is missing.
    pub value: Option<i64>,
    /// The weight, in thousandths of a point.
    pub weight: i64,
    /// What it adds, in thousandths of a point.
    pub points: i64,
}

impl Term {
    pub(super) fn new(criterion: Criterion, value: Option<i64>, weight: i64) -> Self {
        let value = value.map(|value| value.clamp(0, FULL));
        Self { criterion, value, weight, points: value.unwrap_or_default() * weight / FULL }
    }
}

/// Met in full.
const FULL: i64 = 1000;

/// So many of so many, in thousandths; in full where nothing is wished.
fn share(met: usize, of: usize) -> i64 {
    (met * 1000).checked_div(of).and_then(|share| i64::try_from(share).ok()).unwrap_or(FULL)
}

fn met<T: PartialEq>(wished: &[T], there: &[T]) -> i64 {
    share(wished.iter().filter(|one| there.contains(one)).count(), wished.len())
}

/// How short the ways are: in full when there is none to go, nought at the limit.
fn ways(
    look: &mut Look,
    from: &TerritoryCode,
    to: &[TerritoryCode],
    longest: crate::facts::Longest,
    distances: &Distances,
) -> Option<i64> {
    let mut worst = FULL;
    let mut open = false;
    for place in to {
        let (way, limit) = longest.measure(distances.between(from, place));
        match way {
            Some(way) => worst = worst.min(FULL - (i64::from(way) * FULL / i64::from(limit.max(1))).min(FULL)),
            None => {
                look.ask(About::way(from, place), Fact::Travel);
                open = true;
            }
        }
    }
    (!open).then_some(worst)
}

/// How well a home or a host family's suits a household.
pub(super) fn place_value(
    criterion: Criterion,
    own: &HouseholdSuit<'_>,
    place: &PlaceSuit<'_>,
    distances: &Distances,
) -> (Option<i64>, Vec<Question>) {
    let mut look = Look::default();
    let value = match criterion {
        Criterion::WantedTerritory => {
            let wanted = look.own(own.territories, Fact::WantedTerritories);
            let there = look.offered(place.territory, Fact::Place);
            wanted.and_then(|wanted| there.map(|there| i64::from(wanted.is_empty() || wanted.contains(there)) * FULL))
        }
        Criterion::WantedKind => {
            let wanted = look.own(own.kinds, Fact::WantedKinds);
            let kind = look.offered(place.kind, Fact::HomeKind);
            wanted.and_then(|wanted| {
                let rank = wanted.iter().position(|one| Some(*one) == kind);
                kind.map(
                    |_| if wanted.is_empty() { FULL } else { rank.map_or(0, |rank| FULL - share(rank, wanted.len())) },
                )
            })
        }
        Criterion::ShortWays => {
            let to = look.own(own.must_reach, Fact::MustReach);
            let longest = look.own(own.longest_way, Fact::LongestWay);
            let from = look.offered(place.territory, Fact::Place);
            match (to, longest, from) {
                (Some(to), Some(longest), Some(from)) => ways(&mut look, from, to, longest, distances),
                _ => None,
            }
        }
        Criterion::SchoolsNear => {
            let needed = look.own(own.schools, Fact::SchoolsNeeded);
            let near = look.offered(place.schools, Fact::SchoolsNear);
            needed.and_then(|needed| near.map(|near| met(needed, near)))
        }
        Criterion::EasyRent => {
            let own_rent = look.own(own.rent, Fact::RentPayable);
            let support = look.own(own.rent_support, Fact::RentSupport);
            let payable = own_rent.and_then(|own_rent| Some((own_rent + support?).get()));
            let rent = look.offered(place.rent, Fact::Rent).map(kernel::Cents::get);
            // In full when the rent is half of what can be paid, nought when it is all of it.
            payable.and_then(|payable| rent.map(|rent| (payable - rent).max(0) * 2 * FULL / payable.max(1)))
        }
        Criterion::TiesNear => {
            let ties = look.own(own.ties, Fact::TiesNear);
            let there = look.offered(place.territory, Fact::Place);
            ties.and_then(|ties| there.map(|there| i64::from(ties.contains(there)) * FULL))
        }
        Criterion::CustomsShared => {
            let wishes = look.offered(place.wishes, Fact::HostWishes);
            let customs = look.own(own.customs, Fact::Customs);
            wishes.and_then(|wishes| customs.map(|customs| met(wishes, customs)))
        }
        _ => None,
    };
    (value, if value.is_none() { look.into_questions() } else { Vec::new() })
}

/// How well a work place suits somebody.
pub(super) fn work_value(
    criterion: Criterion,
    person: PersonId,
    own: &SeekerSuit<'_>,
    work: &WorkSuit<'_>,
    distances: &Distances,
) -> (Option<i64>, Vec<Question>) {
    let mut look = Look::default();
    let value = match criterion {
        Criterion::ShortWays => {
            let from = look.of(person, own.territory, Fact::Residence);
            let longest = look.of(person, own.longest_way, Fact::LongestWay);
            let to = look.offered(work.territory, Fact::Place);
            match (from, longest, to) {
                (Some(from), Some(longest), Some(to)) => {
                    ways(&mut look, from, std::slice::from_ref(to), longest, distances)
                }
                _ => None,
            }
        }
        Criterion::Occupation => {
            let done = look.of(person, own.occupations, Fact::Practised);
            let offered = look.offered(work.occupation, Fact::Occupation);
            done.and_then(|done| {
                let nearest = offered.map(|offered| done.iter().map(|one| one.occupation.likeness(offered)).max());
                nearest.map(|nearest| nearest.unwrap_or(FULL)) // whoever would take anything
            })
        }
        Criterion::Experience => {
            let done = look.of(person, own.occupations, Fact::Practised);
            let offered = look.offered(work.occupation, Fact::Occupation);
            done.and_then(|done| {
                let offered = offered?;
                let counted = done.iter().map(|one| {
                    let months = look.of(person, one.months, Fact::Practised)?;
                    Some(one.occupation.likeness(offered) * i64::from(months.min(MONTHS)) / i64::from(MONTHS))
                });
                counted.collect::<Option<Vec<i64>>>().map(|all| all.into_iter().max().unwrap_or_default())
            })
        }
        Criterion::LanguageBeyond => {
            let asked = look.offered(work.languages, Fact::LanguagesAsked);
            let spoken = look.of(person, own.languages, Fact::Languages);
            asked.and_then(|asked| {
                let spoken = spoken?;
                let beyond = asked.iter().map(|one| {
                    let known = spoken.iter().find(|known| known.language == one.language);
                    let level = known.map_or(Some(one.level), |known| look.of(person, known.level, Fact::Languages));
                    level.map(|level| level.above(one.level).min(2) * FULL / 2)
                });
                beyond.collect::<Option<Vec<i64>>>().map(|all| all.into_iter().min().unwrap_or(FULL))
            })
        }
        Criterion::EasyTransport => {
            let ways = look.offered(work.transport, Fact::WaysThere);
            let easy = |way: &Transport| matches!(way, Transport::Public | Transport::Bicycle);
            ways.map(|ways| i64::from(ways.is_empty() || ways.iter().any(easy)) * FULL)
        }
        Criterion::Contract => {
            look.offered(work.kind, Fact::WorkKind).map(|kind| i64::from(kind == WorkKind::Contract) * FULL)
        }
        _ => None,
    };
    (value, if value.is_none() { look.into_questions() } else { Vec::new() })
}

/// Months of practice that count in full.
const MONTHS: u32 = 24;
