//! What a worker does with a proposal beside the answers: takes it back, lets it go, makes it again, agrees to wait.

use kernel::{Day, Moment};
use store::{Db, Entry, Held, InReach, Keyed};

use super::facts::ProposalFact;
use super::making::{Struck, along, may_be_proposed, not_vetoed, owner_key, room, underway};
use super::{Proposal, ProposalId, ProposalKept};
use crate::rules::Refusal;
use crate::rules::deadline::may_wait;
use crate::rules::decline::Consequence;
use crate::rules::offer::OfferKind;
use crate::rules::proposal::{ProposalAct, ProposalStatus, Side, TakenBack, acted};
use crate::store::declined::Acted;
use crate::store::offers::OfferSeen;
use crate::store::parts;
use crate::store::vetoes::{self, SearchVeto};

/// A proposal as one of its two sides holds it.
pub trait View: Keyed<Id = ProposalId> + InReach + Clone {
    /// Whose.
    const SIDE: Side;
    /// The yes of this side.
    const YES: ProposalAct;
    /// What is offered.
    fn kind(&self) -> OfferKind;
    /// Where it stands.
    fn status(&self) -> ProposalStatus;
    /// When the last step before the answers was done or left out, once none is open.
    fn met_on(&self) -> Option<Day>;
    /// The same proposal with every step settled, the last on a day; its side has its days since today.
    #[must_use]
    fn met(&self, on: Day, today: Day, now: Moment) -> Self;
    /// The same proposal with the yes of this side; the last step before it was settled on a day.
    #[must_use]
    fn accepted(&self, status: ProposalStatus, met_on: Day, db: &Db) -> Self;
    /// What the journal says of that yes.
    fn accepted_as(kind: OfferKind) -> ProposalFact;
    /// The same proposal standing elsewhere since today.
    #[must_use]
    fn moved_to(&self, status: ProposalStatus, today: Day, now: Moment) -> Self;
    /// The same proposal, waiting until a day.
    #[must_use]
    fn waiting(&self, until: Day, now: Moment) -> Self;
    /// An entry about it.
    fn entry_of(&self, fact: &ProposalFact) -> Entry;
    /// The last day for what it waits for, if it waits for anything.
    fn last_day(&self) -> Option<Day>;
    /// Whether what it waits for is late.
    fn late(&self, today: Day) -> bool;
}

macro_rules! held_alike {
    ($($name:ident: $side:expr, $yes:ident, $fact:ident, |$db:ident| { $($more:tt)* };)+) => {$(
        impl View for $name {
            const SIDE: Side = $side;
            const YES: ProposalAct = ProposalAct::$yes;
            fn accepted(&self, status: ProposalStatus, met_on: Day, $db: &Db) -> Self {
                Self { met_on: Some(met_on), $($more)* ..self.moved(status, $db.today(), $db.now()) }
            }
            fn accepted_as(kind: OfferKind) -> ProposalFact {
                ProposalFact::$fact { kind }
            }
            fn kind(&self) -> OfferKind {
                self.kind
            }
            fn status(&self) -> ProposalStatus {
                self.status
            }
            fn met_on(&self) -> Option<Day> {
                self.met_on
            }
            fn met(&self, on: Day, today: Day, now: Moment) -> Self {
                Self { met_on: Some(on), since: today, agreed_until: None, changed_at: now, ..self.clone() }
            }
            fn moved_to(&self, status: ProposalStatus, today: Day, now: Moment) -> Self {
                self.moved(status, today, now)
            }
            fn waiting(&self, until: Day, now: Moment) -> Self {
                Self { agreed_until: Some(until), changed_at: now, ..self.clone() }
            }
            fn entry_of(&self, fact: &ProposalFact) -> Entry {
                self.entry(fact)
            }
            fn last_day(&self) -> Option<Day> {
                self.due()
            }
            fn late(&self, today: Day) -> bool {
                self.is_late(today)
            }
        }
    )+};
}
held_alike! {
    Proposal: Side::Household, HouseholdYes, ProposalAcceptedByHousehold, |db| {};
    ProposalKept: Side::Offerer, OffererYes, ProposalAcceptedByOfferer, |db| { keeper_member: db.act().member, };
}

/// Takes a proposal back.
///
/// # Errors
/// [`Refusal::ProposalNotSo`] once it ended; [`store::StoreError::Stale`] when somebody changed it since.
pub async fn withdraw(db: &Db, held: Held<Proposal>, reason: TakenBack) -> Acted<Proposal> {
    let status = acted(held.status, true, ProposalAct::Withdraw)?;
    let fact = ProposalFact::ProposalWithdrawn { kind: held.kind, reason };
    let new = Proposal { taken_back_for: Some(reason), ..held.moved(status, db.today(), db.now()) };
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.commit(new.entry(&fact)).await?;
    Ok(new)
}

