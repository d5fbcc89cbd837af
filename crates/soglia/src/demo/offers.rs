//! What the invented network has on offer: homes, jobs and host families, about as many as its households could use.
//!
//! How many, and what they cost, is *assumed*; the share of families that are found suitable follows Refugees Welcome
//! Italia's figures only in that most registered families are still on their way.

use kernel::text::fold;
use kernel::{Cents, Day, EntryId, MemberId, Moment};
use matching::facts::{Guarantee, Licence, School, Sex};
use people::rules::code;
use placement::rules::family::{HostOutcome, HostStepKind};
use placement::rules::home::{Access, Letting, OwnerKind, RoomFor};
use placement::rules::offer::{ContactHow, OfferKind, OfferStatus, SharedWith, WithdrawReason};
use placement::rules::work::{LanguageAsked, TraineeGroup, Transport, WorkForm};
use placement::store::host_steps::{HostStep, HostStepId};
use placement::store::offers::{Offer, OfferFact, OfferId};
use placement::store::parts::{Contact, Home, HomeRoom, HostFamily, Job};
use placement::store::talks::{Talk, TalkId};
use placement::store::terms::Terms;
use placement::store::visits::{UpkeepVisit, VisitId};
use store::{Fact, JournalEntry, Json, Store, Stored};

use super::batch::Batch;
use super::chance::{Chance, at_work};
use super::names::WORKER_FAMILIES;
use super::network::Desk;

/// For how many people of a desk there is one home, one job, one host family on offer.
const PEOPLE_FOR_ONE: [(OfferKind, u64); 3] = [(OfferKind::Home, 25), (OfferKind::Work, 30), (OfferKind::Family, 60)];

/// What homes are called, and how many bedrooms they have.
const HOMES: &[(&str, i64)] = &[
    ("Bilocale vicino alla stazione", 1),
    ("Trilocale con balcone", 2),
    ("Stanze in appartamento condiviso", 3),
    ("Quadrilocale per una famiglia numerosa", 3),
    ("Monolocale al piano terra", 1),
    ("Alloggio in cohousing", 2),
];

/// What is worked, its ISCO-08 code, and the pay of a month in euro.
const JOBS: &[(&str, &str, i64)] = &[
    ("Aiuto cuoco in mensa", "9412", 1_150),
    ("Pulizie in albergo", "9112", 1_050),
    ("Magazzino, con corso per il muletto", "4321", 1_350),
    ("Manovale in cantiere", "9313", 1_400),
    ("Assistenza a domicilio", "5322", 1_200),
    ("Verde pubblico", "9214", 1_200),
    ("Panificio, turno di notte", "7512", 1_300),
];

const FAMILIES: &[&str] = &[
    "Coppia con una stanza libera",
    "Famiglia con bambini e giardino",
    "Insegnante in pensione, vicino al centro",
    "Casa in collina con due stanze",
];

const SAID: &[&str] = &[
    "C'è ancora, possiamo vederla la settimana prossima.",
    "Richiamare dopo le feste.",
    "Chiede chi garantisce per l'affitto: spiegato il fondo di garanzia.",
    "Disponibile a un incontro con la famiglia.",
];

/// An offer that a story needed, with what it tells of it.
pub(super) struct Needed {
    pub(super) offer: Offer,
    pub(super) job: Option<Job>,
    pub(super) rent: Option<Cents>,
    pub(super) contact: Option<Contact>,
}

/// Rows of offers on their way into the database.
#[derive(Default)]
pub(super) struct Offers {
    offers: Vec<Offer>,
    contacts: Vec<Contact>,
    homes: Vec<Home>,
    rooms: Vec<HomeRoom>,
    visits: Vec<UpkeepVisit>,
    jobs: Vec<Job>,
    families: Vec<HostFamily>,
    steps: Vec<HostStep>,
    terms: Vec<Terms>,
    talks: Vec<Talk>,
    entries: Vec<JournalEntry>,
}

impl Offers {
    /// Writes all rows in one transaction.
    pub(super) async fn load(&mut self, store: &Store) -> Stored<()> {
        let mut bulk = store.bulk().await?;
        bulk.add(&self.offers).await?;
        bulk.add(&self.contacts).await?;
        bulk.add(&self.homes).await?;
        bulk.add(&self.rooms).await?;
        bulk.add(&self.visits).await?;
        bulk.add(&self.jobs).await?;
        bulk.add(&self.families).await?;
        bulk.add(&self.steps).await?;
        bulk.add(&self.terms).await?;
        bulk.add(&self.talks).await?;
        bulk.add(&self.entries).await?;
        bulk.commit().await?;
        *self = Self::default();
        Ok(())
    }

