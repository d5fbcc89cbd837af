//! Imports, as kept: the file while it is worked on, the answers given, what came of it.
//!
//! The file holds more about people than the records made from it, so it is forgotten: when the import is put aside or
//! taken back, and [`KEPT_DAYS`] after its last use.

use std::collections::HashMap;

use kernel::text::fold;
use kernel::{
    EntryId, HouseholdId, MemberId, Moment, OrganisationId, PersonId, ProgrammeCode, ReferralId, TerritoryCode,
};
use serde::{Deserialize, Serialize};
use store::{Db, Entry, Fact, Held, InReach, Json, Order, Page, PageAsk, Reach, StoreError, Stored, Where, record};

use crate::rules::answer::Answers;
use crate::rules::header::{Glossary, Meaning};
use crate::rules::import::{ImportAct, ImportRefusal, ImportStatus, after};
use crate::rules::taking;

kernel::id!(
    /// Names one import.
    ImportId
);
store::text_cells!(ImportId);

/// How long a file is kept after its last use, in days.
pub const KEPT_DAYS: i64 = 30;

record! {
    /// A file that somebody sent, on its way into the records.
    pub struct SheetImport in sheet_import keyed by ImportId {
        /// The id.
        pub id: ImportId,
        /// How often the row was changed.
        pub version: i64,
        /// The programme that the households are referred to.
        pub programme: ProgrammeCode,
        /// The partner that receives them.
        pub organisation_id: OrganisationId,
        /// The territory of all households; without one, each goes where its municipality lies.
        pub territory: Option<TerritoryCode>,
        /// Who sent the file, by name.
        pub sender: Option<String>,
        /// What the file is called.
        pub file_name: String,
        /// Its SHA-256.
        pub digest: String,
        /// What it holds, until it is forgotten.
        pub content: Option<Vec<u8>>,
        /// Which sheet is meant, from 0; the one that speaks of the most things when nobody said.
        pub sheet: Option<i64>,
        /// Which row holds the headers, from 1; the one that speaks of the most things when nobody said.
        pub header_row: Option<i64>,
        /// What the headers mean, as somebody said for this file.
        pub headers: Json<HashMap<String, Option<String>>>,
        /// The answers to its doubts.
        pub answers: Json<Answers>,
        /// Where it stands.
        pub status: ImportStatus,
        /// Who sent it in.
        pub created_by: Option<MemberId>,
        /// When.
        pub created_at: Moment,
        /// When it was last worked on.
        pub last_activity: Moment,
    }
}

impl InReach for SheetImport {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

record! {
    /// A household that an import brought.
    pub struct ImportedHousehold in imported_household {
        /// The import.
        pub import_id: ImportId,
        /// The household's first row in the sheet.
        pub first_row: i64,
        /// The household.
        pub household_id: HouseholdId,
        /// Its referral.
        pub referral_id: ReferralId,
        /// Whether the household was known before.
        pub joined: bool,
        /// What came into it, if it was known before.
        pub added: Option<Json<Added>>,
    }
}

/// What an import wrote into a household that was known before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Who came into it.
    pub people: Vec<PersonId>,
    /// Its last entry before.
    pub after: Option<EntryId>,
    /// Whether it was known at the referral's place already.
    pub known_there: bool,
}

impl InReach for ImportedHousehold {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<SheetImport>(SheetImport::id.is(Self::import_id))
    }
}

record! {
    /// A row taken over, so that it is not taken over again.
    pub struct ImportedRow in imported_row {
        /// The partner.
        pub organisation_id: OrganisationId,
        /// The programme.
        pub programme: ProgrammeCode,
        /// What identifies the row: see [`taking::fingerprint`].
        pub fingerprint: String,
        /// The import that took it over.
        pub import_id: ImportId,
        /// Its number in that sheet.
        pub number: i64,
        /// Who was written down.
        pub person_id: PersonId,
    }
}

impl InReach for ImportedRow {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<SheetImport>(SheetImport::id.is(Self::import_id))
    }
}

record! {
    /// What a header means to a sender, as learnt from a sheet taken over.
    pub struct SenderHeader in sender_header {
        /// The partner that receives.
        pub organisation_id: OrganisationId,
        /// The sender's name, folded; never empty.
        pub sender: String,
        /// The header, folded.
        pub header: String,
        /// What it means, as a word of [`Meaning`]; nothing when the column is passed over.
        pub meaning: Option<String>,
    }
}

impl InReach for SenderHeader {
    fn in_reach(reach: &Reach) -> Where {
        reach.by_organisation(Self::organisation_id)
    }
}

