//! Forms: what was typed is kept as typed, read by the fields' kinds, and given back with its errors.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use kernel::{BirthDay, Cents, Day, DayError};
use serde::Serialize;

use crate::caller::Via;
use crate::field::{Field, Kind};
use crate::versions::{Other, Values};
use crate::{Problem, Refusal, Web, guard};

/// The most that a form may hold, in bytes.
pub(crate) const LARGEST_BODY: usize = 1024 * 1024;

/// One wrong field: where, and a code whose words are the text `error-CODE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name; empty when it concerns the whole form.
    pub field: String,
    /// The code.
    pub code: &'static str,
    /// What the text needs to name: the limit, the nearest match.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<&'static str, String>,
}

impl FieldError {
    /// An error without arguments.
    #[must_use]
    pub fn new(field: &str, code: &'static str) -> Self {
        Self { field: field.to_owned(), code, args: BTreeMap::new() }
    }

    /// The same error, naming something.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.insert(name, value.to_string());
        self
    }
}

/// A form: typed values, in their own words, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pub(crate) values: Values,
    pub(crate) errors: Vec<FieldError>,
    /// What the fields held when the page was made; nothing for a form that was not sent by a page.
    pub(crate) base: Option<Values>,
    /// The fields in which another version differs, on a form that somebody overtook.
    pub(crate) others: Option<BTreeMap<String, Other>>,
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn blank() -> Self {
        Self::default()
    }

    /// A form with these values.
    #[must_use]
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            form.values.entry(name).or_default().push(value);
        }
        form
    }

    /// A form from a JSON object. Lists give several values; an object in it is refused, as is anything deeper.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] when it is not such an object.
    pub fn of_json(json: &serde_json::Value) -> Result<Self, Problem> {
        let object = json.as_object().ok_or(Problem::BadRequest("not-an-object"))?;
        let mut form = Self::default();
        for (name, value) in object {
            let values = match value {
                serde_json::Value::Array(list) => list.iter().map(plain).collect::<Result<Vec<_>, _>>()?,
                serde_json::Value::Null => Vec::new(),
                one => vec![plain(one)?],
            };
            form.values.insert(name.clone(), values);
        }
        Ok(form)
    }

    /// Fills a field, for a form that begins with what is known. A day stands as its hint says it is typed.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), vec![as_typed(value.to_string())]);
        self
    }

    /// Fills a field if there is a value.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Fills a field that holds several values.
    #[must_use]
    pub fn with_all<T: ToString>(mut self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        self.values.insert(name.to_owned(), values.into_iter().map(|value| value.to_string()).collect());
        self
    }

    /// What was typed in a field, without the blanks around it.
    #[must_use]
    pub fn typed(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// All that was chosen in a field.
    #[must_use]
    pub fn chosen(&self, name: &str) -> Vec<&str> {
        self.values.get(name).into_iter().flatten().map(|value| value.trim()).filter(|v| !v.is_empty()).collect()
    }

    /// All values of a field, empty ones too, in the order sent: for fields that go in pairs.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.values.get(name).into_iter().flatten().map(|value| value.trim().to_owned()).collect()
    }

    /// Whether a field was sent at all, even empty: a partial update leaves the others as they are.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Whether the field is filled.
    #[must_use]
    pub fn is_filled(&self, name: &str) -> bool {
        !self.typed(name).is_empty()
    }

    /// Notes an error.
    pub fn fail(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    /// Notes the refusal of a rule.
    pub fn refuse(&mut self, refusal: &impl Refusal) {
        self.fail(FieldError::new(refusal.field(), refusal.code()));
    }

    /// The errors.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Checks every field against its declaration. Names that no field has are an error too: a misspelt one must not
    /// be lost in silence.
    ///
    /// # Errors
    /// All wrong fields.
    pub fn check(&mut self, fields: &[Field]) -> bool {
        const OURS: [&str; 3] = ["csrf", "version", "next"];
        for name in self.values.keys() {
            if !fields.iter().any(|field| field.name == name) && !OURS.contains(&name.as_str()) {
                self.errors.push(FieldError::new(name, "unknown-field"));
            }
        }
        for field in fields {
            if let Some(error) = self.wrong(field) {
                self.errors.push(error);
            }
        }
        self.errors.is_empty()
    }

    fn wrong(&self, field: &Field) -> Option<FieldError> {
        let name = field.name;
        let error = |code| Some(FieldError::new(name, code));
        let day_error = |why: DayError| Some(FieldError::new(name, why.word()));
        let text = self.typed(name);
        if let Kind::Words(known) = field.kind {
            let chosen = self.chosen(name);
            if chosen.is_empty() && field.required {
                return error("required");
            }
            let known = known();
            return chosen.iter().any(|word| !known.contains(word)).then(|| FieldError::new(name, "unknown-choice"));
        }
        if text.is_empty() {
            return if field.required { error("required") } else { None };
        }
        match field.kind {
            Kind::Text(most) | Kind::Prose(most) => {
                let too_long = text.chars().count() > most;
                too_long.then(|| FieldError::new(name, "too-long").with("most", most))
            }
            Kind::Day => text.parse::<Day>().err().and_then(day_error),
            Kind::BirthDay => text.parse::<BirthDay>().err().and_then(day_error),
            Kind::Money => match text.parse::<Cents>() {
                Ok(amount) if amount >= Cents::default() => None,
                _ => error("not-an-amount"),
            },
            Kind::Number(least, most) => match text.parse::<i64>() {
                Ok(number) if (least..=most).contains(&number) => None,
                _ => Some(FieldError::new(name, "not-in-range").with("least", least).with("most", most)),
            },
            Kind::Flag => (!matches!(text, "true" | "false" | "yes" | "no" | "on"))
                .then(|| FieldError::new(name, "unknown-choice")),
            Kind::Word(known) => (!known().contains(&text)).then(|| FieldError::new(name, "unknown-choice")),
            Kind::Words(_) => None,
            Kind::Id => text.parse::<kernel::PersonId>().is_err().then(|| FieldError::new(name, "unknown-choice")),
            Kind::Code => {
                text.parse::<kernel::TerritoryCode>().is_err().then(|| FieldError::new(name, "unknown-choice"))
            }
        }
    }

    /// The text of a field; nothing when it is empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        Some(self.typed(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The value of a field that passed [`Form::check`]; nothing when it is empty.
    #[must_use]
    pub fn value<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.typed(name).parse().ok()
    }

    /// The word chosen in a field that passed [`Form::check`]: `form.word("axis", Axis::from_word)`.
    #[must_use]
    pub fn word<T>(&self, name: &str, from_word: fn(&str) -> Option<T>) -> Option<T> {
        from_word(self.typed(name))
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.typed(name), "true" | "yes" | "on")
    }

    /// The version of the row that the form was made from.
    #[must_use]
    pub fn version(&self) -> Option<i64> {
        self.value("version")
    }

    /// The problem that tells all the errors.
    #[must_use]
    pub fn problem(&self) -> Problem {
        Problem::Invalid(self.errors.clone())
    }

    pub(crate) fn values(&self) -> &Values {
        &self.values
    }
}

