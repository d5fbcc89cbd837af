//! Putting right since when and until when somebody belonged to a household. No I/O.
//!
//! Only days are put right here: who leaves, comes or becomes something else is written where that is said. Where two
//! spells are the two sides of one change of role, its day is one: both move. A change of the reference person is one
//! for everybody whose role changed that day, so that no day has two of them.

use kernel::{BirthDay, Day, PersonId};

use super::PeopleRefusal;
use super::household::{Relation, since_checked};

/// A while in which somebody is the same in a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// Who.
    pub person: PersonId,
    /// What the person is to the reference person.
    pub relation: Relation,
    /// Since when; as if always, without it.
    pub since: Option<Day>,
    /// Until when, that day included; still, without it.
    pub until: Option<Day>,
}

impl Spell {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether there is a day on which both hold.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_by_the_end = |one: &Self, end: Option<Day>| match (one.since, end) {
            (Some(since), Some(end)) => since <= end,
            _ => true,
        };
        begins_by_the_end(self, other.until) && begins_by_the_end(other, self.until)
    }

    fn begins_on(&self, day: Day) -> bool {
        self.since == Some(day)
    }

    fn ends_before(&self, day: Day) -> bool {
        self.until == Some(day.plus_days(-1))
    }
}

/// All spells of a household after the days of one of them, the one at `at`, were put right; in the same order.
///
/// # Errors
/// What cannot be true of the days.
pub fn days_corrected(
    all: &[Spell],
    at: usize,
    since: Option<Day>,
    until: Option<Day>,
    born: Option<BirthDay>,
    today: Day,
) -> Result<Vec<Spell>, PeopleRefusal> {
    let was = all[at];
    if let Some(refusal) = since_checked(since, born, today) {
        return Err(refusal);
    }
    match (was.until, until) {
        (None, Some(_)) => return Err(PeopleRefusal::new("until", "leaving-is-elsewhere")),
        (_, Some(until)) if until >= today => return Err(PeopleRefusal::new("until", "until-not-past")),
        (_, Some(until)) if since.is_some_and(|since| until < since) => {
            return Err(PeopleRefusal::new("until", "until-before-since"));
        }
        (_, Some(_)) if since_checked(until, born, today).is_some() => {
            return Err(PeopleRefusal::new("until", "before-birth"));
        }
        _ => {}
    }
    let mut new = all.to_vec();
    if let (Some(was), Some(now)) = (was.since, since.filter(|_| since != was.since)) {
        turn_moves(all, &mut new, at, was, now);
    }
    if let (Some(was), Some(now)) = (was.until, until.filter(|_| until != was.until)) {
        turn_moves(all, &mut new, at, was.plus_days(1), now.plus_days(1));
    }
    (new[at].since, new[at].until) = (since, until);
    let field = if since == was.since { "until" } else { "since" };
    let moved = |index: usize| new[index] != all[index];
    for (index, spell) in new.iter().enumerate().filter(|(index, _)| moved(*index)) {
        if spell.until.is_some_and(|until| spell.since.is_some_and(|since| until < since)) {
            return Err(PeopleRefusal::new(field, "spell-without-days"));
        }
        for (_, other) in new.iter().enumerate().filter(|(beside, _)| *beside != index) {
            if spell.person == other.person && spell.overlaps(other) {
                return Err(PeopleRefusal::new(field, "spells-overlap"));
            }
            let both = spell.relation == Relation::Reference && other.relation == Relation::Reference;
            if both && spell.overlaps(other) {
                return Err(PeopleRefusal::new(field, "two-references"));
            }
        }
    }
    Ok(new)
}

