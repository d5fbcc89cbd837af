//! A small invented network behind a service that tests call without a socket.

use std::collections::BTreeMap;
use std::sync::Arc;

use accounts::{Circle, Member, NewToken, make_token};
use attachments::rules::attachment::{AttachmentKind, Media};
use attachments::safe::{InstallationKey, Kept, Safe};
use attachments::store::contents::{self, Said};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use kernel::{MemberId, OrganisationId, PersonId, Role, Shareable};
use pathways::store::pathways::Pathway;
use soglia::{demo, house};
use store::{Database, Db, Store, System};
use testkit::Engine;
use tower::ServiceExt;
use web::Web;

/// A served world.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) web: Web,
    pub(crate) router: Router,
}

/// An answer, read whole.
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) location: Option<String>,
}

impl Told {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// The key of every world's attachments.
fn key() -> InstallationKey {
    InstallationKey::of_bytes([7; 32])
}

fn safe() -> Safe {
    Safe::new(Ok(key()), None)
}

/// An attachment of somebody, as it would be kept.
async fn attached(db: &Db, person: kernel::PersonId) -> String {
    let said = Said { kind: AttachmentKind::Permit, expires_on: None, note: None };
    let file = Kept { name: "permesso.pdf".into(), media: Media::Pdf, bytes: b"%PDF-1.7".to_vec(), name_agreed: true };
    contents::add(db, &key(), person, &said, &file).await.unwrap().id.to_string()
}

/// Whoever asks: with a session and its form token, or with an API token.
#[derive(Debug, Clone)]
pub(crate) struct Asker {
    pub(crate) session: String,
    pub(crate) csrf: String,
    pub(crate) token: String,
}

impl World {
    /// A fresh world of about so many people.
    pub(crate) async fn fresh(engine: Engine, people: u64) -> Self {
        let store = engine.store(&house::steps()).await;
        let catalogue = house::catalogue(&soglia::config::Config::default()).unwrap();
        let wanted = demo::Wanted { people, seed: 1, today: testkit::today() };
        demo::build(&store, &catalogue, wanted, |_| ()).await.unwrap();
        Self::serve(store).await
    }

    async fn serve(store: Store) -> Self {
        let catalogue = house::catalogue(&soglia::config::Config::default()).unwrap();
        let (web, router) = house::service(store.clone(), Arc::new(catalogue), safe()).await.unwrap();
        Self { store, web, router }
    }

    /// The same world as it stands, apart from this one.
    pub(crate) async fn copy(&self) -> Self {
        let Database::Sqlite(path) = self.store.place().clone() else { panic!("only SQLite is copied") };
        let Database::Sqlite(new) = Engine::Sqlite.fresh().await else { unreachable!() };
        for ending in ["", "-wal"] {
            let from = format!("{}{ending}", path.display());
            if std::path::Path::new(&from).exists() {
                std::fs::copy(from, format!("{}{ending}", new.display())).unwrap();
            }
        }
        let store = Store::open(&Database::Sqlite(new), testkit::clock(), &house::steps()).await.unwrap();
        Self::serve(store).await
    }

    pub(crate) fn db(&self) -> Db {
        self.store.system(System::CommandLine)
    }

    /// The sample member of a role.
    pub(crate) async fn member(&self, role: Role) -> MemberId {
        let email = format!("{role}@soglia.example");
        self.db().rows::<Member>().filter(Member::email_key.eq(email)).one().await.unwrap().id
    }

    /// A session and a token of the sample member of a role.
    pub(crate) async fn asker(&self, role: Role) -> Asker {
        self.asker_of(self.member(role).await).await
    }

    /// A session and a token of a member.
    pub(crate) async fn asker_of(&self, member: MemberId) -> Asker {
        let sign_in = self.store.system(System::SignIn);
        let session = accounts::store::begin_session(&sign_in, member).await.unwrap();
        let (_, token) =
            make_token(&self.db(), member, NewToken { label: "test".into(), ..NewToken::default() }).await.unwrap();
        let mut asker = Asker { session, csrf: String::new(), token };
        let account = self.get(Some(&asker), "/account").await;
        let after = account.body.split("name=\"csrf\" value=\"").nth(1).unwrap_or_default();
        asker.csrf = after.split('"').next().unwrap_or_default().to_owned();
        asker
    }

