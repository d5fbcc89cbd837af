//! Known here, ask: what a partner learns who writes down somebody that another partner knows already.
//!
//! They learn which organisation to ask, and nothing else: neither the name nor that it is certain. The organisation
//! asked sees who asked, and about which of its own people. Both stand in the journal. One learns nothing without
//! writing a person down, and no more than [`MOST_A_DAY`] answers a day, so that nobody can go fishing with a list of
//! names. Who is written down when the day's answers are used up waits, and their page says so. See
//! `docs/decisions/0009-known-here-ask.md`.

use std::collections::{BTreeMap, HashSet};

use kernel::{BirthDay, MemberId, Moment, OrganisationId, PersonId, ProgrammeCode, QuestionId, TerritoryCode};
use store::{Change, Db, Elsewhere, Entry, InReach, Order, Reach, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::Place;
use super::persons::{Identity, KnownAt, Person};
use super::resemblances::{described, likely};
use crate::rules::identity::Class;

/// The most answers of this kind that a member gets within 24 hours.
pub const MOST_A_DAY: u64 = 30;

/// The most people elsewhere who are looked at for one newcomer.
const MOST_LIKELY: usize = 5;

record! {
    /// A question, whole. Nobody reads it so: each side sees its own half.
    pub struct Question in handover_question {
        /// The id.
        pub id: QuestionId,
        /// When it was asked.
        pub asked_at: Moment,
        /// Who wrote the person down.
        pub member_id: Option<MemberId>,
        /// For which organisation.
        pub asking_id: OrganisationId,
        /// The person written down.
        pub person_id: PersonId,
        /// Which organisation is to be asked.
        pub asked_id: OrganisationId,
        /// Whom it knows.
        pub about_id: PersonId,
    }
}

record! {
    /// The asking side's half.
    pub struct AskedElsewhere in handover_question {
        /// The id.
        pub id: QuestionId,
        /// When it was asked.
        pub asked_at: Moment,
        /// Who wrote the person down.
        pub member_id: Option<MemberId>,
        /// The person written down.
        pub person_id: PersonId,
        /// Which organisation is to be asked.
        pub asked_id: OrganisationId,
    }
}

impl InReach for AskedElsewhere {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

record! {
    /// The same rows, for the member who was answered: they stay when the person does not, so that nobody gets the day's
    /// answers anew by taking back what was written down.
    pub struct OwnQuestion in handover_question {
        /// The id.
        pub id: QuestionId,
        /// When it was asked.
        pub asked_at: Moment,
        /// Who wrote the person down.
        pub member_id: Option<MemberId>,
    }
}

impl InReach for OwnQuestion {
    fn in_reach(reach: &Reach) -> Where {
        reach.own(Self::member_id)
    }
}

record! {
    /// That it was asked for somebody on behalf of an organisation, or waits to be asked.
    pub struct HandoverCheck in handover_check {
        /// The person written down.
        pub person_id: PersonId,
        /// For which organisation.
        pub organisation_id: OrganisationId,
        /// In which programme.
        pub programme: ProgrammeCode,
        /// In which territory.
        pub territory: TerritoryCode,
        /// Whether it is still to be asked, since the day's answers were used up.
        pub waits: bool,
        /// When it was asked, or put off.
        pub at: Moment,
    }
}

impl InReach for HandoverCheck {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

impl HandoverCheck {
    fn of(db: &Db, place: &Place, person_id: PersonId, waits: bool) -> Self {
        let Place { programme, organisation: organisation_id, territory } = place.clone();
        Self { person_id, organisation_id, programme, territory, waits, at: db.now() }
    }

    fn place(&self) -> Place {
        Place {
            programme: self.programme.clone(),
            organisation: self.organisation_id,
            territory: self.territory.clone(),
        }
    }
}

record! {
    /// The half of the organisation asked.
    pub struct AskedHere in handover_question {
        /// The id.
        pub id: QuestionId,
        /// When it was asked.
        pub asked_at: Moment,
        /// Which organisation asked.
        pub asking_id: OrganisationId,
        /// Which organisation was asked.
        pub asked_id: OrganisationId,
        /// About whom.
        pub about_id: PersonId,
    }
}

impl InReach for AskedHere {
    fn in_reach(reach: &Reach) -> Where {
        let known = KnownAt::person_id.is(Self::about_id).and(KnownAt::organisation_id.is(Self::asked_id));
        reach.with_names().through::<KnownAt>(known)
    }
}

/// Whether enough is told of somebody for an answer: a name, and a day of birth or a number. Then it is asked once for
/// each organisation, and never again.
pub(super) fn tells_enough(person: &Person, identity: &Identity) -> bool {
    let born = matches!(person.born, Some(BirthDay::Day(_)));
    !identity.name().is_empty() && (born || identity.tax_code.is_some() || identity.cui.is_some())
}

/// Where somebody who is being written down is likely known already, beyond the reach of who writes.
#[derive(Debug, Default)]
pub(super) struct Questions {
    asked: Vec<(Question, Place, Elsewhere)>,
    checks: Vec<HandoverCheck>,
}

impl Questions {
    /// Asks, for somebody written down at a place; puts it off when the member's answers of the day are used up.
    pub(super) async fn of(db: &Db, place: &Place, person: &Person, identity: &Identity) -> Stored<Self> {
        if db.reach().is_everything() {
            return Ok(Self::default());
        }
        let waits = asked_today(db).await? >= MOST_A_DAY;
        let enough = tells_enough(person, identity);
        let checks = enough.then(|| HandoverCheck::of(db, place, person.id, waits)).into_iter().collect();
        let asked = if waits { Vec::new() } else { Self::asked(db, place, person, identity).await? };
        Ok(Self { asked, checks })
    }

    /// Asks for people written down before of whom enough is told, each once for the organisation at the place.
    pub(super) async fn once(db: &Db, place: &Place, people: &[(&Person, &Identity)]) -> Stored<Self> {
        if db.reach().is_everything() || people.is_empty() {
            return Ok(Self::default());
        }
        let of_them = HandoverCheck::person_id.is_in(people.iter().map(|(person, _)| person.id));
        let checks =
            db.rows::<HandoverCheck>().filter(of_them.and(HandoverCheck::organisation_id.eq(place.organisation)));
        let done: HashSet<PersonId> = checks.all().await?.into_iter().map(|check| check.person_id).collect();
        let mut answers = asked_today(db).await?;
        let mut all = Self::default();
        for (person, identity) in people.iter().filter(|(person, _)| !done.contains(&person.id)) {
            let waits = answers >= MOST_A_DAY;
            if !waits {
                let asked = Self::asked(db, place, person, identity).await?;
                answers += asked.len() as u64;
                all.asked.extend(asked);
            }
            all.checks.push(HandoverCheck::of(db, place, person.id, waits));
        }
        Ok(all)
    }

    async fn asked(
        db: &Db,
        place: &Place,
        person: &Person,
        identity: &Identity,
    ) -> Stored<Vec<(Question, Place, Elsewhere)>> {
        let (who, names) = (person.clone(), identity.clone());
        let all = db.elsewhere(|wide| async move { known_to(&wide, &who, &names).await }).await?;
        let people: HashSet<PersonId> = all.iter().map(|known| known.person).collect();
        let within = db.rows::<KnownAt>().filter(KnownAt::person_id.is_in(people)).all().await?;
        let within: HashSet<PersonId> = within.into_iter().map(|row| row.person_id).collect();
        // One question to each organisation, however many of its records are alike.
        let mut ask: BTreeMap<OrganisationId, Elsewhere> = BTreeMap::new();
        for known in all.into_iter().filter(|known| !within.contains(&known.person)) {
            ask.entry(known.organisation).or_insert(known);
        }
        let question = |known: Elsewhere| {
            let question = Question {
                id: QuestionId::fresh(),
                asked_at: db.now(),
                member_id: db.act().member,
                asking_id: place.organisation,
                person_id: person.id,
                asked_id: known.organisation,
                about_id: known.person,
            };
            (question, place.clone(), known)
        };
        Ok(ask.into_values().map(question).collect())
    }

    /// Writes the questions, with an entry on either side.
    pub(super) async fn written(self, change: &mut Change) -> Stored<()> {
        change.add(&self.checks).await?;
        for (question, place, known) in self.asked {
            change.add(std::slice::from_ref(&question)).await?;
            let asked = PeopleFact::AskedElsewhere { organisation: question.asked_id };
            let entry = Entry::new(&asked, question.person_id);
            change.record(entry.within(&place.programme, place.organisation, &place.territory)).await?;
            let here = PeopleFact::AskedHere { organisation: question.asking_id };
            let entry = Entry::new(&here, question.about_id).household(known.household);
            change.record(entry.within(&known.programme, known.organisation, &known.territory)).await?;
        }
        Ok(())
    }
}

/// Where people are known who are called the same by the evidence. "Possible" is not enough to name an organisation.
async fn known_to(wide: &Db, person: &Person, identity: &Identity) -> Stored<Vec<Elsewhere>> {
    let likely = likely(wide, &described(person, identity), MOST_LIKELY).await?;
    let same = likely.into_iter().filter(|one| one.resemblance.class == Class::Same && one.person.id != person.id);
    let people: Vec<PersonId> = same.map(|one| one.person.id).collect();
    let rows = wide.rows::<KnownAt>().filter(KnownAt::person_id.is_in(people)).all().await?;
    let elsewhere = |row: KnownAt| Elsewhere {
        organisation: row.organisation_id,
        programme: row.programme,
        territory: row.territory,
        person: row.person_id,
        household: row.household_id,
    };
    Ok(rows.into_iter().map(elsewhere).collect())
}

/// How many answers the member got within 24 hours.
async fn asked_today(db: &Db) -> Stored<u64> {
    let since = db.now().plus_seconds(-24 * 3600);
    let own = OwnQuestion::member_id.eq(db.act().member).and(OwnQuestion::asked_at.at_least(since));
    db.rows::<OwnQuestion>().filter(own).count().await
}

/// The checks of a person that wait to be asked.
async fn waiting(db: &Db, person: PersonId) -> Stored<Vec<HandoverCheck>> {
    let of_them = HandoverCheck::person_id.eq(person).and(HandoverCheck::waits.eq(true));
    db.rows::<HandoverCheck>().filter(of_them).all().await
}

/// Whether it is still to be asked who knows a person elsewhere.
///
/// # Errors
/// When the database fails.
pub async fn is_still_to_ask(db: &Db, person: PersonId) -> Stored<bool> {
    Ok(!waiting(db, person).await?.is_empty())
}

/// What came of asking for somebody who waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedLater {
    /// It was asked now, or nothing waited: the person's page says what came of it.
    Asked,
    /// The member's answers of the day are used up.
    TooMany,
}

/// Asks for somebody who waited, as far as the caller's answers of the day go.
///
/// # Errors
/// [`store::StoreError::NotFound`] when there is no such person within reach, by name.
pub async fn ask_now(db: &Db, person: PersonId) -> Stored<AskedLater> {
    let (row, identity) = (db.rows::<Person>().id(person).one().await?, db.rows::<Identity>().id(person).one().await?);
    for check in waiting(db, person).await? {
        if asked_today(db).await? >= MOST_A_DAY {
            return Ok(AskedLater::TooMany);
        }
        let place = check.place();
        let asked = Questions::asked(db, &place, &row, &identity).await?;
        let mut change = db.change().await?;
        let this = HandoverCheck::person_id.eq(person).and(HandoverCheck::organisation_id.eq(check.organisation_id));
        let waits = this.and(HandoverCheck::waits.eq(true));
        // Somebody who asks at the same time was faster: what is asked twice would be answered twice.
        if change.set::<HandoverCheck, _>(waits, HandoverCheck::waits, false).await? == 0 {
            continue;
        }
        Questions { asked, checks: Vec::new() }.written(&mut change).await?;
        let entry = Entry::new(&PeopleFact::HandoverChecked, person);
        change.commit(entry.within(&place.programme, place.organisation, &place.territory)).await?;
    }
    Ok(AskedLater::Asked)
}

/// Whom to ask about a person, the last question first.
///
/// # Errors
/// When the database fails.
pub async fn asked_elsewhere(db: &Db, person: PersonId) -> Stored<Vec<AskedElsewhere>> {
    let of_them = AskedElsewhere::person_id.eq(person);
    db.rows::<AskedElsewhere>().filter(of_them).sort(AskedElsewhere::id, Order::Falling).all().await
}

/// Who asked about a person, the last first.
///
/// # Errors
/// When the database fails.
pub async fn asked_here(db: &Db, person: PersonId) -> Stored<Vec<AskedHere>> {
    db.rows::<AskedHere>().filter(AskedHere::about_id.eq(person)).sort(AskedHere::id, Order::Falling).all().await
}

/// The last questions about anybody within reach.
///
/// # Errors
/// When the database fails.
pub async fn last_asked_here(db: &Db, most: u64) -> Stored<Vec<AskedHere>> {
    db.rows::<AskedHere>().sort(AskedHere::id, Order::Falling).limit(most).all().await
}
