//! The door's promises on both engines: what is taken back counts no more at the next request.

mod common;

use accounts::permissions::{GiveGrants, UseCircles, ViewMembers};
use accounts::rules::MemberRefusal;
use accounts::store::{
    ApiToken, Session, SignInAttempt, Try, admit, begin_session, change_own, choose_password, close_access,
    end_session, grants_of, held_member, reopen_access, revoke_grant, revoke_token, sorted_members, tokens_of,
    try_password,
};
use accounts::{
    Accounts, Circle, Member, NewGrant, NewMember, NewToken, RoleGrant, add_member, give_grant, make_token,
    own_belongings,
};
use common::{PASSWORD, fresh, member, role};
use kernel::{MemberId, OrganisationId, Role};
use store::{JournalEntry, Order, Reach, Store, StoreError, System};
use testkit::{on_both, today};
use web::{Caller, Doorkeeper, Permission, Via};

async fn by_session(store: &Store, secret: &str) -> Option<Caller> {
    Accounts.by_session(&store.system(System::SignIn), secret).await.unwrap()
}

async fn by_token(store: &Store, secret: &str) -> Option<Caller> {
    Accounts.by_token(&store.system(System::SignIn), secret).await.unwrap()
}

fn only(names: &[&str]) -> NewToken {
    let only = Some(names.iter().map(|name| (*name).to_owned()).collect());
    NewToken { label: "foglio di calcolo".into(), only, expires: None }
}

/// What a member reaches with the roles of now, for one permission.
async fn reaching<P: Permission>(store: &Store, who: &Member) -> store::Db {
    let (_, secret) = make_token(&store.system(System::CommandLine), who.id, NewToken::default()).await.unwrap();
    let caller = by_token(store, &secret).await.unwrap();
    store.for_member(who.id, P::CARD.name, caller.reach::<P>().unwrap())
}

