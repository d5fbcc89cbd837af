//! The desk: choose what to match, and read the last run: who could take what, who stays without and why, what should be
//! asked, what the territories lack.

use std::collections::BTreeMap;

use kernel::TerritoryCode;
use placement::rules::offer::OfferKind;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Page, PageAsk, Stored};
use web::{Answer, Desk, FieldError, Filters, Form, Id, May, Posted, Problem, list_links};

use super::fields::{FILTERS, PART, Part, RUN};
use super::lines::{
    AskedOut, DecidedOut, Lines, ProposedOut, WithoutOut, asked, decided, held_back, lacking, nearest, proposed,
    without,
};
use super::names::Names;
use super::{Choice, Programmes, work};
use crate::gather::{About, Sources};
use crate::permissions::{RunDesk, TryPolicies, ViewDesk};
use crate::store::runs::{self, MatchRun, MatchRunId, WholeRun};
use crate::{tell, works};

/// How many rows of a part stand on one page.
const ROWS: u64 = 25;

/// Choosing what to match, with the last run of each kind.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewDesk>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let running = offered(&may, &catalogue).await?;
    let form = filters.0.clone();
    let form = match running.first() {
        Some(first) if !form.is_filled("programme") => form.with("programme", &first.value),
        _ => form,
    };
    let form = if form.is_filled("kind") { form } else { form.with("kind", OfferKind::Home) };
    index_page(&may, &catalogue, &form).await
}

/// The programmes that run within the reader's reach.
pub(crate) async fn offered<P>(may: &May<P>, catalogue: &Catalogue) -> Stored<Vec<Choice>> {
    let running = catalogue.active(&may.db).await?;
    let scopes = may.db.reach().scopes();
    let within = running.iter().filter(|programme| {
        scopes.iter().any(|scope| scope.programme.as_ref().is_none_or(|own| *own == programme.code))
    });
    Ok(within.map(|one| Choice { value: one.code.to_string(), label: one.name.clone() }).collect())
}

async fn index_page<P>(may: &May<P>, catalogue: &Catalogue, form: &Form) -> Answer {
    let programmes = offered(may, catalogue).await?;
    let db = may.also::<ViewDesk>();
    let mut last = Vec::new();
    if let Some(programme) = form.value("programme") {
        for kind in OfferKind::ALL {
            let territory = form.value("territory");
            let about = About { programme: kernel::ProgrammeCode::clone(&programme), kind: *kind, territory };
            last.extend(runs::last(&db, &about).await?);
        }
    }
    let names = accounts::store::names_of(&db, last.iter().filter_map(|run| run.member_id)).await?;
    let latest: Vec<Value> = last
        .iter()
        .map(|run| {
            json!({
                "id": run.id, "kind": run.kind, "at": run.at, "searches": run.searches, "offers": run.offers,
                "placed": run.placed, "persons": run.persons, "outcome": run.outcome,
                "who": run.member_id.and_then(|member| names.get(&member)),
            })
        })
        .collect();
    let kinds = OfferKind::ALL
        .iter()
        .map(|kind| Choice { value: kind.to_string(), label: may.say(&format!("search-kind-{kind}")) });
    let context = json!({
        "programme": form.typed("programme"),
        "programmes": &programmes,
        "kinds": kinds.collect::<Vec<_>>(),
        "territories": territories(catalogue, &programmes),
        "latest": latest,
        "may_run": may.may::<RunDesk>(),
        "may_try": may.may::<TryPolicies>(),
    });
    may.form("desk/index.html", form, context)
}

/// The territories of these programmes, by name.
pub(crate) fn territories(catalogue: &Catalogue, programmes: &[Choice]) -> Vec<Choice> {
    let all: BTreeMap<String, String> = catalogue
        .all()
        .filter(|programme| programmes.iter().any(|one| one.value == programme.code.to_string()))
        .flat_map(|programme| programme.territories.iter().map(|one| (one.name.clone(), one.code.to_string())))
        .collect();
    all.into_iter().map(|(label, value)| Choice { value, label }).collect()
}

/// What a run is about; nothing, when the form says why not.
pub(crate) fn about_of(form: &mut Form, may: &May<RunDesk>, catalogue: &Catalogue) -> Option<About> {
    if form.check(RUN) { about_within(form, may, catalogue) } else { None }
}

