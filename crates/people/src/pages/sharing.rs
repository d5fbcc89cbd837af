//! Sharing: with whom, for what, what and until when; taken back; and what others share with us.

use kernel::{Day, HouseholdId, OrganisationId, PersonId, Shareable};
use network::store::organisations::Organisation;
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, PageAsk, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Flash, Form, Id, May, Posted, list_links, words_of};

use super::persons::one;
use super::privacy::{Called, SharingShown, sharing_shown, way_back};
use super::{PersonShown, choices};
use crate::permissions::{ShareData, ViewPeople};
use crate::rules::sharing::{Basis, Purpose, Terms, What, checked, withdrawn};
use crate::store::households::{Member, Place, members_of, place_of_person};
use crate::store::notices::all_informed;
use crate::store::persons::{Person, identities_of};
use crate::store::sharing::{self, Received, Sharing, SharingId};
use crate::store::sightings::{self, Seen};

/// A sharing about to be agreed.
pub const SHARING: &[Field] = &[
    Field::new(
        "whole-household",
        Kind::Flag,
        "Whether everybody in the household today is shared, or this person alone.",
    ),
    Field::new("to-organisation", Kind::Id, "With whom.").required(),
    Field::new("purpose", Kind::Word(words_of!(Purpose)), "What for.").required(),
    Field::new("basis", Kind::Word(words_of!(Basis)), "On what it rests.").required(),
    Field::new("what", Kind::Words(words_of!(Shareable)), "What is shared.").required(),
    Field::new("from", Kind::Day, "From this day; today when left out."),
    Field::new("until", Kind::Day, "To this day, counted in; a year at most.").required(),
];

/// A sharing about to be agreed, with those whom it concerns.
pub(crate) struct Agreement {
    pub(crate) household: HouseholdId,
    pub(crate) place: Place,
    pub(crate) people: Vec<PersonId>,
    pub(crate) terms: Terms,
}

/// An empty form for a sharing.
///
/// # Errors
/// When there is no such person within reach.
pub async fn blank(may: May<ShareData>, Id(id): Id<PersonId>) -> Answer {
    let context = context(&may, id).await?;
    let today = may.db.today();
    let form = Form::blank()
        .with("from", today)
        .with("until", today.plus_months(6))
        .with_all("what", [Shareable::Identity, Shareable::PathwaySummary]);
    may.form("privacy/sharing.html", &form, context)
}

/// Shares a person, or the household.
///
/// # Errors
/// When there is no such person within reach.
pub async fn agree(may: May<ShareData>, Id(id): Id<PersonId>, Posted(mut form): Posted) -> Answer {
    let context = context(&may, id).await?;
    form.check(SHARING);
    let Some(new) = read(&mut form, &may.db, id).await? else {
        return may.form("privacy/sharing.html", &form, context);
    };
    sharing::agree(&may.db, new.household, new.place, &new.people, &new.terms).await?;
    may.see_done(&way_back(&may, id).await?, Flash("data-shared"))
}

/// Reads a checked form into a sharing; notes what is wrong in the form.
pub(crate) async fn read(form: &mut Form, db: &Db, person: PersonId) -> Stored<Option<Agreement>> {
    db.rows::<Person>().id(person).one().await?;
    let (household, place) = place_of_person(db, person).await?.ok_or(store::StoreError::NotFound)?;
    if !form.errors().is_empty() {
        return Ok(None);
    }
    let today = db.today();
    let (Some(to), Some(purpose), Some(basis), Some(until)) = (
        form.value::<OrganisationId>("to-organisation"),
        form.word("purpose", Purpose::from_word),
        form.word("basis", Basis::from_word),
        form.value("until"),
    ) else {
        return Ok(None);
    };
    if db.rows::<Organisation>().id(to).first().await?.is_none_or(|organisation| !organisation.active) {
        form.fail(FieldError::new("to-organisation", "unknown-choice"));
    }
    let what: What = form.chosen("what").into_iter().filter_map(Shareable::from_word).collect();
    let from = form.value("from").unwrap_or(today);
    let people: Vec<PersonId> = if form.flag("whole-household") {
        belonging(db, household).await?.iter().map(|(_, person, _)| person.id).collect()
    } else {
        vec![person]
    };
    let terms = Terms { from_organisation: place.organisation, to_organisation: to, purpose, basis, what, from, until };
    let informed = all_informed(db, household, &people, from).await?;
    for refusal in checked(&terms, informed, today) {
        form.refuse(&refusal);
    }
    Ok(form.errors().is_empty().then_some(Agreement { household, place, people, terms }))
}

/// Those who belong to a household today: whom "the whole household" shares.
async fn belonging(db: &Db, household: HouseholdId) -> Stored<Vec<Member>> {
    let mut members = members_of(db, household).await?;
    members.retain(|(membership, _, _)| membership.holds_on(db.today()));
    Ok(members)
}