/// What can happen to an import. Names of people and files never enter the journal.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportFact {
    /// A file was sent in.
    SheetSent,
    /// It was read otherwise, or its doubts were answered.
    SheetAnswered,
    /// A household of it was taken over.
    HouseholdImported,
    /// What is good in it was taken over.
    SheetTaken {
        /// How many households.
        households: usize,
    },
    /// A household of it was taken back.
    HouseholdTakenBack,
    /// All of it was taken back, but for what was worked on since.
    SheetUndone {
        /// How many households were taken back.
        households: usize,
    },
    /// It was put aside.
    SheetDiscarded,
    /// Its file was forgotten.
    SheetForgotten,
    /// What was learnt of a sender's headers was forgotten.
    HeadersForgotten {
        /// How many headers.
        headers: u64,
    },
}

impl Fact for ImportFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::SheetSent => "sheet-sent",
            Self::SheetAnswered => "sheet-answered",
            Self::HouseholdImported => "household-imported",
            Self::SheetTaken { .. } => "sheet-taken",
            Self::HouseholdTakenBack => "household-taken-back",
            Self::SheetUndone { .. } => "sheet-undone",
            Self::SheetDiscarded => "sheet-discarded",
            Self::SheetForgotten => "sheet-forgotten",
            Self::HeadersForgotten { .. } => "headers-forgotten",
        }
    }
}

/// Where a file is sent, and by whom.
#[derive(Debug, Clone)]
pub struct Sending {
    /// The programme.
    pub programme: ProgrammeCode,
    /// The partner that receives.
    pub organisation: OrganisationId,
    /// The territory of all households, if there is one.
    pub territory: Option<TerritoryCode>,
    /// Who sent the file, by name.
    pub sender: Option<String>,
}

impl SheetImport {
    /// A file just sent in.
    #[must_use]
    pub fn new(sending: Sending, file_name: &str, content: Vec<u8>, by: Option<MemberId>, now: Moment) -> Self {
        Self {
            id: ImportId::fresh(),
            version: 0,
            programme: sending.programme,
            organisation_id: sending.organisation,
            territory: sending.territory,
            sender: sending.sender,
            file_name: file_name.to_owned(),
            digest: taking::digest(&content),
            content: Some(content),
            sheet: None,
            header_row: None,
            headers: Json(HashMap::new()),
            answers: Json(Answers::default()),
            status: ImportStatus::Ready,
            created_by: by,
            created_at: now,
            last_activity: now,
        }
    }

    /// What somebody said of the headers of this file.
    #[must_use]
    pub fn glossary(&self) -> Glossary {
        let mut glossary = Glossary::default();
        for (header, meaning) in &self.headers.0 {
            glossary.say(header, meaning.as_deref().and_then(Meaning::from_word));
        }
        glossary
    }

    /// Keeps what somebody says of the headers.
    pub fn say(&mut self, glossary: &Glossary) {
        let words =
            glossary.iter().map(|(header, meaning)| (header.to_owned(), meaning.map(|one| one.word().to_owned())));
        self.headers = Json(words.collect());
    }
}

/// An entry about an import.
pub(crate) fn entry(fact: &ImportFact, import: &SheetImport) -> Entry {
    let entry = Entry::new(fact, import.id);
    match &import.territory {
        Some(territory) => entry.within(&import.programme, import.organisation_id, territory),
        None => entry,
    }
}

/// Keeps a file that was sent in.
///
/// # Errors
/// [`store::StoreError::NotFound`] when its place lies out of reach.
pub async fn send(db: &Db, import: &SheetImport) -> Stored<()> {
    let mut change = db.change().await?;
    change.insert(import).await?;
    change.commit(entry(&ImportFact::SheetSent, import)).await?;
    Ok(())
}

/// The import within reach that brought the very same file to the same partner and programme, and still holds.
///
/// # Errors
/// When the database fails.
pub async fn same_file(db: &Db, import: &SheetImport) -> Stored<Option<SheetImport>> {
    let same = SheetImport::organisation_id
        .eq(import.organisation_id)
        .and(SheetImport::digest.eq(import.digest.clone()))
        .and(SheetImport::programme.eq(import.programme.clone()))
        .and(SheetImport::status.is_in([ImportStatus::Ready, ImportStatus::Taken]));
    db.rows::<SheetImport>().filter(same).sort(SheetImport::id, Order::Falling).first().await
}

/// One page of the imports within reach, the last worked on first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, ask: PageAsk) -> Stored<Page<SheetImport>> {
    db.rows::<SheetImport>().sort(SheetImport::last_activity, Order::Falling).page(ask).await
}

/// Keeps answers, another sheet or header row, or other meanings of headers.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<SheetImport>, mut new: SheetImport) -> Stored<SheetImport> {
    new.last_activity = db.now();
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.commit(entry(&ImportFact::SheetAnswered, &new)).await?;
    Ok(new)
}

