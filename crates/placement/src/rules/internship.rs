//! What an internship must keep to: the least pay, the longest time, how many interns one host may have at once.
//!
//! The rules are data with a day and a source (`data/internships.toml`): national guidelines, and what a region sets
//! instead. What is unknown of an internship is no fault: it is asked for.

use std::sync::LazyLock;

use kernel::{Cents, Day};
use serde::Deserialize;

use super::work::TraineeGroup;

/// A line of the data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    region: Option<String>,
    from: Day,
    to: Option<Day>,
    minimum: Option<i64>,
    longest: Option<Longest>,
    #[serde(default)]
    caps: Vec<Cap>,
    share: Option<i64>,
    source: String,
    verified: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Longest {
    ordinary: i64,
    disadvantaged: i64,
    disabled: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cap {
    staff: i64,
    interns: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    rules: Vec<Line>,
}

static DATA: LazyLock<Result<Data, toml::de::Error>> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/internships.toml")));

/// The rules of one region on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The least pay of a month.
    pub minimum: Cents,
    longest: Longest,
    caps: Vec<Cap>,
    share: i64,
    /// Where the least pay is written.
    pub source: String,
    /// Whether somebody has checked it against the act.
    pub verified: bool,
    /// Whether the region has been looked up; if not, these are the national rules.
    pub regional: bool,
}

impl Rules {
    /// The most months for a group, with extensions.
    #[must_use]
    pub fn longest(&self, group: TraineeGroup) -> i64 {
        match group {
            TraineeGroup::Ordinary => self.longest.ordinary,
            TraineeGroup::Disadvantaged => self.longest.disadvantaged,
            TraineeGroup::Disabled => self.longest.disabled,
        }
    }

    /// How many interns a host with so many permanent staff may have at once.
    #[must_use]
    pub fn most_interns(&self, staff: i64) -> i64 {
        match self.caps.iter().find(|cap| staff <= cap.staff) {
            Some(cap) => cap.interns,
            None => (staff * self.share + 99) / 100,
        }
    }
}

/// The rules that hold in a region on a day: what the region says, and the national guidelines where it is silent or was
/// not looked up. None before the guidelines.
#[must_use]
pub fn rules(region: Option<&str>, on: Day) -> Option<Rules> {
    let lines = &DATA.as_ref().ok()?.rules;
    let holds = |line: &&Line| line.from <= on && line.to.is_none_or(|to| on <= to);
    let national = lines.iter().filter(holds).filter(|line| line.region.is_none()).max_by_key(|line| line.from)?;
    let own = lines.iter().filter(holds).filter(|line| line.region.is_some() && line.region.as_deref() == region);
    let own = own.max_by_key(|line| line.from);
    let said = own.unwrap_or(national);
    let caps = own.map(|own| &own.caps).filter(|caps| !caps.is_empty()).unwrap_or(&national.caps);
    Some(Rules {
        minimum: Cents::new(own.and_then(|own| own.minimum).or(national.minimum)? * 100),
        longest: own.and_then(|own| own.longest).or(national.longest)?,
        caps: caps.clone(),
        share: own.and_then(|own| own.share).or(national.share)?,
        source: said.source.clone(),
        verified: said.verified,
        regional: own.is_some(),
    })
}

/// What is known of an internship.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Internship {
    /// The pay of a month.
    pub pay: Option<Cents>,
    /// How many months.
    pub months: Option<i64>,
    /// For whom.
    pub group: Option<TraineeGroup>,
    /// The host's permanent staff.
    pub staff: Option<i64>,
    /// How many interns the host has already.
    pub interns_now: Option<i64>,
    /// How many are offered.
    pub places: Option<i64>,
}

/// Where an internship breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// It pays less than this.
    PaysLess(Cents),
    /// It lasts longer than so many months.
    TooLong(i64),
    /// The host may have no more than so many interns at once.
    TooMany(i64),
}

