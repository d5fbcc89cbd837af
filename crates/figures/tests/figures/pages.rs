//! Every page, file and answer of the slice, as a browser or a program gets it: the real router, a lived-in database.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::{Extension, Router};
use kernel::{MemberId, Role};
use programmes::catalogue::Catalogue;
use programmes::store::editions::{self, Edition};
use serde_json::Value;
use store::{Db, Scope, Stored, System};
use testkit::Engine;
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, Language, Settings, Via, Web};

use crate::world::{World, day};

/// Takes whoever shows any cookie or token for one and the same member.
struct OneCaller(Caller);

impl Doorkeeper for OneCaller {
    fn by_session<'a>(&'a self, _: &'a Db, _: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }

    fn by_token<'a>(&'a self, _: &'a Db, _: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async { Ok(Some(Caller { via: Via::Token { only: None }, ..self.0.clone() })) })
    }
}

struct House {
    world: World,
    catalogue: Arc<Catalogue>,
}

struct Seen {
    router: Router,
}

impl House {
    async fn lived() -> Self {
        let world = World::lived(Engine::Sqlite).await;
        let edition = Edition { programme: world.programmes[0].code.clone(), begins: day("2026-01-01"), ends: None };
        editions::set(&world.store.system(System::CommandLine), edition).await.unwrap();
        Self { world, catalogue: Arc::new(Catalogue::read(None).unwrap()) }
    }

    /// The house as somebody with a role sees it.
    fn seen_by(&self, role: Role, scope: Scope) -> Seen {
        let names = role != Role::Evaluator;
        let caller = Caller {
            member: MemberId::fresh(),
            name: "Elena Prova".to_owned(),
            language: None,
            grants: vec![GrantHeld { role, scope: Scope { names, ..scope } }],
            via: Via::Session { csrf: "token".to_owned() },
        };
        let modules = crate::world::modules();
        let (_, router) =
            Web::build(self.world.store.clone(), Box::new(OneCaller(caller)), Settings::default(), modules).unwrap();
        Seen { router: router.layer(Extension(Arc::clone(&self.catalogue))) }
    }

    fn of(&self, role: Role) -> Seen {
        self.seen_by(role, Scope::default())
    }
}

impl Seen {
    async fn asks(&self, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }

    async fn file(&self, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let cookie = "__Host-soglia=x; __Host-soglia-language=it";
        self.asks(Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }

    async fn page_in(&self, path: &str, language: Language) -> (StatusCode, String) {
        let cookie = format!("__Host-soglia=x; __Host-soglia-language={language}");
        let (status, _, body) =
            self.asks(Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await;
        (status, String::from_utf8(body).unwrap().replace("&#x2f;", "/").replace("&amp;", "&"))
    }

    async fn page(&self, path: &str) -> (StatusCode, String) {
        self.page_in(path, Language::Italian).await
    }

    async fn api(&self, path: &str) -> (StatusCode, Value) {
        let request = Request::get(path).header("authorization", "Bearer x").body(Body::empty()).unwrap();
        let (status, _, body) = self.asks(request).await;
        (status, serde_json::from_slice(&body).unwrap())
    }
}

const YEAR: &str = "from=2026-01-01&to=2026-12-31";

#[tokio::test]
async fn the_table_is_shown_in_both_languages_without_a_bare_key() {
    let house = House::lived().await;
    let officer = house.of(Role::MonitoringOfficer);
    for language in Language::ALL.iter().copied() {
        for path in [
            "/figures".to_owned(),
            "/figures/fra-noi-2/monitoring".to_owned(),
            format!("/figures/fra-noi-2/monitoring?{YEAR}"),
            format!("/figures/fra-noi-2/monitoring/records?kind=step-done&detail=home&{YEAR}"),
            format!("/figures/fra-noi-2/monitoring/records?kind=pathway-opened&sex=female&{YEAR}"),
        ] {
            let (status, page) = officer.page_in(&path, language).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            for bare in ["figures-", "nav-", "error-"] {
                assert!(!page.contains(&format!(">{bare}")), "{path} shows a key {bare}… in {language}");
            }
            assert!(!page.contains("style=\"") && !page.contains("onclick"), "{path} has inline style or script");
        }
    }
}

#[tokio::test]
async fn every_row_of_services_and_reasons_has_words_in_both_languages() {
    let house = House::lived().await;
    for language in Language::ALL.iter().copied() {
        let (_, page) = house.of(Role::MonitoringOfficer).page_in("/figures/fra-noi-2/monitoring", language).await;
        for kind in pathways::rules::service::ServiceKind::ALL.iter().filter(|kind| kind.word().contains('-')) {
            assert!(!page.contains(&format!("</span>{kind}</th>")), "{kind} has no words in {language}");
        }
        for reason in pathways::rules::closing::ClosingReason::ALL {
            assert!(!page.contains(&format!("</span>{reason}</th>")), "{reason} has no words in {language}");
        }
    }
}

#[tokio::test]
async fn every_figure_leads_to_as_many_records() {
    let house = House::lived().await;
    let officer = house.of(Role::MonitoringOfficer);
    let (_, page) = officer.page(&format!("/figures/fra-noi-2/monitoring?{YEAR}")).await;
    let links: Vec<(&str, &str)> = page
        .split("<a href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once("\">"))
        .filter(|(href, _)| href.contains("/monitoring/records?"))
        .map(|(href, rest)| (href, rest.split_once("</a>").unwrap().0))
        .collect();
    assert!(links.len() > 40, "{} links", links.len());
    for (href, value) in links {
        let (status, page) = officer.page(href).await;
        assert_eq!(status, StatusCode::OK, "{href}");
        let total = if value == "1" { "1 risultato".to_owned() } else { format!("{value} risultati") };
        assert!(page.contains(&total), "{href} should list {value}");
    }
}

#[tokio::test]
async fn a_wrong_period_is_told_beside_its_field_and_nothing_typed_is_lost() {
    let house = House::lived().await;
    let officer = house.of(Role::MonitoringOfficer);
    let (status, page) = officer.page("/figures/fra-noi-2/monitoring?from=31/02/2026&to=1/3/2026").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Questo giorno non esiste") && page.contains("value=\"31/02/2026\""), "{page}");
    let (status, page) = officer.page("/figures/fra-noi-2/monitoring?from=2026-05-01&to=2026-04-01").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("La fine viene prima dell’inizio"));
    let (status, _) = officer.page("/figures/fra-noi-2/monitoring?utm=x&page=9").await;
    assert_eq!(status, StatusCode::OK, "what is not asked for is left out");
}

