//! Proposals, as kept: one table, seen from two sides.
//!
//! The household's workers hold a [`Proposal`], the offer's keepers a [`ProposalKept`]: two types over the one table, each
//! with the reach of its own side, so that nobody can write down the other side's answer. Whoever belongs to either side
//! reads a [`ProposalSeen`]. Names pass to the keepers with the household's yes, and whom to reach to the household's
//! workers with the yes of whoever offers: see [`told`]. How many people of which sex and age is the one thing copied from
//! people: it is what the keepers were told when the proposal was made, and they reach nobody's record.
//!
//! Absent on purpose: answers typed by the household or the owner themselves. An answer says who told it, how and when; the
//! day they sign in, they tell it themselves, and the same rows hold it.

pub mod answers;
pub mod confirming;
pub mod duties;
pub mod facts;
pub mod handover;
pub mod holding;
pub mod lists;
pub mod making;
pub mod meetings;
pub mod moving;
pub mod told;

use kernel::{Day, HouseholdId, MemberId, Moment, OrganisationId, PathwayId, PersonId, ProgrammeCode, TerritoryCode};
use store::{Entry, Fact, InReach, Reach, Where, record};

pub use answers::{Declining, Said, household_no, household_yes, offerer_no, offerer_yes};
pub use confirming::{confirm, confirm_noted};
pub use facts::ProposalFact;
pub use lists::{Listed, ProposalAsk, SORTINGS, counts, page, timeline};
pub use making::{NewProposal, Split, propose};
pub use moving::{lapse, lift_veto, reopen, wait_until, withdraw};

use super::offers::{Offer, OfferFact, OfferId, OfferSeen};
use super::searches::SearchId;
use crate::rules::deadline::{Awaited, awaited, due, is_escalated, is_late};
use crate::rules::decline::Consequence;
use crate::rules::offer::{OfferKind, OfferStatus};
use crate::rules::proposal::{ProposalStatus, Side, TakenBack};

kernel::id!(
    /// Names a proposal.
    ProposalId
);
store::text_cells!(ProposalId);

record! {
    /// A proposal of one's own households.
    pub struct Proposal in proposal keyed by ProposalId {
        /// Its id.
        pub id: ProposalId,
        /// How often it was changed.
        pub version: i64,
        /// Its short code: `C-7K3Q-F2XM`.
        pub code: String,
        /// What is offered.
        pub kind: OfferKind,
        /// The search that it answers.
        pub search_id: Option<SearchId>,
        /// To whom.
        pub household_id: HouseholdId,
        /// To which of them, for work.
        pub person_id: Option<PersonId>,
        /// Along which pathway.
        pub pathway_id: Option<PathwayId>,
        /// What.
        pub offer_id: OfferId,
        /// The programme of the household's side.
        pub programme: ProgrammeCode,
        /// Who accompanies the household.
        pub organisation_id: OrganisationId,
        /// In which territory.
        pub territory: TerritoryCode,
        /// The programme of the offer's side.
        pub keeper_programme: ProgrammeCode,
        /// Who keeps the offer.
        pub keeper_organisation_id: OrganisationId,
        /// In which territory.
        pub keeper_territory: TerritoryCode,
        /// Where it stands.
        pub status: ProposalStatus,
        /// Whether it is in reserve, after a first choice.
        pub reserve: bool,
        /// When it was made.
        pub made_on: Day,
        /// When the last step before the answers was done or left out.
        pub met_on: Option<Day>,
        /// Since when it waits for what it waits for.
        pub since: Day,
        /// Until when both sides agreed to wait.
        pub agreed_until: Option<Day>,
        /// How many people it is for.
        pub size: i64,
        /// Their sexes and age bands, as told to the offer's side: `female:26-40 male:under-18`.
        pub people: String,
        /// What else the offer's side should know, without names.
        pub told: Option<String>,
        /// Who of the household asked to be parted.
        pub split_asked_by: Option<String>,
        /// When.
        pub split_asked_on: Option<Day>,
        /// Whoever offers, folded, as far as the network knows a name.
        pub owner_key: Option<String>,
        /// What is never to be proposed to them again.
        pub veto: Option<Consequence>,
        /// Whether it takes room of the offer.
        pub holds: bool,
        /// Offer and household or person while it is on the way, so that nobody makes it twice.
        pub live_key: Option<String>,
        /// The run of the engine that proposed it.
        pub run_id: Option<String>,
        /// The offer that the engine would have taken.
        pub instead_of: Option<OfferId>,
        /// Why a person took another one.
        pub override_reason: Option<String>,
        /// Why a worker took it back.
        pub taken_back_for: Option<TakenBack>,
        /// Who made it.
        pub made_by: Option<MemberId>,
        /// Who of the offer's side last had it in hand.
        pub keeper_member: Option<MemberId>,
        /// When it was last changed.
        pub changed_at: Moment,
    }
}

