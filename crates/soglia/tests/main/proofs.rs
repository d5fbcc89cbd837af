//! The two printed proofs, and what they rest on: what is out of reach reads as not there.

use std::fmt::Write as _;

use accounts::RoleGrant;
use kernel::{Role, Uuid};
use store::Order;
use testkit::{Engine, printed};
use web::{Language, RouteCard};

use super::world::{Asker, Ids, Told, World, full_pathway, ids_of};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_permission_is_printed_with_its_roles() {
    let world = World::fresh(Engine::Sqlite, 50).await;
    let mut text =
        String::from("Which role holds which permission. Printed by the tests; read every change of it.\n\n");
    for role in Role::ALL {
        let _ = writeln!(text, "{} {role}", letter(*role));
    }
    text.push('\n');
    let mut permissions = world.web.permissions().to_vec();
    permissions.sort_by_key(|permission| permission.name);
    for permission in permissions {
        let held: String =
            Role::ALL.iter().map(|role| if permission.roles.contains(role) { letter(*role) } else { '·' }).collect();
        let shared = permission.shared.map_or_else(String::new, |what| format!(" (Also what is shared: {what}.)"));
        let _ = writeln!(text, "{:<22} {held}  {}{shared}", permission.name, permission.says);
    }
    printed("docs/proofs/role-permission.txt", &text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_permission_is_said_in_every_language_of_the_pages() {
    let world = World::fresh(Engine::Sqlite, 50).await;
    for permission in world.web.permissions().iter().filter(|permission| permission.name != "anyone") {
        for language in Language::ALL {
            let key = format!("permission-{}", permission.name);
            assert!(world.web.texts().find(*language, &key, &[]).is_some(), "{key} in {language}");
        }
    }
}

fn letter(role: Role) -> char {
    match role {
        Role::CaseWorker => 'W',
        Role::Coordinator => 'C',
        Role::PartnerAdministrator => 'P',
        Role::LeadPartner => 'L',
        Role::BoardMember => 'B',
        Role::Trainer => 'T',
        Role::MobileTeam => 'M',
        Role::MonitoringOfficer => 'O',
        Role::Evaluator => 'E',
        Role::SystemAdministrator => 'S',
    }
}

/// The path of a route with every name in it filled. A noun that is not known here fails the proof: a new route must
/// be given something to name.
fn filled(card: &RouteCard, ids: &Ids) -> String {
    let parts: Vec<&str> = card.path.split('/').collect();
    let filled = parts.iter().enumerate().map(|(at, part)| match *part {
        "{id}" => {
            let noun = parts[at - 1];
            ids.get(noun).cloned().unwrap_or_else(|| panic!("{}: what is one of the {noun}?", card.path))
        }
        name if name.starts_with('{') => {
            ids.get(name).cloned().unwrap_or_else(|| panic!("{}: what is {name}?", card.path))
        }
        plain => plain.to_owned(),
    });
    filled.collect::<Vec<_>>().join("/")
}

/// Names that are no ids of a household's, and the directory's own.
async fn common_ids(world: &World, ids: &mut Ids) {
    let db = world.db();
    let organisation = db.rows::<network::store::organisations::Organisation>().one().await.unwrap();
    let evaluator = world.member(Role::Evaluator).await;
    let grant = db.rows::<RoleGrant>().filter(RoleGrant::member_id.eq(evaluator)).one().await.unwrap();
    let token = db
        .rows::<accounts::store::ApiToken>()
        .sort(accounts::store::ApiToken::id, Order::Rising)
        .first()
        .await
        .unwrap();
    ids.insert("organisations", organisation.id.to_string());
    ids.insert("members", evaluator.to_string());
    ids.insert("grants", grant.id.to_string());
    ids.insert("{grant}", grant.id.to_string());
    ids.insert("tokens", token.map_or_else(|| Uuid::now_v7().to_string(), |token| token.id.to_string()));
    for noun in ["tasks", "interpreters", "reminders", "works"] {
        ids.insert(noun, Uuid::now_v7().to_string());
    }
    for (name, value) in [
        ("{kind}", "home"),
        ("{secret}", "unknown.ics"),
        ("{code}", "fra-noi-2"),
        ("{programme}", "fra-noi-2"),
        ("{name}", "soglia.css"),
    ] {
        ids.insert(name, value.to_owned());
    }
}

async fn asked(world: &World, asker: Option<&Asker>, card: &RouteCard, path: &str) -> Told {
    let is_get = card.method == "GET";
    if card.path.starts_with("/api/") || card.api.is_some() {
        let body = (!is_get).then(|| "{}".to_owned());
        return world.call(asker, card.method.as_str(), path, body).await;
    }
    match asker {
        Some(asker) if !is_get => world.post(asker, path, &[]).await,
        _ => world.call(asker, card.method.as_str(), path, None).await,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_is_printed_with_its_answer_to_every_role() {
    let world = World::fresh(Engine::Sqlite, 600).await;
    let mut ids = ids_of(&world, &full_pathway(&world, true).await).await;
    common_ids(&world, &mut ids).await;
    let mut cards = world.web.cards().to_vec();
    cards.sort_by(|one, other| (one.path, one.method.as_str()).cmp(&(other.path, other.method.as_str())));
    let mut lines: Vec<String> = cards
        .iter()
        .map(|card| format!("{:<6} {:<52} {:<22}", card.method.as_str(), card.path, card.permission.name))
        .collect();

    for role in std::iter::once(None).chain(Role::ALL.iter().copied().map(Some)) {
        // A world for each role, since some routes change it.
        let world = world.copy().await;
        let mut asker = None;
        for (line, card) in lines.iter_mut().zip(&cards) {
            if let Some(role) = role.filter(|_| asker.is_none()) {
                asker = Some(world.asker(role).await);
            }
            let path = match card.path {
                "/language/{code}" => "/language/it".to_owned(),
                _ => filled(card, &ids),
            };
            let told = asked(&world, asker.as_ref(), card, &path).await;
            // What was sent may have ended the session or the token.
            if ["sign-out", "account", "tokens", "members", "grants"].iter().any(|noun| card.path.contains(noun)) {
                asker = None;
            }
            let _ = write!(line, " {}", told.status);
            assert!(told.status < 500, "{} {path} as {role:?}: {}", card.method, told.body);
            let may = role.is_some_and(|role| card.permission.roles.contains(&role));
            let refused = match role {
                _ if card.permission.name == "anyone" => false,
                None => told.status == 401 || told.location.as_ref().is_some_and(|to| to.starts_with("/sign-in")),
                Some(_) => matches!(told.status, 403 | 404),
            };
            if card.permission.name != "anyone" && !may {
                assert!(
                    refused,
                    "{} {path} answers {} to {role:?}, who lacks {}",
                    card.method, told.status, card.permission.name
                );
            }
            if may {
                assert_ne!(
                    told.status, 403,
                    "{} {path} refuses {role:?}, who holds {}: {}",
                    card.method, card.permission.name, told.body
                );
            }
        }
    }
    let roles: String = Role::ALL.iter().map(|role| format!(" {:>3}", letter(*role))).collect();
    let head = format!(
        "What every route answers to every role, when it is sent nothing. `–` is nobody signed in; the letters are those of\n\
         role-permission.txt. 422 means: let in, and asked for the missing fields. Printed by the tests.\n\n{:<82}   –{roles}\n",
        ""
    );
    printed("docs/proofs/route-role.txt", &format!("{head}{}\n", lines.join("\n")));
}

/// A page or problem without what differs from request to request: the ids asked for, the session's token.
fn plain(told: &Told, ids: &[String], asker: &Asker) -> (u16, String) {
    let body = ids.iter().fold(told.body.clone(), |body, id| body.replace(id, "ID"));
    (told.status, body.replace(&asker.csrf, "CSRF"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_partner_s_id_an_unknown_id_and_a_revoked_grant_answer_alike() {
    let world = World::fresh(Engine::Sqlite, 900).await;
    let foreign = ids_of(&world, &full_pathway(&world, false).await).await;
    let own = ids_of(&world, &full_pathway(&world, true).await).await;
    let cards: Vec<RouteCard> = world
        .web
        .cards()
        .iter()
        .filter(|card| {
            card.path
                .split('/')
                .zip(card.path.split('/').skip(1))
                .any(|(noun, id)| id == "{id}" && own.contains_key(noun))
        })
        .cloned()
        .collect();
    assert!(cards.len() > 30, "the routes that name something of a household: {}", cards.len());
    let worker = world.asker(Role::CaseWorker).await;
    let unknown: Ids = own.keys().map(|noun| (*noun, Uuid::now_v7().to_string())).collect();
    let of = |card: &RouteCard, ids: &Ids| {
        let path = filled(card, ids);
        let named: Vec<String> = ids.values().filter(|id| path.contains(id.as_str())).cloned().collect();
        (path, named)
    };
    for card in &cards {
        let (theirs, their_id) = of(card, &foreign);
        let (nobodys, no_id) = of(card, &unknown);
        let one = plain(&asked(&world, Some(&worker), card, &theirs).await, &their_id, &worker);
        let other = plain(&asked(&world, Some(&worker), card, &nobodys).await, &no_id, &worker);
        assert_eq!(one, other, "{} {}", card.method, card.path);
        assert!(reads_as_not_there(one.0), "{} {} answers {}", card.method, card.path, one.0);
    }

    let member = world.member(Role::CaseWorker).await;
    for grant in accounts::store::grants_of(&world.db(), member).await.unwrap() {
        let held = world.db().held::<RoleGrant>(grant.id).await.unwrap();
        accounts::store::revoke_grant(&world.db(), held).await.unwrap();
    }
    for card in &cards {
        let (ours, our_id) = of(card, &own);
        let (nobodys, no_id) = of(card, &unknown);
        let one = plain(&asked(&world, Some(&worker), card, &ours).await, &our_id, &worker);
        let other = plain(&asked(&world, Some(&worker), card, &nobodys).await, &no_id, &worker);
        assert_eq!(one, other, "{} {}", card.method, card.path);
        assert_eq!(one.0, 404, "{} {}", card.method, card.path);
    }
}

/// 404; or 303, where the browser's way back from a form's address leads to the page of the thing itself, whatever the
/// id: that page answers 404.
fn reads_as_not_there(status: u16) -> bool {
    matches!(status, 404 | 303)
}
