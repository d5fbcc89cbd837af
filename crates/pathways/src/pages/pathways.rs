//! Pathways: the list, one on its page, its timeline, who accompanies it.

use std::sync::Arc;

use axum::Extension;
use kernel::{BirthDay, Day, Moment, OrganisationId, PathwayId, PersonId};
use network::store::organisations;
use people::permissions::{ViewLegalStatus, ViewPeople};
use people::rules::household::Relation;
use people::store::households::{Place, members_of};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use store::{Order, PageAsk, Stored};
use web::field::{Field, Kind};
use web::{Answer, Filters, Flash, Form, Id, ListLinks, May, Posted, Sorting, list_links, words_of};

use super::frame::{Choice, choices, frame, reaches, territory_name};
use super::{looks, notes, plan_view, timeline};
use crate::permissions::{AssignCaseWorkers, ViewNotes, ViewPathways};
use crate::rules::pathway::PathwayStatus;
use crate::store::pathways::{self, Pathway, SortedBy, Sought};
use crate::store::{baselines, closings, follow_ups, opening, reviews, services};

/// What the list can be narrowed by.
pub const FILTERS: &[Field] = &[
    Field::new("q", Kind::Text(20), "Codes that begin so: `P-7K`."),
    Field::new("programme", Kind::Code, "Only in this programme."),
    Field::new("territory", Kind::Code, "Only in this territory."),
    Field::new("organisation", Kind::Id, "Only of this partner."),
    Field::new("status", Kind::Word(words_of!(PathwayStatus)), "Only standing so."),
    Field::new("case-worker", Kind::Id, "Only accompanied by this member."),
    Field::new("household", Kind::Id, "Only of this household."),
    Field::new("overdue", Kind::Flag, "Only with a step that is late."),
    Field::new("sort", Kind::Text(20), "`last-activity` or `opened-on`; the latest first with a hyphen before it."),
];

pub(crate) const SORTINGS: &[Sorting] =
    &[Sorting { by: "last-activity", order: Order::Falling }, Sorting { by: "opened-on", order: Order::Falling }];

/// What a pathway's case worker is changed by.
pub const WORKER: &[Field] = &[Field::new("case-worker", Kind::Id, "Who accompanies the household.").required()];

#[derive(Serialize)]
struct Index {
    rows: Vec<Row>,
    list: ListLinks,
    q: String,
    programmes: Vec<Choice>,
    programme: String,
    territories: Vec<Choice>,
    territory: String,
    partners: Vec<Choice>,
    organisation: String,
    statuses: Vec<Choice>,
    status: String,
    overdue: bool,
}

#[derive(Serialize)]
struct Row {
    id: PathwayId,
    code: String,
    label: String,
    size: Option<i64>,
    programme: String,
    partner: String,
    territory: String,
    worker: Option<String>,
    status: PathwayStatus,
    opened_on: Day,
    last_activity: Moment,
}

/// Reads the filters of a list of pathways.
pub(crate) fn sought(form: &Form, today: Day) -> Sought {
    Sought {
        programme: form.value("programme"),
        territory: form.value("territory"),
        organisation: form.value("organisation"),
        status: form.word("status", PathwayStatus::from_word),
        case_worker: form.value("case-worker"),
        household: form.value("household"),
        code: form.text("q"),
        overdue_on: form.flag("overdue").then_some(today),
    }
}

/// Reads the sorting of a list of pathways.
pub(crate) fn sorted(filters: &Filters) -> (SortedBy, Order) {
    let sorting = filters.sorting(SORTINGS);
    let by = if sorting.by == "opened-on" { SortedBy::OpenedOn } else { SortedBy::LastActivity };
    (by, sorting.order)
}

