//! What came of the searches and offers of the invented network: proposals at every step of their way, and what began
//! where both sides said yes (`placements.rs`). Which search comes how far is *assumed*; whoever demonstrates should find
//! every state: stories and states follow one another, and each desk begins with the next.

use std::collections::HashMap;

use kernel::text::fold;
use kernel::{Day, HouseholdId, MemberId, PersonId};
use people::rules::code;
use placement::rules::decline::{Consequence, HouseholdReason, OffererReason};
use placement::rules::offer::{ContactHow, OfferKind, OfferStatus};
use placement::rules::proposal::{ProposalStatus, Side, TakenBack, meetings};
use placement::store::proposals::answers::{AnswerId, Answered};
use placement::store::proposals::making::bands;
use placement::store::proposals::meetings::{Meeting, MeetingId};
use placement::store::proposals::told::{HouseholdTold, OffererTold};
use placement::store::proposals::{Proposal, ProposalFact, ProposalId};
use placement::store::search_facts::SearchFact;
use placement::store::searches::Search;
use store::{Counted, Store, Stored};

use super::batch::{Batch, Written};
use super::chance::{Chance, at_work};
use super::network::Desk;
use super::offers::{Needed, Offers};
use super::placements::Placements;
use super::searches::Searches;

/// Where proposals stand that did not come to a placement yet, one after the other.
const STANDS: [(ProposalStatus, bool); 9] = [
    (ProposalStatus::Made, false),
    (ProposalStatus::HouseholdYes, true),
    (ProposalStatus::Agreed, true),
    (ProposalStatus::DeclinedByHousehold, true),
    (ProposalStatus::Made, true),
    (ProposalStatus::DeclinedByOfferer, true),
    (ProposalStatus::OffererYes, true),
    (ProposalStatus::Withdrawn, false),
    (ProposalStatus::Lapsed, false),
];

/// Somebody who looks, with all that a story needs.
pub(super) struct Looking<'d> {
    pub(super) desk: &'d Desk,
    pub(super) search: Search,
    /// The household or, for work, the one person.
    pub(super) people: Vec<Counted>,
    pub(super) name: String,
    pub(super) worker: MemberId,
    pub(super) today: Day,
}

impl<'d> Looking<'d> {
    /// An entry of a day of this story.
    pub(super) fn on(&self, chance: &mut Chance, day: Day, purpose: &'static str) -> Written<'d> {
        Written {
            at: at_work(day, chance),
            day,
            by: self.worker,
            purpose,
            desk: self.desk,
            household: self.search.household_id,
            pathway: self.search.pathway_id,
        }
    }
}

/// Rows of proposals and placements on their way into the database.
#[derive(Default)]
pub(super) struct Proposals {
    proposals: Vec<Proposal>,
    meetings: Vec<Meeting>,
    answers: Vec<Answered>,
    households: Vec<HouseholdTold>,
    offerers: Vec<OffererTold>,
    placements: Placements,
}

impl Proposals {
    /// Writes all rows in one transaction, after the searches and offers on which they hang.
    pub(super) async fn load(&mut self, store: &Store) -> Stored<()> {
        let mut bulk = store.bulk().await?;
        bulk.add(&self.proposals).await?;
        bulk.add(&self.meetings).await?;
        bulk.add(&self.answers).await?;
        bulk.add(&self.households).await?;
        bulk.add(&self.offerers).await?;
        self.placements.add_to(&mut bulk).await?;
        bulk.commit().await?;
        *self = Self::default();
        Ok(())
    }

