//! Searches: the list, one of them with all that is wished, those along a pathway with the short form that begins one.

pub mod acts;
pub mod export;
pub mod fields;
pub mod form;
pub mod told;
pub mod vetoes;

use std::collections::BTreeMap;

use kernel::{PathwayId, PersonId};
use pathways::permissions::ViewPathways;
use pathways::store::pathways as kept;
use people::permissions::ViewPeople;
use people::store::households::members_of;
use people::store::sightings::{self, Seen};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Db, JournalEntry, Stored};
use web::{Answer, Filters, Flash, Form, Id, ListLinks, May, Permission, Posted, Problem, list_links};

use self::fields::{FILTERS, OPENING};
use self::told::{SearchOut, told};
use self::vetoes::{AccessOut, VetoOut};
use super::offer_form::told_form;
use super::{Choice, Narrowed, Programmes, choices};
use crate::permissions::{EditAccessNeeds, EditSearches, ViewAccessNeeds, ViewSearches};
use crate::rules::offer::OfferKind;
use crate::rules::region;
use crate::rules::search::{SearchAct, Urgency};
use crate::rules::work::may_work;
use crate::store::searches::{self, Opening, SORTINGS, Search, SearchAsk, SearchId, SearchesListed};

/// What a list is asked for, from a checked query.
pub(crate) fn asked(query: &Form, catalogue: &Catalogue) -> SearchAsk {
    SearchAsk {
        code: query.text("q"),
        kind: query.word("kind", OfferKind::from_word),
        listed: query.word("status", SearchesListed::from_word),
        programme: query.value("programme"),
        territory: query.value("territory"),
        among: query.value("region").map(|code| region::territories(catalogue, &code)),
        urgency: query.word("urgency", Urgency::from_word),
        pathway: query.value("pathway"),
    }
}

#[derive(Serialize)]
struct Index {
    rows: Vec<SearchOut>,
    list: ListLinks,
    kinds: Vec<Value>,
    statuses: Vec<Choice>,
    urgencies: Vec<Choice>,
    territories: Vec<Choice>,
    q: String,
    kind: Option<OfferKind>,
    status: SearchesListed,
    urgency: Option<Urgency>,
    territory: String,
    query: String,
    narrowed: Vec<Narrowed>,
}

/// The list.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewSearches>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let ask = asked(&filters.0, &catalogue);
    let page = searches::page(&may.db, &ask, filters.sorting(SORTINGS), filters.page(25)).await?;
    let list = list_links("/searches", &filters, &page, SORTINGS);
    let counts: BTreeMap<OfferKind, u64> = searches::counts(&may.db, &ask).await?.into_iter().collect();
    // Another kind has other pages.
    let narrowed = FILTERS.iter().filter_map(|field| Some((field.name.to_owned(), filters.0.text(field.name)?)));
    let narrowed = Filters(Form::of(narrowed));
    let tab = |kind: Option<OfferKind>, count: u64| {
        let href = format!("/searches?{}", narrowed.query_with("kind", kind.map_or("", OfferKind::word)));
        json!({ "kind": kind, "href": href, "count": count, "current": ask.kind == kind })
    };
    let kinds = OfferKind::ALL.iter().map(|kind| tab(Some(*kind), counts.get(kind).copied().unwrap_or_default()));
    let context = Index {
        rows: told(&may, &catalogue, page.items).await?,
        list,
        kinds: std::iter::once(tab(None, counts.values().sum())).chain(kinds).collect(),
        statuses: choices(&may, "searches-status", SearchesListed::ALL),
        urgencies: choices(&may, "search-urgency", Urgency::ALL),
        territories: territories(&may.db, &catalogue).await?,
        q: filters.0.typed("q").to_owned(),
        kind: ask.kind,
        status: ask.listed.unwrap_or(SearchesListed::Open),
        urgency: ask.urgency,
        territory: filters.0.typed("territory").to_owned(),
        query: narrowed.query_with("", ""),
        narrowed: super::narrowed("/searches", &narrowed, &catalogue),
    };
    may.page("searches/index.html", context)
}

/// The territories of the programmes that run, by name.
pub(crate) async fn territories(db: &Db, catalogue: &Catalogue) -> Stored<Vec<Choice>> {
    let running = catalogue.active(db).await?;
    let all = running.iter().flat_map(|programme| &programme.territories);
    let named: BTreeMap<String, String> =
        all.map(|territory| (territory.name.clone(), territory.code.to_string())).collect();
    Ok(named.into_iter().map(|(label, value)| Choice { value, label }).collect())
}

/// Whether the reader holds a permission for this very search.
#[must_use]
pub fn reaches<P: Permission, Q>(may: &May<Q>, search: &Search) -> bool {
    let Some(reach) = may.caller().reach::<P>() else { return false };
    reach.covers(&search.programme, search.organisation_id, &search.territory)
}

#[derive(Serialize)]
struct Show {
    search: SearchOut,
    acts: Vec<SearchAct>,
    may_edit: bool,
    may_view_access: bool,
    may_edit_access: bool,
    may_view_pathway: bool,
    access: Vec<AccessOut>,
    vetoes: Vec<VetoOut>,
    timeline: Vec<Value>,
    beside: Value,
}

