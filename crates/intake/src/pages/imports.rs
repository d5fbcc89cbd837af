//! The imports within reach, and the form that sends a file.

use std::sync::Arc;

use axum::Extension;
use kernel::{Moment, OrganisationId, ProgrammeCode, TerritoryCode};
use network::store::organisations;
use pathways::pages::referral_form::{Places, places, with_usual_place};
use programmes::catalogue::Catalogue;
use programmes::definition::Programme;
use programmes::rules::Recipient;
use serde::Serialize;
use store::{Db, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Flash, Form, ListLinks, May, Uploaded, list_links};

use crate::permissions::ImportReferrals;
use crate::read;
use crate::rules::import::ImportStatus;
use crate::store::imports::{self, ImportId, Sending, SheetImport};

/// The definitions at hand.
pub(crate) type Programmes = Extension<Arc<Catalogue>>;

/// What is said of a file that is sent. The file itself comes as `file`.
pub const SENDING: &[Field] = &[
    Field::new("programme", Kind::Code, "The programme that the households are referred to.").required(),
    Field::new("organisation", Kind::Id, "The partner that receives them.").required(),
    Field::new("territory", Kind::Code, "The territory of all households; left out, each goes where its town lies."),
    Field::new("sender", Kind::Text(200), "Who sent the file: what its headers mean is learnt for this sender."),
];

#[derive(Serialize)]
struct Index {
    rows: Vec<Line>,
    list: ListLinks,
}

#[derive(Serialize)]
struct Line {
    id: ImportId,
    file_name: String,
    sender: Option<String>,
    programme: String,
    partner: String,
    status: ImportStatus,
    last_activity: Moment,
}

/// The imports within reach.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ImportReferrals>, filters: Filters, catalogue: Programmes) -> Answer {
    let filters = filters.forgiving(&[]);
    let page = imports::page(&may.db, filters.page(25)).await?;
    let list = list_links("/imports", &filters, &page, &[]);
    let partners = organisations::names_of(&may.db, page.items.iter().map(|row| row.organisation_id)).await?;
    let rows = page.items.into_iter().map(|row| Line {
        id: row.id,
        programme: catalogue.name(&row.programme),
        partner: partners.get(&row.organisation_id).cloned().unwrap_or_default(),
        file_name: row.file_name,
        sender: row.sender,
        status: row.status,
        last_activity: row.last_activity,
    });
    may.page("imports/index.html", Index { rows: rows.collect(), list })
}

#[derive(Serialize)]
struct New {
    places: Places,
    largest: usize,
}

/// The form that sends a file.
///
/// # Errors
/// When the database fails.
pub async fn blank(may: May<ImportReferrals>, catalogue: Programmes) -> Answer {
    new_page(&may, Form::blank(), &catalogue).await
}

async fn new_page(may: &May<ImportReferrals>, form: Form, catalogue: &Catalogue) -> Answer {
    let places = places(&may.db, &catalogue.active(&may.db).await?).await?;
    let form = with_usual_place(form, &may.db, &places);
    may.form("imports/new.html", &form, New { places, largest: read::LARGEST_FILE >> 20 })
}

/// Keeps a file, and shows what it comes to. One that is known already is shown as it stands.
///
/// # Errors
/// When the database fails.
pub async fn create(may: May<ImportReferrals>, catalogue: Programmes, mut sent: Uploaded) -> Answer {
    sent.form.check(SENDING);
    let file = sent.file("file");
    let running = catalogue.active(&may.db).await?;
    let sending = read_sending(&mut sent.form, &may.db, &running);
    if let Some(file) = &file
        && let Err(unreadable) = sheets_of(&file.bytes).await
    {
        sent.form.fail(FieldError::new("file", unreadable.code()));
    }
    let (Some(file), Some(sending), true) = (file, sending, sent.form.errors().is_empty()) else {
        return new_page(&may, sent.form, &catalogue).await;
    };
    let (import, known) = keep(&may.db, sending, &file.name, file.bytes).await?;
    let flash = if known { "import-known" } else { "import-read" };
    may.see_done(&format!("/imports/{}", import.id), Flash(flash))
}

/// Whether a file can be read at all. Unpacking keeps a core busy: not one of those that answer requests.
pub(crate) async fn sheets_of(bytes: &[u8]) -> Result<(), read::Unreadable> {
    let bytes = bytes.to_vec();
    let read = read::in_turn(move || read::sheets(&bytes).map(|_| ())).await;
    read.unwrap_or_else(|| Err(read::Unreadable::NoSheet("the file is damaged".to_owned())))
}

/// Keeps a file, unless the very same one is kept already; says which.
pub(crate) async fn keep(db: &Db, sending: Sending, name: &str, bytes: Vec<u8>) -> Stored<(SheetImport, bool)> {
    let import = SheetImport::new(sending, name, bytes, db.act().member, db.now());
    if let Some(known) = imports::same_file(db, &import).await? {
        return Ok((known, true));
    }
    imports::send(db, &import).await?;
    Ok((import, false))
}

/// Where a checked form sends a file; what is wrong with it is noted in the form.
pub(crate) fn read_sending(form: &mut Form, db: &Db, running: &[Arc<Programme>]) -> Option<Sending> {
    let programme: ProgrammeCode = form.value("programme")?;
    let organisation: OrganisationId = form.value("organisation")?;
    let territory: Option<TerritoryCode> = form.value("territory");
    let Some(runs) = running.iter().find(|one| one.code == programme) else {
        form.fail(FieldError::new("programme", "programme-not-running"));
        return None;
    };
    if !runs.serves(Recipient::Households) {
        form.fail(FieldError::new("programme", "programme-not-for-households"));
        return None;
    }
    let within = db.reach().scopes().iter().any(|scope| {
        scope.programme.as_ref().is_none_or(|code| *code == programme)
            && scope.organisation.is_none_or(|id| id == organisation)
            && scope.territory.as_ref().is_none_or(|code| territory.as_ref() == Some(code))
    });
    if let Some(code) = territory.as_ref().filter(|code| runs.territory(code).is_none()) {
        let error = FieldError::new("territory", "territory-not-of-programme");
        form.fail(error.with("programme", &runs.name).with("territory", code));
        return None;
    }
    if !within {
        form.fail(FieldError::new("organisation", "place-out-of-reach"));
        return None;
    }
    Some(Sending { programme, organisation, territory, sender: form.text("sender") })
}

/// The programme of an import.
pub(crate) fn programme_of(catalogue: &Catalogue, import: &SheetImport) -> Stored<Arc<Programme>> {
    catalogue.get(&import.programme).map(Arc::clone).ok_or(StoreError::NotFound)
}
