//! The monitoring table counted a second time, from the rows instead of the journal: a check, used by the tests and by
//! `soglia doctor`, that the journal and the rows still tell the same.
//!
//! It shares nothing with the tally but the shape of the table: the facts come from referrals, verdicts, pathways and
//! what hangs on them, the people from memberships on each day, the ages from the people as they are known now. It
//! reads everything within reach into memory and is no way to make a page.

use std::collections::{BTreeSet, HashMap};

use kernel::{Day, HouseholdId, PersonId, ProgrammeCode, ReferralId};
use pathways::rules::referral::ReferralStatus;
use pathways::rules::step::StepStatus;
use pathways::store::closings::Closing;
use pathways::store::follow_ups::FollowUp;
use pathways::store::pathways::Pathway;
use pathways::store::plans::Plan;
use pathways::store::referrals::Referral;
use pathways::store::reviews::Review;
use pathways::store::services::ActivatedService;
use pathways::store::steps::Step;
use pathways::store::verdicts::VerdictId;
use people::rules::person::Sex;
use people::store::household_moves::spells_of_many;
use people::store::households::Membership;
use people::store::persons::Person;
use placement::store::check_ins::CheckIn;
use placement::store::placements::Placement;
use programmes::definition::Programme;
use store::{AgeBand, Db, InReach, Order, Reach, Stored, TallyRow, Where, record};

use crate::rules::monitoring::{Line, Table};
use crate::rules::period::Span;
use crate::store::monitoring::{parts_of, table};

/// Households whose people are read at once.
const AT_ONCE: usize = 500;

record! {
    /// A kept verdict without its evidence, which is long and is not needed here.
    pub struct VerdictShort in verdict {
        /// The id.
        pub id: VerdictId,
        /// Of which referral.
        pub referral_id: ReferralId,
        /// For which programme.
        pub programme: ProgrammeCode,
        /// The answer, as a word.
        pub answer: String,
        /// The day of the assessment.
        pub day: Day,
    }
}

impl InReach for VerdictShort {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Referral>(Referral::id.is(Self::referral_id))
    }
}

/// A fact, as the rows tell it.
struct Fact {
    line: Line,
    detail: Option<String>,
    household: HouseholdId,
    /// The one person whom it counts, where it is not the household.
    person: Option<PersonId>,
    day: Day,
}

/// A place of the table where journal and rows disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line.
    pub line: Line,
    /// The part; the total of the line, when empty.
    pub detail: Option<String>,
    /// Facts and people by the journal.
    pub journal: (u64, u64),
    /// Facts and people by the rows.
    pub rows: (u64, u64),
}

/// Where the table of the journal and that of the rows disagree; nowhere, when all is well.
///
/// # Errors
/// When the database fails.
pub async fn differences(db: &Db, programme: &Programme, span: Span) -> Stored<Vec<Difference>> {
    let (journal, rows) = (table(db, programme, span).await?, from_rows(db, programme, span).await?);
    let cells = |table: &Table| {
        let totals = table.sections.iter().map(|section| ((section.line, None), section.total.clone()));
        let parts = table.sections.iter().flat_map(|section| {
            section.parts.iter().map(|(detail, count)| ((section.line, Some(detail.clone())), count.clone()))
        });
        totals.chain(parts).collect::<HashMap<_, _>>()
    };
    let (journal, rows) = (cells(&journal), cells(&rows));
    let keys: BTreeSet<_> = journal.keys().chain(rows.keys()).cloned().collect();
    let differing = keys.into_iter().filter_map(|key| {
        let (by_journal, by_rows) =
            (journal.get(&key).cloned().unwrap_or_default(), rows.get(&key).cloned().unwrap_or_default());
        (by_journal != by_rows).then(|| Difference {
            line: key.0,
            detail: key.1,
            journal: (by_journal.events, by_journal.people()),
            rows: (by_rows.events, by_rows.people()),
        })
    });
    Ok(differing.collect())
}

/// The monitoring table, from the rows alone.
///
/// # Errors
/// When the database fails.
pub async fn from_rows(db: &Db, programme: &Programme, span: Span) -> Stored<Table> {
    let mut facts = referred(db, &programme.code).await?;
    facts.extend(judged(db, &programme.code).await?);
    facts.extend(accompanied(db, &programme.code).await?);
    facts.extend(placed(db, &programme.code).await?);
    facts.retain(|fact| span.from <= fact.day && fact.day <= span.to);
    let alone = facts.iter().filter_map(|fact| fact.person).collect();
    let households = Households::of(db, facts.iter().map(|fact| fact.household).collect(), alone).await?;
    let by_detail = tallied(&facts, &households, |fact| fact.detail.clone());
    let by_kind = tallied(&facts, &households, |_| None);
    Ok(Table::of(&by_detail, &by_kind, &parts_of(programme)))
}