async fn context(may: &May<ShareData>, id: PersonId) -> Stored<serde_json::Value> {
    let (person, identity) = one(&may.db, id).await?;
    let place = place_of_person(&may.db, id).await?;
    let everybody = match &place {
        Some((household, _)) => belonging(&may.db, *household).await?,
        None => Vec::new(),
    };
    let shown = everybody.iter().map(|(_, person, _)| person.id).chain([id]);
    sightings::note(&may.db, shown.collect::<std::collections::BTreeSet<_>>(), Seen::Person).await?;
    let today = may.db.today();
    let everybody: Vec<_> =
        everybody.iter().map(|(_, person, identity)| PersonShown::of(person, identity.as_ref(), today)).collect();
    let own = place.map(|(_, place)| place.organisation);
    let mut partners: Vec<Organisation> =
        may.db.rows::<Organisation>().filter(Organisation::active.eq(true)).all().await?;
    partners.retain(|partner| Some(partner.id) != own);
    partners.sort_by(|one, other| one.name_key.cmp(&other.name_key));
    let partners: Vec<_> =
        partners.iter().map(|partner| json!({ "value": partner.id, "label": partner.name })).collect();
    let purposes: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.word()).collect();
    let bases: Vec<&str> = Basis::ALL.iter().map(|basis| basis.word()).collect();
    let whats: Vec<&str> = Shareable::ALL.iter().map(|what| what.word()).collect();
    Ok(json!({
        "person": PersonShown::of(&person, identity.as_ref(), today),
        "household": everybody,
        "partners": partners,
        "purposes": choices(may, "purpose", &purposes),
        "bases": choices(may, "basis", &bases),
        "whats": choices(may, "shareable", &whats),
    }))
}

/// Asks before a sharing is withdrawn.
///
/// # Errors
/// When there is none within reach.
pub async fn ask_withdrawal(may: May<ShareData>, Id(id): Id<SharingId>) -> Answer {
    let row = may.db.rows::<Sharing>().id(id).one().await?;
    withdrawal_page(&may, &row, &Form::blank().with("version", row.version)).await
}

/// Withdraws a sharing, from the next request on.
///
/// # Errors
/// When there is none within reach.
pub async fn withdraw(may: May<ShareData>, Id(id): Id<SharingId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Sharing> = may.db.held(id).await?;
    if let Err(refusal) = withdrawn(held.standing(may.db.today())) {
        form.refuse(&refusal);
        return withdrawal_page(&may, &held, &form).await;
    }
    let person = first_person(&may.db, id).await?;
    sharing::withdraw(&may.db, held).await?;
    let to = match person {
        Some(person) => way_back(&may, person).await?,
        None => "/people".to_owned(),
    };
    may.see_done(&to, Flash("sharing-withdrawn"))
}

async fn first_person(db: &Db, id: SharingId) -> Stored<Option<PersonId>> {
    let row = db.rows::<sharing::SharedPerson>().filter(sharing::SharedPerson::sharing_id.eq(id)).first().await?;
    Ok(row.map(|row| row.person_id))
}

async fn withdrawal_page(may: &May<ShareData>, row: &Sharing, form: &Form) -> Answer {
    let called = Called::of(&may.db, row.agreed_by, [row.from_organisation, row.to_organisation]).await?;
    let shown: SharingShown = sharing_shown(row, &called, may.db.today());
    let back = match first_person(&may.db, row.id).await? {
        Some(person) => way_back(may, person).await?,
        None => "/people".to_owned(),
    };
    may.form("privacy/withdrawal.html", form, json!({ "sharing": shown, "back": back }))
}

/// What others share with us, as a page and the API show it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReceivedOut {
    /// The sharing.
    #[schema(value_type = String, format = "uuid")]
    pub id: SharingId,
    /// The organisation that shares.
    pub from: String,
    /// What for.
    pub purpose: Purpose,
    /// What is shared.
    pub what: Vec<Shareable>,
    /// From this day.
    pub from_day: Day,
    /// To this day, counted in.
    pub until_day: Day,
    /// Who is shared.
    pub people: Vec<ReceivedPersonOut>,
}

/// Somebody whom others share with us.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReceivedPersonOut {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: Option<String>,
    /// A code that names nobody.
    pub code: String,
}

/// One page of what others share with the caller's organisations.
pub(crate) async fn received_rows(db: &Db, ask: PageAsk) -> Stored<store::Page<ReceivedOut>> {
    let page = sharing::received(db, ask).await?;
    let mut people = sharing::received_people(db, page.items.iter().map(|row| row.id)).await?;
    let identities = identities_of(db, people.values().flatten().copied()).await?;
    let called = Called::of(db, [], page.items.iter().map(|row| row.from_organisation)).await?;
    Ok(page.map(|row: Received| {
        let shared = people.remove(&row.id).unwrap_or_default().into_iter().map(|id| ReceivedPersonOut {
            id,
            name: identities.get(&id).map(crate::store::persons::Identity::name),
            code: crate::rules::code::of('A', id.as_uuid()),
        });
        ReceivedOut {
            id: row.id,
            from: called.organisation(row.from_organisation),
            purpose: row.purpose,
            what: row.what().into_iter().collect(),
            from_day: row.from_day,
            until_day: row.until_day,
            people: shared.collect(),
        }
    }))
}

/// What others share with us.
///
/// # Errors
/// When the database fails.
pub async fn received(may: May<ViewPeople>, filters: Filters) -> Answer {
    let filters = filters.forgiving(&[]);
    let page = received_rows(&may.db, filters.page(25)).await?;
    let list = list_links("/shared", &filters, &page, &[]);
    may.page("privacy/received.html", json!({ "rows": page.items, "list": list }))
}
