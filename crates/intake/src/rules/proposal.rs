//! What a sheet comes to: its households, and where each stands before anything is written.

use std::collections::{HashMap, HashSet};

use kernel::PersonId;

use super::answer::{Answers, Taking};
use super::household;
use super::row::ReadRow;

kernel::words! {
    /// Where a household of a sheet stands.
    pub enum Standing {
        /// It will be taken over.
        Ready = "ready",
        /// One of its cells is wrong: it goes back to whoever sent it, or is taken without the cell.
        HeldBack = "held-back",
        /// The same person stands in an earlier row.
        Repeated = "repeated",
        /// Somebody like one of its people is known already: a person says whether it is them.
        Known = "known",
        /// Neither its municipality nor the import says in which territory it belongs, or the member does not work there.
        Misplaced = "misplaced",
        /// It was taken over before.
        Here = "here",
        /// Somebody said to leave it out.
        LeftOut = "left-out",
    }
}

/// A household of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The number of its first row: its name in this sheet.
    pub key: usize,
    /// The places of its rows among those read.
    pub rows: Vec<usize>,
    /// Whether the sheet itself, or somebody since, says that they belong together.
    pub sure: bool,
    /// Where it stands.
    pub standing: Standing,
}

/// What was found out about the rows, by their places among those read.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Rows that repeat an earlier row.
    pub repeats: HashMap<usize, usize>,
    /// Rows like somebody known already.
    pub known: HashSet<usize>,
    /// Rows taken over before.
    pub here: HashSet<usize>,
    /// People whose household somebody said it is, and who live in none any more.
    pub gone: HashSet<PersonId>,
    /// Rows whose territory is out of the member's hands.
    pub misplaced: HashSet<usize>,
}

/// The households of a sheet, in the order of their first rows. A repeated row stands alone, set aside, so that it
/// neither grows its household nor parts another.
#[must_use]
pub fn propose(rows: &[ReadRow], answers: &Answers, found: &Findings) -> Vec<Proposal> {
    let set_aside = |at: &usize| found.repeats.contains_key(at) && !answers.row(rows[*at].number).different;
    let (aside, kept): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(set_aside);
    let kept_rows: Vec<&ReadRow> = kept.iter().map(|at| &rows[*at]).collect();
    let mut households: Vec<(Vec<usize>, bool)> = Vec::new();
    for linked in household::link(&kept_rows) {
        let places: Vec<usize> = linked.rows.iter().map(|at| kept[*at]).collect();
        let first = places.first().map_or(0, |at| rows[*at].number);
        if answers.household(first).apart {
            households.extend(places.into_iter().map(|at| (vec![at], true)));
        } else {
            households.push((places, linked.sure));
        }
    }
    let repeated = |at: usize| {
        let standing = if found.here.contains(&at) { Standing::Here } else { Standing::Repeated };
        Proposal { key: rows[at].number, rows: vec![at], sure: true, standing }
    };
    let mut proposals: Vec<Proposal> = aside.into_iter().map(repeated).collect();
    proposals.extend(households.into_iter().map(|(places, sure)| {
        let key = places.first().map_or(0, |at| rows[*at].number);
        let standing = standing(key, &places, rows, answers, found);
        Proposal { key, rows: places, sure, standing }
    }));
    proposals.sort_by_key(|proposal| proposal.key);
    proposals
}

