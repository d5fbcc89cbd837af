//! Ordinary services: what everybody in the country is entitled to, activated for the household.

kernel::words! {
    /// A kind of ordinary service.
    pub enum ServiceKind {
        /// Registration as a resident (*anagrafe*).
        Residence = "residence",
        /// Registration with the national health service.
        HealthService = "health-service",
        /// A family doctor or paediatrician.
        FamilyDoctor = "family-doctor",
        /// School.
        School = "school",
        /// Nursery or kindergarten.
        Nursery = "nursery",
        /// A course of the language, also for adults (CPIA).
        LanguageCourse = "language-course",
        /// The job centre.
        JobCentre = "job-centre",
        /// The social services of the municipality.
        SocialServices = "social-services",
        /// The inclusion allowance or another income support.
        InclusionAllowance = "inclusion-allowance",
        /// A bank or postal account.
        BankAccount = "bank-account",
        /// The housing office: public housing, rent support.
        HousingOffice = "housing-office",
        /// The driving licence.
        DrivingLicence = "driving-licence",
        /// Psychological support.
        PsychologicalSupport = "psychological-support",
        /// Legal support.
        LegalSupport = "legal-support",
        /// Another one.
        Other = "other",
    }
}
store::word_cells!(ServiceKind);
