//! Whether a pair is refused, and no more: the same rules, the cheap ones first, and an end at the first no. Of ten
//! million pairs nearly all are refused by something simple; what else refuses them is asked when somebody wants to know.

use kernel::{Answer, TerritoryCode};

use super::catalogue::{OfferKind, Rule, RuleCode};
use super::consider::{Scene, home_finding, host_finding, work_finding};
use super::look::Finding;
use super::on_household;
use super::question::Question;
use crate::facts::{Home, Host, Household, Seeker, Work};

/// The rules in force, in the order in which a no is found soonest.
#[derive(Debug, Clone)]
pub struct Gate<'a> {
    scene: Scene<'a>,
    rules: Vec<&'a Rule>,
}

/// What is asked first: one look at one fact; then lists; then ways; last of all rooms and people.
fn toil(rule: RuleCode) -> u8 {
    match rule {
        RuleCode::Eligibility | RuleCode::Rent | RuleCode::Deposit | RuleCode::WorkPermit | RuleCode::Hours => 0,
        RuleCode::Agreement | RuleCode::HomeKind | RuleCode::SharedHome | RuleCode::Guarantees => 1,
        RuleCode::WorkingAge | RuleCode::Licences | RuleCode::Transport | RuleCode::WorkLanguage => 1,
        RuleCode::Access | RuleCode::Availability | RuleCode::HostReady => 2,
        RuleCode::Vetoes | RuleCode::InternshipIndemnity | RuleCode::InternshipDuration => 3,
        RuleCode::InternshipPlaces | RuleCode::Distance => 4,
        RuleCode::MinorsSafeguarded | RuleCode::HostLimits => 5,
        RuleCode::HostLanguage => 6,
        RuleCode::ReservedRooms | RuleCode::FitsBeds => 7,
    }
}

impl<'a> Gate<'a> {
    /// The gate for one kind of offer.
    #[must_use]
    pub fn of(scene: Scene<'a>, kind: OfferKind) -> Self {
        let mut rules: Vec<&Rule> = scene.policy.in_force(kind, scene.today).collect();
        rules.sort_by_key(|rule| toil(rule.code));
        Self { scene, rules }
    }

    /// Whether the rule is in force.
    #[must_use]
    pub fn has(&self, code: RuleCode) -> bool {
        self.rules.iter().any(|rule| rule.code == code)
    }

    /// The questions of the rules that are open, or the first rule found that says no.
    fn pass(&self, find: impl Fn(&Rule) -> Option<Finding>) -> Result<Vec<Question>, RuleCode> {
        let mut open = Vec::new();
        for rule in &self.rules {
            match find(rule) {
                Some(found) if found.answer == Answer::No => return Err(rule.code),
                Some(found) => open.extend(found.questions),
                None => {}
            }
        }
        open.sort_unstable();
        open.dedup();
        Ok(open)
    }

    /// The one rule that stands in the way, by a no or a question; nothing where none does or several do, or where no policy
    /// may switch it off.
    fn alone(&self, find: impl Fn(&Rule) -> Option<Finding>) -> Option<RuleCode> {
        let mut alone = None;
        for rule in &self.rules {
            if find(rule).is_some_and(|found| found.answer != Answer::Yes) {
                if alone.is_some() || rule.code.always_on() {
                    return None;
                }
                alone = Some(rule.code);
            }
        }
        alone
    }

    /// The one rule that stands between a household and a home and that a policy may switch off.
    #[must_use]
    pub fn alone_home(&self, household: &Household, home: &Home) -> Option<RuleCode> {
        self.alone(|rule| home_finding(&self.scene, rule, household, home))
    }

    /// The one rule that stands between a household and a host family and that a policy may switch off.
    #[must_use]
    pub fn alone_host(&self, household: &Household, host: &Host) -> Option<RuleCode> {
        self.alone(|rule| host_finding(&self.scene, rule, household, host))
    }

    /// The one rule that stands between a seeker and a work place and that a policy may switch off.
    #[must_use]
    pub fn alone_work(&self, seeker: &Seeker, work: &Work) -> Option<RuleCode> {
        self.alone(|rule| work_finding(&self.scene, rule, seeker, work))
    }

    /// What would have to be known of a household and a home; nothing: every rule says yes.
    ///
    /// # Errors
    /// A rule that refuses the pair.
    pub fn pass_home(&self, household: &Household, home: &Home) -> Result<Vec<Question>, RuleCode> {
        self.pass(|rule| home_finding(&self.scene, rule, household, home))
    }

    /// What would have to be known of a household and a host family; nothing: every rule says yes.
    ///
    /// # Errors
    /// A rule that refuses the pair.
    pub fn pass_host(&self, household: &Household, host: &Host) -> Result<Vec<Question>, RuleCode> {
        self.pass(|rule| host_finding(&self.scene, rule, household, host))
    }

    /// What would have to be known of a seeker and a work place; nothing: every rule says yes.
    ///
    /// # Errors
    /// A rule that refuses the pair.
    pub fn pass_work(&self, seeker: &Seeker, work: &Work) -> Result<Vec<Question>, RuleCode> {
        self.pass(|rule| work_finding(&self.scene, rule, seeker, work))
    }

    /// Whether nothing in this territory is near enough to what the household must reach.
    #[must_use]
    pub fn refuses_living_in(&self, household: &Household, territory: &TerritoryCode) -> bool {
        let found = || on_household::daily_ways(household, Some(territory), self.scene.distances);
        self.has(RuleCode::Distance) && found().answer == Answer::No
    }

    /// Whether nothing in this territory is near enough to the seeker's home.
    #[must_use]
    pub fn refuses_working_in(&self, seeker: &Seeker, territory: &TerritoryCode) -> bool {
        let (Some(from), Some(longest)) = (&seeker.territory, seeker.longest_way) else { return false };
        let (way, limit) = longest.measure(self.scene.distances.between(from, territory));
        self.has(RuleCode::Distance) && way.is_some_and(|way| way > limit)
    }

    /// Whether so many people cannot find a bed each among so few.
    #[must_use]
    pub fn refuses_beds(&self, persons: u32, beds: u32) -> bool {
        self.has(RuleCode::FitsBeds) && persons > beds
    }
}
