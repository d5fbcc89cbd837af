//! Who answers for minors, as kept: names of people outside the network among them, so that only who may read names
//! reads this table.

use std::collections::HashMap;

use kernel::{BirthDay, Day, PersonId};
use store::{Db, Entry, Held, InReach, Order, Page, PageAsk, Reach, Stored, Where, record};

use super::facts::PeopleFact;
use super::households::{Membership, place_of_person};
use super::persons::{KnownAt, Person, placed};
use crate::rules::answering::{AnsweringDays, AnsweringKind};
use crate::rules::household::Relation;

kernel::id!(
    /// Names one answering for a minor.
    AnswersForId
);
store::text_cells!(AnswersForId);

record! {
    /// Somebody who answers for a minor.
    pub struct AnswersFor in answers_for keyed by AnswersForId {
        /// The id.
        pub id: AnswersForId,
        /// How often the row was changed.
        pub version: i64,
        /// For whom.
        pub person_id: PersonId,
        /// As what.
        pub kind: AnsweringKind,
        /// Who, when known to the network.
        pub by_id: Option<PersonId>,
        /// Who, by name, when not: a person, an office, a centre.
        pub name: Option<String>,
        /// How to reach whoever it is.
        pub contact: Option<String>,
        /// By which decision: the court and its number.
        pub decision: Option<String>,
        /// Since when.
        pub since: Option<Day>,
        /// Until when.
        pub until: Option<Day>,
    }
}

impl InReach for AnswersFor {
    fn in_reach(reach: &Reach) -> Where {
        reach.with_names().through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

impl AnswersFor {
    /// When.
    #[must_use]
    pub fn days(&self) -> AnsweringDays {
        AnsweringDays { since: self.since, until: self.until }
    }

    fn on(day: Day) -> Where {
        let begun = Self::since.is_null().or(Self::since.at_most(Some(day)));
        begun.and(Self::until.is_null().or(Self::until.at_least(Some(day))))
    }
}

/// Who answers, or answered, for a few people: the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_people(
    db: &Db,
    people: impl IntoIterator<Item = PersonId>,
) -> Stored<HashMap<PersonId, Vec<AnswersFor>>> {
    let of = AnswersFor::person_id.is_in(people);
    let mut answers: HashMap<PersonId, Vec<AnswersFor>> = HashMap::new();
    for row in db.rows::<AnswersFor>().filter(of).sort(AnswersFor::id, Order::Falling).all().await? {
        answers.entry(row.person_id).or_default().push(row);
    }
    Ok(answers)
}

/// Writes down who answers for somebody.
///
/// # Errors
/// [`store::StoreError::NotFound`] out of reach.
pub async fn add(db: &Db, row: &AnswersFor) -> Stored<()> {
    let place = place_of_person(db, row.person_id).await?;
    let mut change = db.change().await?;
    change.insert(row).await?;
    let fact = PeopleFact::AnsweringRecorded { kind: row.kind };
    change.commit(placed(Entry::new(&fact, row.person_id), place)).await?;
    Ok(())
}

/// Puts it right, or ends it.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<AnswersFor>, new: AnswersFor) -> Stored<()> {
    let (person, kind) = (new.person_id, new.kind);
    let place = place_of_person(db, person).await?;
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(placed(Entry::new(&PeopleFact::AnsweringChanged { kind }, person), place)).await?;
    Ok(())
}

/// The minors within reach for whom nobody is known to answer today, the youngest first. The same as the rule
/// [`crate::rules::answering::answered`] says of each. Only for a handle that reads names: another sees no answers.
///
/// # Errors
/// When the database fails.
pub async fn unanswered(db: &Db, ask: PageAsk) -> Stored<Page<Person>> {
    let today = db.today();
    // Births are kept as texts: a full day or a year alone, which compares as its beginning.
    let first = today.plus_months(-18 * 12).plus_days(1);
    let is_new_year = (first.month(), first.day()) == (1, 1);
    let first = if is_new_year { BirthDay::Year(first.year()) } else { BirthDay::Day(first) };
    let recorded = Where::exists::<AnswersFor>(AnswersFor::person_id.is(Person::id).and(AnswersFor::on(today)));
    let child =
        Membership::person_id.is(Person::id).and(Membership::relation.eq(Relation::Child)).and(Membership::on(today));
    db.rows::<Person>()
        .filter(Person::born.at_least(Some(first)))
        .filter(recorded.negated())
        .filter(Where::exists::<Membership>(child).negated())
        .sort(Person::born, Order::Falling)
        .sort(Person::id, Order::Rising)
        .page(ask)
        .await
}