/// The list.
///
/// # Errors
/// When the database fails.
pub async fn index(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    filters: Filters,
) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let (by, order) = sorted(&filters);
    let page = pathways::page(&may.db, &sought(&filters.0, may.db.today()), by, order, filters.page(25)).await?;
    let households =
        pathways::households(&may.also::<ViewPeople>(), page.items.iter().map(|row| row.household_id)).await?;
    let workers = accounts::store::names_of(&may.db, page.items.iter().map(|row| row.case_worker)).await?;
    let partners = organisations::names(&may.db).await?;
    let list = list_links("/pathways", &filters, &page, SORTINGS);
    let rows = page.items.iter().map(|pathway| {
        let household = households.get(&pathway.household_id);
        Row {
            id: pathway.id,
            code: pathway.code.clone(),
            label: household.map_or_else(|| pathway.code.clone(), |household| household.label().to_owned()),
            size: household.map(|household| household.size),
            programme: catalogue.name(&pathway.programme),
            partner: partners.get(&pathway.organisation_id).cloned().unwrap_or_default(),
            territory: territory_name(&catalogue, pathway),
            worker: workers.get(&pathway.case_worker).cloned(),
            status: pathway.status,
            opened_on: pathway.opened_on,
            last_activity: pathway.last_activity,
        }
    });
    let rows = rows.collect();
    let typed = |name: &str| filters.0.typed(name).to_owned();
    let mut offered: Vec<Choice> = partners.iter().map(|(id, name)| choice(id, name)).collect();
    offered.sort_by(|one, other| one.label.cmp(&other.label));
    let context = Index {
        rows,
        list,
        q: typed("q"),
        programmes: catalogue.all().map(|programme| choice(&programme.code, &programme.name)).collect(),
        programme: typed("programme"),
        territories: territories(&catalogue),
        territory: typed("territory"),
        partners: offered,
        organisation: typed("organisation"),
        statuses: choices(&may, "pathway-status-", PathwayStatus::ALL),
        status: typed("status"),
        overdue: filters.0.flag("overdue"),
    };
    may.page("pathways/index.html", context)
}

fn choice(value: impl ToString, label: &str) -> Choice {
    Choice { value: value.to_string(), label: label.to_owned() }
}

/// The territories of all programmes, each once, by name.
fn territories(catalogue: &Catalogue) -> Vec<Choice> {
    let all = catalogue.all().flat_map(|programme| &programme.territories);
    let by_code: std::collections::BTreeMap<_, _> = all.map(|place| (&place.code, &place.name)).collect();
    let mut offered: Vec<Choice> = by_code.into_iter().map(|(code, name)| choice(code, name)).collect();
    offered.sort_by(|one, other| one.label.cmp(&other.label));
    offered
}

/// One person of the household, in short.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PersonShort {
    /// Who.
    pub id: PersonId,
    /// The name, where names may be read.
    pub name: Option<String>,
    /// A code that names nobody.
    pub code: String,
    /// What the person is to the reference person.
    pub relation: Relation,
    /// The age in whole years today, if it is known for certain.
    pub age: Option<i32>,
}

/// The people of a household today, in short: two queries.
pub(crate) async fn people_of<P>(may: &May<P>, pathway: &Pathway) -> Stored<Vec<PersonShort>> {
    let today = may.db.today();
    let all = members_of(&may.also::<ViewPeople>(), pathway.household_id).await?;
    let present = all.into_iter().filter(|(membership, _, _)| membership.holds_on(today));
    let short = present.map(|(membership, person, identity)| PersonShort {
        id: person.id,
        name: identity.map(|identity| identity.name()).filter(|name| !name.is_empty()),
        code: person.code(),
        relation: membership.relation,
        age: person.born.and_then(|born| age(born, today)),
    });
    Ok(short.collect())
}

fn age(born: BirthDay, today: Day) -> Option<i32> {
    let (youngest, oldest) = born.ages_on(today);
    (youngest == oldest).then_some(oldest)
}

