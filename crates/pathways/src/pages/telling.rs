//! How a verdict is told: each rule in the reader's words, with its source and what it would need to know.
//!
//! The engine answers with keys and values; here they become sentences, the same on the page and in the API.

use std::collections::HashMap;

use kernel::{Day, PersonId, ReferralId};
use programmes::definition::{Programme, Status};
use programmes::rules::{
    Answer, Arg, Fact, Force, Leaving, Missing, PermitEvidence, Reason, RuleVerdict, StayEvidence, Verdict,
};
use serde::Serialize;
use web::Desk;

use crate::permissions::OpenPathways;
/// A programme's answer, told.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Told {
    /// The programme.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// `yes`, `no` or `needs-to-know`.
    pub answer: Answer,
    /// The answer in words.
    pub says: String,
    /// Whether the programme serves households at all.
    pub served: bool,
    /// Whether whoever asks may take the household in charge in this programme.
    pub may_open: bool,
    /// The version of its definition.
    pub definition_version: u32,
    /// The day of the assessment.
    pub day: Day,
    /// Each rule in force.
    pub rules: Vec<ToldRule>,
    /// What the deciding rules still need to know.
    pub missing: Vec<ToldMissing>,
}

/// One rule, told.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToldRule {
    /// The rule, as the programme file names it.
    pub rule: String,
    /// The rule in words.
    pub because: String,
    /// `required` or `priority`.
    pub force: Force,
    /// The answer.
    pub answer: Answer,
    /// On whom it was measured.
    pub person: Option<PersonId>,
    /// That person's name or number.
    pub who: Option<String>,
    /// The key of the reason.
    pub reason: String,
    /// The reason in words.
    pub text: String,
    /// What is missing for it.
    pub missing: Vec<ToldMissing>,
    /// The title of its source.
    pub source: String,
    /// The address of its source.
    pub source_url: Option<String>,
    /// How sure the rule itself is.
    pub status: Status,
}

/// A missing fact, told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToldMissing {
    /// The fact.
    pub fact: Fact,
    /// About whom; nobody when about the household.
    pub person: Option<PersonId>,
    /// The fact in words.
    pub text: String,
    /// Where it is filled in.
    pub href: Option<String>,
}

/// What people are called, and where their facts are filled in.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Name or number of each person, and the row on the referral's page.
    pub people: HashMap<PersonId, (String, usize)>,
    /// The referral whose page takes the facts; nothing once it is settled.
    pub open_referral: Option<ReferralId>,
}

impl Names {
    fn of(&self, person: Option<PersonId>) -> Option<String> {
        person.and_then(|id| self.people.get(&id)).map(|(name, _)| name.clone())
    }
}

/// Tells a verdict of this programme.
#[must_use]
pub fn tell(desk: &Desk, programme: &Programme, verdict: &Verdict, names: &Names) -> Told {
    let rules = verdict.rules.iter().map(|rule| tell_rule(desk, programme, rule, names)).collect();
    let missing = verdict.missing().iter().map(|missing| tell_missing(desk, *missing, names)).collect();
    Told {
        programme: verdict.programme.to_string(),
        name: programme.name.clone(),
        answer: verdict.answer,
        says: desk.say(&format!("answer-{}", verdict.answer)),
        served: verdict.served,
        may_open: verdict.served && may_open(desk, programme),
        definition_version: verdict.definition_version,
        day: verdict.day,
        rules,
        missing,
    }
}

/// Whether whoever asks may open pathways of a programme, wherever it may be.
fn may_open(desk: &Desk, programme: &Programme) -> bool {
    let reach = desk.visitor().and_then(web::Caller::reach::<OpenPathways>);
    let of_it = |scope: &store::Scope| scope.programme.as_ref().is_none_or(|code| *code == programme.code);
    reach.is_some_and(|reach| reach.scopes().iter().any(of_it))
}

