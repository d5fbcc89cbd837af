//! Offers as they are read, on pages and by the API: with names, with what is missing, and with contacts where these may
//! be read.

use std::collections::{HashMap, HashSet};

use kernel::{Cents, Day, MemberId, OrganisationId, ProgrammeCode, TerritoryCode};
use network::rules::place;
use network::store::organisations;
use people::rules::language::Language;
use programmes::catalogue::Catalogue;
use serde::Serialize;
use store::Stored;
use web::{Desk, May};

use super::terms::{TermsOut, told as terms_told};
use crate::permissions::{ViewOfferContacts, ViewOffers};
use crate::rules::home::{self, Access, Letting, OwnerKind, RoomFor};
use crate::rules::internship::{self, findings, rules};
use crate::rules::missing::{self, Missing};
use crate::rules::occupation;
use crate::rules::offer::{OfferKind, OfferStatus, SharedWith, WithdrawReason, is_over, is_stale};
use crate::rules::work::{LanguageAsked, TraineeGroup, Transport, WorkForm};
use crate::store::offers::{Offer, OfferId, OfferSeen};
use crate::store::parts::{self, Contact, Home, HostFamily, Job, Parts};
use crate::store::terms as terms_kept;

/// An offer as it is read.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OfferOut {
    /// Its id.
    pub id: OfferId,
    /// How often it was changed.
    pub version: i64,
    /// Its short code.
    pub code: String,
    /// What is offered.
    pub kind: OfferKind,
    /// What it is called.
    pub title: Option<String>,
    /// What it is called or, without a title, where it is and its code.
    pub label: String,
    /// In which programme it was found.
    pub programme: ProgrammeCode,
    /// Who keeps it.
    pub organisation: OrganisationId,
    /// What the keeper is called.
    pub organisation_name: Option<String>,
    /// In which territory.
    pub territory: TerritoryCode,
    /// What the territory is called.
    pub territory_name: String,
    /// The ISTAT code of the municipality.
    pub municipality: Option<String>,
    /// What the municipality is called.
    pub municipality_name: Option<String>,
    /// Where it stands today.
    pub status: OfferStatus,
    /// To whom it is shown.
    pub shared_with: SharedWith,
    /// From when on.
    pub available_from: Option<Day>,
    /// Until when.
    pub available_to: Option<Day>,
    /// Whether that time is over.
    pub over: bool,
    /// When somebody last heard that it still stands.
    pub heard_on: Day,
    /// Whether nobody has heard of it for too long.
    pub stale: bool,
    /// The last day of a hold.
    pub held_until: Option<Day>,
    /// Why it was withdrawn.
    pub withdrawn_for: Option<WithdrawReason>,
    /// Whether it lies within one's own reach; if not, a partner offers it to the network.
    pub own: bool,
    /// What is still to be filled.
    pub missing: Vec<Missing>,
    /// What a home needs.
    pub home: Option<HomeOut>,
    /// What a job or an internship needs.
    pub work: Option<WorkOut>,
    /// What a host family needs.
    pub family: Option<FamilyOut>,
    /// What it asks and gives, in words that can be compared.
    pub terms: Option<TermsOut>,
    /// How to reach whoever makes it, where that may be read.
    pub contact: Option<ContactOut>,
}

/// A home.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HomeOut {
    /// Who offers it.
    pub owner_kind: Option<OwnerKind>,
    /// What the agency, body or hub is called.
    pub owner_name: Option<String>,
    /// Whole or by the room.
    pub letting: Option<Letting>,
    /// Its rooms.
    pub rooms: Vec<RoomOut>,
    /// Its beds.
    pub beds: i64,
    /// How one gets in.
    pub access: Option<Access>,
    /// The rent of a month, in cents.
    #[schema(value_type = Option<i64>)]
    pub rent: Option<Cents>,
    /// The deposit, in cents.
    #[schema(value_type = Option<i64>)]
    pub deposit: Option<Cents>,
    /// Other costs of a month, in cents.
    #[schema(value_type = Option<i64>)]
    pub costs: Option<Cents>,
    /// The guarantees asked for.
    pub guarantees: Option<String>,
    /// The agreement it comes under.
    pub agreement: Option<String>,
}

/// A room.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RoomOut {
    /// Its beds.
    pub beds: i64,
    /// Who may sleep in it.
    pub sleeps: RoomFor,
}

