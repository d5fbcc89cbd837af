//! The caseload as it stands now, counted from the pathways.

use pathways::store::pathways::Pathway;
use store::{Column, Db, Record, Stored};

kernel::words! {
    /// What the live counts can be parted by.
    pub enum By {
        /// Territory.
        Territory = "territory",
        /// Where the pathway stands.
        Status = "status",
        /// Programme.
        Programme = "programme",
        /// Partner.
        Organisation = "organisation",
        /// Who accompanies the household.
        CaseWorker = "case-worker",
    }
}

impl By {
    /// The column, read as text: all of them are.
    fn column(self) -> Column<String> {
        Column::new(
            Pathway::TABLE,
            match self {
                Self::Territory => "territory",
                Self::Status => "status",
                Self::Programme => "programme",
                Self::Organisation => "organisation_id",
                Self::CaseWorker => "case_worker",
            },
        )
    }
}

/// One count: the values, in the order asked for, and how many pathways have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The values.
    pub values: Vec<(By, String)>,
    /// How many pathways.
    pub count: u64,
}

/// What to part by cannot be understood: none, more than two, one twice, or an unknown one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOffered;

/// Reads `territory,status`.
///
/// # Errors
/// When it names none, more than two, one twice, or an unknown one.
pub fn asked(by: &str) -> Result<Vec<By>, NotOffered> {
    let by = by.split(',').map(|word| By::from_word(word.trim()).ok_or(NotOffered)).collect::<Result<Vec<_>, _>>()?;
    match by[..] {
        [_] => Ok(by),
        [first, second] if first != second => Ok(by),
        _ => Err(NotOffered),
    }
}

/// Counts the pathways within reach.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Db, by: &[By]) -> Stored<Vec<Cell>> {
    let rows = db.rows::<Pathway>();
    match *by {
        [one] => {
            let tally = rows.tally(one.column()).await?;
            Ok(tally.into_iter().map(|(value, count)| Cell { values: vec![(one, value)], count }).collect())
        }
        [one, two] => {
            let tally = rows.tally_two(one.column(), two.column()).await?;
            let cell = |((first, second), count)| Cell { values: vec![(one, first), (two, second)], count };
            Ok(tally.into_iter().map(cell).collect())
        }
        _ => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_or_two_different_words_are_taken_and_nothing_else() {
        assert_eq!(asked("territory,status"), Ok(vec![By::Territory, By::Status]));
        assert_eq!(asked(" case-worker "), Ok(vec![By::CaseWorker]));
        for wrong in ["", "territory,", "status,status", "territory,status,programme", "colour", "Status"] {
            assert_eq!(asked(wrong), Err(NotOffered), "{wrong:?}");
        }
    }
}
