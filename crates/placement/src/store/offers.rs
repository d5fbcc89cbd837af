//! Offers, as kept: who keeps them, where they stand, and who sees them.
//!
//! An offer is kept by an organisation, in a programme and a territory: who reaches these may change it. Whatever is
//! offered to the network and is no draft is read by every member who sees offers: that is another type over the same
//! table, [`OfferSeen`], so that nothing seen can be held and changed.

use kernel::text::fold;
use kernel::{Day, Moment, OrganisationId, ProgrammeCode, TerritoryCode};
use serde::Serialize;
use store::{Change, Db, Entry, Fact, Held, InReach, JournalEntry, Order, Page, PageAsk, Reach, Stored, Where, record};
use web::Sorting;

use super::declined::Acted;
use super::host_steps;
use super::parts::{self, Contact, Part};
use super::proposals::Proposal;
use super::proposals::handover::{following, hand_over};
use super::proposals::holding::release_all;
use super::proposals::making::room;
use super::terms::Terms;
use crate::rules::Refusal;
use crate::rules::capacity::Capacity;
use crate::rules::family::Suitability;
use crate::rules::offer::{
    OfferAct, OfferKind, OfferStatus, SharedWith, WithdrawReason, acted, fresh_since, may_be_held, standing,
};

kernel::id!(
    /// Names an offer.
    OfferId
);
store::text_cells!(OfferId);

/// The two views of the one table: the columns stand here once.
macro_rules! offer_rows {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        record! {
            $(#[$doc])*
            pub struct $name in offer keyed by OfferId {
                /// Its id.
                pub id: OfferId,
                /// How often it was changed.
                pub version: i64,
                /// Its short code.
                pub code: String,
                /// What is offered.
                pub kind: OfferKind,
                /// What it is called, without names of people.
                pub title: Option<String>,
                /// The title, folded, for searching and sorting; empty without one.
                pub title_key: String,
                /// In which programme it was found.
                pub programme: ProgrammeCode,
                /// Who keeps it.
                pub organisation_id: OrganisationId,
                /// In which territory of the programme.
                pub territory: TerritoryCode,
                /// In which municipality: its ISTAT code.
                pub municipality: Option<String>,
                /// Where it stands, as last written; see [`standing`] for today.
                pub status: OfferStatus,
                /// To whom it is shown.
                pub shared_with: SharedWith,
                /// From when on.
                pub available_from: Option<Day>,
                /// Until when.
                pub available_to: Option<Day>,
                /// When somebody last heard that it still stands.
                pub heard_on: Day,
                /// The last day of a hold.
                pub held_until: Option<Day>,
                /// Why it was withdrawn.
                pub withdrawn_for: Option<WithdrawReason>,
                /// When it was last changed.
                pub changed_at: Moment,
            }
        }

        impl $name {
            /// Where it stands on a day.
            #[must_use]
            pub fn standing(&self, today: Day) -> OfferStatus {
                standing(self.status, self.held_until, today)
            }
        }
    )+};
}

offer_rows! {
    /// An offer of one's own reach.
    Offer;
    /// An offer that one may look at: of one's own reach, or offered to the network.
    OfferSeen;
}

impl InReach for Offer {
    fn in_reach(reach: &Reach) -> Where {
        reach.by(Self::programme, Self::organisation_id, Self::territory)
    }
}

impl InReach for OfferSeen {
    fn in_reach(reach: &Reach) -> Where {
        let offered = Self::shared_with.eq(SharedWith::Network).and(Self::status.ne(OfferStatus::Draft));
        let own = reach.by(Self::programme, Self::organisation_id, Self::territory);
        // Whoever proposed it goes on seeing it, wherever it went since.
        let proposed = reach.through::<Proposal>(Proposal::offer_id.is(Self::id));
        own.or(reach.anyone().and(offered)).or(proposed)
    }
}

impl Offer {
    /// An entry about this offer: who reaches its place reads it.
    pub(crate) fn entry(&self, fact: &impl Fact) -> Entry {
        Entry::new(fact, self.id).within(&self.programme, self.organisation_id, &self.territory)
    }
}

