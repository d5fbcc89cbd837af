//! What an internship must keep to, for whoever checks one before it is written down.

use kernel::Cents;
use network::pages::organisations::place_in;
use network::rules::place;
use serde::Serialize;
use web::api::given;
use web::{Answer, Filters, May, Problem};

use crate::pages::fields::INTERNSHIP_RULES;
use crate::pages::told::{FindingOut, findings_told};
use crate::permissions::ViewOffers;
use crate::rules::internship::{Internship, rules};
use crate::rules::work::TraineeGroup;

/// The rules of a region today, and what an internship breaks of them.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct InternshipRulesOut {
    /// The region; none where no municipality was named.
    pub region: Option<String>,
    /// Whether the region has been looked up; if not, these are the national rules.
    pub regional: bool,
    /// The least pay of a month, in cents.
    #[schema(value_type = i64)]
    pub minimum: Cents,
    /// The most months for anybody.
    pub longest_ordinary: i64,
    /// The most months for disadvantaged people.
    pub longest_disadvantaged: i64,
    /// The most months for people with a disability.
    pub longest_disabled: i64,
    /// The most interns at once, where the staff was named.
    pub most_interns: Option<i64>,
    /// Where the least pay is written.
    pub source: String,
    /// Whether somebody has checked it against the act.
    pub verified: bool,
    /// What the internship breaks.
    pub findings: Vec<FindingOut>,
}

/// The rules of internships where one is offered, and what it breaks of them.
///
/// # Errors
/// When the query is wrong.
pub async fn show(may: May<ViewOffers>, filters: Filters) -> Answer {
    let mut query = filters.checked(INTERNSHIP_RULES)?.0;
    let municipality = place_in(&mut query, "municipality");
    if !query.errors().is_empty() {
        return Err(query.problem());
    }
    let region = municipality.as_deref().and_then(place::by_code).map(|place| place.region.clone());
    let today = may.db.today();
    let rules = rules(region.as_deref(), today).ok_or(Problem::NotFound)?;
    let known = Internship {
        pay: query.value("pay"),
        months: query.value("months"),
        group: query.word("meant-for", TraineeGroup::from_word),
        staff: query.value("staff"),
        interns_now: query.value("interns-now"),
        places: query.value("places"),
    };
    given(InternshipRulesOut {
        regional: rules.regional,
        minimum: rules.minimum,
        longest_ordinary: rules.longest(TraineeGroup::Ordinary),
        longest_disadvantaged: rules.longest(TraineeGroup::Disadvantaged),
        longest_disabled: rules.longest(TraineeGroup::Disabled),
        most_interns: known.staff.map(|staff| rules.most_interns(staff)),
        source: rules.source.clone(),
        verified: rules.verified,
        findings: findings_told(&known, region.as_deref(), today),
        region,
    })
}
