//! Taking in charge: a referral becomes a pathway, and the verdict that opened it is kept with its evidence.
//!
//! The rules propose, a person decides: whoever opens a pathway against the verdict says why, and that is kept too.

use kernel::{Day, MemberId, OrganisationId, PathwayId, Role, TerritoryCode};
use people::rules::code;
use people::store::households::{self, Place};
use programmes::definition::Programme;
use programmes::rules::{Answer, Evidence, Recipient, verdict};
use serde::Serialize;
use store::{Db, Fact, Held, Json, Reach, StoreError, Stored};

use accounts::store::RoleGrant;

use super::pathways::Pathway;
use super::referrals::Referral;
use super::verdicts::{KeptVerdict, entry_of};
use crate::rules::pathway::PathwayStatus;
use crate::rules::referral::{ReferralAct, ReferralRefusal, after};

/// How a pathway is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// By which partner.
    pub organisation: OrganisationId,
    /// In which territory.
    pub territory: TerritoryCode,
    /// Who accompanies the household.
    pub case_worker: MemberId,
    /// Why, where the verdict is not yes.
    pub reason: Option<String>,
}

/// What opening a pathway establishes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpeningFact {
    /// A household was taken in charge.
    PathwayOpened {
        /// What the rules had answered.
        answer: Answer,
        /// Whether somebody decided otherwise.
        overridden: bool,
    },
}

impl Fact for OpeningFact {
    fn kind(&self) -> &'static str {
        "pathway-opened"
    }
}

/// A pathway just opened, with the verdict that opened it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The pathway.
    pub pathway: Pathway,
    /// The verdict, kept.
    pub verdict: KeptVerdict,
}

/// Opens a pathway for the household of a received referral, in a programme that runs today.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed the referral since; [`StoreError::NotFound`] out of reach.
pub async fn open(
    db: &Db,
    referral: Held<Referral>,
    programme: &Programme,
    evidence: &Evidence,
    opening: Opening,
) -> Stored<Result<Opened, ReferralRefusal>> {
    let today = db.today();
    let place = Place {
        programme: programme.code.clone(),
        organisation: opening.organisation,
        territory: opening.territory.clone(),
    };
    let told = verdict(programme, evidence, today);
    let reason = opening.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
    let status = match allowed(db, &referral, programme, &place, told.answer, reason.is_some()) {
        Ok(status) => status,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if !accompanies(db, opening.case_worker, &place).await? {
        return Ok(Err(ReferralRefusal::NotACaseWorker));
    }

    let id = PathwayId::fresh();
    let pathway = Pathway {
        id,
        version: 0,
        code: code::of('P', id.as_uuid()),
        programme: place.programme.clone(),
        organisation_id: place.organisation,
        territory: place.territory.clone(),
        household_id: referral.household_id,
        referral_id: Some(referral.id),
        case_worker: opening.case_worker,
        status: PathwayStatus::TakenInCharge,
        opened_on: today,
        closed_on: None,
        last_activity: db.now(),
        open_key: Some(Pathway::key_of(referral.household_id, &place.programme)),
    };
    let mut kept = KeptVerdict::new(referral.id, &told, evidence, db.act().member, db.now());
    kept.pathway_id = Some(id);
    kept.override_reason = reason.filter(|_| told.answer != Answer::Yes);
    kept.evidence = Json(evidence.clone());

    let people = households::counted_on(db, referral.household_id, today).await?;
    let assessed = entry_of(db, &referral, &told).await?;
    let household = referral.household_id;
    let taken = Referral { status, last_activity: db.now(), ..referral.clone() };
    let mut change = db.change().await?;
    change.update(referral, taken).await?;
    match change.insert(&pathway).await {
        Err(StoreError::Taken(_)) => return Ok(Err(ReferralRefusal::AlreadyOpen)),
        other => other?,
    }
    change.insert(&kept).await?;
    households::make_known(db, &mut change, household, &place).await?;
    change.record(assessed).await?;
    let fact = OpeningFact::PathwayOpened { answer: told.answer, overridden: kept.override_reason.is_some() };
    change.commit(pathway.entry(&fact, pathway.id).on(today).people(people)).await?;
    Ok(Ok(Opened { pathway, verdict: kept }))
}

fn allowed(
    db: &Db,
    referral: &Referral,
    programme: &Programme,
    place: &Place,
    answer: Answer,
    explained: bool,
) -> Result<crate::rules::referral::ReferralStatus, ReferralRefusal> {
    let status = after(referral.status, ReferralAct::TakeInCharge)?;
    if !programme.serves(Recipient::Households) {
        return Err(ReferralRefusal::NotForHouseholds);
    }
    if !db.reach().covers(&place.programme, place.organisation, &place.territory) {
        return Err(ReferralRefusal::PlaceOutOfReach);
    }
    if answer != Answer::Yes && !explained {
        return Err(ReferralRefusal::OverrideReasonNeeded);
    }
    Ok(status)
}

/// Whether a member may accompany households at a place: oneself, or whoever holds a role for it there.
async fn accompanies(db: &Db, member: MemberId, place: &Place) -> Stored<bool> {
    if db.act().member == Some(member) {
        return Ok(true);
    }
    Ok(case_workers(db, place).await?.contains(&member))
}

/// The members who accompany households at a place today, as far as their roles lie within reach; oneself first.
///
/// # Errors
/// When the database fails.
pub async fn case_workers(db: &Db, place: &Place) -> Stored<Vec<MemberId>> {
    let today: Day = db.today();
    let here = RoleGrant::role
        .is_in([Role::CaseWorker, Role::Coordinator])
        .and(RoleGrant::organisation_id.is_null().or(RoleGrant::organisation_id.eq(Some(place.organisation))));
    let grants = db.rows::<RoleGrant>().filter(here).all().await?;
    let counts = |grant: &&RoleGrant| {
        let reach = Reach::of(grant.member_id, vec![grant.held().scope]);
        grant.is_valid_on(today) && reach.covers(&place.programme, place.organisation, &place.territory)
    };
    let mut members: Vec<MemberId> = db.act().member.into_iter().collect();
    let mut others: Vec<MemberId> = grants.iter().filter(counts).map(|grant| grant.member_id).collect();
    others.sort_unstable();
    others.dedup();
    members.extend(others.into_iter().filter(|member| db.act().member != Some(*member)));
    Ok(members)
}
