//! Alerts, read from permits and stays as they stand: nothing is stored, so that nothing is told twice or too late.

use kernel::{Day, PersonId};
use programmes::rules::{PermitKind, PermitState};
use store::{Column, Db, Order, Page, PageAsk, Stored, Where};

use super::papers::{Permit, ReceptionStay};
use crate::rules::alert::{Alert, TermName, days_of, of_permit, of_stay};
use crate::rules::stay::Departure;

/// What is to be seen to by a day, among all people within reach, the most urgent first. The handle must be one that
/// reads permits and stays. Days left are counted from today, also where `until` lies ahead.
///
/// # Errors
/// When the database fails.
pub async fn due(db: &Db, until: Day, ask: PageAsk) -> Stored<Page<Alert>> {
    due_for(db, |_| Where::everything(), until, ask).await
}

/// The same for those people alone for whose id the condition holds.
///
/// # Errors
/// When the database fails.
pub async fn due_for<P: Fn(Column<PersonId>) -> Where>(
    db: &Db,
    whose: P,
    until: Day,
    ask: PageAsk,
) -> Stored<Page<Alert>> {
    let whose = (whose(Permit::person_id), whose(ReceptionStay::person_id));
    among(&db.without_shared(), &Due::by(until), whose, ask).await
}

/// The same for a few people, all of it.
///
/// # Errors
/// When the database fails.
pub async fn of_people(db: &Db, people: impl IntoIterator<Item = PersonId>, until: Day) -> Stored<Vec<Alert>> {
    let people: Vec<PersonId> = people.into_iter().collect();
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let whose = (Permit::person_id.is_in(people.iter().copied()), ReceptionStay::person_id.is_in(people));
    Ok(among(db, &Due::by(until), whose, PageAsk::new(1, PageAsk::LARGEST)).await?.items)
}

/// The last days that the columns may hold for a paper to be told by a day.
struct Due {
    by: Day,
    expiry: Day,
    request: Day,
    end: Day,
}

impl Due {
    fn by(until: Day) -> Self {
        let days = |name| days_of(name, until);
        Self {
            by: until,
            expiry: until.plus_days(days(TermName::Ahead)),
            // An answer is late on the day after its term.
            request: until.plus_days(-days(TermName::Answer) - 1),
            end: until.plus_days(days(TermName::StayAhead)),
        }
    }
}

/// Five lists in the order of their days, put together into one: each is read only as far as the page reaches.
async fn among(db: &Db, due: &Due, whose: (Where, Where), ask: PageAsk) -> Stored<Page<Alert>> {
    let today = db.today();
    let most = ask.number() * ask.size();
    let ends = Permit::kind.is_null().or(Permit::kind.ne(Some(PermitKind::LongTermEu)));
    let expiring = Permit::state.eq(PermitState::Issued).and(Permit::expires_on.at_most(Some(due.expiry))).and(ends);
    let receipts = [PermitState::Requested, PermitState::InRenewal, PermitState::InConversion];
    let waiting = Permit::state.is_in(receipts).and(Permit::asked_on.at_most(Some(due.request)));
    let undated = Permit::state.is_in(receipts).and(Permit::asked_on.is_null());
    let ending = ReceptionStay::ends_on.at_most(Some(due.end)).and(ReceptionStay::leaving.ne(Departure::Left));
    // A day of leaving that is agreed and still to come.
    let agreed =
        ReceptionStay::left_on.at_most(Some(due.end)).and(ReceptionStay::left_on.at_least(Some(today.plus_days(1))));
    let agreed = agreed.and(ReceptionStay::leaving.eq(Departure::Left));
    let permits = |which: Where| db.rows::<Permit>().filter(which).filter(whose.0.clone());
    let stays = |which: Where| db.rows::<ReceptionStay>().filter(which).filter(whose.1.clone());

    let by_expiry = permits(expiring.clone()).sort(Permit::expires_on, Order::Rising).limit(most).all().await?;
    let by_request = permits(waiting.clone()).sort(Permit::asked_on, Order::Rising).limit(most).all().await?;
    let without_day = permits(undated.clone()).sort(Permit::id, Order::Rising).limit(most).all().await?;
    let by_end = stays(ending.clone()).sort(ReceptionStay::ends_on, Order::Rising).limit(most).all().await?;
    let by_leaving = stays(agreed.clone()).sort(ReceptionStay::left_on, Order::Rising).limit(most).all().await?;
    let lengths = [by_expiry.len(), by_request.len(), without_day.len(), by_end.len(), by_leaving.len()];
    let shown: usize = lengths.iter().sum();
    let whole = lengths.iter().all(|rows| (*rows as u64) < most);
    let of_permits = by_expiry.iter().chain(&by_request).chain(&without_day).filter_map(|permit| {
        let facts = permit.facts();
        of_permit(&facts, today).or_else(|| of_permit(&facts, due.by))
    });
    let of_stays = by_end.iter().chain(&by_leaving).filter_map(|stay| {
        let facts = stay.facts(today);
        of_stay(&facts, today).or_else(|| of_stay(&facts, due.by))
    });
    let mut all: Vec<Alert> = of_permits.chain(of_stays).collect();
    all.sort_by_key(|alert| (alert.due, alert.paper));
    let before = usize::try_from(most - ask.size()).unwrap_or(usize::MAX);
    let size = usize::try_from(ask.size()).unwrap_or(usize::MAX);
    let counted = |alert: Alert| Alert { days_left: today.days_until(alert.due), ..alert };
    let items = all.into_iter().skip(before).take(size).map(counted).collect();
    let total = if whole {
        shown as u64
    } else {
        permits(expiring).count().await?
            + permits(waiting).count().await?
            + permits(undated).count().await?
            + stays(ending).count().await?
            + stays(agreed).count().await?
    };
    Ok(Page { items, total, ask })
}
