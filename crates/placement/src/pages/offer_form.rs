//! An offer typed on one page: short at first, the rest whenever it is known.

use std::collections::BTreeMap;

use axum::extract::Path;
use kernel::text::fold;
use kernel::{MemberId, OrganisationId, ProgrammeCode, TerritoryCode};
use network::pages::organisations::place_in;
use network::rules::place;
use pathways::pages::referral_form::{Places, places, with_usual_place};
use people::rules::code;
use serde_json::json;
use store::{Held, Stored};
use web::{Answer, Desk, FieldError, Flash, Form, Id, May, Posted, Problem};

use super::fields::{of_kind, of_new};
use super::{Choice, Programmes, choices, terms};
use crate::permissions::EditOffers;
use crate::rules::home::{self, Access, Letting, OwnerKind, Room, RoomFor};
use crate::rules::internship::{findings, rules};
use crate::rules::occupation;
use crate::rules::offer::{OfferKind, OfferStatus, SharedWith};
use crate::rules::work::{LanguageAsked, TraineeGroup, Transport, WorkForm};
use crate::store::declined::{Acted, Declined};
use crate::store::offers::{self, Offer, OfferId, Whole};
use crate::store::parts::{self, Contact, Home, HostFamily, Job, Part};
use crate::store::terms as terms_kept;

/// One of these must be said of a new offer.
const SAYS_SOMETHING: &[&str] =
    &["title", "municipality", "contact-name", "contact-phone", "contact-email", "address", "employer", "notes"];

/// Empty lines shown for further rooms.
const EMPTY_ROOMS: usize = 3;

