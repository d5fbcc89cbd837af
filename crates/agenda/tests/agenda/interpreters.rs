//! Interpreters: nobody is booked twice, whoever writes at the same time.

use std::collections::HashMap;

use agenda::rules::Refusal;
use agenda::rules::appointment::{AppointmentAct, AppointmentKind, AppointmentState};
use agenda::store::appointments::{self, Appointment, AppointmentId};
use agenda::store::declined::Declined;
use agenda::store::interpreters::{self, Interpreter, InterpreterId, InterpreterSaid, Quarter};
use axum::http::StatusCode;
use kernel::{Moment, Role};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;
use store::{Order, StoreError, System};
use testkit::on_both;

use super::world::{ADA, EVA, UGO, World};

async fn interpreter(world: &World, name: &str) -> Interpreter {
    let said = InterpreterSaid {
        name: name.into(),
        languages: vec!["ar".into(), "fr".into()],
        phone: None,
        works_for: None,
        active: true,
    };
    interpreters::add(&world.store.system(System::Demo), said).await.unwrap()
}

/// An appointment so many minutes after a Monday at eight in the morning.
fn appointment(world: &World, member: usize, with: InterpreterId, from: i64, minutes: i64) -> Appointment {
    let monday = Moment::from_millis(1_795_417_200_000);
    let starts = monday.plus_seconds(from * 60);
    Appointment {
        id: AppointmentId::fresh(),
        version: 0,
        kind: AppointmentKind::Interview,
        words: None,
        shared: false,
        organisation_id: world.place(member).organisation,
        programme: None,
        territory: None,
        household_id: None,
        pathway_id: None,
        person_id: None,
        owner: world.members[member],
        starts,
        ends: starts.plus_seconds(minutes * 60),
        place: None,
        interpreter_id: Some(with),
        state: AppointmentState::Planned,
        changed_at: monday,
    }
}

fn is_taken<T: std::fmt::Debug>(acted: &Result<T, Declined>) -> bool {
    matches!(acted, Err(Declined::Refused(Refusal::InterpreterTaken)))
}

/// What is done to a calendar in a test: the appointment is named by its number.
#[derive(Debug, Clone)]
enum Doing {
    Plan { with: usize, from: i64, minutes: i64 },
    Move { which: usize, with: usize, from: i64, minutes: i64 },
    Cancel { which: usize },
    Restore { which: usize },
}

fn doing() -> impl Strategy<Value = Doing> {
    // A morning of twenty quarters is soon full.
    let times = || (0i64..300, 5i64..90);
    prop_oneof![
        4 => (0usize..2, times()).prop_map(|(with, (from, minutes))| Doing::Plan { with, from, minutes }),
        3 => (0usize..12, 0usize..2, times()).prop_map(|(which, with, (from, minutes))| Doing::Move { which, with, from, minutes }),
        2 => (0usize..12).prop_map(|which| Doing::Cancel { which }),
        1 => (0usize..12).prop_map(|which| Doing::Restore { which }),
    ]
}

/// Every minute of every booking, rounded to its quarter: slow and plain.
#[derive(Default)]
struct Oracle {
    booked: HashMap<AppointmentId, (InterpreterId, i64, i64)>,
}

impl Oracle {
    fn is_free(&self, own: Option<AppointmentId>, with: InterpreterId, from: i64, minutes: i64) -> bool {
        let quarters = |from: i64, minutes: i64| (from..from + minutes).map(|minute| minute / 15).collect::<Vec<_>>();
        let wanted = quarters(from, minutes);
        self.booked
            .iter()
            .filter(|(id, (who, ..))| Some(**id) != own && *who == with)
            .all(|(_, (_, from, minutes))| quarters(*from, *minutes).iter().all(|quarter| !wanted.contains(quarter)))
    }
}

