//! The closed vocabularies of the facts.

use kernel::words;

words!(
    /// As people are asked it; read by the rules on rooms and on a host family's conditions, and by nothing else.
    pub enum Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Another, or none of the two: a room of one's own, or with one's family.
        Other = "other",
    }
);

words!(
    /// What somebody is within the own family, as far as safeguarding and rooms ask.
    pub enum FamilyRole {
        /// One of the couple, the single parent, or a person alone.
        Head = "head",
        /// A child of the heads, of whatever age, or a child in their legal care.
        Child = "child",
        /// Another relative: a grandparent, an uncle, a sister of the mother.
        Kin = "kin",
    }
);

words!(
    /// How long it can wait, from those who cannot.
    pub enum Urgency {
        /// Somebody must be got to safety.
        Safeguarding = "safeguarding",
        /// No roof tonight, or as of a day that is set.
        NoRoof = "no-roof",
        /// The place they live in ends within weeks.
        Soon = "soon",
        /// Can wait.
        Ordinary = "ordinary",
    }
);

impl Urgency {
    /// Whether it cannot wait: the tier that a plan places before anything else.
    #[must_use]
    pub fn cannot_wait(self) -> bool {
        matches!(self, Self::Safeguarding | Self::NoRoof)
    }
}

words!(
    /// How well a language is spoken: the Common European Framework of Reference.
    pub enum Level {
        /// Nothing yet.
        Beginner = "a0",
        /// A1.
        A1 = "a1",
        /// A2.
        A2 = "a2",
        /// B1.
        B1 = "b1",
        /// B2.
        B2 = "b2",
        /// C1.
        C1 = "c1",
        /// C2, or the mother tongue.
        C2 = "c2",
    }
);

impl Level {
    /// How many levels this one lies above another; zero when it does not.
    #[must_use]
    pub fn above(self, other: Self) -> i64 {
        (self as i64 - other as i64).max(0)
    }
}

words!(
    /// Who lets a home.
    pub enum OwnerKind {
        /// A private person.
        Private = "private",
        /// An estate agency.
        Agency = "agency",
        /// A public body.
        PublicBody = "public-body",
        /// A social-housing hub.
        SocialHousingHub = "social-housing-hub",
        /// A cohousing.
        Cohousing = "cohousing",
    }
);

words!(
    /// What kind of home it is.
    pub enum HomeKind {
        /// A whole flat or house.
        Flat = "flat",
        /// A room in a flat with others.
        Room = "room",
        /// A place in a cohousing.
        Cohousing = "cohousing",
        /// A social-housing tenancy.
        SocialHousing = "social-housing",
        /// A place for a while: a transition flat, a boarding house.
        Temporary = "temporary",
    }
);

words!(
    /// How a home is let.
    pub enum Letting {
        /// As a whole, to one household.
        Whole = "whole",
        /// Room by room: others may live there.
        ByRoom = "by-room",
    }
);

words!(
    /// For whom a room is kept.
    pub enum ReservedFor {
        /// For anybody.
        Anyone = "anyone",
        /// For women, and small children with them.
        Women = "women",
        /// For men, and small children with them.
        Men = "men",
    }
);

words!(
    /// What somebody needs to get in and about, or what a home offers, from the least.
    pub enum Access {
        /// Stairs are no trouble; there are stairs.
        Stairs = "stairs",
        /// Without steps, or with a lift.
        StepFree = "step-free",
        /// With room for a wheelchair, bath included.
        Wheelchair = "wheelchair",
    }
);

words!(
    /// What an owner asks for besides the rent.
    pub enum Guarantee {
        /// Pay slips.
        PaySlips = "pay-slips",
        /// Somebody who answers for them.
        Guarantor = "guarantor",
        /// A guarantee fund of the network or of a public body.
        GuaranteeFund = "guarantee-fund",
        /// A bank's guarantee.
        Bank = "bank",
        /// The tenancy in the name of an organisation.
        OrganisationAsTenant = "organisation-as-tenant",
    }
);

words!(
    /// A school that children need, or that is near a home.
    pub enum School {
        /// *Nido*.
        Nursery = "nursery",
        /// *Scuola dell'infanzia*.
        Kindergarten = "kindergarten",
        /// *Primaria*.
        Primary = "primary",
        /// *Secondaria di primo grado*.
        LowerSecondary = "lower-secondary",
        /// *Secondaria di secondo grado* or vocational training.
        UpperSecondary = "upper-secondary",
        /// Italian for adults (CPIA).
        Adults = "adults",
    }
);

words!(
    /// What a work offer is.
    pub enum WorkKind {
        /// A contract of employment.
        Contract = "contract",
        /// An internship, *tirocinio extracurriculare*.
        Internship = "internship",
    }
);

words!(
    /// How the internship rules class a trainee; read by the rule on duration and by nothing else.
    pub enum Trainee {
        /// No special rule.
        Ordinary = "ordinary",
        /// Disadvantaged as the guidelines list them; people who ask for or hold protection among them.
        Disadvantaged = "disadvantaged",
        /// With a disability (law 68/1999).
        Disabled = "disabled",
    }
);

words!(
    /// A licence.
    pub enum Licence {
        /// Moped, AM.
        Moped = "am",
        /// Motorcycle, A.
        Motorcycle = "a",
        /// Car, B.
        Car = "b",
        /// Lorry, C.
        Lorry = "c",
        /// Bus, D.
        Bus = "d",
        /// The driver's qualification card, CQC.
        Professional = "cqc",
        /// Forklift.
        Forklift = "forklift",
    }
);

words!(
    /// How somebody gets to work.
    pub enum Transport {
        /// By bus, tram, train.
        Public = "public",
        /// By bicycle.
        Bicycle = "bicycle",
        /// By scooter or motorcycle of one's own.
        Scooter = "scooter",
        /// By car of one's own.
        Car = "car",
    }
);

words!(
    /// A step that a host family goes through before somebody moves in.
    pub enum HostStep {
        /// Has heard what it is about.
        Informed = "informed",
        /// The whole family agrees.
        FamilyAgrees = "family-agrees",
        /// The home was visited.
        HomeVisited = "home-visited",
        /// The family was interviewed.
        Interviewed = "interviewed",
        /// The preparation was attended.
        Prepared = "prepared",
        /// A facilitator is named.
        FacilitatorNamed = "facilitator-named",
        /// No conviction that excludes work with minors, by certificate of every adult.
        CheckedForMinors = "checked-for-minors",
    }
);

words!(
    /// How people live together: what a family wishes, what a guest is glad to do. Wishes, never conditions.
    pub enum Custom {
        /// Eats together.
        SharedMeals = "shared-meals",
        /// Quiet in the evening.
        QuietEvenings = "quiet-evenings",
        /// Helps in house and garden.
        HelpsAtHome = "helps-at-home",
        /// Speaks Italian at home.
        SpeaksItalian = "speaks-italian",
        /// Plays or goes out with the children.
        TimeWithChildren = "time-with-children",
        /// Stays for half a year and longer.
        LongStay = "long-stay",
        /// Comes and goes freely.
        OwnRhythm = "own-rhythm",
    }
);
