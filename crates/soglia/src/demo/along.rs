//! What happens along an invented pathway: baseline, plan, steps, services, notes, reviews, closing, follow-ups.

use kernel::{Cents, Day, GoalId, NoteId, PlanId, StepId};
use pathways::rules::baseline::{AREAS, AssessmentKind, Levels, SCALE};
use pathways::rules::closing::{ClosingReason, HomeState, TiesState, WorkState};
use pathways::rules::follow_up;
use pathways::rules::goal::GoalStatus;
use pathways::rules::pathway::PathwayStatus;
use pathways::rules::plan::{PlanStatus, Signed, SignedGoal, SignedStep};
use pathways::rules::service::ServiceKind;
use pathways::rules::step::{Responsible, StepStatus};
use pathways::store::baselines::{Assessment, AssessmentId};
use pathways::store::closings::{Closing, ClosingId};
use pathways::store::facts::PathwayFact;
use pathways::store::follow_ups::{FollowUp, FollowUpId};
use pathways::store::goals::Goal;
use pathways::store::notes::Note;
use pathways::store::plans::Plan;
use pathways::store::reviews::{Review, ReviewId};
use pathways::store::services::{ActivatedService, ServiceId};
use pathways::store::steps::Step;
use store::Json;

use super::batch::Batch;
use super::calibration::{CLOSINGS, STEPS, STEPS_DONE};
use super::chance::{Chance, at_work};
use super::life::{Begun, Standing};
use super::words::{NOTES, OURS, THEIRS, WISHES};

/// Tells the rest of the story, up to where the household stands.
pub(super) fn accompany(batch: &mut Batch, chance: &mut Chance, begun: Begun<'_>, standing: Standing) {
    let mut last = begun.opened;
    if chance.in_thousand(850) {
        last = baseline(batch, chance, &begun);
    }
    if standing != Standing::TakenInCharge {
        let signed = plan(batch, chance, &begun, &mut last);
        let closed = (standing == Standing::Closed).then(|| {
            let life = chance.between(90, 270);
            signed.plus_days(life).min(begun.today.plus_days(-1)).max(signed)
        });
        let until = closed.unwrap_or(begun.today);
        steps(batch, chance, &begun, signed, until, &mut last);
        services(batch, chance, &begun, until, &mut last);
        if signed.plus_days(100) < until {
            last = last.max(review(batch, chance, &begun, signed.plus_days(100)));
        }
        let status = match closed {
            Some(day) => {
                close(batch, chance, &begun, day);
                last = last.max(day);
                PathwayStatus::Closed
            }
            None => PathwayStatus::UnderWay,
        };
        if let Some(pathway) = batch.pathways.last_mut() {
            pathway.status = status;
        }
    }
    if chance.in_thousand(350) {
        last = last.max(note(batch, chance, &begun, last));
    }
    if let Some(pathway) = batch.pathways.last_mut() {
        pathway.last_activity = at_work(last, chance);
    }
}

fn baseline(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>) -> Day {
    let day = chance.day(begun.opened, begun.opened.plus_days(14).min(begun.today));
    let written = begun.on(chance, day, begun.worker, "edit-plans");
    let id = AssessmentId::from_uuid(chance.uuid(written.at));
    let levels: Levels = AREAS.iter().map(|area| (area.code.to_owned(), chance.between(1, 4))).collect();
    let kind = AssessmentKind::Baseline;
    batch.assessments.push(Assessment {
        id,
        version: 0,
        pathway_id: begun.pathway,
        kind,
        taken_on: day,
        scale: SCALE.to_owned(),
        levels: Json(levels),
        words: None,
        taken_by: Some(begun.worker),
    });
    batch.tell(chance, &written, &PathwayFact::BaselineTaken { kind }, id, &[]);
    day
}