/// The programme, kind and territory of a checked form, as far as one's reach goes.
pub(crate) fn about_within<P>(form: &mut Form, may: &May<P>, catalogue: &Catalogue) -> Option<About> {
    let programme = form.value("programme")?;
    let kind = form.word("kind", OfferKind::from_word)?;
    let territory: Option<TerritoryCode> = form.value("territory");
    let scopes = may.db.reach().scopes();
    let known = catalogue.get(&programme);
    let within = scopes.iter().any(|scope| scope.programme.as_ref().is_none_or(|own| *own == programme));
    if known.is_none() || !within {
        form.fail(FieldError::new("programme", "unknown-choice"));
        return None;
    }
    if territory.as_ref().is_some_and(|code| known.is_some_and(|one| one.territory(code).is_none())) {
        form.fail(FieldError::new("territory", "desk-other-territory"));
        return None;
    }
    Some(About { programme, kind, territory })
}

/// Works out who could go where; what takes longer than a moment goes on by itself.
///
/// # Errors
/// When the database fails.
pub async fn make(may: May<RunDesk>, catalogue: Programmes, Posted(mut form): Posted) -> Answer {
    let Some(about) = about_of(&mut form, &may, &catalogue) else {
        return index_page(&may, &catalogue, &form).await;
    };
    let seed = form.value("seed");
    let begun = works::begin(may.db.clone(), Sources::of(&may), about, seed);
    if begun.wait().await.is_none() {
        return may.see(&format!("/desk/works/{}", begun.id));
    }
    work::told(&may, &begun).await
}

#[derive(Serialize)]
struct Show {
    run: Value,
    part: Part,
    parts: Vec<Value>,
    proposals: Vec<ProposedOut>,
    without: Vec<WithoutOut>,
    asked: Vec<AskedOut>,
    lacks: Vec<String>,
    held_back: Vec<String>,
    conflicts: Vec<String>,
    decided: Vec<DecidedOut>,
    list: web::ListLinks,
    may_run: bool,
}

/// A run, part by part.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(may: May<ViewDesk>, Id(id): Id<MatchRunId>, filters: Filters, catalogue: Programmes) -> Answer {
    let run = one(&may, id).await?;
    let filters = filters.forgiving(PART);
    let part = filters.0.word("part", Part::from_word).unwrap_or(Part::Proposals);
    let mut names = Names::of(&may, &run).await?;
    let told = &run.told;
    let ask = filters.page(ROWS);
    let lines = Lines::of(&run, &names);
    let parts = ways(&run, &names, Some(part));
    let mut shown = Show {
        run: head(&may, &catalogue, &run).await?,
        part,
        parts,
        proposals: Vec::new(),
        without: Vec::new(),
        asked: Vec::new(),
        lacks: Vec::new(),
        held_back: Vec::new(),
        conflicts: conflicts(&may, &run),
        decided: Vec::new(),
        list: list_links("/desk", &filters, &Page { items: Vec::<()>::new(), total: 0, ask }, &[]),
        may_run: may.may::<RunDesk>(),
    };
    let total = match part {
        Part::Proposals => {
            let rows = cut(&lines.proposals, ask);
            names.call(&may, rows.iter().map(|why| why.pair.seeker), rows.iter().map(|why| why.pair.offer)).await?;
            let held = rows.iter().filter(|why| why.locked).map(|why| why.pair);
            let held: Vec<_> = held.collect();
            let held = told.decided.iter().filter(|one| held.contains(&one.pair)).map(|one| one.proposal);
            names.call_proposals(&may, held.collect()).await?;
            names.call_live(&may, rows.iter().map(|why| why.pair.offer).collect()).await?;
            shown.proposals = rows.iter().map(|why| proposed(&may, &names, &run, why)).collect();
            lines.proposals.len()
        }
        Part::Without => {
            let rows = cut(&lines.without, ask);
            let nearest = rows.iter().filter_map(|row| nearest(&row.held));
            names.call(&may, rows.iter().map(|row| row.seeker), nearest).await?;
            shown.without = rows.iter().map(|row| without(&may, &names, run.kind, row)).collect();
            lines.without.len()
        }
        Part::Questions => {
            let rows = cut(&lines.asked, ask);
            shown.asked = asked(&may, &mut names, rows).await?;
            lines.asked.len()
        }
        Part::Lacks => {
            let rows = cut(&told.lacks, ask);
            shown.lacks = rows.iter().map(|lack| lacking(&may, run.kind, lack)).collect();
            shown.held_back = told.held_back.iter().take(10).map(|one| held_back(&may, one)).collect();
            told.lacks.len()
        }
        Part::Decided => {
            let rows = cut(&lines.decided, ask);
            names.call(&may, rows.iter().map(|one| one.pair.seeker), rows.iter().map(|one| one.pair.offer)).await?;
            names.call_proposals(&may, rows.iter().map(|one| one.proposal).collect()).await?;
            shown.decided = rows.iter().map(|one| decided(&may, &names, one)).collect();
            lines.decided.len()
        }
    };
    let page = Page { items: Vec::<()>::new(), total: total as u64, ask };
    shown.list = list_links(&format!("/desk/runs/{id}"), &filters, &page, &[]);
    may.page("desk/run.html", shown)
}

