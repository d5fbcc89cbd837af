//! The expected noes of placements: each with its field and the code of its words.

/// Why something of a placement is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StayRefusal {
    /// It stands elsewhere than the act needs.
    NotSo,
    /// What has not begun yet has not begun.
    BeginsInTheFuture,
    /// What has not ended yet has not ended.
    EndsInTheFuture,
    /// It ended before it began.
    EndsBeforeItBegins,
    /// It is planned to end before it begins.
    PlannedBackwards,
    /// What began did not end so, or what did not begin was not called off so.
    NoSuchReason,
    /// *Other* needs words.
    SayWhy,
    /// Work is one person's: whose?
    WhoWorks,
    /// A home is the whole household's.
    NotOnePerson,
    /// That person does not belong to the household.
    NotOfHousehold,
    /// Such an offer makes another kind of placement.
    OtherKindOfOffer,
    /// The offer was never opened, or it was withdrawn.
    OfferNotThere,
    /// The host family was found unsuitable.
    HostsNotSuitable,
    /// The same is planned or under way already.
    ThereAlready,
    /// The pathway is closed.
    PathwayClosed,
    /// Such a placement does not turn into such another.
    DoesNotBecome,
    /// Something was written down that happened before.
    SomethingBefore,
    /// Its place was given to others meanwhile.
    NoRoomLeft,
    /// Its people found another place of the kind meanwhile.
    PlacedElsewhere,
    /// What was transformed goes on in the next one: take that back first.
    GoesOnElsewhere,
    /// A rule of internships is broken, and nobody says why it may be.
    InternshipRule,
    /// A check-in was held after that day.
    CheckedInAfter,
    /// It was held, dropped or solved already.
    DoneAlready,
    /// It was spoken with nobody who could have said so.
    NobodyAsked,
    /// Nobody said how it goes for whom one spoke with.
    HowItGoes,
    /// It happened before the placement began, or after it ended.
    OutsideThePlacement,
    /// What has not happened yet cannot be noted.
    NotYet,
    /// It must be moved to a day that comes.
    MovedToThePast,
    /// A problem needs words where it is *other*.
    SayWhich,
}

impl web::Refusal for StayRefusal {
    fn field(&self) -> &'static str {
        match self {
            Self::BeginsInTheFuture => "began-on",
            Self::EndsInTheFuture | Self::EndsBeforeItBegins | Self::CheckedInAfter => "ended-on",
            Self::PlannedBackwards => "planned-until",
            Self::NoSuchReason => "reason",
            Self::SayWhy | Self::SayWhich => "words",
            Self::WhoWorks | Self::NotOnePerson | Self::NotOfHousehold => "person",
            Self::OtherKindOfOffer | Self::OfferNotThere => "offer",
            Self::DoesNotBecome => "kind",
            Self::SomethingBefore => "began-on",
            Self::InternshipRule => "rule-note",
            Self::NobodyAsked => "spoken-with",
            Self::HowItGoes => "household",
            Self::OutsideThePlacement | Self::NotYet => "held-on",
            Self::MovedToThePast => "due-on",
            Self::NotSo
            | Self::HostsNotSuitable
            | Self::NoRoomLeft
            | Self::PlacedElsewhere
            | Self::ThereAlready
            | Self::PathwayClosed
            | Self::GoesOnElsewhere
            | Self::DoneAlready => "",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSo => "placement-not-so",
            Self::BeginsInTheFuture => "placement-begins-in-the-future",
            Self::EndsInTheFuture => "placement-ends-in-the-future",
            Self::EndsBeforeItBegins => "placement-ends-before-it-begins",
            Self::PlannedBackwards => "placement-planned-backwards",
            Self::NoSuchReason => "placement-no-such-reason",
            Self::SayWhy => "placement-say-why",
            Self::WhoWorks => "placement-who-works",
            Self::NotOnePerson => "placement-not-one-person",
            Self::NotOfHousehold => "placement-not-of-household",
            Self::OtherKindOfOffer => "placement-other-kind-of-offer",
            Self::OfferNotThere => "placement-offer-not-there",
            Self::HostsNotSuitable => "placement-hosts-not-suitable",
            Self::ThereAlready => "placement-there-already",
            Self::PathwayClosed => "placement-pathway-closed",
            Self::DoesNotBecome => "placement-does-not-become",
            Self::SomethingBefore => "placement-something-before",
            Self::NoRoomLeft => "placement-no-room-left",
            Self::PlacedElsewhere => "placement-placed-elsewhere",
            Self::GoesOnElsewhere => "placement-goes-on-elsewhere",
            Self::InternshipRule => "placement-internship-rule",
            Self::CheckedInAfter => "placement-checked-in-after",
            Self::DoneAlready => "placement-done-already",
            Self::NobodyAsked => "check-in-nobody-asked",
            Self::HowItGoes => "check-in-how-it-goes",
            Self::OutsideThePlacement => "placement-outside",
            Self::NotYet => "placement-not-yet",
            Self::MovedToThePast => "check-in-moved-to-the-past",
            Self::SayWhich => "problem-say-which",
        }
    }
}