    /// Draws what one desk has on offer, for so many people.
    pub(super) fn of_desk(&mut self, batch: &mut Batch, chance: &mut Chance, desk: &Desk, people: u64, today: Day) {
        for (kind, people_for_one) in PEOPLE_FOR_ONE {
            for _ in 0..people.div_ceil(people_for_one) {
                self.offer(batch, chance, desk, kind, None, today);
            }
        }
    }

    /// Draws one more offer, for a story that needs it: written before a day, and standing so today.
    pub(super) fn needed(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        desk: &Desk,
        kind: OfferKind,
        (before, status): (Day, OfferStatus),
        today: Day,
    ) -> Needed {
        self.offer(batch, chance, desk, kind, Some((before, status)), today);
        let at = self.offers.len() - 1;
        let offer = self.offers[at].clone();
        let job = self.jobs.last().filter(|job| job.offer_id == offer.id).cloned();
        let rent = self.homes.last().filter(|home| home.offer_id == offer.id).and_then(|home| home.rent);
        let contact = self.contacts.last().cloned();
        Needed { offer, job, rent, contact }
    }

    fn offer(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        desk: &Desk,
        kind: OfferKind,
        needed: Option<(Day, OfferStatus)>,
        today: Day,
    ) {
        let until = needed.map_or(today, |(before, _)| before);
        let written_on = until.plus_days(-chance.between(1, if needed.is_some() { 40 } else { 200 }));
        let at = at_work(written_on, chance);
        let id = OfferId::from_uuid(batch.coded(chance, at));
        let worker = *chance.one(&desk.workers);
        let title = match kind {
            OfferKind::Home => chance.one(HOMES).0,
            OfferKind::Work => chance.one(JOBS).0,
            OfferKind::Family => *chance.one(FAMILIES),
        };
        // A family on its way is a draft; of the others most are open, some held or gone.
        let suitable = kind != OfferKind::Family || chance.in_thousand(400) || needed.is_some();
        let status = match chance.below(20) {
            _ if needed.is_some() => needed.map_or(OfferStatus::Open, |(_, status)| status),
            _ if !suitable => OfferStatus::Draft,
            0 => OfferStatus::Draft,
            1..4 => OfferStatus::Held,
            4..8 => OfferStatus::Taken,
            8 => OfferStatus::Withdrawn,
            _ => OfferStatus::Open,
        };
        let heard_on = chance.day(written_on, today).max(today.plus_days(-chance.between(0, 60)));
        let available_from = Some(today.plus_days(chance.between(-60, 60))).filter(|_| chance.in_thousand(800));
        let held_until = (status == OfferStatus::Held).then(|| today.plus_days(chance.between(2, 20)));
        let offer = Offer {
            id,
            version: 0,
            code: code::of('O', id.as_uuid()),
            kind,
            title: Some(title.to_owned()),
            title_key: fold(title),
            programme: desk.programme.code.clone(),
            organisation_id: desk.organisation,
            territory: desk.territory.clone(),
            municipality: Some(chance.one(&desk.municipalities).code.clone()).filter(|_| chance.in_thousand(950)),
            status,
            shared_with: if chance.in_thousand(850) { SharedWith::Network } else { SharedWith::Organisation },
            available_from,
            available_to: None,
            heard_on,
            held_until,
            withdrawn_for: (status == OfferStatus::Withdrawn).then_some(WithdrawReason::ChangedMind),
            changed_at: at,
        };
        self.contacts.push(Contact {
            offer_id: id,
            name: Some(format!("Sig. {}", chance.one(WORKER_FAMILIES))),
            // 02 555… is kept for the numbers of films and stories.
            phone: Some(format!("02 555 0{:03}", chance.between(0, 999))).filter(|_| chance.in_thousand(900)),
            email: None,
            address: Some(format!("Via delle Prove {}", chance.between(1, 90))).filter(|_| chance.in_thousand(700)),
            notes: None,
            held_for: held_until.map(|_| "Nucleo già accompagnato: visita fatta".to_owned()),
        });
        match kind {
            OfferKind::Home => self.home(chance, &offer, title, today, worker),
            OfferKind::Work => self.job(chance, &offer, title),
            OfferKind::Family => self.family(chance, &offer, worker, written_on, suitable),
        }
        self.terms.push(terms(chance, id, kind));
        if chance.in_thousand(600) {
            self.talks.push(Talk {
                id: TalkId::from_uuid(chance.uuid(at)),
                version: 0,
                offer_id: id,
                on_day: heard_on,
                how: ContactHow::Phone,
                who: None,
                words: (*chance.one(SAID)).to_owned(),
                confirmed: true,
                member_id: Some(worker),
                written_at: at_work(heard_on, chance),
            });
        }
        self.tell(chance, &offer, worker, written_on, at);
        self.offers.push(offer);
    }

