//! The whole life of a pathway in the database, on both engines.

use accounts::store::Member;
use kernel::{Clock, Day, MemberId, OrganisationId, PathwayId};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use pathways::rules::Refusal;
use pathways::rules::baseline::AssessmentKind;
use pathways::rules::closing::{ClosingReason, ClosingSaid, HomeState, TiesState, WorkState};
use pathways::rules::follow_up::Outcome;
use pathways::rules::goal::{GoalAct, GoalStatus};
use pathways::rules::pathway::PathwayStatus;
use pathways::rules::plan::{Missing, PlanStatus, Signature, missing};
use pathways::rules::review::ReviewSaid;
use pathways::rules::service::ServiceKind;
use pathways::rules::step::{Responsible, StepAct, StepStatus};
use pathways::store::baselines::{self, AssessmentSaid};
use pathways::store::caseload::{self, Whose};
use pathways::store::declined::Declined;
use pathways::store::follow_ups::{self, FollowUp};
use pathways::store::goals::{self, Goal};
use pathways::store::pathways::{self as ways, Pathway, SortedBy, Sought};
use pathways::store::plans::{self, Agreed};
use pathways::store::services::{self, ActivatedService, ServiceSaid};
use pathways::store::steps::{self, Step, StepSaid};
use pathways::store::{closings, notes, reviews};
use people::rules::person::Sex;
use people::store::households::{self, Household, Newcomer, Place};
use people::store::persons::{Identity, Person};
use store::{Db, JournalEntry, JournalPerson, Order, PageAsk, Reach, Scope, Store, StoreError, System, TallyAsk};
use testkit::on_both;

struct World {
    store: Store,
    clock: Clock,
    partners: [OrganisationId; 2],
    workers: [MemberId; 2],
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn world(engine: testkit::Engine) -> World {
    let modules = [accounts::module(), network::module(), programmes::module(), people::module(), pathways::module()];
    let steps: Vec<store::Step> = modules.into_iter().flat_map(|module| module.steps).collect();
    let clock = testkit::clock();
    let store = Store::open(&engine.fresh().await, clock.clone(), &steps).await.unwrap();
    let partners = ["Ponte", "Altra sponda"].map(|name| Organisation::new(name, OrganisationKind::Cooperative));
    let now = clock.now();
    let workers = ["ada", "ugo"].map(|name| Member::new(MemberId::fresh(), &format!("{name}@example.org"), name, now));
    let mut bulk = store.bulk().await.unwrap();
    bulk.add(&partners).await.unwrap();
    bulk.add(&workers).await.unwrap();
    bulk.commit().await.unwrap();
    World { store, clock, partners: [partners[0].id, partners[1].id], workers: [workers[0].id, workers[1].id] }
}

impl World {
    fn reach(&self, partner: usize, names: bool) -> Reach {
        let scope = Scope { organisation: Some(self.partners[partner]), names, ..Scope::default() };
        Reach::of(self.workers[partner], vec![scope])
    }

    /// The handle of the case worker of one of the two partners.
    fn db(&self, partner: usize) -> Db {
        self.store.for_member(self.workers[partner], "edit-plans", self.reach(partner, true))
    }

    /// A household of one with an open pathway since the first of March.
    async fn pathway(&self, partner: usize, given: &str, territory: &str) -> Pathway {
        let demo = self.store.system(System::Demo);
        let place = Place {
            programme: "fra-noi-2".parse().unwrap(),
            organisation: self.partners[partner],
            territory: territory.parse().unwrap(),
        };
        let person = Person::new(Sex::Female, "1990-05-01".parse().ok(), None);
        let identity = Identity::new(person.id, given, "Prova");
        let newcomer = Newcomer::new(person, identity);
        let household = households::create(&demo, Household::new(demo.now()), &place, newcomer).await.unwrap();
        self.open(&household, &place, partner).await
    }

    async fn open(&self, household: &Household, place: &Place, partner: usize) -> Pathway {
        let id = PathwayId::fresh();
        let pathway = Pathway {
            id,
            version: 0,
            code: people::rules::code::of('P', id.as_uuid()),
            programme: place.programme.clone(),
            organisation_id: place.organisation,
            territory: place.territory.clone(),
            household_id: household.id,
            referral_id: None,
            case_worker: self.workers[partner],
            status: PathwayStatus::TakenInCharge,
            opened_on: day("2026-03-01"),
            closed_on: None,
            last_activity: self.clock.now(),
            open_key: Some(Pathway::key_of(household.id, &place.programme)),
        };
        let mut bulk = self.store.bulk().await.unwrap();
        bulk.add(std::slice::from_ref(&pathway)).await.unwrap();
        bulk.commit().await.unwrap();
        pathway
    }

