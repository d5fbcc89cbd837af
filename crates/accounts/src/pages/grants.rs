//! Giving roles and taking them back.

use kernel::{GrantId, MemberId, OrganisationId, ProgrammeCode, Role, TerritoryCode};
use serde_json::json;
use store::Scope;
use web::{Answer, Caller, Desk, Field, Flash, Form, GrantHeld, Id, Kind, May, Posted, Problem, words_of};

use super::members::page;
use super::{Choice, Ids, role_words};
use crate::directory::Names;
use crate::permissions::{GiveGrants, ViewMembers};
use crate::rules::{GrantRefusal, NewGrant, may_give, roles_to_give};
use crate::store::{RoleGrant, give_grant, held_member, revoke_grant};

/// What a role is given from.
pub(crate) const GRANT: &[Field] = &[
    Field::new("role", Kind::Word(words_of!(Role)), "The role.").required(),
    Field::new("programme", Kind::Code, "Only in this programme."),
    Field::new("organisation", Kind::Id, "Only of this organisation."),
    Field::new("territory", Kind::Code, "Only in this territory."),
    Field::new("from", Kind::Day, "From this day; from today when left out."),
    Field::new("to", Kind::Day, "To this day, counted in."),
];

pub(crate) async fn give(may: May<GiveGrants>, names: Names, Id(id): Id<MemberId>, Posted(mut form): Posted) -> Answer {
    let member = held_member(&may.db, id).await?;
    let fine = form.check(GRANT);
    match if fine { new_grant(&mut form, may.caller(), may.db.today()) } else { None } {
        Some(new) => {
            give_grant(&may.db, &member, &new).await?;
            may.see_done(&format!("/members/{id}"), Flash("grant-given"))
        }
        None => page(&may.desk, may.caller(), &may.also::<ViewMembers>(), &names, id, &form).await,
    }
}

pub(crate) async fn revoke(
    may: May<GiveGrants>,
    Ids(member, grant): Ids<MemberId, GrantId>,
    Posted(_): Posted,
) -> Answer {
    let held = may.db.held::<RoleGrant>(grant).await?;
    if held.member_id != member {
        return Err(Problem::NotFound);
    }
    is_revocable(may.caller(), &held).map_err(|refusal| Problem::refused(&refusal))?;
    revoke_grant(&may.db, held).await?;
    may.see_done(&format!("/members/{member}"), Flash("grant-revoked"))
}

/// Reads a role from a checked form; nothing when the rules refuse it, which the form then says.
pub(crate) fn new_grant(form: &mut Form, caller: &Caller, today: kernel::Day) -> Option<NewGrant> {
    let role = form.word("role", Role::from_word)?;
    let new = NewGrant {
        role,
        programme: form.value("programme"),
        organisation: form.value("organisation"),
        territory: form.value("territory"),
        from: form.value("from").unwrap_or(today),
        to: form.value("to"),
    };
    let ordered = if new.to.is_some_and(|to| to < new.from) { Err(GrantRefusal::EndsBeforeItBegins) } else { Ok(()) };
    match ordered.and_then(|()| may_give(&caller.grants, role, &new.scope())) {
        Ok(()) => Some(new),
        Err(refusal) => {
            form.refuse(&refusal);
            None
        }
    }
}

/// Whether the caller may take a role from its holder.
pub(crate) fn is_revocable(caller: &Caller, grant: &RoleGrant) -> Result<(), GrantRefusal> {
    if grant.member_id == caller.member {
        return Err(GrantRefusal::OwnGrant);
    }
    may_give(&caller.grants, grant.role, &grant.held().scope)
}

/// What the form for a new role offers: only what the giver could give.
pub(crate) fn grant_choices(desk: &Desk, giver: &[GrantHeld], names: &Names) -> serde_json::Value {
    let givers: Vec<&Scope> =
        giver.iter().filter(|grant| !roles_to_give(std::slice::from_ref(grant)).is_empty()).map(|g| &g.scope).collect();
    let roles: Vec<Choice> =
        roles_to_give(giver).into_iter().map(|role| Choice::new(role, role_words(desk, role))).collect();
    let (programmes, any_programme) = offered(
        &givers,
        |scope| scope.programme.clone(),
        &names.programmes,
        |code: &ProgrammeCode| names.programme(code),
    );
    let (organisations, any_organisation) = offered(
        &givers,
        |scope| scope.organisation,
        &names.organisations,
        |id: &OrganisationId| names.organisation(*id),
    );
    let (territories, any_territory) = offered(
        &givers,
        |scope| scope.territory.clone(),
        &names.territories,
        |code: &TerritoryCode| names.territory(code),
    );
    let every = desk.say("grant-no-limit");
    let blank = |any: bool| if any { Some(every.clone()) } else { None };
    json!({
        "roles": roles,
        "programmes": programmes, "any_programme": blank(any_programme),
        "organisations": organisations, "any_organisation": blank(any_organisation),
        "territories": territories, "any_territory": blank(any_territory),
    })
}

/// The choices of one dimension, and whether it may be left open: all of them when some scope of the giver's leaves it
/// open, else those of the scopes.
fn offered<T: Clone + PartialEq + ToString>(
    givers: &[&Scope],
    dimension: impl Fn(&Scope) -> Option<T>,
    all: &[(T, String)],
    name: impl Fn(&T) -> String,
) -> (Vec<Choice>, bool) {
    let limits: Vec<Option<T>> = givers.iter().map(|scope| dimension(scope)).collect();
    if limits.iter().any(Option::is_none) {
        return (all.iter().map(|(value, label)| Choice::new(value.to_string(), label.clone())).collect(), true);
    }
    let mut own: Vec<T> = Vec::new();
    for limit in limits.into_iter().flatten() {
        if !own.contains(&limit) {
            own.push(limit);
        }
    }
    (own.iter().map(|value| Choice::new(value.to_string(), name(value))).collect(), false)
}
