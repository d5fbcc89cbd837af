//! Attachments in both databases: sealed, opened, removed, erased.

use super::common::{fresh, handle, key, pdf, place, said, somebody};
use attachments::rules::attachment::{AttachmentKind, AttachmentState, MOST_FILES};
use attachments::rules::erasure::ErasureReason;
use attachments::safe::{InstallationKey, SealError};
use attachments::store::attachments::{AnyHeld, Attachment, HealthAttachment, erase, expiring, of_person, remove};
use attachments::store::contents::{Content, ContentError, add, opened};
use attachments::store::keys::{AttachmentKey, wrapped_with};
use kernel::OrganisationId;
use store::{JournalEntry, Order, PageAsk, StoreError, System, Where};
use testkit::on_both;
use web::Refusal;

const PERMIT: AttachmentKind = AttachmentKind::Permit;

on_both! {
    async fn a_file_is_sealed_and_opens_again_and_the_journal_says_who_took_it(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let person = somebody(&store, &at, "Amina").await;
        let db = handle(&store, &at, true);
        let row = add(&db, &key(), person, &said(PERMIT, None), &pdf("segreto")).await.unwrap();
        assert_eq!((row.size, row.added_by), (16, db.act().member));
        let kept = db.rows::<Content>().one().await.unwrap();
        assert!(!kept.sealed.windows(7).any(|window| window == b"segreto"));
        assert_eq!(opened(&db, &key(), &row).await.unwrap(), b"%PDF-1.7 segreto");

        let told = db.rows::<JournalEntry>().sort(JournalEntry::id, Order::Rising).all().await.unwrap();
        let kinds: Vec<&str> = told.iter().map(|entry| entry.kind.as_str()).collect();
        assert!(kinds.ends_with(&["attachment-added", "attachment-downloaded"]), "{kinds:?}");
        let last = told.last().unwrap();
        assert_eq!((last.subject.as_str(), last.member_id), (person.to_string().as_str(), db.act().member));
        assert!(!last.fact.contains("permit") && !last.fact.contains("permesso"), "{}", last.fact);
        assert_eq!(wrapped_with(&db).await.unwrap(), [key().fingerprint()]);
    }

    async fn nothing_opens_with_another_key_or_after_a_bit_was_turned(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let person = somebody(&store, &at, "Amina").await;
        let db = handle(&store, &at, true);
        let row = add(&db, &key(), person, &said(PERMIT, None), &pdf("a")).await.unwrap();
        let other = opened(&db, &InstallationKey::of_bytes([1; 32]), &row).await;
        assert!(matches!(other, Err(ContentError::Seal(SealError::Broken))));

        let mut sealed = db.rows::<Content>().one().await.unwrap().sealed;
        sealed[30] ^= 4;
        alter(&store, |row: Content| Content { sealed: sealed.clone(), ..row }).await;
        assert!(matches!(opened(&db, &key(), &row).await, Err(ContentError::Seal(SealError::Broken))));
    }

    async fn a_sealed_content_does_not_open_as_another_file_s_or_another_person_s(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let (amina, binta) = (somebody(&store, &at, "Amina").await, somebody(&store, &at, "Binta").await);
        let db = handle(&store, &at, true);
        let hers = add(&db, &key(), amina, &said(PERMIT, None), &pdf("a")).await.unwrap();
        let other = add(&db, &key(), amina, &said(PERMIT, None), &pdf("b")).await.unwrap();
        let theirs = add(&db, &key(), binta, &said(PERMIT, None), &pdf("c")).await.unwrap();
        let sealed = db.rows::<Content>().filter(Content::id.eq(hers.id)).one().await.unwrap().sealed;
        alter(&store, |row: Content| Content { sealed: sealed.clone(), ..row }).await;
        assert!(opened(&db, &key(), &hers).await.is_ok());
        for swapped in [other, theirs] {
            assert!(matches!(opened(&db, &key(), &swapped).await, Err(ContentError::Seal(SealError::Broken))));
        }
    }

    async fn erasing_destroys_the_key_and_leaves_rows_that_name_nothing(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let (amina, binta) = (somebody(&store, &at, "Amina").await, somebody(&store, &at, "Binta").await);
        let db = handle(&store, &at, true);
        let permit = add(&db, &key(), amina, &said(PERMIT, None), &pdf("a")).await.unwrap();
        add(&db, &key(), amina, &said(AttachmentKind::Disability, None), &pdf("b")).await.unwrap();
        let theirs = add(&db, &key(), binta, &said(PERMIT, None), &pdf("c")).await.unwrap();
        let copied = db.rows::<Content>().filter(Content::id.eq(permit.id)).one().await.unwrap();
        assert!(matches!(erase(&db, kernel::PersonId::fresh(), ErasureReason::Asked).await, Err(StoreError::NotFound)));
        assert_eq!(erase(&db, amina, ErasureReason::Asked).await.unwrap(), 2);

        let gone = of_person::<Attachment>(&db, amina).await.unwrap().remove(0);
        assert_eq!((gone.state, gone.name.as_str(), &gone.note), (AttachmentState::Erased, "", &None));
        assert!(gone.gone_at.is_some() && gone.added_by.is_some());
        let health = of_person::<HealthAttachment>(&db, amina).await.unwrap().remove(0);
        assert_eq!((health.state, health.name.as_str()), (AttachmentState::Erased, ""));
        assert_eq!(db.rows::<Content>().filter(Content::person_id.eq(amina)).count().await.unwrap(), 0);
        let key_row = db.rows::<AttachmentKey>().id(amina).one().await.unwrap();
        assert!(key_row.wrapped.is_none() && key_row.destroyed_at.is_some());
        assert!(matches!(opened(&db, &key(), &gone).await, Err(ContentError::Gone)));
        assert!(opened(&db, &key(), &theirs).await.is_ok(), "another person's stays");
        assert!(matches!(erase(&db, amina, ErasureReason::Asked).await, Err(StoreError::NotFound)));
        let erased = JournalEntry::kind.eq("attachments-erased".to_owned());
        let told = db.rows::<JournalEntry>().filter(erased).one().await.unwrap();
        assert_eq!(told.detail.as_deref(), Some("asked"));

        // What comes later has a key of its own, with which a copy of before does not open.
        let later = add(&db, &key(), amina, &said(PERMIT, None), &pdf("d")).await.unwrap();
        assert_eq!(opened(&db, &key(), &later).await.unwrap(), b"%PDF-1.7 d");
        let system = store.system(System::Demo);
        let mut change = system.change().await.unwrap();
        change.add(&[copied]).await.unwrap();
        change.commit(store::Entry::new(&Tampered, amina)).await.unwrap();
        let back = Attachment { state: AttachmentState::Kept, ..gone };
        assert!(matches!(opened(&db, &key(), &back).await, Err(ContentError::Seal(SealError::Broken))));
    }

    async fn one_that_is_removed_leaves_the_others(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let person = somebody(&store, &at, "Amina").await;
        let db = handle(&store, &at, true);
        let first = add(&db, &key(), person, &said(PERMIT, None), &pdf("a")).await.unwrap();
        let second = add(&db, &key(), person, &said(AttachmentKind::Vaccination, None), &pdf("b")).await.unwrap();
        let held = AnyHeld::find(&db, &db, second.id).await.unwrap();
        assert!(matches!(held, AnyHeld::Health(_)));
        let gone = remove(&db, held).await.unwrap();
        assert_eq!((gone.state, gone.name.as_str(), gone.version), (AttachmentState::Removed, "", 1));
        assert_eq!(db.rows::<Content>().count().await.unwrap(), 1);
        assert!(opened(&db, &key(), &first).await.is_ok());
        let stale = AnyHeld::find(&db, &db, second.id).await.unwrap().at_version(0);
        assert!(matches!(stale, Err(StoreError::Stale)));
    }

    async fn those_about_health_stand_apart(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let person = somebody(&store, &at, "Amina").await;
        let db = handle(&store, &at, true);
        for kind in AttachmentKind::ALL {
            add(&db, &key(), person, &said(*kind, Some("2027-01-01")), &pdf("a")).await.unwrap();
        }
        let until = "2027-01-01".parse().unwrap();
        let plain = of_person::<Attachment>(&db, person).await.unwrap();
        let health = of_person::<HealthAttachment>(&db, person).await.unwrap();
        assert!(plain.iter().all(|row| !row.kind.is_health()) && health.iter().all(|row| row.kind.is_health()));
        assert_eq!((plain.len(), health.len()), (AttachmentKind::ALL.len() - 3, 3));
        let due = expiring::<Attachment>(&db, Where::everything(), until, PageAsk::new(1, 50)).await.unwrap();
        assert!(due.total as usize == plain.len() && due.items.iter().all(|row| !row.kind.is_health()));
    }

    async fn those_that_expire_come_the_soonest_first_and_none_that_is_gone(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let person = somebody(&store, &at, "Amina").await;
        let db = handle(&store, &at, true);
        for day in [Some("2027-02-01"), Some("2026-12-01"), None, Some("2026-11-01"), Some("2026-12-15")] {
            add(&db, &key(), person, &said(PERMIT, day), &pdf("a")).await.unwrap();
        }
        let days = async || {
            let until = "2026-12-15".parse().unwrap();
            let page = expiring::<Attachment>(&db, Where::everything(), until, PageAsk::new(1, 50)).await.unwrap();
            page.items.iter().map(|row| row.expires_on.unwrap().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(days().await, ["2026-11-01", "2026-12-01", "2026-12-15"]);
        let first = of_person::<Attachment>(&db, person).await.unwrap();
        let past = first.iter().find(|row| row.expires_on == "2026-11-01".parse().ok()).unwrap();
        remove(&db, AnyHeld::find(&db, &db, past.id).await.unwrap()).await.unwrap();
        assert_eq!(days().await, ["2026-12-01", "2026-12-15"]);
    }

    async fn nobody_sees_an_attachment_out_of_reach_or_without_names(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let person = somebody(&store, &at, "Amina").await;
        let row = add(&handle(&store, &at, true), &key(), person, &said(PERMIT, None), &pdf("a")).await.unwrap();
        for blind in [handle(&store, &place(OrganisationId::fresh()), true), handle(&store, &at, false)] {
            assert!(of_person::<Attachment>(&blind, person).await.unwrap().is_empty());
            assert_eq!(blind.rows::<Content>().count().await.unwrap(), 0);
            assert!(AnyHeld::find(&blind, &blind, row.id).await.is_err());
            assert!(matches!(opened(&blind, &key(), &row).await, Err(ContentError::Store(StoreError::NotFound))));
            let more = add(&blind, &key(), person, &said(PERMIT, None), &pdf("b")).await;
            assert!(more.is_err());
            assert!(matches!(erase(&blind, person, ErasureReason::Asked).await, Err(StoreError::NotFound)));
        }
        let all = store.system(System::Demo).rows::<Attachment>().count().await.unwrap();
        assert_eq!(all, 1);
    }

    async fn files_that_arrive_together_are_all_kept_up_to_the_limit(engine) {
        let store = fresh(engine).await;
        let at = place(OrganisationId::fresh());
        let person = somebody(&store, &at, "Amina").await;
        let db = handle(&store, &at, true);
        let one = |n: usize| {
            let db = db.clone();
            tokio::spawn(async move { add(&db, &key(), person, &said(PERMIT, None), &pdf(&n.to_string())).await })
        };
        for pair in (1..MOST_FILES).step_by(2) {
            let (left, right) = (one(pair), one(pair + 1));
            left.await.unwrap().unwrap();
            right.await.unwrap().unwrap();
        }
        let count = of_person::<Attachment>(&db, person).await.unwrap().len();
        assert_eq!(count, MOST_FILES);
        for row in of_person::<Attachment>(&db, person).await.unwrap().iter().take(4) {
            assert!(opened(&db, &key(), row).await.is_ok(), "all with one key");
        }
        match add(&db, &key(), person, &said(PERMIT, None), &pdf("x")).await {
            Err(ContentError::Refused(refusal)) => assert_eq!(refusal.code(), "attachments-too-many"),
            other => panic!("{other:?}"),
        }
    }
}

/// Somebody wrote into the database past the program.
#[derive(serde::Serialize)]
struct Tampered;

impl store::Fact for Tampered {
    fn kind(&self) -> &'static str {
        "tampered"
    }
}

async fn alter(store: &store::Store, with: impl Fn(Content) -> Content) {
    let db = store.system(System::Demo);
    for row in db.rows::<Content>().all().await.unwrap() {
        let (id, altered) = (row.id, with(row));
        let mut change = db.change().await.unwrap();
        change.remove::<Content>(Content::id.eq(id)).await.unwrap();
        change.add(&[altered]).await.unwrap();
        change.commit(store::Entry::new(&Tampered, id)).await.unwrap();
    }
}
