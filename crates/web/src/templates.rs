//! The template engine: strict, escaping, with the words, days and amounts of the page's language.

use std::borrow::Cow;
use std::sync::Arc;

use chrono_tz::Tz;
use kernel::{Cents, Day, Moment};
use minijinja::value::Kwargs;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value};

use crate::Language;
use crate::texts::Texts;

/// Finds a template by its name.
pub(crate) type Finder = fn(&str) -> Option<Cow<'static, [u8]>>;

/// The engine over the templates of all slices.
pub(crate) fn environment(finders: Vec<Finder>, texts: Arc<Texts>, zone: Tz) -> Environment<'static> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    engine.set_loader(move |name| {
        let Some(bytes) = finders.iter().find_map(|find| find(name)) else { return Ok(None) };
        String::from_utf8(bytes.into_owned())
            .map(Some)
            .map_err(|_| Error::new(ErrorKind::CannotUnpack, format!("{name} is not UTF-8")))
    });
    let words = Arc::clone(&texts);
    engine.add_function("t", move |state: &State<'_, '_>, key: String, args: Kwargs| say(&words, state, &key, &args));
    engine.add_filter("day", |state: &State<'_, '_>, day: Value| Ok::<_, Error>(day_words(language(state), &day)));
    engine.add_filter("money", |cents: i64| format!("{} €", Cents::new(cents)));
    engine.add_filter("moment", move |state: &State<'_, '_>, at: String| {
        let at: Moment =
            serde_json::from_value(at.into()).map_err(|e| Error::new(ErrorKind::InvalidOperation, e.to_string()))?;
        let (day, time) = at.local(zone);
        Ok::<_, Error>(format!("{} {time}", day_words(language(state), &Value::from(day.to_string()))))
    });
    engine
}

fn language(state: &State<'_, '_>) -> Language {
    let word = state
        .lookup("page")
        .and_then(|page| page.get_attr("lang").ok())
        .and_then(|lang| lang.as_str().map(str::to_owned));
    word.and_then(|word| Language::from_word(&word)).unwrap_or(Language::Italian)
}

/// A missing text fails the page while testing, and shows its key in service.
fn say(texts: &Texts, state: &State<'_, '_>, key: &str, args: &Kwargs) -> Result<String, Error> {
    let language = language(state);
    let mut given = Vec::new();
    for name in args.args() {
        let value: Value = args.get(name)?;
        let fluent = match i64::try_from(value.clone()) {
            Ok(number) if value.is_number() => number.into(),
            _ => value.to_string().into(),
        };
        given.push((name, fluent));
    }
    match texts.find(language, key, &given) {
        Some(text) => Ok(text),
        None if cfg!(debug_assertions) => {
            Err(Error::new(ErrorKind::InvalidOperation, format!("no text `{key}` in {language}")))
        }
        None => Ok(key.to_owned()),
    }
}

/// A day in words of the language: `12/03/1999`, `12 March 1999`. What is no full day (a year alone) stays as it is.
fn day_words(language: Language, value: &Value) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let Some(text) = value.as_str() else { return String::new() };
    match (text.parse::<Day>(), language) {
        (Ok(day), Language::Italian) => day.italian(),
        (Ok(day), Language::English) => {
            let month = MONTHS.get(day.month() as usize - 1).copied().unwrap_or_default();
            format!("{} {month} {}", day.day(), day.year())
        }
        (Err(_), _) => text.to_owned(),
    }
}
