//! What a programme is: its definition, read from one file that a coordinator can write, every fact with its source.
//!
//! A definition says what the programme was or is by its papers. Whether an installation runs it, with which dates of
//! its own, is not here: that is an edition, decided by the installation. How to write a file: `docs/programme-file.md`.

mod fault;
mod fields;
mod parse;
mod reader;
mod ruling;
mod when;

use kernel::{Cents, ProgrammeCode, TerritoryCode, words};
use serde::Serialize;

pub use self::fault::{Fault, FaultCode};
pub use self::when::When;
use crate::rules::eligibility::Rule;
use crate::rules::vocabulary::Recipient;

words!(
    /// How sure a fact is.
    pub enum Status {
        /// Read in the source named.
        Verified = "verified",
        /// General knowledge: the official text is still to be read.
        ToVerify = "to-verify",
        /// Assumed, since no source says it.
        Assumed = "assumed",
        /// Sources disagree; the other values stand beside.
        Conflicting = "conflicting",
    }
);

words!(
    /// What kind of thing a source is.
    pub enum SourceKind {
        /// A paper of the programme.
        Document = "document",
        /// A page on the web.
        WebPage = "web-page",
        /// A law, a decree, a call.
        Law = "law",
        /// What people in the field know; nothing was read.
        GeneralKnowledge = "general-knowledge",
        /// Our own assumption.
        Assumption = "assumption",
    }
);

words!(
    /// The kinds of territory, from the widest.
    pub enum TerritoryKind {
        /// *Regione*.
        Region = "region",
        /// *Città metropolitana*.
        MetropolitanCity = "metropolitan-city",
        /// *Provincia*.
        Province = "province",
        /// *Comune*.
        Municipality = "municipality",
        /// *Quartiere*.
        Neighbourhood = "neighbourhood",
    }
);

words!(
    /// What a definition counts.
    pub enum Counted {
        /// Partners, the lead included where the source includes it.
        Partners = "partners",
        /// Regions.
        Regions = "regions",
        /// Metropolitan cities.
        MetropolitanCities = "metropolitan-cities",
        /// Provinces.
        Provinces = "provinces",
        /// Months of work.
        Months = "months",
        /// People to be reached.
        PeopleExpected = "people-expected",
        /// People reached.
        PeopleReached = "people-reached",
        /// Homes.
        Homes = "homes",
    }
);

/// A text in both languages of the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Texts {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

impl Texts {
    /// The text in this language; Italian for any language but English.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        if language == "en" || language.starts_with("en-") { &self.en } else { &self.it }
    }
}

/// Where facts were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its name within the file.
    pub id: String,
    /// What it is.
    pub kind: SourceKind,
    /// Its title, in its own language.
    pub title: String,
    /// Its day, month or year.
    pub date: Option<When>,
    /// Its address.
    pub url: Option<String>,
}

/// From where something is known, and how well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The source, by its name in the file.
    pub source: String,
    /// How sure.
    pub status: Status,
    /// What else a reader should know.
    pub note: Option<Texts>,
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sourced<T> {
    /// The value taken.
    #[serde(rename = "is")]
    pub value: T,
    /// From where.
    #[serde(flatten)]
    pub origin: Origin,
    /// What other sources say.
    pub also: Vec<Other<T>>,
}

/// What another source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Other<T> {
    /// The value.
    #[serde(rename = "is")]
    pub value: T,
    /// The source, by its name in the file.
    pub source: String,
}

/// An organisation named by a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// From where.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Where the programme works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Territory {
    /// Its code.
    pub code: TerritoryCode,
    /// Its Italian name.
    pub name: String,
    /// Its kind.
    pub kind: TerritoryKind,
    /// The territory of the file that encloses it; listed before it.
    pub within: Option<TerritoryCode>,
    /// From where.
    #[serde(flatten)]
    pub origin: Origin,
}

/// When the programme ran by its papers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Dates {
    /// The beginning.
    pub start: Option<Sourced<When>>,
    /// The end.
    pub end: Option<Sourced<When>>,
}

/// Who pays, under which heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// The fund.
    pub fund: Option<Sourced<String>>,
    /// The objective of the fund.
    pub objective: Option<Sourced<String>>,
    /// The call.
    pub call: Option<Sourced<String>>,
    /// The project's number with the Ministry: `PROG-2832`.
    pub project: Option<Sourced<String>>,
    /// The CUP, the code of public investment projects.
    pub cup: Option<Sourced<String>>,
    /// The money.
    pub money: Option<Sourced<Cents>>,
}

/// Something the definition says in both languages: a target group, an axis, an action, a board, an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its code, unique in its list.
    pub code: String,
    /// Its name.
    pub name: Texts,
    /// From where.
    #[serde(flatten)]
    pub origin: Origin,
}

/// An action, of an axis, a work package or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Code, name and origin.
    #[serde(flatten)]
    pub item: Item,
    /// The axis it belongs to.
    pub axis: Option<String>,
    /// The work package it belongs to.
    pub package: Option<String>,
}

/// The definition of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// Its code.
    pub code: ProgrammeCode,
    /// The version of the definition, counted up at every change of rules or facts.
    pub version: u32,
    /// Its proper name, the same in every language.
    pub name: String,
    /// What it is, in two sentences.
    pub description: Texts,
    /// Whom it serves directly, the first first.
    pub recipients: Vec<Recipient>,
    /// Where the facts were read.
    pub sources: Vec<Source>,
    /// The lead partner.
    pub lead: Body,
    /// The partners that sources name; there may be more, see [`Counted::Partners`].
    pub partners: Vec<Body>,
    /// Counts.
    pub counts: Vec<(Counted, Sourced<u32>)>,
    /// Where it works.
    pub territories: Vec<Territory>,
    /// When.
    pub dates: Dates,
    /// Who pays.
    pub grant: Grant,
    /// Target groups.
    pub targets: Vec<Item>,
    /// The axes of the individual plans and of the figures.
    pub axes: Vec<Item>,
    /// Work packages.
    pub packages: Vec<Item>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Boards, tables and working groups.
    pub boards: Vec<Item>,
    /// What was expected to come out.
    pub outputs: Vec<Item>,
    /// Who can be taken in charge.
    pub rules: Vec<Rule>,
}

impl Programme {
    /// The description in this language.
    #[must_use]
    pub fn description(&self, language: &str) -> &str {
        self.description.get(language)
    }

    /// Whether it serves recipients of this kind directly.
    #[must_use]
    pub fn serves(&self, recipient: Recipient) -> bool {
        self.recipients.contains(&recipient)
    }

    /// The source with this name.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The axis with this code.
    #[must_use]
    pub fn axis(&self, code: &str) -> Option<&Item> {
        self.axes.iter().find(|axis| axis.code == code)
    }

    /// The territory with this code.
    #[must_use]
    pub fn territory(&self, code: &TerritoryCode) -> Option<&Territory> {
        self.territories.iter().find(|territory| territory.code == *code)
    }

    /// The rule with this name.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// A count, if the file has it.
    #[must_use]
    pub fn count(&self, of: Counted) -> Option<&Sourced<u32>> {
        self.counts.iter().find(|(counted, _)| *counted == of).map(|(_, count)| count)
    }

    /// The actions of an axis.
    pub fn actions_of<'p>(&'p self, axis: &'p str) -> impl Iterator<Item = &'p Action> {
        self.actions.iter().filter(move |action| action.axis.as_deref() == Some(axis))
    }
}

#[cfg(test)]
pub(crate) mod tests;
