//! What the partner of a pathway offers its household: offers, a proposal, a tenancy and what comes along it.

use pathways::store::pathways::Pathway;
use placement::rules::family::{HostOutcome, HostStepKind};
use placement::rules::offer::{OfferKind, OfferStatus, SharedWith};
use placement::rules::placement::PlacementKind;
use placement::rules::problem::ProblemKind;
use placement::store::check_ins::CheckIn;
use placement::store::host_steps::{self, StepSaid};
use placement::store::mediation::{self, MediationSaid};
use placement::store::offers::{self, Offer, OfferId, Whole};
use placement::store::parts::{Contact, Home, HostFamily, Part};
use placement::store::proposals::{NewProposal, propose};
use placement::store::stays::{self, NewPlacement, plan_and_begin};
use placement::store::terms::Terms;
use placement::store::visits::{self, VisitSaid};
use store::{Db, Held};

use super::world::Ids;

/// An offer that the partner of a pathway keeps to itself and of which nothing is known.
async fn offered(db: &Db, pathway: &Pathway, kind: OfferKind) -> Held<Offer> {
    let offer_id = OfferId::fresh();
    let offer = Offer {
        id: offer_id,
        version: 0,
        code: people::rules::code::of('O', offer_id.as_uuid()),
        kind,
        title: None,
        title_key: String::new(),
        programme: pathway.programme.clone(),
        organisation_id: pathway.organisation_id,
        territory: pathway.territory.clone(),
        municipality: None,
        status: OfferStatus::Draft,
        shared_with: SharedWith::Organisation,
        available_from: None,
        available_to: None,
        heard_on: db.today(),
        held_until: None,
        withdrawn_for: None,
        changed_at: db.now(),
    };
    let contact =
        Contact { offer_id, name: None, phone: None, email: None, address: None, notes: None, held_for: None };
    let part = match kind {
        OfferKind::Family => Part::Family(HostFamily {
            offer_id,
            adults: None,
            children: None,
            languages: None,
            rooms: None,
            beds: None,
            wishes: None,
            limits: None,
            facilitator: None,
        }),
        _ => Part::Home(
            Home {
                offer_id,
                owner_kind: None,
                owner_name: None,
                letting: None,
                access: None,
                rent: None,
                deposit: None,
                costs: None,
                guarantees: None,
                agreement: None,
            },
            Vec::new(),
        ),
    };
    let whole = Whole { terms: Terms::none(offer_id), offer, contact, part };
    offers::add(db, whole, kind == OfferKind::Home).await.unwrap();
    db.held::<Offer>(offer_id).await.unwrap()
}

/// A home with a visit, a family with a step, and a proposal of another home to the household of the pathway.
pub(crate) async fn offer_ids(db: &Db, pathway: &Pathway, ids: &mut Ids) {
    let today = db.today();
    let home = offered(db, pathway, OfferKind::Home).await;
    let family = offered(db, pathway, OfferKind::Family).await;
    // Done, so that no route takes them away before others are asked.
    let done = VisitSaid { done_on: Some(today), ..VisitSaid::default() };
    let visit = visits::add(db, &home, done).await.unwrap();
    let done = StepSaid {
        kind: HostStepKind::Interview,
        planned_on: None,
        done: Some((today, HostOutcome::Done)),
        words: None,
    };
    let step = host_steps::add(db, &family, done).await.unwrap();
    let proposed = offered(db, pathway, OfferKind::Home).await;
    // Beside the pathway, which may be closed.
    let proposal = propose(db, NewProposal::of(proposed.id, pathway.household_id)).await.unwrap();
    ids.insert("offers", home.id.to_string());
    ids.insert("upkeep-visits", visit.id.to_string());
    ids.insert("host-steps", step.id.to_string());
    ids.insert("proposals", proposal.id.to_string());
}

/// A tenancy of the household of a pathway, beside the pathway itself, which may be closed; a problem and a visit along it.
pub(crate) async fn placement_ids(db: &Db, pathway: &Pathway, ids: &mut Ids) {
    let today = db.today();
    let new = NewPlacement {
        kind: PlacementKind::Tenancy,
        household_id: pathway.household_id,
        person_id: None,
        pathway_id: None,
        offer_id: None,
        proposal_id: None,
        programme: pathway.programme.clone(),
        organisation_id: pathway.organisation_id,
        territory: pathway.territory.clone(),
        terms: stays::Terms::default(),
        follows: None,
    };
    let tenancy = plan_and_begin(db, new, today).await.unwrap();
    let check_in = db.rows::<CheckIn>().filter(CheckIn::placement_id.eq(tenancy.id)).first().await.unwrap().unwrap();
    let problem = placement::store::problems::note(db, &tenancy, ProblemKind::Upkeep, today, None).await.unwrap();
    let said = MediationSaid { planned_on: Some(today.plus_days(3)), held: None, who: None, words: None };
    let visit = mediation::add(db, &tenancy, said).await.unwrap();
    ids.insert("placements", tenancy.id.to_string());
    ids.insert("check-ins", check_in.id.to_string());
    ids.insert("placement-problems", problem.id.to_string());
    ids.insert("mediation-visits", visit.id.to_string());
}
