//! What is on offer today, by kind.
//!
//! Nothing of an offer keeps it to a programme: whoever shows it to the network offers it to all. Rooms that are listed
//! are the ones on offer, with nobody in them.

use std::collections::HashMap;

use kernel::text::fold;
use kernel::{Day, TerritoryCode};
use matching::desk::Opening;
use matching::facts::{
    Access, Ages, Asked, Available, Home, HomeKind, Host, HostLimits, HostStep, Letting, Level, OfferId, OwnerId,
    OwnerKind, ReservedFor, Resident, Room, Speaks, Transport, Until, Work, WorkKind,
};
use network::rules::place;
use placement::rules::home::{self as kept, RoomFor};
use placement::rules::offer::{OfferKind, OfferStatus, is_over};
use placement::rules::work::{LanguageAsked, Transport as WayThere, WorkForm};
use placement::store::offers::{self, OfferSeen};
use placement::store::parts::{self, Parts};
use placement::store::terms::{self, Terms};
use store::{Db, Json, Order, Stored};

use super::{AT_ONCE, About, Sources, Vetoes, owner, territory};

/// The key of an offer for the engine.
pub(super) fn id(offer: offers::OfferId) -> OfferId {
    OfferId::from_uuid(offer.as_uuid())
}

/// Offers that can be proposed today, with their parts.
pub(crate) struct Offered {
    pub(crate) offers: Vec<OfferSeen>,
    pub(super) parts: Parts,
    terms: HashMap<offers::OfferId, Terms>,
    /// Who makes each.
    pub(crate) owners: HashMap<offers::OfferId, OwnerId>,
    /// Whether the past is played: which days an offer was there is told apart.
    past: bool,
}

impl Offered {
    pub(super) async fn read(from: &Sources, about: &About, today: Day) -> Stored<Self> {
        let rows = from.offers.rows::<OfferSeen>().filter(OfferSeen::kind.eq(about.kind));
        let open = OfferSeen::status.eq(OfferStatus::Open).or(OfferSeen::status.eq(OfferStatus::Held));
        let rows = rows.filter(open).filter_if(about.territory.clone().map(|code| OfferSeen::territory.eq(code)));
        let mut offers = rows.sort(OfferSeen::id, Order::Rising).all().await?;
        // Held for somebody is not free for others; a hold that is over is.
        offers.retain(|offer| offer.standing(today) == OfferStatus::Open && !is_over(offer.available_to, today));
        Self::with_parts(from, offers, false).await
    }

    /// Offers that could be proposed at some time since a day.
    pub(super) async fn read_past(from: &Sources, about: &About, since: Day) -> Stored<Self> {
        let rows = from.offers.rows::<OfferSeen>().filter(OfferSeen::kind.eq(about.kind));
        let rows = rows.filter(OfferSeen::status.ne(OfferStatus::Draft));
        let rows = rows.filter_if(about.territory.clone().map(|code| OfferSeen::territory.eq(code)));
        let mut offers = rows.sort(OfferSeen::id, Order::Rising).all().await?;
        let withdrawn = |offer: &OfferSeen| offer.status == OfferStatus::Withdrawn;
        offers.retain(|offer| !is_over(offer.available_to, since));
        offers.retain(|offer| !withdrawn(offer) || from.offers.day_of(offer.changed_at) >= since);
        Self::with_parts(from, offers, true).await
    }

    async fn with_parts(from: &Sources, offers: Vec<OfferSeen>, past: bool) -> Stored<Self> {
        let ids: Vec<_> = offers.iter().map(|offer| offer.id).collect();
        let (mut all, mut words) = (Parts::default(), HashMap::new());
        for some in ids.chunks(AT_ONCE) {
            let parts = parts::of(&from.offers, some).await?;
            all.homes.extend(parts.homes);
            all.rooms.extend(parts.rooms);
            all.jobs.extend(parts.jobs);
            all.families.extend(parts.families);
            words.extend(terms::of(&from.offers, some).await?);
        }
        let owners = owners(&from.contacts, &ids, &all).await?;
        Ok(Self { offers, parts: all, terms: words, owners, past })
    }

    fn terms(&self, offer: &OfferSeen) -> Terms {
        self.terms.get(&offer.id).cloned().unwrap_or_else(|| Terms::none(offer.id))
    }

    /// An offer without a last day has no end; in the past the days are told apart.
    fn available(&self, offer: &OfferSeen) -> Available {
        if self.past {
            return Available { from: Day::new(1900, 1, 1), until: Some(Until::Open) };
        }
        Available { from: offer.available_from, until: Some(offer.available_to.map_or(Until::Open, Until::Day)) }
    }

    fn owner(&self, offer: &OfferSeen) -> OwnerId {
        self.owners.get(&offer.id).copied().unwrap_or_else(|| OwnerId::from_uuid(offer.id.as_uuid()))
    }

    pub(super) fn homes(&self, vetoes: &Vetoes) -> Vec<Home> {
        self.of(OfferKind::Home).map(|offer| self.home(offer, vetoes)).collect()
    }