/// One pathway: everything that matters of it on one page.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let frame = frame(&may, &catalogue, &pathway).await?;
    let notes_db = may.also::<ViewNotes>();
    let notes = notes::rows(&notes_db, id, PageAsk::new(1, 3)).await?;
    let words = frame.words;
    let reviews = reviews::of(&may.db, id).await?;
    let closing = closings::current(&may.db, id).await?;
    let people = people_of(&may, &pathway).await?;
    let legal = reaches::<ViewLegalStatus, _>(&may, &pathway).then(|| may.also::<ViewLegalStatus>());
    let reopened = match &legal {
        Some(legal) => looks::standing(&may, legal, &catalogue, &pathway).await?.changed,
        None => None,
    };
    let context = json!({
        "pathway": frame,
        "beside": may.beside("pathway", id),
        "people": people,
        "view": plan_view::view(&may.db, &catalogue, &pathway, may.language().word()).await?,
        "notes": notes.items,
        "notes_total": notes.total,
        "services": services::of(&may.db, id).await?.iter().map(|service| super::services::shown(service, words)).collect::<Vec<_>>(),
        "reviews": reviews.iter().take(2).map(|review| super::reviews::shown(review, words)).collect::<Vec<_>>(),
        "reviews_total": reviews.len(),
        "assessments": baselines::of(&may.db, id).await?.len(),
        "reopened": reopened,
        "legal": legal.is_some(),
        "closing": closing.as_ref().map(|closing| super::closings::shown(closing, words)),
        "follow_ups": follow_ups::of(&may.db, id).await?.iter().map(|due| super::follow_ups::shown(due, words)).collect::<Vec<_>>(),
        "beside": may.beside("pathway", id),
    });
    may.page("pathways/show.html", context)
}

/// What happened along a pathway, from the journal.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn timeline(
    may: May<ViewPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    filters: Filters,
) -> Answer {
    let filters = filters.forgiving(&[]);
    let pathway = pathways::one(&may.db, id).await?;
    let page = crate::store::timeline::page(&may.db, id, filters.page(50)).await?;
    let list = list_links(&format!("/pathways/{id}/timeline"), &filters, &page, &[]);
    let items = timeline::told(&may, &may.db, &catalogue, &pathway, page.items).await?;
    let context = json!({ "pathway": frame(&may, &catalogue, &pathway).await?, "items": items, "list": list });
    may.page("pathways/timeline.html", context)
}

/// Who accompanies the household.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn worker(
    may: May<AssignCaseWorkers>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let form = Form::blank().with("case-worker", pathway.case_worker).with("version", pathway.version);
    worker_page(&may, &catalogue, &pathway, &form).await
}

/// Gives the pathway to another case worker.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn assign(
    may: May<AssignCaseWorkers>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    let pathway = held.clone();
    if form.check(WORKER) {
        let acted = reassign(&may, held, &form).await;
        if super::acted::told(&mut form, acted)?.is_some() {
            let seen = reaches::<ViewPathways, _>(&may, &pathway);
            let to = if seen { format!("/pathways/{id}") } else { format!("/pathways/{id}/case-worker") };
            return may.see_done(&to, Flash("case-worker-changed"));
        }
    }
    worker_page(&may, &catalogue, &pathway, &form).await
}

/// Checks that the member chosen accompanies households there, and assigns.
pub(crate) async fn reassign(
    may: &May<AssignCaseWorkers>,
    held: store::Held<Pathway>,
    form: &Form,
) -> crate::store::declined::Acted<Pathway> {
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let Some(worker) = form.value("case-worker") else {
        return Err(crate::rules::Refusal::UnknownChoice("case-worker").into());
    };
    if !opening::case_workers(&may.db, &place(&held)).await?.contains(&worker) {
        return Err(crate::rules::Refusal::UnknownChoice("case-worker").into());
    }
    Ok(pathways::assign(&may.db, held, worker).await?)
}

fn place(pathway: &Pathway) -> Place {
    let organisation: OrganisationId = pathway.organisation_id;
    Place { programme: pathway.programme.clone(), organisation, territory: pathway.territory.clone() }
}

async fn worker_page(may: &May<AssignCaseWorkers>, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Answer {
    let ids = opening::case_workers(&may.db, &place(pathway)).await?;
    let names = accounts::store::names_of(&may.db, ids.iter().copied()).await?;
    let workers: Vec<Choice> = ids.iter().filter_map(|id| names.get(id).map(|name| choice(id, name))).collect();
    let context = json!({ "pathway": frame(may, catalogue, pathway).await?, "workers": workers });
    may.form("pathways/worker.html", form, context)
}

/// Where forms without a page of their own lead back to.
///
/// # Errors
/// Never.
pub async fn back(may: May<ViewPathways>, Id(id): Id<PathwayId>) -> Answer {
    may.see(&format!("/pathways/{id}"))
}
