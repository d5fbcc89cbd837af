//! What was refused beforehand, and who needs to get in without steps.

use kernel::{Day, PersonId};
use matching::facts::Access;
use people::permissions::ViewPeople;
use people::store::households::members_of;
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Stored};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, Problem};

use super::fields::{ACCESS, VETO};
use crate::pages::choices;
use crate::pages::offer_form::told_form;
use crate::permissions::{EditAccessNeeds, EditSearches, ViewAccessNeeds, ViewOffers, ViewSearches};
use crate::rules::search::VetoBy;
use crate::store::offers::{OfferId, OfferSeen};
use crate::store::searches::{Search, SearchId};
use crate::store::vetoes::{self, SearchVeto, VetoId, VetoSaid};

/// A no that was said beforehand.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VetoOut {
    /// Its id.
    pub id: VetoId,
    /// The offer.
    pub offer: Option<OfferId>,
    /// What the offer is called, as far as it may be looked at.
    pub offer_label: Option<String>,
    /// Whoever offers.
    pub owner: Option<String>,
    /// Who said no.
    pub by: VetoBy,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub said_on: Day,
    /// Who wrote it down.
    pub written_by: Option<String>,
}

/// What a person needs to get in and about.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AccessOut {
    /// Who.
    pub person: PersonId,
    /// The name where names may be read, a code elsewhere.
    pub label: String,
    /// What is needed; nothing where nobody has asked.
    pub needs: Option<Access>,
}

/// The people of a search's household today, with what they are called.
pub(crate) async fn present(people: &Db, search: &Search) -> Stored<Vec<(PersonId, String)>> {
    let members = members_of(people, search.household_id).await?;
    let today = people.today();
    let present = members.into_iter().filter(|(membership, ..)| membership.holds_on(today));
    let called = present.map(|(_, person, identity)| {
        let name = identity.map(|identity| identity.name()).filter(|name| !name.is_empty());
        (person.id, name.unwrap_or_else(|| person.code()))
    });
    Ok(called.collect())
}

/// Who needs what.
pub(crate) async fn access_told<P>(
    may: &May<P>,
    search: &Search,
    present: Vec<(PersonId, String)>,
) -> Stored<Vec<AccessOut>> {
    let known = vetoes::access_of(&may.also::<ViewAccessNeeds>(), &[search.id]).await?.remove(&search.id);
    let known = known.unwrap_or_default();
    let needs = |person| known.iter().find(|(who, _)| *who == person).map(|(_, needs)| *needs);
    Ok(present.into_iter().map(|(person, label)| AccessOut { person, label, needs: needs(person) }).collect())
}

/// What was refused beforehand.
pub(crate) async fn vetoes_told<P>(may: &May<P>, id: SearchId) -> Stored<Vec<VetoOut>> {
    let rows = vetoes::of(&may.also::<ViewSearches>(), &[id]).await?.remove(&id).unwrap_or_default();
    let offers = rows.iter().filter_map(|row| row.offer_id);
    let offers = may.also::<ViewOffers>().rows::<OfferSeen>().filter(OfferSeen::id.is_in(offers)).all().await?;
    let names = accounts::store::names_of(&may.db, rows.iter().filter_map(|row| row.member_id)).await?;
    let told = rows.into_iter().map(|row| VetoOut {
        offer_label: offers
            .iter()
            .find(|offer| Some(offer.id) == row.offer_id)
            .map(|offer| offer.title.clone().unwrap_or_else(|| offer.code.clone())),
        written_by: row.member_id.and_then(|member| names.get(&member).cloned()),
        id: row.id,
        offer: row.offer_id,
        owner: row.owner,
        by: row.said_by,
        reason: row.reason,
        said_on: row.said_on,
    });
    Ok(told.collect())
}

/// Reads a checked form; an offer is named by its code or its id.
pub(crate) async fn veto_of(form: &mut Form, seen: &Db) -> Stored<Option<VetoSaid>> {
    let by = form.check(VETO).then(|| form.word("by", VetoBy::from_word)).flatten();
    let Some(by) = by else { return Ok(None) };
    let mut offer = None;
    if let Some(written) = form.text("offer") {
        let code = people::rules::code::read('O', &written).unwrap_or_default();
        let which = match written.parse::<OfferId>() {
            Ok(id) => OfferSeen::id.eq(id),
            Err(_) => OfferSeen::code.eq(code),
        };
        offer = seen.rows::<OfferSeen>().filter(which).first().await?.map(|offer| offer.id);
        if offer.is_none() {
            form.fail(FieldError::new("offer", "veto-unknown-offer"));
            return Ok(None);
        }
    }
    Ok(Some(VetoSaid { offer, owner: form.text("owner"), by, reason: form.text("reason") }))
}

/// The form of a no.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn veto_form(may: May<EditSearches>, Id(id): Id<SearchId>) -> Answer {
    veto_page(&may, id, &Form::blank().with("by", VetoBy::Household)).await
}