/// What can happen to an offer. What was said and for whom it is held stays out of the journal.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "each fact carries the kind of the offer, and a day or a reason that its name explains"
)]
pub enum OfferFact {
    /// It was written down.
    OfferWritten { kind: OfferKind },
    /// Its data were changed.
    OfferChanged { kind: OfferKind },
    /// It may be proposed from now on.
    OfferOpened { kind: OfferKind },
    /// It is held until a day.
    OfferHeld { kind: OfferKind, until: Day },
    /// The hold was ended.
    OfferFreed { kind: OfferKind },
    /// Somebody took it.
    OfferTaken { kind: OfferKind },
    /// It was withdrawn.
    OfferWithdrawn { kind: OfferKind, reason: WithdrawReason },
    /// It was opened again.
    OfferReopened { kind: OfferKind },
    /// It was confirmed that it still stands.
    OfferConfirmed { kind: OfferKind },
    /// Somebody was talked to about it.
    OfferTalkNoted { kind: OfferKind },
    /// A visit of the home was planned or noted.
    UpkeepVisitNoted { kind: OfferKind },
    /// A planned visit is not made.
    UpkeepVisitCancelled { kind: OfferKind },
    /// A step of a host family was planned or noted.
    HostStepNoted { kind: OfferKind },
    /// A planned step is not taken.
    HostStepCancelled { kind: OfferKind },
}

impl Fact for OfferFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::OfferWritten { .. } => "offer-written",
            Self::OfferChanged { .. } => "offer-changed",
            Self::OfferOpened { .. } => "offer-opened",
            Self::OfferHeld { .. } => "offer-held",
            Self::OfferFreed { .. } => "offer-freed",
            Self::OfferTaken { .. } => "offer-taken",
            Self::OfferWithdrawn { .. } => "offer-withdrawn",
            Self::OfferReopened { .. } => "offer-reopened",
            Self::OfferConfirmed { .. } => "offer-confirmed",
            Self::OfferTalkNoted { .. } => "offer-talk-noted",
            Self::UpkeepVisitNoted { .. } => "upkeep-visit-noted",
            Self::UpkeepVisitCancelled { .. } => "upkeep-visit-cancelled",
            Self::HostStepNoted { .. } => "host-step-noted",
            Self::HostStepCancelled { .. } => "host-step-cancelled",
        }
    }

    fn detail(&self) -> Option<String> {
        let (Self::OfferWritten { kind }
        | Self::OfferChanged { kind }
        | Self::OfferOpened { kind }
        | Self::OfferHeld { kind, .. }
        | Self::OfferFreed { kind }
        | Self::OfferTaken { kind }
        | Self::OfferWithdrawn { kind, .. }
        | Self::OfferReopened { kind }
        | Self::OfferConfirmed { kind }
        | Self::OfferTalkNoted { kind }
        | Self::UpkeepVisitNoted { kind }
        | Self::UpkeepVisitCancelled { kind }
        | Self::HostStepNoted { kind }
        | Self::HostStepCancelled { kind }) = self;
        Some(kind.to_string())
    }
}

kernel::words! {
    /// Which offers a list holds.
    pub enum Listed {
        /// Those that can be proposed today.
        Open = "open",
        /// Those held for somebody today.
        Held = "held",
        /// Those not offered yet.
        Draft = "draft",
        /// Those whose time is over, and that nobody withdrew.
        Over = "over",
        /// Those that somebody took.
        Taken = "taken",
        /// Those withdrawn.
        Withdrawn = "withdrawn",
        /// All.
        All = "all",
    }
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct OfferAsk {
    /// The beginning of a title, or a code.
    pub words: String,
    /// Only of this kind.
    pub kind: Option<OfferKind>,
    /// Which of them; those open when left out.
    pub listed: Option<Listed>,
    /// Only of this programme.
    pub programme: Option<ProgrammeCode>,
    /// Only in this territory.
    pub territory: Option<TerritoryCode>,
    /// Only in these territories: those of a region.
    pub among: Option<Vec<TerritoryCode>>,
    /// Only in this municipality.
    pub municipality: Option<String>,
    /// Only those of which nobody has heard for too long.
    pub stale: bool,
    /// Only those that one may change oneself, not what partners offer.
    pub own: bool,
}

impl OfferAsk {
    pub(super) fn condition(&self, db: &Db) -> Where {
        let today = db.today();
        let mut all = listed(self.listed.unwrap_or(Listed::Open), today);
        if self.own {
            all = all.and(Offer::in_reach(db.reach()));
        }
        if let Some(kind) = self.kind {
            all = all.and(OfferSeen::kind.eq(kind));
        }
        if let Some(programme) = &self.programme {
            all = all.and(OfferSeen::programme.eq(programme.clone()));
        }
        if let Some(territory) = &self.territory {
            all = all.and(OfferSeen::territory.eq(territory.clone()));
        }
        if let Some(among) = &self.among {
            all = all.and(OfferSeen::territory.is_in(among.iter().cloned()));
        }
        if let Some(municipality) = &self.municipality {
            all = all.and(OfferSeen::municipality.eq(municipality.clone()));
        }
        if self.stale {
            all = all.and(stale(today));
        }
        let words = self.words.trim();
        if !words.is_empty() {
            let code = people::rules::code::read('O', words).unwrap_or_default();
            all = all.and(OfferSeen::title_key.begins_with(&fold(words)).or(OfferSeen::code.eq(code)));
        }
        all
    }
}

fn listed(which: Listed, today: Day) -> Where {
    let freed = OfferSeen::status.eq(OfferStatus::Held).and(OfferSeen::held_until.lt(today));
    let open = OfferSeen::status.eq(OfferStatus::Open).or(freed);
    let lasts = OfferSeen::available_to.is_null().or(OfferSeen::available_to.at_least(today));
    match which {
        Listed::Open => open.and(lasts),
        Listed::Over => open.and(OfferSeen::available_to.lt(today)),
        Listed::Held => OfferSeen::status.eq(OfferStatus::Held).and(OfferSeen::held_until.at_least(today)),
        Listed::Draft => OfferSeen::status.eq(OfferStatus::Draft),
        Listed::Taken => OfferSeen::status.eq(OfferStatus::Taken),
        Listed::Withdrawn => OfferSeen::status.eq(OfferStatus::Withdrawn),
        Listed::All => Where::everything(),
    }
}

fn stale(today: Day) -> Where {
    let lives = OfferStatus::ALL.iter().copied().filter(|status| status.lives());
    let old = OfferKind::ALL
        .iter()
        .map(|kind| OfferSeen::kind.eq(*kind).and(OfferSeen::heard_on.lt(fresh_since(*kind, today))));
    OfferSeen::status.is_in(lives).and(Where::any(old))
}

/// By what a list can be sorted; the first when nothing is said.
pub const SORTINGS: &[Sorting] = &[
    Sorting { by: "heard-on", order: Order::Falling },
    Sorting { by: "title", order: Order::Rising },
    Sorting { by: "territory", order: Order::Rising },
];

/// One page of the offers that one may look at.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, ask: &OfferAsk, sorting: Sorting, page: PageAsk) -> Stored<Page<OfferSeen>> {
    let rows = db.rows::<OfferSeen>().filter(ask.condition(db));
    let rows = match sorting.by {
        "title" => rows.sort(OfferSeen::title_key, sorting.order),
        "territory" => rows.sort(OfferSeen::territory, sorting.order),
        _ => rows.sort(OfferSeen::heard_on, sorting.order),
    };
    rows.sort(OfferSeen::id, Order::Falling).page(page).await
}

