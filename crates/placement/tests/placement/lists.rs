//! The lists, against the rules: whatever stands in the columns, a list holds what the rules say, and nothing else.

use std::collections::BTreeSet;

use kernel::Day;
use placement::rules::offer::{OfferKind, OfferStatus, SharedWith, is_over, is_stale};
use placement::store::offers::{Listed, Offer, OfferId};
use testkit::{on_both, today};

use super::world::{ADA, World};

/// An offer of every kind and status, with every end of a hold and of its time, heard of on every day that matters.
fn every(world: &World) -> Vec<Offer> {
    let mut all = Vec::new();
    let around = [None, Some(-1), Some(0), Some(1)];
    for kind in OfferKind::ALL {
        for status in OfferStatus::ALL {
            for held in if *status == OfferStatus::Held { &around[1..] } else { &around[..1] } {
                for ends in around {
                    for heard in [0, 21, 22, 30, 31, 90, 91] {
                        all.push(offer(world, *kind, *status, *held, ends, heard));
                    }
                }
            }
        }
    }
    all
}

fn offer(
    world: &World,
    kind: OfferKind,
    status: OfferStatus,
    held: Option<i64>,
    ends: Option<i64>,
    heard: i64,
) -> Offer {
    let id = OfferId::fresh();
    let day = |days: i64| today().plus_days(days);
    Offer {
        id,
        version: 0,
        code: id.to_string(),
        kind,
        title: None,
        title_key: String::new(),
        programme: "fra-noi-2".parse().unwrap(),
        organisation_id: world.partners[0],
        territory: "lombardia".parse().unwrap(),
        municipality: None,
        status,
        shared_with: SharedWith::Network,
        available_from: None,
        available_to: ends.map(day),
        heard_on: day(-heard),
        held_until: held.map(day),
        withdrawn_for: None,
        changed_at: world.clock.now(),
    }
}

/// Whether a list should hold an offer.
fn belongs(offer: &Offer, listed: Listed, on: Day) -> bool {
    let standing = offer.standing(on);
    let over = is_over(offer.available_to, on);
    match listed {
        Listed::Open => standing == OfferStatus::Open && !over,
        Listed::Over => standing == OfferStatus::Open && over,
        Listed::Held => standing == OfferStatus::Held,
        Listed::Draft => standing == OfferStatus::Draft,
        Listed::Taken => standing == OfferStatus::Taken,
        Listed::Withdrawn => standing == OfferStatus::Withdrawn,
        Listed::All => true,
    }
}

async fn whole_list(world: &World, query: &str) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for page in 1.. {
        let some = world.listed(ADA, &format!("?{query}&page-size=100&page={page}")).await;
        if some.is_empty() {
            break;
        }
        codes.extend(some);
    }
    codes
}

on_both! {
    async fn a_list_holds_what_the_rules_say_and_nothing_else(engine) {
        let world = World::fresh(engine).await;
        let all = every(&world);
        let mut bulk = world.store.bulk().await.unwrap();
        bulk.add(&all).await.unwrap();
        bulk.commit().await.unwrap();
        let on = today();
        for listed in Listed::ALL {
            for stale in [false, true] {
                let told = whole_list(&world, &format!("status={listed}{}", if stale { "&stale=yes" } else { "" })).await;
                let is_meant = |offer: &&Offer| {
                    belongs(offer, *listed, on) && (!stale || is_stale(offer.kind, offer.standing(on), offer.heard_on, on))
                };
                let meant: BTreeSet<String> = all.iter().filter(is_meant).map(|offer| offer.code.clone()).collect();
                assert_eq!(told, meant, "{listed}, stale: {stale}");
            }
        }
    }
}
