//! A little network behind its pages: two partners, three members, what they look for and what they offer.

use std::sync::Arc;

use accounts::NewGrant;
use accounts::store::{Member, RoleGrant};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::{Extension, Router};
use kernel::{Clock, MemberId, OrganisationId, Role};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use programmes::catalogue::Catalogue;
use programmes::store::editions::Edition;
use serde_json::{Value, json};
use store::{Db, Scope, Store, Stored};
use testkit::Engine;
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, Module, Settings, Via, Web};

/// Ada and Ugo work for the first partner, Eva for the second.
pub(crate) const ADA: usize = 0;
pub(crate) const UGO: usize = 1;
pub(crate) const EVA: usize = 2;

/// Lets in whoever says a role, an organisation and a member: `case-worker_ORGANISATION_MEMBER`; an organisation `all` is
/// none.
struct Porter;

fn caller(secret: &str, via: Via) -> Option<Caller> {
    let parts: Vec<&str> = secret.split('_').collect();
    let [role, organisation, member] = parts[..] else { return None };
    let role = Role::from_word(role)?;
    let programme = (organisation == "all").then(|| "fra-noi-2".parse().ok()).flatten();
    let scope = Scope { organisation: organisation.parse().ok(), programme, names: true, ..Scope::default() };
    let grants = vec![GrantHeld { role, scope }];
    Some(Caller { member: member.parse().ok()?, name: "Ada Prova".into(), language: None, grants, via })
}

impl Doorkeeper for Porter {
    fn by_session<'a>(&'a self, _: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async move { Ok(caller(secret, Via::Session { csrf: "c".into() })) })
    }
    fn by_token<'a>(&'a self, _: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async move { Ok(caller(secret, Via::Token { only: None })) })
    }
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) web: Web,
    pub(crate) router: Router,
    pub(crate) partners: [OrganisationId; 2],
    pub(crate) members: [MemberId; 3],
}

fn modules() -> Vec<Module> {
    vec![
        accounts::module(),
        network::module(),
        programmes::module(),
        people::module(),
        attachments::module(),
        pathways::module(),
        placement::module(),
        desk::module(),
    ]
}

/// An answer: status, body with the commonest escapes undone, place.
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) body: String,
    pub(crate) place: String,
}

impl Told {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The wrong fields with their codes.
    pub(crate) fn wrong(&self) -> Vec<(String, String)> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        let word = |error: &Value, key: &str| error[key].as_str().unwrap_or_default().to_owned();
        errors.iter().map(|error| (word(error, "field"), word(error, "code"))).collect()
    }
}

impl World {
    pub(crate) async fn fresh(engine: Engine) -> Self {
        let steps: Vec<store::Step> = modules().into_iter().flat_map(|module| module.steps).collect();
        let clock = testkit::clock();
        let store = Store::open(&engine.fresh().await, clock.clone(), &steps).await.unwrap();
        let partners = ["Ponte", "Altra sponda"].map(|name| Organisation::new(name, OrganisationKind::Cooperative));
        let now = clock.now();
        let members = ["Ada", "Ugo", "Eva"].map(|name| {
            let email = format!("{}@example.org", name.to_lowercase());
            Member::new(MemberId::fresh(), &email, &format!("{name} Prova"), now)
        });
        let grants: Vec<RoleGrant> = members
            .iter()
            .zip([0, 0, 1])
            .map(|(member, partner)| {
                let new = NewGrant {
                    organisation: Some(partners[partner].id),
                    ..NewGrant::everywhere(Role::CaseWorker, testkit::today())
                };
                RoleGrant::new(member.id, &new)
            })
            .collect();
        let edition =
            Edition { programme: "fra-noi-2".parse().unwrap(), begins: testkit::today().plus_months(-6), ends: None };
        let mut bulk = store.bulk().await.unwrap();
        bulk.add(&partners).await.unwrap();
        bulk.add(&members).await.unwrap();
        bulk.add(&grants).await.unwrap();
        bulk.add(&[edition]).await.unwrap();
        bulk.commit().await.unwrap();
        let (web, router) = Web::build(store.clone(), Box::new(Porter), Settings::default(), modules()).unwrap();
        Self {
            store,
            clock,
            web,
            router: router.layer(Extension(Arc::new(Catalogue::read(None).unwrap()))),
            partners: [partners[0].id, partners[1].id],
            members: [members[0].id, members[1].id, members[2].id],
        }
    }

    pub(crate) fn says(&self, member: usize, role: Role) -> String {
        format!("{role}_{}_{}", self.partners[usize::from(member == EVA)], self.members[member])
    }

    async fn ask(&self, request: Request<Body>) -> Told {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let place = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).replace("&#x2f;", "/").replace("&#x27;", "'");
        Told { status, body, place: place.unwrap_or_default() }
    }

    pub(crate) async fn get_as(&self, who: &str, path: &str, language: &str) -> Told {
        let cookie = format!("__Host-soglia={who}; __Host-soglia-language={language}");
        self.ask(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    /// A page that must be there, in both languages; the Italian one is given back.
    pub(crate) async fn page(&self, member: usize, path: &str) -> String {
        let mut body = String::new();
        for language in ["en", "it"] {
            let told = self.get_as(&self.says(member, Role::CaseWorker), path, language).await;
            assert_eq!(told.status, StatusCode::OK, "{path} in {language}: {}", told.body);
            body = told.body;
        }
        body
    }

    pub(crate) async fn post(&self, member: usize, path: &str, fields: &[(&str, &str)]) -> Told {
        self.post_as(&self.says(member, Role::CaseWorker), path, fields).await
    }

    pub(crate) async fn post_as(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Told {
        let quoted = |text: &str| {
            text.replace('%', "%25").replace('&', "%26").replace('/', "%2F").replace('+', "%2B").replace(' ', "+")
        };
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", quoted(value))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("__Host-soglia={who}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf=c&{}", pairs.join("&"))))
            .unwrap();
        self.ask(request).await
    }

    pub(crate) async fn api(&self, member: usize, method: &str, path: &str, body: &Value) -> Told {
        self.api_as(&self.says(member, Role::CaseWorker), method, path, body).await
    }

    pub(crate) async fn api_as(&self, who: &str, method: &str, path: &str, body: &Value) -> Told {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {who}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(if method == "GET" { String::new() } else { body.to_string() }))
            .unwrap();
        self.ask(request).await
    }

    /// An offer that must come into being: what is said, in Lombardia for Fra Noi 2.
    pub(crate) async fn offer(&self, member: usize, mut said: Value) -> Value {
        said["programme"] = json!("fra-noi-2");
        said["territory"] = json!("lombardia");
        if said.get("title").is_none() && said.get("municipality").is_none() {
            said["notes"] = json!("Scritta per prova");
        }
        let told = self.api(member, "POST", "/api/v1/offers", &said).await;
        assert_eq!(told.status, StatusCode::CREATED, "{said}: {}", told.body);
        told.json()
    }
}

pub(crate) fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap()
}