    /// How many entries of a kind count in the figures, and how many people.
    async fn counted(&self, kind: &str) -> (u64, u64) {
        let ask = TallyAsk { programme: "fra-noi-2".parse().unwrap(), from: day("2026-01-01"), to: day("2028-12-31") };
        let tally = self.store.system(System::Demo).tally_facts(&ask).await.unwrap();
        let of = |people: bool| {
            tally.iter().filter(|row| row.kind == kind && row.who.is_some() == people).map(|row| row.count).sum()
        };
        (of(false), of(true))
    }
}

fn step(what: &str, due: Option<&str>) -> StepSaid {
    StepSaid { what: what.into(), responsible: Responsible::Person, who: None, due_on: due.map(day), cost: None }
}

fn signature(on: &str) -> Signature {
    Signature { signed_on: day(on), signed_by: "Amina Prova".into(), read_in: "somalo".into(), interpreter: None }
}

fn closing(on: &str, reason: ClosingReason) -> ClosingSaid {
    ClosingSaid {
        closed_on: Some(day(on)),
        reason: Some(reason),
        result: Some("una casa e un lavoro".into()),
        home: HomeState::Own,
        work: WorkState::Stable,
        ties: TiesState::Some,
    }
}

fn refused<T: std::fmt::Debug>(acted: Result<T, Declined>) -> Refusal {
    match acted {
        Err(Declined::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn fresh(db: &Db, id: PathwayId) -> Pathway {
    ways::one(db, id).await.unwrap()
}

/// A plan with one goal, approved and signed.
async fn signed(db: &Db, pathway: &Pathway) -> (Goal, Step) {
    let goal = goals::set(db, pathway, "home", "una casa vicina alla scuola").await.unwrap();
    let first = steps::add(db, pathway, &goal, step("chiedere la residenza", Some("2026-12-01"))).await.unwrap();
    plans::approve(db, pathway, None).await.unwrap();
    let held = db.held::<Pathway>(pathway.id).await.unwrap();
    plans::sign(db, held, signature("2026-04-01"), None).await.unwrap();
    (goal, first)
}

on_both! {
    async fn a_pathway_lives_from_the_plan_to_the_last_follow_up(engine) {
        let world = world(engine).await;
        let pathway = world.pathway(0, "Amina", "lombardia").await;
        let db = world.db(0);

        let taken = AssessmentSaid {
            kind: AssessmentKind::Baseline,
            taken_on: day("2026-03-02"),
            levels: [("home".to_owned(), 2)].into(),
            words: None,
        };
        baselines::take(&db, &pathway, taken).await.unwrap();
        let (goal, first) = signed(&db, &pathway).await;
        assert_eq!(fresh(&db, pathway.id).await.status, PathwayStatus::UnderWay);

        let held = db.held::<Step>(first.id).await.unwrap();
        assert_eq!(refused(steps::done(&db, &pathway, held, day("2026-02-28")).await), Refusal::DayBeforeOpening("done-on"));
        let held = db.held::<Step>(first.id).await.unwrap();
        steps::done(&db, &pathway, held, day("2026-06-01")).await.unwrap();
        let held = db.held::<Goal>(goal.id).await.unwrap();
        goals::act(&db, &pathway, held, GoalAct::Reach, day("2026-07-01")).await.unwrap();
        notes::write(&db, &pathway, "ha trovato casa", None).await.unwrap();
        let said = ServiceSaid { kind: ServiceKind::Residence, activated_by: None, provider: None, activated_on: day("2026-06-02") };
        services::activate(&db, &pathway, said).await.unwrap();
        let review = ReviewSaid {
            held_on: day("2026-09-01"),
            done: Some("residenza".into()),
            not_done: None,
            decisions: None,
            next_review: Some(day("2026-12-01")),
        };
        reviews::hold(&db, &pathway, review).await.unwrap();
        assert_eq!(plans::current(&db, pathway.id).await.unwrap().unwrap().review_on, Some(day("2026-12-01")));

        let held = db.held::<Pathway>(pathway.id).await.unwrap();
        closings::close(&db, held, &closing("2026-11-20", ClosingReason::AutonomyReached)).await.unwrap();
        let closed = fresh(&db, pathway.id).await;
        assert_eq!((closed.status, closed.closed_on, closed.open_key.clone()), (PathwayStatus::Closed, Some(day("2026-11-20")), None));
        let due: Vec<_> = follow_ups::of(&db, pathway.id).await.unwrap().iter().map(|due| (due.months, due.due_on)).collect();
        assert_eq!(due, [(3, day("2027-02-20")), (6, day("2027-05-20")), (12, day("2027-11-20"))]);

        let to_do = caseload::to_do(&db, Whose::Mine, world.workers[0]).await.unwrap();
        assert!(to_do.follow_ups.is_empty() && to_do.reviews.is_empty());
        world.clock.advance_seconds(91 * 24 * 3600);
        let to_do = caseload::to_do(&db, Whose::Mine, world.workers[0]).await.unwrap();
        assert_eq!(to_do.follow_ups.len(), 1);
        assert!(to_do.pathways.contains_key(&pathway.id));
        let held = db.held::<FollowUp>(to_do.follow_ups[0].id).await.unwrap();
        let outcome = Outcome {
            done_on: db.today(),
            reached: true,
            home: Some(HomeState::Own),
            work: None,
            ties: None,
            words: None,
        };
        let done = follow_ups::done(&db, &closed, held, outcome.clone()).await.unwrap();
        let held = db.held::<FollowUp>(done.id).await.unwrap();
        assert_eq!(refused(follow_ups::done(&db, &closed, held, outcome.clone()).await), Refusal::FollowUpDone);
        // What is put right is counted in place of what stood.
        let held = db.held::<FollowUp>(done.id).await.unwrap();
        let right = Outcome { done_on: db.today().plus_days(-1), reached: false, home: None, ..outcome };
        let put = follow_ups::corrected(&db, &closed, held, right).await.unwrap();
        assert_eq!((put.done_on, put.reached, put.home), (Some(db.today().plus_days(-1)), Some(false), None));
        let to_do = caseload::to_do(&db, Whose::Mine, world.workers[0]).await.unwrap();
        assert!(to_do.follow_ups.is_empty());

        for kind in ["plan-signed", "step-done", "service-activated", "review-held", "pathway-closed", "follow-up-done"] {
            assert_eq!(world.counted(kind).await, (1, 1), "{kind}");
        }
        for kind in ["baseline-taken", "goal-set", "goal-reached", "plan-approved", "step-added", "note-written"] {
            assert_eq!(world.counted(kind).await, (1, 0), "{kind}");
        }
    }

    async fn a_plan_without_goals_or_approval_is_not_signed(engine) {
        let world = world(engine).await;
        let pathway = world.pathway(0, "Amina", "lombardia").await;
        let db = world.db(0);
        assert_eq!(refused(plans::approve(&db, &pathway, None).await), Refusal::NoPlan);
        let agreed = Agreed { ours: vec!["un incontro al mese".into()], ..Agreed::default() };
        plans::agree(&db, &pathway, agreed, None).await.unwrap();
        assert_eq!(refused(plans::approve(&db, &pathway, None).await), Refusal::PlanWithoutGoals);
        let sign = async || {
            let held = db.held::<Pathway>(pathway.id).await.unwrap();
            plans::sign(&db, held, signature("2026-04-01"), None).await
        };
        assert_eq!(refused(sign().await), Refusal::PlanWithoutGoals);
        let goal = goals::set(&db, &pathway, "work", "un lavoro di cucina").await.unwrap();
        assert_eq!(refused(sign().await), Refusal::PlanNotApproved);

        let seen = plans::approve(&db, &pathway, None).await.unwrap();
        let held = db.held::<Goal>(goal.id).await.unwrap();
        goals::reword(&db, &pathway, held, "work", "un lavoro in cucina").await.unwrap();
        assert_eq!(plans::current(&db, pathway.id).await.unwrap().unwrap().status, PlanStatus::Draft);
        let stale = plans::approve(&db, &pathway, Some(seen.version)).await;
        assert!(matches!(stale, Err(Declined::Store(StoreError::Stale))), "nobody approves what they did not see");
        let plan = plans::current(&db, pathway.id).await.unwrap();
        let lacks = missing(&plans::filled(plan.as_ref(), &goals::of(&db, pathway.id).await.unwrap(), &[]));
        let expected =
            [Missing::Steps, Missing::TheirCommitments, Missing::ReviewDay, Missing::Approval, Missing::Signature];
        assert_eq!(lacks, expected);
    }

    async fn a_signed_plan_is_changed_by_a_new_revision_only_and_keeps_what_was_signed(engine) {
        let world = world(engine).await;
        let pathway = world.pathway(0, "Amina", "lombardia").await;
        let db = world.db(0);
        let (goal, first) = signed(&db, &pathway).await;

        assert_eq!(refused(goals::set(&db, &pathway, "work", "un lavoro").await), Refusal::PlanSigned);
        let held = db.held::<Goal>(goal.id).await.unwrap();
        assert_eq!(refused(goals::reword(&db, &pathway, held, "home", "altro").await), Refusal::PlanSigned);
        let held = db.held::<Step>(first.id).await.unwrap();
        assert_eq!(refused(steps::put(&db, &pathway, held, step("altro", None)).await), Refusal::PlanSigned);
        let agreed = Agreed { ours: vec!["altro".into()], ..Agreed::default() };
        assert_eq!(refused(plans::agree(&db, &pathway, agreed, None).await), Refusal::PlanSigned);

        let noted = steps::add(&db, &pathway, &goal, step("visitare la casa", None)).await.unwrap();
        let held = db.held::<Step>(noted.id).await.unwrap();
        let noted = steps::put(&db, &pathway, held, step("visitare due case", None)).await.unwrap();
        let held = db.held::<Step>(noted.id).await.unwrap();
        steps::done(&db, &pathway, held, db.today()).await.unwrap();
        assert_eq!(plans::current(&db, pathway.id).await.unwrap().unwrap().status, PlanStatus::Signed);

        plans::revise(&db, &pathway).await.unwrap();
        let revisions = plans::revisions(&db, pathway.id).await.unwrap();
        let standing: Vec<_> = revisions.iter().map(|plan| (plan.revision, plan.status)).collect();
        assert_eq!(standing, [(2, PlanStatus::Draft), (1, PlanStatus::Superseded)]);
        let held = db.held::<Goal>(goal.id).await.unwrap();
        goals::reword(&db, &pathway, held, "home", "una casa più grande").await.unwrap();
        let kept = plans::revisions(&db, pathway.id).await.unwrap()[1].as_signed.clone().unwrap().0;
        assert_eq!(kept.goals[0].words, "una casa vicina alla scuola");
        assert!(kept.holds(first.id) && !kept.holds(noted.id));
    }

    async fn a_step_marked_done_by_mistake_counts_no_more(engine) {
        let world = world(engine).await;
        let pathway = world.pathway(0, "Amina", "lombardia").await;
        let db = world.db(0);
        let goal = goals::set(&db, &pathway, "work", "un lavoro").await.unwrap();
        let one = steps::add(&db, &pathway, &goal, step("curriculum", None)).await.unwrap();
        let step_done = async |on: &str| {
            let held = db.held::<Step>(one.id).await.unwrap();
            steps::done(&db, &pathway, held, day(on)).await
        };
        step_done("2026-05-01").await.unwrap();
        assert_eq!(refused(step_done("2026-05-02").await), Refusal::StepDone);
        assert_eq!(world.counted("step-done").await, (1, 1));
        let held = db.held::<Step>(one.id).await.unwrap();
        let undone = steps::act(&db, &pathway, held, StepAct::Undo).await.unwrap();
        assert_eq!((undone.status, undone.done_on), (StepStatus::Planned, None));
        assert_eq!(world.counted("step-done").await, (0, 0));
        step_done("2026-06-01").await.unwrap();
        assert_eq!(world.counted("step-done").await, (1, 1));

        let said = ServiceSaid { kind: ServiceKind::School, activated_by: None, provider: None, activated_on: day("2026-06-02") };
        let service = services::activate(&db, &pathway, said).await.unwrap();
        let held = db.held::<ActivatedService>(service.id).await.unwrap();
        services::remove(&db, &pathway, &held).await.unwrap();
        assert_eq!(world.counted("service-activated").await, (0, 0));
        let again = services::remove(&db, &pathway, &held).await;
        assert!(matches!(again, Err(Declined::Store(StoreError::NotFound))));
    }

    async fn of_two_who_close_at_once_the_second_is_told(engine) {
        let world = world(engine).await;
        let pathway = world.pathway(0, "Amina", "lombardia").await;
        let db = world.db(0);
        let (one, other) = (db.held::<Pathway>(pathway.id).await.unwrap(), db.held::<Pathway>(pathway.id).await.unwrap());
        let said = closing("2026-10-01", ClosingReason::MovedAway);
        let (first, second) = tokio::join!(closings::close(&db, one, &said), closings::close(&db, other, &said));
        let faster = [&first, &second].iter().filter(|closed| closed.is_ok()).count();
        assert_eq!(faster, 1);
        let slower = first.and(second).unwrap_err();
        assert!(matches!(slower, Declined::Store(StoreError::Stale)), "{slower:?}");
        let held = db.held::<Pathway>(pathway.id).await.unwrap();
        assert_eq!(refused(closings::close(&db, held, &said).await), Refusal::AlreadyClosed);
        assert_eq!(world.counted("pathway-closed").await, (1, 1));
        assert_eq!(follow_ups::of(&db, pathway.id).await.unwrap().len(), 3);
    }

    async fn reopening_takes_the_closing_back_and_the_pending_follow_ups_with_it(engine) {
        let world = world(engine).await;
        let pathway = world.pathway(0, "Amina", "lombardia").await;
        let db = world.db(0);
        let close = async |reason| {
            let held = db.held::<Pathway>(pathway.id).await.unwrap();
            closings::close(&db, held, &closing("2026-10-01", reason)).await
        };
        close(ClosingReason::Unreachable).await.unwrap();
        let closed = fresh(&db, pathway.id).await;
        assert_eq!(refused(goals::set(&db, &closed, "home", "x").await), Refusal::PathwayClosed);
        let held = db.held::<Pathway>(pathway.id).await.unwrap();
        let open = closings::reopen(&db, held).await.unwrap();
        assert_eq!((open.status, open.closed_on), (PathwayStatus::TakenInCharge, None));
        assert!(follow_ups::of(&db, pathway.id).await.unwrap().is_empty());
        assert!(closings::current(&db, pathway.id).await.unwrap().is_none());
        assert_eq!(world.counted("pathway-closed").await, (0, 0));
        let held = db.held::<Pathway>(pathway.id).await.unwrap();
        assert_eq!(refused(closings::reopen(&db, held).await), Refusal::NotClosed);

        close(ClosingReason::Died).await.unwrap();
        assert!(follow_ups::of(&db, pathway.id).await.unwrap().is_empty());
        let household = db.rows::<Household>().id(pathway.household_id).one().await.unwrap();
        let place = Place {
            programme: pathway.programme.clone(),
            organisation: pathway.organisation_id,
            territory: pathway.territory.clone(),
        };
        world.open(&household, &place, 0).await;
        let held = db.held::<Pathway>(pathway.id).await.unwrap();
        assert_eq!(refused(closings::reopen(&db, held).await), Refusal::OpenElsewhere);
    }

    async fn a_partner_cannot_see_a_pathway_of_another_partner(engine) {
        let world = world(engine).await;
        let ours = world.pathway(0, "Amina", "lombardia").await;
        let theirs = world.pathway(1, "Bilal", "lombardia").await;
        let (goal, first) = signed(&world.db(1), &theirs).await;
        notes::write(&world.db(1), &theirs, "una nota", None).await.unwrap();
        let db = world.db(0);
        assert!(matches!(ways::one(&db, theirs.id).await, Err(StoreError::NotFound)));
        assert!(matches!(db.held::<Goal>(goal.id).await, Err(StoreError::NotFound)));
        assert!(matches!(db.held::<Step>(first.id).await, Err(StoreError::NotFound)));
        assert!(plans::current(&db, theirs.id).await.unwrap().is_none());
        assert_eq!(notes::page(&db, theirs.id, PageAsk::new(1, 10)).await.unwrap().total, 0);
        assert!(matches!(notes::write(&db, &theirs, "intrusa", None).await, Err(Declined::Store(StoreError::NotFound))));
        assert!(ways::households(&db, [ours.household_id, theirs.household_id]).await.unwrap().len() == 1);

        let blind = world.store.for_member(world.workers[0], "view-pathways", world.reach(0, false));
        let mine = ways::one(&blind, ours.id).await.unwrap();
        assert!(!mine.shows_words(&blind) && mine.shows_words(&db));
        assert_eq!(ways::households(&blind, [ours.household_id]).await.unwrap()[&ours.household_id].name, None);
    }

    async fn lists_are_exact_within_reach_and_sorted_by_the_latest_activity(engine) {
        let world = world(engine).await;
        let mut ours = Vec::new();
        for (given, territory) in [("A", "lombardia"), ("B", "lombardia"), ("C", "toscana")] {
            world.clock.advance_seconds(60);
            ours.push(world.pathway(0, given, territory).await);
        }
        world.pathway(1, "D", "lombardia").await;
        let db = world.db(0);
        world.clock.advance_seconds(60);
        notes::write(&db, &ours[0], "ciao", None).await.unwrap();
        let list = async |sought: Sought, size: u64| {
            let ask = PageAsk::new(1, size);
            let page = ways::page(&db, &sought, SortedBy::LastActivity, Order::Falling, ask).await.unwrap();
            (page.items.iter().map(|row| row.id).collect::<Vec<_>>(), page.total)
        };
        assert_eq!(list(Sought::default(), 2).await, (vec![ours[0].id, ours[2].id], 3));
        let lombardia = Sought { territory: "lombardia".parse().ok(), ..Sought::default() };
        assert_eq!(list(lombardia, 10).await, (vec![ours[0].id, ours[1].id], 2));
        let code = Sought { code: Some(ours[1].code.to_lowercase()), ..Sought::default() };
        assert_eq!(list(code, 10).await, (vec![ours[1].id], 1));
        let goal = goals::set(&db, &ours[2], "home", "casa").await.unwrap();
        steps::add(&db, &ours[2], &goal, step("tardi", Some("2026-11-01"))).await.unwrap();
        let late = Sought { overdue_on: Some(db.today()), ..Sought::default() };
        assert_eq!(list(late, 10).await, (vec![ours[2].id], 1));
        let to_do = caseload::to_do(&db, Whose::Partner, world.workers[0]).await.unwrap();
        assert_eq!((to_do.overdue.len(), to_do.to_approve.len()), (1, 1));
        let next = caseload::next_steps(&db, [ours[2].id, ours[0].id]).await.unwrap();
        assert_eq!(next[&ours[2].id].what, "tardi");
    }

    async fn a_pathway_handed_on_shows_in_the_other_caseload(engine) {
        let world = world(engine).await;
        let pathway = world.pathway(0, "Amina", "lombardia").await;
        let db = world.db(0);
        let held = db.held::<Pathway>(pathway.id).await.unwrap();
        let stale = db.held::<Pathway>(pathway.id).await.unwrap();
        ways::assign(&db, held, world.workers[1]).await.unwrap();
        assert!(matches!(ways::assign(&db, stale, world.workers[0]).await, Err(StoreError::Stale)));
        let mine = caseload::page(&db, Whose::Mine, world.workers[0], PageAsk::new(1, 10)).await.unwrap();
        assert_eq!(mine.total, 0);
        let entry = db.rows::<JournalEntry>().filter(JournalEntry::pathway_id.eq(Some(pathway.id))).one().await.unwrap();
        assert_eq!((entry.kind.as_str(), entry.member_id), ("case-worker-changed", Some(world.workers[0])));
        assert_eq!(db.rows::<JournalPerson>().filter(JournalPerson::entry_id.eq(entry.id)).count().await.unwrap(), 0);
    }

    async fn a_goal_reached_in_part_and_then_in_full_counts_once(engine) {
        let world = world(engine).await;
        let pathway = world.pathway(0, "Amina", "lombardia").await;
        let db = world.db(0);
        let goal = goals::set(&db, &pathway, "home", "casa").await.unwrap();
        let act = async |act: GoalAct| {
            let held = db.held::<Goal>(goal.id).await.unwrap();
            goals::act(&db, &pathway, held, act, day("2026-08-01")).await
        };
        act(GoalAct::ReachInPart).await.unwrap();
        assert_eq!(act(GoalAct::Reach).await.unwrap().status, GoalStatus::Reached);
        assert_eq!((world.counted("goal-partly-reached").await.0, world.counted("goal-reached").await.0), (0, 1));
        assert_eq!(refused(act(GoalAct::GiveUp).await), Refusal::GoalEnded);
        act(GoalAct::Reopen).await.unwrap();
        assert_eq!(world.counted("goal-reached").await.0, 0);
    }
}
