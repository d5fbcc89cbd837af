//! What a seeker could wish or do otherwise, so that one rule would no longer refuse one offer. Facts, not advice: whether
//! somebody should is for the person to say.

use kernel::{Cents, Uuid};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{answers, typical};
use crate::desk::{Homes, Hosts, Kind, Opening, Openings};
use crate::facts::{
    Guarantee, Home, HomeKind, Host, Household, Language, Level, Licence, Longest, Seeker, Speaks, Transport, Wishes,
};
use crate::rules::{Failed, Question, Why};

/// One step of a seeker. Amounts are what they would then be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// Accepts this kind of home too.
    AcceptKind {
        /// The kind.
        kind: HomeKind,
    },
    /// Would share a home.
    ShareHome,
    /// Accepts a longer daily way.
    LongerWay {
        /// So long, in the unit of the limit.
        way: u32,
    },
    /// So much is added to the rent each month, by the household or a fund.
    RentSupport {
        /// The support, what there is already included.
        support: Cents,
    },
    /// Can pay this deposit, support included.
    Deposit {
        /// The deposit.
        deposit: Cents,
    },
    /// Can bring this guarantee too.
    Bring {
        /// Which.
        guarantee: Guarantee,
    },
    /// Can work these hours.
    Hours {
        /// Hours a week.
        hours: u32,
    },
    /// Holds this licence too.
    Hold {
        /// Which.
        licence: Licence,
    },
    /// Speaks a language so well.
    Speak {
        /// Which.
        language: Language,
        /// How well.
        level: Level,
    },
    /// Can get to work this way too.
    GoBy {
        /// How.
        transport: Transport,
    },
}

/// A kind of pair whose facts can be tried otherwise.
pub trait Changeable: Kind<Seeker: Serialize + DeserializeOwned, Offer: Serialize + DeserializeOwned> {
    /// The pair with a missing fact answered as it helps this pair most; nothing where no answer is a simple yes (a day of
    /// birth, a sex, a family).
    fn answered(seeker: &Self::Seeker, offer: &Self::Offer, question: &Question)
    -> Option<(Self::Seeker, Self::Offer)>;

    /// The step by which the rule would no longer refuse; nothing where the seeker has none.
    fn step(seeker: &Self::Seeker, offer: &Self::Offer, failed: &Failed) -> Option<Step>;

    /// The seeker after the step.
    fn after(seeker: &Self::Seeker, step: &Step) -> Self::Seeker;

    /// An offer as they most often are in a territory, for so many people; nothing where nobody offers anything there.
    fn typical(there: &[&Self::Offer], persons: u32, key: Uuid) -> Option<Self::Offer>;
}

fn longer(longest: &mut Option<Longest>, way: u32) {
    *longest = match longest {
        Some(Longest::Kilometres(_)) => Some(Longest::Kilometres(way)),
        _ => Some(Longest::Minutes(way)),
    };
}

/// The list with one more.
fn with<T: PartialEq>(list: &mut Option<Vec<T>>, one: T) {
    let list = list.get_or_insert_default();
    if !list.contains(&one) {
        list.push(one);
    }
}

/// The step of a household.
fn living(household: &Household, kind: Option<HomeKind>, failed: &Failed) -> Option<Step> {
    match &failed.why {
        Why::KindNotAccepted => Some(Step::AcceptKind { kind: kind? }),
        Why::WouldShare => Some(Step::ShareHome),
        Why::TooFar { way, .. } => Some(Step::LongerWay { way: *way }),
        Why::RentTooHigh { rent, .. } => {
            let own = household.wishes.rent.unwrap_or_default().max(Cents::default());
            Some(Step::RentSupport { support: Cents::new(rent.get() - own.get()) })
        }
        Why::DepositTooHigh { deposit, .. } => Some(Step::Deposit { deposit: *deposit }),
        Why::GuaranteeMissing { guarantee } => Some(Step::Bring { guarantee: *guarantee }),
        _ => None,
    }
}

fn household_after(household: &Household, step: &Step) -> Household {
    let mut after = household.clone();
    let Wishes { kinds, rent_support, deposit, shares_home, .. } = &mut after.wishes;
    match step {
        Step::AcceptKind { kind } => with(kinds, *kind),
        Step::ShareHome => *shares_home = Some(true),
        Step::LongerWay { way } => longer(&mut after.longest_way, *way),
        Step::RentSupport { support } => *rent_support = Some(*support),
        Step::Deposit { deposit: payable } => *deposit = Some(*payable),
        Step::Bring { guarantee } => with(&mut after.guarantees, *guarantee),
        Step::Hours { .. } | Step::Hold { .. } | Step::Speak { .. } | Step::GoBy { .. } => {}
    }
    after
}

macro_rules! living {
    ($kind:ident, $offer:ty, $answered:path, $typical:path, $kind_of:expr) => {
        impl Changeable for $kind {
            fn answered(seeker: &Household, offer: &$offer, question: &Question) -> Option<(Household, $offer)> {
                $answered(seeker, offer, question)
            }

            fn step(seeker: &Household, offer: &$offer, failed: &Failed) -> Option<Step> {
                let kind_of: fn(&$offer) -> Option<HomeKind> = $kind_of;
                living(seeker, kind_of(offer), failed)
            }

            fn after(seeker: &Household, step: &Step) -> Household {
                household_after(seeker, step)
            }

            fn typical(there: &[&$offer], persons: u32, key: Uuid) -> Option<$offer> {
                $typical(there, persons, key)
            }
        }
    };
}
living!(Homes, Home, answers::at_home, typical::home, |home| home.kind);
living!(Hosts, Host, answers::at_host, typical::host, |_| None);

impl Changeable for Openings {
    fn answered(seeker: &Seeker, offer: &Opening, question: &Question) -> Option<(Seeker, Opening)> {
        answers::at_work(seeker, offer, question)
    }

    fn step(_: &Seeker, offer: &Opening, failed: &Failed) -> Option<Step> {
        match &failed.why {
            Why::TooFar { way, .. } => Some(Step::LongerWay { way: *way }),
            Why::HoursDoNotFit { hours } => Some(Step::Hours { hours: *hours }),
            Why::LicenceMissing { licence } => Some(Step::Hold { licence: *licence }),
            Why::LanguageTooLow { language, level } => Some(Step::Speak { language: language.clone(), level: *level }),
            Why::NoWayThere => {
                let ways = offer.work.transport.as_deref()?;
                Some(Step::GoBy { transport: *ways.first()? })
            }
            _ => None,
        }
    }

    fn after(seeker: &Seeker, step: &Step) -> Seeker {
        let mut after = seeker.clone();
        match step {
            Step::LongerWay { way } => longer(&mut after.longest_way, *way),
            Step::Hours { hours } => {
                after.most_hours = after.most_hours.map(|most| most.max(*hours));
                after.fewest_hours = after.fewest_hours.map(|fewest| fewest.min(*hours));
            }
            Step::Hold { licence } => with(&mut after.licences, *licence),
            Step::Speak { language, level } => {
                let spoken = after.languages.get_or_insert_default();
                spoken.retain(|one| one.language != *language);
                spoken.push(Speaks { language: language.clone(), level: Some(*level) });
            }
            Step::GoBy { transport } => with(&mut after.transport, *transport),
            Step::AcceptKind { .. }
            | Step::ShareHome
            | Step::RentSupport { .. }
            | Step::Deposit { .. }
            | Step::Bring { .. } => {}
        }
        after
    }

    fn typical(there: &[&Opening], _: u32, key: Uuid) -> Option<Opening> {
        typical::opening(there, key)
    }
}
