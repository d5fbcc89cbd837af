//! The invented network's organisations, members and sample sign-ins.

use std::sync::Arc;

use accounts::{Member, NewGrant, RoleGrant};
use agenda::store::interpreters::Interpreter;
use kernel::{Day, GrantId, MemberId, Moment, OrganisationId, ProgrammeCode, Role, TerritoryCode};
use network::rules::organisation::OrganisationKind;
use network::rules::place::{self, Municipality};
use network::store::organisations::Organisation;
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use programmes::store::editions::Edition;

use super::calibration::{SHAPES, Shape};
use super::chance::Chance;
use super::names::{PARTNER_NAMES, WORKER_FAMILIES, WORKERS};
use crate::installation::SampleRow;

/// The password of every sample sign-in. It opens a demo database and no other.
pub const SAMPLE_PASSWORD: &str = "soglia-di-prova";

/// One partner's share of one programme: where households are taken in charge.
pub(super) struct Desk {
    pub(super) programme: Arc<Programme>,
    pub(super) shape: &'static Shape,
    pub(super) organisation: OrganisationId,
    pub(super) territory: TerritoryCode,
    pub(super) workers: Vec<MemberId>,
    pub(super) coordinator: MemberId,
    pub(super) municipalities: Vec<&'static Municipality>,
}

/// The network without its households.
#[derive(Default)]
pub(super) struct Network {
    pub(super) organisations: Vec<Organisation>,
    pub(super) members: Vec<Member>,
    pub(super) grants: Vec<RoleGrant>,
    pub(super) editions: Vec<Edition>,
    pub(super) interpreters: Vec<Interpreter>,
    pub(super) samples: Vec<SampleRow>,
    pub(super) desks: Vec<Desk>,
    since: Option<Day>,
    founded: Option<Moment>,
    password_hash: String,
}

/// Builds the network for so many people.
pub(super) fn network(catalogue: &Catalogue, people: u64, seed: u64, today: Day, now: Moment) -> Network {
    let mut chance = Chance::new(seed, 1);
    let mut network = Network {
        since: Some(today.plus_months(-30)),
        founded: Some(now.plus_seconds(-30 * 30 * 86_400)),
        password_hash: accounts::hash_password(SAMPLE_PASSWORD),
        ..Network::default()
    };
    for shape in SHAPES {
        let Some(programme) = shape.code().and_then(|code| catalogue.get(&code).cloned()) else { continue };
        let edition = Edition {
            programme: programme.code.clone(),
            begins: today.plus_months(-30),
            ends: Some(today.plus_months(18)),
        };
        network.editions.push(edition);
        network.people_of(&programme, shape, people, &mut chance);
    }
    network.samples(&mut chance);
    network.interpreters = super::days::interpreters(&mut chance, now);
    network
}

impl Network {
    fn people_of(&mut self, programme: &Arc<Programme>, shape: &'static Shape, people: u64, chance: &mut Chance) {
        let territories = leaves(programme);
        let lead = self.organisation(chance, &programme.lead.name, OrganisationKind::Cooperative);
        let coordinators: Vec<MemberId> = territories
            .iter()
            .map(|territory| {
                let id = self.member(chance);
                self.grant(chance, id, Role::Coordinator, Some(&programme.code), None, Some(territory));
                id
            })
            .collect();
        // A worker follows some thirty households (one case manager of Fra Noi 2 had 31 plans: coopintrecci.it).
        let households = people * u64::from(shape.share) / 1000 * 6 / 10;
        let per_desk = (households / shape.partners.max(1) as u64 / 30).clamp(1, 400);
        for number in 0..shape.partners {
            let organisation = if number == 0 { lead } else { self.partner(chance, number) };
            let at = number % territories.len().max(1);
            let Some(territory) = territories.get(at) else { continue };
            let workers: Vec<MemberId> = (0..per_desk)
                .map(|_| {
                    let id = self.member(chance);
                    self.grant(
                        chance,
                        id,
                        Role::CaseWorker,
                        Some(&programme.code),
                        Some(organisation),
                        Some(territory),
                    );
                    id
                })
                .collect();
            self.desks.push(Desk {
                programme: Arc::clone(programme),
                shape,
                organisation,
                territory: territory.clone(),
                workers,
                coordinator: coordinators[at],
                municipalities: municipalities(territory),
            });
        }
    }

    fn organisation(&mut self, chance: &mut Chance, name: &str, kind: OrganisationKind) -> OrganisationId {
        let folded = kernel::text::fold(name);
        if let Some(known) = self.organisations.iter().find(|known| known.name_key == folded) {
            return known.id;
        }
        let mut organisation = Organisation::new(name, kind);
        organisation.id = OrganisationId::from_uuid(chance.uuid(self.founded.unwrap_or(Moment::from_millis(0))));
        self.organisations.push(organisation);
        self.organisations[self.organisations.len() - 1].id
    }

