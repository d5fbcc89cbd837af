//! Placements as they are read, on pages and by the API: with names where names may be read, with what is late or open.

use std::collections::HashMap;

use kernel::{Cents, Day, HouseholdId, MemberId, OrganisationId, PathwayId, PersonId, ProgrammeCode, TerritoryCode};
use network::store::organisations;
use pathways::permissions::ViewPathways;
use pathways::store::pathways::{Pathway, households};
use people::permissions::ViewPeople;
use people::store::persons::{Person, identities_of};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::{Db, Stored};
use web::May;

use crate::permissions::{ViewOfferContacts, ViewOffers, ViewPlacements};
use crate::rules::check_in::{CheckInReason, CheckInStanding, Goes, SpokenWith};
use crate::rules::placement::{EndReason, Mark, PlacementKind, PlacementStatus, mark};
use crate::rules::problem::{MediationOutcome, ProblemKind, ProblemStatus};
use crate::store::check_ins::{self, CheckIn, CheckInId};
use crate::store::mediation::{self, MediationVisitId};
use crate::store::offers::{OfferId, OfferSeen};
use crate::store::placement_words::{self, Part};
use crate::store::placements::{Placement, PlacementId};
use crate::store::problems::{self, Problem, ProblemId};

/// A placement as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PlacementOut {
    /// Its id.
    pub id: PlacementId,
    /// How often it was changed.
    pub version: i64,
    /// Its short code.
    pub code: String,
    /// What it is.
    pub kind: PlacementKind,
    /// Whose it is: a name where names may be read, a code elsewhere.
    pub label: String,
    /// The household.
    pub household: HouseholdId,
    /// Who of it works there.
    pub person: Option<PersonId>,
    /// Along which pathway.
    pub pathway: Option<PathwayId>,
    /// The pathway's code.
    pub pathway_code: Option<String>,
    /// From which offer.
    pub offer: Option<OfferId>,
    /// What the offer is called, where it may be seen.
    pub offer_label: Option<String>,
    /// From which proposal.
    pub proposal: Option<String>,
    /// In which programme.
    pub programme: ProgrammeCode,
    /// Which organisation accompanies the household.
    pub organisation: OrganisationId,
    /// What it is called.
    pub organisation_name: Option<String>,
    /// In which territory.
    pub territory: TerritoryCode,
    /// What the territory is called.
    pub territory_name: String,
    /// Where it stands.
    pub status: PlacementStatus,
    /// From when on it is planned.
    pub planned_from: Option<Day>,
    /// Until when it is planned.
    pub planned_until: Option<Day>,
    /// When it began.
    pub began_on: Option<Day>,
    /// When it ended, or was called off.
    pub ended_on: Option<Day>,
    /// Why.
    pub end_reason: Option<EndReason>,
    /// How figures may count its end; nothing where it never began.
    pub mark: Option<Mark>,
    /// The rent or the pay of a month, in cents.
    #[schema(value_type = Option<i64>)]
    pub monthly: Option<Cents>,
    /// Why an internship goes on although a rule is broken.
    pub rule_note: Option<String>,
    /// What turned into it.
    pub follows: Option<PlacementId>,
    /// How many check-ins are late.
    pub late: i64,
    /// When the next check-in is due.
    pub next_check_in: Option<Day>,
    /// How many problems are open.
    pub open_problems: i64,
}

/// A check-in as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CheckInOut {
    /// Its id.
    pub id: CheckInId,
    /// How often it was changed.
    pub version: i64,
    /// How many days after the beginning.
    pub days: i64,
    /// When it is due.
    pub due_on: Day,
    /// Where it stands.
    pub standing: CheckInStanding,
    /// Why it was moved.
    pub moved_for: Option<CheckInReason>,
    /// Why it is not held.
    pub dropped_for: Option<CheckInReason>,
    /// When it was held.
    pub held_on: Option<Day>,
    /// With whom one spoke.
    pub spoken_with: Option<SpokenWith>,
    /// How it goes for the people accompanied.
    pub household: Option<Goes>,
    /// How it goes for the other side.
    pub other_side: Option<Goes>,
    /// Who held it.
    pub held_by: Option<String>,
    /// With whom, by name, where words may be read.
    pub who: Option<String>,
    /// What was said, where words may be read.
    pub words: Option<String>,
}

