//! What is typed of one person on a referral: enough to begin with, and none of it needed.

use kernel::Day;
use kernel::{BirthDay, PersonId};
use people::rules::household::Relation;
use people::rules::person::Sex;
use people::rules::stay::Departure;
use people::store::papers::{Permit, ReceptionStay};
use people::store::persons::{Identity, Person};
use programmes::rules::{Circuit, Citizenship, PermitKind, PermitState};

use super::referral::PersonDays;

/// A permit or a receipt, as typed on a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermitWords {
    /// What it is for.
    pub kind: Option<PermitKind>,
    /// Where it stands.
    pub state: PermitState,
    /// When it was issued.
    pub issued_on: Option<Day>,
    /// When it expires.
    pub expires_on: Option<Day>,
}

/// The last stay in reception, as typed on a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StayWords {
    /// In which circuit.
    pub circuit: Option<Circuit>,
    /// Since when.
    pub entered_on: Option<Day>,
    /// Whether the person left.
    pub leaving: Departure,
    /// When.
    pub left_on: Option<Day>,
}

/// One person, as typed on a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonWords {
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
    /// Telephone.
    pub phone: Option<String>,
    /// When born.
    pub born: Option<BirthDay>,
    /// The sex.
    pub sex: Sex,
    /// What the person is to the reference person.
    pub relation: Relation,
    /// The citizenship.
    pub citizenship: Option<Citizenship>,
    /// Whether somebody said that there is no permit and no receipt.
    pub no_permit: bool,
    /// The permit, or the receipt.
    pub permit: Option<PermitWords>,
    /// Whether somebody said that the person was never in reception.
    pub never_in_reception: bool,
    /// The last stay in reception.
    pub stay: Option<StayWords>,
}

impl Default for PersonWords {
    fn default() -> Self {
        Self {
            given: String::new(),
            family: String::new(),
            phone: None,
            born: None,
            sex: Sex::Unknown,
            relation: Relation::Other,
            citizenship: None,
            no_permit: false,
            permit: None,
            never_in_reception: false,
            stay: None,
        }
    }
}

impl PersonWords {
    /// Whether nothing at all was typed; the relation alone does not count, since a list always shows one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { relation: self.relation, ..Self::default() }
    }

    /// The days that must agree with each other.
    #[must_use]
    pub fn days(&self) -> PersonDays {
        PersonDays {
            born: self.born,
            issued: self.permit.and_then(|permit| permit.issued_on),
            expires: self.permit.and_then(|permit| permit.expires_on),
            entered: self.stay.and_then(|stay| stay.entered_on),
            left: self.stay.and_then(|stay| stay.left_on),
        }
    }

    /// The person with these words, keeping what they do not speak of.
    #[must_use]
    pub fn person(&self, before: Person) -> Person {
        let no_permit = self.no_permit && self.permit.is_none();
        let no_stay = self.never_in_reception && self.stay.is_none();
        Person {
            sex: self.sex,
            born: self.born,
            citizenship: self.citizenship,
            permits_known: before.permits_known || no_permit,
            stays_known: before.stays_known || no_stay,
            ..before
        }
    }

    /// The names with these words, keeping what they do not speak of.
    #[must_use]
    pub fn identity(&self, before: Identity) -> Identity {
        Identity { given: self.given.clone(), family: self.family.clone(), phone: self.phone.clone(), ..before }
    }

    /// A permit with these words: the one before put right, or a new one.
    #[must_use]
    pub fn permit(&self, of: PersonId, before: Option<&Permit>) -> Option<Permit> {
        let words = self.permit?;
        let mut permit = before.cloned().unwrap_or_else(|| Permit::new(of, words.state));
        permit.kind = words.kind;
        permit.state = words.state;
        permit.issued_on = words.issued_on;
        permit.expires_on = words.expires_on;
        Some(permit)
    }

    /// A stay with these words: the one before put right, or a new one.
    #[must_use]
    pub fn stay(&self, of: PersonId, before: Option<&ReceptionStay>) -> Option<ReceptionStay> {
        let words = self.stay?;
        let mut stay = before.cloned().unwrap_or_else(|| ReceptionStay::new(of, words.leaving));
        stay.circuit = words.circuit;
        stay.entered_on = words.entered_on;
        stay.leaving = words.leaving;
        stay.left_on = words.left_on;
        Some(stay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_a_relation_alone_is_empty() {
        assert!(PersonWords { relation: Relation::Child, ..PersonWords::default() }.is_empty());
        assert!(!PersonWords { given: "Amina".into(), ..PersonWords::default() }.is_empty());
    }

    #[test]
    fn saying_that_there_is_no_permit_closes_the_list_and_a_permit_typed_beside_wins() {
        let words = PersonWords { no_permit: true, ..PersonWords::default() };
        assert!(words.person(Person::new(Sex::Unknown, None, None)).permits_known);
        let permit = PermitWords { kind: None, state: PermitState::Requested, issued_on: None, expires_on: None };
        let words = PersonWords { permit: Some(permit), ..words };
        assert!(!words.person(Person::new(Sex::Unknown, None, None)).permits_known);
    }

    #[test]
    fn a_permit_put_right_keeps_its_number() {
        let person = PersonId::fresh();
        let words = PermitWords { kind: None, state: PermitState::Requested, issued_on: None, expires_on: None };
        let words = PersonWords { permit: Some(words), ..PersonWords::default() };
        let first = Permit { number: Some("R-77".into()), ..words.permit(person, None).unwrap() };
        let next = PermitWords { kind: Some(PermitKind::Asylum), ..words.permit.unwrap() };
        let second = PersonWords { permit: Some(next), ..words }.permit(person, Some(&first)).unwrap();
        assert_eq!(
            (second.id, second.number.as_deref(), second.kind),
            (first.id, Some("R-77"), Some(PermitKind::Asylum))
        );
    }
}