    /// Draws what came of a desk's searches: of three in ten a placement, of four a proposal.
    pub(super) fn of_desk(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        (searches, offers): (&mut Searches, &mut Offers),
        (desk, first): (&Desk, usize),
        today: Day,
    ) {
        let (mut begun, mut made) = (first, first);
        for (number, one) in looking(batch, searches.of_desk(desk), desk, today).iter().enumerate() {
            let waited = one.search.since.days_until(today);
            match number % 10 {
                0 | 3 | 6 if waited >= 60 => {
                    self.placed(batch, chance, (searches, offers), one, begun);
                    begun += 1;
                }
                0 | 1 | 3 | 4 | 6 | 7 | 9 if waited >= 3 => {
                    self.proposed(batch, chance, offers, one, made);
                    made += 1;
                }
                _ => {}
            }
        }
    }

    /// A proposal on its way, or one that came to nothing.
    fn proposed(&mut self, batch: &mut Batch, chance: &mut Chance, offers: &mut Offers, one: &Looking<'_>, at: usize) {
        let (mut stands, mut met) = STANDS[at % STANDS.len()];
        // Every third has waited too long for what comes next.
        let waits = if at % 3 == 1 { 16 } else { chance.between(0, 2) };
        let mut made = one.today.plus_days(-span(stands, met) - waits);
        if made < one.search.since {
            (stands, met, made) = (ProposalStatus::Made, false, one.today.plus_days(-2));
        }
        let status = if stands == ProposalStatus::Agreed { OfferStatus::Held } else { OfferStatus::Open };
        let needed = offers.needed(batch, chance, one.desk, one.search.kind, (made, status), one.today);
        self.proposal(batch, chance, one, &needed, made, (stands, met));
    }

    /// A proposal that both sides said yes to, and what began with it.
    fn placed(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        (searches, offers): (&mut Searches, &mut Offers),
        one: &Looking<'_>,
        at: usize,
    ) {
        let planned_only = at % 5 == 2;
        let earliest = one.search.since.plus_days(chance.between(2, 8));
        let made = if planned_only { earliest.max(one.today.plus_days(-18)) } else { earliest };
        let stands = (ProposalStatus::Confirmed, true);
        let needed = offers.needed(batch, chance, one.desk, one.search.kind, (made, OfferStatus::Taken), one.today);
        let proposal = self.proposal(batch, chance, one, &needed, made, stands);
        let confirmed = one.on(chance, proposal.since, "confirm-proposals");
        let kind = one.search.kind;
        batch.tell(chance, &confirmed, &SearchFact::SearchMet { kind }, one.search.id, &[]);
        searches.meet(one.search.id, confirmed.at);
        self.placements.after(batch, chance, one, (&needed, &proposal), at);
    }

    /// A proposal with all that led to where it stands.
    fn proposal(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        one: &Looking<'_>,
        needed: &Needed,
        made_on: Day,
        (status, met): (ProposalStatus, bool),
    ) -> Proposal {
        let Search { household_id, person_id, pathway_id, kind, .. } = one.search.clone();
        let written = one.on(chance, made_on, "make-proposals");
        let id = ProposalId::from_uuid(batch.coded(chance, written.at));
        let offer = &needed.offer;
        let since = made_on.plus_days(span(status, met));
        let mut proposal = Proposal {
            id,
            version: 0,
            code: code::of('C', id.as_uuid()),
            kind,
            search_id: Some(one.search.id),
            household_id,
            person_id,
            pathway_id,
            offer_id: offer.id,
            programme: one.search.programme.clone(),
            organisation_id: one.search.organisation_id,
            territory: one.search.territory.clone(),
            keeper_programme: offer.programme.clone(),
            keeper_organisation_id: offer.organisation_id,
            keeper_territory: offer.territory.clone(),
            status,
            reserve: false,
            made_on,
            met_on: met.then(|| made_on.plus_days(MET)),
            since,
            agreed_until: None,
            size: one.people.len() as i64,
            people: bands(&one.people, made_on),
            told: Some("Persone seguite da un anno, puntuali negli impegni.".to_owned())
                .filter(|_| chance.in_thousand(400)),
            split_asked_by: None,
            split_asked_on: None,
            owner_key: needed.job.as_ref().and_then(|job| job.employer.as_deref()).map(fold),
            veto: None,
            holds: status == ProposalStatus::Confirmed,
            live_key: None,
            run_id: None,
            instead_of: None,
            override_reason: None,
            taken_back_for: (status == ProposalStatus::Withdrawn).then_some(TakenBack::BetterOption),
            made_by: Some(one.worker),
            keeper_member: met.then_some(one.worker),
            changed_at: at_work(since, chance),
        };
        proposal.live_key = status.is_live().then(|| proposal.key());
        batch.tell(chance, &written, &ProposalFact::ProposalMade { kind, overridden: false, split: false }, id, &[]);
        self.met(batch, chance, one, &proposal);
        self.answered(batch, chance, one, needed, &proposal);
        self.proposals.push(proposal.clone());
        proposal
    }

