//! A person's plain facts, and what cannot be true of them.

use kernel::{BirthDay, Day};

use super::PeopleRefusal;
use super::identity::Naming;
use super::phone::phones;
use super::tax_code::TaxCode;

kernel::words! {
    /// The sex, as registers and the Ministry's figures part it.
    pub enum Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Another, or none of the two.
        Other = "other",
        /// Not said.
        Unknown = "unknown",
    }
}
store::word_cells!(Sex);

/// The most years that anybody has lived: Jeanne Calment, 122.
const LONGEST_LIFE: i32 = 122;

/// What cannot be true of a person, field by field.
#[must_use]
pub fn checked(of: &Naming<'_>, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = Vec::new();
    if of.given.is_empty() && of.family.is_empty() {
        wrong.push(PeopleRefusal::new("given", "name-needed"));
    }
    match of.born {
        Some(born) if is_after(born, today) => wrong.push(PeopleRefusal::new("born", "day-in-future")),
        Some(born) if born.ages_on(today).0 > LONGEST_LIFE => {
            wrong.push(PeopleRefusal::new("born", "born-too-long-ago"))
        }
        _ => {}
    }
    if of.email.is_some_and(|email| !is_address(email)) {
        wrong.push(PeopleRefusal::new("email", "not-an-address"));
    }
    if let Some(Err(fault)) = of.tax_code.map(TaxCode::parse) {
        wrong.push(PeopleRefusal::new("tax-code", fault.word()));
    }
    if of.phone.is_some_and(|phone| phones(phone).is_empty()) {
        wrong.push(PeopleRefusal::new("phone", "not-a-phone"));
    }
    wrong
}

fn is_after(born: BirthDay, today: Day) -> bool {
    match born {
        BirthDay::Day(day) => day > today,
        BirthDay::Year(year) => year > today.year(),
    }
}

fn is_address(email: &str) -> bool {
    let parts = email.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    }) && !email.contains(char::is_whitespace)
        && email.matches('@').count() == 1
}

#[cfg(test)]
mod tests {
    use web::Refusal as _;

    use super::*;

    fn wrong(of: &Naming<'_>) -> Vec<(&'static str, &'static str)> {
        let today = Day::new(2026, 11, 22).unwrap();
        checked(of, today).iter().map(|refusal| (refusal.field(), refusal.code())).collect()
    }

    fn named<'a>() -> Naming<'a> {
        Naming { given: "Amina", ..Naming::default() }
    }

    #[test]
    fn one_name_is_enough_and_none_is_not() {
        assert_eq!(wrong(&named()), []);
        assert_eq!(wrong(&Naming::default()), [("given", "name-needed")]);
    }

    #[test]
    fn nobody_is_born_tomorrow_nor_in_the_nineteenth_century() {
        let born = |text: &str| Naming { born: text.parse().ok(), ..named() };
        for good in ["2026-11-22", "2026", "1905"] {
            assert_eq!(wrong(&born(good)), [], "{good}");
        }
        for ahead in ["2026-11-23", "2027"] {
            assert_eq!(wrong(&born(ahead)), [("born", "day-in-future")], "{ahead}");
        }
        assert_eq!(wrong(&born("1902")), [("born", "born-too-long-ago")]);
    }

    #[test]
    fn a_tax_code_may_be_missing_and_is_told_what_is_wrong_with_it() {
        let code = |text: &'static str| Naming { tax_code: Some(text), ..named() };
        for good in ["RSSMRA85T10A562S", "rss mra 85t10 a562s", "12345678903"] {
            assert_eq!(wrong(&code(good)), [], "{good}");
        }
        for (bad, told) in [("RSSMRA85T10A562T", "tax-code-check"), ("RSSMRA", "tax-code-length")] {
            assert_eq!(wrong(&code(bad)), [("tax-code", told)], "{bad}");
        }
    }

    #[test]
    fn an_address_and_a_telephone_look_like_one() {
        for bad in ["x", "x@y", "a b@example.org", "a@b@example.org"] {
            assert_eq!(wrong(&Naming { email: Some(bad), ..named() }), [("email", "not-an-address")], "{bad}");
        }
        assert!(wrong(&Naming { phone: Some("333 1234567 / 02 998877"), ..named() }).is_empty());
        assert_eq!(wrong(&Naming { phone: Some("12"), ..named() }), [("phone", "not-a-phone")]);
    }
}
