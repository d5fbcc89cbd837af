//! Members within reach, and their roles.

use kernel::{Day, GrantId, MemberId, Moment, OrganisationId, ProgrammeCode, Role, TerritoryCode};
use serde::Serialize;
use utoipa::ToSchema;
use web::api::{Sent, created, given, listed};
use web::{Answer, Filters, Id, May, Problem};

use crate::pages::grants::{GRANT, is_revocable, new_grant};
use crate::pages::members::{FILTERS, roles_of};
use crate::permissions::{GiveGrants, ViewMembers};
use crate::store::{RoleGrant, give_grant, held_member, revoke_grant, sorted_members};

/// A member.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MemberOut {
    /// Who.
    id: MemberId,
    /// The name.
    name: String,
    /// The e-mail.
    email: String,
    /// Whether the member may come in.
    active: bool,
    /// Since when.
    created: Moment,
    /// The roles within the caller's reach, also those that ended.
    grants: Vec<GrantOut>,
}

/// A role given to a member.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct GrantOut {
    /// Which grant.
    id: GrantId,
    /// Who holds it.
    member: MemberId,
    /// Which role.
    role: Role,
    /// Only in this programme.
    programme: Option<ProgrammeCode>,
    /// Only of this organisation.
    organisation: Option<OrganisationId>,
    /// Only in this territory.
    territory: Option<TerritoryCode>,
    /// From this day.
    from: Day,
    /// To this day, counted in.
    to: Option<Day>,
    /// When it was taken back.
    revoked_at: Option<Moment>,
}

impl From<RoleGrant> for GrantOut {
    fn from(grant: RoleGrant) -> Self {
        Self {
            id: grant.id,
            member: grant.member_id,
            role: grant.role,
            programme: grant.programme,
            organisation: grant.organisation_id,
            territory: grant.territory,
            from: grant.from_day,
            to: grant.to_day,
            revoked_at: grant.revoked_at,
        }
    }
}

pub(crate) async fn list(may: May<ViewMembers>, filters: Filters) -> Answer {
    let filters = filters.checked(FILTERS)?;
    let page = sorted_members(&may.db, filters.0.typed("q")).page(filters.page(25)).await?;
    let grants: Vec<GrantOut> = roles_of(&may.db, &page.items).await?.into_iter().map(GrantOut::from).collect();
    let page = page.map(|member| MemberOut {
        grants: grants.iter().filter(|grant| grant.member == member.id).cloned().collect(),
        id: member.id,
        name: member.name,
        email: member.email,
        active: member.active,
        created: member.created,
    });
    listed(&may, &filters, page)
}

pub(crate) async fn give(may: May<GiveGrants>, Id(id): Id<MemberId>, Sent(mut form): Sent) -> Answer {
    let member = held_member(&may.db, id).await?;
    let fine = form.check(GRANT);
    let new = if fine { new_grant(&mut form, may.caller(), may.db.today()) } else { None };
    let grant = give_grant(&may.db, &member, &new.ok_or_else(|| form.problem())?).await?;
    created("/api/v1/members", GrantOut::from(grant))
}

pub(crate) async fn revoke(may: May<GiveGrants>, Id(id): Id<GrantId>) -> Answer {
    let held = may.db.held::<RoleGrant>(id).await?;
    is_revocable(may.caller(), &held).map_err(|refusal| Problem::refused(&refusal))?;
    given(GrantOut::from(revoke_grant(&may.db, held).await?))
}
