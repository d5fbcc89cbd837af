//! What is done with a placement: planned, begun, ended, put right, turned into the next. Each is one transaction with its
//! fact; what was wrong is voided in the journal and counted again.

use kernel::{Cents, Day, HouseholdId, OrganisationId, PathwayId, PersonId, ProgrammeCode, TerritoryCode};
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::{Pathway, touch};
use pathways::store::timeline::latest;
use people::store::households::{Membership, counted_on};
use store::{Change, Db, Held, StoreError, Stored};

use super::check_ins::{self, CheckIn};
use super::declined::StayActed;
use super::host_steps;
use super::mediation::MediationVisit;
use super::offers::{OfferId, OfferSeen};
use super::placement_facts::PlacementFact;
use super::placement_words::{self, Part};
use super::placements::{Placement, PlacementId, follower};
use super::problems::Problem;
use super::proposals::holding::{give_back_room, retake_room};
use super::taking::{InternshipAsked, internship_findings, taking};
use crate::rules::StayRefusal;
use crate::rules::check_in::scheduled;
use crate::rules::family::Suitability;
use crate::rules::offer::OfferStatus;
use crate::rules::placement::{
    EndReason, PlacementAct, PlacementKind, PlacementStatus, acted, ended_between, may_begin, may_end, planned_well,
    way_back,
};

/// What is agreed before a placement begins.
#[derive(Debug, Clone)]
pub struct NewPlacement {
    /// What it is.
    pub kind: PlacementKind,
    /// Whose.
    pub household_id: HouseholdId,
    /// Who of the household, where it is work.
    pub person_id: Option<PersonId>,
    /// Along which pathway.
    pub pathway_id: Option<PathwayId>,
    /// From which offer.
    pub offer_id: Option<OfferId>,
    /// From which proposal: its id.
    pub proposal_id: Option<String>,
    /// In which programme.
    pub programme: ProgrammeCode,
    /// Which organisation accompanies the household.
    pub organisation_id: OrganisationId,
    /// In which territory.
    pub territory: TerritoryCode,
    /// When, for how much, and why although a rule is broken.
    pub terms: Terms,
    /// What turns into it.
    pub follows: Option<PlacementId>,
}

/// What is agreed of days and money.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// From when on.
    pub planned_from: Option<Day>,
    /// Until when.
    pub planned_until: Option<Day>,
    /// The rent or the pay of a month.
    pub monthly: Option<Cents>,
    /// Why an internship goes on although a rule is broken.
    pub rule_note: Option<String>,
}

/// Plans a placement. Within a bundle ([`Db::together`]) it takes effect with the rest of it.
///
/// # Errors
/// When the person, the offer or the pathway do not fit, the same is there already, a rule of internships is broken and
/// nobody says why, or the place lies out of reach.
pub async fn plan(db: &Db, new: NewPlacement) -> StayActed<Placement> {
    let id = PlacementId::fresh();
    planned_well(new.terms.planned_from, new.terms.planned_until)?;
    the_right_people(db, &new).await?;
    the_right_offer(db, &new).await?;
    if let Some(pathway) = new.pathway_id {
        let pathway = db.rows::<Pathway>().id(pathway).one().await?;
        if pathway.household_id != new.household_id {
            return Err(StoreError::NotFound.into());
        }
        // What turns into another goes on after the closing, as its check-ins do.
        if pathway.status == PathwayStatus::Closed && new.follows.is_none() {
            return Err(StayRefusal::PathwayClosed.into());
        }
    }
    internship_kept(db, id, new.kind, new.offer_id, &new.terms).await?;
    let size = room_for(db, &new).await?;
    let Terms { planned_from, planned_until, monthly, rule_note } = new.terms;
    let placement = Placement {
        id,
        version: 0,
        code: Placement::code_of(id),
        kind: new.kind,
        household_id: new.household_id,
        person_id: new.person_id,
        pathway_id: new.pathway_id,
        offer_id: new.offer_id,
        proposal_id: new.proposal_id,
        programme: new.programme,
        organisation_id: new.organisation_id,
        territory: new.territory,
        status: PlacementStatus::Planned,
        planned_from,
        planned_until,
        began_on: None,
        ended_on: None,
        end_reason: None,
        monthly,
        rule_note,
        follows: new.follows,
        size,
        live_key: None,
        changed_at: db.now(),
    };
    let placement = Placement { live_key: Some(placement.key()), ..placement };
    not_there_twice(db, &placement).await?;
    let mut change = db.change().await?;
    or_there_already(change.insert(&placement).await)?;
    touched(&mut change, db, &placement).await?;
    change.commit(placement.entry(&PlacementFact::PlacementPlanned { kind: placement.kind }, id)).await?;
    Ok(placement)
}

