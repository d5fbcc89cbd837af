//! What is done with a placement: planned, begun, put right, ended, turned into the next.

use kernel::PathwayId;
use pathways::permissions::ViewPathways;
use pathways::store::pathways::Pathway;
use people::permissions::ViewPeople;
use people::rules::code;
use people::store::households::members_of;
use serde_json::{Value, json};
use store::{Held, Stored};
use web::{Answer, FieldError, Flash, Form, Id, May, Permission, Posted, Problem};

use super::placement_fields::{BEGINNING, ENDING, NEW_ON_PAGE, TERMS, TRANSFORMATION};
use super::placement_told::told;
use super::{Choice, Programmes, choices};
use crate::permissions::{EditPlacements, EndPlacements, ViewOfferContacts, ViewOffers, ViewPlacements};
use crate::rules::placement::{EndReason, PlacementKind, PlacementStatus};
use crate::store::declined::{StayActed, StayDeclined};
use crate::store::offers::{OfferId, OfferSeen};
use crate::store::placement_words::{self, Part};
use crate::store::placements::{self, Placement, PlacementId};
use crate::store::stays::{self, Ending, NewPlacement, Next, Terms};
use crate::store::taking::{InternshipAsked, internship_findings};

/// What was done; or nothing, and the form says why not.
pub(crate) fn told_form<T>(form: &mut Form, acted: StayActed<T>) -> Result<Option<T>, Problem> {
    match acted {
        Ok(done) => Ok(Some(done)),
        Err(StayDeclined::Refused(refusal)) => {
            form.refuse(&refusal);
            Ok(None)
        }
        Err(StayDeclined::Store(error)) => Err(error.into()),
    }
}

/// The head of a page about something along a placement.
pub(crate) async fn head<P>(may: &May<P>, catalogue: &Programmes, placement: &Placement) -> Result<Value, Problem> {
    let told = told(may, catalogue, vec![placement.clone()]).await?.pop().ok_or(Problem::NotFound)?;
    Ok(json!(told))
}

fn terms(form: &Form) -> Terms {
    Terms {
        planned_from: form.value("planned-from"),
        planned_until: form.value("planned-until"),
        monthly: form.value("monthly"),
        rule_note: form.text("rule-note"),
    }
}

/// The offer that a form names, by its id or code.
async fn offer_of<P>(may: &May<P>, form: &mut Form) -> Stored<Option<OfferId>> {
    let Some(typed) = form.text("offer") else { return Ok(None) };
    let rows = may.also::<ViewOffers>();
    let rows = rows.rows::<OfferSeen>();
    let found = match typed.parse::<OfferId>() {
        Ok(id) => rows.id(id).first().await?,
        Err(_) => rows.filter(OfferSeen::code.eq(code::read('O', &typed).unwrap_or_default())).first().await?,
    };
    if found.is_none() {
        form.fail(FieldError::new("offer", "placement-offer-not-there"));
    }
    Ok(found.map(|offer| offer.id))
}

/// Tells in the form which rules of internships are broken, with their limits; whoever says why goes on.
async fn warned<P>(may: &May<P>, form: &mut Form, kind: PlacementKind, asked: InternshipAsked) -> Stored<()> {
    if kind != PlacementKind::Internship || form.is_filled("rule-note") {
        return Ok(());
    }
    for (finding, source) in internship_findings(&may.also::<ViewOffers>(), asked).await? {
        let field = match finding.field() {
            "pay" => "monthly",
            "months" => "planned-until",
            _ => "offer",
        };
        let error = FieldError::new(field, finding.code());
        form.fail(error.with("limit", finding.limit()).with("source", source));
    }
    Ok(())
}

/// The rules that an internship is known to break, for its page.
pub(crate) async fn findings_of<P>(may: &May<P>, placement: &Placement) -> Stored<Vec<Value>> {
    if placement.kind != PlacementKind::Internship || !placement.status.lives() {
        return Ok(Vec::new());
    }
    let asked = InternshipAsked {
        placement: placement.id,
        offer: placement.offer_id,
        from: placement.began_on.or(placement.planned_from),
        until: placement.planned_until,
        monthly: placement.monthly,
    };
    let found = internship_findings(&may.also::<ViewOffers>(), asked).await?;
    Ok(found
        .into_iter()
        .map(|(finding, source)| json!({ "code": finding.code(), "limit": finding.limit(), "source": source }))
        .collect())
}

