//! What the journal says of searches.

use serde::Serialize;
use store::Fact;

use crate::rules::offer::OfferKind;
use crate::rules::search::SearchEnd;

/// What can happen to a search. Whatever is wished, refused or needed stays out of the journal.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each fact carries the kind of the search, and a reason that its name explains")]
pub enum SearchFact {
    /// It began.
    SearchOpened { kind: OfferKind },
    /// Its data were changed.
    SearchChanged { kind: OfferKind },
    /// For the time being nothing is to be proposed.
    SearchPaused { kind: OfferKind },
    /// Something may be proposed again.
    SearchResumed { kind: OfferKind },
    /// What was looked for was found here.
    SearchMet { kind: OfferKind },
    /// It ended otherwise.
    SearchEnded { kind: OfferKind, reason: SearchEnd },
    /// It began anew.
    SearchReopened { kind: OfferKind },
}

impl Fact for SearchFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::SearchOpened { .. } => "search-opened",
            Self::SearchChanged { .. } => "search-changed",
            Self::SearchPaused { .. } => "search-paused",
            Self::SearchResumed { .. } => "search-resumed",
            Self::SearchMet { .. } => "search-met",
            Self::SearchEnded { .. } => "search-ended",
            Self::SearchReopened { .. } => "search-reopened",
        }
    }

    fn detail(&self) -> Option<String> {
        let (Self::SearchOpened { kind }
        | Self::SearchChanged { kind }
        | Self::SearchPaused { kind }
        | Self::SearchResumed { kind }
        | Self::SearchMet { kind }
        | Self::SearchEnded { kind, .. }
        | Self::SearchReopened { kind }) = self;
        Some(kind.to_string())
    }
}
