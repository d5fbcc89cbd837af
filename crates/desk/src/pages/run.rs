//! The desk: choose what to match, and read the last run: who could take what, who stays without and why, what should be
//! asked, what the territories lack.

use std::collections::{BTreeMap, HashMap};

use kernel::{PersonId, TerritoryCode, Uuid};
use matching::Worth;
use matching::desk::{Asked, Whose};
use matching::explain::{Held, Summary, WhyThis};
use matching::rules::{About as Of, RuleCode};
use placement::pages::searches::reaches;
use placement::permissions::ViewAccessNeeds;
use placement::rules::offer::OfferKind;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Page, PageAsk, Stored};
use web::{Answer, Desk, FieldError, Filters, Flash, Form, Id, May, Posted, Problem, list_links};

use super::fields::{FILTERS, PART, Part, RUN};
use super::names::{Names, OfferShortOut, SeekerOut, persons_of, question};
use super::{Choice, Programmes, no_run};
use crate::gather::{About, Sources};
use crate::making;
use crate::permissions::{RunDesk, ViewDesk};
use crate::store::runs::{self, MatchRun, MatchRunId};
use crate::tell;

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
async fn offered<P>(may: &May<P>, catalogue: &Catalogue) -> Stored<Vec<Choice>> {
    let running = catalogue.active(&may.db).await?;
    let scopes = may.db.reach().scopes();
    let within = running.iter().filter(|programme| {
        scopes.iter().any(|scope| scope.programme.as_ref().is_none_or(|own| *own == programme.code))
    });
    Ok(within.map(|one| Choice { value: one.code.to_string(), label: one.name.clone() }).collect())
}

async fn index_page<P>(may: &May<P>, catalogue: &Catalogue, form: &Form) -> Answer {
    let programmes = offered(may, catalogue).await?;
    let territories: BTreeMap<String, String> = catalogue
        .all()
        .filter(|programme| programmes.iter().any(|one| one.value == programme.code.to_string()))
        .flat_map(|programme| programme.territories.iter().map(|one| (one.name.clone(), one.code.to_string())))
        .collect();
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
        "programmes": programmes,
        "kinds": kinds.collect::<Vec<_>>(),
        "territories": territories.into_iter().map(|(label, value)| Choice { value, label }).collect::<Vec<_>>(),
        "latest": latest,
        "may_run": may.may::<RunDesk>(),
    });
    may.form("desk/index.html", form, context)
}

/// What a run is about; nothing, when the form says why not.
pub(crate) fn about_of(form: &mut Form, may: &May<RunDesk>, catalogue: &Catalogue) -> Option<About> {
    if !form.check(RUN) {
        return None;
    }
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

/// Works out who could go where.
///
/// # Errors
/// When the database fails.
pub async fn make(may: May<RunDesk>, catalogue: Programmes, Posted(mut form): Posted) -> Answer {
    let Some(about) = about_of(&mut form, &may, &catalogue) else {
        return index_page(&may, &catalogue, &form).await;
    };
    let seed = form.value("seed");
    let made = making::make(&may.db, &Sources::of(&may), about, seed, |_| ()).await.map_err(no_run)?;
    let run = making::keep(&may.db, made).await?;
    may.see_done(&format!("/desk/runs/{}", run.id), Flash("desk-run"))
}

/// A household and an offer that could suit each other.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProposedOut {
    /// Who.
    pub seeker: SeekerOut,
    /// What.
    pub offer: OfferShortOut,
    /// Why, in one line.
    pub why: String,
    /// What is not known yet and would only change how well it suits.
    pub unknown: Vec<String>,
}

/// Somebody who stays without.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WithoutOut {
    /// Who.
    pub seeker: SeekerOut,
    /// Why, in one line.
    pub why: String,
}

/// Questions for one household or one keeper.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AskedOut {
    /// The household to ask.
    pub seeker: Option<SeekerOut>,
    /// The offer whose keeper to ask.
    pub offer: Option<OfferShortOut>,
    /// The questions, those first that could win most.
    pub questions: Vec<QuestionOut>,
}

/// A question.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct QuestionOut {
    /// The question in words.
    pub words: String,
    /// How many pairs wait for it.
    pub pairs: u32,
    /// Whether an answer could change the plan.
    pub matters: bool,
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
    list: web::ListLinks,
    may_run: bool,
}