async fn veto_page(may: &May<EditSearches>, id: SearchId, form: &Form) -> Answer {
    let search = may.db.rows::<Search>().id(id).one().await?;
    let sides = choices(may, "veto-by", VetoBy::ALL);
    may.form("searches/veto.html", form, json!({ "id": id, "code": search.code, "sides": sides }))
}

/// Writes a no down.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn add_veto(may: May<EditSearches>, Id(id): Id<SearchId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Search> = may.db.held(id).await?;
    let seen = may.also::<ViewOffers>();
    if let Some(said) = veto_of(&mut form, &seen).await?
        && told_form(&mut form, vetoes::add(&may.db, &held, &seen, said).await)?.is_some()
    {
        return may.see_done(&format!("/searches/{id}#vetoes"), Flash("veto-noted"));
    }
    veto_page(&may, id, &form).await
}

/// Takes a no back.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn take_back(may: May<EditSearches>, Id(id): Id<VetoId>, Posted(_): Posted) -> Answer {
    let held: Held<SearchVeto> = may.db.held(id).await?;
    let search = vetoes::take_back(&may.db, held).await?;
    may.see_done(&format!("/searches/{search}#vetoes"), Flash("veto-taken-back"))
}

/// Where the address of a removal leads back to.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn back(may: May<ViewSearches>, Id(id): Id<VetoId>) -> Answer {
    let veto = may.db.rows::<SearchVeto>().id(id).one().await?;
    may.see(&format!("/searches/{}#vetoes", veto.search_id))
}

/// Reads who needs what, in pairs; who needs nothing noted is left out.
pub(crate) fn access_of(form: &mut Form) -> Option<Vec<(PersonId, Access)>> {
    let needs = form.all("needs").into_iter().chain(std::iter::repeat(String::new()));
    let pairs: Vec<(String, String)> = form.all("person").into_iter().zip(needs).collect();
    let mut all = Vec::new();
    for (person, needs) in pairs.into_iter().filter(|(_, needs)| !needs.is_empty()) {
        match (person.parse(), Access::from_word(&needs)) {
            (Ok(person), Some(needs)) => all.push((person, needs)),
            _ => form.fail(FieldError::new("needs", "unknown-choice")),
        }
    }
    (form.check(ACCESS) && form.errors().is_empty()).then_some(all)
}

/// The form of who needs what.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn access_form(may: May<EditAccessNeeds>, Id(id): Id<SearchId>) -> Answer {
    let search = may.db.rows::<Search>().id(id).one().await?;
    access_page(&may, &search, None).await
}

/// The form as it stands, or as it was typed. It comes in pairs that no field shows twice: where somebody was faster, what
/// was typed stands and what was written meanwhile is told beside it.
async fn access_page(may: &May<EditAccessNeeds>, search: &Search, typed: Option<&Form>) -> Answer {
    let present = present(&may.also::<ViewPeople>(), search).await?;
    let stand = access_told(may, search, present).await?;
    let word = |needs: Option<Access>| needs.map(|needs| needs.to_string()).unwrap_or_default();
    let form = typed.cloned().unwrap_or_else(|| {
        let people = Form::blank().with_all("person", stand.iter().map(|one| one.person));
        people.with_all("needs", stand.iter().map(|one| word(one.needs))).with("version", search.version)
    });
    let shown = may.overtaken().unwrap_or(&form);
    let people = stand.iter().map(|one| {
        let needs = needs_typed(shown, one.person).unwrap_or_else(|| word(one.needs));
        let now = (may.overtaken().is_some() && needs != word(one.needs)).then(|| match one.needs {
            Some(needs) => may.say(&format!("access-need-{needs}")),
            None => may.say("access-not-asked"),
        });
        json!({ "person": one.person, "label": one.label, "needs": needs, "now": now })
    });
    let needs = choices(may, "access-need", super::fields::NEEDS);
    let people = people.collect::<Vec<_>>();
    let context = json!({ "id": search.id, "code": search.code, "people": people, "needs": needs });
    may.form("searches/access.html", &form, context)
}

/// What a form says that somebody needs.
fn needs_typed(form: &Form, person: PersonId) -> Option<String> {
    let person = person.to_string();
    form.all("person").iter().zip(form.all("needs")).find(|(who, _)| **who == person).map(|(_, needs)| needs)
}

/// Writes who needs what.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; [`Problem::Stale`] when somebody was faster.
pub async fn put_access(may: May<EditAccessNeeds>, Id(id): Id<SearchId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Search> = may.db.held(id).await?;
    let search = held.clone();
    if let Some(needs) = access_of(&mut form) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        if told_form(&mut form, vetoes::put_access(&may.db, held, needs).await)?.is_some() {
            return may.see_done(&format!("/searches/{id}#access"), Flash("access-needs-noted"));
        }
    }
    access_page(&may, &search, Some(&form)).await
}

/// One no, for the API.
pub(crate) async fn one_told<P>(may: &May<P>, search: SearchId, id: VetoId) -> Result<VetoOut, Problem> {
    vetoes_told(may, search).await?.into_iter().find(|veto| veto.id == id).ok_or(Problem::NotFound)
}
