//! Certificates: one unit wrong anywhere, and they are refused.

use matching::flow::{Choice, Fault, Solution, Transport, check, solve};
use matching::{Gain, Worth};
use proptest::prelude::*;

use crate::invented::{numbers, small, worths};

proptest! {
    #[test]
    fn a_price_one_unit_off_is_refused_unless_it_proves_the_plan_as_well(problem in small(numbers())) {
        let plan = solve(&problem);
        for place in 0..problem.room.len() {
            for step in [-1, 1] {
                let mut wrong = plan.clone();
                wrong.prices[place] += step;
                prop_assert_eq!(check(&problem, &wrong).is_ok(), proves(&problem, &wrong), "{:?}", wrong);
            }
        }
    }

    #[test]
    fn a_price_below_the_lowest_is_refused(problem in small(worths())) {
        let plan = solve(&problem);
        for place in 0..problem.room.len() {
            for level in 0..Worth::LEVELS {
                let mut off = [0; Worth::LEVELS];
                off[level] = 1;
                let mut wrong = plan.clone();
                wrong.prices[place] -= Worth::of(off);
                prop_assert!(check(&problem, &wrong).is_err());
            }
        }
    }

    #[test]
    fn any_other_worth_is_refused(problem in small(worths())) {
        let plan = solve(&problem);
        for level in 0..Worth::LEVELS {
            for step in [-1, 1] {
                let mut off = [0; Worth::LEVELS];
                off[level] = step;
                let wrong = Solution { worth: plan.worth + Worth::of(off), ..plan.clone() };
                prop_assert_eq!(check(&problem, &wrong), Err(Fault::Miscounted));
            }
        }
    }

    #[test]
    fn another_choice_for_anybody_is_refused_unless_the_plan_stays_a_best_one(problem in small(numbers())) {
        let plan = solve(&problem);
        for (seeker, row) in problem.seekers.iter().enumerate() {
            for choice in (0..row.len() as u32).map(Some).chain([None, Some(row.len() as u32)]) {
                let mut wrong = plan.clone();
                wrong.taken[seeker] = choice;
                if wrong != plan {
                    prop_assert_eq!(check(&problem, &wrong).is_ok(), proves(&problem, &wrong), "{:?}", wrong);
                }
            }
        }
    }
}

/// The definition, spelt out once more in the plainest way.
fn proves(problem: &Transport<i64>, plan: &Solution<i64>) -> bool {
    let mut used = vec![0; problem.room.len()];
    let mut worth = 0;
    for (row, taken) in problem.seekers.iter().zip(&plan.taken) {
        let Some(taken) = taken else { continue };
        let Some(choice) = row.get(*taken as usize) else { return false };
        used[choice.place as usize] += 1;
        worth += choice.gain;
    }
    let fits = used.iter().zip(&problem.room).all(|(used, room)| used <= room);
    let spent: i64 = plan.prices.iter().zip(&problem.room).map(|(price, room)| price.times(i64::from(*room))).sum();
    let kept = |row: &Vec<Choice<i64>>| {
        row.iter().map(|choice| choice.gain - plan.prices[choice.place as usize]).fold(0, i64::max)
    };
    let left: i64 = problem.seekers.iter().map(kept).sum();
    fits && plan.prices.iter().all(|price| *price >= 0) && worth == plan.worth && worth == spent + left
}

#[test]
fn each_fault_names_its_place_or_seeker() {
    let choice = |place, gain| Choice { place, gain };
    let row = || vec![choice(0, 5), choice(1, 3)];
    let problem = Transport { room: vec![1, 1], seekers: vec![row(), row(), row()] };
    let plan = solve(&problem);
    assert_eq!(check(&problem, &plan), Ok(()));
    assert_eq!((plan.worth, &plan.prices), (8, &vec![5, 3]));
    let fault = |change: fn(&mut Solution<i64>)| {
        let mut wrong = plan.clone();
        change(&mut wrong);
        check(&problem, &wrong).unwrap_err()
    };
    assert_eq!(fault(|plan| plan.taken = vec![Some(0), Some(0), None]), Fault::NoRoom { place: 0 });
    assert_eq!(fault(|plan| plan.taken[1] = Some(2)), Fault::NoSuchChoice { seeker: 1 });
    assert_eq!(fault(|plan| plan.taken = vec![Some(0), None, None]), Fault::PricedButFree { place: 1 });
    assert_eq!(fault(|plan| plan.prices[1] = -1), Fault::Negative { place: 1 });
    assert_eq!(fault(|plan| plan.prices[1] = 1 << 60), Fault::TooLarge { place: 1 });
    assert!(matches!(fault(|plan| plan.prices[0] = 4), Fault::Better { .. }));
    assert_eq!(fault(|plan| plan.worth = 9), Fault::Miscounted);
    assert_eq!(fault(|plan| plan.taken.push(None)), Fault::OtherSeekers);
    assert_eq!(fault(|plan| plan.prices.push(0)), Fault::OtherPlaces);
    let mut other = problem.clone();
    other.seekers[2].push(choice(9, 1));
    assert_eq!(check(&other, &plan), Err(Fault::NoSuchPlace { seeker: 2, place: 9 }));
    assert!(Fault::NoRoom { place: 0 }.to_string().contains("place 0"));
    // A place without room has a price nobody pays: it must still keep everybody away.
    let closed = Transport { room: vec![0], seekers: vec![vec![choice(0, 5)]] };
    let plan = solve(&closed);
    assert_eq!((check(&closed, &plan), plan.prices[0]), (Ok(()), 5));
    assert_eq!(check(&closed, &Solution { prices: vec![4], ..plan }), Err(Fault::Better { seeker: 0 }));
}
