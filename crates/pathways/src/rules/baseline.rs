//! The autonomy scale: a common language to say where a household stands, before and after.
//!
//! Ten areas with five described levels each, our own words (`scale-AREA-LEVEL` in the texts). **Not validated.** It
//! describes and starts a conversation; it is never used to admit, exclude or rank anybody, and no sum is ever made of
//! it. Each area is tagged to a domain of the UK Home Office's *Indicators of Integration framework 2019* (third
//! edition), which contains public sector information licensed under the Open Government Licence v3.0. Areas and words
//! may be reused under CC BY 4.0, or EUPL-1.2 with the program; see `scale/README.md`.

use std::collections::BTreeMap;

use super::refusal::{Refusal, Ruled};

kernel::words! {
    /// When an assessment is made.
    pub enum AssessmentKind {
        /// At the beginning.
        Baseline = "baseline",
        /// Along the way.
        Review = "review",
        /// At the end.
        Closing = "closing",
    }
}
store::word_cells!(AssessmentKind);

/// One area of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its code.
    pub code: &'static str,
    /// The domain of the *Indicators of Integration framework 2019* that it belongs to.
    pub domain: &'static str,
}

/// The version of the scale that new assessments use. A change of areas or levels makes a new version.
pub const SCALE: &str = "autonomy-1";

/// The levels: 1 is where most is still to be done.
pub const LEVELS: std::ops::RangeInclusive<i64> = 1..=5;

/// The areas, in the order of a conversation.
pub const AREAS: &[Area] = &[
    Area { code: "home", domain: "Housing" },
    Area { code: "work", domain: "Work" },
    Area { code: "money", domain: "Stability" },
    Area { code: "learning", domain: "Education" },
    Area { code: "health", domain: "Health and Social Care" },
    Area { code: "language", domain: "Language and Communication" },
    Area { code: "digital", domain: "Digital Skills" },
    Area { code: "rights", domain: "Rights and Responsibilities" },
    Area { code: "services", domain: "Social Links" },
    Area { code: "ties", domain: "Social Bonds and Bridges" },
];

/// The levels of an assessment by area; an area that was not asked about yet is not in it.
pub type Levels = BTreeMap<String, i64>;

/// Refuses what the scale does not have, and an assessment without any answer or word.
///
/// # Errors
/// The refusal.
pub fn taken(levels: &Levels, has_words: bool) -> Ruled<()> {
    let on_scale =
        |(code, level): (&String, &i64)| AREAS.iter().any(|area| area.code == code) && LEVELS.contains(level);
    if !levels.iter().all(on_scale) {
        return Err(Refusal::OffScale);
    }
    if levels.is_empty() && !has_words {
        return Err(Refusal::NothingAnswered);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_may_stay_unanswered_but_not_all_of_them() {
        let some: Levels = [("home".to_owned(), 2)].into();
        assert_eq!(taken(&some, false), Ok(()));
        assert_eq!(taken(&Levels::new(), false), Err(Refusal::NothingAnswered));
        assert_eq!(taken(&Levels::new(), true), Ok(()));
        assert_eq!(taken(&[("home".to_owned(), 6)].into(), false), Err(Refusal::OffScale));
        assert_eq!(taken(&[("luck".to_owned(), 3)].into(), false), Err(Refusal::OffScale));
    }

    #[test]
    fn the_scale_has_ten_areas_each_with_a_domain_and_a_code_of_its_own() {
        let codes: std::collections::BTreeSet<_> = AREAS.iter().map(|area| area.code).collect();
        assert_eq!(codes.len(), 10);
        assert!(AREAS.iter().all(|area| !area.domain.is_empty()));
    }
}