on_both! {
    async fn a_role_taken_back_counts_no_more_at_the_next_request(engine) {
        let (store, _) = fresh(engine).await;
        let anna = member(&store, "Anna Bo", vec![role(Role::SystemAdministrator, None)]).await;
        let (door, keeper) = (store.system(System::SignIn), store.system(System::CommandLine));
        let secret = begin_session(&door, anna.id).await.unwrap();
        assert!(by_session(&store, &secret).await.unwrap().may::<ViewMembers>());

        let grant = grants_of(&keeper, anna.id).await.unwrap().remove(0);
        let held = keeper.held::<RoleGrant>(grant.id).await.unwrap();
        revoke_grant(&keeper, held).await.unwrap();
        let caller = by_session(&store, &secret).await.unwrap();
        assert!(caller.grants.is_empty() && !caller.may::<ViewMembers>());
    }

    async fn a_role_counts_from_its_first_day_to_its_last(engine) {
        let (store, clock) = fresh(engine).await;
        let tomorrow = today().plus_days(1);
        let brief = NewGrant { from: tomorrow, to: Some(tomorrow), ..role(Role::CaseWorker, None) };
        let anna = member(&store, "Anna Bo", vec![brief]).await;
        let (_, secret) = make_token(&store.system(System::CommandLine), anna.id, NewToken::default()).await.unwrap();
        let mut counted = Vec::new();
        for _ in 0..3 {
            counted.push(by_token(&store, &secret).await.unwrap().grants.len());
            clock.advance_seconds(24 * 3600);
        }
        assert_eq!(counted, [0, 1, 0]);
    }

    async fn whose_access_is_closed_is_nobody_at_the_next_request(engine) {
        let (store, _) = fresh(engine).await;
        let anna = member(&store, "Anna Bo", vec![role(Role::CaseWorker, None)]).await;
        let (door, keeper) = (store.system(System::SignIn), store.system(System::CommandLine));
        let cookie = begin_session(&door, anna.id).await.unwrap();
        let (_, token) = make_token(&keeper, anna.id, NewToken::default()).await.unwrap();
        assert!(by_session(&store, &cookie).await.is_some() && by_token(&store, &token).await.is_some());

        close_access(&keeper, held_member(&keeper, anna.id).await.unwrap()).await.unwrap();
        assert!(by_session(&store, &cookie).await.is_none() && by_token(&store, &token).await.is_none());
        assert_eq!(try_password(&door, &anna.email, PASSWORD).await.unwrap(), Try::Wrong);
    }

    async fn a_session_ends_after_two_idle_hours_and_after_twelve_in_any_case(engine) {
        let (store, clock) = fresh(engine).await;
        let anna = member(&store, "Anna Bo", vec![]).await;
        let door = store.system(System::SignIn);
        let idle = begin_session(&door, anna.id).await.unwrap();
        clock.advance_seconds(2 * 3600 - 1);
        assert!(by_session(&store, &idle).await.is_some());
        clock.advance_seconds(2 * 3600);
        assert!(by_session(&store, &idle).await.is_none());

        let busy = begin_session(&door, anna.id).await.unwrap();
        for _ in 0..11 {
            clock.advance_seconds(3600);
            assert!(by_session(&store, &busy).await.is_some());
        }
        clock.advance_seconds(3600);
        assert!(by_session(&store, &busy).await.is_none());
    }

    async fn an_ended_session_opens_nothing_and_the_others_stay(engine) {
        let (store, _) = fresh(engine).await;
        let anna = member(&store, "Anna Bo", vec![]).await;
        let door = store.system(System::SignIn);
        let (first, second) = (begin_session(&door, anna.id).await.unwrap(), begin_session(&door, anna.id).await.unwrap());
        let Some(Caller { via: Via::Session { csrf }, .. }) = by_session(&store, &first).await else { panic!() };
        end_session(&door, anna.id, &csrf).await.unwrap();
        assert!(by_session(&store, &first).await.is_none() && by_session(&store, &second).await.is_some());
    }

    async fn reading_pages_notes_the_last_request_at_most_every_five_minutes(engine) {
        let (store, clock) = fresh(engine).await;
        let anna = member(&store, "Anna Bo", vec![]).await;
        let door = store.system(System::SignIn);
        let secret = begin_session(&door, anna.id).await.unwrap();
        let begun = clock.now();
        let mut seen = Vec::new();
        for _ in 0..3 {
            clock.advance_seconds(150);
            by_session(&store, &secret).await.unwrap();
            let session = door.rows::<Session>().one().await.unwrap();
            seen.push((session.last_seen.millis() - begun.millis()) / 1000);
        }
        assert_eq!(seen, [0, 300, 300]);
    }

    async fn secrets_are_kept_as_hashes_only(engine) {
        let (store, _) = fresh(engine).await;
        let anna = member(&store, "Anna Bo", vec![]).await;
        let door = store.system(System::SignIn);
        let cookie = begin_session(&door, anna.id).await.unwrap();
        let (token, secret) = make_token(&store.system(System::CommandLine), anna.id, NewToken::default()).await.unwrap();
        let session = door.rows::<Session>().one().await.unwrap();
        let stored = door.rows::<ApiToken>().one().await.unwrap();
        assert!(secret.starts_with("soglia_") && stored == token);
        assert!(!format!("{session:?}").contains(&cookie) && !format!("{stored:?}").contains(&secret));
        // What is stolen from the database opens nothing.
        assert!(by_session(&store, &session.secret_hash).await.is_none());
        assert!(by_token(&store, &stored.secret_hash).await.is_none());
        assert!(by_token(&store, &format!("soglia_{}", stored.secret_hash)).await.is_none());
    }

    async fn a_token_is_narrower_than_its_owner_and_never_wider(engine) {
        let (store, _) = fresh(engine).await;
        let keeper = store.system(System::CommandLine);
        let anna = member(&store, "Anna Bo", vec![role(Role::SystemAdministrator, None)]).await;
        let carla = member(&store, "Carla Di", vec![role(Role::CaseWorker, None)]).await;
        let (_, narrow) = make_token(&keeper, anna.id, only(&["view-members"])).await.unwrap();
        let (_, wide) = make_token(&keeper, anna.id, NewToken::default()).await.unwrap();
        let (_, boastful) = make_token(&keeper, carla.id, only(&["view-members", "give-grants"])).await.unwrap();

        let caller = by_token(&store, &narrow).await.unwrap();
        assert!(caller.may::<ViewMembers>() && !caller.may::<GiveGrants>() && !caller.may::<web::SignedIn>());
        assert!(by_token(&store, &wide).await.unwrap().may::<GiveGrants>());
        let caller = by_token(&store, &boastful).await.unwrap();
        assert!(!caller.may::<ViewMembers>() && !caller.may::<GiveGrants>());
    }

    async fn an_expired_or_revoked_token_opens_nothing(engine) {
        let (store, clock) = fresh(engine).await;
        let keeper = store.system(System::CommandLine);
        let anna = member(&store, "Anna Bo", vec![]).await;
        let until_today = NewToken { expires: Some(today()), ..NewToken::default() };
        let (brief, brief_secret) = make_token(&keeper, anna.id, until_today).await.unwrap();
        let (lasting, lasting_secret) = make_token(&keeper, anna.id, NewToken::default()).await.unwrap();
        assert!(by_token(&store, &brief_secret).await.is_some() && by_token(&store, &lasting_secret).await.is_some());
        let used = tokens_of(&keeper, anna.id).await.unwrap();
        assert!(used.iter().all(|token| token.last_used == Some(today())));

        clock.advance_seconds(24 * 3600);
        assert!(by_token(&store, &brief_secret).await.is_none() && by_token(&store, &lasting_secret).await.is_some());
        revoke_token(&keeper, keeper.held::<ApiToken>(lasting.id).await.unwrap()).await.unwrap();
        assert!(by_token(&store, &lasting_secret).await.is_none());
        assert!(!brief.is_valid_on(clock.today()));
    }

    async fn sessions_and_tokens_belong_to_their_member_alone(engine) {
        let (store, _) = fresh(engine).await;
        let anna = member(&store, "Anna Bo", vec![]).await;
        let chief = member(&store, "Bruna Ca", vec![role(Role::SystemAdministrator, None)]).await;
        let (token, _) = make_token(&store.system(System::CommandLine), anna.id, NewToken::default()).await.unwrap();
        begin_session(&store.system(System::SignIn), anna.id).await.unwrap();
        let db = reaching::<web::SignedIn>(&store, &chief).await;
        assert!(matches!(db.held::<ApiToken>(token.id).await, Err(StoreError::NotFound)));
        assert_eq!(db.rows::<Session>().count().await.unwrap(), 0);
        assert!(matches!(make_token(&db, anna.id, NewToken::default()).await, Err(StoreError::NotFound)));
        let db = reaching::<web::SignedIn>(&store, &anna).await;
        assert!(db.held::<ApiToken>(token.id).await.is_ok());
        assert_eq!(db.rows::<Session>().count().await.unwrap(), 1);
    }

    async fn every_change_of_access_is_in_the_journal_without_names_and_in_words(engine) {
        let (store, _) = fresh(engine).await;
        let keeper = store.system(System::CommandLine);
        let anna = member(&store, "Anna Bo", vec![role(Role::CaseWorker, None)]).await;
        let held = async || held_member(&keeper, anna.id).await.unwrap();
        let grant = give_grant(&keeper, &held().await, &role(Role::Trainer, None)).await.unwrap();
        revoke_grant(&keeper, keeper.held::<RoleGrant>(grant.id).await.unwrap()).await.unwrap();
        let (token, _) = make_token(&keeper, anna.id, NewToken::default()).await.unwrap();
        revoke_token(&keeper, keeper.held::<ApiToken>(token.id).await.unwrap()).await.unwrap();
        choose_password(&keeper, &store.system(System::SignIn), held().await, "hash".into(), "").await.unwrap();
        change_own(&keeper, held().await, "Anna Bovary", None).await.unwrap();
        close_access(&keeper, held().await).await.unwrap();
        reopen_access(&keeper, held().await).await.unwrap();
        begin_session(&store.system(System::SignIn), anna.id).await.unwrap();

        let entries = keeper.rows::<JournalEntry>().sort(JournalEntry::id, Order::Rising).all().await.unwrap();
        let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
        let expected = [
            "member-added", "grant-given", "grant-revoked", "token-made", "token-revoked", "password-changed",
            "member-changed", "member-closed", "member-reopened",
        ];
        assert_eq!(kinds, expected);
        assert!(entries.iter().all(|entry| !format!("{entry:?}").contains("Anna") && !entry.fact.contains("hash")));
        for (language, source) in accounts::module().texts {
            for kind in kinds.iter() {
                assert!(source.contains(&format!("\nfact-{kind} = ")), "{kind} in {language}");
            }
        }
    }

    async fn five_wrong_passwords_make_an_account_wait_and_a_right_one_clears(engine) {
        let (store, clock) = fresh(engine).await;
        let door = store.system(System::SignIn);
        let anna = member(&store, "Anna Bo", vec![]).await;
        let guess = async |password: &str| try_password(&door, " ANNA@esempio.it", password).await.unwrap();
        for _ in 0..4 {
            assert_eq!(guess("sbagliata").await, Try::Wrong);
        }
        assert_eq!(guess(PASSWORD).await, Try::Right(Box::new(anna.clone())));
        for _ in 0..5 {
            assert_eq!(guess("sbagliata").await, Try::Wrong);
        }
        // Even the right one must wait now; asking meanwhile does not lengthen the wait.
        assert_eq!(guess(PASSWORD).await, Try::Wait(60));
        clock.advance_seconds(59);
        assert_eq!(guess(PASSWORD).await, Try::Wait(1));
        clock.advance_seconds(1);
        assert_eq!(guess("sbagliata").await, Try::Wrong);
        assert_eq!(guess(PASSWORD).await, Try::Wait(120));
        clock.advance_seconds(120);
        assert_eq!(guess(PASSWORD).await, Try::Right(Box::new(anna)));
    }

    async fn an_e_mail_that_nobody_has_waits_alike(engine) {
        let (store, _) = fresh(engine).await;
        let door = store.system(System::SignIn);
        for _ in 0..5 {
            assert_eq!(try_password(&door, "nessuno@esempio.it", "x").await.unwrap(), Try::Wrong);
        }
        assert_eq!(try_password(&door, "nessuno@esempio.it", "x").await.unwrap(), Try::Wait(60));
        assert_eq!(try_password(&door, "altri@esempio.it", "x").await.unwrap(), Try::Wrong);
    }

    async fn guesses_sent_at_the_same_time_count_each_other(engine) {
        let (store, _) = fresh(engine).await;
        let guesses: Vec<_> = (0..12)
            .map(|_| {
                let door = store.system(System::SignIn);
                tokio::spawn(async move { try_password(&door, "nessuno@esempio.it", "x").await.unwrap() })
            })
            .collect();
        let mut tried = 0;
        for guess in guesses {
            tried += u64::from(guess.await.unwrap() == Try::Wrong);
        }
        assert!(tried <= 5, "{tried} of 12 guesses were tried");
        assert_eq!(store.system(System::SignIn).rows::<SignInAttempt>().count().await.unwrap(), tried);
    }

    async fn one_e_mail_has_one_member_however_it_is_written(engine) {
        let (store, _) = fresh(engine).await;
        member(&store, "Anna Bo", vec![]).await;
        let db = store.system(System::CommandLine);
        let new = |email: &str| NewMember {
            email: email.into(), name: "Anna Altra".into(), password_hash: None, language: None, grants: vec![],
        };
        assert_eq!(add_member(&db, new("Anna@Esempio.IT ")).await.unwrap(), Err(MemberRefusal::EmailTaken));
        assert_eq!(add_member(&db, new("anna")).await.unwrap(), Err(MemberRefusal::NotAnAddress));
        assert_eq!(db.rows::<Member>().count().await.unwrap(), 1);
    }

    async fn a_partner_administrator_sees_the_members_of_the_own_organisation_alone(engine) {
        let (store, _) = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let keeper = member(&store, "Bruna Ca", vec![role(Role::PartnerAdministrator, Some(ours))]).await;
        member(&store, "Carla Di", vec![role(Role::CaseWorker, Some(ours))]).await;
        let both = vec![role(Role::CaseWorker, Some(ours)), role(Role::Trainer, Some(theirs))];
        let dora = member(&store, "Dora Effe", both).await;
        let stranger = member(&store, "Elsa Gi", vec![role(Role::CaseWorker, Some(theirs))]).await;
        let chief = member(&store, "Flora Acca", vec![role(Role::SystemAdministrator, None)]).await;

        let db = reaching::<ViewMembers>(&store, &keeper).await;
        let seen: Vec<String> = sorted_members(&db, "").all().await.unwrap().into_iter().map(|one| one.name).collect();
        assert_eq!(seen, ["Bruna Ca", "Carla Di", "Dora Effe"]);
        assert_eq!(sorted_members(&db, "ELSA").count().await.unwrap(), 0);
        assert_eq!(grants_of(&db, dora.id).await.unwrap().len(), 1);
        for beyond in [stranger.id, chief.id, MemberId::fresh()] {
            assert!(matches!(held_member(&db, beyond).await, Err(StoreError::NotFound)));
        }
        let everybody = reaching::<ViewMembers>(&store, &chief).await;
        assert_eq!(sorted_members(&everybody, "").count().await.unwrap(), 5);
        assert_eq!(sorted_members(&everybody, "elsa@").all().await.unwrap(), [stranger]);
    }

    async fn the_store_itself_refuses_a_role_beyond_the_giver_s_reach(engine) {
        let (store, _) = fresh(engine).await;
        let ours = OrganisationId::fresh();
        let keeper = member(&store, "Bruna Ca", vec![role(Role::PartnerAdministrator, Some(ours))]).await;
        let carla = member(&store, "Carla Di", vec![role(Role::CaseWorker, Some(ours))]).await;
        let db = reaching::<GiveGrants>(&store, &keeper).await;
        let held = held_member(&db, carla.id).await.unwrap();
        for beyond in [role(Role::CaseWorker, None), role(Role::CaseWorker, Some(OrganisationId::fresh()))] {
            assert!(matches!(give_grant(&db, &held, &beyond).await, Err(StoreError::NotFound)));
        }
        give_grant(&db, &held, &role(Role::Trainer, Some(ours))).await.unwrap();
        assert_eq!(grants_of(&store.system(System::CommandLine), carla.id).await.unwrap().len(), 2);
    }

    async fn a_belonging_sleeps_when_the_last_role_at_its_organisation_runs_out(engine) {
        let (store, clock) = fresh(engine).await;
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let chief = member(&store, "Bruna Ca", vec![role(Role::PartnerAdministrator, Some(ours))]).await;
        let brief = NewGrant { to: Some(today()), ..role(Role::CaseWorker, Some(ours)) };
        let paola = member(&store, "Paola Ra", vec![brief, role(Role::CaseWorker, Some(theirs)), role(Role::MobileTeam, None)]).await;
        let db = reaching::<UseCircles>(&store, &chief).await;
        admit(&db, "paola@esempio.it", ours, Circle::Psychologist, true).await.unwrap().unwrap();
        let own = async || own_belongings(&reaching::<UseCircles>(&store, &paola).await).await.unwrap().len();
        assert_eq!(own().await, 1);
        clock.advance_seconds(24 * 3600);
        assert_eq!(own().await, 0);
    }

    async fn whoever_holds_no_role_reaches_nobody_but_themselves(engine) {
        let (store, _) = fresh(engine).await;
        let anna = member(&store, "Anna Bo", vec![]).await;
        member(&store, "Carla Di", vec![role(Role::CaseWorker, None)]).await;
        let db = store.for_member(anna.id, "signed-in", Reach::of(anna.id, vec![]));
        assert_eq!(sorted_members(&db, "").all().await.unwrap(), [anna]);
        assert_eq!(db.rows::<SignInAttempt>().count().await.unwrap(), 0);
    }
}
