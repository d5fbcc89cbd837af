//! The closed vocabularies of rules and evidence: permits, reception circuits, citizenship, recipients.
//!
//! The words are English and stable, since they are stored; Italian and English names live in the texts. The list of
//! permits follows the titles named by the programmes and by the SAI statistics; whoever meets another uses `other`.

use std::fmt;
use std::str::FromStr;

use kernel::{Day, words};

words!(
    /// What a residence permit is for: the reason printed on it, or asked for in the receipt.
    pub enum PermitKind {
        /// *Asilo*: refugee status.
        Asylum = "asylum",
        /// *Protezione sussidiaria*.
        Subsidiary = "subsidiary",
        /// *Protezione speciale*, since 2018.
        Special = "special",
        /// *Richiesta asilo*: the request for international protection is under way.
        AsylumSeeker = "asylum-seeker",
        /// *Casi speciali*: trafficking, domestic violence, labour exploitation, the transitional humanitarian permits.
        SpecialCases = "special-cases",
        /// *Cure mediche*.
        MedicalCare = "medical-care",
        /// *Calamità*.
        Calamity = "calamity",
        /// *Motivi umanitari*, no longer issued since October 2018.
        Humanitarian = "humanitarian",
        /// *Protezione temporanea*.
        TemporaryProtection = "temporary-protection",
        /// *Minore età*.
        MinorAge = "minor-age",
        /// *Affidamento*.
        Custody = "custody",
        /// *Prosieguo amministrativo*: continued care after 18 by order of the juvenile court.
        ContinuedCare = "continued-care",
        /// *Lavoro*, employed or self-employed.
        Work = "work",
        /// *Attesa occupazione*.
        JobSeeking = "job-seeking",
        /// *Motivi familiari*.
        Family = "family",
        /// *Studio* or training.
        Study = "study",
        /// *UE per soggiornanti di lungo periodo*.
        LongTermEu = "long-term-eu",
        /// Any other title.
        Other = "other",
    }
);

impl PermitKind {
    /// Whether the right to stay has no end of its own, whatever the expiry of the card that shows it.
    #[must_use]
    pub fn has_no_end(self) -> bool {
        self == Self::LongTermEu
    }
}

words!(
    /// Where a permit stands. The day of expiry is kept apart: renewal takes months and the right lasts meanwhile.
    pub enum PermitState {
        /// Issued, with or without a known expiry.
        Issued = "issued",
        /// The first issue is asked for; the person holds the receipt.
        Requested = "requested",
        /// The renewal is under way; the person holds the receipt.
        InRenewal = "in-renewal",
        /// The conversion into a permit of another kind is under way; the person holds the receipt.
        InConversion = "in-conversion",
        /// Over: another of the same kind took its place.
        Renewed = "renewed",
        /// Over: one of another kind took its place.
        Converted = "converted",
        /// Over: expired, and known that no renewal was asked.
        Expired = "expired",
        /// Over: the issue or the renewal was refused.
        Refused = "refused",
        /// Over: revoked.
        Revoked = "revoked",
        /// Over, and nobody knows how.
        Ended = "ended",
    }
);

impl PermitState {
    /// Whether the person holds a receipt in place of the permit.
    #[must_use]
    pub fn is_receipt(self) -> bool {
        matches!(self, Self::Requested | Self::InRenewal | Self::InConversion)
    }

    /// Whether it is over for good.
    #[must_use]
    pub fn is_over(self) -> bool {
        !self.is_receipt() && self != Self::Issued
    }
}

words!(
    /// The reception circuit of a stay.
    pub enum Circuit {
        /// SPRAR, the public network of municipalities until 2018.
        Sprar = "sprar",
        /// SIPROIMI, the same network from 2018 to 2020.
        Siproimi = "siproimi",
        /// SAI, the same network since 2020.
        Sai = "sai",
        /// CAS, the extraordinary centres of the prefectures.
        Cas = "cas",
        /// CARA and the other first-reception centres.
        Cara = "cara",
        /// Humanitarian corridors.
        HumanitarianCorridor = "humanitarian-corridor",
        /// Resettlement and humanitarian admission.
        Resettlement = "resettlement",
        /// Any other reception.
        Other = "other",
        /// Never in reception: the answer to "which circuit?" of who was in none. Rules do not take it for a stay.
        Never = "none",
    }
);

