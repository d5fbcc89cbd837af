//! What a list is asked for in the query: filters, sorting, page.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use store::{Order, PageAsk};

use crate::field::{Field, Kind};
use crate::{Form, Problem, Web};

/// How a list may be sorted: the name in the query, and whether it begins with the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    /// The name of the column, as in the query.
    pub by: &'static str,
    /// The direction.
    pub order: Order,
}

/// The query of a list.
#[derive(Debug, Clone)]
pub struct Filters(pub Form);

/// The fields that every list understands.
pub(crate) const PAGING: &[Field] = &[
    Field::new("page", Kind::Number(1, 1_000_000), "Which page, from 1."),
    Field::new("page-size", Kind::Number(1, 100), "Rows to a page, up to 100."),
];

impl Filters {
    /// Checks the query against a list's own fields and those of every list.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with all wrong fields.
    pub fn checked(mut self, fields: &[Field]) -> Result<Self, Problem> {
        let all: Vec<Field> = fields.iter().chain(PAGING).copied().collect();
        if self.0.check(&all) { Ok(self) } else { Err(self.0.problem()) }
    }

    /// The same for a page: what cannot be used is left out instead of refused, so that an old bookmark still works.
    #[must_use]
    pub fn forgiving(self, fields: &[Field]) -> Self {
        let all: Vec<Field> = fields.iter().chain(PAGING).copied().collect();
        let mut tried = self.0.clone();
        tried.check(&all);
        let wrong: Vec<&str> = tried.errors().iter().map(|error| error.field.as_str()).collect();
        let kept = self.0.values().iter().filter(|(name, _)| !wrong.contains(&name.as_str()));
        Self(Form::of(kept.flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone())))))
    }

    /// The page asked for; `usual` rows when no size is named.
    #[must_use]
    pub fn page(&self, usual: u64) -> PageAsk {
        PageAsk::new(self.0.value("page").unwrap_or(1), self.0.value("page-size").unwrap_or(usual))
    }

    /// The sorting asked for as `sort=name` or `sort=-name`, if it is one of those offered; else the first of them.
    #[must_use]
    pub fn sorting(&self, offered: &[Sorting]) -> Sorting {
        let asked = self.0.typed("sort");
        let (name, order) = match asked.strip_prefix('-') {
            Some(name) => (name, Order::Falling),
            None => (asked, Order::Rising),
        };
        match offered.iter().find(|sorting| sorting.by == name) {
            Some(sorting) => Sorting { by: sorting.by, order },
            None => offered.first().copied().unwrap_or(Sorting { by: "", order: Order::Rising }),
        }
    }

    /// The same query with one value changed or, when empty, taken out.
    #[must_use]
    pub fn query_with(&self, name: &str, value: &str) -> String {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (known, values) in self.0.values() {
            if known != name && known != "done" {
                pairs.extend(values.iter().filter(|v| !v.is_empty()).map(|v| (known.clone(), v.clone())));
            }
        }
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        encode(&pairs)
    }
}

fn encode(pairs: &[(String, String)]) -> String {
    let quoted = pairs.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value)));
    quoted.collect::<Vec<_>>().join("&")
}

fn percent(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => quoted.push(char::from(byte)),
            _ => quoted.push_str(&format!("%{byte:02X}")),
        }
    }
    quoted
}

impl FromRequestParts<Web> for Filters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, web)
            .await
            .map_err(|_| Problem::BadRequest("not-a-query"))?;
        Ok(Self(Form::of(pairs.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(query: &[(&str, &str)]) -> Filters {
        Filters(Form::of(query.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))))
    }

    #[test]
    fn sorting_takes_only_what_is_offered() {
        let offered =
            [Sorting { by: "last-activity", order: Order::Falling }, Sorting { by: "name", order: Order::Rising }];
        let asked = |text| filters(&[("sort", text)]).sorting(&offered);
        assert_eq!(asked("-name"), Sorting { by: "name", order: Order::Falling });
        assert_eq!(asked("name; drop"), offered[0]);
        assert_eq!(asked(""), offered[0]);
    }

    #[test]
    fn the_next_page_keeps_the_filters() {
        let query = filters(&[("territory", "emilia romagna&"), ("page", "2"), ("done", "x")]);
        assert_eq!(query.query_with("page", "3"), "territory=emilia%20romagna%26&page=3");
    }

    #[test]
    fn the_api_refuses_what_a_page_forgives() {
        let wrong = filters(&[("page-size", "1000"), ("colour", "red")]);
        assert!(matches!(wrong.clone().checked(&[]), Err(Problem::Invalid(errors)) if errors.len() == 2));
        assert_eq!(wrong.forgiving(&[]).page(25).size(), 25);
    }
}
