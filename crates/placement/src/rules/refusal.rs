//! The expected noes of offers, searches and proposals: each with its field and the code of its words.

use super::StayRefusal;

/// Why something of an offer, a search or a proposal is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It stands elsewhere than the act needs.
    NotSo,
    /// A hold must end today or later.
    HoldInThePast,
    /// A hold may not last longer than [`super::offer::LONGEST_HOLD`] days.
    HoldTooLong,
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// Nothing is offered before the family is found suitable.
    NotSuitable,
    /// A family is found suitable after its interview and a visit at home.
    StepsMissing,
    /// This step has no such result.
    NoSuchResult,
    /// What has not happened yet cannot be done.
    InTheFuture,
    /// It is done already.
    DoneAlready,
    /// Only homes are visited for their upkeep.
    NotAHome,
    /// Only host families go through these steps.
    NotAFamily,
    /// The search stands elsewhere than the act needs.
    SearchNotSo,
    /// Waiting is counted from today or earlier.
    WaitsFromTomorrow,
    /// A search of this kind is open already.
    SearchOpenAlready,
    /// Nothing is looked for along a pathway that is closed.
    PathwayClosed,
    /// Work is looked for by one person.
    NobodyNamed,
    /// The person is not of this household.
    NotOfHousehold,
    /// The person is too young to work.
    TooYoung,
    /// The search rests for the time being.
    SearchPaused,
    /// A veto names an offer or whoever makes it.
    VetoesNothing,
    /// The offer is of another kind than the search.
    OtherKind,
    /// The offer can be proposed no more.
    OfferNotOpen,
    /// The offer has as many live proposals as it may have.
    TooManyProposals,
    /// It is proposed to them already.
    ProposedAlready,
    /// One of the two sides said never again.
    Vetoed,
    /// Work is proposed to a person of the household.
    PersonMissing,
    /// A home and a family are proposed to the household.
    PersonNotWanted,
    /// The person does not belong to the household today.
    NoSuchMember,
    /// Nobody is listed in the household.
    NobodyListed,
    /// A household is parted only when it asked for it, with who asked and when.
    SplitNotAsked,
    /// A part is smaller than the whole.
    PartTooLarge,
    /// Whoever takes another option than the one proposed says why.
    OverrideReasonMissing,
    /// The proposal stands elsewhere than the act needs.
    ProposalNotSo,
    /// A yes comes after the visit, the interview, the days together.
    NotMet,
    /// What has not been said yet cannot be written down.
    AnswerInTheFuture,
    /// The offer has no more room.
    OfferFull,
    /// The household has found what it looked for elsewhere.
    PlacedAlready,
    /// There is still time for an answer.
    NotLate,
    /// A rest needs its last day.
    UntilMissing,
    /// A day must lie ahead, and not too far.
    UntilWrong,
    /// There is time until a later day anyway.
    UntilShorter,
    /// This does not follow from such a no.
    NoSuchConsequence,
    /// This kind has no such step.
    NotAStep,
    /// What a confirmation would begin cannot be planned.
    NotPlanned(StayRefusal),
}

impl web::Refusal for Refusal {
    fn field(&self) -> &'static str {
        match self {
            Self::HoldInThePast | Self::HoldTooLong => "until",
            Self::EndsBeforeItBegins => "available-to",
            Self::StepsMissing | Self::NoSuchResult => "outcome",
            Self::InTheFuture => "done-on",
            Self::WaitsFromTomorrow => "since",
            Self::SearchOpenAlready => "kind",
            Self::NobodyNamed | Self::NotOfHousehold | Self::TooYoung => "person",
            Self::VetoesNothing | Self::OtherKind => "offer",
            Self::OfferNotOpen | Self::TooManyProposals | Self::ProposedAlready | Self::Vetoed => "offer",
            Self::PersonMissing | Self::PersonNotWanted | Self::NoSuchMember => "person",
            Self::NobodyListed => "household",
            Self::SplitNotAsked => "split-asked-by",
            Self::PartTooLarge => "people",
            Self::OverrideReasonMissing => "override-reason",
            Self::NotMet => "met-on",
            Self::AnswerInTheFuture => "on-day",
            Self::UntilMissing | Self::UntilWrong | Self::UntilShorter => "until",
            Self::NoSuchConsequence => "then",
            Self::NotAStep => "step",
            Self::NotPlanned(StayRefusal::InternshipRule) => "rule-note",
            // Else a confirmation has no fields: what is told is told of the whole.
            Self::NotPlanned(_) => "",
            Self::SearchNotSo
            | Self::SearchPaused
            | Self::PathwayClosed
            | Self::NotSo
            | Self::NotSuitable
            | Self::DoneAlready
            | Self::NotAHome
            | Self::NotAFamily
            | Self::ProposalNotSo
            | Self::OfferFull
            | Self::PlacedAlready
            | Self::NotLate => "",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSo => "offer-not-so",
            Self::HoldInThePast => "hold-in-the-past",
            Self::HoldTooLong => "hold-too-long",
            Self::EndsBeforeItBegins => "offer-ends-before-it-begins",
            Self::NotSuitable => "family-not-suitable",
            Self::StepsMissing => "family-steps-missing",
            Self::NoSuchResult => "step-no-such-result",
            Self::InTheFuture => "done-in-the-future",
            Self::DoneAlready => "done-already",
            Self::NotAHome => "offer-not-a-home",
            Self::NotAFamily => "offer-not-a-family",
            Self::SearchNotSo => "search-not-so",
            Self::WaitsFromTomorrow => "waits-from-tomorrow",
            Self::SearchOpenAlready => "search-open-already",
            Self::PathwayClosed => "search-pathway-closed",
            Self::NobodyNamed => "search-nobody-named",
            Self::NotOfHousehold => "search-not-of-household",
            Self::TooYoung => "too-young-to-work",
            Self::SearchPaused => "search-paused",
            Self::VetoesNothing => "veto-nothing",
            Self::OtherKind => "veto-other-kind",
            Self::OfferNotOpen => "offer-not-open",
            Self::TooManyProposals => "too-many-proposals",
            Self::ProposedAlready => "proposed-already",
            Self::Vetoed => "proposal-vetoed",
            Self::PersonMissing => "proposal-person-missing",
            Self::PersonNotWanted => "proposal-person-not-wanted",
            Self::NoSuchMember => "proposal-no-such-member",
            Self::NobodyListed => "proposal-nobody-listed",
            Self::SplitNotAsked => "split-not-asked",
            Self::PartTooLarge => "split-part-too-large",
            Self::OverrideReasonMissing => "override-reason-missing",
            Self::ProposalNotSo => "proposal-not-so",
            Self::NotMet => "proposal-not-met",
            Self::AnswerInTheFuture => "answer-in-the-future",
            Self::OfferFull => "offer-full",
            Self::PlacedAlready => "placed-already",
            Self::NotLate => "proposal-not-late",
            Self::UntilMissing => "until-missing",
            Self::UntilWrong => "until-wrong",
            Self::UntilShorter => "until-shorter",
            Self::NoSuchConsequence => "no-such-consequence",
            Self::NotAStep => "proposal-no-such-step",
            Self::NotPlanned(why) => why.code(),
        }
    }
}
