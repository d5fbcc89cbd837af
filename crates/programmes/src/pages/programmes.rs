//! The programmes: which there are, what each is, and when this installation runs it.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use kernel::{Day, ProgrammeCode};
use serde::Serialize;
use store::Db;
use web::field::{Field, Kind};
use web::{Answer, Desk, Flash, Form, Id, May, Posted, Problem};

use super::sheet::Sheet;
use crate::catalogue::Catalogue;
use crate::definition::Programme;
use crate::permissions::{RunProgrammes, ViewProgrammes};
use crate::rules::Recipient;
use crate::rules::edition::{self, Standing};
use crate::store::editions::{self, Edition};

/// What the form and the body of an edition hold.
pub const EDITION: &[Field] = &[
    Field::new("from", Kind::Day, "The first day on which this installation runs the programme.").required(),
    Field::new("to", Kind::Day, "The last day; open when left out."),
];

/// Where a programme stands here, and from when to when it runs.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Here {
    standing: Standing,
    from: Option<Day>,
    to: Option<Day>,
}

impl Here {
    fn of(edition: Option<&Edition>, today: Day) -> Self {
        Self {
            standing: Standing::on(edition.map(Edition::period), today),
            from: edition.map(|edition| edition.begins),
            to: edition.and_then(|edition| edition.ends),
        }
    }
}

#[derive(Serialize)]
struct Index {
    programmes: Vec<Card>,
}

#[derive(Serialize)]
struct Card {
    code: ProgrammeCode,
    name: String,
    description: String,
    lead: String,
    recipients: Vec<Recipient>,
    territories: usize,
    here: Here,
}

#[derive(Serialize)]
struct Show<'p> {
    sheet: Sheet<'p>,
    here: Here,
    may_run: bool,
}

/// All programmes known here; those that run first.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewProgrammes>, Extension(catalogue): Extension<Arc<Catalogue>>) -> Answer {
    let today = may.db.today();
    let all = editions::all(&may.db).await?;
    let editions: HashMap<&ProgrammeCode, &Edition> = all.iter().map(|edition| (&edition.programme, edition)).collect();
    let mut programmes: Vec<Card> = catalogue
        .all()
        .map(|programme| Card {
            code: programme.code.clone(),
            name: programme.name.clone(),
            description: programme.description(may.language().word()).to_owned(),
            lead: programme.lead.name.clone(),
            recipients: programme.recipients.clone(),
            territories: programme.territories.len(),
            here: Here::of(editions.get(&programme.code).copied(), today),
        })
        .collect();
    programmes.sort_by_key(|card| card.here.standing);
    may.page("programmes/index.html", Index { programmes })
}

/// One programme: everything that its definition says.
///
/// # Errors
/// When there is none with this code, or the database fails.
pub async fn show(
    may: May<ViewProgrammes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(code): Id<ProgrammeCode>,
) -> Answer {
    let programme = catalogue.get(&code).ok_or(Problem::NotFound)?;
    let edition = editions::of(&may.db, &code).await?;
    let form = standing(edition.as_ref());
    let may_run = editions::may_set(may.also::<RunProgrammes>().reach(), &code);
    show_page(&may, &may.db, programme, &form, may_run).await
}

/// The programme's page at the address of its form, which shows both versions when somebody was faster.
///
/// # Errors
/// When there is none with this code, or the database fails.
pub async fn edition(
    may: May<RunProgrammes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(code): Id<ProgrammeCode>,
) -> Answer {
    let programme =
        catalogue.get(&code).filter(|_| editions::may_set(may.db.reach(), &code)).ok_or(Problem::NotFound)?;
    let edition = editions::of(&may.db, &code).await?;
    show_page(&may, &may.db, programme, &standing(edition.as_ref()), true).await
}

/// The form as it stands.
fn standing(edition: Option<&Edition>) -> Form {
    Form::blank()
        .with_some("version", editions::mark(edition))
        .with_some("from", edition.map(|edition| edition.begins))
        .with_some("to", edition.and_then(|edition| edition.ends))
}

/// Sets when this installation runs a programme.
///
/// # Errors
/// When there is none with this code, when somebody set it meanwhile, or the database fails.
pub async fn set_edition(
    may: May<RunProgrammes>,
    Extension(catalogue): Extension<Arc<Catalogue>>,
    Id(code): Id<ProgrammeCode>,
    Posted(mut form): Posted,
) -> Answer {
    let programme =
        catalogue.get(&code).filter(|_| editions::may_set(may.db.reach(), &code)).ok_or(Problem::NotFound)?;
    let Some(edition) = read(&mut form, &code) else { return show_page(&may, &may.db, programme, &form, true).await };
    editions::set_over(&may.db, form.version(), edition).await?;
    may.see_done(&format!("/programmes/{code}"), Flash("edition-set"))
}

/// Reads a form into an edition; notes what is wrong in the form.
pub(crate) fn read(form: &mut Form, code: &ProgrammeCode) -> Option<Edition> {
    if !form.check(EDITION) {
        return None;
    }
    let from = form.value("from")?;
    match edition::period(from, form.value("to")) {
        Ok(period) => Some(Edition { programme: code.clone(), begins: period.from, ends: period.to }),
        Err(refusal) => {
            form.refuse(&refusal);
            None
        }
    }
}

async fn show_page(desk: &Desk, db: &Db, programme: &Programme, form: &Form, may_run: bool) -> Answer {
    let edition = editions::of(db, &programme.code).await?;
    let context = Show { sheet: Sheet::of(programme, desk), here: Here::of(edition.as_ref(), db.today()), may_run };
    desk.form("programmes/show.html", form, context)
}
