//! The monitoring table: what it counts, and how a tally of the journal becomes its rows.
//!
//! A cell of the tally lands in exactly one row, and a row keeps its people parted by sex *and* age: the sums by sex
//! and by age are read off the same numbers and cannot disagree. Deliberately absent: a sum of people over rows, since
//! one person may stand in several; where a kind of fact has parts, its total is counted anew.

use people::rules::person::Sex;
use placement::rules::check_in;
use placement::rules::placement::{EndReason, PlacementKind};
use programmes::rules::Answer;
use store::{AgeBand, TallyRow};

kernel::words! {
    /// What the table counts, by the kind of fact in the journal.
    pub enum Line {
        /// Referrals received.
        ReferralReceived = "referral-received",
        /// Verdicts on whom the programme fits, by answer.
        VerdictRecorded = "verdict-recorded",
        /// Households taken in charge.
        PathwayOpened = "pathway-opened",
        /// Individual plans signed.
        PlanSigned = "plan-signed",
        /// Steps done, by axis of the programme.
        StepDone = "step-done",
        /// Ordinary services activated, by kind.
        ServiceActivated = "service-activated",
        /// Reviews held.
        ReviewHeld = "review-held",
        /// Pathways closed, by reason.
        PathwayClosed = "pathway-closed",
        /// Follow-ups done, by months since the closing.
        FollowUpDone = "follow-up-done",
        /// Placements that began, by kind.
        PlacementBegan = "placement-began",
        /// Check-ins of placements, by days since the beginning.
        CheckInHeld = "check-in-held",
        /// Placements that ended, by reason.
        PlacementEnded = "placement-ended",
    }
}

/// The details that each line is parted by, in their order: rows that stand in the table even when nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// The axes of the programme.
    pub axes: Vec<String>,
    /// The kinds of ordinary services.
    pub services: Vec<String>,
    /// The reasons of a closing.
    pub reasons: Vec<String>,
}

impl Parts {
    /// The details of a line; nothing, where it has no parts.
    #[must_use]
    pub fn of(&self, line: Line) -> Option<Vec<String>> {
        match line {
            Line::ReferralReceived | Line::PathwayOpened | Line::PlanSigned | Line::ReviewHeld => None,
            Line::VerdictRecorded => Some(Answer::ALL.iter().map(|answer| answer.word().to_owned()).collect()),
            Line::StepDone => Some(self.axes.clone()),
            Line::ServiceActivated => Some(self.services.clone()),
            Line::PathwayClosed => Some(self.reasons.clone()),
            Line::FollowUpDone => Some(["3", "6", "12"].map(str::to_owned).to_vec()),
            Line::PlacementBegan => Some(PlacementKind::ALL.iter().map(|kind| kind.word().to_owned()).collect()),
            Line::CheckInHeld => Some(check_in::DAYS.iter().map(ToString::to_string).collect()),
            Line::PlacementEnded => Some(EndReason::ALL.iter().map(|reason| reason.word().to_owned()).collect()),
        }
    }
}

/// One row's numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Count {
    /// How many facts.
    pub events: u64,
    people: [[u64; AgeBand::ALL.len()]; Sex::ALL.len()],
}

impl Count {
    /// How many people, each once.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.people.iter().flatten().sum()
    }

    /// How many people of a sex.
    #[must_use]
    pub fn of_sex(&self, sex: Sex) -> u64 {
        self.people[place(Sex::ALL, sex)].iter().sum()
    }

    /// How many people of an age band.
    #[must_use]
    pub fn of_band(&self, band: AgeBand) -> u64 {
        let at = place(AgeBand::ALL, band);
        self.people.iter().map(|bands| bands[at]).sum()
    }

    fn add(&mut self, row: &TallyRow) {
        match &row.who {
            None => self.events += row.count,
            Some((sex, band)) => {
                let sex = Sex::from_word(sex).unwrap_or(Sex::Unknown);
                self.people[place(Sex::ALL, sex)][place(AgeBand::ALL, *band)] += row.count;
            }
        }
    }
}

fn place<T: PartialEq>(all: &[T], one: T) -> usize {
    all.iter().position(|known| *known == one).unwrap_or_default()
}

/// A line of the table with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it counts.
    pub line: Line,
    /// All of it: people counted once over all parts.
    pub total: Count,
    /// By detail, people counted once in each; empty, where the line has no parts.
    pub parts: Vec<(String, Count)>,
}

/// The monitoring table of one programme and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its lines, in order.
    pub sections: Vec<Section>,
}

impl Table {
    /// The table of two tallies, one by kind and detail, one by kind alone for the lines that have parts. Details that
    /// nobody foresaw come after those that are known: nothing that was counted is lost.
    #[must_use]
    pub fn of(by_detail: &[TallyRow], by_kind: &[TallyRow], parts: &Parts) -> Self {
        let section = |line: &Line| {
            let ours = |row: &&TallyRow| row.kind == line.word();
            let known = parts.of(*line);
            let whole = if known.is_some() { by_kind } else { by_detail };
            let mut total = Count::default();
            whole.iter().filter(ours).for_each(|row| total.add(row));
            let mut rows: Vec<(String, Count)> =
                known.iter().flatten().map(|detail| (detail.clone(), Count::default())).collect();
            if known.is_some() {
                for row in by_detail.iter().filter(ours) {
                    let detail = row.detail.clone().unwrap_or_default();
                    let at = rows.iter().position(|(known, _)| *known == detail).unwrap_or_else(|| {
                        rows.push((detail, Count::default()));
                        rows.len() - 1
                    });
                    rows[at].1.add(row);
                }
            }
            Section { line: *line, total, parts: rows }
        };
        Self { sections: Line::ALL.iter().map(section).collect() }
    }

