//! Since when and until when somebody belonged to a household, put right.

use kernel::{Day, HouseholdId, PersonId};
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Flash, Form, Id, May, Posted};

use super::household_moves::called;
use crate::permissions::EditPeople;
use crate::rules::household::Relation;
use crate::rules::spell::{Spell, days_corrected};
use crate::store::household_moves::SpellId;
use crate::store::households::{Household, Member, members_of};
use crate::store::sightings::{self, Seen};
use crate::store::spells::{self, KeptSpell};

/// Which spell.
const WHICH: &[Field] = &[
    Field::new("person", Kind::Id, "Who."),
    Field::new("spell", Kind::Id, "The id of an earlier spell; without it, the one of today or the last one."),
];

/// Since when and until when somebody belonged to a household.
pub const SPELL_DAYS: &[Field] = &[
    Field::new("person", Kind::Id, "Who.").required(),
    Field::new("spell", Kind::Id, "The id of an earlier spell; without it, the one of today or the last one."),
    Field::new("since", Kind::Day, "Since when; empty for always."),
    Field::new("until", Kind::Day, "The last day; empty for whoever belongs to it still."),
];

/// A spell, as the page shows it.
#[derive(Serialize)]
struct SpellShown {
    person: PersonId,
    spell: Option<SpellId>,
    name: String,
    relation: Relation,
    since: Option<Day>,
    until: Option<Day>,
    chosen: bool,
}

/// The spells of a household; with one chosen, the form of its days.
///
/// # Errors
/// When there is no such household within reach.
pub async fn edit(may: May<EditPeople>, Id(id): Id<HouseholdId>, filters: Filters) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let asked = filters.forgiving(WHICH).0;
    let kept = spells::of(&may.db, id).await?;
    let at = chosen(&asked, &kept);
    let standing = match at {
        Some(at) => Form::blank()
            .with("person", kept[at].spell.person)
            .with_some("spell", kept[at].id)
            .with_some("since", kept[at].spell.since)
            .with_some("until", kept[at].spell.until)
            .with("version", held.version()),
        None => Form::blank(),
    };
    let context = context(&may, &held, &kept, at).await?;
    may.form("households/days.html", &standing, context)
}

/// Puts the days of a spell right.
///
/// # Errors
/// When there is no such household within reach.
pub async fn update(may: May<EditPeople>, Id(id): Id<HouseholdId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    let household = held.clone();
    let kept = spells::of(&may.db, id).await?;
    let at = chosen(&form, &kept);
    let version = Some(form.version().unwrap_or_default());
    if corrected(&may.db, held, &kept, &mut form, version, false).await? {
        return may.see_done(&format!("/households/{id}"), Flash("saved"));
    }
    let context = context(&may, &household, &kept, at).await?;
    may.form("households/days.html", &form, context)
}

/// Puts the days of the spell that a form names right, at the version that was seen, if one is said. Otherwise what is
/// wrong is noted in the form.
pub(crate) async fn corrected(
    db: &Db,
    held: Held<Household>,
    kept: &[KeptSpell],
    form: &mut Form,
    version: Option<i64>,
    partial: bool,
) -> Stored<bool> {
    if !form.check(SPELL_DAYS) {
        return Ok(false);
    }
    let Some(at) = chosen(form, kept) else {
        form.fail(FieldError::new("person", "no-such-spell"));
        return Ok(false);
    };
    let held = match version {
        Some(version) => held.at_version(version)?,
        None => held,
    };
    let was = kept[at].spell;
    let said = |name: &str, before: Option<Day>| if partial && !form.has(name) { before } else { form.value(name) };
    let (since, until) = (said("since", was.since), said("until", was.until));
    let born =
        members_of(db, held.id).await?.iter().find(|(_, one, _)| one.id == was.person).and_then(|one| one.1.born);
    let all: Vec<Spell> = kept.iter().map(|one| one.spell).collect();
    let new = match days_corrected(&all, at, since, until, born, db.today()) {
        Ok(new) => new,
        Err(refusal) => {
            form.refuse(&refusal);
            return Ok(false);
        }
    };
    if new == all {
        return Ok(true);
    }
    if was.until.is_some() && until.is_none() && spells::belongs_elsewhere(db, held.id, was.person).await? {
        form.fail(FieldError::new("until", "belongs-elsewhere"));
        return Ok(false);
    }
    match spells::correct(db, held, kept, &new, was.person).await {
        Ok(()) => Ok(true),
        Err(StoreError::Needed(_)) => {
            let field = if since == was.since { "until" } else { "since" };
            form.fail(FieldError::new(field, "counts-nobody"));
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Which of the spells a form or an address names.
fn chosen(form: &Form, kept: &[KeptSpell]) -> Option<usize> {
    let person: PersonId = form.value("person")?;
    let spell: Option<SpellId> = form.value("spell");
    if spell.is_none() && form.is_filled("spell") {
        return None;
    }
    kept.iter().position(|one| one.spell.person == person && one.id == spell)
}

async fn context(
    may: &May<EditPeople>,
    household: &Household,
    kept: &[KeptSpell],
    at: Option<usize>,
) -> Stored<serde_json::Value> {
    let members: Vec<Member> = members_of(&may.db, household.id).await?;
    sightings::note(&may.db, members.iter().map(|(_, person, _)| person.id), Seen::Household).await?;
    let shown = |(index, one): (usize, &KeptSpell)| {
        let Spell { person, relation, since, until } = one.spell;
        let name = members.iter().find(|(_, row, _)| row.id == person).map(called)?;
        Some(SpellShown { person, spell: one.id, name, relation, since, until, chosen: at == Some(index) })
    };
    let all: Vec<SpellShown> = kept.iter().enumerate().filter_map(shown).collect();
    Ok(json!({ "id": household.id, "code": household.code, "spells": all }))
}
