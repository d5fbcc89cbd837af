//! The answer of a rule where a fact may be missing.

use crate::words;

words!(
    /// One of three answers, in Kleene's logic: what is not known stays open until it can no longer matter.
    pub enum Answer {
        /// Fits.
        Yes = "yes",
        /// Does not fit.
        No = "no",
        /// A fact is missing that decides.
        NeedsToKnow = "needs-to-know",
    }
);

impl Answer {
    /// Both: a no on either side is a no.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::NeedsToKnow,
        }
    }

    /// Either: a yes on either side is a yes.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.opposite().and(other.opposite()).opposite()
    }

    /// The opposite; what is open stays open.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::NeedsToKnow => Self::NeedsToKnow,
        }
    }

    /// All of them; yes when there are none.
    #[must_use]
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::Yes, Self::and)
    }

    /// One of them; no when there are none.
    #[must_use]
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::No, Self::or)
    }
}

impl From<bool> for Answer {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Answer {
    fn from(known: Option<bool>) -> Self {
        known.map_or(Self::NeedsToKnow, Self::from)
    }
}