/// How many offers of each kind can be proposed today, and how many have gone stale, for the tabs of the list.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Db, ask: &OfferAsk) -> Stored<Vec<(OfferKind, u64)>> {
    let all = OfferAsk { kind: None, ..ask.clone() };
    db.rows::<OfferSeen>().filter(all.condition(db)).tally(OfferSeen::kind).await
}

/// What an offer says as a whole.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The common part.
    pub offer: Offer,
    /// How to reach whoever makes it, and the notes.
    pub contact: Contact,
    /// The part of its kind.
    pub part: Part,
    /// What it asks and gives, in words that can be compared.
    pub terms: Terms,
}

/// Writes an offer down; with `open` it may be proposed at once.
///
/// # Errors
/// [`Refusal::NotSuitable`] for a host family that is to be open; [`store::StoreError::NotFound`] when it would lie beyond
/// reach.
pub async fn add(db: &Db, whole: Whole, open: bool) -> Acted<Offer> {
    let Whole { mut offer, contact, part, terms } = whole;
    if open {
        if offer.kind == OfferKind::Family {
            return Err(Refusal::NotSuitable.into());
        }
        offer.status = acted(offer.status, None, OfferAct::Open, db.today())?;
    }
    let kind = offer.kind;
    let mut change = db.change().await?;
    change.insert(&offer).await?;
    write_parts(&mut change, contact, part, terms).await?;
    let written = offer.entry(&OfferFact::OfferWritten { kind });
    if open {
        change.record(written).await?;
        change.commit(offer.entry(&OfferFact::OfferOpened { kind })).await?;
    } else {
        change.commit(written).await?;
    }
    Ok(offer)
}

async fn write_parts(change: &mut Change, contact: Contact, part: Part, terms: Terms) -> Stored<()> {
    change.add(&[contact]).await?;
    change.add(&[terms]).await?;
    part.add(change).await
}

/// Writes the new data of an offer. Where it stands is not touched; its proposals go with it to another keeper.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn put(db: &Db, held: Held<Offer>, whole: Whole) -> Stored<Offer> {
    let Whole { offer, contact, part, terms } = whole;
    let kind = held.kind;
    let before = db.rows::<Contact>().filter(Contact::offer_id.eq(held.id)).first().await?;
    let contact = Contact { held_for: before.and_then(|before| before.held_for), ..contact };
    let id = held.id;
    let new = Offer {
        id,
        kind,
        code: held.code.clone(),
        status: held.status,
        heard_on: held.heard_on,
        held_until: held.held_until,
        withdrawn_for: held.withdrawn_for,
        changed_at: db.now(),
        ..offer
    };
    let proposals = following(db, &new).await?;
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    hand_over(&mut change, db, proposals, &new).await?;
    change.remove::<Contact>(Contact::offer_id.eq(id)).await?;
    Part::remove(&mut change, id).await?;
    change.remove::<Terms>(Terms::offer_id.eq(id)).await?;
    write_parts(&mut change, contact, part, terms).await?;
    change.commit(new.entry(&OfferFact::OfferChanged { kind })).await?;
    Ok(new)
}

