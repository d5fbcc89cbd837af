//! Every spell of membership in a household, and putting its days right. What figures counted follows: a fact of a day
//! on which somebody turns out to have belonged to the household counts the person, any other no longer.

use kernel::{HouseholdId, PersonId};
use store::{Counted, Db, Entry, Held, Stored};

use super::facts::PeopleFact;
use super::household_moves::{EarlierMembership, Moving, SpellId, earlier_of, spell as now_or_last};
use super::households::{Household, Membership, place_of};
use super::persons::{Person, placed};
use crate::rules::moving::HouseholdHappening;
use crate::rules::spell::Spell;

/// One spell as kept: that of today, or the last one, without an id of its own; the earlier ones with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptSpell {
    /// The id of an earlier one.
    pub id: Option<SpellId>,
    /// Who, what, since when, until when.
    pub spell: Spell,
}

/// Every spell of a household, as far as the caller reaches its people: those of today and the last ones first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, household: HouseholdId) -> Stored<Vec<KeptSpell>> {
    let now = db.rows::<Membership>().filter(Membership::household_id.eq(household)).all().await?;
    let kept = |id: Option<SpellId>, row: Membership| {
        let Membership { person_id: person, relation, since, until, .. } = row;
        KeptSpell { id, spell: Spell { person, relation, since, until } }
    };
    let mut all: Vec<KeptSpell> = now.into_iter().map(|row| kept(None, row)).collect();
    all.extend(earlier_of(db, household).await?.into_iter().map(|row| kept(Some(row.id), row.into())));
    Ok(all)
}

/// Whether somebody belongs today to another household within reach: an end that is taken back would put the person
/// into two.
///
/// # Errors
/// When the database fails.
pub async fn belongs_elsewhere(db: &Db, household: HouseholdId, person: PersonId) -> Stored<bool> {
    let of = Membership::person_id.eq(person).and(Membership::household_id.eq(household).negated());
    Ok(db.rows::<Membership>().filter(of.and(Membership::on(db.today()))).first().await?.is_some())
}

/// Writes the days of a household's spells as `new` has them, which differ from those kept in nothing else; said of one
/// person.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed the household since; [`store::StoreError::Needed`] when a fact of
/// the household would count nobody any more.
pub async fn correct(
    db: &Db,
    held: Held<Household>,
    kept: &[KeptSpell],
    new: &[Spell],
    person: PersonId,
) -> Stored<()> {
    let (id, today) = (held.id, db.today());
    let changed: Vec<(&KeptSpell, &Spell)> = kept.iter().zip(new).filter(|(was, now)| was.spell != **now).collect();
    let mut people: Vec<PersonId> = changed.iter().map(|(was, _)| was.spell.person).collect();
    people.sort_unstable();
    people.dedup();
    let counted: Vec<Counted> =
        db.rows::<Person>().filter(Person::id.is_in(people)).all().await?.iter().map(Person::counted).collect();
    let place = place_of(db, id).await?;
    let mut moving = Moving { change: db.change().await?, db, on: today };
    for (was, now) in &changed {
        match was.id {
            None => {
                let row = || now_or_last(id, now.person);
                moving.change.set::<Membership, _>(row(), Membership::since, now.since).await?;
                moving.change.set::<Membership, _>(row(), Membership::until, now.until).await?;
            }
            Some(spell) => {
                let row = || EarlierMembership::id.eq(spell);
                moving.change.set::<EarlierMembership, _>(row(), EarlierMembership::since, now.since).await?;
                if let Some(until) = now.until {
                    moving.change.set::<EarlierMembership, _>(row(), EarlierMembership::until, until).await?;
                }
            }
        }
    }
    for counted in &counted {
        let belongs = |day| new.iter().any(|spell| spell.person == counted.person && spell.holds_on(day));
        let belonged = |day| kept.iter().any(|was| was.spell.person == counted.person && was.spell.holds_on(day));
        moving.change.count_as(id, counted, belonged, belongs).await?;
    }
    let present = |spell: &Spell| spell.holds_on(today);
    let before = kept.iter().filter(|was| present(&was.spell)).count() as i64;
    let size = held.size + new.iter().filter(|spell| present(spell)).count() as i64 - before;
    let as_it_is = Household { size, ..held.clone() };
    moving.change.update(held, as_it_is).await?;
    moving.happens(id, HouseholdHappening::DaysCorrected, Some(person), None, None).await?;
    let entry = Entry::new(&PeopleFact::MembershipDaysCorrected, person);
    moving.change.commit(placed(entry, place.map(|place| (id, place)))).await?;
    Ok(())
}
