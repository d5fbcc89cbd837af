//! Pathways, as kept; lists of them; whose they are.

use std::collections::HashMap;

use kernel::{
    Day, HouseholdId, MemberId, Moment, OrganisationId, PathwayId, PersonId, ProgrammeCode, ReferralId, TerritoryCode,
};
use people::store::households::Household;
use people::store::persons::Identity;
use store::{Change, Db, Entry, Fact, Held, InReach, Order, Page, PageAsk, Reach, Stored, Where, record};

use super::facts::PathwayFact;
use super::steps::Step;
use crate::rules::pathway::{PathwayStatus, Span};
use crate::rules::step::StepStatus;

record! {
    /// A household accompanied in one programme.
    pub struct Pathway in pathway keyed by PathwayId {
        /// Its id.
        pub id: PathwayId,
        /// How often it was changed.
        pub version: i64,
        /// A short code that names nobody: `P-7K3QF2`.
        pub code: String,
        /// In which programme.
        pub programme: ProgrammeCode,
        /// By which partner.
        pub organisation_id: OrganisationId,
        /// In which territory.
        pub territory: TerritoryCode,
        /// The household.
        pub household_id: HouseholdId,
        /// The referral that it came from.
        pub referral_id: Option<ReferralId>,
        /// Who accompanies the household.
        pub case_worker: MemberId,
        /// Where it stands.
        pub status: PathwayStatus,
        /// Since when.
        pub opened_on: Day,
        /// Until when.
        pub closed_on: Option<Day>,
        /// When something last happened along it.
        pub last_activity: Moment,
        /// Household and programme while it is open, so that nobody opens it twice.
        pub open_key: Option<String>,
    }
}

impl InReach for Pathway {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

impl Pathway {
    /// What [`Pathway::open_key`] holds while a household's pathway in a programme is open.
    #[must_use]
    pub fn key_of(household: HouseholdId, programme: &ProgrammeCode) -> String {
        format!("{household}:{programme}")
    }

    /// The days between which things along it happen.
    #[must_use]
    pub fn span(&self, today: Day) -> Span {
        Span { opened_on: self.opened_on, closed_on: self.closed_on, today }
    }

    /// An entry about something along this pathway.
    pub fn entry(&self, fact: &impl Fact, subject: impl std::fmt::Display) -> Entry {
        Entry::new(fact, subject).household(self.household_id).pathway(self.id).within(
            &self.programme,
            self.organisation_id,
            &self.territory,
        )
    }

    /// Whether this handle may read words that may name people.
    #[must_use]
    pub fn shows_words(&self, db: &Db) -> bool {
        db.reach().with_names().covers(&self.programme, self.organisation_id, &self.territory)
    }
}

/// Notes that something happened along a pathway just now.
///
/// # Errors
/// When the database fails.
pub async fn touch(change: &mut Change, db: &Db, id: PathwayId) -> Stored<()> {
    change.set::<Pathway, _>(Pathway::id.eq(id), Pathway::last_activity, db.now()).await?;
    Ok(())
}

/// One pathway.
///
/// # Errors
/// [`store::StoreError::NotFound`] beyond reach.
pub async fn one(db: &Db, id: PathwayId) -> Stored<Pathway> {
    db.rows::<Pathway>().id(id).one().await
}

/// What a list of pathways is narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// Only in this programme.
    pub programme: Option<ProgrammeCode>,
    /// Only in this territory.
    pub territory: Option<TerritoryCode>,
    /// Only of this partner.
    pub organisation: Option<OrganisationId>,
    /// Only standing so.
    pub status: Option<PathwayStatus>,
    /// Only accompanied by this member.
    pub case_worker: Option<MemberId>,
    /// Only of this household.
    pub household: Option<HouseholdId>,
    /// Only with a code that begins so.
    pub code: Option<String>,
    /// Only with a step that is late on this day.
    pub overdue_on: Option<Day>,
}

impl Sought {
    fn condition(&self) -> Where {
        let mut all = Where::everything();
        let mut and = |one: Option<Where>| {
            if let Some(one) = one {
                all = all.clone().and(one);
            }
        };
        and(self.programme.clone().map(|code| Pathway::programme.eq(code)));
        and(self.territory.clone().map(|code| Pathway::territory.eq(code)));
        and(self.organisation.map(|id| Pathway::organisation_id.eq(id)));
        and(self.status.map(|status| Pathway::status.eq(status)));
        and(self.case_worker.map(|id| Pathway::case_worker.eq(id)));
        and(self.household.map(|id| Pathway::household_id.eq(id)));
        and(self.code.as_ref().map(|code| Pathway::code.begins_with(&code.to_uppercase())));
        and(self.overdue_on.map(|today| {
            Where::exists::<Step>(
                Step::pathway_id.is(Pathway::id).and(Step::status.eq(StepStatus::Planned)).and(Step::due_on.lt(today)),
            )
        }));
        all
    }
}

/// The column by which a list of pathways is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortedBy {
    /// When something last happened.
    LastActivity,
    /// When it was opened.
    OpenedOn,
}

/// One page of the pathways within reach.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, sought: &Sought, by: SortedBy, order: Order, ask: PageAsk) -> Stored<Page<Pathway>> {
    let rows = db.rows::<Pathway>().filter(sought.condition());
    let rows = match by {
        SortedBy::LastActivity => rows.sort(Pathway::last_activity, order),
        SortedBy::OpenedOn => rows.sort(Pathway::opened_on, order),
    };
    rows.sort(Pathway::id, order).page(ask).await
}

/// What a list says of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdShort {
    /// Its code.
    pub code: String,
    /// How many people it has.
    pub size: i64,
    /// The name of the reference person, where names may be read.
    pub name: Option<String>,
}

impl HouseholdShort {
    /// The name where it may be read, the code elsewhere.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.code)
    }
}

/// A few households in short: one query for the households, one for the names of their reference persons.
///
/// # Errors
/// When the database fails.
pub async fn households(
    people: &Db,
    ids: impl IntoIterator<Item = HouseholdId>,
) -> Stored<HashMap<HouseholdId, HouseholdShort>> {
    let mut ids: Vec<_> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let households = people.rows::<Household>().filter(Household::id.is_in(ids)).all().await?;
    let references: Vec<PersonId> = households.iter().filter_map(|household| household.reference_id).collect();
    let named = people.rows::<Identity>().filter(Identity::id.is_in(references)).all().await?;
    let names: HashMap<_, _> = named.iter().map(|identity| (identity.id, identity.name())).collect();
    let short = households.into_iter().map(|household| {
        let name = household.reference_id.and_then(|id| names.get(&id).cloned()).filter(|name| !name.is_empty());
        (household.id, HouseholdShort { code: household.code, size: household.size, name })
    });
    Ok(short.collect())
}

/// Gives a pathway to another case worker.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn assign(db: &Db, held: Held<Pathway>, case_worker: MemberId) -> Stored<Pathway> {
    let fact = PathwayFact::CaseWorkerChanged { from: held.case_worker, to: case_worker };
    let new = Pathway { case_worker, last_activity: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let pathway = change.update(held, new).await?;
    change.commit(pathway.entry(&fact, pathway.id)).await?;
    Ok(pathway)
}
