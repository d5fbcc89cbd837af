//! A little network behind its pages: two partners, three members, households accompanied by one of them.

use std::sync::Arc;

use accounts::NewGrant;
use accounts::store::{Member, RoleGrant};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::{Extension, Router};
use kernel::{Clock, Day, GoalId, MemberId, OrganisationId, PathwayId, Role, StepId};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use pathways::rules::goal::GoalStatus;
use pathways::rules::pathway::PathwayStatus;
use pathways::rules::step::{Responsible, StepStatus};
use pathways::store::goals::Goal;
use pathways::store::pathways::Pathway;
use pathways::store::steps::Step;
use people::rules::person::Sex;
use people::store::households::{self, Household, Newcomer, Place};
use people::store::persons::{Identity, Person};
use programmes::catalogue::Catalogue;
use serde_json::Value;
use store::{Db, Reach, Scope, Store, Stored, System};
use testkit::Engine;
use tower::ServiceExt;
use web::{Caller, Doorkeeper, Doors, GrantHeld, Module, Settings, Via, Web};

/// Ada and Ugo work for the first partner, Eva for the second.
pub(crate) const ADA: usize = 0;
pub(crate) const UGO: usize = 1;
pub(crate) const EVA: usize = 2;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Lets in whoever says a role, an organisation and a member: `case-worker_ORGANISATION_MEMBER`. A secret of the real
/// `accounts` is looked up there, as for a calendar feed.
struct Porter;

fn caller(secret: &str, via: Via) -> Option<Caller> {
    let parts: Vec<&str> = secret.split('_').collect();
    let [role, organisation, member] = parts[..] else { return None };
    let role = Role::from_word(role)?;
    let scope = Scope { organisation: organisation.parse().ok(), names: role != Role::Evaluator, ..Scope::default() };
    let grants = vec![GrantHeld { role, scope }];
    Some(Caller { member: member.parse().ok()?, name: "Ada Prova".into(), language: None, grants, via })
}

impl Doorkeeper for Porter {
    fn by_session<'a>(&'a self, _: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        Box::pin(async move { Ok(caller(secret, Via::Session { csrf: "c".into() })) })
    }
    fn by_token<'a>(&'a self, db: &'a Db, secret: &'a str) -> Doors<'a, Stored<Option<Caller>>> {
        if secret.starts_with("soglia_") {
            return accounts::Accounts.by_token(db, secret);
        }
        Box::pin(async move { Ok(caller(secret, Via::Token { only: None })) })
    }
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) router: Router,
    pub(crate) web: Web,
    pub(crate) partners: [OrganisationId; 2],
    pub(crate) members: [MemberId; 3],
}

pub(crate) fn modules() -> Vec<Module> {
    vec![
        accounts::module(),
        network::module(),
        programmes::module(),
        people::module(),
        attachments::module(),
        pathways::module(),
        placement::module(),
        agenda::module(),
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
        let mut bulk = store.bulk().await.unwrap();
        bulk.add(&partners).await.unwrap();
        bulk.add(&members).await.unwrap();
        bulk.add(&grants).await.unwrap();
        bulk.commit().await.unwrap();
        let (web, router) = Web::build(store.clone(), Box::new(Porter), Settings::default(), modules()).unwrap();
        Self {
            store,
            clock,
            router: router.layer(Extension(Arc::new(Catalogue::read(None).unwrap()))),
            web,
            partners: [partners[0].id, partners[1].id],
            members: [members[0].id, members[1].id, members[2].id],
        }
    }

    fn partner(member: usize) -> usize {
        usize::from(member == EVA)
    }

    /// The handle of a member for a permission of case workers.
    pub(crate) fn db(&self, member: usize, purpose: &'static str) -> Db {
        let scope = Scope { organisation: Some(self.partners[Self::partner(member)]), names: true, ..Scope::default() };
        self.store.for_member(self.members[member], purpose, Reach::of(self.members[member], vec![scope]))
    }

    pub(crate) fn place(&self, member: usize) -> Place {
        Place {
            programme: "fra-noi-2".parse().unwrap(),
            organisation: self.partners[Self::partner(member)],
            territory: "lombardia".parse().unwrap(),
        }
    }

    /// A household of one, accompanied by a member since the first of March.
    pub(crate) async fn pathway(&self, member: usize, given: &str) -> Pathway {
        let demo = self.store.system(System::Demo);
        let place = self.place(member);
        let person = Person::new(Sex::Female, "1990-05-01".parse().ok(), None);
        let mut identity = Identity::new(person.id, given, "Prova");
        identity.email = Some(format!("{}@persone.example", given.to_lowercase()));
        let newcomer = Newcomer::new(person, identity);
        let household = households::create(&demo, Household::new(demo.now()), &place, newcomer).await.unwrap();
        let id = PathwayId::fresh();
        let pathway = Pathway {
            id,
            version: 0,
            code: people::rules::code::of('P', id.as_uuid()),
            programme: place.programme.clone(),
            organisation_id: place.organisation,
            territory: place.territory.clone(),
            household_id: household.id,
            referral_id: None,
            case_worker: self.members[member],
            status: PathwayStatus::TakenInCharge,
            opened_on: day("2026-03-01"),
            closed_on: None,
            last_activity: self.clock.now(),
            open_key: Some(Pathway::key_of(household.id, &place.programme)),
        };
        self.add(std::slice::from_ref(&pathway)).await;
        pathway
    }

    pub(crate) async fn add<R: store::Record>(&self, rows: &[R]) {
        let mut bulk = self.store.bulk().await.unwrap();
        bulk.add(rows).await.unwrap();
        bulk.commit().await.unwrap();
    }

    /// A planned step of a pathway.
    pub(crate) async fn step(&self, pathway: &Pathway, what: &str, due: &str) -> Step {
        let goal = Goal {
            id: GoalId::fresh(),
            version: 0,
            pathway_id: pathway.id,
            axis: "home".into(),
            words: "Una casa".into(),
            status: GoalStatus::Open,
            set_on: day("2026-03-02"),
            ended_on: None,
        };
        let step = Step {
            id: StepId::fresh(),
            version: 0,
            pathway_id: pathway.id,
            goal_id: goal.id,
            axis: "home".into(),
            what: what.into(),
            responsible: Responsible::Worker,
            who: None,
            due_on: Some(day(due)),
            cost: None,
            status: StepStatus::Planned,
            done_on: None,
        };
        self.add(&[goal]).await;
        self.add(std::slice::from_ref(&step)).await;
        step
    }

    pub(crate) fn says(&self, member: usize, role: Role) -> String {
        format!("{role}_{}_{}", self.partners[Self::partner(member)], self.members[member])
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Told {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let place = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap().replace("&#x2f;", "/").replace("&#x27;", "'");
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
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.says(member, Role::CaseWorker)))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(if method == "GET" { String::new() } else { body.to_string() }))
            .unwrap();
        self.ask(request).await
    }
}
