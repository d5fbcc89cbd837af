//! What every page along a pathway shows of it: whose it is, where it stands, what the reader may do.

use kernel::{Day, HouseholdId, MemberId, PathwayId};
use network::store::organisations;
use people::permissions::ViewPeople;
use people::store::households::Membership;
use people::store::sightings::{self, Seen};
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::{Db, Stored};
use web::{May, Permission};

use crate::permissions::{
    ApprovePlans, AssignCaseWorkers, ClosePathways, EditPlans, ReadSealedNotes, ReopenPathways, ViewNotes,
    ViewPathways, WriteNotes,
};
use crate::rules::pathway::PathwayStatus;
use crate::store::pathways::{self, Pathway};

/// The head of a page along a pathway.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Frame {
    pub(crate) id: PathwayId,
    pub(crate) version: i64,
    pub(crate) code: String,
    /// The household: the name of its reference person where names may be read, its code elsewhere.
    pub(crate) label: String,
    pub(crate) household_id: HouseholdId,
    pub(crate) size: i64,
    pub(crate) programme: String,
    pub(crate) partner: String,
    pub(crate) territory: String,
    pub(crate) worker: Option<String>,
    pub(crate) worker_id: MemberId,
    pub(crate) status: PathwayStatus,
    pub(crate) open: bool,
    pub(crate) opened_on: Day,
    pub(crate) closed_on: Option<Day>,
    /// Whether words that may name people are shown.
    pub(crate) words: bool,
    pub(crate) may: Mays,
    pub(crate) today: Day,
    pub(crate) today_shown: String,
}

/// What the reader may do with this very pathway.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Mays {
    view: bool,
    edit: bool,
    approve: bool,
    read_notes: bool,
    write_notes: bool,
    read_sealed: bool,
    close: bool,
    reopen: bool,
    assign: bool,
}

/// Whether the reader holds a permission for this very pathway.
pub(crate) fn reaches<P: Permission, Q>(may: &May<Q>, pathway: &Pathway) -> bool {
    let Some(reach) = may.caller().reach::<P>() else { return false };
    reach.covers(&pathway.programme, pathway.organisation_id, &pathway.territory)
}

/// Notes that the reader sees the household of a pathway.
///
/// # Errors
/// When the database fails.
pub(crate) async fn seen(db: &Db, pathway: &Pathway, what: Seen) -> Stored<()> {
    let of_it = Membership::household_id.eq(pathway.household_id).and(Membership::on(db.today()));
    let present = db.rows::<Membership>().filter(of_it).all().await?;
    sightings::note(db, present.into_iter().map(|spell| spell.person_id), what).await
}

/// The head of a pathway's pages, each of which is noted as seen.
///
/// # Errors
/// When the database fails.
pub(crate) async fn frame<Q>(may: &May<Q>, catalogue: &Catalogue, pathway: &Pathway) -> Stored<Frame> {
    seen(&may.db, pathway, Seen::Pathway).await?;
    let households = pathways::households(&may.also::<ViewPeople>(), [pathway.household_id]).await?;
    let household = households.get(&pathway.household_id);
    let mut partners = organisations::names_of(&may.db, [pathway.organisation_id]).await?;
    let mut workers = accounts::store::names_of(&may.db, [pathway.case_worker]).await?;
    Ok(Frame {
        id: pathway.id,
        version: pathway.version,
        code: pathway.code.clone(),
        label: household.map_or_else(|| pathway.code.clone(), |household| household.label().to_owned()),
        household_id: pathway.household_id,
        size: household.map_or(0, |household| household.size),
        programme: catalogue.name(&pathway.programme),
        partner: partners.remove(&pathway.organisation_id).unwrap_or_default(),
        territory: territory_name(catalogue, pathway),
        worker: workers.remove(&pathway.case_worker),
        worker_id: pathway.case_worker,
        status: pathway.status,
        open: pathway.status.is_open(),
        opened_on: pathway.opened_on,
        closed_on: pathway.closed_on,
        words: pathway.shows_words(&may.db),
        may: Mays {
            view: reaches::<ViewPathways, _>(may, pathway),
            edit: reaches::<EditPlans, _>(may, pathway),
            approve: reaches::<ApprovePlans, _>(may, pathway),
            read_notes: reaches::<ViewNotes, _>(may, pathway),
            write_notes: reaches::<WriteNotes, _>(may, pathway),
            read_sealed: reaches::<ReadSealedNotes, _>(may, pathway),
            close: reaches::<ClosePathways, _>(may, pathway),
            reopen: reaches::<ReopenPathways, _>(may, pathway),
            assign: reaches::<AssignCaseWorkers, _>(may, pathway),
        },
        today: may.db.today(),
        today_shown: may.db.today().italian(),
    })
}

/// The name of a pathway's territory; its code where the programme's definition is not known here.
pub(crate) fn territory_name(catalogue: &Catalogue, pathway: &Pathway) -> String {
    let programme = catalogue.get(&pathway.programme);
    let territory = programme.and_then(|programme| programme.territory(&pathway.territory));
    territory.map_or_else(|| pathway.territory.to_string(), |territory| territory.name.clone())
}

/// A choice in a list: what is sent and what is read.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// The axes of a pathway's programme, in the language of the page.
pub(crate) fn axes(catalogue: &Catalogue, pathway: &Pathway, language: &str) -> Vec<Choice> {
    let programme = catalogue.get(&pathway.programme);
    let axes = programme.into_iter().flat_map(|programme| &programme.axes);
    axes.map(|axis| Choice { value: axis.code.clone(), label: axis.name.get(language).to_owned() }).collect()
}

/// The name of an axis; its code where the programme's definition is not known here.
pub(crate) fn axis_name(axes: &[Choice], code: &str) -> String {
    axes.iter().find(|axis| axis.value == code).map_or_else(|| code.to_owned(), |axis| axis.label.clone())
}

/// Words as choices, each read under the stem of its texts: `service-kind-` and `school`.
pub(crate) fn choices<W: std::fmt::Display>(desk: &web::Desk, stem: &str, words: &[W]) -> Vec<Choice> {
    let choice = |word: &W| Choice { value: word.to_string(), label: desk.say(&format!("{stem}{word}")) };
    words.iter().map(choice).collect()
}
