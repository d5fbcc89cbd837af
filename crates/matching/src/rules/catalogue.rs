//! The hard rules as data: each with its code, versions, days, basis and settings. What a rule looks at is code; from
//! when it holds, on what ground and with which numbers is a file, `policies/rules.toml`.

use kernel::{Day, Period, words};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::fault::{Fault, Faults, RawPeriod, overlap};
use super::internships::Internships;
use crate::facts::{HostStep, Level};

words!(
    /// What is on offer.
    pub enum OfferKind {
        /// A home.
        Home = "home",
        /// A work place or an internship.
        Work = "work",
        /// A host family.
        Host = "host",
    }
);

words!(
    /// The hard rules.
    pub enum RuleCode {
        /// The programme takes them in charge.
        Eligibility = "eligibility",
        /// The agreement that an offer comes under admits the programme.
        Agreement = "agreement",
        /// Nobody said no beforehand, on either side.
        Vetoes = "vetoes",
        /// Available when it is needed, and for long enough.
        Availability = "availability",
        /// Every daily way is short enough.
        Distance = "distance",
        /// The people fit the beds.
        FitsBeds = "fits-beds",
        /// Everybody finds a bed in a room open to women or to men.
        ReservedRooms = "reserved-rooms",
        /// Minors come with an adult of theirs, to a place found suitable for them.
        MinorsSafeguarded = "minors-safeguarded",
        /// Everybody can get in and about.
        Access = "access",
        /// The rent is within what they can pay, support included.
        Rent = "rent",
        /// The deposit is within what they can pay.
        Deposit = "deposit",
        /// They can bring the guarantees asked.
        Guarantees = "guarantees",
        /// The home is of a kind that they accept.
        HomeKind = "home-kind",
        /// They would share a home that is let room by room.
        SharedHome = "shared-home",
        /// The host family has passed the steps asked.
        HostReady = "host-ready",
        /// A common language at the level asked.
        HostLanguage = "host-language",
        /// The conditions of the host family are met.
        HostLimits = "host-limits",
        /// The permit allows work.
        WorkPermit = "work-permit",
        /// Old enough to work.
        WorkingAge = "working-age",
        /// The languages asked are spoken at the level asked.
        WorkLanguage = "work-language",
        /// The hours lie within what the person can work.
        Hours = "hours",
        /// The licences asked are held.
        Licences = "licences",
        /// The person has a way to get there.
        Transport = "transport",
        /// The indemnity of an internship reaches the regional minimum.
        InternshipIndemnity = "internship-indemnity",
        /// The host has room for one more trainee.
        InternshipPlaces = "internship-places",
        /// An internship is no longer than it may be.
        InternshipDuration = "internship-duration",
    }
);

impl RuleCode {
    /// On which offers it is measured.
    #[must_use]
    pub fn kinds(self) -> &'static [OfferKind] {
        use OfferKind::{Home, Host, Work};
        match self {
            Self::Eligibility | Self::Vetoes | Self::Availability | Self::Distance => &[Home, Work, Host],
            Self::Agreement => &[Home, Work],
            Self::FitsBeds | Self::ReservedRooms | Self::MinorsSafeguarded | Self::Access => &[Home, Host],
            Self::Rent | Self::Deposit | Self::Guarantees | Self::HomeKind | Self::SharedHome => &[Home],
            Self::HostReady | Self::HostLanguage | Self::HostLimits => &[Host],
            Self::WorkPermit
            | Self::WorkingAge
            | Self::WorkLanguage
            | Self::Hours
            | Self::Licences
            | Self::Transport
            | Self::InternshipIndemnity
            | Self::InternshipPlaces
            | Self::InternshipDuration => &[Work],
        }
    }

    /// Whether it protects people or follows from the law: no policy can switch it off.
    #[must_use]
    pub fn always_on(self) -> bool {
        matches!(
            self,
            Self::Vetoes
                | Self::FitsBeds
                | Self::ReservedRooms
                | Self::MinorsSafeguarded
                | Self::Access
                | Self::HostReady
                | Self::HostLimits
                | Self::WorkPermit
                | Self::WorkingAge
                | Self::InternshipIndemnity
                | Self::InternshipPlaces
                | Self::InternshipDuration
        )
    }
}

words!(
    /// What kind of ground a rule stands on.
    pub enum BasisKind {
        /// A law, a decree, an agreement between State and regions.
        Law = "law",
        /// The agreement or the call of a programme.
        Agreement = "agreement",
        /// What people in the field do.
        Practice = "practice",
    }
);

/// The ground on which a rule stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Basis {
    /// What kind.
    pub kind: BasisKind,
    /// The article, the agreement, the practice, in its own language.
    pub title: String,
    /// Whether somebody read it there. Otherwise it is still to be verified.
    pub verified: bool,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

/// The numbers and words that a rule works with; each rule has its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// A child younger than this sleeps with an adult of the family.
    pub small_child_under: Option<u8>,
    /// Family of different sex share a room while one of them is younger than this.
    pub mixed_sex_under: Option<u8>,
    /// The level at which a common language is asked.
    pub level: Option<Level>,
    /// The steps that a host family has to have passed.
    pub steps: Option<Vec<HostStep>>,
    /// The days for which an offer still has to last.
    pub least_days: Option<u32>,
    /// The least age to work.
    pub least_age: Option<u8>,
}