/// A run, part by part.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(may: May<ViewDesk>, Id(id): Id<MatchRunId>, filters: Filters, catalogue: Programmes) -> Answer {
    let run = may.db.rows::<MatchRun>().id(id).one().await?;
    let filters = filters.forgiving(PART);
    let part = filters.0.word("part", Part::from_word).unwrap_or(Part::Proposals);
    let mut names = Names::of(&may, &run).await?;
    let told = &run.told.0;
    let ask = filters.page(ROWS);
    let lines = Lines::of(&run, &names);
    let counts = [lines.proposals.len(), lines.without.len(), lines.asked.len(), told.lacks.len()];
    let parts = Part::ALL.iter().zip(counts).map(|(one, count)| {
        let href = format!("/desk/runs/{id}?part={one}");
        json!({ "part": one, "href": href, "count": count, "current": *one == part })
    });
    let parts: Vec<Value> = parts.collect();
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
        list: list_links("/desk", &filters, &Page { items: Vec::<()>::new(), total: 0, ask }, &[]),
        may_run: may.may::<RunDesk>(),
    };
    let total = match part {
        Part::Proposals => {
            let rows = cut(&lines.proposals, ask);
            names.call(&may, rows.iter().map(|why| why.pair.seeker), rows.iter().map(|why| why.pair.offer)).await?;
            shown.proposals = rows.iter().map(|why| proposed(&may, &names, run.kind, why)).collect();
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
    };
    let page = Page { items: Vec::<()>::new(), total: total as u64, ask };
    shown.list = list_links(&format!("/desk/runs/{id}"), &filters, &page, &[]);
    may.page("desk/run.html", shown)
}

/// The rows of one page.
fn cut<T>(rows: &[T], ask: PageAsk) -> &[T] {
    let from = usize::try_from((ask.number() - 1) * ask.size()).unwrap_or(usize::MAX).min(rows.len());
    let to = from.saturating_add(usize::try_from(ask.size()).unwrap_or(usize::MAX)).min(rows.len());
    &rows[from..to]
}

/// What a run tells, one's own households first.
pub(crate) struct Lines<'r> {
    pub(crate) proposals: Vec<&'r WhyThis>,
    pub(crate) without: Vec<&'r Summary>,
    asked: Vec<(Whose, Vec<&'r Asked>)>,
}

impl<'r> Lines<'r> {
    pub(crate) fn of(run: &'r MatchRun, names: &Names) -> Self {
        let told = &run.told.0;
        let mut proposals: Vec<&WhyThis> = told.why.iter().collect();
        // Of one's own first; of these, who waits longest.
        let since = |seeker: Uuid| names.search(seeker).map(|search| search.since);
        proposals.sort_by_key(|why| (!names.is_own(why.pair.seeker), since(why.pair.seeker)));
        let empty = |one: &&Summary| !matches!(one.held, Held::Placed { .. } | Held::Locked { .. });
        let mut without: Vec<&Summary> = told.everybody.iter().filter(empty).collect();
        without.sort_by_key(|one| (!names.is_own(one.seeker), since(one.seeker)));
        let mut asked: Vec<(Whose, Vec<&Asked>)> = Vec::new();
        let mut at: HashMap<Whose2, usize> = HashMap::new();
        for question in &told.questions {
            // What is to be asked of another partner's household is for that partner to read.
            if matches!(question.whose, Whose::Seeker(seeker) if !names.is_own(seeker)) {
                continue;
            }
            let place = *at.entry(key_of(question.whose)).or_insert_with(|| {
                asked.push((question.whose, Vec::new()));
                asked.len() - 1
            });
            asked[place].1.push(question);
        }
        Self { proposals, without, asked }
    }
}

/// Who could answer, as a key of a map.
type Whose2 = (u8, Uuid);

fn key_of(whose: Whose) -> Whose2 {
    match whose {
        Whose::Seeker(key) => (0, key),
        Whose::Offer(key) => (1, key),
        Whose::Nobody => (2, Uuid::nil()),
    }
}