impl Finding {
    /// The field that it concerns.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::PaysLess(_) => "pay",
            Self::TooLong(_) => "months",
            Self::TooMany(_) => "places",
        }
    }

    /// The code of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PaysLess(_) => "internship-pays-less",
            Self::TooLong(_) => "internship-too-long",
            Self::TooMany(_) => "internship-too-many",
        }
    }

    /// The limit, as it is written.
    #[must_use]
    pub fn limit(self) -> String {
        match self {
            Self::PaysLess(least) => least.to_string(),
            Self::TooLong(most) | Self::TooMany(most) => most.to_string(),
        }
    }
}

/// Every rule that an internship is known to break.
#[must_use]
pub fn findings(rules: &Rules, internship: &Internship) -> Vec<Finding> {
    let mut found = Vec::new();
    if internship.pay.is_some_and(|pay| pay < rules.minimum) {
        found.push(Finding::PaysLess(rules.minimum));
    }
    // As long as nobody has said for whom it is, only what is too long for everybody is wrong.
    let longest = rules.longest(internship.group.unwrap_or(TraineeGroup::Disabled));
    if internship.months.is_some_and(|months| months > longest) {
        found.push(Finding::TooLong(longest));
    }
    if let Some(staff) = internship.staff {
        let most = rules.most_interns(staff);
        let wanted = internship.interns_now.unwrap_or_default() + internship.places.unwrap_or(1);
        if wanted > most {
            found.push(Finding::TooMany(most));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn the_data_can_be_read_and_every_line_has_a_source() {
        let data = DATA.as_ref().unwrap();
        assert!(data.rules.iter().all(|line| !line.source.is_empty()));
        for region in data.rules.iter().filter_map(|line| line.region.as_deref()) {
            let known = network::rules::place::all().iter().any(|place| place.region == region);
            assert!(known, "{region} is a region of the municipalities");
        }
    }

    #[test]
    fn lazio_asks_for_more_than_the_guidelines_and_a_region_not_looked_up_says_so() {
        let lazio = rules(Some("lazio"), today()).unwrap();
        assert_eq!((lazio.minimum, lazio.regional), (Cents::new(80_000), true));
        assert_eq!(lazio.most_interns(21), 3, "what the region does not say is national");
        let other = rules(Some("molise"), today()).unwrap();
        assert_eq!((other.minimum, other.regional), (Cents::new(30_000), false));
        assert_eq!(rules(None, today()).unwrap().minimum, Cents::new(30_000));
        assert_eq!(rules(Some("lazio"), "2016-01-01".parse().unwrap()), None);
    }

    #[test]
    fn a_host_has_one_intern_up_to_five_staff_two_up_to_twenty_and_a_tenth_above() {
        let rules = rules(None, today()).unwrap();
        for (staff, most) in [(0, 1), (5, 1), (6, 2), (20, 2), (21, 3), (30, 3), (31, 4), (100, 10), (101, 11)] {
            assert_eq!(rules.most_interns(staff), most, "{staff}");
        }
    }

    #[test]
    fn what_is_not_known_breaks_no_rule() {
        let rules = rules(Some("lazio"), today()).unwrap();
        assert_eq!(findings(&rules, &Internship::default()), []);
        let poor = Internship { pay: Some(Cents::new(79_999)), ..Internship::default() };
        assert_eq!(findings(&rules, &poor), [Finding::PaysLess(Cents::new(80_000))]);
        let long = |group| Internship { months: Some(12), group, ..Internship::default() };
        assert_eq!(findings(&rules, &long(Some(TraineeGroup::Ordinary))), [Finding::TooLong(6)]);
        assert_eq!(findings(&rules, &long(Some(TraineeGroup::Disadvantaged))), []);
        assert_eq!(findings(&rules, &long(None)), []);
        let full = Internship { staff: Some(8), interns_now: Some(2), ..Internship::default() };
        assert_eq!(findings(&rules, &full), [Finding::TooMany(2)]);
    }
}