    fn home(&mut self, chance: &mut Chance, offer: &Offer, title: &str, today: Day, worker: MemberId) {
        let count = HOMES.iter().find(|(name, _)| *name == title).map_or(1, |(_, rooms)| *rooms);
        let alone = chance.one(&[RoomFor::Anyone, RoomFor::Anyone, RoomFor::Women, RoomFor::Men]);
        let letting = if count > 1 && chance.in_thousand(350) { Letting::Rooms } else { Letting::Whole };
        for number in 1..=count {
            let sleeps = if letting == Letting::Rooms { *alone } else { RoomFor::Anyone };
            self.rooms.push(HomeRoom { offer_id: offer.id, number, beds: chance.between(1, 2), sleeps });
        }
        let rent = Cents::new((250 + 130 * count + 10 * chance.between(0, 12)) * 100);
        let kinds =
            [OwnerKind::Private, OwnerKind::Private, OwnerKind::Agency, OwnerKind::Body, OwnerKind::SocialHousing];
        self.homes.push(Home {
            offer_id: offer.id,
            owner_kind: Some(*chance.one(&kinds)),
            owner_name: None,
            letting: Some(letting),
            access: Some(*chance.one(Access::ALL)).filter(|_| chance.in_thousand(700)),
            rent: Some(rent),
            deposit: Some(Cents::new(rent.get() * 2)).filter(|_| chance.in_thousand(700)),
            costs: Some(Cents::new(chance.between(4, 15) * 1_000)).filter(|_| chance.in_thousand(500)),
            guarantees: Some("Busta paga o garante".to_owned()).filter(|_| chance.in_thousand(500)),
            agreement: None,
        });
        if chance.in_thousand(300) {
            let done = chance.in_thousand(500);
            let on = today.plus_days(chance.between(1, 30) * if done { -1 } else { 1 });
            self.visits.push(UpkeepVisit {
                id: VisitId::from_uuid(chance.uuid(offer.changed_at)),
                version: 0,
                offer_id: offer.id,
                planned_on: Some(on),
                done_on: done.then_some(on),
                findings: done.then(|| "Tutto in ordine; da rivedere la caldaia.".to_owned()),
                member_id: Some(worker),
            });
        }
    }

    fn job(&mut self, chance: &mut Chance, offer: &Offer, title: &str) {
        let known = JOBS.iter().find(|(name, ..)| *name == title);
        let internship = chance.in_thousand(450);
        let contracts = [WorkForm::FixedTerm, WorkForm::FixedTerm, WorkForm::Permanent, WorkForm::Seasonal];
        let pay = if internship { chance.between(8, 9) * 100 } else { known.map_or(1_200, |(_, _, pay)| *pay) };
        self.jobs.push(Job {
            offer_id: offer.id,
            employer: Some(format!("Ditta {} (inventata)", chance.one(WORKER_FAMILIES))),
            occupation: known.map(|(_, code, _)| (*code).to_owned()),
            form: Some(if internship { WorkForm::Internship } else { *chance.one(&contracts) }),
            meant_for: internship.then_some(TraineeGroup::Disadvantaged),
            months: Some(chance.between(3, 6)),
            hours: Some(chance.between(20, 40)),
            pay: Some(Cents::new(pay * 100)),
            staff: internship.then(|| chance.between(6, 60)),
            interns_now: internship.then_some(0),
            places: Some(1),
            transport: Some(*chance.one(Transport::ALL)).filter(|_| chance.in_thousand(800)),
            language_asked: Some(*chance.one(&[
                LanguageAsked::None,
                LanguageAsked::A1,
                LanguageAsked::A2,
                LanguageAsked::B1,
            ])),
            support: Some("Un collega affianca i primi giorni".to_owned()).filter(|_| chance.in_thousand(400)),
            rule_note: None,
        });
    }

