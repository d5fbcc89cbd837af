//! The verdict of an opened pathway, looked at again: what changed since it was kept, and why the pathway goes on.

use std::sync::Arc;

use axum::Extension;
use kernel::{BirthDay, Day, MemberId, PathwayId, PersonId};
use people::permissions::{ViewLegalStatus, ViewPeople};
use people::store::persons::identities_of;
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use programmes::rules::{Answer as Ruling, RuleVerdict, verdict};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Stored};
use web::field::{Field, Kind};
use web::{Answer, Desk, Flash, Form, Id, May, Posted};

use super::frame::{frame, reaches};
use super::referral_show::names_of;
use super::telling::{Names, permit_words, stay_words, tell_reason};
use crate::permissions::OpenPathways;
use crate::rules::reopened::{ChangedFact, ChangedRule, Said, Topic, reopened};
use crate::store::looks::{self, LookId, ToLookAt, VerdictLook};
use crate::store::pathways::{self, Pathway};
use crate::store::verdicts::{self, KeptVerdict, Known, VerdictId};

/// What a look says.
pub const LOOK: &[Field] =
    &[Field::new("reason", Kind::Prose(2000), "Why the pathway goes on; must be filled where the answer is not yes.")];

/// What changed since a verdict was kept, told.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToldChange {
    /// The day of the verdict that today's is compared with.
    pub since: Day,
    /// The answer then.
    pub before: Ruling,
    /// The answer today.
    pub now: Ruling,
    /// The facts that changed, as far as rules look at them.
    pub facts: Vec<ToldFact>,
    /// The rules that they touch, or that answer otherwise.
    pub rules: Vec<ToldRuleChange>,
}

/// A changed fact, told.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToldFact {
    /// What it is about.
    pub topic: Topic,
    /// About whom; nobody when about the household.
    pub person: Option<PersonId>,
    /// That person's name or number.
    pub who: Option<String>,
    /// What it said.
    pub before: String,
    /// What it says.
    pub now: String,
}

/// A rule that answers otherwise, or looks at a changed fact.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToldRuleChange {
    /// The rule, as the programme file names it.
    pub rule: String,
    /// The rule in words.
    pub because: String,
    /// What it answered; nothing when there was no such rule.
    pub before: Option<Ruling>,
    /// Why it answered so.
    pub before_text: Option<String>,
    /// What it answers; nothing when it is no longer in force.
    pub now: Option<Ruling>,
    /// Why it answers so.
    pub now_text: Option<String>,
}

/// A look, told.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToldLook {
    /// Its id.
    pub id: LookId,
    /// The day.
    pub day: Day,
    /// What the rules answered.
    pub answer: String,
    /// Why the pathway goes on.
    pub reason: Option<String>,
    /// Who looked, as far as the name lies within reach.
    pub who: Option<String>,
}

/// How the verdict of a pathway stands.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VerdictStanding {
    /// The verdict that opened the pathway.
    pub opening: Option<VerdictId>,
    /// What changed since it was kept or last looked at; nothing when no rule is touched.
    pub changed: Option<ToldChange>,
    /// The looks, the latest first.
    pub looks: Vec<ToldLook>,
}

/// How the verdict of a pathway stands. The handle must be one that reads permits and stays.
pub(crate) async fn standing(
    desk: &Desk,
    legal: &Db,
    catalogue: &Catalogue,
    pathway: &Pathway,
) -> Stored<VerdictStanding> {
    let mut found = looks::to_look_at(legal, catalogue, std::slice::from_ref(pathway)).await?;
    let changed = match (found.remove(&pathway.id), catalogue.get(&pathway.programme)) {
        (Some(found), Some(programme)) => Some(told(desk, legal, programme, &found).await?),
        _ => None,
    };
    let looks = looks::of_pathway(legal, pathway.id).await?;
    let members: Vec<MemberId> = looks.iter().filter_map(|look| look.member_id).collect();
    let names = accounts::store::names_of(legal, members).await?;
    let told = |look: VerdictLook| ToldLook {
        id: look.id,
        day: look.day,
        answer: look.answer,
        reason: look.reason,
        who: look.member_id.and_then(|member| names.get(&member).cloned()),
    };
    let opening = verdicts::of_pathway(legal, pathway.id).await?.map(|verdict| verdict.id);
    Ok(VerdictStanding { opening, changed, looks: looks.into_iter().map(told).collect() })
}

