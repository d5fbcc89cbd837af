//! What the invented network's households look for: about half of those that are accompanied look for a home, a third for
//! work, some for a family. Shares, and how much of their wishes is known, are *assumed*.

use std::collections::HashMap;

use kernel::{Cents, Day, EntryId, HouseholdId, Moment, PersonId, TerritoryCode};
use matching::facts::{Access, Guarantee, HomeKind, Level, Licence, Practised, School, Trainee, Transport};
use pathways::store::pathways::Pathway;
use placement::rules::offer::OfferKind;
use placement::rules::search::{SearchStatus, Urgency};
use placement::store::search_facts::SearchFact;
use placement::store::searches::{Opening, Search, SearchId};
use placement::store::vetoes::SearchAccess;
use placement::store::wishes::{Listed, SearchHome, SearchWork, Wishes};
use store::{Fact, JournalEntry, Json, Store, Stored};

use super::batch::Batch;
use super::chance::{Chance, at_work};
use super::network::Desk;

/// What people have worked, by ISCO-08.
const OCCUPATIONS: &[&str] = &["9412", "9112", "4321", "9313", "5322", "9214", "7512", "5120", "7531"];

/// Rows of searches on their way into the database.
#[derive(Default)]
pub(super) struct Searches {
    searches: Vec<Search>,
    living: Vec<SearchHome>,
    work: Vec<SearchWork>,
    access: Vec<SearchAccess>,
    entries: Vec<JournalEntry>,
    /// How many pathways of the batch have been looked at.
    seen: usize,
}

/// The people of a household, with the year in which each was born.
type People = HashMap<HouseholdId, Vec<(PersonId, Option<i32>)>>;

impl Searches {
    /// Draws what the households look for whose pathways are new in the batch.
    pub(super) fn of_batch(&mut self, batch: &mut Batch, chance: &mut Chance, desk: &Desk, today: Day) {
        let fresh: Vec<Pathway> =
            batch.pathways[self.seen..].iter().filter(|pathway| pathway.status.is_open()).cloned().collect();
        self.seen = batch.pathways.len();
        let born: HashMap<PersonId, Option<i32>> =
            batch.persons.iter().map(|person| (person.id, person.born.map(|born| born.year()))).collect();
        let mut people = People::new();
        for member in &batch.memberships {
            let year = born.get(&member.person_id).copied().flatten();
            people.entry(member.household_id).or_default().push((member.person_id, year));
        }
        for pathway in fresh {
            let members = people.get(&pathway.household_id).cloned().unwrap_or_default();
            let grown = |(_, year): &&(PersonId, Option<i32>)| year.is_none_or(|year| today.year() - year >= 18);
            let adults: Vec<PersonId> = members.iter().filter(grown).map(|(id, _)| *id).collect();
            if chance.in_thousand(500) {
                self.search(batch, chance, desk, &pathway, OfferKind::Home, None, &members, today);
            } else if members.len() <= 2 && chance.in_thousand(250) {
                self.search(batch, chance, desk, &pathway, OfferKind::Family, None, &members, today);
            }
            if let Some(adult) = adults.first()
                && chance.in_thousand(350)
            {
                self.search(batch, chance, desk, &pathway, OfferKind::Work, Some(*adult), &members, today);
            }
        }
    }

    /// The searches of a desk that still wait to be loaded, the longest waiting first.
    pub(super) fn of_desk(&self, desk: &Desk) -> Vec<Search> {
        let ours = |search: &&Search| {
            search.programme == desk.programme.code
                && search.organisation_id == desk.organisation
                && search.territory == desk.territory
        };
        let mut searches: Vec<Search> = self.searches.iter().filter(ours).cloned().collect();
        searches.sort_by_key(|search| (search.since, search.id));
        searches
    }

    /// What was looked for was found on a day.
    pub(super) fn meet(&mut self, id: SearchId, at: Moment) {
        if let Some(search) = self.searches.iter_mut().find(|search| search.id == id) {
            search.status = SearchStatus::Met;
            search.open_key = None;
            search.changed_at = at;
        }
    }