/// How many people take room of the offer; a proposal knows it itself.
async fn room_for(db: &Db, new: &NewPlacement) -> Stored<Option<i64>> {
    if new.proposal_id.is_some() {
        return Ok(None);
    }
    if new.kind.of_one_person() {
        return Ok(Some(1));
    }
    let present = counted_on(db, new.household_id, db.today()).await?;
    Ok(i64::try_from(present.len()).ok().filter(|size| *size > 0))
}

/// Plans a placement and lets it begin at once, all or nothing: for what is written down after it began.
///
/// # Errors
/// As [`plan`] and [`begin`].
pub async fn plan_and_begin(db: &Db, new: NewPlacement, on: Day) -> StayActed<Placement> {
    let all = db.together().await?;
    let within = all.of(db);
    let placement = plan(&within, new).await?;
    let begun = begin(&within, within.held(placement.id).await?, on).await?;
    all.commit().await?;
    Ok(begun)
}

async fn the_right_people(db: &Db, new: &NewPlacement) -> StayActed<()> {
    match (new.kind.of_one_person(), new.person_id) {
        (true, Some(_)) if new.follows.is_some() => Ok(()),
        (true, None) => Err(StayRefusal::WhoWorks.into()),
        (false, Some(_)) => Err(StayRefusal::NotOnePerson.into()),
        (false, None) => Ok(()),
        (true, Some(person)) => {
            let belongs = Membership::person_id.eq(person).and(Membership::household_id.eq(new.household_id));
            let belongs = belongs.and(Membership::on(db.today()));
            match db.rows::<Membership>().filter(belongs).first().await? {
                Some(_) => Ok(()),
                None => Err(StayRefusal::NotOfHousehold.into()),
            }
        }
    }
}

async fn the_right_offer(db: &Db, new: &NewPlacement) -> StayActed<()> {
    let Some(id) = new.offer_id else { return Ok(()) };
    let offer = db.rows::<OfferSeen>().id(id).first().await?.ok_or(StayRefusal::OfferNotThere)?;
    if offer.kind != new.kind.offered_as() {
        return Err(StayRefusal::OtherKindOfOffer.into());
    }
    // What was taken is no obstacle: for whom, the people who know decide; work has several places.
    if matches!(offer.status, OfferStatus::Draft | OfferStatus::Withdrawn) {
        return Err(StayRefusal::OfferNotThere.into());
    }
    may_live_there(db, new.kind, new.offer_id, db.today()).await
}

/// Nobody moves in with a host family that was found unsuitable, whatever was agreed before. What began while it was
/// suitable did begin, and is written down.
async fn may_live_there(db: &Db, kind: PlacementKind, offer: Option<OfferId>, on: Day) -> StayActed<()> {
    let (PlacementKind::Cohabitation, Some(offer)) = (kind, offer) else { return Ok(()) };
    match host_steps::suitability_on(db, offer, on).await? {
        Suitability::Unsuitable => Err(StayRefusal::HostsNotSuitable.into()),
        Suitability::Suitable | Suitability::Preparing => Ok(()),
    }
}

