//! A little world, lived through the slices' own functions: undone steps, corrected people, reopened pathways.

use std::sync::Arc;

use accounts::store::Member;
use kernel::{Clock, Day, MemberId, OrganisationId};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use pathways::rules::closing::{ClosingReason, ClosingSaid, HomeState, TiesState, WorkState};
use pathways::rules::follow_up::Outcome;
use pathways::rules::plan::Signature;
use pathways::rules::referred::{PermitWords, PersonWords};
use pathways::rules::review::ReviewSaid;
use pathways::rules::service::ServiceKind;
use pathways::rules::step::{Responsible, StepAct, StepStatus};
use pathways::store::opening::{self, Opening};
use pathways::store::pathways::Pathway;
use pathways::store::referrals::{self, Referral};
use pathways::store::services::ServiceSaid;
use pathways::store::steps::{Step, StepSaid};
use pathways::store::{closings, follow_ups, goals, plans, referred, reviews, services, steps, verdicts};
use people::rules::person::Sex;
use people::store::households::{self, Household, Place};
use people::store::persons::{self, Identity, Person};
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use programmes::rules::{PermitKind, PermitState};
use store::{Db, Reach, Scope, Store};
use testkit::Engine;

/// Everything the tests look at.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) programmes: [Arc<Programme>; 2],
    clock: Clock,
    organisation: OrganisationId,
    member: MemberId,
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The slices that the world lives in.
pub(crate) fn modules() -> Vec<web::Module> {
    vec![
        accounts::module(),
        network::module(),
        programmes::module(),
        people::module(),
        pathways::module(),
        placement::module(),
        figures::module(),
    ]
}

fn words(given: &str, born: &str, sex: Sex) -> PersonWords {
    PersonWords { given: given.into(), family: "Prova".into(), born: born.parse().ok(), sex, ..PersonWords::default() }
}