    /// The meetings: planned, or done.
    fn met(&mut self, batch: &mut Batch, chance: &mut Chance, one: &Looking<'_>, proposal: &Proposal) {
        for kind in meetings(proposal.kind) {
            let done_on = proposal.met_on;
            if done_on.is_none() && !proposal.status.is_live() {
                continue;
            }
            let written = one.on(chance, done_on.unwrap_or(proposal.made_on), "answer-proposals");
            let planned_on = proposal.made_on.plus_days(MET);
            self.meetings.push(Meeting {
                id: MeetingId::from_uuid(chance.uuid(written.at)),
                version: 0,
                proposal_id: proposal.id,
                kind: *kind,
                planned_on: Some(planned_on),
                done_on,
                left_out_for: None,
                words: done_on.map(|_| "È andata bene, si sono capiti.".to_owned()),
                member_id: Some(one.worker),
            });
            let fact = ProposalFact::ProposalMeetingNoted { kind: proposal.kind };
            batch.tell(chance, &written, &fact, proposal.id, &[]);
        }
    }

    /// The answers, and the end.
    fn answered(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        one: &Looking<'_>,
        needed: &Needed,
        proposal: &Proposal,
    ) {
        use ProposalStatus as S;
        let (kind, id, made) = (proposal.kind, proposal.id, proposal.made_on);
        let (household, offerer) = (HouseholdReason::TooFar, OffererReason::GivenElsewhere);
        let owner = needed.contact.as_ref().and_then(|contact| contact.name.clone()).unwrap_or_default();
        let phone = needed.contact.as_ref().and_then(|contact| contact.phone.clone());
        if proposal.status.household_said_yes() || proposal.status == S::DeclinedByOfferer {
            let on = made.plus_days(HOUSEHOLD);
            self.answer(chance, one, proposal, (Side::Household, &one.name, on), None);
            let contact = Some("Tramite chi li accompagna".to_owned());
            self.households.push(HouseholdTold { proposal_id: id, name: Some(one.name.clone()), contact });
            let written = one.on(chance, on, "answer-proposals");
            batch.tell(chance, &written, &ProposalFact::ProposalAcceptedByHousehold { kind }, id, &[]);
        }
        if proposal.status.offerer_said_yes() {
            let on = made.plus_days(OFFERER);
            self.answer(chance, one, proposal, (Side::Offerer, &owner, on), None);
            self.offerers.push(OffererTold { proposal_id: id, name: Some(owner.clone()), contact: phone });
            let written = one.on(chance, on, "answer-proposals");
            batch.tell(chance, &written, &ProposalFact::ProposalAcceptedByOfferer { kind }, id, &[]);
        }
        let end = match proposal.status {
            S::Confirmed => Some(("confirm-proposals", ProposalFact::ProposalConfirmed { kind })),
            S::DeclinedByHousehold => {
                let no = Some((household.to_string(), Consequence::LookFurther));
                self.answer(chance, one, proposal, (Side::Household, &one.name, proposal.since), no);
                Some(("answer-proposals", ProposalFact::ProposalDeclinedByHousehold { kind, reason: household }))
            }
            S::DeclinedByOfferer => {
                let no = Some((offerer.to_string(), Consequence::LookFurther));
                self.answer(chance, one, proposal, (Side::Offerer, &owner, proposal.since), no);
                Some(("answer-proposals", ProposalFact::ProposalDeclinedByOfferer { kind, reason: offerer }))
            }
            S::Withdrawn => {
                let reason = TakenBack::BetterOption;
                Some(("make-proposals", ProposalFact::ProposalWithdrawn { kind, reason }))
            }
            S::Lapsed => Some(("make-proposals", ProposalFact::ProposalLapsed { kind })),
            S::Made | S::HouseholdYes | S::OffererYes | S::Agreed | S::Freed => None,
        };
        if let Some((purpose, fact)) = end {
            let written = one.on(chance, proposal.since, purpose);
            batch.tell(chance, &written, &fact, id, &[]);
        }
    }

