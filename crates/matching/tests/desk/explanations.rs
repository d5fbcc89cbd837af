//! Explanations are true: every change told turns the result as told, every regret is what a plan made anew would lose,
//! every rule named as failed fails by itself.

use std::collections::BTreeMap;

use kernel::Uuid;
use matching::Worth;
use matching::desk::{Ask, Forbidden, Homes, Hosts, Kind, Openings, Pair, Proposal, Table, propose};
use matching::explain::{Change, Changeable, Explainer, Flip, Goal, Held, Moved, WhyNot};
use matching::flow::{Transport, solve};
use matching::rules::Answer;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::invented::{Inventable, Size, ask};

const SMALL: Size = Size { seekers: 12, offers: 6, territories: 3, unknown: 0.12 };

type Desk<K> = (Table<K>, matching::desk::Plan);

fn desk<K: Inventable>(seed: u64) -> Desk<K> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut ask: Ask<K> = ask(&mut chance, SMALL);
    let table = Table::lay(ask.clone(), 1).expect("sound");
    // One lock and one forbidden pair, among what is possible.
    for (seeker, row) in (0..).zip(&table.problem().seekers) {
        for choice in row.iter().filter(|_| chance.random_bool(0.04)) {
            let pair = pair(&table, seeker, choice.place);
            if ask.locked.is_empty() && table.problem().room[choice.place as usize] > 0 {
                ask.locked.push(pair);
            } else if ask.locked.first() != Some(&pair) {
                ask.forbidden.push(Forbidden { pair, reason: "was there before".to_owned() });
            }
        }
    }
    let table = Table::lay(ask, 1).expect("sound");
    let plan = table.plan().expect("can be kept");
    (table, plan)
}

fn pair<K: Kind>(table: &Table<K>, seeker: u32, offer: u32) -> Pair {
    let ask = table.ask();
    Pair { seeker: K::seeker_key(&ask.seekers[seeker as usize]), offer: K::offer_key(&ask.offers[offer as usize]) }
}

fn held(proposal: &Proposal) -> BTreeMap<Uuid, Uuid> {
    proposal.taken.iter().map(|one| (one.pair.seeker, one.pair.offer)).collect()
}

/// The moves make the new plan of the old one, and nothing else does.
fn moves_lead(before: &Proposal, after: &Proposal, moves: &[Moved]) {
    let mut moved = held(before);
    for one in moves {
        assert_eq!(moved.remove(&one.seeker), one.from);
        moved.extend(one.to.map(|to| (one.seeker, to)));
    }
    assert_eq!(moved, held(after));
}

fn turns<K: Changeable>(table: &Table<K>, before: &Proposal, seeker: Uuid, flip: &Flip) {
    let after = flip.change.applied(table.ask(), seeker).expect("a change that can be made");
    let after = propose(after, 1).expect("can be kept");
    assert_ne!(held(before).get(&seeker), Some(&flip.takes));
    assert_eq!(held(&after).get(&seeker), Some(&flip.takes), "{flip:?}");
    assert_eq!(after.worth - before.worth, flip.difference, "{flip:?}");
    moves_lead(before, &after, &flip.moves);
}

/// How many changes were told.
fn every_change_told_turns_the_result<K: Inventable + Changeable>(seed: u64) -> BTreeMap<&'static str, usize> {
    let (table, plan) = desk::<K>(seed);
    let explainer = Explainer::of(&table, &plan, 1).expect("proven");
    let mut told = BTreeMap::new();
    for seeker in 0..SMALL.seekers as u32 {
        let key = K::seeker_key(&table.ask().seekers[seeker as usize]);
        let offers = table.ask().offers.iter().map(|offer| Goal::Takes { offer: K::offer_key(offer) });
        for goal in offers.chain([Goal::Placed]) {
            let flips = explainer.what_would_change(seeker, goal);
            for flip in &flips {
                turns(&table, &plan.proposal, key, flip);
                if let Goal::Takes { offer } = goal {
                    assert_eq!(flip.takes, offer);
                }
                let kind = match &flip.change {
                    Change::Answers { .. } => "answers",
                    Change::Step { .. } => "step",
                    Change::OneMore { .. } => "one more",
                    Change::RuleOff { rule } => {
                        assert!(!rule.always_on());
                        "rule off"
                    }
                };
                *told.entry(kind).or_default() += 1;
            }
            let sizes: Vec<usize> = flips
                .iter()
                .map(|flip| if let Change::Answers { questions, .. } = &flip.change { questions.len() } else { 1 })
                .collect();
            assert!(sizes.is_sorted(), "the smallest first");
        }
    }
    told
}

