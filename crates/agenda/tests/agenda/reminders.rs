//! Reminders: nothing lost, nothing repeated, nobody woken, nothing revealed; over a mail server that misbehaves.

use std::time::Duration;

use agenda::post::{self, Security};
use agenda::rules::quiet::QuietHours;
use agenda::rules::reminder::ReminderState;
use agenda::store::reminders::{self, LEASE, Reminder};
use axum::http::StatusCode;
use kernel::PersonId;
use people::store::households::members_of;
use people::store::persons::Identity;
use serde_json::{Value, json};
use store::{Db, System};
use testkit::{Engine, on_both};

use super::mail_server::{MailServer, Manner};
use super::world::{ADA, EVA, UGO, World};

struct Desk {
    world: World,
    mail: MailServer,
    server: post::MailServer,
}

impl Desk {
    /// Ada wants reminders; the clock stands on a Sunday at noon, so that what is due on Monday waits.
    async fn fresh(engine: Engine) -> Self {
        let world = World::fresh(engine).await;
        let mail = MailServer::start().await;
        let server = post::MailServer {
            host: "127.0.0.1".into(),
            port: mail.port,
            security: Security::None,
            user: None,
            from: "promemoria@posta.example".into(),
            quiet: QuietHours::default(),
        };
        let desk = Self { world, mail, server };
        assert_eq!(desk.world.post(ADA, "/reminders/wish", &[("wants", "yes")]).await.status, StatusCode::SEE_OTHER);
        desk
    }

    fn db(&self) -> Db {
        self.world.store.system(System::Reminders)
    }

    async fn tick(&self) -> usize {
        post::tick(&self.db(), self.world.web.texts(), &self.server).await.unwrap()
    }

    /// A worker that is killed while it waits for the mail server, once it stands so.
    async fn killed_tick(&self, at: ReminderState) {
        let (db, server) = (self.db(), self.server.clone());
        let web = self.world.web.clone();
        let worker = tokio::spawn(async move { post::tick(&db, web.texts(), &server).await });
        for _ in 0..300 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let handed = at != ReminderState::Handing || !self.mail.taken().is_empty();
            if self.states().await == [at] && handed {
                break;
            }
        }
        worker.abort();
        assert!(worker.await.is_err(), "it was killed, not done");
    }

    async fn plan(&self, day: &str, from: &str) -> Value {
        let body = json!({ "kind": "interview", "day": day, "from": from, "minutes": 60, "words": "Muffa", "place": "Via Roma 1" });
        let told = self.world.api(ADA, "POST", "/api/v1/appointments", &body).await;
        assert_eq!(told.status, StatusCode::CREATED, "{}", told.body);
        told.json()
    }

    async fn rows(&self) -> Vec<Reminder> {
        self.db().rows::<Reminder>().all().await.unwrap()
    }

    async fn states(&self) -> Vec<ReminderState> {
        self.rows().await.into_iter().map(|row| row.state).collect()
    }

    /// Monday at nine in the morning, and so many minutes.
    fn to_monday(&self, minutes: i64) {
        self.world.clock.advance_seconds((21 * 60 + minutes) * 60);
    }

    async fn decide(&self, act: &str) -> StatusCode {
        let row = self.rows().await.remove(0);
        self.world.api(ADA, "PATCH", &format!("/api/v1/reminders/{}", row.id), &json!({ "act": act })).await.status
    }
}

