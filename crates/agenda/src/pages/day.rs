//! My day: the first page of whoever accompanies households. What is late, what is for today, what comes.

use std::collections::HashMap;
use std::sync::Arc;

use attachments::permissions::{ViewAttachments, ViewHealthAttachments};
use attachments::store::attachments::{Attachment, HealthAttachment};
use axum::Extension;
use kernel::{Day, HouseholdId, MemberId, Moment, PathwayId};
use pathways::permissions::{ApprovePlans, EditPlans, ViewPathways, ViewReferrals, WriteNotes};
use pathways::store::caseload::{self, MOST, Whose};
use pathways::store::looks;
use pathways::store::pathways::{self as ways, HouseholdShort, Pathway};
use people::permissions::{ViewLegalStatus, ViewPeople};
use people::rules::alert::AlertKind;
use placement::permissions::{AccompanyPlacements, AnswerProposals, UnblockProposals, ViewPlacements};
use placement::store::placements::Placement;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::Stored;
use web::field::{Field, Kind};
use web::{Answer, Filters, May, Permission, SignedIn, words_of};

use super::appointments::{AppointmentOut, told};
use crate::permissions::{EditAppointments, KeepTasks, ViewAppointments};
use crate::rules::appointment::AppointmentState;
use crate::rules::reminder::ReminderState;
use crate::rules::task::{Standing, TaskKind, standing};
use crate::store::appointments::{self, OfWhom};
use crate::store::tasks::{self, Which};
use crate::store::{derived, reminders};

/// What the day is asked for.
pub const FILTERS: &[Field] = &[Field::new(
    "whose",
    Kind::Word(words_of!(Whose)),
    "Whose pathways; one's own when left out, or all within reach for whoever accompanies no household.",
)];

/// Something to do.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TaskShown {
    /// What kind.
    pub kind: TaskKind,
    /// The id of what is to be done: the step, the plan, the follow-up, the pathway, the person, the referral, the task.
    pub id: String,
    /// How soon.
    pub standing: Standing,
    /// Its day.
    pub due: Option<Day>,
    /// Of which household: a name where names may be read, a code elsewhere.
    pub label: Option<String>,
    /// What is to be done, in words, where words may be read.
    pub text: Option<String>,
    /// How many months after the closing, for a follow-up.
    pub months: Option<i64>,
    /// How many days after the beginning, for a check-in.
    pub days: Option<i64>,
    /// What is to be seen to in a permit or a stay.
    pub alert: Option<AlertKind>,
    /// How a reminder stands that somebody must look at.
    pub reminder: Option<ReminderState>,
    /// Where it is done.
    pub href: String,
    /// The pathway it concerns.
    pub pathway: Option<PathwayId>,
    /// Whether whoever asks may mark it done at once.
    pub may_do: bool,
    /// Whether whoever asks may write a note on the pathway.
    pub may_note: bool,
    /// The version to send along when it is marked done.
    pub version: Option<i64>,
}

/// A pathway along which something happened lately.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RecentShown {
    /// Which.
    pub pathway: PathwayId,
    /// A name where names may be read, a code elsewhere.
    pub label: String,
}

/// A day of work.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DayShown {
    /// Which day.
    pub day: Day,
    /// Whose pathways.
    #[schema(value_type = String)]
    pub whose: Whose,
    /// The pathways along which something happened last, to go on where one left off.
    pub recent: Vec<RecentShown>,
    /// One's own appointments of the day.
    pub appointments: Vec<AppointmentOut>,
    /// What is to be done, the most urgent first.
    pub tasks: Vec<TaskShown>,
    /// What is to be seen to in permits and stays; copies of documents that expire; reminders that did not reach anybody.
    pub alerts: Vec<TaskShown>,
    /// The referrals that have waited longest for an answer.
    pub referrals: Vec<TaskShown>,
    /// How many referrals wait in all.
    pub referrals_waiting: u64,
    /// Whether some kind of task has more than are listed.
    pub more: bool,
}

/// Gathers a member's day.
pub(crate) async fn gathered<P>(may: &May<P>, catalogue: &Catalogue, asked: Option<Whose>) -> Stored<DayShown> {
    let ways = may.also::<ViewPathways>();
    let member = may.caller().member;
    let whose = match asked {
        Some(whose) => whose,
        None if derived::accompanies(&ways, member).await? => Whose::Mine,
        None => Whose::All,
    };
    let gathering = Gathering::begin(may, catalogue, whose, member).await?;
    gathering.finish(may).await
}

