//! How the figures are called in the reader's language.

use people::rules::person::Sex;
use programmes::definition::Programme;
use store::{AgeBand, Db, Stored};
use web::Desk;

use crate::rules::monitoring::Line;

/// The words of one programme's figures.
pub(crate) struct Words<'d> {
    desk: &'d Desk,
    programme: &'d Programme,
}

impl<'d> Words<'d> {
    pub(crate) fn new(desk: &'d Desk, programme: &'d Programme) -> Self {
        Self { desk, programme }
    }

    /// A line of the table.
    pub(crate) fn line(&self, line: Line) -> String {
        self.desk.say(&format!("figures-line-{line}"))
    }

    /// A part of a line; the bare word where nobody foresaw it.
    pub(crate) fn detail(&self, line: Line, detail: &str) -> String {
        let key = match line {
            Line::StepDone => {
                let axis = self.programme.axis(detail);
                return axis
                    .map_or_else(|| detail.to_owned(), |axis| axis.name.get(self.desk.language().word()).to_owned());
            }
            Line::VerdictRecorded => format!("figures-answer-{detail}"),
            Line::FollowUpDone => format!("figures-months-{detail}"),
            Line::ServiceActivated => format!("figures-service-{detail}"),
            Line::PathwayClosed => format!("figures-closing-{detail}"),
            Line::PlacementBegan => format!("figures-placement-{detail}"),
            Line::CheckInHeld => format!("figures-days-{detail}"),
            Line::PlacementEnded => format!("figures-end-{detail}"),
            Line::ReferralReceived | Line::PathwayOpened | Line::PlanSigned | Line::ReviewHeld => {
                return detail.to_owned();
            }
        };
        let said = self.desk.say(&key);
        if said == key { detail.to_owned() } else { said }
    }

    /// The heads of the columns of people: sexes, then ages.
    pub(crate) fn columns(&self) -> (Vec<String>, Vec<String>) {
        (
            Sex::ALL.iter().map(|sex| self.sex(*sex)).collect(),
            AgeBand::ALL.iter().map(|band| self.band(*band)).collect(),
        )
    }

    pub(crate) fn sex(&self, sex: Sex) -> String {
        self.desk.say(&format!("figures-sex-{sex}"))
    }

    pub(crate) fn band(&self, band: AgeBand) -> String {
        self.desk.say(&format!("figures-age-{band}"))
    }

    /// How far the figures reach, in words: one for each scope that holds anything of the programme.
    pub(crate) async fn reach(&self, db: &Db) -> Stored<Vec<String>> {
        if db.reach().is_everything() {
            return Ok(vec![self.desk.say("figures-reach-everything")]);
        }
        let of_programme =
            |scope: &&store::Scope| scope.programme.as_ref().is_none_or(|code| *code == self.programme.code);
        let scopes: Vec<_> = db.reach().scopes().iter().filter(of_programme).collect();
        let ids = scopes.iter().filter_map(|scope| scope.organisation);
        let names = network::store::organisations::names_of(db, ids).await?;
        let mut told: Vec<String> = Vec::new();
        for scope in scopes {
            let territory = scope.territory.as_ref().map(|code| {
                self.programme.territory(code).map_or_else(|| code.to_string(), |territory| territory.name.clone())
            });
            let organisation = scope.organisation.map(|id| names.get(&id).cloned().unwrap_or_default());
            let one = match (organisation, territory) {
                (None, None) => self.desk.say("figures-reach-programme"),
                (None, Some(territory)) => {
                    self.desk.say_with("figures-reach-territory", &[("territory", territory.into())])
                }
                (Some(partner), None) => self.desk.say_with("figures-reach-partner", &[("partner", partner.into())]),
                (Some(partner), Some(territory)) => self
                    .desk
                    .say_with("figures-reach-both", &[("partner", partner.into()), ("territory", territory.into())]),
            };
            if !told.contains(&one) {
                told.push(one);
            }
        }
        Ok(told)
    }
}
