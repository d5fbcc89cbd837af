//! The life of an invented household in the network: referred, assessed, taken in charge, accompanied, followed up.
//! Every row comes with the journal entry that the slices would have written, so that figures and rows agree.

use kernel::{Day, HouseholdId, MemberId, Moment, PathwayId, ReferralId};
use pathways::rules::evidence::{PersonRows, evidence};
use pathways::rules::pathway::PathwayStatus;
use pathways::rules::referral::{ReferralStatus, SenderKind, Urgency};
use pathways::store::opening::OpeningFact;
use pathways::store::pathways::Pathway;
use pathways::store::referrals::{Referral, ReferralFact, code_of};
use pathways::store::verdicts::{KeptVerdict, VerdictFact, VerdictId};
use people::rules::code;
use people::store::households::Place;
use people::store::search::keys_of;
use programmes::rules::{Answer, verdict};
use store::{Counted, Json};

use super::batch::{Batch, Written};
use super::calibration::{DECLINED, DRAFT, TAKEN_IN_CHARGE, UNDER_WAY, WAITING};
use super::chance::{Chance, at_work};
use super::households::{Family, household};
use super::network::Desk;
use super::words::SENDERS;

/// Where a household stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Draft,
    Waiting,
    Declined,
    TakenInCharge,
    UnderWay,
    Closed,
}

impl Standing {
    fn drawn(chance: &mut Chance) -> Self {
        let mut left = chance.below(1000) as u32;
        for (share, standing) in [
            (DRAFT, Self::Draft),
            (WAITING, Self::Waiting),
            (DECLINED, Self::Declined),
            (TAKEN_IN_CHARGE, Self::TakenInCharge),
            (UNDER_WAY, Self::UnderWay),
        ] {
            if left < share {
                return standing;
            }
            left -= share;
        }
        Self::Closed
    }

    /// How many days ago such a household was referred.
    fn referred_days_ago(self) -> (i64, i64) {
        match self {
            Self::Draft => (0, 10),
            Self::Waiting => (1, 60),
            Self::Declined => (20, 700),
            Self::TakenInCharge => (10, 120),
            Self::UnderWay => (90, 480),
            Self::Closed => (300, 880),
        }
    }
}

/// An opened pathway about to be accompanied.
pub(super) struct Begun<'d> {
    pub(super) desk: &'d Desk,
    pub(super) household: HouseholdId,
    pub(super) pathway: PathwayId,
    pub(super) worker: MemberId,
    pub(super) people: Vec<Counted>,
    pub(super) name: String,
    pub(super) opened: Day,
    pub(super) today: Day,
}