fn tell_rule(desk: &Desk, programme: &Programme, answered: &RuleVerdict, names: &Names) -> ToldRule {
    let source = programme.source(&answered.source);
    let language = desk.language().word();
    let because = programme.rule(&answered.rule).map(|rule| rule.because.get(language).to_owned());
    ToldRule {
        rule: answered.rule.clone(),
        because: because.unwrap_or_else(|| answered.rule.clone()),
        force: answered.force,
        answer: answered.answer,
        person: answered.person,
        who: names.of(answered.person),
        text: tell_reason(desk, programme, &answered.reason),
        reason: answered.reason.text_key().to_owned(),
        missing: answered.missing.iter().map(|missing| tell_missing(desk, *missing, names)).collect(),
        source: source.map_or_else(|| answered.source.clone(), |source| source.title.clone()),
        source_url: source.and_then(|source| source.url.clone()),
        status: answered.status,
    }
}

pub(crate) fn tell_reason(desk: &Desk, programme: &Programme, reason: &Reason) -> String {
    let words = |arg: Arg| match arg {
        Arg::Day(day) => day.italian(),
        Arg::Number(number) => number.to_string(),
        Arg::Keys(keys) => keys.iter().map(|key| desk.say(key)).collect::<Vec<_>>().join(", "),
        Arg::Code(code) => match reason {
            Reason::LivesThere { territory } => programme.territory(territory).map_or(code, |place| place.name.clone()),
            _ => desk.say(&format!("country-{code}")),
        },
    };
    let given: Vec<_> = reason.text_args().into_iter().map(|(name, arg)| (name, words(arg).into())).collect();
    desk.say_with(reason.text_key(), &given)
}

/// A permit of the evidence, in words.
pub(crate) fn permit_words(desk: &Desk, permit: &PermitEvidence) -> String {
    let kind = permit.kind.map_or_else(|| desk.say("web-unknown"), |kind| desk.say(&format!("permit-kind-{kind}")));
    let state = desk.say(&format!("permit-state-{}", permit.state));
    let to = permit.to.map(|day| format!(", → {}", day.italian())).unwrap_or_default();
    format!("{kind}: {state}{to}")
}

/// A stay of the evidence, in words.
pub(crate) fn stay_words(desk: &Desk, stay: &StayEvidence) -> String {
    let circuit = stay.circuit.map_or_else(|| desk.say("web-unknown"), |one| desk.say(&format!("circuit-{one}")));
    let from = stay.from.map_or_else(|| "…".to_owned(), Day::italian);
    let to = match stay.exit {
        Leaving::On(day) => day.italian(),
        Leaving::StillInside => desk.say("departure-inside"),
        Leaving::Unknown => desk.say("web-unknown"),
    };
    format!("{circuit}: {from} → {to}")
}

fn tell_missing(desk: &Desk, missing: Missing, names: &Names) -> ToldMissing {
    let what = desk.say(&format!("missing-{}", missing.fact));
    let text = match names.of(missing.person) {
        Some(who) => desk.say_with("verdict-missing-about", &[("who", who.into()), ("what", what.into())]),
        None => what,
    };
    ToldMissing { fact: missing.fact, person: missing.person, text, href: filled_at(missing, names) }
}

/// The field that takes a missing fact.
fn filled_at(missing: Missing, names: &Names) -> Option<String> {
    let field = match missing.fact {
        Fact::Permit | Fact::PermitKind => "permit-kind",
        Fact::PermitEnd => "permit-expires",
        Fact::PermitRenewal => "permit-state",
        Fact::ReceptionStay | Fact::ReceptionCircuit => "circuit",
        Fact::ExitDay => "exit-day",
        Fact::BirthDay => "born",
        Fact::Citizenship => "citizenship",
        Fact::Residence => "municipality",
        Fact::HousingDistress => "housing-distress",
        Fact::Hardship => "hardship",
        Fact::HouseholdPeople => "everyone-listed",
        Fact::OperatorSector => return None,
    };
    let row = missing.person.and_then(|id| names.people.get(&id)).map(|(_, row)| *row);
    match (names.open_referral, missing.person, row) {
        (Some(id), None, _) => Some(format!("/referrals/{id}/edit#field-{field}")),
        (Some(id), Some(_), Some(row)) => Some(format!("/referrals/{id}/edit#field-p{row}-{field}")),
        (_, Some(person), _) => Some(format!("/people/{person}")),
        _ => None,
    }
}
