//! Circles: a profession or a team within one organisation, which may seal notes for itself.

use kernel::{MemberId, Moment};
use web::Refusal;

kernel::words! {
    /// A profession or a team. Who belongs to it is bound to secrecy on its own account (Law 119/2001, art. 1, for social
    /// workers; Criminal Code, art. 622).
    pub enum Circle {
        /// Psychologists.
        Psychologist = "psychologist",
        /// Social workers.
        SocialWorker = "social-worker",
        /// Legal advisers.
        LegalAdviser = "legal-adviser",
        /// Health workers.
        HealthWorker = "health-worker",
        /// Linguistic and cultural mediators.
        Mediator = "mediator",
        /// The mobile team.
        MobileTeam = "mobile-team",
    }
}
store::word_cells!(Circle);

/// Why somebody is not admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CircleRefusal {
    /// Nobody admits themselves.
    Oneself,
    /// The admitter neither belongs to the circle nor administers the organisation.
    NotTheirs,
    /// There is no such member within the admitter's reach.
    Nobody,
    /// The member belongs to it already.
    Already,
    /// The member still signs in with a password that somebody else gave, and knows.
    GivenPassword,
}

impl Refusal for CircleRefusal {
    fn field(&self) -> &'static str {
        match self {
            Self::NotTheirs => "circle",
            _ => "email",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Oneself => "circle-oneself",
            Self::NotTheirs => "circle-not-theirs",
            Self::Nobody => "circle-nobody",
            Self::Already => "circle-already",
            Self::GivenPassword => "circle-given-password",
        }
    }
}

/// From when on a newcomer reads what a circle sealed. A colleague of the circle opens what the colleague reads; whoever
/// administers the organisation can begin a circle or let somebody in, but opens nothing that was sealed before, so that
/// no account made for the purpose reads what is there.
///
/// # Errors
/// When the admitter may not admit, or admits the own person.
pub fn reads_from(
    admitter: MemberId,
    newcomer: MemberId,
    own: Option<Moment>,
    administers: bool,
    now: Moment,
) -> Result<Moment, CircleRefusal> {
    match (admitter == newcomer, own, administers) {
        (true, _, _) => Err(CircleRefusal::Oneself),
        (false, Some(since), _) => Ok(since),
        (false, None, true) => Ok(now),
        (false, None, false) => Err(CircleRefusal::NotTheirs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colleague_opens_the_past_an_administrator_the_future_and_nobody_the_own_door() {
        let (one, other) = (MemberId::fresh(), MemberId::fresh());
        let (then, now) = (Moment::from_millis(1_000), Moment::from_millis(9_000));
        assert_eq!(reads_from(one, other, Some(then), false, now), Ok(then));
        assert_eq!(reads_from(one, other, Some(then), true, now), Ok(then));
        assert_eq!(reads_from(one, other, None, true, now), Ok(now));
        assert_eq!(reads_from(one, other, None, false, now), Err(CircleRefusal::NotTheirs));
        assert_eq!(reads_from(one, one, Some(then), true, now), Err(CircleRefusal::Oneself));
    }
}
