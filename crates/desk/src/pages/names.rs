//! What the keys of a run stand for, as far as the reader may know: own households by name, all others as *a household of
//! another partner*; offers as the network sees them.

use std::collections::{BTreeSet, HashMap, HashSet};

use kernel::{HouseholdId, PersonId, Uuid};
use matching::desk::Pair;
use network::store::organisations;
use pathways::store::pathways::{HouseholdShort, households};
use people::permissions::ViewPeople;
use people::store::persons::identities_of;
use placement::permissions::{EditOffers, ViewOffers, ViewProposals, ViewSearches};
use placement::store::offers::{OfferId, OfferSeen};
use placement::store::proposals::{Proposal, ProposalId, ProposalSeen};
use placement::store::searches::{Search, SearchId};
use serde::Serialize;
use store::Stored;
use web::{Desk, May};

use crate::gather::by_ids;
use crate::store::runs::WholeRun;

/// Whoever looks, as the reader may know them.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SeekerOut {
    /// The search; nothing for a household of another partner.
    pub search: Option<SearchId>,
    /// The household or person; *a household of another partner* otherwise.
    pub label: String,
    /// Whether the search lies within the reader's reach.
    pub own: bool,
}

/// An offer, as the reader may know it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OfferShortOut {
    /// Its id, where it may be seen.
    pub id: Option<OfferId>,
    /// What it is called; *an offer that you may not see* otherwise.
    pub label: String,
    /// Its code, where it may be seen.
    pub code: Option<String>,
    /// Who keeps it.
    pub keeper: Option<String>,
    /// Whether it may be seen.
    pub seen: bool,
}

/// The names of a page.
pub(crate) struct Names {
    /// Own searches by seeker.
    own: HashMap<Uuid, Search>,
    labels: HashMap<HouseholdId, HouseholdShort>,
    persons: HashMap<PersonId, String>,
    offers: HashMap<Uuid, OfferShortOut>,
    proposals: HashMap<ProposalId, String>,
    kept: HashSet<Uuid>,
    live: HashMap<Pair, ProposalId>,
    another: String,
    unseen: String,
}

impl Names {
    /// Which searches of a run are the reader's own.
    pub(crate) async fn of<P>(may: &May<P>, run: &WholeRun) -> Stored<Self> {
        let by_search: HashMap<SearchId, Uuid> =
            run.told.searches.iter().map(|(seeker, search)| (*search, *seeker)).collect();
        let ids: Vec<SearchId> = run.told.searches.iter().map(|(_, search)| *search).collect();
        let db = may.also::<ViewSearches>();
        let own = by_ids!(db, Search, id, ids);
        let own = own.into_iter().filter_map(|search| Some((*by_search.get(&search.id)?, search)));
        Ok(Self {
            own: own.collect(),
            labels: HashMap::new(),
            persons: HashMap::new(),
            offers: HashMap::new(),
            proposals: HashMap::new(),
            kept: HashSet::new(),
            live: HashMap::new(),
            another: may.say("desk-another-household"),
            unseen: may.say("desk-unseen-offer"),
        })
    }

    /// Reads what these are called: for one page, never for all.
    pub(crate) async fn call<P>(
        &mut self,
        may: &May<P>,
        seekers: impl IntoIterator<Item = Uuid>,
        offers: impl IntoIterator<Item = Uuid>,
    ) -> Stored<()> {
        let people = may.also::<ViewPeople>();
        let own: Vec<&Search> = seekers.into_iter().filter_map(|seeker| self.own.get(&seeker)).collect();
        self.labels.extend(households(&people, own.iter().map(|search| search.household_id)).await?);
        let persons = identities_of(&people, own.iter().filter_map(|search| search.person_id)).await?;
        self.persons.extend(persons.into_iter().map(|(id, identity)| (id, identity.name())));
        let offers: BTreeSet<Uuid> = offers.into_iter().collect();
        let ids: Vec<OfferId> = offers.into_iter().map(OfferId::from_uuid).collect();
        let db = may.also::<ViewOffers>();
        let rows = by_ids!(db, OfferSeen, id, ids);
        let keepers = organisations::names_of(&db, rows.iter().map(|row| row.organisation_id)).await?;
        let edits = may.caller().reach::<EditOffers>();
        for row in rows {
            let covers = |reach: &store::Reach| reach.covers(&row.programme, row.organisation_id, &row.territory);
            if edits.as_ref().is_some_and(covers) {
                self.kept.insert(row.id.as_uuid());
            }
            let out = OfferShortOut {
                id: Some(row.id),
                label: row.title.clone().unwrap_or_else(|| row.code.clone()),
                code: Some(row.code),
                keeper: keepers.get(&row.organisation_id).cloned(),
                seen: true,
            };
            self.offers.insert(row.id.as_uuid(), out);
        }
        Ok(())
    }