/// What changed since a referral's verdict was kept; nothing when no rule is touched.
pub(crate) async fn since_kept(
    desk: &Desk,
    db: &Db,
    programme: &Programme,
    kept: KeptVerdict,
    known: &Known,
) -> Stored<Option<ToldChange>> {
    let evidence = known.evidence();
    let now = verdict(programme, &evidence, db.today());
    let Some(reopened) = reopened(programme, (&kept.body.0, &kept.evidence.0), (&now, &evidence)) else {
        return Ok(None);
    };
    let found = ToLookAt { reopened, evidence, known: known.clone(), since: kept.day };
    told(desk, db, programme, &found).await.map(Some)
}

/// Tells what changed, in the reader's words.
pub(crate) async fn told(desk: &Desk, db: &Db, programme: &Programme, found: &ToLookAt) -> Stored<ToldChange> {
    let mut names = names_of(&found.known, None);
    let gone = found.reopened.facts.iter().filter_map(|fact| fact.person);
    let gone: Vec<PersonId> = gone.filter(|person| !names.people.contains_key(person)).collect();
    for (id, identity) in identities_of(db, gone).await? {
        names.people.insert(id, (identity.name(), 0));
    }
    let reopened = &found.reopened;
    Ok(ToldChange {
        since: found.since,
        before: reopened.before,
        now: reopened.now.answer,
        facts: reopened.facts.iter().map(|fact| told_fact(desk, &names, fact)).collect(),
        rules: reopened.rules.iter().map(|rule| told_rule(desk, programme, rule)).collect(),
    })
}

fn told_rule(desk: &Desk, programme: &Programme, changed: &ChangedRule) -> ToldRuleChange {
    let language = desk.language().word();
    let because = programme.rule(&changed.rule).map(|rule| rule.because.get(language).to_owned());
    let text = |rule: &RuleVerdict| tell_reason(desk, programme, &rule.reason);
    ToldRuleChange {
        because: because.unwrap_or_else(|| changed.rule.clone()),
        rule: changed.rule.clone(),
        before: changed.before.as_ref().map(|rule| rule.answer),
        before_text: changed.before.as_ref().map(text),
        now: changed.now.as_ref().map(|rule| rule.answer),
        now_text: changed.now.as_ref().map(text),
    }
}

fn told_fact(desk: &Desk, names: &Names, fact: &ChangedFact) -> ToldFact {
    ToldFact {
        topic: fact.topic,
        person: fact.person,
        who: fact.person.and_then(|id| names.people.get(&id)).map(|(name, _)| name.clone()),
        before: said(desk, fact.topic, &fact.before),
        now: said(desk, fact.topic, &fact.now),
    }
}

fn said(desk: &Desk, topic: Topic, said: &Said) -> String {
    let unknown = || desk.say("web-unknown");
    let joined = |words: Vec<String>| if words.is_empty() { desk.say("kept-none") } else { words.join("; ") };
    match said {
        Said::Permits(Some(permits)) => joined(permits.iter().map(|permit| permit_words(desk, permit)).collect()),
        Said::Stays(Some(stays)) => joined(stays.iter().map(|stay| stay_words(desk, stay)).collect()),
        Said::Birth(Some(BirthDay::Day(day))) => day.italian(),
        Said::Birth(Some(BirthDay::Year(year))) => year.to_string(),
        Said::Citizenship(Some(citizenship)) => desk.say(&format!("country-{citizenship}")),
        Said::Residence(Some(place)) => {
            let levels = [&place.neighbourhood, &place.municipality, &place.province, &place.region];
            levels.into_iter().flatten().next().map_or_else(unknown, ToString::to_string)
        }
        Said::Flag(Some(yes)) if topic == Topic::Member => {
            desk.say(if *yes { "reopened-is-member" } else { "reopened-no-member" })
        }
        Said::Flag(Some(yes)) => desk.say(if *yes { "web-yes" } else { "web-no" }),
        Said::Permits(None)
        | Said::Stays(None)
        | Said::Birth(None)
        | Said::Citizenship(None)
        | Said::Residence(None)
        | Said::Flag(None) => unknown(),
    }
}

