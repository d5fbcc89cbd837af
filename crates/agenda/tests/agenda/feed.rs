//! The calendar feed: read back by a parser that had no part in writing it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use calcard::Entry;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarStatus, ICalendarValue,
};
use kernel::Role;
use serde_json::{Value, json};
use testkit::on_both;

use super::world::{ADA, UGO, World};

async fn fetched(world: &World, path: &str) -> (StatusCode, String) {
    let told = world.ask(Request::get(path).body(Body::empty()).unwrap()).await;
    (told.status, told.body)
}

fn parsed(text: &str) -> ICalendar {
    let Entry::ICalendar(calendar) = calcard::Parser::new(text).entry() else { panic!("no calendar: {text}") };
    calendar
}

fn events(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
    calendar.components.iter().filter(|one| one.component_type == ICalendarComponentType::VEvent).collect()
}

fn text(event: &ICalendarComponent, name: &ICalendarProperty) -> String {
    match event.property(name).and_then(|entry| entry.values.first()) {
        Some(ICalendarValue::Text(text)) => text.to_string(),
        Some(ICalendarValue::Integer(number)) => number.to_string(),
        other => panic!("{name:?}: {other:?}"),
    }
}

fn seconds(event: &ICalendarComponent, name: &ICalendarProperty) -> i64 {
    match event.property(name).and_then(|entry| entry.values.first()) {
        Some(ICalendarValue::PartialDateTime(at)) => at.to_timestamp().expect("a full time in UTC"),
        other => panic!("{name:?}: {other:?}"),
    }
}

fn status(event: &ICalendarComponent) -> &ICalendarStatus {
    match event.property(&ICalendarProperty::Status).and_then(|entry| entry.values.first()) {
        Some(ICalendarValue::Status(status)) => status,
        other => panic!("{other:?}"),
    }
}

async fn made(world: &World, names: bool) -> String {
    let told = world.api(ADA, "POST", "/api/v1/calendar-feed", &json!({ "names": names })).await;
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
    told.json()["path"].as_str().unwrap().to_owned()
}

