//! Proposals: both answers, what follows from a no, and what a confirmation frees.

mod confirming;
mod declines;
mod making;
mod pages;
mod sides;

use kernel::Day;
use people::rules::person::Sex;
use placement::rules::Refusal;
use placement::rules::offer::ContactHow;
use placement::rules::placement::PlacementKind;
use placement::store::declined::{Acted, Declined};
use placement::store::offers::OfferId;
use placement::store::proposals::meetings::Met;
use placement::store::proposals::told::Known;
use placement::store::proposals::{
    self, NewProposal, Proposal, ProposalId, ProposalKept, Said, household_yes, offerer_yes, propose,
};
use placement::store::stays::{NewPlacement, Terms};
use serde_json::{Value, json};

use super::world::{ADA, EVA, Family, World, id};

pub(crate) const FEMALE: Sex = Sex::Female;
pub(crate) const MALE: Sex = Sex::Male;

/// What a rule said no to.
pub(crate) fn refused<T: std::fmt::Debug>(acted: Acted<T>) -> Refusal {
    match acted {
        Err(Declined::Refused(refusal)) => refusal,
        other => panic!("{other:?} should have been refused"),
    }
}

pub(crate) fn said(world: &World) -> Said {
    Said { told_by: "Amina".into(), how: ContactHow::Phone, on: world.db(ADA).today(), words: None }
}

pub(crate) fn today(world: &World) -> Day {
    world.db(ADA).today()
}

/// A whole home that Eva's partner offers to the network.
pub(crate) async fn home(world: &World) -> OfferId {
    offer(world, EVA, json!({ "kind": "home", "title": "Casa di prova", "letting": "whole", "open": true })).await
}

pub(crate) async fn offer(world: &World, member: usize, said: Value) -> OfferId {
    id(&world.offer(member, said).await).parse().unwrap()
}

/// A family of three that Ada accompanies.
pub(crate) async fn three(world: &World, name: &str) -> Family {
    world.family(ADA, name, &[(FEMALE, 1990), (MALE, 2015), (MALE, 2018)]).await
}

pub(crate) fn along(offer: OfferId, family: &Family) -> NewProposal {
    NewProposal { pathway: Some(family.pathway), ..NewProposal::of(offer, family.id) }
}

/// What Ada plans for a family of hers without a proposal.
pub(crate) fn placed(world: &World, family: &Family, kind: PlacementKind, offer: OfferId) -> NewPlacement {
    NewPlacement {
        kind,
        household_id: family.id,
        person_id: kind.of_one_person().then(|| family.people[0]),
        pathway_id: Some(family.pathway),
        offer_id: Some(offer),
        proposal_id: None,
        programme: "fra-noi-2".parse().unwrap(),
        organisation_id: world.partners[0],
        territory: "lombardia".parse().unwrap(),
        terms: Terms::default(),
        follows: None,
    }
}

/// Ada proposes; the household's yes and the owner's are written down by their own side.
pub(crate) async fn agreed(world: &World, offer: OfferId, family: &Family) -> ProposalId {
    let proposal = propose(&world.db(ADA), along(offer, family)).await.unwrap();
    both_say_yes(world, proposal.id).await;
    proposal.id
}

pub(crate) async fn both_say_yes(world: &World, id: ProposalId) {
    let met = Some(Met::On(today(world)));
    let held = world.db(ADA).held::<Proposal>(id).await.unwrap();
    household_yes(&world.db(ADA), held, said(world), met, named("Amina Persona")).await.unwrap();
    let held = world.db(EVA).held::<ProposalKept>(id).await.unwrap();
    offerer_yes(&world.db(EVA), held, said(world), None, named("Sig. Prova")).await.unwrap();
}

pub(crate) fn named(name: &str) -> Known {
    Known { name: Some(name.into()), contact: Some("02 5555 0199".into()) }
}

pub(crate) async fn one(world: &World, id: ProposalId) -> Proposal {
    world.db(ADA).rows::<Proposal>().id(id).one().await.unwrap()
}

pub(crate) async fn confirm(world: &World, id: ProposalId) -> Acted<Proposal> {
    proposals::confirm(&world.db(ADA), id, None).await
}
