//! Whether two descriptions may be of one person: the evidence, field by field, each with its weight.
//!
//! A weight is the logarithm to base 2 of how much likelier the finding is when both are one person than when they are
//! two (I. P. Fellegi, A. B. Sunter, *A Theory for Record Linkage*, JASA 64 (1969) 1183–1210), in hundredths of a bit;
//! for names it also depends on how rare they are. Where fields hang together (a family shares its name and its
//! telephone) the weight is cut, since the sum presumes they do not. The weights are assumed and tuned on invented
//! pairs; `tests/identity` measures them on others.
//!
//! The total orders a list and puts a pair before a person. It joins nothing by itself.

use std::fmt;

use kernel::{BirthDay, Day};
use programmes::rules::Citizenship;
use serde::{Serialize, Serializer};
use strsim::osa_distance;

use super::full_name::FullName;
use super::{Naming, phone_keys, text_key};
use crate::rules::person::Sex;

/// From this total on, a pair is put before a person.
const POSSIBLE: Weight = Weight(1350);

/// From this total on, without anything that contradicts, a pair is called the same.
const SAME: Weight = Weight(2150);

/// Somebody as written down: in a sheet, in a form, or in the records.
#[derive(Debug, Clone, Copy)]
pub struct Described<'a> {
    /// Names, numbers, addresses, birth.
    pub naming: Naming<'a>,
    /// The sex; `Unknown` where nobody said.
    pub sex: Sex,
    /// The citizenship.
    pub citizenship: Option<Citizenship>,
}

/// Hundredths of a bit: 100 doubles the odds that two are one, −100 halves them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Weight(pub i32);

impl std::iter::Sum for Weight {
    fn sum<I: Iterator<Item = Self>>(weights: I) -> Self {
        Self(weights.map(|weight| weight.0).sum())
    }
}

impl Weight {
    /// Whole bits, rounded: each doubles the odds, or halves them when negative.
    #[must_use]
    pub fn points(self) -> i32 {
        (self.0 + 50 * self.0.signum()) / 100
    }
}

/// In whole bits: `+9`, `−6`.
impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.points() {
            0 => f.write_str("0"),
            points if points < 0 => write!(f, "−{}", points.unsigned_abs()),
            points => write!(f, "+{points}"),
        }
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i32(self.0)
    }
}

kernel::words! {
    /// What is compared.
    pub enum Field {
        /// Given, family and other names.
        Name = "name",
        /// Birth.
        Born = "born",
        /// Sex.
        Sex = "sex",
        /// Citizenship.
        Citizenship = "citizenship",
        /// Telephone.
        Phone = "phone",
        /// E-mail.
        Email = "email",
        /// *Codice fiscale*.
        TaxCode = "tax-code",
        /// CUI.
        Cui = "cui",
    }
}

kernel::words! {
    /// What is found when one field is compared.
    pub enum Sign {
        /// The same words, each where it stands in the other.
        NameSame = "name-same",
        /// The same words, given and family names swapped.
        NameSwapped = "name-swapped",
        /// The same name in another hand or script.
        NameSpelling = "name-spelling",
        /// Alike but for what fingers slip on.
        NameSlip = "name-slip",
        /// One has words that the other has not; those in common agree.
        NamePart = "name-part",
        /// Some words agree, others contradict.
        NamePartly = "name-partly",
        /// Nothing in common.
        NameDiffers = "name-differs",
        /// An alias or the name in another script agrees.
        NameOther = "name-other",
        /// The same day.
        BornSame = "born-same",
        /// The same first of January: registers write it where nobody knows the day.
        BornSameNewYear = "born-same-new-year",
        /// Day and month swapped.
        BornSwapped = "born-swapped",
        /// One digit apart.
        BornSlip = "born-slip",
        /// The year is the same, and one of the two knows no more.
        BornYear = "born-year",
        /// Two days of one year.
        BornYearOnly = "born-same-year",
        /// Day and month are the same, the year is not.
        BornOtherYear = "born-other-year",
        /// A few years apart.
        BornNear = "born-near",
        /// Far apart.
        BornDiffers = "born-differs",
        /// The same sex.
        SexSame = "sex-same",
        /// Another sex.
        SexDiffers = "sex-differs",
        /// The same citizenship.
        CitizenshipSame = "citizenship-same",
        /// Another citizenship.
        CitizenshipDiffers = "citizenship-differs",
        /// The same telephone.
        PhoneSame = "phone-same",
        /// Another telephone.
        PhoneDiffers = "phone-differs",
        /// The same e-mail.
        EmailSame = "email-same",
        /// Another e-mail.
        EmailDiffers = "email-differs",
        /// The same *codice fiscale*.
        TaxCodeSame = "tax-code-same",
        /// One sign apart.
        TaxCodeSlip = "tax-code-slip",
        /// Another *codice fiscale*.
        TaxCodeDiffers = "tax-code-differs",
        /// The same CUI.
        CuiSame = "cui-same",
        /// One sign apart.
        CuiSlip = "cui-slip",
        /// Another CUI.
        CuiDiffers = "cui-differs",
    }
}