    pub(super) fn hosts(&self, vetoes: &Vetoes) -> Vec<Host> {
        self.of(OfferKind::Family).map(|offer| self.host(offer, vetoes)).collect()
    }

    pub(super) fn openings(&self, vetoes: &Vetoes) -> Vec<Opening> {
        self.of(OfferKind::Work).map(|offer| self.opening(offer, vetoes)).collect()
    }

    fn of(&self, kind: OfferKind) -> impl Iterator<Item = &OfferSeen> {
        self.offers.iter().filter(move |offer| offer.kind == kind)
    }

    fn home(&self, offer: &OfferSeen, vetoes: &Vetoes) -> Home {
        let home = self.parts.homes.get(&offer.id);
        let terms = self.terms(offer);
        let letting = home.and_then(|home| home.letting);
        let owner_kind = home.and_then(|home| home.owner_kind);
        let rooms = self.parts.rooms.get(&offer.id);
        let rent = home.and_then(|home| home.rent);
        Home {
            id: id(offer.id),
            owner: self.owner(offer),
            owner_kind: owner_kind.map(|kind| match kind {
                kept::OwnerKind::Private => OwnerKind::Private,
                kept::OwnerKind::Agency => OwnerKind::Agency,
                kept::OwnerKind::Body => OwnerKind::PublicBody,
                kept::OwnerKind::SocialHousing => OwnerKind::SocialHousingHub,
                kept::OwnerKind::Cohousing => OwnerKind::Cohousing,
            }),
            kind: kind(owner_kind, letting),
            territory: place_of(offer),
            letting: letting.map(|letting| match letting {
                kept::Letting::Whole => Letting::Whole,
                kept::Letting::Rooms => Letting::ByRoom,
            }),
            rooms: rooms.map(|rooms| rooms.iter().map(room).collect()),
            access: home.and_then(|home| home.access).map(|access| match access {
                kept::Access::StepFree | kept::Access::Lift => Access::StepFree,
                kept::Access::Stairs => Access::Stairs,
            }),
            rent: rent.map(|rent| rent + home.and_then(|home| home.costs).unwrap_or_default()),
            deposit: home.and_then(|home| home.deposit),
            guarantees: terms.guarantees.map(|Json(all)| all),
            agreement: home.and_then(|home| home.agreement.clone()),
            programmes: Some(Vec::new()),
            suits_minors: terms.suits_minors,
            schools: terms.schools.map(|Json(all)| all),
            available: self.available(offer),
            vetoes: vetoes.against(offer.id),
        }
    }

    fn host(&self, offer: &OfferSeen, vetoes: &Vetoes) -> Host {
        let family = self.parts.families.get(&offer.id);
        let terms = self.terms(offer);
        let number = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        let age = |age: Option<i64>| age.and_then(|age| u8::try_from(age).ok());
        Host {
            id: id(offer.id),
            family: self.owner(offer),
            residents: family.map(residents).unwrap_or_default(),
            territory: place_of(offer),
            rooms: family.and_then(|family| guest_rooms(number(family.rooms)?, number(family.beds)?)),
            access: None,
            pets: terms.keeps_pets,
            schools: terms.schools.map(|Json(all)| all),
            limits: HostLimits {
                persons: number(terms.most_guests),
                ages: age(terms.age_from).zip(age(terms.age_to)).map(|(from, to)| Ages { from, to }),
                sexes: terms.sexes.map(|Json(all)| all),
                minors: terms.minors,
                smokers: terms.smokers,
                pets: terms.pets,
            },
            wishes: terms.customs.map(|Json(all)| all),
            steps: Some(steps(family.is_some_and(|family| family.facilitator.is_some()), terms.checked_for_minors)),
            available: self.available(offer),
            vetoes: vetoes.against(offer.id),
        }
    }

    fn opening(&self, offer: &OfferSeen, vetoes: &Vetoes) -> Opening {
        let job = self.parts.jobs.get(&offer.id);
        let number = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        let here = offer.municipality.as_deref().and_then(place::by_code);
        let work = Work {
            id: id(offer.id),
            employer: self.owner(offer),
            occupation: job.and_then(|job| job.occupation.as_deref()?.parse().ok()),
            kind: job.and_then(|job| job.form).map(|form| match form {
                WorkForm::Internship => WorkKind::Internship,
                _ => WorkKind::Contract,
            }),
            hours: job.and_then(|job| number(job.hours)),
            monthly: job.and_then(|job| job.pay),
            months: job.and_then(|job| number(job.months)),
            region: here.and_then(|place| region(&place.region)),
            territory: place_of(offer),
            languages: job.and_then(|job| job.language_asked).and_then(asked),
            licences: self.terms(offer).licences.map(|Json(all)| all),
            transport: job.and_then(|job| job.transport).map(ways),
            staff: job.and_then(|job| number(job.staff)),
            trainees: job.and_then(|job| number(job.interns_now)),
            programmes: Some(Vec::new()),
            available: self.available(offer),
            vetoes: vetoes.against(offer.id),
        };
        Opening { work, units: job.and_then(|job| number(job.places)).unwrap_or(1) }
    }
}