on_both! {
    async fn of_many_who_book_the_same_time_exactly_one_is_taken(engine) {
        let world = std::sync::Arc::new(World::fresh(engine).await);
        let who = interpreter(&world, "Samira Prova").await;
        for round in 0..3 {
            let mut tasks = tokio::task::JoinSet::new();
            for number in 0..16 {
                let world = std::sync::Arc::clone(&world);
                let member = if number % 2 == 0 { ADA } else { EVA };
                // Different ends, one common quarter.
                let row = appointment(&world, member, who.id, round * 120 + 45 - (number % 4) * 15, 15 + (number % 4) * 15);
                tasks.spawn(async move { appointments::plan(&world.db(member, "edit-appointments"), row, &[world.members[member]]).await });
            }
            let answers = tasks.join_all().await;
            assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "round {round}: {answers:?}");
            assert!(answers.iter().all(|answer| answer.is_ok() || is_taken(answer)), "round {round}: {answers:?}");
        }
        let db = world.store.system(System::Demo);
        assert_eq!(db.rows::<Appointment>().count().await.unwrap(), 3, "whoever was refused wrote nothing");
    }

    async fn two_who_exchange_their_times_at_once_never_share_one_and_never_wait_for_ever(engine) {
        let world = std::sync::Arc::new(World::fresh(engine).await);
        let (one, other) = (interpreter(&world, "Samira Prova").await, interpreter(&world, "Dawit Prova").await);
        for round in 0..6 {
            let base = round * 60;
            let ada = world.db(ADA, "edit-appointments");
            let first = appointments::plan(&ada, appointment(&world, ADA, one.id, base, 15), &[]).await.unwrap();
            let second = appointments::plan(&ada, appointment(&world, ADA, other.id, base, 15), &[]).await.unwrap();
            let exchange = async |row: Appointment, with: InterpreterId| {
                let db = world.db(ADA, "edit-appointments");
                let held = db.held::<Appointment>(row.id).await.unwrap();
                appointments::put(&db, held, Appointment { interpreter_id: Some(with), ..row }, &[]).await
            };
            let (left, right) = tokio::join!(exchange(first, other.id), exchange(second, one.id));
            assert!(is_taken(&left) && is_taken(&right), "each finds the other's time taken: {left:?} {right:?}");
        }
    }

    async fn what_is_booked_agrees_with_an_oracle_that_counts_minutes(engine) {
        let world = World::fresh(engine).await;
        let db = world.db(ADA, "edit-appointments");
        let mut runner = TestRunner::deterministic();
        let runs = proptest::collection::vec(doing(), 5..30);
        for case in 0..24 {
            let with = [interpreter(&world, "Uno").await.id, interpreter(&world, "Due").await.id];
            let mut oracle = Oracle::default();
            let mut known: Vec<(AppointmentId, InterpreterId, i64, i64)> = Vec::new();
            for step in runs.new_tree(&mut runner).unwrap().current() {
                match step {
                    Doing::Plan { with: who, from, minutes } => {
                        let row = appointment(&world, ADA, with[who], from, minutes);
                        let free = oracle.is_free(None, with[who], from, minutes);
                        let id = row.id;
                        let acted = appointments::plan(&db, row, &[]).await;
                        assert_eq!(acted.is_ok(), free, "case {case}: {acted:?}");
                        assert!(free || is_taken(&acted));
                        if free {
                            oracle.booked.insert(id, (with[who], from, minutes));
                            known.push((id, with[who], from, minutes));
                        }
                    }
                    Doing::Move { which, with: who, from, minutes } => {
                        let Some(at) = which.checked_rem(known.len()) else { continue };
                        let id = known[at].0;
                        let held = db.held::<Appointment>(id).await.unwrap();
                        let planned = held.state == AppointmentState::Planned;
                        let free = planned && oracle.is_free(Some(id), with[who], from, minutes);
                        let wanted = appointment(&world, ADA, with[who], from, minutes);
                        let new = Appointment { starts: wanted.starts, ends: wanted.ends, interpreter_id: wanted.interpreter_id, ..held.clone() };
                        assert_eq!(appointments::put(&db, held, new, &[]).await.is_ok(), free, "case {case}");
                        if free {
                            oracle.booked.insert(id, (with[who], from, minutes));
                            known[at] = (id, with[who], from, minutes);
                        }
                    }
                    Doing::Cancel { which } => {
                        let Some(at) = which.checked_rem(known.len()) else { continue };
                        let held = db.held::<Appointment>(known[at].0).await.unwrap();
                        let planned = held.state == AppointmentState::Planned;
                        assert_eq!(appointments::act(&db, held, AppointmentAct::Cancel).await.is_ok(), planned);
                        oracle.booked.remove(&known[at].0);
                    }
                    Doing::Restore { which } => {
                        let Some(at) = which.checked_rem(known.len()) else { continue };
                        let (id, who, from, minutes) = known[at];
                        let held = db.held::<Appointment>(id).await.unwrap();
                        let can = held.state == AppointmentState::Cancelled && oracle.is_free(Some(id), who, from, minutes);
                        assert_eq!(appointments::act(&db, held, AppointmentAct::Restore).await.is_ok(), can, "case {case}");
                        if can {
                            oracle.booked.insert(id, (who, from, minutes));
                        }
                    }
                }
            }
            let kept = db.rows::<Quarter>().filter(Quarter::interpreter_id.is_in(with)).count().await.unwrap();
            let counted: i64 = oracle.booked.values().map(|(_, from, minutes)| (from + minutes - 1) / 15 - from / 15 + 1).sum();
            assert_eq!(i64::try_from(kept).unwrap(), counted, "case {case}");
        }
    }

    async fn the_directory_is_kept_by_coordinators_and_booked_from_the_form(engine) {
        let world = World::fresh(engine).await;
        let fields = [("name", "Samira Prova"), ("languages", "AR, fr"), ("active", "yes")];
        let refused = world.post(ADA, "/interpreters/new", &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let coordinator = world.says(ADA, Role::Coordinator);
        let wrong = world.post_as(&coordinator, "/interpreters/new", &[("name", "Samira"), ("languages", "arabo")]).await;
        assert!(wrong.body.contains("«arabo» non è il codice di una lingua"), "{}", wrong.body);
        let added = world.post_as(&coordinator, "/interpreters/new", &fields).await;
        assert_eq!(added.place, "/interpreters?done=saved", "{}", added.body);
        let list = world.api(UGO, "GET", "/api/v1/interpreters?language=ar", &json!({})).await.json();
        assert_eq!(list["items"][0]["languages"], json!(["ar", "fr"]));
        assert_eq!(world.api(UGO, "GET", "/api/v1/interpreters?language=ti", &json!({})).await.json()["total"], 0);
        assert!(world.page(ADA, "/interpreters").await.contains("Samira Prova"));

        let id = list["items"][0]["id"].as_str().unwrap();
        let book = [("kind", "interview"), ("day", "24/11/2026"), ("from", "9:00"), ("minutes", "60"), ("interpreter", id)];
        assert_eq!(world.post(ADA, "/appointments/new", &book).await.status, StatusCode::SEE_OTHER);
        let twice = world.post(EVA, "/appointments/new", &book).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.body.contains("già prenotato"), "{}", twice.body);

        // Whoever works no more keeps what is booked, and is booked no more.
        let path = format!("/interpreters/{id}/edit");
        world.get_as(&coordinator, &path, "it").await;
        let gone = [("name", "Samira Prova"), ("languages", "ar fr"), ("version", "0")];
        assert_eq!(world.post_as(&coordinator, &path, &gone).await.place, "/interpreters?done=saved");
        let late = [("kind", "interview"), ("day", "24/11/2026"), ("from", "16:00"), ("minutes", "60"), ("interpreter", id)];
        assert!(world.post(ADA, "/appointments/new", &late).await.body.contains("non è più disponibile"));
        let db = world.store.system(System::Demo);
        let row = db.rows::<Interpreter>().sort(Interpreter::id, Order::Rising).one().await.unwrap();
        assert!(!row.active && row.version == 1);
        assert!(matches!(db.held::<Interpreter>(row.id).await.unwrap().at_version(0), Err(StoreError::Stale)));
    }
}
