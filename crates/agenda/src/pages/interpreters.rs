//! The directory of interpreters.

use serde::Serialize;
use serde_json::json;
use store::Held;
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Flash, Form, Id, May, Posted};

use crate::permissions::{ManageInterpreters, ViewAppointments};
use crate::store::interpreters::{self, Interpreter, InterpreterId, InterpreterSaid};

/// What is written of an interpreter.
pub const INTERPRETER: &[Field] = &[
    Field::new("name", Kind::Text(120), "The name.").required(),
    Field::new("languages", Kind::Text(120), "Codes of the languages (ISO 639): `ar fr ti`.").required(),
    Field::new("phone", Kind::Text(40), "Telephone."),
    Field::new("works-for", Kind::Text(120), "For whom the interpreter works."),
    Field::new("active", Kind::Flag, "Whether the interpreter can be booked; yes when left out."),
];

/// What the directory is asked for.
pub const FILTERS: &[Field] = &[Field::new("language", Kind::Text(3), "Only those who speak this language.")];

/// An interpreter.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct InterpreterOut {
    /// The id.
    pub id: InterpreterId,
    /// How often the data were changed.
    pub version: i64,
    /// The name.
    pub name: String,
    /// The codes of the languages.
    pub languages: Vec<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// For whom the interpreter works.
    pub works_for: Option<String>,
    /// Whether the interpreter can be booked.
    pub active: bool,
}

impl From<Interpreter> for InterpreterOut {
    fn from(row: Interpreter) -> Self {
        let languages = row.speaks().map(str::to_owned).collect();
        let Interpreter { id, version, name, phone, works_for, active, .. } = row;
        Self { id, version, name, languages, phone, works_for, active }
    }
}

/// Those of the directory who speak a language, or all.
pub(crate) fn speaking(all: Vec<Interpreter>, language: &str) -> Vec<InterpreterOut> {
    let language = language.trim().to_lowercase();
    let speaks = |one: &Interpreter| language.is_empty() || one.speaks().any(|code| code == language);
    all.into_iter().filter(speaks).map(InterpreterOut::from).collect()
}

/// Reads a checked form; notes what is wrong in the form.
pub(crate) fn read(form: &mut Form) -> Option<InterpreterSaid> {
    form.check(INTERPRETER);
    let languages = match people::rules::language::codes_in(form.typed("languages")) {
        Ok(codes) => codes,
        Err(word) => {
            form.fail(FieldError::new("languages", "not-a-language").with("word", word));
            return None;
        }
    };
    let name = form.text("name").filter(|_| form.errors().is_empty())?;
    Some(InterpreterSaid {
        name,
        languages,
        phone: form.text("phone"),
        works_for: form.text("works-for"),
        active: !form.has("active") || form.flag("active"),
    })
}

/// The directory.
///
/// # Errors
/// When the database fails.
pub async fn index(may: May<ViewAppointments>, filters: Filters) -> Answer {
    let filters = filters.forgiving(FILTERS);
    let language = filters.0.typed("language").to_owned();
    let rows = speaking(interpreters::all(&may.db).await?, &language);
    let context = json!({ "rows": rows, "language": language, "may_manage": may.may::<ManageInterpreters>() });
    may.page("interpreters/index.html", context)
}

/// An empty form.
///
/// # Errors
/// Never, but for a broken template.
pub async fn blank(may: May<ManageInterpreters>) -> Answer {
    form_page(&may, &Form::blank().with("active", "yes"), None)
}

/// Adds an interpreter.
///
/// # Errors
/// When the database fails.
pub async fn create(may: May<ManageInterpreters>, Posted(mut form): Posted) -> Answer {
    let active = form.flag("active");
    let Some(said) = read(&mut form) else { return form_page(&may, &form, None) };
    interpreters::add(&may.db, InterpreterSaid { active, ..said }).await?;
    may.see_done("/interpreters", Flash("saved"))
}

/// The form of one interpreter.
///
/// # Errors
/// When there is none.
pub async fn edit(may: May<ManageInterpreters>, Id(id): Id<InterpreterId>) -> Answer {
    let row = may.db.rows::<Interpreter>().id(id).one().await?;
    let form = Form::blank()
        .with("name", &row.name)
        .with("languages", &row.languages)
        .with_some("phone", row.phone.as_ref())
        .with_some("works-for", row.works_for.as_ref())
        .with("active", if row.active { "yes" } else { "no" })
        .with("version", row.version);
    form_page(&may, &form, Some(id))
}

/// Puts the data of an interpreter right.
///
/// # Errors
/// When there is none, or the database fails.
pub async fn update(may: May<ManageInterpreters>, Id(id): Id<InterpreterId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Interpreter> = may.db.held(id).await?;
    let active = form.flag("active");
    let Some(said) = read(&mut form) else { return form_page(&may, &form, Some(id)) };
    let held = held.at_version(form.version().unwrap_or_default())?;
    interpreters::put(&may.db, held, InterpreterSaid { active, ..said }).await?;
    may.see_done("/interpreters", Flash("saved"))
}

fn form_page(may: &May<ManageInterpreters>, form: &Form, id: Option<InterpreterId>) -> Answer {
    may.form("interpreters/edit.html", form, json!({ "id": id }))
}
