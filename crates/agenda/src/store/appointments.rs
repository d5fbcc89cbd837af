//! Appointments, as kept; the calendar that an organisation shares; who is busy.

use std::collections::{HashMap, HashSet};

use kernel::{HouseholdId, MemberId, Moment, OrganisationId, PathwayId, PersonId, ProgrammeCode, TerritoryCode};
use serde::Serialize;
use store::{Change, Db, Entry, Fact, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::interpreters::{self, Interpreter, InterpreterId};
use crate::rules::Refusal;
use crate::rules::appointment::{AppointmentAct, AppointmentKind, AppointmentState, acted};

kernel::id!(
    /// Names an appointment.
    AppointmentId
);
store::text_cells!(AppointmentId);

record! {
    /// An appointment.
    pub struct Appointment in appointment keyed by AppointmentId {
        /// Its id.
        pub id: AppointmentId,
        /// How often it was changed.
        pub version: i64,
        /// What it is.
        pub kind: AppointmentKind,
        /// In words.
        pub words: Option<String>,
        /// Whether the whole organisation may read it; never, when it is with a household.
        pub shared: bool,
        /// Of which organisation.
        pub organisation_id: OrganisationId,
        /// In which programme, with a household.
        pub programme: Option<ProgrammeCode>,
        /// In which territory, with a household.
        pub territory: Option<TerritoryCode>,
        /// With which household.
        pub household_id: Option<HouseholdId>,
        /// Along which pathway.
        pub pathway_id: Option<PathwayId>,
        /// With whom of the household, if not with all.
        pub person_id: Option<PersonId>,
        /// Who planned it.
        pub owner: MemberId,
        /// When it begins.
        pub starts: Moment,
        /// When it ends.
        pub ends: Moment,
        /// Where.
        pub place: Option<String>,
        /// With which interpreter.
        pub interpreter_id: Option<InterpreterId>,
        /// Where it stands.
        pub state: AppointmentState,
        /// When it was last changed.
        pub changed_at: Moment,
    }
}

/// With a household: whoever reaches it there, and nobody else, not even who planned it or takes part. Without: those
/// who take part, and the organisation where it is shared.
impl InReach for Appointment {
    fn in_reach(reach: &Reach) -> Where {
        let placed =
            Self::household_id.is_filled().and(reach.by(Self::programme, Self::organisation_id, Self::territory));
        let shared = Self::shared.eq(true).and(of_own_organisation(reach, Self::organisation_id));
        let taking_part =
            Where::exists::<Attendance>(Attendance::appointment_id.is(Self::id).and(reach.own(Attendance::member_id)));
        placed.or(Self::household_id.is_null().and(shared.or(reach.own(Self::owner)).or(taking_part)))
    }
}

/// The rows of the organisations that the member's roles name. A role held in a whole territory names none.
fn of_own_organisation(reach: &Reach, column: store::Column<OrganisationId>) -> Where {
    Where::any(reach.scopes().iter().filter_map(|scope| scope.organisation).map(|organisation| column.eq(organisation)))
}

record! {
    /// The same row as [`Appointment`], for everybody of the organisation: that somebody is busy, and nothing else.
    pub struct Busy in appointment {
        /// Its id.
        pub id: AppointmentId,
        /// Of which organisation.
        pub organisation_id: OrganisationId,
        /// When it begins.
        pub starts: Moment,
        /// When it ends.
        pub ends: Moment,
        /// Where it stands.
        pub state: AppointmentState,
    }
}

impl InReach for Busy {
    fn in_reach(reach: &Reach) -> Where {
        of_own_organisation(reach, Self::organisation_id)
    }
}

record! {
    /// A member who takes part in an appointment.
    pub struct Attendance in appointment_member {
        /// The appointment.
        pub appointment_id: AppointmentId,
        /// The member.
        pub member_id: MemberId,
    }
}

impl InReach for Attendance {
    fn in_reach(reach: &Reach) -> Where {
        let busy = reach.through::<Busy>(Busy::id.is(Self::appointment_id));
        busy.or(reach.through::<Appointment>(Appointment::id.is(Self::appointment_id)))
    }
}

/// What can happen to an appointment. Words, place and names stay out of the journal.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppointmentFact {
    /// It was planned.
    AppointmentPlanned {
        /// What it is.
        kind: AppointmentKind,
    },
    /// It was moved or changed.
    AppointmentChanged {
        /// What it is.
        kind: AppointmentKind,
    },
    /// It took place.
    AppointmentHeld {
        /// What it was.
        kind: AppointmentKind,
    },
    /// Whoever was awaited did not come.
    AppointmentMissed {
        /// What it was.
        kind: AppointmentKind,
    },
    /// It was called off.
    AppointmentCancelled {
        /// What it was.
        kind: AppointmentKind,
    },
    /// What was noted was taken back.
    AppointmentRestored {
        /// What it is.
        kind: AppointmentKind,
    },
}

