//! What the programmes answer about a referral, as JSON; and the opening of a pathway.

use kernel::{Day, HouseholdId, MemberId, OrganisationId, PathwayId, ProgrammeCode, ReferralId, TerritoryCode};
use people::permissions::ViewLegalStatus;
use people::store::sightings::Seen;
use serde::Serialize;
use store::Held;
use web::api::{Sent, all, created};
use web::field::{Field, Kind};
use web::{Answer, Id, May, Problem};

use super::referrals::allowed;
use crate::pages::opening::{OPENING, read};
use crate::pages::referral_form::joined;
use crate::pages::referral_show::{Programmes, names_of, seen, told_of};
use crate::pages::referrals::assessed;
use crate::permissions::{EditReferrals, OpenPathways};
use crate::rules::pathway::PathwayStatus;
use crate::rules::referral::{ReferralRefusal, ReferralStatus};
use crate::store::opening;
use crate::store::referrals::Referral;
use crate::store::verdicts::{self, VerdictId};

/// What the programmes that run answer today; nothing is kept.
///
/// # Errors
/// When there is no such referral within reach.
pub async fn list(may: May<ViewLegalStatus>, Id(id): Id<ReferralId>, catalogue: Programmes) -> Answer {
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    let known = verdicts::known(&may.db, referral.household_id, may.db.today()).await?;
    seen(&may.db, &known, Seen::Record).await?;
    let running = catalogue.active(&may.db).await?;
    let names = names_of(&known, Some(&referral));
    all(told_of(&may, &running, &referral, &known, &names, may.db.today()))
}

/// Assesses a received referral, and keeps the answers with their evidence.
///
/// # Errors
/// When it is not received, or out of reach.
pub async fn record(
    may: May<EditReferrals>,
    Id(id): Id<ReferralId>,
    catalogue: Programmes,
    Sent(mut form): Sent,
) -> Answer {
    if !form.check(&[]) {
        return Err(form.problem());
    }
    let referral = may.db.rows::<Referral>().id(id).one().await?;
    if referral.status != ReferralStatus::Received {
        return allowed(Err(ReferralRefusal::NotFromHere));
    }
    assessed(&may, &referral, &catalogue).await?;
    let legal = may.also::<ViewLegalStatus>();
    let known = verdicts::known(&legal, referral.household_id, may.db.today()).await?;
    let running = catalogue.active(&may.db).await?;
    let names = names_of(&known, Some(&referral));
    all(told_of(&may, &running, &referral, &known, &names, may.db.today()))
}

const FROM: &[Field] = &[Field::new("referral", Kind::Id, "The received referral.").required()];

/// What opens a pathway over the API.
pub const NEW_PATHWAY: &[Field] = &joined::<{ FROM.len() + OPENING.len() }>(&[FROM, OPENING]);

/// A pathway just opened.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PathwayOpened {
    /// Its id.
    pub id: PathwayId,
    /// Its version.
    pub version: i64,
    /// A short code that names nobody.
    pub code: String,
    /// The referral it came from.
    pub referral: ReferralId,
    /// The programme.
    #[schema(value_type = String)]
    pub programme: ProgrammeCode,
    /// The partner.
    pub organisation: OrganisationId,
    /// The territory.
    #[schema(value_type = String)]
    pub territory: TerritoryCode,
    /// The household.
    pub household: HouseholdId,
    /// Who accompanies it.
    pub case_worker: MemberId,
    /// Where it stands.
    pub status: PathwayStatus,
    /// Since when.
    pub opened_on: Day,
    /// The verdict that opened it, kept with its evidence.
    pub verdict: VerdictId,
}

/// Takes the household of a received referral in charge.
///
/// # Errors
/// When the rules do not find the programme fitting and no reason is given; when a pathway is open already.
pub async fn open(may: May<OpenPathways>, catalogue: Programmes, Sent(mut form): Sent) -> Answer {
    if !form.check(NEW_PATHWAY) {
        return Err(form.problem());
    }
    let id: ReferralId = form.value("referral").ok_or(Problem::NotFound)?;
    let held: Held<Referral> = may.db.held(id).await?;
    let code = form.value("programme").unwrap_or_else(|| held.programme.clone());
    let running = catalogue.active(&may.db).await?;
    let programme = running.iter().find(|programme| programme.code == code);
    let Some(programme) = programme else { return Err(Problem::refused(&ReferralRefusal::NotRunning)) };
    let legal = may.also::<ViewLegalStatus>();
    let evidence = verdicts::known(&legal, held.household_id, may.db.today()).await?.evidence();
    let how = read(&form, &held, may.caller().member);
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let opened = allowed(opening::open(&may.db, held, programme, &evidence, how).await?)?;
    let opening::Opened { pathway, verdict } = opened;
    let out = PathwayOpened {
        id: pathway.id,
        version: pathway.version,
        referral: id,
        programme: pathway.programme,
        organisation: pathway.organisation_id,
        territory: pathway.territory,
        household: pathway.household_id,
        case_worker: pathway.case_worker,
        status: pathway.status,
        opened_on: pathway.opened_on,
        verdict: verdict.id,
        code: pathway.code,
    };
    created(&format!("/api/v1/pathways/{}", out.id), out)
}
