//! Searches: begun in one short form, filled in later, paused, ended, begun anew; each within its partner's reach.

use axum::http::StatusCode;
use kernel::{PathwayId, PersonId, Role};
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::Pathway;
use people::rules::household::Relation;
use people::rules::person::Sex;
use people::store::households::{Household, Membership};
use people::store::persons::{Identity, KnownAt, Person};
use serde_json::{Value, json};
use testkit::{on_both, today};

use super::world::{ADA, EVA, Told, UGO, World, code, id};

/// A household that a member's partner accompanies: Amina, 34, and Idris, 6.
pub(crate) async fn accompanied(world: &World, member: usize) -> (Pathway, PersonId, PersonId) {
    let now = world.clock.now();
    let partner = world.partners[usize::from(member == EVA)];
    let mut household = Household::new(now);
    let born = |years: i32| Some(kernel::BirthDay::Day(today().plus_months(-12 * years)));
    let people = [Person::new(Sex::Female, born(34), None), Person::new(Sex::Male, born(6), None)];
    let names = [Identity::new(people[0].id, "Amina", "Prova"), Identity::new(people[1].id, "Idris", "Prova")];
    household.reference_id = Some(people[0].id);
    household.size = 2;
    let relations = [Relation::Reference, Relation::Child];
    let spells: Vec<Membership> = people
        .iter()
        .zip(relations)
        .map(|(person, relation)| Membership {
            household_id: household.id,
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
            household_id: household.id,
            programme: "fra-noi-2".parse().unwrap(),
            organisation_id: partner,
            territory: "lombardia".parse().unwrap(),
        })
        .collect();
    let pathway = Pathway {
        id: PathwayId::fresh(),
        version: 0,
        code: people::rules::code::of('P', PathwayId::fresh().as_uuid()),
        programme: "fra-noi-2".parse().unwrap(),
        organisation_id: partner,
        territory: "lombardia".parse().unwrap(),
        household_id: household.id,
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

async fn begun(world: &World, member: usize, pathway: &Pathway, said: Value) -> Told {
    let mut said = said;
    said["pathway"] = json!(pathway.id);
    if said.get("urgency").is_none() {
        said["urgency"] = json!("soon");
    }
    world.api(member, "POST", "/api/v1/searches", &said).await
}

async fn begun_well(world: &World, member: usize, pathway: &Pathway, said: Value) -> Value {
    let told = begun(world, member, pathway, said).await;
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
    told.json()
}

async fn act(world: &World, member: usize, search: &Value, act: &str, body: Value) -> Told {
    world.api(member, "POST", &format!("/api/v1/searches/{}/{act}", id(search)), &body).await
}

async fn listed(world: &World, member: usize, query: &str) -> Vec<String> {
    let told = world.api(member, "GET", &format!("/api/v1/searches{query}"), &json!({})).await;
    assert_eq!(told.status, StatusCode::OK, "{query}: {}", told.body);
    told.json()["items"].as_array().unwrap().iter().map(code).collect()
}

fn missing(search: &Value) -> Vec<String> {
    search["missing"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn a_search_begins_from_the_pathway_in_one_short_form(engine) {
        let world = World::fresh(engine).await;
        let (pathway, amina, _) = accompanied(&world, ADA).await;
        let along = format!("/pathways/{}/searches", pathway.id);
        let blank = world.page(ADA, &along).await;
        assert!(blank.contains("Apri una ricerca") && blank.contains("Amina Prova") && !blank.contains("Idris"), "{blank}");
        assert!(world.page(ADA, &format!("/pathways/{}", pathway.id)).await.contains(&along), "the pathway leads there");
        let told = world.post(ADA, &along, &[("kind", "home"), ("urgency", "urgent"), ("since", "01/10/2026")]).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
        let page = world.page(ADA, &told.place).await;
        assert!(page.contains("Non può aspettare") && page.contains("da 52 giorni") && page.contains("Quale canone possono pagare"), "{page}");
        let work = world.post(ADA, &along, &[("kind", "work"), ("urgency", "soon"), ("since", "")]).await;
        assert!(work.status == StatusCode::UNPROCESSABLE_ENTITY && work.body.contains("Scegli chi cerca lavoro"), "{}", work.body);
        let work = world.post(ADA, &along, &[("kind", "work"), ("urgency", "soon"), ("person", &amina.to_string())]).await;
        assert_eq!(work.status, StatusCode::SEE_OTHER, "{}", work.body);
        assert_eq!(listed(&world, ADA, "").await.len(), 2);
        let all = world.page(ADA, &along).await;
        assert!(all.contains("Lavoro: Amina Prova"), "{all}");
        let timeline = world.page(ADA, &format!("/pathways/{}/timeline", pathway.id)).await;
        assert!(timeline.contains("Ricerca aperta"), "{timeline}");
    }

    async fn of_one_kind_only_one_search_lives(engine) {
        let world = World::fresh(engine).await;
        let (pathway, amina, idris) = accompanied(&world, ADA).await;
        let home = begun_well(&world, ADA, &pathway, json!({ "kind": "home" })).await;
        let again = begun(&world, ADA, &pathway, json!({ "kind": "home" })).await;
        assert_eq!(again.wrong(), [("kind".to_owned(), "search-open-already".to_owned())]);
        begun_well(&world, ADA, &pathway, json!({ "kind": "family" })).await;
        begun_well(&world, ADA, &pathway, json!({ "kind": "work", "person": amina })).await;
        let child = begun(&world, ADA, &pathway, json!({ "kind": "work", "person": idris })).await;
        assert_eq!(child.wrong(), [("person".to_owned(), "too-young-to-work".to_owned())]);
        assert_eq!(begun(&world, ADA, &pathway, json!({ "kind": "work", "person": amina })).await.wrong().len(), 1);
        assert_eq!(act(&world, ADA, &home, "pause", json!({})).await.status, StatusCode::OK);
        assert_eq!(begun(&world, ADA, &pathway, json!({ "kind": "home" })).await.wrong().len(), 1, "a pause keeps it");
        assert_eq!(act(&world, ADA, &home, "end", json!({ "reason": "changed-mind" })).await.status, StatusCode::OK);
        let other = begun_well(&world, ADA, &pathway, json!({ "kind": "home" })).await;
        let told = act(&world, ADA, &home, "reopening", json!({})).await;
        assert_eq!(told.wrong(), [("kind".to_owned(), "search-open-already".to_owned())]);
        assert_eq!(act(&world, ADA, &other, "success", json!({})).await.json()["status"], "met");
        let home = act(&world, ADA, &home, "reopening", json!({})).await.json();
        assert_eq!((home["status"].clone(), home["ended-for"].clone()), (json!("open"), Value::Null));
    }

    async fn what_is_not_asked_is_a_question_and_an_empty_list_is_an_answer(engine) {
        let world = World::fresh(engine).await;
        let (pathway, ..) = accompanied(&world, ADA).await;
        let home = begun_well(&world, ADA, &pathway, json!({ "kind": "home" })).await;
        let path = format!("/api/v1/searches/{}", id(&home));
        assert!(["places", "rent", "guarantees", "access-needs"].iter().all(|gap| missing(&home).contains(&(*gap).to_owned())));
        let said = json!({
            "places": ["Pioltello", "Segrate"], "kinds": ["any"], "rent": "450", "guarantees": ["none"], "must-reach-none": true,
            "shares-home": "no", "schools": ["primary"],
        });
        let told = world.api(ADA, "PATCH", &path, &said).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        let living = &told.json()["living"];
        assert_eq!((living["kinds"].clone(), living["guarantees"].clone(), living["must-reach"].clone()), (json!([]), json!([]), json!([])));
        assert_eq!((living["places"][0]["name"].clone(), living["shares-home"].clone(), living["pets"].clone()), (json!("Pioltello (MI)"), json!(false), Value::Null));
        let now = missing(&told.json());
        assert!(!now.contains(&"rent".to_owned()) && !now.contains(&"guarantees".to_owned()) && now.contains(&"deposit".to_owned()), "{now:?}");
        assert!(!now.contains(&"longest-way".to_owned()), "nowhere to go, no way to measure: {now:?}");
        let patched = world.api(ADA, "PATCH", &path, &json!({ "places-any": true })).await.json();
        assert_eq!((patched["living"]["places"].clone(), patched["living"]["rent"].clone()), (json!([]), json!(45000)), "what is not sent stays");
        let both = world.api(ADA, "PATCH", &path, &json!({ "kinds": ["any", "flat"] })).await;
        assert_eq!(both.wrong(), [("kinds".to_owned(), "search-empty-and-some".to_owned())]);
        let odd = world.api(ADA, "PATCH", &path, &json!({ "places": ["Atlantide"] })).await;
        assert_eq!(odd.wrong(), [("places".to_owned(), "search-unknown-place".to_owned())]);
        let wrong_kind = world.api(ADA, "PATCH", &path, &json!({ "most-hours": 20 })).await;
        assert_eq!(wrong_kind.wrong(), [("most-hours".to_owned(), "unknown-field".to_owned())]);
        let page = world.page(ADA, &format!("/searches/{}/edit", id(&home))).await;
        assert!(page.contains("Lascia vuoto quello che nessuno ha ancora chiesto"), "{page}");
    }

    async fn work_is_wished_in_occupations_with_months(engine) {
        let world = World::fresh(engine).await;
        let (pathway, amina, _) = accompanied(&world, ADA).await;
        let work = begun_well(&world, ADA, &pathway, json!({ "kind": "work", "person": amina })).await;
        let path = format!("/searches/{}/edit", id(&work));
        let fields = [
            ("since", "01/11/2026"), ("urgency", "soon"), ("version", "0"), ("occupation", "9412"), ("occupation-months", "18"),
            ("occupation", "7512 · Panificatori"), ("occupation-months", ""), ("most-hours", "30"), ("licences", "none"),
            ("transport", "public"), ("transport", "bicycle"), ("italian", "a2"), ("may-work", "yes"),
        ];
        let told = world.post(ADA, &path, &fields).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
        let kept = world.api(ADA, "GET", &format!("/api/v1/searches/{}", id(&work)), &json!({})).await.json();
        let sought = &kept["work"];
        assert_eq!(sought["occupations"][0]["months"], 18);
        assert_eq!(sought["occupations"][1]["months"], Value::Null);
        assert_eq!((sought["licences"].clone(), sought["transport"].clone()), (json!([]), json!(["public", "bicycle"])));
        let page = world.page(ADA, &path).await;
        assert!(page.contains("value=\"18\""), "what stands comes back: {page}");
        let stale = world.post(ADA, &path, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "somebody was faster");
        let crossed = world.api(ADA, "PATCH", &format!("/api/v1/searches/{}", id(&work)), &json!({ "fewest-hours": 40 })).await;
        assert_eq!(crossed.wrong(), [("fewest-hours".to_owned(), "search-hours-crossed".to_owned())]);
        world.page(ADA, &format!("/searches/{}", id(&work))).await;
    }

    async fn another_partner_and_the_wrong_role_find_nothing(engine) {
        let world = World::fresh(engine).await;
        let (pathway, ..) = accompanied(&world, ADA).await;
        let home = begun_well(&world, ADA, &pathway, json!({ "kind": "home" })).await;
        assert_eq!((listed(&world, UGO, "").await, listed(&world, EVA, "").await), (vec![code(&home)], Vec::new()));
        let path = format!("/searches/{}", id(&home));
        for place in ["", "/edit", "/end", "/vetoes", "/access"] {
            let told = world.get_as(&world.says(EVA, Role::CaseWorker), &format!("{path}{place}"), "it").await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{place}");
        }
        for what in ["pause", "success", "end", "reopening", "vetoes"] {
            let told = act(&world, EVA, &home, what, json!({ "reason": "other", "by": "household", "owner": "Rossi" })).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{what}: {}", told.body);
        }
        assert_eq!(begun(&world, EVA, &pathway, json!({ "kind": "family" })).await.status, StatusCode::NOT_FOUND);
        let lead = format!("lead-partner_all_{}", world.members[EVA]);
        let seen = world.api_as(&lead, "GET", &format!("/api/v1{path}"), &json!({})).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
        assert!(!missing(&seen.json()).contains(&"access-needs".to_owned()), "who may not read needs is not told of their gaps");
        assert_eq!(world.api_as(&lead, "GET", &format!("/api/v1{path}/access"), &json!({})).await.status, StatusCode::NOT_FOUND);
        for who in [&lead, &world.says(ADA, Role::MobileTeam), &world.says(ADA, Role::Trainer)] {
            let told = world.api_as(who, "POST", &format!("/api/v1{path}/pause"), &json!({})).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{who}");
        }
        for who in [world.says(ADA, Role::Trainer), world.says(ADA, Role::MonitoringOfficer), world.says(ADA, Role::PartnerAdministrator)] {
            assert_eq!(world.api_as(&who, "GET", "/api/v1/searches", &json!({})).await.status, StatusCode::FORBIDDEN, "{who}");
        }
    }

    async fn what_a_body_needs_is_read_with_its_own_permission_and_told_by_no_journal(engine) {
        let world = World::fresh(engine).await;
        let (pathway, amina, idris) = accompanied(&world, ADA).await;
        let home = begun_well(&world, ADA, &pathway, json!({ "kind": "home" })).await;
        let path = format!("/api/v1/searches/{}/access", id(&home));
        let put = world.api(ADA, "PUT", &path, &json!({ "person": [amina, idris], "needs": ["stairs", "wheelchair"] })).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.body);
        let page = world.page(ADA, &format!("/searches/{}", id(&home))).await;
        assert!(page.contains("Spazio per una carrozzina") && page.contains("Ricerca modificata"), "{page}");
        let lead = world.get_as(&format!("lead-partner_all_{}", world.members[EVA]), &format!("/searches/{}", id(&home)), "it").await;
        assert!(lead.status == StatusCode::OK && !lead.body.contains("carrozzina") && !lead.body.contains("Entrare in casa"), "{}", lead.body);
        let (other, stranger, _) = accompanied(&world, ADA).await;
        assert_ne!(other.id, pathway.id);
        let told = world.api(ADA, "PUT", &path, &json!({ "person": [stranger], "needs": ["step-free"] })).await;
        assert_eq!(told.wrong(), [("person".to_owned(), "search-not-of-household".to_owned())]);
        let (amina, idris) = (amina.to_string(), idris.to_string());
        let said = |version, needs| [("person", &*amina), ("needs", ""), ("person", &*idris), ("needs", needs), ("version", version)];
        let form = world.post(ADA, &format!("/searches/{}/access", id(&home)), &said("1", "step-free")).await;
        assert_eq!(form.status, StatusCode::SEE_OTHER, "{}", form.body);
        let now = world.api(ADA, "GET", &path, &json!({})).await.json();
        assert_eq!((now["items"][0]["needs"].clone(), now["items"][1]["needs"].clone()), (Value::Null, json!("step-free")));
    }

    async fn who_writes_needs_down_second_sees_what_was_written_meanwhile(engine) {
        let world = World::fresh(engine).await;
        let (pathway, amina, idris) = accompanied(&world, ADA).await;
        let home = begun_well(&world, ADA, &pathway, json!({ "kind": "home" })).await;
        let path = format!("/searches/{}/access", id(&home));
        assert!(world.page(ADA, &path).await.contains("name=\"version\" value=\"0\""));
        let (amina, idris) = (amina.to_string(), idris.to_string());
        let said = |needs| [("person", &*amina), ("needs", ""), ("person", &*idris), ("needs", needs), ("version", "0")];
        assert_eq!(world.post(UGO, &path, &said("wheelchair")).await.status, StatusCode::SEE_OTHER);
        let told = world.post(ADA, &path, &said("step-free")).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
        assert!(told.body.contains("Nel frattempo qualcuno ha scritto: Spazio per una carrozzina"), "{}", told.body);
        assert!(told.body.contains("value=\"step-free\" selected") && told.body.contains("name=\"version\" value=\"1\""), "{}", told.body);
        let old = json!({ "person": [amina], "needs": ["stairs"], "version": 0 });
        assert_eq!(world.api(ADA, "PUT", &format!("/api/v1{path}"), &old).await.status, StatusCode::CONFLICT);
        let now = world.api(ADA, "GET", &format!("/api/v1{path}"), &json!({})).await.json();
        assert_eq!(now["items"][1]["needs"], "wheelchair", "nothing was overwritten");
    }

    async fn a_no_names_an_offer_that_one_sees_or_whoever_offers(engine) {
        let world = World::fresh(engine).await;
        let (pathway, ..) = accompanied(&world, ADA).await;
        let home = begun_well(&world, ADA, &pathway, json!({ "kind": "home" })).await;
        let offer = world.offer(ADA, json!({ "kind": "home", "title": "Bilocale", "open": true })).await;
        let job = world.offer(ADA, json!({ "kind": "work", "title": "Mensa", "open": true })).await;
        let secret = world.offer(EVA, json!({ "kind": "home", "shared-with": "organisation", "open": true })).await;
        let veto = |said: Value| {
            let (world, home) = (&world, &home);
            async move { act(world, ADA, home, "vetoes", said).await }
        };
        let made = veto(json!({ "by": "household", "offer": code(&offer), "reason": "Troppo lontano dalla zia" })).await;
        assert_eq!((made.status, made.json()["offer-label"].clone()), (StatusCode::CREATED, json!("Bilocale")), "{}", made.body);
        assert_eq!(veto(json!({ "by": "household" })).await.wrong(), [("offer".to_owned(), "veto-nothing".to_owned())]);
        assert_eq!(veto(json!({ "by": "household", "offer": code(&job) })).await.wrong(), [("offer".to_owned(), "veto-other-kind".to_owned())]);
        assert_eq!(veto(json!({ "by": "household", "offer": code(&secret) })).await.wrong(), [("offer".to_owned(), "veto-unknown-offer".to_owned())]);
        assert_eq!(veto(json!({ "by": "offerer", "owner": "Agenzia Prova" })).await.status, StatusCode::CREATED);
        let page = world.page(ADA, &format!("/searches/{}", id(&home))).await;
        assert!(page.contains("Troppo lontano") && page.contains("Agenzia Prova"), "{page}");
        let gone = format!("/search-vetoes/{}/removal", id(&made.json()));
        assert_eq!(world.post(EVA, &gone, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.post(ADA, &gone, &[]).await.status, StatusCode::SEE_OTHER);
        let left = world.api(ADA, "GET", &format!("/api/v1/searches/{}/vetoes", id(&home)), &json!({})).await.json();
        assert_eq!(left["total"], 1);
    }

    async fn along_a_closed_pathway_nothing_is_looked_for(engine) {
        let world = World::fresh(engine).await;
        let (pathway, ..) = accompanied(&world, ADA).await;
        let closed = Pathway { id: PathwayId::fresh(), code: "P-CLOSED".into(), status: PathwayStatus::Closed, closed_on: Some(today()), ..pathway };
        let mut bulk = world.store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&closed)).await.unwrap();
        bulk.commit().await.unwrap();
        let told = begun(&world, ADA, &closed, json!({ "kind": "home" })).await;
        assert!(told.status.is_client_error() && told.body.contains("search-pathway-closed"), "{}", told.body);
        let tomorrow = today().plus_days(1);
        let ahead = begun(&world, ADA, &closed, json!({ "kind": "home", "since": tomorrow })).await;
        assert!(ahead.status.is_client_error(), "{}", ahead.body);
        assert!(!world.page(ADA, &format!("/pathways/{}/searches", closed.id)).await.contains("Apri una ricerca"));
    }

    async fn a_list_is_narrowed_sorted_and_taken_away(engine) {
        let world = World::fresh(engine).await;
        let (one, ..) = accompanied(&world, ADA).await;
        let (two, amina, _) = accompanied(&world, ADA).await;
        let late = begun_well(&world, ADA, &one, json!({ "kind": "home", "since": today().plus_days(-3), "urgency": "routine" })).await;
        let early = begun_well(&world, ADA, &two, json!({ "kind": "home", "since": today().plus_days(-90), "urgency": "urgent" })).await;
        let work = begun_well(&world, ADA, &two, json!({ "kind": "work", "person": amina })).await;
        assert_eq!(listed(&world, ADA, "?kind=home").await, [code(&early), code(&late)], "who waits longest stands first");
        assert_eq!(listed(&world, ADA, "?kind=home&sort=-since").await, [code(&late), code(&early)]);
        assert_eq!(listed(&world, ADA, "?urgency=urgent").await, [code(&early)]);
        assert_eq!(listed(&world, ADA, &format!("?pathway={}&sort=since", two.id)).await, [code(&early), code(&work)]);
        act(&world, ADA, &work, "pause", json!({})).await;
        assert_eq!((listed(&world, ADA, "?kind=work").await.len(), listed(&world, ADA, "?kind=work&status=paused").await), (0, vec![code(&work)]));
        let page = world.page(ADA, "/searches?kind=home&urgency=urgent").await;
        assert!(page.contains(&code(&early)) && !page.contains(&code(&late)), "{page}");
        let sheet = world.get_as(&world.says(ADA, Role::CaseWorker), "/searches/export?format=csv", "it").await;
        assert!(sheet.body.contains(&code(&late)) && sheet.body.contains("Può aspettare") && !sheet.body.contains(&code(&work)), "{}", sheet.body);
    }
}
