//! What a handler answers with: the caller's language, pages, redirects.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{EntryId, Moment};
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;
use serde_json::json;
use store::{Db, JournalEntry, Order, Stored};

use crate::caller::Via;
use crate::texts::Args;
use crate::{Answer, Caller, FieldError, Form, Language, Menu, Permission, Problem, Web};

/// The cookie that remembers a language before somebody signs in.
pub(crate) const LANGUAGE_COOKIE: &str = "__Host-soglia-language";

/// A message shown once, after a redirect: the tail of its text key `flash-…`.
#[derive(Debug, Clone, Copy)]
pub struct Flash(pub &'static str);

/// Everything about the request that an answer depends on.
#[derive(Clone)]
pub struct Desk {
    web: Web,
    caller: Option<Arc<Caller>>,
    language: Language,
    path: String,
    query: String,
    /// Whether this answers a form that was sent.
    posted: bool,
    /// What somebody typed into the form of this page before somebody else was faster.
    overtaken: Option<Overtaken>,
}

/// What somebody typed, on its way to the page that shows it beside what stands now.
#[derive(Clone)]
pub(crate) struct Overtaken {
    pub(crate) typed: Arc<Form>,
    /// When the last change was made and by whom, as far as the journal within reach says.
    pub(crate) faster: Option<(Moment, Option<String>)>,
}

/// On an answer: it shows both versions.
#[derive(Clone)]
pub(crate) struct BothShown;

impl Desk {
    pub(crate) fn of(web: &Web, parts: &Parts) -> Self {
        let caller = parts.extensions.get::<Arc<Caller>>().cloned();
        let chosen = crate::doors::cookie(&parts.headers, LANGUAGE_COOKIE).and_then(Language::from_word);
        let language = chosen.or(caller.as_ref().and_then(|caller| caller.language)).unwrap_or_else(|| {
            let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            accepted.map_or(Language::Italian, Language::accepted)
        });
        Self {
            web: web.clone(),
            caller,
            language,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            posted: parts.method == Method::POST,
            overtaken: parts.extensions.get::<Overtaken>().cloned(),
        }
    }

    /// What somebody typed into this page's form before somebody else was faster: for the few pages that must lay their
    /// rows out alike before both versions are shown.
    #[must_use]
    pub fn overtaken(&self) -> Option<&Form> {
        self.overtaken.as_ref().map(|overtaken| overtaken.typed.as_ref())
    }

    /// Asks the journal who last changed what this page is about, if somebody was overtaken on it.
    pub(crate) async fn find_out_who_was_faster(&mut self, db: &Db) -> Stored<()> {
        let Some(overtaken) = &mut self.overtaken else { return Ok(()) };
        let named = self.path.split('/').filter(|part| part.parse::<EntryId>().is_ok());
        let about = JournalEntry::subject.is_in(named);
        let last = db.rows::<JournalEntry>().filter(about).sort(JournalEntry::id, Order::Falling).first().await?;
        if let Some(entry) = last {
            let who = match entry.member_id {
                Some(member) => self.web.doorkeeper().name_of(db, member).await?,
                None => None,
            };
            overtaken.faster = Some((entry.at, who));
        }
        Ok(())
    }

    pub(crate) fn web(&self) -> &Web {
        &self.web
    }

    /// Who asks, if somebody signed in.
    #[must_use]
    pub fn visitor(&self) -> Option<&Caller> {
        self.caller.as_deref()
    }

    /// The language of the answer.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The path that was asked for.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query that was asked for, without the question mark.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Where the caller's menu begins.
    #[must_use]
    pub fn first_in_menu(&self) -> Option<&'static str> {
        self.web.nav(self.caller.as_deref()?).next().map(|nav| nav.href)
    }

    /// Whether this is a demonstration database.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.web.settings().demo
    }

    /// Whether the caller holds a permission anywhere: for leaving out what would be refused.
    #[must_use]
    pub fn may<P: Permission>(&self) -> bool {
        self.caller.as_ref().is_some_and(|caller| caller.may::<P>())
    }

    /// The links that other slices lay on a page about something: `[{href, label, icon}, …]`.
    #[must_use]
    pub fn beside(&self, on: &str, id: impl std::fmt::Display) -> serde_json::Value {
        let Some(caller) = self.caller.as_deref() else { return json!([]) };
        let id = id.to_string();
        let links = self.web.beside(on, caller);
        links
            .map(|link| json!({ "href": link.href.replace("{id}", &id), "label": self.say(link.label), "icon": link.icon }))
            .collect()
    }

    /// A text in the caller's language.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.web.texts().say(self.language, key, &[])
    }

    /// A text with arguments, in the caller's language.
    #[must_use]
    pub fn say_with(&self, key: &str, args: &Args<'_>) -> String {
        self.web.texts().say(self.language, key, args)
    }

    /// The words of a field's error.
    #[must_use]
    pub fn explain(&self, error: &FieldError) -> String {
        let args: Vec<_> = error.args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        self.say_with(&format!("error-{}", error.code), &args)
    }

    /// A page.
    ///
    /// # Errors
    /// [`Problem::Broken`] when the template cannot be rendered.
    pub fn page(&self, template: &str, context: impl Serialize) -> Answer {
        self.render(StatusCode::OK, template, None, Serde(context).into())
    }

    /// A page with a form: 200 when it is fresh, 422 when it comes back with errors, 409 with both versions when somebody
    /// else was faster.
    ///
    /// # Errors
    /// [`Problem::Broken`] when the template cannot be rendered.
    pub fn form(&self, template: &str, form: &Form, context: impl Serialize) -> Answer {
        if let Some(mine) = self.overtaken().filter(|_| form.version().is_some()) {
            let both = mine.beside(form);
            let mut page = self.render(StatusCode::CONFLICT, template, Some(&both), Serde(context).into())?;
            page.extensions_mut().insert(BothShown);
            return Ok(page);
        }
        let status = if form.errors().is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.render(status, template, Some(form), Serde(context).into())
    }

    /// Sends the browser to another page.
    ///
    /// # Errors
    /// Never.
    pub fn see(&self, path: &str) -> Answer {
        Ok(Redirect::to(path).into_response())
    }

    /// Sends the browser to another page, which says once what was done.
    ///
    /// # Errors
    /// Never.
    pub fn see_done(&self, path: &str, flash: Flash) -> Answer {
        let (path, fragment) = path.split_once('#').map_or((path, String::new()), |(p, f)| (p, format!("#{f}")));
        let joint = if path.contains('?') { '&' } else { '?' };
        self.see(&format!("{path}{joint}done={}{fragment}", flash.0))
    }

    fn render(&self, status: StatusCode, template: &str, form: Option<&Form>, context: Value) -> Answer {
        let html = self.html(template, form, context).map_err(|error| {
            let error = with_causes(&error);
            tracing::error!(template, error, "a page cannot be rendered");
            Problem::Broken
        })?;
        Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
    }

    fn html(&self, template: &str, form: Option<&Form>, context: Value) -> Result<String, minijinja::Error> {
        let page = Value::from(Serde(self.page_context()));
        let form = Value::from(Serde(form.map(|form| self.form_context(form))));
        self.web.templates().get_template(template)?.render(minijinja::context! { page, form, ..context })
    }

    fn form_context(&self, form: &Form) -> serde_json::Value {
        let firsts: BTreeMap<&str, &str> = form
            .values()
            .iter()
            .map(|(name, values)| (name.as_str(), values.first().map_or("", String::as_str)))
            .collect();
        let errors: Vec<_> =
            form.errors().iter().map(|error| json!({ "field": error.field, "text": self.explain(error) })).collect();
        let mut told = json!({
            "values": firsts, "chosen": form.values(), "errors": errors, "version": form.version(), "base": form.base(),
        });
        if let Some(others) = &form.others {
            told["others"] = json!(others);
            let faster = self.overtaken.as_ref().and_then(|overtaken| overtaken.faster.as_ref());
            told["faster"] = json!(faster.map(|(at, who)| json!({ "at": at, "who": who })));
        }
        told
    }

    fn page_context(&self) -> serde_json::Value {
        let csrf = match self.caller.as_deref() {
            Some(Caller { via: Via::Session { csrf }, .. }) => csrf.as_str(),
            _ => "",
        };
        let member = self
            .caller
            .as_deref()
            .map(|caller| json!({ "id": caller.member, "name": caller.name, "initials": initials(&caller.name) }));
        let nav = match self.caller.as_deref() {
            Some(caller) => self.menu_context(caller),
            None => Vec::new(),
        };
        let languages: Vec<_> = Language::ALL
            .iter()
            .map(|language| {
                json!({
                    "code": language.word(),
                    "name": language.name(),
                    "href": format!("/language/{language}?next={}", self.path),
                    "current": *language == self.language,
                })
            })
            .collect();
        json!({
            "lang": self.language.word(),
            "dir": self.language.direction(),
            "path": self.path,
            "csrf": csrf,
            "posted": self.posted || self.overtaken.is_some(),
            "demo": self.is_demo(),
            "member": member,
            "nav": nav,
            "languages": languages,
            "flash": self.flash(),
            "asset": self.web.asset_links(),
            "print": false,
        })
    }

    /// The menu: what is opened many times a day, then the headings with their entries. A heading over one entry alone
    /// would only be in the way.
    fn menu_context(&self, caller: &Caller) -> Vec<serde_json::Value> {
        let mut menu = Vec::new();
        for heading in Menu::ALL {
            let ours = self.web.nav(caller).filter(|nav| nav.menu == *heading);
            let entries: Vec<_> = ours.map(|nav| self.nav_context(nav)).collect();
            if *heading == Menu::Daily || entries.len() < 2 {
                menu.extend(entries);
                continue;
            }
            let here = entries.iter().any(|entry| entry["current"] == true);
            let label = self.say(&format!("web-menu-{heading}"));
            menu.push(json!({ "label": label, "current": here, "entries": entries }));
        }
        menu
    }

    fn nav_context(&self, nav: &crate::Nav) -> serde_json::Value {
        let current = self.path == nav.href || self.path.starts_with(&format!("{}/", nav.href));
        json!({ "href": nav.href, "label": self.say(nav.label), "icon": nav.icon, "current": current, "entries": null })
    }

    /// The message of the query's `done`, if it is one of ours.
    fn flash(&self) -> Option<serde_json::Value> {
        let done = self.query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
        let text = self.web.texts().find(self.language, &format!("flash-{done}"), &[])?;
        Some(json!({ "kind": "good", "text": text }))
    }
}

