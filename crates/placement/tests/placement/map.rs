//! The map: its numbers are those of the lists, for whoever reads them, and each leads to its list.

use axum::http::StatusCode;
use kernel::Role;
use serde_json::{Value, json};
use testkit::on_both;

use super::searches::accompanied;
use super::world::{ADA, EVA, UGO, World};

/// Ada's partner: two homes for the network, one in Milan and one elsewhere in Lombardy, one for itself, a draft, a job in
/// Piedmont; two households that look for a home, one of them for work too. Eva's partner: one household that looks.
async fn peopled(engine: testkit::Engine) -> World {
    let world = World::fresh(engine).await;
    let open = |territory: &str, kind: &str| json!({ "kind": kind, "title": "Per prova", "programme": "fra-noi-2", "territory": territory, "open": true });
    let mut own = open("lombardia", "home");
    own["shared-with"] = json!("organisation");
    let mut draft = open("lombardia", "home");
    draft["open"] = json!(false);
    let milan = open("citta-metropolitana-milano", "home");
    for said in [open("lombardia", "home"), milan, own, draft, open("piemonte", "work")] {
        let told = world.api(ADA, "POST", "/api/v1/offers", &said).await;
        assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
    }
    for (member, kinds) in [(ADA, &["home", "work"][..]), (ADA, &["home"]), (EVA, &["home"])] {
        let (pathway, adult, _) = accompanied(&world, member).await;
        for kind in kinds {
            let mut said = json!({ "pathway": pathway.id, "kind": kind, "urgency": "soon" });
            if *kind == "work" {
                said["person"] = json!(adult);
            }
            let told = world.api(member, "POST", "/api/v1/searches", &said).await;
            assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
        }
    }
    world
}

async fn areas(world: &World, member: usize, query: &str) -> Vec<Value> {
    let told = world.api(member, "GET", &format!("/api/v1/map{query}"), &json!({})).await;
    assert_eq!(told.status, StatusCode::OK, "{query}: {}", told.body);
    told.json()["items"].as_array().unwrap().clone()
}

/// Area, kind, searches, offers, and how many searches there are more.
fn short(areas: &[Value]) -> Vec<(String, String, u64, u64, i64)> {
    let word = |area: &Value, key: &str| area[key].as_str().unwrap().to_owned();
    let count = |area: &Value, key: &str| area[key].as_u64().unwrap();
    areas
        .iter()
        .map(|area| {
            let counts = (count(area, "sought"), count(area, "offered"), area["lacking"].as_i64().unwrap());
            (word(area, "area"), word(area, "kind"), counts.0, counts.1, counts.2)
        })
        .collect()
}

fn line(area: &str, kind: &str, sought: u64, offered: u64, lacking: i64) -> (String, String, u64, u64, i64) {
    (area.to_owned(), kind.to_owned(), sought, offered, lacking)
}

