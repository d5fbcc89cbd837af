//! The confirmation: one act of one person, with all that it leads to in one transaction. Nothing is confirmed beyond an
//! offer's room: every confirmation counts up the version of the offer, so that of two at the same instant the second finds
//! it changed, looks again, and is told that there is no more room.

use store::{Db, Held, StoreError, Stored};

use super::facts::ProposalFact;
use super::holding::{others, parted, taken};
use super::making::{may_host, room};
use super::{OfferAgreed, Proposal, ProposalId, Rival};
use crate::rules::Refusal;
use crate::rules::decline::Consequence;
use crate::rules::offer::{OfferAct, OfferKind, OfferStatus, acted as offer_acted, is_over, standing};
use crate::rules::placement::PlacementKind;
use crate::rules::proposal::{ProposalAct, ProposalStatus, acted};
use crate::rules::search::{SearchEnd, SearchStatus, VetoBy};
use crate::rules::work::WorkForm;
use crate::store::declined::{Acted, Declined, StayDeclined};
use crate::store::parts::{self, Parts};
use crate::store::searches::{self, Search, SearchTurn};
use crate::store::stays::{self, NewPlacement, Terms};
use crate::store::vetoes::{self, VetoSaid};

/// How often a confirmation looks again when somebody else was faster.
const TRIES: u8 = 4;

/// Confirms a proposal that both sides said yes to. Those that can hold no longer are freed with it: of the same offer, where
/// it has no more room for them; to the same household or person, which has found what it looked for.
///
/// # Errors
/// [`Refusal::ProposalNotSo`] without both answers; [`Refusal::OfferFull`], [`Refusal::OfferNotOpen`],
/// [`Refusal::NotSuitable`], [`Refusal::PlacedAlready`]; [`StoreError::Stale`] for another version than the one that was read.
pub async fn confirm(db: &Db, id: ProposalId, version: Option<i64>) -> Acted<Proposal> {
    confirm_noted(db, id, version, None).await
}

/// Confirms a proposal of an internship with the reason why it goes on although a rule known here is broken. Without one it
/// would have both answers and could not be planned.
///
/// # Errors
/// As [`confirm`]; [`Refusal::NotPlanned`] where a rule is broken and nobody says why it may be.
pub async fn confirm_noted(
    db: &Db,
    id: ProposalId,
    version: Option<i64>,
    rule_note: Option<String>,
) -> Acted<Proposal> {
    let mut version = version;
    for left in (0..TRIES).rev() {
        match once(db, id, version, rule_note.clone()).await {
            // Somebody else confirmed, answered or wrote at the same instant: what stands now decides. Who sent an old form is
            // told so at once.
            Err(Declined::Store(StoreError::Stale)) if left > 0 => {
                let now: Held<Proposal> = db.held(id).await?;
                if version.is_some_and(|version| version != now.version) && now.status.is_live() {
                    return Err(StoreError::Stale.into());
                }
                version = None;
            }
            other => return other,
        }
    }
    Err(StoreError::Stale.into())
}

async fn once(db: &Db, id: ProposalId, version: Option<i64>, rule_note: Option<String>) -> Acted<Proposal> {
    let together = db.together().await?;
    let inside = together.of(db);
    let held: Held<Proposal> = inside.held(id).await?;
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let status = acted(held.status, true, ProposalAct::Confirm)?;
    let (today, now, kind) = (inside.today(), inside.now(), held.kind);
    let offer: Held<OfferAgreed> = inside.held(held.offer_id).await?;
    let stands = standing(offer.status, offer.held_until, today);
    if !matches!(stands, OfferStatus::Open | OfferStatus::Held) || is_over(offer.available_to, today) {
        return Err(if stands == OfferStatus::Taken { Refusal::OfferFull } else { Refusal::OfferNotOpen }.into());
    }
    may_host(&inside, offer.id, offer.kind).await?;
    let parts = parts::of(&inside, &[offer.id]).await?;
    let room = room(&parts, offer.id);
    let mut taken = taken(&inside, &held, room).await?;
    taken.push(held.size);
    if !room.holds(&taken) {
        return Err(Refusal::OfferFull.into());
    }
    let others = others(&inside, &held).await?;
    if others.iter().any(|other| other.holds && !parted(&held, other)) {
        return Err(Refusal::PlacedAlready.into());
    }
    let full = room.is_full(&taken);
    let mut freed = rivals(&inside, &held).await?;
    let without_room = |rival: &Rival| {
        let more: Vec<i64> = taken.iter().copied().chain([rival.size]).collect();
        full || !room.holds(&more)
    };
    freed.retain(|rival| rival.offer_id != held.offer_id || without_room(rival));
    freed.retain(|rival| {
        let other = others.iter().find(|other| other.id == rival.id);
        rival.offer_id == held.offer_id || other.is_some_and(|other| !parted(&held, other))
    });

    let mut change = inside.change().await?;
    // The offer first, then the proposals in the order of their ids: two confirmations never wait for one another in a ring.
    let offer = {
        let (status, held_until) = match full {
            true => (offer_acted(offer.status, offer.held_until, OfferAct::Take, today)?, None),
            false => (offer.status, offer.held_until),
        };
        let new = OfferAgreed { status, held_until, changed_at: now, ..offer.clone() };
        change.update(offer, new).await?
    };
    let mut own = Some(held);
    let mut confirmed = None;
    freed.sort_by_key(|rival| rival.id);
    for rival in freed {
        if own.as_ref().is_some_and(|own| own.id < rival.id)
            && let Some(held) = own.take()
        {
            let new = Proposal { holds: true, ..held.moved(status, today, now) };
            confirmed = Some(change.update(held, new).await?);
        }
        let held: Held<Rival> = inside.held(rival.id).await?;
        let after = acted(held.status, true, ProposalAct::Free)?;
        let new = held.moved(after, today, now);
        let rival = change.update(held, new).await?;
        change.record(rival.entry(&ProposalFact::ProposalFreed { kind })).await?;
    }
    if let Some(held) = own {
        let new = Proposal { holds: true, ..held.moved(status, today, now) };
        confirmed = Some(change.update(held, new).await?);
    }
    let Some(confirmed) = confirmed else { return Err(StoreError::NotFound.into()) };
    if full {
        change.record(offer.taken()).await?;
    }
    change.commit(confirmed.entry(&ProposalFact::ProposalConfirmed { kind })).await?;
    on_confirmed(&inside, &confirmed, planned(&confirmed, &parts, rule_note)).await?;
    together.commit().await?;
    Ok(confirmed)
}

