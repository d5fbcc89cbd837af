//! Homes on offer: in one minute on the list, held, freed, stale, visited.

use axum::http::StatusCode;
use kernel::Role;
use serde_json::json;
use testkit::on_both;

use super::world::{ADA, EVA, UGO, World, code, id};

on_both! {
    async fn a_landlord_rings_and_in_one_minute_the_offer_stands_held_for_nobody_with_what_is_missing(engine) {
        let world = World::fresh(engine).await;
        world.page(ADA, "/offers/new/home").await;
        let said = [("programme", "fra-noi-2"), ("territory", "lombardia"), ("contact-phone", "02 5555 0100"), ("municipality", "Pioltello"), ("open", "yes")];
        let told = world.post(ADA, "/offers/new/home", &said).await;
        assert!(told.place.ends_with("?done=offer-written"), "{}", told.body);
        let path = told.place.split('?').next().unwrap();
        let page = world.page(ADA, path).await;
        assert!(page.contains("Aperta") && page.contains("Pioltello (MI)") && page.contains("02 5555 0100"), "{page}");
        for gap in ["Le stanze e i posti letto", "Il canone", "Chi offre la casa", "L’indirizzo"] {
            assert!(page.contains(gap), "{gap}: {page}");
        }
        assert!(!page.contains("Un telefono o un’e-mail") && !page.contains("In quale comune"), "{page}");
        let (written, opened) = (page.find("Offerta scritta").unwrap(), page.find("Offerta aperta").unwrap());
        assert!(opened < written, "the latest first");
        let list = world.page(UGO, "/offers").await;
        assert!(list.contains("Pioltello (MI)") && list.contains("cose da chiedere"), "{list}");
    }

    async fn rooms_rent_and_all_the_rest_come_back_as_they_were_said(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({
            "kind": "home", "title": "Trilocale in via Bolivia", "municipality": "Pioltello", "owner-kind": "agency",
            "owner-name": "Agenzia Prova", "letting": "rooms", "room-beds": ["2", "1"], "room-for": ["women", "anyone"],
            "access": "lift", "rent": "650,50", "deposit": "1300", "costs": "90", "guarantees": "Busta paga",
            "agreement": "Accordo locale", "available-from": "2026-12-01", "available-to": "2027-11-30",
            "contact-name": "Sig. Prova", "address": "Via Bolivia 1", "open": true,
        })).await;
        assert_eq!((home["status"].as_str(), home["home"]["beds"].as_i64()), (Some("open"), Some(3)));
        assert_eq!(home["home"]["rooms"], json!([{ "beds": 2, "sleeps": "women" }, { "beds": 1, "sleeps": "anyone" }]));
        assert_eq!((home["home"]["rent"].as_i64(), home["municipality-name"].as_str()), (Some(65_050), Some("Pioltello (MI)")));
        assert_eq!(home["missing"], json!(["contact"]), "a name is no way to reach anybody");
        let page = world.page(ADA, &format!("/offers/{}", id(&home))).await;
        for word in ["Trilocale in via Bolivia", "Agenzia Prova", "2 posti (solo donne), 1 posto (per chiunque)", "650,50", "Via Bolivia 1"] {
            assert!(page.contains(word), "{word}: {page}");
        }
        let edit = world.page(ADA, &format!("/offers/{}/edit", id(&home))).await;
        assert!(edit.contains("value=\"650,50\"") && edit.contains("value=\"01/12/2026\""), "{edit}");
        let path = format!("/api/v1/offers/{}", id(&home));
        let patched = world.api(ADA, "PATCH", &path, &json!({ "contact-phone": "02 5555 0101" })).await.json();
        assert_eq!((patched["missing"].clone(), patched["home"].clone()), (json!([]), home["home"].clone()), "what is not sent stays");
    }

    async fn wrong_fields_are_named_all_at_once_and_nothing_is_written(engine) {
        let world = World::fresh(engine).await;
        let wrong = json!({
            "kind": "home", "programme": "fra-noi-2", "territory": "lombardia", "rent": "tanto", "room-beds": ["0"],
            "available-from": "2026-12-01", "available-to": "2026-11-01", "municipality": "Paperopoli", "colour": "red",
        });
        let told = world.api(ADA, "POST", "/api/v1/offers", &wrong).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields: Vec<String> = told.wrong().into_iter().map(|(field, _)| field).collect();
        for field in ["rent", "room-beds", "available-to", "municipality", "colour"] {
            assert!(fields.contains(&field.to_owned()), "{field}: {fields:?}");
        }
        let work = json!({ "kind": "home", "programme": "fra-noi-2", "territory": "lombardia", "title": "Prova", "employer": "Mensa" });
        assert_eq!(world.api(ADA, "POST", "/api/v1/offers", &work).await.wrong(), [("employer".to_owned(), "unknown-field".to_owned())]);
        let nothing = json!({ "kind": "home", "programme": "fra-noi-2", "territory": "lombardia", "open": true });
        assert_eq!(
            world.api(ADA, "POST", "/api/v1/offers", &nothing).await.wrong(),
            [("title".to_owned(), "offer-says-nothing".to_owned())]
        );
        let nowhere = world.api(ADA, "POST", "/api/v1/offers", &json!({ "kind": "home" })).await.wrong();
        assert!(nowhere.contains(&("programme".to_owned(), "required".to_owned())), "{nowhere:?}");
        assert_eq!(world.listed(ADA, "?status=all").await, [""; 0]);
        let back = world.post(ADA, "/offers/new/home", &[("title", "Scritto qui"), ("rent", "tanto")]).await;
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.body.contains("Scritto qui"), "{}", back.body);
    }

    async fn a_hold_ends_by_itself_on_the_day_after(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({ "kind": "home", "open": true })).await;
        let far = world.act(ADA, &home, "hold", json!({ "until": "2027-03-01", "held-for": "P-1" })).await;
        assert_eq!(far.wrong(), [("until".to_owned(), "hold-too-long".to_owned())]);
        assert_eq!(world.act(ADA, &home, "hold", json!({ "until": "2026-11-24" })).await.wrong()[0].0, "held-for");
        let held = world.act(ADA, &home, "hold", json!({ "until": "2026-11-24", "held-for": "Famiglia del percorso P-1" })).await.json();
        assert_eq!((held["status"].as_str(), held["held-until"].as_str()), (Some("held"), Some("2026-11-24")));
        assert_eq!((world.listed(ADA, "").await.len(), world.listed(ADA, "?status=held").await), (0, vec![code(&home)]));
        assert!(world.page(ADA, &format!("/offers/{}", id(&home))).await.contains("Famiglia del percorso P-1"));
        assert_eq!(world.act(ADA, &home, "hold", json!({ "until": "2026-11-25", "held-for": "Altri" })).await.wrong()[0].1, "offer-not-so");
        world.days_later(2);
        assert_eq!(world.listed(ADA, "?status=held").await, [code(&home)], "its last day counts in");
        world.days_later(1);
        assert_eq!((world.listed(ADA, "").await, world.listed(ADA, "?status=held").await.len()), (vec![code(&home)], 0));
        assert!(!world.page(ADA, &format!("/offers/{}", id(&home))).await.contains("Famiglia del percorso P-1"), "for whom is told no more");
        let again = world.act(ADA, &home, "hold", json!({ "until": "2026-12-01", "held-for": "Altri" })).await;
        assert_eq!(again.json()["status"], "held", "{}", again.body);
    }

    async fn an_offer_is_taken_withdrawn_with_a_reason_and_opened_again(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({ "kind": "home" })).await;
        assert_eq!(home["status"], "draft");
        assert_eq!(world.act(ADA, &home, "taking", json!({})).await.wrong()[0].1, "offer-not-so", "a draft is offered to nobody");
        assert_eq!(world.act(ADA, &home, "opening", json!({})).await.json()["status"], "open");
        assert_eq!(world.act(ADA, &home, "taking", json!({})).await.json()["status"], "taken");
        assert_eq!(world.act(ADA, &home, "confirmation", json!({})).await.wrong()[0].1, "offer-not-so");
        assert_eq!(world.act(ADA, &home, "reopening", json!({})).await.json()["status"], "open");
        assert_eq!(world.act(ADA, &home, "withdrawal", json!({})).await.wrong(), [("reason".to_owned(), "required".to_owned())]);
        let gone = world.act(ADA, &home, "withdrawal", json!({ "reason": "changed-mind" })).await.json();
        assert_eq!((gone["status"].as_str(), gone["withdrawn-for"].as_str()), (Some("withdrawn"), Some("changed-mind")));
        let page = world.page(ADA, &format!("/offers/{}", id(&home))).await;
        assert!(page.contains("Chi la offriva ha cambiato idea") && page.contains("Riapri") && !page.contains("Tieni per qualcuno"), "{page}");
        for fact in ["Offerta scritta", "Offerta aperta", "Offerta presa", "Offerta riaperta", "Offerta ritirata"] {
            assert!(page.contains(fact), "the timeline tells: {fact}");
        }
    }

    async fn what_nobody_has_heard_of_grows_stale_and_one_press_makes_it_fresh(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({ "kind": "home", "open": true })).await;
        let work = world.offer(ADA, json!({ "kind": "work", "open": true })).await;
        world.days_later(22);
        assert_eq!(world.listed(ADA, "?stale=yes").await, [code(&work)], "jobs go quicker than homes");
        world.days_later(10);
        assert_eq!(world.listed(ADA, "?stale=yes").await.len(), 2);
        assert!(world.page(ADA, "/offers?stale=yes").await.contains("Da risentire"));
        let told = world.post(ADA, &format!("/offers/{}/confirmation", id(&home)), &[]).await;
        assert!(told.place.ends_with("done=offer-confirmed"), "{}", told.body);
        assert_eq!(world.listed(ADA, "?stale=yes").await, [code(&work)]);
        let list = world.page(ADA, "/offers?stale=yes").await;
        assert!(list.contains(&format!("action=\"/offers/{}/confirmation\"", id(&work))) && list.contains("C’è ancora"), "{list}");
        let theirs = world.page(EVA, "/offers?stale=yes").await;
        assert!(theirs.contains(&code(&work)) && !theirs.contains("C’è ancora"), "only the keeper confirms: {theirs}");
        let back = world.post(UGO, &format!("/offers/{}/confirmation", id(&home)), &[("next", "/offers?stale=yes")]).await;
        assert_eq!(back.place, "/offers?stale=yes&done=offer-confirmed");
        let early = json!({ "how": "phone", "words": "Cercano ancora", "confirmed": true, "on-day": "2027-01-01" });
        assert_eq!(world.act(ADA, &work, "talks", early).await.wrong(), [("done-on".to_owned(), "done-in-the-future".to_owned())]);
        let silent = json!({ "how": "phone", "words": "Non risponde" });
        assert_eq!(world.act(ADA, &work, "talks", silent).await.status, StatusCode::CREATED);
        assert_eq!(world.listed(ADA, "?stale=yes").await, [code(&work)], "ringing in vain is not hearing");
        let heard = json!({ "how": "phone", "who": "Il capo cuoco", "words": "Cercano ancora", "confirmed": true });
        assert_eq!(world.act(ADA, &work, "talks", heard).await.status, StatusCode::CREATED);
        assert_eq!(world.listed(ADA, "?stale=yes").await, [""; 0]);
        let page = world.page(ADA, &format!("/offers/{}", id(&work))).await;
        assert!(page.contains("Il capo cuoco") && page.contains("Non risponde") && page.contains("Ada Prova"), "{page}");
    }

    async fn an_offer_whose_time_is_over_is_no_longer_proposed(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({ "kind": "home", "open": true, "available-to": "2026-11-23" })).await;
        world.days_later(1);
        assert_eq!(world.listed(ADA, "").await, [code(&home)]);
        world.days_later(1);
        assert_eq!((world.listed(ADA, "").await.len(), world.listed(ADA, "?status=over").await), (0, vec![code(&home)]));
    }

    async fn the_list_is_narrowed_by_kind_territory_and_words_and_sorted(engine) {
        let world = World::fresh(engine).await;
        let zeta = world.offer(ADA, json!({ "kind": "home", "title": "Zeta", "open": true })).await;
        let alfa = world.offer(ADA, json!({ "kind": "work", "title": "Àlfa", "open": true })).await;
        assert_eq!(world.listed(ADA, "?sort=title").await, [code(&alfa), code(&zeta)]);
        assert_eq!(world.listed(ADA, "?sort=-title").await, [code(&zeta), code(&alfa)]);
        assert_eq!(world.listed(ADA, "?kind=home").await, [code(&zeta)]);
        assert_eq!(world.listed(ADA, "?q=alf").await, [code(&alfa)]);
        assert_eq!(world.listed(ADA, &format!("?q={}", code(&zeta).to_lowercase())).await, [code(&zeta)]);
        assert_eq!(world.listed(ADA, "?territory=piemonte").await, [""; 0]);
        assert_eq!(world.api(ADA, "GET", "/api/v1/offers?kind=castle", &json!({})).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = world.page(ADA, "/offers?kind=castle").await;
        assert!(page.contains("Case (1)") && page.contains("Lavoro (1)") && page.contains("Tutte (2)"), "an old bookmark works: {page}");
    }

    async fn two_who_change_one_offer_are_told_of_each_other(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({ "kind": "home", "title": "Prima" })).await;
        let path = format!("/offers/{}/edit", id(&home));
        let fields = |title: &'static str| [("title", title), ("version", "0")];
        assert_eq!(world.post(UGO, &path, &fields("Di Ugo")).await.status, StatusCode::SEE_OTHER);
        let late = world.post(ADA, &path, &fields("Di Ada")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("Di Ada") && late.body.contains("Di Ugo") && late.body.contains("name=\"version\" value=\"1\""), "{}", late.body);
        let api = world.api(ADA, "PATCH", &format!("/api/v1/offers/{}", id(&home)), &json!({ "title": "X", "version": 0 })).await;
        assert_eq!(api.status, StatusCode::CONFLICT);
    }

    async fn rooms_that_two_change_at_once_are_both_told(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({ "kind": "home", "room-beds": ["1"] })).await;
        let path = format!("/offers/{}/edit", id(&home));
        let fields = |beds: &'static str| [("room-beds", beds), ("room-for", "women"), ("version", "0")];
        assert_eq!(world.post(UGO, &path, &fields("3")).await.status, StatusCode::SEE_OTHER);
        let late = world.post(ADA, &path, &fields("2")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("name=\"room-beds\" value=\"2\"") && late.body.contains("Nel frattempo qualcuno ha scritto: 3 posti (solo donne)"), "{}", late.body);
    }

    async fn a_visit_of_a_home_is_planned_and_then_told(engine) {
        let world = World::fresh(engine).await;
        let home = world.offer(ADA, json!({ "kind": "home" })).await;
        let nothing = world.act(ADA, &home, "upkeep-visits", json!({ "findings": "Muffa" })).await;
        assert_eq!(nothing.wrong(), [("planned-on".to_owned(), "planned-or-done".to_owned())]);
        let visit = world.act(ADA, &home, "upkeep-visits", json!({ "planned-on": "2026-12-01" })).await.json();
        world.page(ADA, &format!("/offers/{}/upkeep-visits", id(&home))).await;
        let done_form = format!("/upkeep-visits/{}/done", id(&visit));
        world.page(ADA, &done_form).await;
        let ahead = world.post(ADA, &done_form, &[("done-on", "01/12/2026"), ("version", "0")]).await;
        assert!(ahead.status == StatusCode::UNPROCESSABLE_ENTITY && ahead.body.contains("deve ancora venire"), "{}", ahead.body);
        world.days_later(9);
        let told = world.post(ADA, &done_form, &[("done-on", "01/12/2026"), ("findings", "Caldaia da rivedere"), ("version", "0")]).await;
        assert!(told.place.contains("upkeep-visit-noted"), "{}", told.body);
        assert!(world.page(ADA, &format!("/offers/{}", id(&home))).await.contains("Caldaia da rivedere"));
        let twice = world.api(ADA, "POST", &format!("/api/v1/upkeep-visits/{}/done", id(&visit)), &json!({ "done-on": "2026-12-01" })).await;
        assert_eq!(twice.wrong()[0].1, "done-already");
        let gone = world.api(ADA, "DELETE", &format!("/api/v1/upkeep-visits/{}", id(&visit)), &json!({})).await;
        assert_eq!(gone.wrong()[0].1, "done-already", "what was done stays");
        let planned = world.act(ADA, &home, "upkeep-visits", json!({ "planned-on": "2027-01-07" })).await.json();
        let told = world.post(ADA, &format!("/upkeep-visits/{}/cancellation", id(&planned)), &[]).await;
        assert!(told.place.contains("upkeep-visit-cancelled"), "{}", told.body);
        let page = world.page(ADA, &format!("/offers/{}", id(&home))).await;
        assert!(!page.contains("07/01/2027") && page.contains("Visita di una casa tolta dal programma"), "{page}");
        let work = world.offer(ADA, json!({ "kind": "work" })).await;
        assert_eq!(world.act(ADA, &work, "upkeep-visits", json!({ "planned-on": "2026-12-31" })).await.wrong()[0].1, "offer-not-a-home");
    }

    async fn the_list_goes_out_as_a_sheet_without_telephones_or_formulas(engine) {
        let world = World::fresh(engine).await;
        world.offer(ADA, json!({ "kind": "home", "title": "=1+1", "contact-phone": "02 5555 0102", "open": true })).await;
        let says = world.says(ADA, Role::CaseWorker);
        let csv = world.get_as(&says, "/offers/export?format=csv", "it").await;
        assert_eq!(csv.status, StatusCode::OK);
        assert!(csv.body.contains("'=1+1") && csv.body.contains("Codice;Tipo di offerta") && !csv.body.contains("5555"), "{}", csv.body);
        let book = world.get_as(&says, "/offers/export", "it").await;
        assert!(book.status == StatusCode::OK && book.body.starts_with("PK"));
        let theirs = world.get_as(&world.says(EVA, Role::CaseWorker), "/offers/export?format=csv", "it").await;
        assert!(theirs.body.contains("'=1+1"), "what is offered to the network");
    }
}