/// The key alone does not tell: what was written before there was one has none.
async fn not_there_twice(db: &Db, one: &Placement) -> StayActed<()> {
    let live = PlacementStatus::ALL.iter().copied().filter(|status| status.lives());
    let same = Placement::household_id
        .eq(one.household_id)
        .and(Placement::id.ne(one.id))
        .and(Placement::kind.eq(one.kind))
        .and(Placement::status.is_in(live))
        .and(one.person_id.map_or(Placement::person_id.is_null(), |person| Placement::person_id.eq(person)))
        .and(one.offer_id.map_or(Placement::offer_id.is_null(), |offer| Placement::offer_id.eq(offer)));
    match db.rows::<Placement>().filter(same).first().await? {
        Some(_) => Err(StayRefusal::ThereAlready.into()),
        None => Ok(()),
    }
}

/// Somebody else was faster by a moment: the database says it, and it is the same answer.
fn or_there_already<T>(written: Stored<T>) -> StayActed<T> {
    written.map_err(|error| match error {
        StoreError::Taken(_) => StayRefusal::ThereAlready.into(),
        other => other.into(),
    })
}

async fn internship_kept(
    db: &Db,
    placement: PlacementId,
    kind: PlacementKind,
    offer: Option<OfferId>,
    terms: &Terms,
) -> StayActed<()> {
    if kind != PlacementKind::Internship || terms.rule_note.is_some() {
        return Ok(());
    }
    let asked = InternshipAsked {
        placement,
        offer,
        from: terms.planned_from,
        until: terms.planned_until,
        monthly: terms.monthly,
    };
    if internship_findings(db, asked).await?.is_empty() { Ok(()) } else { Err(StayRefusal::InternshipRule.into()) }
}