fn plain(value: &serde_json::Value) -> Result<String, Problem> {
    match value {
        serde_json::Value::String(text) => Ok(text.clone()),
        serde_json::Value::Number(number) => Ok(number.to_string()),
        serde_json::Value::Bool(flag) => Ok(flag.to_string()),
        _ => Err(Problem::BadRequest("too-deep")),
    }
}

/// A form that a page sent, proved to come from a page of this very session.
pub struct Posted(pub Form);

impl FromRequest<Web> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        let expected = expected_token(&request);
        let pairs =
            axum::Form::<Vec<(String, String)>>::from_request(request, web).await.map_err(
                |rejection| match rejection.into_response_status() {
                    413 => Problem::TooLarge,
                    _ => Problem::BadRequest("not-a-form"),
                },
            )?;
        proved(Form::sent(pairs.0), expected).map(Self)
    }
}

/// The token that a form of this session must bring back; none where there is no session.
pub(crate) fn expected_token(request: &Request) -> Option<String> {
    request.extensions().get::<std::sync::Arc<crate::Caller>>().and_then(|caller| match &caller.via {
        Via::Session { csrf } => Some(csrf.clone()),
        Via::Token { .. } => None,
    })
}

/// The form, if it brought the token that it must.
pub(crate) fn proved(form: Form, expected: Option<String>) -> Result<Form, Problem> {
    match expected {
        Some(expected) if !guard::same_secret(form.typed("csrf"), &expected) => Err(Problem::ForgedForm),
        _ => Ok(form),
    }
}