    /// The rows by kind and detail, without the totals of lines that have parts.
    pub fn rows(&self) -> impl Iterator<Item = (Line, Option<&str>, &Count)> {
        self.sections.iter().flat_map(|section| {
            let whole = section.parts.is_empty().then_some((section.line, None, &section.total));
            let parts = section.parts.iter().map(|(detail, count)| (section.line, Some(detail.as_str()), count));
            whole.into_iter().chain(parts)
        })
    }

    /// All of a line.
    #[must_use]
    pub fn total(&self, line: Line) -> Count {
        self.sections
            .iter()
            .find(|section| section.line == line)
            .map(|section| section.total.clone())
            .unwrap_or_default()
    }

    /// One part of a line.
    #[must_use]
    pub fn part(&self, line: Line, detail: &str) -> Count {
        let section = self.sections.iter().find(|section| section.line == line);
        let part = section.and_then(|section| section.parts.iter().find(|(known, _)| known == detail));
        part.map(|(_, count)| count.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(kind: &str, detail: Option<&str>, who: Option<(&str, AgeBand)>, count: u64) -> TallyRow {
        let who = who.map(|(sex, band)| (sex.to_owned(), band));
        TallyRow { kind: kind.into(), detail: detail.map(Into::into), who, count }
    }

    fn parts() -> Parts {
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Parts { axes: texts(&["home", "work"]), services: texts(&["health"]), reasons: texts(&["autonomy"]) }
    }

    #[test]
    fn an_axis_without_steps_still_has_its_row() {
        let table = Table::of(&[], &[], &parts());
        let steps: Vec<_> = table.rows().filter(|(line, ..)| *line == Line::StepDone).collect();
        assert_eq!(steps.len(), 2);
        assert!(steps.iter().all(|(_, _, count)| count.events == 0 && count.people() == 0));
        assert_eq!(table.rows().count(), 4 + 3 + 2 + 1 + 1 + 3 + 4 + 4 + EndReason::ALL.len());
    }

    #[test]
    fn a_detail_that_nobody_foresaw_gets_a_row_of_its_own() {
        let table = Table::of(&[row("step-done", Some("sky"), None, 4)], &[row("step-done", None, None, 4)], &parts());
        assert_eq!(table.part(Line::StepDone, "sky").events, 4);
        assert_eq!(table.total(Line::StepDone).events, 4);
    }

    #[test]
    fn a_person_in_two_parts_is_one_in_the_total() {
        let her = Some(("female", AgeBand::From26To40));
        let by_detail = [row("step-done", Some("home"), her, 1), row("step-done", Some("work"), her, 1)];
        let table = Table::of(&by_detail, &[row("step-done", None, her, 1)], &parts());
        assert_eq!(table.part(Line::StepDone, "home").people() + table.part(Line::StepDone, "work").people(), 2);
        assert_eq!(table.total(Line::StepDone).people(), 1);
    }

    #[test]
    fn facts_that_the_table_does_not_count_change_nothing() {
        let note = [row("note-written", None, None, 9)];
        assert_eq!(Table::of(&note, &note, &parts()), Table::of(&[], &[], &parts()));
    }

    fn tallies() -> impl Strategy<Value = Vec<TallyRow>> {
        let sex = prop::sample::select(vec!["female", "male", "other", "unknown", "misspelt"]);
        let who = proptest::option::of((sex.prop_map(str::to_owned), prop::sample::select(AgeBand::ALL.to_vec())));
        let kind = prop::sample::select(vec![
            "referral-received",
            "step-done",
            "pathway-closed",
            "plan-signed",
            "note-written",
        ]);
        let detail = proptest::option::of(prop::sample::select(vec!["home", "work", "autonomy", "else"]));
        let row = (kind, detail, who, 0u64..1_000).prop_map(|(kind, detail, who, count)| TallyRow {
            kind: kind.into(),
            detail: detail.map(Into::into),
            who,
            count,
        });
        proptest::collection::vec(row, 0..60)
    }

    proptest! {
        #[test]
        fn people_by_sex_and_people_by_age_are_the_people(tally in tallies()) {
            let table = Table::of(&tally, &tally, &parts());
            let totals = table.sections.iter().map(|section| &section.total);
            for count in table.rows().map(|(_, _, count)| count).chain(totals) {
                prop_assert_eq!(Sex::ALL.iter().map(|sex| count.of_sex(*sex)).sum::<u64>(), count.people());
                prop_assert_eq!(AgeBand::ALL.iter().map(|band| count.of_band(*band)).sum::<u64>(), count.people());
            }
        }

        #[test]
        fn nothing_counted_is_lost_and_nothing_added(tally in tallies()) {
            let table = Table::of(&tally, &tally, &parts());
            for line in Line::ALL {
                let ours = || tally.iter().filter(|row| row.kind == line.word());
                let events: u64 = ours().filter(|row| row.who.is_none()).map(|row| row.count).sum();
                let people: u64 = ours().filter(|row| row.who.is_some()).map(|row| row.count).sum();
                let rows = || table.rows().filter(|(of, ..)| of == line).map(|(_, _, count)| count);
                prop_assert_eq!(rows().map(|count| count.events).sum::<u64>(), events);
                prop_assert_eq!(rows().map(Count::people).sum::<u64>(), people);
                prop_assert_eq!(table.total(*line).people(), people);
            }
        }
    }
}