/// A job or an internship.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WorkOut {
    /// The employer.
    pub employer: Option<String>,
    /// The code or address of the occupation.
    pub occupation: Option<String>,
    /// The name of the nearest group of occupations known here, in the reader's language.
    pub occupation_name: Option<String>,
    /// Contract or internship.
    pub form: Option<WorkForm>,
    /// For whom an internship is meant.
    pub meant_for: Option<TraineeGroup>,
    /// How many months.
    pub months: Option<i64>,
    /// Hours a week.
    pub hours: Option<i64>,
    /// The pay of a month, in cents.
    #[schema(value_type = Option<i64>)]
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
    /// Why another rule holds than the one known here.
    pub rule_note: Option<String>,
    /// The rules that an internship breaks, as far as known.
    pub findings: Vec<FindingOut>,
}

/// A rule of internships that is broken.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FindingOut {
    /// Which: `internship-pays-less`, `internship-too-long`, `internship-too-many`.
    pub code: String,
    /// Its limit.
    pub limit: String,
    /// Where the rule is written.
    pub source: String,
    /// Whether somebody has checked it against the act.
    pub verified: bool,
}

/// A host family: numbers instead of names.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FamilyOut {
    /// Adults.
    pub adults: Option<i64>,
    /// Children.
    pub children: Option<i64>,
    /// The codes of its languages.
    pub languages: Vec<String>,
    /// What these are called in the reader's language; the code, where it is not known here.
    pub language_names: Vec<String>,
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
    /// What that member is called.
    pub facilitator_name: Option<String>,
}

/// How to reach whoever makes an offer.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ContactOut {
    /// Whom to ask for.
    pub name: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// Notes.
    pub notes: Option<String>,
    /// For whom it is held, and why.
    pub held_for: Option<String>,
}

/// Offers with all that belongs to them: one query for each table, however many there are.
pub(crate) async fn told<P>(may: &May<P>, catalogue: &Catalogue, rows: Vec<OfferSeen>) -> Stored<Vec<OfferOut>> {
    let ids: Vec<OfferId> = rows.iter().map(|row| row.id).collect();
    let db = may.also::<ViewOffers>();
    let mut parts = parts::of(&db, &ids).await?;
    let mut terms = terms_kept::of(&db, &ids).await?;
    let mut contacts = parts::contacts(&may.also::<ViewOfferContacts>(), &ids).await?;
    let own = db.rows::<Offer>().filter(Offer::id.is_in(ids.iter().copied())).all().await?;
    let own: HashSet<OfferId> = own.into_iter().map(|offer| offer.id).collect();
    let keepers = organisations::names_of(&db, rows.iter().map(|row| row.organisation_id)).await?;
    let facilitators = parts.families.values().filter_map(|family| family.facilitator);
    let names = accounts::store::names_of(&db, facilitators).await?;
    let today = db.today();
    let told = rows.into_iter().map(|row| {
        let contact = contacts.remove(&row.id);
        let missing = missing_of(&row, &parts, contact.as_ref());
        let here = row.municipality.as_deref().and_then(place::by_code);
        let municipality_name = here.map(place::full_name);
        let territory = catalogue.get(&row.programme).and_then(|programme| programme.territory(&row.territory));
        let status = row.standing(today);
        let label = row.title.clone().unwrap_or_else(|| match &municipality_name {
            Some(place) => format!("{place} · {}", row.code),
            None => row.code.clone(),
        });
        OfferOut {
            label,
            organisation_name: keepers.get(&row.organisation_id).cloned(),
            territory_name: territory.map_or_else(|| row.territory.to_string(), |territory| territory.name.clone()),
            over: is_over(row.available_to, today),
            stale: is_stale(row.kind, status, row.heard_on, today),
            held_until: row.held_until.filter(|_| status == OfferStatus::Held),
            own: own.contains(&row.id),
            missing,
            home: parts.homes.remove(&row.id).map(|home| home_told(home, &mut parts, row.id)),
            work: parts.jobs.remove(&row.id).map(|job| work_told(job, here.map(|here| &*here.region), today, may)),
            family: parts.families.remove(&row.id).map(|family| family_told(family, &names, may)),
            terms: terms.remove(&row.id).map(terms_told),
            contact: contact.map(|contact| contact_told(contact, status)),
            municipality_name,
            status,
            id: row.id,
            version: row.version,
            code: row.code,
            kind: row.kind,
            title: row.title,
            programme: row.programme,
            organisation: row.organisation_id,
            territory: row.territory,
            municipality: row.municipality,
            shared_with: row.shared_with,
            available_from: row.available_from,
            available_to: row.available_to,
            heard_on: row.heard_on,
            withdrawn_for: row.withdrawn_for,
        }
    });
    Ok(told.collect())
}

fn home_told(home: Home, parts: &mut Parts, id: OfferId) -> HomeOut {
    let rooms = parts.rooms.remove(&id).unwrap_or_default();
    HomeOut {
        owner_kind: home.owner_kind,
        owner_name: home.owner_name,
        letting: home.letting,
        beds: home::beds(&rooms),
        rooms: rooms.into_iter().map(|room| RoomOut { beds: room.beds, sleeps: room.sleeps }).collect(),
        access: home.access,
        rent: home.rent,
        deposit: home.deposit,
        costs: home.costs,
        guarantees: home.guarantees,
        agreement: home.agreement,
    }
}

