//! What began in the invented network once both sides had said yes: tenancies, cohabitations, internships and contracts
//! with their check-ins, a problem, a mediation, a transformation, an end with its reason. The stories follow one another
//! on every desk; how often each happens in life is not told by them.

use kernel::Day;
use placement::rules::check_in::{Goes, SpokenWith, scheduled};
use placement::rules::offer::OfferKind;
use placement::rules::placement::{EndReason, PlacementKind, PlacementStatus};
use placement::rules::problem::{MediationOutcome, ProblemKind, ProblemStatus};
use placement::rules::work::WorkForm;
use placement::store::check_ins::{CheckIn, CheckInId};
use placement::store::mediation::{MediationVisit, MediationVisitId};
use placement::store::placement_facts::PlacementFact;
use placement::store::placement_words::{Part, PlacementWords};
use placement::store::placements::{Placement, PlacementId};
use placement::store::problems::{Problem, ProblemId};
use placement::store::proposals::Proposal;
use store::{Bulk, Fact, Stored};

use super::batch::{Batch, Written};
use super::chance::{Chance, at_work};
use super::offers::Needed;
use super::proposals::Looking;

/// Rows of placements on their way into the database.
#[derive(Default)]
pub(super) struct Placements {
    placements: Vec<Placement>,
    check_ins: Vec<CheckIn>,
    problems: Vec<Problem>,
    visits: Vec<MediationVisit>,
    words: Vec<PlacementWords>,
}

impl Placements {
    pub(super) async fn add_to(&mut self, bulk: &mut Bulk) -> Stored<()> {
        bulk.add(&self.placements).await?;
        bulk.add(&self.check_ins).await?;
        bulk.add(&self.problems).await?;
        bulk.add(&self.visits).await?;
        bulk.add(&self.words).await
    }

    /// What came after a confirmed proposal: the story with this number.
    pub(super) fn after(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        one: &Looking<'_>,
        (needed, proposal): (&Needed, &Proposal),
        number: usize,
    ) {
        let mut placement = planned(batch, chance, one, needed, proposal);
        let began = proposal.since.plus_days(chance.between(3, 12)).min(one.today);
        match number % 5 {
            2 => {
                placement.planned_from = Some(one.today.plus_days(chance.between(3, 12)));
                self.keep(placement);
            }
            1 => {
                self.begin(batch, chance, one, &mut placement, began);
                // Long enough ago for the next one to have begun, or else it just ends.
                let half = began.plus_days(began.days_until(one.today) / 2);
                self.check_ins(batch, chance, one, &placement, (half, true));
                match placement.kind.becomes().first() {
                    Some(next) => self.transform(batch, chance, one, placement, (*next, half)),
                    None => self.end(batch, chance, one, placement, (half, EndReason::OtherWork)),
                }
            }
            4 => {
                self.begin(batch, chance, one, &mut placement, began);
                let last = began.plus_days(began.days_until(one.today) * 3 / 4);
                self.check_ins(batch, chance, one, &placement, (last, true));
                let reason = match placement.kind {
                    PlacementKind::Tenancy | PlacementKind::Cohabitation => EndReason::OwnHome,
                    PlacementKind::Internship | PlacementKind::Contract => EndReason::PlannedEnd,
                };
                self.end(batch, chance, one, placement, (last, reason));
            }
            rest => {
                self.begin(batch, chance, one, &mut placement, began);
                // The first of a desk has a check-in that is late and a problem that is open.
                self.check_ins(batch, chance, one, &placement, (one.today, rest != 0));
                self.problem(batch, chance, one, &placement, rest != 0);
                self.keep(placement);
            }
        }
    }

    /// Keeps a placement as it stands today.
    fn keep(&mut self, mut placement: Placement) {
        placement.live_key = placement.status.lives().then(|| placement.key());
        self.placements.push(placement);
    }

    fn begin(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        one: &Looking<'_>,
        placement: &mut Placement,
        began_on: Day,
    ) {
        placement.status = PlacementStatus::UnderWay;
        placement.began_on = Some(began_on);
        let written = one.on(chance, began_on, "edit-placements");
        placement.changed_at = written.at;
        let fact = PlacementFact::PlacementBegan { kind: placement.kind };
        counting(batch, chance, one, &written, (placement, &fact), placement.id);
    }