on_both! {
    async fn a_reminder_goes_out_once_and_says_the_time_and_nothing_else(engine) {
        let desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:30").await;
        assert_eq!(desk.tick().await, 0, "on Sundays nobody is written to");
        assert_eq!(desk.states().await, [ReminderState::Waiting]);
        desk.to_monday(0);
        assert_eq!(desk.tick().await, 0, "it is due half an hour later");
        desk.world.clock.advance_seconds(1800);
        assert_eq!(desk.tick().await, 1);
        for _ in 0..3 {
            assert_eq!(desk.tick().await, 0, "however often the worker looks");
            desk.world.clock.advance_seconds(LEASE + 1);
        }
        let taken = desk.mail.taken();
        assert_eq!(taken.len(), 1);
        let (head, _) = taken[0].split_once("\n\n").unwrap();
        let id = desk.rows().await[0].id;
        assert!(head.contains(&format!("Message-ID: <{id}@posta.example>")), "{head}");
        assert!(head.contains("To: ada@example.org") && head.contains("From: promemoria@posta.example"), "{head}");
        let words = decoded(&taken[0]);
        assert!(words.contains("martedì 24 novembre alle 09:30"), "{words}");
        for secret in ["Ada", "Prova", "Ponte", "Muffa", "Via Roma", "Colloquio", "interview", "Soglia", "soglia", "Fra Noi"] {
            assert!(!taken[0].contains(secret) && !words.contains(secret), "{secret} is revealed: {}", taken[0]);
        }
        assert_eq!(desk.states().await, [ReminderState::Sent]);
    }

    async fn two_workers_at_once_send_it_once(engine) {
        let desk = Desk::fresh(engine).await;
        for hour in 10..16 {
            desk.plan("2026-11-24", &format!("{hour}:00")).await;
        }
        desk.to_monday(8 * 60);
        let (one, two, three) = tokio::join!(desk.tick_or_stale(), desk.tick_or_stale(), desk.tick_or_stale());
        assert_eq!(one + two + three + desk.tick().await, 6);
        assert_eq!(desk.mail.taken().len(), 6);
        assert_eq!(desk.rows().await.len(), 6);
    }

    async fn a_no_for_now_is_tried_again_later_and_later(engine) {
        let desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:00").await;
        desk.to_monday(0);
        for (manner, tries, wait) in [(Manner::Defers, 1, 300), (Manner::DefersAfterWords, 2, 900)] {
            desk.mail.behaves(manner);
            assert_eq!(desk.tick().await, 0);
            let row = desk.rows().await.remove(0);
            assert_eq!((row.state, row.tries), (ReminderState::Waiting, tries), "{:?}", row.why);
            assert!(row.why.unwrap().contains("451"));
            assert_eq!(row.next_try, desk.world.clock.now().plus_seconds(wait));
            desk.world.clock.advance_seconds(wait - 1);
            assert_eq!(desk.tick().await, 0, "not before its time");
            assert_eq!(desk.rows().await[0].tries, tries);
            desk.world.clock.advance_seconds(1);
        }
        desk.mail.behaves(Manner::Takes);
        assert_eq!(desk.tick().await, 1);
        assert_eq!((desk.mail.taken().len(), desk.states().await), (1, vec![ReminderState::Sent]));
    }

    async fn a_mail_server_that_is_away_costs_time_and_no_reminder(engine) {
        let mut desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:00").await;
        desk.to_monday(0);
        let port = desk.server.port;
        desk.server.port = 1;
        assert_eq!(desk.tick().await, 0);
        assert_eq!(desk.states().await, [ReminderState::Waiting]);
        desk.server.port = port;
        desk.world.clock.advance_seconds(300);
        assert_eq!(desk.tick().await, 1);
    }

    async fn a_sender_who_is_refused_costs_time_and_no_reminder(engine) {
        let desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:00").await;
        desk.to_monday(0);
        desk.mail.behaves(Manner::RefusesSenders);
        assert_eq!(desk.tick().await, 0);
        assert_eq!(desk.states().await, [ReminderState::Waiting], "the installation's fault, not the recipient's");
        desk.mail.behaves(Manner::Takes);
        desk.world.clock.advance_seconds(300);
        assert_eq!(desk.tick().await, 1);
    }

    async fn a_no_for_good_is_told_to_who_planned_it(engine) {
        let desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:00").await;
        desk.to_monday(0);
        desk.mail.behaves(Manner::Refuses);
        desk.tick().await;
        assert_eq!(desk.states().await, [ReminderState::Refused]);
        desk.world.clock.advance_seconds(3600);
        desk.tick().await;
        assert_eq!(desk.rows().await[0].tries, 1, "it is not tried again by itself");
        let page = desk.world.page(ADA, "/reminders").await;
        assert!(page.contains("Rifiutato") && page.contains("no such user here"), "{page}");
        assert!(desk.world.page(ADA, "/").await.contains("Promemoria non consegnato"));
        let day = desk.world.api(ADA, "GET", "/api/v1/day", &json!({})).await.json();
        assert_eq!(day["alerts"][0]["kind"], "reminder");
        assert_eq!(desk.world.api(EVA, "GET", "/api/v1/reminders", &json!({})).await.json()["total"], 0);
        // The address was put right: whoever planned it lets it go out again.
        desk.mail.behaves(Manner::Takes);
        assert_eq!(desk.decide("settle").await, StatusCode::CONFLICT, "what was refused did not arrive");
        assert_eq!(desk.decide("resend").await, StatusCode::OK);
        assert_eq!(desk.tick().await, 1);
    }

    async fn a_refusal_that_repeats_the_address_leaves_it_neither_in_the_log_nor_in_the_row(engine) {
        let desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:00").await;
        desk.to_monday(0);
        desk.mail.behaves(Manner::RefusesByName);
        desk.tick().await;
        let row = desk.rows().await.remove(0);
        let why = row.why.unwrap_or_default();
        assert_eq!(row.state, ReminderState::Refused);
        assert!(why.contains("550") && why.contains("no mailbox of … here"), "{why}");
        assert!(!why.contains('@') && !why.contains("ada") && !why.contains("example.org"), "{why}");
    }

    async fn a_worker_killed_before_the_words_left_loses_nothing(engine) {
        let desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:00").await;
        desk.to_monday(0);
        desk.mail.behaves(Manner::SilentAtRecipient);
        desk.killed_tick(ReminderState::Claimed).await;
        assert_eq!(desk.states().await, [ReminderState::Claimed]);
        desk.mail.behaves(Manner::Takes);
        assert_eq!(desk.tick().await, 0, "another worker waits until the first is surely dead");
        desk.world.clock.advance_seconds(LEASE + 1);
        assert_eq!(desk.tick().await, 1);
        assert_eq!(desk.mail.taken().len(), 1);
    }

    async fn a_worker_killed_after_the_words_left_repeats_nothing_and_asks_a_person(engine) {
        let desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:00").await;
        desk.to_monday(0);
        desk.mail.behaves(Manner::SilentAfterWords);
        desk.killed_tick(ReminderState::Handing).await;
        assert_eq!(desk.states().await, [ReminderState::Handing]);
        desk.mail.behaves(Manner::Takes);
        desk.world.clock.advance_seconds(LEASE + 1);
        for _ in 0..3 {
            assert_eq!(desk.tick().await, 0);
            desk.world.clock.advance_seconds(LEASE + 1);
        }
        assert_eq!((desk.mail.taken().len(), desk.states().await), (1, vec![ReminderState::Uncertain]));
        assert!(desk.world.page(ADA, "/").await.contains("Non si sa se il promemoria è partito"));
        assert_eq!(desk.decide("settle").await, StatusCode::OK);
        assert_eq!(desk.states().await, [ReminderState::Sent]);
        assert_eq!(desk.decide("resend").await, StatusCode::CONFLICT);
        assert_eq!(desk.mail.taken().len(), 1);
    }

    async fn a_mail_server_that_hangs_up_instead_of_answering_leaves_the_choice_to_a_person(engine) {
        let desk = Desk::fresh(engine).await;
        desk.plan("2026-11-24", "09:00").await;
        desk.to_monday(0);
        desk.mail.behaves(Manner::HangsUpAfterWords);
        assert_eq!(desk.tick().await, 0);
        assert_eq!(desk.states().await, [ReminderState::Uncertain]);
        desk.mail.behaves(Manner::Takes);
        assert_eq!(desk.decide("resend").await, StatusCode::OK);
        assert_eq!(desk.tick().await, 1);
        let taken = desk.mail.taken();
        let id = |words: &str| words.lines().find(|line| line.starts_with("Message-ID:")).map(str::to_owned);
        assert_eq!((taken.len(), id(&taken[0])), (2, id(&taken[1])), "both bear one id, so that mail programs know them");
    }

    async fn what_is_moved_cancelled_or_no_longer_wanted_does_not_go_out(engine) {
        let desk = Desk::fresh(engine).await;
        let moved = desk.plan("2026-11-24", "09:00").await;
        let cancelled = desk.plan("2026-11-24", "11:00").await;
        desk.tick().await;
        assert_eq!(desk.rows().await.len(), 2);
        let path = |one: &Value| format!("/api/v1/appointments/{}", one["id"].as_str().unwrap());
        desk.world.api(ADA, "PATCH", &path(&moved), &json!({ "from": "15:00" })).await;
        desk.world.api(ADA, "PATCH", &path(&cancelled), &json!({ "act": "cancel" })).await;
        desk.to_monday(6 * 60);
        assert_eq!(desk.tick().await, 1, "at the new time alone");
        assert!(decoded(&desk.mail.taken()[0]).contains("alle 15:00"));
        let mut whys: Vec<_> = desk.rows().await.into_iter().filter_map(|row| row.why).collect();
        whys.sort();
        assert_eq!(whys, ["cancelled", "moved"]);

        desk.plan("2026-11-25", "09:00").await;
        desk.tick().await;
        desk.world.post(ADA, "/reminders/wish", &[("wants", "no"), ("version", "0")]).await;
        desk.world.clock.advance_seconds(18 * 3600);
        assert_eq!(desk.tick().await, 0);
        assert!(desk.rows().await.iter().any(|row| row.why.as_deref() == Some("unwanted")));
    }

    async fn somebody_accompanied_is_written_to_only_after_a_yes(engine) {
        let desk = Desk::fresh(engine).await;
        let world = &desk.world;
        world.post(ADA, "/reminders/wish", &[("wants", "no"), ("version", "0")]).await;
        let pathway = world.pathway(UGO, "Amina").await;
        let demo = world.store.system(System::Demo);
        let person: PersonId = members_of(&demo, pathway.household_id).await.unwrap()[0].1.id;
        let body = json!({ "kind": "home-visit", "day": "2026-11-24", "from": "09:00", "minutes": 60, "with": pathway.code });
        assert_eq!(world.api(ADA, "POST", "/api/v1/appointments", &body).await.status, StatusCode::CREATED);
        desk.tick().await;
        assert_eq!(desk.rows().await.len(), 0, "nobody is asked, nobody is written to");
        let path = format!("/people/{person}/reminders");
        assert!(world.page(ADA, &path).await.contains("Non le è stato ancora chiesto"));
        let strange = world.get_as(&world.says(EVA, kernel::Role::CaseWorker), &path, "it").await;
        assert_eq!(strange.status, StatusCode::NOT_FOUND, "whoever does not reach the person says nothing for her");
        assert_eq!(world.post(EVA, &path, &[("wants", "yes")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.post(ADA, &path, &[("wants", "yes")]).await.status, StatusCode::SEE_OTHER);
        desk.to_monday(0);
        assert_eq!(desk.tick().await, 1);
        let words = decoded(&desk.mail.taken()[0]);
        assert!(desk.mail.taken()[0].contains("To: amina@persone.example"));
        assert!(words.contains("martedì 24 novembre alle 09:00") && words.contains("Tuesday 24 November at 09:00"), "{words}");
        assert!(!words.contains("Amina") && !words.contains("Prova"));

        // Without an address there is no yes.
        let held = demo.held::<Identity>(person).await.unwrap();
        let without = Identity { email: None, ..held.clone() };
        let holder = demo.held::<people::store::persons::Person>(person).await.unwrap();
        let same = holder.clone();
        people::store::persons::put(&demo, (holder, held), (same, without)).await.unwrap();
        let told = world.post(ADA, &path, &[("wants", "yes"), ("version", "0")]).await;
        assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.body.contains("Manca l’indirizzo"), "{}", told.body);
    }

    async fn a_wish_said_by_somebody_faster_is_not_overwritten_unseen(engine) {
        let desk = Desk::fresh(engine).await;
        let world = &desk.world;
        let pathway = world.pathway(ADA, "Amina").await;
        let demo = world.store.system(System::Demo);
        let person = members_of(&demo, pathway.household_id).await.unwrap()[0].1.id;
        let path = format!("/people/{person}/reminders");
        assert!(!world.page(ADA, &path).await.contains("name=\"version\""), "nothing was said yet");
        let say = async |member, wants, version: &[(&'static str, &'static str)]| {
            let form = [&[("wants", wants)], version].concat();
            world.post(member, &path, &form).await
        };
        assert_eq!(say(UGO, "no", &[]).await.status, StatusCode::SEE_OTHER);
        let late = say(ADA, "yes", &[]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "a colleague wrote down a no meanwhile: {}", late.body);
        assert!(world.page(ADA, &path).await.contains("name=\"version\" value=\"0\""));
        assert_eq!(say(ADA, "yes", &[("version", "0")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(say(UGO, "no", &[("version", "0")]).await.status, StatusCode::CONFLICT);

        // One's own as well: two windows, one wish.
        assert!(world.page(ADA, "/reminders").await.contains("name=\"version\" value=\"0\""));
        let own = [("wants", "no"), ("version", "0")];
        assert_eq!(world.post(ADA, "/reminders/wish", &own).await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.post(ADA, "/reminders/wish", &[("wants", "yes"), ("version", "0")]).await.status, StatusCode::CONFLICT);
        assert_eq!(world.post(ADA, "/reminders/wish", &[("wants", "yes")]).await.status, StatusCode::CONFLICT);
    }

    async fn deriving_twice_or_at_once_writes_each_reminder_once(engine) {
        let desk = Desk::fresh(engine).await;
        for hour in 9..17 {
            desk.plan("2026-11-24", &format!("{hour}:00")).await;
        }
        let quiet = QuietHours::default();
        let db = desk.db();
        let (one, two) = tokio::join!(reminders::derive(&db, &quiet), reminders::derive(&db, &quiet));
        assert_eq!(one.unwrap() + two.unwrap(), 8);
        assert_eq!(reminders::derive(&db, &quiet).await.unwrap(), 0);
        assert_eq!(desk.rows().await.len(), 8);
    }

    async fn without_a_mail_server_the_page_says_that_nothing_goes_out(engine) {
        let desk = Desk::fresh(engine).await;
        let page = desk.world.page(ADA, "/reminders").await;
        assert!(page.contains("Nessun promemoria parte") && page.contains("Ricevi i promemoria"), "{page}");
    }
}

impl Desk {
    /// A look at the queue beside others: whoever is overtaken gives up, and sends nothing twice.
    async fn tick_or_stale(&self) -> usize {
        post::tick(&self.db(), self.world.web.texts(), &self.server).await.unwrap_or_default()
    }
}

/// The words of a message, whatever its transfer encoding; head and body.
fn decoded(message: &str) -> String {
    mail_parser::MessageParser::default()
        .parse(message.as_bytes())
        .map(|message| {
            format!("{}\n{}", message.subject().unwrap_or_default(), message.body_text(0).unwrap_or_default())
        })
        .unwrap()
}
