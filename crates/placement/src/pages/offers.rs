//! The offers: which can be proposed today, and all there is to know of one.

use std::collections::BTreeMap;

use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Db, JournalEntry, Stored};
use web::{Answer, Filters, Form, Id, ListLinks, May, Problem, list_links};

use super::fields::FILTERS;
use super::history::{self, StepOut, TalkOut, VisitOut};
use super::told::{OfferOut, told};
use super::{Choice, Narrowed, Programmes};
use crate::permissions::{
    EditOffers, HoldOffers, MakeProposals, PrepareHostFamilies, ViewOfferContacts, ViewOffers, ViewProposals,
    WithdrawOffers,
};
use crate::rules::family::{self, HostStepKind, Suitability};
use crate::rules::offer::{OfferAct, OfferKind, OfferStatus};
use crate::rules::region;
use crate::store::host_steps;
use crate::store::offers::{self, Listed, OfferAsk, OfferId, OfferSeen, SORTINGS};
use crate::store::proposals::making::underway;
use crate::store::taking::live_from;

/// What a list is asked for, from a checked query.
pub(crate) fn asked(query: &Form, catalogue: &Catalogue) -> OfferAsk {
    OfferAsk {
        words: query.typed("q").to_owned(),
        kind: query.word("kind", OfferKind::from_word),
        listed: query.word("status", Listed::from_word),
        programme: query.value("programme"),
        territory: query.value("territory"),
        among: query.value("region").map(|code| region::territories(catalogue, &code)),
        municipality: query.text("municipality"),
        stale: query.flag("stale"),
        own: query.flag("own"),
    }
}

#[derive(Serialize)]
struct Index {
    rows: Vec<OfferOut>,
    list: ListLinks,
    kinds: Vec<Tab>,
    statuses: Vec<Choice>,
    territories: Vec<Choice>,
    q: String,
    kind: Option<OfferKind>,
    status: Listed,
    territory: String,
    stale: bool,
    own: bool,
    query: String,
    narrowed: Vec<Narrowed>,
    may_edit: bool,
}

#[derive(Serialize)]
struct Tab {
    kind: Option<OfferKind>,
    href: String,
    count: u64,
    current: bool,
}

/// The list.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewOffers>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let ask = asked(&filters.0, &catalogue);
    let page = offers::page(&may.db, &ask, filters.sorting(SORTINGS), filters.page(25)).await?;
    let list = list_links("/offers", &filters, &page, SORTINGS);
    let counts: BTreeMap<OfferKind, u64> = offers::counts(&may.db, &ask).await?.into_iter().collect();
    // Another kind has other pages.
    let narrowed = FILTERS.iter().filter_map(|field| Some((field.name.to_owned(), filters.0.text(field.name)?)));
    let narrowed = Filters(Form::of(narrowed));
    let tab = |kind: Option<OfferKind>, count| Tab {
        kind,
        href: format!("/offers?{}", narrowed.query_with("kind", kind.map_or("", OfferKind::word))),
        count,
        current: ask.kind == kind,
    };
    let kinds = OfferKind::ALL.iter().map(|kind| tab(Some(*kind), counts.get(kind).copied().unwrap_or_default()));
    let context = Index {
        rows: told(&may, &catalogue, page.items).await?,
        list,
        kinds: std::iter::once(tab(None, counts.values().sum())).chain(kinds).collect(),
        statuses: super::choices(&may, "offers-status", Listed::ALL),
        territories: territories(&may.db, &catalogue).await?,
        q: ask.words.clone(),
        kind: ask.kind,
        status: ask.listed.unwrap_or(Listed::Open),
        territory: filters.0.typed("territory").to_owned(),
        stale: ask.stale,
        own: ask.own,
        query: narrowed.query_with("", ""),
        narrowed: super::narrowed("/offers", &narrowed, &catalogue),
        may_edit: may.may::<EditOffers>(),
    };
    may.page("offers/index.html", context)
}