/// All there is to know of a search.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(may: May<ViewSearches>, Id(id): Id<SearchId>, catalogue: Programmes) -> Answer {
    let row = may.db.rows::<Search>().id(id).one().await?;
    let edits = reaches::<EditSearches, _>(&may, &row);
    let (may_view_access, may_edit_access) =
        (reaches::<ViewAccessNeeds, _>(&may, &row), reaches::<EditAccessNeeds, _>(&may, &row));
    let present = vetoes::present(&may.also::<ViewPeople>(), &row).await?;
    sightings::note(&may.db, present.iter().map(|(person, _)| *person), Seen::Household).await?;
    let access = if may_view_access { vetoes::access_told(&may, &row, present).await? } else { Vec::new() };
    let entries = searches::timeline(&may.db, id).await?;
    let context = Show {
        acts: SearchAct::ALL.iter().copied().filter(|act| edits && row.status.after(*act).is_some()).collect(),
        may_edit: edits && row.status.lives(),
        may_view_access,
        may_edit_access: may_edit_access && row.status.lives(),
        may_view_pathway: reaches::<ViewPathways, _>(&may, &row),
        access,
        vetoes: vetoes::vetoes_told(&may, id).await?,
        timeline: timeline(&may, entries).await?,
        beside: may.beside("search", id),
        search: told(&may, &catalogue, vec![row]).await?.pop().ok_or(Problem::NotFound)?,
    };
    may.page("searches/show.html", context)
}

async fn timeline<P>(may: &May<P>, entries: Vec<JournalEntry>) -> Stored<Vec<Value>> {
    let names = accounts::store::names_of(&may.db, entries.iter().filter_map(|entry| entry.member_id)).await?;
    let told = entries.into_iter().map(|entry| {
        json!({
            "when": entry.at,
            "title": may.say(&format!("fact-{}", entry.kind)),
            "who": entry.member_id.and_then(|member| names.get(&member)),
        })
    });
    Ok(told.collect())
}

/// The searches along a pathway, with the short form that begins one.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn along(may: May<ViewSearches>, Id(id): Id<PathwayId>, catalogue: Programmes) -> Answer {
    let form =
        Form::blank().with("kind", OfferKind::Home).with("urgency", Urgency::Routine).with("since", may.db.today());
    along_page(&may, &catalogue, id, &form).await
}

/// Begins a search along a pathway.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn begin(
    may: May<EditSearches>,
    Id(id): Id<PathwayId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let pathway = kept::one(&may.db, id).await?;
    if let Some(opening) = opening_of(&mut form, OPENING, may.db.today())
        && let Some(search) = told_form(&mut form, searches::open(&may.db, &pathway, opening).await)?
    {
        return may.see_done(&format!("/searches/{}", search.id), Flash("search-opened"));
    }
    along_page(&may, &catalogue, id, &form).await
}

/// What a search begins with; nothing, when the form says why not.
pub(crate) fn opening_of(form: &mut Form, fields: &[web::field::Field], today: kernel::Day) -> Option<Opening> {
    if !form.check(fields) {
        return None;
    }
    Some(Opening {
        kind: form.word("kind", OfferKind::from_word)?,
        person: form.value("person"),
        since: form.value("since").unwrap_or(today),
        urgency: form.word("urgency", Urgency::from_word)?,
    })
}

async fn along_page<P>(may: &May<P>, catalogue: &Catalogue, id: PathwayId, form: &Form) -> Answer {
    let pathway = kept::one(&may.db, id).await?;
    let people_db = may.also::<ViewPeople>();
    let rows = searches::of_pathway(&may.db, id).await?;
    let short = kept::households(&people_db, [pathway.household_id]).await?;
    let today = may.db.today();
    let members = members_of(&people_db, pathway.household_id).await?;
    let present: Vec<_> = members.into_iter().filter(|(membership, ..)| membership.holds_on(today)).collect();
    sightings::note(&may.db, present.iter().map(|(_, person, _)| person.id), Seen::Pathway).await?;
    let named = |id: PersonId, label: String| Choice { value: id.to_string(), label };
    // Whoever is surely too young looks for no work.
    let grown = present.iter().filter(|(_, person, _)| may_work(person.born, today));
    let people = grown.map(|(_, person, identity)| {
        let name = identity.as_ref().map(|identity| identity.name()).filter(|name| !name.is_empty());
        named(person.id, name.unwrap_or_else(|| person.code()))
    });
    let edits = may.caller().reach::<EditSearches>();
    let edits =
        edits.is_some_and(|reach| reach.covers(&pathway.programme, pathway.organisation_id, &pathway.territory));
    let context = json!({
        "pathway": id,
        "label": short.get(&pathway.household_id).map_or(pathway.code.as_str(), |short| short.label()),
        "rows": told(may, catalogue, rows).await?,
        "may_begin": edits && pathway.status.is_open(),
        "people": people.collect::<Vec<_>>(),
        "kinds": choices(may, "search-kind", OfferKind::ALL),
        "urgencies": urgencies(may),
    });
    may.form("searches/along.html", form, context)
}

/// How long it can wait, each with what it means.
fn urgencies<P>(may: &May<P>) -> Vec<Value> {
    let choice = |word: &Urgency| {
        let (label, hint) = (format!("search-urgency-{word}"), format!("search-urgency-{word}-hint"));
        json!({ "value": word, "label": may.say(&label), "hint": may.say(&hint) })
    };
    Urgency::ALL.iter().map(choice).collect()
}
