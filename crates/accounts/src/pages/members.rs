//! The members within one's reach, and what can be done with their access.

use kernel::{MemberId, Role};
use serde_json::json;
use store::{Db, Order};
use web::{
    Answer, Caller, Desk, Field, Filters, Flash, Form, Id, Kind, May, Posted, Problem, Sorting, Threshold, list_links,
    words_of,
};

use super::grants::{grant_choices, is_revocable, new_grant};
use super::role_words;
use crate::directory::Names;
use crate::permissions::{GiveGrants, ManageMembers, ViewMembers};
use crate::rules::{MemberRefusal, may_keep};
use crate::secret;
use crate::store::{
    Member, NewMember, RoleGrant, add_member, close_access, end_other_sessions, give_password, grants_of, held_member,
    reopen_access, sorted_members,
};

/// How the list of members may be narrowed.
pub(crate) const FILTERS: &[Field] = &[Field::new("q", Kind::Text(120), "The beginning of a name or of an e-mail.")];

const SORTINGS: &[Sorting] = &[Sorting { by: "name", order: Order::Rising }];

/// What a member is added from: the person, and the first role.
const NEW_MEMBER: &[Field] = &[
    Field::new("name", Kind::Text(120), "The name.").required(),
    Field::new("email", Kind::Text(320), "The e-mail, which no other member has.").required(),
    Field::new("role", Kind::Word(words_of!(Role)), "The first role.").required(),
    Field::new("programme", Kind::Code, "Only in this programme."),
    Field::new("organisation", Kind::Id, "Only of this organisation."),
    Field::new("territory", Kind::Code, "Only in this territory."),
    Field::new("from", Kind::Day, "From this day; from today when left out."),
    Field::new("to", Kind::Day, "To this day, counted in."),
];

pub(crate) async fn index(may: May<ViewMembers>, filters: Filters) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let page = sorted_members(&may.db, filters.0.typed("q")).page(filters.page(25)).await?;
    let list = list_links(may.path(), &filters, &page, SORTINGS);
    let roles = roles_of(&may.db, &page.items).await?;
    let today = may.db.today();
    let rows: Vec<_> = page
        .items
        .iter()
        .map(|member| {
            let mut held: Vec<Role> =
                roles.iter().filter(|g| g.member_id == member.id && g.is_valid_on(today)).map(|g| g.role).collect();
            held.sort_unstable();
            held.dedup();
            let held: Vec<String> = held.into_iter().map(|role| role_words(&may, role)).collect();
            json!({ "id": member.id, "name": member.name, "email": member.email, "active": member.active, "roles": held })
        })
        .collect();
    let may_add = may.may::<ManageMembers>();
    may.form("members/index.html", &filters.0, json!({ "rows": rows, "list": list, "may_add": may_add }))
}

/// The grants of some members within reach.
pub(crate) async fn roles_of(db: &Db, members: &[Member]) -> store::Stored<Vec<RoleGrant>> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = RoleGrant::member_id.is_in(members.iter().map(|member| member.id));
    db.rows::<RoleGrant>().filter(theirs).sort(RoleGrant::id, Order::Rising).all().await
}

pub(crate) async fn blank(may: May<ManageMembers>, names: Names) -> Answer {
    new_page(&may, &names, &Form::blank().with("from", may.db.today()))
}

pub(crate) async fn create(may: May<ManageMembers>, names: Names, Posted(mut form): Posted) -> Answer {
    let fine = form.check(NEW_MEMBER);
    let Some(grant) = (if fine { new_grant(&mut form, may.caller(), may.db.today()) } else { None }) else {
        return new_page(&may, &names, &form);
    };
    let password = secret::random_password();
    let new = NewMember {
        email: form.typed("email").to_owned(),
        name: form.typed("name").to_owned(),
        password_hash: Some(secret::hashed(password.clone()).await),
        language: Some(may.language()),
        grants: vec![grant],
    };
    match add_member(&may.db, new).await? {
        Ok(member) => shown_once(&may, &member, &password, true),
        Err(refusal) => {
            form.refuse(&refusal);
            new_page(&may, &names, &form)
        }
    }
}

fn new_page(may: &May<ManageMembers>, names: &Names, form: &Form) -> Answer {
    may.form("members/edit.html", form, json!({ "choices": grant_choices(may, &may.caller().grants, names) }))
}