/// The day in the making: tasks with their households' ids, before the households are known by name.
struct Gathering {
    whose: Whose,
    today: Day,
    tasks: Vec<(TaskShown, Option<HouseholdId>)>,
    more: bool,
    member: MemberId,
}

impl Gathering {
    async fn begin<P>(may: &May<P>, catalogue: &Catalogue, whose: Whose, member: MemberId) -> Stored<Self> {
        let ways = may.also::<ViewPathways>();
        let today = may.db.today();
        let mut day = Self { whose, today, tasks: Vec::new(), more: false, member };
        let to_do = caseload::to_do(&ways, whose, member).await?;
        let of = |id: PathwayId| to_do.pathways.get(&id);
        let steps = to_do.overdue.iter().chain(&to_do.soon);
        for step in steps {
            let Some(pathway) = of(step.pathway_id) else { continue };
            let text = pathway.shows_words(&ways).then(|| step.what.clone());
            let href = format!("/pathways/{}#step-{}", pathway.id, step.id);
            let mut task = day.along(may, TaskKind::Step, &step.id, pathway, step.due_on, href);
            task.text = text;
            task.may_do = reaches::<EditPlans, _>(may, pathway);
            task.version = Some(step.version);
            day.tasks.push((task, Some(pathway.household_id)));
        }
        for plan in &to_do.reviews {
            let Some(pathway) = of(plan.pathway_id) else { continue };
            let href = format!("/pathways/{}/reviews", pathway.id);
            let task = day.along(may, TaskKind::Review, &plan.id, pathway, plan.review_on, href);
            day.tasks.push((task, Some(pathway.household_id)));
        }
        let ahead = derived::follow_ups_ahead(&ways, whose, member).await?;
        let due = to_do.follow_ups.iter().filter_map(|due| Some((due, of(due.pathway_id)?)));
        for (follow_up, pathway) in due.chain(ahead.iter().map(|(ahead, pathway)| (ahead, pathway))) {
            let href = format!("/follow-ups/{}", follow_up.id);
            let mut task = day.along(may, TaskKind::FollowUp, &follow_up.id, pathway, Some(follow_up.due_on), href);
            task.months = Some(follow_up.months);
            day.tasks.push((task, Some(pathway.household_id)));
        }
        let approvals = to_do.to_approve.iter().map(|plan| (TaskKind::Approval, plan));
        for (kind, plan) in approvals.chain(to_do.to_sign.iter().map(|plan| (TaskKind::Signature, plan))) {
            let Some(pathway) = of(plan.pathway_id) else { continue };
            if kind == TaskKind::Approval && !reaches::<ApprovePlans, _>(may, pathway) {
                continue;
            }
            let href = format!("/pathways/{}#plan", pathway.id);
            let task = day.along(may, kind, &plan.id, pathway, None, href);
            day.tasks.push((task, Some(pathway.household_id)));
        }
        day.more = [&to_do.overdue, &to_do.soon].iter().any(|list| list.len() >= MOST)
            || [&to_do.reviews, &to_do.to_approve, &to_do.to_sign].iter().any(|list| list.len() >= MOST)
            || to_do.follow_ups.len() >= MOST;
        day.reopened(may, catalogue).await?;
        day.proposals(may).await?;
        day.placements(may).await?;
        day.own(may).await?;
        Ok(day)
    }

    /// Verdicts to be looked at again, as the caseload tells them: in one's own, which is looked through whole.
    async fn reopened<P>(&mut self, may: &May<P>, catalogue: &Catalogue) -> Stored<()> {
        if self.whose != Whose::Mine || !may.may::<ViewLegalStatus>() {
            return Ok(());
        }
        let (ways, legal) = (may.also::<ViewPathways>(), may.also::<ViewLegalStatus>());
        for (pathway, why) in looks::of_caseload(&ways, &legal, catalogue, self.whose, self.member).await? {
            let (before, now) = (why.reopened.before, why.reopened.now.answer);
            let said = |answer| may.say(&format!("answer-{answer}"));
            let href = format!("/pathways/{}/verdict", pathway.id);
            let mut task = self.along(may, TaskKind::Verdict, &pathway.id, &pathway, None, href);
            task.text = (before != now).then(|| format!("{} → {}", said(before), said(now)));
            self.tasks.push((task, Some(pathway.household_id)));
        }
        Ok(())
    }