impl Sign {
    /// Which field it was found in.
    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::NameSame | Self::NameSwapped | Self::NameSpelling | Self::NameSlip => Field::Name,
            Self::NamePart | Self::NamePartly | Self::NameDiffers | Self::NameOther => Field::Name,
            Self::BornSame | Self::BornSameNewYear | Self::BornSwapped | Self::BornSlip | Self::BornYear => Field::Born,
            Self::BornYearOnly | Self::BornOtherYear | Self::BornNear | Self::BornDiffers => Field::Born,
            Self::SexSame | Self::SexDiffers => Field::Sex,
            Self::CitizenshipSame | Self::CitizenshipDiffers => Field::Citizenship,
            Self::PhoneSame | Self::PhoneDiffers => Field::Phone,
            Self::EmailSame | Self::EmailDiffers => Field::Email,
            Self::TaxCodeSame | Self::TaxCodeSlip | Self::TaxCodeDiffers => Field::TaxCode,
            Self::CuiSame | Self::CuiSlip | Self::CuiDiffers => Field::Cui,
        }
    }

    /// Whether it speaks against both being one person so strongly that no total makes them the same by itself.
    fn contradicts(self) -> bool {
        matches!(
            self,
            Self::NamePartly | Self::NameDiffers | Self::BornDiffers | Self::TaxCodeDiffers | Self::CuiDiffers
        )
    }
}

/// One piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was found.
    pub sign: Sign,
    /// What it weighs.
    pub weight: Weight,
}

kernel::words! {
    /// What the evidence comes to.
    pub enum Class {
        /// Nothing speaks against it and much for it.
        Same = "same",
        /// Somebody should look.
        Possible = "possible",
        /// Two people, as far as can be told.
        Different = "different",
    }
}

/// The evidence that two descriptions are of one person, in the order of [`Field`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resemblance {
    /// Field by field; what one of the two does not know is left out.
    pub findings: Vec<Finding>,
    /// The sum of the weights.
    pub total: Weight,
    /// What it comes to.
    pub class: Class,
}

/// Compares two descriptions. The same in both directions.
#[must_use]
pub fn weigh(one: &Described<'_>, other: &Described<'_>) -> Resemblance {
    Portrait::of(one).against(&Portrait::of(other))
}

/// A description made ready for comparing with many.
#[derive(Debug, Clone)]
pub struct Portrait {
    name: FullName,
    born: Option<BirthDay>,
    sex: Sex,
    citizenship: Option<Citizenship>,
    phones: Vec<String>,
    email: Option<String>,
    tax_code: Option<String>,
    cui: Option<String>,
}

impl Portrait {
    /// Makes a description ready.
    #[must_use]
    pub fn of(described: &Described<'_>) -> Self {
        let naming = &described.naming;
        Self {
            name: FullName::of(naming),
            born: naming.born,
            sex: described.sex,
            citizenship: described.citizenship,
            phones: naming.phone.map(phone_keys).unwrap_or_default(),
            email: naming.email.and_then(text_key),
            tax_code: naming.tax_code.and_then(text_key),
            cui: naming.cui.and_then(text_key),
        }
    }

    /// Compares it with another. The same in both directions.
    #[must_use]
    pub fn against(&self, other: &Self) -> Resemblance {
        let name = self.name.against(&other.name);
        // A family has one telephone: where the names part, sharing it says less.
        let kin = name.is_some_and(|name| matches!(name.sign, Sign::NamePartly | Sign::NameDiffers));
        let contact = |full: i32| if kin { full / 3 } else { full };
        let mut findings = Vec::with_capacity(8);
        findings.extend(name);
        findings.extend(both(self.born, other.born).map(|(one, two)| born(one, two)));
        findings.extend(sex(self.sex, other.sex));
        findings.extend(both(self.citizenship, other.citizenship).map(|(one, two)| {
            if one == two { finding(Sign::CitizenshipSame, 120) } else { finding(Sign::CitizenshipDiffers, -350) }
        }));
        let phones = !self.phones.is_empty() && !other.phones.is_empty();
        findings.extend(phones.then(|| {
            if self.phones.iter().any(|one| other.phones.contains(one)) {
                finding(Sign::PhoneSame, contact(800))
            } else {
                finding(Sign::PhoneDiffers, -60)
            }
        }));
        findings.extend(both(self.email.as_ref(), other.email.as_ref()).map(|(one, two)| {
            if one == two { finding(Sign::EmailSame, contact(900)) } else { finding(Sign::EmailDiffers, -30) }
        }));
        let tax_codes = both(self.tax_code.as_deref(), other.tax_code.as_deref());
        // A provisional code gives way to the full one: that they differ says nothing.
        findings.extend(
            tax_codes
                .filter(|(one, two)| one.len() == two.len())
                .map(|(one, two)| code(one, two, [Sign::TaxCodeSame, Sign::TaxCodeSlip, Sign::TaxCodeDiffers])),
        );
        findings.extend(
            both(self.cui.as_deref(), other.cui.as_deref())
                .map(|(one, two)| code(one, two, [Sign::CuiSame, Sign::CuiSlip, Sign::CuiDiffers])),
        );
        Resemblance::of(findings)
    }
}