/// What comes with an act.
#[derive(Debug, Clone)]
pub enum Turn {
    /// It may be proposed from now on.
    Open,
    /// It is held until a day, for somebody.
    Hold {
        /// Its last day.
        until: Day,
        /// For whom and why.
        held_for: Option<String>,
    },
    /// The hold ends.
    Free,
    /// Somebody takes it.
    Take,
    /// It is withdrawn.
    Withdraw(WithdrawReason),
    /// It is offered again, and heard of by that.
    Reopen,
}

impl Turn {
    fn act(&self) -> OfferAct {
        match self {
            Self::Open => OfferAct::Open,
            Self::Hold { .. } => OfferAct::Hold,
            Self::Free => OfferAct::Free,
            Self::Take => OfferAct::Take,
            Self::Withdraw(_) => OfferAct::Withdraw,
            Self::Reopen => OfferAct::Reopen,
        }
    }

    fn fact(&self, kind: OfferKind) -> OfferFact {
        match *self {
            Self::Open => OfferFact::OfferOpened { kind },
            Self::Hold { until, .. } => OfferFact::OfferHeld { kind, until },
            Self::Free => OfferFact::OfferFreed { kind },
            Self::Take => OfferFact::OfferTaken { kind },
            Self::Withdraw(reason) => OfferFact::OfferWithdrawn { kind, reason },
            Self::Reopen => OfferFact::OfferReopened { kind },
        }
    }
}

/// Moves an offer on.
///
/// # Errors
/// When it stands elsewhere than the act needs, a hold has no fitting day, or a family is not suitable.
pub async fn turn(db: &Db, held: Held<Offer>, turn: Turn) -> Acted<Offer> {
    let today = db.today();
    let status = acted(held.status, held.held_until, turn.act(), today)?;
    if held.kind == OfferKind::Family && !matches!(turn.act(), OfferAct::Withdraw | OfferAct::Free) {
        let steps = host_steps::of(db, held.id).await?;
        if host_steps::suitability(&steps) != Suitability::Suitable {
            return Err(Refusal::NotSuitable.into());
        }
    }
    let mut new = Offer { status, held_until: None, withdrawn_for: None, changed_at: db.now(), ..held.clone() };
    let mut for_whom = None;
    match &turn {
        Turn::Hold { until, held_for } => {
            may_be_held(*until, today)?;
            new.held_until = Some(*until);
            for_whom.clone_from(held_for);
        }
        Turn::Withdraw(reason) => new.withdrawn_for = Some(*reason),
        Turn::Reopen => new.heard_on = today,
        Turn::Open | Turn::Free | Turn::Take => {}
    }
    let fact = turn.fact(held.kind);
    let whole =
        matches!(turn, Turn::Reopen) && room(&parts::of(db, &[held.id]).await?, held.id) == Capacity::OneHousehold;
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.set::<Contact, _>(Contact::offer_id.eq(new.id), Contact::held_for, for_whom).await?;
    if whole {
        release_all(&mut change, new.id).await?;
    }
    change.commit(new.entry(&fact)).await?;
    Ok(new)
}

/// Notes that an offer still stands today.
///
/// # Errors
/// [`Refusal::NotSo`] when it was taken or withdrawn.
pub async fn confirm(db: &Db, held: Held<Offer>) -> Acted<Offer> {
    let today = db.today();
    if !held.standing(today).lives() {
        return Err(Refusal::NotSo.into());
    }
    if held.heard_on == today {
        return Ok(held.clone());
    }
    let kind = held.kind;
    let new = Offer { heard_on: today, changed_at: db.now(), ..held.clone() };
    let mut change = db.change().await?;
    let new = change.update(held, new).await?;
    change.commit(new.entry(&OfferFact::OfferConfirmed { kind })).await?;
    Ok(new)
}

/// What happened to an offer, the latest first; nothing of what partners keep.
///
/// # Errors
/// When the database fails.
pub async fn timeline(db: &Db, offer: OfferId) -> Stored<Vec<JournalEntry>> {
    let about = JournalEntry::subject.eq(offer.to_string());
    db.rows::<JournalEntry>().filter(about).sort(JournalEntry::id, Order::Falling).limit(100).all().await
}