/// Who makes the offers, by name: an agency or body, an employer, the contact of a private owner.
async fn owners(contacts: &Db, ids: &[offers::OfferId], parts: &Parts) -> Stored<HashMap<offers::OfferId, OwnerId>> {
    let mut names: HashMap<offers::OfferId, String> = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        for (id, contact) in parts::contacts(contacts, some).await? {
            names.extend(contact.name.map(|name| (id, name)));
        }
    }
    names.extend(parts.homes.iter().filter_map(|(id, home)| Some((*id, home.owner_name.clone()?))));
    names.extend(parts.jobs.iter().filter_map(|(id, job)| Some((*id, job.employer.clone()?))));
    Ok(names.into_iter().map(|(id, name)| (id, owner(&fold(&name)))).collect())
}

fn place_of(offer: &OfferSeen) -> Option<TerritoryCode> {
    territory(offer.municipality.as_deref()?)
}

/// What kind of home it is, from who offers it and how it is let.
fn kind(owner: Option<kept::OwnerKind>, letting: Option<kept::Letting>) -> Option<HomeKind> {
    match (owner, letting) {
        (Some(kept::OwnerKind::Cohousing), _) => Some(HomeKind::Cohousing),
        (Some(kept::OwnerKind::SocialHousing), _) => Some(HomeKind::SocialHousing),
        (_, Some(kept::Letting::Whole)) => Some(HomeKind::Flat),
        (_, Some(kept::Letting::Rooms)) => Some(HomeKind::Room),
        (_, None) => None,
    }
}

fn room(room: &kept::Room) -> Room {
    let reserved = match room.sleeps {
        RoomFor::Anyone => ReservedFor::Anyone,
        RoomFor::Women => ReservedFor::Women,
        RoomFor::Men => ReservedFor::Men,
    };
    Room { beds: u32::try_from(room.beds).ok(), reserved: Some(reserved), sharers: Some(Vec::new()) }
}

/// The rooms for guests: the beds spread over them as evenly as can be.
fn guest_rooms(rooms: u32, beds: u32) -> Option<Vec<Room>> {
    let (each, more) = (beds.checked_div(rooms)?, beds % rooms);
    let room = |at| Room {
        beds: Some(each + u32::from(at < more)),
        reserved: Some(ReservedFor::Anyone),
        sharers: Some(Vec::new()),
    };
    Some((0..rooms).map(room).collect())
}

/// Who lives in a host family. What the family speaks, everybody in it speaks well: B2, own practice.
fn residents(family: &parts::HostFamily) -> Vec<Resident> {
    let languages: Option<Vec<Speaks>> = family.languages.as_deref().map(|codes| {
        let spoken = codes.split_whitespace().filter_map(|code| code.parse().ok());
        spoken.map(|language| Speaks { language, level: Some(Level::B2) }).collect()
    });
    let some = |count: Option<i64>, adult| {
        let count = usize::try_from(count.unwrap_or_default()).unwrap_or_default();
        std::iter::repeat_n(Resident { adult: Some(adult), languages: languages.clone() }, count)
    };
    some(family.adults, true).chain(some(family.children, false)).collect()
}

/// The steps of a family that is on offer. It is offered once a person said that it is suitable, and that closes its
/// preparation; the facilitator and the certificates for minors are told apart.
fn steps(facilitator: bool, checked: Option<bool>) -> Vec<HostStep> {
    let mut steps = vec![
        HostStep::Informed,
        HostStep::FamilyAgrees,
        HostStep::HomeVisited,
        HostStep::Interviewed,
        HostStep::Prepared,
    ];
    steps.extend(facilitator.then_some(HostStep::FacilitatorNamed));
    steps.extend(checked.unwrap_or_default().then_some(HostStep::CheckedForMinors));
    steps
}

/// A region as the rules of internships name it: `valle-d-aosta`.
fn region(name: &str) -> Option<TerritoryCode> {
    let name = name.split('/').next().unwrap_or(name).replace(['\'', '’'], " ");
    fold(&name).replace(' ', "-").parse().ok()
}

fn asked(language: LanguageAsked) -> Option<Vec<Asked>> {
    let level = match language {
        LanguageAsked::None => return Some(Vec::new()),
        LanguageAsked::A1 => Level::A1,
        LanguageAsked::A2 => Level::A2,
        LanguageAsked::B1 => Level::B1,
        LanguageAsked::B2 => Level::B2,
        LanguageAsked::C1 => Level::C1,
    };
    Some(vec![Asked { language: "it".parse().ok()?, level }])
}

/// The ways to get there; whom the employer brings needs none.
fn ways(transport: WayThere) -> Vec<Transport> {
    match transport {
        WayThere::Public => vec![Transport::Public],
        WayThere::Provided => Vec::new(),
        WayThere::Bicycle => vec![Transport::Bicycle],
        WayThere::OwnCar => vec![Transport::Car, Transport::Scooter],
    }
}
