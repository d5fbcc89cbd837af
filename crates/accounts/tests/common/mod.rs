//! What the tests of this slice share: a store with a clock to move, members with roles.

use accounts::{Member, NewGrant, NewMember, add_member};
use kernel::{Clock, OrganisationId, Role};
use store::{Store, System};
use testkit::Engine;

/// The password of every member of the tests.
pub(crate) const PASSWORD: &str = "quattro pecore blu";

/// A fresh store, and the clock it runs by.
pub(crate) async fn fresh(engine: Engine) -> (Store, Clock) {
    let clock = testkit::clock();
    let store = Store::open(&engine.fresh().await, clock.clone(), &accounts::steps()).await.unwrap();
    (store, clock)
}

/// A role in one organisation; in the whole network, when there is none.
pub(crate) fn role(role: Role, organisation: Option<OrganisationId>) -> NewGrant {
    NewGrant { organisation, ..NewGrant::everywhere(role, testkit::today()) }
}

/// Adds a member whose e-mail begins with the first name, and whose password is of the own choosing.
pub(crate) async fn member(store: &Store, name: &str, grants: Vec<NewGrant>) -> Member {
    static HASH: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| accounts::hash_password(PASSWORD));
    let first = name.split(' ').next().unwrap().to_lowercase();
    let new = NewMember {
        email: format!("{first}@esempio.it"),
        name: name.to_owned(),
        password_hash: Some(HASH.clone()),
        language: None,
        grants,
    };
    let member = add_member(&store.system(System::CommandLine), new).await.unwrap().unwrap();
    let mut change = store.system(System::SignIn).change().await.unwrap();
    change.set::<Member, _>(Member::id.eq(member.id), Member::password_given, None).await.unwrap();
    change.commit_at_the_door().await.unwrap();
    Member { password_given: None, ..member }
}
