//! Searches as they are read, on pages and by the API: whose they are, what is wished, what is still to be asked.

use kernel::{Cents, Day, HouseholdId, OrganisationId, PathwayId, PersonId, ProgrammeCode, TerritoryCode};
use matching::facts::{Custom, Guarantee, HomeKind, Level, Licence, School, Trainee, Transport};
use network::rules::place;
use network::store::organisations;
use pathways::store::pathways;
use people::permissions::ViewPeople;
use people::store::persons::identities_of;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::{Json, Stored};
use web::{Desk, May};

use super::form::list;
use crate::permissions::{ViewAccessNeeds, ViewSearches};
use crate::rules::occupation;
use crate::rules::offer::OfferKind;
use crate::rules::search::{SearchEnd, SearchStatus, Urgency, waited};
use crate::rules::wanted::{self, Wanted};
use crate::store::searches::{Search, SearchId};
use crate::store::vetoes;
use crate::store::wishes::{self, Listed, SearchHome, SearchWork};

/// A search as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SearchOut {
    /// Its id.
    pub id: SearchId,
    /// How often it was changed.
    pub version: i64,
    /// Its short code.
    pub code: String,
    /// What is looked for.
    pub kind: OfferKind,
    /// Whose.
    pub household: HouseholdId,
    /// The household: a name where names may be read, its code elsewhere.
    pub label: String,
    /// How many people the household has.
    pub size: Option<i64>,
    /// Who looks for work.
    pub person: Option<PersonId>,
    /// That person's name, where names may be read.
    pub person_name: Option<String>,
    /// Along which pathway.
    pub pathway: Option<PathwayId>,
    /// In which programme.
    pub programme: ProgrammeCode,
    /// Who accompanies the household.
    pub organisation: OrganisationId,
    /// What that partner is called.
    pub organisation_name: Option<String>,
    /// In which territory.
    pub territory: TerritoryCode,
    /// What the territory is called.
    pub territory_name: String,
    /// Where it stands.
    pub status: SearchStatus,
    /// The first day of waiting.
    pub since: Day,
    /// For how many days they have waited.
    pub waited: i64,
    /// How long it can wait.
    pub urgency: Urgency,
    /// From which day they can move or start.
    pub ready_from: Option<Day>,
    /// Why it ended without having been met.
    pub ended_for: Option<SearchEnd>,
    /// What is still to be asked.
    pub missing: Vec<Wanted>,
    /// What is wished of a home or a host family.
    pub living: Option<LivingOut>,
    /// What is wished of work.
    pub work: Option<SoughtWorkOut>,
}

/// A municipality.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PlaceOut {
    /// Its ISTAT code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// What is wished of a home or a host family. Nothing: nobody has asked. An empty list: anything, or none.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct LivingOut {
    /// Where they would like to live.
    pub places: Option<Vec<PlaceOut>>,
    /// The kinds of home they accept.
    pub kinds: Option<Vec<HomeKind>>,
    /// The monthly rent that they can pay of their own, in cents.
    #[schema(value_type = Option<i64>)]
    pub rent: Option<Cents>,
    /// What is added to it, in cents.
    #[schema(value_type = Option<i64>)]
    pub rent_support: Option<Cents>,
    /// The deposit that they can pay, in cents.
    #[schema(value_type = Option<i64>)]
    pub deposit: Option<Cents>,
    /// What they can bring as a guarantee.
    pub guarantees: Option<Vec<Guarantee>>,
    /// Whether single persons would share a room.
    pub shares_room: Option<bool>,
    /// Whether they would share a home.
    pub shares_home: Option<bool>,
    /// Whether they bring an animal.
    pub pets: Option<bool>,
    /// Whether somebody smokes.
    pub smokes: Option<bool>,
    /// How they like to live with others.
    pub customs: Option<Vec<Custom>>,
    /// The places they must reach daily.
    pub must_reach: Option<Vec<PlaceOut>>,
    /// The longest daily way, in minutes.
    pub longest_minutes: Option<i64>,
    /// The schools that they need.
    pub schools: Option<Vec<School>>,
    /// Where people live on whom they can count.
    pub ties: Option<Vec<PlaceOut>>,
}

