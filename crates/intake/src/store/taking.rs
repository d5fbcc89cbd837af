//! Taking over and taking back: each household in a bundle of its own, so that whoever stops halfway, by choice or by a
//! power cut, finds whole households and may go on.

use std::collections::HashSet;
use std::sync::Arc;

use kernel::{Day, EntryId, HouseholdId, PersonId, ReferralId};
use pathways::store::referrals::{self, FirstPerson, Referral};
use pathways::store::verdicts;
use people::rules::household::Relation;
use people::rules::person::Sex;
use people::rules::stay::Departure;
use people::store::households::{self, Household, Membership, Newcomer, Place};
use people::store::papers::{self, Permit, ReceptionStay};
use people::store::persons::{Identity, KnownAt, Person};
use people::store::undoing;
use programmes::definition::Programme;
use programmes::rules::Circuit;
use store::{Change, Db, Held, JournalEntry, Json, Order, StoreError, Stored};

use super::imports::{self, Added, ImportFact, ImportedHousehold, ImportedRow, SheetImport};
use crate::rules::import::{ImportAct, ImportRefusal, ImportStatus, after};
use crate::rules::row::{self, ReadRow};
use crate::rules::taking;

/// The handles of somebody who imports, one for each thing that is written.
#[derive(Clone)]
pub struct Hands {
    /// For imports and referrals.
    pub referrals: Db,
    /// For people and households.
    pub people: Db,
    /// For permits and stays.
    pub status: Db,
}

impl Hands {
    /// The same handle for everything.
    #[must_use]
    pub fn one(db: Db) -> Self {
        Self { referrals: db.clone(), people: db.clone(), status: db }
    }

    fn together(&self, bundle: &store::Together) -> Self {
        Self { referrals: bundle.of(&self.referrals), people: bundle.of(&self.people), status: bundle.of(&self.status) }
    }
}

/// A household about to be taken over.
#[derive(Debug, Clone)]
pub struct Coming<'r> {
    /// Where it goes.
    pub place: Place,
    /// The number of its first row.
    pub first_row: usize,
    /// Its rows.
    pub rows: Vec<&'r ReadRow>,
    /// The person known already whose household it is, as somebody said.
    pub known: Option<PersonId>,
    /// For each row, who of those known it may be.
    pub alike: Vec<Vec<PersonId>>,
}

