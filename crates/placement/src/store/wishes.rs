//! What is wished, in lists of fixed words where there are any. Nothing at all means that nobody has asked yet; an empty
//! list is an answer: anywhere, anything, none.

use std::collections::HashMap;

use kernel::{Cents, TerritoryCode};
use matching::facts::{Custom, Guarantee, HomeKind, Level, Licence, Practised, School, Trainee, Transport};
use store::{Change, Db, InReach, Json, Reach, Stored, Where, record};

use super::searches::{Search, SearchId};
use crate::rules::offer::OfferKind;
use crate::rules::search::Urgency;

/// A list that is known, or nobody has asked.
pub type Listed<T> = Option<Json<Vec<T>>>;

record! {
    /// What is wished of a home or of a host family. Places are municipalities by their ISTAT codes: those in which people
    /// move about daily.
    pub struct SearchHome in search_home {
        /// The search.
        pub search_id: SearchId,
        /// Where they would like to live. Empty: anywhere.
        pub places: Listed<TerritoryCode>,
        /// The kinds of home they accept. Empty: any.
        pub kinds: Listed<HomeKind>,
        /// The monthly rent that they can pay of their own.
        pub rent: Option<Cents>,
        /// What the programme or a fund adds to it each month.
        pub rent_support: Option<Cents>,
        /// The deposit that they can pay, support included.
        pub deposit: Option<Cents>,
        /// What they can bring as a guarantee, the programme's own included. Empty: none.
        pub guarantees: Listed<Guarantee>,
        /// Whether single persons would share a room with somebody they do not know.
        pub shares_room: Option<bool>,
        /// Whether they would share kitchen and bath with others.
        pub shares_home: Option<bool>,
        /// Whether they bring an animal.
        pub pets: Option<bool>,
        /// Whether somebody of them smokes.
        pub smokes: Option<bool>,
        /// How they like to live with others. Empty: nothing special.
        pub customs: Listed<Custom>,
        /// The places they must reach daily. Empty: none.
        pub must_reach: Listed<TerritoryCode>,
        /// The longest daily way, in minutes by public transport.
        pub longest_minutes: Option<i64>,
        /// The schools that they need. Empty: none.
        pub schools: Listed<School>,
        /// Where people live on whom they can count. Empty: nowhere.
        pub ties: Listed<TerritoryCode>,
    }
}

record! {
    /// What somebody who looks for work wishes and can do.
    pub struct SearchWork in search_work {
        /// The search.
        pub search_id: SearchId,
        /// What the person has done or wants to do. Empty: anything.
        pub occupations: Listed<Practised>,
        /// The most hours a week.
        pub most_hours: Option<i64>,
        /// The fewest hours a week.
        pub fewest_hours: Option<i64>,
        /// The licences held. Empty: none.
        pub licences: Listed<Licence>,
        /// How the person can get to work. Empty: on foot.
        pub transport: Listed<Transport>,
        /// The longest daily way, in minutes by public transport.
        pub longest_minutes: Option<i64>,
        /// How well the person speaks Italian at work.
        pub italian: Option<Json<Level>>,
        /// How the rules of internships class the person.
        pub trainee: Option<Json<Trainee>>,
        /// Whether the permit, or none being needed, allows work.
        pub may_work: Option<bool>,
    }
}

macro_rules! hangs_on_a_search {
    ($($name:ident),+) => {$(
        impl InReach for $name {
            fn in_reach(reach: &Reach) -> Where {
                reach.through::<Search>(Search::id.is(Self::search_id))
            }
        }
    )+};
}
hangs_on_a_search!(SearchHome, SearchWork);

/// The wishes of a search.
#[derive(Debug, Clone)]
pub enum Wishes {
    /// For a home or a host family.
    Living(Box<SearchHome>),
    /// For work.
    Work(Box<SearchWork>),
}

impl Wishes {
    /// Nothing asked yet.
    #[must_use]
    pub fn none(kind: OfferKind, search_id: SearchId) -> Self {
        match kind {
            OfferKind::Home | OfferKind::Family => Self::Living(Box::new(SearchHome {
                search_id,
                places: None,
                kinds: None,
                rent: None,
                rent_support: None,
                deposit: None,
                guarantees: None,
                shares_room: None,
                shares_home: None,
                pets: None,
                smokes: None,
                customs: None,
                must_reach: None,
                longest_minutes: None,
                schools: None,
                ties: None,
            })),
            OfferKind::Work => Self::Work(Box::new(SearchWork {
                search_id,
                occupations: None,
                most_hours: None,
                fewest_hours: None,
                licences: None,
                transport: None,
                longest_minutes: None,
                italian: None,
                trainee: None,
                may_work: None,
            })),
        }
    }

    pub(super) async fn add(self, change: &mut Change) -> Stored<()> {
        match self {
            Self::Living(wishes) => change.add(&[*wishes]).await,
            Self::Work(wishes) => change.add(&[*wishes]).await,
        }
    }

    /// Takes the wishes away, to be written anew. Only with the search held.
    pub(super) async fn remove(change: &mut Change, of: SearchId) -> Stored<()> {
        change.remove::<SearchHome>(SearchHome::search_id.eq(of)).await?;
        change.remove::<SearchWork>(SearchWork::search_id.eq(of)).await?;
        Ok(())
    }
}

/// The wishes of many searches, by search.
#[derive(Debug, Default)]
pub struct AllWishes {
    /// Of homes and host families.
    pub living: HashMap<SearchId, SearchHome>,
    /// Of work.
    pub work: HashMap<SearchId, SearchWork>,
}

/// The wishes of a few searches: one query for each table.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, ids: &[SearchId]) -> Stored<AllWishes> {
    let living = db.rows::<SearchHome>().filter(SearchHome::search_id.is_in(ids.iter().copied())).all().await?;
    let work = db.rows::<SearchWork>().filter(SearchWork::search_id.is_in(ids.iter().copied())).all().await?;
    Ok(AllWishes {
        living: living.into_iter().map(|wishes| (wishes.search_id, wishes)).collect(),
        work: work.into_iter().map(|wishes| (wishes.search_id, wishes)).collect(),
    })
}

/// How long a search can wait, as the engine sorts it. Safeguarding is not told apart: no reason is kept.
#[must_use]
pub fn tier(urgency: Urgency) -> matching::facts::Urgency {
    match urgency {
        Urgency::Urgent => matching::facts::Urgency::NoRoof,
        Urgency::Soon => matching::facts::Urgency::Soon,
        Urgency::Routine => matching::facts::Urgency::Ordinary,
    }
}
