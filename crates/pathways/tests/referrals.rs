//! From the referral to the opened pathway, on both engines.

use std::sync::Arc;

use accounts::store::Member;
use kernel::{Day, MemberId, OrganisationId, ProgrammeCode};
use network::rules::organisation::OrganisationKind;
use network::store::organisations::Organisation;
use pathways::rules::Refusal;
use pathways::rules::referral::{ReferralRefusal, ReferralStatus};
use pathways::rules::referred::{PermitWords, PersonWords, StayWords};
use pathways::rules::reopened::Topic;
use pathways::store::caseload::Whose;
use pathways::store::declined::Declined;
use pathways::store::looks;
use pathways::store::opening::{self, Opening};
use pathways::store::pathways::Pathway;
use pathways::store::referrals::{self, Referral};
use pathways::store::referred;
use pathways::store::verdicts::{self, KeptVerdict};
use people::rules::person::Sex;
use people::rules::stay::Departure;
use people::store::households::{Household, Place};
use people::store::questions::AskedElsewhere;
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use programmes::rules::{Answer, Circuit, PermitKind, PermitState};
use store::{Db, Held, JournalEntry, JournalPerson, Order, Reach, Scope, Store, StoreError, System};
use testkit::on_both;

struct World {
    store: Store,
    programme: Arc<Programme>,
    organisations: [OrganisationId; 2],
    members: [MemberId; 2],
}

fn fra_noi_2() -> ProgrammeCode {
    "fra-noi-2".parse().unwrap()
}

async fn world(engine: testkit::Engine) -> World {
    let modules = [accounts::module(), network::module(), programmes::module(), people::module(), pathways::module()];
    let steps: Vec<store::Step> = modules.into_iter().flat_map(|module| module.steps).collect();
    let store = engine.store(&steps).await;
    let organisations: Vec<Organisation> =
        ["Ponte", "Altra sponda"].map(|name| Organisation::new(name, OrganisationKind::Cooperative)).into();
    let now = store.clock().now();
    let members: Vec<Member> = ["Ada Prova", "Ugo Prova"]
        .iter()
        .enumerate()
        .map(|(at, name)| Member::new(MemberId::fresh(), &format!("m{at}@example.org"), name, now))
        .collect();
    let mut bulk = store.bulk().await.unwrap();
    bulk.add(&organisations).await.unwrap();
    bulk.add(&members).await.unwrap();
    bulk.commit().await.unwrap();
    let programme = Arc::clone(Catalogue::read(None).unwrap().get(&fra_noi_2()).unwrap());
    World {
        store,
        programme,
        organisations: [organisations[0].id, organisations[1].id],
        members: [members[0].id, members[1].id],
    }
}

impl World {
    /// The handle of the case worker of one of the two partners.
    fn db(&self, partner: usize) -> Db {
        let scope = Scope {
            programme: Some(fra_noi_2()),
            organisation: Some(self.organisations[partner]),
            territory: None,
            names: true,
        };
        self.store.for_member(self.members[partner], "edit-referrals", Reach::of(self.members[partner], vec![scope]))
    }

    fn place(&self, partner: usize) -> Place {
        Place {
            programme: fra_noi_2(),
            organisation: self.organisations[partner],
            territory: "lombardia".parse().unwrap(),
        }
    }

    /// A draft of the first partner with one person.
    async fn draft(&self, words: &PersonWords) -> Referral {
        let db = self.db(0);
        let household = Household::new(db.now());
        let referral = Referral::draft(&self.place(0), household.id, db.act().member, db.now());
        referrals::begin(&db, referral, household, referred::newcomer(words)).await.unwrap()
    }

    async fn received(&self, words: &PersonWords) -> Referral {
        let draft = self.draft(words).await;
        let db = self.db(0);
        referrals::receive(&db, db.held(draft.id).await.unwrap(), db.today()).await.unwrap().unwrap()
    }

