//! A question, whom to ask it, and where the answer is written down. Whoever may not write it there is told who can.

use kernel::Uuid;
use matching::rules::{About, Fact, Question};
use people::permissions::EditPeople;
use placement::pages::searches::reaches;
use placement::permissions::{EditAccessNeeds, EditOffers, EditSearches};
use placement::store::searches::Search;
use serde::Serialize;
use web::May;

use super::names::{Names, question};

/// A question with whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ToAskOut {
    /// The question in words.
    pub words: String,
    /// Whom to ask; nothing for a way that nobody of them knows.
    pub whom: Option<String>,
    /// Where the answer is written down, or where that is asked for; nothing where the reader can do neither.
    pub href: Option<String>,
}

/// Who may write which answers down.
pub(crate) struct Asking<'a> {
    pub(crate) names: &'a Names,
    pub(crate) search: &'a Search,
    search_edit: bool,
    access_edit: bool,
    people_edit: bool,
    offers_edit: bool,
}

impl<'a> Asking<'a> {
    pub(crate) fn of<P>(may: &May<P>, names: &'a Names, search: &'a Search) -> Self {
        Self {
            names,
            search,
            search_edit: reaches::<EditSearches, _>(may, search),
            access_edit: reaches::<EditAccessNeeds, _>(may, search),
            people_edit: may.may::<EditPeople>(),
            offers_edit: may.may::<EditOffers>(),
        }
    }

    /// A question about the search and an offer.
    pub(crate) fn ask(
        &self,
        desk: &web::Desk,
        asked: &Question,
        offer: Uuid,
        persons: &std::collections::HashMap<kernel::PersonId, String>,
    ) -> ToAskOut {
        let words = question(desk, asked, persons);
        let (whom, href) = match &asked.about {
            About::Way { .. } => (None, None),
            About::Offer => self.offer(desk, offer),
            About::Household | About::Person { .. } => {
                let who = self.names.seeker(crate::gather::seeker(self.search)).label;
                (Some(desk.say_with("desk-ask-household", &[("who", who.as_str().into())])), self.household(asked))
            }
        };
        ToAskOut { words, whom, href }
    }

    fn offer(&self, desk: &web::Desk, offer: Uuid) -> (Option<String>, Option<String>) {
        let short = self.names.offer(offer);
        let whom =
            short.keeper.as_deref().map(|keeper| desk.say_with("desk-ask-keeper-at", &[("keeper", keeper.into())]));
        let form = self.offers_edit && self.names.keeps(offer);
        let href = if form { format!("/offers/{offer}/edit") } else { format!("/offers/{offer}") };
        (whom, short.seen.then_some(href))
    }

    fn household(&self, asked: &Question) -> Option<String> {
        let search = self.search.id;
        let page = |may: bool, form: String, page: String| Some(if may { form } else { page });
        let of_search = format!("/searches/{search}");
        match (asked.fact, &asked.about) {
            (Fact::AccessNeeded, _) => page(self.access_edit, format!("{of_search}/access"), of_search),
            (Fact::Eligible, _) => self.search.pathway_id.map(|pathway| format!("/pathways/{pathway}")),
            (Fact::People | Fact::Tie, _) => {
                let household = format!("/households/{}", self.search.household_id);
                page(self.people_edit, household.clone(), household)
            }
            (Fact::Residence, _) => {
                let household = format!("/households/{}", self.search.household_id);
                page(self.people_edit, format!("{household}/edit"), household)
            }
            (Fact::BirthDay | Fact::Sex, About::Person { person }) => {
                page(self.people_edit, format!("/people/{person}/edit"), format!("/people/{person}"))
            }
            // How well Italian is spoken at work is asked with the search; all other languages with the person.
            (Fact::Languages, About::Person { person }) if self.search.person_id.is_none() => {
                page(self.people_edit, format!("/people/{person}/languages/new"), format!("/people/{person}"))
            }
            _ => page(self.search_edit, format!("{of_search}/edit{}", field(asked.fact)), of_search),
        }
    }
}

/// The field of the search's form that holds the answer.
fn field(fact: Fact) -> &'static str {
    match fact {
        Fact::Urgency => "#field-urgency",
        Fact::WaitingSince => "#field-since",
        Fact::ReadyFrom => "#field-ready-from",
        Fact::LongestWay => "#field-longest-minutes",
        Fact::WantedTerritories => "#field-places",
        Fact::WantedKinds => "#field-kinds",
        Fact::RentPayable => "#field-rent",
        Fact::RentSupport => "#field-rent-support",
        Fact::DepositPayable => "#field-deposit",
        Fact::GuaranteesHeld => "#field-guarantees",
        Fact::SharesRoom => "#field-shares-room",
        Fact::SharesHome => "#field-shares-home",
        Fact::OwnPets => "#field-pets",
        Fact::Smokes => "#field-smokes",
        Fact::Customs => "#field-customs",
        Fact::MustReach => "#field-must-reach",
        Fact::SchoolsNeeded => "#field-schools",
        Fact::TiesNear => "#field-ties",
        Fact::Practised => "#field-occupation",
        Fact::MostHours => "#field-most-hours",
        Fact::FewestHours => "#field-fewest-hours",
        Fact::LicencesHeld => "#field-licences",
        Fact::OwnTransport => "#field-transport",
        Fact::Trainee => "#field-trainee",
        Fact::MayWork => "#field-may-work",
        Fact::Languages => "#field-italian",
        _ => "",
    }
}
