//! Trying a policy: change weights, rules and floors, see beside the policy in force what the past would have been with them,
//! and adopt what was tried as a new version, with the reason.

use kernel::{Day, Moment, ProgrammeCode, TerritoryCode};
use matching::fairness::Days;
use matching::rules::{Criterion, OfferKind as Offers, RuleCode};
use placement::rules::offer::OfferKind;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::{Value, json};
use store::{PageAsk, StoreError, Stored};
use web::{Answer, Desk, FieldError, Filters, Flash, Form, Id, May, Posted, Problem};

use super::fairness::{FloorOut, OutcomeOut, TableOut, floors, middle, outcomes, tables};
use super::fields::{ADOPT, FILTERS, NOTHING_OFF, TRIAL, draft_of};
use super::run::{about_within, offered, territories};
use super::{Choice, Programmes, work};
use crate::draft::InForce;
use crate::fairness::TOO_LONG;
use crate::few::FEW;
use crate::gather::Sources;
use crate::groups::{Group, Lens};
use crate::permissions::{AdoptPolicies, TryPolicies, ViewDesk};
use crate::store::policies::{self, AdoptedPolicy, Adopting};
use crate::store::trials::{self, MatchTrial, MatchTrialId};
use crate::trial::{Side, Trying};
use crate::{tell, works};

/// How many months of the past are played when nobody says.
const MONTHS: i32 = 12;

/// What one policy does, as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SideOut {
    /// How many would have found a place.
    pub placed: u32,
    /// How many people these are.
    pub persons: u64,
    /// The days that half of them had waited no longer than.
    pub waited: Option<i64>,
    /// The days that half of the others waited no longer than.
    pub left: Option<i64>,
    /// How many do worse than in the queue.
    pub worse: u32,
    /// How many would have preferred a place of somebody who came after them.
    pub envious: u32,
    /// How many waited too long although there was an option.
    pub overdue: u32,
    /// Today: how many could take something.
    pub placed_now: u32,
    /// How many people these are.
    pub persons_now: i64,
    /// Placements and waiting by group.
    pub tables: Vec<TableOut>,
    /// Today: what declared floors would cost.
    pub floors: Vec<FloorOut>,
}

/// A trial in short.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TrialOut {
    /// Its id.
    pub id: MatchTrialId,
    /// In which programme.
    pub programme: ProgrammeCode,
    /// What was looked for.
    pub kind: OfferKind,
    /// Only in this territory.
    pub territory: Option<TerritoryCode>,
    /// The first day of the past that was played.
    pub from: Day,
    /// The last.
    pub until: Day,
    /// The version of the policy in force.
    pub policy_version: i64,
    /// What was changed of it, in words.
    pub changed: Vec<String>,
    /// When it was tried.
    pub at: Moment,
}

/// A trial with what came out.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WholeTrialOut {
    /// In short.
    pub trial: TrialOut,
    /// How many looked in that time.
    pub searches: u32,
    /// How many of them had an option by either policy.
    pub able: u32,
    /// How many offers there were.
    pub offers: u32,
    /// On how many days places were given.
    pub batches: u32,
    /// The policy in force.
    pub in_force: SideOut,
    /// The one proposed.
    pub proposed: SideOut,
    /// The one proposed against the one in force.
    pub change: Vec<OutcomeOut>,
}

/// Where one begins: what to try, beside what is in force, and the last trials.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<TryPolicies>, filters: Filters, catalogue: Programmes) -> Answer {
    let asked = filters.forgiving(FILTERS).0;
    let running = offered(&may, &catalogue).await?;
    let programme: Option<ProgrammeCode> =
        asked.value("programme").or_else(|| running.first().and_then(|one| one.value.parse().ok()));
    let kind = asked.word("kind", OfferKind::from_word).unwrap_or(OfferKind::Home);
    let territory: Option<TerritoryCode> =
        asked.value("territory").or_else(|| only_territory(&may, programme.as_ref()));
    let Some(programme) = programme else {
        return may.page("desk/trials.html", json!({ "programmes": running, "trials": [] }));
    };
    let base = in_force(&may, &programme, territory.as_ref()).await?;
    let form = Form::blank().with("programme", &programme).with("kind", kind).with_some("territory", territory);
    let form = filled(form.with("months", MONTHS), &base);
    index_page(&may, &catalogue, &form, &base).await
}

