//! A programme's policy: which hard rules are on and with which numbers, and what the soft criteria weigh. Data with a
//! version and its days: whoever asks why can be shown the policy of that day.

use kernel::{Day, Period, ProgrammeCode};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::catalogue::{OfferKind, Rule, RuleCode, Rulebook, Settings, Texts};
use super::criteria::Criterion;
use super::fault::{Fault, Faults, RawPeriod};
use super::internships::Internships;

/// How a programme matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The programme; nothing for the policy of programmes that have none of their own.
    pub programme: Option<ProgrammeCode>,
    /// The version, counted up at every change.
    pub version: u32,
    /// When it is in force.
    pub valid: Period,
    /// What it is after, in words.
    pub because: Texts,
    /// The hard rules that are on, with their settings.
    pub rules: Vec<Rule>,
    /// The hard rules that are off.
    pub off: Vec<RuleCode>,
    /// The soft criteria with their weights.
    pub criteria: Vec<Weighed>,
    /// The rules on internships, by region.
    pub internships: Internships,
}

/// A criterion and what it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// The criterion.
    pub criterion: Criterion,
    /// What it adds when it is met in full, in thousandths of a point.
    pub weight: i64,
}

/// The most that one criterion may weigh: a thousand points.
const MOST_WEIGHT: i64 = 1_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPolicy {
    programme: Option<Spanned<String>>,
    version: Spanned<u32>,
    valid: RawPeriod,
    because: Texts,
    #[serde(default)]
    rules: Vec<RawUse>,
    criteria: Vec<RawWeighed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUse {
    code: Spanned<String>,
    #[serde(default = "yes")]
    on: bool,
    #[serde(default)]
    settings: Settings,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWeighed {
    code: Spanned<String>,
    weight: Spanned<i64>,
}

impl Policy {
    /// Reads a policy. Rules that it does not name are on, with the settings of the rulebook.
    ///
    /// # Errors
    /// Its faults by line: that of its form alone if there is one, else all others.
    pub fn parse(text: &str, book: &Rulebook) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::new(text);
        let raw: Option<RawPolicy> = faults.read();
        let policy = raw.and_then(|raw| {
            let programme = match &raw.programme {
                Some(written) => Some(programme(written, &mut faults)?),
                None => None,
            };
            if *raw.version.get_ref() == 0 {
                faults.note(raw.version.span(), "the version is 0", "versions are counted from 1");
            }
            let valid = faults.period(&raw.valid);
            let (rules, off) = rules(raw.rules, book, &mut faults);
            let criteria = criteria(raw.criteria, &mut faults);
            Some(Self {
                programme,
                version: raw.version.into_inner(),
                valid: valid?,
                because: raw.because,
                rules,
                off,
                criteria,
                internships: book.internships.clone(),
            })
        });
        faults.settle(policy)
    }

    /// The policy by which a programme matches on a day: its own, else the one of those that have none.
    #[must_use]
    pub fn of<'p>(policies: &'p [Self], programme: &ProgrammeCode, day: Day) -> Option<&'p Self> {
        let in_force = |of: Option<&ProgrammeCode>| {
            policies.iter().find(|policy| policy.programme.as_ref() == of && policy.valid.contains(day))
        };
        in_force(Some(programme)).or_else(|| in_force(None))
    }

    /// The rules in force on a day for this kind of offer, in the order in which people expect them listed.
    pub fn in_force(&self, kind: OfferKind, day: Day) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.valid.contains(day) && rule.code.kinds().contains(&kind))
    }

    /// The criteria for this kind of offer.
    pub fn weighed(&self, kind: OfferKind) -> impl Iterator<Item = Weighed> {
        self.criteria.iter().copied().filter(move |one| one.criterion.kinds().contains(&kind))
    }
}

fn programme(written: &Spanned<String>, faults: &mut Faults<'_>) -> Option<ProgrammeCode> {
    let code = written.get_ref().parse().ok();
    if code.is_none() {
        let what = format!("`{}` is not a code", written.get_ref());
        faults.note(written.span(), what, "write the programme's code as its file is named: `fra-noi-2`");
    }
    code
}

fn rules(written: Vec<RawUse>, book: &Rulebook, faults: &mut Faults<'_>) -> (Vec<Rule>, Vec<RuleCode>) {
    let mut uses: Vec<(RuleCode, bool, Settings)> = Vec::new();
    for one in written {
        let at = one.code.span();
        let Some(code) = faults.word(&one.code, RuleCode::ALL, RuleCode::word) else { continue };
        if uses.iter().any(|(other, ..)| *other == code) {
            faults.note(at.clone(), format!("`{code}` stands twice"), "take one out");
        }
        if !one.on && code.always_on() {
            let remedy = "it protects people or follows from the law: take `on = false` out";
            faults.note(at.clone(), format!("the rule `{code}` cannot be switched off"), remedy);
        }
        one.settings.check(code, at, faults);
        uses.push((code, one.on, one.settings));
    }
    let is_off = |code: RuleCode| uses.iter().any(|(other, on, _)| *other == code && !on);
    let off: Vec<RuleCode> = RuleCode::ALL.iter().copied().filter(|code| is_off(*code)).collect();
    let with_own = |rule: &Rule| {
        let own = uses.iter().find(|(code, ..)| *code == rule.code).map(|(.., own)| own.clone());
        Rule { settings: rule.settings.clone().with(own.unwrap_or_default()), ..rule.clone() }
    };
    let mut on: Vec<Rule> = book.rules.iter().filter(|rule| !off.contains(&rule.code)).map(with_own).collect();
    on.sort_by_key(|rule| (rule.code, rule.valid.from));
    (on, off)
}

fn criteria(written: Vec<RawWeighed>, faults: &mut Faults<'_>) -> Vec<Weighed> {
    let mut weighed: Vec<Weighed> = Vec::new();
    for one in written {
        let at = one.code.span();
        let Some(criterion) = faults.word(&one.code, Criterion::ALL, Criterion::word) else { continue };
        if weighed.iter().any(|other| other.criterion == criterion) {
            faults.note(at, format!("`{criterion}` stands twice"), "take one out");
        }
        let weight = *one.weight.get_ref();
        if !(1..=MOST_WEIGHT).contains(&weight) {
            let remedy =
                format!("write thousandths of a point, from 1 to {MOST_WEIGHT}; leave out what does not count");
            faults.note(one.weight.span(), format!("the weight {weight} is out of bounds"), remedy);
        }
        weighed.push(Weighed { criterion, weight });
    }
    weighed
}

/// The policies that come with the program.
const SHIPPED: [(&str, &str); 6] = [
    ("default.toml", include_str!("../../policies/default.toml")),
    ("fra-noi.toml", include_str!("../../policies/fra-noi.toml")),
    ("fra-noi-2.toml", include_str!("../../policies/fra-noi-2.toml")),
    ("fa-si.toml", include_str!("../../policies/fa-si.toml")),
    ("intarsi.toml", include_str!("../../policies/intarsi.toml")),
    ("abitare-insieme.toml", include_str!("../../policies/abitare-insieme.toml")),
];

/// The policies that come with the program, the one without a programme first.
///
/// # Errors
/// The name of the first faulty file with its faults; a test keeps them without any.
pub fn policies(book: &Rulebook) -> Result<Vec<Policy>, (&'static str, Vec<Fault>)> {
    SHIPPED.iter().map(|(name, text)| Policy::parse(text, book).map_err(|faults| (*name, faults))).collect()
}