/// Referrals that were received; what became of them later does not matter.
async fn referred(db: &Db, programme: &ProgrammeCode) -> Stored<Vec<Fact>> {
    let received = Referral::programme.eq(programme.clone()).and(Referral::status.ne(ReferralStatus::Draft));
    let rows = db.rows::<Referral>().filter(received).filter(Referral::received_on.is_filled()).all().await?;
    let fact = |row: Referral| {
        let (line, household) = (Line::ReferralReceived, row.household_id);
        Some(Fact { line, detail: None, household, person: None, day: row.received_on? })
    };
    Ok(rows.into_iter().filter_map(fact).collect())
}

/// The latest verdict of each referral for the programme that it is addressed to.
async fn judged(db: &Db, programme: &ProgrammeCode) -> Stored<Vec<Fact>> {
    let own = VerdictShort::programme.eq(programme.clone()).and(Referral::programme.eq(programme.clone()));
    let rows = db
        .rows::<VerdictShort>()
        .filter(own)
        .sort(VerdictShort::id, Order::Rising)
        .with::<Referral>(Referral::id.is(VerdictShort::referral_id))
        .all()
        .await?;
    // From the first to the last: the last one stands.
    let latest: HashMap<ReferralId, (VerdictShort, HouseholdId)> =
        rows.into_iter().map(|(verdict, referral)| (referral.id, (verdict, referral.household_id))).collect();
    let fact = |(verdict, household): (VerdictShort, HouseholdId)| Fact {
        line: Line::VerdictRecorded,
        detail: Some(verdict.answer),
        household,
        person: None,
        day: verdict.day,
    };
    Ok(latest.into_values().map(fact).collect())
}

/// Everything that hangs on the programme's pathways.
async fn accompanied(db: &Db, programme: &ProgrammeCode) -> Stored<Vec<Fact>> {
    let ours = || Pathway::programme.eq(programme.clone());
    let fact = |line, detail, pathway: &Pathway, day| Fact {
        line,
        detail,
        household: pathway.household_id,
        person: None,
        day,
    };
    let mut facts = Vec::new();
    for pathway in db.rows::<Pathway>().filter(ours()).all().await? {
        facts.push(fact(Line::PathwayOpened, None, &pathway, pathway.opened_on));
    }
    let signed = db.rows::<Plan>().filter(ours()).filter(Plan::signed_on.is_filled());
    for (plan, pathway) in signed.with::<Pathway>(Pathway::id.is(Plan::pathway_id)).all().await? {
        facts.extend(plan.signed_on.map(|day| fact(Line::PlanSigned, None, &pathway, day)));
    }
    let done = db.rows::<Step>().filter(ours()).filter(Step::status.eq(StepStatus::Done));
    for (step, pathway) in done.with::<Pathway>(Pathway::id.is(Step::pathway_id)).all().await? {
        facts.extend(step.done_on.map(|day| fact(Line::StepDone, Some(step.axis), &pathway, day)));
    }
    let activated = db.rows::<ActivatedService>().filter(ours());
    for (service, pathway) in activated.with::<Pathway>(Pathway::id.is(ActivatedService::pathway_id)).all().await? {
        let kind = Some(service.kind.word().to_owned());
        facts.push(fact(Line::ServiceActivated, kind, &pathway, service.activated_on));
    }
    let held = db.rows::<Review>().filter(ours());
    for (review, pathway) in held.with::<Pathway>(Pathway::id.is(Review::pathway_id)).all().await? {
        facts.push(fact(Line::ReviewHeld, None, &pathway, review.held_on));
    }
    let closed = db.rows::<Closing>().filter(ours()).filter(Closing::taken_back_on.is_null());
    for (closing, pathway) in closed.with::<Pathway>(Pathway::id.is(Closing::pathway_id)).all().await? {
        let reason = Some(closing.reason.word().to_owned());
        facts.push(fact(Line::PathwayClosed, reason, &pathway, closing.closed_on));
    }
    let asked = db.rows::<FollowUp>().filter(ours()).filter(FollowUp::done_on.is_filled());
    for (follow_up, pathway) in asked.with::<Pathway>(Pathway::id.is(FollowUp::pathway_id)).all().await? {
        let months = Some(follow_up.months.to_string());
        facts.extend(follow_up.done_on.map(|day| fact(Line::FollowUpDone, months, &pathway, day)));
    }
    Ok(facts)
}

