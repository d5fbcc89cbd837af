//! Changes of the facts whose effect is known beforehand: one bed, one unit, one offer more never hurts; other keys, another
//! order or more threads change nothing.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{HouseholdId, PersonId, Uuid};
use matching::Worth;
use matching::desk::{Ask, Forbidden, Homes, Hosts, Opening, Openings, Pair, Proposal, Table, propose};
use matching::explain::{Changeable, Explainer, Goal};
use matching::facts::{Home, Host, Household, OfferId, Room, Seeker};
use proptest::prelude::*;
use rand::seq::{IndexedMutRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::invented::{Inventable, Size, ask};
use crate::proposals::with_wills;

const SMALL: Size = Size { seekers: 14, offers: 6, territories: 3, unknown: 0.12 };

/// What can be changed of each kind.
trait Bent: Inventable + Changeable {
    fn rename_seeker(seeker: &mut Self::Seeker, key: Uuid);
    fn rename_offer(offer: &mut Self::Offer, key: Uuid);
    /// One bed more, or for work one unit.
    fn bed(offer: &mut Self::Offer, chance: &mut ChaCha8Rng);
}

fn one_bed(rooms: &mut Option<Vec<Room>>, chance: &mut ChaCha8Rng) {
    let room = rooms.as_mut().and_then(|rooms| rooms.choose_mut(chance));
    if let Some(beds) = room.and_then(|room| room.beds.as_mut()) {
        *beds += 1;
    }
}

impl Bent for Homes {
    fn rename_seeker(seeker: &mut Household, key: Uuid) {
        seeker.id = HouseholdId::from_uuid(key);
    }

    fn rename_offer(offer: &mut Home, key: Uuid) {
        offer.id = OfferId::from_uuid(key);
    }

    fn bed(offer: &mut Home, chance: &mut ChaCha8Rng) {
        one_bed(&mut offer.rooms, chance);
    }
}

impl Bent for Hosts {
    fn rename_seeker(seeker: &mut Household, key: Uuid) {
        seeker.id = HouseholdId::from_uuid(key);
    }

    fn rename_offer(offer: &mut Host, key: Uuid) {
        offer.id = OfferId::from_uuid(key);
    }

    fn bed(offer: &mut Host, chance: &mut ChaCha8Rng) {
        one_bed(&mut offer.rooms, chance);
    }
}

impl Bent for Openings {
    fn rename_seeker(seeker: &mut Seeker, key: Uuid) {
        seeker.id = PersonId::from_uuid(key);
    }

    fn rename_offer(offer: &mut Opening, key: Uuid) {
        offer.work.id = OfferId::from_uuid(key);
    }

    fn bed(offer: &mut Opening, _: &mut ChaCha8Rng) {
        offer.units += 1;
    }
}

fn invented<K: Inventable>(seed: u64) -> (ChaCha8Rng, Ask<K>) {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let plain: Ask<K> = ask(&mut chance, SMALL);
    let ask = with_wills(&mut chance, plain);
    (chance, ask)
}

fn placed(proposal: &Proposal) -> BTreeSet<Uuid> {
    proposal.taken.iter().map(|one| one.pair.seeker).collect()
}

fn more_never_hurts<K: Bent>(seed: u64) {
    let (mut chance, ask) = invented::<K>(seed);
    let before = propose(ask.clone(), 1).expect("can be kept");

    // One offer more, and one unit more: the plan is no worse, and nobody who had a place is left without.
    let mut offer = ask.clone();
    offer.offers.push(K::offer(&mut chance, SMALL));
    let mut unit = ask.clone();
    unit.more.push(K::offer_key(&ask.offers[chance.random_range(0..ask.offers.len())]));
    for more in [offer, unit] {
        let after = propose(more, 1).expect("can be kept");
        assert!(after.worth >= before.worth);
        assert!(placed(&after).is_superset(&placed(&before)), "{before:?} {after:?}");
    }

    // One bed more in a room: the plan is no worse.
    let mut bed = ask;
    let at = chance.random_range(0..bed.offers.len());
    K::bed(&mut bed.offers[at], &mut chance);
    assert!(propose(bed, 1).expect("can be kept").worth >= before.worth);
}

/// The same facts, with the keys dealt out anew.
fn renamed<K: Bent>(chance: &mut ChaCha8Rng, ask: &Ask<K>) -> Ask<K> {
    let mut dealt = |mut keys: Vec<Uuid>| -> BTreeMap<Uuid, Uuid> {
        let was = keys.clone();
        keys.shuffle(chance);
        was.into_iter().zip(keys).collect()
    };
    let seekers = dealt(ask.seekers.iter().map(K::seeker_key).collect());
    let offers = dealt(ask.offers.iter().map(K::offer_key).collect());
    let mut other = ask.clone();
    other.seekers.iter_mut().for_each(|one| K::rename_seeker(one, seekers[&K::seeker_key(one)]));
    other.offers.iter_mut().for_each(|one| K::rename_offer(one, offers[&K::offer_key(one)]));
    let pair = |pair: &Pair| Pair { seeker: seekers[&pair.seeker], offer: offers[&pair.offer] };
    other.locked = ask.locked.iter().map(pair).collect();
    other.published = ask.published.iter().map(pair).collect();
    other.forbidden =
        ask.forbidden.iter().map(|one| Forbidden { pair: pair(&one.pair), reason: one.reason.clone() }).collect();
    other
}

fn other_keys_change_nothing_but_the_lots<K: Bent>(seed: u64) {
    let (mut chance, ask) = invented::<K>(seed);
    let other = renamed(&mut chance, &ask);
    let levels = |ask: Ask<K>| Worth { lot: 0, ..propose(ask, 1).expect("can be kept").worth };
    assert_eq!(levels(other), levels(ask));
}

fn order_and_threads_change_no_explanation<K: Bent>(seed: u64) {
    let (mut chance, ask) = invented::<K>(seed);
    let mut other = ask.clone();
    other.seekers.shuffle(&mut chance);
    other.offers.shuffle(&mut chance);
    let explained = |ask: Ask<K>, threads: usize| {
        let table = Table::lay(ask, threads).expect("sound");
        let plan = table.plan().expect("can be kept");
        let explainer = Explainer::of(&table, &plan, threads).expect("proven");
        let seekers = 0..SMALL.seekers as u32;
        let pairs = seekers.clone().flat_map(|seeker| (0..SMALL.offers as u32).map(move |offer| (seeker, offer)));
        let not: Vec<_> = pairs.map(|(seeker, offer)| explainer.why_not(seeker, offer)).collect();
        let this: Vec<_> = seekers.clone().map(|seeker| explainer.why_this(seeker)).collect();
        let would: Vec<_> = seekers.map(|seeker| explainer.what_would_change(seeker, Goal::Placed)).collect();
        (plan.proposal.clone(), explainer.everybody(), format!("{:?}", explainer.lacks()), this, not, would)
    };
    let one = explained(ask, 1);
    for threads in [1, 2, 3] {
        assert_eq!(explained(other.clone(), threads), one);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn one_bed_one_unit_or_one_offer_more_never_hurts(seed in 0_u64..1 << 40) {
        more_never_hurts::<Homes>(seed);
        more_never_hurts::<Hosts>(seed);
        more_never_hurts::<Openings>(seed);
    }

    #[test]
    fn who_has_which_key_changes_nothing_but_the_lots(seed in 0_u64..1 << 40) {
        other_keys_change_nothing_but_the_lots::<Homes>(seed);
        other_keys_change_nothing_but_the_lots::<Hosts>(seed);
        other_keys_change_nothing_but_the_lots::<Openings>(seed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn neither_the_order_of_the_facts_nor_the_threads_change_an_explanation(seed in 0_u64..1 << 40) {
        order_and_threads_change_no_explanation::<Homes>(seed);
        order_and_threads_change_no_explanation::<Hosts>(seed);
        order_and_threads_change_no_explanation::<Openings>(seed);
    }
}