/// What a new placement is, as a form says; nothing, when the form says why not.
pub(crate) async fn new_of(
    may: &May<EditPlacements>,
    pathway: &Pathway,
    form: &mut Form,
) -> Stored<Option<NewPlacement>> {
    let offer_id = offer_of(may, form).await?;
    let Some(kind) = form.word("kind", PlacementKind::from_word) else { return Ok(None) };
    let terms = terms(form);
    let asked = InternshipAsked {
        placement: PlacementId::fresh(),
        offer: offer_id,
        from: form.value("began-on").or(terms.planned_from),
        until: terms.planned_until,
        monthly: terms.monthly,
    };
    warned(may, form, kind, asked).await?;
    if !form.errors().is_empty() {
        return Ok(None);
    }
    Ok(Some(NewPlacement {
        kind,
        household_id: pathway.household_id,
        // One form for every kind: whoever is chosen for a home is not meant.
        person_id: form.value("person").filter(|_| kind.of_one_person()),
        pathway_id: Some(pathway.id),
        offer_id,
        proposal_id: None,
        programme: pathway.programme.clone(),
        organisation_id: pathway.organisation_id,
        territory: pathway.territory.clone(),
        terms,
        follows: None,
    }))
}

/// Writes a new placement, begun where the form says since when.
pub(crate) async fn written(may: &May<EditPlacements>, new: NewPlacement, form: &Form) -> StayActed<Placement> {
    match form.value("began-on") {
        Some(on) => stays::plan_and_begin(&may.db, new, on).await,
        None => stays::plan(&may.db, new).await,
    }
}

/// The form of a new placement along a pathway.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn blank(may: May<EditPlacements>, Id(id): Id<PathwayId>) -> Answer {
    let pathway = may.db.rows::<Pathway>().id(id).one().await?;
    new_page(&may, &pathway, &Form::blank()).await
}

async fn new_page(may: &May<EditPlacements>, pathway: &Pathway, form: &Form) -> Answer {
    let people = members_of(&may.also::<ViewPeople>(), pathway.household_id).await?;
    let present = people.into_iter().filter(|(membership, ..)| membership.holds_on(may.db.today()));
    let people: Vec<Choice> = present
        .map(|(_, person, identity)| Choice {
            value: person.id.to_string(),
            label: identity.map(|one| one.name()).filter(|name| !name.is_empty()).unwrap_or_else(|| person.code()),
        })
        .collect();
    let context = json!({
        "pathway": { "id": pathway.id, "code": pathway.code },
        "kinds": choices(may, "placement-kind", PlacementKind::ALL),
        "people": people,
    });
    may.form("placements/new.html", form, context)
}

/// Writes a new placement.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn create(may: May<EditPlacements>, Id(id): Id<PathwayId>, Posted(mut form): Posted) -> Answer {
    let pathway = may.db.rows::<Pathway>().id(id).one().await?;
    if form.check(NEW_ON_PAGE)
        && let Some(new) = new_of(&may, &pathway, &mut form).await?
    {
        let acted = written(&may, new, &form).await;
        if let Some(placement) = told_form(&mut form, acted)? {
            return may.see_done(&format!("/placements/{}", placement.id), Flash("placement-written"));
        }
    }
    new_page(&may, &pathway, &form).await
}

/// The form of what is agreed.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach, or after the end.
pub async fn edit(may: May<EditPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    let form = with_terms(Form::blank(), &placement).with("version", placement.version);
    edit_page(&may, &catalogue, &placement, &form).await
}

fn with_terms(form: Form, placement: &Placement) -> Form {
    form.with_some("planned-from", placement.planned_from)
        .with_some("planned-until", placement.planned_until)
        .with_some("monthly", placement.monthly)
        .with_some("rule-note", placement.rule_note.as_ref())
}

async fn edit_page(may: &May<EditPlacements>, catalogue: &Programmes, placement: &Placement, form: &Form) -> Answer {
    if !placement.status.lives() {
        return Err(Problem::NotFound);
    }
    may.form("placements/edit.html", form, json!({ "placement": head(may, catalogue, placement).await? }))
}

/// Reads what is agreed from a checked form; nothing, when the form says why not.
pub(crate) async fn terms_of(may: &May<EditPlacements>, held: &Placement, form: &mut Form) -> Stored<Option<Terms>> {
    let terms = terms(form);
    let asked = InternshipAsked {
        placement: held.id,
        offer: held.offer_id,
        from: held.began_on.or(terms.planned_from),
        until: terms.planned_until,
        monthly: terms.monthly,
    };
    warned(may, form, held.kind, asked).await?;
    Ok(form.errors().is_empty().then_some(terms))
}