/// The ways to the parts of a run, each with its number.
pub(crate) fn ways(run: &WholeRun, names: &Names, current: Option<Part>) -> Vec<Value> {
    let lines = Lines::of(run, names);
    let (lacks, id) = (run.told.lacks.len(), run.id);
    let counts = [lines.proposals.len(), lines.without.len(), lines.asked.len(), lacks, lines.decided.len()];
    let parts = Part::ALL.iter().zip(counts).map(|(one, count)| {
        let href = format!("/desk/runs/{id}?part={one}");
        json!({ "part": one, "href": href, "count": count, "current": current == Some(*one) })
    });
    parts
        .chain([
            json!({ "part": "fairness", "href": format!("/desk/runs/{id}/fairness"), "current": current.is_none() }),
        ])
        .collect()
}

/// The rows of one page.
fn cut<T>(rows: &[T], ask: PageAsk) -> &[T] {
    let from = usize::try_from((ask.number() - 1) * ask.size()).unwrap_or(usize::MAX).min(rows.len());
    let to = from.saturating_add(usize::try_from(ask.size()).unwrap_or(usize::MAX)).min(rows.len());
    &rows[from..to]
}

/// The head of a run: what it was about, when, by which policy, and whether its certificate holds today.
pub(crate) async fn head<P>(may: &May<P>, catalogue: &Catalogue, run: &WholeRun) -> Stored<Value> {
    let names = accounts::store::names_of(&may.db, run.member_id).await?;
    let proven = runs::proven(&may.db, run).await?;
    let programme = catalogue.get(&run.programme);
    let territory = run.territory.as_ref().map(|code| {
        let named = programme.and_then(|programme| programme.territory(code));
        named.map_or_else(|| code.to_string(), |territory| territory.name.clone())
    });
    Ok(json!({
        "id": run.id, "kind": run.kind, "programme": catalogue.name(&run.programme), "programme_code": run.programme,
        "territory": territory, "territory_code": run.territory, "day": run.day, "at": run.at,
        "policy": run.policy, "policy_version": run.policy_version, "seed": run.seed, "instance": run.instance,
        "outcome": run.outcome, "proven": proven, "searches": run.searches, "offers": run.offers,
        "placed": run.placed, "persons": run.persons, "who": run.member_id.and_then(|member| names.get(&member)),
    }))
}

fn conflicts(desk: &Desk, run: &WholeRun) -> Vec<String> {
    use matching::desk::Conflict;
    let told = run.told.conflicts.iter().map(|conflict| match conflict {
        Conflict::Nobody { .. } => desk.say("desk-conflict-nobody"),
        Conflict::Rules { failed, .. } => {
            let rules: Vec<String> = failed.iter().map(|one| tell::rule(one.rule).say(desk)).collect();
            desk.say_with("desk-conflict-rules", &[("rules", rules.join(", ").as_str().into())])
        }
        Conflict::Forbidden { reason, .. } => {
            desk.say_with("desk-conflict-forbidden", &[("reason", reason.as_str().into())])
        }
        Conflict::Several { .. } => desk.say("desk-conflict-several"),
        Conflict::Full { units, .. } => desk.say_with("desk-conflict-full", &[("units", i64::from(*units).into())]),
    });
    told.collect()
}

/// A run that must be there.
pub(crate) async fn one<P>(may: &May<P>, id: MatchRunId) -> Result<WholeRun, Problem> {
    let db = may.also::<ViewDesk>();
    let run = db.rows::<MatchRun>().id(id).one().await?;
    Ok(runs::whole(&db, run).await?)
}
