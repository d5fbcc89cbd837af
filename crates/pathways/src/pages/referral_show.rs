//! One referral on its page: people, facts, timeline, and what every programme that runs answers.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use kernel::{Day, HouseholdId, MemberId, Moment, PersonId, ReferralId};
use network::rules::place;
use network::store::organisations;
use people::permissions::{ViewLegalStatus, ViewPeople};
use people::store::sightings::{self, Seen};
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use programmes::rules::{Answer as Ruling, Verdict};
use serde::Serialize;
use store::{Db, JournalEntry, Stored};
use web::{Answer, Desk, Form, Id, May};

use super::looks::ToldChange;
use super::telling::{Names, Told, tell};
use crate::permissions::{EditReferrals, OpenPathways, ViewReferrals};
use crate::rules::referral::{
    ReferralAct, ReferralGap, ReferralPicture, ReferralStatus, ReferralStep, SenderKind, Urgency, missing,
};
use crate::store::pathways::Pathway;
use crate::store::referrals::{self, Referral};
use crate::store::verdicts::{self, Known};

/// The catalogue, as handlers take it.
pub(crate) type Programmes = Extension<Arc<Catalogue>>;

#[derive(Serialize)]
struct Show {
    referral: Shown,
    people: Vec<PersonLine>,
    everyone_listed: bool,
    residence: Option<String>,
    housing_distress: Option<bool>,
    hardship: Option<bool>,
    verdicts: Vec<Told>,
    legal: bool,
    missing_now: Vec<ReferralGap>,
    timeline_items: Vec<Happening>,
    pathways: Vec<PathwayLink>,
    kept: Vec<KeptLink>,
    changed: Option<ToldChange>,
    may_edit: bool,
    may_open: bool,
    today: String,
}

/// A referral, as its pages show it.
#[derive(Serialize)]
pub(crate) struct Shown {
    pub(crate) id: ReferralId,
    pub(crate) version: i64,
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) status: ReferralStatus,
    pub(crate) is_open: bool,
    pub(crate) acts: Vec<ReferralAct>,
    pub(crate) programme: String,
    pub(crate) programme_code: String,
    pub(crate) partner: String,
    pub(crate) territory: String,
    pub(crate) household_id: HouseholdId,
    pub(crate) received_on: Option<Day>,
    sender_name: Option<String>,
    sender_kind: Option<SenderKind>,
    sender_contact: Option<String>,
    needs: Vec<String>,
    urgency: Option<Urgency>,
    story: Option<String>,
}

#[derive(Serialize)]
struct PersonLine {
    id: PersonId,
    name: String,
    relation: String,
    born: Option<String>,
    citizenship: Option<String>,
}

#[derive(Serialize)]
struct Happening {
    when: Moment,
    title: String,
    text: Option<String>,
    who: Option<String>,
}

#[derive(Serialize)]
struct PathwayLink {
    id: kernel::PathwayId,
    code: String,
    programme: String,
}

#[derive(Serialize)]
struct KeptLink {
    id: verdicts::VerdictId,
    programme: String,
    answer: String,
    day: Day,
    opened: bool,
}

/// One referral.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewReferrals>, Id(id): Id<ReferralId>, catalogue: Programmes) -> Answer {
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    page(&may, &may.db, &catalogue, &referral, &Form::blank()).await
}