on_both! {
    async fn everybody_counts_what_they_may_see_and_nothing_else(engine) {
        let world = peopled(engine).await;
        let lombardy = |sought: u64, offered: u64| line("lombardia", "home", sought, offered, sought as i64 - offered as i64);
        let work = line("lombardia", "work", 1, 0, 1);
        let job = line("piemonte", "work", 0, 1, -1);
        assert_eq!(short(&areas(&world, ADA, "").await), [work.clone(), lombardy(2, 3), job.clone()]);
        assert_eq!(short(&areas(&world, UGO, "?kind=work").await), [work, job.clone()], "colleagues see the same");
        // The home that Ada's partner keeps to itself is not there for Eva, nor are the households.
        assert_eq!(short(&areas(&world, EVA, "").await), [lombardy(1, 2), job.clone()]);
        // Against her own partner's offers alone she lacks one.
        assert_eq!(short(&areas(&world, EVA, "?own=yes").await), [lombardy(1, 0)]);
        assert_eq!(short(&areas(&world, ADA, "?own=yes&kind=work").await)[1..], [job]);
    }

    async fn every_number_leads_to_a_list_that_holds_as_many(engine) {
        let world = peopled(engine).await;
        for member in [ADA, EVA] {
            for query in ["", "?region=lombardia", "?programme=fra-noi-2&kind=home", "?own=yes", "?programme=fra-noi-2&region=lombardia&own=yes"] {
                let areas = areas(&world, member, query).await;
                assert!(!areas.is_empty(), "{query}");
                for area in &areas {
                    for (list, count) in [("searches", "sought"), ("offers", "offered")] {
                        let path = format!("/api/v1{}", area[list].as_str().unwrap());
                        let told = world.api(member, "GET", &path, &json!({})).await;
                        assert_eq!(told.status, StatusCode::OK, "{path}: {}", told.body);
                        assert_eq!(told.json()["total"], area[count], "{path}");
                    }
                }
            }
        }
    }

    async fn a_region_opens_into_its_territories_which_add_up_to_it(engine) {
        let world = peopled(engine).await;
        let within = areas(&world, ADA, "?kind=home&region=lombardia&sort=area").await;
        assert_eq!(short(&within), [line("citta-metropolitana-milano", "home", 0, 1, -1), line("lombardia", "home", 2, 2, 0)]);
        assert_eq!(within[0]["name"], "Città metropolitana di Milano");
        assert!(areas(&world, ADA, "?region=molise").await.is_empty());
        assert!(areas(&world, ADA, "?programme=intarsi").await.is_empty());
    }

    async fn the_page_draws_the_regions_and_tells_their_numbers_in_its_table(engine) {
        let world = peopled(engine).await;
        let page = world.page(ADA, "/map").await;
        for there in [
            "aria-label=\"Lombardia: 2 ricerche, 3 offerte\"",
            ">2/3<",
            "href=\"/map?region=lombardia#numbers\"",
            "href=\"/searches?kind=home&amp;region=lombardia\"",
            "href=\"/offers?kind=home&amp;region=lombardia\"",
            "url(#shade-enough)",
            // In the menu it stands under its heading, which says that one is there.
            "<summary aria-current=\"true\">Casa, lavoro, famiglia",
            "href=\"/map\" aria-current=\"page\"",
        ] {
            assert!(page.contains(there), "{there}: {page}");
        }
        assert!(!page.contains(">1/0<"), "jobs are not added to homes");
        assert!(world.page(ADA, "/map?kind=work").await.contains("url(#shade-few)"));
        let territories = world.page(ADA, "/map?region=lombardia&kind=home").await;
        assert!(territories.contains("territory=citta-metropolitana-milano"), "{territories}");
        // What a bookmark says wrongly is left out.
        assert!(world.page(ADA, "/map?kind=castle&region=atlantis&sort=luck").await.contains(">2/3<"));
        for list in ["/searches", "/offers"] {
            assert!(world.page(ADA, list).await.contains("href=\"/map\""), "{list}");
            let narrowed = world.page(ADA, &format!("{list}?kind=home&region=lombardia&programme=fra-noi-2")).await;
            for kept in ["name=\"region\" value=\"lombardia\"", "name=\"programme\" value=\"fra-noi-2\"", "Togli Lombardia"] {
                assert!(narrowed.contains(kept), "{list}, {kept}: {narrowed}");
            }
        }
    }

    async fn who_may_not_read_searches_gets_no_map(engine) {
        let world = peopled(engine).await;
        for path in ["/map", "/api/v1/map"] {
            let told = match path {
                "/map" => world.get_as(&world.says(ADA, Role::Trainer), path, "it").await,
                _ => world.api_as(&world.says(ADA, Role::Trainer), "GET", path, &json!({})).await,
            };
            assert_eq!(told.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert!(!world.get_as(&world.says(ADA, Role::Trainer), "/", "it").await.body.contains("href=\"/map\""));
    }
}