/// A problem as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProblemOut {
    /// Its id.
    pub id: ProblemId,
    /// How often it was changed.
    pub version: i64,
    /// What kind.
    pub kind: ProblemKind,
    /// Where it stands.
    pub status: ProblemStatus,
    /// When it was noted.
    pub noted_on: Day,
    /// When it was solved.
    pub solved_on: Option<Day>,
    /// Who noted it.
    pub noted_by: Option<String>,
    /// What was noted, where words may be read.
    pub words: Option<String>,
    /// What was done, where words may be read.
    pub done: Option<String>,
}

/// A mediation visit as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MediationOut {
    /// Its id.
    pub id: MediationVisitId,
    /// How often it was changed.
    pub version: i64,
    /// For which day it is planned.
    pub planned_on: Option<Day>,
    /// When it was held.
    pub held_on: Option<Day>,
    /// How it ended.
    pub outcome: Option<MediationOutcome>,
    /// Who wrote it down.
    pub noted_by: Option<String>,
    /// Who takes part, where words may be read.
    pub who: Option<String>,
    /// What was said, where words may be read.
    pub words: Option<String>,
}

/// Placements with all that lists tell of them: one query for each table, however many there are.
pub(crate) async fn told<P>(may: &May<P>, catalogue: &Catalogue, rows: Vec<Placement>) -> Stored<Vec<PlacementOut>> {
    let (db, people) = (may.also::<ViewPlacements>(), may.also::<ViewPeople>());
    let today = db.today();
    let named = households(&people, rows.iter().map(|row| row.household_id)).await?;
    let workers: Vec<PersonId> = rows.iter().filter_map(|row| row.person_id).collect();
    let identities = identities_of(&people, workers.iter().copied()).await?;
    let persons = people.rows::<Person>().filter(Person::id.is_in(workers)).all().await?;
    let persons: HashMap<PersonId, String> = persons.into_iter().map(|person| (person.id, person.code())).collect();
    let along = rows.iter().filter_map(|row| row.pathway_id);
    let along = may.also::<ViewPathways>().rows::<Pathway>().filter(Pathway::id.is_in(along)).all().await?;
    let along: HashMap<PathwayId, String> = along.into_iter().map(|pathway| (pathway.id, pathway.code)).collect();
    let offers = rows.iter().filter_map(|row| row.offer_id);
    let offers = may.also::<ViewOffers>().rows::<OfferSeen>().filter(OfferSeen::id.is_in(offers)).all().await?;
    let offers: HashMap<OfferId, String> =
        offers.into_iter().map(|offer| (offer.id, offer.title.unwrap_or(offer.code))).collect();
    let keepers = organisations::names_of(&db, rows.iter().map(|row| row.organisation_id)).await?;
    let ids: Vec<PlacementId> = rows.iter().map(|row| row.id).collect();
    let waiting = CheckIn::placement_id.is_in(ids.iter().copied()).and(CheckIn::open());
    let mut due: HashMap<PlacementId, Vec<Day>> = HashMap::new();
    for row in db.rows::<CheckIn>().filter(waiting).all().await? {
        due.entry(row.placement_id).or_default().push(row.due_on);
    }
    let open = Problem::placement_id.is_in(ids).and(Problem::status.eq(ProblemStatus::Open));
    let mut troubled: HashMap<PlacementId, i64> = HashMap::new();
    for row in db.rows::<Problem>().filter(open).all().await? {
        *troubled.entry(row.placement_id).or_default() += 1;
    }
    let told = rows.into_iter().map(|row| {
        let of_household = named.get(&row.household_id).map(|household| household.label().to_owned());
        let of_person = row.person_id.and_then(|id| {
            let name = identities.get(&id).map(people::store::persons::Identity::name);
            name.filter(|name| !name.is_empty()).or_else(|| persons.get(&id).cloned())
        });
        let due = due.remove(&row.id).filter(|_| row.status == PlacementStatus::UnderWay).unwrap_or_default();
        let territory = catalogue.get(&row.programme).and_then(|programme| programme.territory(&row.territory));
        PlacementOut {
            label: of_person.or(of_household).unwrap_or_else(|| row.code.clone()),
            pathway_code: row.pathway_id.and_then(|id| along.get(&id).cloned()),
            offer_label: row.offer_id.and_then(|id| offers.get(&id).cloned()),
            organisation_name: keepers.get(&row.organisation_id).cloned(),
            territory_name: territory.map_or_else(|| row.territory.to_string(), |territory| territory.name.clone()),
            mark: row.end_reason.filter(|_| row.began_on.is_some()).map(|reason| mark(row.kind, reason)),
            late: due.iter().filter(|on| **on < today).count().try_into().unwrap_or(i64::MAX),
            next_check_in: due.iter().min().copied(),
            open_problems: troubled.get(&row.id).copied().unwrap_or_default(),
            id: row.id,
            version: row.version,
            code: row.code,
            kind: row.kind,
            household: row.household_id,
            person: row.person_id,
            pathway: row.pathway_id,
            offer: row.offer_id,
            proposal: row.proposal_id,
            programme: row.programme,
            organisation: row.organisation_id,
            territory: row.territory,
            status: row.status,
            planned_from: row.planned_from,
            planned_until: row.planned_until,
            began_on: row.began_on,
            ended_on: row.ended_on,
            end_reason: row.end_reason,
            monthly: row.monthly,
            rule_note: row.rule_note,
            follows: row.follows,
        }
    });
    Ok(told.collect())
}