    /// Writes all rows in one transaction, after the households and pathways on which they hang.
    pub(super) async fn load(&mut self, store: &Store) -> Stored<()> {
        let mut bulk = store.bulk().await?;
        bulk.add(&self.searches).await?;
        bulk.add(&self.living).await?;
        bulk.add(&self.work).await?;
        bulk.add(&self.access).await?;
        bulk.add(&self.entries).await?;
        bulk.commit().await?;
        *self = Self::default();
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "what is drawn hangs on all of them, and nothing else calls it")]
    fn search(
        &mut self,
        batch: &mut Batch,
        chance: &mut Chance,
        desk: &Desk,
        pathway: &Pathway,
        kind: OfferKind,
        person: Option<PersonId>,
        members: &[(PersonId, Option<i32>)],
        today: Day,
    ) {
        let since = chance.day(pathway.opened_on, today);
        let at = at_work(since, chance);
        let id = SearchId::from_uuid(batch.coded(chance, at));
        let urgency = match chance.below(10) {
            0 => Urgency::Urgent,
            1..4 => Urgency::Soon,
            _ => Urgency::Routine,
        };
        let mut search = Search::along(pathway, id, Opening { kind, person, since, urgency }, at);
        search.ready_from = Some(today.plus_days(chance.between(-20, 40))).filter(|_| chance.in_thousand(850));
        let home: Option<TerritoryCode> = chance.one(&desk.municipalities).code.to_lowercase().parse().ok();
        match Wishes::none(kind, id) {
            Wishes::Living(mut wishes) => {
                living(chance, &mut wishes, home, members, today);
                self.living.push(*wishes);
                if chance.in_thousand(850) {
                    let needs = |chance: &mut Chance| {
                        Json(if chance.in_thousand(40) { Access::StepFree } else { Access::Stairs })
                    };
                    let rows = members.iter().map(|(person_id, _)| SearchAccess {
                        search_id: id,
                        person_id: *person_id,
                        needs: needs(chance),
                    });
                    self.access.extend(rows.collect::<Vec<_>>());
                }
            }
            Wishes::Work(mut wishes) => {
                work(chance, &mut wishes);
                self.work.push(*wishes);
            }
        }
        let fact = SearchFact::SearchOpened { kind };
        self.entries.push(JournalEntry {
            id: EntryId::from_uuid(chance.uuid(at)),
            at,
            day: since,
            member_id: Some(pathway.case_worker),
            purpose: "edit-searches".to_owned(),
            kind: fact.kind().to_owned(),
            detail: fact.detail(),
            subject: id.to_string(),
            household_id: Some(pathway.household_id),
            pathway_id: Some(pathway.id),
            programme: Some(pathway.programme.clone()),
            organisation_id: Some(pathway.organisation_id),
            territory: Some(pathway.territory.clone()),
            voids: None,
            fact: serde_json::to_string(&fact).unwrap_or_default(),
        });
        self.searches.push(search);
    }
}

/// A list that somebody asked about, eight times in ten.
fn asked<T>(chance: &mut Chance, words: Vec<T>) -> Listed<T> {
    Some(Json(words)).filter(|_| chance.in_thousand(850))
}

fn living(
    chance: &mut Chance,
    wishes: &mut SearchHome,
    home: Option<TerritoryCode>,
    members: &[(PersonId, Option<i32>)],
    today: Day,
) {
    let anywhere = chance.in_thousand(400);
    wishes.places = asked(chance, home.filter(|_| !anywhere).into_iter().collect());
    let picky = chance.in_thousand(200);
    wishes.kinds = asked(chance, if picky { vec![HomeKind::Flat, HomeKind::SocialHousing] } else { Vec::new() });
    let share = 22_000 + 9_000 * members.len() as i64;
    wishes.rent = Some(Cents::new(share + 1_000 * chance.between(0, 30))).filter(|_| chance.in_thousand(850));
    wishes.rent_support = Some(Cents::new(chance.between(0, 3) * 10_000)).filter(|_| chance.in_thousand(900));
    wishes.deposit = Some(Cents::new(chance.between(6, 16) * 10_000)).filter(|_| chance.in_thousand(850));
    let held = if chance.in_thousand(700) {
        vec![Guarantee::GuaranteeFund, Guarantee::PaySlips]
    } else {
        vec![Guarantee::GuaranteeFund, Guarantee::OrganisationAsTenant]
    };
    wishes.guarantees = asked(chance, held);
    wishes.shares_room = Some(chance.in_thousand(400)).filter(|_| chance.in_thousand(850));
    wishes.shares_home = Some(chance.in_thousand(700)).filter(|_| chance.in_thousand(900));
    wishes.pets = Some(chance.in_thousand(50)).filter(|_| chance.in_thousand(900));
    wishes.smokes = Some(chance.in_thousand(200)).filter(|_| chance.in_thousand(900));
    wishes.customs = asked(chance, Vec::new());
    wishes.must_reach = asked(chance, Vec::new());
    wishes.longest_minutes = Some(60).filter(|_| chance.in_thousand(800));
    let has = |from: i32, to: i32| {
        members.iter().any(|(_, year)| year.is_some_and(|year| (from..to).contains(&(today.year() - year))))
    };
    let schools = [(School::Kindergarten, 3, 6), (School::Primary, 6, 11), (School::LowerSecondary, 11, 14)];
    let schools = schools.into_iter().filter(|(_, from, to)| has(*from, *to)).map(|(school, ..)| school).collect();
    wishes.schools = asked(chance, schools);
    wishes.ties = asked(chance, Vec::new());
}

fn work(chance: &mut Chance, wishes: &mut SearchWork) {
    let mut done = Vec::new();
    for _ in 0..chance.between(0, 2) {
        if let Ok(occupation) = chance.one(OCCUPATIONS).parse() {
            done.push(Practised { occupation, months: Some(chance.between(0, 60) as u32) });
        }
    }
    wishes.occupations = asked(chance, done);
    wishes.most_hours = Some(40).filter(|_| chance.in_thousand(900));
    wishes.fewest_hours = Some(chance.between(10, 25)).filter(|_| chance.in_thousand(900));
    let licences = if chance.in_thousand(300) { vec![Licence::Car] } else { Vec::new() };
    wishes.licences = asked(chance, licences);
    wishes.transport = asked(chance, vec![Transport::Public, Transport::Bicycle]);
    wishes.longest_minutes = Some(60).filter(|_| chance.in_thousand(850));
    wishes.italian =
        Some(Json(*chance.one(&[Level::A1, Level::A2, Level::A2, Level::B1]))).filter(|_| chance.in_thousand(850));
    wishes.trainee = Some(Json(Trainee::Disadvantaged)).filter(|_| chance.in_thousand(900));
    wishes.may_work = Some(true).filter(|_| chance.in_thousand(900));
}
