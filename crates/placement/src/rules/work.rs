//! Work: in which form, how one gets there, which Italian is asked.

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
