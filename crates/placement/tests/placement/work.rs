//! Work on offer: occupations, and internships checked against the region's rules while they are typed in.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::on_both;

use super::world::{ADA, World, id};

async fn written(world: &World, said: &Value) -> Vec<(String, String)> {
    let mut said = said.clone();
    said["kind"] = json!("work");
    said["title"] = json!("Prova");
    said["programme"] = json!("fra-noi-2");
    said["territory"] = json!("lombardia");
    let told = world.api(ADA, "POST", "/api/v1/offers", &said).await;
    if told.status == StatusCode::CREATED { Vec::new() } else { told.wrong() }
}

fn wrong(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

on_both! {
    async fn an_internship_is_checked_against_the_minimum_of_its_region_while_it_is_typed_in(engine) {
        let world = World::fresh(engine).await;
        let at = |place: &str, pay: &str| json!({ "form": "internship", "municipality": place, "pay": pay });
        assert_eq!(written(&world, &at("Roma", "799,99")).await, wrong("pay", "internship-pays-less"));
        assert_eq!(written(&world, &at("Roma", "800")).await, []);
        assert_eq!(written(&world, &at("Pioltello", "299")).await, wrong("pay", "internship-pays-less"));
        assert_eq!(written(&world, &at("Pioltello", "300")).await, []);
        let contract = json!({ "form": "fixed-term", "municipality": "Roma", "pay": "100" });
        assert_eq!(written(&world, &contract).await, [], "the rule is of internships alone");
        let page = world.post(ADA, "/offers/new/work", &[("programme", "fra-noi-2"), ("territory", "lombardia"), ("form", "internship"), ("municipality", "Roma"), ("pay", "500")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("prevede almeno 800,00 € al mese (Regione Lazio") && page.body.contains("value=\"500\""), "{}", page.body);
    }

    async fn hosts_and_durations_have_their_limits_and_who_checked_the_act_goes_on(engine) {
        let world = World::fresh(engine).await;
        let said = |more: Value| {
            let mut said = json!({ "form": "internship", "pay": "500" });
            said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            said
        };
        assert_eq!(written(&world, &said(json!({ "staff": 5, "places": 2 }))).await, wrong("places", "internship-too-many"));
        assert_eq!(written(&world, &said(json!({ "staff": 6, "places": 2 }))).await, []);
        assert_eq!(written(&world, &said(json!({ "staff": 20, "interns-now": 2 }))).await, wrong("places", "internship-too-many"));
        assert_eq!(written(&world, &said(json!({ "months": 7, "meant-for": "ordinary" }))).await, wrong("months", "internship-too-long"));
        assert_eq!(written(&world, &said(json!({ "months": 12, "meant-for": "disadvantaged" }))).await, []);
        let noted = said(json!({ "months": 7, "meant-for": "ordinary", "rule-note": "Delibera controllata il 20 novembre" }));
        assert_eq!(written(&world, &noted).await, []);
        let rows = world.api(ADA, "GET", "/api/v1/offers?status=draft", &json!({})).await.json();
        let odd = rows["items"].as_array().unwrap().iter().find(|row| !row["work"]["findings"].as_array().unwrap().is_empty()).unwrap().clone();
        let page = world.page(ADA, &format!("/offers/{}", id(&odd))).await;
        assert!(page.contains("La durata supera i 6 mesi.") && page.contains("Delibera controllata") && page.contains("Da verificare sull’atto."), "{page}");
    }

    async fn the_rules_can_be_asked_before_anything_is_written(engine) {
        let world = World::fresh(engine).await;
        let asked = world.api(ADA, "GET", "/api/v1/internship-rules?municipality=Roma&pay=500&staff=30", &json!({})).await.json();
        assert_eq!((asked["minimum"].as_i64(), asked["regional"].as_bool(), asked["most-interns"].as_i64()), (Some(80_000), Some(true), Some(3)));
        assert_eq!((asked["findings"][0]["code"].as_str(), asked["verified"].as_bool()), (Some("internship-pays-less"), Some(false)));
        let wrong = world.api(ADA, "GET", "/api/v1/internship-rules?municipality=Paperopoli", &json!({})).await;
        assert_eq!(wrong.wrong()[0].0, "municipality");
    }

    async fn an_occupation_is_a_line_of_the_table_or_a_code_of_esco(engine) {
        let world = World::fresh(engine).await;
        let job = world.offer(ADA, json!({ "kind": "work", "occupation": "9412 · Aiutanti di cucina", "employer": "Mensa Prova", "form": "permanent", "hours": 30, "pay": "1100", "transport": "public", "language-asked": "a2", "open": true })).await;
        assert_eq!((job["work"]["occupation"].as_str(), job["work"]["hours"].as_i64()), (Some("9412"), Some(30)));
        let page = world.page(ADA, &format!("/offers/{}", id(&job))).await;
        assert!(page.contains("9412 · Aiutanti di cucina") && page.contains("Mensa Prova") && page.contains("A2: frasi semplici"), "{page}");
        assert!(world.page(ADA, &format!("/offers/{}/edit", id(&job))).await.contains("value=\"9412 · Aiutanti di cucina\""));
        assert_eq!(written(&world, &json!({ "occupation": "5120.1" })).await, []);
        assert_eq!(written(&world, &json!({ "occupation": "astronauta di paese" })).await, wrong("occupation", "unknown-occupation"));
        assert!(world.page(ADA, "/offers/new/work").await.contains("Indennità minima"));
    }
}