    /// The check-ins up to a day; the last of them is left open where not all are held.
    fn check_ins(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        one: &Looking<'_>,
        placement: &Placement,
        (until, all): (Day, bool),
    ) {
        let Some(began_on) = placement.began_on else { return };
        let due = scheduled(began_on);
        let last = due.iter().filter(|(_, due_on)| *due_on < until).count();
        for (number, (days, due_on)) in due.into_iter().enumerate() {
            let held = number < last && (all || number + 1 < last);
            let held_on = held.then(|| due_on.plus_days(chance.between(0, 3)).min(until));
            let at = at_work(held_on.unwrap_or(began_on), chance);
            let row = CheckIn {
                id: CheckInId::from_uuid(chance.uuid(at)),
                version: 0,
                placement_id: placement.id,
                days,
                due_on,
                moved_for: None,
                dropped_for: None,
                held_on,
                spoken_with: held.then_some(SpokenWith::Both),
                household: held.then(|| *chance.one(&[Goes::Good, Goes::Good, Goes::Shaky])),
                other_side: held.then_some(Goes::Good),
                member_id: held.then_some(one.worker),
            };
            if let Some(day) = held_on {
                let written = one.on(chance, day, "accompany-placements");
                let fact = PlacementFact::CheckInHeld { days, reached: true };
                counting(batch, chance, one, &written, (placement, &fact), row.id);
                self.say(placement, row.id, Part::Said, "Si trovano bene; chiedono come si legge la bolletta.");
            }
            self.check_ins.push(row);
        }
    }

    /// A problem, and the visit that mediates.
    fn problem(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        one: &Looking<'_>,
        placement: &Placement,
        solved: bool,
    ) {
        let Some(began_on) = placement.began_on else { return };
        let noted_on = began_on.plus_days(began_on.days_until(one.today) / 2);
        let kind = match placement.kind {
            PlacementKind::Tenancy => ProblemKind::Upkeep,
            PlacementKind::Cohabitation => ProblemKind::ConflictAtHome,
            PlacementKind::Internship | PlacementKind::Contract => ProblemKind::WorkHours,
        };
        let solved_on = solved.then(|| noted_on.plus_days(10).min(one.today));
        let written = one.on(chance, noted_on, "accompany-placements");
        let id = ProblemId::from_uuid(chance.uuid(written.at));
        self.problems.push(Problem {
            id,
            version: 0,
            placement_id: placement.id,
            kind,
            status: if solved { ProblemStatus::Solved } else { ProblemStatus::Open },
            noted_on,
            solved_on,
            member_id: Some(one.worker),
        });
        batch.tell(chance, &written, &PlacementFact::ProblemNoted { kind }, id, &[]);
        self.say(placement, id, Part::Said, "Ne hanno parlato con noi: conviene incontrarsi tutti insieme.");
        if let Some(day) = solved_on {
            let written = one.on(chance, day, "accompany-placements");
            batch.tell(chance, &written, &PlacementFact::ProblemSolved { kind }, id, &[]);
            self.say(placement, id, Part::Done, "Incontro fatto, accordo scritto e consegnato a tutti.");
        }
        let at = written.at;
        let planned_on = solved_on.unwrap_or_else(|| one.today.plus_days(4));
        let visit = MediationVisit {
            id: MediationVisitId::from_uuid(chance.uuid(at)),
            version: 0,
            placement_id: placement.id,
            planned_on: Some(planned_on),
            held_on: solved_on,
            outcome: solved_on.map(|_| MediationOutcome::Agreed),
            member_id: Some(one.worker),
        };
        batch.tell(chance, &written, &PlacementFact::MediationPlanned, visit.id, &[]);
        if let Some(day) = solved_on {
            let written = one.on(chance, day, "accompany-placements");
            let fact = PlacementFact::MediationHeld { outcome: MediationOutcome::Agreed };
            batch.tell(chance, &written, &fact, visit.id, &[]);
        }
        self.visits.push(visit);
    }

