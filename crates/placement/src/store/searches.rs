//! Searches, as kept: who looks for what, since when, how long it can wait, and where it stands.
//!
//! A search lies where its household's pathway lies: who reaches that reads and changes it. Nobody else does: what is
//! looked for is not shown to the network as offers are.

use kernel::{Day, HouseholdId, Moment, OrganisationId, PathwayId, PersonId, ProgrammeCode, TerritoryCode};
use pathways::store::pathways::{Pathway, touch};
use people::rules::code;
use people::store::households::counted_on;
use store::{
    Db, Entry, Fact, Held, InReach, JournalEntry, Order, Page, PageAsk, Reach, StoreError, Stored, Where, record,
};
use web::Sorting;

use super::declined::{Acted, Declined};
use super::search_facts::SearchFact;
use super::wishes::Wishes;
use crate::rules::Refusal;
use crate::rules::offer::OfferKind;
use crate::rules::search::{SearchAct, SearchEnd, SearchStatus, Urgency, acted, may_wait_since};
use crate::rules::work::may_work;

kernel::id!(
    /// Names a search.
    SearchId
);
store::text_cells!(SearchId);

record! {
    /// What a household or one of its people is looking for.
    pub struct Search in search keyed by SearchId {
        /// Its id.
        pub id: SearchId,
        /// How often it was changed.
        pub version: i64,
        /// Its short code: `R-7K3Q-F2XM`.
        pub code: String,
        /// What is looked for.
        pub kind: OfferKind,
        /// Whose.
        pub household_id: HouseholdId,
        /// Who looks for work.
        pub person_id: Option<PersonId>,
        /// Along which pathway.
        pub pathway_id: Option<PathwayId>,
        /// In which programme.
        pub programme: ProgrammeCode,
        /// Who accompanies the household.
        pub organisation_id: OrganisationId,
        /// In which territory of the programme.
        pub territory: TerritoryCode,
        /// Where it stands.
        pub status: SearchStatus,
        /// The first day of waiting.
        pub since: Day,
        /// How long it can wait.
        pub urgency: Urgency,
        /// From which day they can move or start.
        pub ready_from: Option<Day>,
        /// Why it ended without having been met.
        pub ended_for: Option<SearchEnd>,
        /// Kind, household, person and pathway while it lives, so that nobody opens it twice.
        pub open_key: Option<String>,
        /// When it was last changed.
        pub changed_at: Moment,
    }
}

impl InReach for Search {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

impl Search {
    /// A search that begins along a pathway.
    #[must_use]
    pub fn along(pathway: &Pathway, id: SearchId, opening: Opening, now: Moment) -> Self {
        let Opening { kind, person, since, urgency } = opening;
        let search = Self {
            id,
            version: 0,
            code: code::of('R', id.as_uuid()),
            kind,
            household_id: pathway.household_id,
            person_id: person,
            pathway_id: Some(pathway.id),
            programme: pathway.programme.clone(),
            organisation_id: pathway.organisation_id,
            territory: pathway.territory.clone(),
            status: SearchStatus::Open,
            since,
            urgency,
            ready_from: None,
            ended_for: None,
            open_key: None,
            changed_at: now,
        };
        Self { open_key: Some(search.key()), ..search }
    }

    /// What [`Search::open_key`] holds while it lives.
    #[must_use]
    pub fn key(&self) -> String {
        let Self { kind, household_id, person_id, pathway_id, .. } = self;
        let word = |id: Option<String>| id.unwrap_or_else(|| "-".to_owned());
        let (person, pathway) = (word(person_id.map(|id| id.to_string())), word(pathway_id.map(|id| id.to_string())));
        format!("{kind}:{household_id}:{person}:{pathway}")
    }

