//! Sealed notes, through the doors: the profession or team reads them, no other role, and nobody learns that there are any.

use accounts::store::{grants_of, revoke_grant};
use accounts::{Circle, Member, NewGrant, NewMember, RoleGrant, add_member, give_grant};
use kernel::{MemberId, Moment, OrganisationId, Role};
use pathways::store::sealed_notes::SealedNote;
use serde_json::{Value, json};
use store::JournalEntry;
use testkit::{on_both, today};

use super::world::{Asker, World, belonging, full_pathway, ids_of};

const WORDS: &str = "Ha raccontato del viaggio, piano e per la prima volta";

/// A new member of the organisation.
async fn member(world: &World, role: Role, organisation: Option<OrganisationId>, name: &str) -> MemberId {
    let new = NewMember {
        email: format!("{}@soglia.example", name.to_lowercase()),
        name: name.into(),
        password_hash: None,
        language: None,
        grants: vec![NewGrant { organisation, ..NewGrant::everywhere(role, today()) }],
    };
    add_member(&world.db(), new).await.unwrap().unwrap().id
}

async fn read(world: &World, who: &Asker, path: &str) -> Value {
    let told = world.get(Some(who), path).await;
    assert_eq!(told.status, 200, "{path}: {}", told.body);
    told.json()
}

