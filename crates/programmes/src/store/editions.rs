//! Editions: which programmes this installation runs, and from when to when.

use kernel::{Day, Period, ProgrammeCode};
use serde::Serialize;
use store::{Db, Entry, Fact, InReach, Order, Reach, StoreError, Stored, Where, record};

record! {
    /// A programme as this installation runs it.
    pub struct Edition in edition {
        /// Which.
        pub programme: ProgrammeCode,
        /// The first day.
        pub begins: Day,
        /// The last day, if there is one.
        pub ends: Option<Day>,
    }
}

impl Edition {
    /// From when to when.
    #[must_use]
    pub fn period(&self) -> Period {
        Period { from: self.begins, to: self.ends }
    }
}

impl InReach for Edition {
    fn in_reach(reach: &Reach) -> Where {
        reach.anyone()
    }
}

/// A mark of what stands, for whoever changes it to send back: the same for the same days, none where nothing is set.
#[must_use]
pub fn mark(edition: Option<&Edition>) -> Option<i64> {
    let origin = Day::new(1970, 1, 1)?;
    let of = |day: Day| origin.days_until(day);
    edition.map(|edition| of(edition.begins) * 10_000_000 + edition.ends.map_or(0, |last| of(last) + 1))
}

/// What can happen to an edition.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditionFact {
    /// The installation runs a programme from now on.
    EditionSet {
        /// From when.
        begins: Day,
        /// To when.
        ends: Option<Day>,
    },
}

impl Fact for EditionFact {
    fn kind(&self) -> &'static str {
        "edition-set"
    }
}

/// All editions.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &Db) -> Stored<Vec<Edition>> {
    db.rows::<Edition>().sort(Edition::programme, Order::Rising).all().await
}

/// The edition of a programme, if this installation has one.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, programme: &ProgrammeCode) -> Stored<Option<Edition>> {
    db.rows::<Edition>().filter(Edition::programme.eq(programme.clone())).first().await
}

/// Whether an edition of this programme may be set within a reach. Everybody reads editions, but one concerns all
/// partners and territories of its programme: a grant for a part of it does not decide.
#[must_use]
pub fn may_set(reach: &Reach, programme: &ProgrammeCode) -> bool {
    reach.scopes().iter().any(|scope| {
        scope.programme.as_ref().is_none_or(|its| its == programme)
            && scope.organisation.is_none()
            && scope.territory.is_none()
    })
}

/// Sets when a programme runs here, where what stands is still what was seen.
///
/// # Errors
/// [`StoreError::Stale`] when somebody set it meanwhile; otherwise those of [`set`].
pub async fn set_over(db: &Db, seen: Option<i64>, edition: Edition) -> Stored<()> {
    let together = db.together().await?;
    let within = together.of(db);
    if mark(of(&within, &edition.programme).await?.as_ref()) != seen {
        return Err(StoreError::Stale);
    }
    set(&within, edition).await?;
    together.commit().await
}

/// Sets when a programme runs here.
///
/// # Errors
/// [`StoreError::NotFound`] when the handle does not reach the whole programme, or when the database fails.
pub async fn set(db: &Db, edition: Edition) -> Stored<()> {
    if !may_set(db.reach(), &edition.programme) {
        return Err(StoreError::NotFound);
    }
    let mut change = db.change().await?;
    change.remove::<Edition>(Edition::programme.eq(edition.programme.clone())).await?;
    let fact = EditionFact::EditionSet { begins: edition.begins, ends: edition.ends };
    let entry = Entry::new(&fact, &edition.programme);
    change.add(&[edition]).await?;
    change.commit(entry).await?;
    Ok(())
}