/// Puts right what was agreed of days and money, while the placement lives.
///
/// # Errors
/// When it has ended, the days do not follow one another, a rule of internships is broken and nobody says why, or somebody
/// was faster.
pub async fn agree(db: &Db, held: Held<Placement>, terms: Terms) -> StayActed<Placement> {
    if !held.status.lives() {
        return Err(StayRefusal::NotSo.into());
    }
    let from = held.began_on.or(terms.planned_from);
    planned_well(from, terms.planned_until)?;
    let known = Terms { planned_from: from, ..terms.clone() };
    internship_kept(db, held.id, held.kind, held.offer_id, &known).await?;
    let Terms { planned_from, planned_until, monthly, rule_note } = terms;
    let new = Placement { planned_from, planned_until, monthly, rule_note, changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let placement = change.update(held, new).await?;
    touched(&mut change, db, &placement).await?;
    change.commit(placement.entry(&PlacementFact::PlacementChanged { kind: placement.kind }, placement.id)).await?;
    Ok(placement)
}

/// A placement begins: its check-ins are scheduled, and its offer is taken where nobody said so yet.
///
/// # Errors
/// When it stands elsewhere, the day lies ahead, the host family was found unsuitable by then, or somebody was faster.
pub async fn begin(db: &Db, held: Held<Placement>, on: Day) -> StayActed<Placement> {
    let status = acted(held.status, PlacementAct::Begin)?;
    may_begin(on, db.today())?;
    may_live_there(db, held.kind, held.offer_id, on).await?;
    let people = held.people(db, on).await?;
    let offer = taking(db, &held).await?;
    let new = Placement { status, began_on: Some(on), changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let placement = change.update(held, new).await?;
    change.add(&check_ins::begun(placement.id, on)).await?;
    offer.write(&mut change, db).await?;
    touched(&mut change, db, &placement).await?;
    let fact = PlacementFact::PlacementBegan { kind: placement.kind };
    change.commit(placement.counting(&fact, placement.id, people).on(on)).await?;
    Ok(placement)
}

/// Puts the day of the beginning right: the fact is voided and counted on the right day, and the check-ins that nobody
/// held, moved or dropped follow.
///
/// # Errors
/// When it has not begun, the day lies ahead, after the end or after something that happened along it, or somebody was
/// faster.
pub async fn correct_beginning(db: &Db, held: Held<Placement>, on: Day) -> StayActed<Placement> {
    if held.began_on.is_none() {
        return Err(StayRefusal::NotSo.into());
    }
    may_begin(on, db.today())?;
    if let Some(ended) = held.ended_on {
        ended_between(Some(on), ended, db.today())?;
    }
    if first_happening(db, held.id).await?.is_some_and(|first| first < on) {
        return Err(StayRefusal::SomethingBefore.into());
    }
    let people = held.people(db, on).await?;
    let before = latest(db, held.id, &["placement-began"]).await?;
    let new = Placement { began_on: Some(on), changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let placement = change.update(held, new).await?;
    for (days, due_on) in scheduled(on) {
        let follows = CheckIn::placement_id
            .eq(placement.id)
            .and(CheckIn::days.eq(days))
            .and(CheckIn::open())
            .and(CheckIn::moved_for.is_null());
        change.set::<CheckIn, _>(follows, CheckIn::due_on, due_on).await?;
    }
    touched(&mut change, db, &placement).await?;
    let fact = PlacementFact::PlacementBegan { kind: placement.kind };
    change.commit(placement.counting(&fact, placement.id, people).on(on).voids(before)).await?;
    Ok(placement)
}

/// A beginning is taken back: it had not begun. What was written down along it would be left without ground.
///
/// # Errors
/// When it is not under way, or something was written down along it.
pub async fn take_back_beginning(db: &Db, held: Held<Placement>) -> StayActed<Placement> {
    let status = acted(held.status, PlacementAct::TakeBackBeginning)?;
    if first_happening(db, held.id).await?.is_some() {
        return Err(StayRefusal::SomethingBefore.into());
    }
    let before = latest(db, held.id, &["placement-began"]).await?;
    let new = Placement { status, began_on: None, changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let placement = change.update(held, new).await?;
    change.remove::<CheckIn>(CheckIn::placement_id.eq(placement.id).and(CheckIn::held_on.is_null())).await?;
    touched(&mut change, db, &placement).await?;
    let fact = PlacementFact::PlacementNotBegun { kind: placement.kind };
    change.commit(placement.entry(&fact, placement.id).voids(before)).await?;
    Ok(placement)
}

/// The first day on which something happened along a placement; visits that are only planned did not happen, and yet they
/// would be left behind.
async fn first_happening(db: &Db, placement: PlacementId) -> Stored<Option<Day>> {
    let held = db.rows::<CheckIn>().filter(CheckIn::placement_id.eq(placement).and(CheckIn::held_on.is_filled()));
    let problems = db.rows::<Problem>().filter(Problem::placement_id.eq(placement));
    let visits = db.rows::<MediationVisit>().filter(MediationVisit::placement_id.eq(placement));
    let days = held.all().await?.into_iter().filter_map(|row| row.held_on);
    let days = days.chain(problems.all().await?.into_iter().map(|row| row.noted_on));
    Ok(days.chain(visits.all().await?.into_iter().filter_map(|row| row.held_on.or(row.planned_on))).min())
}

/// Why and when a placement ends.
#[derive(Debug, Clone)]
pub struct Ending {
    /// On which day.
    pub on: Day,
    /// Why.
    pub reason: EndReason,
    /// In words.
    pub words: Option<String>,
}

/// A placement ends; one that has not begun is called off.
///
/// # Errors
/// When it has ended, the day or the reason does not fit, or somebody was faster.
pub async fn end(db: &Db, held: Held<Placement>, ending: Ending) -> StayActed<Placement> {
    if !held.status.lives() {
        return Err(StayRefusal::NotSo.into());
    }
    may_end(held.kind, held.began_on, (ending.on, ending.reason), ending.words.is_some(), db.today())?;
    ended(db, held, ending, true).await
}

/// Ends it; the room that its proposal took of the offer is free again, but where the next one fills it.
async fn ended(db: &Db, held: Held<Placement>, ending: Ending, gives_room_back: bool) -> StayActed<Placement> {
    let begun = held.began_on.is_some();
    let status = acted(held.status, if begun { PlacementAct::End } else { PlacementAct::CallOff })?;
    let Ending { on, reason, words } = ending;
    nothing_after(db, held.id, on).await?;
    let people = if begun { held.people(db, on).await? } else { Vec::new() };
    let new = Placement {
        status,
        ended_on: Some(on),
        end_reason: Some(reason),
        live_key: None,
        changed_at: db.now(),
        ..held.clone()
    };
    let mut change = db.change().await?;
    let placement = change.update(held, new).await?;
    placement_words::write(&mut change, db, &placement, placement.id, Part::Said, words).await?;
    touched(&mut change, db, &placement).await?;
    if gives_room_back {
        give_back_room(&mut change, placement.proposal_id.as_deref()).await?;
    }
    let kind = placement.kind;
    let entry = if begun {
        placement.counting(&PlacementFact::PlacementEnded { kind, reason }, placement.id, people)
    } else {
        placement.entry(&PlacementFact::PlacementCalledOff { kind, reason }, placement.id)
    };
    change.commit(entry.on(on)).await?;
    Ok(placement)
}

/// Puts the end of a placement right: the fact is voided and counted again. Of one that was transformed only the day is:
/// the reason is the next one.
///
/// # Errors
/// When it has not ended, the day or the reason does not fit, or somebody was faster.
pub async fn correct_ending(db: &Db, held: Held<Placement>, ending: Ending) -> StayActed<Placement> {
    let Ending { on, reason, words } = ending;
    let reason = match held.end_reason {
        None => return Err(StayRefusal::NotSo.into()),
        Some(EndReason::Transformed) => {
            ended_between(held.began_on, on, db.today())?;
            EndReason::Transformed
        }
        Some(_) => {
            may_end(held.kind, held.began_on, (on, reason), words.is_some(), db.today())?;
            reason
        }
    };
    nothing_after(db, held.id, on).await?;
    let begun = held.began_on.is_some();
    let people = if begun { held.people(db, on).await? } else { Vec::new() };
    let before = latest(db, held.id, &["placement-ended", "placement-called-off"]).await?;
    let new = Placement { ended_on: Some(on), end_reason: Some(reason), changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let placement = change.update(held, new).await?;
    placement_words::write(&mut change, db, &placement, placement.id, Part::Said, words).await?;
    touched(&mut change, db, &placement).await?;
    let kind = placement.kind;
    let entry = if begun {
        placement.counting(&PlacementFact::PlacementEnded { kind, reason }, placement.id, people)
    } else {
        placement.entry(&PlacementFact::PlacementCalledOff { kind, reason }, placement.id)
    };
    change.commit(entry.on(on).voids(before)).await?;
    Ok(placement)
}

async fn nothing_after(db: &Db, placement: PlacementId, on: Day) -> StayActed<()> {
    let later = CheckIn::placement_id.eq(placement).and(CheckIn::held_on.at_least(on.plus_days(1)));
    match db.rows::<CheckIn>().filter(later).first().await? {
        Some(_) => Err(StayRefusal::CheckedInAfter.into()),
        None => Ok(()),
    }
}

/// An end is taken back: what had begun goes on, what was called off is planned again.
///
/// # Errors
/// When it has not ended, when it turned into another that lives or the same was planned anew, when its place was given to others or its people found
/// another meanwhile, or somebody was faster.
pub async fn take_back_ending(db: &Db, held: Held<Placement>) -> StayActed<Placement> {
    let act = way_back(held.began_on);
    let status = acted(held.status, act)?;
    if follower(db, held.id).await?.is_some() {
        return Err(StayRefusal::GoesOnElsewhere.into());
    }
    let before = latest(db, held.id, &["placement-ended", "placement-called-off"]).await?;
    not_there_twice(db, &held).await?;
    let live_key = Some(held.key());
    let new = Placement { status, ended_on: None, end_reason: None, live_key, changed_at: db.now(), ..held.clone() };
    let together = db.together().await?;
    let inside = together.of(db);
    let mut change = inside.change().await?;
    let placement = or_there_already(change.update(held, new).await)?;
    placement_words::write(&mut change, db, &placement, placement.id, Part::Said, None).await?;
    touched(&mut change, db, &placement).await?;
    let kind = placement.kind;
    let fact = match act {
        PlacementAct::TakeBackEnding => PlacementFact::PlacementNotEnded { kind },
        _ => PlacementFact::PlacementPlannedAgain { kind },
    };
    retake_room(&mut change, &inside, placement.proposal_id.as_deref()).await?;
    change.commit(placement.entry(&fact, placement.id).voids(before)).await?;
    together.commit().await?;
    Ok(placement)
}

/// What a placement turns into.
#[derive(Debug, Clone)]
pub struct Next {
    /// What it will be.
    pub kind: PlacementKind,
    /// The last day of what turns into it.
    pub ended_on: Day,
    /// Since when the next one lasts; it is only planned where no day is said.
    pub began_on: Option<Day>,
    /// From which offer.
    pub offer_id: Option<OfferId>,
    /// What is agreed.
    pub terms: Terms,
}

/// One placement ends and the next is planned, or begins: all of it or nothing.
///
/// # Errors
/// When it is not under way, does not turn into such another, a day does not fit, or somebody was faster.
pub async fn transform(db: &Db, held: Held<Placement>, next: Next) -> StayActed<Placement> {
    if held.status != PlacementStatus::UnderWay {
        return Err(StayRefusal::NotSo.into());
    }
    if !held.kind.becomes().contains(&next.kind) {
        return Err(StayRefusal::DoesNotBecome.into());
    }
    ended_between(held.began_on, next.ended_on, db.today())?;
    let (id, version, from) = (held.id, held.version, held.kind);
    // An intern who is employed where the internship was goes on filling the same place.
    let stays_there = next.offer_id.is_some() && next.offer_id == held.offer_id;
    let new = NewPlacement {
        kind: next.kind,
        household_id: held.household_id,
        person_id: held.person_id,
        pathway_id: held.pathway_id,
        offer_id: next.offer_id,
        proposal_id: held.proposal_id.clone().filter(|_| stays_there),
        programme: held.programme.clone(),
        organisation_id: held.organisation_id,
        territory: held.territory.clone(),
        terms: next.terms,
        follows: Some(id),
    };
    let all = db.together().await?;
    let within = all.of(db);
    let again = within.held::<Placement>(id).await?.at_version(version)?;
    let ending = Ending { on: next.ended_on, reason: EndReason::Transformed, words: None };
    ended(&within, again, ending, !stays_there).await?;
    let mut placement = plan(&within, new).await?;
    if let Some(on) = next.began_on {
        placement = begin(&within, within.held(placement.id).await?, on).await?;
    }
    let change = within.change().await?;
    let fact = PlacementFact::PlacementTransformed { from, to: placement.kind };
    change.commit(placement.entry(&fact, id).on(next.ended_on)).await?;
    all.commit().await?;
    Ok(placement)
}

/// Counts up a placement along which something happened: what is decided from what happened there (whether it may be said
/// not to have begun, or to have ended by then) finds it changed when both come at the same instant.
pub(super) async fn happened(change: &mut Change, db: &Db, held: Held<Placement>) -> Stored<Placement> {
    let new = Placement { changed_at: db.now(), ..held.clone() };
    let placement = change.update(held, new).await?;
    touched(change, db, &placement).await?;
    Ok(placement)
}

/// Notes on the pathway that something happened along it.
pub(super) async fn touched(change: &mut Change, db: &Db, placement: &Placement) -> Stored<()> {
    match placement.pathway_id {
        Some(pathway) => touch(change, db, pathway).await,
        None => Ok(()),
    }
}
