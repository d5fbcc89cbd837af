//! Several changes that take effect together or not at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sea_query::{QueryStatementWriter, SelectStatement};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::dialect::{Driven, Fetched, Tx};
use crate::{Db, StoreError, Stored};

/// Changes in the making, each with its own journal entry. Handles of this bundle read what its changes have written;
/// the rest of the world does not, until [`Together::commit`].
#[must_use]
pub struct Together {
    bundle: Bundle,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Together {
    pub(crate) fn new(tx: Tx, turn: Option<OwnedMutexGuard<()>>) -> Self {
        Self { bundle: Bundle { tx: Arc::new(Mutex::new(Some(tx))), unfinished: Arc::default() }, _turn: turn }
    }

    /// A handle that reads and changes within this bundle, and reaches as far as the one given.
    #[must_use]
    pub fn of(&self, db: &Db) -> Db {
        db.within(self.bundle.clone())
    }

    /// Keeps all of it.
    ///
    /// # Errors
    /// [`StoreError::Unfinished`] when a change was begun and never committed: nothing is kept then.
    pub async fn commit(self) -> Stored<()> {
        let tx = self.bundle.tx.lock().await.take();
        match tx {
            Some(tx) if self.bundle.unfinished.load(Ordering::Acquire) == 0 => tx.commit().await,
            _ => Err(StoreError::Unfinished),
        }
    }
}

/// The transaction that several handles share; gone once it is committed.
#[derive(Clone)]
pub(crate) struct Bundle {
    tx: Arc<Mutex<Option<Tx>>>,
    unfinished: Arc<AtomicI64>,
}

impl Bundle {
    pub(crate) fn fetch<'a>(&'a self, statement: &'a SelectStatement) -> Driven<'a, Fetched> {
        Box::pin(async move { self.tx.lock().await.as_mut().ok_or(StoreError::Unfinished)?.fetch(statement).await })
    }

    /// The share of one change.
    pub(crate) fn share(&self) -> Share {
        self.unfinished.fetch_add(1, Ordering::AcqRel);
        Share::OfBundle(self.clone())
    }
}

/// The transaction of one change: its own, or a share of a bundle's.
pub(crate) enum Share {
    Own(Tx),
    OfBundle(Bundle),
}

impl Share {
    pub(crate) fn fetch<'a>(&'a mut self, statement: &'a SelectStatement) -> Driven<'a, Fetched> {
        match self {
            Self::Own(tx) => tx.fetch(statement),
            Self::OfBundle(bundle) => bundle.fetch(statement),
        }
    }

    pub(crate) fn execute<'a>(&'a mut self, statement: &'a (impl QueryStatementWriter + Sync)) -> Driven<'a, u64> {
        match self {
            Self::Own(tx) => tx.execute(statement),
            Self::OfBundle(bundle) => Box::pin(async move {
                bundle.tx.lock().await.as_mut().ok_or(StoreError::Unfinished)?.execute(statement).await
            }),
        }
    }

    pub(crate) fn commit(self) -> Driven<'static, ()> {
        match self {
            Self::Own(tx) => tx.commit(),
            Self::OfBundle(bundle) => {
                bundle.unfinished.fetch_sub(1, Ordering::AcqRel);
                Box::pin(std::future::ready(Ok(())))
            }
        }
    }
}
