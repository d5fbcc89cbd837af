//! Appointments: planned, changed, called off, and how they went.

use std::collections::{HashMap, HashSet};

use kernel::{Day, HouseholdId, MemberId, Moment, PathwayId, PersonId};
use pathways::permissions::ViewPathways;
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::{self as ways, HouseholdShort, Pathway};
use pathways::store::referrals::Referral;
use people::permissions::ViewPeople;
use people::store::households::{Household, members_of, place_of};
use people::store::persons::identities_of;
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Order, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Flash, Form, Id, May, Posted, Problem, is_own_path, words_of};

use crate::permissions::{EditAppointments, ViewAppointments};
use crate::rules::appointment::{AppointmentAct, AppointmentKind, AppointmentState, MINUTES, times};
use crate::store::appointments::{self, Appointment, AppointmentId};
use crate::store::declined::{Acted, Declined};
use crate::store::interpreters::{self, Interpreter, InterpreterId};
use crate::store::reminders;

/// What an appointment holds.
pub const APPOINTMENT: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(AppointmentKind)), "What it is.").required(),
    Field::new(
        "words",
        Kind::Text(200),
        "In words; seen by those who may read it, never in a calendar feed by default.",
    ),
    Field::new("day", Kind::Day, "On which day.").required(),
    Field::new("from", Kind::Text(5), "When it begins, as 15:00 in the network's time zone.").required(),
    Field::new("minutes", Kind::Number(MINUTES.0, MINUTES.1), "How many minutes it lasts.").required(),
    Field::new("place", Kind::Text(200), "Where."),
    Field::new("with", Kind::Text(120), "With which household: the code of a pathway, referral or household."),
    Field::new("person", Kind::Id, "With whom of the household, if not with all."),
    Field::new("members", Kind::Prose(4000), "Who takes part: ids of members; oneself when left out."),
    Field::new("interpreter", Kind::Id, "With which interpreter."),
    Field::new("shared", Kind::Flag, "Whether the whole organisation may read it; never with a household."),
];

/// What can be done with an appointment.
pub const ACT: &[Field] =
    &[Field::new("act", Kind::Word(words_of!(AppointmentAct)), "Held, missed, cancelled or restored.").required()];

/// An appointment as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AppointmentOut {
    /// Its id.
    pub id: AppointmentId,
    /// How often it was changed.
    pub version: i64,
    /// What it is.
    pub kind: AppointmentKind,
    /// In words.
    pub words: Option<String>,
    /// Where it stands.
    pub state: AppointmentState,
    /// On which day, in the network's time zone.
    pub day: Day,
    /// When it begins, as clocks there show it.
    pub from: String,
    /// When it ends, as clocks there show it.
    pub to: String,
    /// When it begins.
    pub starts: Moment,
    /// When it ends.
    pub ends: Moment,
    /// Where.
    pub place: Option<String>,
    /// With which household: a name where names may be read, a code elsewhere.
    pub label: Option<String>,
    /// The household.
    pub household: Option<HouseholdId>,
    /// The pathway.
    pub pathway: Option<PathwayId>,
    /// With whom of it.
    pub person: Option<PersonId>,
    /// Who takes part, as far as names lie within reach.
    pub members: Vec<String>,
    /// The interpreter's name.
    pub interpreter: Option<String>,
    /// Whether the whole organisation may read it.
    pub shared: bool,
    /// Whether it has begun, so that somebody may say how it went.
    pub begun: bool,
}