    /// An entry about this search: it stands in the timeline of its pathway.
    pub(crate) fn entry(&self, fact: &impl Fact) -> Entry {
        let entry = Entry::new(fact, self.id).household(self.household_id).within(
            &self.programme,
            self.organisation_id,
            &self.territory,
        );
        match self.pathway_id {
            Some(pathway) => entry.pathway(pathway),
            None => entry,
        }
    }
}

kernel::words! {
    /// Which searches a list holds.
    pub enum SearchesListed {
        /// Those for which something may be proposed.
        Open = "open",
        /// Those for which nothing is proposed for the time being.
        Paused = "paused",
        /// Those that were met here.
        Met = "met",
        /// Those that ended otherwise.
        Ended = "ended",
        /// All.
        All = "all",
    }
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct SearchAsk {
    /// The beginning of a code.
    pub code: Option<String>,
    /// Only of this kind.
    pub kind: Option<OfferKind>,
    /// Which of them; those open when left out.
    pub listed: Option<SearchesListed>,
    /// Only in this programme.
    pub programme: Option<ProgrammeCode>,
    /// Only in this territory.
    pub territory: Option<TerritoryCode>,
    /// Only in these territories: those of a region.
    pub among: Option<Vec<TerritoryCode>>,
    /// Only so urgent.
    pub urgency: Option<Urgency>,
    /// Only along this pathway.
    pub pathway: Option<PathwayId>,
}

impl SearchAsk {
    pub(super) fn condition(&self) -> Where {
        let listed = match self.listed.unwrap_or(SearchesListed::Open) {
            SearchesListed::Open => Search::status.eq(SearchStatus::Open),
            SearchesListed::Paused => Search::status.eq(SearchStatus::Paused),
            SearchesListed::Met => Search::status.eq(SearchStatus::Met),
            SearchesListed::Ended => Search::status.eq(SearchStatus::Ended),
            SearchesListed::All => Where::everything(),
        };
        let narrowed = [
            self.code.as_ref().map(|code| Search::code.begins_with(&code.to_uppercase())),
            self.kind.map(|kind| Search::kind.eq(kind)),
            self.programme.clone().map(|code| Search::programme.eq(code)),
            self.territory.clone().map(|code| Search::territory.eq(code)),
            self.among.clone().map(|codes| Search::territory.is_in(codes)),
            self.urgency.map(|urgency| Search::urgency.eq(urgency)),
            self.pathway.map(|id| Search::pathway_id.eq(Some(id))),
        ];
        narrowed.into_iter().flatten().fold(listed, Where::and)
    }
}

/// By what a list can be sorted; the first when nothing is said.
pub const SORTINGS: &[Sorting] = &[
    Sorting { by: "since", order: Order::Rising },
    Sorting { by: "territory", order: Order::Rising },
    Sorting { by: "changed", order: Order::Falling },
];

/// One page of the searches within reach.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, ask: &SearchAsk, sorting: Sorting, page: PageAsk) -> Stored<Page<Search>> {
    let rows = db.rows::<Search>().filter(ask.condition());
    let rows = match sorting.by {
        "territory" => rows.sort(Search::territory, sorting.order),
        "changed" => rows.sort(Search::changed_at, sorting.order),
        _ => rows.sort(Search::since, sorting.order),
    };
    rows.sort(Search::id, Order::Rising).page(page).await
}

/// How many searches there are of each kind, for the tabs of the list.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Db, ask: &SearchAsk) -> Stored<Vec<(OfferKind, u64)>> {
    let all = SearchAsk { kind: None, ..ask.clone() };
    db.rows::<Search>().filter(all.condition()).tally(Search::kind).await
}

/// The searches along a pathway, those that live first.
///
/// # Errors
/// When the database fails.
pub async fn of_pathway(db: &Db, pathway: PathwayId) -> Stored<Vec<Search>> {
    let rows = db.rows::<Search>().filter(Search::pathway_id.eq(Some(pathway)));
    let mut rows = rows.sort(Search::since, Order::Falling).sort(Search::id, Order::Falling).all().await?;
    rows.sort_by_key(|search| !search.status.lives());
    Ok(rows)
}

/// What a search begins with.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// What is looked for.
    pub kind: OfferKind,
    /// Who looks for work.
    pub person: Option<PersonId>,
    /// The first day of waiting.
    pub since: Day,
    /// How long it can wait.
    pub urgency: Urgency,
}

/// Begins a search along a pathway, with nothing wished yet.
///
/// # Errors
/// When the pathway is closed, waiting begins ahead, nobody of the household is named for work or somebody too young, or one
/// of its kind lives.
pub async fn open(db: &Db, pathway: &Pathway, opening: Opening) -> Acted<Search> {
    if !pathway.status.is_open() {
        return Err(Refusal::PathwayClosed.into());
    }
    may_wait_since(opening.since, db.today())?;
    let person = match (opening.kind, opening.person) {
        (OfferKind::Work, None) => return Err(Refusal::NobodyNamed.into()),
        (OfferKind::Work, Some(person)) => {
            let present = counted_on(db, pathway.household_id, db.today()).await?;
            let known = present.iter().find(|known| known.person == person).ok_or(Refusal::NotOfHousehold)?;
            if !may_work(known.born, db.today()) {
                return Err(Refusal::TooYoung.into());
            }
            Some(person)
        }
        (OfferKind::Home | OfferKind::Family, _) => None,
    };
    let search = Search::along(pathway, SearchId::fresh(), Opening { person, ..opening }, db.now());
    must_be_the_only_one(db, &search).await?;
    let mut change = db.change().await?;
    or_open_already(change.insert(&search).await)?;
    Wishes::none(search.kind, search.id).add(&mut change).await?;
    touch(&mut change, db, pathway.id).await?;
    change.commit(search.entry(&SearchFact::SearchOpened { kind: search.kind })).await?;
    Ok(search)
}