/// The page that shows an initial password: once, and to whoever made it.
fn shown_once(desk: &Desk, member: &Member, password: &str, added: bool) -> Answer {
    let context =
        json!({ "id": member.id, "name": member.name, "email": member.email, "password": password, "added": added });
    desk.page("members/password.html", context)
}

pub(crate) async fn show(may: May<ViewMembers>, names: Names, Id(id): Id<MemberId>) -> Answer {
    let form = Form::blank().with("from", may.db.today());
    page(&may.desk, may.caller(), &may.db, &names, id, &form).await
}

/// The page of one member, with the form for a new role as it came back.
pub(crate) async fn page(desk: &Desk, caller: &Caller, db: &Db, names: &Names, id: MemberId, form: &Form) -> Answer {
    let member = held_member(db, id).await?;
    let grants =
        db.rows::<RoleGrant>().filter(RoleGrant::member_id.eq(id)).sort(RoleGrant::id, Order::Falling).all().await?;
    let today = db.today();
    let may_give = desk.may::<GiveGrants>();
    let row = |grant: &RoleGrant| {
        let state = match (grant.revoked_at, grant.is_valid_on(today), grant.from_day > today) {
            (Some(_), ..) => "revoked",
            (None, true, _) => "valid",
            (None, false, true) => "to-come",
            (None, false, false) => "ended",
        };
        let lasting = matches!(state, "valid" | "to-come");
        json!({
            "id": grant.id,
            "role": role_words(desk, grant.role),
            "place": names.place(desk, &grant.held().scope),
            "from": grant.from_day,
            "to": grant.to_day,
            "state": state,
            "may_revoke": may_give && lasting && is_revocable(caller, grant).is_ok(),
        })
    };
    let rows: Vec<_> = grants.iter().map(row).collect();
    let context = json!({
        "member": {
            "id": id, "name": member.name, "email": member.email, "active": member.active, "since": member.created,
        },
        "grants": rows,
        "may_give": may_give,
        "may_manage": desk.may::<ManageMembers>() && id != caller.member,
        "choices": grant_choices(desk, &caller.grants, names),
    });
    desk.form("members/show.html", form, context)
}

pub(crate) async fn close(may: May<ManageMembers>, door: Threshold, Id(id): Id<MemberId>, Posted(_): Posted) -> Answer {
    let member = kept(&may, &door, id).await?;
    close_access(&may.db, member).await?;
    end_other_sessions(&door.db, id, "").await?;
    may.see_done(&format!("/members/{id}"), Flash("member-closed"))
}

pub(crate) async fn reopen(
    may: May<ManageMembers>,
    door: Threshold,
    Id(id): Id<MemberId>,
    Posted(_): Posted,
) -> Answer {
    let member = kept(&may, &door, id).await?;
    reopen_access(&may.db, member).await?;
    may.see_done(&format!("/members/{id}"), Flash("member-reopened"))
}

pub(crate) async fn password(
    may: May<ManageMembers>,
    door: Threshold,
    Id(id): Id<MemberId>,
    Posted(_): Posted,
) -> Answer {
    let member = kept(&may, &door, id).await?;
    let password = secret::random_password();
    let hash = secret::hashed(password.clone()).await;
    let member = give_password(&may.db, &door.db, member, hash).await?;
    shown_once(&may, &member, &password, false)
}

/// A member whose access the caller may open and close: all roles that last are looked at, also beyond the caller's
/// reach, hence through the door's handle.
async fn kept(may: &May<ManageMembers>, door: &Threshold, id: MemberId) -> Result<store::Held<Member>, Problem> {
    let member = held_member(&may.db, id).await?;
    if id == may.caller().member {
        return Err(Problem::refused(&MemberRefusal::Oneself));
    }
    let today = may.db.today();
    let lasting = |grant: &RoleGrant| grant.revoked_at.is_none() && grant.to_day.is_none_or(|to| today <= to);
    let theirs: Vec<_> = grants_of(&door.db, id).await?.iter().filter(|g| lasting(g)).map(RoleGrant::held).collect();
    if may_keep(&may.caller().grants, &theirs) { Ok(member) } else { Err(Problem::refused(&MemberRefusal::HoldsMore)) }
}
