//! From rows to facts: what is looked for, by whom, and what is on offer, as far as the reach of each permission goes. What
//! is not known, or may not be read, stays unknown: a question, never a no.
//!
//! Everything is read in a handful of queries however many households there are. Nothing here is kept.

mod decided;
mod living;
mod offered;
mod past;
mod work;

use std::collections::HashMap;

use kernel::{Day, HouseholdId, PersonId, ProgrammeCode, TerritoryCode, Uuid};
use matching::desk::{Ask, Homes, Hosts, Openings, Pair};
use matching::facts::{Access, Distances, Language, Level, OwnerId, Speaks, Veto};
use matching::rules::Policy;
use pathways::store::pathways::Pathway;
use people::permissions::ViewPeople;
use people::rules::language::Speaks as SpeaksSome;
use people::store::households::{Household, Membership};
use people::store::languages::PersonLanguage;
use people::store::persons::Person;
use placement::permissions::{ViewAccessNeeds, ViewOfferContacts, ViewOffers, ViewProposals, ViewSearches};
use placement::rules::offer::OfferKind;
use placement::rules::search::{SearchStatus, VetoBy};
use placement::store::searches::{Search, SearchId};
use placement::store::vetoes::{self, SearchVeto};
use placement::store::wishes;
use store::{Db, Order, Stored};
use web::May;

use self::decided::Decisions;
pub use self::decided::{Decided, Decision};
use self::offered::Offered;
pub use self::past::{PastGathered, Spell, gather_past};
use crate::fairness::GroupsOf;
use crate::groups::{Floor, Groups};

/// The handles of a run, each with the reach of its own permission.
#[derive(Clone)]
pub struct Sources {
    /// What is looked for.
    pub searches: Db,
    /// The people.
    pub people: Db,
    /// Who needs to get in without steps.
    pub access: Db,
    /// What is on offer.
    pub offers: Db,
    /// How far host families are.
    pub contacts: Db,
    /// What is proposed already.
    pub proposals: Db,
}

impl Sources {
    /// What a member may read.
    #[must_use]
    pub fn of<P>(may: &May<P>) -> Self {
        Self {
            searches: may.also::<ViewSearches>(),
            people: may.also::<ViewPeople>(),
            access: may.also::<ViewAccessNeeds>(),
            offers: may.also::<ViewOffers>(),
            contacts: may.also::<ViewOfferContacts>(),
            proposals: may.also::<ViewProposals>(),
        }
    }

    /// One handle for everything: for the command line.
    #[must_use]
    pub fn one(db: &Db) -> Self {
        let one = || db.clone();
        Self { searches: one(), people: one(), access: one(), offers: one(), contacts: one(), proposals: one() }
    }
}

/// What a run is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// In which programme.
    pub programme: ProgrammeCode,
    /// What is looked for.
    pub kind: OfferKind,
    /// Only in this territory of the programme.
    pub territory: Option<TerritoryCode>,
}

/// How a run is made.
#[derive(Debug, Clone)]
pub struct How {
    /// The policy.
    pub policy: Policy,
    /// The floors declared beside it.
    pub floors: Vec<Floor>,
    /// The day.
    pub today: Day,
    /// The seed of the lots.
    pub seed: u64,
    /// The plan before.
    pub published: Vec<Pair>,
}

/// The facts, by kind.
#[derive(Debug, Clone)]
pub enum Facts {
    /// Households and homes.
    Home(Box<Ask<Homes>>),
    /// Households and host families.
    Family(Box<Ask<Hosts>>),
    /// People and work.
    Work(Box<Ask<Openings>>),
}

/// What was gathered.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The facts.
    pub facts: Facts,
    /// Whose search each seeker of the facts is.
    pub searches: Vec<(Uuid, SearchId)>,
    /// What people have decided already.
    pub decided: Vec<Decided>,
    /// Offers of which nothing is left to be proposed.
    pub gone: Vec<Uuid>,
    /// Who is of which groups: for figures alone, no fact among facts.
    pub groups: GroupsOf,
    /// The floors declared.
    pub floors: Vec<Floor>,
}

/// No statement names more ids.
pub(crate) const AT_ONCE: usize = 10_000;

/// Rows of a table by ids, however many these are.
macro_rules! by_ids {
    ($db:expr, $row:ty, $column:ident, $ids:expr) => {{
        let mut all: Vec<$row> = Vec::new();
        for some in $ids.chunks($crate::gather::AT_ONCE) {
            all.extend($db.rows::<$row>().filter(<$row>::$column.is_in(some.iter().copied())).all().await?);
        }
        all
    }};
}
pub(crate) use by_ids;

