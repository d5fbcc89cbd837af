//! Households, homes and work that the tests of the desk match.

use axum::http::StatusCode;
use kernel::{HouseholdId, PathwayId, PersonId};
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::Pathway;
use people::rules::household::Relation;
use people::rules::person::Sex;
use people::store::households::{Household, Membership};
use people::store::persons::{Identity, KnownAt, Person};
use serde_json::{Value, json};
use testkit::today;

use super::world::{EVA, World, id};

/// A woman and her child of six, whom a member's partner accompanies; listed whole, living in Pioltello.
pub(crate) async fn accompanied(world: &World, member: usize, name: &str) -> (Pathway, PersonId, PersonId) {
    let now = world.clock.now();
    let partner = world.partners[usize::from(member == EVA)];
    let mut household = Household::new(now);
    household.everyone_listed = true;
    household.municipality = Some("015175".to_owned());
    let born = |years: i32| Some(kernel::BirthDay::Day(today().plus_months(-12 * years)));
    let people = [Person::new(Sex::Female, born(34), None), Person::new(Sex::Male, born(6), None)];
    let names = [Identity::new(people[0].id, name, "Prova"), Identity::new(people[1].id, "Idris", "Prova")];
    household.reference_id = Some(people[0].id);
    household.size = 2;
    let (home, of): (HouseholdId, _) = (household.id, [Relation::Reference, Relation::Child]);
    let spells: Vec<Membership> = people
        .iter()
        .zip(of)
        .map(|(person, relation)| Membership {
            household_id: home,
            person_id: person.id,
            relation,
            since: None,
            until: None,
        })
        .collect();
    let known: Vec<KnownAt> = people
        .iter()
        .map(|person| KnownAt {
            person_id: person.id,
            household_id: home,
            programme: "fra-noi-2".parse().unwrap(),
            organisation_id: partner,
            territory: "lombardia".parse().unwrap(),
        })
        .collect();
    let path = PathwayId::fresh();
    let pathway = Pathway {
        id: path,
        version: 0,
        code: people::rules::code::of('P', path.as_uuid()),
        programme: "fra-noi-2".parse().unwrap(),
        organisation_id: partner,
        territory: "lombardia".parse().unwrap(),
        household_id: home,
        referral_id: None,
        case_worker: world.members[member],
        status: PathwayStatus::UnderWay,
        opened_on: today().plus_days(-60),
        closed_on: None,
        last_activity: now,
        open_key: None,
    };
    let mut bulk = world.store.bulk().await.unwrap();
    bulk.add(&[household]).await.unwrap();
    bulk.add(&people).await.unwrap();
    bulk.add(&names).await.unwrap();
    bulk.add(&spells).await.unwrap();
    bulk.add(&known).await.unwrap();
    bulk.add(std::slice::from_ref(&pathway)).await.unwrap();
    bulk.commit().await.unwrap();
    (pathway, people[0].id, people[1].id)
}

/// A search for a home of which everything is known that rules ask.
pub(crate) async fn seeks_home(world: &World, member: usize, name: &str, waits: i64) -> Value {
    let (pathway, mother, child) = accompanied(world, member, name).await;
    let since = today().plus_days(-waits);
    let said = json!({ "pathway": pathway.id, "kind": "home", "urgency": "routine", "since": since });
    let made = world.api(member, "POST", "/api/v1/searches", &said).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let path = format!("/api/v1/searches/{}", id(&made.json()));
    let wishes = json!({
        "ready-from": today(), "places": "Pioltello", "kinds": ["any"], "rent": "500", "rent-support": "0", "deposit": "1500",
        "guarantees": ["pay-slips"], "shares-room": "no", "shares-home": "no", "pets": "no", "must-reach-none": true,
        "longest-minutes": 60, "schools": ["none"], "ties-none": true,
    });
    let told = world.api(member, "PATCH", &path, &wishes).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    let access = json!({ "person": [mother, child], "needs": ["stairs", "stairs"] });
    let told = world.api(member, "PUT", &format!("{path}/access"), &access).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    world.api(member, "GET", &path, &json!({})).await.json()
}

/// A home of which everything is known that rules ask.
pub(crate) async fn home(world: &World, member: usize, title: &str, rent: &str) -> Value {
    world
        .offer(
            member,
            json!({
                "kind": "home", "title": title, "municipality": "Pioltello", "letting": "whole", "room-beds": ["2"],
                "room-for": ["anyone"], "access": "lift", "rent": rent, "deposit": "1000", "owner-kind": "private",
                "available-from": today(), "asks-guarantees": ["none"], "schools-near": ["none"], "open": true,
            }),
        )
        .await
}

/// A run of a member for a kind.
pub(crate) async fn worked_out(world: &World, member: usize, kind: &str) -> Value {
    let made =
        world.api(member, "POST", "/api/v1/match-runs", &json!({ "programme": "fra-noi-2", "kind": kind })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let told = world.api(member, "GET", &format!("/api/v1/match-runs/{}", id(&made.json())), &json!({})).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    told.json()
}
