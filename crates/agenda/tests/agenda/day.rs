//! The day: what is derived, what is written by hand, what is done in one press.

use attachments::rules::attachment::{AttachmentKind, AttachmentState, Media};
use attachments::store::attachments::{Attachment, AttachmentId, HealthAttachment};
use axum::http::StatusCode;
use kernel::Role;
use pathways::rules::pathway::PathwayStatus;
use pathways::rules::step::StepStatus;
use pathways::store::follow_ups::{FollowUp, FollowUpId};
use pathways::store::looks::{LookId, VerdictLook};
use pathways::store::pathways::Pathway;
use pathways::store::steps::Step;
use pathways::store::verdicts::known_of_many;
use people::permissions::ViewLegalStatus;
use people::store::households::members_of;
use people::store::papers::Permit;
use placement::rules::placement::{EndReason, PlacementKind};
use placement::store::mediation::{self, MediationSaid};
use placement::store::stays::{self, Ending, NewPlacement, Terms};
use programmes::catalogue::Catalogue;
use programmes::rules::{Evidence, PermitKind, PermitState, verdict};
use serde_json::json;
use store::{Json, System};
use testkit::on_both;
use web::Permission;

use super::world::{ADA, EVA, UGO, World, day};

fn texts(told: &serde_json::Value, standing: &str) -> Vec<String> {
    let tasks = told["tasks"].as_array().unwrap().iter().filter(|task| task["standing"] == standing);
    tasks.map(|task| task["text"].as_str().unwrap_or(task["kind"].as_str().unwrap()).to_owned()).collect()
}

