//! One slice's share of the program, and the house that is built from all of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter, on};
use axum::{Extension, Router};
use minijinja::Environment;
use store::{Step, Store};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::api::ApiCard;
use crate::caller::{Caller, Doorkeeper};
use crate::permission::{Anyone, Permission, PermissionCard};
use crate::texts::Texts;
use crate::upload::LargestFile;
use crate::{Language, Problem, assets, doors, form, guard, kept, own, tell, templates};

/// How long an answer may take.
const LONGEST: Duration = Duration::from_secs(60);

/// How long it may take to receive a file and to answer: ten megabytes over a slow telephone line.
const LONGEST_WITH_FILE: Duration = Duration::from_secs(300);

/// What is known of one route: the printed proofs and the OpenAPI document are made from these.
#[derive(Clone)]
pub struct RouteCard {
    /// The method.
    pub method: Method,
    /// The path, with names in braces.
    pub path: &'static str,
    /// The permission that its handler asks for.
    pub permission: PermissionCard,
    /// What it says in the OpenAPI document, if it belongs to the API.
    pub api: Option<ApiCard>,
}

/// The routes of a slice. This is the only way to add one, so every route has its card.
#[derive(Default)]
#[must_use]
pub struct Routes {
    router: Router<Web>,
    cards: Vec<RouteCard>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    pub fn get<P: Permission, H, T>(self, permission: P, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(permission, Method::GET, path, on(MethodFilter::GET, handler), None, None)
    }

    /// Where a form is sent.
    pub fn post<P: Permission, H, T>(self, permission: P, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(permission, Method::POST, path, on(MethodFilter::POST, handler), None, None)
    }

    /// Where a form with a file is sent, which may hold so many bytes. The handler takes [`crate::Uploaded`].
    pub fn upload<P: Permission, H, T>(self, permission: P, path: &'static str, most: usize, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(permission, Method::POST, path, on(MethodFilter::POST, handler), None, Some(most))
    }

    /// A route of the API; the path is written in full.
    pub fn api<P: Permission, H, T>(
        self,
        permission: P,
        method: Method,
        path: &'static str,
        handler: H,
        card: ApiCard,
    ) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        let filter = match method {
            Method::POST => MethodFilter::POST,
            Method::PUT => MethodFilter::PUT,
            Method::PATCH => MethodFilter::PATCH,
            Method::DELETE => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        };
        let file = card.file;
        self.add(permission, method, path, on(filter, handler), Some(card), file)
    }

    fn add<P: Permission>(
        mut self,
        _permission: P,
        method: Method,
        path: &'static str,
        handler: MethodRouter<Web>,
        api: Option<ApiCard>,
        file: Option<usize>,
    ) -> Self {
        self.router = self.router.route(path, limited(handler, file));
        self.cards.push(RouteCard { method, path, permission: P::CARD, api });
        self
    }

    /// The routes of another part as well.
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.cards.extend(other.cards);
        self
    }
}

/// A handler that reads no more and takes no longer than its route needs.
fn limited(handler: MethodRouter<Web>, file: Option<usize>) -> MethodRouter<Web> {
    let Some(file) = file.map(LargestFile) else {
        let limits = (
            TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST),
            RequestBodyLimitLayer::new(form::LARGEST_BODY),
        );
        return handler.layer(limits);
    };
    handler.layer((RequestBodyLimitLayer::new(file.largest_body()), DefaultBodyLimit::disable(), Extension(file)))
}

kernel::words! {
    /// Under which heading an entry stands in the main menu: by what people do, not by which slice brings it. The text of
    /// a heading is `web-menu-WORD`.
    pub enum Menu {
        /// What is opened many times a day stands for itself, under no heading.
        Daily = "daily",
        /// The people accompanied and their way.
        People = "people",
        /// What they look for, what there is, and what comes of it.
        Placement = "placement",
        /// Counts and reports.
        Figures = "figures",
        /// Who takes part in the network, and who may do what.
        Network = "network",
    }
}

/// An entry of the main menu, for those who hold a permission.
#[derive(Debug, Clone)]
pub struct Nav {
    /// Under which heading.
    pub menu: Menu,
    /// Where it leads.
    pub href: &'static str,
    /// The key of its text.
    pub label: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// Its place in the menu, the smallest first.
    pub place: u8,
    /// Whether a caller gets to see it.
    pub may: fn(&Caller) -> bool,
}

/// A link that a slice lays on a page of another one, which need not know it: a person's attachments on the person's
/// page.
#[derive(Debug, Clone)]
pub struct Beside {
    /// On which page: `person`.
    pub on: &'static str,
    /// Where it leads, with `{id}` for what the page shows.
    pub href: &'static str,
    /// The key of its text.
    pub label: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// Whether a caller gets to see it.
    pub may: fn(&Caller) -> bool,
}

