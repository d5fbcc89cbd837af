//! Work: from which age, in which form, how one gets there, which Italian is asked.

use kernel::{BirthDay, Day};

/// From which age somebody may work: sixteen, after ten years of schooling (law 296/2006, art. 1, c. 622). *To verify*:
/// whether the network places those of fifteen in apprenticeships that end compulsory schooling (d.lgs. 81/2015, art. 43).
pub const WORKING_AGE: i32 = 16;

/// Whether somebody may look for work and be proposed some. Nobody is left out of whom the age is not known for sure.
#[must_use]
pub fn may_work(born: Option<BirthDay>, today: Day) -> bool {
    born.is_none_or(|born| born.ages_on(today).1 >= WORKING_AGE)
}

kernel::words! {
    /// In which form somebody works.
    pub enum WorkForm {
        /// An internship (*tirocinio extracurriculare*).
        Internship = "internship",
        /// A contract for a time.
        FixedTerm = "fixed-term",
        /// A contract without an end.
        Permanent = "permanent",
        /// An apprenticeship.
        Apprenticeship = "apprenticeship",
        /// Work of a season.
        Seasonal = "seasonal",
    }
}
store::word_cells!(WorkForm);

kernel::words! {
    /// How one gets to work.
    pub enum Transport {
        /// By public transport, also at the hours of the job.
        Public = "public",
        /// The employer brings people.
        Provided = "provided",
        /// By bicycle.
        Bicycle = "bicycle",
        /// Only with a car or a motorcycle of one's own.
        OwnCar = "own-car",
    }
}
store::word_cells!(Transport);

kernel::words! {
    /// Which Italian is asked for: levels of the Common European Framework.
    pub enum LanguageAsked {
        /// None.
        None = "none",
        /// A1.
        A1 = "a1",
        /// A2.
        A2 = "a2",
        /// B1.
        B1 = "b1",
        /// B2.
        B2 = "b2",
        /// C1 or more.
        C1 = "c1",
    }
}
store::word_cells!(LanguageAsked);

kernel::words! {
    /// For whom an internship is meant: its longest duration hangs on it.
    pub enum TraineeGroup {
        /// Anybody.
        Ordinary = "ordinary",
        /// Disadvantaged people, among them asylum seekers and holders of protection.
        Disadvantaged = "disadvantaged",
        /// People with a disability.
        Disabled = "disabled",
    }
}
store::word_cells!(TraineeGroup);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_surely_too_young_does_not_work_and_who_may_be_old_enough_does() {
        let today: Day = "2026-11-22".parse().unwrap();
        let born = |text: &str| Some(BirthDay::Day(text.parse().unwrap()));
        assert!(may_work(born("2010-11-22"), today) && !may_work(born("2010-11-23"), today));
        assert!(may_work(Some(BirthDay::Year(2010)), today) && !may_work(Some(BirthDay::Year(2011)), today));
        assert!(may_work(None, today));
    }
}
