//! Lawful sharing, through the doors: another partner's case worker reads what is shared, nothing else, and not a request
//! longer than it holds; an emergency is told; a person can be told who has seen the data.

use accounts::{NewGrant, NewMember, add_member};
use kernel::{OrganisationId, Role, Shareable};
use network::store::organisations::Organisation;
use people::rules::sharing::{Basis, Purpose, Terms, What};
use people::store::households::Place;
use people::store::persons::{Identity, Person};
use serde_json::{Value, json};
use testkit::{on_both, today};

use super::world::{Asker, Ids, World, full_pathway, ids_of};

/// A household of the sample worker's partner, and a case worker of another one.
struct Scene {
    world: World,
    ids: Ids,
    place: Place,
    worker: Asker,
    partner: Asker,
    partner_organisation: OrganisationId,
}

async fn scene(engine: testkit::Engine) -> Scene {
    let world = World::fresh(engine, 600).await;
    let pathway = full_pathway(&world, true).await;
    let ids = ids_of(&world, &pathway).await;
    let db = world.db();
    // An organisation that knows nobody yet.
    let other = Organisation::new("Associazione Riva", network::rules::organisation::OrganisationKind::Association);
    network::store::organisations::add(&db, &other).await.unwrap();
    let grant = NewGrant { organisation: Some(other.id), ..NewGrant::everywhere(Role::CaseWorker, today()) };
    let new = NewMember {
        email: "riva@soglia.example".into(),
        name: "Rosa Riva".into(),
        password_hash: None,
        language: None,
        grants: vec![grant],
    };
    let member = add_member(&db, new).await.unwrap().unwrap();
    let place = Place {
        programme: pathway.programme.clone(),
        organisation: pathway.organisation_id,
        territory: pathway.territory.clone(),
    };
    let worker = world.asker(Role::CaseWorker).await;
    let partner = world.asker_of(member.id).await;
    Scene { ids, place, worker, partner, partner_organisation: other.id, world }
}

impl Scene {
    fn path(&self, tail: &str) -> String {
        format!("/people/{}{tail}", self.ids["people"])
    }

    async fn status(&self, who: &Asker, path: &str) -> u16 {
        self.world.get(Some(who), path).await.status
    }

    async fn name(&self) -> String {
        let person = self.ids["people"].parse().unwrap();
        self.world.db().rows::<Identity>().id(person).one().await.unwrap().name()
    }

    async fn notice(&self) {
        let form = [("text", "network/2026-1"), ("language", "fr"), ("way", "with-interpreter")];
        let told = self.world.post(&self.worker, &self.path("/notices/new"), &form).await;
        assert_eq!(told.status, 303, "{}", told.body);
    }

    async fn share(&self, what: &[&str]) -> Value {
        let body = json!({
            "to-organisation": self.partner_organisation, "purpose": "home", "basis": "consent", "what": what,
            "until": today().plus_days(90),
        });
        let path = format!("/api/v1{}", self.path("/sharing"));
        let told = self.world.send(&self.worker, "POST", &path, &body).await;
        assert_eq!(told.status, 201, "{}", told.body);
        told.json()
    }
}

