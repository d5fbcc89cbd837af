//! Proposals on pages and over the API: a short way from the offer to the confirmation, each side with what it may read.

use axum::http::StatusCode;
use kernel::Role;
use pathways::store::pathways::Pathway;
use people::store::sightings::{Seen, Sighting};
use placement::rules::offer::OfferKind;
use placement::rules::search::{SearchStatus, Urgency};
use placement::store::proposals::propose;
use placement::store::searches::{self, Opening, Search};
use serde_json::{Value, json};
use testkit::on_both;

use super::super::world::{ADA, EVA, Family, UGO, World, id};
use super::{FEMALE, agreed, along, home, refused, three, today};

pub(super) async fn search(world: &World, family: &Family) -> Search {
    let db = world.db(ADA);
    let pathway = db.rows::<Pathway>().id(family.pathway).one().await.unwrap();
    let opening = Opening { kind: OfferKind::Home, person: None, since: today(world), urgency: Urgency::Soon };
    searches::open(&db, &pathway, opening).await.unwrap()
}

async fn standing(world: &World, search: &Search) -> SearchStatus {
    world.db(ADA).rows::<Search>().id(search.id).one().await.unwrap().status
}

fn yes() -> Value {
    json!({ "answer": "yes", "told-by": "Amina", "how": "visit", "met-on": "2026-11-20", "name": "Amina Persona" })
}

/// A proposal of Eva's home to a family of Ada's, over the API.
async fn proposed(world: &World, family: &Family) -> Value {
    let home = home(world).await;
    let told = world.api(ADA, "POST", "/api/v1/proposals", &json!({ "offer": home, "pathway": family.pathway })).await;
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
    told.json()
}

async fn act(world: &World, member: usize, one: &Value, act: &str, body: &Value) -> super::super::world::Told {
    world.api(member, "POST", &format!("/api/v1/proposals/{}/{act}", id(one)), body).await
}