/// Lets a proposal go, as no answer came in time. Either side may: whoever waits.
///
/// # Errors
/// [`Refusal::NotLate`] while there is time; [`Refusal::ProposalNotSo`] once both said yes or it ended.
pub async fn lapse<V: View>(db: &Db, held: Held<V>) -> Acted<ProposalId> {
    let status = acted(held.status(), true, ProposalAct::Lapse)?;
    if !held.late(db.today()) {
        return Err(Refusal::NotLate.into());
    }
    let id = held.id();
    let entry = held.entry_of(&ProposalFact::ProposalLapsed { kind: held.kind() });
    let new = held.moved_to(status, db.today(), db.now());
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(entry).await?;
    Ok(id)
}

/// Agrees to wait until a day: an employer who decides at the end of the month is not late before. Nobody's time is made
/// shorter by that.
///
/// # Errors
/// [`Refusal::UntilWrong`] for a day that is past or too far; [`Refusal::UntilShorter`] for one before the last day there is;
/// [`Refusal::ProposalNotSo`] once it ended.
pub async fn wait_until<V: View>(db: &Db, held: Held<V>, until: Day) -> Acted<ProposalId> {
    let due = held.last_day().ok_or(Refusal::ProposalNotSo)?;
    may_wait(until, due, db.today())?;
    let id = held.id();
    let entry = held.entry_of(&ProposalFact::ProposalWaits { kind: held.kind(), until });
    let new = held.waiting(until, db.now());
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(entry).await?;
    Ok(id)
}

/// Makes a proposal again that ended: a no thought over, a mistake, an offer that is free again. Both answers are asked anew;
/// what was seen once need not be seen again. What the household refused by this proposal is over by that: the offer, or
/// whatever comes from whoever offers it. What whoever offers refused is theirs to lift: see [`lift_veto`].
///
/// # Errors
/// [`Refusal::OfferNotOpen`], [`Refusal::Vetoed`], [`Refusal::TooManyProposals`], [`Refusal::ProposedAlready`],
/// [`Refusal::PathwayClosed`], as when it was made.
pub async fn reopen(db: &Db, held: Held<Proposal>) -> Acted<Proposal> {
    let status = acted(held.status, true, ProposalAct::Reopen)?;
    let offer = db.rows::<OfferSeen>().id(held.offer_id).one().await?;
    may_be_proposed(db, &offer).await?;
    if let Some(pathway) = held.pathway_id {
        along(db, pathway, held.household_id).await?;
    }
    if held.veto.is_some_and(|veto| veto.vetoed_by() == Some(Side::Offerer)) {
        return Err(Refusal::Vetoed.into());
    }
    let parts = parts::of(db, &[offer.id]).await?;
    let struck = Struck {
        offer: offer.id,
        household: held.household_id,
        person: held.person_id,
        search: held.search_id,
        but: Some(held.id),
    };
    not_vetoed(db, struck, owner_key(&parts, offer.id).as_deref()).await?;
    let live = underway(db, offer.id).await?.iter().filter(|row| row.status.is_live()).count();
    if live >= room(&parts, offer.id).most_live() {
        return Err(Refusal::TooManyProposals.into());
    }
    let fact = ProposalFact::ProposalReopened { kind: held.kind };
    let new = Proposal { veto: None, taken_back_for: None, ..held.moved(status, db.today(), db.now()) };
    let mut change = db.change().await?;
    let new = match change.update(held, new).await {
        Err(store::StoreError::Taken(_)) => return Err(Refusal::ProposedAlready.into()),
        other => other?,
    };
    if let Some(search) = new.search_id {
        change.remove::<SearchVeto>(vetoes::of_household(search, new.offer_id)).await?;
    }
    change.commit(new.entry(&fact)).await?;
    Ok(new)
}

/// Whoever offers thought their *never again* over: the household's side may propose it once more. Nothing else follows.
///
/// # Errors
/// [`Refusal::ProposalNotSo`] where whoever offers said no such thing; [`store::StoreError::Stale`] when somebody changed it
/// since.
pub async fn lift_veto(db: &Db, held: Held<ProposalKept>) -> Acted<ProposalKept> {
    if held.veto.and_then(Consequence::vetoed_by) != Some(Side::Offerer) {
        return Err(Refusal::ProposalNotSo.into());
    }
    let fact = ProposalFact::ProposalVetoLifted { kind: held.kind };
    let new = ProposalKept { veto: None, keeper_member: db.act().member, changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.commit(new.entry(&fact)).await?;
    Ok(new)
}
