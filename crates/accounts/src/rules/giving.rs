//! Who may give which role, where, and for how long.

use kernel::{Day, OrganisationId, ProgrammeCode, Role, TerritoryCode};
use store::Scope;
use web::{GrantHeld, Refusal};

/// A role about to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// Which role.
    pub role: Role,
    /// Only in this programme.
    pub programme: Option<ProgrammeCode>,
    /// Only of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Only in this territory.
    pub territory: Option<TerritoryCode>,
    /// From this day.
    pub from: Day,
    /// To this day, counted in.
    pub to: Option<Day>,
}

impl NewGrant {
    /// A role everywhere, from a day on.
    #[must_use]
    pub fn everywhere(role: Role, from: Day) -> Self {
        Self { role, programme: None, organisation: None, territory: None, from, to: None }
    }

    /// Where the role will be held.
    #[must_use]
    pub fn scope(&self) -> Scope {
        scope_of(self.role, self.programme.clone(), self.organisation, self.territory.clone())
    }
}

/// Why a role is not given or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantRefusal {
    /// The giver may not give this role at all.
    RoleBeyond,
    /// The giver may give the role, but not so widely.
    WiderThanOwn,
    /// The last day comes before the first.
    EndsBeforeItBegins,
    /// Nobody takes their own roles away: a network could lose its last administrator.
    OwnGrant,
}

impl Refusal for GrantRefusal {
    fn field(&self) -> &'static str {
        match self {
            Self::RoleBeyond => "role",
            Self::WiderThanOwn => "organisation",
            Self::EndsBeforeItBegins => "to",
            Self::OwnGrant => "",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::RoleBeyond => "grant-role-beyond",
            Self::WiderThanOwn => "grant-wider-than-own",
            Self::EndsBeforeItBegins => "ends-before-it-begins",
            Self::OwnGrant => "grant-is-own",
        }
    }
}

/// Where a role is held. An evaluator sees pseudonyms only, whatever the grant says.
#[must_use]
pub fn scope_of(
    role: Role,
    programme: Option<ProgrammeCode>,
    organisation: Option<OrganisationId>,
    territory: Option<TerritoryCode>,
) -> Scope {
    Scope { programme, organisation, territory, names: role != Role::Evaluator }
}

/// The roles that a holder of a role may give.
fn gives(giver: Role) -> &'static [Role] {
    match giver {
        Role::SystemAdministrator => Role::ALL,
        Role::LeadPartner => &[
            Role::CaseWorker,
            Role::Coordinator,
            Role::PartnerAdministrator,
            Role::LeadPartner,
            Role::BoardMember,
            Role::Trainer,
            Role::MobileTeam,
            Role::MonitoringOfficer,
            Role::Evaluator,
        ],
        Role::PartnerAdministrator => &[Role::CaseWorker, Role::Trainer, Role::MobileTeam, Role::PartnerAdministrator],
        _ => &[],
    }
}

/// Whether holders of these grants may give, or take back, a role in a scope: some one grant of theirs gives the role
/// and is at least as wide. Two narrow grants do not add up to a wide one.
///
/// # Errors
/// [`GrantRefusal::RoleBeyond`] when none gives the role, [`GrantRefusal::WiderThanOwn`] when none is wide enough.
pub fn may_give(giver: &[GrantHeld], role: Role, scope: &Scope) -> Result<(), GrantRefusal> {
    let mut refusal = GrantRefusal::RoleBeyond;
    for own in giver.iter().filter(|own| gives(own.role).contains(&role)) {
        if encloses(&own.scope, scope) {
            return Ok(());
        }
        refusal = GrantRefusal::WiderThanOwn;
    }
    Err(refusal)
}

fn encloses(wide: &Scope, narrow: &Scope) -> bool {
    fn within<T: PartialEq>(wide: Option<&T>, narrow: Option<&T>) -> bool {
        wide.is_none() || wide == narrow
    }
    within(wide.programme.as_ref(), narrow.programme.as_ref())
        && within(wide.organisation.as_ref(), narrow.organisation.as_ref())
        && within(wide.territory.as_ref(), narrow.territory.as_ref())
}

/// Whether somebody may close the access of a member or reset the password: every role the member holds would be
/// theirs to give. Whoever could not give a role must not come by it through another's password. Somebody without any
/// role is kept by the whole network's system administrator alone.
#[must_use]
pub fn may_keep(keeper: &[GrantHeld], theirs: &[GrantHeld]) -> bool {
    if theirs.is_empty() {
        return may_give(keeper, Role::SystemAdministrator, &scope_of(Role::SystemAdministrator, None, None, None))
            .is_ok();
    }
    theirs.iter().all(|grant| may_give(keeper, grant.role, &grant.scope).is_ok())
}

/// The roles that holders of these grants may give somewhere, in the usual order.
#[must_use]
pub fn roles_to_give(giver: &[GrantHeld]) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| giver.iter().any(|own| gives(own.role).contains(role))).collect()
}