impl Fact for AppointmentFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::AppointmentPlanned { .. } => "appointment-planned",
            Self::AppointmentChanged { .. } => "appointment-changed",
            Self::AppointmentHeld { .. } => "appointment-held",
            Self::AppointmentMissed { .. } => "appointment-missed",
            Self::AppointmentCancelled { .. } => "appointment-cancelled",
            Self::AppointmentRestored { .. } => "appointment-restored",
        }
    }
}

impl Appointment {
    fn entry(&self, fact: &AppointmentFact) -> Entry {
        let mut entry = Entry::new(fact, self.id);
        if let (Some(household), Some(programme), Some(territory)) =
            (self.household_id, &self.programme, &self.territory)
        {
            entry = entry.household(household).within(programme, self.organisation_id, territory);
        }
        match self.pathway_id {
            Some(pathway) => entry.pathway(pathway),
            None => entry,
        }
    }

    /// Begin and end.
    #[must_use]
    pub fn times(&self) -> (Moment, Moment) {
        (self.starts, self.ends)
    }
}

/// Plans an appointment, with those who take part; its interpreter is booked with it or nothing is written.
///
/// # Errors
/// [`Refusal::InterpreterTaken`] when the interpreter is booked by then.
pub async fn plan(db: &Db, appointment: Appointment, members: &[MemberId]) -> Acted<Appointment> {
    can_be_booked(db, None, &appointment).await?;
    let mut change = db.change().await?;
    interpreters::wait_for(&mut change, db, appointment.interpreter_id).await?;
    change.insert(&appointment).await?;
    attend(&mut change, appointment.id, members).await?;
    interpreters::book(&mut change, &appointment).await?;
    change.commit(appointment.entry(&AppointmentFact::AppointmentPlanned { kind: appointment.kind })).await?;
    Ok(appointment)
}

/// Moves or changes a planned appointment.
///
/// # Errors
/// [`Refusal::InterpreterTaken`] when the interpreter is booked by then; [`Refusal::NotSo`] when it is no longer
/// planned;
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<Appointment>, new: Appointment, members: &[MemberId]) -> Acted<Appointment> {
    if held.state != AppointmentState::Planned {
        return Err(Refusal::NotSo.into());
    }
    can_be_booked(db, held.interpreter_id, &new).await?;
    let mut change = db.change().await?;
    interpreters::wait_for(&mut change, db, held.interpreter_id.into_iter().chain(new.interpreter_id)).await?;
    let new = change.update(held, Appointment { changed_at: db.now(), ..new }).await?;
    change.remove::<Attendance>(Attendance::appointment_id.eq(new.id)).await?;
    attend(&mut change, new.id, members).await?;
    interpreters::release(&mut change, new.id).await?;
    interpreters::book(&mut change, &new).await?;
    change.commit(new.entry(&AppointmentFact::AppointmentChanged { kind: new.kind })).await?;
    Ok(new)
}

/// Says how it went, calls it off or takes that back. Calling off frees the interpreter; taking that back books anew.
///
/// # Errors
/// When it stands elsewhere than the act needs, or the interpreter is booked by others meanwhile.
pub async fn act(db: &Db, held: Held<Appointment>, act: AppointmentAct) -> Acted<Appointment> {
    let state = acted(held.state, act, held.starts, db.now())?;
    let was = held.state;
    let kind = held.kind;
    let new = Appointment { state, changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    interpreters::wait_for(&mut change, db, held.interpreter_id).await?;
    let new = change.update(held, new).await?;
    if state == AppointmentState::Cancelled {
        interpreters::release(&mut change, new.id).await?;
    } else if was == AppointmentState::Cancelled {
        interpreters::book(&mut change, &new).await?;
    }
    let fact = match state {
        AppointmentState::Held => AppointmentFact::AppointmentHeld { kind },
        AppointmentState::Missed => AppointmentFact::AppointmentMissed { kind },
        AppointmentState::Cancelled => AppointmentFact::AppointmentCancelled { kind },
        AppointmentState::Planned => AppointmentFact::AppointmentRestored { kind },
    };
    change.commit(new.entry(&fact)).await?;
    Ok(new)
}

/// Whoever stopped working is not booked anew; what is booked already stays.
async fn can_be_booked(db: &Db, before: Option<InterpreterId>, new: &Appointment) -> Acted<()> {
    let Some(id) = new.interpreter_id.filter(|id| before != Some(*id)) else { return Ok(()) };
    let interpreter = db.rows::<Interpreter>().id(id).one().await?;
    if interpreter.active { Ok(()) } else { Err(Refusal::InterpreterGone.into()) }
}

async fn attend(change: &mut Change, appointment_id: AppointmentId, members: &[MemberId]) -> Stored<()> {
    let mut members = members.to_vec();
    members.sort_unstable();
    members.dedup();
    let rows: Vec<Attendance> = members.into_iter().map(|member_id| Attendance { appointment_id, member_id }).collect();
    change.add(&rows).await
}

/// Whose appointments a calendar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfWhom {
    /// Those that a member planned or takes part in.
    Member(MemberId),
    /// All within reach.
    Everybody,
}