/// What is wished of work. Nothing: nobody has asked. An empty list: anything, or none.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SoughtWorkOut {
    /// What the person has done or wants to do.
    pub occupations: Option<Vec<PractisedOut>>,
    /// The most hours a week.
    pub most_hours: Option<i64>,
    /// The fewest hours a week.
    pub fewest_hours: Option<i64>,
    /// The licences held.
    pub licences: Option<Vec<Licence>>,
    /// How the person can get to work.
    pub transport: Option<Vec<Transport>>,
    /// The longest daily way, in minutes.
    pub longest_minutes: Option<i64>,
    /// How well the person speaks Italian.
    pub italian: Option<Level>,
    /// How the rules of internships class the person.
    pub trainee: Option<Trainee>,
    /// Whether the person may work.
    pub may_work: Option<bool>,
}

/// An occupation, and for how long it was practised.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PractisedOut {
    /// Its code.
    pub code: String,
    /// Its name in the reader's language, where it is known here.
    pub name: Option<String>,
    /// For how many months; nought for a wish.
    pub months: Option<u32>,
}

/// Searches with all that belongs to them: one query for each table, however many there are.
pub(crate) async fn told<P>(may: &May<P>, catalogue: &Catalogue, rows: Vec<Search>) -> Stored<Vec<SearchOut>> {
    let ids: Vec<SearchId> = rows.iter().map(|row| row.id).collect();
    let db = may.also::<ViewSearches>();
    let people = may.also::<ViewPeople>();
    let mut wishes = wishes::of(&db, &ids).await?;
    let access_db = may.also::<ViewAccessNeeds>();
    let access = vetoes::access_of(&access_db, &ids).await?;
    let households = pathways::households(&people, rows.iter().map(|row| row.household_id)).await?;
    let names = identities_of(&people, rows.iter().filter_map(|row| row.person_id)).await?;
    let partners = organisations::names_of(&db, rows.iter().map(|row| row.organisation_id)).await?;
    let today = db.today();
    let told = rows.into_iter().map(|row| {
        let household = households.get(&row.household_id);
        let reads_access = access_db.reach().with_names();
        let reads_access = reads_access.covers(&row.programme, row.organisation_id, &row.territory);
        let living = wishes.living.remove(&row.id);
        let work = wishes.work.remove(&row.id);
        let mut known = vec![(Wanted::ReadyFrom, row.ready_from.is_some())];
        if let Some(living) = &living {
            known.extend(of_living(living, row.kind));
            if reads_access {
                known.push((Wanted::AccessNeeds, access.contains_key(&row.id)));
            }
        }
        known.extend(work.iter().flat_map(of_work));
        let territory = catalogue.get(&row.programme).and_then(|programme| programme.territory(&row.territory));
        SearchOut {
            missing: if row.status.lives() { wanted::of(&known) } else { Vec::new() },
            label: household.map_or_else(|| row.code.clone(), |household| household.label().to_owned()),
            size: household.map(|household| household.size),
            person_name: row.person_id.and_then(|id| names.get(&id)).map(|identity| identity.name()),
            organisation_name: partners.get(&row.organisation_id).cloned(),
            territory_name: territory.map_or_else(|| row.territory.to_string(), |territory| territory.name.clone()),
            waited: waited(row.since, today),
            living: living.map(living_told),
            work: work.map(|work| work_told(work, may)),
            id: row.id,
            version: row.version,
            code: row.code,
            kind: row.kind,
            household: row.household_id,
            person: row.person_id,
            pathway: row.pathway_id,
            programme: row.programme,
            organisation: row.organisation_id,
            territory: row.territory,
            status: row.status,
            since: row.since,
            urgency: row.urgency,
            ready_from: row.ready_from,
            ended_for: row.ended_for,
        }
    });
    Ok(told.collect())
}

