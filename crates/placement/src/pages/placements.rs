//! The placements: what lasts, what is late, and all there is to know of one.

use std::collections::BTreeMap;

use people::store::households::Membership;
use people::store::sightings::{self, Seen};
use serde::Serialize;
use serde_json::{Value, json};
use store::{Db, JournalEntry, Stored};
use web::{Answer, Filters, Form, Id, ListLinks, May, Permission, Problem, list_links};

use super::placement_fields::PLACEMENT_FILTERS;
use super::placement_told::{Along, CheckInOut, MediationOut, PlacementOut, ProblemOut, along, told};
use super::{Choice, Programmes};
use crate::permissions::{
    AccompanyPlacements, EditPlacements, EndPlacements, ViewOfferContacts, ViewOffers, ViewPlacements, WithdrawOffers,
};
use crate::rules::family::Suitability;
use crate::rules::offer::{OfferAct, OfferStatus};
use crate::rules::placement::{PlacementKind, PlacementStatus};
use crate::store::host_steps::suitability_on;
use crate::store::offers::{Offer, OfferSeen};
use crate::store::placements::{self, Placement, PlacementAsk, PlacementId, SORTINGS};

/// What a list is asked for, from a checked query.
pub(crate) fn asked(query: &Form) -> PlacementAsk {
    PlacementAsk {
        code: query.typed("q").to_owned(),
        kind: query.word("kind", PlacementKind::from_word),
        status: query.word("status", PlacementStatus::from_word),
        territory: query.value("territory"),
        pathway: query.value("pathway"),
        household: query.value("household"),
        offer: query.value("offer"),
        late: query.flag("late"),
        problems: query.flag("problems"),
    }
}

#[derive(Serialize)]
struct Index {
    rows: Vec<PlacementOut>,
    list: ListLinks,
    kinds: Vec<Tab>,
    statuses: Vec<Choice>,
    territories: Vec<Choice>,
    q: String,
    kind: Option<PlacementKind>,
    status: Option<PlacementStatus>,
    territory: String,
    /// The pathway of which alone the list tells: its id and code.
    pathway: Option<(String, String)>,
    late: bool,
    problems: bool,
    query: String,
    may_edit: bool,
}

#[derive(Serialize)]
struct Tab {
    kind: Option<PlacementKind>,
    href: String,
    count: u64,
    current: bool,
}

/// The list.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewPlacements>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(PLACEMENT_FILTERS);
    let ask = asked(&filters.0);
    let page = placements::page(&may.db, &ask, filters.sorting(SORTINGS), filters.page(25)).await?;
    let list = list_links("/placements", &filters, &page, SORTINGS);
    let counts: BTreeMap<PlacementKind, u64> = placements::counts(&may.db, &ask).await?.into_iter().collect();
    // Another kind has other pages.
    let narrowed = PLACEMENT_FILTERS.iter();
    let narrowed = narrowed.filter_map(|field| Some((field.name.to_owned(), filters.0.text(field.name)?)));
    let narrowed = Filters(Form::of(narrowed));
    let tab = |kind: Option<PlacementKind>, count| Tab {
        kind,
        href: format!("/placements?{}", narrowed.query_with("kind", kind.map_or("", PlacementKind::word))),
        count,
        current: ask.kind == kind,
    };
    let kinds = PlacementKind::ALL.iter().map(|kind| tab(Some(*kind), counts.get(kind).copied().unwrap_or_default()));
    let pathway = match ask.pathway {
        Some(id) => {
            let ways = may.also::<pathways::permissions::ViewPathways>();
            let row = ways.rows::<pathways::store::pathways::Pathway>().id(id).first().await?;
            row.map(|row| (row.id.to_string(), row.code))
        }
        None => None,
    };
    let context = Index {
        rows: told(&may, &catalogue, page.items).await?,
        list,
        kinds: std::iter::once(tab(None, counts.values().sum())).chain(kinds).collect(),
        statuses: super::choices(&may, "placement-status", PlacementStatus::ALL),
        territories: super::offers::territories(&may.db, &catalogue).await?,
        q: ask.code.clone(),
        kind: ask.kind,
        status: ask.status,
        territory: filters.0.typed("territory").to_owned(),
        pathway,
        late: ask.late,
        problems: ask.problems,
        query: narrowed.query_with("", ""),
        may_edit: may.may::<EditPlacements>(),
    };
    may.page("placements/index.html", context)
}

#[derive(Serialize)]
struct Show {
    placement: PlacementOut,
    check_ins: Vec<CheckInOut>,
    problems: Vec<ProblemOut>,
    visits: Vec<MediationOut>,
    ending: Option<String>,
    chain: Vec<PlacementOut>,
    becomes: &'static [PlacementKind],
    /// Whether what was said may be read here.
    words: bool,
    may_edit: bool,
    may_accompany: bool,
    may_end: bool,
    /// Whether its offer waits to be opened again, and whether the reader may do so.
    reopens: Option<bool>,
    findings: Vec<Value>,
    /// Whether the host family was found unsuitable meanwhile.
    unsuitable: bool,
    timeline: Vec<Value>,
}