/// Reads a checked form into a whole offer; notes what is wrong in the form.
pub(crate) async fn read(
    may: &May<EditOffers>,
    catalogue: &Programmes,
    form: &mut Form,
    kind: OfferKind,
    before: Option<&Offer>,
) -> Result<Option<Whole>, Problem> {
    form.check(&if before.is_some() { of_kind(kind) } else { of_new(kind) });
    // Short is fine, nothing is not: a press on "save" by mistake makes no offer.
    if before.is_none() && !SAYS_SOMETHING.iter().any(|name| form.is_filled(name)) {
        form.fail(FieldError::new("title", "offer-says-nothing"));
    }
    let place = place_of(may, catalogue, form, before);
    let municipality = place_in(form, "municipality");
    let id = before.map_or_else(OfferId::fresh, |before| before.id);
    let region = municipality.as_deref().and_then(place::by_code).map(|place| place.region.clone());
    let part = match kind {
        OfferKind::Home => home_of(form, id),
        OfferKind::Work => Some(Part::Work(Box::new(job_of(form, id, region.as_deref(), may)))),
        OfferKind::Family => family_of(may, form, id).await?,
    };
    let terms = terms::read(form, kind, id);
    let (from, to) = (form.value("available-from"), form.value("available-to"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        form.refuse(&crate::rules::Refusal::EndsBeforeItBegins);
    }
    let (Some((programme, organisation_id, territory)), Some(part), true) = (place, part, form.errors().is_empty())
    else {
        return Ok(None);
    };
    let title = form.text("title");
    let here = municipality.as_deref().and_then(place::by_code).map(|place| place.name.clone());
    let offer = Offer {
        id,
        version: before.map_or(0, |before| before.version),
        code: code::of('O', id.as_uuid()),
        kind,
        title_key: title.clone().or(here).as_deref().map(fold).unwrap_or_default(),
        title,
        programme,
        organisation_id,
        territory,
        municipality,
        status: OfferStatus::Draft,
        shared_with: form.word("shared-with", SharedWith::from_word).unwrap_or(SharedWith::Network),
        available_from: from,
        available_to: to,
        heard_on: may.db.today(),
        held_until: None,
        withdrawn_for: None,
        changed_at: may.db.now(),
    };
    let contact = Contact {
        offer_id: id,
        name: form.text("contact-name"),
        phone: form.text("contact-phone"),
        email: form.text("contact-email"),
        address: form.text("address"),
        notes: form.text("notes"),
        held_for: None,
    };
    Ok(Some(Whole { offer, contact, part, terms }))
}

type PlaceOf = (ProgrammeCode, OrganisationId, TerritoryCode);

/// Where the offer is kept: as the form says, as it was, or as the roles leave no choice.
fn place_of(may: &May<EditOffers>, catalogue: &Programmes, form: &mut Form, before: Option<&Offer>) -> Option<PlaceOf> {
    let scopes = may.db.reach().scopes();
    fn only<T: PartialEq + Clone>(mut named: impl Iterator<Item = Option<T>>) -> Option<T> {
        let first = named.next()??;
        named.all(|other| other.as_ref() == Some(&first)).then_some(first)
    }
    let programme: Option<ProgrammeCode> = form
        .value("programme")
        .or_else(|| before.map(|before| before.programme.clone()))
        .or_else(|| only(scopes.iter().map(|scope| scope.programme.clone())));
    let organisation: Option<OrganisationId> = form
        .value("organisation")
        .or_else(|| before.map(|before| before.organisation_id))
        .or_else(|| only(scopes.iter().map(|scope| scope.organisation)));
    let territory: Option<TerritoryCode> = form
        .value("territory")
        .or_else(|| before.map(|before| before.territory.clone()))
        .or_else(|| only(scopes.iter().map(|scope| scope.territory.clone())));
    let named = [
        ("programme", programme.is_some()),
        ("organisation", organisation.is_some()),
        ("territory", territory.is_some()),
    ];
    for (field, _) in named.iter().filter(|(_, there)| !there) {
        form.fail(FieldError::new(field, "required"));
    }
    let (programme, organisation, territory) = (programme?, organisation?, territory?);
    let known = catalogue.get(&programme);
    if known.is_none() {
        form.fail(FieldError::new("programme", "unknown-choice"));
    } else if known.is_some_and(|programme| programme.territory(&territory).is_none()) {
        form.fail(FieldError::new("territory", "unknown-choice"));
    } else if !may.db.reach().covers(&programme, organisation, &territory) {
        form.fail(FieldError::new("organisation", "unknown-choice"));
    }
    Some((programme, organisation, territory))
}

fn home_of(form: &mut Form, offer_id: OfferId) -> Option<Part> {
    let rooms = match home::rooms(&form.all("room-beds"), &form.all("room-for")) {
        Ok(rooms) => rooms,
        Err(code) => {
            form.fail(FieldError::new("room-beds", code).with("most", home::MOST.1));
            return None;
        }
    };
    let home = Home {
        offer_id,
        owner_kind: form.word("owner-kind", OwnerKind::from_word),
        owner_name: form.text("owner-name"),
        letting: form.word("letting", Letting::from_word),
        access: form.word("access", Access::from_word),
        rent: form.value("rent"),
        deposit: form.value("deposit"),
        costs: form.value("costs"),
        guarantees: form.text("guarantees"),
        agreement: form.text("agreement"),
    };
    Some(Part::Home(home, rooms))
}

fn job_of(form: &mut Form, offer_id: OfferId, region: Option<&str>, may: &May<EditOffers>) -> Job {
    let written = form.text("occupation");
    let occupation = written.as_deref().and_then(occupation::read);
    if written.is_some() && occupation.is_none() {
        form.fail(FieldError::new("occupation", "unknown-occupation"));
    }
    let job = Job {
        offer_id,
        employer: form.text("employer"),
        occupation,
        form: form.word("form", WorkForm::from_word),
        meant_for: form.word("meant-for", TraineeGroup::from_word),
        months: form.value("months"),
        hours: form.value("hours"),
        pay: form.value("pay"),
        staff: form.value("staff"),
        interns_now: form.value("interns-now"),
        places: form.value("places"),
        transport: form.word("transport", Transport::from_word),
        language_asked: form.word("language-asked", LanguageAsked::from_word),
        support: form.text("support"),
        rule_note: form.text("rule-note"),
    };
    // The rules known here may be wrong or out of date: who says which other one holds goes on, and it stays to be read.
    let known = job.internship().filter(|_| job.rule_note.is_none());
    if let (Some(known), Some(rules)) = (known, rules(region, may.db.today())) {
        for finding in findings(&rules, &known) {
            let error = FieldError::new(finding.field(), finding.code());
            form.fail(error.with("limit", finding.limit()).with("source", &rules.source));
        }
    }
    job
}

async fn family_of(may: &May<EditOffers>, form: &mut Form, offer_id: OfferId) -> Stored<Option<Part>> {
    let languages = match people::rules::language::codes_in(form.typed("languages")) {
        Ok(codes) => Some(codes.join(" ")).filter(|codes| !codes.is_empty()),
        Err(word) => {
            form.fail(FieldError::new("languages", "not-a-language").with("word", word));
            return Ok(None);
        }
    };
    let facilitator: Option<MemberId> = form.value("facilitator");
    if let Some(member) = facilitator
        && !accounts::store::colleagues(&may.db).await?.iter().any(|(known, _)| *known == member)
    {
        form.fail(FieldError::new("facilitator", "unknown-choice"));
        return Ok(None);
    }
    Ok(Some(Part::Family(HostFamily {
        offer_id,
        adults: form.value("adults"),
        children: form.value("children"),
        languages,
        rooms: form.value("rooms"),
        beds: form.value("beds"),
        wishes: form.text("wishes"),
        limits: form.text("limits"),
        facilitator,
    })))
}

/// The form that would make this offer anew.
pub(crate) async fn filled(may: &May<EditOffers>, offer: &Offer) -> Stored<Form> {
    let mut all = parts::of(&may.db, &[offer.id]).await?;
    let contact = parts::contacts(&may.db, &[offer.id]).await?.remove(&offer.id);
    let here = offer.municipality.as_deref().and_then(place::by_code).map(place::full_name);
    let form = Form::blank()
        .with_some("title", offer.title.as_ref())
        .with("programme", &offer.programme)
        .with("organisation", offer.organisation_id)
        .with("territory", &offer.territory)
        .with_some("municipality", here)
        .with("shared-with", offer.shared_with)
        .with_some("available-from", offer.available_from)
        .with_some("available-to", offer.available_to)
        .with_some("contact-name", contact.as_ref().and_then(|contact| contact.name.as_ref()))
        .with_some("contact-phone", contact.as_ref().and_then(|contact| contact.phone.as_ref()))
        .with_some("contact-email", contact.as_ref().and_then(|contact| contact.email.as_ref()))
        .with_some("address", contact.as_ref().and_then(|contact| contact.address.as_ref()))
        .with_some("notes", contact.as_ref().and_then(|contact| contact.notes.as_ref()))
        .with("version", offer.version);
    let form = match terms_kept::of(&may.db, &[offer.id]).await?.remove(&offer.id) {
        Some(kept) => terms::filled(form, kept),
        None => form,
    };
    let rooms = all.rooms.remove(&offer.id).unwrap_or_default();
    Ok(match (all.homes.remove(&offer.id), all.jobs.remove(&offer.id), all.families.remove(&offer.id)) {
        (Some(home), _, _) => with_home(form, home, &rooms),
        (_, Some(job), _) => with_job(form, job),
        (_, _, Some(family)) => with_family(form, family),
        _ => form,
    })
}

fn with_home(form: Form, home: Home, rooms: &[Room]) -> Form {
    form.with_some("owner-kind", home.owner_kind)
        .with_some("owner-name", home.owner_name)
        .with_some("letting", home.letting)
        .with_all("room-beds", rooms.iter().map(|room| room.beds))
        .with_all("room-for", rooms.iter().map(|room| room.sleeps))
        .with_some("access", home.access)
        .with_some("rent", home.rent)
        .with_some("deposit", home.deposit)
        .with_some("costs", home.costs)
        .with_some("guarantees", home.guarantees)
        .with_some("agreement", home.agreement)
}

fn with_job(form: Form, job: Job) -> Form {
    let occupation = job.occupation.as_deref().map(|written| match occupation::of(written) {
        Some(group) if group.code == written => format!("{written} · {}", group.italian),
        _ => written.to_owned(),
    });
    form.with_some("employer", job.employer)
        .with_some("occupation", occupation)
        .with_some("form", job.form)
        .with_some("meant-for", job.meant_for)
        .with_some("months", job.months)
        .with_some("hours", job.hours)
        .with_some("pay", job.pay)
        .with_some("staff", job.staff)
        .with_some("interns-now", job.interns_now)
        .with_some("places", job.places)
        .with_some("transport", job.transport)
        .with_some("language-asked", job.language_asked)
        .with_some("support", job.support)
        .with_some("rule-note", job.rule_note)
}

fn with_family(form: Form, family: HostFamily) -> Form {
    form.with_some("adults", family.adults)
        .with_some("children", family.children)
        .with_some("languages", family.languages)
        .with_some("rooms", family.rooms)
        .with_some("beds", family.beds)
        .with_some("wishes", family.wishes)
        .with_some("limits", family.limits)
        .with_some("facilitator", family.facilitator)
}

/// An empty form of a kind. Each kind has an address of its own, so that the draft of a home never turns up in the form
/// of a job.
///
/// # Errors
/// [`Problem::NotFound`] for a kind that there is not.
pub async fn blank(may: May<EditOffers>, Path(kind): Path<String>, catalogue: Programmes) -> Answer {
    let kind = OfferKind::from_word(&kind).ok_or(Problem::NotFound)?;
    let form = Form::blank().with("shared-with", SharedWith::Network).with("open", "yes");
    form_page(&may, &catalogue, form, kind, None).await
}

/// Writes an offer down.
///
/// # Errors
/// [`Problem::NotFound`] for a kind that there is not.
pub async fn create(
    may: May<EditOffers>,
    Path(kind): Path<String>,
    catalogue: Programmes,
    Posted(form): Posted,
) -> Answer {
    let kind = OfferKind::from_word(&kind).ok_or(Problem::NotFound)?;
    let mut form = form.with("kind", kind);
    if let Some(whole) = read(&may, &catalogue, &mut form, kind, None).await? {
        let open = form.flag("open") && kind != OfferKind::Family;
        let added = offers::add(&may.db, whole, open).await;
        if let Some(offer) = told_form(&mut form, added)? {
            return may.see_done(&format!("/offers/{}", offer.id), Flash("offer-written"));
        }
    }
    form_page(&may, &catalogue, form, kind, None).await
}

/// The form of one offer.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn edit(may: May<EditOffers>, Id(id): Id<OfferId>, catalogue: Programmes) -> Answer {
    let offer = may.db.rows::<Offer>().id(id).one().await?;
    let form = filled(&may, &offer).await?;
    form_page(&may, &catalogue, form, offer.kind, Some(&offer)).await
}