/// The error and what caused it, in one line.
fn with_causes(error: &minijinja::Error) -> String {
    let mut words = format!("{error:#}");
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        words.push_str(&format!(": {deeper}"));
        cause = deeper.source();
    }
    words
}

fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect::<String>().to_uppercase()
}

/// The desk alone, for pages that everybody may see.
pub struct Visitor(pub Desk);

impl FromRequestParts<Web> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        Ok(Self(Desk::of(web, parts)))
    }
}

/// Whether a text is a path of ours to send a browser to: neither a scheme nor another host (`//host`), not even in the
/// disguises that browsers see through (back-slashes, tabs and line ends).
#[must_use]
pub fn is_own_path(next: &str) -> bool {
    next.starts_with('/') && !next.starts_with("//") && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

/// Remembers a language, and goes back to where it was asked for.
pub(crate) fn remember_language(language: Language, next: &str) -> Response {
    let cookie = format!("{LANGUAGE_COOKIE}={language}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000");
    ([(header::SET_COOKIE, cookie)], Redirect::to(if is_own_path(next) { next } else { "/" })).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_sent_nowhere_but_to_ourselves() {
        for own in ["/", "/pathways?status=open", "/people/x#notes", "/a//b"] {
            assert!(is_own_path(own), "{own}");
        }
        for foreign in [
            "",
            "people",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "https://evil.example",
            "\\\\evil.example",
        ] {
            assert!(!is_own_path(foreign), "{foreign:?}");
        }
    }
}
