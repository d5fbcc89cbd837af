//! The caseload: a case worker's first page. What waits, then the open pathways; a note is two clicks away from each.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use kernel::{Day, HouseholdId, Moment, PathwayId};
use people::permissions::{ViewLegalStatus, ViewPeople};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::{Db, Stored};
use web::field::{Field, Kind};
use web::{Answer, Filters, ListLinks, May, list_links, words_of};

use super::frame::reaches;
use super::looks::ToLookAtShort;
use crate::permissions::{ApprovePlans, EditPlans, ViewPathways, ViewReferrals, WriteNotes};
use crate::rules::pathway::PathwayStatus;
use crate::rules::referral::ReferralStatus;
use crate::store::caseload::{self, MOST, ToDo, Whose};
use crate::store::looks;
use crate::store::pathways::{self, HouseholdShort, Pathway};
use crate::store::referrals::Referral;
use crate::store::steps::Step;

/// What the caseload is asked for.
pub const FILTERS: &[Field] =
    &[Field::new("whose", Kind::Word(words_of!(Whose)), "Whose pathways; one's own when left out.")];

#[derive(Serialize)]
struct Caseload {
    whose: Whose,
    choices: Vec<Whose>,
    tasks: Vec<Tasks>,
    referrals: u64,
    rows: Vec<Row>,
    list: ListLinks,
    here: String,
    today: Day,
}

/// One kind of thing to do.
#[derive(Serialize)]
struct Tasks {
    kind: &'static str,
    badge: &'static str,
    count: usize,
    more: bool,
    items: Vec<Task>,
}

#[derive(Serialize)]
struct Task {
    href: String,
    label: String,
    text: Option<String>,
    months: Option<i64>,
    due: Option<Day>,
}

#[derive(Serialize)]
struct Row {
    id: PathwayId,
    code: String,
    label: String,
    size: Option<i64>,
    programme: String,
    status: PathwayStatus,
    worker: Option<String>,
    next: Option<Next>,
    last_activity: Moment,
    may_note: bool,
    look_again: bool,
}

#[derive(Serialize)]
struct Next {
    what: Option<String>,
    axis: String,
    due: Option<Day>,
    overdue: bool,
}

/// The caseload.
///
/// # Errors
/// When the database fails.
pub async fn index(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    filters: Filters,
) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let works = may.may::<EditPlans>() || may.may::<WriteNotes>();
    let usual = if works { Whose::Mine } else { Whose::All };
    let whose = filters.0.word("whose", Whose::from_word).unwrap_or(usual);
    let member = may.caller().member;
    let page = caseload::page(&may.db, whose, member, filters.page(25)).await?;
    let to_do = caseload::to_do(&may.db, whose, member).await?;
    let next = caseload::next_steps(&may.db, page.items.iter().map(|pathway| pathway.id)).await?;
    let of = page.items.iter().chain(to_do.pathways.values()).map(|pathway| pathway.household_id);
    let households = pathways::households(&may.also::<ViewPeople>(), of).await?;
    let workers = accounts::store::names_of(&may.db, page.items.iter().map(|pathway| pathway.case_worker)).await?;
    let legal = may.also::<ViewLegalStatus>();
    let mut again = looks::to_look_at(&legal, &catalogue, &page.items).await?;
    // One's own caseload is looked through whole; of a larger one the page shown.
    let reopened = if whose == Whose::Mine && may.may::<ViewLegalStatus>() {
        super::looks::of_caseload(&may, &catalogue, whose).await?
    } else {
        Vec::new()
    };
    let list = list_links("/caseload", &filters, &page, &[]);
    let today = may.db.today();
    let rows = page.items.iter().map(|pathway| Row {
        id: pathway.id,
        code: pathway.code.clone(),
        label: label(&households, pathway),
        size: households.get(&pathway.household_id).map(|household| household.size),
        programme: catalogue.name(&pathway.programme),
        status: pathway.status,
        worker: workers.get(&pathway.case_worker).cloned().filter(|_| whose != Whose::Mine),
        next: next.get(&pathway.id).map(|step| next_shown(step, pathway, &may.db, &catalogue, may.language().word())),
        last_activity: pathway.last_activity,
        look_again: again.remove(&pathway.id).is_some(),
        may_note: reaches::<WriteNotes, _>(&may, pathway),
    });
    let partner = caseload::has_partner(&may.db);
    let choices = Whose::ALL.iter().copied().filter(|choice| partner || *choice != Whose::Partner);
    let query = filters.query_with("done", "");
    let context = Caseload {
        whose,
        choices: choices.collect(),
        tasks: tasks(&may, &to_do, &households, reopened),
        referrals: referrals_waiting(&may.also::<ViewReferrals>()).await?,
        rows: rows.collect(),
        list,
        here: if query.is_empty() { "/caseload".to_owned() } else { format!("/caseload?{query}") },
        today,
    };
    may.page("caseload/index.html", context)
}

