//! What is not known, as questions to ask: which fact, about whom.

use kernel::{PersonId, TerritoryCode, words};
use serde::{Deserialize, Serialize};

words!(
    /// A fact that a rule or a criterion would need.
    pub enum Fact {
        /// Who belongs to the household.
        People = "people",
        /// The day of birth.
        BirthDay = "birth-day",
        /// The sex, for the rooms.
        Sex = "sex",
        /// To which family, and as what.
        Tie = "tie",
        /// What the person needs to get in and about.
        AccessNeeded = "access-needed",
        /// The languages spoken, and how well.
        Languages = "languages",
        /// Whether the person smokes.
        Smokes = "smokes",
        /// Whether the programme takes them in charge.
        Eligible = "eligible",
        /// How long it can wait.
        Urgency = "urgency",
        /// Since when they wait.
        WaitingSince = "waiting-since",
        /// From which day they can move or start.
        ReadyFrom = "ready-from",
        /// Where the person lives.
        Residence = "residence",
        /// Which places they must reach daily.
        MustReach = "must-reach",
        /// The longest daily way they accept.
        LongestWay = "longest-way",
        /// Which schools they need.
        SchoolsNeeded = "schools-needed",
        /// Where people live on whom they can count.
        TiesNear = "ties-near",
        /// Which guarantees they can bring.
        GuaranteesHeld = "guarantees-held",
        /// Where they would like to live.
        WantedTerritories = "wanted-territories",
        /// Which kinds of home they accept.
        WantedKinds = "wanted-kinds",
        /// The rent that they can pay of their own.
        RentPayable = "rent-payable",
        /// What is added to it.
        RentSupport = "rent-support",
        /// The deposit that they can pay.
        DepositPayable = "deposit-payable",
        /// Whether they would share a room.
        SharesRoom = "shares-room",
        /// Whether they would share a home.
        SharesHome = "shares-home",
        /// Whether they bring an animal.
        OwnPets = "own-pets",
        /// How they like to live with others.
        Customs = "customs",
        /// Whether the person may work.
        MayWork = "may-work",
        /// What the person has done or wants to do.
        Practised = "practised",
        /// The most hours a week.
        MostHours = "most-hours",
        /// The fewest hours a week.
        FewestHours = "fewest-hours",
        /// The licences held.
        LicencesHeld = "licences-held",
        /// How the person can get to work.
        OwnTransport = "own-transport",
        /// How internship rules class the person.
        Trainee = "trainee",
        /// What kind of home it is.
        HomeKind = "home-kind",
        /// Where the offer is.
        Place = "place",
        /// How the home is let.
        Letting = "letting",
        /// The rooms: beds, for whom they are kept, who else sleeps there.
        Rooms = "rooms",
        /// How one gets in and about.
        AccessOffered = "access-offered",
        /// The rent.
        Rent = "rent",
        /// The deposit.
        Deposit = "deposit",
        /// The guarantees asked.
        GuaranteesAsked = "guarantees-asked",
        /// The programmes to which it is kept.
        Programmes = "programmes",
        /// Whether it was found suitable for minors.
        SuitsMinors = "suits-minors",
        /// Which schools are near by.
        SchoolsNear = "schools-near",
        /// From when it is available.
        AvailableFrom = "available-from",
        /// Until when.
        AvailableUntil = "available-until",
        /// The occupation.
        Occupation = "occupation",
        /// Contract or internship.
        WorkKind = "work-kind",
        /// Hours a week.
        Hours = "hours",
        /// Monthly pay or indemnity.
        Monthly = "monthly",
        /// How many months it lasts.
        Months = "months",
        /// The region whose rules apply.
        Region = "region",
        /// The languages asked.
        LanguagesAsked = "languages-asked",
        /// The licences asked.
        LicencesAsked = "licences-asked",
        /// The ways to get there.
        WaysThere = "ways-there",
        /// The staff of the place.
        Staff = "staff",
        /// The trainees already there.
        Trainees = "trainees",
        /// Who lives in the host family, and which languages they speak.
        Residents = "residents",
        /// Whether the host family keeps animals.
        KeptPets = "kept-pets",
        /// The most guests.
        LimitPersons = "limit-persons",
        /// The ages of guests.
        LimitAges = "limit-ages",
        /// The sexes of guests.
        LimitSexes = "limit-sexes",
        /// Whether minors are welcome.
        LimitMinors = "limit-minors",
        /// Whether smokers are.
        LimitSmokers = "limit-smokers",
        /// Whether animals are.
        LimitPets = "limit-pets",
        /// What the family would like.
        HostWishes = "host-wishes",
        /// The steps of preparation passed.
        HostSteps = "host-steps",
        /// How long the way is.
        Travel = "travel",
    }
);

/// About whom or what a question is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum About {
    /// The household as a whole.
    Household,
    /// One person of it, or the one who looks for work.
    Person {
        /// Who.
        person: PersonId,
    },
    /// The offer.
    Offer,
    /// The way between two territories.
    Way {
        /// From here.
        from: TerritoryCode,
        /// To there.
        to: TerritoryCode,
    },
}

impl About {
    /// The way between two territories: the same there and back.
    pub(super) fn way(one: &TerritoryCode, other: &TerritoryCode) -> Self {
        Self::Way { from: one.min(other).clone(), to: one.max(other).clone() }
    }
}

/// A fact that is missing, and about whom: a question to ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Question {
    /// About whom or what.
    pub about: About,
    /// The fact.
    pub fact: Fact,
}
