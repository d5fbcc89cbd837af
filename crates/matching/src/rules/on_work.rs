//! The rules on work places and internships.

use kernel::{Answer, Day};

use super::internships::Internships;
use super::look::{Finding, Look};
use super::on_host::speaks;
use super::on_household::distance;
use super::question::Fact;
use super::verdict::Why;
use crate::facts::{Distances, Seeker, Work, WorkKind};

/// The permit, or none being needed, allows work.
pub(super) fn work_permit(seeker: &Seeker) -> Finding {
    let mut look = Look::default();
    let answer = Answer::from(look.of(seeker.id, seeker.may_work, Fact::MayWork));
    look.finding(answer, Why::MayNotWork)
}

/// Old enough to work.
pub(super) fn working_age(seeker: &Seeker, least: u8, today: Day) -> Finding {
    let mut look = Look::default();
    let too_young = look.under(seeker.id, seeker.birth, least, today);
    look.finding(too_young.opposite(), Why::TooYoung { least })
}

/// Every language asked is spoken at the level asked.
pub(super) fn work_language(seeker: &Seeker, work: &Work) -> Finding {
    let mut look = Look::default();
    let asked = look.offered(work.languages.as_deref(), Fact::LanguagesAsked);
    if asked.is_some_and(<[_]>::is_empty) {
        return Finding::yes();
    }
    let spoken = seeker.languages.as_deref();
    let told = spoken.filter(|spoken| spoken.iter().all(|one| one.level.is_some()));
    look.of(seeker.id, told, Fact::Languages);
    let Some(asked) = asked else {
        return look.open();
    };
    let mut answer = Answer::Yes;
    for one in asked {
        let spoken = speaks(spoken, &one.language, one.level);
        if spoken == Answer::No {
            return Finding::no(Why::LanguageTooLow { language: one.language.clone(), level: one.level });
        }
        answer = answer.and(spoken);
    }
    look.finding(answer, Why::MayNotWork)
}

/// The hours lie within what the person can work.
pub(super) fn hours(seeker: &Seeker, work: &Work) -> Finding {
    let mut look = Look::default();
    let hours = look.offered(work.hours, Fact::Hours);
    let most = look.of(seeker.id, seeker.most_hours, Fact::MostHours);
    let fewest = look.of(seeker.id, seeker.fewest_hours, Fact::FewestHours);
    let not_too_many = Answer::from(hours.and_then(|hours| Some(hours <= most?)));
    let enough = Answer::from(hours.and_then(|hours| Some(hours >= fewest?)));
    look.finding(not_too_many.and(enough), Why::HoursDoNotFit { hours: hours.unwrap_or_default() })
}

/// Every licence asked is held.
pub(super) fn licences(seeker: &Seeker, work: &Work) -> Finding {
    let mut look = Look::default();
    let asked = look.offered(work.licences.as_deref(), Fact::LicencesAsked);
    if asked.is_some_and(<[_]>::is_empty) {
        return Finding::yes();
    }
    let held = look.of(seeker.id, seeker.licences.as_deref(), Fact::LicencesHeld);
    let (Some(asked), Some(held)) = (asked, held) else {
        return look.open();
    };
    let missing = asked.iter().find(|licence| !held.contains(licence));
    missing.map_or_else(Finding::yes, |licence| Finding::no(Why::LicenceMissing { licence: *licence }))
}

/// The person has one of the ways to get there.
pub(super) fn transport(seeker: &Seeker, work: &Work) -> Finding {
    let mut look = Look::default();
    let ways = look.offered(work.transport.as_deref(), Fact::WaysThere);
    if ways.is_some_and(<[_]>::is_empty) {
        return Finding::yes();
    }
    let own = look.of(seeker.id, seeker.transport.as_deref(), Fact::OwnTransport);
    let answer = Answer::from(ways.and_then(|ways| own.map(|own| ways.iter().any(|way| own.contains(way)))));
    look.finding(answer, Why::NoWayThere)
}

/// The place of work lies within the longest way from home.
pub(super) fn way_to_work(seeker: &Seeker, work: &Work, distances: &Distances) -> Finding {
    let mut look = Look::default();
    let from = look.of(seeker.id, seeker.territory.as_ref(), Fact::Residence);
    let to = look.offered(work.territory.as_ref(), Fact::Place);
    let longest = look.of(seeker.id, seeker.longest_way, Fact::LongestWay);
    distance(from, to.map(|to| vec![to]), longest, distances, look)
}

/// An internship: one asks on; a contract: the rules on internships hold their peace.
fn internship(look: &mut Look, work: &Work) -> Answer {
    Answer::from(look.offered(work.kind, Fact::WorkKind).map(|kind| kind == WorkKind::Internship))
}

/// The indemnity reaches the minimum of the region.
pub(super) fn internship_indemnity(work: &Work, internships: &Internships, today: Day) -> Finding {
    let mut look = Look::default();
    let internship = internship(&mut look, work);
    if internship == Answer::No {
        return Finding::yes();
    }
    let region = look.offered(work.region.as_ref(), Fact::Region);
    let monthly = look.offered(work.monthly, Fact::Monthly);
    let (Some(region), Some(monthly)) = (region, monthly) else {
        return look.open();
    };
    let Some(minimum) = internships.minimum(region, today) else { return Finding::yes() };
    let enough = Answer::from(monthly >= minimum);
    look.finding(internship.opposite().or(enough), Why::IndemnityTooLow { monthly, minimum })
}

/// The host has room for one more trainee beside those it has.
pub(super) fn internship_places(work: &Work, internships: &Internships, today: Day) -> Finding {
    let mut look = Look::default();
    let internship = internship(&mut look, work);
    if internship == Answer::No {
        return Finding::yes();
    }
    let region = look.offered(work.region.as_ref(), Fact::Region);
    let staff = look.offered(work.staff, Fact::Staff);
    let present = look.offered(work.trainees, Fact::Trainees);
    let (Some(region), Some(staff), Some(present)) = (region, staff, present) else {
        return look.open();
    };
    let Some(limit) = internships.places(region, staff, today) else { return Finding::yes() };
    look.finding(internship.opposite().or(Answer::from(present < limit)), Why::TooManyTrainees { limit })
}

/// The internship, extensions included, is no longer than it may be for this person.
pub(super) fn internship_duration(seeker: &Seeker, work: &Work, internships: &Internships, today: Day) -> Finding {
    let mut look = Look::default();
    let internship = internship(&mut look, work);
    if internship == Answer::No {
        return Finding::yes();
    }
    let region = look.offered(work.region.as_ref(), Fact::Region);
    let months = look.offered(work.months, Fact::Months);
    let trainee = look.of(seeker.id, seeker.trainee, Fact::Trainee);
    let (Some(region), Some(months), Some(trainee)) = (region, months, trainee) else {
        return look.open();
    };
    let Some(limit) = internships.months(region, trainee, today) else { return Finding::yes() };
    look.finding(internship.opposite().or(Answer::from(months <= limit)), Why::TooLong { months, limit })
}
