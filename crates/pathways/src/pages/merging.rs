//! Two households become one: asked for, shown, done.

use kernel::HouseholdId;
use people::permissions::{EditPeople, ViewPeople};
use people::rules::code;
use people::rules::household::Relation;
use people::store::households::{Household, members_of};
use people::store::sightings::{self, Seen};
use serde_json::json;
use store::{Db, Held, Keyed, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, Id, May, Posted, words_of};

use super::frame::choices;
use crate::permissions::{ViewPathways, ViewReferrals};
use crate::store::merging::{self, Merging};
use crate::store::pathways::households;

/// How two households become one.
pub const MERGE: &[Field] = &[
    Field::new("into", Kind::Text(40), "The household that goes on: its code, or its id.").required(),
    Field::new("on", Kind::Day, "From which day on there is one.").required(),
    Field::new(
        "link",
        Kind::Word(words_of!(Relation)),
        "What the reference person of the household that ends is to that of the one that goes on.",
    )
    .required(),
    Field::new("reason", Kind::Text(300), "Why."),
    Field::new("sure", Kind::Flag, "On the page: what will happen was shown and is meant."),
];

/// The form.
///
/// # Errors
/// When there is no such household within reach.
pub async fn blank(may: May<EditPeople>, Id(id): Id<HouseholdId>) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let form = Form::blank().with("on", may.db.today()).with("version", held.version());
    page(&may, &held, None, &form).await
}

/// What is open of the household that would end: by its link what the reader reaches, the rest by number.
async fn still_open(may: &May<EditPeople>, id: HouseholdId) -> Stored<serde_json::Value> {
    let all = merging::how_many_open(&may.db, id).await?;
    let pathways = merging::open_pathways(&may.also::<ViewPathways>(), id).await?;
    let referrals = merging::open_referrals(&may.also::<ViewReferrals>(), id).await?;
    let links = pathways
        .iter()
        .map(|one| json!({ "kind": "pathway", "href": format!("/pathways/{}", one.id), "code": one.code }));
    let links = links.chain(
        referrals
            .iter()
            .map(|one| json!({ "kind": "referral", "href": format!("/referrals/{}", one.id), "code": one.code })),
    );
    let links: Vec<_> = links.collect();
    Ok(json!({ "all": all, "elsewhere": all.saturating_sub(links.len() as u64), "links": links }))
}

async fn page(may: &May<EditPeople>, from: &Household, into: Option<&Household>, form: &Form) -> Answer {
    let view = may.also::<ViewPeople>();
    let shorts = households(&view, [from.id].into_iter().chain(into.map(|into| into.id))).await?;
    for household in [Some(from), into].into_iter().flatten() {
        let members = members_of(&view, household.id).await?;
        sightings::note(&view, members.iter().map(|(_, person, _)| person.id), Seen::Household).await?;
    }
    let label = |household: &Household| {
        let short = shorts.get(&household.id);
        json!({
            "id": household.id,
            "code": household.code,
            "label": short.map_or(household.code.as_str(), |short| short.label()),
            "size": household.size,
        })
    };
    let context = json!({
        "from": label(from),
        "open": still_open(may, from.id).await?,
        "into": into.map(label),
        "relations": choices(may, "relation-", Relation::ALL),
    });
    may.form("merging/edit.html", form, context)
}

/// Makes one household of two, after showing what will happen.
///
/// # Errors
/// When there is no such household within reach.
pub async fn merge(may: May<EditPeople>, Id(id): Id<HouseholdId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let from = held.clone();
    form.check(MERGE);
    let Some((into, how)) = read(&mut form, &may.db).await? else { return page(&may, &from, None, &form).await };
    let other = into.clone();
    if !form.flag("sure") {
        if let Err(refusal) = merging::allowed(&may.db, &from, &other, &how).await? {
            form.refuse(&refusal);
            return page(&may, &from, None, &form).await;
        }
        return page(&may, &from, Some(&other), &form).await;
    }
    if let Err(refusal) = merged(&may.db, held, into, how, form.version().or(Some(0))).await? {
        form.refuse(&refusal);
        return page(&may, &from, None, &form).await;
    }
    may.see_done(&format!("/households/{}", other.id), Flash("saved"))
}

/// Merges at the version that was seen, if one is said.
pub(crate) async fn merged(
    db: &Db,
    from: Held<Household>,
    into: Held<Household>,
    how: Merging,
    version: Option<i64>,
) -> Stored<Result<(), merging::MergeRefusal>> {
    let from = match version {
        Some(version) => from.at_version(version)?,
        None => from,
    };
    merging::merge(db, from, into, how).await
}

/// Reads a checked form; notes what is wrong in the form.
pub(crate) async fn read(form: &mut Form, db: &Db) -> Stored<Option<(Held<Household>, Merging)>> {
    if !form.errors().is_empty() {
        return Ok(None);
    }
    let typed = form.typed("into").to_owned();
    let id = match typed.parse::<HouseholdId>() {
        Ok(id) => Some(id),
        Err(_) => {
            let code = code::read('N', &typed).unwrap_or(typed);
            db.rows::<Household>().filter(Household::code.eq(code)).first().await?.map(|household| household.id)
        }
    };
    let held = match id {
        Some(id) => db.held::<Household>(id).await,
        None => Err(StoreError::NotFound),
    };
    match (held, form.value("on"), form.word("link", Relation::from_word)) {
        (Ok(into), Some(on), Some(link)) => Ok(Some((into, Merging { on, link, reason: form.text("reason") }))),
        (Err(StoreError::NotFound), ..) => {
            form.fail(FieldError::new("into", "household-not-found"));
            Ok(None)
        }
        (Err(error), ..) => Err(error),
        _ => Ok(None),
    }
}
