//! The entries of the journal behind a figure: who reads a number can read what it is made of, as far as one's reach
//! allows.

use std::collections::{BTreeSet, HashMap};

use kernel::{EntryId, HouseholdId, PathwayId, PersonId, ReferralId};
use pathways::store::pathways::Pathway;
use pathways::store::referrals::Referral;
use people::rules::code;
use people::rules::person::Sex;
use people::store::households::Household;
use people::store::persons::identities_of;
use store::{AgeBand, Db, JournalEntry, JournalPerson, Order, Page, PageAsk, PeopleAsk, Stored, TallyAsk};

use crate::rules::monitoring::Line;

kernel::words! {
    /// What a figure counts.
    pub enum Counting {
        /// Facts.
        Entries = "entries",
        /// People, each once.
        People = "people",
    }
}

/// Which figure somebody wants to look behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The line of the table.
    pub line: Line,
    /// Its part; all of it, when empty.
    pub detail: Option<String>,
    /// What the figure counts.
    pub counting: Counting,
    /// Only people of this sex.
    pub sex: Option<Sex>,
    /// Only people of this age band.
    pub band: Option<AgeBand>,
}

/// A person that an entry counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Who.
    pub id: PersonId,
    /// The name where names may be read, a code elsewhere.
    pub label: String,
    /// The sex, as a word.
    pub sex: String,
    /// The age band on the day of the fact.
    pub band: AgeBand,
}

/// People as the journal keeps them: sex as a word, age band on the day.
type Who = Vec<(PersonId, String, AgeBand)>;

/// A record behind a figure.
#[derive(Debug, Clone)]
pub struct Record {
    /// The entry of the journal; of a person the first one.
    pub entry: JournalEntry,
    /// Whom it counts; in a list of people that person alone.
    pub people: Vec<Counted>,
    /// The code of the household, where it lies within reach.
    pub household: Option<(HouseholdId, String)>,
    /// The pathway, with its code.
    pub pathway: Option<(PathwayId, String)>,
    /// The referral, with its code, where the entry is about one.
    pub referral: Option<(ReferralId, String)>,
}

/// One page of the records behind a figure; its total is the figure, where the reach is the same.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, ask: &TallyAsk, behind: &Behind, page: PageAsk) -> Stored<Page<Record>> {
    match behind.counting {
        Counting::Entries => entries(db, ask, behind, page).await,
        Counting::People => people(db, ask, behind, page).await,
    }
}

async fn entries(db: &Db, ask: &TallyAsk, behind: &Behind, page: PageAsk) -> Stored<Page<Record>> {
    let page = ours(db, ask, behind)
        .sort(JournalEntry::day, Order::Rising)
        .sort(JournalEntry::id, Order::Rising)
        .page(page)
        .await?;
    let ids: Vec<EntryId> = page.items.iter().map(|entry| entry.id).collect();
    let counted = db.rows::<JournalPerson>().filter(JournalPerson::entry_id.is_in(ids)).all().await?;
    let mut by_entry: HashMap<EntryId, Who> = HashMap::new();
    for row in counted {
        let band = AgeBand::at_order(row.age_band);
        by_entry.entry(row.entry_id).or_default().push((row.person_id, row.sex, band));
    }
    let pairs =
        page.items.iter().map(|entry| (entry.clone(), by_entry.remove(&entry.id).unwrap_or_default())).collect();
    let records = told(db, pairs).await?;
    Ok(Page { items: records, total: page.total, ask: page.ask })
}

async fn people(db: &Db, ask: &TallyAsk, behind: &Behind, page: PageAsk) -> Stored<Page<Record>> {
    let which = PeopleAsk {
        kind: behind.line.word().to_owned(),
        detail: behind.detail.clone(),
        sex: behind.sex.map(|sex| sex.word().to_owned()),
        age_band: behind.band,
    };
    let page = db.people_behind(ask, &which, page).await?;
    let ids: Vec<PersonId> = page.items.iter().map(|one| one.person).collect();
    let theirs = ours(db, ask, behind)
        .filter(JournalPerson::person_id.is_in(ids))
        .sort(JournalEntry::day, Order::Falling)
        .sort(JournalEntry::id, Order::Falling)
        .with::<JournalPerson>(JournalPerson::entry_id.is(JournalEntry::id))
        .all()
        .await?;
    // From the last to the first: the first one stays.
    let mut first: HashMap<PersonId, JournalEntry> =
        theirs.into_iter().map(|(entry, person)| (person.person_id, entry)).collect();
    let pairs = page.items.into_iter().filter_map(|one| {
        let entry = first.remove(&one.person)?;
        Some((entry, vec![(one.person, one.sex, one.age_band)]))
    });
    let records = told(db, pairs.collect()).await?;
    Ok(Page { items: records, total: page.total, ask: page.ask })
}

fn ours<'d>(db: &'d Db, ask: &TallyAsk, behind: &Behind) -> store::Rows<'d, JournalEntry> {
    db.rows::<JournalEntry>()
        .filter(ask.entries())
        .filter(JournalEntry::kind.eq(behind.line.word()))
        .filter_if(behind.detail.clone().map(|detail| JournalEntry::detail.eq(Some(detail))))
}

/// Entries with what a reader needs beside them: codes, and names where they may be read.
async fn told(db: &Db, pairs: Vec<(JournalEntry, Who)>) -> Stored<Vec<Record>> {
    let people: BTreeSet<PersonId> = pairs.iter().flat_map(|(_, people)| people.iter().map(|(id, ..)| *id)).collect();
    let names = identities_of(db, people).await?;
    let ids: BTreeSet<HouseholdId> = pairs.iter().filter_map(|(entry, _)| entry.household_id).collect();
    let households = db.rows::<Household>().filter(Household::id.is_in(ids)).all().await?;
    let households: HashMap<_, _> = households.into_iter().map(|row| (row.id, row.code)).collect();
    let ids: BTreeSet<PathwayId> = pairs.iter().filter_map(|(entry, _)| entry.pathway_id).collect();
    let pathways = db.rows::<Pathway>().filter(Pathway::id.is_in(ids)).all().await?;
    let pathways: HashMap<_, _> = pathways.into_iter().map(|row| (row.id, row.code)).collect();
    let ids: BTreeSet<ReferralId> = pairs.iter().filter_map(|(entry, _)| referral_of(entry)).collect();
    let referrals = db.rows::<Referral>().filter(Referral::id.is_in(ids)).all().await?;
    let referrals: HashMap<_, _> = referrals.into_iter().map(|row| (row.id, row.code)).collect();
    let record = |(entry, people): (JournalEntry, Who)| Record {
        household: entry.household_id.and_then(|id| Some((id, households.get(&id)?.clone()))),
        pathway: entry.pathway_id.and_then(|id| Some((id, pathways.get(&id)?.clone()))),
        referral: referral_of(&entry).and_then(|id| Some((id, referrals.get(&id)?.clone()))),
        people: people
            .into_iter()
            .map(|(id, sex, band)| {
                let name = names.get(&id).map(people::store::persons::Identity::name).filter(|name| !name.is_empty());
                Counted { id, label: name.unwrap_or_else(|| code::of('A', id.as_uuid())), sex, band }
            })
            .collect(),
        entry,
    };
    Ok(pairs.into_iter().map(record).collect())
}

/// The referral that an entry is about.
fn referral_of(entry: &JournalEntry) -> Option<ReferralId> {
    let about_one = [Line::ReferralReceived.word(), Line::VerdictRecorded.word()].contains(&entry.kind.as_str());
    if about_one { entry.subject.parse().ok() } else { None }
}
