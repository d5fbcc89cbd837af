//! The policies: which rules hold and on what ground, and what the criteria weigh. Nothing here names what anybody is.

use kernel::{Day, ProgrammeCode};
use matching::rules::{BasisKind, Policy};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use web::{Answer, Desk, Filters, May};

use super::Programmes;
use super::fields::FILTERS;
use crate::making::all_policies;
use crate::permissions::ViewDesk;
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
pub(crate) fn told(desk: &Desk, catalogue: &Catalogue, policy: &Policy, today: Day) -> PolicyOut {
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

/// The policies, one after the other; that of a programme first when one is named.
///
/// # Errors
/// When the page cannot be made.
pub async fn show(may: May<ViewDesk>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let wanted: Option<ProgrammeCode> = filters.0.value("programme");
    let today = may.db.today();
    let all: Vec<PolicyOut> = all_policies().iter().map(|policy| told(&may, &catalogue, policy, today)).collect();
    let has_own = all.iter().any(|policy| policy.programme.is_some() && policy.programme == wanted);
    let chosen = all
        .iter()
        .find(|policy| if has_own { policy.programme == wanted } else { policy.programme.is_none() })
        .cloned();
    let tabs: Vec<_> = all
        .iter()
        .map(|policy| {
            let href = match &policy.programme {
                Some(code) => format!("/desk/policy?programme={code}"),
                None => "/desk/policy".to_owned(),
            };
            let label = policy.programme_name.clone().unwrap_or_else(|| may.say("policy-shared"));
            let current = chosen.as_ref().is_some_and(|own| own.programme == policy.programme);
            json!({ "href": href, "label": label, "current": current })
        })
        .collect();
    may.page("desk/policy.html", json!({ "policy": chosen, "tabs": tabs }))
}
