//! Placements, as kept: the household's side of what began, and lists of them.
//!
//! A placement belongs to whoever accompanies the household: programme, organisation and territory are those of its
//! pathway, not those of the offer's keeper, who reads on the offer that it is taken.

use kernel::{Cents, Day, HouseholdId, Moment, OrganisationId, PathwayId, PersonId, ProgrammeCode, TerritoryCode};
use people::rules::code;
use people::store::households::counted_on;
use people::store::persons::Person;
use store::{Counted, Db, Entry, Fact, InReach, JournalEntry, Order, Page, PageAsk, Reach, Stored, Where, record};
use web::Sorting;

use super::check_ins::CheckIn;
use super::mediation::MediationVisit;
use super::offers::OfferId;
use super::problems::Problem;
use crate::rules::placement::{EndReason, PlacementKind, PlacementStatus};
use crate::rules::problem::ProblemStatus;

kernel::id!(
    /// Names a placement.
    PlacementId
);
store::text_cells!(PlacementId);

record! {
    /// A tenancy, a cohabitation, an internship or a contract.
    pub struct Placement in placement keyed by PlacementId {
        /// Its id.
        pub id: PlacementId,
        /// How often it was changed.
        pub version: i64,
        /// A short code that names nobody: `I-7K3Q-F2XM`.
        pub code: String,
        /// What it is.
        pub kind: PlacementKind,
        /// Whose.
        pub household_id: HouseholdId,
        /// Who of the household works there.
        pub person_id: Option<PersonId>,
        /// Along which pathway.
        pub pathway_id: Option<PathwayId>,
        /// From which offer it comes.
        pub offer_id: Option<OfferId>,
        /// From which proposal it comes: its id.
        pub proposal_id: Option<String>,
        /// In which programme.
        pub programme: ProgrammeCode,
        /// Which organisation accompanies the household.
        pub organisation_id: OrganisationId,
        /// In which territory of the programme.
        pub territory: TerritoryCode,
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
        /// The rent or the pay of a month, as agreed.
        pub monthly: Option<Cents>,
        /// Why an internship goes on although a rule known here is broken.
        pub rule_note: Option<String>,
        /// The placement that turned into this one.
        pub follows: Option<PlacementId>,
        /// How many people it takes room for, where no proposal says so.
        pub size: Option<i64>,
        /// Kind, people and offer while it lives, so that nobody writes it twice; of what was written before that was
        /// asked, nothing.
        pub live_key: Option<String>,
        /// When it was last changed.
        pub changed_at: Moment,
    }
}

impl InReach for Placement {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

impl Placement {
    /// Its short code.
    #[must_use]
    pub fn code_of(id: PlacementId) -> String {
        code::of('I', id.as_uuid())
    }

    /// What [`Placement::live_key`] holds while it lives.
    #[must_use]
    pub fn key(&self) -> String {
        let people = self.person_id.map_or_else(|| self.household_id.to_string(), |person| person.to_string());
        let offer = self.offer_id.map_or_else(|| "-".to_owned(), |offer| offer.to_string());
        format!("{}:{people}:{offer}", self.kind)
    }

    /// Whether this handle may read words that may name people.
    #[must_use]
    pub fn shows_words(&self, db: &Db) -> bool {
        db.reach().with_names().covers(&self.programme, self.organisation_id, &self.territory)
    }

    /// An entry about something along this placement.
    pub(crate) fn entry(&self, fact: &impl Fact, subject: impl std::fmt::Display) -> Entry {
        self.plain_entry(fact, subject).household(self.household_id)
    }

    /// An entry that counts people. Those of a job name no household: who comes into the household or leaves it later
    /// must not be counted with one person's work.
    pub(crate) fn counting(&self, fact: &impl Fact, subject: impl std::fmt::Display, people: Vec<Counted>) -> Entry {
        let entry = self.plain_entry(fact, subject).people(people);
        if self.kind.of_one_person() { entry } else { entry.household(self.household_id) }
    }

    fn plain_entry(&self, fact: &impl Fact, subject: impl std::fmt::Display) -> Entry {
        let entry = Entry::new(fact, subject).within(&self.programme, self.organisation_id, &self.territory);
        match self.pathway_id {
            Some(pathway) => entry.pathway(pathway),
            None => entry,
        }
    }

