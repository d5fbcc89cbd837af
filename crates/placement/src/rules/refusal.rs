//! The expected noes of offers and searches: each with its field and the code of its words.

/// Why something of an offer or of a search is not done.
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
    /// A veto names an offer or whoever makes it.
    VetoesNothing,
    /// The offer is of another kind than the search.
    OtherKind,
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
            Self::NobodyNamed | Self::NotOfHousehold => "person",
            Self::VetoesNothing | Self::OtherKind => "offer",
            Self::SearchNotSo | Self::PathwayClosed => "",
            Self::NotSo | Self::NotSuitable | Self::DoneAlready | Self::NotAHome | Self::NotAFamily => "",
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
            Self::VetoesNothing => "veto-nothing",
            Self::OtherKind => "veto-other-kind",
        }
    }
}
