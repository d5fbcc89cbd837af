//! What is wrong with a file of rules or of a policy: where, what, and how to mend it.

use std::fmt;
use std::ops::Range;

use kernel::{Day, Period};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::value::Datetime;

/// One fault of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub remedy: String,
}

/// `LINE: what — remedy`; whoever prints it puts the file's name before it.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} — {}", self.line, self.what, self.remedy)
    }
}

impl std::error::Error for Fault {}

/// Gathers the faults of one text.
pub(super) struct Faults<'t> {
    text: &'t str,
    found: Vec<Fault>,
}

impl<'t> Faults<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, found: Vec::new() }
    }

    /// Notes a fault at a place of the text.
    pub(super) fn note(&mut self, at: Range<usize>, what: impl Into<String>, remedy: impl Into<String>) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        self.found.push(Fault { line, what: what.into(), remedy: remedy.into() });
    }

    /// The text as `T`; what does not fit its form is a fault, and the only one that is told.
    pub(super) fn read<T: DeserializeOwned>(&mut self) -> Option<T> {
        toml::from_str(self.text)
            .map_err(|error| {
                let message = error.message().replace('\n', " ");
                let remedy = if message.contains("unknown field") {
                    "take it out, or use one of the names given"
                } else if message.contains("missing field") {
                    "add it; `policies/default.toml` shows the form"
                } else if message.contains("is not one of") {
                    "use one of the words given"
                } else if message.contains("invalid type") {
                    "write a value of the type expected: texts in double quotes, numbers and dates without"
                } else {
                    "mend the line; texts stand in double quotes, tables in [brackets]"
                };
                self.note(error.span().unwrap_or_default(), message, remedy);
            })
            .ok()
    }

    /// A word of a closed list.
    pub(super) fn word<W: Copy>(
        &mut self,
        written: &Spanned<String>,
        all: &[W],
        spelling: fn(W) -> &'static str,
    ) -> Option<W> {
        let found = all.iter().copied().find(|word| spelling(*word) == written.get_ref());
        if found.is_none() {
            let known: Vec<&str> = all.iter().map(|word| spelling(*word)).collect();
            let what = format!("`{}` is not a known word", written.get_ref());
            self.note(written.span(), what, format!("use one of: {}", known.join(", ")));
        }
        found
    }

    /// A day, written without quotes.
    pub(super) fn day(&mut self, written: &Spanned<Datetime>) -> Option<Day> {
        let day = written.get_ref().to_string().parse().ok();
        if day.is_none() {
            let what = format!("`{}` is not a day", written.get_ref());
            self.note(written.span(), what, "write a day between 1900 and 2199, such as 2020-07-01");
        }
        day
    }

    /// From a first day to a last one, in this order.
    pub(super) fn period(&mut self, written: &RawPeriod) -> Option<Period> {
        let from = self.day(&written.from)?;
        let to = match &written.to {
            Some(to) => Some(self.day(to)?),
            None => None,
        };
        if to.is_some_and(|to| to < from) {
            self.note(written.from.span(), "it ends before it begins", "put the earlier day first");
            return None;
        }
        Some(Period { from, to })
    }

    /// The value, or all faults by line.
    pub(super) fn settle<T>(mut self, value: Option<T>) -> Result<T, Vec<Fault>> {
        self.found.sort_by_key(|fault| fault.line);
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            _ => Err(self.found),
        }
    }
}

/// A period as files write it: `{ from = 2020-07-01, to = 2021-06-30 }`.
#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawPeriod {
    pub(super) from: Spanned<Datetime>,
    pub(super) to: Option<Spanned<Datetime>>,
}

/// Whether two periods have a day in common.
pub(super) fn overlap(one: Period, other: Period) -> bool {
    one.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| one.from <= to)
}