on_both! {
    async fn from_the_offer_to_the_confirmation_in_four_forms(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let search = search(&world, &family).await;
        let home = home(&world).await;
        let offer = world.page(ADA, &format!("/offers/{home}")).await;
        assert!(offer.contains(&format!("/proposals/new?offer={home}")), "{offer}");
        let form = world.page(ADA, &format!("/proposals/new?offer={home}")).await;
        assert!(form.contains("Amina Persona") && form.contains("Casa di prova"), "{form}");
        let told = world.post(ADA, "/proposals/new", &[("offer", &home.to_string()), ("to", &family.pathway.to_string())]).await;
        assert!(told.place.ends_with("?done=proposal-made"), "{}", told.body);
        let path = told.place.split('?').next().unwrap().to_owned();
        let page = world.page(ADA, &path).await;
        assert!(page.contains("Scrivi l’incontro") && page.contains("Sì di chi offre la casa") && page.contains("Amina Persona"), "{page}");
        let form = world.page(ADA, &format!("{path}/household-answer")).await;
        assert!(form.contains("Visita alla casa") && form.contains("un no non pesa su niente"), "{form}");
        let said = [("version", "0"), ("answer", "yes"), ("told-by", "Amina"), ("how", "visit"), ("on-day", "22/11/2026"), ("met-on", "21/11/2026"), ("name", "Amina Persona"), ("then", "as-proposed")];
        let told = world.post(ADA, &format!("{path}/household-answer"), &said).await;
        assert!(told.place.ends_with("?done=proposal-answered"), "{}", told.body);
        let list = world.page(EVA, "/proposals").await;
        assert!(list.contains("Casa di prova") && list.contains("La risposta di chi offre"), "it is Eva's turn: {list}");
        let page = world.page(EVA, &path).await;
        assert!(page.contains("Amina Persona") && !page.contains("Scrivi la risposta della famiglia"), "{page}");
        let form = world.page(EVA, &format!("{path}/offerer-answer")).await;
        assert!(form.contains("Scrivi la risposta di chi offre"), "{form}");
        let said = [("version", "1"), ("answer", "yes"), ("told-by", "Sig. Prova"), ("how", "phone"), ("contact", "02 5555 0100")];
        let told = world.post(EVA, &format!("{path}/offerer-answer"), &said).await;
        assert!(told.place.ends_with("?done=proposal-answered"), "{}", told.body);
        let page = world.page(ADA, &path).await;
        assert!(page.contains("02 5555 0100") && page.contains("Conferma la proposta"), "{page}");
        let told = world.post(ADA, &format!("{path}/confirmation"), &[("version", "2")]).await;
        assert!(told.place.ends_with("?done=proposal-confirmed"), "{}", told.body);
        let page = world.page(ADA, &path).await;
        assert!(page.contains("Confermata") && page.contains("Proposta confermata"), "{page}");
        assert_eq!(standing(&world, &search).await, SearchStatus::Met);
        let along = world.page(ADA, &format!("/proposals?listed=all&pathway={}", family.pathway)).await;
        assert!(along.contains("Casa di prova"), "{along}");
    }

    async fn the_offers_side_reads_how_many_they_are_and_no_name_before_the_yes(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let one = proposed(&world, &family).await;
        assert_eq!(one["household-label"], json!("Amina Persona"));
        let path = format!("/proposals/{}", id(&one));
        let page = world.page(EVA, &path).await;
        assert!(page.contains("donna, da 26 a 40 anni") && page.contains("Ponte"), "{page}");
        let api = world.api(EVA, "GET", &format!("/api/v1{path}"), &json!({})).await;
        let export = world.get_as(&world.says(EVA, Role::CaseWorker), "/proposals/export?listed=all&format=csv", "it").await;
        for text in [&page, &api.body, &export.body] {
            for secret in ["Amina", &family.id.to_string(), &family.pathway.to_string()] {
                assert!(!text.contains(secret), "{secret}: {text}");
            }
        }
        assert_eq!(api.json()["sides"], json!(["offerer"]));
        let by_household = world.api(EVA, "GET", &format!("/api/v1/proposals?listed=all&household={}", family.id), &json!({})).await;
        assert_eq!(by_household.json()["items"], json!([]), "nobody asks for a household that lies beyond reach");
    }

    async fn who_read_of_a_household_is_noted_on_both_sides_and_in_exports(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let one = proposed(&world, &family).await;
        let path = format!("/proposals/{}", id(&one));
        let noted = async |member: usize| {
            let of = Sighting::member_id.eq(world.members[member]);
            let rows = world.store.system(store::System::Demo).rows::<Sighting>().filter(of).all().await.unwrap();
            let mut what: Vec<_> = rows.into_iter().map(|row| (row.person_id, row.what)).collect();
            what.sort_unstable();
            what
        };
        let everybody = |words: &[Seen]| {
            let mut all: Vec<_> = family.people.iter().flat_map(|who| words.iter().map(|what| (*who, *what))).collect();
            all.sort_unstable();
            all
        };
        assert_eq!(noted(ADA).await, everybody(&[Seen::Record]), "whoever made it over the API was given it");
        world.page(ADA, &path).await;
        world.get_as(&world.says(ADA, Role::CaseWorker), "/proposals/export?listed=all&format=csv", "it").await;
        assert_eq!(noted(ADA).await, everybody(&[Seen::Household, Seen::Record, Seen::Export]));
        world.page(EVA, &path).await;
        assert_eq!(noted(EVA).await, [], "nobody's name was told yet");
        act(&world, ADA, &one, "household-answer", &yes()).await;
        world.page(EVA, &path).await;
        assert_eq!(noted(EVA).await, everybody(&[Seen::Household]), "the name passed to another organisation");
        world.api(EVA, "GET", &format!("/api/v1{path}"), &json!({})).await;
        world.get_as(&world.says(EVA, Role::CaseWorker), "/proposals/export?listed=all&format=csv", "it").await;
        assert_eq!(noted(EVA).await, everybody(&[Seen::Household, Seen::Record]), "her sheet names nobody");
    }

    async fn each_side_acts_on_its_own_half_alone(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let one = proposed(&world, &family).await;
        for (member, theirs) in [(EVA, ["household-answer", "confirmation", "withdrawal", "reopening"].as_slice()), (ADA, &["offerer-answer"])] {
            for what in theirs {
                let told = act(&world, member, &one, what, &yes()).await;
                let page = world.post(member, &format!("/proposals/{}/{what}", id(&one)), &[("answer", "yes")]).await;
                assert_eq!((told.status, page.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{what}: {}", told.body);
            }
        }
        for who in [world.says(ADA, Role::Trainer), world.says(ADA, Role::MobileTeam), format!("lead-partner_all_{}", world.members[EVA])] {
            for what in ["household-answer", "offerer-answer", "confirmation", "withdrawal", "lapse", "reopening", "wait", "meetings"] {
                let told = world.api_as(&who, "POST", &format!("/api/v1/proposals/{}/{what}", id(&one)), &yes()).await;
                assert!(matches!(told.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{who} {what}: {}", told.status);
            }
        }
        assert_eq!(world.api_as(&world.says(ADA, Role::Trainer), "GET", "/api/v1/proposals", &json!({})).await.status, StatusCode::FORBIDDEN);
        let stands = world.api(UGO, "GET", &format!("/api/v1/proposals/{}", id(&one)), &json!({})).await;
        assert_eq!(stands.json()["status"], json!("made"));
    }

    async fn a_no_does_what_the_worker_chose_beside_its_reason(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let search = search(&world, &family).await;
        let one = proposed(&world, &family).await;
        let no = |reason: &str, then: Option<&str>| json!({ "answer": "no", "told-by": "Amina", "how": "phone", "reason": reason, "then": then });
        let missing = act(&world, ADA, &one, "household-answer", &json!({ "answer": "no", "told-by": "Amina", "how": "phone" })).await;
        assert_eq!(missing.wrong(), [("reason".to_owned(), "required".to_owned())]);
        let told = act(&world, ADA, &one, "household-answer", &no("not-ready", Some("as-proposed"))).await;
        assert_eq!(told.wrong(), [("until".to_owned(), "until-missing".to_owned())]);
        let told = act(&world, ADA, &one, "household-answer", &json!({ "answer": "no", "told-by": "Amina", "how": "phone", "reason": "not-ready", "then": "as-proposed", "until": "2026-12-20" })).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        assert_eq!(standing(&world, &search).await, SearchStatus::Paused, "the search rests");
        let again = act(&world, ADA, &one, "reopening", &json!({})).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.body);
        let told = act(&world, ADA, &one, "household-answer", &no("not-this-one", None)).await;
        assert_eq!((told.status, told.json()["veto"].clone()), (StatusCode::OK, Value::Null), "what was not chosen does not follow");
        act(&world, ADA, &one, "reopening", &json!({})).await;
        act(&world, ADA, &one, "household-answer", &no("not-this-one", Some("as-proposed"))).await;
        let vetoes = placement::store::vetoes::of(&world.db(ADA), &[search.id]).await.unwrap();
        assert_eq!(vetoes[&search.id].len(), 1, "the search knows it, so that the engine does");
        act(&world, ADA, &one, "reopening", &json!({})).await;
        assert!(placement::store::vetoes::of(&world.db(ADA), &[search.id]).await.unwrap().is_empty());
        let path = format!("/proposals/{}", id(&one));
        let version = world.api(ADA, "GET", &format!("/api/v1{path}"), &json!({})).await.json()["version"].to_string();
        let said = [("version", &*version), ("answer", "no"), ("told-by", "Amina"), ("how", "phone"), ("reason", "too-dear"), ("then", "as-proposed")];
        let told = world.post(ADA, &format!("{path}/household-answer"), &said).await;
        assert_eq!(told.place, format!("/searches/{}/edit?done=proposal-answered#field-rent", search.id), "{}", told.body);
    }

    async fn a_form_that_somebody_overtook_shows_both_versions(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let one = proposed(&world, &family).await;
        act(&world, ADA, &one, "wait", &json!({ "until": "2026-12-10" })).await;
        let said = [("version", "0"), ("answer", "no"), ("told-by", "Amina"), ("how", "phone"), ("reason", "no-reason"), ("words", "Scritto da me")];
        let told = world.post(ADA, &format!("/proposals/{}/household-answer", id(&one)), &said).await;
        assert!(told.status == StatusCode::CONFLICT && told.body.contains("Scritto da me"), "{}: {}", told.status, told.body);
        let told = world.post(ADA, &format!("/proposals/{}/confirmation", id(&one)), &[("version", "0")]).await;
        assert_ne!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
    }

    async fn lists_hold_what_was_asked_for_and_every_form_opens(engine) {
        let world = World::fresh(engine).await;
        let family = three(&world, "Amina").await;
        let one = proposed(&world, &family).await;
        let listed = async |query: &str| {
            let told = world.api(ADA, "GET", &format!("/api/v1/proposals{query}"), &json!({})).await;
            assert_eq!(told.status, StatusCode::OK, "{query}: {}", told.body);
            told.json()["items"].as_array().unwrap().len()
        };
        let code = one["code"].as_str().unwrap().to_lowercase();
        for (query, count) in [("", 1), ("?listed=confirmed", 0), ("?kind=home", 1), ("?kind=work", 0), ("?side=offerer", 0), ("?side=household", 1), ("?late=yes", 0), (&*format!("?q={code}"), 1), ("?q=altro", 0), ("?status=agreed", 0), ("?sort=-made-on", 1)] {
            assert_eq!(listed(query).await, count, "{query}");
        }
        world.days_later(8);
        assert_eq!(listed("?late=yes").await, 1);
        let path = format!("/proposals/{}", id(&one));
        let page = world.page(ADA, &path).await;
        assert!(page.contains("in ritardo dal") && page.contains("Lascia cadere"), "{page}");
        for form in ["meetings", "household-answer", "withdrawal", "wait"] {
            world.page(ADA, &format!("{path}/{form}")).await;
        }
        world.page(ADA, "/proposals/new").await;
        world.page(ADA, &format!("/proposals/new?pathway={}", family.pathway)).await;
        let meeting = [("step", "visit"), ("done-on", "25/11/2026"), ("version", "0")];
        let told = world.post(EVA, &format!("{path}/meetings"), &meeting).await;
        assert!(told.place.ends_with("done=proposal-meeting-noted"), "{}", told.body);
        let told = world.post(ADA, &format!("{path}/withdrawal"), &[("version", "1"), ("reason", "changed")]).await;
        assert!(told.place.ends_with("done=proposal-withdrawn"), "{}", told.body);
        let told = world.post(ADA, &format!("{path}/reopening"), &[]).await;
        assert!(told.place.ends_with("done=proposal-reopened"), "{}", told.body);
        let told = world.post(ADA, &format!("{path}/wait"), &[("version", "3"), ("until", "20/12/2026")]).await;
        assert!(told.place.ends_with("done=proposal-waits"), "{}", told.body);
        world.days_later(30);
        let told = world.post(ADA, &format!("{path}/lapse"), &[]).await;
        assert!(told.place.ends_with("done=proposal-lapsed"), "{}", told.body);
        let export = world.get_as(&world.says(ADA, Role::CaseWorker), "/proposals/export?listed=all&format=csv", "it").await;
        assert!(export.body.contains("Lasciata cadere") && export.body.contains("Amina Persona"), "{}", export.body);
        let pathway = world.get_as(&world.says(ADA, Role::CaseWorker), &format!("/pathways/{}/proposals", family.pathway), "it").await;
        assert!(pathway.place.contains("/proposals?listed=all&pathway="), "{}", pathway.place);
    }

    async fn a_part_needs_to_have_asked_and_what_is_missing_is_named(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let made = |more: Value| {
            let mut said = json!({ "offer": home, "pathway": family.pathway });
            for (name, value) in more.as_object().unwrap() {
                said[name] = value.clone();
            }
            said
        };
        let told = world.api(ADA, "POST", "/api/v1/proposals", &made(json!({ "people": 2 }))).await;
        assert_eq!(told.wrong(), [("split-asked-by".to_owned(), "split-not-asked".to_owned())]);
        let told = world.api(ADA, "POST", "/api/v1/proposals", &json!({ "offer": home })).await;
        assert_eq!(told.wrong(), [("pathway".to_owned(), "required".to_owned())]);
        let told = world.api(ADA, "POST", "/api/v1/proposals", &made(json!({ "instead-of": placement::store::offers::OfferId::fresh() }))).await;
        assert_eq!(told.wrong(), [("override-reason".to_owned(), "override-reason-missing".to_owned())]);
        let back = world.post(ADA, "/proposals/new", &[("offer", &home.to_string()), ("told", "Scritto qui")]).await;
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.body.contains("Scritto qui"), "{}", back.body);
        let theirs = world.family(EVA, "Eshe", &[(FEMALE, 1980)]).await;
        let told = world.api(ADA, "POST", "/api/v1/proposals", &json!({ "offer": home, "pathway": theirs.pathway })).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND, "another partner's pathway is not there");
        let told = world.api(ADA, "POST", "/api/v1/proposals", &json!({ "offer": home, "household": theirs.id })).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND);
    }

    async fn a_veto_said_beforehand_holds_too(engine) {
        let world = World::fresh(engine).await;
        let (home, family) = (home(&world).await, three(&world, "Amina").await);
        let search = search(&world, &family).await;
        let held = world.db(ADA).held::<Search>(search.id).await.unwrap();
        let by = placement::rules::search::VetoBy::Household;
        let said = placement::store::vetoes::VetoSaid { offer: Some(home), owner: None, by, reason: None };
        placement::store::vetoes::add(&world.db(ADA), &held, &world.db(ADA), said).await.unwrap();
        let told = propose(&world.db(ADA), along(home, &family)).await;
        assert_eq!(refused(told), placement::rules::Refusal::Vetoed);
        let other = three(&world, "Bilal").await;
        agreed(&world, home, &other).await;
    }
}