/// Takes a household over: people, papers, referral, verdicts, or nothing of it. `None` when somebody was faster, or when
/// the person who was named as known lives in no household by now: the next look at the sheet shows what became of them.
///
/// # Errors
/// [`StoreError::Stale`] when the import was taken back or put aside meanwhile.
pub async fn take(
    hands: &Hands,
    import: &SheetImport,
    running: &[Arc<Programme>],
    coming: &Coming<'_>,
) -> Stored<Option<ImportedHousehold>> {
    let bundle = hands.referrals.together().await?;
    let hands = hands.together(&bundle);
    let mut change = hands.referrals.change().await?;
    // Whoever takes the import back waits for this household, or this household finds it taken back.
    let open = ImportStatus::ALL.iter().copied().filter(|status| after(*status, ImportAct::Take).is_ok());
    let itself = SheetImport::id.eq(import.id).and(SheetImport::status.is_in(open));
    if change.set::<SheetImport, _>(itself, SheetImport::last_activity, hands.referrals.now()).await? == 0 {
        return Err(StoreError::Stale);
    }
    let written = match coming.known {
        Some(person) => match household_of(&hands, person).await? {
            Some(household) => join(&hands, import, running, coming, household).await,
            None => return Ok(None),
        },
        None => begin(&hands, import, running, coming).await,
    };
    let (referral, people, added) = match written {
        Ok(written) => written,
        Err(StoreError::Taken(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let taken = ImportedHousehold {
        import_id: import.id,
        first_row: number(coming.first_row),
        household_id: referral.household_id,
        referral_id: referral.id,
        joined: added.is_some(),
        added: added.map(Json),
    };
    let rows = coming.rows.iter().zip(people).map(|(row, person_id)| ImportedRow {
        organisation_id: import.organisation_id,
        programme: import.programme.clone(),
        fingerprint: taking::fingerprint(&row.person),
        import_id: import.id,
        number: number(row.number),
        person_id,
    });
    let mut rows: Vec<ImportedRow> = rows.collect();
    rows.sort_by(|one, other| one.fingerprint.cmp(&other.fingerprint));
    rows.dedup_by(|one, other| one.fingerprint == other.fingerprint);
    change.add(std::slice::from_ref(&taken)).await?;
    match change.add(&rows).await {
        Err(StoreError::Taken(_)) => return Ok(None),
        other => other?,
    }
    let entry = referrals::entry_within(&ImportFact::HouseholdImported, &import.id.to_string(), &referral);
    change.commit(entry).await?;
    bundle.commit().await?;
    Ok(Some(taken))
}

type Written = (Referral, Vec<PersonId>, Option<Added>);

async fn begin(
    hands: &Hands,
    import: &SheetImport,
    running: &[Arc<Programme>],
    coming: &Coming<'_>,
) -> Stored<Written> {
    let reference = coming.rows.iter().position(|row| row.person.relation == Some(Relation::Reference)).unwrap_or(0);
    let Some(first) = coming.rows.get(reference) else { return Err(StoreError::NotFound) };
    let newcomer = Records::of(&first.person);
    let household = household(hands, coming);
    let draft = draft(hands, import, running, coming, household.id);
    let mut people = vec![newcomer.person.id; coming.rows.len()];
    let person = FirstPerson {
        person: newcomer.person,
        identity: newcomer.identity,
        permit: newcomer.permit,
        stay: newcomer.stay,
    };
    let referral = referrals::begin(&hands.referrals, draft, household, person).await?;
    for (at, row) in coming.rows.iter().enumerate().filter(|(at, _)| *at != reference) {
        people[at] = add(hands, referral.household_id, &row.person).await?;
    }
    let referral = receive(hands, running, coming, referral).await?;
    Ok((referral, people, None))
}

/// The household in which somebody lives today, if there is one.
async fn household_of(hands: &Hands, person: PersonId) -> Stored<Option<HouseholdId>> {
    let today = hands.people.today();
    let theirs = households::households_of(&hands.people, [person]).await?.remove(&person).unwrap_or_default();
    Ok(theirs.into_iter().find(|(membership, _)| membership.holds_on(today)).map(|(_, household)| household.id))
}

/// The rows join a household that is known: who of them is known stays as written, the others come in.
async fn join(
    hands: &Hands,
    import: &SheetImport,
    running: &[Arc<Programme>],
    coming: &Coming<'_>,
    household: HouseholdId,
) -> Stored<Written> {
    let members = hands.people.rows::<Membership>().filter(Membership::household_id.eq(household)).all().await?;
    let there = KnownAt::household_id.eq(household).and(coming.place.known());
    let mut added = Added {
        people: Vec::new(),
        after: entries_of(&hands.referrals, household).await?.first().map(|entry| entry.id),
        known_there: hands.people.rows::<KnownAt>().filter(there).first().await?.is_some(),
    };
    let mut people = Vec::new();
    for (row, alike) in coming.rows.iter().zip(&coming.alike) {
        let known = alike.iter().find(|one| members.iter().any(|member| member.person_id == **one));
        people.push(match known {
            Some(person) => *person,
            None => {
                let newcomer = add(hands, household, &row.person).await?;
                added.people.push(newcomer);
                newcomer
            }
        });
    }
    let draft = draft(hands, import, running, coming, household);
    let referral = referrals::begin_for(&hands.referrals, draft, household).await?;
    let referral = receive(hands, running, coming, referral).await?;
    Ok((referral, people, Some(added)))
}

fn household(hands: &Hands, coming: &Coming<'_>) -> Household {
    let stated = coming.rows.iter().find_map(|row| row.person.household_size);
    Household {
        municipality: coming.rows.iter().find_map(|row| row.person.municipality_code.clone()),
        everyone_listed: stated == Some(number(coming.rows.len())),
        ..Household::new(hands.people.now())
    }
}

fn draft(
    hands: &Hands,
    import: &SheetImport,
    running: &[Arc<Programme>],
    coming: &Coming<'_>,
    household: HouseholdId,
) -> Referral {
    let by = hands.referrals.act().member;
    let mut referral = Referral::draft(&coming.place, household, by, hands.referrals.now());
    referral.sender_name =
        import.sender.clone().or_else(|| coming.rows.iter().find_map(|row| row.person.sender.clone()));
    referral.story = taking::story(&coming.rows);
    let programme = running.iter().find(|programme| programme.code == coming.place.programme);
    let needs: Vec<&str> = coming.rows.iter().filter_map(|row| row.person.needs.as_deref()).collect();
    referral.needs = Json(programme.map(|programme| taking::axes(programme, &needs.join(" "))).unwrap_or_default());
    referral
}

async fn add(hands: &Hands, household: HouseholdId, person: &row::Person) -> Stored<PersonId> {
    let Records { person: new, identity, permit, stay } = Records::of(person);
    let held = hands.people.held::<Household>(household).await?;
    let relation = person.relation.filter(|relation| *relation != Relation::Reference).unwrap_or(Relation::Other);
    let id = households::add_person(&hands.people, held, Newcomer::new(new, identity), relation).await?;
    if let Some(permit) = permit {
        papers::add(&hands.people, &permit).await?;
    }
    if let Some(stay) = stay {
        papers::add(&hands.people, &stay).await?;
    }
    Ok(id)
}

/// Receives the referral on the day that the sheet names, and keeps what the programmes answer today.
async fn receive(
    hands: &Hands,
    running: &[Arc<Programme>],
    coming: &Coming<'_>,
    referral: Referral,
) -> Stored<Referral> {
    let today = hands.referrals.today();
    let sent: Option<Day> = coming.rows.iter().find_map(|row| row.person.referred_on).filter(|day| *day <= today);
    let held: Held<Referral> = hands.referrals.held(referral.id).await?;
    // A household without any name stays a draft.
    let Ok(referral) = referrals::receive(&hands.referrals, held, sent.unwrap_or(today)).await? else {
        return Ok(referral);
    };
    let known = verdicts::known(&hands.status, referral.household_id, today).await?;
    let evidence = known.evidence();
    let told = verdicts::live(running, &referral.programme, &evidence, today);
    verdicts::record(&hands.referrals, &referral, &told, &evidence).await?;
    Ok(referral)
}

/// A row as rows of the records.
struct Records {
    person: Person,
    identity: Identity,
    permit: Option<Permit>,
    stay: Option<ReceptionStay>,
}

impl Records {
    fn of(read: &row::Person) -> Self {
        let mut person = Person::new(read.sex.unwrap_or(Sex::Unknown), read.born, read.citizenship);
        person.stays_known = read.circuit == Some(Circuit::Never);
        let identity = Identity {
            also_known_as: read.native_name.clone(),
            birth_place: read.birth_place.clone(),
            phone: read.phone.clone(),
            email: read.email.clone(),
            tax_code: read.tax_code.clone(),
            cui: read.cui.clone(),
            languages: read.languages.clone(),
            ..Identity::new(person.id, &read.given, &read.family)
        };
        let permit = read.permit_state.map(|state| {
            let number = read.permit_number.clone();
            let of_receipt = state.is_receipt() && number.as_deref().is_some_and(row::is_receipt);
            let (number, receipt) = if of_receipt { (None, number) } else { (number, None) };
            Permit {
                kind: read.permit_kind,
                number,
                receipt,
                issued_on: read.permit_issued,
                expires_on: read.permit_expires,
                ..Permit::new(person.id, state)
            }
        });
        let leaving = match read.exit_day {
            Some(_) => Departure::Left,
            None if read.still_inside => Departure::Inside,
            None => Departure::Unknown,
        };
        let stay = read.circuit.filter(|circuit| *circuit != Circuit::Never).map(|circuit| ReceptionStay {
            circuit: Some(circuit),
            place: read.reception_place.clone(),
            entered_on: read.entered_on,
            left_on: read.exit_day,
            ..ReceptionStay::new(person.id, leaving)
        });
        Self { person, identity, permit, stay }
    }
}

/// Notes that what was good was taken over, and learns what the headers mean to the sender.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed the import since.
pub async fn finish(db: &Db, held: Held<SheetImport>, households: usize) -> Stored<Result<SheetImport, ImportRefusal>> {
    let status = match after(held.status, ImportAct::Take) {
        Ok(status) => status,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let new = SheetImport { status, last_activity: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    imports::learn(&mut change, &new).await?;
    let new = change.update(held, new).await?;
    change.commit(imports::entry(&ImportFact::SheetTaken { households }, &new)).await?;
    Ok(Ok(new))
}

/// What came of taking an import back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// How many households are gone.
    pub gone: usize,
    /// The referrals that stay, because somebody worked on them or on their household since.
    pub stay: Vec<ReferralId>,
}

/// Takes an import back: every household that nobody worked on since disappears as if it had never come, and no figure
/// counts it; from one that was known before, the referral and who came in with it disappear; the others stay, and are
/// told.
///
/// # Errors
/// When the database fails.
pub async fn undo(hands: &Hands, held: Held<SheetImport>) -> Stored<Result<TakenBack, ImportRefusal>> {
    let status = match after(held.status, ImportAct::Undo) {
        Ok(status) => status,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut back = TakenBack::default();
    take_all_back(hands, &held, &mut back).await?;
    let content = held.content.clone().filter(|_| !back.stay.is_empty());
    let new = SheetImport { status, content, last_activity: hands.referrals.now(), ..held.clone() };
    let mut change = hands.referrals.change().await?;
    let new = change.update(held, new).await?;
    change.commit(imports::entry(&ImportFact::SheetUndone { households: back.gone }, &new)).await?;
    // From here on nothing is taken over; what was, while the rest was taken back, goes too.
    take_all_back(hands, &new, &mut back).await?;
    Ok(Ok(back))
}

async fn take_all_back(hands: &Hands, import: &SheetImport, back: &mut TakenBack) -> Stored<()> {
    let mut stay = Vec::new();
    // The last first: several of them may have gone into the same household.
    for household in imports::of_import(&hands.referrals, import.id).await?.into_iter().rev() {
        if back.stay.contains(&household.referral_id) {
            continue;
        }
        if take_back(hands, import, &household).await? {
            back.gone += 1;
        } else {
            stay.push(household.referral_id);
        }
    }
    back.stay.extend(stay.into_iter().rev());
    Ok(())
}

/// What another partner's question writes on a household that it is about: no work of anybody here.
const ASKED: &str = "asked-here";

/// What an import taken back before wrote.
const TAKEN_BACK: &str = "household-taken-back";

async fn take_back(hands: &Hands, import: &SheetImport, household: &ImportedHousehold) -> Stored<bool> {
    let bundle = hands.referrals.together().await?;
    let taken = match taken_back(&hands.together(&bundle), import, household).await {
        // Needs, wishes and documents hang on a person and tell the household's entries nothing.
        Err(StoreError::Needed(_)) => return Ok(false),
        taken => taken?,
    };
    if taken {
        bundle.commit().await?;
    }
    Ok(taken)
}

async fn taken_back(hands: &Hands, import: &SheetImport, household: &ImportedHousehold) -> Stored<bool> {
    let mut entries = entries_of(&hands.referrals, household.household_id).await?;
    let is_newest = entries
        .first()
        .is_some_and(|entry| entry.kind == "household-imported" && entry.subject == import.id.to_string());
    let added = household.added.as_ref().map(|added| &added.0);
    // An import taken over before it was written down what came into a household that was known.
    if !is_newest || (household.joined && added.is_none()) {
        return Ok(false);
    }
    if let Some(added) = added {
        entries.retain(|entry| added.after.is_none_or(|before| entry.id > before));
        if entries.iter().any(|entry| entry.member_id != entries[0].member_id) {
            return Ok(false);
        }
    }
    if entries.iter().filter(|entry| entry.kind == "household-imported").count() > 1 {
        return Ok(false);
    }
    let referral = hands.referrals.rows::<Referral>().id(household.referral_id).one().await?;
    let fact = ImportFact::HouseholdTakenBack;
    let entry = || referrals::entry_within(&fact, &import.id.to_string(), &referral);
    let mut change: Change = hands.referrals.change().await?;
    for old in &entries {
        change.record(entry().voids(Some(old.id))).await?;
    }
    let theirs = ImportedRow::import_id.eq(import.id).and(ImportedRow::person_id.is_in(
        households::members_of(&hands.people, household.household_id).await?.iter().map(|(_, person, _)| person.id),
    ));
    change.remove::<ImportedRow>(theirs).await?;
    let itself = ImportedHousehold::import_id.eq(import.id).and(ImportedHousehold::referral_id.eq(referral.id));
    change.remove::<ImportedHousehold>(itself).await?;
    referrals::unmake(&hands.referrals, &mut change, referral.id).await?;
    change.commit(entry()).await?;
    let mut change = hands.people.change().await?;
    match added {
        None => undoing::unmake(&hands.people, &mut change, household.household_id).await?,
        Some(added) => {
            let household = hands.people.held::<Household>(household.household_id).await?;
            let place = (!added.known_there).then(|| referral.place());
            undoing::unjoin(&hands.people, &mut change, household, &added.people, place.as_ref()).await?;
        }
    }
    change.commit(entry()).await?;
    Ok(true)
}

/// What holds of a household's entries, the newest first: neither taken back nor another partner's question.
async fn entries_of(db: &Db, household: HouseholdId) -> Stored<Vec<JournalEntry>> {
    let of_it = JournalEntry::household_id.eq(Some(household));
    let mut entries = db.rows::<JournalEntry>().filter(of_it).sort(JournalEntry::id, Order::Falling).all().await?;
    let voided: HashSet<EntryId> = entries.iter().filter_map(|entry| entry.voids).collect();
    entries.retain(|entry| !voided.contains(&entry.id) && ![ASKED, TAKEN_BACK].contains(&entry.kind.as_str()));
    Ok(entries)
}

fn number(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}