/// Placements of the programme, and their check-ins.
async fn placed(db: &Db, programme: &ProgrammeCode) -> Stored<Vec<Fact>> {
    let ours = || Placement::programme.eq(programme.clone()).and(Placement::began_on.is_filled());
    let fact = |line, detail: String, placement: &Placement, day| Fact {
        line,
        detail: Some(detail),
        household: placement.household_id,
        person: placement.person_id,
        day,
    };
    let mut facts = Vec::new();
    for placement in db.rows::<Placement>().filter(ours()).all().await? {
        let began = placement.began_on.map(|on| fact(Line::PlacementBegan, placement.kind.to_string(), &placement, on));
        let ended = placement.ended_on.zip(placement.end_reason);
        let ended = ended.map(|(on, reason)| fact(Line::PlacementEnded, reason.to_string(), &placement, on));
        facts.extend(began.into_iter().chain(ended));
    }
    let held = db.rows::<CheckIn>().filter(ours()).filter(CheckIn::held_on.is_filled());
    for (check_in, placement) in held.with::<Placement>(Placement::id.is(CheckIn::placement_id)).all().await? {
        facts.extend(check_in.held_on.map(|on| fact(Line::CheckInHeld, check_in.days.to_string(), &placement, on)));
    }
    Ok(facts)
}

/// Who belongs to each household, and since when; and the people whom facts count alone.
struct Households {
    spells: HashMap<HouseholdId, Vec<(Membership, Person)>>,
    alone: HashMap<PersonId, Person>,
}

impl Households {
    async fn of(db: &Db, ids: BTreeSet<HouseholdId>, alone: BTreeSet<PersonId>) -> Stored<Self> {
        let ids: Vec<HouseholdId> = ids.into_iter().collect();
        let mut households: HashMap<_, Vec<_>> = HashMap::new();
        for some in ids.chunks(AT_ONCE) {
            households.extend(spells_of_many(db, some.iter().copied()).await?);
        }
        let ids: Vec<PersonId> = alone.into_iter().collect();
        let mut alone = HashMap::new();
        for some in ids.chunks(AT_ONCE) {
            let rows = db.rows::<Person>().filter(Person::id.is_in(some.iter().copied())).all().await?;
            alone.extend(rows.into_iter().map(|person| (person.id, person)));
        }
        Ok(Self { spells: households, alone })
    }

    /// Whom a fact counts.
    fn counted(&self, fact: &Fact) -> impl Iterator<Item = &Person> {
        let (day, whole) = (fact.day, fact.person.is_none());
        let members = self.spells.get(&fact.household).filter(|_| whole).into_iter().flatten();
        let members = members.filter(move |(membership, _)| membership.holds_on(day)).map(|(_, person)| person);
        members.chain(fact.person.and_then(|person| self.alone.get(&person)))
    }
}

/// Counts facts and people, each person once and in the youngest band, as the journal's tally does.
fn tallied(facts: &[Fact], households: &Households, detail: impl Fn(&Fact) -> Option<String>) -> Vec<TallyRow> {
    let mut events: HashMap<(Line, Option<String>), u64> = HashMap::new();
    let mut people: HashMap<(Line, Option<String>, PersonId), (Sex, AgeBand)> = HashMap::new();
    for fact in facts {
        let detail = detail(fact);
        *events.entry((fact.line, detail.clone())).or_default() += 1;
        for person in households.counted(fact) {
            let band = AgeBand::of(person.born, fact.day);
            let counted = people.entry((fact.line, detail.clone(), person.id)).or_insert((person.sex, band));
            counted.1 = counted.1.min(band);
        }
    }
    let row = |line: Line, detail, who, count| TallyRow { kind: line.word().to_owned(), detail, who, count };
    let counted = people
        .into_iter()
        .map(|((line, detail, _), (sex, band))| row(line, detail, Some((sex.word().to_owned(), band)), 1));
    events.into_iter().map(|((line, detail), count)| row(line, detail, None, count)).chain(counted).collect()
}