    fn end(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        one: &Looking<'_>,
        mut placement: Placement,
        (on, reason): (Day, EndReason),
    ) {
        let written = one.on(chance, on, "end-placements");
        placement.status = PlacementStatus::Ended;
        placement.ended_on = Some(on);
        placement.end_reason = Some(reason);
        placement.changed_at = written.at;
        let fact = PlacementFact::PlacementEnded { kind: placement.kind, reason };
        counting(batch, chance, one, &written, (&placement, &fact), placement.id);
        self.keep(placement);
    }

    /// It turns into the next, which began the day after.
    fn transform(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        one: &Looking<'_>,
        placement: Placement,
        (kind, on): (PlacementKind, Day),
    ) {
        let written = one.on(chance, on, "end-placements");
        let id = PlacementId::from_uuid(batch.coded(chance, written.at));
        let from = placement.kind;
        // An intern is employed where the internship was; whoever moves lives elsewhere.
        let stays = kind == PlacementKind::Contract;
        let mut next = Placement {
            id,
            code: Placement::code_of(id),
            kind,
            offer_id: placement.offer_id.filter(|_| stays),
            proposal_id: placement.proposal_id.clone().filter(|_| stays),
            status: PlacementStatus::Planned,
            planned_from: None,
            planned_until: None,
            began_on: None,
            ended_on: None,
            end_reason: None,
            monthly: placement.monthly.filter(|_| stays),
            rule_note: None,
            follows: Some(placement.id),
            ..placement.clone()
        };
        let before = placement.id;
        self.end(batch, chance, one, placement, (on, EndReason::Transformed));
        batch.tell(chance, &written, &PlacementFact::PlacementPlanned { kind }, id, &[]);
        batch.tell(chance, &written, &PlacementFact::PlacementTransformed { from, to: kind }, before, &[]);
        self.begin(batch, chance, one, &mut next, on.plus_days(1).min(one.today));
        self.check_ins(batch, chance, one, &next, (one.today, true));
        self.keep(next);
    }

    fn say(&mut self, placement: &Placement, about: impl std::fmt::Display, part: Part, words: &str) {
        let (about, words) = (about.to_string(), words.to_owned());
        self.words.push(PlacementWords { about, part, placement_id: placement.id, words });
    }
}

/// What a confirmation plans.
fn planned(
    batch: &mut Batch,
    chance: &mut Chance,
    one: &Looking<'_>,
    needed: &Needed,
    proposal: &Proposal,
) -> Placement {
    let written = one.on(chance, proposal.since, "confirm-proposals");
    let id = PlacementId::from_uuid(batch.coded(chance, written.at));
    let internship = needed.job.as_ref().is_some_and(|job| job.form == Some(WorkForm::Internship));
    let kind = match proposal.kind {
        OfferKind::Home => PlacementKind::Tenancy,
        OfferKind::Family => PlacementKind::Cohabitation,
        OfferKind::Work if internship => PlacementKind::Internship,
        OfferKind::Work => PlacementKind::Contract,
    };
    batch.tell(chance, &written, &PlacementFact::PlacementPlanned { kind }, id, &[]);
    Placement {
        id,
        version: 0,
        code: Placement::code_of(id),
        kind,
        household_id: proposal.household_id,
        person_id: proposal.person_id,
        pathway_id: proposal.pathway_id,
        offer_id: Some(proposal.offer_id),
        proposal_id: Some(proposal.id.to_string()),
        programme: proposal.programme.clone(),
        organisation_id: proposal.organisation_id,
        territory: proposal.territory.clone(),
        status: PlacementStatus::Planned,
        planned_from: None,
        planned_until: None,
        began_on: None,
        ended_on: None,
        end_reason: None,
        monthly: needed.rent.or(needed.job.as_ref().and_then(|job| job.pay)),
        rule_note: None,
        follows: None,
        // Its proposal says how much room it takes.
        size: None,
        live_key: None,
        changed_at: written.at,
    }
}

/// An entry that counts people. One of a job names no household, as the slice writes it.
fn counting(
    batch: &mut Batch,
    chance: &mut Chance,
    one: &Looking<'_>,
    written: &Written<'_>,
    (placement, fact): (&Placement, &impl Fact),
    subject: impl std::fmt::Display,
) {
    batch.tell(chance, written, fact, subject, &one.people);
    if placement.kind.of_one_person()
        && let Some(entry) = batch.entries.last_mut()
    {
        entry.household_id = None;
    }
}