/// The most a plan can be worth with a pair forced: its unit and its seeker taken out, and the rest solved from nothing.
fn with_forced(problem: &Transport<Worth>, seeker: usize, choice: Option<usize>) -> Option<Worth> {
    let mut rest = problem.clone();
    let gain = match choice {
        None => Worth::default(),
        Some(at) => {
            let taken = problem.seekers[seeker][at];
            let room = &mut rest.room[taken.place as usize];
            *room = room.checked_sub(1)?;
            taken.gain
        }
    };
    rest.seekers[seeker].clear();
    Some(solve(&rest).worth + gain)
}

fn every_regret_is_what_a_plan_made_anew_would_lose<K: Inventable>(seed: u64) {
    let (table, plan) = desk::<K>(seed);
    let explainer = Explainer::of(&table, &plan, 1).expect("proven");
    let problem = table.problem();
    let worth = solve(problem).worth;
    let short = explainer.everybody();
    for (at, row) in problem.seekers.iter().enumerate() {
        let seeker = at as u32;
        for (number, choice) in row.iter().enumerate() {
            match explainer.why_not(seeker, choice.place) {
                WhyNot::Takes => {}
                WhyNot::Dearer { regret, moves, free, .. } => {
                    assert_eq!(worth - regret, with_forced(problem, at, Some(number)).expect("there is room"));
                    assert_eq!(moves[0].to, Some(pair(&table, seeker, choice.place).offer));
                    assert!(moves.len() == 1 || free == 0 || moves[0].from.is_some());
                }
                WhyNot::Closed { .. } => assert_eq!(with_forced(problem, at, Some(number)), None),
                other => panic!("a possible pair: {other:?}"),
            }
        }
        // Without the pair it takes, the plan does what was told.
        let mut other = problem.clone();
        let summary = &short[at].held;
        match explainer.why_this(seeker) {
            None => assert!(!matches!(summary, Held::Placed { .. } | Held::Locked { .. })),
            Some(why) if why.locked => {
                assert_eq!((why.next, summary), (None, &Held::Locked { offer: why.pair.offer }));
            }
            Some(why) => {
                let next = why.next.expect("nobody fixed it");
                let place = table.offer(why.pair.offer).expect("there");
                assert_eq!(why.terms.iter().map(|term| term.points).sum::<i64>(), why.score);
                other.seekers[at].retain(|choice| choice.place != place);
                let anew = solve(&other);
                assert_eq!(worth - anew.worth, next.regret);
                let takes = anew.taken[at].map(|taken| pair(&table, seeker, other.seekers[at][taken as usize].place));
                assert_eq!(takes.map(|pair| pair.offer), next.offer);
                let better = problem.seekers[at].iter().filter(|choice| choice.gain > why.adds).count();
                assert_eq!((why.rank as usize, why.options as usize), (better + 1, row.len()));
                let told = Held::Placed {
                    offer: why.pair.offer,
                    rank: why.rank,
                    options: why.options,
                    next: next.offer,
                    regret: next.regret,
                };
                assert_eq!(summary, &told);
            }
        }
        if let Some(offer) = short[at].one_more {
            let mut more = table.ask().clone();
            more.more.push(offer);
            let seeker = short[at].seeker;
            let after = held(&propose(more, 1).expect("can be kept"));
            assert!(after.contains_key(&seeker) && !held(&plan.proposal).contains_key(&seeker));
        }
    }
}