/// Appointments with the names that belong to them: one query for each kind of name.
pub(crate) async fn told<P>(may: &May<P>, rows: Vec<Appointment>) -> Stored<Vec<AppointmentOut>> {
    let db = may.also::<ViewAppointments>();
    let households = labels(&may.also::<ViewPeople>(), rows.iter().filter_map(|row| row.household_id)).await?;
    let mut taking_part = appointments::members(&db, rows.iter().map(|row| row.id)).await?;
    let names = accounts::store::names_of(&db, taking_part.values().flatten().copied()).await?;
    let interpreters: HashMap<InterpreterId, String> =
        interpreters::all(&db).await?.into_iter().map(|interpreter| (interpreter.id, interpreter.name)).collect();
    let now = db.now();
    let told = rows.into_iter().map(|row| {
        let (day, from) = row.starts.local(db.clock().zone());
        let members = taking_part.remove(&row.id).unwrap_or_default();
        let mut members: Vec<String> = members.iter().filter_map(|id| names.get(id).cloned()).collect();
        members.sort();
        AppointmentOut {
            day,
            from,
            to: row.ends.local(db.clock().zone()).1,
            label: row.household_id.and_then(|id| households.get(&id)).map(|household| household.label().to_owned()),
            members,
            interpreter: row.interpreter_id.and_then(|id| interpreters.get(&id).cloned()),
            begun: row.starts <= now,
            id: row.id,
            version: row.version,
            kind: row.kind,
            words: row.words,
            state: row.state,
            starts: row.starts,
            ends: row.ends,
            place: row.place,
            household: row.household_id,
            pathway: row.pathway_id,
            person: row.person_id,
            shared: row.shared,
        }
    });
    Ok(told.collect())
}

async fn labels(
    people: &Db,
    ids: impl IntoIterator<Item = HouseholdId>,
) -> Stored<HashMap<HouseholdId, HouseholdShort>> {
    ways::households(people, ids).await
}

/// Whom a written code names: the household, and the pathway or referral that places it.
struct With {
    household: HouseholdId,
    pathway: Option<PathwayId>,
    place: people::store::households::Place,
}

async fn with(may: &May<EditAppointments>, written: &str) -> Stored<Option<With>> {
    // What is offered while typing begins with the code, and says the name after it.
    let code = written.split_whitespace().next().unwrap_or_default().to_uppercase();
    let ways = may.also::<ViewPathways>();
    let this =
        written.trim().parse::<PathwayId>().map_or_else(|_| Pathway::code.eq(code.clone()), |id| Pathway::id.eq(id));
    if let Some(pathway) = ways.rows::<Pathway>().filter(this).first().await? {
        let place = people::store::households::Place {
            programme: pathway.programme,
            organisation: pathway.organisation_id,
            territory: pathway.territory,
        };
        return Ok(Some(With { household: pathway.household_id, pathway: Some(pathway.id), place }));
    }
    let referrals = may.also::<pathways::permissions::ViewReferrals>();
    if let Some(referral) = referrals.rows::<Referral>().filter(Referral::code.eq(code.clone())).first().await? {
        let place = referral.place();
        return Ok(Some(With { household: referral.household_id, pathway: None, place }));
    }
    let people = may.also::<ViewPeople>();
    let Some(household) = people.rows::<Household>().filter(Household::code.eq(code)).first().await? else {
        return Ok(None);
    };
    let place = place_of(&people, household.id).await?;
    Ok(place.map(|place| With { household: household.id, pathway: None, place }))
}

