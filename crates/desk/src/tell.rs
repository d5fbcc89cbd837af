//! What the engine says, in the reader's words: every rule, every reason, every fact that is missing, every criterion and
//! every change has its text, in each language of the pages. A test walks all of them.

use kernel::Cents;
use matching::explain::Step;
use matching::rules::{Criterion, Fact, RuleCode, Side, Why};
use placement::pages::searches::told::place_name;
use web::{Desk, Language, Texts};

/// A text with its arguments, to be said in the reader's language. Words that have a text of their own are named by its
/// key, with a stroke before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The key of the text.
    pub key: String,
    /// Its arguments.
    pub args: Vec<(&'static str, String)>,
}

impl Said {
    fn plain(key: String) -> Self {
        Self { key, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    fn money(self, name: &'static str, cents: Cents) -> Self {
        self.with(name, format!("{cents} €"))
    }

    /// In a language, where nobody sits at a page.
    #[must_use]
    pub fn in_language(&self, texts: &Texts, language: Language) -> String {
        let value = |value: &String| match value.strip_prefix('/') {
            Some(key) => texts.say(language, key, &[]),
            None => value.clone(),
        };
        let args: Vec<(&'static str, String)> = self.args.iter().map(|(name, said)| (*name, value(said))).collect();
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        texts.say(language, &self.key, &args)
    }

    /// In the reader's language.
    #[must_use]
    pub fn say(&self, desk: &Desk) -> String {
        let value = |value: &String| match value.strip_prefix('/') {
            Some(key) => desk.say(key),
            None => value.clone(),
        };
        let args: Vec<(&'static str, String)> = self.args.iter().map(|(name, said)| (*name, value(said))).collect();
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        desk.say_with(&self.key, &args)
    }
}

/// What a rule is called.
#[must_use]
pub fn rule(code: RuleCode) -> Said {
    Said::plain(format!("rule-{code}"))
}

/// What a criterion is called.
#[must_use]
pub fn criterion(criterion: Criterion) -> Said {
    Said::plain(format!("criterion-{criterion}"))
}

/// What is to be asked.
#[must_use]
pub fn fact(fact: Fact) -> Said {
    Said::plain(format!("ask-{fact}"))
}

/// Why a rule says no.
#[must_use]
pub fn why(why: &Why) -> Said {
    let said = |key: &str| Said::plain(format!("why-{key}"));
    match why {
        Why::NotEligible => said("not-eligible"),
        Why::OtherProgramme => said("other-programme"),
        Why::Vetoed { by: Side::Seeker } => said("vetoed-by-seeker"),
        Why::Vetoed { by: Side::Offerer } => said("vetoed-by-offerer"),
        Why::NotAvailable => said("not-available"),
        Why::TooFar { way, limit } => said("too-far").with("way", way).with("limit", limit),
        Why::TooFewBeds { persons, beds } => said("too-few-beds").with("persons", persons).with("beds", beds),
        Why::RoomsDoNotFit => said("rooms-do-not-fit"),
        Why::ReservedForOthers => said("reserved-for-others"),
        Why::MinorWithoutAdult => said("minor-without-adult"),
        Why::NotForMinors => said("not-for-minors"),
        Why::NotAccessible { needed, .. } => said("not-accessible").with("needed", format!("/access-need-{needed}")),
        Why::RentTooHigh { rent, payable } => said("rent-too-high").money("rent", *rent).money("payable", *payable),
        Why::DepositTooHigh { deposit, payable } => {
            said("deposit-too-high").money("deposit", *deposit).money("payable", *payable)
        }
        Why::GuaranteeMissing { guarantee } => {
            said("guarantee-missing").with("guarantee", format!("/guarantee-{guarantee}"))
        }
        Why::KindNotAccepted => said("kind-not-accepted"),
        Why::WouldShare => said("would-share"),
        Why::NoCommonLanguage { level } => said("no-common-language").with("level", format!("/level-{level}")),
        Why::LanguageTooLow { language, level } => said("language-too-low")
            .with("language", format!("/language-{language}"))
            .with("level", format!("/level-{level}")),
        Why::OutsideLimits => said("outside-limits"),
        Why::StepMissing { step } => said("step-missing").with("step", format!("/host-ready-{step}")),
        Why::MayNotWork => said("may-not-work"),
        Why::TooYoung { least } => said("too-young").with("least", least),
        Why::HoursDoNotFit { hours } => said("hours-do-not-fit").with("hours", hours),
        Why::LicenceMissing { licence } => said("licence-missing").with("licence", format!("/licence-{licence}")),
        Why::NoWayThere => said("no-way-there"),
        Why::IndemnityTooLow { monthly, minimum } => {
            said("indemnity-too-low").money("monthly", *monthly).money("minimum", *minimum)
        }
        Why::TooManyTrainees { limit } => said("too-many-trainees").with("limit", limit),
        Why::TooLong { months, limit } => said("too-long").with("months", months).with("limit", limit),
    }
}

/// What a seeker could wish or do otherwise: a fact, no advice.
#[must_use]
pub fn step(step: &Step) -> Said {
    let said = |key: &str| Said::plain(format!("try-{key}"));
    match step {
        Step::AcceptKind { kind } => said("accept-kind").with("kind", format!("/wanted-kind-{kind}")),
        Step::ShareHome => said("share-home"),
        Step::LongerWay { way } => said("longer-way").with("way", way),
        Step::RentSupport { support } => said("rent-support").money("support", *support),
        Step::Deposit { deposit } => said("deposit").money("deposit", *deposit),
        Step::Bring { guarantee } => said("bring").with("guarantee", format!("/guarantee-{guarantee}")),
        Step::Hours { hours } => said("hours").with("hours", hours),
        Step::Hold { licence } => said("hold").with("licence", format!("/licence-{licence}")),
        Step::Speak { language, level } => {
            said("speak").with("language", format!("/language-{language}")).with("level", format!("/level-{level}"))
        }
        Step::GoBy { transport } => said("go-by").with("transport", format!("/own-transport-{transport}")),
    }
}

/// A municipality by its code.
#[must_use]
pub fn place(code: &kernel::TerritoryCode) -> String {
    place_name(code)
}
