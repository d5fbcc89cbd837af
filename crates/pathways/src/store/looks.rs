//! Verdicts of open pathways that facts or time have re-opened, and the looks that people took at them.
//!
//! The verdict that opened a pathway stays as it was. A look keeps today's verdict with its evidence beside it; from
//! then on changes are counted from the look.

use std::collections::HashMap;

use kernel::{Day, MemberId, Moment, PathwayId};
use programmes::catalogue::Catalogue;
use programmes::rules::{Answer, Evidence, Verdict, verdict};
use store::{Db, Held, InReach, Json, Order, Reach, Stored, Where, record};

use super::caseload::Whose;
use super::declined::Acted;
use super::facts::PathwayFact;
use super::pathways::Pathway;
use super::verdicts::{KeptVerdict, Known, known_of_many};
use crate::rules::Refusal;
use crate::rules::pathway::PathwayStatus;
use crate::rules::reopened::{Reopened, reopened};

kernel::id!(
    /// Names one look at a verdict.
    LookId
);
store::text_cells!(LookId);

/// Of a longer caseload only so many pathways are looked through, those with the latest activity.
pub const LOOKED_THROUGH: u64 = 200;

record! {
    /// A verdict looked at again, kept with its evidence.
    pub struct VerdictLook in verdict_look keyed by LookId {
        /// The id.
        pub id: LookId,
        /// Always 0: a look is never changed.
        pub version: i64,
        /// Of which pathway.
        pub pathway_id: PathwayId,
        /// What the rules answered.
        pub answer: String,
        /// The version of the programme's definition.
        pub definition_version: i64,
        /// The day.
        pub day: Day,
        /// The whole verdict.
        pub body: Json<Verdict>,
        /// The whole evidence.
        pub evidence: Json<Evidence>,
        /// Why the pathway goes on; needed where the answer is not yes.
        pub reason: Option<String>,
        /// Who looked.
        pub member_id: Option<MemberId>,
        /// When.
        pub at: Moment,
    }
}

impl InReach for VerdictLook {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// A pathway whose verdict is to be looked at again.
#[derive(Debug, Clone)]
pub struct ToLookAt {
    /// What has changed.
    pub reopened: Reopened,
    /// The evidence of today.
    pub evidence: Evidence,
    /// The household as it is known, for the names.
    pub known: Known,
    /// When the verdict was kept that today's is compared with.
    pub since: Day,
}

/// Which of these pathways have a verdict that is to be looked at again, and why: seven queries, whatever their number.
/// Closed ones have none. The handle must be one that reads permits and stays.
///
/// # Errors
/// When the database fails.
pub async fn to_look_at(
    legal: &Db,
    catalogue: &Catalogue,
    pathways: &[Pathway],
) -> Stored<HashMap<PathwayId, ToLookAt>> {
    let today = legal.today();
    let open: Vec<&Pathway> = pathways.iter().filter(|pathway| pathway.status.is_open()).collect();
    if open.is_empty() {
        return Ok(HashMap::new());
    }
    let kept = kept_of(legal, open.iter().map(|pathway| pathway.id)).await?;
    let known = known_of_many(legal, open.iter().map(|pathway| pathway.household_id), today).await?;
    let mut found = HashMap::new();
    for pathway in open {
        let (Some((day, body, before)), Some(known)) = (kept.get(&pathway.id), known.get(&pathway.household_id)) else {
            continue;
        };
        let Some(programme) = catalogue.get(&pathway.programme) else { continue };
        let evidence = known.evidence();
        let now = verdict(programme, &evidence, today);
        if let Some(reopened) = reopened(programme, (body, before), (&now, &evidence)) {
            let to_look_at = ToLookAt { reopened, evidence, known: known.clone(), since: *day };
            found.insert(pathway.id, to_look_at);
        }
    }
    Ok(found)
}

type Kept = (Day, Verdict, Evidence);

/// The verdict that counts for each pathway: that of the last look, else the one that opened it.
async fn kept_of(db: &Db, ids: impl IntoIterator<Item = PathwayId>) -> Stored<HashMap<PathwayId, Kept>> {
    let ids: Vec<PathwayId> = ids.into_iter().collect();
    let opening = KeptVerdict::pathway_id.is_in(ids.iter().map(|id| Some(*id)));
    let mut kept: HashMap<PathwayId, Kept> = HashMap::new();
    for row in db.rows::<KeptVerdict>().filter(opening).all().await? {
        if let Some(id) = row.pathway_id {
            kept.insert(id, (row.day, row.body.0, row.evidence.0));
        }
    }
    let looks = VerdictLook::pathway_id.is_in(ids);
    // From the first to the last: the last one stands.
    for row in db.rows::<VerdictLook>().filter(looks).sort(VerdictLook::id, Order::Rising).all().await? {
        kept.insert(row.pathway_id, (row.day, row.body.0, row.evidence.0));
    }
    Ok(kept)
}

/// The pathways of a caseload whose verdict is to be looked at again, the latest activity first, among the first
/// [`LOOKED_THROUGH`].
///
/// # Errors
/// When the database fails.
pub async fn of_caseload(
    db: &Db,
    legal: &Db,
    catalogue: &Catalogue,
    whose: Whose,
    member: MemberId,
) -> Stored<Vec<(Pathway, ToLookAt)>> {
    let open = Pathway::status.is_in([PathwayStatus::TakenInCharge, PathwayStatus::UnderWay]);
    let rows = db.rows::<Pathway>().filter(whose.condition(member, db)).filter(open);
    let pathways = rows.sort(Pathway::last_activity, Order::Falling).limit(LOOKED_THROUGH).all().await?;
    let mut found = to_look_at(legal, catalogue, &pathways).await?;
    Ok(pathways.into_iter().filter_map(|pathway| found.remove(&pathway.id).map(|why| (pathway, why))).collect())
}

/// The looks at the verdict of a pathway, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_pathway(db: &Db, pathway: PathwayId) -> Stored<Vec<VerdictLook>> {
    let of = VerdictLook::pathway_id.eq(pathway);
    db.rows::<VerdictLook>().filter(of).sort(VerdictLook::id, Order::Falling).limit(100).all().await
}

/// Keeps a look: today's verdict counts from now on, and why the pathway goes on where the answer is not yes.
///
/// # Errors
/// When the pathway is closed, when nothing changed, or when a reason is needed and none is given.
pub async fn look(
    db: &Db,
    pathway: Held<Pathway>,
    found: Option<ToLookAt>,
    reason: Option<String>,
) -> Acted<VerdictLook> {
    if !pathway.status.is_open() {
        return Err(Refusal::PathwayClosed.into());
    }
    let Some(ToLookAt { reopened, evidence, .. }) = found else { return Err(Refusal::NothingChanged.into()) };
    let answer = reopened.now.answer;
    if answer != Answer::Yes && reason.is_none() {
        return Err(Refusal::Missing("reason").into());
    }
    let row = VerdictLook {
        id: LookId::fresh(),
        version: 0,
        pathway_id: pathway.id,
        answer: answer.word().to_owned(),
        definition_version: i64::from(reopened.now.definition_version),
        day: reopened.now.day,
        body: Json(reopened.now),
        evidence: Json(evidence),
        reason,
        member_id: db.act().member,
        at: db.now(),
    };
    let entry = pathway.entry(&PathwayFact::VerdictLookedAt { answer, overridden: answer != Answer::Yes }, pathway.id);
    let new = Pathway { last_activity: db.now(), ..pathway.clone() };
    let mut change = db.change().await?;
    change.update(pathway, new).await?;
    change.insert(&row).await?;
    change.commit(entry).await?;
    Ok(row)
}