/// How many referrals within reach were received and wait for an answer.
async fn referrals_waiting(db: &Db) -> Stored<u64> {
    db.rows::<Referral>().filter(Referral::status.eq(ReferralStatus::Received)).count().await
}

fn label(households: &HashMap<HouseholdId, HouseholdShort>, pathway: &Pathway) -> String {
    let household = households.get(&pathway.household_id);
    household.map_or_else(|| pathway.code.clone(), |household| household.label().to_owned())
}

fn next_shown(step: &Step, pathway: &Pathway, db: &Db, catalogue: &Catalogue, language: &str) -> Next {
    let axes = super::frame::axes(catalogue, pathway, language);
    Next {
        what: pathway.shows_words(db).then(|| step.what.clone()),
        axis: super::frame::axis_name(&axes, &step.axis),
        due: step.due_on,
        overdue: crate::rules::step::is_overdue(step.status, step.due_on, db.today()),
    }
}

fn tasks(
    may: &May<ViewPathways>,
    to_do: &ToDo,
    households: &HashMap<HouseholdId, HouseholdShort>,
    reopened: Vec<ToLookAtShort>,
) -> Vec<Tasks> {
    let of = |id: PathwayId| to_do.pathways.get(&id);
    let named = |id: PathwayId| of(id).map_or_else(String::new, |pathway| label(households, pathway));
    let words = |id: PathwayId| of(id).is_some_and(|pathway| pathway.shows_words(&may.db));
    let step = |step: &Step| Task {
        href: format!("/pathways/{}#step-{}", step.pathway_id, step.id),
        label: named(step.pathway_id),
        text: words(step.pathway_id).then(|| step.what.clone()),
        months: None,
        due: step.due_on,
    };
    let plain = |id: PathwayId, path: String, due: Option<Day>, months: Option<i64>| Task {
        href: path,
        label: named(id),
        text: None,
        months,
        due,
    };
    let approvals = to_do.to_approve.iter().filter(|plan| {
        // Who may approve reads what waits for approval; who writes plans knows that theirs is still to be sent on.
        of(plan.pathway_id).is_some_and(|pathway| reaches::<ApprovePlans, _>(may, pathway))
    });
    let again = reopened.into_iter().map(|one| Task {
        href: format!("/pathways/{}/verdict", one.id),
        label: one.label,
        text: (one.before != one.now).then(|| {
            format!("{} → {}", may.say(&format!("answer-{}", one.before)), may.say(&format!("answer-{}", one.now)))
        }),
        months: None,
        due: None,
    });
    let all = [
        ("verdicts", "wait", again.collect::<Vec<_>>()),
        ("overdue", "stop", to_do.overdue.iter().map(step).collect::<Vec<_>>()),
        ("soon", "wait", to_do.soon.iter().map(step).collect()),
        (
            "reviews",
            "wait",
            to_do
                .reviews
                .iter()
                .map(|plan| {
                    plain(plan.pathway_id, format!("/pathways/{}/reviews", plan.pathway_id), plan.review_on, None)
                })
                .collect(),
        ),
        (
            "follow-ups",
            "wait",
            to_do
                .follow_ups
                .iter()
                .map(|due| plain(due.pathway_id, format!("/follow-ups/{}", due.id), Some(due.due_on), Some(due.months)))
                .collect(),
        ),
        (
            "approvals",
            "info",
            approvals
                .map(|plan| plain(plan.pathway_id, format!("/pathways/{}#plan", plan.pathway_id), None, None))
                .collect(),
        ),
        (
            "signatures",
            "info",
            to_do
                .to_sign
                .iter()
                .map(|plan| {
                    plain(plan.pathway_id, format!("/pathways/{}#plan", plan.pathway_id), plan.approved_on, None)
                })
                .collect(),
        ),
    ];
    let filled = all.into_iter().filter(|(_, _, items)| !items.is_empty());
    filled
        .map(|(kind, badge, items)| Tasks { kind, badge, count: items.len(), more: items.len() >= MOST, items })
        .collect()
}