    /// Check-ins and mediation visits of placements.
    async fn placements<P>(&mut self, may: &May<P>) -> Stored<()> {
        let db = may.also::<ViewPlacements>();
        let check_ins = derived::check_ins_due(&db, self.whose, self.member).await?;
        let visits = derived::mediation_visits_due(&db, self.whose, self.member).await?;
        self.more |= check_ins.len() >= MOST || visits.len() >= MOST;
        let of = check_ins.iter().map(|(_, placement)| placement);
        let of = of.chain(visits.iter().map(|(_, placement)| placement));
        let of = of.filter_map(|placement| placement.pathway_id);
        let along = derived::pathways(&may.also::<ViewPathways>(), of).await?;
        let task = |day: &Self, kind, id: &dyn ToString, placement: &Placement, due, href| {
            let said = may.say(&format!("placement-kind-{}", placement.kind));
            let plain = match placement.pathway_id.and_then(|id| along.get(&id)) {
                Some(pathway) => day.along(may, kind, &id.to_string(), pathway, due, href),
                None => {
                    TaskShown { label: Some(placement.code.clone()), ..day.plain(kind, &id.to_string(), due, href) }
                }
            };
            TaskShown { text: Some(said), ..plain }
        };
        for (row, placement) in &check_ins {
            let href = format!("/check-ins/{}", row.id);
            let shown = task(self, TaskKind::CheckIn, &row.id, placement, Some(row.due_on), href);
            let may_do = may.caller().reach::<AccompanyPlacements>().is_some_and(|reach| {
                reach.covers(&placement.programme, placement.organisation_id, &placement.territory)
            });
            let shown = TaskShown { days: Some(row.days), may_do, version: Some(row.version), ..shown };
            self.tasks.push((shown, Some(placement.household_id)));
        }
        for (row, placement) in &visits {
            let href = format!("/mediation-visits/{}/done", row.id);
            let shown = task(self, TaskKind::Mediation, &row.id, placement, row.planned_on, href);
            self.tasks.push((shown, Some(placement.household_id)));
        }
        Ok(())
    }

    /// Copies of documents that expire or have expired, those about health for whoever opens them.
    async fn copies<P>(&self, may: &May<P>) -> Stored<Vec<(Attachment, HouseholdId)>> {
        let (plain, health) = (may.also::<ViewAttachments>(), may.also::<ViewHealthAttachments>());
        let mut copies = derived::copies_expiring::<Attachment>(&plain, self.whose, self.member).await?;
        copies.extend(derived::copies_expiring::<HealthAttachment>(&health, self.whose, self.member).await?);
        copies.sort_by_key(|(copy, _)| (copy.expires_on, copy.id));
        Ok(copies)
    }

    /// A task along a pathway.
    fn along<P>(
        &self,
        may: &May<P>,
        kind: TaskKind,
        id: &impl ToString,
        pathway: &Pathway,
        due: Option<Day>,
        href: String,
    ) -> TaskShown {
        TaskShown {
            label: Some(pathway.code.clone()),
            pathway: Some(pathway.id),
            may_note: reaches::<WriteNotes, _>(may, pathway),
            ..self.plain(kind, id, due, href)
        }
    }

    fn plain(&self, kind: TaskKind, id: &impl ToString, due: Option<Day>, href: String) -> TaskShown {
        TaskShown {
            kind,
            id: id.to_string(),
            standing: standing(due, self.today),
            due,
            label: None,
            text: None,
            months: None,
            days: None,
            alert: None,
            reminder: None,
            href,
            pathway: None,
            may_do: false,
            may_note: false,
            version: None,
        }
    }