    fn answer(
        &mut self,
        chance: &mut Chance,
        one: &Looking<'_>,
        proposal: &Proposal,
        (side, told_by, on_day): (Side, &str, Day),
        no: Option<(String, Consequence)>,
    ) {
        let written_at = at_work(on_day, chance);
        let how = if side == Side::Household { ContactHow::Meeting } else { ContactHow::Phone };
        self.answers.push(Answered {
            id: AnswerId::from_uuid(chance.uuid(written_at)),
            version: 0,
            proposal_id: proposal.id,
            side,
            yes: no.is_none(),
            told_by: told_by.to_owned(),
            how,
            on_day,
            words: None,
            reason: no.as_ref().map(|(reason, _)| reason.clone()),
            then: no.map(|(_, then)| then),
            until: None,
            member_id: Some(one.worker),
            written_at,
        });
    }
}

/// How many days after it was made the sides meet, the household answers, whoever offers answers, a worker confirms.
const MET: i64 = 3;
const HOUSEHOLD: i64 = 4;
const OFFERER: i64 = 6;
const END: i64 = 7;

/// How many days after it was made a proposal came to where it stands.
fn span(status: ProposalStatus, met: bool) -> i64 {
    use ProposalStatus as S;
    match status {
        S::Made if !met => 0,
        S::Made => MET,
        S::HouseholdYes => HOUSEHOLD,
        S::OffererYes | S::Agreed => OFFERER,
        S::Confirmed | S::DeclinedByHousehold | S::DeclinedByOfferer | S::Withdrawn | S::Lapsed | S::Freed => END,
    }
}

/// Those who look, as far as their households are still at hand.
fn looking<'d>(batch: &Batch, searches: Vec<Search>, desk: &'d Desk, today: Day) -> Vec<Looking<'d>> {
    let mut counted: HashMap<HouseholdId, Vec<Counted>> =
        searches.iter().map(|search| (search.household_id, Vec::new())).collect();
    let persons: HashMap<PersonId, Counted> =
        batch.persons.iter().map(|person| (person.id, person.counted())).collect();
    for member in &batch.memberships {
        if let Some(theirs) = counted.get_mut(&member.household_id)
            && let Some(person) = persons.get(&member.person_id)
        {
            theirs.push(person.clone());
        }
    }
    let workers: HashMap<_, _> = batch.pathways.iter().map(|pathway| (pathway.id, pathway.case_worker)).collect();
    let names: HashMap<_, _> = batch.identities.iter().map(|identity| (identity.id, identity.name())).collect();
    let one = |search: Search| {
        let mut people = counted.get(&search.household_id).cloned().unwrap_or_default();
        if search.kind == OfferKind::Work {
            people.retain(|known| Some(known.person) == search.person_id);
        }
        let name = names.get(&people.first()?.person)?.clone();
        let worker = *workers.get(&search.pathway_id?)?;
        Some(Looking { desk, search, people, name, worker, today })
    };
    searches.into_iter().filter_map(one).collect()
}
