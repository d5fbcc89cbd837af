//! What an import comes to, before anything is written: read anew each time, so that it is true of this moment.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use kernel::{PersonId, TerritoryCode};
use people::store::households::{Place, households_of};
use people::store::resemblances::{Likely, likely_each};
use programmes::definition::Programme;
use store::{Db, Stored};

use super::imports::{self, ImportedRow, SheetImport};
use super::taking::Coming;
use crate::read::{Unreadable, in_turn};
use crate::rules::answer::HouseholdAnswer;
use crate::rules::import::ImportRefusal;
use crate::rules::proposal::{Findings, Proposal, Standing, propose};
use crate::rules::reading::{self, Reading, Wish};
use crate::rules::repeats::{self, Repeat, described};
use crate::rules::taking;

/// The most people known already that are shown beside one row.
const MOST_LIKELY: usize = 3;

/// Why there is nothing to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPreview {
    /// The file cannot be read.
    Unreadable(Unreadable),
    /// The file is gone.
    Refused(ImportRefusal),
}

impl NoPreview {
    /// The code of the text that tells it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(unreadable) => unreadable.code(),
            Self::Refused(refusal) => web::Refusal::code(refusal),
        }
    }
}

/// What an import comes to.
#[derive(Debug)]
pub struct Preview {
    /// The file, read.
    pub reading: Arc<Reading>,
    /// Its households.
    pub proposals: Vec<Proposal>,
    /// For each row, its territory.
    pub territories: Vec<Option<TerritoryCode>>,
    /// For each row, who of those known it may be.
    pub likely: Vec<Vec<Likely>>,
    /// Rows that may repeat an earlier one.
    pub repeats: HashMap<usize, Repeat>,
    /// Rows taken over before, by fingerprint.
    pub before: HashMap<String, ImportedRow>,
}

impl Preview {
    /// How many households stand so.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.proposals.iter().filter(|proposal| proposal.standing == standing).count()
    }

    /// The household of a proposal on its way, if it has a place.
    #[must_use]
    pub fn coming(&self, import: &SheetImport, proposal: &Proposal) -> Option<Coming<'_>> {
        let territory = proposal.rows.iter().find_map(|at| self.territories[*at].clone())?;
        let known = import.answers.0.household(proposal.key).known();
        let ids = |at: &usize| -> Vec<PersonId> { self.likely[*at].iter().map(|likely| likely.person.id).collect() };
        Some(Coming {
            place: Place { programme: import.programme.clone(), organisation: import.organisation_id, territory },
            first_row: proposal.key,
            rows: proposal.rows.iter().map(|at| &self.reading.rows[*at]).collect(),
            known,
            alike: proposal.rows.iter().map(ids).collect(),
        })
    }
}

/// Reads an import to the end. `people` must reach people with their names.
///
/// # Errors
/// When the database fails.
pub async fn preview(
    db: &Db,
    people: &Db,
    import: &SheetImport,
    programme: &Arc<Programme>,
) -> Stored<Result<Preview, NoPreview>> {
    let Some(file) = import.content.clone() else {
        return Ok(Err(NoPreview::Refused(ImportRefusal::FileForgotten)));
    };
    let learnt = imports::learnt(db, import.organisation_id, import.sender.as_deref()).await?;
    let wish = Wish {
        sheet: import.sheet.and_then(|at| usize::try_from(at).ok()),
        header_row: import.header_row.and_then(|row| usize::try_from(row).ok()),
        glossary: import.glossary().or(learnt),
    };
    let (answers, today) = (import.answers.0.clone(), db.today());
    // Unpacking and comparing keep a core busy: not one of those that answer requests.
    let read = in_turn(move || reading::read(&file, &wish, &answers, today).map(Arc::new)).await;
    let damaged = || NoPreview::Unreadable(Unreadable::NoSheet("the file is damaged".to_owned()));
    let reading = match read {
        Some(Ok(reading)) => reading,
        Some(Err(unreadable)) => return Ok(Err(NoPreview::Unreadable(unreadable))),
        None => return Ok(Err(damaged())),
    };
    // While the rows are compared with one another, the people known already are looked for.
    let compared = Arc::clone(&reading);
    let repeats = tokio::task::spawn_blocking(move || repeats::find(&compared.rows));
    let newcomers: Vec<_> = reading.rows.iter().map(|row| described(&row.person)).collect();
    let fingerprints: Vec<String> = reading.rows.iter().map(|row| taking::fingerprint(&row.person)).collect();
    let before = imports::taken_before(db, import, &fingerprints).await?;
    let here: HashSet<usize> = places_of(&fingerprints, |print| before.contains_key(print));
    let likely = likely_each(people, &newcomers, MOST_LIKELY).await?;
    let Ok(repeats) = repeats.await else { return Ok(Err(damaged())) };
    let territories = match &import.territory {
        Some(territory) => vec![Some(territory.clone()); reading.rows.len()],
        None => taking::territories(programme, &reading.rows),
    };
    let within = |territory: &Option<TerritoryCode>| {
        let covers = |code: &TerritoryCode| db.reach().covers(&import.programme, import.organisation_id, code);
        territory.as_ref().is_some_and(covers)
    };
    let answered: Vec<PersonId> = import.answers.0.households.values().filter_map(HouseholdAnswer::known).collect();
    let found = Findings {
        gone: nowhere(people, answered).await?,
        repeats: repeats.iter().map(|(at, repeat)| (*at, repeat.of)).collect(),
        known: places_of(&likely, |likely| !likely.is_empty()),
        here,
        misplaced: places_of(&territories, |territory| !within(territory)),
    };
    let proposals = propose(&reading.rows, &import.answers.0, &found);
    Ok(Ok(Preview { reading, proposals, territories, likely, repeats, before }))
}

/// Who of them lives in no household today.
async fn nowhere(people: &Db, some: Vec<PersonId>) -> Stored<HashSet<PersonId>> {
    let today = people.today();
    let theirs = households_of(people, some.iter().copied()).await?;
    let lives =
        |person: &PersonId| theirs.get(person).is_some_and(|all| all.iter().any(|(one, _)| one.holds_on(today)));
    Ok(some.into_iter().filter(|person| !lives(person)).collect())
}

fn places_of<T>(all: &[T], holds: impl Fn(&T) -> bool) -> HashSet<usize> {
    all.iter().enumerate().filter(|(_, one)| holds(one)).map(|(at, _)| at).collect()
}
