//! The one look past a reach: what lies there comes back as ids and codes, never as words. See
//! `docs/decisions/0009-known-here-ask.md`.

use std::future::Future;
use std::sync::Arc;

use kernel::{HouseholdId, OrganisationId, PersonId, ProgrammeCode, TerritoryCode};

use crate::{Db, Reach, Stored};

/// Where something lies that the asker does not reach. It holds nothing that could be read: only where to ask, and what
/// the answer's journal entry is filed under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Elsewhere {
    /// Whom to ask.
    pub organisation: OrganisationId,
    /// In which programme.
    pub programme: ProgrammeCode,
    /// In which territory.
    pub territory: TerritoryCode,
    /// Whom it is about, as the organisation asked knows them.
    pub person: PersonId,
    /// With which household.
    pub household: HouseholdId,
}

impl Db {
    /// Looks at every row, whatever the reach of this handle, and brings back places alone. The handle given to `look` is
    /// for reading; whoever acts, and the bundle, stay the same. Only `people::store::questions` may call this: a law.
    ///
    /// # Errors
    /// Those of `look`.
    pub async fn elsewhere<F>(&self, look: impl FnOnce(Self) -> F + Send) -> Stored<Vec<Elsewhere>>
    where
        F: Future<Output = Stored<Vec<Elsewhere>>> + Send,
    {
        look(self.with_reach(Arc::new(Reach::everything()))).await
    }
}