    pub(crate) async fn get(&self, asker: Option<&Asker>, path: &str) -> Told {
        self.call(asker, "GET", path, None).await
    }

    /// Sends a form to a page, with the session's token.
    pub(crate) async fn post(&self, asker: &Asker, path: &str, form: &[(&str, &str)]) -> Told {
        let pairs = form.iter().map(|(name, value)| format!("{name}={}", percent(value)));
        let body = std::iter::once(format!("csrf={}", asker.csrf)).chain(pairs).collect::<Vec<_>>().join("&");
        self.call(Some(asker), "POST", path, Some(body)).await
    }

    /// Sends JSON to the API.
    pub(crate) async fn send(&self, asker: &Asker, method: &str, path: &str, body: &serde_json::Value) -> Told {
        self.call(Some(asker), method, path, Some(body.to_string())).await
    }

    pub(crate) async fn call(&self, asker: Option<&Asker>, method: &str, path: &str, body: Option<String>) -> Told {
        let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT_LANGUAGE, "it");
        let is_api = path.starts_with("/api/");
        if let Some(asker) = asker {
            request = if is_api {
                request.header(header::AUTHORIZATION, format!("Bearer {}", asker.token))
            } else {
                request.header(header::COOKIE, format!("{}={}", web::SESSION_COOKIE, asker.session))
            };
        }
        let kind = if is_api { "application/json" } else { "application/x-www-form-urlencoded" };
        let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(body.unwrap_or_default())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap();
        Told { status, body: String::from_utf8_lossy(&bytes).into_owned(), location }
    }
}

pub(crate) fn percent(text: &str) -> String {
    let quoted = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    quoted.collect()
}

/// Ids by the noun that stands before them in a path, all of one household of one partner.
pub(crate) type Ids = BTreeMap<&'static str, String>;

/// The ids of the household of a pathway with everything along it.
pub(crate) async fn ids_of(world: &World, pathway: &Pathway) -> Ids {
    use pathways::store as p;
    let db = world.db();
    let of = pathway.id;
    let mut ids = Ids::new();
    ids.insert("pathways", of.to_string());
    ids.insert("households", pathway.household_id.to_string());
    ids.insert("referrals", pathway.referral_id.unwrap().to_string());
    ids.insert(
        "goals",
        db.rows::<p::goals::Goal>().filter(p::goals::Goal::pathway_id.eq(of)).one().await.unwrap().id.to_string(),
    );
    ids.insert(
        "steps",
        db.rows::<p::steps::Step>().filter(p::steps::Step::pathway_id.eq(of)).one().await.unwrap().id.to_string(),
    );
    let service = db.rows::<p::services::ActivatedService>().filter(p::services::ActivatedService::pathway_id.eq(of));
    let service = service.one().await.unwrap().id.to_string();
    ids.insert("activated-services", service.clone());
    ids.insert("services", service);
    let follow_up = db.rows::<p::follow_ups::FollowUp>().filter(p::follow_ups::FollowUp::pathway_id.eq(of));
    ids.insert("follow-ups", follow_up.one().await.unwrap().id.to_string());
    let kept = db.rows::<p::verdicts::KeptVerdict>().filter(p::verdicts::KeptVerdict::pathway_id.eq(of));
    ids.insert("verdicts", kept.one().await.unwrap().id.to_string());
    let members = people::store::households::members_of(&db, pathway.household_id).await.unwrap();
    let person = members[0].1.id;
    ids.insert("people", person.to_string());
    ids.insert("attachments", attached(&db, person).await);
    ids.insert("languages", language_of(&db, person, "ti").await);
    ids.insert("person-languages", language_of(&db, person, "am").await);
    ids.insert("appointments", appointment(world, pathway).await);
    use people::store::papers::{Permit, ReceptionStay};
    ids.insert("permits", db.rows::<Permit>().filter(Permit::person_id.eq(person)).one().await.unwrap().id.to_string());
    ids.insert(
        "stays",
        db.rows::<ReceptionStay>().filter(ReceptionStay::person_id.eq(person)).one().await.unwrap().id.to_string(),
    );
    ids.insert("sharing", sharing_of(&db, pathway, person).await);
    ids.insert("needs", need_of(&db, person).await);
    ids.insert("duplicates", duplicate_of(&db, pathway).await);
    let belonging = belonging(&db, pathway.case_worker, pathway.organisation_id, Circle::SocialWorker, db.now()).await;
    ids.insert("circles", belonging.to_string());
    ids.insert("answers", answers_for(&db, person).await);
    ids.insert("imports", import_for(&db, pathway).await);
    super::offering::offer_ids(&db, pathway, &mut ids).await;
    let (search, veto) = super::looking::search_for(world, pathway).await;
    ids.insert("search-vetoes", veto);
    super::offering::placement_ids(&db, pathway, &mut ids).await;
    ids.insert("{search}", search.clone());
    ids.insert("searches", search);
    ids.insert("runs", super::looking::run_for(&db, pathway).await);
    ids.insert("match-runs", ids["runs"].clone());
    ids.insert("trials", super::looking::trial_for(&db, pathway).await);
    ids.insert("match-trials", ids["trials"].clone());
    ids
}