/// Changes what is agreed.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn update(
    may: May<EditPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Placement> = may.db.held(id).await?;
    let placement = held.clone();
    if form.check(TERMS)
        && let Some(terms) = terms_of(&may, &placement, &mut form).await?
    {
        let held = held.at_version(form.version().unwrap_or_default())?;
        if told_form(&mut form, stays::agree(&may.db, held, terms).await)?.is_some() {
            return may.see_done(&format!("/placements/{id}"), Flash("placement-changed"));
        }
    }
    edit_page(&may, &catalogue, &placement, &form).await
}

/// The form of a beginning; of one that began, to put its day right.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach, or where it was called off.
pub async fn beginning(may: May<EditPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    let today = may.db.today();
    let on = placement.began_on.or(placement.planned_from.filter(|from| *from <= today)).unwrap_or(today);
    let form = Form::blank().with("began-on", on).with("version", placement.version);
    beginning_page(&may, &catalogue, &placement, &form).await
}

async fn beginning_page(
    may: &May<EditPlacements>,
    catalogue: &Programmes,
    placement: &Placement,
    form: &Form,
) -> Answer {
    if placement.status == PlacementStatus::Ended && placement.began_on.is_none() {
        return Err(Problem::NotFound);
    }
    may.form("placements/beginning.html", form, json!({ "placement": head(may, catalogue, placement).await? }))
}

/// Lets a planned placement begin, or puts the day of one that began right.
pub(crate) async fn begun(may: &May<EditPlacements>, held: Held<Placement>, on: kernel::Day) -> StayActed<Placement> {
    match held.status {
        PlacementStatus::Planned => stays::begin(&may.db, held, on).await,
        PlacementStatus::UnderWay | PlacementStatus::Ended => stays::correct_beginning(&may.db, held, on).await,
    }
}

/// A placement begins, or the day of its beginning is put right.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn begin(
    may: May<EditPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Placement> = may.db.held(id).await?;
    let placement = held.clone();
    let on = form.check(BEGINNING).then(|| form.value("began-on")).flatten();
    if let Some(on) = on {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let flash = if placement.began_on.is_some() { "placement-put-right" } else { "placement-began" };
        if told_form(&mut form, begun(&may, held, on).await)?.is_some() {
            return may.see_done(&format!("/placements/{id}"), Flash(flash));
        }
    }
    beginning_page(&may, &catalogue, &placement, &form).await
}

/// Where the address of an act without a page of its own leads back to.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn back(may: May<ViewPlacements>, Id(id): Id<PlacementId>) -> Answer {
    placements::one(&may.db, id).await?;
    may.see(&format!("/placements/{id}"))
}

/// A beginning is taken back.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when something was written down along it.
pub async fn take_back_beginning(may: May<EditPlacements>, Id(id): Id<PlacementId>, Posted(_): Posted) -> Answer {
    stays::take_back_beginning(&may.db, may.db.held(id).await?).await?;
    may.see_done(&format!("/placements/{id}"), Flash("placement-not-begun"))
}

/// An end is taken back.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; when it goes on elsewhere.
pub async fn take_back_ending(may: May<EndPlacements>, Id(id): Id<PlacementId>, Posted(_): Posted) -> Answer {
    stays::take_back_ending(&may.db, may.db.held(id).await?).await?;
    may.see_done(&format!("/placements/{id}"), Flash("placement-not-ended"))
}

/// The form of an end; of one that ended, to put day and reason right.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn ending(may: May<EndPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    let mut said = placement_words::of(&may.also::<ViewOfferContacts>(), id).await?;
    let form = Form::blank()
        .with("ended-on", placement.ended_on.unwrap_or(may.db.today()))
        .with_some("reason", placement.end_reason)
        .with_some("words", said.remove(&(id.to_string(), Part::Said)))
        .with("version", placement.version);
    ending_page(&may, &catalogue, &placement, &form).await
}

async fn ending_page(may: &May<EndPlacements>, catalogue: &Programmes, placement: &Placement, form: &Form) -> Answer {
    let called_off = placement.began_on.is_none();
    let reasons = if called_off { placement.kind.called_off_for() } else { placement.kind.ends_for() };
    let transformed = placement.end_reason == Some(EndReason::Transformed);
    let context = json!({
        "placement": head(may, catalogue, placement).await?,
        "called_off": called_off,
        "transformed": transformed,
        "reasons": choices(may, "placement-reason", reasons),
    });
    may.form("placements/ending.html", form, context)
}