/// Puts an import aside, and forgets its file.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn discard(db: &Db, held: Held<SheetImport>) -> Stored<Result<SheetImport, ImportRefusal>> {
    let status = match after(held.status, ImportAct::Discard) {
        Ok(status) => status,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let new = SheetImport { status, content: None, last_activity: db.now(), ..held.clone() };
    let bundle = db.together().await?;
    let db = bundle.of(db);
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.commit(entry(&ImportFact::SheetDiscarded, &new)).await?;
    // Looked at once it is written: whoever takes over at the same time has either finished or finds it put aside.
    if !of_import(&db, new.id).await?.is_empty() {
        return Ok(Err(ImportRefusal::NotFromHere));
    }
    bundle.commit().await?;
    Ok(Ok(new))
}

/// Forgets the files of imports within reach that nobody has worked on for long, until none is left; says how many. What
/// somebody works on meanwhile is passed over. `db` should be the system's own handle for this duty.
///
/// # Errors
/// When the database fails. What was forgotten until then is forgotten.
pub async fn forget_old(db: &Db) -> Stored<usize> {
    let before = Moment::from_millis(db.now().millis() - KEPT_DAYS * 86_400_000);
    let old = || SheetImport::last_activity.lt(before).and(SheetImport::content.is_filled());
    let (mut forgotten, mut passed_over) = (0, Vec::new());
    loop {
        // One by one: each may hold megabytes.
        let left = old().and(SheetImport::id.is_in(passed_over.iter().copied()).negated());
        let Some(import) = db.rows::<SheetImport>().filter(left).first().await? else { return Ok(forgotten) };
        match forget(db, import.id, before).await {
            Ok(()) => forgotten += 1,
            Err(StoreError::Stale | StoreError::NotFound) => passed_over.push(import.id),
            Err(error) => return Err(error),
        }
    }
}

async fn forget(db: &Db, id: ImportId, before: Moment) -> Stored<()> {
    let held: Held<SheetImport> = db.held(id).await?;
    if held.last_activity >= before {
        return Err(StoreError::Stale);
    }
    let new = SheetImport { content: None, ..held.clone() };
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.commit(entry(&ImportFact::SheetForgotten, &new)).await?;
    Ok(())
}

/// The households that an import brought, in the sheet's order.
///
/// # Errors
/// When the database fails.
pub async fn of_import(db: &Db, import: ImportId) -> Stored<Vec<ImportedHousehold>> {
    let of = ImportedHousehold::import_id.eq(import);
    db.rows::<ImportedHousehold>().filter(of).sort(ImportedHousehold::first_row, Order::Rising).all().await
}

/// Which of these rows were taken over before, by their fingerprints.
///
/// # Errors
/// When the database fails.
pub async fn taken_before(
    db: &Db,
    import: &SheetImport,
    fingerprints: &[String],
) -> Stored<HashMap<String, ImportedRow>> {
    let mut taken = HashMap::new();
    for some in fingerprints.chunks(500) {
        let these = ImportedRow::organisation_id
            .eq(import.organisation_id)
            .and(ImportedRow::programme.eq(import.programme.clone()))
            .and(ImportedRow::fingerprint.is_in(some.iter().cloned()));
        let rows = db.rows::<ImportedRow>().filter(these).all().await?;
        taken.extend(rows.into_iter().map(|row| (row.fingerprint.clone(), row)));
    }
    Ok(taken)
}

/// What was learnt of a sender's headers.
///
/// # Errors
/// When the database fails.
pub async fn learnt(db: &Db, organisation: OrganisationId, sender: Option<&str>) -> Stored<Glossary> {
    let mut glossary = Glossary::default();
    let Some(sender) = sender_key(sender) else { return Ok(glossary) };
    let of = SenderHeader::organisation_id.eq(organisation).and(SenderHeader::sender.eq(sender));
    for row in db.rows::<SenderHeader>().filter(of).all().await? {
        glossary.say(&row.header, row.meaning.as_deref().and_then(Meaning::from_word));
    }
    Ok(glossary)
}

/// Learns what somebody said of the headers of an import, inside a change of the caller. Of a sender without a name
/// nothing is learnt: the next one without a name may be somebody else.
pub(crate) async fn learn(change: &mut store::Change, import: &SheetImport) -> Stored<()> {
    let Some(sender) = sender_key(import.sender.as_deref()) else { return Ok(()) };
    let said: Vec<SenderHeader> = import
        .glossary()
        .iter()
        .map(|(header, meaning)| SenderHeader {
            organisation_id: import.organisation_id,
            sender: sender.clone(),
            header: header.to_owned(),
            meaning: meaning.map(|meaning| meaning.word().to_owned()),
        })
        .collect();
    let headers = said.iter().map(|row| row.header.clone());
    let before = SenderHeader::organisation_id
        .eq(import.organisation_id)
        .and(SenderHeader::sender.eq(sender))
        .and(SenderHeader::header.is_in(headers));
    change.remove::<SenderHeader>(before).await?;
    change.add(&said).await
}

/// A sender's name, folded; nothing for whoever is not named.
fn sender_key(sender: Option<&str>) -> Option<String> {
    sender.map(fold).filter(|sender| !sender.is_empty())
}
