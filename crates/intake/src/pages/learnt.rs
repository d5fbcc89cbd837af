//! What was learnt of each sender's column headers: seen, and forgotten where it was learnt wrongly.
//!
//! Senders are named as they are compared, folded: how a name was written differs from file to file.

use std::collections::HashMap;

use kernel::OrganisationId;
use network::store::organisations;
use serde::Serialize;
use store::{Db, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Flash, Form, May, Posted, Problem};

use crate::permissions::ImportReferrals;
use crate::rules::header::Meaning;
use crate::store::learnt::{self, Forgetting, SenderHeader};

/// What is to be forgotten.
pub const FORGETTING: &[Field] = &[
    Field::new("organisation", Kind::Id, "The partner that receives the sheets.").required(),
    Field::new("sender", Kind::Text(200), "Whose sheets.").required(),
    Field::new("header", Kind::Text(200), "Which headers: one or a list of them."),
    Field::new("all", Kind::Flag, "Everything that was learnt of the sender."),
];

/// A sender, with what was learnt.
#[derive(Debug, Serialize)]
struct SenderShown {
    organisation: OrganisationId,
    partner: String,
    sender: String,
    headers: Vec<HeaderShown>,
}

#[derive(Debug, Serialize)]
struct HeaderShown {
    header: String,
    meaning: Option<Meaning>,
}

#[derive(Serialize)]
struct Index {
    senders: Vec<SenderShown>,
}

/// What was learnt, sender by sender.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ImportReferrals>) -> Answer {
    let context = context(&may.db).await?;
    may.form("imports/learnt.html", &Form::blank(), context)
}

async fn context(db: &Db) -> Stored<Index> {
    let rows = learnt::all(db).await?;
    let partners = organisations::names_of(db, rows.iter().map(|row| row.organisation_id)).await?;
    Ok(Index { senders: by_sender(rows, &partners) })
}

/// Rows in the order of their senders, as one entry for each.
fn by_sender(rows: Vec<SenderHeader>, partners: &HashMap<OrganisationId, String>) -> Vec<SenderShown> {
    let mut senders: Vec<SenderShown> = Vec::new();
    for row in rows {
        let meaning = row.meaning.as_deref().and_then(Meaning::from_word);
        let shown = HeaderShown { header: row.header, meaning };
        match senders.last_mut() {
            Some(last) if last.organisation == row.organisation_id && last.sender == row.sender => {
                last.headers.push(shown);
            }
            _ => senders.push(SenderShown {
                organisation: row.organisation_id,
                partner: partners.get(&row.organisation_id).cloned().unwrap_or_default(),
                sender: row.sender,
                headers: vec![shown],
            }),
        }
    }
    senders
}

/// Forgets some headers of a sender, or all.
///
/// # Errors
/// When nothing of the kind was learnt within reach.
pub async fn forget(may: May<ImportReferrals>, Posted(mut form): Posted) -> Answer {
    let Some(what) = read(&mut form) else {
        let context = context(&may.db).await?;
        return may.form("imports/learnt.html", &form, context);
    };
    forgotten(&may.db, &what).await?;
    may.see_done("/imports/learnt", Flash("learnt-forgotten"))
}

/// Reads what is to be forgotten; notes what is wrong in the form.
pub(crate) fn read(form: &mut Form) -> Option<Forgetting> {
    form.check(FORGETTING);
    let headers: Vec<String> = form.all("header").into_iter().filter(|header| !header.is_empty()).collect();
    if headers.is_empty() && !form.flag("all") && form.errors().is_empty() {
        form.fail(FieldError::new("header", "nothing-to-forget"));
    }
    if !form.errors().is_empty() {
        return None;
    }
    let headers = (!form.flag("all")).then_some(headers);
    Some(Forgetting { organisation: form.value("organisation")?, sender: form.text("sender")?, headers })
}

/// Forgets, and says how many headers.
pub(crate) async fn forgotten(db: &Db, what: &Forgetting) -> Result<u64, Problem> {
    match learnt::forget(db, what).await? {
        0 => Err(Problem::NotFound),
        some => Ok(some),
    }
}