    /// A partner with an invented name; the same partners take part in several programmes.
    fn partner(&mut self, chance: &mut Chance, number: usize) -> OrganisationId {
        let forms = [
            ("Cooperativa sociale", OrganisationKind::Cooperative),
            ("Associazione", OrganisationKind::Association),
            ("Fondazione", OrganisationKind::Association),
        ];
        let (form, kind) = forms[(number / PARTNER_NAMES.len()) % forms.len()];
        let name = format!("{form} {}", PARTNER_NAMES[number % PARTNER_NAMES.len()]);
        self.organisation(chance, &name, kind)
    }

    fn member(&mut self, chance: &mut Chance) -> MemberId {
        let founded = self.founded.unwrap_or(Moment::from_millis(0));
        let id = MemberId::from_uuid(chance.uuid(founded));
        let name = format!("{} {}", chance.one(WORKERS), chance.one(WORKER_FAMILIES));
        let email =
            format!("{}.{}@soglia.example", kernel::text::fold(&name).replace(' ', "."), self.members.len() + 1);
        self.members.push(Member::new(id, &email, &name, founded));
        id
    }

    fn grant(
        &mut self,
        chance: &mut Chance,
        member: MemberId,
        role: Role,
        programme: Option<&ProgrammeCode>,
        organisation: Option<OrganisationId>,
        territory: Option<&TerritoryCode>,
    ) {
        let Some(from) = self.since else { return };
        let new = NewGrant {
            role,
            programme: programme.cloned(),
            organisation,
            territory: territory.cloned(),
            from,
            to: None,
        };
        let mut grant = RoleGrant::new(member, &new);
        grant.id = GrantId::from_uuid(chance.uuid(self.founded.unwrap_or(Moment::from_millis(0))));
        self.grants.push(grant);
    }

    /// One sign-in for each role, with a password that all know.
    fn samples(&mut self, chance: &mut Chance) {
        let Some(desk) = self.desks.iter().position(|desk| desk.programme.code.as_str() == "fra-noi-2") else { return };
        let (code, organisation) = (self.desks[desk].programme.code.clone(), self.desks[desk].organisation);
        let (worker, coordinator) = (self.desks[desk].workers[0], self.desks[desk].coordinator);
        let territory = self.desks[desk].territory.clone();
        for (place, role) in Role::ALL.iter().copied().enumerate() {
            let id = match role {
                Role::CaseWorker => worker,
                Role::Coordinator => coordinator,
                _ => {
                    let id = self.member(chance);
                    let (of, at) = match role {
                        Role::PartnerAdministrator => (Some(organisation), None),
                        Role::MobileTeam => (None, Some(&territory)),
                        _ => (None, None),
                    };
                    let within = (role != Role::SystemAdministrator).then_some(&code);
                    self.grant(chance, id, role, within, of, at);
                    id
                }
            };
            let hash = self.password_hash.clone();
            let Some(member) = self.members.iter_mut().find(|member| member.id == id) else { continue };
            let email = format!("{role}@soglia.example");
            *member = Member { password_hash: Some(hash), ..Member::new(id, &email, &member.name, member.created) };
            self.samples.push(SampleRow {
                place: place as i64,
                role,
                email,
                password: SAMPLE_PASSWORD.to_owned(),
                name: member.name.clone(),
            });
        }
    }
}

/// The territories of a programme that enclose no other: there the work is done. Where a region also encloses a
/// metropolitan city, both are kept, since the rest of the region is worked in too.
fn leaves(programme: &Programme) -> Vec<TerritoryCode> {
    let worked_in = programme.territories.iter().filter(|territory| {
        let is_region = territory.kind == programmes::definition::TerritoryKind::Region;
        let only_region = programme.territories.iter().filter(|t| t.kind == territory.kind).count() == 1;
        let encloses = programme.territories.iter().any(|inner| inner.within.as_ref() == Some(&territory.code));
        !encloses || (is_region && !only_region)
    });
    worked_in.map(|territory| territory.code.clone()).collect()
}

/// Municipalities in which the households of a territory live.
fn municipalities(territory: &TerritoryCode) -> Vec<&'static Municipality> {
    let code = territory.as_str();
    let within = |place: &&Municipality| {
        let province = code.strip_prefix("citta-metropolitana-").or(code.strip_prefix("provincia-"));
        match province {
            Some("milano") => place.province == "MI",
            Some("roma" | "roma-capitale") => place.province == "RM",
            Some(name) => kernel::text::fold(&place.name).replace(' ', "-") == name,
            None => {
                place.region == code
                    || kernel::text::fold(&place.name).replace(' ', "-") == code.split('-').next().unwrap_or(code)
            }
        }
    };
    let found: Vec<_> = place::all().iter().filter(within).take(400).collect();
    if found.is_empty() { place::all().iter().take(1).collect() } else { found }
}
