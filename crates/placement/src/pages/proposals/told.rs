//! Proposals as they are read, on pages and by the API: each side with what it may know.

use std::collections::HashMap;

use kernel::{Day, HouseholdId, OrganisationId, PathwayId, PersonId};
use network::rules::place;
use network::store::organisations;
use pathways::store::pathways::{HouseholdShort, households};
use people::permissions::ViewPeople;
use people::store::persons::Identity;
use people::store::sightings::{self, Seen};
use serde::Serialize;
use store::{Db, Stored};
use web::May;

use crate::permissions::{ViewOfferContacts, ViewOffers, ViewProposals};
use crate::rules::deadline::Awaited;
use crate::rules::decline::Consequence;
use crate::rules::offer::{ContactHow, OfferKind};
use crate::rules::proposal::{MeetingKind, ProposalStatus, Side, TakenBack};
use crate::store::offers::{OfferId, OfferSeen};
use crate::store::proposals::answers::{self, Answered};
use crate::store::proposals::meetings::{self, Meeting};
use crate::store::proposals::{Proposal, ProposalId, ProposalSeen, sides, told};
use crate::store::searches::SearchId;

/// A proposal.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProposalOut {
    /// Its id.
    pub id: ProposalId,
    /// How often it was changed.
    pub version: i64,
    /// Its short code.
    pub code: String,
    /// What is offered.
    pub kind: OfferKind,
    /// Where it stands.
    pub status: ProposalStatus,
    /// What it waits for.
    pub awaited: Option<Awaited>,
    /// The last day for that.
    pub due: Option<Day>,
    /// Whether that day is over.
    pub late: bool,
    /// Whether it has stood still for too long.
    pub escalated: bool,
    /// On which sides one stands oneself.
    pub sides: Vec<Side>,
    /// The offer.
    pub offer: OfferId,
    /// What to call it.
    pub offer_label: String,
    /// Who keeps it.
    pub keeper: OrganisationId,
    /// What that is called.
    pub keeper_name: Option<String>,
    /// Who accompanies the household.
    pub organisation: OrganisationId,
    /// What that is called.
    pub organisation_name: Option<String>,
    /// The household, for its own side.
    pub household: Option<HouseholdId>,
    /// The person, for the household's side.
    pub person: Option<PersonId>,
    /// The pathway, for the household's side.
    pub pathway: Option<PathwayId>,
    /// What to call them: a name where one may read it, a code elsewhere; nothing for the offer's side before the yes.
    pub household_label: Option<String>,
    /// How many they are.
    pub size: i64,
    /// Their sexes and age bands.
    pub people: Vec<PersonTold>,
    /// What else the offer's side should know.
    pub told: Option<String>,
    /// Whether it is in reserve.
    pub reserve: bool,
    /// When it was made.
    pub made_on: Day,
    /// Since when every meeting is settled.
    pub met_on: Option<Day>,
    /// Since when it waits.
    pub since: Day,
    /// Until when both sides agreed to wait.
    pub agreed_until: Option<Day>,
    /// What is never to be proposed to them again, as one's own side said.
    pub veto: Option<Consequence>,
    /// What only the household's side reads.
    pub own: Option<OwnTold>,
    /// What the household let the other side know.
    pub household_known: Option<KnownTold>,
    /// What whoever offers let the household know.
    pub offerer_known: Option<KnownTold>,
    /// The meetings; empty in lists.
    pub meetings: Vec<MeetingTold>,
    /// The answers of one's own side, the latest first; empty in lists.
    pub answers: Vec<AnswerTold>,
}

/// A person as the offer's side is told of.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PersonTold {
    /// The sex.
    pub sex: String,
    /// The age band.
    pub band: String,
}

/// What only the household's side reads of a proposal.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OwnTold {
    /// The search that it answers.
    pub search: Option<SearchId>,
    /// Who asked to be parted.
    pub split_asked_by: Option<String>,
    /// When.
    pub split_asked_on: Option<Day>,
    /// The run of the engine that proposed it.
    pub run: Option<String>,
    /// The offer that the engine would have taken.
    pub instead_of: Option<OfferId>,
    /// Why a person took another.
    pub override_reason: Option<String>,
    /// Why it was taken back.
    pub taken_back_for: Option<TakenBack>,
}

