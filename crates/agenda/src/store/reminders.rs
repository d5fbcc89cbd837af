//! The queue of reminders. Each is written down once under a key that is unique, and each try before it is made.

use std::collections::HashSet;

use kernel::{MemberId, Moment, PersonId};
use people::store::households::{Membership, members_of};
use people::store::persons::Identity;
use serde::Serialize;
use store::{Db, Entry, Fact, Held, InReach, Order, Reach, StoreError, Stored, Where, record};

use super::appointments::{self, Appointment, AppointmentId, Attendance};
use super::wishes::{self, Recipient, Wish};
use crate::rules::appointment::AppointmentState;
use crate::rules::quiet::QuietHours;
use crate::rules::reminder::{ReminderAct, ReminderState, wait_after};

kernel::id!(
    /// Names a reminder.
    ReminderId
);
store::text_cells!(ReminderId);

record! {
    /// A reminder of one appointment for one recipient. It holds no address: that is looked up when it is sent.
    pub struct Reminder in reminder keyed by ReminderId {
        /// Its id; also its Message-ID, the same at every try.
        pub id: ReminderId,
        /// How often it was changed.
        pub version: i64,
        /// Appointment, recipient and time: unique.
        pub key: String,
        /// Of which appointment.
        pub appointment_id: AppointmentId,
        /// For which member.
        pub member_id: Option<MemberId>,
        /// For which person.
        pub person_id: Option<PersonId>,
        /// When the appointment begins that it tells of.
        pub starts: Moment,
        /// When it is tried next.
        pub next_try: Moment,
        /// Where it stands.
        pub state: ReminderState,
        /// How often it was tried.
        pub tries: i64,
        /// Until when the worker that took it is believed to live.
        pub lease_until: Option<Moment>,
        /// Why it stands so: what the mail server said, or a word of ours.
        pub why: Option<String>,
        /// When it was last changed.
        pub changed_at: Moment,
    }
}

impl InReach for Reminder {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Appointment>(Appointment::id.is(Self::appointment_id))
    }
}

impl Reminder {
    /// For whom it is.
    #[must_use]
    pub fn recipient(&self) -> Option<Recipient> {
        self.member_id.map(Recipient::Member).or(self.person_id.map(Recipient::Person))
    }
}

/// How long a worker may take for one reminder before it is believed dead, in seconds. Longer than all its time limits.
pub const LEASE: i64 = 600;

/// What can happen to a reminder.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReminderFact {
    /// It was written down.
    ReminderQueued,
    /// Something happened to it.
    ReminderMoved {
        /// What.
        act: ReminderAct,
        /// At which try.
        tries: i64,
    },
}

impl Fact for ReminderFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::ReminderQueued => "reminder-queued",
            Self::ReminderMoved { .. } => "reminder-moved",
        }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::ReminderQueued => None,
            Self::ReminderMoved { act, .. } => Some(act.to_string()),
        }
    }
}

/// How many days ahead appointments are looked at: quiet days in a row may ask for a reminder some days before.
const DAYS_AHEAD: i64 = 6;

/// Writes down the reminders that the appointments of the next days ask for and that are not written down yet. Done
/// twice, or by two at once, it adds nothing: the key is unique. Says how many were added.
///
/// # Errors
/// When the database fails.
pub async fn derive(db: &Db, quiet: &QuietHours) -> Stored<usize> {
    let now = db.now();
    let planned = Appointment::state
        .eq(AppointmentState::Planned)
        .and(Appointment::starts.at_least(now))
        .and(Appointment::starts.lt(now.plus_seconds(DAYS_AHEAD * 86_400)));
    let rows = db.rows::<Appointment>().filter(planned).filter(concerning_who_wants());
    let rows = rows.sort(Appointment::starts, Order::Rising).all().await?;
    let mut added = 0;
    for row in rows {
        let Some(at) = quiet.send_at(row.starts, now, db.clock().zone()) else { continue };
        let wanting = recipients(db, &row).await?;
        if wanting.is_empty() {
            continue;
        }
        let known = db.rows::<Reminder>().filter(Reminder::appointment_id.eq(row.id)).all().await?;
        let known: HashSet<String> = known.into_iter().map(|reminder| reminder.key).collect();
        for recipient in wanting {
            let key = key(&row, recipient);
            if !known.contains(&key) && queue(db, &row, recipient, key, at).await? {
                added += 1;
            }
        }
    }
    Ok(added)
}

