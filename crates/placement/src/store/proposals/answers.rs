//! The two answers, as somebody told them: who, how, when. What follows from a no is done with it, when the worker said so.

use kernel::{Day, MemberId, Moment};
use serde::Serialize;
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::facts::ProposalFact;
use super::meetings::{self, Met};
use super::moving::View;
use super::told::{self, Known};
use super::{Proposal, ProposalId, ProposalKept};
use crate::rules::Refusal;
use crate::rules::decline::{Consequence, HouseholdReason, OffererReason};
use crate::rules::offer::{ContactHow, OfferAct, WithdrawReason};
use crate::rules::proposal::{MeetingKind, ProposalAct, Side, acted, not_ahead};
use crate::store::declined::Acted;
use crate::store::offers::{self, Offer, Turn};

kernel::id!(
    /// Names an answer.
    AnswerId
);
store::text_cells!(AnswerId);

record! {
    /// An answer of one side. The other side reads where the proposal stands, not the words.
    pub struct Answered in proposal_answer keyed by AnswerId {
        /// Its id.
        pub id: AnswerId,
        /// How often it was changed.
        pub version: i64,
        /// The proposal.
        pub proposal_id: ProposalId,
        /// Whose answer.
        pub side: Side,
        /// Yes, or no.
        pub yes: bool,
        /// Who told it.
        pub told_by: String,
        /// How.
        pub how: ContactHow,
        /// On which day.
        pub on_day: Day,
        /// What was said besides.
        pub words: Option<String>,
        /// Why not: a word of the side's reasons.
        pub reason: Option<String>,
        /// What was done about it.
        pub then: Option<Consequence>,
        /// Until when it rests.
        pub until: Option<Day>,
        /// Who wrote it down.
        pub member_id: Option<MemberId>,
        /// When.
        pub written_at: Moment,
    }
}

impl InReach for Answered {
    fn in_reach(reach: &Reach) -> Where {
        // Who told it is a name, and the words may hold one.
        let named = reach.with_names();
        let household = named.through::<Proposal>(Proposal::id.is(Self::proposal_id));
        let offerer = named.through::<ProposalKept>(ProposalKept::id.is(Self::proposal_id));
        let of = |side| Self::side.eq(side);
        of(Side::Household).and(household).or(of(Side::Offerer).and(offerer))
    }
}

/// What was said.
#[derive(Debug, Clone)]
pub struct Said {
    /// Who told it.
    pub told_by: String,
    /// How.
    pub how: ContactHow,
    /// On which day.
    pub on: Day,
    /// What besides.
    pub words: Option<String>,
}

/// A no: why, and what the worker wants done about it.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Declining<R> {
    /// Why.
    pub reason: R,
    /// What follows.
    pub then: Consequence,
    /// Until when the search rests, where it rests.
    pub until: Option<Day>,
}

fn row(db: &Db, proposal_id: ProposalId, side: Side, said: Said) -> Answered {
    Answered {
        id: AnswerId::fresh(),
        version: 0,
        proposal_id,
        side,
        yes: true,
        told_by: said.told_by,
        how: said.how,
        on_day: said.on,
        words: said.words,
        reason: None,
        then: None,
        until: None,
        member_id: db.act().member,
        written_at: db.now(),
    }
}

/// What a yes settles of the steps before it; the proposal stands met by that.
struct Settling {
    noted: Vec<meetings::Meeting>,
    steps: Vec<(MeetingKind, Met)>,
    /// Whether no step is open any more.
    all: bool,
    /// The day of the last one.
    last: Day,
}

impl Settling {
    async fn begin<V: View>(db: &Db, held: &V, met: Option<Met>) -> Acted<Self> {
        if let Some(Met::On(on) | Met::OnAndWithout(on, _)) = met {
            not_ahead(on, db.today())?;
        }
        let noted = meetings::of(db, held.id()).await?;
        let open = meetings::open(held.kind(), &noted);
        let steps = met.map(|met| meetings::settled_by(&open, &met)).unwrap_or_default();
        let all = held.met_on().is_some() || steps.len() == open.len();
        let last = meetings::last_day(&noted, &steps, db.today());
        Ok(Self { noted, steps, all, last: held.met_on().unwrap_or(last) })
    }
}

/// One side says yes.
async fn yes<V: View>(db: &Db, held: Held<V>, said: Said, met: Option<Met>, known: Known) -> Acted<V> {
    not_ahead(said.on, db.today())?;
    let settling = Settling::begin(db, &*held, met).await?;
    let status = acted(held.status(), settling.all, V::YES)?;
    let (id, kind, on) = (held.id(), held.kind(), said.on);
    let answer = row(db, id, V::SIDE, said);
    let new = held.accepted(status, settling.last, db);
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    meetings::settle(&mut change, db, id, &settling.noted, settling.steps).await?;
    told::tell(&mut change, V::SIDE, id, known).await?;
    change.insert(&answer).await?;
    change.commit(new.entry_of(&V::accepted_as(kind)).on(on)).await?;
    Ok(new)
}

/// The household says yes; whoever offers may know who they are from now on.
///
/// # Errors
/// [`Refusal::NotMet`] before the steps of the kind, unless the answer says when they met; those of [`acted`].
pub async fn household_yes(
    db: &Db,
    held: Held<Proposal>,
    said: Said,
    met: Option<Met>,
    known: Known,
) -> Acted<Proposal> {
    yes(db, held, said, met, known).await
}