/// Reads a form into an appointment and those who take part; notes what is wrong in the form.
pub(crate) async fn read(
    may: &May<EditAppointments>,
    form: &mut Form,
    before: Option<&Appointment>,
) -> Result<Option<(Appointment, Vec<MemberId>)>, Problem> {
    form.check(APPOINTMENT);
    let own = may.caller().member;
    let members = chosen_members(may, form, own).await?;
    let with = match form.text("with") {
        Some(written) => {
            let found = with(may, &written).await?;
            if found.is_none() {
                form.fail(FieldError::new("with", "unknown-household"));
            }
            found
        }
        None => None,
    };
    if let (Some(person), true) = (form.value::<PersonId>("person"), form.errors().is_empty()) {
        let of = match &with {
            Some(with) => members_of(&may.also::<ViewPeople>(), with.household).await?,
            None => Vec::new(),
        };
        if !of.iter().any(|(_, member, _)| member.id == person) {
            form.fail(FieldError::new("person", "unknown-choice"));
        }
    }
    if let (Some(id), true) = (form.value::<InterpreterId>("interpreter"), form.errors().is_empty())
        && may.db.rows::<Interpreter>().id(id).first().await?.is_none()
    {
        form.fail(FieldError::new("interpreter", "unknown-choice"));
    }
    let (Some(kind), Some(day), Some(minutes)) =
        (form.word("kind", AppointmentKind::from_word), form.value::<Day>("day"), form.value::<i64>("minutes"))
    else {
        return Ok(None);
    };
    let (starts, ends) = match times(day, form.typed("from"), minutes, may.db.clock().zone()) {
        Ok(times) => times,
        Err(refusal) => {
            if form.is_filled("from") {
                form.refuse(&refusal);
            }
            return Ok(None);
        }
    };
    let organisation =
        with.as_ref().map(|with| with.place.organisation).or(before.map(|before| before.organisation_id));
    let organisation = match organisation.or_else(|| own_organisation(may)) {
        Some(organisation) => organisation,
        None => {
            form.fail(FieldError::new("with", "household-needed"));
            return Ok(None);
        }
    };
    if !form.errors().is_empty() {
        return Ok(None);
    }
    let appointment = Appointment {
        id: before.map_or_else(AppointmentId::fresh, |before| before.id),
        version: before.map_or(0, |before| before.version),
        kind,
        words: form.text("words"),
        shared: with.is_none() && form.flag("shared"),
        organisation_id: organisation,
        programme: with.as_ref().map(|with| with.place.programme.clone()),
        territory: with.as_ref().map(|with| with.place.territory.clone()),
        household_id: with.as_ref().map(|with| with.household),
        pathway_id: with.as_ref().and_then(|with| with.pathway),
        person_id: form.value("person"),
        owner: before.map_or(own, |before| before.owner),
        starts,
        ends,
        place: form.text("place"),
        interpreter_id: form.value("interpreter"),
        state: before.map_or(AppointmentState::Planned, |before| before.state),
        changed_at: may.db.now(),
    };
    Ok(Some((appointment, members)))
}

/// The organisation of whoever plans, where one of the roles names it.
fn own_organisation(may: &May<EditAppointments>) -> Option<kernel::OrganisationId> {
    may.db.reach().scopes().iter().find_map(|scope| scope.organisation)
}

async fn chosen_members(may: &May<EditAppointments>, form: &mut Form, own: MemberId) -> Stored<Vec<MemberId>> {
    let chosen: Vec<String> =
        form.chosen("members").iter().flat_map(|ids| ids.split_whitespace()).map(str::to_owned).collect();
    if chosen.is_empty() {
        return Ok(vec![own]);
    }
    let known: HashSet<MemberId> = accounts::store::colleagues(&may.db).await?.into_iter().map(|(id, _)| id).collect();
    let mut members = Vec::new();
    for id in chosen {
        match id.parse::<MemberId>() {
            Ok(id) if known.contains(&id) || id == own => members.push(id),
            _ => form.fail(FieldError::new("members", "unknown-choice")),
        }
    }
    Ok(members)
}

/// An empty form; `?with=P-…` names the household, `?day=` the day.
///
/// # Errors
/// When the database fails.
pub async fn blank(may: May<EditAppointments>, filters: Filters) -> Answer {
    let day = filters.0.value::<Day>("day").unwrap_or(may.db.today());
    let form = Form::blank()
        .with("kind", AppointmentKind::Interview)
        .with("day", day)
        .with("minutes", 60)
        .with("members", may.caller().member)
        .with("shared", "yes")
        .with_some("with", filters.0.text("with"));
    form_page(&may, &form, None).await
}

/// Plans an appointment.
///
/// # Errors
/// When the database fails.
pub async fn create(may: May<EditAppointments>, Posted(mut form): Posted) -> Answer {
    if let Some((appointment, members)) = read(&may, &mut form, None).await? {
        let acted = appointments::plan(&may.db, appointment, &members).await;
        if let Some(planned) = told_form(&mut form, acted)? {
            return may.see_done(&format!("/appointments/{}", planned.id), Flash("appointment-planned"));
        }
    }
    form_page(&may, &form, None).await
}

