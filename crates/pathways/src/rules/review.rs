//! A review: both sides look at what was done and what not, and decide how to go on.

use kernel::Day;

use super::pathway::Span;
use super::refusal::{Refusal, Ruled};

/// What a review says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSaid {
    /// The day.
    pub held_on: Day,
    /// What was done.
    pub done: Option<String>,
    /// What was not done, and why.
    pub not_done: Option<String>,
    /// What was decided.
    pub decisions: Option<String>,
    /// The day of the next review.
    pub next_review: Option<Day>,
}

/// Refuses a review on an impossible day, one that says nothing, or whose next review lies behind it.
///
/// # Errors
/// The refusal.
pub fn held(review: &ReviewSaid, span: &Span) -> Ruled<()> {
    span.must_be_open()?;
    span.admits(review.held_on, "held-on")?;
    if review.done.is_none() && review.not_done.is_none() && review.decisions.is_none() {
        return Err(Refusal::Missing("done"));
    }
    if review.next_review.is_some_and(|next| next <= review.held_on) {
        return Err(Refusal::DayNotAhead("next-review"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_says_something_and_the_next_one_lies_ahead() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let span = Span { opened_on: day("2026-03-01"), closed_on: None, today: day("2026-11-22") };
        let review =
            ReviewSaid { held_on: day("2026-06-01"), done: None, not_done: None, decisions: None, next_review: None };
        assert_eq!(held(&review, &span), Err(Refusal::Missing("done")));
        let said = ReviewSaid { decisions: Some("avanti".into()), ..review };
        assert_eq!(held(&said, &span), Ok(()));
        let back = ReviewSaid { next_review: Some(day("2026-06-01")), ..said };
        assert_eq!(held(&back, &span), Err(Refusal::DayNotAhead("next-review")));
    }
}