fn standing(key: usize, places: &[usize], rows: &[ReadRow], answers: &Answers, found: &Findings) -> Standing {
    let answer = answers.household(key);
    let taking = answer.taking();
    let any = |rows: &HashSet<usize>| places.iter().any(|at| rows.contains(at));
    if places.iter().all(|at| found.here.contains(at)) {
        Standing::Here
    } else if taking == Some(Taking::LeaveOut) {
        Standing::LeftOut
    } else if places.iter().any(|at| !rows[*at].is_good()) && taking != Some(Taking::Without) {
        Standing::HeldBack
    } else if any(&found.misplaced) {
        Standing::Misplaced
    } else if answer.known().is_some_and(|person| found.gone.contains(&person))
        || (any(&found.known) || any(&found.here)) && taking.is_none() && answer.known().is_none()
    {
        Standing::Known
    } else {
        Standing::Ready
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::{HouseholdAnswer, RowAnswer};
    use super::super::row::{CellRemark, Person, Remark};
    use super::*;

    fn row(number: usize, family: &str, household: Option<&str>) -> ReadRow {
        let household_number = household.map(Into::into);
        let person = Person { family: family.into(), household_number, ..Person::default() };
        ReadRow { number, person, remarks: Vec::new() }
    }

    fn standings(rows: &[ReadRow], answers: &Answers, found: &Findings) -> Vec<(usize, Vec<usize>, Standing)> {
        let proposals = propose(rows, answers, found);
        proposals.into_iter().map(|one| (one.key, one.rows, one.standing)).collect()
    }

    fn answered(row: usize, taking: Taking) -> Answers {
        let answer = HouseholdAnswer { taking: Some(taking.word().into()), ..HouseholdAnswer::default() };
        Answers { households: [(row, answer)].into(), ..Answers::default() }
    }

    #[test]
    fn a_household_with_a_wrong_cell_is_held_back_whole_unless_it_is_taken_without_it() {
        let mut rows = [row(2, "A", Some("1")), row(3, "A", Some("1")), row(4, "B", Some("2"))];
        let remark = CellRemark { row: 3, column: "F".into(), value: "31/02".into(), remark: Remark::NoSuchDay };
        rows[1].remarks.push(remark);
        let found = Findings::default();
        let held = standings(&rows, &Answers::default(), &found);
        assert_eq!(held, [(2, vec![0, 1], Standing::HeldBack), (4, vec![2], Standing::Ready)]);
        assert_eq!(standings(&rows, &answered(2, Taking::Without), &found)[0].2, Standing::Ready);
    }

    #[test]
    fn a_repeated_row_stands_aside_until_somebody_says_that_it_is_somebody_else() {
        let rows = [row(2, "A", Some("1")), row(3, "B", Some("2")), row(4, "A", Some("1"))];
        let found = Findings { repeats: [(2, 0)].into(), ..Findings::default() };
        let aside = standings(&rows, &Answers::default(), &found);
        assert_eq!(aside[0], (2, vec![0], Standing::Ready));
        assert_eq!(aside[2], (4, vec![2], Standing::Repeated));
        let different = RowAnswer { different: true, ..RowAnswer::default() };
        let answers = Answers { rows: [(4, different)].into(), ..Answers::default() };
        assert_eq!(standings(&rows, &answers, &found)[0], (2, vec![0, 2], Standing::Ready));
    }

    #[test]
    fn who_is_known_waits_for_a_word_and_who_was_taken_before_changes_nothing() {
        let rows = [row(2, "A", Some("1")), row(3, "B", Some("2"))];
        let found = Findings { known: [0].into(), here: [1].into(), ..Findings::default() };
        let told: Vec<_> = standings(&rows, &Answers::default(), &found).into_iter().map(|one| one.2).collect();
        assert_eq!(told, [Standing::Known, Standing::Here]);
        assert_eq!(standings(&rows, &answered(2, Taking::New), &found)[0].2, Standing::Ready);
        assert_eq!(standings(&rows, &answered(3, Taking::New), &found)[1].2, Standing::Here);
    }

    #[test]
    fn rows_that_somebody_parts_stand_alone() {
        let rows = [row(2, "A", Some("1")), row(3, "A", Some("1"))];
        let apart = HouseholdAnswer { apart: true, ..HouseholdAnswer::default() };
        let answers = Answers { households: [(2, apart)].into(), ..Answers::default() };
        let parted = standings(&rows, &answers, &Findings::default());
        assert_eq!(parted, [(2, vec![0], Standing::Ready), (3, vec![1], Standing::Ready)]);
    }
}