fn told_form<T>(form: &mut Form, acted: Acted<T>) -> Result<Option<T>, Problem> {
    match acted {
        Ok(done) => Ok(Some(done)),
        Err(Declined::Refused(refusal)) => {
            form.refuse(&refusal);
            Ok(None)
        }
        Err(Declined::Store(error)) => Err(error.into()),
    }
}

/// The form of one appointment.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn edit(may: May<EditAppointments>, Id(id): Id<AppointmentId>) -> Answer {
    let row = may.db.rows::<Appointment>().id(id).one().await?;
    let form = filled(&may, &row).await?;
    form_page(&may, &form, Some(&row)).await
}

/// The form that would make this appointment anew.
pub(crate) async fn filled(may: &May<EditAppointments>, row: &Appointment) -> Stored<Form> {
    let members = appointments::members(&may.db, [row.id]).await?.remove(&row.id).unwrap_or_default();
    let (day, from) = row.starts.local(may.db.clock().zone());
    Ok(Form::blank()
        .with("kind", row.kind)
        .with_some("words", row.words.as_ref())
        .with("day", day)
        .with("from", from)
        .with("minutes", (row.ends.millis() - row.starts.millis()) / 60_000)
        .with_some("place", row.place.as_ref())
        .with_some("with", code_of(may, row).await?)
        .with_some("person", row.person_id)
        .with_all("members", members)
        .with_some("interpreter", row.interpreter_id)
        .with("shared", if row.shared { "yes" } else { "no" })
        .with("version", row.version))
}

/// The code by which the household of an appointment is written in its form.
async fn code_of(may: &May<EditAppointments>, row: &Appointment) -> Stored<Option<String>> {
    if let Some(id) = row.pathway_id
        && let Some(pathway) = may.also::<ViewPathways>().rows::<Pathway>().id(id).first().await?
    {
        return Ok(Some(pathway.code));
    }
    let Some(id) = row.household_id else { return Ok(None) };
    Ok(may.also::<ViewPeople>().rows::<Household>().id(id).first().await?.map(|household| household.code))
}

/// Changes an appointment.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn update(may: May<EditAppointments>, Id(id): Id<AppointmentId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Appointment> = may.db.held(id).await?;
    let before = held.clone();
    if let Some((new, members)) = read(&may, &mut form, Some(&before)).await? {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let acted = appointments::put(&may.db, held, new, &members).await;
        if told_form(&mut form, acted)?.is_some() {
            return may.see_done(&format!("/appointments/{id}"), Flash("appointment-changed"));
        }
    }
    form_page(&may, &form, Some(&before)).await
}

async fn form_page(may: &May<EditAppointments>, form: &Form, row: Option<&Appointment>) -> Answer {
    let known = accounts::store::colleagues(&may.db).await?;
    let members: Vec<_> = known.into_iter().map(|(id, name)| json!({ "value": id, "label": name })).collect();
    let interpreters = interpreters::all(&may.db).await?.into_iter();
    let interpreters: Vec<_> = interpreters
        .filter(|one| one.active || row.is_some_and(|row| row.interpreter_id == Some(one.id)))
        .map(|one| json!({ "value": one.id, "label": format!("{} ({})", one.name, one.speaks().collect::<Vec<_>>().join(", ")) }))
        .collect();
    let people = may.also::<ViewPeople>();
    let persons = match row {
        Some(row) => persons_of(&people, &Appointment { person_id: None, ..row.clone() }).await?,
        None => Vec::new(),
    };
    let context = json!({
        "id": row.map(|row| row.id),
        "members": members,
        "interpreters": interpreters,
        "persons": persons,
        "households": suggested(may).await?,
        "today": may.db.today(),
    });
    may.form("appointments/edit.html", form, context)
}