/// The territories of the programmes that run, by name.
pub(super) async fn territories(db: &Db, catalogue: &Catalogue) -> Stored<Vec<Choice>> {
    let running = catalogue.active(db).await?;
    let all = running.iter().flat_map(|programme| &programme.territories);
    let named: BTreeMap<String, String> =
        all.map(|territory| (territory.name.clone(), territory.code.to_string())).collect();
    Ok(named.into_iter().map(|(label, value)| Choice { value, label }).collect())
}

#[derive(Serialize)]
struct Show {
    offer: OfferOut,
    acts: Vec<OfferAct>,
    may_edit: bool,
    may_prepare: bool,
    sees_contacts: bool,
    talks: Vec<TalkOut>,
    visits: Vec<VisitOut>,
    steps: Vec<StepOut>,
    suitability: Option<Suitability>,
    next_step: Option<HostStepKind>,
    /// How many are placed with a family that was found unsuitable.
    placed: u64,
    may_propose: bool,
    sees_proposals: bool,
    live: usize,
    timeline: Vec<Value>,
}

/// All there is to know of an offer.
///
/// # Errors
/// [`Problem::NotFound`] when there is none that one may look at.
pub async fn show(may: May<ViewOffers>, Id(id): Id<OfferId>, catalogue: Programmes) -> Answer {
    let row = may.db.rows::<OfferSeen>().id(id).one().await?;
    let Some(offer) = told(&may, &catalogue, vec![row]).await?.pop() else { return Err(Problem::NotFound) };
    let contacts = may.also::<ViewOfferContacts>();
    let sees_contacts = offer.contact.is_some();
    let talks = history::talks_told(&contacts, id).await?;
    let visits = history::visits_told(&contacts, id).await?;
    let (steps, suitability, next_step) = match (offer.kind, sees_contacts) {
        (OfferKind::Family, true) => {
            let rows = host_steps::of(&contacts, id).await?;
            let done = host_steps::done(&rows);
            let steps = history::steps_told(&contacts, rows).await?;
            (steps, Some(family::suitability(&done)), family::next(&done))
        }
        _ => (Vec::new(), None, None),
    };
    let placed = match suitability {
        Some(Suitability::Unsuitable) => live_from(&may.db, id).await?,
        _ => 0,
    };
    let entries = if offer.own { offers::timeline(&may.db, id).await? } else { Vec::new() };
    let acts = OfferAct::ALL.iter().copied().filter(|act| offer.own && allowed(&may, &offer, *act, suitability));
    let underway = underway(&may.db, id).await?;
    let open = matches!(offer.status, OfferStatus::Open | OfferStatus::Held) && !offer.over;
    let context = Show {
        may_propose: open && may.may::<MakeProposals>(),
        sees_proposals: may.may::<ViewProposals>(),
        live: underway.iter().filter(|row| row.status.is_live()).count(),
        acts: acts.collect(),
        may_edit: offer.own && may.may::<EditOffers>(),
        may_prepare: offer.own && offer.kind == OfferKind::Family && may.may::<PrepareHostFamilies>(),
        sees_contacts,
        talks,
        visits,
        steps,
        suitability,
        next_step,
        placed,
        timeline: timeline(&may, entries).await?,
        offer,
    };
    may.page("offers/show.html", context)
}

/// Whether an act would be done: what would be refused is not shown.
fn allowed(may: &May<ViewOffers>, offer: &OfferOut, act: OfferAct, suitability: Option<Suitability>) -> bool {
    let held = match act {
        OfferAct::Open => may.may::<EditOffers>(),
        OfferAct::Hold | OfferAct::Free | OfferAct::Take => may.may::<HoldOffers>(),
        OfferAct::Withdraw | OfferAct::Reopen => may.may::<WithdrawOffers>(),
    };
    let fits = offer.kind != OfferKind::Family
        || matches!(act, OfferAct::Free | OfferAct::Withdraw)
        || suitability == Some(Suitability::Suitable);
    held && fits && offer.status.after(act).is_some()
}

async fn timeline(may: &May<ViewOffers>, entries: Vec<JournalEntry>) -> Stored<Vec<Value>> {
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