fn every_rule_named_really_fails<K: Inventable>(seed: u64) {
    let (table, plan) = desk::<K>(seed);
    let explainer = Explainer::of(&table, &plan, 1).expect("proven");
    let ask = table.ask();
    for (seeker, own) in (0..).zip(&ask.seekers) {
        for (offer, facts) in (0..).zip(&ask.offers) {
            let rules = match explainer.why_not(seeker, offer) {
                WhyNot::Rules { failed } => {
                    assert!(!failed.is_empty());
                    failed
                }
                WhyNot::Forbidden { failed, .. } => {
                    let pair = pair(&table, seeker, offer);
                    assert!(ask.forbidden.iter().any(|one| one.pair == pair));
                    failed
                }
                WhyNot::Open { questions, .. } => {
                    assert!(!questions.is_empty());
                    Vec::new()
                }
                _ => Vec::new(),
            };
            for failed in &rules {
                // Alone in force, the rule refuses the pair.
                let mut alone = ask.policy.clone();
                alone.rules.retain(|rule| rule.code == failed.rule);
                let scene = matching::rules::Scene { policy: &alone, ..ask.scene() };
                assert_eq!(K::consider(&scene, own, facts).answer(), Answer::No, "{failed:?}");
            }
            // And without all of them nothing refuses.
            let mut others = ask.policy.clone();
            others.rules.retain(|rule| rules.iter().all(|failed| failed.rule != rule.code));
            let scene = matching::rules::Scene { policy: &others, ..ask.scene() };
            assert_ne!(K::consider(&scene, own, facts).answer(), Answer::No);
        }
        if let Held::Refused { rules, forbidden } = &explainer.everybody()[seeker as usize].held {
            let refused: u32 = rules.iter().map(|(_, count)| count).sum();
            assert_eq!((refused + forbidden) as usize, ask.offers.len());
        }
    }
}

/// How many lacks were told.
fn every_lack_is_what_the_plan_with_the_offer_brings<K: Inventable + Changeable>(seed: u64) -> usize {
    let (table, plan) = desk::<K>(seed);
    let lacks = Explainer::of(&table, &plan, 1).expect("proven").lacks();
    assert_eq!(lacks, Explainer::of(&table, &plan, 3).expect("proven").lacks(), "on any number of threads");
    assert!(lacks.windows(2).all(|two| two[0].brings >= two[1].brings), "the greatest effect first");
    for lack in &lacks {
        let mut with = table.ask().clone();
        with.offers.push(lack.offer.clone());
        assert_eq!(K::territory(&lack.offer), Some(&lack.territory));
        let after = propose(with, 1).expect("can be kept");
        assert_eq!(after.worth - plan.proposal.worth, lack.brings);
        assert_eq!(after.taken.len() - plan.proposal.taken.len(), lack.placed as usize);
        moves_lead(&plan.proposal, &after, &lack.moves);
    }
    lacks.len()
}

/// How many rules were told.
fn every_rule_holds_back_what_the_plan_without_it_brings<K: Inventable + Changeable>(seed: u64) -> usize {
    let (table, plan) = desk::<K>(seed);
    let told = Explainer::of(&table, &plan, 1).expect("proven").held_back();
    assert!(told.windows(2).all(|two| two[0].brings >= two[1].brings), "the greatest effect first");
    let ask = table.ask();
    let places = |proposal: &Proposal| {
        let mut places: BTreeMap<_, i64> = BTreeMap::new();
        for one in &proposal.taken {
            let offer = &ask.offers[table.offer(one.pair.offer).expect("there") as usize];
            *places.entry(K::territory(offer).expect("known").clone()).or_default() += 1;
        }
        places
    };
    for rule in ask.policy.in_force(K::KIND, ask.today).map(|rule| rule.code).filter(|rule| !rule.always_on()) {
        let off = Change::RuleOff { rule }.applied(ask, K::seeker_key(&ask.seekers[0])).expect("may be off");
        let after = propose(off, 1).expect("can be kept");
        let Some(one) = told.iter().find(|one| one.rule == rule) else {
            assert_eq!(after.worth, plan.proposal.worth, "{rule}");
            continue;
        };
        assert_eq!(after.worth - plan.proposal.worth, one.brings);
        assert_eq!(after.taken.len() as i64 - plan.proposal.taken.len() as i64, one.placed);
        let mut left = places(&after);
        places(&plan.proposal).into_iter().for_each(|(place, count)| *left.entry(place).or_default() -= count);
        left.retain(|_, count| *count != 0);
        assert_eq!(left.into_iter().collect::<Vec<_>>(), one.territories);
    }
    told.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn each_change_that_is_told_turns_the_result_when_it_is_made(seed in 0_u64..1 << 40) {
        every_change_told_turns_the_result::<Homes>(seed);
        every_change_told_turns_the_result::<Hosts>(seed);
        every_change_told_turns_the_result::<Openings>(seed);
    }

    #[test]
    fn each_regret_is_what_the_plan_made_anew_loses(seed in 0_u64..1 << 40) {
        every_regret_is_what_a_plan_made_anew_would_lose::<Homes>(seed);
        every_regret_is_what_a_plan_made_anew_would_lose::<Hosts>(seed);
        every_regret_is_what_a_plan_made_anew_would_lose::<Openings>(seed);
    }

    #[test]
    fn each_rule_that_is_named_refuses_the_pair_by_itself(seed in 0_u64..1 << 40) {
        every_rule_named_really_fails::<Homes>(seed);
        every_rule_named_really_fails::<Hosts>(seed);
        every_rule_named_really_fails::<Openings>(seed);
    }

    #[test]
    fn each_rule_holds_back_what_the_plan_without_it_brings(seed in 0_u64..1 << 40) {
        every_rule_holds_back_what_the_plan_without_it_brings::<Homes>(seed);
        every_rule_holds_back_what_the_plan_without_it_brings::<Hosts>(seed);
        every_rule_holds_back_what_the_plan_without_it_brings::<Openings>(seed);
    }

    #[test]
    fn each_lack_of_a_territory_is_what_the_plan_with_that_offer_brings(seed in 0_u64..1 << 40) {
        every_lack_is_what_the_plan_with_the_offer_brings::<Homes>(seed);
        every_lack_is_what_the_plan_with_the_offer_brings::<Hosts>(seed);
        every_lack_is_what_the_plan_with_the_offer_brings::<Openings>(seed);
    }
}

