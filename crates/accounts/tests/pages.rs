//! The pages and the API end to end, without a network.

mod common;

use std::sync::Arc;

use accounts::{Accounts, Directory, Member, NewToken, SampleSignIn, SampleSignIns, make_token};
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use axum::{Extension, Router};
use common::{PASSWORD, fresh, member, role};
use kernel::{MemberId, OrganisationId, ProgrammeCode, Role, TerritoryCode};
use store::{Store, System};
use testkit::on_both;
use tower::ServiceExt;
use web::{Settings, Web};

struct Names(OrganisationId);

impl Directory for Names {
    fn organisations(&self) -> Vec<(OrganisationId, String)> {
        vec![(self.0, "Cooperativa Ponte".into())]
    }
    fn programmes(&self) -> Vec<(ProgrammeCode, String)> {
        vec![("fra-noi".parse().unwrap(), "Fra Noi".into())]
    }
    fn territories(&self) -> Vec<(TerritoryCode, String)> {
        vec![("lombardia".parse().unwrap(), "Lombardia".into())]
    }
}

struct House {
    store: Store,
    router: Router,
    ours: OrganisationId,
}

struct Told {
    status: StatusCode,
    place: String,
    cookie: String,
    retry: String,
    body: String,
}

async fn house(engine: testkit::Engine, demo: bool) -> House {
    let (store, _) = fresh(engine).await;
    let ours = OrganisationId::fresh();
    let settings = Settings { demo, version: "0".into() };
    let (_, router) = Web::build(store.clone(), Box::new(Accounts), settings, vec![accounts::module()]).unwrap();
    let names: Arc<dyn Directory> = Arc::new(Names(ours));
    let sample = SampleSignIn {
        role: Role::Evaluator,
        email: "prova@esempio.it".into(),
        password: "sasso-carta-forbici".into(),
        name: "Prova Uno".into(),
    };
    let router = router.layer(Extension(names)).layer(Extension(SampleSignIns(Arc::new(vec![sample]))));
    House { store, router, ours }
}

impl House {
    async fn ask(&self, request: Request<Body>) -> Told {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let text = |name| {
            response
                .headers()
                .get(name)
                .map(|value: &header::HeaderValue| value.to_str().unwrap().to_owned())
                .unwrap_or_default()
        };
        let (place, cookie, retry) = (text(header::LOCATION), text(header::SET_COOKIE), text(header::RETRY_AFTER));
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap().replace("&#x2f;", "/");
        Told { status, place, cookie, retry, body }
    }

    async fn get(&self, path: &str, cookie: &str) -> Told {
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        self.ask(request).await
    }

    async fn post(&self, path: &str, cookie: &str, pairs: &[(&str, &str)]) -> Told {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(pairs)))
            .unwrap();
        self.ask(request).await
    }

    async fn api(&self, method: &str, path: &str, secret: &str, body: &str) -> Told {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {secret}"))
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.ask(request).await
    }

    async fn sign_in(&self, who: &Member) -> (String, String) {
        let told = self.post("/sign-in", "", &[("email", &who.email), ("password", PASSWORD)]).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
        let cookie = told.cookie.split(';').next().unwrap().to_owned();
        let page = self.get("/account", &cookie).await;
        let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"");
        assert_eq!(csrf.len(), 64);
        (cookie, csrf)
    }
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    let quoted = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    pairs.iter().map(|(name, value)| format!("{}={}", quoted(name), quoted(value))).collect::<Vec<_>>().join("&")
}

fn between(text: &str, before: &str, after: &str) -> String {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split(after).next().unwrap().to_owned()
}