/// A sheet with one row, on its way to the partner of a pathway.
async fn import_for(db: &Db, pathway: &Pathway) -> String {
    use intake::store::imports::{self, Sending, SheetImport};
    let sending = Sending {
        programme: pathway.programme.clone(),
        organisation: pathway.organisation_id,
        territory: Some(pathway.territory.clone()),
        sender: None,
    };
    let file = b"Cognome;Nome;Sesso\nPROVA;Ada;F\n".to_vec();
    let import = SheetImport::new(sending, "elenco.csv", file, None, db.now());
    imports::send(db, &import).await.unwrap();
    import.id.to_string()
}

/// A sharing of a person of the pathway's household, with an organisation that nobody works for.
async fn sharing_of(db: &Db, pathway: &Pathway, person: PersonId) -> String {
    use people::rules::sharing::{Basis, Purpose, Terms, What};
    let terms = Terms {
        from_organisation: pathway.organisation_id,
        to_organisation: OrganisationId::fresh(),
        purpose: Purpose::Home,
        basis: Basis::PublicTask,
        what: What::from([Shareable::Identity]),
        from: db.today(),
        until: db.today(),
    };
    let place = people::store::households::Place {
        programme: pathway.programme.clone(),
        organisation: pathway.organisation_id,
        territory: pathway.territory.clone(),
    };
    let agreed = people::store::sharing::agree(db, pathway.household_id, place, &[person], &terms).await.unwrap();
    agreed.id.to_string()
}

#[derive(serde::Serialize)]
struct LetIn;

impl store::Fact for LetIn {
    fn kind(&self) -> &'static str {
        "circle-joined"
    }
}

/// Lets a member into a circle, past its rules.
pub(crate) async fn belonging(
    db: &Db,
    member: MemberId,
    organisation: OrganisationId,
    circle: Circle,
    reads_from: kernel::Moment,
) -> accounts::store::BelongingId {
    let row = accounts::store::Belonging {
        id: accounts::store::BelongingId::fresh(),
        version: 0,
        member_id: member,
        organisation_id: organisation,
        circle,
        reads_from,
        admitted_by: None,
        admitted_at: db.now(),
        ended_at: None,
    };
    let mut change = db.change().await.unwrap();
    change.insert(&row).await.unwrap();
    change.commit(store::Entry::new(&LetIn, member)).await.unwrap();
    row.id
}

/// The pair that comes to light when somebody is written down twice in a pathway's household.
async fn duplicate_of(db: &Db, pathway: &Pathway) -> String {
    use people::rules::household::Relation;
    use people::store::duplicates::Duplicate;
    use people::store::households::{Household, Newcomer, add_person};
    use people::store::persons::{Identity, Person};
    let mut last = None;
    for _ in 0..2 {
        let person = Person::new(people::rules::person::Sex::Female, "1990-03-12".parse().ok(), None);
        let identity = Identity::new(person.id, "Ombretta", "Specchiodoppio");
        let household = db.held::<Household>(pathway.household_id).await.unwrap();
        last = add_person(db, household, Newcomer::new(person, identity), Relation::Other).await.ok();
    }
    let twice = Duplicate::other_id.eq(last.unwrap());
    db.rows::<Duplicate>().filter(twice).one().await.unwrap().id.to_string()
}

