//! The pages of this slice.

pub mod attachments;
pub mod download;
pub mod erasure;
pub mod upload;

use kernel::PersonId;
use people::store::persons::{Identity, Person};
use serde::Serialize;
use store::{Db, Stored};
use web::Desk;

/// Whose attachments a page shows.
#[derive(Debug, Serialize)]
pub(crate) struct Whose {
    id: PersonId,
    name: String,
}

/// The person within reach of a handle, by name. Attachments are only for those who read names.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the person, or the name, lies out of reach.
pub(crate) async fn whose(db: &Db, person: PersonId) -> Stored<Whose> {
    db.rows::<Person>().id(person).one().await?;
    let identity = db.rows::<Identity>().id(person).one().await?;
    Ok(Whose { id: person, name: identity.name() })
}

/// One choice of a list.
#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    value: &'static str,
    label: String,
}

pub(crate) fn choices<'w>(desk: &Desk, stem: &str, words: impl IntoIterator<Item = &'w &'static str>) -> Vec<Choice> {
    words.into_iter().map(|word| Choice { value: word, label: desk.say(&format!("{stem}-{word}")) }).collect()
}