    /// What proposals wait for, each on one's own side of it.
    async fn proposals<P>(&mut self, may: &May<P>) -> Stored<()> {
        let (answers, unblocks) = (may.also::<AnswerProposals>(), may.also::<UnblockProposals>());
        let duties = derived::proposals(&answers, &unblocks, self.whose, self.member).await?;
        let kinds = [
            (TaskKind::Proposal, duties.waiting),
            (TaskKind::ProposalStalled, duties.stalled),
            (TaskKind::ProposalFreed, duties.freed),
            (TaskKind::SearchRested, duties.rested),
        ];
        for (kind, rows) in kinds {
            self.more |= rows.len() >= MOST;
            for row in rows {
                // What was freed has no day: it is to be known, and to look further.
                let due = row.due().filter(|_| matches!(kind, TaskKind::Proposal | TaskKind::ProposalStalled));
                let href = match (kind, row.pathway_id) {
                    (TaskKind::SearchRested, Some(pathway)) => format!("/pathways/{pathway}/searches"),
                    _ => format!("/proposals/{}", row.id),
                };
                let mut task = self.plain(kind, &row.id, due, href);
                task.label = Some(row.code.clone());
                task.text = row.awaited().filter(|_| due.is_some()).map(|awaited| {
                    format!(
                        "{} · {}",
                        may.say(&format!("proposal-awaits-{awaited}")),
                        may.say(&format!("offer-kind-{}", row.kind))
                    )
                });
                // Names are looked up within reach: the offer's side finds none, and reads the code.
                self.tasks.push((task, Some(row.household_id)));
            }
        }
        Ok(())
    }

    /// What was written by hand.
    async fn own<P>(&mut self, may: &May<P>) -> Stored<()> {
        let own = tasks::of(&may.also::<KeepTasks>(), self.member, Which::Mine).await?;
        let along =
            derived::pathways(&may.also::<ViewPathways>(), own.iter().filter_map(|task| task.pathway_id)).await?;
        for row in own {
            let pathway = row.pathway_id.and_then(|id| along.get(&id));
            let href = format!("/tasks/{}/edit", row.id);
            let mut task = match pathway {
                Some(pathway) => self.along(may, TaskKind::Own, &row.id, pathway, row.due_on, href),
                None => self.plain(TaskKind::Own, &row.id, row.due_on, href),
            };
            task.text = Some(row.what);
            task.may_do = true;
            task.version = Some(row.version);
            self.tasks.push((task, pathway.map(|pathway| pathway.household_id)));
        }
        Ok(())
    }

    /// One's own appointments of the day, but for those called off.
    async fn appointments<P>(&self, may: &May<P>) -> Stored<Vec<appointments::Appointment>> {
        let db = may.also::<ViewAppointments>();
        let begin = |day: Day| Moment::at(day, 0, 0, db.clock().zone()).unwrap_or(Moment::from_millis(0));
        let (from, to) = (begin(self.today), begin(self.today.plus_days(1)));
        let rows = appointments::between(&db, OfWhom::Member(self.member), from, to).await?;
        Ok(rows.into_iter().filter(|row| row.state != AppointmentState::Cancelled).collect())
    }

    /// Reminders of one's own appointments that somebody must look at.
    async fn troubled<P>(&self, may: &May<P>) -> Stored<Vec<TaskShown>> {
        let db = may.also::<ViewAppointments>();
        let rows = reminders::planned_by(&db, self.member, true).await?;
        let shown = rows.into_iter().map(|row| {
            let (day, from) = row.starts.local(db.clock().zone());
            let plain = self.plain(TaskKind::Reminder, &row.id, Some(day), "/reminders".to_owned());
            TaskShown { text: Some(from), reminder: Some(row.state), ..plain }
        });
        Ok(shown.collect())
    }