async fn must_be_the_only_one(db: &Db, search: &Search) -> Acted<()> {
    let other = Search::open_key.eq(Some(search.key())).and(Search::id.ne(search.id));
    if db.rows::<Search>().filter(other).count().await? > 0 { Err(Refusal::SearchOpenAlready.into()) } else { Ok(()) }
}

/// Somebody else was faster by a moment: the database says it, and it is the same answer.
fn or_open_already<T>(written: Stored<T>) -> Acted<T> {
    written.map_err(|error| match error {
        StoreError::Taken(_) => Declined::Refused(Refusal::SearchOpenAlready),
        other => other.into(),
    })
}

/// What of a search a form changes, beside its wishes.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// The first day of waiting.
    pub since: Day,
    /// How long it can wait.
    pub urgency: Urgency,
    /// From which day they can move or start.
    pub ready_from: Option<Day>,
}

/// Writes the new data of a search. Whose it is and where it stands is not touched.
///
/// # Errors
/// When waiting begins ahead; [`StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<Search>, standing: Standing, wishes: Wishes) -> Acted<Search> {
    may_wait_since(standing.since, db.today())?;
    let Standing { since, urgency, ready_from } = standing;
    let new = Search { since, urgency, ready_from, changed_at: db.now(), ..held.clone() };
    let kind = held.kind;
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    Wishes::remove(&mut change, new.id).await?;
    wishes.add(&mut change).await?;
    if let Some(pathway) = new.pathway_id {
        touch(&mut change, db, pathway).await?;
    }
    change.commit(new.entry(&SearchFact::SearchChanged { kind })).await?;
    Ok(new)
}

/// What comes with an act.
#[derive(Debug, Clone, Copy)]
pub enum SearchTurn {
    /// For the time being nothing is to be proposed.
    Pause,
    /// Something may be proposed again.
    Resume,
    /// What was looked for was found here.
    Meet,
    /// It ends otherwise.
    End(SearchEnd),
    /// It begins anew.
    Reopen,
}

impl SearchTurn {
    fn act(self) -> SearchAct {
        match self {
            Self::Pause => SearchAct::Pause,
            Self::Resume => SearchAct::Resume,
            Self::Meet => SearchAct::Meet,
            Self::End(_) => SearchAct::End,
            Self::Reopen => SearchAct::Reopen,
        }
    }

    fn fact(self, kind: OfferKind) -> SearchFact {
        match self {
            Self::Pause => SearchFact::SearchPaused { kind },
            Self::Resume => SearchFact::SearchResumed { kind },
            Self::Meet => SearchFact::SearchMet { kind },
            Self::End(reason) => SearchFact::SearchEnded { kind, reason },
            Self::Reopen => SearchFact::SearchReopened { kind },
        }
    }
}

/// Moves a search on.
///
/// # Errors
/// When it stands elsewhere than the act needs, or another of its kind lives by now.
pub async fn turn(db: &Db, held: Held<Search>, turn: SearchTurn) -> Acted<Search> {
    let status = acted(held.status, turn.act())?;
    if matches!(turn, SearchTurn::Reopen) {
        must_be_the_only_one(db, &held).await?;
    }
    let ended_for = if let SearchTurn::End(reason) = turn { Some(reason) } else { None };
    let open_key = status.lives().then(|| held.key());
    let new = Search { status, ended_for, open_key, changed_at: db.now(), ..held.clone() };
    let fact = turn.fact(held.kind);
    let mut change = db.change().await?;
    let new = or_open_already(change.update(held, new).await)?;
    if let Some(pathway) = new.pathway_id {
        touch(&mut change, db, pathway).await?;
    }
    change.commit(new.entry(&fact)).await?;
    Ok(new)
}

/// What happened to a search, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn timeline(db: &Db, search: SearchId) -> Stored<Vec<JournalEntry>> {
    let about = JournalEntry::subject.eq(search.to_string());
    db.rows::<JournalEntry>().filter(about).sort(JournalEntry::id, Order::Falling).limit(100).all().await
}