/// A name and how to reach somebody.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct KnownTold {
    /// The name.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
}

/// A meeting of the two sides.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MeetingTold {
    /// Which step.
    pub step: MeetingKind,
    /// For which day it was planned.
    pub planned_on: Option<Day>,
    /// On which day it took place.
    pub done_on: Option<Day>,
    /// Why the two sides do without it.
    pub left_out_for: Option<String>,
    /// What there is to say.
    pub words: Option<String>,
}

/// An answer of one's own side.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AnswerTold {
    /// Whose.
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
    /// Why not.
    pub reason: Option<String>,
    /// What was done about it.
    pub then: Option<Consequence>,
    /// Until when the search rests.
    pub until: Option<Day>,
    /// Who wrote it down.
    pub written_by: Option<String>,
}

/// Tells a few proposals, in their order.
pub(crate) async fn told<P>(may: &May<P>, rows: Vec<ProposalSeen>) -> Stored<Vec<ProposalOut>> {
    let db = may.also::<ViewProposals>();
    let today = db.today();
    let offers = may.also::<ViewOffers>();
    let offers =
        offers.rows::<OfferSeen>().filter(OfferSeen::id.is_in(rows.iter().map(|row| row.offer_id))).all().await?;
    let offers: HashMap<OfferId, String> = offers.into_iter().map(|offer| (offer.id, label_of(&offer))).collect();
    let partners = rows.iter().flat_map(|row| [row.organisation_id, row.keeper_organisation_id]);
    let partners = organisations::names_of(&db, partners.collect::<Vec<_>>()).await?;
    let people = may.also::<ViewPeople>();
    let own = |row: &&ProposalSeen| sides(db.reach(), row).contains(&Side::Household);
    let known = households(&people, rows.iter().filter(own).map(|row| row.household_id)).await?;
    let persons: Vec<PersonId> = rows.iter().filter(own).filter_map(|row| row.person_id).collect();
    let persons = people.rows::<Identity>().filter(Identity::id.is_in(persons)).all().await?;
    let persons: HashMap<PersonId, String> = persons.into_iter().map(|who| (who.id, who.name())).collect();
    let told = rows.into_iter().map(|row| {
        let sides = sides(db.reach(), &row);
        let own = sides.contains(&Side::Household);
        // Each side reads its own no for good: that the other one said it is nobody's business.
        let veto = row.veto.filter(|veto| veto.vetoed_by().is_some_and(|side| sides.contains(&side)));
        ProposalOut {
            awaited: row.awaited(),
            due: row.due(),
            late: row.is_late(today),
            escalated: row.is_escalated(today),
            offer_label: offers.get(&row.offer_id).cloned().unwrap_or_else(|| row.code.clone()),
            keeper_name: partners.get(&row.keeper_organisation_id).cloned(),
            organisation_name: partners.get(&row.organisation_id).cloned(),
            household: own.then_some(row.household_id),
            person: row.person_id.filter(|_| own),
            pathway: row.pathway_id.filter(|_| own),
            household_label: if own { whom(&row, &known, &persons) } else { None },
            people: people_told(&row.people),
            id: row.id,
            version: row.version,
            code: row.code,
            kind: row.kind,
            status: row.status,
            sides,
            offer: row.offer_id,
            keeper: row.keeper_organisation_id,
            organisation: row.organisation_id,
            size: row.size,
            told: row.told,
            reserve: row.reserve,
            made_on: row.made_on,
            met_on: row.met_on,
            since: row.since,
            agreed_until: row.agreed_until,
            veto,
            own: None,
            household_known: None,
            offerer_known: None,
            meetings: Vec::new(),
            answers: Vec::new(),
        }
    });
    Ok(told.collect())
}

/// What to call a household, or the person of it, for its own side.
fn whom(
    row: &ProposalSeen,
    known: &HashMap<HouseholdId, HouseholdShort>,
    persons: &HashMap<PersonId, String>,
) -> Option<String> {
    let household = known.get(&row.household_id).map(|household| household.label().to_owned());
    match row.person_id {
        Some(person) => persons.get(&person).filter(|name| !name.is_empty()).cloned().or(household),
        None => household,
    }
}