impl<'d> Begun<'d> {
    /// An entry of a day of this pathway.
    pub(super) fn on(&self, chance: &mut Chance, day: Day, by: MemberId, purpose: &'static str) -> Written<'d> {
        Written {
            at: at_work(day, chance),
            day,
            by,
            purpose,
            desk: self.desk,
            household: self.household,
            pathway: Some(self.pathway),
        }
    }
}

/// Draws one household of a desk with its whole story, and adds its rows; says how many people it has.
pub(super) fn live(batch: &mut Batch, chance: &mut Chance, desk: &Desk, today: Day) -> usize {
    let standing = Standing::drawn(chance);
    let (least, most) = standing.referred_days_ago();
    let referred = today.plus_days(-chance.between(least, most));
    let at = at_work(referred, chance);
    let id = HouseholdId::from_uuid(batch.coded(chance, at));
    let family = household(chance, id, desk, referred, at);
    let people: Vec<Counted> = family.people.iter().map(|(_, person, _)| person.counted()).collect();
    let worker = *chance.one(&desk.workers);
    let own = ReferralId::from_uuid(batch.coded(chance, at));
    let referral = referral(chance, own, desk, &family, worker, standing, referred, at);
    let count = people.len();
    let told = |by: MemberId, day: Day, at: Moment| Written {
        at,
        day,
        by,
        purpose: "edit-referrals",
        desk,
        household: family.household.id,
        pathway: None,
    };
    batch.tell(chance, &told(worker, referred, at), &ReferralFact::ReferralStarted, referral.id, &[]);
    let mut opened = None;
    if standing != Standing::Draft {
        batch.tell(chance, &told(worker, referred, at), &ReferralFact::ReferralReceived, referral.id, &people);
        let kept = assessed(batch, chance, &told(worker, referred, at), &family, &referral, &people);
        match standing {
            Standing::Declined => {
                let fact = ReferralFact::ReferralDeclined { reason: "Non rientra nel programma".to_owned() };
                let day = referred.plus_days(chance.between(1, 10));
                let at = at_work(day, chance);
                batch.tell(chance, &told(worker, day, at), &fact, referral.id, &[]);
            }
            Standing::Waiting | Standing::Draft => {}
            Standing::TakenInCharge | Standing::UnderWay | Standing::Closed => {
                opened = Some(open(batch, chance, desk, &family, &referral, kept, people, today));
            }
        }
    }
    batch.referrals.push(referral);
    keep(batch, family, desk);
    if let Some(begun) = opened {
        if standing != Standing::Closed {
            super::days::plan(batch, chance, &begun);
        }
        super::along::accompany(batch, chance, begun, standing);
    }
    count
}

#[expect(clippy::too_many_arguments, reason = "the parts of one story, told once")]
fn referral(
    chance: &mut Chance,
    id: ReferralId,
    desk: &Desk,
    family: &Family,
    worker: MemberId,
    standing: Standing,
    received: Day,
    at: Moment,
) -> Referral {
    let place = Place {
        programme: desk.programme.code.clone(),
        organisation: desk.organisation,
        territory: desk.territory.clone(),
    };
    let (sender, kind) = *chance.one(SENDERS);
    let needs = desk.programme.axes.iter().filter(|_| chance.in_thousand(500)).map(|axis| axis.code.clone()).collect();
    let urgency =
        chance.weighed(&[(Urgency::Routine, 60), (Urgency::Soon, 30), (Urgency::Urgent, 10)], |(_, weight)| *weight).0;
    let status = match standing {
        Standing::Draft => ReferralStatus::Draft,
        Standing::Waiting => ReferralStatus::Received,
        Standing::Declined => ReferralStatus::Declined,
        Standing::TakenInCharge | Standing::UnderWay | Standing::Closed => ReferralStatus::TakenInCharge,
    };
    Referral {
        id,
        code: code_of(id),
        status,
        sender_name: Some(sender.to_owned()),
        sender_kind: SenderKind::from_word(kind),
        received_on: (standing != Standing::Draft).then_some(received),
        needs: Json(needs),
        urgency: Some(urgency),
        ..Referral::draft(&place, family.household.id, Some(worker), at)
    }
}

/// Asks the rules, and keeps what they said.
fn assessed(
    batch: &mut Batch,
    chance: &mut Chance,
    written: &Written<'_>,
    family: &Family,
    referral: &Referral,
    people: &[Counted],
) -> KeptVerdict {
    let rows: Vec<PersonRows> = family
        .people
        .iter()
        .map(|(_, person, _)| PersonRows {
            person: person.clone(),
            permits: family.permits.iter().filter(|permit| permit.person_id == person.id).cloned().collect(),
            stays: family.stays.iter().filter(|stay| stay.person_id == person.id).cloned().collect(),
        })
        .collect();
    let evidence = evidence(&family.household, &rows);
    let told = verdict(&written.desk.programme, &evidence, written.day);
    batch.tell(chance, written, &VerdictFact::VerdictRecorded { answer: told.answer }, referral.id, people);
    let mut kept = KeptVerdict::new(referral.id, &told, &evidence, Some(written.by), written.at);
    kept.id = VerdictId::from_uuid(chance.uuid(written.at));
    if matches!(referral.status, ReferralStatus::Received | ReferralStatus::Declined) {
        batch.verdicts.push(kept.clone());
    }
    kept
}

#[expect(clippy::too_many_arguments, reason = "the parts of one story, told once")]
fn open<'d>(
    batch: &mut Batch,
    chance: &mut Chance,
    desk: &'d Desk,
    family: &Family,
    referral: &Referral,
    mut kept: KeptVerdict,
    people: Vec<Counted>,
    today: Day,
) -> Begun<'d> {
    let referred = referral.received_on.unwrap_or(today);
    let opened = chance.day(referred, referred.plus_days(25).min(today));
    let worker = *chance.one(&desk.workers);
    let written = Written {
        at: at_work(opened, chance),
        day: opened,
        by: worker,
        purpose: "open-pathways",
        desk,
        household: family.household.id,
        pathway: None,
    };
    let id = PathwayId::from_uuid(batch.coded(chance, written.at));
    let answer = Answer::from_word(&kept.answer).unwrap_or(Answer::NeedsToKnow);
    kept.pathway_id = Some(id);
    kept.override_reason =
        (answer != Answer::Yes).then(|| "Deciso in équipe: il documento mancante è in arrivo".to_owned());
    let fact = OpeningFact::PathwayOpened { answer, overridden: kept.override_reason.is_some() };
    batch.tell(chance, &Written { pathway: Some(id), ..written }, &fact, id, &people);
    batch.verdicts.push(kept);
    let name = family.people.first().map(|(_, _, identity)| identity.name()).unwrap_or_default();
    batch.pathways.push(Pathway {
        id,
        version: 0,
        code: code::of('P', id.as_uuid()),
        programme: desk.programme.code.clone(),
        organisation_id: desk.organisation,
        territory: desk.territory.clone(),
        household_id: family.household.id,
        referral_id: Some(referral.id),
        case_worker: worker,
        status: PathwayStatus::TakenInCharge,
        opened_on: opened,
        closed_on: None,
        last_activity: at_work(opened, chance),
        open_key: Some(Pathway::key_of(family.household.id, &desk.programme.code)),
    });
    Begun { desk, household: family.household.id, pathway: id, worker, people, name, opened, today }
}

fn keep(batch: &mut Batch, family: Family, desk: &Desk) {
    for (membership, person, identity) in family.people {
        batch.keys.extend(keys_of(&person, &identity, [desk.organisation]));
        batch.know(person.id, family.household.id, desk);
        batch.memberships.push(membership);
        batch.persons.push(person);
        batch.identities.push(identity);
    }
    batch.households.push(family.household);
    batch.permits.extend(family.permits);
    batch.stays.extend(family.stays);
    batch.languages.extend(family.languages);
}
