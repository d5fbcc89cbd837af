//! The policies: which rules hold and on what ground, and what the criteria weigh. Nothing here names what anybody is.

use kernel::{Day, ProgrammeCode, TerritoryCode};
use matching::rules::BasisKind;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use store::Stored;
use web::{Answer, Desk, Filters, May};

use super::Programmes;
use super::fields::FILTERS;
use crate::draft::{InForce, shipped};
use crate::groups::Floor;
use crate::permissions::{TryPolicies, ViewDesk};
use crate::store::policies::{self, AdoptedPolicy};
use crate::tell;

/// A policy as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PolicyOut {
    /// The programme; nothing for the policy that programmes share.
    pub programme: Option<ProgrammeCode>,
    /// What the programme is called.
    pub programme_name: Option<String>,
    /// The version.
    pub version: u32,
    /// From when on it holds.
    pub from: Option<Day>,
    /// Until when.
    pub until: Option<Day>,
    /// Why it is as it is.
    pub because: String,
    /// The rules that hold today.
    pub rules: Vec<RuleOut>,
    /// The rules that are switched off, by name.
    pub off: Vec<String>,
    /// What the criteria weigh.
    pub criteria: Vec<WeightOut>,
    /// The floors that are declared, in words.
    pub floors: Vec<String>,
    /// Only in this territory.
    pub territory: Option<TerritoryCode>,
}

/// A rule as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RuleOut {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// From when on it holds.
    pub from: Option<Day>,
    /// Why it is there.
    pub because: String,
    /// Law, agreement or practice.
    pub basis: BasisKind,
    /// On what it stands.
    pub source: String,
    /// Whether somebody has checked it against the source.
    pub verified: bool,
    /// Whether no policy may switch it off.
    pub always: bool,
}

/// A criterion and its weight.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WeightOut {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What it adds when it is met in full, in thousandths of a point.
    pub weight: i64,
}

/// A policy in the reader's language.
pub(crate) fn told(desk: &Desk, catalogue: &Catalogue, one: &InForce, today: Day) -> PolicyOut {
    let InForce { policy, floors } = one;
    let italian = desk.language() == web::Language::Italian;
    let words = |texts: &matching::rules::Texts| if italian { texts.it.clone() } else { texts.en.clone() };
    let rules = policy.rules.iter().filter(|rule| rule.valid.contains(today)).map(|rule| RuleOut {
        code: rule.code.to_string(),
        name: tell::rule(rule.code).say(desk),
        version: rule.version,
        from: Some(rule.valid.from),
        because: words(&rule.because),
        basis: rule.basis.kind,
        source: rule.basis.title.clone(),
        verified: rule.basis.verified,
        always: rule.code.always_on(),
    });
    PolicyOut {
        floors: floors.iter().map(|floor| floor_words(desk, floor)).collect(),
        territory: None,
        programme: policy.programme.clone(),
        programme_name: policy.programme.as_ref().map(|code| catalogue.name(code)),
        version: policy.version,
        from: Some(policy.valid.from),
        until: policy.valid.to,
        because: words(&policy.because),
        rules: rules.collect(),
        off: policy.off.iter().map(|code| tell::rule(*code).say(desk)).collect(),
        criteria: policy
            .criteria
            .iter()
            .map(|one| WeightOut {
                code: one.criterion.to_string(),
                name: tell::criterion(one.criterion).say(desk),
                weight: one.weight,
            })
            .collect(),
    }
}

/// A floor in words.
fn floor_words(desk: &Desk, floor: &Floor) -> String {
    let group = desk.say(&format!("group-{}", floor.group));
    let args = [("group", group.as_str().into()), ("percent", i64::from(floor.percent).into())];
    desk.say_with("fair-floor", &args)
}

/// A policy that was adopted, as it is read.
pub(crate) fn adopted(desk: &Desk, catalogue: &Catalogue, row: &AdoptedPolicy) -> Option<PolicyOut> {
    let told = told(desk, catalogue, &row.in_force()?, row.from_day);
    Some(PolicyOut { territory: row.territory.clone(), ..told })
}

/// Every policy: those adopted, the latest first, and those that come with the program.
pub(crate) async fn every(may: &May<ViewDesk>, catalogue: &Catalogue) -> Stored<Vec<PolicyOut>> {
    let today = may.db.today();
    let own = policies::all(&may.db).await?;
    let own = own.iter().filter_map(|row| adopted(may, catalogue, row));
    let come = shipped().iter().map(|one| InForce { policy: one.clone(), floors: Vec::new() });
    Ok(own.chain(come.map(|one| told(may, catalogue, &one, today))).collect())
}

/// The policies in force, one after the other; that of a programme first when one is named, with the versions adopted.
///
/// # Errors
/// When the page cannot be made.
pub async fn show(may: May<ViewDesk>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let wanted: Option<ProgrammeCode> = filters.0.value("programme");
    let today = may.db.today();
    let all = policies::all(&may.db).await?;
    // A programme has a page of its own once it has a policy of its own.
    let come = shipped().iter().map(|policy| policy.programme.clone());
    let mut own: Vec<Option<ProgrammeCode>> = come.collect();
    for row in all.iter().rev() {
        if !own.contains(&Some(row.programme.clone())) {
            own.push(Some(row.programme.clone()));
        }
    }
    let current = own.iter().find(|one| **one == wanted).cloned().flatten();
    let chosen = match &current {
        Some(programme) => policies::in_force(&may.db, programme, None, today).await?,
        None => {
            let shared = shipped().iter().find(|one| one.programme.is_none());
            shared.map(|one| InForce { policy: one.clone(), floors: Vec::new() })
        }
    };
    let tabs: Vec<_> = own
        .iter()
        .map(|programme| {
            let href = match programme {
                Some(code) => format!("/desk/policy?programme={code}"),
                None => "/desk/policy".to_owned(),
            };
            let label = programme.as_ref().map_or_else(|| may.say("policy-shared"), |code| catalogue.name(code));
            json!({ "href": href, "label": label, "current": *programme == current })
        })
        .collect();
    let versions: Vec<&AdoptedPolicy> = all.iter().filter(|row| Some(&row.programme) == current.as_ref()).collect();
    let names = accounts::store::names_of(&may.db, versions.iter().filter_map(|row| row.member_id)).await?;
    let told_versions = versions.iter().map(|row| {
        let named = row.territory.as_ref().map(|code| {
            let known = catalogue.get(&row.programme).and_then(|programme| programme.territory(code));
            known.map_or_else(|| code.to_string(), |territory| territory.name.clone())
        });
        json!({
            "number": row.number, "made_from": row.made_from, "day": row.from_day, "territory": named,
            "because": row.because, "trial": row.trial_id, "who": row.member_id.and_then(|member| names.get(&member)),
        })
    });
    let context = json!({
        "policy": chosen.map(|one| told(&may, &catalogue, &one, today)), "tabs": tabs,
        "versions": told_versions.collect::<Vec<_>>(), "may_try": may.may::<TryPolicies>(),
        "programme": current,
    });
    may.page("desk/policy.html", context)
}
