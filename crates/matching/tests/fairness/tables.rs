//! The table by group.

use kernel::Uuid;
use matching::fairness::{Apart, Days, Seeker, Share, allocation};
use matching::flow::solve;
use proptest::prelude::*;

use crate::invented::small;

fn seekers(groups: &[(Option<u32>, u32)]) -> Vec<Seeker> {
    let all = groups.iter().flat_map(|(group, count)| (0..*count).map(move |at| (*group, at)));
    let seeker = |(group, at): (Option<u32>, u32)| Seeker {
        key: Uuid::nil(),
        group,
        urgent: false,
        waited: i64::from(at),
        persons: 2,
    };
    all.map(seeker).collect()
}

proptest! {
    #[test]
    fn every_household_and_person_is_counted_once((problem, seekers) in small()) {
        let placed: Vec<bool> = solve(&problem).taken.iter().map(Option::is_some).collect();
        let table = allocation(&seekers, &placed);
        prop_assert_eq!(table.iter().map(|row| row.placed.of as usize).sum::<usize>(), seekers.len());
        let count = placed.iter().filter(|placed| **placed).count();
        prop_assert_eq!(table.iter().map(|row| row.placed.count as usize).sum::<usize>(), count);
        let persons = |wanted: bool| -> u64 {
            let own = seekers.iter().zip(&placed).filter(|(_, placed)| **placed || !wanted);
            own.map(|(seeker, _)| u64::from(seeker.persons)).sum()
        };
        prop_assert_eq!(table.iter().map(|row| row.persons_placed).sum::<u64>(), persons(true));
        prop_assert_eq!(table.iter().map(|row| row.persons).sum::<u64>(), persons(false));
        for row in &table {
            prop_assert_eq!(row.waited_placed.count(), row.placed.count as usize);
            prop_assert_eq!(row.waited_placed.count() + row.waited_left.count(), row.placed.of as usize);
            prop_assert_eq!(row.apart, Apart::TooFew);
        }
    }
}

#[test]
fn rows_stand_in_the_order_of_labels_and_not_of_shares_and_the_unlabelled_last() {
    let seekers = seekers(&[(None, 3), (Some(9), 2), (Some(1), 2)]);
    let table = allocation(&seekers, &[true, true, true, true, true, false, false]);
    assert_eq!(table.iter().map(|row| row.group).collect::<Vec<_>>(), [Some(1), Some(9), None]);
    assert_eq!(table[0].waited_left, Days::Each { days: vec![0, 1] });
}

#[test]
fn few_have_values_only_and_thirty_may_stand_apart() {
    let groups = seekers(&[(Some(0), 9), (Some(1), 40), (Some(2), 40), (Some(3), 29), (None, 40)]);
    let mut placed = vec![true; 9];
    placed.extend((0..40).map(|at| at < 5));
    placed.extend((0..40).map(|at| at < 30));
    placed.extend((0..29).map(|_| true));
    placed.extend((0..40).map(|_| false));
    let table = allocation(&groups, &placed);
    assert_eq!(table[0].placed, Share { count: 9, of: 9, interval: None });
    assert!(matches!(table[0].waited_placed, Days::Each { .. }));
    assert!(table[3].placed.interval.is_some());
    let apart: Vec<Apart> = table.iter().map(|row| row.apart).collect();
    assert_eq!(apart, [Apart::TooFew, Apart::Below, Apart::Above, Apart::TooFew, Apart::TooFew]);
}

#[test]
fn a_share_like_that_of_the_others_does_not_stand_apart() {
    let groups = seekers(&[(Some(0), 40), (Some(1), 40)]);
    let placed: Vec<bool> = (0..80).map(|at| at % 40 < 20 + at / 40).collect();
    assert!(allocation(&groups, &placed).iter().all(|row| row.apart == Apart::No));
}