/// What an end says; nothing, when the form says why not.
pub(crate) fn ending_of(form: &mut Form, placement: &Placement) -> Option<Ending> {
    if !form.check(ENDING) {
        return None;
    }
    let transformed = placement.end_reason == Some(EndReason::Transformed);
    let reason = form.word("reason", EndReason::from_word).or(transformed.then_some(EndReason::Transformed));
    let Some(reason) = reason else {
        form.fail(FieldError::new("reason", "required"));
        return None;
    };
    Some(Ending { on: form.value("ended-on")?, reason, words: form.text("words") })
}

/// Ends a placement, or puts the end of one right.
pub(crate) async fn ended(may: &May<EndPlacements>, held: Held<Placement>, ending: Ending) -> StayActed<Placement> {
    match held.status {
        PlacementStatus::Planned | PlacementStatus::UnderWay => stays::end(&may.db, held, ending).await,
        PlacementStatus::Ended => stays::correct_ending(&may.db, held, ending).await,
    }
}

/// A placement ends, is called off, or its end is put right.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn end(
    may: May<EndPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Placement> = may.db.held(id).await?;
    let placement = held.clone();
    if let Some(ending) = ending_of(&mut form, &placement) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let flash = if placement.status == PlacementStatus::Ended { "placement-put-right" } else { "placement-ended" };
        if told_form(&mut form, ended(&may, held, ending).await)?.is_some() {
            return may.see_done(&format!("/placements/{id}"), Flash(flash));
        }
    }
    ending_page(&may, &catalogue, &placement, &form).await
}

/// The form of a transformation.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach, or where nothing can come of it.
pub async fn transformation(may: May<EndPlacements>, Id(id): Id<PlacementId>, catalogue: Programmes) -> Answer {
    let placement = placements::one(&may.db, id).await?;
    let today = may.db.today();
    // An intern is most often employed where the internship was.
    let stays_there = placement.offer_id.filter(|_| placement.kind == PlacementKind::Internship);
    let offer = match stays_there {
        Some(offer) => may.also::<ViewOffers>().rows::<OfferSeen>().id(offer).first().await?,
        None => None,
    };
    let form = Form::blank()
        .with_some("kind", placement.kind.becomes().first())
        .with("ended-on", today)
        .with_some("offer", offer.map(|offer| offer.code))
        .with("version", placement.version);
    transformation_page(&may, &catalogue, &placement, &form).await
}

async fn transformation_page(
    may: &May<EndPlacements>,
    catalogue: &Programmes,
    placement: &Placement,
    form: &Form,
) -> Answer {
    if placement.kind.becomes().is_empty() || placement.status != PlacementStatus::UnderWay {
        return Err(Problem::NotFound);
    }
    let context = json!({
        "placement": head(may, catalogue, placement).await?,
        "kinds": choices(may, "placement-kind", placement.kind.becomes()),
    });
    may.form("placements/transformation.html", form, context)
}

/// What comes next, as a form says; nothing, when the form says why not.
pub(crate) async fn next_of<P: Permission>(may: &May<P>, form: &mut Form) -> Stored<Option<Next>> {
    if !form.check(TRANSFORMATION) {
        return Ok(None);
    }
    let offer_id = offer_of(may, form).await?;
    let (Some(kind), Some(ended_on), true) =
        (form.word("kind", PlacementKind::from_word), form.value("ended-on"), form.errors().is_empty())
    else {
        return Ok(None);
    };
    Ok(Some(Next { kind, ended_on, began_on: form.value("began-on"), offer_id, terms: terms(form) }))
}

/// One placement turns into the next.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn transform(
    may: May<EndPlacements>,
    Id(id): Id<PlacementId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Placement> = may.db.held(id).await?;
    let placement = held.clone();
    if let Some(next) = next_of(&may, &mut form).await? {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let acted = stays::transform(&may.db, held, next).await;
        if let Some(next) = told_form(&mut form, acted)? {
            return may.see_done(&format!("/placements/{}", next.id), Flash("placement-transformed"));
        }
    }
    transformation_page(&may, &catalogue, &placement, &form).await
}

/// The pathway of a placement that is written by the API.
pub(crate) async fn pathway_of(may: &May<EditPlacements>, form: &Form) -> Result<Pathway, Problem> {
    let Some(id) = form.value::<PathwayId>("pathway") else { return Err(form.problem()) };
    let row = may.also::<ViewPathways>().rows::<Pathway>().id(id).first().await?;
    row.ok_or_else(|| Problem::Invalid(vec![FieldError::new("pathway", "unknown-choice")]))
}