/// Over some asks: how often each kind of change was told, and how many lacks.
fn told<K: Inventable + Changeable>() -> (BTreeMap<&'static str, usize>, usize) {
    let (mut told, mut lacks) = (BTreeMap::new(), 0);
    for seed in 0..25 {
        for (kind, count) in every_change_told_turns_the_result::<K>(seed) {
            *told.entry(kind).or_default() += count;
        }
        lacks += every_lack_is_what_the_plan_with_the_offer_brings::<K>(seed);
    }
    (told, lacks)
}

#[test]
fn changes_of_every_kind_are_found_and_lacks_too() {
    // Of work there is but one size: fewer lacks.
    let all = [("homes", told::<Homes>(), 25), ("hosts", told::<Hosts>(), 25), ("work", told::<Openings>(), 15)];
    for (what, (told, lacks), least) in all {
        for kind in ["answers", "step", "one more", "rule off"] {
            assert!(told.get(kind).is_some_and(|count| *count >= 10), "{what}, {kind}: {told:?}");
        }
        assert!(lacks > least, "{what}: {lacks}");
    }
}

#[test]
fn rules_that_hold_something_back_are_found() {
    let told: usize = (0..10).map(every_rule_holds_back_what_the_plan_without_it_brings::<Homes>).sum();
    assert!(told >= 20, "{told}");
}

#[test]
fn a_rule_that_protects_is_never_switched_off() {
    let (table, _) = desk::<Homes>(1);
    let key = table.ask().seekers[0].id.as_uuid();
    for rule in matching::rules::RuleCode::ALL {
        let after = Change::RuleOff { rule: *rule }.applied(table.ask(), key);
        assert_eq!(after.is_some(), !rule.always_on(), "{rule}");
    }
}

#[test]
fn explanations_go_out_as_data_and_come_back() {
    let (table, plan) = desk::<Homes>(3);
    let explainer = Explainer::of(&table, &plan, 1).expect("proven");
    let everybody = explainer.everybody();
    let text = serde_json::to_string(&everybody).expect("can be written");
    assert_eq!(serde_json::from_str::<Vec<matching::explain::Summary>>(&text).expect("can be read"), everybody);
    let lacks = explainer.lacks();
    let text = serde_json::to_string(&lacks).expect("can be written");
    type Lacks = Vec<matching::explain::Lack<matching::facts::Home>>;
    assert_eq!(serde_json::from_str::<Lacks>(&text).expect("can be read"), lacks);
    for seeker in 0..SMALL.seekers as u32 {
        for offer in 0..SMALL.offers as u32 {
            let why = explainer.why_not(seeker, offer);
            let text = serde_json::to_string(&why).expect("can be written");
            assert_eq!(serde_json::from_str::<WhyNot>(&text).expect("can be read"), why);
        }
        let flips = explainer.what_would_change(seeker, Goal::Placed);
        let text = serde_json::to_string(&flips).expect("can be written");
        assert_eq!(serde_json::from_str::<Vec<Flip>>(&text).expect("can be read"), flips);
    }
}
