//! The figures that shape the invented network, each with its source; what no source publishes is *assumed*.

use kernel::ProgrammeCode;

/// How one programme is drawn.
pub(super) struct Shape {
    /// The programme's code.
    pub(super) programme: &'static str,
    /// Its share of all people, in thousandths. *Assumed*, after the programmes' own sizes.
    pub(super) share: u32,
    /// How many partners it has, by its definition file.
    pub(super) partners: usize,
    /// How many households in a thousand are families with children; the others are mostly people on their own.
    /// *Assumed*, after the target groups.
    pub(super) families: u32,
}

/// The five programmes. Fra Noi followed 194 people, Fra Noi 2 aimed at 450; the others serve families.
pub(super) const SHAPES: &[Shape] = &[
    Shape { programme: "fra-noi", share: 240, partners: 43, families: 120 },
    Shape { programme: "fra-noi-2", share: 460, partners: 23, families: 150 },
    Shape { programme: "fa-si", share: 60, partners: 4, families: 850 },
    Shape { programme: "intarsi", share: 140, partners: 11, families: 1000 },
    Shape { programme: "abitare-insieme", share: 100, partners: 6, families: 900 },
];

impl Shape {
    pub(super) fn code(&self) -> Option<ProgrammeCode> {
        self.programme.parse().ok()
    }
}

/// Women among people on their own, in thousandths: 23.6 % of the SAI's guests in 2022 (stranieriinitalia.it).
pub(super) const WOMEN_ALONE: u32 = 236;

/// Ages of adults, in years, by weight: 18–25 30.8, 26–40 32.2, over 40 8.2 of a hundred guests of the SAI in 2022
/// (parolapertamagazine.it), children left out.
pub(super) const ADULT_AGES: &[(i64, i64, u32)] = &[(18, 25, 308), (26, 40, 322), (41, 62, 80), (63, 74, 2)];

/// Where a household stands today, in thousandths of all referred. *Assumed*, but for the closings.
pub(super) const DRAFT: u32 = 30;
/// Received and waiting.
pub(super) const WAITING: u32 = 120;
/// Declined.
pub(super) const DECLINED: u32 = 90;
/// Taken in charge without a signed plan.
pub(super) const TAKEN_IN_CHARGE: u32 = 90;
/// With a signed plan, under way.
pub(super) const UNDER_WAY: u32 = 310;
// All others are closed.

/// Reasons of closing by weight: 51.9 % of those who left the SAI in 2022 did so for socio-economic insertion
/// (parolapertamagazine.it); the others are *assumed*.
pub(super) const CLOSINGS: &[(&str, u32)] = &[
    ("autonomy-reached", 519),
    ("plan-partly-completed", 170),
    ("moved-away", 110),
    ("left-by-choice", 80),
    ("unreachable", 50),
    ("handed-to-services", 40),
    ("requirements-lost", 15),
    ("incompatible", 8),
    ("returned", 7),
    ("died", 1),
];

/// Actions to a person: 566 designed for 194 people by Fra Noi (consorziofarsiprossimo.org, January 2019).
pub(super) const STEPS: (i64, i64) = (1, 5);

/// Actions completed, in thousandths: 278 of 566 (the same).
pub(super) const STEPS_DONE: u32 = 491;

/// Permits in the order of the SAI's guests in 2022: refugee, asylum seeker, minor, subsidiary, special; shares
/// *assumed*. Programmes for holders of protection see mostly these.
pub(super) const PERMITS: &[(&str, u32)] =
    &[("asylum", 520), ("subsidiary", 310), ("special", 90), ("asylum-seeker", 50), ("special-cases", 30)];

/// Circuits of reception by weight. *Assumed*.
pub(super) const CIRCUITS: &[(&str, u32)] =
    &[("sai", 560), ("cas", 240), ("siproimi", 110), ("humanitarian-corridor", 60), ("sprar", 30)];
