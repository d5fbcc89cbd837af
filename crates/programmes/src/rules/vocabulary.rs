//! The closed vocabularies of rules and evidence: permits, reception circuits, recipients.
//!
//! The words are English and stable, since they are stored; Italian and English names live in the texts. The list of
//! permits follows the titles named by the programmes and by the SAI statistics; whoever meets another uses `other`.

use kernel::words;

words!(
    /// What a residence permit is for: the reason printed on it, or asked for in the receipt.
    pub enum PermitKind {
        /// *Asilo*: refugee status.
        Asylum = "asylum",
        /// *Protezione sussidiaria*.
        Subsidiary = "subsidiary",
        /// *Protezione speciale*, since 2018.
        Special = "special",
        /// *Richiesta asilo*: the request for international protection is under way.
        AsylumSeeker = "asylum-seeker",
        /// *Casi speciali*: trafficking, domestic violence, labour exploitation, the transitional humanitarian permits.
        SpecialCases = "special-cases",
        /// *Cure mediche*.
        MedicalCare = "medical-care",
        /// *Calamità*.
        Calamity = "calamity",
        /// *Motivi umanitari*, no longer issued since October 2018.
        Humanitarian = "humanitarian",
        /// *Protezione temporanea*.
        TemporaryProtection = "temporary-protection",
        /// *Minore età*.
        MinorAge = "minor-age",
        /// *Affidamento*.
        Custody = "custody",
        /// *Prosieguo amministrativo*: continued care after 18 by order of the juvenile court.
        ContinuedCare = "continued-care",
        /// *Lavoro*, employed or self-employed.
        Work = "work",
        /// *Attesa occupazione*.
        JobSeeking = "job-seeking",
        /// *Motivi familiari*.
        Family = "family",
        /// *Studio* or training.
        Study = "study",
        /// *UE per soggiornanti di lungo periodo*.
        LongTermEu = "long-term-eu",
        /// Any other title.
        Other = "other",
    }
);

impl PermitKind {
    /// Whether the right to stay has no end of its own, whatever the expiry of the card that shows it.
    #[must_use]
    pub fn has_no_end(self) -> bool {
        self == Self::LongTermEu
    }
}

words!(
    /// Where a permit stands. The day of expiry is kept apart: renewal takes months and the right lasts meanwhile.
    pub enum PermitState {
        /// Issued, with or without a known expiry.
        Issued = "issued",
        /// The first issue is asked for; the person holds the receipt.
        Requested = "requested",
        /// The renewal is under way; the person holds the receipt.
        InRenewal = "in-renewal",
        /// The conversion into a permit of another kind is under way; the person holds the receipt.
        InConversion = "in-conversion",
        /// Over: another of the same kind took its place.
        Renewed = "renewed",
        /// Over: one of another kind took its place.
        Converted = "converted",
        /// Over: expired, and known that no renewal was asked.
        Expired = "expired",
        /// Over: the issue or the renewal was refused.
        Refused = "refused",
        /// Over: revoked.
        Revoked = "revoked",
        /// Over, and nobody knows how.
        Ended = "ended",
    }
);

impl PermitState {
    /// Whether the person holds a receipt in place of the permit.
    #[must_use]
    pub fn is_receipt(self) -> bool {
        matches!(self, Self::Requested | Self::InRenewal | Self::InConversion)
    }

    /// Whether it is over for good.
    #[must_use]
    pub fn is_over(self) -> bool {
        !self.is_receipt() && self != Self::Issued
    }
}

words!(
    /// The reception circuit of a stay.
    pub enum Circuit {
        /// SPRAR, the public network of municipalities until 2018.
        Sprar = "sprar",
        /// SIPROIMI, the same network from 2018 to 2020.
        Siproimi = "siproimi",
        /// SAI, the same network since 2020.
        Sai = "sai",
        /// CAS, the extraordinary centres of the prefectures.
        Cas = "cas",
        /// CARA and the other first-reception centres.
        Cara = "cara",
        /// Humanitarian corridors.
        HumanitarianCorridor = "humanitarian-corridor",
        /// Resettlement and humanitarian admission.
        Resettlement = "resettlement",
        /// Any other reception.
        Other = "other",
        /// Never in reception: the answer to "which circuit?" of who was in none. Rules do not take it for a stay.
        Never = "none",
    }
);

words!(
    /// Whom a programme serves directly.
    pub enum Recipient {
        /// People, by household.
        Households = "households",
        /// The staff of services.
        Operators = "operators",
    }
);

words!(
    /// In which kind of service an operator works.
    pub enum Sector {
        /// Public services.
        Public = "public",
        /// Third sector: cooperatives, associations, foundations.
        ThirdSector = "third-sector",
        /// Volunteers in social work.
        Volunteering = "volunteering",
        /// Business.
        Business = "business",
    }
);