/// The page of a referral; a form on it comes back with its errors.
///
/// # Errors
/// When the database fails.
pub(crate) async fn page<P>(may: &May<P>, db: &Db, catalogue: &Catalogue, referral: &Referral, form: &Form) -> Answer {
    let legal = legal_of(may, referral);
    let reader = legal.clone().unwrap_or_else(|| may.also::<ViewPeople>());
    let known = verdicts::known(&reader, referral.household_id, db.today()).await?;
    let names = names_of(&known, Some(referral));
    let changed = match &legal {
        Some(legal) if referral.status == ReferralStatus::Received => {
            let kept = verdicts::of_referral(legal, referral.id).await?;
            let own = kept.into_iter().find(|kept| kept.programme == referral.programme);
            match own.zip(catalogue.get(&referral.programme)) {
                Some((kept, programme)) => super::looks::since_kept(may, legal, programme, kept, &known).await?,
                None => None,
            }
        }
        _ => None,
    };
    let (told, kept) = match &legal {
        Some(legal) => {
            let running = catalogue.active(db).await?;
            let told = told_of(may, &running, referral, &known, &names, db.today());
            (told, kept_of(legal, catalogue, referral.id).await?)
        }
        None => (Vec::new(), Vec::new()),
    };
    let named = known.people.iter().any(|person| person.identity().is_some_and(|identity| !identity.name().is_empty()));
    let picture = picture(referral, &known, named);
    let step = match referral.status {
        ReferralStatus::Draft => vec![ReferralStep::Receive],
        ReferralStatus::Received => vec![ReferralStep::Assess, ReferralStep::TakeInCharge],
        _ => vec![],
    };
    let of_referral = Pathway::referral_id.eq(Some(referral.id));
    let opened = may.also::<crate::permissions::ViewPathways>().rows::<Pathway>().filter(of_referral).all().await?;
    let context = Show {
        referral: shown(may, db, catalogue, referral, &known).await?,
        people: known.people.iter().enumerate().map(|(at, person)| line(may, person, at + 1)).collect(),
        everyone_listed: known.household.everyone_listed,
        residence: known.household.municipality.as_deref().and_then(place::by_code).map(place::full_name),
        housing_distress: known.household.housing_distress,
        hardship: known.household.hardship,
        verdicts: told,
        legal: legal.is_some(),
        missing_now: step.into_iter().flat_map(|step| missing(step, &picture)).collect(),
        timeline_items: timeline(may, db, referral.id).await?,
        pathways: opened
            .into_iter()
            .map(|pathway| PathwayLink {
                id: pathway.id,
                programme: catalogue.name(&pathway.programme),
                code: pathway.code,
            })
            .collect(),
        kept,
        changed,
        may_edit: covers::<EditReferrals, P>(may, referral),
        may_open: covers::<OpenPathways, P>(may, referral),
        today: db.today().italian(),
    };
    may.form("referrals/show.html", form, context)
}

/// Whether a permission reaches a referral.
pub(crate) fn covers<Q: web::Permission, P>(may: &May<P>, referral: &Referral) -> bool {
    let reach = may.caller().reach::<Q>();
    reach.is_some_and(|reach| reach.covers(&referral.programme, referral.organisation_id, &referral.territory))
}

/// The handle that reads permits and stays, where the member may.
pub(crate) fn legal_of<P>(may: &May<P>, referral: &Referral) -> Option<Db> {
    covers::<ViewLegalStatus, P>(may, referral).then(|| may.also::<ViewLegalStatus>())
}

/// What people are called on pages about this referral: by name, or by their number in the list.
pub(crate) fn names_of(known: &Known, open: Option<&Referral>) -> Names {
    let named = |(at, person): (usize, &verdicts::KnownPerson)| {
        let name = person.identity().map(people::store::persons::Identity::name).filter(|name| !name.is_empty());
        (person.rows.person.id, (name.unwrap_or_else(|| (at + 1).to_string()), at + 1))
    };
    Names {
        people: known.people.iter().enumerate().map(named).collect(),
        open_referral: open.filter(|referral| referral.status.is_open()).map(|referral| referral.id),
    }
}

/// What every programme that runs answers, told.
pub(crate) fn told_of(
    desk: &Desk,
    running: &[Arc<Programme>],
    referral: &Referral,
    known: &Known,
    names: &Names,
    day: Day,
) -> Vec<Told> {
    let live: Vec<Verdict> = verdicts::live(running, &referral.programme, &known.evidence(), day);
    live.iter()
        .filter_map(|verdict| {
            let programme = running.iter().find(|programme| programme.code == verdict.programme)?;
            Some(tell(desk, programme, verdict, names))
        })
        .collect()
}

async fn kept_of(legal: &Db, catalogue: &Catalogue, id: ReferralId) -> Stored<Vec<KeptLink>> {
    let kept = verdicts::of_referral(legal, id).await?;
    let link = |verdict: verdicts::KeptVerdict| KeptLink {
        id: verdict.id,
        programme: catalogue.name(&verdict.programme),
        answer: Ruling::from_word(&verdict.answer).map_or(verdict.answer.clone(), |answer| answer.to_string()),
        day: verdict.day,
        opened: verdict.pathway_id.is_some(),
    };
    Ok(kept.into_iter().map(link).collect())
}

fn picture(referral: &Referral, known: &Known, named: bool) -> ReferralPicture {
    let all = |meets: fn(&verdicts::KnownPerson) -> bool| !known.people.is_empty() && known.people.iter().all(meets);
    ReferralPicture {
        named,
        sender: referral.sender_name.is_some() || referral.sender_kind.is_some(),
        births: all(|person| person.rows.person.born.is_some()),
        citizenships: all(|person| person.rows.person.citizenship.is_some()),
        permits: all(|person| person.rows.person.permits_known || !person.rows.permits.is_empty()),
        stays: all(|person| person.rows.person.stays_known || !person.rows.stays.is_empty()),
        residence: known.household.municipality.is_some(),
        needs: !referral.needs.0.is_empty(),
        urgency: referral.urgency.is_some(),
    }
}

