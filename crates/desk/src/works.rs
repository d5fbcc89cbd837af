//! Runs and trials under way: work that takes longer than somebody waits goes on by itself, says what it is doing, and can be stopped.
//!
//! They live in memory: a run that is not kept yet counts for nothing, and when the program ends it is simply made again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kernel::{MemberId, Moment};
use store::Db;
use tokio::sync::{Notify, Semaphore};

use crate::gather::{About, Sources};
use crate::making::{self, NoRun};
use crate::store::runs::MatchRunId;
use crate::store::trials::{self, MatchTrialId};
use crate::trial::{self, Trying};

kernel::id!(
    /// Names a run under way.
    WorkId
);

/// How a run under way ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The run is kept.
    Kept(MatchRunId),
    /// The trial is kept.
    Tried(MatchTrialId),
    /// Somebody stopped it; nothing is kept.
    Stopped,
    /// It failed; nothing is kept.
    Failed,
}

/// A run under way.
#[derive(Debug)]
pub struct Work {
    /// Its id.
    pub id: WorkId,
    /// Who let it run: nobody else sees it.
    pub member: Option<MemberId>,
    /// What it is about.
    pub about: About,
    /// Since when.
    pub began: Moment,
    phase: Mutex<&'static str>,
    stop: AtomicBool,
    ended: Mutex<Option<Ended>>,
    over: Notify,
}

/// For how long a request waits for the end before it says how far things are.
const PATIENCE: Duration = Duration::from_secs(2);
/// So many are remembered.
const MOST: usize = 64;

/// So many work at once: each takes several threads and the facts of a whole programme.
static TURNS: Semaphore = Semaphore::const_new(2);

static UNDER_WAY: Mutex<Vec<Arc<Work>>> = Mutex::new(Vec::new());

fn locked<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Work {
    /// What it is doing: the tail of a text key.
    #[must_use]
    pub fn phase(&self) -> &'static str {
        *locked(&self.phase)
    }

    /// How it ended, if it did.
    #[must_use]
    pub fn ended(&self) -> Option<Ended> {
        *locked(&self.ended)
    }

    /// It ends as soon as it has done what it is doing.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Waits for the end, for a moment.
    pub async fn wait(&self) -> Option<Ended> {
        let over = self.over.notified();
        if self.ended().is_none() {
            // Whether it was in time is asked of the work itself.
            let _ = tokio::time::timeout(PATIENCE, over).await;
        }
        self.ended()
    }

    fn tell(&self, phase: &'static str) -> bool {
        *locked(&self.phase) = phase;
        !self.stop.load(Ordering::Relaxed)
    }
}

/// Begins a run that goes on by itself.
#[must_use]
pub fn begin(db: Db, sources: Sources, about: About, seed: Option<u64>) -> Arc<Work> {
    let work = blank(&db, about.clone());
    let told = Arc::clone(&work);
    spawn(&work, async move {
        let made = making::make(&db, &sources, about, seed, move |phase| told.tell(phase)).await?;
        Ok(Ended::Kept(making::keep(&db, made).await?.id))
    });
    work
}

/// Begins a trial of a policy that goes on by itself.
#[must_use]
pub fn begin_trial(db: Db, sources: Sources, trying: Trying) -> Arc<Work> {
    let work = blank(&db, trying.about.clone());
    let told = Arc::clone(&work);
    spawn(&work, async move {
        let tried = trial::try_out(&db, &sources, &trying, move |phase| told.tell(phase)).await?;
        Ok(Ended::Tried(trials::keep(&db, &trying, tried).await?.id))
    });
    work
}

/// A work that has not begun.
fn blank(db: &Db, about: About) -> Arc<Work> {
    let work = Arc::new(Work {
        id: WorkId::fresh(),
        member: db.act().member,
        about,
        began: db.now(),
        phase: Mutex::new("searches"),
        stop: AtomicBool::new(false),
        ended: Mutex::new(None),
        over: Notify::new(),
    });
    let mut all = locked(&UNDER_WAY);
    // Whoever begins anew waits for nothing that was begun before.
    all.iter().filter(|one| one.member == work.member && one.ended().is_none()).for_each(|one| one.stop());
    // What goes on is never forgotten: its owner could neither see nor stop it.
    if all.len() >= MOST
        && let Some(gone) = all.iter().position(|one| one.ended().is_some())
    {
        all.remove(gone);
    }
    all.push(Arc::clone(&work));
    drop(all);
    work
}

/// Lets it go on, and notes how it ends.
fn spawn(work: &Arc<Work>, job: impl Future<Output = Result<Ended, NoRun>> + Send + 'static) {
    let own = Arc::clone(work);
    tokio::spawn(async move {
        let turn = TURNS.acquire().await;
        let ended = match job.await {
            Ok(ended) => ended,
            Err(NoRun::Stopped) => Ended::Stopped,
            Err(error) => {
                tracing::error!(?error, "a run of the desk failed");
                Ended::Failed
            }
        };
        drop(turn);
        *locked(&own.ended) = Some(ended);
        own.over.notify_waiters();
    });
}

/// A member's run under way.
#[must_use]
pub fn of(id: WorkId, member: MemberId) -> Option<Arc<Work>> {
    let all = locked(&UNDER_WAY);
    all.iter().find(|work| work.id == id && work.member == Some(member)).cloned()
}
