//! The three kinds of pairs in which each seeker takes one unit.

use std::fmt::Debug;

use kernel::{TerritoryCode, Uuid};
use serde::{Deserialize, Serialize};

use crate::facts::{Home, Host, Household, Room, Seeker, Standing, Work};
use crate::rules::{
    Considered, Gate, OfferKind, RuleAnswer, RuleCode, Scene, consider_home, consider_host, consider_work,
    home_answers, host_answers, work_answers,
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
    /// The first rule found that refuses the pair.
    fn refusal(gate: &Gate<'_>, seeker: &Self::Seeker, offer: &Self::Offer) -> Option<RuleCode>;
    /// Whether everything in a territory is out of reach.
    fn out_of_reach(gate: &Gate<'_>, seeker: &Self::Seeker, territory: &TerritoryCode) -> bool;
    /// The pair, considered.
    fn consider(scene: &Scene<'_>, seeker: &Self::Seeker, offer: &Self::Offer) -> Considered;
    /// What every rule answers.
    fn answers(scene: &Scene<'_>, seeker: &Self::Seeker, offer: &Self::Offer) -> Vec<RuleAnswer>;
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
    ($kind:ident, $offer:ty, $of:expr, $refuses:ident, $consider:ident, $answers:ident) => {
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

            fn refusal(gate: &Gate<'_>, seeker: &Household, offer: &$offer) -> Option<RuleCode> {
                gate.$refuses(seeker, offer)
            }

            fn out_of_reach(gate: &Gate<'_>, seeker: &Household, territory: &TerritoryCode) -> bool {
                gate.refuses_living_in(seeker, territory)
            }

            fn consider(scene: &Scene<'_>, seeker: &Household, offer: &$offer) -> Considered {
                $consider(scene, seeker, offer)
            }

            fn answers(scene: &Scene<'_>, seeker: &Household, offer: &$offer) -> Vec<RuleAnswer> {
                $answers(scene, seeker, offer)
            }
        }
    };
}
living!(Homes, Home, OfferKind::Home, refuses_home, consider_home, home_answers);
living!(Hosts, Host, OfferKind::Host, refuses_host, consider_host, host_answers);

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

    fn refusal(gate: &Gate<'_>, seeker: &Seeker, offer: &Opening) -> Option<RuleCode> {
        gate.refuses_work(seeker, &offer.work)
    }

    fn out_of_reach(gate: &Gate<'_>, seeker: &Seeker, territory: &TerritoryCode) -> bool {
        gate.refuses_working_in(seeker, territory)
    }

    fn consider(scene: &Scene<'_>, seeker: &Seeker, offer: &Opening) -> Considered {
        consider_work(scene, seeker, &offer.work)
    }

    fn answers(scene: &Scene<'_>, seeker: &Seeker, offer: &Opening) -> Vec<RuleAnswer> {
        work_answers(scene, seeker, &offer.work)
    }
}