on_both! {
    async fn a_partner_reads_what_is_shared_and_not_a_request_longer(engine) {
        let scene = scene(engine).await;
        let (world, partner) = (&scene.world, &scene.partner);
        let api = format!("/api/v1{}", scene.path(""));
        let summary = scene.path("/pathway-summary");
        assert_eq!((scene.status(partner, &scene.path("")).await, scene.status(partner, &api).await), (404, 404));

        // Consent needs the notice first; then the page shares.
        let form = [
            ("to-organisation", scene.partner_organisation.to_string()),
            ("purpose", "home".into()),
            ("basis", "consent".into()),
            ("what", "identity".into()),
            ("until", today().plus_days(90).to_string()),
        ];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = world.post(&scene.worker, &scene.path("/sharing/new"), &form).await;
        assert!(refused.status == 422 && refused.body.contains("Prima serve l&#x27;informativa"), "{}", refused.body);
        scene.notice().await;
        let shared = world.post(&scene.worker, &scene.path("/sharing/new"), &form).await;
        assert_eq!(shared.status, 303, "{}", shared.body);

        let page = world.get(Some(partner), &scene.path("")).await;
        assert!(page.status == 200 && page.body.contains(&scene.name().await) && page.body.contains("Dati condivisi da"), "{}", page.body);
        assert!(page.body.contains("fino al") && !page.body.contains("/edit") && !page.body.contains("id=\"permits\""), "{}", page.body);
        let told = world.get(Some(partner), &api).await.json();
        assert!(told["identity"].is_object() && told["legal-status"].is_null() && told["households"] == json!([]), "{told}");
        assert_eq!((&told["shared"][0]["what"], &told["shared"][0]["purpose"]), (&json!(["identity"]), &json!("home")));
        let received = world.get(Some(partner), "/shared").await;
        assert!(received.status == 200 && received.body.contains(&scene.name().await), "{}", received.body);
        let found = world.get(Some(partner), &format!("/people?q={}", scene.name().await.replace(' ', "%20"))).await;
        assert!(found.body.contains(&scene.path("")), "{}", found.body);

        // Nothing beyond what is shared, and nothing to change.
        let closed = [
            scene.path("/edit"), scene.path("/privacy"), scene.path("/seen"), scene.path("/needs"), scene.path("/notices/new"),
            scene.path("/sharing/new"), scene.path("/permits/new"), summary.clone(),
            format!("/households/{}", scene.ids["households"]), format!("/pathways/{}", scene.ids["pathways"]),
            format!("/pathways/{}/notes", scene.ids["pathways"]), format!("/permits/{}/edit", scene.ids["permits"]),
        ];
        for path in &closed {
            assert_eq!(scene.status(partner, path).await, 404, "{path}");
        }
        let changed = world.send(partner, "PATCH", &api, &json!({"given": "Altra"})).await;
        assert_eq!(changed.status, 404);

        let more = scene.share(&["legal-status", "pathway-summary"]).await;
        let told = world.get(Some(partner), &api).await.json();
        assert!(told["legal-status"]["permits"].as_array().is_some_and(|permits| !permits.is_empty()), "{told}");
        let page = world.get(Some(partner), &summary).await;
        assert!(page.status == 200 && page.body.contains("P-"), "{}", page.body);
        let permit = format!("/api/v1/permits/{}", scene.ids["permits"]);
        assert_eq!(world.send(partner, "PATCH", &permit, &json!({"number": "X"})).await.status, 404, "shown, not changed");
        assert_eq!(scene.status(partner, &closed[8]).await, 404, "still no household");

        // Withdrawn: the very next request finds nothing.
        let sharings = world.get(Some(&scene.worker), &format!("{api}/sharing")).await.json();
        let identity = sharings["items"].as_array().unwrap().iter().find(|row| {
            row["to-organisation"] == json!(scene.partner_organisation) && row["what"] == json!(["identity"])
        });
        let identity = identity.unwrap()["id"].as_str().unwrap();
        let withdrawn = world.post(&scene.worker, &format!("/sharing/{identity}/withdrawal"), &[]).await;
        assert_eq!(withdrawn.status, 303, "{}", withdrawn.body);
        assert_eq!((scene.status(partner, &scene.path("")).await, scene.status(partner, &api).await), (404, 404));
        assert_eq!(scene.status(partner, &summary).await, 200, "the other sharing holds on");
        let again = world.post(&scene.worker, &format!("/sharing/{identity}/withdrawal"), &[]).await;
        assert!(again.status == 422 && again.body.contains("già finita"), "{}", again.body);
        let path = format!("/api/v1/sharing/{}/withdrawal", more["id"].as_str().unwrap());
        let told = world.send(&scene.worker, "POST", &path, &json!({})).await;
        assert_eq!((told.status, &told.json()["standing"]), (200, &json!("withdrawn")));
        assert_eq!(scene.status(partner, &summary).await, 404);
        let privacy = world.get(Some(&scene.worker), &scene.path("/privacy")).await;
        assert!(privacy.body.contains("ritirata") && privacy.body.contains("Associazione Riva"), "{}", privacy.body);
    }

    async fn an_ended_sharing_reads_as_not_there(engine) {
        let scene = scene(engine).await;
        let db = scene.world.db();
        let (person, household) = (scene.ids["people"].parse().unwrap(), scene.ids["households"].parse().unwrap());
        for (from, until, status) in [(-30, -1, 404), (1, 30, 404), (-30, 0, 200)] {
            let terms = Terms {
                from_organisation: scene.place.organisation,
                to_organisation: scene.partner_organisation,
                purpose: Purpose::Home,
                basis: Basis::PublicTask,
                what: What::from([Shareable::Identity]),
                from: today().plus_days(from),
                until: today().plus_days(until),
            };
            people::store::sharing::agree(&db, household, scene.place.clone(), &[person], &terms).await.unwrap();
            assert_eq!(scene.status(&scene.partner, &scene.path("")).await, status, "from {from} to {until}");
        }
    }

    async fn an_emergency_opens_and_everybody_concerned_reads_why(engine) {
        let scene = scene(engine).await;
        let (world, partner) = (&scene.world, &scene.partner);
        let person = scene.ids["people"].parse().unwrap();
        let identity = world.db().rows::<Identity>().id(person).one().await.unwrap();
        let born = world.db().rows::<Person>().id(person).one().await.unwrap().born.unwrap().to_string();
        let reason = "È in pronto soccorso e serve sapere chi chiamare";
        let who = [("given", identity.given.as_str()), ("family", &identity.family), ("born", &born)];
        for (words, said) in [("subito", "qualche parola in più"), ("", "Questo dato serve")] {
            let form = [&who[..], &[("reason", words)]].concat();
            let told = world.post(partner, "/emergencies/new", &form).await;
            assert!(told.status == 422 && told.body.contains(said), "{}", told.body);
        }
        let wrong = [("given", "Nessuno"), ("family", "Mai"), ("born", "1990"), ("reason", reason)];
        assert_eq!(world.post(partner, "/emergencies/new", &wrong).await.status, 422);
        assert_eq!(scene.status(partner, &scene.path("")).await, 404);

        let form = [&who[..], &[("reason", reason)]].concat();
        let told = world.post(partner, "/emergencies/new", &form).await;
        assert_eq!(told.location.as_deref(), Some(format!("{}?done=emergency-opened", scene.path("")).as_str()), "{}", told.body);
        let page = world.get(Some(partner), &scene.path("")).await;
        assert!(page.status == 200 && page.body.contains("in emergenza") && page.body.contains("id=\"permits\""), "{}", page.body);
        assert_eq!(scene.status(partner, &scene.path("/pathway-summary")).await, 200);
        assert_eq!(scene.status(partner, &scene.path("/edit")).await, 404);
        assert_eq!(scene.status(partner, &scene.path("/needs")).await, 404);
        assert_eq!(scene.status(partner, &format!("/pathways/{}", scene.ids["pathways"])).await, 404);

        for path in [scene.path(""), scene.path("/privacy")] {
            let page = world.get(Some(&scene.worker), &path).await;
            assert!(page.body.contains("Rosa Riva") && page.body.contains("pronto soccorso"), "{path}: {}", page.body);
        }
        for role in [Role::SystemAdministrator, Role::LeadPartner] {
            let list = world.get(Some(&world.asker(role).await), "/emergencies").await;
            assert!(list.status == 200 && list.body.contains("Rosa Riva") && list.body.contains("pronto soccorso"), "{role}: {}", list.body);
        }
        let seen = world.get(Some(&scene.worker), &scene.path("/seen")).await;
        assert!(seen.body.contains("Rosa Riva") && seen.body.contains("Associazione Riva") && seen.body.contains("la tua pagina"), "{}", seen.body);
    }

    async fn whoever_opens_a_page_or_a_record_is_told_to_the_person_and_lists_do_not_count(engine) {
        let scene = scene(engine).await;
        let (world, worker) = (&scene.world, &scene.worker);
        let seen = format!("/api/v1{}", scene.path("/seen"));
        let whats = async || {
            let rows = world.get(Some(worker), &seen).await.json();
            let mut whats: Vec<String> =
                rows["items"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap().to_owned()).collect();
            whats.sort();
            whats
        };
        let name = scene.name().await.replace(' ', "%20");
        for list in ["/caseload", "/pathways", "/api/v1/pathways", "/api/v1/households"] {
            assert_eq!(scene.status(worker, list).await, 200, "{list}");
        }
        assert_eq!(scene.status(worker, &format!("/people?q={name}")).await, 200);
        assert_eq!(whats().await, [""; 0]);
        let pages = [
            scene.path(""), scene.path(""), format!("/households/{}", scene.ids["households"]), scene.path("/needs"),
            format!("/pathways/{}", scene.ids["pathways"]), format!("/api/v1/pathways/{}", scene.ids["pathways"]),
            format!("/api/v1{}", scene.path("")), format!("/api/v1/households/{}", scene.ids["households"]),
        ];
        for page in &pages {
            assert_eq!(scene.status(worker, page).await, 200, "{page}");
        }
        assert_eq!(whats().await, ["household", "needs", "pathway", "person", "record"]);
        let page = world.get(Some(worker), &scene.path("/seen")).await;
        assert!(page.body.contains("Non sono contati gli elenchi e le ricerche"), "{}", page.body);
    }
}
