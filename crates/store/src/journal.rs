//! The journal: every change, who made it, what for, and the fact it established. Timeline, audit and every figure
//! read it; there is no second truth.
//!
//! An entry is never changed. What turns out wrong is *voided* by a later entry, and both stay readable. The people
//! whom a fact concerns are counted with sex and age band as of the fact's day; when a person's record is corrected,
//! the correction reaches these too, so that figures and rows never part.

use kernel::{
    BirthDay, Day, EntryId, HouseholdId, MemberId, Moment, OrganisationId, PathwayId, PersonId, ProgrammeCode,
    TerritoryCode,
};
use serde::Serialize;

use crate::{Act, InReach, Reach, Step, Stored, Table, Where, record};

record! {
    /// One entry, as kept.
    pub struct JournalEntry in journal {
        /// Its id, in order of writing.
        pub id: EntryId,
        /// When it was written.
        pub at: Moment,
        /// The day on which what it says happened.
        pub day: Day,
        /// Who wrote it; nobody when the system did.
        pub member_id: Option<MemberId>,
        /// The permission used, or the system's duty.
        pub purpose: String,
        /// What kind of fact: `step-done`.
        pub kind: String,
        /// What the figures part it by: the axis of a step, the reason of a closing.
        pub detail: Option<String>,
        /// The id of what changed.
        pub subject: String,
        /// The household concerned.
        pub household_id: Option<HouseholdId>,
        /// The pathway concerned.
        pub pathway_id: Option<PathwayId>,
        /// In which programme.
        pub programme: Option<ProgrammeCode>,
        /// By which organisation.
        pub organisation_id: Option<OrganisationId>,
        /// In which territory.
        pub territory: Option<TerritoryCode>,
        /// The entry that this one takes back.
        pub voids: Option<EntryId>,
        /// The fact, as JSON.
        pub fact: String,
    }
}

impl InReach for JournalEntry {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

record! {
    /// A person counted by an entry.
    pub struct JournalPerson in journal_person {
        /// The entry.
        pub entry_id: EntryId,
        /// The person.
        pub person_id: PersonId,
        /// The person's sex, as a word.
        pub sex: String,
        /// The person's age band on the day of the fact: the order of [`AgeBand`].
        pub age_band: i64,
    }
}

impl InReach for JournalPerson {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<JournalEntry>(JournalEntry::id.is(Self::entry_id))
    }
}

pub(crate) fn steps() -> Vec<Step> {
    let entries = Table::new("journal", &["id"])
        .text("id")
        .int("at")
        .day("day")
        .text("member_id")
        .optional()
        .text("purpose")
        .text("kind")
        .text("detail")
        .optional()
        .text("subject")
        .text("household_id")
        .optional()
        .text("pathway_id")
        .optional()
        .text("programme")
        .optional()
        .text("organisation_id")
        .optional()
        .text("territory")
        .optional()
        .text("voids")
        .optional()
        .text("fact")
        .index(&["programme", "day", "kind"])
        .index_where_filled(&["household_id", "at"])
        .index_where_filled(&["pathway_id", "at"])
        .index(&["subject"])
        .index_where_filled(&["voids"]);
    let people = Table::new("journal_person", &["entry_id", "person_id"])
        .text("entry_id")
        .of("journal")
        .text("person_id")
        .text("sex")
        .int("age_band")
        .index(&["person_id"]);
    vec![Step::new("store-0001-journal", vec![entries, people])]
}

