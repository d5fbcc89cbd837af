//! A missing fact, answered as it helps one pair most: the *yes* of a question. Whether it is the true answer, only those
//! who are asked can say; what is said here is what would follow.

use kernel::{Cents, Day};

use crate::desk::Opening;
use crate::facts::{
    Access, Available, Guarantee, Home, Host, HostStep, Household, Letting, Licence, Longest, Seeker, Sex, Transport,
    Until, WorkKind,
};
use crate::rules::{About, Fact, Question};

/// The longest way that anybody could mean.
const FAR: u32 = 10_000;

/// A question about somebody who lives there.
fn of_household(household: &Household, question: &Question) -> Option<Household> {
    let mut after = household.clone();
    if let About::Person { person } = question.about {
        let member = after.persons.iter_mut().find(|member| member.id == person)?;
        match question.fact {
            Fact::AccessNeeded => member.access = Some(Access::Stairs),
            Fact::Smokes => member.smokes = Some(false),
            _ => return None,
        }
        return Some(after);
    }
    let wishes = &mut after.wishes;
    match question.fact {
        Fact::Eligible => after.eligible = Some(true),
        Fact::MustReach => after.must_reach = Some(Vec::new()),
        Fact::LongestWay => after.longest_way = Some(Longest::Minutes(FAR)),
        Fact::GuaranteesHeld => after.guarantees = Some(Guarantee::ALL.to_vec()),
        Fact::WantedKinds => wishes.kinds = Some(Vec::new()),
        Fact::DepositPayable => wishes.deposit = Some(Cents::new(i64::MAX / 4)),
        Fact::SharesRoom => wishes.shares_room = Some(true),
        Fact::SharesHome => wishes.shares_home = Some(true),
        Fact::OwnPets => wishes.pets = Some(false),
        _ => return None,
    }
    Some(after)
}

fn available(available: &mut Available, fact: Fact) -> Option<()> {
    match fact {
        Fact::AvailableFrom => available.from = Some("1900-01-01".parse::<Day>().ok()?),
        Fact::AvailableUntil => available.until = Some(Until::Open),
        _ => return None,
    }
    Some(())
}

/// A household and a home.
pub(super) fn at_home(household: &Household, home: &Home, question: &Question) -> Option<(Household, Home)> {
    if question.about != About::Offer {
        let mut after = household.clone();
        match question.fact {
            // Of rent and support each is answered as the rest of this rent.
            Fact::RentPayable => {
                after.wishes.rent = Some(rest(home.rent?, after.wishes.rent_support));
            }
            Fact::RentSupport => {
                after.wishes.rent_support = Some(rest(home.rent?, after.wishes.rent));
            }
            Fact::DepositPayable => after.wishes.deposit = Some(home.deposit?),
            Fact::ReadyFrom => after.ready_from = Some("1900-01-01".parse().ok()?),
            _ => after = of_household(household, question)?,
        }
        return Some((after, home.clone()));
    }
    let mut after = home.clone();
    match question.fact {
        Fact::HomeKind => after.kind = Some(*household.wishes.kinds.as_ref()?.first()?),
        Fact::Letting => after.letting = Some(Letting::Whole),
        Fact::AccessOffered => after.access = Some(Access::Wheelchair),
        Fact::Rent => {
            let wishes = &household.wishes;
            after.rent = Some(wishes.rent.unwrap_or_default() + wishes.rent_support.unwrap_or_default());
        }
        Fact::Deposit => after.deposit = Some(Cents::default()),
        Fact::GuaranteesAsked => after.guarantees = Some(Vec::new()),
        Fact::Programmes => after.programmes = Some(Vec::new()),
        Fact::SuitsMinors => after.suits_minors = Some(true),
        _ => available(&mut after.available, question.fact)?,
    }
    Some((household.clone(), after))
}

/// What is missing to an amount.
fn rest(amount: Cents, part: Option<Cents>) -> Cents {
    let part = part.unwrap_or_default().max(Cents::default());
    Cents::new((amount.get() - part.get()).max(0))
}

/// A household and a host family.
pub(super) fn at_host(household: &Household, host: &Host, question: &Question) -> Option<(Household, Host)> {
    if question.about != About::Offer {
        let mut after = household.clone();
        match question.fact {
            Fact::ReadyFrom => after.ready_from = Some("1900-01-01".parse().ok()?),
            _ => after = of_household(household, question)?,
        }
        return Some((after, host.clone()));
    }
    let mut after = host.clone();
    let limits = &mut after.limits;
    match question.fact {
        Fact::AccessOffered => after.access = Some(Access::Wheelchair),
        Fact::HostSteps => after.steps = Some(HostStep::ALL.to_vec()),
        Fact::LimitPersons => limits.persons = Some(u32::try_from(household.persons.len()).unwrap_or(u32::MAX)),
        Fact::LimitAges => limits.ages = Some(crate::facts::Ages { from: 0, to: u8::MAX }),
        Fact::LimitSexes => limits.sexes = Some(Sex::ALL.to_vec()),
        Fact::LimitMinors => limits.minors = Some(true),
        Fact::LimitSmokers => limits.smokers = Some(true),
        Fact::LimitPets => limits.pets = Some(true),
        _ => available(&mut after.available, question.fact)?,
    }
    Some((household.clone(), after))
}

/// Somebody who looks for work and an opening.
pub(super) fn at_work(seeker: &Seeker, opening: &Opening, question: &Question) -> Option<(Seeker, Opening)> {
    let work = &opening.work;
    if question.about != About::Offer {
        let mut after = seeker.clone();
        match question.fact {
            Fact::Eligible => after.eligible = Some(true),
            Fact::MayWork => after.may_work = Some(true),
            Fact::MostHours => after.most_hours = Some(work.hours?),
            Fact::FewestHours => after.fewest_hours = Some(0),
            Fact::LicencesHeld => after.licences = Some(Licence::ALL.to_vec()),
            Fact::OwnTransport => after.transport = Some(Transport::ALL.to_vec()),
            Fact::LongestWay => after.longest_way = Some(Longest::Minutes(FAR)),
            Fact::ReadyFrom => after.ready_from = Some("1900-01-01".parse().ok()?),
            _ => return None,
        }
        return Some((after, opening.clone()));
    }
    let mut after = opening.clone();
    match question.fact {
        Fact::WorkKind => after.work.kind = Some(WorkKind::Contract),
        Fact::Hours => after.work.hours = Some(seeker.most_hours?),
        Fact::LanguagesAsked => after.work.languages = Some(Vec::new()),
        Fact::LicencesAsked => after.work.licences = Some(Vec::new()),
        Fact::WaysThere => after.work.transport = Some(Vec::new()),
        Fact::Programmes => after.work.programmes = Some(Vec::new()),
        Fact::Trainees => after.work.trainees = Some(0),
        _ => available(&mut after.work.available, question.fact)?,
    }
    Some((seeker.clone(), after))
}
