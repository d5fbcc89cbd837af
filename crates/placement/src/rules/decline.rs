//! A no, and what follows from it. Each reason proposes a consequence; the worker reads it beside the reason and says in
//! the same form whether it is to be done. Nothing follows silently, and nobody must give a reason.
//!
//! Deliberately absent: any count of noes. A household that said no ten times stands as one that never did.

use super::proposal::Side;

kernel::words! {
    /// Why a household says no.
    pub enum HouseholdReason {
        /// It gives no reason, and need not.
        NoReason = "no-reason",
        /// Too far from work, school, care or friends.
        TooFar = "too-far",
        /// It costs too much.
        TooDear = "too-dear",
        /// Too small, or not made for these people.
        DoesNotFit = "does-not-fit",
        /// It does not want to share.
        NoSharing = "no-sharing",
        /// The hours or the days do not go together with the rest of life.
        Hours = "hours",
        /// It is not the kind of work.
        OtherWork = "other-work",
        /// It is not ready yet.
        NotReady = "not-ready",
        /// It did not feel at ease with whoever offers.
        NotAtEase = "not-at-ease",
        /// It wants this very offer never again.
        NotThisOne = "not-this-one",
        /// It found something by itself.
        FoundAlone = "found-alone",
        /// Anything else: the words say what.
        Other = "other",
    }
}
store::word_cells!(HouseholdReason);

kernel::words! {
    /// Why whoever offers says no.
    pub enum OffererReason {
        /// They give no reason.
        NoReason = "no-reason",
        /// They took somebody else.
        GivenElsewhere = "given-elsewhere",
        /// The income or the guarantees are not enough for them.
        Guarantees = "guarantees",
        /// Too many people for the place.
        TooMany = "too-many",
        /// The work asks for something that the person does not have yet.
        Skills = "skills",
        /// They speak no language in common.
        Language = "language",
        /// Their conditions have changed.
        ConditionsChanged = "conditions-changed",
        /// Not now.
        NotNow = "not-now",
        /// They offer it no longer.
        NoLonger = "no-longer",
        /// They did not feel at ease with these people.
        NotAtEase = "not-at-ease",
        /// They refuse for origin, religion, skin or the like: discrimination (D.Lgs. 286/1998, art. 43 and 44).
        Discriminates = "discriminates",
        /// Anything else: the words say what.
        Other = "other",
    }
}
store::word_cells!(OffererReason);

kernel::words! {
    /// What is done about a no.
    pub enum Consequence {
        /// Nothing but to look for something else.
        LookFurther = "look-further",
        /// The search rests until a day.
        Park = "park",
        /// A wish of the search is changed.
        ChangeWish = "change-wish",
        /// This offer is not proposed to this household again.
        VetoOffer = "veto-offer",
        /// Nothing of this owner is proposed to this household again.
        VetoOwner = "veto-owner",
        /// The search is over.
        EndSearch = "end-search",
        /// The offer's conditions are put right.
        ChangeOffer = "change-offer",
        /// The offer is withdrawn.
        WithdrawOffer = "withdraw-offer",
        /// The offer is not proposed to this household again.
        VetoHousehold = "veto-household",
    }
}
store::word_cells!(Consequence);

kernel::words! {
    /// A wish of a search that a no may change: the field of its form that opens.
    pub enum Wish {
        /// Where.
        Territories = "places",
        /// The rent.
        Rent = "rent",
        /// The kinds of home.
        Kinds = "kinds",
        /// Whether it shares.
        Sharing = "shares-home",
        /// The hours.
        Hours = "most-hours",
        /// The occupations.
        Occupations = "occupation",
    }
}
store::word_cells!(Wish);

impl HouseholdReason {
    /// What it proposes.
    #[must_use]
    pub const fn proposes(self) -> Consequence {
        match self {
            Self::NoReason | Self::Other => Consequence::LookFurther,
            Self::TooFar | Self::TooDear | Self::DoesNotFit | Self::NoSharing | Self::Hours | Self::OtherWork => {
                Consequence::ChangeWish
            }
            Self::NotReady => Consequence::Park,
            Self::NotAtEase => Consequence::VetoOwner,
            Self::NotThisOne => Consequence::VetoOffer,
            Self::FoundAlone => Consequence::EndSearch,
        }
    }

    /// The wish that it is about.
    #[must_use]
    pub const fn wish(self) -> Option<Wish> {
        match self {
            Self::TooFar => Some(Wish::Territories),
            Self::TooDear => Some(Wish::Rent),
            Self::DoesNotFit => Some(Wish::Kinds),
            Self::NoSharing => Some(Wish::Sharing),
            Self::Hours => Some(Wish::Hours),
            Self::OtherWork => Some(Wish::Occupations),
            _ => None,
        }
    }
}

impl OffererReason {
    /// What it proposes.
    #[must_use]
    pub const fn proposes(self) -> Consequence {
        match self {
            Self::NoReason | Self::Skills | Self::Other => Consequence::LookFurther,
            Self::Guarantees | Self::TooMany | Self::Language | Self::ConditionsChanged | Self::NotNow => {
                Consequence::ChangeOffer
            }
            Self::GivenElsewhere | Self::NoLonger | Self::Discriminates => Consequence::WithdrawOffer,
            Self::NotAtEase => Consequence::VetoHousehold,
        }
    }
}

impl Consequence {
    /// What may follow from a household's no.
    pub const OF_HOUSEHOLD: &'static [Self] =
        &[Self::LookFurther, Self::Park, Self::ChangeWish, Self::VetoOffer, Self::VetoOwner, Self::EndSearch];

    /// What may follow from the no of whoever offers.
    pub const OF_OFFERER: &'static [Self] =
        &[Self::LookFurther, Self::ChangeOffer, Self::WithdrawOffer, Self::VetoHousehold];

    /// Whether the household and the offer are kept apart from now on.
    #[must_use]
    pub const fn is_veto(self) -> bool {
        self.vetoed_by().is_some()
    }

    /// The same, as far as it can be kept: nothing tells what else comes from whoever offers without a name that the network
    /// may read, so that a no to all of it strikes this offer.
    #[must_use]
    pub const fn as_far_as_known(self, owner_is_known: bool) -> Self {
        match self {
            Self::VetoOwner if !owner_is_known => Self::VetoOffer,
            other => other,
        }
    }

    /// Which side said never again, and takes it back if it thought it over.
    #[must_use]
    pub const fn vetoed_by(self) -> Option<Side> {
        match self {
            Self::VetoOffer | Self::VetoOwner => Some(Side::Household),
            Self::VetoHousehold => Some(Side::Offerer),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_proposes_what_its_side_may_do_and_a_changed_wish_names_the_wish() {
        for reason in HouseholdReason::ALL {
            assert!(Consequence::OF_HOUSEHOLD.contains(&reason.proposes()), "{reason}");
            assert_eq!(reason.proposes() == Consequence::ChangeWish, reason.wish().is_some(), "{reason}");
        }
        for reason in OffererReason::ALL {
            assert!(Consequence::OF_OFFERER.contains(&reason.proposes()), "{reason}");
        }
    }
}
