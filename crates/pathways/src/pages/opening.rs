//! Taking in charge, on its page: by whom, where, and why when the rules say otherwise.

use axum::http::StatusCode;
use kernel::{MemberId, OrganisationId, ReferralId, TerritoryCode};
use people::permissions::ViewLegalStatus;
use people::store::households::Place;
use programmes::definition::Programme;
use programmes::rules::Answer as Ruling;
use serde::Serialize;
use store::Held;
use web::field::{Field, Kind};
use web::{Answer, Filters, Flash, Form, Id, May, Posted, Problem};

use super::frame::Choice;
use super::referral_form::places;
use super::referral_show::{Programmes, Shown, names_of, shown};
use super::telling::{Told, tell};
use crate::permissions::OpenPathways;
use crate::rules::referral::{ReferralAct, ReferralRefusal, after};
use crate::store::opening::{self, Opening};
use crate::store::referrals::Referral;
use crate::store::verdicts;

/// What opens a pathway.
pub const OPENING: &[Field] = &[
    Field::new("programme", Kind::Code, "The programme; that of the referral when left out."),
    Field::new("organisation", Kind::Id, "The partner; that of the referral when left out."),
    Field::new("territory", Kind::Code, "The territory; that of the referral when left out."),
    Field::new("case-worker", Kind::Id, "Who accompanies the household; oneself when left out."),
    Field::new("reason", Kind::Prose(2_000), "Why, where the rules do not find the programme fitting."),
];

#[derive(Serialize)]
struct Open {
    referral: Shown,
    verdict: Told,
    fits: bool,
    organisations: Vec<Choice>,
    territories: Vec<Choice>,
    case_workers: Vec<Choice>,
}

/// The form.
///
/// # Errors
/// When there is no such referral within reach.
pub async fn blank(may: May<OpenPathways>, Id(id): Id<ReferralId>, filters: Filters, catalogue: Programmes) -> Answer {
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    if after(referral.status, ReferralAct::TakeInCharge).is_err() {
        return may.see(&format!("/referrals/{id}"));
    }
    // What is written at an opening stands nowhere yet: there is nothing to lay beside it.
    let asked = may.overtaken().cloned().unwrap_or_else(|| filters.forgiving(OPENING).0);
    let form = usual(asked, &referral, &may);
    open_page(&may, &referral, form, &catalogue).await
}

/// The form with what the referral says where nothing was typed.
fn usual(form: Form, referral: &Referral, may: &May<OpenPathways>) -> Form {
    let fields = [
        ("programme", referral.programme.to_string()),
        ("organisation", referral.organisation_id.to_string()),
        ("territory", referral.territory.to_string()),
        ("case-worker", may.caller().member.to_string()),
    ];
    fields.into_iter().fold(
        form,
        |form, (field, value)| {
            if form.is_filled(field) { form } else { form.with(field, value) }
        },
    )
}

async fn programme_of(
    form: &Form,
    may: &May<OpenPathways>,
    catalogue: &Programmes,
) -> Result<std::sync::Arc<Programme>, Problem> {
    let running = catalogue.active(&may.db).await?;
    let code = form.typed("programme");
    let found = running.into_iter().find(|programme| programme.code.to_string() == code);
    found.ok_or_else(|| Problem::refused(&ReferralRefusal::NotRunning))
}

async fn open_page(may: &May<OpenPathways>, referral: &Referral, form: Form, catalogue: &Programmes) -> Answer {
    let programme = programme_of(&form, may, catalogue).await?;
    let form = form.with("version", referral.version);
    let today = may.db.today();
    let known = verdicts::known(&may.also::<ViewLegalStatus>(), referral.household_id, today).await?;
    let verdict = programmes::rules::verdict(&programme, &known.evidence(), today);
    let names = names_of(&known, Some(referral));
    let running = [programme.clone()];
    let choice = places(&may.db, &running).await?;
    let place = Place {
        programme: programme.code.clone(),
        organisation: form.value::<OrganisationId>("organisation").unwrap_or(referral.organisation_id),
        territory: form.value::<TerritoryCode>("territory").unwrap_or(referral.territory.clone()),
    };
    let workers = opening::case_workers(&may.db, &place).await?;
    let called = accounts::store::names_of(&may.db, workers.iter().copied()).await?;
    let case_workers = workers.iter().filter_map(|id| {
        let label = called.get(id)?.clone();
        Some(Choice { value: id.to_string(), label })
    });
    let context = Open {
        referral: shown(may, &may.db, catalogue, referral, &known).await?,
        fits: verdict.answer == Ruling::Yes,
        verdict: tell(may, &programme, &verdict, &names),
        organisations: choice.organisations,
        territories: choice.territories,
        case_workers: case_workers.collect(),
    };
    let mut page = may.form("referrals/open.html", &form, context)?;
    if form.errors().iter().any(|error| error.code == "already-open") {
        *page.status_mut() = StatusCode::CONFLICT;
    }
    Ok(page)
}

/// Opens the pathway.
///
/// # Errors
/// When there is no such referral within reach.
pub async fn open(
    may: May<OpenPathways>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<Referral> = may.db.held(id).await?;
    let referral = held.clone();
    form.check(OPENING);
    let form = usual(form, &referral, &may);
    let (mut form, opened) = match form.errors() {
        [] => opened(&may, held, form, &catalogue).await?,
        _ => (form, Ok(None)),
    };
    match opened {
        Ok(Some(opened)) => {
            return may.see_done(&format!("/pathways/{}", opened.pathway.id), Flash("pathway-opened"));
        }
        Ok(None) => {}
        Err(refusal) => form.refuse(&refusal),
    }
    open_page(&may, &referral, form, &catalogue).await
}

type Outcome = Result<Option<opening::Opened>, ReferralRefusal>;

async fn opened(
    may: &May<OpenPathways>,
    held: Held<Referral>,
    form: Form,
    catalogue: &Programmes,
) -> Result<(Form, Outcome), Problem> {
    let programme = match programme_of(&form, may, catalogue).await {
        Ok(programme) => programme,
        Err(problem) => return Err(problem),
    };
    let legal = may.also::<ViewLegalStatus>();
    let evidence = verdicts::known(&legal, held.household_id, may.db.today()).await?.evidence();
    let how = read(&form, &held, may.caller().member);
    let version = form.version().unwrap_or(held.version);
    let told = match held.at_version(version) {
        Ok(held) => opening::open(&may.db, held, &programme, &evidence, how).await,
        Err(stale) => Err(stale),
    };
    match told {
        Ok(Ok(opened)) => Ok((form, Ok(Some(opened)))),
        Ok(Err(refusal)) => Ok((form, Err(refusal))),
        Err(error) => Err(error.into()),
    }
}

/// Reads how a pathway is opened from a checked form; what is left out is as the referral says.
pub(crate) fn read(form: &Form, referral: &Referral, oneself: MemberId) -> Opening {
    Opening {
        organisation: form.value("organisation").unwrap_or(referral.organisation_id),
        territory: form.value("territory").unwrap_or_else(|| referral.territory.clone()),
        case_worker: form.value("case-worker").unwrap_or(oneself),
        reason: form.text("reason"),
    }
}
