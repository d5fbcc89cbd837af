//! What regions ask of internships outside school: the least indemnity, how many trainees a host may have, how long it
//! may last. Each region has its own rules; where a region is silent or not listed, the national guidelines hold.

use kernel::{Cents, Day, Period, TerritoryCode};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::catalogue::Basis;
use super::fault::{Fault, Faults, RawPeriod, overlap};
use crate::facts::Trainee;

/// The code under which the national guidelines stand.
const NATIONAL: &str = "italia";

/// The rules of all regions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Internships {
    /// Those of each region, and the national guidelines under `italia`.
    pub regional: Vec<Regional>,
}

/// The rules of one region for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Regional {
    /// The region.
    pub region: TerritoryCode,
    /// When they are in force.
    pub valid: Period,
    /// On what ground.
    pub basis: Basis,
    /// The least monthly indemnity.
    pub minimum: Option<Cents>,
    /// How many trainees a host may have.
    pub places: Option<Places>,
    /// The most months for a trainee whom no other rule classes.
    pub ordinary_months: Option<u32>,
    /// The most months for a disadvantaged trainee.
    pub disadvantaged_months: Option<u32>,
    /// The most months for a trainee with a disability.
    pub disabled_months: Option<u32>,
}

/// How many trainees a host may have at a time, by its staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Places {
    /// The staff up to which there may be one.
    pub one_up_to: u32,
    /// The staff up to which there may be two.
    pub two_up_to: u32,
    /// Above: so many in a hundred of the staff, a part counted as one.
    pub percent_above: u32,
}

impl Places {
    /// How many for this staff.
    #[must_use]
    pub fn limit(&self, staff: u32) -> u32 {
        if staff <= self.one_up_to {
            1
        } else if staff <= self.two_up_to {
            2
        } else {
            u32::try_from((u64::from(staff) * u64::from(self.percent_above)).div_ceil(100)).unwrap_or(u32::MAX)
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    internships: Vec<RawRegional>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawRegional {
    region: Spanned<String>,
    valid: RawPeriod,
    basis: Basis,
    minimum_cents: Option<u32>,
    places: Option<Places>,
    ordinary_months: Option<u32>,
    disadvantaged_months: Option<u32>,
    disabled_months: Option<u32>,
}

impl Internships {
    /// Reads the file on internships.
    ///
    /// # Errors
    /// Its faults, by line.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::new(text);
        let raw: Option<Raw> = faults.read();
        let regional = raw.map(|raw| {
            let mut read: Vec<Regional> = Vec::new();
            for one in raw.internships {
                let at = one.region.span();
                let Ok(region) = one.region.get_ref().parse::<TerritoryCode>() else {
                    let what = format!("`{}` is not a code", one.region.get_ref());
                    faults.note(at, what, "write the region in lower-case letters and hyphens: `emilia-romagna`");
                    continue;
                };
                let Some(valid) = faults.period(&one.valid) else { continue };
                if read.iter().any(|other| other.region == region && overlap(other.valid, valid)) {
                    faults.note(
                        at,
                        format!("two rules of `{region}` on the same day"),
                        "close the older with `valid.to`",
                    );
                }
                read.push(Regional {
                    region,
                    valid,
                    basis: one.basis,
                    minimum: one.minimum_cents.map(|cents| Cents::new(i64::from(cents))),
                    places: one.places,
                    ordinary_months: one.ordinary_months,
                    disadvantaged_months: one.disadvantaged_months,
                    disabled_months: one.disabled_months,
                });
            }
            read
        });
        faults.settle(regional).map(|regional| Self { regional })
    }

    /// What the region says on a day, else what the national guidelines say; nothing before there were any.
    fn say<T>(&self, region: &TerritoryCode, day: Day, what: impl Fn(&Regional) -> Option<T>) -> Option<T> {
        let of = |code: &str| self.regional.iter().find(|one| one.region.as_str() == code && one.valid.contains(day));
        of(region.as_str()).and_then(&what).or_else(|| of(NATIONAL).and_then(what))
    }

    /// The least monthly indemnity.
    #[must_use]
    pub fn minimum(&self, region: &TerritoryCode, day: Day) -> Option<Cents> {
        self.say(region, day, |one| one.minimum)
    }

    /// How many trainees a host with this staff may have.
    #[must_use]
    pub fn places(&self, region: &TerritoryCode, staff: u32, day: Day) -> Option<u32> {
        self.say(region, day, |one| one.places.as_ref().map(|places| places.limit(staff)))
    }

    /// The most months for this trainee.
    #[must_use]
    pub fn months(&self, region: &TerritoryCode, trainee: Trainee, day: Day) -> Option<u32> {
        self.say(region, day, |one| match trainee {
            Trainee::Ordinary => one.ordinary_months,
            Trainee::Disadvantaged => one.disadvantaged_months,
            Trainee::Disabled => one.disabled_months,
        })
    }
}