/// The head of a run: what it was about, when, by which policy, and whether its certificate holds today.
pub(crate) async fn head<P>(may: &May<P>, catalogue: &Catalogue, run: &MatchRun) -> Stored<Value> {
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

fn conflicts(desk: &Desk, run: &MatchRun) -> Vec<String> {
    use matching::desk::Conflict;
    let told = run.told.0.conflicts.iter().map(|conflict| match conflict {
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

/// A pair of the plan in one line: which it is among the own options, and what speaks for it most.
pub(crate) fn proposed(desk: &Desk, names: &Names, kind: OfferKind, why: &WhyThis) -> ProposedOut {
    let mut terms: Vec<_> = why.terms.iter().filter(|term| term.points > 0).collect();
    terms.sort_by_key(|term| (std::cmp::Reverse(term.points), term.criterion));
    let best: Vec<String> = terms.iter().take(2).map(|term| tell::criterion(term.criterion).say(desk)).collect();
    let rank = desk.say_with(
        &format!("desk-rank-{kind}"),
        &[("rank", i64::from(why.rank).into()), ("options", i64::from(why.options).into())],
    );
    let words = if best.is_empty() { rank } else { format!("{rank}: {}", best.join(", ")) };
    let unknown = why.terms.iter().filter(|term| term.value.is_none());
    ProposedOut {
        seeker: names.seeker(why.pair.seeker),
        offer: names.offer(why.pair.offer),
        why: words,
        unknown: unknown.map(|term| tell::criterion(term.criterion).say(desk)).collect(),
    }
}

fn nearest(held: &Held) -> Option<Uuid> {
    match held {
        Held::Full { nearest, .. } => *nearest,
        _ => None,
    }
}

/// Why somebody stays without, in one line.
pub(crate) fn without<P>(may: &May<P>, names: &Names, kind: OfferKind, one: &Summary) -> WithoutOut {
    let why = match &one.held {
        Held::Full { options, nearest, .. } => {
            let full = may.say_with(&format!("desk-full-{kind}"), &[("options", i64::from(*options).into())]);
            match nearest.map(|offer| names.offer(offer)).filter(|offer| offer.seen) {
                Some(offer) => {
                    let near = may.say_with("desk-nearest", &[("offer", offer.label.as_str().into())]);
                    format!("{full} {near}")
                }
                None => full,
            }
        }
        Held::Open { open } => may.say_with("desk-open", &[("open", i64::from(*open).into())]),
        Held::Refused { rules, forbidden } => refused(may, names, one.seeker, rules, *forbidden),
        Held::Placed { .. } | Held::Locked { .. } => String::new(),
    };
    let mut words = why;
    if one.one_more.is_some() {
        words = format!("{words} {}", may.say(&format!("desk-one-more-{kind}")));
    }
    WithoutOut { seeker: names.seeker(one.seeker), why: words }
}

/// By how many offers each rule stands in the way, the three that refuse most. What a body needs is told to those who may
/// read it; of another partner's household nothing is told.
fn refused<P>(may: &May<P>, names: &Names, seeker: Uuid, rules: &[(RuleCode, u32)], forbidden: u32) -> String {
    let Some(search) = names.search(seeker) else { return may.say("desk-refused-another") };
    let reads = reaches::<ViewAccessNeeds, _>(may, search);
    let mut told: Vec<String> = Vec::new();
    for (rule, count) in rules.iter().take(3) {
        let rule =
            if *rule == RuleCode::Access && !reads { may.say("rule-hidden") } else { tell::rule(*rule).say(may) };
        told.push(
            may.say_with("desk-refused-by", &[("count", i64::from(*count).into()), ("rule", rule.as_str().into())]),
        );
    }
    if forbidden > 0 {
        told.push(may.say_with("desk-ruled-out", &[("count", i64::from(forbidden).into())]));
    }
    if told.is_empty() { may.say("desk-nothing-offered") } else { told.join("; ") }
}

async fn asked<P>(may: &May<P>, names: &mut Names, rows: &[(Whose, Vec<&Asked>)]) -> Stored<Vec<AskedOut>> {
    let seekers = rows.iter().filter_map(|(whose, _)| if let Whose::Seeker(key) = whose { Some(*key) } else { None });
    let offers = rows.iter().filter_map(|(whose, _)| if let Whose::Offer(key) = whose { Some(*key) } else { None });
    names.call(may, seekers.collect::<Vec<_>>(), offers.collect::<Vec<_>>()).await?;
    let people = rows.iter().flat_map(|(_, all)| all).filter_map(|asked| match asked.question.about {
        Of::Person { person } => Some(person),
        _ => None,
    });
    let persons: HashMap<PersonId, String> = persons_of(may, people.collect::<Vec<_>>()).await?;
    let told = rows.iter().map(|(whose, all)| AskedOut {
        seeker: if let Whose::Seeker(key) = whose { Some(names.seeker(*key)) } else { None },
        offer: if let Whose::Offer(key) = whose { Some(names.offer(*key)) } else { None },
        questions: all
            .iter()
            .map(|asked| QuestionOut {
                words: question(may, &asked.question, &persons),
                pairs: asked.pairs,
                matters: asked.at_most > Worth::default(),
            })
            .collect(),
    });
    Ok(told.collect())
}

/// What one more offer would do, in words: *one more home for five in Pioltello places two households*.
pub(crate) fn lacking(desk: &Desk, kind: OfferKind, lack: &crate::engine::Lacking) -> String {
    let place = tell::place(&lack.territory);
    let args = [
        ("persons", i64::from(lack.persons).into()),
        ("place", place.as_str().into()),
        ("placed", i64::from(lack.placed).into()),
        ("more", lack.brings.persons.into()),
        ("urgent", lack.brings.urgent.into()),
    ];
    let key = if lack.placed > 0 { format!("desk-lack-{kind}") } else { format!("desk-lack-better-{kind}") };
    desk.say_with(&key, &args)
}

fn held_back(desk: &Desk, one: &matching::explain::HeldBack) -> String {
    let rule = tell::rule(one.rule).say(desk);
    desk.say_with("desk-held-back", &[("rule", rule.as_str().into()), ("placed", one.placed.into())])
}

/// A run that must be there.
pub(crate) async fn one<P>(may: &May<P>, id: MatchRunId) -> Result<MatchRun, Problem> {
    Ok(may.also::<ViewDesk>().rows::<MatchRun>().id(id).one().await?)
}
