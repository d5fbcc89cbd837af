//! Pairs that may be one person, and questions between organisations, as JSON.

use kernel::{DuplicateId, MemberId, Moment, OrganisationId, PersonId};
use serde::Serialize;
use store::{Db, Stored};
use web::api::{Sent, given, listed};
use web::{Answer, FieldError, Filters, Id, May};

use super::persons::PersonOut;
use crate::pages::duplicates::{FILTERS, SEEK, settled};
use crate::permissions::{EditPeople, SettleDuplicates, ViewPeople};
use crate::rules::duplicate::Standing;
use crate::rules::identity::{Class, Sign};
use crate::store::duplicates::{self, Pair};
use crate::store::persons::Person;
use crate::store::questions::{self, AskedLater, asked_elsewhere, asked_here, is_still_to_ask};
use crate::store::sightings::{self, Seen};

/// One piece of evidence.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FindingOut {
    /// What was found.
    pub sign: Sign,
    /// Its weight, in hundredths of a bit: 100 doubles the odds that it is one person.
    pub weight: i32,
}

/// Two records that may be of one person.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PairOut {
    /// The id.
    pub id: DuplicateId,
    /// How often it was changed.
    pub version: i64,
    /// What was said of it.
    pub standing: Standing,
    /// When it was noticed.
    #[schema(value_type = String)]
    pub noticed_at: Moment,
    /// Who settled it.
    pub settled_by: Option<MemberId>,
    /// When it was settled.
    #[schema(value_type = Option<String>)]
    pub settled_at: Option<Moment>,
    /// Why.
    pub reason: Option<String>,
    /// The earlier record.
    pub one: PersonOut,
    /// The later record.
    pub other: PersonOut,
    /// The evidence, field by field.
    pub findings: Vec<FindingOut>,
    /// The sum of the weights.
    pub total: i32,
    /// What it comes to. It decides nothing.
    pub class: Class,
}

impl PairOut {
    fn of(pair: Pair, today: kernel::Day) -> Self {
        let findings = pair.resemblance.findings.iter();
        Self {
            id: pair.duplicate.id,
            version: pair.duplicate.version,
            standing: pair.duplicate.standing,
            noticed_at: pair.duplicate.noticed_at,
            settled_by: pair.duplicate.settled_by,
            settled_at: pair.duplicate.settled_at,
            reason: pair.duplicate.reason,
            one: PersonOut::of(&pair.one.0, Some(pair.one.1), today),
            other: PersonOut::of(&pair.other.0, Some(pair.other.1), today),
            findings: findings.map(|one| FindingOut { sign: one.sign, weight: one.weight.0 }).collect(),
            total: pair.resemblance.total.0,
            class: pair.resemblance.class,
        }
    }
}

/// What a search came to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SoughtOut {
    /// How many people were looked at.
    pub looked: usize,
    /// How many pairs are new.
    pub found: usize,
    /// Where to go on; nothing when everybody within reach was looked at.
    pub before: Option<PersonId>,
}

/// Whom to ask about a person, and who asked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct QuestionsOut {
    /// Organisations that may know the person already.
    pub ask: Vec<OrganisationId>,
    /// Whether it is still to be asked, since the answers of the day were used up.
    pub still_to_ask: bool,
    /// Organisations that wrote down somebody like this person.
    pub asked_by: Vec<AskedByOut>,
}

/// Who asked, and when.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AskedByOut {
    /// The organisation.
    pub organisation: OrganisationId,
    /// When.
    #[schema(value_type = String)]
    pub at: Moment,
}

/// The pairs.
///
/// # Errors
/// When the query is wrong or the database fails.
pub async fn list(may: May<SettleDuplicates>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let standing = filters.0.word("standing", Standing::from_word).unwrap_or(Standing::Open);
    let page = duplicates::page(&may.db, standing, filters.page(50)).await?;
    let today = may.db.today();
    listed(&may, &filters, page.map(|pair| PairOut::of(pair, today)))
}

/// One pair.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<SettleDuplicates>, Id(id): Id<DuplicateId>) -> Answer {
    let pair = duplicates::one(&may.db, id).await?;
    sightings::note(&may.db, [pair.one.0.id, pair.other.0.id], Seen::Duplicate).await?;
    given(PairOut::of(pair, may.db.today()))
}

/// Looks for pairs.
///
/// # Errors
/// When a field is wrong or the database fails.
pub async fn seek(may: May<SettleDuplicates>, Sent(mut form): Sent) -> Answer {
    if !form.check(SEEK) {
        return Err(form.problem());
    }
    let sought = duplicates::seek(&may.db, form.value("before")).await?;
    given(SoughtOut { looked: sought.looked, found: sought.found, before: sought.next })
}

/// Settles a pair.
///
/// # Errors
/// When a field is wrong, there is none within reach, the act is refused, or somebody was faster.
pub async fn settle(may: May<SettleDuplicates>, Id(id): Id<DuplicateId>, Sent(mut form): Sent) -> Answer {
    let version = form.version();
    match settled(&may.db, id, &mut form, version).await? {
        Some(_) => given(PairOut::of(duplicates::one(&may.db, id).await?, may.db.today())),
        None => Err(form.problem()),
    }
}

/// Whom to ask about a person, and who asked.
///
/// # Errors
/// When there is no such person within reach.
pub async fn list_questions(may: May<ViewPeople>, Id(id): Id<PersonId>) -> Answer {
    may.db.rows::<Person>().id(id).one().await?;
    sightings::note(&may.db, [id], Seen::Record).await?;
    given(questions_of(&may.db, id).await?)
}

/// Asks who else knows somebody for whom it was put off.
///
/// # Errors
/// When there is no such person within reach, or the day's answers are used up.
pub async fn ask_now(may: May<EditPeople>, Id(id): Id<PersonId>, Sent(mut form): Sent) -> Answer {
    form.check(&[]);
    if form.errors().is_empty() && questions::ask_now(&may.db, id).await? == AskedLater::TooMany {
        form.fail(FieldError::new("", "handover-too-many"));
    }
    if !form.errors().is_empty() {
        return Err(form.problem());
    }
    given(questions_of(&may.db, id).await?)
}

async fn questions_of(db: &Db, id: PersonId) -> Stored<QuestionsOut> {
    let mut ask: Vec<OrganisationId> = asked_elsewhere(db, id).await?.iter().map(|one| one.asked_id).collect();
    ask.sort_unstable();
    ask.dedup();
    let still_to_ask = is_still_to_ask(db, id).await?;
    let asked_by = asked_here(db, id).await?;
    let asked_by = asked_by.iter().map(|one| AskedByOut { organisation: one.asking_id, at: one.asked_at });
    Ok(QuestionsOut { ask, still_to_ask, asked_by: asked_by.collect() })
}
