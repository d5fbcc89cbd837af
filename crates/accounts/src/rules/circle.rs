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
    /// The admitter administers the organisation, but the circle has members, who admit.
    HasMembers,
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
            Self::NotTheirs | Self::HasMembers => "circle",
            _ => "email",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Oneself => "circle-oneself",
            Self::NotTheirs => "circle-not-theirs",
            Self::HasMembers => "circle-has-members",
            Self::Nobody => "circle-nobody",
            Self::Already => "circle-already",
            Self::GivenPassword => "circle-given-password",
        }
    }
}

/// From when on a newcomer reads what a circle sealed. A colleague of the circle opens what the colleague reads. Whoever
/// administers the organisation begins a circle that has no members, and opens nothing that was sealed before: no account
/// made for the purpose reads what is there, nor what its members seal from then on.
///
/// # Errors
/// When the admitter may not admit, or admits the own person.
pub fn reads_from(
    admitter: MemberId,
    newcomer: MemberId,
    own: Option<Moment>,
    administers: bool,
    has_members: bool,
    now: Moment,
) -> Result<Moment, CircleRefusal> {
    match (own, administers, has_members) {
        _ if admitter == newcomer => Err(CircleRefusal::Oneself),
        (Some(since), _, _) => Ok(since),
        (None, false, _) => Err(CircleRefusal::NotTheirs),
        (None, true, true) => Err(CircleRefusal::HasMembers),
        (None, true, false) => Ok(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colleague_opens_the_past_an_administrator_begins_an_empty_circle_and_nobody_opens_the_own_door() {
        let (one, other) = (MemberId::fresh(), MemberId::fresh());
        let (then, now) = (Moment::from_millis(1_000), Moment::from_millis(9_000));
        assert_eq!(reads_from(one, other, Some(then), false, true, now), Ok(then));
        assert_eq!(reads_from(one, other, Some(then), true, true, now), Ok(then));
        assert_eq!(reads_from(one, other, None, true, false, now), Ok(now));
        assert_eq!(reads_from(one, other, None, true, true, now), Err(CircleRefusal::HasMembers));
        assert_eq!(reads_from(one, other, None, false, false, now), Err(CircleRefusal::NotTheirs));
        assert_eq!(reads_from(one, one, Some(then), true, true, now), Err(CircleRefusal::Oneself));
    }
}
