//! The proposals: what waits for oneself first, and one with its steps and its next act.

pub mod acts;
pub mod answering;
pub mod export;
pub mod fields;
pub mod making;
pub mod meeting;
pub mod told;

use std::collections::BTreeMap;

use people::rules::code;
use serde::Serialize;
use serde_json::{Value, json};
use store::{JournalEntry, Stored};
use web::{Answer, Filters, Form, Id, ListLinks, May, list_links};

use self::fields::FILTERS;
use self::told::{ProposalOut, told, whole};
use super::{Choice, choices};
use crate::permissions::{AnswerProposals, ConfirmProposals, MakeProposals, ViewOffers, ViewProposals};
use crate::rules::deadline::Awaited;
use crate::rules::decline::Consequence;
use crate::rules::offer::OfferKind;
use crate::rules::proposal::{MeetingKind, ProposalAct, ProposalStatus, Side, meetings};
use crate::rules::work::WorkForm;
use crate::store::parts;
use crate::store::placements::PlacementId;
use crate::store::proposals::{self, Listed, ProposalAsk, ProposalId, SORTINGS};
use crate::store::taking::{InternshipAsked, internship_findings};

/// What a list is asked for, from a checked query.
pub(crate) fn asked(query: &Form) -> ProposalAsk {
    let words = query.typed("q");
    ProposalAsk {
        code: (!words.is_empty()).then(|| code::read('C', words).unwrap_or_default()),
        kind: query.word("kind", OfferKind::from_word),
        listed: query.word("listed", Listed::from_word),
        status: query.word("status", ProposalStatus::from_word),
        side: query.word("side", Side::from_word),
        late: query.flag("late"),
        offer: query.value("offer"),
        household: query.value("household"),
        pathway: query.value("pathway"),
    }
}

#[derive(Serialize)]
struct Index {
    rows: Vec<ProposalOut>,
    list: ListLinks,
    kinds: Vec<Tab>,
    lists: Vec<Choice>,
    listed: Listed,
    choices_of_side: Vec<Choice>,
    side: Option<Side>,
    q: String,
    kind: Option<OfferKind>,
    late: bool,
    kept: Vec<(String, String)>,
    query: String,
    may_make: bool,
}

#[derive(Serialize)]
struct Tab {
    kind: Option<OfferKind>,
    href: String,
    count: u64,
    current: bool,
}

/// The list.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewProposals>, filters: Filters) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let mut ask = asked(&filters.0);
    let narrowed = [ask.offer.is_some(), ask.pathway.is_some(), ask.household.is_some(), ask.code.is_some()];
    // Whoever comes from an offer, a pathway or with a code looks for what there is, not for duties.
    if narrowed.contains(&true) && ask.listed.is_none() {
        ask.listed = Some(Listed::All);
    }
    let page = proposals::page(&may.db, &ask, filters.sorting(SORTINGS), filters.page(25)).await?;
    let list = list_links("/proposals", &filters, &page, SORTINGS);
    let counts: BTreeMap<OfferKind, u64> = proposals::counts(&may.db, &ask).await?.into_iter().collect();
    let narrowed = FILTERS.iter().filter_map(|field| Some((field.name.to_owned(), filters.0.text(field.name)?)));
    let narrowed = Filters(Form::of(narrowed));
    let tab = |kind: Option<OfferKind>, count| Tab {
        kind,
        href: format!("/proposals?{}", narrowed.query_with("kind", kind.map_or("", OfferKind::word))),
        count,
        current: ask.kind == kind,
    };
    let kinds = OfferKind::ALL.iter().map(|kind| tab(Some(*kind), counts.get(kind).copied().unwrap_or_default()));
    let kept = ["offer", "pathway", "household"].into_iter();
    let context = Index {
        rows: told(&may, page.items).await?,
        list,
        kinds: std::iter::once(tab(None, counts.values().sum())).chain(kinds).collect(),
        lists: choices(&may, "proposals-listed", Listed::ALL),
        listed: ask.listed.unwrap_or(Listed::ToDo),
        choices_of_side: choices(&may, "proposals-side", Side::ALL),
        side: ask.side,
        q: filters.0.typed("q").to_owned(),
        kind: ask.kind,
        late: ask.late,
        kept: kept.filter_map(|name| Some((name.to_owned(), filters.0.text(name)?))).collect(),
        query: narrowed.query_with("", ""),
        may_make: may.may::<MakeProposals>(),
    };
    may.page("proposals/index.html", context)
}

/// The proposals along a pathway.
///
/// # Errors
/// Never.
pub async fn of_pathway(may: May<ViewProposals>, Id(id): Id<kernel::PathwayId>) -> Answer {
    may.see(&format!("/proposals?listed=all&pathway={id}"))
}

/// Something that can be done with a proposal now: its address, and whether it is the main one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Doable {
    /// Which act, as in its address and its text.
    pub act: &'static str,
    /// Whether it is what the proposal waits for.
    pub main: bool,
}