impl World {
    async fn empty(engine: Engine) -> Self {
        let steps: Vec<store::Step> = modules().into_iter().flat_map(|module| module.steps).collect();
        let clock = testkit::clock();
        let store = Store::open(&engine.fresh().await, clock.clone(), &steps).await.unwrap();
        let organisation = Organisation::new("Ponte", OrganisationKind::Cooperative);
        let member = Member::new(MemberId::fresh(), "ada@example.org", "Ada Prova", clock.now());
        let mut bulk = store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&organisation)).await.unwrap();
        bulk.add(std::slice::from_ref(&member)).await.unwrap();
        bulk.commit().await.unwrap();
        let catalogue = Catalogue::read(None).unwrap();
        let programmes =
            ["fra-noi-2", "fra-noi"].map(|code| Arc::clone(catalogue.get(&code.parse().unwrap()).unwrap()));
        Self { store, programmes, clock, organisation: organisation.id, member: member.id }
    }

    fn db(&self) -> Db {
        let scopes = vec![Scope { organisation: Some(self.organisation), names: true, ..Scope::default() }];
        self.store.for_member(self.member, "edit-plans", Reach::of(self.member, scopes))
    }

    /// The handle of somebody who looks at one territory.
    pub(crate) fn reader(&self, territory: &str, names: bool) -> Db {
        let scope = Scope { territory: territory.parse().ok(), names, ..Scope::default() };
        self.store.for_member(self.member, "view-figures", Reach::of(self.member, vec![scope]))
    }

    /// Lets the clock stand at noon of another day.
    fn on(&self, text: &str) {
        let days = self.clock.today().days_until(day(text));
        self.clock.advance_seconds(days * 86_400);
        assert_eq!(self.clock.today(), day(text));
    }

    fn place(&self, programme: usize, territory: &str) -> Place {
        Place {
            programme: self.programmes[programme].code.clone(),
            organisation: self.organisation,
            territory: territory.parse().unwrap(),
        }
    }

    async fn draft(&self, place: &Place, first: &PersonWords) -> Referral {
        let db = self.db();
        let household = Household::new(db.now());
        let referral = Referral::draft(place, household.id, Some(self.member), db.now());
        referrals::begin(&db, referral, household, referred::newcomer(first)).await.unwrap()
    }

    async fn receive(&self, referral: &Referral, on: &str) -> Referral {
        let db = self.db();
        referrals::receive(&db, db.held(referral.id).await.unwrap(), day(on)).await.unwrap().unwrap()
    }

    async fn judge(&self, referral: &Referral) {
        let db = self.db();
        let evidence = verdicts::known(&db, referral.household_id, db.today()).await.unwrap().evidence();
        let live = verdicts::live(&self.programmes, &referral.programme, &evidence, db.today());
        verdicts::record(&db, referral, &live, &evidence).await.unwrap();
    }

    async fn open(&self, referral: &Referral, programme: usize, territory: &str) -> Pathway {
        let db = self.db();
        let evidence = verdicts::known(&db, referral.household_id, db.today()).await.unwrap().evidence();
        let how = Opening {
            organisation: self.organisation,
            territory: territory.parse().unwrap(),
            case_worker: self.member,
            reason: Some("la rete ha deciso insieme".into()),
        };
        let held = db.held(referral.id).await.unwrap();
        opening::open(&db, held, &self.programmes[programme], &evidence, how).await.unwrap().unwrap().pathway
    }

    async fn pathway(&self, pathway: &Pathway) -> Pathway {
        pathways::store::pathways::one(&self.db(), pathway.id).await.unwrap()
    }

    async fn step(&self, pathway: &Pathway, goal: &goals::Goal, what: &str) -> Step {
        let said =
            StepSaid { what: what.into(), responsible: Responsible::Worker, who: None, due_on: None, cost: None };
        steps::add(&self.db(), pathway, goal, said).await.unwrap()
    }

    async fn do_step(&self, pathway: &Pathway, step: &Step, on: &str) {
        let db = self.db();
        let pathway = self.pathway(pathway).await;
        steps::done(&db, &pathway, db.held(step.id).await.unwrap(), day(on)).await.unwrap();
    }

    async fn sign(&self, pathway: &Pathway, on: &str) {
        let db = self.db();
        plans::approve(&db, &self.pathway(pathway).await, None).await.unwrap();
        let signature =
            Signature { signed_on: day(on), signed_by: "Amina Prova".into(), read_in: "it".into(), interpreter: None };
        plans::sign(&db, db.held(pathway.id).await.unwrap(), signature, None).await.unwrap();
    }

    async fn close(&self, pathway: &Pathway, reason: ClosingReason, on: &str) {
        let db = self.db();
        let said = ClosingSaid {
            closed_on: Some(day(on)),
            reason: Some(reason),
            result: Some("casa e lavoro".into()),
            home: HomeState::Own,
            work: WorkState::Stable,
            ties: TiesState::Some,
        };
        closings::close(&db, db.held(pathway.id).await.unwrap(), &said).await.unwrap();
    }

    /// A mother with a son who comes of age on the way, a person known to be ineligible, and a draft.
    pub(crate) async fn lived(engine: Engine) -> Self {
        let world = Self::empty(engine).await;
        world.on("2026-01-20");
        let referral = world.draft(&world.place(0, "lombardia"), &words("Amina", "1980", Sex::Female)).await;
        let son = referred::add(&world.db(), referral.household_id, &words("Idris", "", Sex::Unknown)).await.unwrap();
        let referral = world.receive(&referral, "2026-01-15").await;
        world.judge(&referral).await;
        world.draft(&world.place(0, "lombardia"), &words("Nessuno", "1990", Sex::Male)).await;

        world.on("2026-01-25");
        world.judge(&referral).await;
        world.judged_no().await;

        world.on("2026-02-10");
        let pathway = world.open(&referral, 0, "lombardia").await;
        world.plan_and_steps(&pathway).await;
        world.on("2026-04-01");
        world.correct(son).await;
        world.on("2026-04-20");
        referred::add(&world.db(), referral.household_id, &words("Sara", "2025-12-01", Sex::Female)).await.unwrap();
        world.on("2026-05-10");
        world.later(&pathway).await;
        world.elsewhere(&referral).await;
        world
    }

    /// Somebody whom the programme does not fit; the referral is declined and still counts as received.
    async fn judged_no(&self) {
        let bashir = PersonWords {
            permit: Some(PermitWords {
                kind: Some(PermitKind::Work),
                state: PermitState::Issued,
                issued_on: None,
                expires_on: None,
            }),
            ..words("Bashir", "1958-05-01", Sex::Male)
        };
        let referral = self.draft(&self.place(0, "toscana"), &bashir).await;
        let referral = self.receive(&referral, "2026-01-25").await;
        let db = self.db();
        for known in verdicts::known(&db, referral.household_id, db.today()).await.unwrap().people {
            let held: store::Held<Person> = db.held(known.member.1.id).await.unwrap();
            let identity: store::Held<Identity> = db.held(held.id).await.unwrap();
            let new = (Person { permits_known: true, stays_known: true, ..held.clone() }, identity.clone());
            persons::put(&db, (held, identity), new).await.unwrap();
        }
        let held = db.held::<Household>(referral.household_id).await.unwrap();
        let alone = Household { everyone_listed: true, ..held.clone() };
        households::put(&db, held, alone).await.unwrap();
        self.judge(&referral).await;
        referrals::decline(&db, db.held(referral.id).await.unwrap(), "non è per questo programma")
            .await
            .unwrap()
            .unwrap();
    }

    async fn plan_and_steps(&self, pathway: &Pathway) {
        let db = self.db();
        let home = goals::set(&db, pathway, "home", "una casa per noi").await.unwrap();
        let work = goals::set(&db, pathway, "work", "un lavoro").await.unwrap();
        let flat = self.step(pathway, &home, "cercare casa").await;
        let course = self.step(pathway, &work, "corso").await;
        let dropped = self.step(pathway, &work, "tirocinio").await;
        self.sign(pathway, "2026-02-10").await;
        self.on("2026-03-02");
        self.do_step(pathway, &flat, "2026-03-02").await;
        self.do_step(pathway, &course, "2026-02-28").await;
        let now = self.pathway(pathway).await;
        steps::act(&db, &now, db.held(flat.id).await.unwrap(), StepAct::Undo).await.unwrap();
        steps::act(&db, &now, db.held(course.id).await.unwrap(), StepAct::Undo).await.unwrap();
        steps::act(&db, &now, db.held(dropped.id).await.unwrap(), StepAct::Drop).await.unwrap();
        let service = |kind| ServiceSaid { kind, activated_by: None, provider: None, activated_on: day("2026-02-20") };
        services::activate(&db, &now, service(ServiceKind::School)).await.unwrap();
        let wrong = services::activate(&db, &now, service(ServiceKind::Nursery)).await.unwrap();
        services::remove(&db, &now, &db.held(wrong.id).await.unwrap()).await.unwrap();
    }

    /// The son turns out to be male and to come of age in June.
    async fn correct(&self, son: kernel::PersonId) {
        let db = self.db();
        let (held, identity) = (db.held::<Person>(son).await.unwrap(), db.held::<Identity>(son).await.unwrap());
        let new = Person { sex: Sex::Male, born: "2008-06-15".parse().ok(), ..held.clone() };
        let named = identity.clone();
        persons::put(&db, (held, identity), (new, named)).await.unwrap();
    }

    async fn later(&self, pathway: &Pathway) {
        let db = self.db();
        let now = self.pathway(pathway).await;
        plans::revise(&db, &now).await.unwrap();
        self.sign(pathway, "2026-05-10").await;
        for step in steps::of(&db, pathway.id).await.unwrap() {
            if step.status == StepStatus::Planned {
                self.do_step(pathway, &step, "2026-05-09").await;
            }
        }
        let review = ReviewSaid {
            held_on: day("2026-05-10"),
            done: Some("tutto".into()),
            not_done: None,
            decisions: None,
            next_review: None,
        };
        reviews::hold(&db, &self.pathway(pathway).await, review).await.unwrap();
        self.on("2026-07-01");
        self.close(pathway, ClosingReason::MovedAway, "2026-06-30").await;
        self.on("2026-07-05");
        closings::reopen(&db, db.held(pathway.id).await.unwrap()).await.unwrap();
        self.close(pathway, ClosingReason::AutonomyReached, "2026-07-05").await;
        self.on("2026-10-06");
        let due = follow_ups::of(&db, pathway.id).await.unwrap().into_iter().find(|one| one.months == 3).unwrap();
        let outcome = Outcome {
            done_on: day("2026-10-06"),
            reached: true,
            home: Some(HomeState::Own),
            work: None,
            ties: None,
            words: None,
        };
        follow_ups::done(&db, &self.pathway(pathway).await, db.held(due.id).await.unwrap(), outcome).await.unwrap();
    }

    /// The same household in the other programme as well.
    async fn elsewhere(&self, before: &Referral) {
        let db = self.db();
        let referral = Referral::draft(&self.place(1, "lombardia"), before.household_id, Some(self.member), db.now());
        let referral = referrals::begin_for(&db, referral, before.household_id).await.unwrap();
        let referral = self.receive(&referral, "2026-10-06").await;
        self.judge(&referral).await;
        self.on("2026-11-22");
        self.open(&referral, 1, "lombardia").await;
    }

    /// A step marked done behind the journal's back.
    pub(crate) async fn forge_a_step(&self) {
        let db = self.db();
        let step = db.rows::<Step>().filter(Step::axis.eq("home")).one().await.unwrap();
        let forged =
            Step { id: kernel::StepId::fresh(), status: StepStatus::Done, done_on: Some(day("2026-05-01")), ..step };
        let mut bulk = self.store.bulk().await.unwrap();
        bulk.add(&[forged]).await.unwrap();
        bulk.commit().await.unwrap();
    }
}