impl Resemblance {
    fn of(findings: Vec<Finding>) -> Self {
        let total: Weight = findings.iter().map(|finding| finding.weight).sum();
        let has = |sign: Sign| findings.iter().any(|finding| finding.sign == sign);
        let contradicted = findings.iter().any(|finding| finding.sign.contradicts());
        // One number borne by two is a mistake at least in one of them: somebody should look, whatever the rest says.
        let shared_number = has(Sign::CuiSame) || has(Sign::TaxCodeSame);
        let class = if total >= SAME && !contradicted {
            Class::Same
        } else if total >= POSSIBLE || shared_number {
            Class::Possible
        } else {
            Class::Different
        };
        Self { findings, total, class }
    }

    /// The finding in one field, if both know it.
    #[must_use]
    pub fn finding(&self, field: Field) -> Option<Finding> {
        self.findings.iter().find(|finding| finding.sign.field() == field).copied()
    }
}

pub(super) fn finding(sign: Sign, weight: i32) -> Finding {
    Finding { sign, weight: Weight(weight) }
}

fn both<T>(one: Option<T>, other: Option<T>) -> Option<(T, T)> {
    one.zip(other)
}

fn sex(one: Sex, other: Sex) -> Option<Finding> {
    let known = |sex: Sex| sex == Sex::Female || sex == Sex::Male;
    if !known(one) || !known(other) {
        None
    } else if one == other {
        Some(finding(Sign::SexSame, 90))
    } else {
        Some(finding(Sign::SexDiffers, -450))
    }
}

fn code(one: &str, other: &str, [same, slip, differs]: [Sign; 3]) -> Finding {
    if one == other {
        finding(same, 2000)
    } else if osa_distance(one, other) == 1 {
        finding(slip, 900)
    } else {
        finding(differs, -1400)
    }
}

fn born(one: BirthDay, other: BirthDay) -> Finding {
    let apart = (one.year() - other.year()).abs();
    let new_year = |day: Day| (day.month(), day.day()) == (1, 1);
    let (first, second) = match (one, other) {
        (BirthDay::Day(first), BirthDay::Day(second)) => (first, second),
        _ if apart == 0 => return finding(Sign::BornYear, 400),
        _ => return years_apart(apart, true),
    };
    let (a, b) = ((first.day(), first.month()), (second.day(), second.month()));
    let digits = |day: Day| format!("{:02}{:02}{:04}", day.day(), day.month(), day.year());
    if first == second {
        if new_year(first) { finding(Sign::BornSameNewYear, 550) } else { finding(Sign::BornSame, 1300) }
    } else if apart == 0 && a == (b.1, b.0) {
        finding(Sign::BornSwapped, 900)
    } else if apart == 0 && (new_year(first) || new_year(second)) {
        finding(Sign::BornYear, 350)
    } else if osa_distance(&digits(first), &digits(second)) == 1 {
        // Two first days of January one digit apart are two estimates rather than a slip.
        finding(Sign::BornSlip, if new_year(first) && new_year(second) { -100 } else { 500 })
    } else if a == b && !new_year(first) {
        finding(Sign::BornOtherYear, if apart <= 3 { 350 } else { 0 })
    } else if apart == 0 {
        finding(Sign::BornYearOnly, -900)
    } else {
        years_apart(apart, new_year(first) || new_year(second))
    }
}

/// Births some years apart; an estimated year is a guess from the start.
fn years_apart(years: i32, estimated: bool) -> Finding {
    match years {
        ..=1 => finding(Sign::BornNear, if estimated { -350 } else { -800 }),
        2..=3 => finding(Sign::BornNear, if estimated { -550 } else { -900 }),
        4..=11 => finding(Sign::BornDiffers, -1100),
        _ => finding(Sign::BornDiffers, -1500),
    }
}
