//! Rows on their way into the database, and the journal entries that go with them.

use std::collections::HashSet;

use accounts::{Member, RoleGrant};
use agenda::store::appointments::{Appointment, Attendance};
use agenda::store::interpreters::Interpreter;
use kernel::{Day, EntryId, HouseholdId, MemberId, Moment, PathwayId, PersonId, Uuid};
use network::store::organisations::Organisation;
use pathways::store::baselines::Assessment;
use pathways::store::closings::Closing;
use pathways::store::follow_ups::FollowUp;
use pathways::store::goals::Goal;
use pathways::store::notes::Note;
use pathways::store::pathways::Pathway;
use pathways::store::plans::Plan;
use pathways::store::referrals::Referral;
use pathways::store::reviews::Review;
use pathways::store::services::ActivatedService;
use pathways::store::steps::Step;
use pathways::store::verdicts::KeptVerdict;
use people::store::households::{Household, Membership};
use people::store::languages::PersonLanguage;
use people::store::papers::{Permit, ReceptionStay};
use people::store::persons::{Identity, KnownAt, Person};
use people::store::search::PersonKey;
use programmes::store::editions::Edition;
use store::{AgeBand, Counted, Fact, JournalEntry, JournalPerson, Store, Stored};

use super::chance::Chance;
use super::network::{Desk, Network};

/// Rows of every table that the invented network fills.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) households: Vec<Household>,
    pub(super) persons: Vec<Person>,
    pub(super) identities: Vec<Identity>,
    pub(super) memberships: Vec<Membership>,
    pub(super) known: Vec<KnownAt>,
    pub(super) permits: Vec<Permit>,
    pub(super) stays: Vec<ReceptionStay>,
    pub(super) languages: Vec<PersonLanguage>,
    pub(super) keys: Vec<PersonKey>,
    pub(super) referrals: Vec<Referral>,
    pub(super) verdicts: Vec<KeptVerdict>,
    pub(super) pathways: Vec<Pathway>,
    pub(super) assessments: Vec<Assessment>,
    pub(super) plans: Vec<Plan>,
    pub(super) goals: Vec<Goal>,
    pub(super) steps: Vec<Step>,
    pub(super) notes: Vec<Note>,
    pub(super) services: Vec<ActivatedService>,
    pub(super) reviews: Vec<Review>,
    pub(super) closings: Vec<Closing>,
    pub(super) follow_ups: Vec<FollowUp>,
    pub(super) appointments: Vec<Appointment>,
    pub(super) attendances: Vec<Attendance>,
    pub(super) entries: Vec<JournalEntry>,
    pub(super) counted: Vec<JournalPerson>,
    /// The ends of the ids from which short codes are made: no two may agree.
    codes: HashSet<u64>,
}

impl Batch {
    /// Writes all rows in one transaction, those first on which others hang.
    pub(super) async fn load(&mut self, store: &Store) -> Stored<()> {
        // Keys come in any order but lie in the index by theirs: sorted, a large load touches each page once.
        self.keys.sort_by(|one, other| one.key.cmp(&other.key));
        let mut bulk = store.bulk().await?;
        bulk.add(&self.households).await?;
        bulk.add(&self.persons).await?;
        bulk.add(&self.identities).await?;
        bulk.add(&self.memberships).await?;
        bulk.add(&self.known).await?;
        bulk.add(&self.permits).await?;
        bulk.add(&self.stays).await?;
        bulk.add(&self.languages).await?;
        bulk.add(&self.keys).await?;
        bulk.add(&self.referrals).await?;
        bulk.add(&self.pathways).await?;
        bulk.add(&self.verdicts).await?;
        bulk.add(&self.assessments).await?;
        bulk.add(&self.plans).await?;
        bulk.add(&self.goals).await?;
        bulk.add(&self.steps).await?;
        bulk.add(&self.notes).await?;
        bulk.add(&self.services).await?;
        bulk.add(&self.reviews).await?;
        bulk.add(&self.closings).await?;
        bulk.add(&self.follow_ups).await?;
        bulk.add(&self.appointments).await?;
        bulk.add(&self.attendances).await?;
        bulk.add(&self.entries).await?;
        bulk.add(&self.counted).await?;
        bulk.commit().await?;
        *self = Self { codes: std::mem::take(&mut self.codes), ..Self::default() };
        Ok(())
    }
}

impl Network {
    /// Writes the network without its households.
    pub(super) async fn load(&self, store: &Store) -> Stored<()> {
        let mut bulk = store.bulk().await?;
        bulk.add::<Organisation>(&self.organisations).await?;
        bulk.add::<Member>(&self.members).await?;
        bulk.add::<RoleGrant>(&self.grants).await?;
        bulk.add::<Edition>(&self.editions).await?;
        bulk.add::<Interpreter>(&self.interpreters).await?;
        bulk.commit().await
    }
}

/// What an invented journal entry says besides its fact.
pub(super) struct Written<'w> {
    pub(super) at: Moment,
    pub(super) day: Day,
    pub(super) by: MemberId,
    pub(super) purpose: &'static str,
    pub(super) desk: &'w Desk,
    pub(super) household: HouseholdId,
    pub(super) pathway: Option<PathwayId>,
}

impl Batch {
    /// Writes an entry, as the slices write it, and counts people if there are any.
    pub(super) fn tell(
        &mut self,
        chance: &mut Chance,
        written: &Written<'_>,
        fact: &impl Fact,
        subject: impl std::fmt::Display,
        people: &[Counted],
    ) -> EntryId {
        let id = EntryId::from_uuid(chance.uuid(written.at));
        self.entries.push(JournalEntry {
            id,
            at: written.at,
            day: written.day,
            member_id: Some(written.by),
            purpose: written.purpose.to_owned(),
            kind: fact.kind().to_owned(),
            detail: fact.detail(),
            subject: subject.to_string(),
            household_id: Some(written.household),
            pathway_id: written.pathway,
            programme: Some(written.desk.programme.code.clone()),
            organisation_id: Some(written.desk.organisation),
            territory: Some(written.desk.territory.clone()),
            voids: None,
            fact: serde_json::to_string(fact).unwrap_or_default(),
        });
        self.counted.extend(people.iter().map(|counted| JournalPerson {
            entry_id: id,
            person_id: counted.person,
            sex: counted.sex.to_owned(),
            age_band: AgeBand::of(counted.born, written.day).order(),
        }));
        id
    }

    /// An id whose short code (see [`people::rules::code`]) nobody bears yet.
    pub(super) fn coded(&mut self, chance: &mut Chance, at: Moment) -> Uuid {
        loop {
            let id = chance.uuid(at);
            if self.codes.insert((id.as_u128() & 0xff_ffff_ffff) as u64) {
                return id;
            }
        }
    }

    /// Notes where a person is known.
    pub(super) fn know(&mut self, person: PersonId, household: HouseholdId, desk: &Desk) {
        self.known.push(KnownAt {
            person_id: person,
            household_id: household,
            programme: desk.programme.code.clone(),
            organisation_id: desk.organisation,
            territory: desk.territory.clone(),
        });
    }
}
