//! Privacy notices, as given: which text, in which language, on which day, how and by whom.

use std::collections::{HashMap, HashSet};

use kernel::{Day, MemberId, Moment, OrganisationId, PersonId};
use store::{Db, Entry, InReach, Order, Reach, Stored, Where, record};

use super::households::{members_of, place_of_person};
use super::persons::{KnownAt, placed};
use super::sharing::SharingFact;
use crate::rules::sharing::Way;

kernel::id!(
    /// Names a notice given to somebody.
    NoticeId
);
store::text_cells!(NoticeId);

record! {
    /// A privacy notice given to a person. What was given cannot be taken back, so it never changes.
    pub struct Notice in privacy_notice keyed by NoticeId {
        /// The id.
        pub id: NoticeId,
        /// How often the row was changed; notices never are.
        pub version: i64,
        /// To whom.
        pub person_id: PersonId,
        /// Which text, by code and version: `network/2026-1`.
        pub text: String,
        /// In which language, as an ISO 639-1 code.
        pub language: String,
        /// On which day.
        pub given_on: Day,
        /// How.
        pub way: Way,
        /// By whom.
        pub given_by: Option<MemberId>,
        /// For which organisation.
        pub organisation_id: Option<OrganisationId>,
        /// When it was noted.
        pub noted_at: Moment,
    }
}

impl InReach for Notice {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<KnownAt>(KnownAt::person_id.is(Self::person_id))
    }
}

/// A notice about to be noted.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// Which text.
    pub text: String,
    /// In which language.
    pub language: String,
    /// On which day.
    pub given_on: Day,
    /// How.
    pub way: Way,
}

/// Notes that a person was given a notice.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the person lies out of reach.
pub async fn give(db: &Db, person: PersonId, new: NewNotice) -> Stored<Notice> {
    let place = place_of_person(db, person).await?;
    let notice = Notice {
        id: NoticeId::fresh(),
        version: 0,
        person_id: person,
        text: new.text,
        language: new.language,
        given_on: new.given_on,
        way: new.way,
        given_by: db.act().member,
        organisation_id: place.as_ref().map(|(_, place)| place.organisation),
        noted_at: db.now(),
    };
    let mut change = db.change().await?;
    change.insert(&notice).await?;
    let fact = SharingFact::NoticeGiven { text: notice.text.clone(), language: notice.language.clone() };
    change.commit(placed(Entry::new(&fact, notice.id), place).on(notice.given_on)).await?;
    Ok(notice)
}

/// The notices given to a few people, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn notices_of(db: &Db, people: impl IntoIterator<Item = PersonId>) -> Stored<HashMap<PersonId, Vec<Notice>>> {
    let rows = db
        .rows::<Notice>()
        .filter(Notice::person_id.is_in(people))
        .sort(Notice::given_on, Order::Falling)
        .sort(Notice::id, Order::Falling)
        .all()
        .await?;
    let mut notices: HashMap<PersonId, Vec<Notice>> = HashMap::new();
    for row in rows {
        notices.entry(row.person_id).or_default().push(row);
    }
    Ok(notices)
}

/// Whether everybody of these was given a notice by a day. For a minor, somebody of full age counts who belongs to the
/// household on that day.
///
/// # Errors
/// When the database fails.
pub async fn all_informed(db: &Db, household: kernel::HouseholdId, people: &[PersonId], by: Day) -> Stored<bool> {
    let mut members = members_of(db, household).await?;
    members.retain(|(membership, _, _)| membership.holds_on(by));
    let notices = notices_of(db, members.iter().map(|(_, person, _)| person.id).chain(people.iter().copied())).await?;
    let informed: HashSet<PersonId> = notices
        .into_iter()
        .filter(|(_, given)| given.iter().any(|notice| notice.given_on <= by))
        .map(|(person, _)| person)
        .collect();
    let is_minor = |born: Option<kernel::BirthDay>| born.and_then(|born| born.is_minor_on(by)) == Some(true);
    let answered = members.iter().any(|(_, person, _)| informed.contains(&person.id) && !is_minor(person.born));
    Ok(people.iter().all(|id| {
        let minor = members.iter().any(|(_, person, _)| person.id == *id && is_minor(person.born));
        informed.contains(id) || (minor && answered)
    }))
}
