//! The rules on homes.

use kernel::{Answer, Cents, Day};

use super::look::{Finding, Look};
use super::on_household::minors;
use super::question::Fact;
use super::verdict::Why;
use crate::facts::{Home, Household, Letting};

/// No minor without an adult of the family; and where others live in the home, it was found suitable for minors.
pub(super) fn minors_safeguarded(household: &Household, home: &Home, today: Day) -> Finding {
    let mut look = Look::default();
    let (accompanied, some) = minors(&mut look, household, today);
    if accompanied == Answer::No {
        return Finding::no(Why::MinorWithoutAdult);
    }
    let whole = Answer::from(look.offered(home.letting, Fact::Letting).map(|letting| letting == Letting::Whole));
    let suits = if whole == Answer::Yes || some == Answer::No {
        Answer::Yes
    } else {
        Answer::from(look.offered(home.suits_minors, Fact::SuitsMinors))
    };
    look.finding(accompanied.and(Answer::any([some.opposite(), whole, suits])), Why::NotForMinors)
}

/// The rent is within what they can pay, support included.
pub(super) fn rent(household: &Household, home: &Home) -> Finding {
    let mut look = Look::default();
    let rent = look.offered(home.rent, Fact::Rent);
    let own = look.own(household.wishes.rent, Fact::RentPayable);
    let support = look.own(household.wishes.rent_support, Fact::RentSupport);
    // Nobody pays less than nothing: each of the two alone may be enough.
    let at_least = own.unwrap_or_default().max(Cents::default()) + support.unwrap_or_default().max(Cents::default());
    match rent {
        Some(rent) if rent <= at_least => Finding::yes(),
        Some(rent) if own.is_some() && support.is_some() => Finding::no(Why::RentTooHigh { rent, payable: at_least }),
        _ => look.open(),
    }
}

/// The deposit is within what they can pay.
pub(super) fn deposit(household: &Household, home: &Home) -> Finding {
    let mut look = Look::default();
    let deposit = look.offered(home.deposit, Fact::Deposit);
    if deposit.is_some_and(|deposit| deposit <= Cents::default()) {
        return Finding::yes();
    }
    let payable = look.own(household.wishes.deposit, Fact::DepositPayable);
    match (deposit, payable) {
        (Some(deposit), Some(payable)) if deposit > payable => Finding::no(Why::DepositTooHigh { deposit, payable }),
        (Some(_), Some(_)) => Finding::yes(),
        _ => look.open(),
    }
}

/// They can bring every guarantee that the owner asks for.
pub(super) fn guarantees(household: &Household, home: &Home) -> Finding {
    let mut look = Look::default();
    let asked = look.offered(home.guarantees.as_deref(), Fact::GuaranteesAsked);
    if asked.is_some_and(<[_]>::is_empty) {
        return Finding::yes();
    }
    let held = look.own(household.guarantees.as_deref(), Fact::GuaranteesHeld);
    let (Some(asked), Some(held)) = (asked, held) else {
        return look.open();
    };
    let missing = asked.iter().find(|guarantee| !held.contains(guarantee));
    missing.map_or_else(Finding::yes, |guarantee| Finding::no(Why::GuaranteeMissing { guarantee: *guarantee }))
}

/// The home is of a kind that they accept.
pub(super) fn home_kind(household: &Household, home: &Home) -> Finding {
    let mut look = Look::default();
    let accepted = look.own(household.wishes.kinds.as_deref(), Fact::WantedKinds);
    if accepted.is_some_and(<[_]>::is_empty) {
        return Finding::yes();
    }
    let kind = look.offered(home.kind, Fact::HomeKind);
    let answer = Answer::from(accepted.and_then(|accepted| Some(accepted.contains(&kind?))));
    look.finding(answer, Why::KindNotAccepted)
}

/// Where a home is let room by room, they would share it.
pub(super) fn shared_home(household: &Household, home: &Home) -> Finding {
    let mut look = Look::default();
    let whole = Answer::from(look.offered(home.letting, Fact::Letting).map(|letting| letting == Letting::Whole));
    let share = Answer::from(look.own(household.wishes.shares_home, Fact::SharesHome));
    look.finding(whole.or(share), Why::WouldShare)
}