impl OfWhom {
    fn condition(self) -> Where {
        match self {
            Self::Everybody => Where::everything(),
            Self::Member(member) => Appointment::owner.eq(member).or(Where::exists::<Attendance>(
                Attendance::appointment_id.is(Appointment::id).and(Attendance::member_id.eq(member)),
            )),
        }
    }
}

/// No calendar shows more at once.
const MOST: u64 = 500;

/// The appointments between two instants, by time.
///
/// # Errors
/// When the database fails.
pub async fn between(db: &Db, of: OfWhom, from: Moment, to: Moment) -> Stored<Vec<Appointment>> {
    db.rows::<Appointment>()
        .filter(Appointment::starts.lt(to).and(Appointment::starts.at_least(from.plus_seconds(-86_400))))
        .filter(Appointment::ends.at_least(from.plus_seconds(1)))
        .filter(of.condition())
        .sort(Appointment::starts, Order::Rising)
        .sort(Appointment::id, Order::Rising)
        .limit(MOST)
        .all()
        .await
}

/// When somebody of the member's organisations is busy between two instants, but for the appointments known already.
///
/// # Errors
/// When the database fails.
pub async fn busy(db: &Db, known: &HashSet<AppointmentId>, from: Moment, to: Moment) -> Stored<Vec<Busy>> {
    let rows = db
        .rows::<Busy>()
        .filter(Busy::starts.lt(to).and(Busy::starts.at_least(from.plus_seconds(-86_400))))
        .filter(Busy::ends.at_least(from.plus_seconds(1)))
        .filter(Busy::state.eq(AppointmentState::Planned))
        .sort(Busy::starts, Order::Rising)
        .limit(MOST)
        .all()
        .await?;
    Ok(rows.into_iter().filter(|row| !known.contains(&row.id)).collect())
}

/// Who takes part in a few appointments.
///
/// # Errors
/// When the database fails.
pub async fn members(
    db: &Db,
    ids: impl IntoIterator<Item = AppointmentId>,
) -> Stored<HashMap<AppointmentId, Vec<MemberId>>> {
    let ids: HashSet<_> = ids.into_iter().collect();
    let mut members: HashMap<AppointmentId, Vec<MemberId>> = HashMap::new();
    if ids.is_empty() {
        return Ok(members);
    }
    for row in db.rows::<Attendance>().filter(Attendance::appointment_id.is_in(ids)).all().await? {
        members.entry(row.appointment_id).or_default().push(row.member_id);
    }
    Ok(members)
}

/// Other planned appointments of the same members at the same time: a reason to look, not to refuse.
///
/// # Errors
/// When the database fails.
pub async fn clashes(db: &Db, appointment: &Appointment) -> Stored<Vec<(MemberId, Moment, Moment)>> {
    let known = HashSet::from([appointment.id]);
    let readable = between(db, OfWhom::Everybody, appointment.starts, appointment.ends).await?;
    let readable = readable.into_iter().filter(|other| other.state == AppointmentState::Planned);
    let mut others: HashMap<AppointmentId, (Moment, Moment)> =
        readable.map(|other| (other.id, other.times())).filter(|(id, _)| *id != appointment.id).collect();
    let hidden = busy(db, &known, appointment.starts, appointment.ends).await?;
    others.extend(hidden.into_iter().map(|busy| (busy.id, (busy.starts, busy.ends))));
    let mut all = members(db, others.keys().copied().chain([appointment.id])).await?;
    let own = all.remove(&appointment.id).unwrap_or_default();
    let mut clashes: Vec<_> = others
        .into_iter()
        .filter(|(_, times)| crate::rules::appointment::overlap(*times, appointment.times()))
        .flat_map(|(id, (starts, ends))| {
            let both = all.get(&id).into_iter().flatten().filter(|member| own.contains(member));
            both.map(move |member| (*member, starts, ends)).collect::<Vec<_>>()
        })
        .collect();
    clashes.sort_unstable();
    Ok(clashes)
}