    /// Adds what does not hang on a pathway, and names the households where names may be read.
    async fn finish<P>(self, may: &May<P>) -> Stored<DayShown> {
        let papers = derived::papers_due(&may.also::<ViewLegalStatus>(), self.whose, self.member).await?;
        let (waiting, referrals_waiting) = derived::referrals_waiting(&may.also::<ViewReferrals>()).await?;
        let of = self.tasks.iter().filter_map(|(_, household)| *household);
        let of = of.chain(papers.iter().map(|(_, household)| *household));
        let copies = self.copies(may).await?;
        let of = of.chain(copies.iter().map(|(_, household)| *household));
        let of = of.chain(waiting.iter().map(|referral| referral.household_id));
        let latest = derived::latest(&may.also::<ViewPathways>(), self.whose, self.member).await?;
        let of = of.chain(latest.iter().map(|pathway| pathway.household_id));
        let households = ways::households(&may.also::<ViewPeople>(), of).await?;
        let alerts = papers.iter().map(|(alert, household)| TaskShown {
            label: households.get(household).map(|household| household.label().to_owned()),
            alert: Some(alert.kind),
            ..self.plain(TaskKind::Permit, &alert.person, Some(alert.due), format!("/people/{}", alert.person))
        });
        let expiring = copies.iter().map(|(copy, household)| TaskShown {
            label: households.get(household).map(|household| household.label().to_owned()),
            text: Some(may.say(&format!("attachment-kind-{}", copy.kind))),
            ..self.plain(
                TaskKind::Attachment,
                &copy.id,
                copy.expires_on,
                format!("/people/{}/attachments", copy.person_id),
            )
        });
        let alerts = alerts.chain(expiring);
        let referrals = waiting.iter().map(|referral| TaskShown {
            label: Some(named(&households, referral.household_id).unwrap_or_else(|| referral.code.clone())),
            due: referral.received_on,
            ..self.plain(TaskKind::Referral, &referral.id, None, format!("/referrals/{}", referral.id))
        });
        let (mut alerts, referrals): (Vec<TaskShown>, _) = (alerts.collect(), referrals.collect());
        alerts.extend(self.troubled(may).await?);
        let recent = latest.into_iter().map(|pathway| RecentShown {
            label: named(&households, pathway.household_id).unwrap_or(pathway.code),
            pathway: pathway.id,
        });
        let recent = recent.collect();
        let appointments = told(may, self.appointments(may).await?).await?;
        let mut tasks: Vec<TaskShown> = self
            .tasks
            .into_iter()
            .map(|(mut task, household)| {
                task.label = household.and_then(|id| named(&households, id)).or(task.label);
                task
            })
            .collect();
        tasks.sort_by_key(|task| (task.due.is_none(), task.due, task.kind));
        Ok(DayShown {
            day: self.today,
            whose: self.whose,
            recent,
            appointments,
            tasks,
            alerts,
            referrals,
            referrals_waiting,
            more: self.more,
        })
    }
}

fn named(households: &HashMap<HouseholdId, HouseholdShort>, id: HouseholdId) -> Option<String> {
    households.get(&id).and_then(|household| household.name.clone())
}

/// Whether the reader holds a permission for this very pathway.
fn reaches<P: Permission, Q>(may: &May<Q>, pathway: &Pathway) -> bool {
    let Some(reach) = may.caller().reach::<P>() else { return false };
    reach.covers(&pathway.programme, pathway.organisation_id, &pathway.territory)
}

#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    day: DayShown,
    sections: Vec<Section>,
    referrals_waiting: u64,
    may_edit: bool,
    choices: Vec<Whose>,
    here: String,
}

/// Tasks that are due alike.
#[derive(Serialize)]
struct Section {
    standing: Standing,
    tasks: Vec<TaskShown>,
}

/// The first page: the day of whoever has one here, and the beginning of the menu for everybody else.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<SignedIn>, Extension(catalogue): Extension<Arc<Catalogue>>, filters: Filters) -> Answer {
    if !may.may::<KeepTasks>() {
        return may.see(may.first_in_menu().unwrap_or("/account"));
    }
    let filters = filters.forgiving(FILTERS);
    let partner = caseload::has_partner(&may.also::<ViewPathways>());
    let choices: Vec<Whose> =
        Whose::ALL.iter().copied().filter(|choice| partner || *choice != Whose::Partner).collect();
    let asked = filters.0.word("whose", Whose::from_word).filter(|asked| choices.contains(asked));
    let mut day = gathered(&may, &catalogue, asked).await?;
    let tasks = std::mem::take(&mut day.tasks);
    let sections = Standing::ALL.iter().map(|standing| Section {
        standing: *standing,
        tasks: tasks.iter().filter(|task| task.standing == *standing).cloned().collect(),
    });
    let query = filters.query_with("done", "");
    let here = if query.is_empty() { "/".to_owned() } else { format!("/?{query}") };
    let sections = sections.collect();
    let referrals_waiting = day.referrals_waiting;
    may.page(
        "day/index.html",
        Page { day, sections, referrals_waiting, may_edit: may.may::<EditAppointments>(), choices, here },
    )
}
