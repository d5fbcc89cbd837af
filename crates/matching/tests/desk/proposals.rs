//! Proposals: the same whatever the order, the threads and the way; locks kept; certificates believed only if they hold.

use matching::desk::{
    Ask, Conflict, Failure, Forbidden, Homes, Hosts, Malformed, Openings, Pair, Refused, Table, propose,
};
use matching::facts::Travel;
use matching::rules::Answer;
use matching::{Worth, fairness, flow};
use proptest::prelude::*;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::invented::{Inventable, Size, ask};

const SMALL: Size = Size { seekers: 12, offers: 6, territories: 3, unknown: 0.15 };

/// So that a change touches few.
const SPREAD: Size = Size { seekers: 12, offers: 10, territories: 7, unknown: 0.15 };

fn dice(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Locks and forbidden pairs that can be kept.
pub(crate) fn with_wills<K: Inventable>(chance: &mut ChaCha8Rng, mut ask: Ask<K>) -> Ask<K> {
    let table = Table::lay(ask.clone(), 1).expect("sound");
    let mut left: Vec<u32> = table.ask().offers.iter().map(K::units).collect();
    for seeker in 0..table.ask().seekers.len() as u32 {
        for cell in table.row(seeker) {
            let offer = &table.ask().offers[cell.offer as usize];
            let pair =
                Pair { seeker: K::seeker_key(&table.ask().seekers[seeker as usize]), offer: K::offer_key(offer) };
            if chance.random_bool(0.05) && left[cell.offer as usize] > 0 {
                left[cell.offer as usize] -= 1;
                ask.locked.push(pair);
                break;
            }
            if chance.random_bool(0.1) {
                ask.forbidden.push(Forbidden { pair, reason: "was there before".to_owned() });
            }
            if chance.random_bool(0.1) {
                ask.published.push(pair);
            }
        }
    }
    ask
}

fn every_pair_is_on_the_table_unless_a_rule_refuses_it<K: Inventable>(seed: u64) {
    let ask: Ask<K> = ask(&mut dice(seed), SMALL);
    let table = Table::lay(ask, 1).expect("sound");
    let scene = table.ask().scene();
    for (at, seeker) in (0..).zip(&table.ask().seekers) {
        for (offer, facts) in (0..).zip(&table.ask().offers) {
            let considered = K::consider(&scene, seeker, facts);
            match table.cell(at, offer) {
                None => assert_eq!(considered.answer(), Answer::No),
                Some(cell) => {
                    assert_eq!(cell.open.is_empty(), considered.answer() == Answer::Yes);
                    assert_ne!(considered.answer(), Answer::No);
                    assert_eq!(cell.score, considered.score);
                    assert!(cell.open.iter().all(|question| considered.questions.contains(question)));
                }
            }
        }
    }
}

fn order_and_threads_change_nothing<K: Inventable>(seed: u64) {
    let chance = &mut dice(seed);
    let ask: Ask<K> = ask(chance, SMALL);
    let ask = with_wills(chance, ask);
    let mut other = ask.clone();
    other.seekers.shuffle(chance);
    other.offers.shuffle(chance);
    other.locked.shuffle(chance);
    other.forbidden.shuffle(chance);
    other.published.shuffle(chance);
    let proposal = propose(ask, 1).expect("can be kept");
    for threads in [1, 2, 8] {
        assert_eq!(propose(other.clone(), threads).expect("can be kept"), proposal);
    }
    let kept = serde_json::to_string(&proposal).expect("can be written");
    assert_eq!(serde_json::from_str::<matching::desk::Proposal>(&kept).expect("can be read"), proposal);
}

fn locks_are_kept_and_forbidden_pairs_are_not<K: Inventable>(seed: u64) {
    let chance = &mut dice(seed);
    let ask: Ask<K> = ask(chance, SMALL);
    let ask = with_wills(chance, ask);
    let proposal = propose(ask.clone(), 1).expect("can be kept");
    for lock in &ask.locked {
        let placed: Vec<_> = proposal.taken.iter().filter(|one| one.pair.seeker == lock.seeker).collect();
        assert_eq!(placed.len(), 1);
        assert!(placed[0].pair == *lock && placed[0].locked);
    }
    for one in &ask.forbidden {
        assert!(proposal.taken.iter().all(|placed| placed.pair != one.pair));
    }
    // A person may fix what still waits for an answer; else a lock only takes freedom away.
    let table = Table::lay(ask.clone(), 1).expect("sound");
    let waits = |lock: &Pair| {
        let (seeker, offer) = (table.seeker(lock.seeker).expect("there"), table.offer(lock.offer).expect("there"));
        !table.cell(seeker, offer).expect("allowed").open.is_empty()
    };
    if !ask.locked.iter().any(waits) {
        let free = Ask { locked: Vec::new(), ..ask };
        assert!(propose(free, 1).expect("no locks").worth >= proposal.worth);
    }
}

fn a_change_is_planned_from_before_as_from_nothing<K: Inventable>(seed: u64) {
    let chance = &mut dice(seed);
    let first: Ask<K> = ask(chance, SPREAD);
    let before = Table::lay(first.clone(), 1).expect("sound");
    let plan = before.plan().expect("no locks");
    let mut other = with_wills(chance, first);
    other.seekers.remove(chance.random_range(0..other.seekers.len()));
    other.offers.remove(chance.random_range(0..other.offers.len()));
    other.seekers.push(K::seeker(chance, SPREAD));
    other.offers.push(K::offer(chance, SPREAD));
    let there = |pair: &Pair| {
        other.seekers.iter().any(|seeker| K::seeker_key(seeker) == pair.seeker)
            && other.offers.iter().any(|offer| K::offer_key(offer) == pair.offer)
    };
    other.locked = other.locked.iter().copied().filter(there).collect();
    // A way is learnt, or measured anew.
    let places: Vec<_> = other.offers.iter().filter_map(K::territory).cloned().collect();
    if let (Some(from), Some(to)) = (places.choose(chance), places.choose(chance)) {
        let minutes = chance.random_bool(0.8).then(|| chance.random_range(0..70));
        other.distances.note(from, to, Travel { minutes, kilometres: None });
    }
    let anew = Table::lay(other.clone(), 1).expect("sound");
    let from = Table::relay(other, &before, 2).expect("sound");
    // A way that is longer than thought may refuse what was locked: then both say so.
    let (one, two) = (anew.plan(), from.plan_from(&plan.proposal));
    assert_eq!(one.map(|plan| plan.proposal), two.map(|plan| plan.proposal));
    assert_eq!(anew.problem(), from.problem());
}

fn a_corrupted_proposal_is_refused<K: Inventable>(seed: u64) {
    let chance = &mut dice(seed);
    let ask: Ask<K> = ask(chance, SMALL);
    let table = Table::lay(with_wills(chance, ask), 1).expect("sound");
    let plan = table.plan().expect("can be kept");
    assert_eq!(table.check(&plan.proposal), Ok(plan.clone()));
    let refused = |bend: &dyn Fn(&mut matching::desk::Proposal)| {
        let mut other = plan.proposal.clone();
        bend(&mut other);
        if other != plan.proposal {
            assert!(table.check(&other).is_err(), "{other:?}");
        }
    };
    refused(&|other| other.worth.lot += 1);
    refused(&|other| other.worth.persons += 1);
    refused(&|other| other.instance = "0".repeat(16));
    refused(&|other| other.seed ^= 1);
    refused(&|other| other.version += 1);
    for at in 0..plan.proposal.taken.len() {
        refused(&|other| {
            other.taken.remove(at);
        });
        refused(&|other| other.taken[at].locked ^= true);
        for offer in &table.ask().offers {
            refused(&|other| other.taken[at].pair.offer = K::offer_key(offer));
        }
    }
    refused(&|other| other.prices.truncate(5));
    refused(&|other| other.prices.reverse());
    for at in 0..plan.proposal.prices.len() {
        refused(&|other| other.prices[at].price = -Worth { lot: 1, ..Worth::default() });
        if plan.proposal.prices[at].price != Worth::default() {
            refused(&|other| other.prices[at].price.lot -= 1 << 50);
        }
    }
    let mut worse = plan.proposal.clone();
    worse.prices.iter_mut().for_each(|one| one.price = Worth::default());
    if worse != plan.proposal {
        assert!(matches!(table.check(&worse), Err(Refused::Unproven(flow::Fault::Better { .. }))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_table_holds_every_pair_that_no_rule_refuses(seed in 0_u64..1 << 40) {
        every_pair_is_on_the_table_unless_a_rule_refuses_it::<Homes>(seed);
        every_pair_is_on_the_table_unless_a_rule_refuses_it::<Hosts>(seed);
        every_pair_is_on_the_table_unless_a_rule_refuses_it::<Openings>(seed);
    }

    #[test]
    fn neither_the_order_of_the_facts_nor_the_threads_change_a_proposal(seed in 0_u64..1 << 40) {
        order_and_threads_change_nothing::<Homes>(seed);
        order_and_threads_change_nothing::<Hosts>(seed);
        order_and_threads_change_nothing::<Openings>(seed);
    }

    #[test]
    fn what_people_fixed_or_ruled_out_is_so(seed in 0_u64..1 << 40) {
        locks_are_kept_and_forbidden_pairs_are_not::<Homes>(seed);
        locks_are_kept_and_forbidden_pairs_are_not::<Openings>(seed);
    }

    #[test]
    fn after_a_change_the_new_proposal_is_the_one_made_from_nothing(seed in 0_u64..1 << 40) {
        a_change_is_planned_from_before_as_from_nothing::<Homes>(seed);
        a_change_is_planned_from_before_as_from_nothing::<Hosts>(seed);
        a_change_is_planned_from_before_as_from_nothing::<Openings>(seed);
    }

    #[test]
    fn a_proposal_that_was_tampered_with_is_not_believed(seed in 0_u64..1 << 40) {
        a_corrupted_proposal_is_refused::<Homes>(seed);
        a_corrupted_proposal_is_refused::<Openings>(seed);
    }
}

/// A table with a possible pair, and that pair.
fn with_a_pair() -> (Ask<Homes>, Table<Homes>, u32, u32) {
    for seed in 0.. {
        let ask: Ask<Homes> = ask(&mut dice(seed), SMALL);
        let table = Table::lay(ask.clone(), 1).expect("sound");
        for seeker in 0..12 {
            if let Some(cell) = table.row(seeker).first() {
                let offer = cell.offer;
                return (ask, table, seeker, offer);
            }
        }
    }
    unreachable!("some seed has a pair")
}

fn conflicts(ask: Ask<Homes>) -> Vec<Conflict> {
    match propose(ask, 1) {
        Err(Failure::Infeasible(conflicts)) => conflicts,
        other => panic!("the locks clash: {other:?}"),
    }
}

#[test]
fn locks_that_cannot_be_kept_are_named() {
    let (ask, table, seeker, offer) = with_a_pair();
    let key = |seeker: u32| table.ask().seekers[seeker as usize].id.as_uuid();
    let place = |offer: u32| table.ask().offers[offer as usize].id.as_uuid();
    let lock = Pair { seeker: key(seeker), offer: place(offer) };

    let nobody = Pair { seeker: place(offer), ..lock };
    assert_eq!(conflicts(Ask { locked: vec![nobody], ..ask.clone() }), [Conflict::Nobody { lock: nobody }]);

    let ruled_out = vec![Forbidden { pair: lock, reason: "no".to_owned() }];
    let both = Ask { locked: vec![lock], forbidden: ruled_out, ..ask.clone() };
    assert_eq!(conflicts(both), [Conflict::Forbidden { lock, reason: "no".to_owned() }]);

    let mut vetoed = Ask { locked: vec![lock], ..ask.clone() };
    let home = vetoed.offers.iter_mut().find(|home| home.id.as_uuid() == lock.offer).expect("there");
    home.vetoes.push(table.ask().seekers[seeker as usize].id);
    let found = conflicts(vetoed);
    assert!(matches!(&found[..], [Conflict::Rules { failed, .. }] if failed.len() == 1), "{found:?}");

    let mut twins = ask.clone();
    let mut twin = table.ask().seekers[seeker as usize].clone();
    twin.id = kernel::HouseholdId::from_uuid(kernel::Uuid::from_u128(7));
    twins.seekers.push(twin);
    let other = Pair { seeker: kernel::Uuid::from_u128(7), ..lock };
    twins.locked = vec![lock, other];
    let found = conflicts(twins);
    assert!(matches!(&found[..], [Conflict::Full { units: 1, locks, .. }] if locks.len() == 2), "{found:?}");

    let mut homes = ask.clone();
    let mut home = table.ask().offers[offer as usize].clone();
    home.id = matching::facts::OfferId::from_uuid(kernel::Uuid::from_u128(8));
    homes.offers.push(home);
    homes.locked = vec![lock, Pair { offer: kernel::Uuid::from_u128(8), ..lock }, lock];
    let found = conflicts(homes);
    assert!(matches!(&found[..], [Conflict::Several { locks, .. }] if locks.len() == 2), "{found:?}");

    let mut twice = ask;
    twice.offers.push(twice.offers[0].clone());
    let offer = twice.offers[0].id.as_uuid();
    assert_eq!(propose(twice, 1), Err(Failure::Malformed(Malformed::OfferTwice { offer })));
}

#[test]
fn fairness_counts_people_as_the_plan_does() {
    let table = Table::lay(ask::<Homes>(&mut dice(5), SMALL), 1).expect("sound");
    let plan = table.plan().expect("no locks");
    let seekers = fairness::seekers(&table, |key| Some(u32::from(key.as_u128() % 2 == 0)));
    for (seeker, row) in seekers.iter().zip(&table.problem().seekers) {
        for gain in row.iter().map(|choice| choice.gain) {
            let own = (i64::from(seeker.urgent), i64::from(seeker.persons), seeker.waited);
            assert_eq!(own, (gain.urgent, gain.persons, gain.waiting));
        }
    }
    let placed: Vec<bool> = plan.solution().taken.iter().map(Option::is_some).collect();
    let rows = fairness::allocation(&seekers, &placed);
    let counted: u32 = rows.iter().map(|row| row.placed.count).sum();
    assert_eq!(counted as usize, plan.proposal.taken.len());
    assert_eq!(rows.len(), 2);
}

#[test]
fn what_is_missing_is_asked_first_where_it_could_win_most() {
    let mut some = 0;
    for seed in 0..40 {
        let ask: Ask<Homes> = ask(&mut dice(seed), SMALL);
        let table = Table::lay(ask, 1).expect("sound");
        let plan = table.plan().expect("no locks");
        let asked = table.questions(&plan);
        assert!(asked.windows(2).all(|two| two[0].at_most >= two[1].at_most));
        for one in &asked {
            assert!(one.alone <= one.pairs && one.pairs > 0);
            let waits = |seeker: u32| table.row(seeker).iter().filter(|cell| cell.open.contains(&one.question)).count();
            let all: usize = (0..12).map(waits).sum();
            assert!(all >= one.pairs as usize);
        }
        some += usize::from(asked.iter().any(|one| one.at_most > Worth::default()));
    }
    assert!(some > 10, "{some}");
}
