//! Reasons, as texts take them: a key and its arguments. The words themselves stand in `texts/rules.*.ftl`.

use kernel::Day;

use super::verdict::Reason;
use super::vocabulary::{Circuit, PermitKind};

/// An argument of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A day, to be written as the language writes it.
    Day(Day),
    /// A number.
    Number(usize),
    /// Keys of texts that stand in its place, to be joined by commas.
    Keys(Vec<String>),
    /// A code, to be shown by its name where the reader has one.
    Code(String),
}

impl Arg {
    fn unknown() -> Self {
        Self::Keys(vec!["reason-value-unknown".to_owned()])
    }

    fn day(day: Option<Day>) -> Self {
        day.map_or_else(Self::unknown, Self::Day)
    }

    fn kinds(kinds: impl IntoIterator<Item = PermitKind>) -> Self {
        let keys: Vec<String> = kinds.into_iter().map(|kind| format!("permit-kind-{kind}")).collect();
        if keys.is_empty() { Self::unknown() } else { Self::Keys(keys) }
    }

    fn circuit(circuit: Option<Circuit>) -> Self {
        circuit.map_or_else(Self::unknown, |circuit| Self::Keys(vec![format!("circuit-{circuit}")]))
    }
}

impl Reason {
    /// The key of the text that says it.
    #[must_use]
    pub fn text_key(&self) -> &'static str {
        match self {
            Self::PermitHeld { receipt: false, .. } => "reason-permit-held",
            Self::PermitHeld { receipt: true, .. } => "reason-permit-held-receipt",
            Self::PermitOther { .. } => "reason-permit-other",
            Self::NoPermit => "reason-no-permit",
            Self::PermitNotInForce { .. } => "reason-permit-not-in-force",
            Self::PermitUnknown => "reason-permit-unknown",
            Self::PermitKindUnknown => "reason-permit-kind-unknown",
            Self::PermitEndUnknown => "reason-permit-end-unknown",
            Self::PermitExpired { .. } => "reason-permit-expired",
            Self::LeftReception { until: None, .. } => "reason-left-reception",
            Self::LeftReception { until: Some(_), .. } => "reason-left-reception-until",
            Self::LeavingReception { .. } => "reason-leaving-reception",
            Self::LeftTooLongAgo { .. } => "reason-left-too-long-ago",
            Self::StillInReception { .. } => "reason-still-in-reception",
            Self::OtherCircuit => "reason-other-circuit",
            Self::NeverInReception => "reason-never-in-reception",
            Self::OutOfReception => "reason-out-of-reception",
            Self::StayUnknown => "reason-stay-unknown",
            Self::ExitDayUnknown { not_before: None } => "reason-exit-day-unknown",
            Self::ExitDayUnknown { not_before: Some(_) } => "reason-exit-day-unknown-since",
            Self::CircuitUnknown => "reason-circuit-unknown",
            Self::ThirdCountry { .. } => "reason-third-country",
            Self::UnionCitizen { .. } => "reason-union-citizen",
            Self::CitizenshipUnknown => "reason-citizenship-unknown",
            Self::WithMinors { .. } => "reason-with-minors",
            Self::WithoutMinors => "reason-without-minors",
            Self::AgesUnknown => "reason-ages-unknown",
            Self::LivesThere { .. } => "reason-lives-there",
            Self::LivesElsewhere => "reason-lives-elsewhere",
            Self::ResidenceUnknown => "reason-residence-unknown",
            Self::HousingDistress => "reason-housing-distress",
            Self::NoHousingDistress => "reason-no-housing-distress",
            Self::HousingDistressUnknown => "reason-housing-distress-unknown",
            Self::Hardship => "reason-hardship",
            Self::NoHardship => "reason-no-hardship",
            Self::HardshipUnknown => "reason-hardship-unknown",
            Self::WorksInSector { .. } => "reason-works-in-sector",
            Self::OtherSector { .. } => "reason-other-sector",
            Self::SectorUnknown => "reason-sector-unknown",
            Self::NotAnAdult => "reason-not-an-adult",
            Self::AgeUnknown => "reason-age-unknown",
            Self::NobodyListed => "reason-nobody-listed",
        }
    }

    /// The arguments of the text, by the names that the text uses.
    #[must_use]
    pub fn text_args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::PermitHeld { kind, .. } | Self::PermitNotInForce { kind } => vec![("kind", Arg::kinds(*kind))],
            Self::PermitOther { held } => vec![("held", Arg::kinds(held.iter().copied()))],
            Self::PermitExpired { on } => vec![("on", Arg::Day(*on))],
            Self::LeftReception { circuit, exit, until } => {
                let mut args = vec![("circuit", Arg::circuit(*circuit)), ("exit", Arg::day(*exit))];
                args.extend(until.map(|until| ("until", Arg::Day(until))));
                args
            }
            Self::LeavingReception { circuit, exit } => {
                vec![("circuit", Arg::circuit(*circuit)), ("exit", Arg::day(*exit))]
            }
            Self::LeftTooLongAgo { exit, until } => vec![("exit", Arg::Day(*exit)), ("until", Arg::Day(*until))],
            Self::StillInReception { exit } => vec![("exit", Arg::day(*exit))],
            Self::ExitDayUnknown { not_before: Some(day) } => vec![("not-before", Arg::Day(*day))],
            Self::ThirdCountry { citizenship } | Self::UnionCitizen { citizenship } => {
                vec![("citizenship", Arg::Code(citizenship.to_string()))]
            }
            Self::WithMinors { minors } => vec![("minors", Arg::Number(*minors))],
            Self::LivesThere { territory } => vec![("territory", Arg::Code(territory.to_string()))],
            Self::WorksInSector { sector } | Self::OtherSector { sector } => {
                vec![("sector", Arg::Keys(vec![format!("sector-{sector}")]))]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::verdict::Fact;
    use super::super::vocabulary::{PermitState, Recipient, Sector};
    use super::super::{Force, verdict};
    use super::*;
    use crate::definition::{Status, TerritoryKind};
    use kernel::Answer;

    const TEXTS: [&str; 2] = [include_str!("../../texts/rules.it.ftl"), include_str!("../../texts/rules.en.ftl")];

    fn keys(text: &str) -> Vec<&str> {
        text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect()
    }

    #[test]
    fn every_word_and_every_reason_is_said_in_both_languages() {
        let mut wanted: Vec<String> = Vec::new();
        macro_rules! all {
            ($($family:literal $words:ty),+) => {
                $(wanted.extend(<$words>::ALL.iter().map(|word| format!("{}-{word}", $family)));)+
            };
        }
        all!("answer" Answer, "force" Force, "fact-status" Status, "recipient" Recipient, "sector" Sector,
             "territory-kind" TerritoryKind, "permit-kind" PermitKind, "permit-state" PermitState,
             "circuit" Circuit, "missing" Fact);
        // serde names every reason when it is given one that does not exist
        let refusal = serde_json::from_str::<verdict::Reason>(r#"{"key":"?"}"#).unwrap_err().to_string();
        let reasons: Vec<&str> = refusal.split('`').skip(3).step_by(2).collect();
        assert!(reasons.len() > 35, "{refusal}");
        wanted.extend(reasons.iter().map(|reason| format!("reason-{reason}")));
        for text in TEXTS {
            let said = keys(text);
            for key in &wanted {
                assert!(said.contains(&key.as_str()), "{key} is not said");
            }
        }
        assert_eq!(keys(TEXTS[0]), keys(TEXTS[1]));
    }
}
