//! The parts of an offer beside the common one: how to reach whoever makes it, and what its kind needs. They hang on
//! the offer and have no version of their own: one form holds the whole, and one version tells whether it is stale.

use std::collections::HashMap;

use kernel::{Cents, MemberId};
use store::{Change, Db, InReach, Order, Reach, Stored, Where, record};

use super::offers::{Offer, OfferId, OfferSeen};
use crate::rules::home::{Access, Letting, OwnerKind, Room, RoomFor};
use crate::rules::internship::Internship;
use crate::rules::work::{LanguageAsked, TraineeGroup, Transport, WorkForm};

record! {
    /// How to reach whoever makes an offer, and what is noted about it: never beyond the keeper's reach.
    pub struct Contact in offer_contact {
        /// The offer.
        pub offer_id: OfferId,
        /// Whom to ask for.
        pub name: Option<String>,
        /// Telephone.
        pub phone: Option<String>,
        /// E-mail.
        pub email: Option<String>,
        /// The address of the home, of the work, of the family.
        pub address: Option<String>,
        /// Notes.
        pub notes: Option<String>,
        /// For whom it is held, and why.
        pub held_for: Option<String>,
    }
}

impl InReach for Contact {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Offer>(Offer::id.is(Self::offer_id))
    }
}

record! {
    /// What a home needs.
    pub struct Home in home {
        /// The offer.
        pub offer_id: OfferId,
        /// Who offers it.
        pub owner_kind: Option<OwnerKind>,
        /// What the agency, body or hub is called; a private owner's name stands with the contact.
        pub owner_name: Option<String>,
        /// Whole or by the room.
        pub letting: Option<Letting>,
        /// How one gets in.
        pub access: Option<Access>,
        /// The rent of a month.
        pub rent: Option<Cents>,
        /// The deposit.
        pub deposit: Option<Cents>,
        /// Other costs of a month.
        pub costs: Option<Cents>,
        /// The guarantees asked for.
        pub guarantees: Option<String>,
        /// The agreement it comes under.
        pub agreement: Option<String>,
    }
}

record! {
    /// A room of a home.
    pub struct HomeRoom in home_room {
        /// The offer.
        pub offer_id: OfferId,
        /// Its number, from 1.
        pub number: i64,
        /// How many people can sleep in it.
        pub beds: i64,
        /// Who may.
        pub sleeps: RoomFor,
    }
}

record! {
    /// What a job or an internship needs.
    pub struct Job in job {
        /// The offer.
        pub offer_id: OfferId,
        /// The employer.
        pub employer: Option<String>,
        /// The occupation: a code of ISCO or ESCO, or an address of ESCO.
        pub occupation: Option<String>,
        /// In which form.
        pub form: Option<WorkForm>,
        /// For whom an internship is meant.
        pub meant_for: Option<TraineeGroup>,
        /// How many months.
        pub months: Option<i64>,
        /// Hours a week.
        pub hours: Option<i64>,
        /// The pay of a month, before taxes.
        pub pay: Option<Cents>,
        /// The employer's permanent staff.
        pub staff: Option<i64>,
        /// Interns there already.
        pub interns_now: Option<i64>,
        /// How many people are looked for.
        pub places: Option<i64>,
        /// How one gets there.
        pub transport: Option<Transport>,
        /// Which Italian is asked for.
        pub language_asked: Option<LanguageAsked>,
        /// The support offered.
        pub support: Option<String>,
        /// Why another rule holds than the one that the data know.
        pub rule_note: Option<String>,
    }
}

record! {
    /// What a host family needs: numbers instead of names.
    pub struct HostFamily in host_family {
        /// The offer.
        pub offer_id: OfferId,
        /// Adults.
        pub adults: Option<i64>,
        /// Children.
        pub children: Option<i64>,
        /// The codes of its languages, parted by blanks.
        pub languages: Option<String>,
        /// Rooms for guests.
        pub rooms: Option<i64>,
        /// Beds for guests.
        pub beds: Option<i64>,
        /// Wishes.
        pub wishes: Option<String>,
        /// Limits.
        pub limits: Option<String>,
        /// Who accompanies it.
        pub facilitator: Option<MemberId>,
    }
}

