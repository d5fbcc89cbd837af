//! Organisations, as kept.

use std::collections::HashMap;

use kernel::OrganisationId;
use kernel::text::fold;
use serde::Serialize;
use store::{Db, Entry, Fact, Held, InReach, Order, Page, PageAsk, Reach, Stored, Where, record};

use crate::rules::organisation::OrganisationKind;

record! {
    /// An organisation of the network.
    pub struct Organisation in organisation keyed by OrganisationId {
        /// Its id.
        pub id: OrganisationId,
        /// How often it was changed.
        pub version: i64,
        /// Its name.
        pub name: String,
        /// Its name, folded: unique.
        pub name_key: String,
        /// What it is.
        pub kind: OrganisationKind,
        /// The ISTAT code of the municipality where it sits.
        pub municipality: Option<String>,
        /// Where to write to it.
        pub email: Option<String>,
        /// Whether it still takes part.
        pub active: bool,
    }
}

impl InReach for Organisation {
    fn in_reach(reach: &Reach) -> Where {
        reach.anyone()
    }
}

impl Organisation {
    /// A new organisation.
    #[must_use]
    pub fn new(name: &str, kind: OrganisationKind) -> Self {
        Self {
            id: OrganisationId::fresh(),
            version: 0,
            name: name.to_owned(),
            name_key: fold(name),
            kind,
            municipality: None,
            email: None,
            active: true,
        }
    }
}

/// What can happen to an organisation.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationFact {
    /// It joined the network.
    OrganisationAdded {
        /// Its name.
        name: String,
    },
    /// Its data were put right.
    OrganisationChanged {
        /// Its name now.
        name: String,
    },
}

impl Fact for OrganisationFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::OrganisationAdded { .. } => "organisation-added",
            Self::OrganisationChanged { .. } => "organisation-changed",
        }
    }
}

/// One page of the directory, of those whose name begins with the folded text.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, begins: &str, order: Order, ask: PageAsk) -> Stored<Page<Organisation>> {
    let begins = Some(fold(begins)).filter(|text| !text.is_empty());
    let only = begins.map(|text| Organisation::name_key.begins_with(&text));
    db.rows::<Organisation>().filter_if(only).sort(Organisation::name_key, order).page(ask).await
}

/// The names of all organisations.
///
/// # Errors
/// When the database fails.
pub async fn names(db: &Db) -> Stored<HashMap<OrganisationId, String>> {
    let all = db.rows::<Organisation>().all().await?;
    Ok(all.into_iter().map(|organisation| (organisation.id, organisation.name)).collect())
}

/// The names of a few organisations.
///
/// # Errors
/// When the database fails.
pub async fn names_of(
    db: &Db,
    ids: impl IntoIterator<Item = OrganisationId>,
) -> Stored<HashMap<OrganisationId, String>> {
    let mut ids: Vec<_> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let some = db.rows::<Organisation>().filter(Organisation::id.is_in(ids)).all().await?;
    Ok(some.into_iter().map(|organisation| (organisation.id, organisation.name)).collect())
}

/// Adds an organisation.
///
/// # Errors
/// [`store::StoreError::Taken`] when the name is taken.
pub async fn add(db: &Db, organisation: &Organisation) -> Stored<()> {
    let mut change = db.change().await?;
    change.insert(organisation).await?;
    let fact = OrganisationFact::OrganisationAdded { name: organisation.name.clone() };
    change.commit(Entry::new(&fact, organisation.id)).await?;
    Ok(())
}

/// Writes an organisation's new data.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since; [`store::StoreError::Taken`] when the name is taken.
pub async fn put(db: &Db, held: Held<Organisation>, new: Organisation) -> Stored<()> {
    let mut change = db.change().await?;
    let fact = OrganisationFact::OrganisationChanged { name: new.name.clone() };
    let id = new.id;
    change.update(held, new).await?;
    change.commit(Entry::new(&fact, id)).await?;
    Ok(())
}