    async fn open(&self, referral: &Referral, reason: Option<&str>) -> Result<opening::Opened, ReferralRefusal> {
        let db = self.db(0);
        let held: Held<Referral> = db.held(referral.id).await.unwrap();
        let evidence = verdicts::known(&db, referral.household_id, db.today()).await.unwrap().evidence();
        let how = Opening {
            organisation: self.organisations[0],
            territory: "lombardia".parse().unwrap(),
            case_worker: self.members[0],
            reason: reason.map(str::to_owned),
        };
        opening::open(&db, held, &self.programme, &evidence, how).await.unwrap()
    }

    async fn told(&self, referral: &Referral) -> Answer {
        let db = self.db(0);
        let evidence = verdicts::known(&db, referral.household_id, db.today()).await.unwrap().evidence();
        verdicts::live(&[Arc::clone(&self.programme)], &fra_noi_2(), &evidence, db.today())[0].answer
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Somebody who fits Fra Noi 2 on the tests' today.
fn amina() -> PersonWords {
    PersonWords {
        given: "Amina".into(),
        family: "Prova".into(),
        born: "12/3/1995".parse().ok(),
        sex: Sex::Female,
        permit: Some(PermitWords {
            kind: Some(PermitKind::Asylum),
            state: PermitState::InRenewal,
            issued_on: None,
            expires_on: None,
        }),
        stay: Some(StayWords {
            circuit: Some(Circuit::Sai),
            entered_on: None,
            leaving: Departure::Left,
            left_on: Some(day("2026-02-01")),
        }),
        ..PersonWords::default()
    }
}

async fn entries(db: &Db, kind: &str) -> Vec<JournalEntry> {
    let of = JournalEntry::kind.eq(kind.to_owned());
    db.rows::<JournalEntry>().filter(of).sort(JournalEntry::id, Order::Rising).all().await.unwrap()
}

on_both! {
    async fn a_household_goes_from_draft_to_an_opened_pathway(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        assert_eq!(referral.status, ReferralStatus::Received);
        assert_eq!(world.told(&referral).await, Answer::Yes);

        let opened = world.open(&referral, None).await.unwrap();
        let db = world.db(0);
        let pathway = db.rows::<Pathway>().id(opened.pathway.id).one().await.unwrap();
        assert_eq!((pathway.case_worker, pathway.referral_id), (world.members[0], Some(referral.id)));
        let after: Held<Referral> = db.held(referral.id).await.unwrap();
        assert_eq!(after.status, ReferralStatus::TakenInCharge);
        let kept = verdicts::of_pathway(&db, pathway.id).await.unwrap().unwrap();
        assert_eq!((kept.answer.as_str(), kept.override_reason), ("yes", None));

        for kind in ["referral-received", "pathway-opened"] {
            let entry = &entries(&db, kind).await[0];
            let counted = db.rows::<JournalPerson>().filter(JournalPerson::entry_id.eq(entry.id)).count().await.unwrap();
            assert_eq!(counted, 1, "{kind} counts the person");
            assert_eq!(entry.household_id, Some(referral.household_id));
        }
    }

    async fn an_empty_draft_is_kept_and_cannot_be_received_until_somebody_has_a_name(engine) {
        let world = world(engine).await;
        let draft = world.draft(&PersonWords::default()).await;
        let db = world.db(0);
        let refused = referrals::receive(&db, db.held(draft.id).await.unwrap(), db.today()).await.unwrap();
        assert_eq!(refused.unwrap_err(), ReferralRefusal::NobodyNamed);

        let known = verdicts::known(&db, draft.household_id, db.today()).await.unwrap();
        let words = PersonWords { given: "Amina".into(), ..PersonWords::default() };
        referred::put(&db, &known.people[0], &words).await.unwrap();
        let received = referrals::receive(&db, db.held(draft.id).await.unwrap(), db.today()).await.unwrap();
        assert_eq!(received.unwrap().received_on, Some(db.today()));
    }

    async fn a_referral_is_not_received_on_a_day_that_is_still_to_come(engine) {
        let world = world(engine).await;
        let draft = world.draft(&amina()).await;
        let db = world.db(0);
        let tomorrow = db.today().plus_days(1);
        let refused = referrals::receive(&db, db.held(draft.id).await.unwrap(), tomorrow).await.unwrap();
        assert_eq!(refused.unwrap_err(), ReferralRefusal::ReceivedInFuture);
        assert!(entries(&db, "referral-received").await.is_empty());
    }

    async fn a_household_is_not_taken_in_charge_twice_in_one_programme(engine) {
        let world = world(engine).await;
        let first = world.received(&amina()).await;
        world.open(&first, None).await.unwrap();
        let db = world.db(0);
        let again = Referral::draft(&world.place(0), first.household_id, None, db.now());
        let again = referrals::begin_for(&db, again, first.household_id).await.unwrap();
        let again = referrals::receive(&db, db.held(again.id).await.unwrap(), db.today()).await.unwrap().unwrap();
        assert_eq!(world.open(&again, None).await.unwrap_err(), ReferralRefusal::AlreadyOpen);
        assert_eq!(db.rows::<Pathway>().count().await.unwrap(), 1);
        let kept: Held<Referral> = db.held(again.id).await.unwrap();
        assert_eq!(kept.status, ReferralStatus::Received, "nothing of the refused opening is kept");
    }

    async fn a_known_household_referred_is_asked_about_like_one_written_down(engine) {
        let world = world(engine).await;
        let write = async |db: &Db, partner: usize| {
            let household = Household::new(db.now());
            let draft = Referral::draft(&world.place(partner), household.id, None, db.now());
            referrals::begin(db, draft, household, referred::newcomer(&amina())).await.unwrap()
        };
        write(&world.db(1), 1).await;
        let known = write(&world.store.system(System::Demo), 0).await;
        let db = world.db(0);
        let asked = async || db.rows::<AskedElsewhere>().all().await.unwrap();
        assert!(asked().await.is_empty());
        let again = Referral::draft(&world.place(0), known.household_id, None, db.now());
        referrals::begin_for(&db, again, known.household_id).await.unwrap();
        assert_eq!(asked().await.iter().map(|one| one.asked_id).collect::<Vec<_>>(), [world.organisations[1]]);
    }

    async fn another_partner_sees_neither_the_referral_nor_its_verdicts(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        let opened = world.open(&referral, None).await.unwrap();
        let other = world.db(1);
        assert!(matches!(other.held::<Referral>(referral.id).await, Err(StoreError::NotFound)));
        assert!(matches!(verdicts::known(&other, referral.household_id, other.today()).await, Err(StoreError::NotFound)));
        assert_eq!(other.rows::<KeptVerdict>().count().await.unwrap(), 0);
        assert!(verdicts::of_pathway(&other, opened.pathway.id).await.unwrap().is_none());
        assert!(referrals::timeline(&other, referral.id).await.unwrap().is_empty());
    }

    async fn a_kept_verdict_stays_as_it_was_when_the_facts_change(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        let opened = world.open(&referral, None).await.unwrap();
        let db = world.db(0);
        let known = verdicts::known(&db, referral.household_id, db.today()).await.unwrap();
        let mut words = amina();
        words.stay = words.stay.map(|stay| StayWords { left_on: Some(day("2020-01-01")), ..stay });
        referred::put(&db, &known.people[0], &words).await.unwrap();
        assert_ne!(world.told(&referral).await, Answer::Yes, "the facts changed");
        let kept = verdicts::of_pathway(&db, opened.pathway.id).await.unwrap().unwrap();
        assert_eq!(kept, opened.verdict);
        assert_eq!(kept.body.0.answer, Answer::Yes);
    }

    async fn a_changed_fact_reopens_the_verdict_until_somebody_looks_and_the_opening_one_stays(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        let opened = world.open(&referral, None).await.unwrap();
        let (db, catalogue) = (world.db(0), Catalogue::read(None).unwrap());
        let found = || async {
            let pathway = db.rows::<Pathway>().id(opened.pathway.id).one().await.unwrap();
            looks::to_look_at(&db, &catalogue, &[pathway]).await.unwrap().remove(&opened.pathway.id)
        };
        let look = |reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            let (db, found) = (&db, &found);
            async move {
                let held = db.held::<Pathway>(opened.pathway.id).await.unwrap();
                looks::look(db, held, found().await, reason).await
            }
        };
        assert!(found().await.is_none());
        assert!(matches!(look(None).await, Err(Declined::Refused(Refusal::NothingChanged))));

        let known = verdicts::known(&db, referral.household_id, db.today()).await.unwrap();
        let mut words = amina();
        words.stay = words.stay.map(|stay| StayWords { left_on: Some(day("2020-01-01")), ..stay });
        referred::put(&db, &known.people[0], &words).await.unwrap();
        let why = found().await.unwrap().reopened;
        assert_eq!((why.before, why.now.answer), (Answer::Yes, Answer::NeedsToKnow), "somebody else may be listed");
        assert_eq!(why.facts.iter().map(|fact| fact.topic).collect::<Vec<_>>(), [Topic::Stays]);
        let mine = looks::of_caseload(&db, &db, &catalogue, Whose::Mine, world.members[0]).await.unwrap();
        assert_eq!(mine.iter().map(|(pathway, _)| pathway.id).collect::<Vec<_>>(), [opened.pathway.id]);
        assert!(looks::of_caseload(&world.db(1), &world.db(1), &catalogue, Whose::All, world.members[1]).await.unwrap().is_empty());

        assert!(matches!(look(None).await, Err(Declined::Refused(Refusal::Missing("reason")))));
        look(Some("Il trasloco è già fissato")).await.unwrap();
        assert!(found().await.is_none(), "changes are counted from the look");
        let entry = &entries(&db, "verdict-looked-at").await[0];
        assert_eq!((entry.detail.as_deref(), entry.pathway_id), (Some("needs-to-know"), Some(opened.pathway.id)));
        assert_eq!(verdicts::of_pathway(&db, opened.pathway.id).await.unwrap().unwrap(), opened.verdict);

        let known = verdicts::known(&db, referral.household_id, db.today()).await.unwrap();
        referred::put(&db, &known.people[0], &amina()).await.unwrap();
        assert_eq!(found().await.unwrap().reopened.now.answer, Answer::Yes);
        look(None).await.unwrap();
        assert_eq!(looks::of_pathway(&db, opened.pathway.id).await.unwrap().len(), 2);
        assert!(looks::of_pathway(&world.db(1), opened.pathway.id).await.unwrap().is_empty());
    }

    async fn deciding_otherwise_than_the_verdict_needs_a_reason_that_is_kept(engine) {
        let world = world(engine).await;
        let mut words = amina();
        words.stay = words.stay.map(|stay| StayWords { leaving: Departure::Unknown, left_on: None, ..stay });
        let referral = world.received(&words).await;
        assert_eq!(world.told(&referral).await, Answer::NeedsToKnow);
        assert_eq!(world.open(&referral, None).await.unwrap_err(), ReferralRefusal::OverrideReasonNeeded);
        assert_eq!(world.open(&referral, Some("  ")).await.unwrap_err(), ReferralRefusal::OverrideReasonNeeded);
        let opened = world.open(&referral, Some("Il progetto ha confermato a voce")).await.unwrap();
        assert_eq!(opened.verdict.answer, "needs-to-know");
        assert_eq!(opened.verdict.override_reason.as_deref(), Some("Il progetto ha confermato a voce"));
    }

    async fn a_newer_verdict_takes_the_older_one_back(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        let db = world.db(0);
        for _ in 0..2 {
            let evidence = verdicts::known(&db, referral.household_id, db.today()).await.unwrap().evidence();
            let told = verdicts::live(&[Arc::clone(&world.programme)], &fra_noi_2(), &evidence, db.today());
            verdicts::record(&db, &referral, &told, &evidence).await.unwrap();
        }
        let recorded = entries(&db, "verdict-recorded").await;
        assert_eq!(recorded.iter().map(|entry| entry.voids).collect::<Vec<_>>(), [None, Some(recorded[0].id)]);
        assert_eq!(recorded[1].detail.as_deref(), Some("yes"));
    }

    async fn a_day_of_reception_put_right_replaces_the_first_one(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        let db = world.db(0);
        let earlier = db.today().plus_days(-10);
        let new = Referral { received_on: Some(earlier), ..referral.clone() };
        referrals::put(&db, db.held(referral.id).await.unwrap(), new).await.unwrap().unwrap();
        let received = entries(&db, "referral-received").await;
        assert_eq!(received.len(), 2);
        assert_eq!((received[1].day, received[1].voids), (earlier, Some(received[0].id)));
    }

    async fn declining_needs_a_reason_and_can_be_reopened(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        let db = world.db(0);
        let refused = referrals::decline(&db, db.held(referral.id).await.unwrap(), " ").await.unwrap();
        assert_eq!(refused.unwrap_err(), ReferralRefusal::ReasonNeeded);
        let declined = referrals::decline(&db, db.held(referral.id).await.unwrap(), "Fuori zona").await.unwrap().unwrap();
        assert_eq!(declined.status, ReferralStatus::Declined);
        assert_eq!(world.open(&declined, None).await.unwrap_err(), ReferralRefusal::NotFromHere);
        let settled = referrals::put(&db, db.held(referral.id).await.unwrap(), declined.clone()).await.unwrap();
        assert_eq!(settled.unwrap_err(), ReferralRefusal::Settled);
        let again = referrals::reopen(&db, db.held(referral.id).await.unwrap()).await.unwrap().unwrap();
        assert_eq!(again.status, ReferralStatus::Received);
        assert_eq!(entries(&db, "referral-received").await.len(), 1, "received once");
    }

    async fn nobody_else_than_a_case_worker_of_the_place_is_given_a_pathway(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        let db = world.db(0);
        let evidence = verdicts::known(&db, referral.household_id, db.today()).await.unwrap().evidence();
        let how = Opening {
            organisation: world.organisations[0],
            territory: "lombardia".parse().unwrap(),
            case_worker: world.members[1],
            reason: None,
        };
        let held = db.held(referral.id).await.unwrap();
        let refused = opening::open(&db, held, &world.programme, &evidence, how.clone()).await.unwrap();
        assert_eq!(refused.unwrap_err(), ReferralRefusal::NotACaseWorker);
        let elsewhere = Opening { organisation: world.organisations[1], case_worker: world.members[0], ..how };
        let held = db.held(referral.id).await.unwrap();
        let refused = opening::open(&db, held, &world.programme, &evidence, elsewhere).await.unwrap();
        assert_eq!(refused.unwrap_err(), ReferralRefusal::PlaceOutOfReach);
    }

    async fn lists_count_only_what_lies_within_reach(engine) {
        let world = world(engine).await;
        let referral = world.received(&amina()).await;
        let sorting = web::Sorting { by: "received-on", order: Order::Falling };
        let ask = referrals::ReferralAsk { household: Some(referral.household_id), ..Default::default() };
        let own = referrals::page(&world.db(0), &ask, sorting, store::PageAsk::new(1, 25)).await.unwrap();
        assert_eq!((own.total, own.items[0].id), (1, referral.id));
        let drafts = referrals::ReferralAsk { status: Some(ReferralStatus::Draft), ..ask.clone() };
        assert_eq!(referrals::page(&world.db(0), &drafts, sorting, store::PageAsk::new(1, 25)).await.unwrap().total, 0);
        assert_eq!(referrals::page(&world.db(1), &ask, sorting, store::PageAsk::new(1, 25)).await.unwrap().total, 0);
        let all = world.store.system(System::Demo);
        assert_eq!(all.rows::<Referral>().count().await.unwrap(), 1);
    }
}
