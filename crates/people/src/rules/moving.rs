//! Who leaves a household, who comes back, how one becomes two and two become one. No I/O.

use kernel::{Day, PersonId};

use super::PeopleRefusal;
use super::household::Relation;

kernel::words! {
    /// What happened to a household.
    pub enum HouseholdHappening {
        /// Somebody left it.
        Left = "left",
        /// Somebody is something else to the reference person.
        RoleChanged = "role-changed",
        /// Some of its people became a household of their own.
        SplitOff = "split-off",
        /// It came out of another.
        CameFrom = "came-from",
        /// Its people went into another.
        MergedInto = "merged-into",
        /// The people of another came into it.
        MergedWith = "merged-with",
        /// Since when or until when somebody belonged to it was put right.
        DaysCorrected = "days-corrected",
    }
}
store::word_cells!(HouseholdHappening);

kernel::words! {
    /// With whom the household goes on: its code, its referrals, its pathways, its address.
    pub enum GoesWith {
        /// With those who stay.
        Staying = "staying",
        /// With those who leave.
        Leaving = "leaving",
    }
}

/// What somebody is to a person, who is something to another: a child of a partner, a partner of a child. A proposal
/// that is put right by hand where families are made otherwise.
#[must_use]
pub fn through(link: Relation, of_it: Relation) -> Relation {
    use Relation::{Child, Other, Parent, Partner, Reference, Relative, Sibling};
    match (link, of_it) {
        (Reference, of_it) => of_it,
        (link, Reference) => link,
        (Other, _) | (_, Other) => Other,
        (Partner, Child) | (Child, Sibling) => Child,
        (Child, Parent) => Partner,
        (Parent, Partner) | (Sibling, Parent) => Parent,
        (Parent, Child) | (Sibling, Sibling) => Sibling,
        _ => Relative,
    }
}

/// What one is to somebody who is this to oneself.
#[must_use]
pub fn turned(relation: Relation) -> Relation {
    match relation {
        Relation::Child => Relation::Parent,
        Relation::Parent => Relation::Child,
        same => same,
    }
}

/// What somebody is to a new reference person: both relations are to the one before.
#[must_use]
pub fn to_new_reference(reference: Relation, person: Relation) -> Relation {
    through(turned(reference), person)
}

/// Somebody in a household now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inmate {
    /// Who.
    pub person: PersonId,
    /// What the person is to the reference person.
    pub relation: Relation,
    /// Since when.
    pub since: Option<Day>,
}

/// What cannot be true of some people's leaving on a day: the field of the day is `on`.
#[must_use]
pub fn leaving_checked(leaving: &[Inmate], on: Day, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = Vec::new();
    if leaving.is_empty() {
        wrong.push(PeopleRefusal::new("leaving", "nobody-leaves"));
    }
    if on > today {
        wrong.push(PeopleRefusal::new("on", "day-in-future"));
    }
    if leaving.iter().any(|one| one.since.is_some_and(|since| since >= on)) {
        wrong.push(PeopleRefusal::new("on", "before-joining"));
    }
    wrong
}

/// What cannot be true of a split: somebody leaves, somebody stays, and each side has its reference person.
#[must_use]
pub fn split_checked(
    all: &[Inmate],
    leaving: &[PersonId],
    reference: Option<PersonId>,
    stays_reference: Option<PersonId>,
    on: Day,
    today: Day,
) -> Vec<PeopleRefusal> {
    let goes = |one: &&Inmate| leaving.contains(&one.person);
    let movers: Vec<Inmate> = all.iter().filter(goes).copied().collect();
    let mut wrong = leaving_checked(&movers, on, today);
    if leaving.iter().any(|person| !all.iter().any(|one| one.person == *person)) {
        wrong.push(PeopleRefusal::new("leaving", "not-in-household"));
    }
    if movers.len() == all.len() {
        wrong.push(PeopleRefusal::new("leaving", "nobody-stays"));
    }
    if !reference.is_some_and(|person| movers.iter().any(|one| one.person == person)) {
        wrong.push(PeopleRefusal::new("reference", "reference-not-among"));
    }
    let reference_goes = movers.iter().any(|one| one.relation == Relation::Reference);
    let stays = |person: PersonId| all.iter().any(|one| one.person == person) && !leaving.contains(&person);
    if reference_goes && !stays_reference.is_some_and(stays) {
        wrong.push(PeopleRefusal::new("stays-reference", "reference-not-among"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use web::Refusal as _;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn family() -> Vec<Inmate> {
        [Relation::Reference, Relation::Partner, Relation::Child]
            .map(|relation| Inmate { person: PersonId::fresh(), relation, since: None })
            .to_vec()
    }

    fn wrong(all: &[Inmate], leaving: &[usize], reference: usize, stays: Option<usize>, on: &str) -> Vec<String> {
        let ids: Vec<PersonId> = leaving.iter().map(|at| all[*at].person).collect();
        let today = day("2026-11-22");
        let stays = stays.map(|at| all[at].person);
        let refused = split_checked(all, &ids, Some(all[reference].person), stays, day(on), today);
        refused.iter().map(|one| format!("{}:{}", one.field(), one.code())).collect()
    }

    #[test]
    fn a_mother_who_leaves_with_her_child_is_the_reference_and_the_child_stays_her_child() {
        let all = family();
        assert!(wrong(&all, &[1, 2], 1, None, "2026-11-01").is_empty());
        assert_eq!(to_new_reference(Relation::Partner, Relation::Child), Relation::Child);
        assert_eq!(to_new_reference(Relation::Child, Relation::Sibling), Relation::Relative);
        assert_eq!(to_new_reference(Relation::Parent, Relation::Sibling), Relation::Child);
        assert_eq!(to_new_reference(Relation::Child, Relation::Reference), Relation::Parent);
    }

    #[test]
    fn a_split_leaves_somebody_on_both_sides_each_with_a_reference_person() {
        let all = family();
        assert_eq!(wrong(&all, &[], 0, None, "2026-11-01"), ["leaving:nobody-leaves", "reference:reference-not-among"]);
        assert_eq!(
            wrong(&all, &[0, 1, 2], 0, None, "2026-11-01"),
            ["leaving:nobody-stays", "stays-reference:reference-not-among"]
        );
        assert_eq!(wrong(&all, &[0], 0, None, "2026-11-01"), ["stays-reference:reference-not-among"]);
        assert!(wrong(&all, &[0], 0, Some(1), "2026-11-01").is_empty());
        assert_eq!(wrong(&all, &[1], 2, None, "2026-11-01"), ["reference:reference-not-among"]);
    }

    #[test]
    fn nobody_leaves_tomorrow_nor_before_having_come() {
        let mut all = family();
        all[1].since = Some(day("2026-11-01"));
        assert_eq!(wrong(&all, &[1], 1, None, "2026-11-01"), ["on:before-joining"]);
        assert_eq!(wrong(&all, &[1], 1, None, "2026-11-23"), ["on:day-in-future"]);
        assert!(wrong(&all, &[1], 1, None, "2026-11-02").is_empty());
    }

    proptest! {
        #[test]
        fn turning_twice_is_no_turn_and_the_reference_is_seen_as_what_one_is_to_it(at in 0usize..7) {
            let relation = Relation::ALL[at];
            prop_assert_eq!(turned(turned(relation)), relation);
            prop_assert_eq!(to_new_reference(relation, Relation::Reference), turned(relation));
            prop_assert_eq!(to_new_reference(Relation::Reference, relation), relation);
        }
    }
}
