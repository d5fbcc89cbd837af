//! The form of a new proposal: from an offer one chooses to whom, from a pathway what.

use kernel::{PathwayId, PersonId};
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::{Pathway, households};
use people::permissions::ViewPeople;
use people::store::households::members_of_many;
use serde_json::json;
use store::{Order, PageAsk, Stored};
use web::{Answer, Filters, Flash, Form, May, Posted};

use super::fields::NEW;
use super::told::label_of;
use crate::pages::Choice;
use crate::pages::offer_form::told_form;
use crate::permissions::{MakeProposals, ViewOffers};
use crate::rules::offer::OfferKind;
use crate::rules::work::may_work;
use crate::store::offers::{self, OfferAsk, OfferId, OfferSeen};
use crate::store::proposals::{self, NewProposal, Split};

/// How many households or offers a form lists: whoever has more comes from the pathway or from the offer.
const MOST: u64 = 100;

/// The form.
///
/// # Errors
/// [`web::Problem::NotFound`] for an offer or a pathway beyond reach.
pub async fn blank(may: May<MakeProposals>, filters: Filters) -> Answer {
    let asked = filters.forgiving(NEW).0;
    let known = NEW.iter().filter_map(|field| Some((field.name.to_owned(), asked.text(field.name)?)));
    let mut form = Form::of(known);
    if !form.has("to")
        && let Some(pathway) = asked.text("pathway")
    {
        let to = asked.text("person").map_or_else(|| pathway.clone(), |person| format!("{pathway}.{person}"));
        form = form.with("to", to);
    }
    page(&may, &form).await
}

async fn page(may: &May<MakeProposals>, form: &Form) -> Answer {
    let offer = match form.value::<OfferId>("offer") {
        Some(id) => Some(may.also::<ViewOffers>().rows::<OfferSeen>().id(id).one().await?),
        None => None,
    };
    let kind = offer.as_ref().map(|offer| offer.kind);
    let pathway: Option<PathwayId> = form.typed("to").split('.').next().and_then(|id| id.parse().ok());
    let whom = whom(may, kind, pathway).await?;
    let offers = if offer.is_some() { Vec::new() } else { open_offers(may).await? };
    let underway = match &offer {
        Some(offer) => proposals::making::underway(&may.also::<ViewOffers>(), offer.id).await?,
        None => Vec::new(),
    };
    let carried: Vec<_> = ["search", "run", "instead-of"].iter().map(|name| (*name, form.text(name))).collect();
    let context = json!({
        "offer": offer.as_ref().map(|offer| json!({ "id": offer.id, "label": label_of(offer), "kind": offer.kind })),
        "whom": whom,
        "offers": offers,
        "live": underway.iter().filter(|row| row.status.is_live()).count(),
        "carried": carried,
        "overrides": form.is_filled("instead-of"),
    });
    may.form("proposals/new.html", form, context)
}

/// To whom an offer may be proposed: the open pathways within reach, for work each with its people.
async fn whom(may: &May<MakeProposals>, kind: Option<OfferKind>, chosen: Option<PathwayId>) -> Stored<Vec<Choice>> {
    let open = Pathway::status.ne(PathwayStatus::Closed);
    let rows = may.db.rows::<Pathway>().filter(open).sort(Pathway::last_activity, Order::Falling);
    let rows = match chosen {
        // Whoever comes from a pathway proposes along it.
        Some(chosen) => rows.id(chosen).limit(1).all().await?,
        None => rows.limit(MOST).all().await?,
    };
    let people = may.also::<ViewPeople>();
    let named = households(&people, rows.iter().map(|row| row.household_id)).await?;
    let label = |row: &Pathway| {
        named.get(&row.household_id).map_or_else(|| row.code.clone(), |household| household.label().to_owned())
    };
    if kind != Some(OfferKind::Work) {
        return Ok(rows.iter().map(|row| Choice { value: row.id.to_string(), label: label(row) }).collect());
    }
    let mut members = members_of_many(&people, rows.iter().map(|row| row.household_id)).await?;
    let today = may.db.today();
    let mut choices = Vec::new();
    for row in &rows {
        for (membership, person, identity) in members.remove(&row.household_id).unwrap_or_default() {
            if membership.holds_on(today) && may_work(person.born, today) {
                let name = identity.map(|identity| identity.name()).filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| person.code());
                choices.push(Choice {
                    value: format!("{}.{}", row.id, person.id),
                    label: format!("{} · {name}", label(row)),
                });
            }
        }
    }
    Ok(choices)
}

async fn open_offers(may: &May<MakeProposals>) -> Stored<Vec<Choice>> {
    let db = may.also::<ViewOffers>();
    let page = offers::page(&db, &OfferAsk::default(), offers::SORTINGS[0], PageAsk::new(1, MOST)).await?;
    let told = page.items.iter().map(|offer| Choice {
        value: offer.id.to_string(),
        label: format!("{} · {}", may.say(&format!("offer-kind-{}", offer.kind)), label_of(offer)),
    });
    Ok(told.collect())
}

/// What a form says of a new proposal; nothing, when the form says why not.
pub(crate) fn read(form: &mut Form) -> Option<NewProposal> {
    if !form.check(NEW) {
        return None;
    }
    let (mut pathway, mut person): (Option<PathwayId>, Option<PersonId>) =
        (form.value("pathway"), form.value("person"));
    if form.is_filled("to") {
        let (along, who) = form.typed("to").split_once('.').unwrap_or((form.typed("to"), ""));
        (pathway, person) = (along.parse().ok(), who.parse().ok());
    }
    let split = form.is_filled("people") || form.is_filled("split-asked-by") || form.is_filled("split-asked-on");
    let split = split.then(|| Split {
        asked_by: form.text("split-asked-by"),
        asked_on: form.value("split-asked-on"),
        people: form.value("people").unwrap_or_default(),
    });
    // The household is that of the pathway: the store looks it up, and finds nothing for what goes apart.
    Some(NewProposal {
        person,
        pathway,
        search: form.value("search"),
        reserve: form.flag("reserve"),
        told: form.text("told"),
        split,
        run: form.text("run"),
        instead_of: form.value("instead-of"),
        override_reason: form.text("override-reason"),
        ..NewProposal::of(form.value("offer")?, form.value("household").unwrap_or_else(kernel::HouseholdId::fresh))
    })
}

/// Puts the household of the pathway in, where only that was said; notes in the form when neither was.
pub(crate) async fn complete(may: &May<MakeProposals>, form: &mut Form, new: &mut NewProposal) -> Stored<bool> {
    match new.pathway {
        Some(id) if !form.is_filled("household") => {
            new.household = may.db.rows::<Pathway>().id(id).one().await?.household_id;
            Ok(true)
        }
        None if !form.is_filled("household") => {
            form.fail(web::FieldError::new(if form.has("to") { "to" } else { "pathway" }, "required"));
            Ok(false)
        }
        _ => Ok(true),
    }
}

/// Makes a proposal.
///
/// # Errors
/// [`web::Problem::NotFound`] for an offer, a pathway or a household beyond reach.
pub async fn create(may: May<MakeProposals>, Posted(mut form): Posted) -> Answer {
    if let Some(mut new) = read(&mut form)
        && complete(&may, &mut form, &mut new).await?
        && let Some(made) = told_form(&mut form, proposals::propose(&may.db, new).await)?
    {
        return may.see_done(&format!("/proposals/{}", made.id), Flash("proposal-made"));
    }
    page(&may, &form).await
}