/// What both sides see of a proposal: the columns stand here once.
macro_rules! seen_rows {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        record! {
            $(#[$doc])*
            pub struct $name in proposal keyed by ProposalId {
                /// Its id.
                pub id: ProposalId,
                /// How often it was changed.
                pub version: i64,
                /// Its short code.
                pub code: String,
                /// What is offered.
                pub kind: OfferKind,
                /// To whom; an id opens nothing to who does not reach the household.
                pub household_id: HouseholdId,
                /// To which of them, for work.
                pub person_id: Option<PersonId>,
                /// Along which pathway.
                pub pathway_id: Option<PathwayId>,
                /// What.
                pub offer_id: OfferId,
                /// The programme of the household's side.
                pub programme: ProgrammeCode,
                /// Who accompanies the household.
                pub organisation_id: OrganisationId,
                /// In which territory.
                pub territory: TerritoryCode,
                /// The programme of the offer's side.
                pub keeper_programme: ProgrammeCode,
                /// Who keeps the offer.
                pub keeper_organisation_id: OrganisationId,
                /// In which territory.
                pub keeper_territory: TerritoryCode,
                /// Where it stands.
                pub status: ProposalStatus,
                /// Whether it is in reserve, after a first choice.
                pub reserve: bool,
                /// When it was made.
                pub made_on: Day,
                /// When the last step before the answers was done or left out.
                pub met_on: Option<Day>,
                /// Since when it waits for what it waits for.
                pub since: Day,
                /// Until when both sides agreed to wait.
                pub agreed_until: Option<Day>,
                /// How many people it is for.
                pub size: i64,
                /// Their sexes and age bands.
                pub people: String,
                /// What else the offer's side should know.
                pub told: Option<String>,
                /// What is never to be proposed to them again.
                pub veto: Option<Consequence>,
                /// Whether it takes room of the offer.
                pub holds: bool,
                /// Offer and household or person while it is on the way.
                pub live_key: Option<String>,
                /// Who of the offer's side last had it in hand.
                pub keeper_member: Option<MemberId>,
                /// When it was last changed.
                pub changed_at: Moment,
            }
        }
    )+};
}

seen_rows! {
    /// A proposal of an offer that one keeps.
    ProposalKept;
    /// A proposal of an offer that one keeps, whoever kept it when it was made. Only what moves with the offer is written.
    ProposalOfOffer;
    /// A proposal that one may look at: of one's own households, or of an offer that one keeps.
    ProposalSeen;
    /// A proposal that can hold no longer once another is confirmed. Only whoever confirms touches it: of the same offer,
    /// whoever's household it is for.
    Rival;
}

record! {
    /// That an offer is proposed to somebody: how many, and how much room they take; nothing of whom.
    pub struct Underway in proposal {
        /// The offer.
        pub offer_id: OfferId,
        /// Where it stands.
        pub status: ProposalStatus,
        /// Whether it is in reserve.
        pub reserve: bool,
        /// How many people.
        pub size: i64,
        /// Whether it takes room.
        pub holds: bool,
    }
}

record! {
    /// The offer of a proposal that both sides said yes to: what whoever confirms writes of it, whoever keeps it.
    pub struct OfferAgreed in offer keyed by OfferId {
        /// Its id.
        pub id: OfferId,
        /// How often it was changed.
        pub version: i64,
        /// What is offered.
        pub kind: OfferKind,
        /// In which programme it was found.
        pub programme: ProgrammeCode,
        /// Who keeps it.
        pub organisation_id: OrganisationId,
        /// In which territory of the programme.
        pub territory: TerritoryCode,
        /// Where it stands, as last written.
        pub status: OfferStatus,
        /// The last day of a hold.
        pub held_until: Option<Day>,
        /// Until when.
        pub available_to: Option<Day>,
        /// When it was last changed.
        pub changed_at: Moment,
    }
}

impl InReach for Proposal {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

impl InReach for ProposalKept {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::keeper_programme, Self::keeper_organisation_id, Self::keeper_territory)
    }
}