/// The live proposals that a confirmation may free: of the same offer, and to the same household or person.
async fn rivals(db: &Db, of: &Proposal) -> Stored<Vec<Rival>> {
    let same_offer = Rival::offer_id.eq(of.offer_id);
    let same_search = match (of.kind, of.person_id) {
        (OfferKind::Work, Some(person)) => Rival::person_id.eq(Some(person)).and(Rival::kind.eq(OfferKind::Work)),
        _ => Rival::household_id.eq(of.household_id).and(Rival::kind.eq(of.kind)),
    };
    let live = Rival::status.is_in(ProposalStatus::LIVE).and(Rival::id.ne(of.id));
    db.rows::<Rival>().filter(live.and(same_offer.or(same_search))).all().await
}

/// What a confirmation leads to beyond proposals and offers, in its transaction: `db` is a handle of it.
async fn on_confirmed(db: &Db, confirmed: &Proposal, planned: NewPlacement) -> Acted<()> {
    stays::plan(db, planned).await.map_err(|declined| match declined {
        StayDeclined::Refused(why) => Declined::Refused(Refusal::NotPlanned(why)),
        StayDeclined::Store(error) => Declined::Store(error),
    })?;
    // Of a household that asked to be parted some still look: their worker says when the search is met.
    let Some(search) = confirmed.search_id.filter(|_| confirmed.split_asked_on.is_none()) else { return Ok(()) };
    let held: Held<Search> = db.held(search).await?;
    if held.status.lives() {
        searches::turn(db, held, SearchTurn::Meet).await?;
    }
    Ok(())
}

/// What begins with a confirmed proposal, as far as it is known by then: its days are agreed on afterwards.
fn planned(confirmed: &Proposal, parts: &Parts, rule_note: Option<String>) -> NewPlacement {
    let job = parts.jobs.get(&confirmed.offer_id);
    let (kind, monthly) = match confirmed.kind {
        OfferKind::Home => (PlacementKind::Tenancy, parts.homes.get(&confirmed.offer_id).and_then(|home| home.rent)),
        OfferKind::Family => (PlacementKind::Cohabitation, None),
        OfferKind::Work if job.is_some_and(|job| job.form == Some(WorkForm::Internship)) => {
            (PlacementKind::Internship, job.and_then(|job| job.pay))
        }
        OfferKind::Work => (PlacementKind::Contract, job.and_then(|job| job.pay)),
    };
    NewPlacement {
        kind,
        household_id: confirmed.household_id,
        person_id: confirmed.person_id,
        pathway_id: confirmed.pathway_id,
        offer_id: Some(confirmed.offer_id),
        proposal_id: Some(confirmed.id.to_string()),
        programme: confirmed.programme.clone(),
        organisation_id: confirmed.organisation_id,
        territory: confirmed.territory.clone(),
        terms: Terms {
            monthly,
            rule_note: rule_note.filter(|_| kind == PlacementKind::Internship),
            ..Terms::default()
        },
        follows: None,
    }
}

/// What a household's no leads to in its search, in the transaction of the answer: `db` is a handle of it.
pub(super) async fn on_declined(db: &Db, declined: &Proposal, then: Consequence, found_alone: bool) -> Acted<()> {
    let Some(search) = declined.search_id else { return Ok(()) };
    let held: Held<Search> = db.held(search).await?;
    let by = VetoBy::Household;
    match then {
        Consequence::Park if held.status == SearchStatus::Open => {
            searches::turn(db, held, SearchTurn::Pause).await?;
        }
        Consequence::EndSearch if held.status.lives() => {
            let end = if found_alone { SearchEnd::FoundThemselves } else { SearchEnd::Other };
            searches::turn(db, held, SearchTurn::End(end)).await?;
        }
        Consequence::VetoOffer | Consequence::VetoOwner => {
            let owner = declined.owner_key.clone().filter(|_| then == Consequence::VetoOwner);
            let offer = Some(declined.offer_id);
            vetoes::add(db, &held, db, VetoSaid { offer, owner, by, reason: None }).await?;
        }
        _ => {}
    }
    Ok(())
}