/// A coordinator of one territory tries there: elsewhere nothing could be adopted.
fn only_territory<P>(may: &May<P>, programme: Option<&ProgrammeCode>) -> Option<TerritoryCode> {
    let scopes = may.db.reach().scopes();
    let mut there = scopes
        .iter()
        .filter(|scope| scope.programme.as_ref().is_none_or(|own| Some(own) == programme))
        .map(|one| &one.territory);
    let first = there.next()?.clone()?;
    there.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

async fn in_force<P>(
    may: &May<P>,
    programme: &ProgrammeCode,
    territory: Option<&TerritoryCode>,
) -> Result<InForce, Problem> {
    let found = policies::in_force(&may.also::<ViewDesk>(), programme, territory, may.db.today()).await?;
    found.ok_or(Problem::NotFound)
}

/// The form as the policy in force would fill it.
fn filled(mut form: Form, base: &InForce) -> Form {
    for criterion in Criterion::ALL {
        let weight = base.policy.criteria.iter().find(|one| one.criterion == *criterion).map_or(0, |one| one.weight);
        form = form.with(&format!("weight-{criterion}"), weight);
    }
    for floor in &base.floors {
        form = form.with(&format!("floor-{}", floor.group), floor.percent);
    }
    form.with_all("off", base.policy.off.iter())
}

async fn index_page<P>(may: &May<P>, catalogue: &Catalogue, form: &Form, base: &InForce) -> Answer {
    let programmes = offered(may, catalogue).await?;
    let kind = form.word("kind", OfferKind::from_word).unwrap_or(OfferKind::Home);
    let of = offers_of(kind);
    let criteria = Criterion::ALL.iter().filter(|one| one.kinds().contains(&of)).map(|one| {
        let now = base.policy.criteria.iter().find(|own| own.criterion == *one).map_or(0, |own| own.weight);
        json!({ "field": format!("weight-{one}"), "label": tell::criterion(*one).say(may), "now": now })
    });
    let switches = RuleCode::ALL.iter().filter(|one| !one.always_on() && one.kinds().contains(&of));
    let switches = switches.map(|one| Choice { value: one.to_string(), label: tell::rule(*one).say(may) });
    // Rules and weights of other kinds stay as they are, whatever this page shows.
    let others = base.policy.off.iter().filter(|one| !one.kinds().contains(&of)).map(ToString::to_string);
    let lenses = Lens::ALL.iter().map(|lens| {
        let own = Group::ALL.iter().filter(|group| group.lens() == *lens);
        let own = own.map(|one| json!({ "field": format!("floor-{one}"), "label": may.say(&format!("group-{one}")) }));
        json!({ "name": may.say(&format!("lens-{lens}")), "groups": own.collect::<Vec<_>>() })
    });
    let kinds = OfferKind::ALL
        .iter()
        .map(|kind| Choice { value: kind.to_string(), label: may.say(&format!("search-kind-{kind}")) });
    let programme: Option<ProgrammeCode> = form.value("programme");
    let last = trials::page(&may.also::<ViewDesk>(), programme.as_ref(), PageAsk::new(1, 10)).await?;
    let mut told = Vec::new();
    for trial in &last.items {
        told.push(short(may, trial).await?);
    }
    let context = json!({
        "territories": territories(catalogue, &programmes),
        "programmes": programmes,
        "kinds": kinds.collect::<Vec<_>>(),
        "criteria": criteria.collect::<Vec<_>>(),
        "switches": switches.collect::<Vec<_>>(),
        "others_off": others.collect::<Vec<_>>(),
        "nothing_off": NOTHING_OFF,
        "lenses": lenses.collect::<Vec<_>>(),
        "version": base.policy.version,
        "chosen": json!({ "programme": form.text("programme"), "kind": kind, "territory": form.text("territory") }),
        "trials": told,
    });
    may.form("desk/trials.html", form, context)
}

/// The same kind in the engine's word.
fn offers_of(kind: OfferKind) -> Offers {
    match kind {
        OfferKind::Home => Offers::Home,
        OfferKind::Work => Offers::Work,
        OfferKind::Family => Offers::Host,
    }
}

/// What is tried; nothing, when the form says why not.
pub(crate) async fn trying<P>(form: &mut Form, may: &May<P>, catalogue: &Catalogue) -> Result<Option<Trying>, Problem> {
    if !form.check(TRIAL) {
        return Ok(None);
    }
    let Some(about) = about_within(form, may, catalogue) else { return Ok(None) };
    let base = in_force(may, &about.programme, about.territory.as_ref()).await?;
    let today = may.db.today();
    let from = today.plus_months(-form.value("months").unwrap_or(MONTHS));
    Ok(Some(Trying { draft: draft_of(form, &base), about, base, from, today }))
}

/// Tries; what takes longer than a moment goes on by itself.
///
/// # Errors
/// When the database fails.
pub async fn make(may: May<TryPolicies>, catalogue: Programmes, Posted(mut form): Posted) -> Answer {
    let Some(trying) = trying(&mut form, &may, &catalogue).await? else {
        let programme = form.value("programme").or_else(|| catalogue.all().next().map(|one| one.code.clone()));
        let base = in_force(&may, &programme.ok_or(Problem::NotFound)?, None).await?;
        return index_page(&may, &catalogue, &form, &base).await;
    };
    let begun = works::begin_trial(may.db.clone(), Sources::of(&may), trying);
    if begun.wait().await.is_none() {
        return may.see(&format!("/desk/works/{}", begun.id));
    }
    work::told(&may, &begun).await
}

/// A trial: what was tried beside what is in force.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(may: May<ViewDesk>, Id(id): Id<MatchTrialId>, catalogue: Programmes) -> Answer {
    let trial: MatchTrial = may.db.rows::<MatchTrial>().id(id).one().await?;
    show_page(&may, &catalogue, &trial, &Form::blank()).await
}

