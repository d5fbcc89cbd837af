//! The languages of people, as kept. A language narrows down who somebody is: it is read where names are.

use std::collections::HashMap;

use kernel::{PersonId, Shareable};
use store::{Db, Entry, Held, InReach, Keyed, Order, Reach, StoreError, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::place_of_person;
use super::persons::{KnownAt, placed};
use super::sharing::or_shared;
use crate::rules::language::{Language, Reads, Script, Speaks};

kernel::id!(
    /// Names one language of one person.
    PersonLanguageId
);
store::text_cells!(PersonLanguageId);

record! {
    /// A language of a person.
    pub struct PersonLanguage in person_language keyed by PersonLanguageId {
        /// The id.
        pub id: PersonLanguageId,
        /// How often the row was changed.
        pub version: i64,
        /// Whose.
        pub person_id: PersonId,
        /// Which; each once.
        pub language: Language,
        /// Whether the person grew up with it; there can be several.
        pub mother_tongue: bool,
        /// How well the person speaks it.
        pub speaks: Speaks,
        /// Whether the person reads it.
        pub reads: Reads,
        /// In which script the person reads it, if known.
        pub script: Option<Script>,
        /// Whether the person wants an interpreter of this language: a fact of its own, however well others are spoken.
        pub interpreter: bool,
    }
}

impl InReach for PersonLanguage {
    fn in_reach(reach: &Reach) -> Where {
        let known = reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id));
        let names = reach.guest().is_some_and(|guest| guest.what == Shareable::Identity);
        if names { or_shared(known, reach, Self::person_id) } else { known }
    }
}

/// The languages of a few people: those with an interpreter first, then mother tongues, then the others.
///
/// # Errors
/// When the database fails.
pub async fn languages_of(
    db: &Db,
    people: impl IntoIterator<Item = PersonId>,
) -> Stored<HashMap<PersonId, Vec<PersonLanguage>>> {
    let asked = PersonLanguage::person_id.is_in(people);
    let rows = db.rows::<PersonLanguage>().filter(asked).sort(PersonLanguage::id, Order::Rising).all().await?;
    let mut languages: HashMap<PersonId, Vec<PersonLanguage>> = HashMap::new();
    for row in rows {
        languages.entry(row.person_id).or_default().push(row);
    }
    for theirs in languages.values_mut() {
        theirs.sort_by_key(|row| (!row.interpreter, !row.mother_tongue));
    }
    Ok(languages)
}

/// For booking interpreters: the languages in which each of these people wants one, the mother tongue first. Whoever
/// wants none, or was not asked, is not in the answer; nor is anybody whose name the reach does not show.
///
/// # Errors
/// When the database fails.
pub async fn interpreters_for(
    db: &Db,
    people: impl IntoIterator<Item = PersonId>,
) -> Stored<HashMap<PersonId, Vec<Language>>> {
    let wanted = |rows: Vec<PersonLanguage>| -> Vec<Language> {
        rows.into_iter().filter(|row| row.interpreter).map(|row| row.language).collect()
    };
    let all = languages_of(db, people).await?;
    let by_person = all.into_iter().map(|(person, rows)| (person, wanted(rows)));
    Ok(by_person.filter(|(_, languages)| !languages.is_empty()).collect())
}

/// Writes down a language of somebody within reach.
///
/// # Errors
/// [`StoreError::NotFound`] when the person lies out of reach, [`StoreError::Taken`] when the language is there already.
pub async fn add(db: &Db, row: &PersonLanguage) -> Stored<()> {
    let place = place_of_person(db, row.person_id).await?;
    let mut change = db.change().await?;
    change.insert(row).await?;
    let fact = PeopleFact::LanguageRecorded;
    change.commit(placed(Entry::new(&fact, row.person_id), place)).await?;
    Ok(())
}

/// Writes what is known of a language.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since, [`StoreError::Taken`] when it became one that is there already.
pub async fn put(db: &Db, held: Held<PersonLanguage>, new: PersonLanguage) -> Stored<()> {
    let place = place_of_person(db, new.person_id).await?;
    let entry = Entry::new(&PeopleFact::LanguageChanged, new.person_id);
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(placed(entry, place)).await?;
    Ok(())
}

/// Takes a language away that was written down by mistake.
///
/// # Errors
/// [`StoreError::NotFound`] when it is gone already.
pub async fn remove(db: &Db, held: &Held<PersonLanguage>) -> Stored<()> {
    let place = place_of_person(db, held.person_id).await?;
    let mut change = db.change().await?;
    if change.remove::<PersonLanguage>(PersonLanguage::id.eq(held.id())).await? == 0 {
        return Err(StoreError::NotFound);
    }
    let fact = PeopleFact::LanguageRemoved;
    change.commit(placed(Entry::new(&fact, held.person_id), place)).await?;
    Ok(())
}