/// The appointments in which somebody takes part who wants to be reminded: few of all.
fn concerning_who_wants() -> Where {
    let wanted_by = |whose: Where| Where::exists::<Wish>(Wish::wants.eq(true).and(whose));
    let member =
        Attendance::appointment_id.is(Appointment::id).and(wanted_by(Wish::member_id.is(Attendance::member_id)));
    let of_household =
        Membership::household_id.is(Appointment::household_id).and(Membership::person_id.is(Wish::person_id));
    let anybody = Appointment::person_id.is_null().and(Where::exists::<Membership>(of_household));
    let person = Wish::person_id.is_filled().and(Wish::person_id.is(Appointment::person_id).or(anybody));
    Where::exists::<Attendance>(member).or(wanted_by(person))
}

fn key(appointment: &Appointment, recipient: Recipient) -> String {
    let who = match recipient {
        Recipient::Member(id) => format!("member:{id}"),
        Recipient::Person(id) => format!("person:{id}"),
    };
    format!("{}:{who}:{}", appointment.id, appointment.starts.millis())
}

/// Who takes part in an appointment and wants to be reminded.
async fn recipients(db: &Db, row: &Appointment) -> Stored<Vec<Recipient>> {
    let members = appointments::members(db, [row.id]).await?.remove(&row.id).unwrap_or_default();
    let persons: Vec<PersonId> = match (row.person_id, row.household_id) {
        (Some(person), _) => vec![person],
        (None, Some(household)) => {
            let today = db.today();
            let of = members_of(db, household).await?.into_iter();
            of.filter(|(membership, ..)| membership.holds_on(today)).map(|(_, person, _)| person.id).collect()
        }
        (None, None) => Vec::new(),
    };
    let all = members.into_iter().map(Recipient::Member).chain(persons.into_iter().map(Recipient::Person));
    wishes::wanting(db, all).await
}

async fn queue(db: &Db, row: &Appointment, recipient: Recipient, key: String, at: Moment) -> Stored<bool> {
    let (member_id, person_id) = recipient.columns();
    let reminder = Reminder {
        id: ReminderId::fresh(),
        version: 0,
        key,
        appointment_id: row.id,
        member_id,
        person_id,
        starts: row.starts,
        next_try: at,
        state: ReminderState::Waiting,
        tries: 0,
        lease_until: None,
        why: None,
        changed_at: db.now(),
    };
    let mut change = db.change().await?;
    match change.insert(&reminder).await {
        Err(StoreError::Taken(_)) => return Ok(false),
        other => other?,
    }
    change.commit(Entry::new(&ReminderFact::ReminderQueued, reminder.id)).await?;
    Ok(true)
}

/// Lets something happen to a reminder, with the reason if there is one.
///
/// # Errors
/// [`StoreError::Stale`] when somebody was faster, or it stands elsewhere than the act needs.
pub async fn moved(db: &Db, held: Held<Reminder>, act: ReminderAct, why: Option<String>) -> Stored<Reminder> {
    let state = held.state.after(act).ok_or(StoreError::Stale)?;
    let now = db.now();
    let tries = held.tries + i64::from(act == ReminderAct::Claim);
    let leased = matches!(state, ReminderState::Claimed | ReminderState::Handing);
    let next_try = match act {
        ReminderAct::Defer => now.plus_seconds(wait_after(tries)),
        ReminderAct::Lose | ReminderAct::Resend => now,
        _ => held.next_try,
    };
    let lease_until = leased.then(|| now.plus_seconds(LEASE));
    let new = Reminder { state, tries, next_try, lease_until, why, changed_at: now, ..held.clone() };
    let mut change = db.change().await?;
    let reminder = change.update(held, new).await?;
    change.commit(Entry::new(&ReminderFact::ReminderMoved { act, tries }, reminder.id)).await?;
    Ok(reminder)
}