async fn show_page<P>(may: &May<P>, catalogue: &Catalogue, trial: &MatchTrial, form: &Form) -> Answer {
    let told = whole(may, trial).await?;
    let names = accounts::store::names_of(&may.also::<ViewDesk>(), trial.member_id).await?;
    let named = trial.territory.as_ref().map(|code| {
        let known = catalogue.get(&trial.programme).and_then(|programme| programme.territory(code));
        known.map_or_else(|| code.to_string(), |territory| territory.name.clone())
    });
    let of = |one: Option<i64>| one.map_or(Value::Null, Value::from);
    let row = |key: &str, one: Value, other: Value| json!({ "label": key, "one": one, "other": other });
    let (one, other) = (&told.in_force, &told.proposed);
    let rows = [
        row("trial-placed", one.placed.into(), other.placed.into()),
        row("trial-persons", one.persons.into(), other.persons.into()),
        row("trial-waited", of(one.waited), of(other.waited)),
        row("trial-left", of(one.left), of(other.left)),
        row("trial-worse", one.worse.into(), other.worse.into()),
        row("trial-envious", one.envious.into(), other.envious.into()),
        row("trial-overdue", one.overdue.into(), other.overdue.into()),
        row("trial-placed-now", one.placed_now.into(), other.placed_now.into()),
        row("trial-persons-now", one.persons_now.into(), other.persons_now.into()),
    ];
    let beside: Vec<Value> = one
        .tables
        .iter()
        .zip(&other.tables)
        .map(|(one, other)| {
            let rows = one.rows.iter().zip(&other.rows).map(|(one, other)| json!({ "one": one, "other": other }));
            json!({ "name": one.name, "rows": rows.collect::<Vec<_>>() })
        })
        .collect();
    let adopted = AdoptedPolicy::trial_id.eq(Some(trial.id));
    let adopted = may.also::<ViewDesk>().rows::<AdoptedPolicy>().filter(adopted).first().await?;
    let context = json!({
        "told": told, "rows": rows, "beside": beside, "programme": catalogue.name(&trial.programme),
        "territory_name": named, "few": FEW, "too_long": TOO_LONG,
        "who": trial.member_id.and_then(|member| names.get(&member)),
        "may_try": may.may::<TryPolicies>(), "may_adopt": may_adopt(may, trial) && adopted.is_none(),
        "adopts": may.may::<AdoptPolicies>(),
        "adopted": adopted.map(|row| row.number),
    });
    may.form("desk/trial.html", form, context)
}

/// Whether the reader may adopt what was tried: for the whole programme, or for the own territory alone; never from the place
/// of one partner.
fn may_adopt<P>(may: &May<P>, trial: &MatchTrial) -> bool {
    let Some(reach) = may.caller().reach::<AdoptPolicies>() else { return false };
    reach.scopes().iter().any(|scope| {
        let there = scope.territory.is_none() || scope.territory == trial.territory;
        scope.organisation.is_none() && there && scope.programme.as_ref().is_none_or(|own| *own == trial.programme)
    })
}

/// Adopts what was tried.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn adopt(
    may: May<AdoptPolicies>,
    Id(id): Id<MatchTrialId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let trial: MatchTrial = may.db.rows::<MatchTrial>().id(id).one().await?;
    match adopted(&may, &trial, &mut form).await? {
        Some(policy) => may.see_done(&format!("/desk/policy?programme={}", policy.programme), Flash("desk-adopted")),
        None => show_page(&may, &catalogue, &trial, &form).await,
    }
}