on_both! {
    async fn steps_stand_in_the_day_by_how_soon_they_are_due_and_vanish_when_they_are_done(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let late = world.step(&pathway, "Chiamare il CAF", "2026-11-20").await;
        world.step(&pathway, "Firmare in Comune", "2026-11-22").await;
        world.step(&pathway, "Visita alla casa", "2026-11-27").await;
        world.step(&pathway, "Iscrizione a scuola", "2026-12-04").await;
        world.step(&pathway, "Troppo lontano", "2027-04-01").await;
        let told = world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json();
        assert_eq!(texts(&told, "overdue"), ["Chiamare il CAF"]);
        assert_eq!(texts(&told, "today"), ["Firmare in Comune"]);
        assert_eq!(texts(&told, "this-week"), ["Visita alla casa"]);
        assert_eq!(texts(&told, "later"), ["Iscrizione a scuola"]);
        let page = world.page(ADA, "/").await;
        assert!(page.contains("Chiamare il CAF") && page.contains("Amina Prova") && page.contains("In ritardo dal 20/11/2026"), "{page}");

        // One press marks it done, and the day is where it goes on.
        let done = world.post(ADA, &format!("/steps/{}/done", late.id), &[("next", "/"), ("version", "0")]).await;
        assert_eq!((done.status, done.place.as_str()), (StatusCode::SEE_OTHER, "/?done=step-done"));
        let told = world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json();
        assert_eq!(texts(&told, "overdue"), [""; 0]);
        let step = world.store.system(System::Demo).rows::<Step>().id(late.id).one().await.unwrap();
        assert_eq!(step.status, StepStatus::Done);

        // A note in two: open the fold, save; and the day is where it goes on.
        let path = format!("/pathways/{}/notes", pathway.id);
        let note = world.post(ADA, &path, &[("next", "/"), ("words", "Ha chiamato lei.")]).await;
        assert_eq!(note.place, "/?done=note-written");
    }

    async fn check_ins_and_mediation_visits_stand_in_the_day_until_they_are_held(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let db = world.db(ADA, "test");
        let new = NewPlacement {
            kind: PlacementKind::Tenancy,
            household_id: pathway.household_id,
            person_id: None,
            pathway_id: Some(pathway.id),
            offer_id: None,
            proposal_id: None,
            programme: pathway.programme.clone(),
            organisation_id: pathway.organisation_id,
            territory: pathway.territory.clone(),
            terms: Terms::default(),
            follows: None,
        };
        let placement = stays::plan_and_begin(&db, new, day("2026-10-30")).await.unwrap();
        let planned = MediationSaid { planned_on: Some(day("2026-11-25")), ..MediationSaid::default() };
        mediation::add(&db, &placement, planned).await.unwrap();
        let told = world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json();
        let tasks = told["tasks"].as_array().unwrap();
        let kinds: Vec<_> = tasks.iter().map(|task| (task["kind"].as_str().unwrap(), task["standing"].as_str().unwrap(), task["days"].as_i64())).collect();
        assert_eq!(kinds, [("check-in", "overdue", Some(7)), ("mediation", "this-week", None), ("check-in", "this-week", Some(30))]);
        assert_eq!(world.api(EVA, "GET", "/api/v1/day?whose=all", &json!({})).await.json()["tasks"], json!([]));
        assert_eq!(world.api(UGO, "GET", "/api/v1/day?whose=mine", &json!({})).await.json()["tasks"], json!([]));
        let page = world.page(ADA, "/").await;
        assert!(page.contains("Casa in affitto · Dopo una settimana") && page.contains("Amina Prova"), "{page}");
        assert!(page.contains("name=\"household\" value=\"shaky\""), "{page}");

        // Two presses: open the fold, say how it goes; and the day is where it goes on.
        let path = tasks[0]["href"].as_str().unwrap().to_owned();
        let quick = [("next", "/"), ("version", "0"), ("spoken-with", "household"), ("household", "good")];
        let held = world.post(ADA, &path, &quick).await;
        assert_eq!((held.status, held.place.as_str()), (StatusCode::SEE_OTHER, "/?done=check-in-held"));
        let told = world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json();
        assert_eq!(texts(&told, "overdue"), [""; 0]);
        let ending = Ending { on: day("2026-11-22"), reason: EndReason::Moved, words: None };
        stays::end(&db, db.held(placement.id).await.unwrap(), ending).await.unwrap();
        assert_eq!(world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json()["tasks"], json!([]), "what ended asks for nothing");
    }

    async fn nobody_sees_the_day_of_another_partner(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        world.step(&pathway, "Chiamare il CAF", "2026-11-20").await;
        for whose in ["mine", "all"] {
            let told = world.api(EVA, "GET", &format!("/api/v1/day?whose={whose}"), &json!({})).await.json();
            assert_eq!(texts(&told, "overdue"), [""; 0]);
        }
        // A colleague of the same partner sees it among all, not among the own.
        let told = world.api(UGO, "GET", "/api/v1/day?whose=all", &json!({})).await.json();
        assert_eq!(texts(&told, "overdue"), ["Chiamare il CAF"]);
        let told = world.api(UGO, "GET", "/api/v1/day?whose=mine", &json!({})).await.json();
        assert_eq!(texts(&told, "overdue"), [""; 0]);
    }

    async fn a_permit_that_ends_is_told_until_another_took_its_place(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let db = world.store.system(System::Demo);
        let person = members_of(&db, pathway.household_id).await.unwrap()[0].1.id;
        let permit = Permit {
            kind: Some(PermitKind::Asylum),
            expires_on: Some(day("2026-12-15")),
            ..Permit::new(person, PermitState::Issued)
        };
        world.add(std::slice::from_ref(&permit)).await;
        let alerts = |told: serde_json::Value| told["alerts"].as_array().unwrap().clone();
        for whose in ["mine", "all"] {
            let told = alerts(world.api(ADA, "GET", &format!("/api/v1/day?whose={whose}"), &json!({})).await.json());
            assert_eq!(told.len(), 1, "{whose}");
            assert_eq!((told[0]["due"].as_str(), told[0]["label"].as_str()), (Some("2026-12-15"), Some("Amina Prova")));
            assert_eq!(told[0]["alert"], "renewal-due");
        }
        assert!(world.page(ADA, "/").await.contains("È ora di chiedere il rinnovo"));
        assert_eq!(alerts(world.api(EVA, "GET", "/api/v1/day?whose=all", &json!({})).await.json()).len(), 0);
        let held = db.held::<Permit>(permit.id).await.unwrap();
        let renewed = Permit { state: PermitState::Renewed, ..held.clone() };
        people::store::papers::put(&db, held, renewed).await.unwrap();
        assert_eq!(alerts(world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json()).len(), 0);
    }

    async fn lapsed_permits_of_closed_pathways_hide_no_living_one(engine) {
        let world = World::fresh(engine).await;
        let db = world.store.system(System::Demo);
        let mut permits = Vec::new();
        for (given, how_many, expires) in [("Chiusa", 60, "2025-01-10"), ("Amina", 1, "2026-12-15")] {
            let pathway = world.pathway(ADA, given).await;
            let person = members_of(&db, pathway.household_id).await.unwrap()[0].1.id;
            permits.extend((0..how_many).map(|_| Permit {
                kind: Some(PermitKind::Asylum),
                expires_on: Some(day(expires)),
                ..Permit::new(person, PermitState::Issued)
            }));
            if given == "Chiusa" {
                let mut change = world.store.system(System::SignIn).change().await.unwrap();
                let this = Pathway::id.eq(pathway.id);
                change.set::<Pathway, _>(this, Pathway::status, PathwayStatus::Closed).await.unwrap();
                change.commit_at_the_door().await.unwrap();
            }
        }
        world.add(&permits).await;
        for (member, whose, expected) in [(ADA, "mine", 1), (ADA, "all", 1), (UGO, "all", 1), (EVA, "all", 0)] {
            let told = world.api(member, "GET", &format!("/api/v1/day?whose={whose}"), &json!({})).await.json();
            let labels: Vec<_> = told["alerts"].as_array().unwrap().iter().map(|one| one["label"].as_str()).collect();
            assert_eq!(labels, vec![Some("Amina Prova"); expected], "{whose}");
        }
    }

    async fn a_verdict_that_facts_re_opened_is_a_task_of_the_own_day(engine) {
        let world = World::fresh(engine).await;
        let (pathway, quiet) = (world.pathway(ADA, "Amina").await, world.pathway(ADA, "Zahra").await);
        let catalogue = Catalogue::read(None).unwrap();
        let programme = catalogue.get(&pathway.programme).unwrap();
        let db = world.db(ADA, ViewLegalStatus::CARD.name);
        let known = known_of_many(&db, [quiet.household_id], db.today()).await.unwrap();
        // Of the one nothing was known when somebody last looked; the other stands as it was looked at.
        for (along, evidence) in [(&pathway, Evidence::household(Vec::new())), (&quiet, known[&quiet.household_id].evidence())] {
            let body = verdict(programme, &evidence, db.today());
            world.add(&[VerdictLook {
                id: LookId::fresh(),
                version: 0,
                pathway_id: along.id,
                answer: body.answer.word().to_owned(),
                definition_version: i64::from(body.definition_version),
                day: day("2026-11-01"),
                body: Json(body),
                evidence: Json(evidence),
                reason: None,
                member_id: None,
                at: world.clock.now(),
            }]).await;
        }
        let told = world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json();
        let tasks: Vec<_> = told["tasks"].as_array().unwrap().iter().filter(|task| task["kind"] == "verdict").collect();
        assert_eq!(tasks.len(), 1, "{told}");
        assert_eq!((tasks[0]["label"].as_str(), tasks[0]["standing"].as_str()), (Some("Amina Prova"), Some("undated")));
        assert_eq!(tasks[0]["href"], json!(format!("/pathways/{}/verdict", pathway.id)));
        assert!(world.page(ADA, "/").await.contains(&format!("/pathways/{}/verdict", pathway.id)));
        let told = world.api(UGO, "GET", "/api/v1/day?whose=mine", &json!({})).await.json();
        assert_eq!(told["tasks"], json!([]), "to a colleague it is none");
    }

    async fn copies_that_expire_are_told_to_who_opens_them_while_the_household_is_accompanied(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let db = world.store.system(System::Demo);
        let person = members_of(&db, pathway.household_id).await.unwrap()[0].1.id;
        let copy = |kind, expires| Attachment {
            id: AttachmentId::fresh(),
            version: 0,
            person_id: person,
            kind,
            name: "copia.pdf".into(),
            media: Media::ALL[0],
            size: 1,
            expires_on: Some(day(expires)),
            note: None,
            added_at: world.clock.now(),
            added_by: None,
            state: AttachmentState::Kept,
            gone_at: None,
        };
        let health = AttachmentKind::ALL.iter().copied().find(|kind| kind.is_health()).unwrap();
        world.add(&[copy(AttachmentKind::Identity, "2026-11-30"), copy(AttachmentKind::Identity, "2027-11-30")]).await;
        world.add(&[HealthAttachment::from(copy(health, "2026-11-20"))]).await;
        for whose in ["mine", "all"] {
            let told = world.api(ADA, "GET", &format!("/api/v1/day?whose={whose}"), &json!({})).await.json();
            let days: Vec<_> = told["alerts"].as_array().unwrap().iter().map(|one| one["due"].as_str().unwrap()).collect();
            assert_eq!(days, ["2026-11-20", "2026-11-30"], "{whose}: {told}");
            assert!(told["alerts"].as_array().unwrap().iter().all(|one| one["kind"] == "attachment" && one["label"] == "Amina Prova"));
        }
        assert!(world.page(ADA, "/").await.contains("Documento in scadenza"));
        // Coordinators open none about health.
        let page = world.get_as(&world.says(UGO, Role::Coordinator), "/?whose=all", "it").await.body;
        assert!(page.contains("30/11/2026") && !page.contains("20/11/2026"), "{page}");
        let told = world.api(EVA, "GET", "/api/v1/day?whose=all", &json!({})).await.json();
        assert_eq!(told["alerts"], json!([]));
    }

    async fn a_follow_up_is_told_before_and_after_its_day(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let closing = pathways::store::closings::Closing {
            id: pathways::store::closings::ClosingId::fresh(),
            version: 0,
            pathway_id: pathway.id,
            closed_on: day("2026-08-20"),
            reason: pathways::rules::closing::ClosingReason::ALL[0],
            result: "Casa trovata".into(),
            home: pathways::rules::closing::HomeState::ALL[0],
            work: pathways::rules::closing::WorkState::ALL[0],
            ties: pathways::rules::closing::TiesState::ALL[0],
            taken_back_on: None,
        };
        let follow_up = |months, due: &str| FollowUp {
            id: FollowUpId::fresh(),
            version: 0,
            pathway_id: pathway.id,
            closing_id: closing.id,
            months,
            due_on: day(due),
            done_on: None,
            reached: None,
            home: None,
            work: None,
            ties: None,
            words: None,
        };
        let rows = [follow_up(3, "2026-11-20"), follow_up(6, "2026-11-30"), follow_up(12, "2027-08-20")];
        world.add(std::slice::from_ref(&closing)).await;
        world.add(&rows).await;
        let told = world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json();
        assert_eq!(texts(&told, "overdue"), ["follow-up"]);
        assert_eq!(texts(&told, "later"), ["follow-up"]);
        assert!(world.page(ADA, "/").await.contains("Richiamo dopo la chiusura"));
    }

    async fn a_task_is_written_for_a_colleague_done_in_one_press_and_taken_back(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let ugo = world.members[UGO].to_string();
        let fields = [("what", "Portare le chiavi"), ("due-on", "23/11/2026"), ("assigned-to", ugo.as_str()), ("pathway", pathway.code.as_str())];
        let told = world.post(ADA, "/tasks", &fields).await;
        assert_eq!((told.status, told.place.as_str()), (StatusCode::SEE_OTHER, "/tasks?done=task-written"), "{}", told.body);
        let day = world.api(UGO, "GET", "/api/v1/day", &json!({})).await.json();
        assert_eq!(texts(&day, "this-week"), ["Portare le chiavi"]);
        let page = world.page(UGO, "/tasks").await;
        assert!(page.contains("Portare le chiavi") && page.contains("scritto da Ada Prova"), "{page}");
        assert!(world.page(ADA, "/tasks").await.contains("Affidati ad altri"));

        let id = day["tasks"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/tasks/{id}/state");
        let done = world.post(UGO, &path, &[("act", "do"), ("next", "/")]).await;
        assert_eq!(done.place, "/?done=task-done");
        // Pressed twice, it stays done once.
        assert_eq!(world.post(UGO, &path, &[("act", "do")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(texts(&world.api(UGO, "GET", "/api/v1/day", &json!({})).await.json(), "this-week"), [""; 0]);
        world.post(UGO, &path, &[("act", "undo")]).await;
        let told = world.api(UGO, "PATCH", &format!("/api/v1/tasks/{id}"), &json!({ "due-on": "2026-11-22" })).await;
        assert_eq!((told.status, told.json()["due-on"].as_str()), (StatusCode::OK, Some("2026-11-22")), "{}", told.body);
        assert_eq!(told.json()["what"], "Portare le chiavi");
    }

    async fn a_task_goes_to_no_stranger_and_is_seen_by_no_third(engine) {
        let world = World::fresh(engine).await;
        let eva = world.members[EVA].to_string();
        let told = world.post(ADA, "/tasks", &[("what", "Di nascosto"), ("assigned-to", eva.as_str())]).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.body.contains("Di nascosto"), "what was typed comes back");
        let made = world.api(ADA, "POST", "/api/v1/tasks", &json!({ "what": "Per me" })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        for (method, path) in [("GET", format!("/tasks/{id}/edit")), ("POST", format!("/tasks/{id}/state"))] {
            let told = match method {
                "GET" => world.get_as(&world.says(UGO, Role::CaseWorker), &path, "it").await,
                _ => world.post(UGO, &path, &[("act", "do")]).await,
            };
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{method} {path}");
        }
        let wrong = world.api(ADA, "POST", "/api/v1/tasks", &json!({ "what": "x", "pathway": "P-NIENTE" })).await;
        assert!(wrong.body.contains("unknown-pathway"), "{}", wrong.body);
    }

    async fn a_task_changed_by_two_shows_the_second_what_stands(engine) {
        let world = World::fresh(engine).await;
        let made = world.api(ADA, "POST", "/api/v1/tasks", &json!({ "what": "Uno" })).await.json();
        let path = format!("/tasks/{}/edit", made["id"].as_str().unwrap());
        let first = world.post(ADA, &path, &[("what", "Due"), ("version", "0")]).await;
        assert_eq!(first.place, "/tasks?done=task-changed", "{}", first.body);
        let second = world.post(ADA, &path, &[("what", "Tre"), ("version", "0")]).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert!(second.body.contains("Tre") && second.body.contains("name=\"version\" value=\"1\""), "{}", second.body);
    }

    async fn whoever_has_no_day_here_begins_elsewhere(engine) {
        let world = World::fresh(engine).await;
        let told = world.get_as(&world.says(ADA, Role::PartnerAdministrator), "/", "it").await;
        assert_eq!(told.status, StatusCode::SEE_OTHER);
        assert_ne!(told.place, "/");
        let nobody = world.get_as("", "/", "it").await;
        assert!(nobody.place.starts_with("/sign-in"), "{}", nobody.place);
    }
}