/// Takes what dead workers left behind: what they had not handed over yet waits again, what they may have handed over is
/// put to a person.
///
/// # Errors
/// When the database fails.
pub async fn recover(db: &Db) -> Stored<()> {
    let dead = Reminder::lease_until.lt(db.now());
    let under_way = Reminder::state.is_in([ReminderState::Claimed, ReminderState::Handing]);
    for row in db.rows::<Reminder>().filter(under_way.and(dead)).all().await? {
        let act = if row.state == ReminderState::Claimed { ReminderAct::Lose } else { ReminderAct::Doubt };
        let held = db.held::<Reminder>(row.id).await?.at_version(row.version);
        match held {
            Ok(held) => ignore_stale(moved(db, held, act, Some("lost".into())).await)?,
            Err(StoreError::Stale) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn ignore_stale(done: Stored<Reminder>) -> Stored<()> {
    match done {
        Err(StoreError::Stale) => Ok(()),
        other => other.map(|_| ()),
    }
}

/// A reminder that is to be sent now, taken by this worker alone.
#[derive(Debug)]
pub struct Claimed {
    /// The reminder.
    pub reminder: Reminder,
    /// Where to.
    pub address: String,
    /// The language of a member, as a word.
    pub language: Option<String>,
}

/// Takes the reminder that has waited longest, if one is due; drops on the way what is no longer wanted.
///
/// # Errors
/// When the database fails.
pub async fn claim(db: &Db) -> Stored<Option<Claimed>> {
    loop {
        let due = Reminder::state.eq(ReminderState::Waiting).and(Reminder::next_try.at_most(db.now()));
        let Some(row) = db.rows::<Reminder>().filter(due).sort(Reminder::next_try, Order::Rising).first().await? else {
            return Ok(None);
        };
        let held = match db.held::<Reminder>(row.id).await?.at_version(row.version) {
            Ok(held) => held,
            Err(StoreError::Stale) => continue,
            Err(error) => return Err(error),
        };
        let (address, language) = match reachable(db, &row).await? {
            Ok(found) => found,
            Err(why) => {
                ignore_stale(moved(db, held, ReminderAct::Drop, Some(why.to_owned())).await)?;
                continue;
            }
        };
        match moved(db, held, ReminderAct::Claim, None).await {
            Ok(reminder) => return Ok(Some(Claimed { reminder, address, language })),
            Err(StoreError::Stale) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Where a reminder goes, as everything stands now; or the word that says why it is no longer wanted.
async fn reachable(db: &Db, row: &Reminder) -> Stored<Result<(String, Option<String>), &'static str>> {
    let Some(appointment) = db.rows::<Appointment>().id(row.appointment_id).first().await? else {
        return Ok(Err("cancelled"));
    };
    if appointment.state != AppointmentState::Planned {
        return Ok(Err("cancelled"));
    }
    if appointment.starts != row.starts {
        return Ok(Err("moved"));
    }
    if appointment.starts <= db.now() {
        return Ok(Err("late"));
    }
    let Some(recipient) = row.recipient() else { return Ok(Err("unwanted")) };
    if !recipients(db, &appointment).await?.contains(&recipient) {
        return Ok(Err("unwanted"));
    }
    let found = match recipient {
        Recipient::Member(id) => {
            let member = db.rows::<accounts::Member>().id(id).first().await?.filter(|member| member.active);
            member.map(|member| (member.email, member.language))
        }
        Recipient::Person(id) => {
            let identity = db.rows::<Identity>().id(id).first().await?;
            identity.and_then(|identity| identity.email).map(|email| (email, None))
        }
    };
    Ok(found.filter(|(address, _)| !address.trim().is_empty()).ok_or("no-address"))
}

/// The reminders of a few appointments.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, appointments: impl IntoIterator<Item = AppointmentId>) -> Stored<Vec<Reminder>> {
    let only = Reminder::appointment_id.is_in(appointments);
    db.rows::<Reminder>().filter(only).sort(Reminder::changed_at, Order::Falling).all().await
}

/// The reminders of the appointments that a member planned: those that need a person first, then the latest.
///
/// # Errors
/// When the database fails.
pub async fn planned_by(db: &Db, member: MemberId, only_troubled: bool) -> Stored<Vec<Reminder>> {
    let own = Appointment::id.is(Reminder::appointment_id).and(Appointment::owner.eq(member));
    let troubled = Reminder::state.is_in([ReminderState::Uncertain, ReminderState::Refused]);
    let mut rows = db
        .rows::<Reminder>()
        .filter(Where::exists::<Appointment>(own))
        .filter_if(only_troubled.then_some(troubled))
        .sort(Reminder::changed_at, Order::Falling)
        .limit(100)
        .all()
        .await?;
    rows.sort_by_key(|row| !matches!(row.state, ReminderState::Uncertain | ReminderState::Refused));
    Ok(rows)
}