/// One slice's share of the program.
pub struct Module {
    /// The slice's name.
    pub name: &'static str,
    /// Its routes.
    pub routes: Routes,
    /// The growth of its tables.
    pub steps: Vec<Step>,
    /// Its permissions.
    pub permissions: &'static [PermissionCard],
    /// Its entries in the menu.
    pub nav: Vec<Nav>,
    /// Its links on the pages of others.
    pub beside: Vec<Beside>,
    /// Finds one of its templates.
    pub template: fn(&str) -> Option<Cow<'static, [u8]>>,
    /// Its texts: language and Fluent source.
    pub texts: Vec<(Language, &'static str)>,
}

impl Module {
    /// A module without anything yet.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            routes: Routes::new(),
            steps: Vec::new(),
            permissions: &[],
            nav: Vec::new(),
            beside: Vec::new(),
            template: |_| None,
            texts: Vec::new(),
        }
    }
}

/// The finder of the templates that a slice embeds from its folder `templates/`.
#[macro_export]
macro_rules! templates_of {
    () => {{
        #[derive(rust_embed::RustEmbed)]
        #[folder = "templates/"]
        struct Templates;
        |name: &str| Templates::get(name).map(|file| file.data)
    }};
}

/// The texts that a slice brings, in every language of the pages.
#[macro_export]
macro_rules! texts_of {
    () => {
        vec![
            ($crate::Language::Italian, include_str!("../texts/it.ftl")),
            ($crate::Language::English, include_str!("../texts/en.ftl")),
        ]
    };
}

/// What the installation decides.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Whether the database holds an invented network.
    pub demo: bool,
    /// The program's version.
    pub version: String,
}

/// The whole program behind its routes.
pub struct House {
    store: Store,
    doorkeeper: Box<dyn Doorkeeper>,
    texts: Arc<Texts>,
    templates: Environment<'static>,
    nav: Vec<Nav>,
    beside: Vec<Beside>,
    cards: Vec<RouteCard>,
    permissions: Vec<PermissionCard>,
    asset_links: BTreeMap<&'static str, String>,
    settings: Settings,
}

/// A handle to the house, for handlers and extractors.
#[derive(Clone)]
pub struct Web(Arc<House>);

impl Web {
    /// Builds the house from its modules, and the service that answers requests.
    ///
    /// # Errors
    /// When texts are malformed or named twice.
    pub fn build(
        store: Store,
        doorkeeper: Box<dyn Doorkeeper>,
        settings: Settings,
        modules: Vec<Module>,
    ) -> Result<(Self, Router), String> {
        let mut router = Router::new();
        let mut cards = Vec::new();
        let mut permissions = vec![Anyone::CARD, crate::SignedIn::CARD];
        let mut nav = Vec::new();
        let mut beside = Vec::new();
        let mut texts = Vec::new();
        let mut finders = Vec::new();
        for module in std::iter::once(own::module()).chain(modules) {
            router = router.merge(module.routes.router);
            cards.extend(module.routes.cards);
            permissions.extend(module.permissions);
            nav.extend(module.nav);
            beside.extend(module.beside);
            texts.extend(module.texts.into_iter().map(|(language, source)| (language, Cow::Borrowed(source))));
            finders.push(module.template);
        }
        nav.sort_by_key(|entry| entry.place);
        let texts = Arc::new(Texts::read(texts)?);
        let zone = store.clock().zone();
        let web = Self(Arc::new(House {
            store,
            doorkeeper,
            templates: templates::environment(finders, Arc::clone(&texts), zone),
            texts,
            nav,
            beside,
            cards,
            permissions,
            asset_links: assets::links(),
            settings,
        }));
        let service = web.service(router);
        Ok((web, service))
    }

    fn service(&self, router: Router<Web>) -> Router {
        let rooms = router
            .fallback(|| async { Problem::NotFound })
            .method_not_allowed_fallback(|| async { Problem::WrongMethod })
            .with_state(self.clone());
        // The layers stand before the routing, so that a form's own page can be asked for anew within one request.
        Router::new()
            .fallback_service(rooms)
            .layer(from_fn_with_state(self.clone(), kept::forms))
            .layer(from_fn_with_state(self.clone(), doors::recognise))
            .layer(from_fn(guard::same_origin))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_WITH_FILE))
            .layer(CatchPanicLayer::custom(|_| Problem::Broken.into_response()))
            .layer(from_fn_with_state(self.clone(), tell::problems))
            .layer(from_fn(guard::protect))
            .layer(CompressionLayer::new())
            .with_state(self.clone())
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn doorkeeper(&self) -> &dyn Doorkeeper {
        self.0.doorkeeper.as_ref()
    }

    /// The texts.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.0.texts
    }

    /// Every route.
    #[must_use]
    pub fn cards(&self) -> &[RouteCard] {
        &self.0.cards
    }

    /// Every permission.
    #[must_use]
    pub fn permissions(&self) -> &[PermissionCard] {
        &self.0.permissions
    }

    pub(crate) fn templates(&self) -> &Environment<'static> {
        &self.0.templates
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn asset_links(&self) -> &BTreeMap<&'static str, String> {
        &self.0.asset_links
    }

    /// The menu as a caller sees it.
    pub(crate) fn nav<'w>(&'w self, caller: &'w Caller) -> impl Iterator<Item = &'w Nav> {
        self.0.nav.iter().filter(move |nav| (nav.may)(caller))
    }

    /// What other slices lay on a page, as a caller sees it.
    pub(crate) fn beside<'w>(&'w self, on: &'w str, caller: &'w Caller) -> impl Iterator<Item = &'w Beside> {
        self.0.beside.iter().filter(move |link| link.on == on && (link.may)(caller))
    }
}