/// The verdict of a pathway: what opened it, what changed since, who looked at it.
///
/// # Errors
/// When there is no such pathway within reach.
pub async fn show(
    may: May<ViewLegalStatus>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
) -> Answer {
    let pathway = pathways::one(&may.db, id).await?;
    let form = Form::blank().with("version", pathway.version);
    page(&may, &may.db, &catalogue, &pathway, &form).await
}

async fn page<P>(may: &May<P>, legal: &Db, catalogue: &Catalogue, pathway: &Pathway, form: &Form) -> Answer {
    let context = json!({
        "pathway": frame(may, catalogue, pathway).await?,
        "standing": standing(may, legal, catalogue, pathway).await?,
        "may_look": reaches::<OpenPathways, _>(may, pathway),
    });
    may.form("pathways/verdict.html", form, context)
}

/// Keeps a look at the verdict.
///
/// # Errors
/// When there is no such pathway within reach.
pub async fn look(
    may: May<OpenPathways>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(id): Id<PathwayId>,
    Posted(mut form): Posted,
) -> Answer {
    let held = may.db.held::<Pathway>(id).await?;
    let (pathway, legal) = (held.clone(), may.also::<ViewLegalStatus>());
    if form.check(LOOK) {
        let acted = looked(&may, &catalogue, held, &form).await;
        if super::acted::told(&mut form, acted)?.is_some() {
            // Who may look at verdicts may see pathways too: the roles of the one hold the other.
            return may.see_done(&format!("/pathways/{id}/verdict"), Flash("saved"));
        }
    }
    page(&may, &legal, &catalogue, &pathway, &form).await
}

/// Keeps a look at the version that was seen, if one is said.
pub(crate) async fn looked(
    may: &May<OpenPathways>,
    catalogue: &Catalogue,
    held: Held<Pathway>,
    form: &Form,
) -> crate::store::declined::Acted<VerdictLook> {
    let held = match form.version() {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let legal = may.also::<ViewLegalStatus>();
    let found = looks::to_look_at(&legal, catalogue, std::slice::from_ref(&*held)).await?.remove(&held.id);
    looks::look(&may.db, held, found, form.text("reason")).await
}

/// What the caseload says of a pathway whose verdict is to be looked at again.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToLookAtShort {
    /// The pathway.
    pub id: PathwayId,
    /// Its code.
    pub code: String,
    /// The household: a name where names may be read, its code elsewhere.
    pub label: String,
    /// The answer that was kept.
    pub before: Ruling,
    /// The answer today.
    pub now: Ruling,
    /// The facts that changed.
    pub topics: Vec<Topic>,
}

/// The pathways of a caseload whose verdict is to be looked at again, in short.
pub(crate) async fn of_caseload<P>(
    may: &May<P>,
    catalogue: &Catalogue,
    whose: crate::store::caseload::Whose,
) -> Stored<Vec<ToLookAtShort>> {
    let legal = may.also::<ViewLegalStatus>();
    let found = looks::of_caseload(&may.db, &legal, catalogue, whose, may.caller().member).await?;
    let of = found.iter().map(|(pathway, _)| pathway.household_id);
    let households = pathways::households(&may.also::<ViewPeople>(), of).await?;
    let short = found.into_iter().map(|(pathway, why)| {
        let household = households.get(&pathway.household_id);
        let mut topics: Vec<Topic> = why.reopened.facts.iter().map(|fact| fact.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        ToLookAtShort {
            id: pathway.id,
            label: household.map_or_else(|| pathway.code.clone(), |household| household.label().to_owned()),
            code: pathway.code,
            before: why.reopened.before,
            now: why.reopened.now.answer,
            topics,
        }
    });
    Ok(short.collect())
}