/// Goals, approval and signature; says when it was signed.
fn plan(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>, last: &mut Day) -> Day {
    let drafted = chance.day(begun.opened, begun.opened.plus_days(20).min(begun.today));
    let approved = chance.day(drafted, drafted.plus_days(7).min(begun.today));
    let signed = chance.day(approved, approved.plus_days(7).min(begun.today));
    let first_goal = batch.goals.len();
    let first_step = batch.steps.len();
    let axes = &begun.desk.programme.axes;
    let wanted = chance.between(1, 3) as usize;
    let start = chance.below(axes.len());
    for place in 0..wanted.min(axes.len()) {
        let axis = axes[(start + place) % axes.len()].code.clone();
        goal(batch, chance, begun, &axis, drafted);
    }
    let goals = batch.goals[first_goal..].iter().map(|goal| SignedGoal {
        id: goal.id,
        axis: goal.axis.clone(),
        words: goal.words.clone(),
        steps: batch.steps[first_step..].iter().filter(|step| step.goal_id == goal.id).map(signed_step).collect(),
    });
    let as_signed = Signed { goals: goals.collect() };
    let written = begun.on(chance, approved, begun.desk.coordinator, "approve-plans");
    let id = PlanId::from_uuid(chance.uuid(written.at));
    batch.plans.push(Plan {
        id,
        version: 0,
        pathway_id: begun.pathway,
        revision: 1,
        status: PlanStatus::Signed,
        ours: Json(vec![(*chance.one(OURS)).to_owned()]),
        theirs: Json(vec![(*chance.one(THEIRS)).to_owned()]),
        review_on: Some(signed.plus_days(100)),
        approved_by: Some(begun.desk.coordinator),
        approved_on: Some(approved),
        signed_on: Some(signed),
        signed_by: Some(begun.name.clone()),
        read_in: Some("italiano".to_owned()),
        interpreter: None,
        as_signed: Some(Json(as_signed)),
    });
    batch.tell(chance, &written, &PathwayFact::PlanApproved { revision: 1 }, id, &[]);
    let written = begun.on(chance, signed, begun.worker, "edit-plans");
    batch.tell(chance, &written, &PathwayFact::PlanSigned { revision: 1 }, id, &begun.people);
    *last = (*last).max(signed);
    signed
}

fn signed_step(step: &Step) -> SignedStep {
    SignedStep {
        id: step.id,
        what: step.what.clone(),
        responsible: step.responsible,
        who: step.who.clone(),
        due_on: step.due_on,
        cost: step.cost,
    }
}

fn goal(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>, axis: &str, set_on: Day) {
    let wish = WISHES.iter().find(|wish| wish.axis == axis).unwrap_or(&WISHES[WISHES.len() - 1]);
    let written = begun.on(chance, set_on, begun.worker, "edit-plans");
    let id = GoalId::from_uuid(chance.uuid(written.at));
    batch.goals.push(Goal {
        id,
        version: 0,
        pathway_id: begun.pathway,
        axis: axis.to_owned(),
        words: (*chance.one(wish.words)).to_owned(),
        status: GoalStatus::Open,
        set_on,
        ended_on: None,
    });
    batch.tell(chance, &written, &PathwayFact::GoalSet { axis: axis.to_owned() }, id, &[]);
    let first = chance.below(wish.steps.len());
    let count = chance.between(STEPS.0, STEPS.1 - 2) as usize;
    for place in 0..count {
        let (what, euros) = wish.steps[(first + place) % wish.steps.len()];
        let step = StepId::from_uuid(chance.uuid(written.at));
        let responsible = *chance.one(&[Responsible::Person, Responsible::Worker]);
        batch.steps.push(Step {
            id: step,
            version: 0,
            pathway_id: begun.pathway,
            goal_id: id,
            axis: axis.to_owned(),
            what: what.to_owned(),
            responsible,
            who: None,
            due_on: Some(set_on.plus_days(chance.between(15, 240))),
            cost: (euros > 0).then(|| Cents::new(euros * 100)),
            status: StepStatus::Planned,
            done_on: None,
        });
        batch.tell(chance, &written, &PathwayFact::StepAdded { axis: axis.to_owned() }, step, &[]);
    }
}

fn steps(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>, signed: Day, until: Day, last: &mut Day) {
    let mine: Vec<usize> =
        (0..batch.steps.len()).rev().take_while(|at| batch.steps[*at].pathway_id == begun.pathway).collect();
    for at in mine {
        if !chance.in_thousand(STEPS_DONE) {
            continue;
        }
        let day = chance.day(signed, until);
        let (id, axis) = (batch.steps[at].id, batch.steps[at].axis.clone());
        let written = begun.on(chance, day, begun.worker, "edit-plans");
        batch.tell(chance, &written, &PathwayFact::StepDone { axis }, id, &begun.people);
        let step = &mut batch.steps[at];
        step.status = StepStatus::Done;
        step.done_on = Some(day);
        *last = (*last).max(day);
    }
}

