//! A little network behind its pages: two partners, three members, and what they write down.

use std::sync::Arc;

use accounts::NewGrant;
use accounts::store::{Member, RoleGrant};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::{Extension, Router};
use kernel::{
    BirthDay, Clock, HouseholdId, MemberId, OrganisationId, PathwayId, PersonId, ProgrammeCode, Role, TerritoryCode,
};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use pathways::rules::pathway::PathwayStatus;
use pathways::store::pathways::Pathway;
use people::rules::household::Relation;
use people::rules::person::Sex;
use people::store::households::{self, Household, Membership, Newcomer, Place};
use people::store::persons::{Identity, KnownAt, Person};
use programmes::catalogue::Catalogue;
use programmes::store::editions::Edition;
use serde_json::{Value, json};
use store::{Db, Reach, Scope, Store, Stored, System};
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
    pub(crate) router: Router,
    pub(crate) partners: [OrganisationId; 2],
    pub(crate) members: [MemberId; 3],
}

/// A household with its pathway.
pub(crate) struct Family {
    pub(crate) id: HouseholdId,
    pub(crate) people: Vec<PersonId>,
    pub(crate) pathway: PathwayId,
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
        let (_, router) = Web::build(store.clone(), Box::new(Porter), Settings::default(), modules()).unwrap();
        Self {
            store,
            clock,
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
        let quoted = |text: &str| {
            text.replace('%', "%25").replace('&', "%26").replace('/', "%2F").replace('+', "%2B").replace(' ', "+")
        };
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", quoted(value))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("__Host-soglia={}", self.says(member, Role::CaseWorker)))
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

    /// An act of the API on an offer.
    pub(crate) async fn act(&self, member: usize, offer: &Value, act: &str, body: Value) -> Told {
        self.api(member, "POST", &format!("/api/v1/offers/{}/{act}", id(offer)), &body).await
    }

    /// The codes of the offers that a list holds.
    pub(crate) async fn listed(&self, member: usize, query: &str) -> Vec<String> {
        let told = self.api(member, "GET", &format!("/api/v1/offers{query}"), &json!({})).await;
        assert_eq!(told.status, StatusCode::OK, "{query}: {}", told.body);
        let items = told.json()["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
    }

    /// A handle of a member, as far as the own partner reaches.
    pub(crate) fn db(&self, member: usize) -> Db {
        let scope =
            Scope { organisation: Some(self.partners[usize::from(member == EVA)]), names: true, ..Scope::default() };
        self.store.for_member(self.members[member], "test", Reach::of(self.members[member], vec![scope]))
    }

    /// A household that a member accompanies: people by sex and year of birth; the first one's name is given.
    pub(crate) async fn family(&self, member: usize, name: &str, people: &[(Sex, i32)]) -> Family {
        let partner = self.partners[usize::from(member == EVA)];
        let mut household = Household::new(self.clock.now());
        let persons: Vec<Person> =
            people.iter().map(|(sex, year)| Person::new(*sex, Some(BirthDay::Year(*year)), None)).collect();
        household.size = persons.len() as i64;
        household.reference_id = persons.first().map(|person| person.id);
        household.everyone_listed = true;
        let id = PathwayId::fresh();
        let programme: ProgrammeCode = "fra-noi-2".parse().unwrap();
        let territory: TerritoryCode = "lombardia".parse().unwrap();
        let pathway = Pathway {
            id,
            version: 0,
            code: people::rules::code::of('P', id.as_uuid()),
            programme: programme.clone(),
            organisation_id: partner,
            territory: territory.clone(),
            household_id: household.id,
            referral_id: None,
            case_worker: self.members[member],
            status: PathwayStatus::UnderWay,
            opened_on: testkit::today(),
            closed_on: None,
            last_activity: self.clock.now(),
            open_key: Some(Pathway::key_of(household.id, &programme)),
        };
        let mut bulk = self.store.bulk().await.unwrap();
        bulk.add(&persons).await.unwrap();
        bulk.add(&[household.clone()]).await.unwrap();
        for (number, person) in persons.iter().enumerate() {
            let given = if number == 0 { name } else { "Altra" };
            bulk.add(&[Identity::new(person.id, given, "Persona")]).await.unwrap();
            let relation = if number == 0 { Relation::Reference } else { Relation::Child };
            let (household_id, person_id) = (household.id, person.id);
            bulk.add(&[Membership { household_id, person_id, relation, since: None, until: None }]).await.unwrap();
            let (programme, territory) = (programme.clone(), territory.clone());
            let known = KnownAt { person_id, household_id, programme, organisation_id: partner, territory };
            bulk.add(&[known]).await.unwrap();
        }
        bulk.add(&[pathway]).await.unwrap();
        bulk.commit().await.unwrap();
        Family { id: household.id, people: persons.iter().map(|person| person.id).collect(), pathway: id }
    }

    /// A household of one woman, born in 1990, accompanied by a member since the first of March.
    pub(crate) async fn pathway(&self, member: usize, given: &str) -> (Pathway, PersonId) {
        let demo = self.store.system(System::Demo);
        let place = Place {
            programme: "fra-noi-2".parse().unwrap(),
            organisation: self.partners[usize::from(member == EVA)],
            territory: "lombardia".parse().unwrap(),
        };
        let person = Person::new(Sex::Female, "1990-05-01".parse().ok(), None);
        let (id, identity) = (person.id, Identity::new(person.id, given, "Prova"));
        let newcomer = Newcomer::new(person, identity);
        let household = households::create(&demo, Household::new(demo.now()), &place, newcomer).await.unwrap();
        let pathway_id = PathwayId::fresh();
        let pathway = Pathway {
            id: pathway_id,
            version: 0,
            code: people::rules::code::of('P', pathway_id.as_uuid()),
            programme: place.programme.clone(),
            organisation_id: place.organisation,
            territory: place.territory.clone(),
            household_id: household.id,
            referral_id: None,
            case_worker: self.members[member],
            status: PathwayStatus::TakenInCharge,
            opened_on: "2026-03-01".parse().unwrap(),
            closed_on: None,
            last_activity: self.clock.now(),
            open_key: Some(Pathway::key_of(household.id, &place.programme)),
        };
        let mut bulk = self.store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&pathway)).await.unwrap();
        bulk.commit().await.unwrap();
        (pathway, id)
    }

    pub(crate) fn days_later(&self, days: i64) {
        self.clock.advance_seconds(days * 86_400);
    }
}

pub(crate) fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap()
}

pub(crate) fn code(row: &Value) -> String {
    row["code"].as_str().unwrap().to_owned()
}