    /// Whom figures count on a day: the household, or the one person who works.
    pub(crate) async fn people(&self, db: &Db, on: Day) -> Stored<Vec<Counted>> {
        match self.person_id {
            Some(person) => Ok(vec![db.rows::<Person>().id(person).one().await?.counted()]),
            None => counted_on(db, self.household_id, on).await,
        }
    }
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct PlacementAsk {
    /// A code, whole.
    pub code: String,
    /// Only of this kind.
    pub kind: Option<PlacementKind>,
    /// Only standing so.
    pub status: Option<PlacementStatus>,
    /// Only in this territory.
    pub territory: Option<TerritoryCode>,
    /// Only along this pathway.
    pub pathway: Option<PathwayId>,
    /// Only of this household.
    pub household: Option<HouseholdId>,
    /// Only from this offer.
    pub offer: Option<OfferId>,
    /// Only those with a check-in that is late.
    pub late: bool,
    /// Only those with an open problem.
    pub problems: bool,
}

impl PlacementAsk {
    fn condition(&self, db: &Db) -> Where {
        let late = Where::exists::<CheckIn>(CheckIn::placement_id.is(Placement::id).and(CheckIn::late(db.today())));
        let open = Problem::placement_id.is(Placement::id).and(Problem::status.eq(ProblemStatus::Open));
        let typed = self.code.trim();
        let code = (!typed.is_empty()).then(|| code::read('I', typed).unwrap_or_default());
        let all = [
            code.map(|code| Placement::code.eq(code)),
            self.kind.map(|kind| Placement::kind.eq(kind)),
            self.status.map(|status| Placement::status.eq(status)),
            self.territory.clone().map(|territory| Placement::territory.eq(territory)),
            self.pathway.map(|pathway| Placement::pathway_id.eq(pathway)),
            self.household.map(|household| Placement::household_id.eq(household)),
            self.offer.map(|offer| Placement::offer_id.eq(offer)),
            self.late.then(|| Placement::status.eq(PlacementStatus::UnderWay).and(late)),
            self.problems.then(|| Where::exists::<Problem>(open)),
        ];
        all.into_iter().flatten().fold(Where::everything(), Where::and)
    }
}

/// By what a list can be sorted; the first when nothing is said.
pub const SORTINGS: &[Sorting] = &[
    Sorting { by: "changed-at", order: Order::Falling },
    Sorting { by: "began-on", order: Order::Falling },
    Sorting { by: "ended-on", order: Order::Falling },
    Sorting { by: "territory", order: Order::Rising },
];

/// One page of the placements within reach.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, ask: &PlacementAsk, sorting: Sorting, page: PageAsk) -> Stored<Page<Placement>> {
    let rows = db.rows::<Placement>().filter(ask.condition(db));
    let rows = match sorting.by {
        "began-on" => rows.sort(Placement::began_on, sorting.order),
        "ended-on" => rows.sort(Placement::ended_on, sorting.order),
        "territory" => rows.sort(Placement::territory, sorting.order),
        _ => rows.sort(Placement::changed_at, sorting.order),
    };
    rows.sort(Placement::id, Order::Falling).page(page).await
}

/// How many placements of each kind a list would hold, for its tabs.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Db, ask: &PlacementAsk) -> Stored<Vec<(PlacementKind, u64)>> {
    let all = PlacementAsk { kind: None, ..ask.clone() };
    db.rows::<Placement>().filter(all.condition(db)).tally(Placement::kind).await
}

/// One placement.
///
/// # Errors
/// [`store::StoreError::NotFound`] beyond reach.
pub async fn one(db: &Db, id: PlacementId) -> Stored<Placement> {
    db.rows::<Placement>().id(id).one().await
}

/// The placements along a pathway, in the order in which they were planned.
///
/// # Errors
/// When the database fails.
pub async fn of_pathway(db: &Db, pathway: PathwayId) -> Stored<Vec<Placement>> {
    let rows = db.rows::<Placement>().filter(Placement::pathway_id.eq(pathway));
    rows.sort(Placement::id, Order::Rising).limit(200).all().await
}

/// The chain in which a placement stands: what turned into it, itself, and what it turned into, in order.
///
/// # Errors
/// When the database fails.
pub async fn chain(db: &Db, placement: &Placement) -> Stored<Vec<Placement>> {
    let mut chain = vec![placement.clone()];
    // A dozen turns of one stay is more than anybody has seen; the limit keeps a wrong row from turning for ever.
    for _ in 0..12 {
        let Some(before) = chain.first().and_then(|first| first.follows) else { break };
        let Some(before) = db.rows::<Placement>().filter(Placement::id.eq(before)).first().await? else { break };
        chain.insert(0, before);
    }
    for _ in 0..12 {
        let Some(last) = chain.last().map(|last| last.id) else { break };
        match follower(db, last).await? {
            Some(next) => chain.push(next),
            None => break,
        }
    }
    Ok(chain)
}

/// What a placement turned into; not what was called off before it began.
///
/// # Errors
/// When the database fails.
pub async fn follower(db: &Db, of: PlacementId) -> Stored<Option<Placement>> {
    let holds = Placement::status.ne(PlacementStatus::Ended).or(Placement::began_on.is_filled());
    db.rows::<Placement>()
        .filter(Placement::follows.eq(of).and(holds))
        .sort(Placement::id, Order::Falling)
        .first()
        .await
}

/// What happened along a placement, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn timeline(db: &Db, placement: PlacementId) -> Stored<Vec<JournalEntry>> {
    let check_ins = db.rows::<CheckIn>().filter(CheckIn::placement_id.eq(placement)).all().await?;
    let problems = db.rows::<Problem>().filter(Problem::placement_id.eq(placement)).all().await?;
    let visits = db.rows::<MediationVisit>().filter(MediationVisit::placement_id.eq(placement)).all().await?;
    let subjects = std::iter::once(placement.to_string())
        .chain(check_ins.iter().map(|row| row.id.to_string()))
        .chain(problems.iter().map(|row| row.id.to_string()))
        .chain(visits.iter().map(|row| row.id.to_string()));
    let about = JournalEntry::subject.is_in(subjects);
    db.rows::<JournalEntry>().filter(about).sort(JournalEntry::id, Order::Falling).limit(200).all().await
}