/// What would be done: what would be refused is not shown. The main one first.
pub(crate) fn doable<P>(may: &May<P>, one: &ProposalOut) -> Vec<Doable> {
    let side = |side: Side| one.sides.contains(&side);
    let can = |act: ProposalAct| one.status.after(act).is_some();
    let (makes, answers) = (may.may::<MakeProposals>(), may.may::<AnswerProposals>());
    let (household, offerer) = (side(Side::Household), side(Side::Offerer));
    let met = one.met_on.is_some();
    let live = one.status.is_live();
    let both_answers_stand = one.status == ProposalStatus::Agreed;
    let all = [
        (
            "confirmation",
            household && may.may::<ConfirmProposals>() && can(ProposalAct::Confirm),
            Awaited::Confirmation,
        ),
        ("meetings", answers && live && !met && (household || offerer), Awaited::Meeting),
        ("household-answer", answers && household && can(ProposalAct::HouseholdNo), Awaited::Household),
        ("offerer-answer", answers && offerer && can(ProposalAct::OffererNo), Awaited::Offerer),
    ];
    let mut acts: Vec<Doable> = all
        .into_iter()
        .filter(|(_, can, _)| *can)
        .map(|(act, _, waits)| Doable { act, main: one.awaited == Some(waits) })
        .collect();
    let more = [
        ("wait", answers && live && (household || offerer) && !both_answers_stand),
        ("lapse", answers && one.late && can(ProposalAct::Lapse)),
        ("withdrawal", makes && household && can(ProposalAct::Withdraw)),
        ("reopening", makes && household && can(ProposalAct::Reopen)),
        ("veto-lifting", answers && offerer && one.veto.and_then(Consequence::vetoed_by) == Some(Side::Offerer)),
    ];
    acts.extend(more.into_iter().filter(|(_, can)| *can).map(|(act, _)| Doable { act, main: false }));
    acts.sort_by_key(|act| !act.main);
    acts
}

/// A step of the line that a proposal's page shows.
#[derive(Debug, Serialize)]
struct Step {
    label: String,
    state: &'static str,
    day: Option<kernel::Day>,
}

fn steps(may: &May<ViewProposals>, one: &ProposalOut) -> Vec<Step> {
    let step = |label: String, done: bool, awaited: bool, day| Step {
        label,
        state: if done {
            "done"
        } else if awaited {
            "now"
        } else {
            "ahead"
        },
        day,
    };
    let mut line = vec![step(may.say("proposal-step-made"), true, false, Some(one.made_on))];
    for kind in meetings(one.kind) {
        let noted = one.meetings.iter().find(|meeting| meeting.step == *kind);
        let settled = noted.is_some_and(|meeting| meeting.done_on.is_some() || meeting.left_out_for.is_some());
        let day = noted.and_then(|meeting| meeting.done_on.or(meeting.planned_on));
        let waits = one.awaited == Some(Awaited::Meeting);
        line.push(step(may.say(&format!("meeting-{kind}")), settled, waits, day));
    }
    let said = [
        (Side::Household, Awaited::Household, one.status.household_said_yes()),
        (Side::Offerer, Awaited::Offerer, one.status.offerer_said_yes()),
    ];
    for (side, awaited, yes) in said {
        let told = one.answers.iter().find(|answer| answer.side == side && answer.yes == yes);
        let day = told.filter(|_| yes).map(|answer| answer.on_day);
        let label = may.say(&format!("proposal-step-{side}-{}", one.kind));
        line.push(step(label, yes, one.awaited == Some(awaited), day));
    }
    let confirmed = one.status == ProposalStatus::Confirmed;
    let day = confirmed.then_some(one.since);
    line.push(step(may.say("proposal-step-confirmed"), confirmed, one.awaited == Some(Awaited::Confirmation), day));
    line
}

/// One proposal.
///
/// # Errors
/// [`web::Problem::NotFound`] when there is none that one may look at.
pub async fn show(may: May<ViewProposals>, Id(id): Id<ProposalId>) -> Answer {
    let one = whole(&may, id).await?;
    let open: Vec<MeetingKind> = open_meetings(&one);
    let context = json!({
        "acts": doable(&may, &one),
        "findings": findings(&may, &one).await?,
        "steps": steps(&may, &one),
        "open_meetings": open,
        "timeline": timeline(&may, proposals::timeline(&may.db, id).await?).await?,
        "one": one,
    });
    may.page("proposals/show.html", context)
}

/// The rules that the internship proposed is known to break, told from the start: its confirmation will ask why it goes on.
async fn findings(may: &May<ViewProposals>, one: &ProposalOut) -> Stored<Vec<Value>> {
    if one.kind != OfferKind::Work || !one.status.is_live() {
        return Ok(Vec::new());
    }
    let db = may.also::<ViewOffers>();
    let job = parts::of(&db, &[one.offer]).await?.jobs.remove(&one.offer);
    let Some(job) = job.filter(|job| job.form == Some(WorkForm::Internship)) else { return Ok(Vec::new()) };
    let (placement, monthly) = (PlacementId::fresh(), job.pay);
    let asked = InternshipAsked { placement, offer: Some(one.offer), from: None, until: None, monthly };
    let found = internship_findings(&db, asked).await?.into_iter();
    let told = found.map(|(found, source)| json!({ "code": found.code(), "limit": found.limit(), "source": source }));
    Ok(told.collect())
}

/// The steps that nobody has settled yet.
pub(crate) fn open_meetings(one: &ProposalOut) -> Vec<MeetingKind> {
    let settled = |kind: MeetingKind| {
        let mut noted = one.meetings.iter().filter(|meeting| meeting.step == kind);
        noted.any(|meeting| meeting.done_on.is_some() || meeting.left_out_for.is_some())
    };
    meetings(one.kind).iter().copied().filter(|kind| !settled(*kind)).collect()
}

async fn timeline(may: &May<ViewProposals>, entries: Vec<JournalEntry>) -> Stored<Vec<Value>> {
    let names = accounts::store::names_of(&may.db, entries.iter().filter_map(|entry| entry.member_id)).await?;
    let told = entries.into_iter().map(|entry| {
        json!({
            "when": entry.at,
            "title": may.say(&format!("fact-{}", entry.kind)),
            "who": entry.member_id.and_then(|member| names.get(&member)),
        })
    });
    Ok(told.collect())
}
