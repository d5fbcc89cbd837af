//! What the rules answer: yes, no or *needs to know*, each with its reason, its source and the facts that are missing.

use kernel::{Answer, Day, PersonId, ProgrammeCode, TerritoryCode, words};
use serde::{Deserialize, Serialize};

use super::citizenship::Citizenship;
use super::eligibility::Force;
use super::vocabulary::{Circuit, PermitKind, Sector};
use crate::definition::Status;

words!(
    /// A fact that a rule would need.
    pub enum Fact {
        /// Which permits the person holds, if any.
        Permit = "permit",
        /// What the permit is for.
        PermitKind = "permit-kind",
        /// When the permit expires.
        PermitEnd = "permit-end",
        /// Whether the renewal of an expired permit is under way.
        PermitRenewal = "permit-renewal",
        /// Whether the person was in reception, and where.
        ReceptionStay = "reception-stay",
        /// In which circuit.
        ReceptionCircuit = "reception-circuit",
        /// Whether and when the person left reception.
        ExitDay = "exit-day",
        /// The day of birth.
        BirthDay = "birth-day",
        /// The citizenship.
        Citizenship = "citizenship",
        /// Where the household lives.
        Residence = "residence",
        /// Whether it is in housing distress.
        HousingDistress = "housing-distress",
        /// Whether it is in particular hardship.
        Hardship = "hardship",
        /// Who else belongs to the household.
        HouseholdPeople = "household-people",
        /// In which kind of service the operator works.
        OperatorSector = "operator-sector",
    }
);

/// A fact that is missing, and about whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Missing {
    /// The person, or nobody when it is about the household.
    pub person: Option<PersonId>,
    /// The fact.
    pub fact: Fact,
}

/// Why a rule answers as it does. The key is the tail of its text key, the rest are the arguments of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "key", rename_all = "kebab-case")]
pub enum Reason {
    /// Holds a permit of this kind, or its receipt.
    PermitHeld {
        /// The kind, if known.
        kind: Option<PermitKind>,
        /// Whether it is a receipt.
        receipt: bool,
    },
    /// Holds other permits only.
    PermitOther {
        /// Those held.
        held: Vec<PermitKind>,
    },
    /// Holds no permit and no receipt.
    NoPermit,
    /// The permit that would do is over, or has not begun.
    PermitNotInForce {
        /// Its kind, if known.
        kind: Option<PermitKind>,
    },
    /// Nobody has asked for the permit yet.
    PermitUnknown,
    /// What the permit is for is not known.
    PermitKindUnknown,
    /// When the permit expires is not known.
    PermitEndUnknown,
    /// The permit has expired and it is not known whether its renewal is under way.
    PermitExpired {
        /// When.
        on: Day,
    },
    /// Left reception in time.
    LeftReception {
        /// From which circuit, if known.
        circuit: Option<Circuit>,
        /// When, if known and asked.
        exit: Option<Day>,
        /// The last day on which the rule still holds.
        until: Option<Day>,
    },
    /// About to leave reception, which this rule accepts.
    LeavingReception {
        /// From which circuit, if known.
        circuit: Option<Circuit>,
        /// When, if a day is set.
        exit: Option<Day>,
    },
    /// Left too long ago.
    LeftTooLongAgo {
        /// When.
        exit: Day,
        /// The last day on which the rule held.
        until: Day,
    },
    /// Still in reception.
    StillInReception {
        /// The day of leaving, if one is set.
        exit: Option<Day>,
    },
    /// Was in other circuits only.
    OtherCircuit,
    /// Was never in reception.
    NeverInReception,
    /// Out of reception.
    OutOfReception,
    /// Whether the person was in reception is not known.
    StayUnknown,
    /// Whether and when the person left is not known.
    ExitDayUnknown {
        /// The earliest exit that would still do, when the rule sets a time.
        not_before: Option<Day>,
    },
    /// From which circuit the person left is not known.
    CircuitUnknown,
    /// A citizen of a third country, or stateless.
    ThirdCountry {
        /// The citizenship.
        citizenship: Citizenship,
    },
    /// A citizen of the Union.
    UnionCitizen {
        /// The citizenship.
        citizenship: Citizenship,
    },
    /// The citizenship is not known.
    CitizenshipUnknown,
    /// Adults and minors live together.
    WithMinors {
        /// How many are known to be minors.
        minors: usize,
    },
    /// No adult lives with a minor.
    WithoutMinors,
    /// The ages do not tell yet.
    AgesUnknown,
    /// Lives in a territory that the rule names.
    LivesThere {
        /// Which.
        territory: TerritoryCode,
    },
    /// Lives elsewhere.
    LivesElsewhere,
    /// Where the household lives is not known.
    ResidenceUnknown,
    /// In housing distress.
    HousingDistress,
    /// Not in housing distress.
    NoHousingDistress,
    /// Not known whether in housing distress.
    HousingDistressUnknown,
    /// In particular hardship.
    Hardship,
    /// Not in particular hardship.
    NoHardship,
    /// Not known whether in particular hardship.
    HardshipUnknown,
    /// Works in such a service.
    WorksInSector {
        /// Which kind.
        sector: Sector,
    },
    /// Works in another kind of service.
    OtherSector {
        /// Which kind.
        sector: Sector,
    },
    /// The kind of service is not known.
    SectorUnknown,
    /// Whom the rule would fit is under 18.
    NotAnAdult,
    /// Whether the person is of age is not known.
    AgeUnknown,
    /// Nobody of the household is listed yet.
    NobodyListed,
}

/// The answer of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleVerdict {
    /// The rule, as the definition names it.
    pub rule: String,
    /// Whether the rule decides, or is only a priority.
    pub force: Force,
    /// The answer.
    pub answer: Answer,
    /// On whom it was measured; nobody when on the household.
    pub person: Option<PersonId>,
    /// Why.
    pub reason: Reason,
    /// What would have to be known; empty unless the answer is *needs to know*.
    pub missing: Vec<Missing>,
    /// The source of the rule, as the definition names it.
    pub source: String,
    /// How sure the rule itself is.
    pub status: Status,
}

/// One adult on whom the rules for any adult were tried together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// Who.
    pub person: PersonId,
    /// Whether this person alone meets all of them.
    pub answer: Answer,
}

/// The answer of a programme for one household, or one operator, on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The programme.
    pub programme: ProgrammeCode,
    /// The version of its definition.
    pub definition_version: u32,
    /// The day of the assessment.
    pub day: Day,
    /// The answer: no if one deciding rule says no, else *needs to know* if one does, else yes.
    pub answer: Answer,
    /// Whether the programme serves recipients of this kind at all; if not, the answer is no and there are no rules.
    pub served: bool,
    /// Each rule in force on the day. Empty although served: no rule is in force, and the answer is *needs to know*.
    pub rules: Vec<RuleVerdict>,
    /// The people on whom the rules for any adult were tried: one adult must meet all of them.
    pub tried: Vec<Tried>,
}

impl Verdict {
    /// Everything that is missing for the deciding rules, each fact once.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let deciding = self.rules.iter().filter(|rule| rule.force == Force::Required);
        let mut missing: Vec<Missing> = deciding.flat_map(|rule| rule.missing.iter().copied()).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }
}