    /// Reads which of these proposals may be looked at, and their codes.
    pub(crate) async fn call_proposals<P>(&mut self, may: &May<P>, ids: Vec<ProposalId>) -> Stored<()> {
        let db = may.also::<ViewProposals>();
        self.proposals.extend(by_ids!(db, ProposalSeen, id, ids).into_iter().map(|row| (row.id, row.code)));
        Ok(())
    }

    /// Reads which of these offers are proposed by now to whom of one's own, since the run too.
    pub(crate) async fn call_live<P>(&mut self, may: &May<P>, offers: Vec<Uuid>) -> Stored<()> {
        let db = may.also::<ViewProposals>();
        let ids: Vec<OfferId> = offers.into_iter().map(OfferId::from_uuid).collect();
        for row in by_ids!(db, Proposal, offer_id, ids).into_iter().filter(|row| row.status.is_live()) {
            let seeker = row.person_id.map_or_else(|| row.household_id.as_uuid(), PersonId::as_uuid);
            self.live.insert(Pair { seeker, offer: row.offer_id.as_uuid() }, row.id);
            self.proposals.insert(row.id, row.code);
        }
        Ok(())
    }

    /// The proposal of a pair that is under way by now.
    pub(crate) fn live(&self, pair: Pair) -> Option<ProposalId> {
        self.live.get(&pair).copied()
    }

    /// Whether the reader may write of an offer.
    pub(crate) fn keeps(&self, offer: Uuid) -> bool {
        self.kept.contains(&offer)
    }

    /// The code of a proposal that may be looked at.
    pub(crate) fn proposal(&self, id: ProposalId) -> Option<&str> {
        self.proposals.get(&id).map(String::as_str)
    }

    pub(crate) fn is_own(&self, seeker: Uuid) -> bool {
        self.own.contains_key(&seeker)
    }

    /// Whose a search of one's own is in the run.
    pub(crate) fn seeker_of(&self, search: SearchId) -> Option<Uuid> {
        self.own.iter().find(|(_, own)| own.id == search).map(|(seeker, _)| *seeker)
    }

    pub(crate) fn search(&self, seeker: Uuid) -> Option<&Search> {
        self.own.get(&seeker)
    }

    pub(crate) fn seeker(&self, seeker: Uuid) -> SeekerOut {
        let Some(search) = self.own.get(&seeker) else {
            return SeekerOut { search: None, label: self.another.clone(), own: false };
        };
        let person = search.person_id.and_then(|person| self.persons.get(&person).cloned());
        let household = self.labels.get(&search.household_id).map(|short| short.label().to_owned());
        let label = person.filter(|name| !name.is_empty()).or(household).unwrap_or_else(|| search.code.clone());
        SeekerOut { search: Some(search.id), label, own: true }
    }

    pub(crate) fn offer(&self, offer: Uuid) -> OfferShortOut {
        self.offers.get(&offer).cloned().unwrap_or_else(|| OfferShortOut {
            id: None,
            label: self.unseen.clone(),
            code: None,
            keeper: None,
            seen: false,
        })
    }
}

/// What a person of a question is called, where names may be read.
pub(crate) async fn persons_of<P>(
    may: &May<P>,
    ids: impl IntoIterator<Item = PersonId>,
) -> Stored<HashMap<PersonId, String>> {
    let named = identities_of(&may.also::<ViewPeople>(), ids).await?;
    Ok(named.into_iter().map(|(id, identity)| (id, identity.name())).collect())
}

/// A question in words: about whom, and what.
pub(crate) fn question(
    desk: &Desk,
    question: &matching::rules::Question,
    persons: &HashMap<PersonId, String>,
) -> String {
    use matching::rules::About;
    let words = crate::tell::fact(question.fact).say(desk);
    match &question.about {
        About::Person { person } => match persons.get(person).filter(|name| !name.is_empty()) {
            Some(name) => format!("{name}: {words}"),
            None => words,
        },
        About::Way { from, to } => {
            let ends = [("from", crate::tell::place(from)), ("to", crate::tell::place(to))];
            let ends: Vec<_> = ends.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
            desk.say_with("ask-way", &ends)
        }
        About::Household | About::Offer => words,
    }
}