on_both! {
    async fn a_feed_tells_times_in_utc_under_lasting_uids_and_keeps_what_was_called_off(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let plan = async |day: &str, from: &str| {
            let body = json!({ "kind": "home-visit", "day": day, "from": from, "minutes": 90, "with": pathway.code, "words": "Muffa, umidità; e altro", "place": "Via Roma 1" });
            world.api(ADA, "POST", "/api/v1/appointments", &body).await.json()
        };
        let winter = plan("2026-11-25", "15:00").await;
        plan("2027-07-14", "15:00").await;
        world.api(UGO, "POST", "/api/v1/appointments", &json!({ "kind": "call", "day": "2026-11-25", "from": "9", "minutes": 30 })).await;
        let path = made(&world, false).await;
        let (code, body) = fetched(&world, &path).await;
        assert_eq!(code, StatusCode::OK, "{body}");
        assert!(body.lines().all(|line| line.len() <= 76), "lines are folded");
        let calendar = parsed(&body);
        let found = events(&calendar);
        assert_eq!(found.len(), 2, "one's own, and nobody else's");
        let uid = format!("{}@soglia", winter["id"].as_str().unwrap());
        assert_eq!(text(found[0], &ICalendarProperty::Uid), uid);
        // 14:00 UTC in November, 13:00 UTC in July: both are three in the afternoon in Rome.
        assert_eq!(seconds(found[0], &ICalendarProperty::Dtstart), 1_795_615_200);
        assert_eq!(seconds(found[0], &ICalendarProperty::Dtend), 1_795_615_200 + 5_400);
        assert_eq!(seconds(found[1], &ICalendarProperty::Dtstart), 1_815_570_000);
        assert_eq!(text(found[0], &ICalendarProperty::Summary), format!("Appuntamento {}", pathway.code));
        for secret in ["Amina", "Prova", "Muffa", "Via Roma", "Visita"] {
            assert!(!body.contains(secret), "without consent no {secret}: {body}");
        }

        let one = format!("/api/v1/appointments/{}", winter["id"].as_str().unwrap());
        world.api(ADA, "PATCH", &one, &json!({ "act": "cancel" })).await;
        let (_, body) = fetched(&world, &path).await;
        let calendar = parsed(&body);
        let found = events(&calendar);
        assert_eq!(text(found[0], &ICalendarProperty::Uid), uid, "the same appointment");
        assert_eq!(status(found[0]), &ICalendarStatus::Cancelled);
        assert_eq!(text(found[0], &ICalendarProperty::Sequence), "1");
        assert_eq!(status(found[1]), &ICalendarStatus::Confirmed);
    }

    async fn names_are_told_only_where_the_member_chose_so(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let body = json!({ "kind": "home-visit", "day": "2026-11-25", "from": "15:00", "minutes": 90, "with": pathway.code, "words": "Muffa, umidità; e altro", "place": "Via Roma 1" });
        world.api(ADA, "POST", "/api/v1/appointments", &body).await;
        let (_, body) = fetched(&world, &made(&world, true).await).await;
        let calendar = parsed(&body);
        let event = events(&calendar)[0];
        assert_eq!(text(event, &ICalendarProperty::Summary), "Visita a casa · Amina Prova · Muffa, umidità; e altro");
        assert_eq!(text(event, &ICalendarProperty::Location), "Via Roma 1");
    }

    async fn whoever_no_longer_reaches_the_household_reads_no_appointment_with_it_in_the_feed_either(engine) {
        let world = World::fresh(engine).await;
        let pathway = world.pathway(ADA, "Amina").await;
        let both = json!([world.members[ADA], world.members[UGO]]);
        for (planner, with) in [(ADA, json!(pathway.code)), (UGO, json!(pathway.code)), (ADA, Value::Null)] {
            let body = json!({ "kind": "home-visit", "day": "2026-11-25", "from": "15:00", "minutes": 60, "with": with, "words": "Muffa", "members": both });
            let told = world.api(planner, "POST", "/api/v1/appointments", &body).await;
            assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
        }
        let path = made(&world, true).await;
        let (_, body) = fetched(&world, &path).await;
        assert_eq!((events(&parsed(&body)).len(), body.matches("Amina").count()), (3, 2));
        let planned = world.api(ADA, "GET", "/api/v1/appointments?from=2026-11-25", &json!({})).await.json();
        let ids: Vec<String> = planned["appointments"].as_array().unwrap().iter()
            .filter(|one| one["label"] == "Amina Prova").map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 2);

        // She goes on to work for the other partner.
        let db = world.store.system(store::System::Demo);
        for grant in accounts::store::grants_of(&db, world.members[ADA]).await.unwrap() {
            accounts::store::revoke_grant(&db, db.held::<accounts::RoleGrant>(grant.id).await.unwrap()).await.unwrap();
        }
        let elsewhere = accounts::NewGrant {
            organisation: Some(world.partners[1]), ..accounts::NewGrant::everywhere(Role::CaseWorker, testkit::today())
        };
        world.add(&[accounts::RoleGrant::new(world.members[ADA], &elsewhere)]).await;
        let (code, body) = fetched(&world, &path).await;
        assert_eq!(code, StatusCode::OK, "{body}");
        assert_eq!(events(&parsed(&body)).len(), 1, "what is with no household stays hers: {body}");
        assert!(!body.contains("Amina"), "{body}");
        let moved = format!("case-worker_{}_{}", world.partners[1], world.members[ADA]);
        for id in &ids {
            let told = world.get_as(&moved, &format!("/appointments/{id}"), "it").await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{}", told.body);
        }
        assert!(!world.get_as(&moved, "/calendar?day=2026-11-25", "it").await.body.contains("Amina"));
        assert_eq!(world.get_as(&world.says(UGO, Role::CaseWorker), &format!("/appointments/{}", ids[0]), "it").await.status, StatusCode::OK);
    }

    async fn an_address_taken_back_or_replaced_answers_no_more_and_opens_nothing_else(engine) {
        let world = World::fresh(engine).await;
        let first = made(&world, false).await;
        assert_eq!(fetched(&world, &first).await.0, StatusCode::OK);
        let secret = first.trim_start_matches("/calendar/").trim_end_matches(".ics").to_owned();
        for path in ["/api/v1/day", "/api/v1/appointments", "/api/v1/tasks", "/api/v1/calendar-feed", "/api/v1/account", "/api/v1/people"] {
            let request = Request::get(path).header("authorization", format!("Bearer {secret}")).body(Body::empty()).unwrap();
            let told = world.ask(request).await;
            assert!(matches!(told.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{path}: {}", told.status);
        }
        let second = made(&world, true).await;
        assert_eq!(fetched(&world, &first).await.0, StatusCode::NOT_FOUND, "replaced");
        assert_eq!(fetched(&world, &second).await.0, StatusCode::OK);
        let page = world.page(ADA, "/calendar/feed").await;
        assert!(page.contains("Con i nomi dei nuclei") && !page.contains(&second), "{page}");
        assert_eq!(world.post(ADA, "/calendar/feed/revocation", &[]).await.place, "/calendar/feed?done=feed-revoked");
        assert_eq!(fetched(&world, &second).await.0, StatusCode::NOT_FOUND, "taken back");
        for wrong in ["/calendar/nothing.ics", "/calendar/nothing", "/calendar/.ics"] {
            assert_eq!(fetched(&world, wrong).await.0, StatusCode::NOT_FOUND, "{wrong}");
        }
        // A session opens no feed, and no other token does.
        let told = world.get_as(&world.says(ADA, Role::CaseWorker), "/calendar/nothing.ics", "it").await;
        assert_eq!(told.status, StatusCode::NOT_FOUND);
        assert_eq!(world.get_as("", &format!("/calendar/{}.ics", world.says(ADA, Role::CaseWorker)), "it").await.status, StatusCode::NOT_FOUND);
        let shown = world.post(ADA, "/calendar/feed", &[]).await;
        assert!(shown.status == StatusCode::OK && shown.body.contains(".ics"), "shown once: {}", shown.body);
    }

    async fn a_member_whose_role_ended_has_no_feed(engine) {
        let world = World::fresh(engine).await;
        let path = made(&world, false).await;
        let db = world.store.system(store::System::Demo);
        for grant in accounts::store::grants_of(&db, world.members[ADA]).await.unwrap() {
            let held = db.held::<accounts::RoleGrant>(grant.id).await.unwrap();
            accounts::store::revoke_grant(&db, held).await.unwrap();
        }
        assert_eq!(fetched(&world, &path).await.0, StatusCode::NOT_FOUND);
    }
}
