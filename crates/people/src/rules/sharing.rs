//! Notices and sharing: what is said to people about their data, and what one organisation lets another read, for which
//! purpose, on which basis and until when.
//!
//! A sharing is never edited: it holds from its first day to its last, or until it is withdrawn. Whoever needs longer
//! shares again.

use std::collections::BTreeSet;

use kernel::{Day, OrganisationId, Shareable, machine};

use super::PeopleRefusal;
use super::privacy::{bases_of, notice_text};

kernel::words! {
    /// What data are shared for.
    pub enum Purpose {
        /// To accompany the household together.
        Accompaniment = "accompaniment",
        /// To look for a home.
        Home = "home",
        /// To look for work or training.
        Work = "work",
        /// School and child care.
        School = "school",
        /// Health and care.
        HealthAndCare = "health-and-care",
        /// Legal help.
        LegalHelp = "legal-help",
        /// To hand the household over.
        Handover = "handover",
    }
}
kernel::words! {
    /// On what the sharing rests (GDPR art. 6).
    pub enum Basis {
        /// The person agreed, and may take it back at any time (art. 7).
        Consent = "consent",
        /// A task in the public interest.
        PublicTask = "public-task",
        /// To protect somebody's life.
        VitalInterests = "vital-interests",
    }
}
kernel::words! {
    /// How a notice was given.
    pub enum Way {
        /// On paper.
        Paper = "paper",
        /// Orally.
        Orally = "orally",
        /// Orally, with an interpreter or mediator.
        WithInterpreter = "with-interpreter",
        /// As a message or file.
        Message = "message",
    }
}
kernel::words! {
    /// Where a sharing stands on a day.
    pub enum Standing {
        /// It has not begun.
        Ahead = "ahead",
        /// It holds: the other organisation reads.
        Holds = "holds",
        /// Its last day is over.
        Ended = "ended",
        /// It was withdrawn.
        Withdrawn = "withdrawn",
    }
}
kernel::words! {
    /// What happens to a sharing: two by the calendar, one by somebody.
    pub enum SharingAct {
        /// Its first day comes.
        Begin = "begin",
        /// Its last day is over.
        End = "end",
        /// The person, or whoever shared, takes it back.
        Withdraw = "withdraw",
    }
}
store::word_cells!(Purpose, Basis, Way, Standing);

/// The longest time for which something is shared at once, in days: a year.
pub const LONGEST_DAYS: i64 = 366;

/// What of a person is shared, always in the same order.
pub type What = BTreeSet<Shareable>;

/// A sharing about to be agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Who shares.
    pub from_organisation: OrganisationId,
    /// With whom.
    pub to_organisation: OrganisationId,
    /// What for.
    pub purpose: Purpose,
    /// On what it rests.
    pub basis: Basis,
    /// What is shared.
    pub what: What,
    /// From this day.
    pub from: Day,
    /// To this day, counted in.
    pub until: Day,
}

/// What is wrong with a sharing. `all_informed` says whether everybody concerned was given a notice by its first day.
#[must_use]
pub fn checked(terms: &Terms, all_informed: bool, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = Vec::new();
    if terms.from_organisation == terms.to_organisation {
        wrong.push(PeopleRefusal::new("to-organisation", "shared-with-self"));
    }
    if terms.what.is_empty() {
        wrong.push(PeopleRefusal::new("what", "required"));
    }
    if terms.from < today {
        wrong.push(PeopleRefusal::new("from", "shared-backwards"));
    }
    if terms.until < terms.from {
        wrong.push(PeopleRefusal::new("until", "ends-before-it-begins"));
    }
    if terms.from.days_until(terms.until) > LONGEST_DAYS {
        wrong.push(PeopleRefusal::new("until", "shared-too-long"));
    }
    if bases_of(terms.purpose).is_some_and(|known| !known.bases.contains(&terms.basis)) {
        wrong.push(PeopleRefusal::new("basis", "basis-not-for-purpose"));
    }
    // Nobody agrees to what nobody told them (art. 7(3), recital 42). Other bases need the notice too, but do not wait.
    if terms.basis == Basis::Consent && !all_informed {
        wrong.push(PeopleRefusal::new("basis", "notice-first"));
    }
    wrong
}

/// Where a sharing stands on a day.
#[must_use]
pub fn standing(from: Day, until: Day, withdrawn: bool, today: Day) -> Standing {
    if withdrawn {
        Standing::Withdrawn
    } else if today < from {
        Standing::Ahead
    } else if today <= until {
        Standing::Holds
    } else {
        Standing::Ended
    }
}