/// Changes an offer.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach; [`Problem::Stale`] when somebody was faster.
pub async fn update(
    may: May<EditOffers>,
    Id(id): Id<OfferId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Offer> = may.db.held(id).await?;
    let before = held.clone();
    if let Some(whole) = read(&may, &catalogue, &mut form, before.kind, Some(&before)).await? {
        offers::put(&may.db, held.at_version(form.version().unwrap_or_default())?, whole).await?;
        return may.see_done(&format!("/offers/{id}"), Flash("offer-changed"));
    }
    form_page(&may, &catalogue, form, before.kind, Some(&before)).await
}

/// What was done; or nothing, and the form says why not.
pub(crate) fn told_form<T>(form: &mut Form, acted: Acted<T>) -> Result<Option<T>, Problem> {
    match acted {
        Ok(done) => Ok(Some(done)),
        Err(Declined::Refused(refusal)) => {
            form.refuse(&refusal);
            Ok(None)
        }
        Err(Declined::Store(error)) => Err(error.into()),
    }
}

async fn form_page(
    may: &May<EditOffers>,
    catalogue: &Programmes,
    form: Form,
    kind: OfferKind,
    offer: Option<&Offer>,
) -> Answer {
    let running = catalogue.active(&may.db).await?;
    let places: Places = places(&may.db, &running).await?;
    let form = with_usual_place(form, &may.db, &places);
    let colleagues = match kind {
        OfferKind::Family => accounts::store::colleagues(&may.db).await?,
        OfferKind::Home | OfferKind::Work => Vec::new(),
    };
    let colleagues: Vec<Choice> =
        colleagues.into_iter().map(|(id, label)| Choice { value: id.to_string(), label }).collect();
    // Lines of rooms come in pairs that no field shows twice: what was typed stands, and what stands now is told beside it.
    let typed = may.overtaken().filter(|typed| typed.has("room-beds"));
    let rooms_now = typed.filter(|typed| lines(typed) != lines(&form)).map(|_| told_rooms(may, &form));
    let rooms: Vec<_> = lines(typed.unwrap_or(&form))
        .into_iter()
        .chain(std::iter::repeat_n((String::new(), RoomFor::Anyone.to_string()), EMPTY_ROOMS))
        .map(|(beds, sleeps)| json!({ "beds": beds, "sleeps": sleeps }))
        .collect();
    let region = place_in(&mut form.clone(), "municipality");
    let region = region.as_deref().and_then(place::by_code).map(|place| place.region.clone());
    let rules = rules(region.as_deref(), may.db.today()).filter(|_| kind == OfferKind::Work).map(|rules| {
        json!({
            "minimum": rules.minimum, "regional": rules.regional, "verified": rules.verified, "source": rules.source,
            "ordinary": rules.longest(TraineeGroup::Ordinary),
            "disadvantaged": rules.longest(TraineeGroup::Disadvantaged),
            "disabled": rules.longest(TraineeGroup::Disabled),
        })
    });
    let occupations: Vec<String> = match kind {
        OfferKind::Work => {
            let units = occupation::table().iter().filter(|group| group.code.len() == 4);
            units.map(|group| format!("{} · {}", group.code, group.italian)).collect()
        }
        OfferKind::Home | OfferKind::Family => Vec::new(),
    };
    let context = json!({
        "id": offer.map(|offer| offer.id),
        "code": offer.map(|offer| offer.code.clone()),
        "kind": kind,
        "kinds": OfferKind::ALL,
        "places": places,
        "rooms": rooms,
        "rooms_now": rooms_now,
        "rules": rules,
        "occupations": occupations,
        "colleagues": colleagues,
        "choices": lists(may),
    });
    may.form("offers/edit.html", &form, context)
}

