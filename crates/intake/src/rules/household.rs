//! Rows that belong together: tied by the sheet's own number, or proposed from what neighbouring rows have in common.

use std::borrow::Borrow;
use std::collections::HashMap;

use kernel::text::fold;

use super::row::{Person, ReadRow};

/// A household of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The places of its rows among those read, in the sheet's order.
    pub rows: Vec<usize>,
    /// Whether the sheet says so itself; otherwise it is proposed, and somebody confirms it.
    pub sure: bool,
}

/// Ties rows into households.
///
/// A number of the sheet ties all rows that bear it. Without one, a row that speaks of a household of *n* is tied to
/// the rows right below it that give the same number, as many minors, and the same town, up to *n*.
#[must_use]
pub fn link<R: Borrow<ReadRow>>(rows: &[R]) -> Vec<Linked> {
    let mut households: Vec<Linked> = Vec::new();
    let mut numbered: HashMap<String, usize> = HashMap::new();
    // The household that goes on growing, and how many it still lacks.
    let mut open: Option<(usize, i64)> = None;
    for (at, row) in rows.iter().enumerate() {
        let person = &row.borrow().person;
        if let Some(number) = person.household_number.as_ref().map(|number| fold(number)) {
            let known = *numbered.entry(number).or_insert(households.len());
            match households.get_mut(known) {
                Some(household) => household.rows.push(at),
                None => households.push(Linked { rows: vec![at], sure: true }),
            }
            open = None;
            continue;
        }
        if let Some((household, lacking)) = open
            && lacking > 0
            && at.checked_sub(1).is_some_and(|above| goes_on(&rows[above].borrow().person, person))
        {
            households[household].rows.push(at);
            open = Some((household, lacking - 1));
            continue;
        }
        let size = person.household_size.unwrap_or(1);
        open = (size > 1).then_some((households.len(), size - 1));
        households.push(Linked { rows: vec![at], sure: size == 1 && person.household_size.is_some() });
    }
    households
}

/// Whether a row goes on with the household of the row above it.
fn goes_on(above: &Person, below: &Person) -> bool {
    let town = |person: &Person| person.municipality.as_deref().map(fold);
    above.household_size == below.household_size
        && above.minors == below.minors
        && town(above) == town(below)
        && (above.citizenship == below.citizenship || fold(&above.family) == fold(&below.family))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(family: &str, number: Option<&str>, size: Option<i64>, town: &str) -> ReadRow {
        let person = Person {
            family: family.into(),
            household_number: number.map(Into::into),
            household_size: size,
            municipality: Some(town.into()),
            ..Person::default()
        };
        ReadRow { number: 0, person, remarks: Vec::new() }
    }

    #[test]
    fn the_sheet_s_own_number_ties_rows_wherever_they_stand() {
        let rows = [row("A", Some("1"), None, "x"), row("B", Some("2"), None, "x"), row("C", Some("1"), None, "y")];
        let linked: Vec<_> = link(&rows).into_iter().map(|one| (one.rows, one.sure)).collect();
        assert_eq!(linked, [(vec![0, 2], true), (vec![1], true)]);
    }

    #[test]
    fn neighbours_that_give_the_same_size_and_town_are_proposed_as_one() {
        let rows = [
            row("A", None, Some(2), "x"),
            row("A", None, Some(2), "X "),
            row("B", None, Some(2), "x"),
            row("B", None, Some(2), "x"),
            row("C", None, Some(1), "x"),
        ];
        let linked: Vec<_> = link(&rows).into_iter().map(|one| (one.rows, one.sure)).collect();
        assert_eq!(linked, [(vec![0, 1], false), (vec![2, 3], false), (vec![4], true)]);
    }
}