/// Takes a sharing back.
///
/// # Errors
/// When it is over already.
pub fn withdrawn(standing: Standing) -> Result<Standing, PeopleRefusal> {
    after(standing, SharingAct::Withdraw).ok_or(PeopleRefusal::new("", "sharing-over"))
}

/// Where a sharing stands after an act, if the act can happen.
#[must_use]
pub fn after(from: Standing, act: SharingAct) -> Option<Standing> {
    Some(match (from, act) {
        (Standing::Ahead, SharingAct::Begin) => Standing::Holds,
        (Standing::Holds, SharingAct::End) => Standing::Ended,
        (Standing::Ahead | Standing::Holds, SharingAct::Withdraw) => Standing::Withdrawn,
        _ => return None,
    })
}

/// Every transition of a sharing.
#[must_use]
pub fn transitions() -> Vec<(Standing, SharingAct, Standing)> {
    machine::table(Standing::ALL, SharingAct::ALL, after)
}

/// What is wrong with a notice as given: the text, its language and the day.
#[must_use]
pub fn notice_checked(text: &str, language: &str, given_on: Day, today: Day) -> Vec<PeopleRefusal> {
    let mut wrong = Vec::new();
    match notice_text(text) {
        None => wrong.push(PeopleRefusal::new("text", "unknown-choice")),
        Some(known) => {
            if !known.languages.iter().any(|one| one == language) {
                wrong.push(PeopleRefusal::new("language", "notice-not-in-language"));
            }
            if !known.is_in_use_on(given_on) {
                wrong.push(PeopleRefusal::new("given-on", "notice-not-in-use"));
            }
        }
    }
    if given_on > today {
        wrong.push(PeopleRefusal::new("given-on", "day-in-future"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Refusal;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn terms() -> Terms {
        Terms {
            from_organisation: OrganisationId::fresh(),
            to_organisation: OrganisationId::fresh(),
            purpose: Purpose::Accompaniment,
            basis: Basis::Consent,
            what: What::from([Shareable::Identity]),
            from: day("2026-11-22"),
            until: day("2027-05-31"),
        }
    }

    fn codes(terms: &Terms, informed: bool) -> Vec<&'static str> {
        checked(terms, informed, day("2026-11-22")).iter().map(Refusal::code).collect()
    }

    #[test]
    fn consent_needs_a_notice_and_a_public_task_does_not_wait_for_it() {
        assert_eq!(codes(&terms(), true), [""; 0]);
        assert_eq!(codes(&terms(), false), ["notice-first"]);
        assert_eq!(codes(&Terms { basis: Basis::PublicTask, ..terms() }, false), [""; 0]);
    }

    #[test]
    fn a_sharing_names_somebody_else_something_and_an_end_within_a_year() {
        let own = terms().from_organisation;
        let wrong = Terms {
            from_organisation: own,
            to_organisation: own,
            basis: Basis::VitalInterests,
            what: What::new(),
            from: day("2026-11-21"),
            until: day("2028-01-01"),
            ..terms()
        };
        assert_eq!(
            codes(&wrong, true),
            ["shared-with-self", "required", "shared-backwards", "shared-too-long", "basis-not-for-purpose"]
        );
        assert_eq!(codes(&Terms { until: day("2026-11-21"), ..terms() }, true), ["ends-before-it-begins"]);
    }

    #[test]
    fn it_holds_from_its_first_day_to_its_last_unless_withdrawn() {
        let on = |today, withdrawn| standing(day("2026-11-22"), day("2026-11-23"), withdrawn, day(today));
        assert_eq!(on("2026-11-21", false), Standing::Ahead);
        assert_eq!(on("2026-11-22", false), Standing::Holds);
        assert_eq!(on("2026-11-23", false), Standing::Holds);
        assert_eq!(on("2026-11-24", false), Standing::Ended);
        assert_eq!(on("2026-11-22", true), Standing::Withdrawn);
        assert!(withdrawn(Standing::Holds).is_ok() && withdrawn(Standing::Ahead).is_ok());
        assert!(withdrawn(Standing::Ended).is_err() && withdrawn(Standing::Withdrawn).is_err());
    }

    #[test]
    fn a_notice_is_a_known_text_in_a_language_it_has_on_a_day_it_was_in_use() {
        let today = day("2026-11-22");
        let wrong = |text, language, on| {
            notice_checked(text, language, day(on), today).iter().map(Refusal::code).collect::<Vec<_>>()
        };
        assert_eq!(wrong("network/2026-1", "ar", "2026-11-22"), [""; 0]);
        assert_eq!(wrong("network/2025-1", "bn", "2026-02-01"), ["notice-not-in-language", "notice-not-in-use"]);
        assert_eq!(wrong("network/9", "it", "2026-11-23"), ["unknown-choice", "day-in-future"]);
    }
}