macro_rules! hangs_on_what_is_seen {
    ($($name:ident),+) => {$(
        impl InReach for $name {
            fn in_reach(reach: &Reach) -> Where {
                reach.through::<OfferSeen>(OfferSeen::id.is(Self::offer_id))
            }
        }
    )+};
}
hangs_on_what_is_seen!(Home, HomeRoom, Job, HostFamily);

impl Job {
    /// What the rules of internships ask about; nothing for a contract.
    #[must_use]
    pub fn internship(&self) -> Option<Internship> {
        (self.form == Some(WorkForm::Internship)).then_some(Internship {
            pay: self.pay,
            months: self.months,
            group: self.meant_for,
            staff: self.staff,
            interns_now: self.interns_now,
            places: self.places,
        })
    }
}

/// The part of an offer that belongs to its kind.
#[derive(Debug, Clone)]
pub enum Part {
    /// A home with its rooms.
    Home(Home, Vec<Room>),
    /// A job or an internship.
    Work(Box<Job>),
    /// A host family.
    Family(HostFamily),
}

impl Part {
    pub(super) async fn add(self, change: &mut Change) -> Stored<()> {
        match self {
            Self::Home(home, rooms) => {
                let offer_id = home.offer_id;
                let numbered = rooms.into_iter().zip(1..);
                let rooms: Vec<_> = numbered
                    .map(|(room, number)| HomeRoom { offer_id, number, beds: room.beds, sleeps: room.sleeps })
                    .collect();
                change.add(&[home]).await?;
                change.add(&rooms).await
            }
            Self::Work(job) => change.add(&[*job]).await,
            Self::Family(family) => change.add(&[family]).await,
        }
    }

    /// Takes the part away, to be written anew. Only with the offer held: what hangs on it is seen more widely.
    pub(super) async fn remove(change: &mut Change, of: OfferId) -> Stored<()> {
        change.remove::<Home>(Home::offer_id.eq(of)).await?;
        change.remove::<HomeRoom>(HomeRoom::offer_id.eq(of)).await?;
        change.remove::<Job>(Job::offer_id.eq(of)).await?;
        change.remove::<HostFamily>(HostFamily::offer_id.eq(of)).await?;
        Ok(())
    }
}

/// The parts of a few offers.
#[derive(Debug, Default)]
pub struct Parts {
    /// Homes.
    pub homes: HashMap<OfferId, Home>,
    /// Their rooms, by number.
    pub rooms: HashMap<OfferId, Vec<Room>>,
    /// Jobs and internships.
    pub jobs: HashMap<OfferId, Job>,
    /// Host families.
    pub families: HashMap<OfferId, HostFamily>,
}

/// The parts of a few offers, one query for each table.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, ids: &[OfferId]) -> Stored<Parts> {
    let ids = || ids.iter().copied();
    let mut parts = Parts::default();
    let homes = db.rows::<Home>().filter(Home::offer_id.is_in(ids())).all().await?;
    let rooms = db.rows::<HomeRoom>().filter(HomeRoom::offer_id.is_in(ids()));
    for room in rooms.sort(HomeRoom::number, Order::Rising).all().await? {
        parts.rooms.entry(room.offer_id).or_default().push(Room { beds: room.beds, sleeps: room.sleeps });
    }
    let jobs = db.rows::<Job>().filter(Job::offer_id.is_in(ids())).all().await?;
    let families = db.rows::<HostFamily>().filter(HostFamily::offer_id.is_in(ids())).all().await?;
    parts.homes = homes.into_iter().map(|home| (home.offer_id, home)).collect();
    parts.jobs = jobs.into_iter().map(|job| (job.offer_id, job)).collect();
    parts.families = families.into_iter().map(|family| (family.offer_id, family)).collect();
    Ok(parts)
}

/// How to reach those who make a few offers, as far as the reach goes.
///
/// # Errors
/// When the database fails.
pub async fn contacts(db: &Db, ids: &[OfferId]) -> Stored<HashMap<OfferId, Contact>> {
    let rows = db.rows::<Contact>().filter(Contact::offer_id.is_in(ids.iter().copied())).all().await?;
    Ok(rows.into_iter().map(|contact| (contact.offer_id, contact)).collect())
}