kernel::words! {
    /// Age bands. They nest into those of Reg. (EU) 2021/1147 Annex VIII: under 18, 18 to 60, over 60.
    pub enum AgeBand {
        /// Younger than 18.
        Under18 = "under-18",
        /// 18 to 25.
        From18To25 = "18-25",
        /// 26 to 40.
        From26To40 = "26-40",
        /// 41 to 60.
        From41To60 = "41-60",
        /// Older than 60.
        Over60 = "over-60",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

impl AgeBand {
    /// The band of somebody on a day; unknown when the year of birth leaves two bands open.
    #[must_use]
    pub fn of(born: Option<BirthDay>, day: Day) -> Self {
        let Some(born) = born else { return Self::Unknown };
        let (youngest, oldest) = born.ages_on(day);
        let band = |age: i32| match age {
            ..18 => Self::Under18,
            18..26 => Self::From18To25,
            26..41 => Self::From26To40,
            41..61 => Self::From41To60,
            61.. => Self::Over60,
        };
        if band(youngest) == band(oldest) { band(oldest) } else { Self::Unknown }
    }

    /// Its place in the order of ages.
    #[must_use]
    pub fn order(self) -> i64 {
        Self::ALL.iter().position(|band| *band == self).map_or(0, |place| place as i64)
    }

    /// The band at a place in the order of ages.
    #[must_use]
    pub fn at_order(order: i64) -> Self {
        usize::try_from(order).ok().and_then(|place| Self::ALL.get(place)).copied().unwrap_or(Self::Unknown)
    }
}

/// A person as figures count them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Who.
    pub person: PersonId,
    /// The sex, as a word.
    pub sex: &'static str,
    /// When born.
    pub born: Option<BirthDay>,
}

/// What a change established, typed by the slice that makes it.
pub trait Fact: Serialize {
    /// The kind, in kebab-case: `pathway-opened`. Also the tail of its text key.
    fn kind(&self) -> &'static str;

    /// What the figures part it by, if anything.
    fn detail(&self) -> Option<String> {
        None
    }
}

/// An entry in the making.
#[derive(Debug, Clone)]
#[must_use]
pub struct Entry {
    kind: &'static str,
    detail: Option<String>,
    fact: Result<String, String>,
    subject: String,
    household: Option<HouseholdId>,
    pathway: Option<PathwayId>,
    place: Option<(ProgrammeCode, OrganisationId, TerritoryCode)>,
    day: Option<Day>,
    voids: Option<EntryId>,
    people: Vec<Counted>,
}

impl Entry {
    /// An entry that establishes a fact about a subject, named by its id.
    pub fn new(fact: &impl Fact, subject: impl std::fmt::Display) -> Self {
        Self {
            kind: fact.kind(),
            detail: fact.detail(),
            fact: serde_json::to_string(fact).map_err(|error| error.to_string()),
            subject: subject.to_string(),
            household: None,
            pathway: None,
            place: None,
            day: None,
            voids: None,
            people: Vec::new(),
        }
    }

    /// It concerns a household.
    pub fn household(mut self, household: HouseholdId) -> Self {
        self.household = Some(household);
        self
    }

    /// It concerns a pathway.
    pub fn pathway(mut self, pathway: PathwayId) -> Self {
        self.pathway = Some(pathway);
        self
    }

    /// It happened in a programme, at an organisation, in a territory: who reaches these reads it.
    pub fn within(
        mut self,
        programme: &ProgrammeCode,
        organisation: OrganisationId,
        territory: &TerritoryCode,
    ) -> Self {
        self.place = Some((programme.clone(), organisation, territory.clone()));
        self
    }

    /// It happened on another day than today.
    pub fn on(mut self, day: Day) -> Self {
        self.day = Some(day);
        self
    }

    /// It takes an earlier entry back.
    pub fn voids(mut self, entry: Option<EntryId>) -> Self {
        self.voids = entry;
        self
    }

    /// It counts these people.
    pub fn people(mut self, people: Vec<Counted>) -> Self {
        self.people = people;
        self
    }

    /// The rows that keep the entry.
    ///
    /// # Errors
    /// When the fact cannot be written as JSON.
    pub fn written(self, act: &Act, now: Moment, today: Day) -> Stored<(JournalEntry, Vec<JournalPerson>)> {
        let id = EntryId::fresh();
        let day = self.day.unwrap_or(today);
        let fact = self.fact.map_err(|why| crate::StoreError::Unreadable { column: 0, why })?;
        let (programme, organisation, territory) = match self.place {
            Some((programme, organisation, territory)) => (Some(programme), Some(organisation), Some(territory)),
            None => (None, None, None),
        };
        let people = self.people.iter().map(|counted| JournalPerson {
            entry_id: id,
            person_id: counted.person,
            sex: counted.sex.to_owned(),
            age_band: AgeBand::of(counted.born, day).order(),
        });
        let people = people.collect();
        let row = JournalEntry {
            id,
            at: now,
            day,
            member_id: act.member,
            purpose: act.purpose.to_owned(),
            kind: self.kind.to_owned(),
            detail: self.detail,
            subject: self.subject,
            household_id: self.household,
            pathway_id: self.pathway,
            programme,
            organisation_id: organisation,
            territory,
            voids: self.voids,
            fact,
        };
        Ok((row, people))
    }
}