/// Whoever offers says yes; the household may know whom to reach from now on.
///
/// # Errors
/// As for the household.
pub async fn offerer_yes(
    db: &Db,
    held: Held<ProposalKept>,
    said: Said,
    met: Option<Met>,
    known: Known,
) -> Acted<ProposalKept> {
    yes(db, held, said, met, known).await
}

/// The household says no. A veto keeps it and the offer apart; what concerns its search is done in the same transaction.
/// Where the network may read no name of whoever offers, a no to all of theirs is kept as one to this offer, and says so.
///
/// # Errors
/// [`Refusal::NoSuchConsequence`], [`Refusal::UntilMissing`]; those of [`acted`].
pub async fn household_no(
    db: &Db,
    held: Held<Proposal>,
    said: Said,
    declining: Declining<HouseholdReason>,
) -> Acted<Proposal> {
    not_ahead(said.on, db.today())?;
    let Declining { reason, then, until } = declining;
    if !Consequence::OF_HOUSEHOLD.contains(&then) {
        return Err(Refusal::NoSuchConsequence.into());
    }
    let then = then.as_far_as_known(held.owner_key.is_some());
    let until = match (then, until) {
        (Consequence::Park, None) => return Err(Refusal::UntilMissing.into()),
        (Consequence::Park, Some(until)) => {
            may_rest(until, db.today())?;
            Some(until)
        }
        _ => None,
    };
    let status = acted(held.status, true, ProposalAct::HouseholdNo)?;
    let (id, kind) = (held.id, held.kind);
    let answer = Answered {
        yes: false,
        reason: Some(reason.to_string()),
        then: Some(then),
        until,
        ..row(db, id, Side::Household, said)
    };
    let veto = then.is_veto().then_some(then);
    let new = Proposal { veto, ..held.moved(status, db.today(), db.now()) };
    let together = db.together().await?;
    let inside = together.of(db);
    let mut change = inside.change().await?;
    let new = change.update(held, new).await?;
    let on = answer.on_day;
    change.insert(&answer).await?;
    change.commit(new.entry(&ProposalFact::ProposalDeclinedByHousehold { kind, reason }).on(on)).await?;
    let found_alone = reason == HouseholdReason::FoundAlone;
    super::confirming::on_declined(&inside, &new, then, found_alone).await?;
    together.commit().await?;
    Ok(new)
}

/// A search rests half a year at most: then somebody looks again.
fn may_rest(until: Day, today: Day) -> Result<(), Refusal> {
    const LONGEST_REST: i64 = 183;
    if (1..=LONGEST_REST).contains(&today.days_until(until)) { Ok(()) } else { Err(Refusal::UntilWrong) }
}

/// Whoever offers says no. The offer is withdrawn with it, when the worker said so and it still stands.
///
/// # Errors
/// [`Refusal::NoSuchConsequence`]; those of [`acted`].
pub async fn offerer_no(
    db: &Db,
    held: Held<ProposalKept>,
    said: Said,
    declining: Declining<OffererReason>,
) -> Acted<ProposalKept> {
    not_ahead(said.on, db.today())?;
    let Declining { reason, then, .. } = declining;
    if !Consequence::OF_OFFERER.contains(&then) {
        return Err(Refusal::NoSuchConsequence.into());
    }
    let status = acted(held.status, true, ProposalAct::OffererNo)?;
    let (id, kind, offer) = (held.id, held.kind, held.offer_id);
    let answer =
        Answered { yes: false, reason: Some(reason.to_string()), then: Some(then), ..row(db, id, Side::Offerer, said) };
    let veto = then.is_veto().then_some(then);
    let member = db.act().member;
    let new = ProposalKept { veto, keeper_member: member, ..held.moved(status, db.today(), db.now()) };
    let together = db.together().await?;
    let inside = together.of(db);
    let mut change = inside.change().await?;
    let new = change.update(held, new).await?;
    let on = answer.on_day;
    change.insert(&answer).await?;
    change.commit(new.entry(&ProposalFact::ProposalDeclinedByOfferer { kind, reason }).on(on)).await?;
    if then == Consequence::WithdrawOffer {
        let held: Held<Offer> = inside.held(offer).await?;
        // Of several who hear that it is given elsewhere, the first withdraws it; the others' noes are as true.
        if held.standing(db.today()).after(OfferAct::Withdraw).is_some() {
            offers::turn(&inside, held, Turn::Withdraw(withdrawn_for(reason))).await?;
        }
    }
    together.commit().await?;
    Ok(new)
}

fn withdrawn_for(reason: OffererReason) -> WithdrawReason {
    match reason {
        OffererReason::GivenElsewhere => WithdrawReason::GivenElsewhere,
        OffererReason::NoLonger => WithdrawReason::ChangedMind,
        OffererReason::Discriminates => WithdrawReason::NotSuitable,
        _ => WithdrawReason::Other,
    }
}

/// The answers that one may read, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, proposal: ProposalId) -> Stored<Vec<Answered>> {
    let rows = db.rows::<Answered>().filter(Answered::proposal_id.eq(proposal));
    rows.sort(Answered::id, Order::Falling).limit(50).all().await
}