/// What to call an offer without reading all of it.
pub(super) fn label_of(offer: &OfferSeen) -> String {
    let place = offer.municipality.as_deref().and_then(place::by_code).map(place::full_name);
    match (&offer.title, place) {
        (Some(title), _) => title.clone(),
        (None, Some(place)) => format!("{place} · {}", offer.code),
        (None, None) => offer.code.clone(),
    }
}

fn people_told(words: &str) -> Vec<PersonTold> {
    let each = words.split_whitespace().filter_map(|word| word.split_once(':'));
    each.map(|(sex, band)| PersonTold { sex: sex.to_owned(), band: band.to_owned() }).collect()
}

/// One proposal with all there is to read of it, for a page; that its people were seen is noted.
pub(crate) async fn whole<P>(may: &May<P>, id: ProposalId) -> Stored<ProposalOut> {
    read(may, id, Seen::Household).await
}

/// The same, for another program.
pub(crate) async fn record<P>(may: &May<P>, id: ProposalId) -> Stored<ProposalOut> {
    read(may, id, Seen::Record).await
}

/// Notes that the reader sees the people of a proposal: those of the own household, or those whose name passed here with
/// their yes.
async fn seen(db: &Db, row: &ProposalSeen, one: &ProposalOut, what: Seen) -> Stored<()> {
    let people = if one.sides.contains(&Side::Household) {
        told::people_of(db, std::slice::from_ref(row)).await?
    } else if one.household_known.is_some() {
        told::people_told(db, row).await?
    } else {
        Vec::new()
    };
    sightings::note(db, people, what).await
}

async fn read<P>(may: &May<P>, id: ProposalId, what: Seen) -> Stored<ProposalOut> {
    let db = may.also::<ViewProposals>();
    let row = db.rows::<ProposalSeen>().id(id).one().await?;
    let mut one = told(may, vec![row.clone()]).await?.pop().ok_or(store::StoreError::NotFound)?;
    // Reasons and who asked may name people: they are for who reads names.
    let named = |row: &Proposal| db.reach().with_names().covers(&row.programme, row.organisation_id, &row.territory);
    one.own = db.rows::<Proposal>().id(id).first().await?.filter(named).map(own_told);
    let known = |known: told::Known| KnownTold { name: known.name, contact: known.contact };
    one.household_known = told::of_household(&may.also::<ViewPeople>(), id).await?.map(known);
    seen(&db, &row, &one, what).await?;
    one.offerer_known = told::of_offerer(&may.also::<ViewOfferContacts>(), id).await?.map(known);
    one.meetings = meetings::of(&db, id).await?.into_iter().map(meeting_told).collect();
    let answers = answers::of(&db, id).await?;
    let names = accounts::store::names_of(&db, answers.iter().filter_map(|answer| answer.member_id)).await?;
    let written_by = |answer: &Answered| answer.member_id.and_then(|member| names.get(&member).cloned());
    let told = answers.into_iter().map(|answer| AnswerTold {
        written_by: written_by(&answer),
        side: answer.side,
        yes: answer.yes,
        told_by: answer.told_by,
        how: answer.how,
        on_day: answer.on_day,
        words: answer.words,
        reason: answer.reason,
        then: answer.then,
        until: answer.until,
    });
    one.answers = told.collect();
    Ok(one)
}

fn own_told(row: Proposal) -> OwnTold {
    OwnTold {
        search: row.search_id,
        split_asked_by: row.split_asked_by,
        split_asked_on: row.split_asked_on,
        run: row.run_id,
        instead_of: row.instead_of,
        override_reason: row.override_reason,
        taken_back_for: row.taken_back_for,
    }
}

fn meeting_told(row: Meeting) -> MeetingTold {
    MeetingTold {
        step: row.kind,
        planned_on: row.planned_on,
        done_on: row.done_on,
        left_out_for: row.left_out_for,
        words: row.words,
    }
}
