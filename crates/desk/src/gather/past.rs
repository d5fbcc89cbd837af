//! The past as it is stored: everybody who looked at some time, everything that was on offer, and from when to when. People
//! and offers are read as they are known today; what was different then is not kept anywhere.

use std::collections::HashMap;

use kernel::{Day, Uuid};
use matching::desk::Ask;
use matching::facts::Distances;
use matching::rules::Policy;
use placement::rules::offer::{OfferKind, OfferStatus};
use placement::rules::search::SearchStatus;
use placement::store::offers::OfferSeen;
use placement::store::searches::Search;
use store::{Db, Order, Stored};

use super::offered::Offered;
use super::{About, Facts, Known, Sources, Vetoes, living, seeker, work};
use crate::fairness::GroupsOf;

/// From when to when: until the end of the past, where nothing ended it.
pub type Spell = (Day, Option<Day>);

/// What was gathered of the past, on two policies.
#[derive(Debug, Clone)]
pub struct PastGathered {
    /// The same facts for each policy.
    pub facts: [Facts; 2],
    /// When each who looked came, and until when it looked if nothing came of it.
    pub seekers: HashMap<Uuid, Spell>,
    /// When each offer was there.
    pub offers: HashMap<Uuid, Spell>,
    /// Who is of which groups.
    pub groups: GroupsOf,
}

/// Gathers the past since a day; `tell` hears what is being read and says whether to go on. Nothing, when it says no.
///
/// # Errors
/// When the database fails.
pub async fn gather_past(
    from: &Sources,
    about: &About,
    policies: [Policy; 2],
    days: (Day, Day),
    seed: u64,
    tell: impl Fn(&'static str) -> bool,
) -> Stored<Option<PastGathered>> {
    let (since, today) = days;
    if !tell("searches") {
        return Ok(None);
    }
    let db = &from.searches;
    let rows = db.rows::<Search>().filter(Search::kind.eq(about.kind));
    let rows = rows.filter(Search::programme.eq(about.programme.clone()));
    let rows = rows.filter_if(about.territory.clone().map(|code| Search::territory.eq(code)));
    let mut searches = rows.sort(Search::since, Order::Rising).sort(Search::id, Order::Rising).all().await?;
    searches.retain(|search| ended(db, search).is_none_or(|last| last >= since));
    let mut seen = std::collections::HashSet::new();
    searches.retain(|search| seen.insert(seeker(search)));
    if !tell("offers") {
        return Ok(None);
    }
    let offered = Offered::read_past(from, about, since).await?;
    if !tell("people") {
        return Ok(None);
    }
    let mut known = Known::read(from, &searches).await?;
    known.past = true;
    let vetoes = Vetoes::of(&known, &searches, &offered);
    let programme = Some(about.programme.clone());
    macro_rules! both {
        ($facts:path, $seekers:expr, $offers:expr) => {{
            let (seekers, offers): (Vec<_>, Vec<_>) = ($seekers.collect(), $offers);
            policies.map(|policy| {
                $facts(Box::new(Ask {
                    seekers: seekers.clone(),
                    offers: offers.clone(),
                    policy,
                    programme: programme.clone(),
                    distances: Distances::default(),
                    today,
                    seed,
                    locked: Vec::new(),
                    forbidden: Vec::new(),
                    more: Vec::new(),
                    published: Vec::new(),
                }))
            })
        }};
    }
    let living = |search: &Search| living::household(search, &known, &vetoes, today);
    let facts = match about.kind {
        OfferKind::Home => both!(Facts::Home, searches.iter().map(living), offered.homes(&vetoes)),
        OfferKind::Family => both!(Facts::Family, searches.iter().map(living), offered.hosts(&vetoes)),
        OfferKind::Work => {
            let seekers = searches.iter().filter_map(|search| work::seeker(search, &known, &vetoes));
            both!(Facts::Work, seekers, offered.openings(&vetoes))
        }
    };
    let came = |search: &Search| (seeker(search), (search.since, ended(db, search)));
    let there = |offer: &OfferSeen| (offer.id.as_uuid(), spell(&from.offers, offer, since));
    Ok(Some(PastGathered {
        facts,
        seekers: searches.iter().map(came).collect(),
        offers: offered.offers.iter().map(there).collect(),
        groups: known.groups(&searches, today),
    }))
}

/// The last day of a search that ended without a place. Whoever found one here would have gone on looking without it.
fn ended(db: &Db, search: &Search) -> Option<Day> {
    match search.status {
        SearchStatus::Open | SearchStatus::Met => None,
        SearchStatus::Paused | SearchStatus::Ended => Some(db.day_of(search.changed_at)),
    }
}

/// When an offer was there: from the beginning, where nobody wrote down since when; to the day on which it was withdrawn.
/// What somebody took would have been there for others.
fn spell(db: &Db, offer: &OfferSeen, since: Day) -> Spell {
    let withdrawn = (offer.status == OfferStatus::Withdrawn).then(|| db.day_of(offer.changed_at));
    let until = match (offer.available_to, withdrawn) {
        (Some(last), Some(withdrawn)) => Some(last.min(withdrawn)),
        (last, withdrawn) => last.or(withdrawn),
    };
    (offer.available_from.unwrap_or(since), until)
}
