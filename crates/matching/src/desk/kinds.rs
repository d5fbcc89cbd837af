//! The three kinds of pairs in which each seeker takes one unit.

use std::fmt::Debug;

use kernel::{TerritoryCode, Uuid};
use serde::{Deserialize, Serialize};

use crate::facts::{Home, Host, Household, Room, Seeker, Standing, Work};
use crate::rules::{
    Considered, Gate, OfferKind, Question, RuleCode, Scene, consider_home, consider_host, consider_work, home_score,
    host_score, work_score,
};

/// Who is matched with what, and by which rules.
pub trait Kind: Debug + Clone + Copy + PartialEq + Send + Sync + 'static {
    /// Who looks.
    type Seeker: Debug + Clone + PartialEq + Send + Sync;
    /// What is on offer.
    type Offer: Debug + Clone + PartialEq + Send + Sync;
    /// The kind of offer, for rules and criteria.
    const KIND: OfferKind;

    /// The key of a seeker.
    fn seeker_key(seeker: &Self::Seeker) -> Uuid;
    /// The key of an offer.
    fn offer_key(offer: &Self::Offer) -> Uuid;
    /// How long a seeker can wait.
    fn standing(seeker: &Self::Seeker) -> &Standing;
    /// How many people find a place.
    fn persons(seeker: &Self::Seeker) -> usize;
    /// How many seekers an offer can take.
    fn units(offer: &Self::Offer) -> u32;
    /// Where an offer is.
    fn territory(offer: &Self::Offer) -> Option<&TerritoryCode>;
    /// The beds of an offer, where all are known and beds are what it offers.
    fn beds(offer: &Self::Offer) -> Option<u32>;
    /// What would have to be known of the pair; nothing: every rule says yes.
    ///
    /// # Errors
    /// The first rule found that refuses it.
    fn pass(gate: &Gate<'_>, seeker: &Self::Seeker, offer: &Self::Offer) -> Result<Vec<Question>, RuleCode>;
    /// The one rule that stands in the way of the pair and that a policy may switch off.
    fn alone(gate: &Gate<'_>, seeker: &Self::Seeker, offer: &Self::Offer) -> Option<RuleCode>;
    /// The score of the pair, whatever the rules say.
    fn score(scene: &Scene<'_>, seeker: &Self::Seeker, offer: &Self::Offer) -> i64;
    /// Whether everything in a territory is out of reach.
    fn out_of_reach(gate: &Gate<'_>, seeker: &Self::Seeker, territory: &TerritoryCode) -> bool;
    /// The pair, considered.
    fn consider(scene: &Scene<'_>, seeker: &Self::Seeker, offer: &Self::Offer) -> Considered;
}

/// A work place or internship, with how many people it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Opening {
    /// The work.
    pub work: Work,
    /// How many people can take it up.
    pub units: u32,
}

/// Households and homes, each home for one household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Homes;

/// Households and host families, each for one household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hosts;

/// People who look for work, and openings for several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Openings;

/// The beds of all rooms, if every room's are known.
fn beds(rooms: Option<&Vec<Room>>) -> Option<u32> {
    let each: Option<Vec<u32>> = rooms?.iter().map(|room| room.beds).collect();
    each.map(|beds| beds.into_iter().fold(0, u32::saturating_add))
}

macro_rules! living {
    ($kind:ident, $offer:ty, $of:expr, $pass:ident, $alone:ident, $score:ident, $consider:ident) => {
        impl Kind for $kind {
            type Seeker = Household;
            type Offer = $offer;
            const KIND: OfferKind = $of;

            fn seeker_key(seeker: &Household) -> Uuid {
                seeker.id.as_uuid()
            }

            fn offer_key(offer: &$offer) -> Uuid {
                offer.id.as_uuid()
            }

            fn standing(seeker: &Household) -> &Standing {
                &seeker.standing
            }

            fn persons(seeker: &Household) -> usize {
                seeker.persons.len()
            }

            fn units(_: &$offer) -> u32 {
                1
            }

            fn territory(offer: &$offer) -> Option<&TerritoryCode> {
                offer.territory.as_ref()
            }

            fn beds(offer: &$offer) -> Option<u32> {
                beds(offer.rooms.as_ref())
            }

            fn pass(gate: &Gate<'_>, seeker: &Household, offer: &$offer) -> Result<Vec<Question>, RuleCode> {
                gate.$pass(seeker, offer)
            }

            fn alone(gate: &Gate<'_>, seeker: &Household, offer: &$offer) -> Option<RuleCode> {
                gate.$alone(seeker, offer)
            }

            fn score(scene: &Scene<'_>, seeker: &Household, offer: &$offer) -> i64 {
                $score(scene, seeker, offer)
            }

            fn out_of_reach(gate: &Gate<'_>, seeker: &Household, territory: &TerritoryCode) -> bool {
                gate.refuses_living_in(seeker, territory)
            }

            fn consider(scene: &Scene<'_>, seeker: &Household, offer: &$offer) -> Considered {
                $consider(scene, seeker, offer)
            }
        }
    };
}
living!(Homes, Home, OfferKind::Home, pass_home, alone_home, home_score, consider_home);
living!(Hosts, Host, OfferKind::Host, pass_host, alone_host, host_score, consider_host);

impl Kind for Openings {
    type Seeker = Seeker;
    type Offer = Opening;
    const KIND: OfferKind = OfferKind::Work;

    fn seeker_key(seeker: &Seeker) -> Uuid {
        seeker.id.as_uuid()
    }

    fn offer_key(offer: &Opening) -> Uuid {
        offer.work.id.as_uuid()
    }

    fn standing(seeker: &Seeker) -> &Standing {
        &seeker.standing
    }

    fn persons(_: &Seeker) -> usize {
        1
    }

    fn units(offer: &Opening) -> u32 {
        offer.units
    }

    fn territory(offer: &Opening) -> Option<&TerritoryCode> {
        offer.work.territory.as_ref()
    }

    fn beds(_: &Opening) -> Option<u32> {
        None
    }

    fn pass(gate: &Gate<'_>, seeker: &Seeker, offer: &Opening) -> Result<Vec<Question>, RuleCode> {
        gate.pass_work(seeker, &offer.work)
    }

    fn alone(gate: &Gate<'_>, seeker: &Seeker, offer: &Opening) -> Option<RuleCode> {
        gate.alone_work(seeker, &offer.work)
    }

    fn score(scene: &Scene<'_>, seeker: &Seeker, offer: &Opening) -> i64 {
        work_score(scene, seeker, &offer.work)
    }

    fn out_of_reach(gate: &Gate<'_>, seeker: &Seeker, territory: &TerritoryCode) -> bool {
        gate.refuses_working_in(seeker, territory)
    }

    fn consider(scene: &Scene<'_>, seeker: &Seeker, offer: &Opening) -> Considered {
        consider_work(scene, seeker, &offer.work)
    }
}
