//! A household that looks for a home or for a family.

use kernel::Day;
use matching::facts::{Access, FamilyRole, Household, Longest, Member, Sex, Standing, Tie, Wishes};
use people::rules::household::Relation;
use people::rules::person::Sex as SexKept;
use people::store::households::Membership;
use people::store::persons::Person;
use placement::store::searches::Search;
use placement::store::wishes::{SearchHome, tier};
use store::Json;

use super::{Known, Vetoes};

/// The household of a search. Whoever is not listed is missing: of a household that is not listed whole nobody's number
/// is known, and that is asked first.
pub(super) fn household(search: &Search, known: &Known, vetoes: &Vetoes, today: Day) -> Household {
    let wishes = known.wishes.living.get(&search.id);
    let whole = known.households.get(&search.household_id).is_some_and(|household| household.everyone_listed);
    let members = known.members.get(&search.household_id).filter(|_| whole);
    let access = known.access.get(&search.id);
    let of = |person| access.and_then(|all| all.iter().find(|(who, _)| *who == person)).map(|(_, needs)| *needs);
    let mut others = 0;
    let persons = members.into_iter().flatten().map(|(member, person)| {
        let needs = of(person.id);
        self::member(member, person, wishes, needs, known, &mut others, today)
    });
    let list = |list: Option<&Json<Vec<kernel::TerritoryCode>>>| list.map(|Json(places)| places.clone());
    Household {
        id: search.household_id,
        persons: persons.collect(),
        eligible: known.eligible(search),
        standing: Standing { urgency: Some(tier(search.urgency)), since: Some(search.since) },
        ready_from: search.ready_from,
        territory: known.residence(search),
        must_reach: wishes.and_then(|wishes| list(wishes.must_reach.as_ref())),
        longest_way: wishes.and_then(|wishes| minutes(wishes.longest_minutes)),
        schools: wishes.and_then(|wishes| wishes.schools.clone()).map(|Json(all)| all),
        ties: wishes.and_then(|wishes| list(wishes.ties.as_ref())),
        guarantees: wishes.and_then(|wishes| wishes.guarantees.clone()).map(|Json(all)| all),
        wishes: wishes.map(wished).unwrap_or_default(),
        vetoes: vetoes.by(search),
    }
}

fn wished(wishes: &SearchHome) -> Wishes {
    Wishes {
        territories: wishes.places.clone().map(|Json(all)| all),
        kinds: wishes.kinds.clone().map(|Json(all)| all),
        rent: wishes.rent,
        rent_support: wishes.rent_support,
        deposit: wishes.deposit,
        shares_room: wishes.shares_room,
        shares_home: wishes.shares_home,
        pets: wishes.pets,
        customs: wishes.customs.clone().map(|Json(all)| all),
    }
}

/// The longest way in the unit of the engine.
pub(super) fn minutes(kept: Option<i64>) -> Option<Longest> {
    kept.and_then(|minutes| u32::try_from(minutes).ok()).map(Longest::Minutes)
}

fn member(
    member: &Membership,
    person: &Person,
    wishes: Option<&SearchHome>,
    needs: Option<Access>,
    known: &Known,
    others: &mut u8,
    today: Day,
) -> Member {
    let role = match member.relation {
        Relation::Reference | Relation::Partner => FamilyRole::Head,
        Relation::Child => FamilyRole::Child,
        Relation::Parent | Relation::Sibling | Relation::Relative => FamilyRole::Kin,
        // Who is not related is a family of its own.
        Relation::Other => {
            *others = others.saturating_add(1);
            FamilyRole::Head
        }
    };
    let family = if member.relation == Relation::Other { *others } else { 0 };
    // Who surely is a child is not asked whether it smokes.
    let child = person.born.is_some_and(|born| born.ages_on(today).1 < 14);
    Member {
        id: person.id,
        birth: person.born,
        sex: match person.sex {
            SexKept::Female => Some(Sex::Female),
            SexKept::Male => Some(Sex::Male),
            SexKept::Other => Some(Sex::Other),
            SexKept::Unknown => None,
        },
        tie: Some(Tie { family, role }),
        access: needs,
        languages: known.speaks(person.id),
        smokes: if child { Some(false) } else { wishes.and_then(|wishes| wishes.smokes) },
    }
}