fn services(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>, until: Day, last: &mut Day) {
    for _ in 0..chance.between(0, 2) {
        let kind = *chance.one(&ServiceKind::ALL[..ServiceKind::ALL.len() - 1]);
        let day = chance.day(begun.opened, until);
        let written = begun.on(chance, day, begun.worker, "edit-plans");
        let id = ServiceId::from_uuid(chance.uuid(written.at));
        batch.tell(chance, &written, &PathwayFact::ServiceActivated { kind }, id, &begun.people);
        batch.services.push(ActivatedService {
            id,
            version: 0,
            pathway_id: begun.pathway,
            kind,
            activated_by: None,
            provider: None,
            activated_on: day,
        });
        *last = (*last).max(day);
    }
}

fn review(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>, day: Day) -> Day {
    let written = begun.on(chance, day, begun.worker, "edit-plans");
    let id = ReviewId::from_uuid(chance.uuid(written.at));
    let next = Some(day.plus_days(100));
    batch.reviews.push(Review {
        id,
        version: 0,
        pathway_id: begun.pathway,
        held_on: day,
        done: Some("I primi passi sono fatti".to_owned()),
        not_done: None,
        decisions: Some("Si continua come previsto".to_owned()),
        next_review: next,
    });
    if let Some(plan) = batch.plans.last_mut() {
        plan.review_on = next;
    }
    batch.tell(chance, &written, &PathwayFact::ReviewHeld { next }, id, &begun.people);
    day
}

fn note(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>, day: Day) -> Day {
    let written = begun.on(chance, day, begun.worker, "write-notes");
    let id = NoteId::from_uuid(chance.uuid(written.at));
    batch.notes.push(Note {
        id,
        version: 0,
        pathway_id: begun.pathway,
        written_by: Some(begun.worker),
        written_at: written.at,
        day,
        words: (*chance.one(NOTES)).to_owned(),
    });
    batch.tell(chance, &written, &PathwayFact::NoteWritten, id, &[]);
    day
}

fn close(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>, day: Day) {
    let word = chance.weighed(CLOSINGS, |(_, weight)| *weight).0;
    let Some(reason) = ClosingReason::from_word(word) else { return };
    let written = begun.on(chance, day, begun.worker, "close-pathways");
    let id = ClosingId::from_uuid(chance.uuid(written.at));
    let well = reason == ClosingReason::AutonomyReached;
    batch.closings.push(Closing {
        id,
        version: 0,
        pathway_id: begun.pathway,
        closed_on: day,
        reason,
        result: if well { "Casa e lavoro propri" } else { "Percorso concluso in parte" }.to_owned(),
        home: if well { HomeState::Own } else { *chance.one(HomeState::ALL) },
        work: if well { WorkState::Stable } else { *chance.one(WorkState::ALL) },
        ties: *chance.one(TiesState::ALL),
        taken_back_on: None,
    });
    batch.tell(chance, &written, &PathwayFact::PathwayClosed { reason }, begun.pathway, &begun.people);
    for (months, due) in follow_up::scheduled(reason, day) {
        followed_up(batch, chance, begun, id, months, due);
    }
    if let Some(pathway) = batch.pathways.last_mut() {
        pathway.closed_on = Some(day);
        pathway.open_key = None;
    }
}

fn followed_up(batch: &mut Batch, chance: &mut Chance, begun: &Begun<'_>, closing: ClosingId, months: i64, due: Day) {
    let at = at_work(due, chance);
    let id = FollowUpId::from_uuid(chance.uuid(at));
    let is_done = due < begun.today && chance.in_thousand(750);
    let done_on = is_done.then(|| due.plus_days(chance.between(0, 15)).min(begun.today));
    let reached = chance.in_thousand(800);
    if let Some(day) = done_on {
        let written = begun.on(chance, day, begun.worker, "close-pathways");
        batch.tell(chance, &written, &PathwayFact::FollowUpDone { months, reached }, id, &begun.people);
    }
    batch.follow_ups.push(FollowUp {
        id,
        version: 0,
        pathway_id: begun.pathway,
        closing_id: closing,
        months,
        due_on: due,
        done_on,
        reached: done_on.map(|_| reached),
        home: done_on.filter(|_| reached).map(|_| *chance.one(HomeState::ALL)),
        work: done_on.filter(|_| reached).map(|_| *chance.one(WorkState::ALL)),
        ties: None,
        words: None,
    });
}