/// A need of support of a person.
async fn need_of(db: &Db, person: PersonId) -> String {
    use people::store::needs::{Need, NeedId};
    let need = Need {
        id: NeedId::fresh(),
        version: 0,
        person_id: person,
        kind: people::rules::need::NeedKind::Mobility,
        support: "Una casa senza scale".to_owned(),
        since: None,
        until: None,
        noted_by: None,
        noted_at: db.now(),
    };
    people::store::needs::add(db, &need).await.unwrap();
    need.id.to_string()
}

/// Writes a language of a person down.
async fn language_of(db: &Db, person: PersonId, code: &str) -> String {
    use people::rules::language::{Reads, Speaks};
    use people::store::languages::{PersonLanguage, PersonLanguageId, add};
    let row = PersonLanguage {
        id: PersonLanguageId::fresh(),
        version: 0,
        person_id: person,
        language: code.parse().unwrap(),
        mother_tongue: true,
        speaks: Speaks::Well,
        reads: Reads::Unknown,
        script: None,
        interpreter: false,
    };
    add(db, &row).await.unwrap();
    row.id.to_string()
}

async fn answers_for(db: &Db, person: PersonId) -> String {
    use people::store::answers::{AnswersFor, AnswersForId};
    let answers = AnswersFor {
        id: AnswersForId::fresh(),
        version: 0,
        person_id: person,
        kind: people::rules::answering::AnsweringKind::Guardian,
        by_id: None,
        name: Some("Tutela prova".to_owned()),
        contact: None,
        decision: None,
        since: None,
        until: None,
    };
    people::store::answers::add(db, &answers).await.unwrap();
    answers.id.to_string()
}

/// The id of an appointment planned along a pathway.
async fn appointment(world: &World, pathway: &Pathway) -> String {
    use agenda::rules::appointment::{AppointmentKind, AppointmentState};
    use agenda::store::appointments::{Appointment, AppointmentId};
    let now = world.db().now();
    let row = Appointment {
        id: AppointmentId::fresh(),
        version: 0,
        kind: AppointmentKind::Interview,
        words: None,
        shared: false,
        organisation_id: pathway.organisation_id,
        programme: Some(pathway.programme.clone()),
        territory: Some(pathway.territory.clone()),
        household_id: Some(pathway.household_id),
        pathway_id: Some(pathway.id),
        person_id: None,
        owner: pathway.case_worker,
        starts: now.plus_seconds(86_400),
        ends: now.plus_seconds(90_000),
        place: None,
        interpreter_id: None,
        state: AppointmentState::Planned,
        changed_at: now,
    };
    let id = row.id.to_string();
    let mut bulk = world.store.bulk().await.unwrap();
    bulk.add(&[row]).await.unwrap();
    bulk.commit().await.unwrap();
    id
}

/// Pathways of the sample case worker's partner, or of another, closed and with something of everything.
pub(crate) async fn full_pathway(world: &World, own: bool) -> Pathway {
    let worker = world.member(Role::CaseWorker).await;
    let db = world.db();
    let grant = accounts::store::grants_of(&db, worker).await.unwrap().remove(0);
    let organisation = grant.organisation_id.unwrap();
    let programme = grant.programme.unwrap();
    let territory = grant.territory.unwrap();
    for pathway in db.rows::<Pathway>().sort(Pathway::id, store::Order::Rising).all().await.unwrap() {
        let theirs =
            pathway.organisation_id == organisation && pathway.programme == programme && pathway.territory == territory;
        if theirs != own || pathway.closed_on.is_none() {
            continue;
        }
        let service = pathways::store::services::ActivatedService::pathway_id.eq(pathway.id);
        let services = db.rows::<pathways::store::services::ActivatedService>().filter(service).count().await.unwrap();
        let follow_up = pathways::store::follow_ups::FollowUp::pathway_id.eq(pathway.id);
        let follow_ups = db.rows::<pathways::store::follow_ups::FollowUp>().filter(follow_up).count().await.unwrap();
        let step = pathways::store::steps::Step::pathway_id.eq(pathway.id);
        let steps = db.rows::<pathways::store::steps::Step>().filter(step).count().await.unwrap();
        if services > 0 && follow_ups > 0 && steps > 0 {
            return pathway;
        }
    }
    panic!("the world has no such pathway; make it larger");
}