/// Gathers the facts of a run; `tell` hears what is being read and says whether to go on. Nothing, when it says no.
///
/// # Errors
/// When the database fails.
pub async fn gather(
    from: &Sources,
    about: &About,
    how: How,
    tell: impl Fn(&'static str) -> bool,
) -> Stored<Option<Gathered>> {
    if !tell("searches") {
        return Ok(None);
    }
    let mut searches = searches(&from.searches, about).await?;
    let mut seen = std::collections::HashSet::new();
    // One seeker, one place: of two searches of one household the older one counts.
    searches.retain(|search| seen.insert(seeker(search)));
    if !tell("offers") {
        return Ok(None);
    }
    let offered = Offered::read(from, about, how.today).await?;
    if !tell("people") {
        return Ok(None);
    }
    let known = Known::read(from, &searches).await?;
    let vetoes = Vetoes::of(&known, &searches, &offered);
    let How { policy, floors, today, seed, published } = how;
    let groups = known.groups(&searches, today);
    let mut decisions = Decisions::read(from, about, &searches, &offered).await?;
    let programme = Some(about.programme.clone());
    macro_rules! ask {
        ($seekers:expr, $offers:expr) => {
            Box::new(Ask {
                seekers: $seekers,
                offers: $offers,
                policy,
                programme,
                distances: Distances::default(),
                today,
                seed,
                locked: Vec::new(),
                forbidden: Vec::new(),
                more: Vec::new(),
                published,
            })
        };
    }
    let facts = match about.kind {
        OfferKind::Home => {
            let seekers = searches.iter().map(|search| living::household(search, &known, &vetoes, today)).collect();
            let mut ask = ask!(seekers, offered.homes(&vetoes));
            decisions.settle(&mut ask);
            Facts::Home(ask)
        }
        OfferKind::Family => {
            let seekers = searches.iter().map(|search| living::household(search, &known, &vetoes, today)).collect();
            let mut ask = ask!(seekers, offered.hosts(&vetoes));
            decisions.settle(&mut ask);
            Facts::Family(ask)
        }
        OfferKind::Work => {
            let seekers = searches.iter().filter_map(|search| work::seeker(search, &known, &vetoes)).collect();
            let mut ask = ask!(seekers, offered.openings(&vetoes));
            decisions.settle(&mut ask);
            Facts::Work(ask)
        }
    };
    let searches = searches.iter().map(|search| (seeker(search), search.id)).collect();
    let Decisions { told: decided, gone, .. } = decisions;
    Ok(Some(Gathered { facts, searches, decided, gone, groups, floors }))
}

/// The key of whoever looks: the person for work, the household for all else.
#[must_use]
pub fn seeker(search: &Search) -> Uuid {
    match search.person_id {
        Some(person) if search.kind == OfferKind::Work => person.as_uuid(),
        _ => search.household_id.as_uuid(),
    }
}

async fn searches(db: &Db, about: &About) -> Stored<Vec<Search>> {
    let open = Search::status.eq(SearchStatus::Open).and(Search::kind.eq(about.kind));
    let rows = db.rows::<Search>().filter(open.and(Search::programme.eq(about.programme.clone())));
    let rows = rows.filter_if(about.territory.clone().map(|code| Search::territory.eq(code)));
    rows.sort(Search::since, Order::Rising).sort(Search::id, Order::Rising).all().await
}

/// What is known of those who look.
pub(crate) struct Known {
    pub(crate) wishes: wishes::AllWishes,
    pub(crate) households: HashMap<HouseholdId, Household>,
    pub(crate) members: HashMap<HouseholdId, Vec<(Membership, Person)>>,
    pub(crate) languages: HashMap<PersonId, Vec<PersonLanguage>>,
    pub(crate) access: HashMap<SearchId, Vec<(PersonId, Access)>>,
    pub(crate) open: HashMap<kernel::PathwayId, bool>,
    vetoes: HashMap<SearchId, Vec<SearchVeto>>,
    /// Whether the past is played: then what was so at the time is not asked again.
    past: bool,
}

impl Known {
    async fn read(from: &Sources, searches: &[Search]) -> Stored<Self> {
        let ids: Vec<SearchId> = searches.iter().map(|search| search.id).collect();
        let mut of: Vec<HouseholdId> = searches.iter().map(|search| search.household_id).collect();
        of.sort_unstable();
        of.dedup();
        let paths: Vec<_> = searches.iter().filter_map(|search| search.pathway_id).collect();
        let mut known = Self {
            wishes: wishes::AllWishes::default(),
            households: HashMap::new(),
            members: HashMap::new(),
            languages: HashMap::new(),
            access: HashMap::new(),
            open: HashMap::new(),
            vetoes: HashMap::new(),
            past: false,
        };
        for some in ids.chunks(AT_ONCE) {
            let wishes = wishes::of(&from.searches, some).await?;
            known.wishes.living.extend(wishes.living);
            known.wishes.work.extend(wishes.work);
            known.vetoes.extend(vetoes::of(&from.searches, some).await?);
            known.access.extend(vetoes::access_of(&from.access, some).await?);
        }
        for pathway in by_ids!(from.searches, Pathway, id, paths) {
            known.open.insert(pathway.id, pathway.status.is_open());
        }
        for household in by_ids!(from.people, Household, id, of) {
            known.households.insert(household.id, household);
        }
        let today = from.people.today();
        for some in of.chunks(AT_ONCE) {
            let present = Membership::household_id.is_in(some.iter().copied()).and(Membership::on(today));
            let rows = from.people.rows::<Membership>().filter(present);
            for (member, person) in rows.with::<Person>(Person::id.is(Membership::person_id)).all().await? {
                known.members.entry(member.household_id).or_default().push((member, person));
            }
        }
        for members in known.members.values_mut() {
            members.sort_by_key(|(member, _)| member.person_id);
        }
        let people: Vec<PersonId> = known.members.values().flatten().map(|(member, _)| member.person_id).collect();
        for row in by_ids!(from.people, PersonLanguage, person_id, people) {
            known.languages.entry(row.person_id).or_default().push(row);
        }
        for rows in known.languages.values_mut() {
            rows.sort_by_key(|row| row.id);
        }
        Ok(known)
    }

    /// The languages of somebody, as far as anybody wrote them down. *Well enough for an interview* is taken for B1 and
    /// *some words* for A1, own practice and *to verify*; a mother tongue is C2.
    pub(crate) fn speaks(&self, person: PersonId) -> Option<Vec<Speaks>> {
        let rows = self.languages.get(&person)?;
        let spoken = rows.iter().filter_map(|row| {
            let language: Language = row.language.code().parse().ok()?;
            let level = match (row.mother_tongue, row.speaks) {
                (true, _) => Level::C2,
                (false, SpeaksSome::Well) => Level::B1,
                (false, SpeaksSome::Some) => Level::A1,
            };
            Some(Speaks { language, level: Some(level) })
        });
        Some(spoken.collect())
    }

    /// Of which groups those who look are, as far as the reader may know the people. Of a household that is not listed whole
    /// nothing is said.
    fn groups(&self, searches: &[Search], today: Day) -> GroupsOf {
        let of = |search: &Search| {
            let members = self.members.get(&search.household_id).map(Vec::as_slice).unwrap_or_default();
            let whole = self.households.get(&search.household_id).is_some_and(|household| household.everyone_listed);
            let person = search.person_id.filter(|_| search.kind == OfferKind::Work);
            let own = members.iter().map(|(_, one)| one).filter(|one| person.map_or(whole, |person| one.id == person));
            Groups::of_people(&own.map(|one| (one.sex, one.born)).collect::<Vec<_>>(), today)
        };
        searches.iter().map(|search| (seeker(search), of(search))).collect()
    }

    /// Whether the programme takes them in charge: a person decided that when the pathway was opened.
    pub(crate) fn eligible(&self, search: &Search) -> Option<bool> {
        if self.past {
            return search.pathway_id.map(|_| true);
        }
        self.open.get(&search.pathway_id?).copied().filter(|open| *open)
    }

    /// In which municipality they live.
    pub(crate) fn residence(&self, search: &Search) -> Option<TerritoryCode> {
        territory(self.households.get(&search.household_id)?.municipality.as_deref()?)
    }
}

/// A municipality as the engine names territories: people move about daily within one.
pub(crate) fn territory(municipality: &str) -> Option<TerritoryCode> {
    municipality.to_lowercase().parse().ok()
}

/// What was refused beforehand, by either side, as the engine reads it.
pub(crate) struct Vetoes {
    of_seekers: HashMap<SearchId, Vec<Veto>>,
    pub(crate) of_offers: HashMap<placement::store::offers::OfferId, Vec<HouseholdId>>,
}

impl Vetoes {
    fn of(known: &Known, searches: &[Search], offered: &Offered) -> Self {
        let mut this = Self { of_seekers: HashMap::new(), of_offers: HashMap::new() };
        for search in searches {
            for veto in known.vetoes.get(&search.id).into_iter().flatten() {
                this.note(search, veto, offered);
            }
        }
        this
    }

    fn note(&mut self, search: &Search, veto: &SearchVeto, offered: &Offered) {
        let owner = veto.owner_key.as_deref().map(owner);
        match veto.said_by {
            VetoBy::Household => {
                let said = self.of_seekers.entry(search.id).or_default();
                said.extend(veto.offer_id.map(|id| Veto::Offer(offered::id(id))));
                said.extend(owner.map(Veto::Owner));
            }
            VetoBy::Offerer => {
                let theirs = offered.owners.iter().filter(|(_, of)| Some(**of) == owner).map(|(id, _)| *id);
                for offer in veto.offer_id.into_iter().chain(theirs) {
                    self.of_offers.entry(offer).or_default().push(search.household_id);
                }
            }
        }
    }

    pub(crate) fn by(&self, search: &Search) -> Vec<Veto> {
        self.of_seekers.get(&search.id).cloned().unwrap_or_default()
    }

    pub(crate) fn against(&self, offer: placement::store::offers::OfferId) -> Vec<HouseholdId> {
        self.of_offers.get(&offer).cloned().unwrap_or_default()
    }
}

/// Whoever offers, by the folded name: FNV-1a, twice, so that the same name is the same owner everywhere.
pub(crate) fn owner(key: &str) -> OwnerId {
    let hash =
        |from: u64| key.bytes().fold(from, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    OwnerId::from_uuid(Uuid::from_u64_pair(hash(0xcbf2_9ce4_8422_2325), hash(0x8422_2325_cbf2_9ce4)))
}