/// What happened along a placement, with words where they may be read.
pub(crate) struct Along {
    pub(crate) check_ins: Vec<CheckInOut>,
    pub(crate) problems: Vec<ProblemOut>,
    pub(crate) visits: Vec<MediationOut>,
    /// What was said of its end.
    pub(crate) ending: Option<String>,
}

/// Everything along a placement.
pub(crate) async fn along<P>(may: &May<P>, placement: &Placement) -> Stored<Along> {
    let db = may.also::<ViewPlacements>();
    let mut said = Said(placement_words::of(&may.also::<ViewOfferContacts>(), placement.id).await?);
    let check_ins = check_ins::of(&db, placement.id).await?;
    let problems = problems::of(&db, placement.id).await?;
    let visits = mediation::of(&db, placement.id).await?;
    let who = check_ins.iter().filter_map(|row| row.member_id);
    let who = who.chain(problems.iter().filter_map(|row| row.member_id));
    let who: Vec<MemberId> = who.chain(visits.iter().filter_map(|row| row.member_id)).collect();
    let names = names(&db, who).await?;
    let name = |member: Option<MemberId>| member.and_then(|member| names.get(&member).cloned());
    let today = db.today();
    Ok(Along {
        ending: said.take(placement.id, Part::Said),
        check_ins: check_ins
            .into_iter()
            .map(|row| CheckInOut {
                standing: row.standing(placement.status, today),
                held_by: name(row.member_id),
                who: said.take(row.id, Part::Who),
                words: said.take(row.id, Part::Said),
                id: row.id,
                version: row.version,
                days: row.days,
                due_on: row.due_on,
                moved_for: row.moved_for,
                dropped_for: row.dropped_for,
                held_on: row.held_on,
                spoken_with: row.spoken_with,
                household: row.household,
                other_side: row.other_side,
            })
            .collect(),
        problems: problems
            .into_iter()
            .map(|row| ProblemOut {
                noted_by: name(row.member_id),
                words: said.take(row.id, Part::Said),
                done: said.take(row.id, Part::Done),
                id: row.id,
                version: row.version,
                kind: row.kind,
                status: row.status,
                noted_on: row.noted_on,
                solved_on: row.solved_on,
            })
            .collect(),
        visits: visits
            .into_iter()
            .map(|row| MediationOut {
                noted_by: name(row.member_id),
                who: said.take(row.id, Part::Who),
                words: said.take(row.id, Part::Said),
                id: row.id,
                version: row.version,
                planned_on: row.planned_on,
                held_on: row.held_on,
                outcome: row.outcome,
            })
            .collect(),
    })
}

async fn names(db: &Db, ids: Vec<MemberId>) -> Stored<HashMap<MemberId, String>> {
    accounts::store::names_of(db, ids).await
}

struct Said(HashMap<(String, Part), String>);

impl Said {
    fn take(&mut self, about: impl std::fmt::Display, part: Part) -> Option<String> {
        self.0.remove(&(about.to_string(), part))
    }
}