fn line(desk: &Desk, person: &verdicts::KnownPerson, number: usize) -> PersonLine {
    let row = &person.rows.person;
    let named = person.identity();
    let name = named.map(people::store::persons::Identity::name).filter(|name| !name.is_empty());
    PersonLine {
        id: row.id,
        name: name.unwrap_or_else(|| desk.say_with("referral-person-number", &[("number", number.into())])),
        relation: desk.say(&format!("relation-{}", person.member.0.relation)),
        born: row.born.filter(|_| named.is_some()).map(|born| match born {
            kernel::BirthDay::Day(day) => day.italian(),
            kernel::BirthDay::Year(year) => year.to_string(),
        }),
        citizenship: row.citizenship.filter(|_| named.is_some()).map(|one| desk.say(&format!("country-{one}"))),
    }
}

/// Notes that the reader sees the people of a referral.
///
/// # Errors
/// When the database fails.
pub(crate) async fn seen(db: &Db, known: &Known, what: Seen) -> Stored<()> {
    sightings::note(db, known.people.iter().map(|person| person.rows.person.id), what).await
}

/// A referral as pages show it, each of which is noted as seen.
///
/// # Errors
/// When the database fails.
pub(crate) async fn shown(
    desk: &Desk,
    db: &Db,
    catalogue: &Catalogue,
    referral: &Referral,
    known: &Known,
) -> Stored<Shown> {
    seen(db, known, Seen::Referral).await?;
    let programme = catalogue.get(&referral.programme);
    let mut partners = organisations::names_of(db, [referral.organisation_id]).await?;
    let reference = known.household.reference_id;
    let person = known.people.iter().find(|person| Some(person.rows.person.id) == reference);
    let name = person.and_then(verdicts::KnownPerson::identity).map(people::store::persons::Identity::name);
    let language = desk.language().word();
    let axis = |code: &String| {
        let axis = programme.and_then(|programme| programme.axis(code));
        axis.map_or_else(|| code.clone(), |axis| axis.name.get(language).to_owned())
    };
    let territory = programme.and_then(|programme| programme.territory(&referral.territory));
    Ok(Shown {
        id: referral.id,
        version: referral.version,
        code: referral.code.clone(),
        label: name.filter(|name| !name.is_empty()).unwrap_or_else(|| referral.code.clone()),
        status: referral.status,
        is_open: referral.status.is_open(),
        acts: referral.status.acts().collect(),
        programme: catalogue.name(&referral.programme),
        programme_code: referral.programme.to_string(),
        partner: partners.remove(&referral.organisation_id).unwrap_or_default(),
        territory: territory.map_or_else(|| referral.territory.to_string(), |territory| territory.name.clone()),
        household_id: referral.household_id,
        received_on: referral.received_on,
        sender_name: referral.sender_name.clone(),
        sender_kind: referral.sender_kind,
        sender_contact: referral.sender_contact.clone(),
        needs: referral.needs.0.iter().map(axis).collect(),
        urgency: referral.urgency,
        story: referral.story.clone(),
    })
}

async fn timeline(desk: &Desk, db: &Db, id: ReferralId) -> Stored<Vec<Happening>> {
    let entries = referrals::timeline(db, id).await?;
    let who: Vec<MemberId> = entries.iter().filter_map(|entry| entry.member_id).collect();
    let names = accounts::store::names_of(db, who).await?;
    Ok(entries.iter().map(|entry| happening(desk, entry, &names)).collect())
}

fn happening(desk: &Desk, entry: &JournalEntry, names: &HashMap<MemberId, String>) -> Happening {
    let fact: serde_json::Value = serde_json::from_str(&entry.fact).unwrap_or_default();
    let reason = fact.get(&entry.kind).and_then(|fact| fact.get("reason")).and_then(serde_json::Value::as_str);
    let answer = entry.kind.starts_with("verdict-").then_some(entry.detail.as_ref()).flatten();
    Happening {
        when: entry.at,
        title: desk.say(&format!("fact-{}", entry.kind)),
        text: reason.map(str::to_owned).or(answer.map(|answer| desk.say(&format!("answer-{answer}")))),
        who: entry.member_id.and_then(|member| names.get(&member).cloned()),
    }
}
