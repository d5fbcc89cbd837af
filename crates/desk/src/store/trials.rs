//! Trials of a policy on the past, as kept: what was tried, against which version, and what came out of both. Numbers and keys
//! alone; a trial changes nothing until somebody adopts what was tried.

use kernel::{Day, MemberId, Moment, OrganisationId, ProgrammeCode, TerritoryCode};
use placement::rules::offer::OfferKind;
use serde::Serialize;
use store::{Db, Entry, Fact, InReach, Json, Order, Page, PageAsk, Reach, Stored, Where, record};

use super::runs::only_organisation;
use crate::draft::Draft;
use crate::gather::About;
use crate::trial::{Tried, Trying};

kernel::id!(
    /// Names a trial of a policy.
    MatchTrialId
);
store::text_cells!(MatchTrialId);

record! {
    /// A trial of a policy.
    pub struct MatchTrial in match_trial keyed by MatchTrialId {
        /// Its id.
        pub id: MatchTrialId,
        /// How often it was changed: never.
        pub version: i64,
        /// In which programme.
        pub programme: ProgrammeCode,
        /// On the past of which partner alone.
        pub organisation_id: Option<OrganisationId>,
        /// What was looked for.
        pub kind: OfferKind,
        /// Only in this territory.
        pub territory: Option<TerritoryCode>,
        /// The first day of the past that was played.
        pub from_day: Day,
        /// The last.
        pub day: Day,
        /// The programme of the policy in force; nothing for the one that programmes share.
        pub policy: Option<ProgrammeCode>,
        /// The version of it.
        pub policy_version: i64,
        /// What was tried beside it.
        pub draft: Json<Draft>,
        /// What came out.
        pub tried: Json<Tried>,
        /// Who tried.
        pub member_id: Option<MemberId>,
        /// When.
        pub at: Moment,
    }
}

/// As a run: by whoever works in its programme and, where it is one partner's or one territory's, there.
impl InReach for MatchTrial {
    fn in_reach(reach: &Reach) -> Where {
        let each = reach.scopes().iter().map(|scope| {
            let mut within = Where::everything();
            if let Some(programme) = &scope.programme {
                within = within.and(Self::programme.eq(programme.clone()));
            }
            if let Some(organisation) = scope.organisation {
                let theirs = Self::organisation_id.eq(Some(organisation));
                within = within.and(Self::organisation_id.is_null().or(theirs));
            }
            if let Some(territory) = &scope.territory {
                let theirs = Self::territory.eq(Some(territory.clone()));
                within = within.and(Self::territory.is_null().or(theirs));
            }
            within
        });
        Where::any(each)
    }
}

/// What the journal says of a trial.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrialFact {
    /// A policy was tried on the past.
    PolicyTried {
        /// What was looked for.
        kind: OfferKind,
    },
}

impl Fact for TrialFact {
    fn kind(&self) -> &'static str {
        "policy-tried"
    }

    fn detail(&self) -> Option<String> {
        let Self::PolicyTried { kind } = self;
        Some(kind.to_string())
    }
}

/// Keeps a trial.
///
/// # Errors
/// When the database fails.
pub async fn keep(db: &Db, trying: &Trying, tried: Tried) -> Stored<MatchTrial> {
    let About { programme, kind, territory } = trying.about.clone();
    let row = MatchTrial {
        id: MatchTrialId::fresh(),
        version: 0,
        organisation_id: only_organisation(db.reach(), &programme),
        programme,
        kind,
        territory,
        from_day: trying.from,
        day: trying.today,
        policy: trying.base.policy.programme.clone(),
        policy_version: i64::from(trying.base.policy.version),
        draft: Json(trying.draft.clone()),
        tried: Json(tried),
        member_id: db.act().member,
        at: db.now(),
    };
    let mut change = db.change().await?;
    change.insert(&row).await?;
    change.commit(Entry::new(&TrialFact::PolicyTried { kind }, row.id)).await?;
    Ok(row)
}

/// The latest trials, the last first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, programme: Option<&ProgrammeCode>, ask: PageAsk) -> Stored<Page<MatchTrial>> {
    let rows = db.rows::<MatchTrial>().filter_if(programme.map(|code| MatchTrial::programme.eq(code.clone())));
    rows.sort(MatchTrial::at, Order::Falling).sort(MatchTrial::id, Order::Falling).page(ask).await
}