impl InReach for ProposalOfOffer {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Offer>(Offer::id.is(Self::offer_id))
    }
}

impl InReach for ProposalSeen {
    fn in_reach(reach: &Reach) -> Where {
        Proposal::in_reach(reach).or(ProposalKept::in_reach(reach))
    }
}

impl InReach for OfferAgreed {
    fn in_reach(reach: &Reach) -> Where {
        let agreed = Proposal::status.is_in([ProposalStatus::Agreed, ProposalStatus::Confirmed]);
        reach.through::<Proposal>(Proposal::offer_id.is(Self::id).and(agreed))
    }
}

impl OfferAgreed {
    /// The entry which says that somebody took it.
    pub(crate) fn taken(&self) -> Entry {
        let taken = Entry::new(&OfferFact::OfferTaken { kind: self.kind }, self.id);
        taken.within(&self.programme, self.organisation_id, &self.territory)
    }
}

impl InReach for Rival {
    fn in_reach(reach: &Reach) -> Where {
        Proposal::in_reach(reach).or(reach.through::<OfferAgreed>(OfferAgreed::id.is(Self::offer_id)))
    }
}

impl InReach for Underway {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<OfferSeen>(OfferSeen::id.is(Self::offer_id))
    }
}

/// What every view of a proposal can be asked.
macro_rules! asked_alike {
    ($($name:ident),+) => {$(
        impl $name {
            /// What it waits for; nothing, once it ended.
            #[must_use]
            pub fn awaited(&self) -> Option<Awaited> {
                awaited(self.status, self.met_on.is_some())
            }

            /// The last day for what it waits for.
            #[must_use]
            pub fn due(&self) -> Option<Day> {
                Some(due(self.kind, self.awaited()?, self.since, self.agreed_until))
            }

            /// Whether that day is over.
            #[must_use]
            pub fn is_late(&self, today: Day) -> bool {
                self.due().is_some_and(|due| is_late(due, today))
            }

            /// Whether a coordinator is told.
            #[must_use]
            pub fn is_escalated(&self, today: Day) -> bool {
                self.due().is_some_and(|due| is_escalated(due, today))
            }

            /// What [`Proposal::live_key`] holds while it is on the way.
            #[must_use]
            pub fn key(&self) -> String {
                live_key(self.offer_id, self.household_id, self.person_id)
            }
        }
    )+};
}
asked_alike!(Proposal, ProposalKept, ProposalOfOffer, ProposalSeen, Rival);

/// What the views that can be held are entered as.
macro_rules! entered_alike {
    ($($name:ident),+) => {$(
        impl $name {
            /// An entry about this proposal: it stands in the timeline of the household's pathway.
            pub(crate) fn entry(&self, fact: &impl Fact) -> Entry {
                let entry = Entry::new(fact, self.id)
                    .household(self.household_id)
                    .within(&self.programme, self.organisation_id, &self.territory);
                match self.pathway_id {
                    Some(pathway) => entry.pathway(pathway),
                    None => entry,
                }
            }
        }
    )+};
}
entered_alike!(Proposal, ProposalKept, ProposalOfOffer, Rival);

/// What those that move on share besides.
macro_rules! moved_alike {
    ($($name:ident),+) => {$(
        impl $name {
            /// The same proposal standing elsewhere since today.
            pub(crate) fn moved(&self, status: ProposalStatus, today: Day, now: Moment) -> Self {
                Self {
                    status,
                    since: today,
                    agreed_until: None,
                    live_key: status.is_live().then(|| self.key()),
                    changed_at: now,
                    ..self.clone()
                }
            }
        }
    )+};
}
moved_alike!(Proposal, ProposalKept, Rival);

/// Offer and household, or person: what may be on the way once only.
fn live_key(offer: OfferId, household: HouseholdId, person: Option<PersonId>) -> String {
    match person {
        Some(person) => format!("{offer}:{person}"),
        None => format!("{offer}:{household}"),
    }
}

/// On which side of a proposal somebody stands: on both, where one partner accompanies the household and keeps the offer.
#[must_use]
pub fn sides(reach: &Reach, seen: &ProposalSeen) -> Vec<Side> {
    let household = reach.covers(&seen.programme, seen.organisation_id, &seen.territory);
    let offerer = reach.covers(&seen.keeper_programme, seen.keeper_organisation_id, &seen.keeper_territory);
    [(household, Side::Household), (offerer, Side::Offerer)]
        .into_iter()
        .filter_map(|(there, side)| there.then_some(side))
        .collect()
}