#[tokio::test]
async fn the_api_gives_the_table_and_the_records_behind_it() {
    let house = House::lived().await;
    let officer = house.of(Role::MonitoringOfficer);
    let (status, table) = officer.api(&format!("/api/v1/figures/fra-noi-2/monitoring?{YEAR}")).await;
    assert_eq!(status, StatusCode::OK, "{table}");
    assert_eq!((&table["programme"], &table["from"]), (&"fra-noi-2".into(), &"2026-01-01".into()));
    let rows = table["rows"].as_array().unwrap();
    let opened = rows.iter().find(|row| row["kind"] == "pathway-opened").unwrap();
    assert_eq!((opened["events"].as_u64(), opened["people"].as_u64()), (Some(1), Some(2)));
    assert_eq!(opened["by-sex"], serde_json::json!({"female": 1, "male": 1, "other": 0, "unknown": 0}));
    assert_eq!(opened["by-age"]["under-18"], 1);
    for row in rows {
        let sum = |of: &str| row[of].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
        assert_eq!((sum("by-sex"), sum("by-age")), (row["people"].as_u64().unwrap(), row["people"].as_u64().unwrap()));
    }
    let axes: Vec<&str> =
        rows.iter().filter(|row| row["kind"] == "step-done").map(|row| row["detail"].as_str().unwrap()).collect();
    let known: Vec<&str> = house.world.programmes[0].axes.iter().map(|axis| axis.code.as_str()).collect();
    assert_eq!(axes, known);

    let path = format!("/api/v1/figures/fra-noi-2/monitoring/records?kind=step-done&count=people&{YEAR}&page-size=2");
    let (status, list) = officer.api(&path).await;
    assert_eq!((status, &list["total"]), (StatusCode::OK, &3.into()), "{list}");
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    assert!(list["next"].as_str().unwrap().contains("page=2"));

    for wrong in ["from=soon", "colour=red", "from=2026-05-01&to=2026-04-01"] {
        let (status, problem) = officer.api(&format!("/api/v1/figures/fra-noi-2/monitoring?{wrong}")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {problem}");
    }
    let (status, _) = officer.api("/api/v1/figures/fra-noi-2/monitoring/records?kind=nonsense").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let path = "/api/v1/figures/fra-noi-2/monitoring/records?kind=step-done&count=entries&sex=male";
    assert_eq!(officer.api(path).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_caseload_is_counted_live_by_one_or_two_properties() {
    let house = House::lived().await;
    let officer = house.of(Role::MonitoringOfficer);
    let (status, counts) = officer.api("/api/v1/figures/caseload?by=territory,status").await;
    assert_eq!(status, StatusCode::OK, "{counts}");
    let expected = serde_json::json!({
        "by": ["territory", "status"],
        "total": 2,
        "items": [
            {"territory": "lombardia", "status": "closed", "count": 1},
            {"territory": "lombardia", "status": "taken-in-charge", "count": 1},
        ],
    });
    assert_eq!(counts, expected);
    for by in ["territory", "status", "programme", "organisation", "case-worker", "case-worker,organisation"] {
        let (status, counts) = officer.api(&format!("/api/v1/figures/caseload?by={by}")).await;
        assert_eq!((status, &counts["total"]), (StatusCode::OK, &2.into()), "{by}");
        let first = counts["items"][0].as_object().unwrap();
        assert!(by.split(',').all(|word| first[word].is_string()), "{by}: {counts}");
    }
    for wrong in ["colour", "status,status", "territory,status,programme"] {
        let (status, problem) = officer.api(&format!("/api/v1/figures/caseload?by={wrong}")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(problem["errors"][0]["field"], "by");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("case-worker"), "{problem}");
    }
    let elsewhere = Scope { territory: "toscana".parse().ok(), ..Scope::default() };
    let (_, counts) = house.seen_by(Role::Coordinator, elsewhere).api("/api/v1/figures/caseload").await;
    assert_eq!((&counts["total"], &counts["items"]), (&0.into(), &serde_json::json!([])));
}

#[tokio::test]
async fn the_table_comes_as_a_file_with_a_harmless_name() {
    let house = House::lived().await;
    let officer = house.of(Role::MonitoringOfficer);
    let (status, headers, body) = officer.file(&format!("/figures/fra-noi-2/monitoring.csv?{YEAR}")).await;
    assert_eq!(status, StatusCode::OK);
    let name = "attachment; filename=\"soglia-fra-noi-2-2026-01-01-2026-12-31.csv\"";
    assert_eq!(headers["content-disposition"], name);
    let text = String::from_utf8(body).unwrap();
    assert!(text.starts_with("\u{FEFF}\"Programma\";\"Fra Noi 2\"\r\n"), "{text}");
    assert!(text.contains("\"Prese in carico\";\"\";1;2;1;1;0;0;1;0;0;1;0;0\r\n"), "{text}");
    let (_, _, body) = officer.file(&format!("/figures/fra-noi-2/monitoring.csv?{YEAR}&separator=,")).await;
    assert!(String::from_utf8(body).unwrap().contains("\"Prese in carico\",\"\",1,2,1,1,0,0,1,0,0,1,0,0\r\n"));
    let (status, ..) = officer.file("/figures/fra-noi-2/monitoring.csv?separator=x").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);

    let (status, headers, body) = officer.file(&format!("/figures/fra-noi-2/monitoring.xlsx?{YEAR}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(headers["content-disposition"].to_str().unwrap().ends_with(".xlsx\""));
    assert!(headers["content-type"].to_str().unwrap().contains("spreadsheetml"));
    assert!(body.starts_with(b"PK"));

    let db = house.world.store.system(System::CommandLine);
    let code = house.world.programmes[0].code.clone();
    let csv =
        figures::monitoring_csv(&db, &house.catalogue, &code, day("2026-01-01"), day("2026-12-31")).await.unwrap();
    assert!(csv.starts_with("\"kind\",\"detail\",\"events\",\"people\",\"sex-female\""), "{csv}");
    assert!(csv.contains("\"pathway-opened\",\"\",1,2,1,1,0,0,1,0,0,1,0,0\n"), "{csv}");
}

#[tokio::test]
async fn each_role_sees_the_figures_of_its_reach_and_no_more() {
    let house = House::lived().await;
    let path = format!("/figures/fra-noi-2/monitoring?{YEAR}");
    let records = format!("/figures/fra-noi-2/monitoring/records?kind=referral-received&{YEAR}");

    let board = house.of(Role::BoardMember);
    let (status, page) = board.page(&path).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("tutta la rete") && !page.contains("/records?"),
        "a board member reads figures without names"
    );
    assert_eq!(board.page(&records).await.0, StatusCode::NOT_FOUND);

    let territory = Scope { territory: "toscana".parse().ok(), ..Scope::default() };
    let coordinator = house.seen_by(Role::Coordinator, territory);
    assert!(coordinator.page(&path).await.1.contains("il territorio Toscana"));
    let (_, list) = coordinator.page(&records).await;
    assert!(list.contains("Bashir Prova") && !list.contains("Amina"), "{list}");

    let evaluator = house.of(Role::Evaluator);
    let (status, list) = evaluator.page(&records).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!list.contains("Prova <") && !list.contains("Bashir") && !list.contains("/referrals/"), "{list}");

    let other = Scope { programme: "intarsi".parse().ok(), ..Scope::default() };
    let stranger = house.seen_by(Role::Coordinator, other);
    for path in [path.as_str(), records.as_str(), "/figures/none-such/monitoring", "/figures/%20/monitoring"] {
        assert_eq!(stranger.page(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(house.of(Role::Trainer).page("/figures").await.0, StatusCode::FORBIDDEN);
}
