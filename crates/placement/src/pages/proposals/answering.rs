//! The two answers, each in one form: yes with when they met and whom to reach, no with why and what follows.

use kernel::Day;
use people::permissions::ViewPeople;
use serde_json::json;
use store::Held;
use web::{Answer, FieldError, Flash, Form, Id, May, Posted};

use super::fields::{AS_PROPOSED, HOUSEHOLD_ANSWER, OFFERER_ANSWER};
use super::open_meetings;
use super::told::{ProposalOut, whole};
use crate::pages::offer_form::told_form;
use crate::pages::{Choice, choices};
use crate::permissions::{AnswerProposals, ViewOfferContacts};
use crate::rules::decline::{Consequence, HouseholdReason, OffererReason};
use crate::rules::offer::ContactHow;
use crate::rules::proposal::Side;
use crate::store::declined::Acted;
use crate::store::parts;
use crate::store::proposals::meetings::Met;
use crate::store::proposals::told::{Known, of_household, of_offerer};
use crate::store::proposals::{self, Declining, Proposal, ProposalId, ProposalKept, Said};

/// What an answer comes to.
#[derive(Debug, Clone)]
pub(crate) enum Told<R> {
    /// Yes: when they met, and whom to reach.
    Yes(Said, Option<Met>, Known),
    /// No, and what follows.
    No(Said, Declining<R>),
}

fn said(form: &Form, today: Day) -> Option<Said> {
    Some(Said {
        told_by: form.text("told-by")?,
        how: form.word("how", ContactHow::from_word)?,
        on: form.value("on-day").unwrap_or(today),
        words: form.text("words"),
    })
}

fn yes<R>(form: &Form, said: Said) -> Told<R> {
    let met = match (form.value("met-on"), form.text("not-met-for")) {
        (Some(on), Some(why)) => Some(Met::OnAndWithout(on, why)),
        (on, why) => on.map(Met::On).or_else(|| why.map(Met::LeftOut)),
    };
    Told::Yes(said, met, Known { name: form.text("name"), contact: form.text("contact") })
}

/// What follows from a no: what was chosen, or what the reason proposes where that was chosen.
fn then(form: &Form, proposed: Consequence) -> Consequence {
    match form.typed("then") {
        AS_PROPOSED => proposed,
        word => Consequence::from_word(word).unwrap_or(Consequence::LookFurther),
    }
}

/// What a form says of the household's answer; nothing, when the form says why not.
pub(crate) fn of_household_form(form: &mut Form, today: Day) -> Option<Told<HouseholdReason>> {
    if !form.check(HOUSEHOLD_ANSWER) {
        return None;
    }
    let told = said(form, today)?;
    if form.typed("answer") == "yes" {
        return Some(yes(form, told));
    }
    let Some(reason) = form.word("reason", HouseholdReason::from_word) else {
        form.fail(FieldError::new("reason", "required"));
        return None;
    };
    Some(Told::No(told, Declining { reason, then: then(form, reason.proposes()), until: form.value("until") }))
}

/// What a form says of the answer of whoever offers; nothing, when the form says why not.
pub(crate) fn of_offerer_form(form: &mut Form, today: Day) -> Option<Told<OffererReason>> {
    if !form.check(OFFERER_ANSWER) {
        return None;
    }
    let told = said(form, today)?;
    if form.typed("answer") == "yes" {
        return Some(yes(form, told));
    }
    let Some(reason) = form.word("reason", OffererReason::from_word) else {
        form.fail(FieldError::new("reason", "required"));
        return None;
    };
    Some(Told::No(told, Declining { reason, then: then(form, reason.proposes()), until: None }))
}

/// Writes the household's answer down.
pub(crate) async fn household_said(
    may: &May<AnswerProposals>,
    held: Held<Proposal>,
    told: Told<HouseholdReason>,
) -> Acted<()> {
    match told {
        Told::Yes(said, met, known) => proposals::household_yes(&may.db, held, said, met, known).await?,
        Told::No(said, declining) => proposals::household_no(&may.db, held, said, declining).await?,
    };
    Ok(())
}

/// Writes the answer of whoever offers down.
pub(crate) async fn offerer_said(
    may: &May<AnswerProposals>,
    held: Held<ProposalKept>,
    told: Told<OffererReason>,
) -> Acted<()> {
    match told {
        Told::Yes(said, met, known) => proposals::offerer_yes(&may.db, held, said, met, known).await?,
        Told::No(said, declining) => proposals::offerer_no(&may.db, held, said, declining).await?,
    };
    Ok(())
}

/// The form of the household's answer.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side.
pub async fn household_form(may: May<AnswerProposals>, Id(id): Id<ProposalId>) -> Answer {
    let row = may.db.rows::<Proposal>().id(id).one().await?;
    let one = whole(&may, id).await?;
    let known = of_household(&may.also::<ViewPeople>(), id).await?.unwrap_or_default();
    let name = known.name.or_else(|| one.household_label.clone());
    let form = begun(&may, row.version, one.household_label.as_ref())
        .with_some("name", name)
        .with_some("contact", known.contact);
    household_page(&may, one, &form).await
}

fn begun(may: &May<AnswerProposals>, version: i64, told_by: Option<&String>) -> Form {
    Form::blank()
        .with("on-day", may.db.today())
        .with("how", ContactHow::Phone)
        .with("then", AS_PROPOSED)
        .with_some("told-by", told_by)
        .with("version", version)
}