on_both! {
    async fn a_sealed_note_is_read_by_its_profession_and_by_no_other_role(engine) {
        let world = World::fresh(engine, 600).await;
        let pathway = full_pathway(&world, true).await;
        let ids = ids_of(&world, &pathway).await;
        let (db, here) = (world.db(), Some(pathway.organisation_id));
        let page = format!("/pathways/{}/sealed-notes", pathway.id);
        let api = format!("/api/v1{page}");
        let keeper = world.asker_of(member(&world, Role::PartnerAdministrator, here, "Piera").await).await;
        let writer_id = member(&world, Role::CaseWorker, here, "Paola").await;
        let writer = world.asker_of(writer_id).await;

        // Without a profession there is nothing to write for; the administrator lets her in, she cannot herself.
        let note = [("circle", "psychologist"), ("words", WORDS)];
        assert_eq!(world.post(&writer, &page, &note).await.status, 422);
        let organisation = pathway.organisation_id.to_string();
        let admission = |email: &'static str| {
            [("email", email.to_owned()), ("organisation", organisation.clone()), ("circle", "psychologist".to_owned())]
        };
        let send = async |who: &Asker, email| {
            let form = admission(email);
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            world.post(who, "/circles", &form).await
        };
        let refused = send(&writer, "paola@soglia.example").await;
        assert!(refused.status == 422 && refused.body.contains("accogliere se stesso"), "{}", refused.body);
        let let_in = send(&keeper, "paola@soglia.example").await;
        assert_eq!(let_in.status, 303, "{}", let_in.body);
        let written = world.post(&writer, &page, &note).await;
        assert_eq!(written.status, 303, "{}", written.body);
        assert!(world.get(Some(&writer), &page).await.body.contains(WORDS));
        assert_eq!(read(&world, &writer, &api).await["items"][0]["words"], json!(WORDS));

        // No other role, even held in the whole network and by somebody of that very profession.
        for role in Role::ALL.iter().filter(|role| !matches!(role, Role::CaseWorker | Role::MobileTeam)) {
            let wide = member(&world, *role, None, &format!("Tutto-{role}")).await;
            belonging(&db, wide, pathway.organisation_id, Circle::Psychologist, Moment::from_millis(0)).await;
            let wide = world.asker_of(wide).await;
            for path in [&page, &api] {
                let told = world.get(Some(&wide), path).await;
                assert!(told.status == 404 && !told.body.contains(WORDS), "{role} {path}: {}", told.status);
            }
            // Nor does anything else that the role opens tell that there is one.
            let others = ["", "/timeline", "/notes"].map(|tail| format!("/pathways/{}{tail}", pathway.id));
            let people = ["", "/seen", "/privacy"].map(|tail| format!("/people/{}{tail}", ids["people"]));
            for path in others.iter().chain(&people) {
                let told = world.get(Some(&wide), path).await;
                assert!(!told.body.contains(WORDS) && !told.body.contains("riservat"), "{role} {path}: {}", told.body);
            }
        }

        // The right role is not enough: another profession, another organisation's, a late comer, and nobody at all.
        let strangers = [
            ("Laura", pathway.organisation_id, Circle::LegalAdviser, 0),
            ("Ada", OrganisationId::fresh(), Circle::Psychologist, 0),
            ("Tarda", pathway.organisation_id, Circle::Psychologist, db.now().millis() + 1),
        ];
        for (name, organisation, circle, since) in strangers {
            let stranger = member(&world, Role::CaseWorker, here, name).await;
            belonging(&db, stranger, organisation, circle, Moment::from_millis(since)).await;
            let told = read(&world, &world.asker_of(stranger).await, &api).await;
            assert_eq!(told["total"], json!(0), "{name}: {told}");
        }
        let colleague_id = member(&world, Role::MobileTeam, here, "Chiara").await;
        let colleague = world.asker_of(colleague_id).await;
        assert_eq!(read(&world, &colleague, &api).await["total"], json!(0));
        assert_eq!(db.rows::<SealedNote>().count().await.unwrap(), 0, "the system has no row of it either");
        let entries = db.rows::<JournalEntry>().filter(JournalEntry::kind.eq("note-sealed")).all().await.unwrap();
        assert_eq!(entries.len(), 1);
        let entry = &entries[0];
        assert_eq!((entry.household_id, entry.pathway_id, &entry.programme, entry.organisation_id), (None, None, &None, None));

        // A colleague opens the door to a colleague, and it closes with the next request.
        assert_eq!(send(&writer, "chiara@soglia.example").await.status, 303);
        assert_eq!(read(&world, &colleague, &api).await["total"], json!(1));
        let circles = read(&world, &writer, "/api/v1/circles").await;
        let chiara = circles["items"].as_array().unwrap().iter().find(|row| row["name"] == json!("Chiara")).unwrap();
        let end = format!("/circles/{}/end", chiara["id"].as_str().unwrap());
        assert_eq!(world.post(&writer, &end, &[]).await.status, 303);
        assert_eq!(read(&world, &colleague, &api).await["total"], json!(0));

        // Whoever gives her a new password could sign in as her: what is sealed shuts.
        let reset = world.post(&keeper, &format!("/members/{writer_id}/password"), &[]).await;
        assert_eq!(reset.status, 200, "{}", reset.body);
        let again = world.asker_of(writer_id).await;
        assert_eq!(read(&world, &again, &api).await["total"], json!(0));
        assert!(!world.get(Some(&again), &page).await.body.contains(WORDS));
    }

    async fn whose_role_at_the_organisation_ended_reads_nothing_sealed_there_whatever_other_role_is_held(engine) {
        let world = World::fresh(engine, 600).await;
        let pathway = full_pathway(&world, true).await;
        let (db, here) = (world.db(), Some(pathway.organisation_id));
        let page = format!("/pathways/{}/sealed-notes", pathway.id);
        let paola_id = member(&world, Role::CaseWorker, here, "Paola").await;
        belonging(&db, paola_id, pathway.organisation_id, Circle::Psychologist, Moment::from_millis(0)).await;
        let paola = world.asker_of(paola_id).await;
        let note = [("circle", "psychologist"), ("words", WORDS)];
        assert_eq!(world.post(&paola, &page, &note).await.status, 303);
        let shown = world.get(Some(&paola), &page).await;
        assert!(shown.body.contains(WORDS) && shown.body.contains("data-undrafted"), "{}", shown.body);

        // She goes on with the mobile team of the whole territory, which reaches the pathway all the same.
        let held = db.held::<Member>(paola_id).await.unwrap();
        let territory = Some(pathway.territory.clone());
        let other = NewGrant { territory, ..NewGrant::everywhere(Role::MobileTeam, today()) };
        give_grant(&db, &held, &other).await.unwrap();
        let grants = grants_of(&db, paola_id).await.unwrap();
        let left = grants.iter().find(|grant| grant.organisation_id == here).unwrap();
        revoke_grant(&db, db.held::<RoleGrant>(left.id).await.unwrap()).await.unwrap();
        let told = world.get(Some(&paola), &page).await;
        assert!(told.status == 200 && !told.body.contains(WORDS), "{}: {}", told.status, told.body);
        assert_eq!(read(&world, &paola, &format!("/api/v1{page}")).await["total"], json!(0));
        assert_eq!(world.post(&paola, &page, &note).await.status, 422, "nor does she seal any more there");
    }
}
