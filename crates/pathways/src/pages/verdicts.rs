//! A kept verdict, as it was: the answer, each rule, and the evidence on which it rests.

use kernel::Day;
use people::permissions::ViewLegalStatus;
use people::store::sightings::Seen;
use serde::Serialize;
use web::{Answer, Id, May};

use super::referral_show::{Programmes, names_of, seen};
use super::telling::{Told, permit_words, stay_words, tell};
use crate::store::pathways;
use crate::store::referrals::Referral;
use crate::store::verdicts::{self, KeptVerdict, VerdictId};

#[derive(Serialize)]
struct Show {
    verdict: Option<Told>,
    answer: String,
    programme: String,
    version: i64,
    current_version: Option<u32>,
    day: Day,
    override_reason: Option<String>,
    by: Option<String>,
    at: kernel::Moment,
    referral_id: Option<kernel::ReferralId>,
    referral_code: Option<String>,
    pathway_id: Option<kernel::PathwayId>,
    pathway_code: Option<String>,
    people: Vec<PersonShown>,
    everyone_listed: bool,
    evidence: programmes::rules::Evidence,
}

#[derive(Serialize)]
struct PersonShown {
    name: String,
    birth: Option<String>,
    citizenship: Option<String>,
    permits: Option<Vec<String>>,
    stays: Option<Vec<String>>,
}

/// One kept verdict.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewLegalStatus>, Id(id): Id<VerdictId>, catalogue: Programmes) -> Answer {
    let kept = may.db.rows::<KeptVerdict>().id(id).one().await?;
    let programme = catalogue.get(&kept.programme);
    let referral = may.db.rows::<Referral>().id(kept.referral_id).first().await?;
    let pathway = match kept.pathway_id {
        Some(id) => may.db.rows::<pathways::Pathway>().id(id).first().await?,
        None => None,
    };
    let household = referral.as_ref().map(|row| row.household_id).or(pathway.as_ref().map(|row| row.household_id));
    let names = match household {
        Some(household) => {
            let known = verdicts::known(&may.db, household, may.db.today()).await?;
            seen(&may.db, &known, Seen::Referral).await?;
            names_of(&known, None)
        }
        None => super::telling::Names::default(),
    };
    let by = match kept.member_id {
        Some(member) => accounts::store::names_of(&may.db, [member]).await?.remove(&member),
        None => None,
    };
    let people = kept.evidence.0.people.iter().map(|person| shown(&may, person, &names)).collect();
    let context = Show {
        verdict: programme.map(|programme| tell(&may, programme, &kept.body.0, &names)),
        answer: kept.answer.clone(),
        programme: catalogue.name(&kept.programme),
        version: kept.definition_version,
        current_version: programme.map(|programme| programme.version),
        day: kept.day,
        override_reason: kept.override_reason.clone(),
        by,
        at: kept.at,
        referral_id: referral.as_ref().map(|row| row.id),
        referral_code: referral.map(|row| row.code),
        pathway_id: pathway.as_ref().map(|row| row.id),
        pathway_code: pathway.map(|row| row.code),
        people,
        everyone_listed: kept.evidence.0.everyone_listed,
        evidence: kept.evidence.0,
    };
    may.page("referrals/verdict.html", context)
}

fn shown(desk: &web::Desk, person: &programmes::rules::PersonEvidence, names: &super::telling::Names) -> PersonShown {
    let name = names.people.get(&person.person).map(|(name, _)| name.clone());
    let permits =
        person.permits.as_ref().map(|permits| permits.iter().map(|permit| permit_words(desk, permit)).collect());
    let stays = person.stays.as_ref().map(|stays| stays.iter().map(|stay| stay_words(desk, stay)).collect());
    PersonShown {
        name: name.unwrap_or_else(|| person.label.clone()),
        birth: person.birth.map(|birth| match birth {
            kernel::BirthDay::Day(day) => day.italian(),
            kernel::BirthDay::Year(year) => year.to_string(),
        }),
        citizenship: person.citizenship.map(|one| desk.say(&format!("country-{one}"))),
        permits,
        stays,
    }
}