fn work_told<P>(job: Job, region: Option<&str>, today: Day, may: &May<P>) -> WorkOut {
    let group = job.occupation.as_deref().and_then(occupation::of);
    let italian = may.language() == web::Language::Italian;
    WorkOut {
        findings: job.internship().map_or_else(Vec::new, |known| findings_told(&known, region, today)),
        occupation_name: group.map(|group| if italian { group.italian } else { group.english }.to_owned()),
        employer: job.employer,
        occupation: job.occupation,
        form: job.form,
        meant_for: job.meant_for,
        months: job.months,
        hours: job.hours,
        pay: job.pay,
        staff: job.staff,
        interns_now: job.interns_now,
        places: job.places,
        transport: job.transport,
        language_asked: job.language_asked,
        support: job.support,
        rule_note: job.rule_note,
    }
}

/// The rules that an internship breaks in a region today.
pub(crate) fn findings_told(known: &internship::Internship, region: Option<&str>, today: Day) -> Vec<FindingOut> {
    let Some(rules) = rules(region, today) else { return Vec::new() };
    let told = findings(&rules, known).into_iter().map(|finding| FindingOut {
        code: finding.code().to_owned(),
        limit: finding.limit(),
        source: rules.source.clone(),
        verified: rules.verified,
    });
    told.collect()
}

fn family_told(family: HostFamily, names: &HashMap<MemberId, String>, desk: &Desk) -> FamilyOut {
    let languages = family.languages.as_deref().unwrap_or_default();
    let named = |code: &str| match code.parse::<Language>() {
        Ok(known) => desk.say(&format!("language-{}", known.code())),
        Err(_) => code.to_owned(),
    };
    FamilyOut {
        adults: family.adults,
        children: family.children,
        language_names: languages.split_whitespace().map(named).collect(),
        languages: languages.split_whitespace().map(str::to_owned).collect(),
        rooms: family.rooms,
        beds: family.beds,
        wishes: family.wishes,
        limits: family.limits,
        facilitator: family.facilitator,
        facilitator_name: family.facilitator.and_then(|member| names.get(&member).cloned()),
    }
}

fn contact_told(contact: Contact, status: OfferStatus) -> ContactOut {
    let Contact { name, phone, email, address, notes, held_for, .. } = contact;
    // A hold that ended by itself is nobody's any more.
    let held_for = held_for.filter(|_| status == OfferStatus::Held);
    ContactOut { name, phone, email, address, notes, held_for }
}

/// What is missing; of contacts only where they may be read.
fn missing_of(offer: &OfferSeen, parts: &Parts, contact: Option<&Contact>) -> Vec<Missing> {
    let mut known = vec![
        (Missing::Municipality, offer.municipality.is_some()),
        (Missing::AvailableFrom, offer.available_from.is_some()),
    ];
    if let Some(contact) = contact {
        known.push((Missing::Contact, contact.phone.is_some() || contact.email.is_some()));
        known.push((Missing::Address, contact.address.is_some()));
    }
    if let Some(home) = parts.homes.get(&offer.id) {
        known.extend([
            (Missing::Owner, home.owner_kind.is_some()),
            (Missing::Rooms, parts.rooms.contains_key(&offer.id)),
            (Missing::Letting, home.letting.is_some()),
            (Missing::Access, home.access.is_some()),
            (Missing::Rent, home.rent.is_some()),
            (Missing::Deposit, home.deposit.is_some()),
        ]);
    }
    if let Some(job) = parts.jobs.get(&offer.id) {
        known.extend([
            (Missing::Employer, job.employer.is_some()),
            (Missing::Occupation, job.occupation.is_some()),
            (Missing::Form, job.form.is_some()),
            (Missing::Hours, job.hours.is_some()),
            (Missing::Pay, job.pay.is_some()),
            (Missing::Transport, job.transport.is_some()),
            (Missing::LanguageAsked, job.language_asked.is_some()),
        ]);
        if job.form == Some(WorkForm::Internship) {
            known.extend([(Missing::Months, job.months.is_some()), (Missing::Staff, job.staff.is_some())]);
        }
    }
    if let Some(family) = parts.families.get(&offer.id) {
        known.extend([
            (Missing::People, family.adults.is_some()),
            (Missing::Languages, family.languages.is_some()),
            (Missing::GuestRooms, family.rooms.is_some()),
            (Missing::Facilitator, family.facilitator.is_some()),
        ]);
    }
    missing::of(&known)
}