words!(
    /// Whom a programme serves directly.
    pub enum Recipient {
        /// People, by household.
        Households = "households",
        /// The staff of services.
        Operators = "operators",
    }
);

words!(
    /// In which kind of service an operator works.
    pub enum Sector {
        /// Public services.
        Public = "public",
        /// Third sector: cooperatives, associations, foundations.
        ThirdSector = "third-sector",
        /// Volunteers in social work.
        Volunteering = "volunteering",
        /// Business.
        Business = "business",
    }
);

/// The citizenship of a person: a country by its ISO 3166-1 code, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Citizenship {
    /// A country: two capital letters.
    Country([u8; 2]),
    /// No country holds the person for its citizen.
    Stateless,
}

/// The states of the European Union (Treaty on European Union, art. 52), without the United Kingdom.
const EUROPEAN_UNION: [&[u8; 2]; 27] = [
    b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR", b"GR", b"HR", b"HU", b"IE", b"IT",
    b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
];

impl Citizenship {
    /// Whether the person is a citizen of the Union on that day; the United Kingdom left after 31 January 2020.
    #[must_use]
    pub fn is_european_union_on(self, day: Day) -> bool {
        match self {
            Self::Stateless => false,
            Self::Country(code) if &code == b"GB" => (day.year(), day.month()) <= (2020, 1),
            Self::Country(code) => EUROPEAN_UNION.iter().any(|state| **state == code),
        }
    }
}

/// `NG`, or `stateless`.
impl fmt::Display for Citizenship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country([first, second]) => write!(f, "{}{}", char::from(*first), char::from(*second)),
            Self::Stateless => f.write_str("stateless"),
        }
    }
}

/// The text is neither two letters nor `stateless`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACitizenship;

impl fmt::Display for NotACitizenship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a citizenship (write two letters such as `NG`, or `stateless`)")
    }
}

impl std::error::Error for NotACitizenship {}

impl FromStr for Citizenship {
    type Err = NotACitizenship;

    fn from_str(text: &str) -> Result<Self, NotACitizenship> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("stateless") {
            return Ok(Self::Stateless);
        }
        match text.as_bytes() {
            [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
                Ok(Self::Country([first.to_ascii_uppercase(), second.to_ascii_uppercase()]))
            }
            _ => Err(NotACitizenship),
        }
    }
}

impl serde::Serialize for Citizenship {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Citizenship {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_united_kingdom_left_the_union_at_the_end_of_january_2020() {
        let british: Citizenship = "gb".parse().unwrap();
        assert!(british.is_european_union_on(Day::new(2020, 1, 31).unwrap()));
        assert!(!british.is_european_union_on(Day::new(2020, 2, 1).unwrap()));
    }

    #[test]
    fn a_stateless_person_is_no_citizen_of_the_union() {
        let day = Day::new(2026, 1, 1).unwrap();
        assert!(!Citizenship::Stateless.is_european_union_on(day));
        assert!("IT".parse::<Citizenship>().unwrap().is_european_union_on(day));
        assert!(!"NG".parse::<Citizenship>().unwrap().is_european_union_on(day));
    }

    #[test]
    fn a_citizenship_survives_its_text() {
        for text in ["NG", "stateless"] {
            assert_eq!(text.parse::<Citizenship>().unwrap().to_string(), text);
        }
        for wrong in ["", "N", "NGA", "N1", "Nigeria"] {
            assert_eq!(wrong.parse::<Citizenship>(), Err(NotACitizenship), "{wrong}");
        }
    }
}