on_both! {
    async fn signing_in_sets_a_cookie_that_no_script_and_no_other_site_can_use(engine) {
        let house = house(engine, false).await;
        let anna = member(&house.store, "Anna Bo", vec![]).await;
        let form = [("email", "ANNA@esempio.it "), ("password", PASSWORD), ("next", "/account")];
        let told = house.post("/sign-in", "", &form).await;
        assert_eq!((told.status, told.place.as_str()), (StatusCode::SEE_OTHER, "/account"));
        let secret = between(&told.cookie, "__Host-soglia=", ";");
        assert_eq!(told.cookie, format!("__Host-soglia={secret}; Path=/; Secure; HttpOnly; SameSite=Lax"));
        assert!(secret.len() == 64);
        let page = house.get("/account", &format!("__Host-soglia={secret}")).await;
        assert!(page.status == StatusCode::OK && page.body.contains(&anna.name));
    }

    async fn after_signing_in_nobody_is_sent_to_another_site(engine) {
        let house = house(engine, false).await;
        member(&house.store, "Anna Bo", vec![]).await;
        for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example", ""] {
            let form = [("email", "anna@esempio.it"), ("password", PASSWORD), ("next", next)];
            assert_eq!(house.post("/sign-in", "", &form).await.place, "/", "{next:?}");
        }
        let page = house.get("/sign-in?next=//evil.example", "").await;
        assert!(!page.body.contains("evil.example"));
        let page = house.get("/sign-in?next=/members%3Fpage=2", "").await;
        assert!(page.body.contains(r#"name="next" value="/members?page=2""#));
    }

    async fn an_unknown_e_mail_and_a_wrong_password_are_told_alike(engine) {
        let house = house(engine, false).await;
        member(&house.store, "Anna Bo", vec![]).await;
        let wrong = house.post("/sign-in", "", &[("email", "anna@esempio.it"), ("password", "sbagliata")]).await;
        let unknown = house.post("/sign-in", "", &[("email", "arno@esempio.it"), ("password", "sbagliata")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("E-mail o password non corrispondono") && wrong.cookie.is_empty());
        assert_eq!(wrong.body.replace("anna@", "arno@"), unknown.body);
        assert!(!wrong.body.contains("sbagliata"));
    }

    async fn after_five_wrong_passwords_the_answer_says_how_long_to_wait(engine) {
        let house = house(engine, false).await;
        member(&house.store, "Anna Bo", vec![]).await;
        for _ in 0..5 {
            house.post("/sign-in", "", &[("email", "anna@esempio.it"), ("password", "sbagliata")]).await;
        }
        let told = house.post("/sign-in", "", &[("email", "anna@esempio.it"), ("password", PASSWORD)]).await;
        assert_eq!((told.status, told.retry.as_str()), (StatusCode::TOO_MANY_REQUESTS, "60"));
        assert!(told.cookie.is_empty());
    }

    async fn a_form_without_its_token_or_from_another_site_is_refused(engine) {
        let house = house(engine, false).await;
        let anna = member(&house.store, "Anna Bo", vec![]).await;
        let (cookie, csrf) = house.sign_in(&anna).await;
        for forged in ["", "0000", &csrf.replace(|c: char| c.is_ascii_digit(), "a")] {
            let told = house.post("/account", &cookie, &[("csrf", forged), ("name", "Altra"), ("version", "0")]).await;
            assert_eq!(told.status, StatusCode::FORBIDDEN);
        }
        let foreign = Request::post("/sign-in")
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(&[("email", "anna@esempio.it"), ("password", PASSWORD)])))
            .unwrap();
        assert_eq!(house.ask(foreign).await.status, StatusCode::FORBIDDEN);
        assert!(house.get("/account", &cookie).await.body.contains("Anna Bo"));
    }

    async fn whoever_signs_out_needs_to_sign_in_again(engine) {
        let house = house(engine, false).await;
        let anna = member(&house.store, "Anna Bo", vec![]).await;
        let (cookie, csrf) = house.sign_in(&anna).await;
        let told = house.post("/sign-out", &cookie, &[("csrf", &csrf)]).await;
        assert!(told.cookie.starts_with("__Host-soglia=;") && told.cookie.ends_with("Max-Age=0"));
        let told = house.get("/account", &cookie).await;
        assert_eq!((told.status, told.place.as_str()), (StatusCode::SEE_OTHER, "/sign-in?next=/account"));
    }

    async fn the_sign_in_page_speaks_the_browser_s_language_and_the_account_the_member_s(engine) {
        let house = house(engine, false).await;
        let anna = member(&house.store, "Anna Bo", vec![]).await;
        let english = Request::get("/sign-in").header(header::ACCEPT_LANGUAGE, "en-GB").body(Body::empty()).unwrap();
        assert!(house.ask(english).await.body.contains("Sign in to Soglia"));
        assert!(house.get("/sign-in", "").await.body.contains("Accedi a Soglia"));

        let (cookie, csrf) = house.sign_in(&anna).await;
        let form = [("csrf", csrf.as_str()), ("version", "0"), ("name", "Anna Bo"), ("language", "en")];
        let told = house.post("/account", &cookie, &form).await;
        assert_eq!(told.place, "/language/en?next=/account%3Fdone%3Daccount-saved");
        assert!(house.get("/account?done=account-saved", &cookie).await.body.contains("Account saved."));
        let stale = house.post("/account", &cookie, &[("csrf", &csrf), ("version", "0"), ("name", "Anna Scritta")]).await;
        assert!(stale.status == StatusCode::CONFLICT && stale.body.contains("Anna Scritta"));
    }

    async fn sample_sign_ins_are_shown_in_a_demonstration_and_nowhere_else(engine) {
        assert!(house(engine, true).await.get("/sign-in", "").await.body.contains("sasso-carta-forbici"));
        assert!(!house(engine, false).await.get("/sign-in", "").await.body.contains("sasso-carta-forbici"));
    }

    async fn a_new_password_needs_the_old_one_and_ends_the_other_sessions(engine) {
        let house = house(engine, false).await;
        let anna = member(&house.store, "Anna Bo", vec![]).await;
        let (other, _) = house.sign_in(&anna).await;
        let (cookie, csrf) = house.sign_in(&anna).await;
        let new = "cinque capre verdi";
        let change = async |now: &str, again: &str| {
            let form = [("csrf", csrf.as_str()), ("current-password", now), ("new-password", new), ("repeat-password", again)];
            house.post("/account/password", &cookie, &form).await
        };
        assert!(change("sbagliata", new).await.body.contains("La password di adesso non è giusta"));
        assert!(change(PASSWORD, "altra").await.body.contains("sono diverse"));
        assert_eq!(change(PASSWORD, new).await.place, "/account?done=password-changed");
        assert_eq!(house.get("/account", &cookie).await.status, StatusCode::OK);
        assert_eq!(house.get("/account", &other).await.status, StatusCode::SEE_OTHER);
        let told = house.post("/sign-in", "", &[("email", "anna@esempio.it"), ("password", PASSWORD)]).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn an_administrator_adds_somebody_who_then_signs_in_with_the_password_shown(engine) {
        let house = house(engine, false).await;
        let chief = member(&house.store, "Bruna Ca", vec![role(Role::PartnerAdministrator, Some(house.ours))]).await;
        let (cookie, csrf) = house.sign_in(&chief).await;
        let blank = house.get("/members/new", &cookie).await;
        assert!(blank.body.contains("Cooperativa Ponte") && !blank.body.contains("Capofila"), "{}", blank.body);
        let ours = house.ours.to_string();
        let add = async |role: &str, organisation: &str| {
            let form = [
                ("csrf", csrf.as_str()), ("name", "Carla Di"), ("email", "carla@esempio.it"), ("role", role),
                ("programme", ""), ("organisation", organisation), ("territory", ""), ("from", "22/11/2026"), ("to", ""),
            ];
            house.post("/members/new", &cookie, &form).await
        };
        for (role, organisation) in [("lead-partner", ours.as_str()), ("case-worker", ""), ("king", &ours)] {
            let told = add(role, organisation).await;
            assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.body.contains("Carla Di"), "{role}");
        }
        let told = add("case-worker", &ours).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        assert!(add("case-worker", &ours).await.body.contains("Qualcuno ha già questa e-mail"));
        let password = between(&told.body, "<dt>Password</dt>", "</dd>");
        let password = password.split("<dd>").nth(1).unwrap();
        let told = house.post("/sign-in", "", &[("email", "carla@esempio.it"), ("password", password)]).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER);

        let list = house.get("/members?q=carla", &cookie).await;
        let link = between(&list.body, "<td data-label=\"Nome e cognome\"><a href=\"", "\"");
        assert!(list.body.contains("Carla Di") && list.body.matches("<tr>").count() == 2);
        let page = house.get(&link, &cookie).await;
        assert!(page.status == StatusCode::OK && page.body.contains("Cooperativa Ponte"), "{}", page.body);
    }

    async fn another_partner_s_member_and_one_who_does_not_exist_answer_alike(engine) {
        let house = house(engine, false).await;
        let chief = member(&house.store, "Bruna Ca", vec![role(Role::PartnerAdministrator, Some(house.ours))]).await;
        let elsa = member(&house.store, "Elsa Gi", vec![role(Role::CaseWorker, Some(OrganisationId::fresh()))]).await;
        let worker = member(&house.store, "Carla Di", vec![role(Role::CaseWorker, Some(house.ours))]).await;
        let (cookie, csrf) = house.sign_in(&chief).await;
        let (plain, _) = house.sign_in(&worker).await;
        let nobody = MemberId::fresh();
        let there = house.get(&format!("/members/{}", elsa.id), &cookie).await;
        let nowhere = house.get(&format!("/members/{nobody}"), &cookie).await;
        assert_eq!(there.status, StatusCode::NOT_FOUND);
        assert_eq!(there.body.replace(&elsa.id.to_string(), ""), nowhere.body.replace(&nobody.to_string(), ""));
        for act in ["deactivate", "password", "grants"] {
            let told = house.post(&format!("/members/{}/{act}", elsa.id), &cookie, &[("csrf", &csrf), ("role", "trainer")]).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{act}");
        }
        assert_eq!(house.get("/members", &plain).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.get(&format!("/members/{}", chief.id), &plain).await.status, StatusCode::NOT_FOUND);
    }

    async fn nobody_takes_over_the_account_of_somebody_who_holds_more(engine) {
        let house = house(engine, false).await;
        let chief = member(&house.store, "Bruna Ca", vec![role(Role::PartnerAdministrator, Some(house.ours))]).await;
        let both = vec![role(Role::CaseWorker, Some(house.ours)), role(Role::SystemAdministrator, None)];
        let mighty = member(&house.store, "Flora Acca", both).await;
        let worker = member(&house.store, "Carla Di", vec![role(Role::CaseWorker, Some(house.ours))]).await;
        let (cookie, csrf) = house.sign_in(&chief).await;
        let act = async |who: &Member, act: &str| {
            house.post(&format!("/members/{}/{act}", who.id), &cookie, &[("csrf", csrf.as_str())]).await.status
        };
        for what in ["password", "deactivate", "reactivate"] {
            assert_eq!(act(&mighty, what).await, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
            assert_eq!(act(&chief, what).await, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        }
        let (theirs, _) = house.sign_in(&worker).await;
        assert_eq!(act(&worker, "deactivate").await, StatusCode::SEE_OTHER);
        assert_eq!(house.get("/account", &theirs).await.status, StatusCode::SEE_OTHER);
        assert_eq!(act(&worker, "reactivate").await, StatusCode::SEE_OTHER);
        assert_eq!(act(&worker, "password").await, StatusCode::OK);
    }

    async fn a_token_made_under_a_given_password_opens_nothing_once_the_member_chose_her_own_and_no_circle_admits_before(engine) {
        let house = house(engine, false).await;
        let chief = member(&house.store, "Bruna Ca", vec![role(Role::PartnerAdministrator, Some(house.ours))]).await;
        let paola = member(&house.store, "Paola Ra", vec![role(Role::CaseWorker, Some(house.ours))]).await;
        let carla = member(&house.store, "Carla Di", vec![role(Role::CaseWorker, Some(house.ours))]).await;
        let (by_chief, by_paola) = (house.sign_in(&chief).await, house.sign_in(&paola).await);
        let ours = house.ours.to_string();
        let admit = async |by: &(String, String), email: &str| {
            let form = [("csrf", by.1.as_str()), ("email", email), ("organisation", &ours), ("circle", "psychologist")];
            house.post("/circles", &by.0, &form).await
        };
        assert_eq!(admit(&by_chief, "paola@esempio.it").await.status, StatusCode::SEE_OTHER);
        assert_eq!(admit(&by_paola, "carla@esempio.it").await.status, StatusCode::SEE_OTHER);
        let (_, own_token) = make_token(&house.store.system(System::CommandLine), carla.id, NewToken::default()).await.unwrap();

        let reset = house.post(&format!("/members/{}/password", carla.id), &by_chief.0, &[("csrf", &by_chief.1)]).await;
        let given = between(&reset.body, "<dt>Password</dt>", "</dd>").split("<dd>").nth(1).unwrap().to_owned();
        assert_eq!(house.api("GET", "/api/v1/account", &own_token, "").await.status, StatusCode::UNAUTHORIZED);

        // The administrator signs in as her, and leaves with a key for all that she may do.
        let told = house.post("/sign-in", "", &[("email", "carla@esempio.it"), ("password", &given), ("next", "/members")]).await;
        assert_eq!(told.place, "/account#password");
        let cookie = told.cookie.split(';').next().unwrap().to_owned();
        let page = house.get("/account", &cookie).await;
        assert!(page.body.contains("Scegli una password tua"), "{}", page.body);
        let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"");
        let form = [("csrf", csrf.as_str()), ("label", "Foglio"), ("permissions", "all"), ("expires", "")];
        let made = house.post("/account/tokens", &cookie, &form).await;
        let token = format!("soglia_{}", between(&made.body, "soglia_", "<"));
        assert_eq!(house.api("GET", "/api/v1/account", &token, "").await.status, StatusCode::OK);
        let early = admit(&by_paola, "carla@esempio.it").await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("password data da altri"), "{}", early.body);

        let new = "cinque capre verdi";
        let form = [("csrf", csrf.as_str()), ("current-password", &given), ("new-password", new), ("repeat-password", new)];
        assert_eq!(house.post("/account/password", &cookie, &form).await.place, "/account?done=password-changed");
        assert_eq!(house.api("GET", "/api/v1/account", &token, "").await.status, StatusCode::UNAUTHORIZED);
        assert!(!house.get("/account", &cookie).await.body.contains("Scegli una password tua"));
        assert_eq!(admit(&by_paola, "carla@esempio.it").await.status, StatusCode::SEE_OTHER);
    }

    async fn administrators_begin_a_circle_and_its_members_let_others_in(engine) {
        let house = house(engine, false).await;
        let mighty = vec![role(Role::PartnerAdministrator, Some(house.ours)), role(Role::SystemAdministrator, None)];
        let chief = member(&house.store, "Bruna Ca", mighty).await;
        let mut others = Vec::new();
        for name in ["Paola Ra", "Carla Di", "Fatta Apposta"] {
            others.push(member(&house.store, name, vec![role(Role::CaseWorker, Some(house.ours))]).await);
        }
        let (by_chief, by_paola) = (house.sign_in(&chief).await, house.sign_in(&others[0]).await);
        let ours = house.ours.to_string();
        let admit = async |by: &(String, String), email: &str, circle: &str| {
            let form = [("csrf", by.1.as_str()), ("email", email), ("organisation", &ours), ("circle", circle)];
            house.post("/circles", &by.0, &form).await
        };
        assert_eq!(admit(&by_chief, "paola@esempio.it", "psychologist").await.status, StatusCode::SEE_OTHER);
        let own = admit(&by_chief, "fatta@esempio.it", "psychologist").await;
        assert!(own.status == StatusCode::UNPROCESSABLE_ENTITY && own.body.contains("non chi amministra"), "{}", own.body);
        assert_eq!(admit(&by_chief, "fatta@esempio.it", "mediator").await.status, StatusCode::SEE_OTHER, "another one is empty");
        assert_eq!(admit(&by_paola, "carla@esempio.it", "psychologist").await.status, StatusCode::SEE_OTHER);
    }

    async fn roles_are_given_and_taken_back_on_the_member_s_page(engine) {
        let house = house(engine, false).await;
        let chief = member(&house.store, "Flora Acca", vec![role(Role::SystemAdministrator, None)]).await;
        let anna = member(&house.store, "Anna Bo", vec![]).await;
        let (cookie, csrf) = house.sign_in(&chief).await;
        let place = format!("/members/{}", anna.id);
        let give = async |from: &str, to: &str| {
            let form = [("csrf", csrf.as_str()), ("role", "evaluator"), ("programme", "fra-noi"), ("from", from), ("to", to)];
            house.post(&format!("{place}/grants"), &cookie, &form).await
        };
        let told = give("22/11/2026", "21/11/2026").await;
        assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.body.contains("21/11/2026"));
        assert_eq!(give("22/11/2026", "31/02/2027").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(give("22/11/2026", "31/12/2026").await.place, format!("{place}?done=grant-given"));
        let page = house.get(&place, &cookie).await;
        let grant = between(&page.body, &format!("{place}/grants/"), "/revoke");
        let elsewhere = format!("/members/{}/grants/{grant}/revoke", chief.id);
        assert_eq!(house.post(&elsewhere, &cookie, &[("csrf", &csrf)]).await.status, StatusCode::NOT_FOUND);
        let told = house.post(&format!("{place}/grants/{grant}/revoke"), &cookie, &[("csrf", &csrf)]).await;
        assert_eq!(told.place, format!("{place}?done=grant-revoked"));
        let page = house.get(&told.place, &cookie).await;
        assert!(page.body.contains("Ruolo tolto.") && !page.body.contains(&format!("{grant}/revoke")));
        for wrong in ["nonsense", &kernel::GrantId::fresh().to_string()] {
            let told = house.post(&format!("{place}/grants/{wrong}/revoke"), &cookie, &[("csrf", &csrf)]).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND);
        }
    }

    async fn a_token_is_made_shown_once_used_and_taken_back(engine) {
        let house = house(engine, false).await;
        let chief = member(&house.store, "Flora Acca", vec![role(Role::SystemAdministrator, None)]).await;
        let (cookie, csrf) = house.sign_in(&chief).await;
        let none = house.post("/account/tokens", &cookie, &[("csrf", &csrf), ("label", "Foglio")]).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("Foglio"));
        let form = [("csrf", csrf.as_str()), ("label", "Foglio"), ("permissions", "view-members"), ("permissions", "signed-in"), ("expires", "")];
        let told = house.post("/account/tokens", &cookie, &form).await;
        let secret = format!("soglia_{}", between(&told.body, "soglia_", "<"));
        assert_eq!(house.api("GET", "/api/v1/members", &secret, "").await.status, StatusCode::OK);
        let account = house.api("GET", "/api/v1/account", &secret, "").await;
        assert!(account.body.contains(r#""permissions":["signed-in","view-members"]"#), "{}", account.body);
        let give = format!("/api/v1/members/{}/grants", chief.id);
        assert_eq!(house.api("POST", &give, &secret, r#"{"role":"trainer"}"#).await.status, StatusCode::NOT_FOUND);
        // A token does not make a wider one.
        let wider = house.api("POST", "/api/v1/tokens", &secret, r#"{"label":"x","permissions":["give-grants"]}"#).await;
        assert_eq!(wider.status, StatusCode::UNPROCESSABLE_ENTITY);
        let all = house.api("POST", "/api/v1/tokens", &secret, r#"{"label":"x","permissions":"all"}"#).await;
        assert!(all.status == StatusCode::CREATED && all.body.contains(r#""permissions":["view-members","signed-in"]"#), "{}", all.body);

        let page = house.get("/account", &cookie).await;
        assert!(page.body.contains("Foglio") && !page.body.contains(&secret));
        let list = house.api("GET", "/api/v1/tokens", &secret, "").await;
        assert!(list.body.contains(r#""total":2"#) && !list.body.contains(&secret));
        // The newest stands first: both are taken back, one here and one there, and the first opens nothing any more.
        let newest = between(&page.body, "/account/tokens/", "/revoke");
        let told = house.post(&format!("/account/tokens/{newest}/revoke"), &cookie, &[("csrf", &csrf)]).await;
        assert_eq!(told.place, "/account?done=token-revoked#tokens");
        let oldest = list.body.rsplit(r#"{"id":""#).next().unwrap().split('"').next().unwrap();
        let revoked = house.api("POST", &format!("/api/v1/tokens/{oldest}/revocation"), &secret, "").await;
        assert_eq!(revoked.status, StatusCode::OK);
        for opens_nothing in [secret.as_str(), "soglia_nonsense", ""] {
            let told = house.api("GET", "/api/v1/members", opens_nothing, "").await;
            assert_eq!(told.status, StatusCode::UNAUTHORIZED);
        }
    }

    async fn roles_are_given_and_taken_back_over_the_api_alike(engine) {
        let house = house(engine, false).await;
        let worker = member(&house.store, "Carla Di", vec![role(Role::CaseWorker, Some(house.ours))]).await;
        let chief = member(&house.store, "Bruna Ca", vec![role(Role::PartnerAdministrator, Some(house.ours))]).await;
        let (_, secret) = make_token(&house.store.system(System::CommandLine), chief.id, NewToken::default()).await.unwrap();
        let give = format!("/api/v1/members/{}/grants", worker.id);
        let wide = house.api("POST", &give, &secret, r#"{"role":"case-worker"}"#).await;
        assert!(wide.status == StatusCode::UNPROCESSABLE_ENTITY && wide.body.contains("grant-wider-than-own"), "{}", wide.body);
        let high = house.api("POST", &give, &secret, r#"{"role":"lead-partner"}"#).await;
        assert!(high.body.contains("grant-role-beyond"));
        let unknown = house.api("POST", &give, &secret, r#"{"role":"trainer","active":true}"#).await;
        assert!(unknown.status == StatusCode::UNPROCESSABLE_ENTITY && unknown.body.contains("unknown-field"));
        let ours = house.ours;
        let told = house.api("POST", &give, &secret, &format!(r#"{{"role":"trainer","organisation":"{ours}"}}"#)).await;
        assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
        let id = between(&told.body, r#""id":""#, "\"");
        let revoke = format!("/api/v1/grants/{id}/revocation");
        assert!(house.api("POST", &revoke, &secret, "").await.body.contains(r#""revoked-at":"2026-11-22T"#));
        let own = house.api("GET", "/api/v1/members?q=bruna", &secret, "").await;
        assert!(own.body.contains(r#""total":1"#), "{}", own.body);
        let own = between(&own.body, r#""grants":[{"id":""#, "\"");
        let told = house.api("POST", &format!("/api/v1/grants/{own}/revocation"), &secret, "").await;
        assert!(told.body.contains("grant-is-own"), "{}", told.body);
    }

    async fn every_page_is_complete_in_both_languages(engine) {
        let house = house(engine, false).await;
        let chief = member(&house.store, "Flora Acca", vec![role(Role::SystemAdministrator, None), role(Role::LeadPartner, None)]).await;
        member(&house.store, "Carla Di", vec![role(Role::CaseWorker, Some(house.ours))]).await;
        make_token(&house.store.system(System::CommandLine), chief.id, NewToken::default()).await.unwrap();
        let (cookie, _) = house.sign_in(&chief).await;
        for language in ["it", "en"] {
            let cookie = format!("{cookie}; __Host-soglia-language={language}");
            let own = format!("/members/{}", chief.id);
            for path in ["/account", "/members", "/members?q=nessuno", "/members/new", own.as_str()] {
                let told = house.get(path, &cookie).await;
                assert_eq!(told.status, StatusCode::OK, "{path} in {language}");
                assert!(told.body.contains(&format!("<html lang=\"{language}\"")), "{path}");
            }
        }
    }
}
