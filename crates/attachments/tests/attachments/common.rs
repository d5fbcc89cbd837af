//! What the tests of this slice share: a store, a place, an invented person, a key.

use attachments::rules::attachment::{AttachmentKind, Media};
use attachments::safe::{InstallationKey, Kept};
use attachments::store::contents::Said;
use kernel::{MemberId, OrganisationId, PersonId};
use people::rules::person::Sex;
use people::store::households::{self, Household, Newcomer, Place};
use people::store::persons::{Identity, Person};
use store::{Db, Reach, Scope, Store, System};
use testkit::Engine;

pub(crate) async fn fresh(engine: Engine) -> Store {
    let modules =
        [accounts::module(), network::module(), programmes::module(), people::module(), attachments::module()];
    let steps: Vec<_> = modules.into_iter().flat_map(|module| module.steps).collect();
    engine.store(&steps).await
}

pub(crate) fn place(organisation: OrganisationId) -> Place {
    Place { programme: "fra-noi".parse().unwrap(), organisation, territory: "lombardia".parse().unwrap() }
}

/// Somebody known at a place.
pub(crate) async fn somebody(store: &Store, at: &Place, given: &str) -> PersonId {
    let person = Person::new(Sex::Female, "1990-03-12".parse().ok(), "NG".parse().ok());
    let identity = Identity::new(person.id, given, "Bah");
    let id = person.id;
    let db = store.system(System::Demo);
    households::create(&db, Household::new(db.now()), at, Newcomer::new(person, identity)).await.unwrap();
    id
}

/// A handle of a member at a place, with names or without.
pub(crate) fn handle(store: &Store, at: &Place, names: bool) -> Db {
    let scope = Scope { organisation: Some(at.organisation), names, ..Scope::default() };
    let member = MemberId::fresh();
    store.for_member(member, "edit-attachments", Reach::of(member, vec![scope]))
}

pub(crate) fn key() -> InstallationKey {
    InstallationKey::of_bytes([9; 32])
}

pub(crate) fn said(kind: AttachmentKind, expires_on: Option<&str>) -> Said {
    Said { kind, expires_on: expires_on.map(|day| day.parse().unwrap()), note: Some("Copia".into()) }
}

pub(crate) fn pdf(text: &str) -> Kept {
    let bytes = format!("%PDF-1.7 {text}").into_bytes();
    Kept { name: "permesso.pdf".into(), media: Media::Pdf, bytes, name_agreed: true }
}
