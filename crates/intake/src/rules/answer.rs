//! What somebody answered to the doubts of a sheet. Nothing is taken over on a doubt alone.

use std::collections::BTreeMap;

use kernel::{BirthDay, PersonId};
use serde::{Deserialize, Serialize};

use super::row::{ReadRow, Remark};

kernel::words! {
    /// What is to be done with a household.
    pub enum Taking {
        /// Take it over as somebody new.
        New = "new",
        /// Take it over, and leave the wrong cells empty.
        Without = "without",
        /// Leave it out.
        LeaveOut = "leave-out",
    }
}

/// What was answered about one household, named by its first row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct HouseholdAnswer {
    /// What is to be done, as a word of [`Taking`]; empty when nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taking: Option<String>,
    /// It is the household of this person, who is known already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// Its rows do not belong together.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
}

impl HouseholdAnswer {
    /// What is to be done.
    #[must_use]
    pub fn taking(&self) -> Option<Taking> {
        self.taking.as_deref().and_then(Taking::from_word)
    }

    /// Whose household it is.
    #[must_use]
    pub fn known(&self) -> Option<PersonId> {
        self.known.as_deref().and_then(|id| id.parse().ok())
    }
}

/// What was answered about one row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct RowAnswer {
    /// Of the birth only the year is known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub year_only: bool,
    /// The birth is the very 1 January.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub new_year: bool,
    /// Given and family name are the other way round.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub swapped: bool,
    /// It is somebody else than the row that looks like it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub different: bool,
}

/// All answers, by the rows as the sheet's program numbers them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// About households, by their first row.
    pub households: BTreeMap<usize, HouseholdAnswer>,
    /// About rows.
    pub rows: BTreeMap<usize, RowAnswer>,
}

impl Answers {
    /// What was answered about a household.
    #[must_use]
    pub fn household(&self, first_row: usize) -> HouseholdAnswer {
        self.households.get(&first_row).cloned().unwrap_or_default()
    }

    /// What was answered about a row.
    #[must_use]
    pub fn row(&self, number: usize) -> RowAnswer {
        self.rows.get(&number).copied().unwrap_or_default()
    }

    /// The rows as they are meant, now that somebody has answered.
    pub fn apply(&self, rows: &mut [ReadRow]) {
        for row in rows {
            let answer = self.row(row.number);
            if let (true, Some(BirthDay::Day(day))) = (answer.year_only, row.person.born) {
                row.person.born = Some(BirthDay::Year(day.year()));
            }
            if answer.year_only || answer.new_year {
                row.remarks.retain(|one| one.remark != Remark::FirstOfJanuary);
            }
            if answer.swapped {
                std::mem::swap(&mut row.person.given, &mut row.person.family);
                row.remarks.retain(|one| one.remark != Remark::NameOrder);
            }
        }
    }
}