/// The policy as adopted; nothing, when the form says why not.
pub(crate) async fn adopted(
    may: &May<AdoptPolicies>,
    trial: &MatchTrial,
    form: &mut Form,
) -> Result<Option<AdoptedPolicy>, Problem> {
    if !may_adopt(may, trial) {
        return Err(Problem::NotFound);
    }
    if !form.check(ADOPT) {
        return Ok(None);
    }
    let now = in_force(may, &trial.programme, trial.territory.as_ref()).await?;
    // Somebody adopted another one since: what was tried was tried beside what holds no longer.
    if i64::from(now.policy.version) != trial.policy_version || now.policy.programme != trial.policy {
        form.fail(FieldError::new("because", "desk-tried-beside-another"));
        return Ok(None);
    }
    let new = Adopting {
        programme: trial.programme.clone(),
        territory: trial.territory.clone(),
        made_from: trial.policy_version,
        draft: trial.draft.0.clone(),
        because: form.text("because").unwrap_or_default(),
        trial: Some(trial.id),
    };
    match policies::adopt(&may.db, new).await {
        Err(StoreError::Taken(_)) => {
            form.fail(FieldError::new("because", "desk-tried-beside-another"));
            Ok(None)
        }
        other => Ok(Some(other?)),
    }
}

/// A trial in short.
pub(crate) async fn short<P>(may: &May<P>, trial: &MatchTrial) -> Stored<TrialOut> {
    let base = policies::numbered(&may.also::<ViewDesk>(), trial.policy.as_ref(), trial.policy_version).await?;
    Ok(TrialOut {
        id: trial.id,
        programme: trial.programme.clone(),
        kind: trial.kind,
        territory: trial.territory.clone(),
        from: trial.from_day,
        until: trial.day,
        policy_version: trial.policy_version,
        changed: base.map(|base| changed(may, &base, &base.changed(&trial.draft.0))).unwrap_or_default(),
        at: trial.at,
    })
}

/// A trial with what came out.
pub(crate) async fn whole<P>(may: &May<P>, trial: &MatchTrial) -> Stored<WholeTrialOut> {
    let tried = &trial.tried.0;
    Ok(WholeTrialOut {
        trial: short(may, trial).await?,
        searches: tried.searches,
        able: tried.able,
        offers: tried.offers,
        batches: tried.batches,
        in_force: side(may, &tried.one),
        proposed: side(may, &tried.other),
        change: outcomes(may, "trial-change", &tried.change),
    })
}

fn side(desk: &Desk, side: &Side) -> SideOut {
    let half = |days: &Option<Days>| days.as_ref().and_then(middle);
    SideOut {
        placed: side.placed,
        persons: side.persons,
        waited: half(&side.waited),
        left: half(&side.left),
        // The last two of the outcomes are losses.
        worse: side.against[4] + side.against[5],
        envious: side.envious,
        overdue: side.overdue,
        placed_now: side.placed_now,
        persons_now: side.persons_now,
        tables: tables(desk, &side.tables),
        floors: floors(desk, &side.floors),
    }
}

/// What differs between two policies, in words.
pub(crate) fn changed(desk: &Desk, base: &InForce, other: &InForce) -> Vec<String> {
    let weight = |policy: &InForce, criterion: Criterion| {
        policy.policy.criteria.iter().find(|one| one.criterion == criterion).map_or(0, |one| one.weight)
    };
    let mut told = Vec::new();
    for criterion in Criterion::ALL {
        let (was, is) = (weight(base, *criterion), weight(other, *criterion));
        if was != is {
            let name = tell::criterion(*criterion).say(desk);
            let args = [("name", name.as_str().into()), ("was", was.to_string().into()), ("is", is.to_string().into())];
            told.push(desk.say_with("trial-weight-changed", &args));
        }
    }
    for rule in RuleCode::ALL {
        let (was, is) = (base.policy.off.contains(rule), other.policy.off.contains(rule));
        if was != is {
            let name = tell::rule(*rule).say(desk);
            let key = if is { "trial-rule-off" } else { "trial-rule-on" };
            told.push(desk.say_with(key, &[("name", name.as_str().into())]));
        }
    }
    for group in Group::ALL {
        let of = |policy: &InForce| policy.floors.iter().find(|one| one.group == *group).map_or(0, |one| one.percent);
        let (was, is) = (of(base), of(other));
        if was != is {
            let name = desk.say(&format!("group-{group}"));
            let args = [("group", name.as_str().into()), ("was", i64::from(was).into()), ("is", i64::from(is).into())];
            told.push(desk.say_with("trial-floor-changed", &args));
        }
    }
    told
}
