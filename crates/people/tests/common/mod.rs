//! What the tests of this slice share: a store, places, invented people.

use kernel::OrganisationId;
use people::rules::person::Sex;
use people::store::households::{self, Household, Newcomer, Place};
use people::store::persons::{Identity, Person};
use store::{Step, Store, System};
use testkit::Engine;

pub(crate) fn steps() -> Vec<Step> {
    [accounts::module().steps, network::module().steps, programmes::module().steps, people::module().steps].concat()
}

pub(crate) async fn fresh(engine: Engine) -> Store {
    engine.store(&steps()).await
}

/// A place of Fra Noi.
pub(crate) fn place(organisation: OrganisationId, territory: &str) -> Place {
    Place { programme: "fra-noi".parse().unwrap(), organisation, territory: territory.parse().unwrap() }
}

pub(crate) fn somebody(given: &str, family: &str, born: &str) -> (Person, Identity) {
    let person = Person::new(Sex::Female, born.parse().ok(), "NG".parse().ok());
    let identity = Identity::new(person.id, given, family);
    (person, identity)
}

/// A household of one, at a place.
pub(crate) async fn household(store: &Store, at: &Place, given: &str, family: &str, born: &str) -> Household {
    let (person, identity) = somebody(given, family, born);
    let db = store.system(System::Demo);
    households::create(&db, Household::new(db.now()), at, Newcomer::new(person, identity)).await.unwrap()
}