fn of_living(wishes: &SearchHome, kind: OfferKind) -> Vec<(Wanted, bool)> {
    let mut known = vec![
        (Wanted::Places, wishes.places.is_some()),
        (Wanted::MustReach, wishes.must_reach.is_some()),
        (Wanted::Schools, wishes.schools.is_some()),
        (Wanted::SharesRoom, wishes.shares_room.is_some()),
    ];
    // How long a way may be matters only where there is one.
    if wishes.must_reach.as_ref().is_none_or(|places| !places.0.is_empty()) {
        known.push((Wanted::LongestWay, wishes.longest_minutes.is_some()));
    }
    if kind == OfferKind::Home {
        known.extend([
            (Wanted::HomeKinds, wishes.kinds.is_some()),
            (Wanted::Rent, wishes.rent.is_some()),
            (Wanted::Deposit, wishes.deposit.is_some()),
            (Wanted::Guarantees, wishes.guarantees.is_some()),
            (Wanted::SharesHome, wishes.shares_home.is_some()),
        ]);
    } else {
        known.extend([(Wanted::Pets, wishes.pets.is_some()), (Wanted::Smokes, wishes.smokes.is_some())]);
    }
    known
}

fn of_work(wishes: &SearchWork) -> Vec<(Wanted, bool)> {
    vec![
        (Wanted::Occupations, wishes.occupations.is_some()),
        (Wanted::MostHours, wishes.most_hours.is_some()),
        (Wanted::FewestHours, wishes.fewest_hours.is_some()),
        (Wanted::Licences, wishes.licences.is_some()),
        (Wanted::Transport, wishes.transport.is_some()),
        (Wanted::LongestWay, wishes.longest_minutes.is_some()),
        (Wanted::Italian, wishes.italian.is_some()),
        (Wanted::Trainee, wishes.trainee.is_some()),
        (Wanted::MayWork, wishes.may_work.is_some()),
    ]
}

fn places_told(places: Listed<TerritoryCode>) -> Option<Vec<PlaceOut>> {
    let Json(places) = places?;
    Some(places.into_iter().map(|code| PlaceOut { name: place_name(&code), code: code.into() }).collect())
}

/// What a municipality is called; its code where it is not known here.
#[must_use]
pub fn place_name(code: &TerritoryCode) -> String {
    place::by_code(&code.as_str().to_uppercase()).map_or_else(|| code.to_string(), place::full_name)
}

fn living_told(wishes: SearchHome) -> LivingOut {
    LivingOut {
        places: places_told(wishes.places),
        kinds: list(wishes.kinds),
        rent: wishes.rent,
        rent_support: wishes.rent_support,
        deposit: wishes.deposit,
        guarantees: list(wishes.guarantees),
        shares_room: wishes.shares_room,
        shares_home: wishes.shares_home,
        pets: wishes.pets,
        smokes: wishes.smokes,
        customs: list(wishes.customs),
        must_reach: places_told(wishes.must_reach),
        longest_minutes: wishes.longest_minutes,
        schools: list(wishes.schools),
        ties: places_told(wishes.ties),
    }
}

fn work_told(wishes: SearchWork, desk: &Desk) -> SoughtWorkOut {
    let italian = desk.language() == web::Language::Italian;
    let occupations = list(wishes.occupations).map(|all| {
        let told = all.into_iter().map(|one| {
            let code = one.occupation.to_string();
            let group = occupation::of(&code);
            let name = group.map(|group| if italian { group.italian } else { group.english }.to_owned());
            PractisedOut { name, code, months: one.months }
        });
        told.collect()
    });
    SoughtWorkOut {
        occupations,
        most_hours: wishes.most_hours,
        fewest_hours: wishes.fewest_hours,
        licences: list(wishes.licences),
        transport: list(wishes.transport),
        longest_minutes: wishes.longest_minutes,
        italian: wishes.italian.map(|Json(level)| level),
        trainee: wishes.trainee.map(|Json(group)| group),
        may_work: wishes.may_work,
    }
}