trait RejectionStatus {
    fn into_response_status(self) -> u16;
}

impl<R: axum::response::IntoResponse> RejectionStatus for R {
    fn into_response_status(self) -> u16 {
        self.into_response().status().as_u16()
    }
}

/// `1999-03-12` → `12/03/1999`; anything else as it is.
fn as_typed(value: String) -> String {
    let is_day = value.len() == 10 && value.as_bytes().get(4) == Some(&b'-');
    if is_day { value.parse::<Day>().map_or(value, Day::italian) } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field::new("what", Kind::Text(10), "What.").required(),
        Field::new("due", Kind::Day, "When."),
        Field::new("cost", Kind::Money, "How much."),
        Field::new("axis", Kind::Word(|| vec!["home", "work"]), "Which."),
    ];

    #[test]
    fn a_day_that_a_form_begins_with_stands_as_its_hint_says_it_is_typed() {
        let day: Day = "1999-03-12".parse().unwrap();
        let form = Form::blank().with("due", day).with("what", "A-1999-03-12").with_some("born", Some("1999"));
        assert_eq!((form.typed("due"), form.typed("what"), form.typed("born")), ("12/03/1999", "A-1999-03-12", "1999"));
    }

    fn errors(pairs: &[(&str, &str)]) -> Vec<(String, &'static str)> {
        let mut form = Form::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        form.check(FIELDS);
        form.errors().iter().map(|error| (error.field.clone(), error.code)).collect()
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = errors(&[("due", "31/02/2026"), ("cost", "-4"), ("axis", "sky"), ("waht", "x")]);
        let expected = [
            ("waht", "unknown-field"),
            ("what", "required"),
            ("due", "no-such-day"),
            ("cost", "not-an-amount"),
            ("axis", "unknown-choice"),
        ];
        assert_eq!(wrong, expected.map(|(field, code)| (field.to_owned(), code)));
    }

    #[test]
    fn what_was_typed_stays_as_it_was_typed() {
        let mut form = Form::of([("due".to_owned(), " 31/02/2026 ".to_owned())]);
        form.check(FIELDS);
        assert_eq!(form.values()["due"], [" 31/02/2026 "]);
        assert_eq!(form.typed("due"), "31/02/2026");
    }

    #[test]
    fn json_and_forms_are_read_alike() {
        let json = serde_json::json!({"what": "Casa", "due": "2026-12-01", "cost": "120,50", "axis": null});
        let mut form = Form::of_json(&json).unwrap();
        assert!(form.check(FIELDS), "{:?}", form.errors());
        assert_eq!(form.value::<Cents>("cost"), Some(Cents::new(12_050)));
        assert_eq!(Form::of_json(&serde_json::json!([])).unwrap_err(), Problem::BadRequest("not-an-object"));
        assert!(Form::of_json(&serde_json::json!({"a": {"b": 1}})).is_err());
    }

    #[test]
    fn a_text_longer_than_its_field_says_the_limit() {
        let mut form = Form::blank().with("what", "12345678901");
        form.check(FIELDS);
        assert_eq!(form.errors()[0].args["most"], "10");
    }
}