    fn family(&mut self, chance: &mut Chance, offer: &Offer, worker: MemberId, since: Day, suitable: bool) {
        self.families.push(HostFamily {
            offer_id: offer.id,
            adults: Some(chance.between(1, 2)),
            children: Some(chance.between(0, 2)),
            languages: Some((*chance.one(&["it", "it en", "it fr", "it en es"])).to_owned()),
            rooms: Some(1),
            beds: Some(chance.between(1, 2)),
            wishes: Some("Mangiare insieme qualche sera".to_owned()),
            limits: Some("Non si fuma in casa".to_owned()).filter(|_| chance.in_thousand(500)),
            facilitator: Some(worker),
        });
        let way = HostStepKind::ALL;
        let done = if suitable { 5 } else { chance.below(4) };
        for (number, kind) in (0i64..).zip(way.iter().take(done)) {
            let on = since.plus_days(number * 10 - 50);
            let decides = *kind == HostStepKind::Suitability;
            let at = at_work(on, chance);
            self.steps.push(HostStep {
                id: HostStepId::from_uuid(chance.uuid(at)),
                version: 0,
                offer_id: offer.id,
                kind: *kind,
                planned_on: None,
                done_on: Some(on),
                outcome: Some(if decides { HostOutcome::Given } else { HostOutcome::Done }),
                words: None,
                member_id: Some(worker),
            });
        }
    }

    fn tell(&mut self, chance: &mut Chance, offer: &Offer, by: MemberId, day: Day, at: Moment) {
        let kind = offer.kind;
        let mut facts = vec![(OfferFact::OfferWritten { kind }, "edit-offers")];
        if offer.status != OfferStatus::Draft {
            facts.push((OfferFact::OfferOpened { kind }, "edit-offers"));
        }
        match (offer.status, offer.held_until) {
            (OfferStatus::Held, Some(until)) => facts.push((OfferFact::OfferHeld { kind, until }, "hold-offers")),
            (OfferStatus::Taken, _) => facts.push((OfferFact::OfferTaken { kind }, "hold-offers")),
            (OfferStatus::Withdrawn, _) => {
                facts
                    .push((OfferFact::OfferWithdrawn { kind, reason: WithdrawReason::ChangedMind }, "withdraw-offers"));
            }
            _ => {}
        }
        for (fact, purpose) in facts {
            self.entries.push(JournalEntry {
                id: EntryId::from_uuid(chance.uuid(at)),
                at,
                day,
                member_id: Some(by),
                purpose: purpose.to_owned(),
                kind: fact.kind().to_owned(),
                detail: fact.detail(),
                subject: offer.id.to_string(),
                household_id: None,
                pathway_id: None,
                programme: Some(offer.programme.clone()),
                organisation_id: Some(offer.organisation_id),
                territory: Some(offer.territory.clone()),
                voids: None,
                fact: serde_json::to_string(&fact).unwrap_or_default(),
            });
        }
    }
}

/// What an offer asks and gives, as far as somebody has asked.
fn terms(chance: &mut Chance, id: OfferId, kind: OfferKind) -> Terms {
    let mut terms = Terms::none(id);
    let asked = |chance: &mut Chance| chance.in_thousand(800);
    match kind {
        OfferKind::Home => {
            let guarantees = match chance.below(3) {
                0 => Vec::new(),
                1 => vec![Guarantee::PaySlips],
                _ => vec![Guarantee::GuaranteeFund],
            };
            terms.guarantees = Some(Json(guarantees)).filter(|_| asked(chance));
            terms.suits_minors = Some(chance.in_thousand(700)).filter(|_| asked(chance));
            terms.schools = Some(Json(vec![School::Kindergarten, School::Primary])).filter(|_| asked(chance));
        }
        OfferKind::Work => {
            let licences = if chance.in_thousand(150) { vec![Licence::Car] } else { Vec::new() };
            terms.licences = Some(Json(licences)).filter(|_| asked(chance));
        }
        OfferKind::Family => {
            terms.most_guests = Some(chance.between(1, 2)).filter(|_| asked(chance));
            (terms.age_from, terms.age_to) = if asked(chance) { (Some(18), Some(60)) } else { (None, None) };
            terms.sexes = Some(Json(Sex::ALL.to_vec())).filter(|_| asked(chance));
            terms.minors = Some(chance.in_thousand(400)).filter(|_| asked(chance));
            terms.checked_for_minors = terms.minors;
            terms.smokers = Some(chance.in_thousand(300)).filter(|_| asked(chance));
            terms.pets = Some(chance.in_thousand(300)).filter(|_| asked(chance));
            terms.keeps_pets = Some(chance.in_thousand(300)).filter(|_| asked(chance));
            terms.customs = Some(Json(Vec::new())).filter(|_| asked(chance));
        }
    }
    terms
}
