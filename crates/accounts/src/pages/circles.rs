//! Circles: who belongs to a profession or team that seals notes, let in and ended.

use kernel::{MemberId, OrganisationId, Role};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Stored};
use web::{Answer, Caller, Field, Flash, Form, Id, Kind, May, Posted, Problem, words_of};

use super::Choice;
use crate::directory::Names;
use crate::permissions::UseCircles;
use crate::rules::{Circle, CircleRefusal};
use crate::store::{Belonging, BelongingId, admit, belongings, leave, names_of};

/// Whom somebody lets into a circle.
pub(crate) const BELONGING: &[Field] = &[
    Field::new("email", Kind::Text(200), "The e-mail of the member to let in.").required(),
    Field::new("organisation", Kind::Id, "The organisation whose circle it is.").required(),
    Field::new("circle", Kind::Word(words_of!(Circle)), "The profession or team.").required(),
];

/// Somebody's belonging to a circle.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct BelongingOut {
    /// The id.
    #[schema(value_type = String, format = "uuid")]
    pub(crate) id: BelongingId,
    /// Who.
    pub(crate) member: MemberId,
    /// What the member is called.
    pub(crate) name: Option<String>,
    /// Of which organisation.
    pub(crate) organisation: OrganisationId,
    /// To which circle.
    pub(crate) circle: Circle,
    /// What was sealed earlier stays shut.
    pub(crate) reads_from: kernel::Moment,
    /// Who let the member in.
    pub(crate) admitted_by: Option<String>,
}

/// The belongings that the caller may see: those of the own circles and, where the caller administers, of the
/// organisation.
pub(crate) async fn rows(db: &Db, caller: &Caller) -> Stored<Vec<BelongingOut>> {
    let all = belongings(db).await?;
    let own: Vec<(OrganisationId, Circle)> =
        all.iter().filter(|row| row.member_id == caller.member).map(|row| (row.organisation_id, row.circle)).collect();
    let seen: Vec<&Belonging> = all
        .iter()
        .filter(|row| own.contains(&(row.organisation_id, row.circle)) || administers(caller, row.organisation_id))
        .collect();
    let people = seen.iter().flat_map(|row| [Some(row.member_id), row.admitted_by]).flatten();
    let people: Vec<MemberId> = people.collect();
    let names = names_of(db, people).await?;
    let out = seen.into_iter().map(|row| BelongingOut {
        id: row.id,
        member: row.member_id,
        name: names.get(&row.member_id).cloned(),
        organisation: row.organisation_id,
        circle: row.circle,
        reads_from: row.reads_from,
        admitted_by: row.admitted_by.and_then(|id| names.get(&id).cloned()),
    });
    Ok(out.collect())
}

/// Whether the caller administers an organisation.
pub(crate) fn administers(caller: &Caller, organisation: OrganisationId) -> bool {
    let here = |scope: &store::Scope| scope.organisation.is_none_or(|own| own == organisation);
    caller.grants.iter().any(|grant| grant.role == Role::PartnerAdministrator && here(&grant.scope))
}

pub(crate) async fn index(may: May<UseCircles>, names: Names) -> Answer {
    page(&may, &names, &Form::blank()).await
}

async fn page(may: &May<UseCircles>, names: &Names, form: &Form) -> Answer {
    let rows = rows(&may.db, may.caller()).await?;
    let shown: Vec<_> = rows
        .iter()
        .map(|row| json!({ "row": row, "place": names.organisation(row.organisation), "own": row.member == may.caller().member }))
        .collect();
    let mut organisations: Vec<OrganisationId> =
        may.caller().grants.iter().filter_map(|grant| grant.scope.organisation).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let organisations: Vec<Choice> =
        organisations.into_iter().map(|id| Choice::new(id, names.organisation(id))).collect();
    let circles: Vec<Choice> =
        Circle::ALL.iter().map(|circle| Choice::new(circle, may.say(&format!("circle-{circle}")))).collect();
    let context = json!({ "rows": shown, "organisations": organisations, "circles": circles });
    may.form("circles/index.html", form, context)
}

pub(crate) async fn create(may: May<UseCircles>, names: Names, Posted(mut form): Posted) -> Answer {
    if form.check(BELONGING) {
        match read(&may, &form).await? {
            Ok(_) => return may.see_done("/circles", Flash("circle-joined")),
            Err(refusal) => form.refuse(&refusal),
        }
    }
    page(&may, &names, &form).await
}

/// Lets in whom a checked form names.
pub(crate) async fn read(may: &May<UseCircles>, form: &Form) -> Stored<Result<Belonging, CircleRefusal>> {
    let (Some(organisation), Some(circle)) =
        (form.value::<OrganisationId>("organisation"), form.word("circle", Circle::from_word))
    else {
        return Ok(Err(CircleRefusal::NotTheirs));
    };
    let within = may.db.reach().scopes().iter().any(|scope| scope.organisation.is_none_or(|own| own == organisation));
    if !within {
        return Ok(Err(CircleRefusal::NotTheirs));
    }
    let administers = administers(may.caller(), organisation);
    admit(&may.db, form.typed("email"), organisation, circle, administers).await
}

pub(crate) async fn end(may: May<UseCircles>, Id(id): Id<BelongingId>, Posted(_): Posted) -> Answer {
    ended(&may, id).await?;
    may.see_done("/circles", Flash("circle-left"))
}

/// Ends a belonging that the caller may see.
pub(crate) async fn ended(may: &May<UseCircles>, id: BelongingId) -> Result<(), Problem> {
    if !rows(&may.db, may.caller()).await?.iter().any(|row| row.id == id) {
        return Err(Problem::NotFound);
    }
    let held: Held<Belonging> = may.db.held(id).await?;
    Ok(leave(&may.db, held).await?)
}