impl Settings {
    /// The names of those that are set.
    fn names(&self) -> Vec<&'static str> {
        let set = [
            (self.small_child_under.is_some(), "small-child-under"),
            (self.mixed_sex_under.is_some(), "mixed-sex-under"),
            (self.level.is_some(), "level"),
            (self.steps.is_some(), "steps"),
            (self.least_days.is_some(), "least-days"),
            (self.least_age.is_some(), "least-age"),
        ];
        set.into_iter().filter_map(|(set, name)| set.then_some(name)).collect()
    }

    /// Those of another that are set, else these.
    pub(super) fn with(self, over: Self) -> Self {
        Self {
            small_child_under: over.small_child_under.or(self.small_child_under),
            mixed_sex_under: over.mixed_sex_under.or(self.mixed_sex_under),
            level: over.level.or(self.level),
            steps: over.steps.or(self.steps),
            least_days: over.least_days.or(self.least_days),
            least_age: over.least_age.or(self.least_age),
        }
    }

    /// What a rule works with, by name.
    fn of(rule: RuleCode) -> &'static [&'static str] {
        match rule {
            RuleCode::FitsBeds | RuleCode::ReservedRooms => &["small-child-under", "mixed-sex-under"],
            RuleCode::HostLanguage => &["level"],
            RuleCode::HostReady => &["steps"],
            RuleCode::Availability => &["least-days"],
            RuleCode::WorkingAge => &["least-age"],
            _ => &[],
        }
    }

    /// Notes the settings that the rule does not have.
    pub(super) fn check(&self, rule: RuleCode, at: std::ops::Range<usize>, faults: &mut Faults<'_>) {
        let own = Self::of(rule);
        for name in self.names().into_iter().filter(|name| !own.contains(name)) {
            let known = if own.is_empty() { "it has none".to_owned() } else { own.join(", ") };
            faults.note(
                at.clone(),
                format!("the rule `{rule}` has no setting `{name}`"),
                format!("its settings: {known}"),
            );
        }
    }
}

/// A version of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Which rule.
    pub code: RuleCode,
    /// The version, counted up at every change.
    pub version: u32,
    /// When it is in force.
    pub valid: Period,
    /// On what ground.
    pub basis: Basis,
    /// The rule in words.
    pub because: Texts,
    /// What it works with.
    pub settings: Settings,
}

/// Every rule that is known, with the regional rules on internships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rulebook {
    /// The rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// The rules on internships, by region.
    pub internships: Internships,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBook {
    rules: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    code: Spanned<String>,
    version: u32,
    valid: RawPeriod,
    basis: Basis,
    because: Texts,
    #[serde(default)]
    settings: Settings,
}

impl Rulebook {
    /// Reads the file of rules and the file on internships.
    ///
    /// # Errors
    /// The faults of the first of the two that has any, by line.
    pub fn parse(rules: &str, internships: &str) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::new(rules);
        let raw: Option<RawBook> = faults.read();
        let rules = raw.map(|raw| {
            let mut read: Vec<Rule> = Vec::new();
            for rule in raw.rules {
                let at = rule.code.span();
                let code = faults.word(&rule.code, RuleCode::ALL, RuleCode::word);
                let valid = faults.period(&rule.valid);
                let (Some(code), Some(valid)) = (code, valid) else { continue };
                rule.settings.check(code, at.clone(), &mut faults);
                let missing = Settings::of(code).iter().filter(|name| !rule.settings.names().contains(name));
                for name in missing {
                    faults.note(
                        at.clone(),
                        format!("the setting `{name}` is missing"),
                        format!("add `settings.{name} = …`"),
                    );
                }
                if rule.basis.title.trim().is_empty() {
                    faults.note(at.clone(), "the rule has no basis", "say in `basis.title` on what it stands");
                }
                if read.iter().any(|other| other.code == code && overlap(other.valid, valid)) {
                    let what = format!("two versions of `{code}` are in force on the same day");
                    faults.note(at.clone(), what, "close the older one with `valid.to`");
                }
                read.push(Rule {
                    code,
                    version: rule.version,
                    valid,
                    basis: rule.basis,
                    because: rule.because,
                    settings: rule.settings,
                });
            }
            for code in RuleCode::ALL.iter().filter(|code| read.iter().all(|rule| rule.code != **code)) {
                faults.note(0..0, format!("the rule `{code}` is missing"), "add a [[rules]] entry for it");
            }
            read
        });
        let rules = faults.settle(rules)?;
        Ok(Self { rules, internships: Internships::parse(internships)? })
    }

    /// The rules that come with the program.
    ///
    /// # Errors
    /// The faults of the shipped files; a test keeps them without any.
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::parse(include_str!("../../policies/rules.toml"), include_str!("../../policies/internships.toml"))
    }

    /// The version of a rule that is in force on a day.
    #[must_use]
    pub fn in_force(&self, code: RuleCode, day: Day) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code && rule.valid.contains(day))
    }
}