/// Whether the reader holds a permission for this very placement.
pub(crate) fn reaches<P: Permission, Q>(may: &May<Q>, placement: &Placement) -> bool {
    let Some(reach) = may.caller().reach::<P>() else { return false };
    reach.covers(&placement.programme, placement.organisation_id, &placement.territory)
}

/// Notes that the reader sees the people of a placement.
pub(crate) async fn seen(db: &Db, placement: &Placement, what: Seen) -> Stored<()> {
    let present = Membership::household_id.eq(placement.household_id).and(Membership::on(db.today()));
    let people = db.rows::<Membership>().filter(present).all().await?.into_iter().map(|spell| spell.person_id);
    let of_it: Vec<_> = people.filter(|person| placement.person_id.is_none_or(|worker| worker == *person)).collect();
    sightings::note(db, of_it, what).await
}

/// All there is to know of a placement.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn show(may: May<ViewPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    let row = placements::one(&may.db, id).await?;
    seen(&may.db, &row, Seen::Record).await?;
    let chain = placements::chain(&may.db, &row).await?;
    let chain = if chain.len() > 1 { told(&may, &catalogue, chain).await? } else { Vec::new() };
    let Along { check_ins, problems, visits, ending } = along(&may, &row).await?;
    let entries = placements::timeline(&may.db, id).await?;
    let contacts = may.also::<ViewOfferContacts>();
    let context = Show {
        check_ins,
        problems,
        visits,
        ending,
        chain,
        becomes: if row.status == PlacementStatus::UnderWay { row.kind.becomes() } else { &[] },
        words: row.shows_words(&contacts),
        may_edit: reaches::<EditPlacements, _>(&may, &row),
        may_accompany: reaches::<AccompanyPlacements, _>(&may, &row),
        may_end: reaches::<EndPlacements, _>(&may, &row),
        reopens: reopens(&may, &row).await?,
        unsuitable: unsuitable(&may.db, &row).await?,
        findings: super::placement_forms::findings_of(&may, &row).await?,
        timeline: timeline(&may, entries).await?,
        placement: told(&may, &catalogue, vec![row]).await?.pop().ok_or(Problem::NotFound)?,
    };
    may.page("placements/show.html", context)
}

async fn unsuitable(db: &Db, placement: &Placement) -> Stored<bool> {
    let (PlacementKind::Cohabitation, true, Some(offer)) =
        (placement.kind, placement.status.lives(), placement.offer_id)
    else {
        return Ok(false);
    };
    Ok(suitability_on(db, offer, db.today()).await? == Suitability::Unsuitable)
}

/// Whether the offer of an ended placement may be opened again, and whether the reader may: a partner's only the partner.
async fn reopens(may: &May<ViewPlacements>, placement: &Placement) -> Stored<Option<bool>> {
    let (PlacementStatus::Ended, Some(id)) = (placement.status, placement.offer_id) else { return Ok(None) };
    let offer = may.also::<ViewOffers>().rows::<OfferSeen>().id(id).first().await?;
    let waits = offer.is_some_and(|offer| offer.status == OfferStatus::Taken);
    if !waits || OfferStatus::Taken.after(OfferAct::Reopen).is_none() {
        return Ok(None);
    }
    let own = may.also::<WithdrawOffers>().rows::<Offer>().id(id).first().await?;
    Ok(Some(own.is_some()))
}

async fn timeline(may: &May<ViewPlacements>, entries: Vec<JournalEntry>) -> Stored<Vec<Value>> {
    let names = accounts::store::names_of(&may.db, entries.iter().filter_map(|entry| entry.member_id)).await?;
    let told = entries.into_iter().map(|entry| {
        let on = (may.db.day_of(entry.at) != entry.day)
            .then(|| may.say_with("timeline-on-day", &[("day", entry.day.italian().into())]));
        let detail = entry.detail.as_deref().and_then(|detail| detail_words(&entry.kind, detail));
        let text: Vec<String> = detail.map(|key| may.say(&key)).into_iter().chain(on).collect();
        json!({
            "when": entry.at,
            "title": may.say(&format!("fact-{}", entry.kind)),
            "text": text.join(" · "),
            "who": entry.member_id.and_then(|member| names.get(&member)),
        })
    });
    Ok(told.collect())
}

/// The key of a detail's words.
fn detail_words(kind: &str, detail: &str) -> Option<String> {
    Some(match kind {
        "placement-ended" | "placement-called-off" => format!("placement-reason-{detail}"),
        "check-in-held" | "check-in-moved" | "check-in-dropped" | "check-in-taken-up" => {
            format!("check-in-days-{detail}")
        }
        "problem-noted" | "problem-solved" | "problem-reopened" => format!("problem-kind-{detail}"),
        "mediation-held" => format!("mediation-outcome-{detail}"),
        "placement-transformed" => format!("placement-kind-{detail}"),
        _ => return None,
    })
}