/// The rooms of a form, as typed: beds and for whom; empty lines are left out.
fn lines(form: &Form) -> Vec<(String, String)> {
    let sleeps = form.all("room-for").into_iter().chain(std::iter::repeat(String::new()));
    form.all("room-beds").into_iter().zip(sleeps).filter(|(beds, _)| !beds.is_empty()).collect()
}

/// The rooms of a form in words.
fn told_rooms(desk: &Desk, form: &Form) -> String {
    let told = lines(form).into_iter().map(|(beds, sleeps)| {
        let beds: i64 = beds.parse().unwrap_or_default();
        format!(
            "{} ({})",
            desk.say_with("room-told", &[("beds", beds.into())]),
            desk.say(&format!("room-for-{sleeps}"))
        )
    });
    told.collect::<Vec<_>>().join(", ")
}

/// The choices of every field, by its name.
fn lists(may: &May<EditOffers>) -> BTreeMap<&'static str, Vec<Choice>> {
    let own = BTreeMap::from([
        ("shared-with", choices(may, "offer-shared-with", SharedWith::ALL)),
        ("owner-kind", choices(may, "home-owner", OwnerKind::ALL)),
        ("letting", choices(may, "home-letting", Letting::ALL)),
        ("room-for", choices(may, "room-for", RoomFor::ALL)),
        ("access", choices(may, "home-access", Access::ALL)),
        ("form", choices(may, "work-form", WorkForm::ALL)),
        ("meant-for", choices(may, "work-meant-for", TraineeGroup::ALL)),
        ("transport", choices(may, "work-transport", Transport::ALL)),
        ("language-asked", choices(may, "work-language", LanguageAsked::ALL)),
    ]);
    own.into_iter().chain(terms::lists(may)).collect()
}