/// With whom of its household an appointment is, as choices: a name where it may be read, a code elsewhere.
async fn persons_of(people: &Db, row: &Appointment) -> Stored<Vec<serde_json::Value>> {
    let Some(household) = row.household_id else { return Ok(Vec::new()) };
    let of = members_of(people, household).await?;
    let names = identities_of(people, of.iter().map(|(_, person, _)| person.id)).await?;
    let with = of.iter().filter(|(_, person, _)| row.person_id.is_none_or(|only| only == person.id));
    let choices = with.map(|(_, person, _)| {
        let name = names.get(&person.id).map(|identity| identity.name()).filter(|name| !name.is_empty());
        json!({ "value": person.id, "label": name.unwrap_or_else(|| person.code()) })
    });
    Ok(choices.collect())
}

/// The households that a member accompanies, offered while typing: code first, then the name.
async fn suggested(may: &May<EditAppointments>) -> Stored<Vec<String>> {
    let mine = Pathway::case_worker.eq(may.caller().member).and(Pathway::status.ne(PathwayStatus::Closed));
    let ways = may.also::<ViewPathways>();
    let rows =
        ways.rows::<Pathway>().filter(mine).sort(Pathway::last_activity, Order::Falling).limit(100).all().await?;
    let households = labels(&may.also::<ViewPeople>(), rows.iter().map(|pathway| pathway.household_id)).await?;
    let offered = rows.into_iter().map(|pathway| {
        let name = households.get(&pathway.household_id).and_then(|household| household.name.clone());
        name.map_or(pathway.code.clone(), |name| format!("{} {name}", pathway.code))
    });
    Ok(offered.collect())
}

/// One appointment.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(may: May<ViewAppointments>, Id(id): Id<AppointmentId>) -> Answer {
    let row = may.db.rows::<Appointment>().id(id).one().await?;
    let clashes =
        if row.state == AppointmentState::Planned { appointments::clashes(&may.db, &row).await? } else { Vec::new() };
    let names = accounts::store::names_of(&may.db, clashes.iter().map(|(member, ..)| *member)).await?;
    let clashes: Vec<_> = clashes
        .into_iter()
        .map(|(member, starts, ends)| {
            let zone = may.db.clock().zone();
            json!({ "who": names.get(&member), "from": starts.local(zone).1, "to": ends.local(zone).1 })
        })
        .collect();
    let changes = may.may::<EditAppointments>()
        && may.also::<EditAppointments>().rows::<Appointment>().id(id).first().await?.is_some();
    let acts: Vec<AppointmentAct> = AppointmentAct::ALL
        .iter()
        .copied()
        .filter(|act| crate::rules::appointment::acted(row.state, *act, row.starts, may.db.now()).is_ok())
        .filter(|_| changes)
        .collect();
    let reminders = super::reminders::told(&may, reminders::of(&may.db, [id]).await?).await?;
    let persons = persons_of(&may.also::<ViewPeople>(), &row).await?;
    let appointment = told(&may, vec![row]).await?.pop();
    let context = json!({
        "appointment": appointment,
        "clashes": clashes,
        "acts": acts,
        "changes": changes,
        "reminders": reminders,
        "persons": persons,
    });
    may.page("appointments/show.html", context)
}

/// Says how it went, calls it off or takes that back.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; the refusal.
pub async fn act(may: May<EditAppointments>, Id(id): Id<AppointmentId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Appointment> = may.db.held(id).await?;
    let act = form.check(ACT).then(|| form.word("act", AppointmentAct::from_word)).flatten();
    let Some(act) = act else { return Err(form.problem()) };
    appointments::act(&may.db, held, act).await?;
    let next = form.typed("next");
    let to = if is_own_path(next) { next.to_owned() } else { format!("/appointments/{id}") };
    may.see_done(&to, Flash("appointment-changed"))
}

/// Where the address of an appointment's state leads back to.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn back(may: May<ViewAppointments>, Id(id): Id<AppointmentId>) -> Answer {
    may.db.rows::<Appointment>().id(id).one().await?;
    may.see(&format!("/appointments/{id}"))
}
