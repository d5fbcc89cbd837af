//! Who comes in, and how far: members, sign-in, sessions, API tokens, roles and grants; and what each member has begun to
//! write and not sent yet.
//!
//! Every request asks this slice anew who is behind its cookie or token; nothing is cached, so whatever is taken back
//! counts no more at the next request. Absent on purpose: organisations and programmes (they stand above, and are
//! named through [`Directory`]), passwords sent by mail, questions for forgotten passwords.

mod api;
mod directory;
mod doorkeeper;
mod migrations;
mod pages;
pub mod permissions;
pub mod rules;
mod secret;
pub mod store;

pub use directory::{Directory, SampleSignIn, SampleSignIns};
pub use doorkeeper::Accounts;
pub use migrations::steps;
pub use rules::{Circle, NewGrant};
pub use secret::{hash_password, random_password};
pub use store::{Member, NewMember, NewToken, RoleGrant, add_member, give_grant, make_token, own_belongings};

use axum::http::Method;
use web::api::ApiCard;
use web::{Anyone, Caller, Menu, Module, Nav, Routes, SignedIn};

use self::permissions::{GiveGrants, ManageMembers, UseCircles, ViewMembers};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    Module {
        routes: page_routes().and(api_routes()),
        steps: steps(),
        permissions: permissions::ALL,
        nav: vec![
            Nav {
                menu: Menu::Network,
                href: "/members",
                label: "nav-members",
                icon: "it-user",
                place: 70,
                may: Caller::may::<ViewMembers>,
            },
            Nav {
                menu: Menu::Network,
                href: "/circles",
                label: "nav-circles",
                icon: "it-user",
                place: 75,
                may: Caller::may::<UseCircles>,
            },
        ],
        template: web::templates_of!(),
        texts: web::texts_of!(),
        ..Module::new("accounts")
    }
}

fn page_routes() -> Routes {
    Routes::new()
        .get(Anyone, "/sign-in", pages::sign_in::show)
        .post(Anyone, "/sign-in", pages::sign_in::enter)
        .post(SignedIn, "/sign-out", pages::sign_in::leave)
        .get(SignedIn, "/account", pages::account::show)
        .post(SignedIn, "/account", pages::account::update)
        .post(SignedIn, "/account/password", pages::account::password)
        .post(SignedIn, "/account/tokens", pages::tokens::create)
        .post(SignedIn, "/account/tokens/{id}/revoke", pages::tokens::revoke)
        .get(SignedIn, "/drafts", pages::drafts::index)
        .post(SignedIn, "/drafts", pages::drafts::keep)
        .get(SignedIn, "/drafts/kept", pages::drafts::kept_of)
        .post(SignedIn, "/drafts/discard", pages::drafts::discard)
        .get(ViewMembers, "/members", pages::members::index)
        .get(ManageMembers, "/members/new", pages::members::blank)
        .post(ManageMembers, "/members/new", pages::members::create)
        .get(ViewMembers, "/members/{id}", pages::members::show)
        .post(ManageMembers, "/members/{id}/deactivate", pages::members::close)
        .post(ManageMembers, "/members/{id}/reactivate", pages::members::reopen)
        .post(ManageMembers, "/members/{id}/password", pages::members::password)
        .post(GiveGrants, "/members/{id}/grants", pages::grants::give)
        .post(GiveGrants, "/members/{id}/grants/{grant}/revoke", pages::grants::revoke)
        .get(UseCircles, "/circles", pages::circles::index)
        .post(UseCircles, "/circles", pages::circles::create)
        .post(UseCircles, "/circles/{id}/end", pages::circles::end)
}

fn api_routes() -> Routes {
    use api::account::{AccountOut, TokenMadeOut, TokenOut};
    use api::members::{GrantOut, MemberOut};
    Routes::new()
        .api(
            SignedIn,
            Method::GET,
            "/api/v1/account",
            api::account::show,
            ApiCard::new("Who asks: the member, the roles that count today, the permissions.").gives::<AccountOut>(),
        )
        .api(
            SignedIn,
            Method::GET,
            "/api/v1/tokens",
            api::account::tokens,
            ApiCard::new("One's own API tokens, without their secrets.").lists_all::<TokenOut>(),
        )
        .api(
            SignedIn,
            Method::POST,
            "/api/v1/tokens",
            api::account::make,
            ApiCard::new("Makes an API token, never wider than its maker.")
                .takes(pages::tokens::TOKEN)
                .makes::<TokenMadeOut>(),
        )
        .api(
            SignedIn,
            Method::POST,
            "/api/v1/tokens/{id}/revocation",
            api::account::revoke,
            ApiCard::new("Takes an API token back, from the next request on.").gives::<TokenOut>(),
        )
        .api(
            ViewMembers,
            Method::GET,
            "/api/v1/members",
            api::members::list,
            ApiCard::new("The members within reach, by name, with their roles.")
                .asks(pages::members::FILTERS)
                .lists::<MemberOut>(),
        )
        .api(
            GiveGrants,
            Method::POST,
            "/api/v1/members/{id}/grants",
            api::members::give,
            ApiCard::new("Gives a member a role, never beyond one's own.")
                .takes(pages::grants::GRANT)
                .makes::<GrantOut>(),
        )
        .api(
            GiveGrants,
            Method::POST,
            "/api/v1/grants/{id}/revocation",
            api::members::revoke,
            ApiCard::new("Takes a role back, from the next request on.").gives::<GrantOut>(),
        )
        .api(
            UseCircles,
            Method::GET,
            "/api/v1/circles",
            api::circles::list,
            ApiCard::new("Who belongs to one's professions and teams, which seal notes.")
                .lists_all::<pages::circles::BelongingOut>(),
        )
        .api(
            UseCircles,
            Method::POST,
            "/api/v1/circles",
            api::circles::create,
            ApiCard::new("Lets a colleague into a profession or team.")
                .takes(pages::circles::BELONGING)
                .makes::<pages::circles::BelongingOut>(),
        )
        .api(
            UseCircles,
            Method::POST,
            "/api/v1/circles/{id}/end",
            api::circles::end,
            ApiCard::new("Takes somebody out of a profession or team, from the next request on.")
                .lists_all::<pages::circles::BelongingOut>(),
        )
}
