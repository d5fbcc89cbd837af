//! Making a run: policy, facts, plan, proof. The same for the page, the API and the command line.

use std::sync::Arc;

use matching::desk::{Malformed, Pair};
use store::{Db, StoreError, Stored};

use crate::draft::InForce;
use crate::engine::{self, Worked};
use crate::gather::{About, How, Sources, gather};
use crate::store::policies;
use crate::store::runs::{self, Asked, MatchRun, MatchRunId, WholeRun};

/// Why there is no run.
#[derive(Debug)]
pub enum NoRun {
    /// No policy holds on that day.
    NoPolicy,
    /// The facts cannot be worked with.
    Malformed(Malformed),
    /// Somebody stopped it.
    Stopped,
    /// The database failed.
    Store(StoreError),
}

impl From<StoreError> for NoRun {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl std::fmt::Display for NoRun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoPolicy => f.write_str("no policy of matching holds on this day"),
            Self::Malformed(fault) => fault.fmt(f),
            Self::Stopped => f.write_str("it was stopped"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

/// A run worked out and not kept yet.
#[derive(Debug)]
pub struct Made {
    /// What it is about.
    pub about: About,
    /// What was asked.
    pub asked: Asked,
    /// What came out.
    pub worked: Worked,
}

/// A seed that nobody chose.
#[must_use]
pub fn fresh_seed() -> u64 {
    let (_, random) = MatchRunId::fresh().as_uuid().as_u64_pair();
    random & 0xffff_ffff
}

/// Works out who could go where; `tell` hears what is being done and says whether to go on. Keeps nothing.
///
/// # Errors
/// When no policy holds, the facts cannot be worked with, or the database fails.
pub async fn make(
    db: &Db,
    sources: &Sources,
    about: About,
    seed: Option<u64>,
    tell: impl Fn(&'static str) -> bool + Send + Sync + 'static,
) -> Result<Made, NoRun> {
    let day = db.today();
    // Whoever reaches one territory alone works out a run of that territory: others must not take it for the whole.
    let territory = about.territory.or_else(|| runs::only_territory(db.reach(), &about.programme));
    let about = About { territory, ..about };
    let in_force = policies::in_force(db, &about.programme, about.territory.as_ref(), day).await?;
    let InForce { policy, floors } = in_force.ok_or(NoRun::NoPolicy)?;
    let before = runs::last(db, &about).await?;
    let seed = seed.unwrap_or_else(fresh_seed);
    let asked = Asked {
        day,
        policy: policy.programme.clone(),
        policy_version: policy.version,
        seed,
        before: before.as_ref().map(|run| run.id),
    };
    let published = published(db, before).await?;
    let how = How { policy, floors, today: day, seed, published };
    let gathered = gather(sources, &about, how, &tell).await?.ok_or(NoRun::Stopped)?;
    // The engine works for itself: other requests go on meanwhile.
    let worked = tokio::task::spawn_blocking(move || engine::work_out(gathered, tell)).await;
    let worked = worked.map_err(|_| NoRun::Store(StoreError::Unfinished))?.map_err(NoRun::Malformed)?;
    let worked = worked.ok_or(NoRun::Stopped)?;
    Ok(Made { about, asked, worked })
}

/// The pairs of the run before.
async fn published(db: &Db, before: Option<MatchRun>) -> Stored<Vec<Pair>> {
    match before {
        Some(run) => Ok(runs::pairs(&runs::whole(db, run).await?)),
        None => Ok(Vec::new()),
    }
}

/// Keeps what was worked out.
///
/// # Errors
/// When the plan is not proven or the database fails.
pub async fn keep(db: &Db, made: Made) -> Stored<MatchRun> {
    let run = runs::keep(db, &made.about, &made.asked, &made.worked).await?;
    engine::remember(run.id, Arc::new(made.worked.laid));
    Ok(run)
}

/// The table of a run: from memory, or from the facts as they are now. Whether these are still the facts of the run, the
/// certificate tells.
///
/// # Errors
/// When the database fails or no policy of that version is there any more.
pub async fn table_of(db: &Db, sources: &Sources, run: &WholeRun) -> Result<Arc<engine::Laid>, NoRun> {
    if let Some(laid) = engine::remembered(run.id) {
        return Ok(laid);
    }
    let kept = policies::numbered(db, run.policy.as_ref(), run.policy_version).await?;
    let InForce { policy, floors } = kept.ok_or(NoRun::NoPolicy)?;
    let before = match run.before_id {
        Some(id) => db.rows::<MatchRun>().filter(MatchRun::id.eq(id)).first().await?,
        None => None,
    };
    let published = published(db, before).await?;
    let seed = u64::try_from(run.seed).unwrap_or_default();
    let how = How { policy, floors, today: run.day, seed, published };
    let about = About { programme: run.programme.clone(), kind: run.kind, territory: run.territory.clone() };
    let gathered = gather(sources, &about, how, |_| true).await?.ok_or(NoRun::Stopped)?;
    let proposal = run.proposal.clone();
    let laid = tokio::task::spawn_blocking(move || {
        let laid = engine::lay(gathered)?;
        let still = proposal.is_some_and(|proposal| engine::is_about(&laid, &proposal));
        Ok((Arc::new(laid), still))
    });
    let laid = laid.await.map_err(|_| NoRun::Store(StoreError::Unfinished))?;
    let (laid, still) = laid.map_err(NoRun::Malformed)?;
    if still {
        engine::remember(run.id, Arc::clone(&laid));
    }
    Ok(laid)
}
