//! Policies that a network has adopted: each a version of its own, with the reason, never edited and never taken out.
//!
//! One that was adopted for a territory holds for the runs of that territory alone; where there is none, that of the
//! programme; where there is none either, the one that comes with the program.

use kernel::{Day, MemberId, Moment, ProgrammeCode, TerritoryCode};
use serde::Serialize;
use store::{Db, Entry, Fact, InReach, Json, Order, Reach, Stored, Where, record};

use super::trials::MatchTrialId;
use crate::draft::{Draft, InForce, shipped, shipped_for};

kernel::id!(
    /// Names a policy that was adopted.
    MatchPolicyId
);
store::text_cells!(MatchPolicyId);

record! {
    /// A policy that was adopted.
    pub struct AdoptedPolicy in match_policy keyed by MatchPolicyId {
        /// Its id.
        pub id: MatchPolicyId,
        /// How often it was changed: never.
        pub version: i64,
        /// For which programme.
        pub programme: ProgrammeCode,
        /// For this territory alone.
        pub territory: Option<TerritoryCode>,
        /// The number of the version, counted up within the programme.
        pub number: i64,
        /// The version it was made from.
        pub made_from: i64,
        /// From which day on.
        pub from_day: Day,
        /// What was chosen.
        pub draft: Json<Draft>,
        /// Why.
        pub because: String,
        /// The trial that came before.
        pub trial_id: Option<MatchTrialId>,
        /// Who adopted it.
        pub member_id: Option<MemberId>,
        /// When.
        pub at: Moment,
    }
}

/// A policy is read by whoever works in its programme.
impl InReach for AdoptedPolicy {
    fn in_reach(reach: &Reach) -> Where {
        let each = reach.scopes().iter().map(|scope| match &scope.programme {
            Some(programme) => Self::programme.eq(programme.clone()),
            None => Where::everything(),
        });
        Where::any(each)
    }
}

impl AdoptedPolicy {
    /// How it matches.
    #[must_use]
    pub fn in_force(&self) -> Option<InForce> {
        let base = shipped_for(&self.programme, self.from_day)?;
        let number = u32::try_from(self.number).ok()?;
        Some(base.changed(&self.draft.0).adopted(&self.programme, number, self.from_day, &self.because))
    }
}

/// What the journal says of a policy.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyFact {
    /// A policy was adopted.
    PolicyAdopted {
        /// The number of the version.
        number: i64,
        /// The version it was made from.
        made_from: i64,
    },
}

impl Fact for PolicyFact {
    fn kind(&self) -> &'static str {
        "policy-adopted"
    }

    fn detail(&self) -> Option<String> {
        None
    }
}

/// All that were adopted within reach, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &Db) -> Stored<Vec<AdoptedPolicy>> {
    db.rows::<AdoptedPolicy>()
        .sort(AdoptedPolicy::at, Order::Falling)
        .sort(AdoptedPolicy::id, Order::Falling)
        .all()
        .await
}

/// By which policy a programme matches on a day, in a territory or everywhere.
///
/// # Errors
/// When the database fails.
pub async fn in_force(
    db: &Db,
    programme: &ProgrammeCode,
    territory: Option<&TerritoryCode>,
    day: Day,
) -> Stored<Option<InForce>> {
    let mine = AdoptedPolicy::programme.eq(programme.clone()).and(AdoptedPolicy::from_day.at_most(day));
    let rows = db.rows::<AdoptedPolicy>().filter(mine).sort(AdoptedPolicy::number, Order::Falling).all().await?;
    let of = |wanted: Option<&TerritoryCode>| rows.iter().find(|row| row.territory.as_ref() == wanted);
    let own = territory.and_then(|territory| of(Some(territory)));
    Ok(own.or_else(|| of(None)).and_then(AdoptedPolicy::in_force).or_else(|| shipped_for(programme, day)))
}

/// The policy of a number: what a run was made with.
///
/// # Errors
/// When the database fails.
pub async fn numbered(db: &Db, programme: Option<&ProgrammeCode>, number: i64) -> Stored<Option<InForce>> {
    if let Some(programme) = programme {
        let this = AdoptedPolicy::programme.eq(programme.clone()).and(AdoptedPolicy::number.eq(number));
        if let Some(row) = db.rows::<AdoptedPolicy>().filter(this).first().await? {
            return Ok(row.in_force());
        }
    }
    let same = shipped().iter().find(|one| one.programme.as_ref() == programme && i64::from(one.version) == number);
    Ok(same.map(|policy| InForce { policy: policy.clone(), floors: Vec::new() }))
}

/// What is adopted.
#[derive(Debug, Clone)]
pub struct Adopting {
    /// For which programme.
    pub programme: ProgrammeCode,
    /// For this territory alone.
    pub territory: Option<TerritoryCode>,
    /// The version it was made from.
    pub made_from: i64,
    /// What was chosen.
    pub draft: Draft,
    /// Why.
    pub because: String,
    /// The trial that came before.
    pub trial: Option<MatchTrialId>,
}

/// Adopts a policy: it holds from today on. Who may, the caller has asked.
///
/// # Errors
/// [`store::StoreError::Taken`] when somebody adopted another one at the same instant; when the database fails.
pub async fn adopt(db: &Db, new: Adopting) -> Stored<AdoptedPolicy> {
    let Adopting { programme, territory, made_from, draft, because, trial } = new;
    let mine = AdoptedPolicy::programme.eq(programme.clone());
    let last = db.rows::<AdoptedPolicy>().filter(mine).sort(AdoptedPolicy::number, Order::Falling).first().await?;
    let of_program = shipped().iter().filter(|one| one.programme.as_ref().is_none_or(|own| *own == programme));
    let of_program = of_program.map(|one| i64::from(one.version)).max().unwrap_or_default();
    let number = last.map_or(of_program, |row| row.number.max(of_program)) + 1;
    let row = AdoptedPolicy {
        id: MatchPolicyId::fresh(),
        version: 0,
        programme,
        territory,
        number,
        made_from,
        from_day: db.today(),
        draft: Json(draft),
        because,
        trial_id: trial,
        member_id: db.act().member,
        at: db.now(),
    };
    let mut change = db.change().await?;
    change.insert(&row).await?;
    change.commit(Entry::new(&PolicyFact::PolicyAdopted { number, made_from }, row.id)).await?;
    Ok(row)
}