async fn household_page(may: &May<AnswerProposals>, one: ProposalOut, form: &Form) -> Answer {
    // Nothing is promised that cannot be kept: of an owner without a name that the network may read, only this offer.
    let knows_owner = may.db.rows::<Proposal>().id(one.id).one().await?.owner_key.is_some();
    let follows = |reason: &HouseholdReason| reason.proposes().as_far_as_known(knows_owner);
    let reasons: Vec<_> = HouseholdReason::ALL
        .iter()
        .map(|reason| reason_told(may, &format!("household-reason-{reason}"), reason.word(), follows(reason)))
        .collect();
    let consequences = Consequence::OF_HOUSEHOLD.iter().copied();
    let consequences: Vec<_> = consequences.filter(|then| then.as_far_as_known(knows_owner) == *then).collect();
    page(may, one, form, Side::Household, reasons, &consequences)
}

/// A reason with what it proposes beside it.
fn reason_told(may: &May<AnswerProposals>, key: &str, word: &str, proposes: Consequence) -> serde_json::Value {
    json!({ "value": word, "label": may.say(key), "hint": may.say(&format!("consequence-{proposes}")) })
}

fn page(
    may: &May<AnswerProposals>,
    one: ProposalOut,
    form: &Form,
    side: Side,
    reasons: Vec<serde_json::Value>,
    consequences: &[Consequence],
) -> Answer {
    let mut then = vec![Choice { value: AS_PROPOSED.to_owned(), label: may.say("consequence-as-proposed") }];
    then.extend(choices(may, "consequence", consequences));
    let context = json!({
        "side": side,
        "open_meetings": open_meetings(&one),
        "answers": [
            { "value": "yes", "label": may.say("proposal-answer-yes") },
            { "value": "no", "label": may.say("proposal-answer-no") },
        ],
        "hows": choices(may, "talk-how", ContactHow::ALL),
        "reasons": reasons,
        "consequences": then,
        "one": one,
    });
    may.form("proposals/answer.html", form, context)
}

/// Writes the household's answer down. A wish that is to be changed opens in its own form.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the household's side; [`web::Problem::Stale`] when somebody was faster.
pub async fn household(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Proposal> = may.db.held(id).await?;
    if let Some(told) = of_household_form(&mut form, may.db.today()) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let search = held.search_id;
        let wish = match &told {
            Told::No(_, no) if no.then == Consequence::ChangeWish => Some(no.reason.wish()),
            _ => None,
        };
        if told_form(&mut form, household_said(&may, held, told).await)?.is_some() {
            let next = match (wish, search) {
                (Some(wish), Some(search)) => {
                    let part = wish.map(|wish| format!("#field-{wish}")).unwrap_or_default();
                    format!("/searches/{search}/edit{part}")
                }
                _ => format!("/proposals/{id}"),
            };
            return may.see_done(&next, Flash("proposal-answered"));
        }
    }
    household_page(&may, whole(&may, id).await?, &form).await
}

/// The form of the answer of whoever offers.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the offer's side.
pub async fn offerer_form(may: May<AnswerProposals>, Id(id): Id<ProposalId>) -> Answer {
    let row = may.db.rows::<ProposalKept>().id(id).one().await?;
    let one = whole(&may, id).await?;
    let contacts = may.also::<ViewOfferContacts>();
    let known = of_offerer(&contacts, id).await?;
    let contact = parts::contacts(&contacts, &[row.offer_id]).await?.remove(&row.offer_id);
    let (name, reached) = match (known, contact) {
        (Some(known), _) => (known.name, known.contact),
        (None, Some(contact)) => {
            let ways = [contact.phone, contact.email, contact.address].into_iter().flatten();
            (contact.name, Some(ways.collect::<Vec<_>>().join(" · ")).filter(|ways| !ways.is_empty()))
        }
        (None, None) => (None, None),
    };
    let form = begun(&may, row.version, name.as_ref()).with_some("name", name.as_ref()).with_some("contact", reached);
    offerer_page(&may, one, &form).await
}

async fn offerer_page(may: &May<AnswerProposals>, one: ProposalOut, form: &Form) -> Answer {
    let reasons: Vec<_> = OffererReason::ALL
        .iter()
        .map(|reason| reason_told(may, &format!("offerer-reason-{reason}"), reason.word(), reason.proposes()))
        .collect();
    page(may, one, form, Side::Offerer, reasons, Consequence::OF_OFFERER)
}

/// Writes the answer of whoever offers down. Conditions that are to be put right open in the offer's form.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond the offer's side; [`web::Problem::Stale`] when somebody was faster.
pub async fn offerer(may: May<AnswerProposals>, Id(id): Id<ProposalId>, Posted(mut form): Posted) -> Answer {
    let held: Held<ProposalKept> = may.db.held(id).await?;
    if let Some(told) = of_offerer_form(&mut form, may.db.today()) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        let offer = held.offer_id;
        let changes = matches!(&told, Told::No(_, no) if no.then == Consequence::ChangeOffer);
        if told_form(&mut form, offerer_said(&may, held, told).await)?.is_some() {
            let next = if changes { format!("/offers/{offer}/edit") } else { format!("/proposals/{id}") };
            return may.see_done(&next, Flash("proposal-answered"));
        }
    }
    offerer_page(&may, whole(&may, id).await?, &form).await
}