/// Moves what happened on a day to another: the change of role whose side the spell at `at` is, if it is one, and with a
/// change of the reference person the roles of everybody else that changed with it.
fn turn_moves(all: &[Spell], new: &mut [Spell], at: usize, day: Day, to: Day) {
    let before = |index: usize| {
        let after = &all[index];
        let is_before = |one: &Spell| {
            one.person == after.person && one.relation != after.relation && one.ends_before(day) && after.begins_on(day)
        };
        all.iter().position(is_before)
    };
    let changes: Vec<(usize, usize)> = (0..all.len()).filter_map(|after| Some((before(after)?, after))).collect();
    let own = changes.iter().filter(|(before, after)| *before == at || *after == at);
    let is_reference = |index: usize| all[index].relation == Relation::Reference;
    let of_the_reference = own.clone().any(|(before, after)| is_reference(*before) || is_reference(*after))
        || is_reference(at) && all[at].ends_before(day);
    let moving: Vec<(usize, usize)> = if of_the_reference { changes.clone() } else { own.copied().collect() };
    for (before, after) in &moving {
        new[*before].until = Some(to.plus_days(-1));
        new[*after].since = Some(to);
    }
    if of_the_reference {
        // The reference person who left that day, if that is why another became it.
        for (index, spell) in all.iter().enumerate() {
            if is_reference(index) && spell.ends_before(day) {
                new[index].until = Some(to.plus_days(-1));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use web::Refusal as _;

    use super::*;

    const TODAY: &str = "2026-11-22";

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn spell(person: PersonId, relation: Relation, since: &str, until: &str) -> Spell {
        Spell { person, relation, since: since.parse().ok(), until: until.parse().ok() }
    }

    fn corrected(all: &[Spell], at: usize, since: &str, until: &str) -> Result<Vec<Spell>, String> {
        let days = (since.parse().ok(), until.parse().ok());
        let answer = days_corrected(all, at, days.0, days.1, "1990-05-01".parse().ok(), day(TODAY));
        answer.map_err(|refusal| format!("{}:{}", refusal.field(), refusal.code()))
    }

    #[test]
    fn days_that_cannot_be_are_refused_with_their_field() {
        let [one, other] = [PersonId::fresh(), PersonId::fresh()];
        let all = [
            spell(one, Relation::Partner, "2026-06-01", ""),
            spell(one, Relation::Partner, "2026-01-01", "2026-03-31"),
            spell(other, Relation::Reference, "", ""),
        ];
        let refused = |at, since, until| corrected(&all, at, since, until).unwrap_err();
        assert_eq!(refused(0, "2026-11-23", ""), "since:day-in-future");
        assert_eq!(refused(0, "1990-04-30", ""), "since:before-birth");
        assert_eq!(refused(0, "2026-06-01", "2026-07-01"), "until:leaving-is-elsewhere");
        assert_eq!(refused(1, "2026-01-01", TODAY), "until:until-not-past");
        assert_eq!(refused(1, "2026-03-01", "2026-02-28"), "until:until-before-since");
        assert_eq!(refused(1, "", "1990-04-30"), "until:before-birth");
        assert_eq!(refused(0, "2026-03-31", ""), "since:spells-overlap");
        assert_eq!(refused(0, "", ""), "since:spells-overlap");
        assert_eq!(refused(1, "2026-01-01", ""), "until:spells-overlap");
        assert_eq!(corrected(&all, 0, "2026-04-01", "").unwrap()[0].since, Some(day("2026-04-01")));
        assert_eq!(corrected(&all, 1, "", "2026-05-31").unwrap()[1].since, None);
    }

    #[test]
    fn who_left_by_mistake_belongs_to_it_again_unless_another_is_the_reference_person_now() {
        let [one, other] = [PersonId::fresh(), PersonId::fresh()];
        let all = [
            spell(one, Relation::Reference, "", "2026-05-31"),
            spell(other, Relation::Partner, "", "2026-05-31"),
            spell(other, Relation::Reference, "2026-06-01", ""),
        ];
        assert_eq!(corrected(&all, 0, "", "").unwrap_err(), "until:two-references");
        let left = [spell(one, Relation::Child, "", "2026-05-31"), all[2]];
        assert_eq!(corrected(&left, 0, "", "").unwrap()[0].until, None);
    }

    #[test]
    fn the_day_on_which_another_became_the_reference_person_moves_for_everybody() {
        let [mother, father, child] = [PersonId::fresh(), PersonId::fresh(), PersonId::fresh()];
        let all = [
            spell(mother, Relation::Reference, "", "2026-05-31"),
            spell(mother, Relation::Partner, "2026-06-01", ""),
            spell(father, Relation::Partner, "", "2026-05-31"),
            spell(father, Relation::Reference, "2026-06-01", ""),
            spell(child, Relation::Child, "2026-06-01", ""),
        ];
        let new = corrected(&all, 1, "2026-07-01", "").unwrap();
        assert_eq!((new[0].until, new[2].until), (Some(day("2026-06-30")), Some(day("2026-06-30"))));
        assert_eq!((new[1].since, new[3].since), (Some(day("2026-07-01")), Some(day("2026-07-01"))));
        assert_eq!(new[4], all[4], "who came that day came that day");
        assert_eq!(corrected(&all, 0, "", "2026-06-30").unwrap(), new, "said of the other side, it is the same");

        let left = [all[0], all[2], all[3]];
        let new = corrected(&left, 0, "", "2026-04-30").unwrap();
        assert_eq!((new[1].until, new[2].since), (Some(day("2026-04-30")), Some(day("2026-05-01"))));
    }

    #[test]
    fn whoever_left_and_came_back_the_next_day_has_two_days_of_their_own() {
        let one = PersonId::fresh();
        let all = [
            spell(one, Relation::Sibling, "2026-06-01", ""),
            spell(one, Relation::Sibling, "2026-01-01", "2026-05-31"),
        ];
        let new = corrected(&all, 0, "2026-08-01", "").unwrap();
        assert_eq!(new[1], all[1]);
    }

    proptest! {
        #[test]
        fn nobody_is_there_twice_and_roles_that_change_leave_no_day_out(
            turns in proptest::collection::vec(1i64..40, 2..5), at in 0usize..8, by in -60i64..60,
        ) {
            // Two people whose roles turn on the same days, from the first day on, with no day between.
            let people = [PersonId::fresh(), PersonId::fresh()];
            let mut all = Vec::new();
            let mut from = day("2025-01-01");
            for (turn, long) in turns.iter().enumerate() {
                let last = turn + 1 == turns.len();
                let until = (!last).then(|| from.plus_days(long - 1));
                for (who, person) in people.iter().enumerate() {
                    let relation = if (turn + who) % 2 == 0 { Relation::Reference } else { Relation::Partner };
                    all.push(Spell { person: *person, relation, since: Some(from), until });
                }
                from = from.plus_days(*long);
            }
            let at = at % all.len();
            prop_assume!(at >= 2);
            let since = all[at].since.map(|since| since.plus_days(by));
            if let Ok(new) = days_corrected(&all, at, since, all[at].until, None, day(TODAY)) {
                for ahead in 0..200 {
                    let on = day("2025-01-01").plus_days(ahead);
                    for person in people {
                        let here = new.iter().filter(|spell| spell.person == person && spell.holds_on(on)).count();
                        prop_assert_eq!(here, 1, "{}", on);
                    }
                    let leads = |spell: &&Spell| spell.relation == Relation::Reference && spell.holds_on(on);
                    prop_assert_eq!(new.iter().filter(leads).count(), 1, "{}", on);
                }
            }
        }
    }
}