/// Whether a grant counts on a day.
#[must_use]
pub fn is_valid_on(today: Day, from: Day, to: Option<Day>, revoked: bool) -> bool {
    !revoked && from <= today && to.is_none_or(|to| today <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programme(code: &str) -> Option<ProgrammeCode> {
        code.parse().ok()
    }

    fn held(role: Role, programme: Option<ProgrammeCode>, organisation: Option<OrganisationId>) -> GrantHeld {
        GrantHeld { role, scope: scope_of(role, programme, organisation, None) }
    }

    fn scope(programme: Option<ProgrammeCode>, organisation: Option<OrganisationId>) -> Scope {
        scope_of(Role::CaseWorker, programme, organisation, None)
    }

    #[test]
    fn a_partner_administrator_gives_roles_of_daily_work_within_the_own_organisation_only() {
        let (ours, theirs) = (OrganisationId::fresh(), OrganisationId::fresh());
        let giver = [held(Role::PartnerAdministrator, None, Some(ours))];
        assert_eq!(may_give(&giver, Role::CaseWorker, &scope(None, Some(ours))), Ok(()));
        assert_eq!(may_give(&giver, Role::CaseWorker, &scope(programme("fra-noi"), Some(ours))), Ok(()));
        assert_eq!(may_give(&giver, Role::CaseWorker, &scope(None, Some(theirs))), Err(GrantRefusal::WiderThanOwn));
        assert_eq!(may_give(&giver, Role::CaseWorker, &scope(None, None)), Err(GrantRefusal::WiderThanOwn));
    }

    #[test]
    fn a_partner_administrator_never_gives_a_role_above_the_own() {
        let ours = OrganisationId::fresh();
        let giver = [held(Role::PartnerAdministrator, None, Some(ours))];
        for role in [
            Role::Coordinator,
            Role::LeadPartner,
            Role::BoardMember,
            Role::MonitoringOfficer,
            Role::Evaluator,
            Role::SystemAdministrator,
        ] {
            assert_eq!(may_give(&giver, role, &scope(None, Some(ours))), Err(GrantRefusal::RoleBeyond), "{role}");
        }
    }

    #[test]
    fn a_lead_partner_gives_within_the_own_programme_and_never_the_system() {
        let giver = [held(Role::LeadPartner, programme("fra-noi"), None)];
        let anywhere = OrganisationId::fresh();
        assert_eq!(may_give(&giver, Role::MonitoringOfficer, &scope(programme("fra-noi"), None)), Ok(()));
        assert_eq!(may_give(&giver, Role::CaseWorker, &scope(programme("fra-noi"), Some(anywhere))), Ok(()));
        let beyond = [scope(programme("intarsi"), None), scope(None, Some(anywhere)), scope(None, None)];
        for scope in beyond {
            assert_eq!(may_give(&giver, Role::CaseWorker, &scope), Err(GrantRefusal::WiderThanOwn));
        }
        let system = scope(programme("fra-noi"), None);
        assert_eq!(may_give(&giver, Role::SystemAdministrator, &system), Err(GrantRefusal::RoleBeyond));
    }

    #[test]
    fn whoever_keeps_no_members_gives_nothing() {
        for role in Role::ALL {
            let gives_something =
                Role::ALL.iter().any(|given| may_give(&[held(*role, None, None)], *given, &scope(None, None)).is_ok());
            let keeps_members = <crate::permissions::GiveGrants as web::Permission>::CARD.roles.contains(role);
            assert_eq!(gives_something, keeps_members, "{role}");
        }
    }

    #[test]
    fn two_narrow_grants_do_not_add_up_to_a_wide_one() {
        let (one, other) = (OrganisationId::fresh(), OrganisationId::fresh());
        let giver =
            [held(Role::LeadPartner, programme("intarsi"), None), held(Role::PartnerAdministrator, None, Some(one))];
        assert!(may_give(&giver, Role::Evaluator, &scope(None, Some(one))).is_err());
        assert!(may_give(&giver, Role::CaseWorker, &scope(programme("fra-noi"), Some(other))).is_err());
        assert!(may_give(&giver, Role::CaseWorker, &scope(programme("fra-noi"), Some(one))).is_ok());
    }

    #[test]
    fn nobody_resets_the_password_of_somebody_who_holds_more() {
        let ours = OrganisationId::fresh();
        let keeper = [held(Role::PartnerAdministrator, None, Some(ours))];
        let worker = held(Role::CaseWorker, None, Some(ours));
        assert!(may_keep(&keeper, std::slice::from_ref(&worker)));
        assert!(!may_keep(&keeper, &[worker, held(Role::LeadPartner, programme("fra-noi"), None)]));
    }

    #[test]
    fn somebody_without_roles_is_kept_by_the_system_administrator_alone() {
        assert!(may_keep(&[held(Role::SystemAdministrator, None, None)], &[]));
        assert!(!may_keep(&[held(Role::SystemAdministrator, programme("fra-noi"), None)], &[]));
        assert!(!may_keep(&[held(Role::LeadPartner, None, None)], &[]));
    }

    #[test]
    fn a_grant_counts_from_its_first_day_to_its_last_unless_revoked() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let (from, to) = (day("2026-11-22"), Some(day("2026-11-23")));
        assert!(!is_valid_on(day("2026-11-21"), from, to, false));
        assert!(is_valid_on(day("2026-11-22"), from, to, false));
        assert!(is_valid_on(day("2026-11-23"), from, to, false));
        assert!(!is_valid_on(day("2026-11-24"), from, to, false));
        assert!(!is_valid_on(day("2026-11-22"), from, to, true));
        assert!(is_valid_on(day("2199-01-01"), from, None, false));
    }

    #[test]
    fn an_evaluator_never_sees_names() {
        for role in Role::ALL {
            assert_eq!(scope_of(*role, None, None, None).names, *role != Role::Evaluator);
        }
    }
}
