//! What every slice needs to answer a request: who asks and how far they see, forms, pages, problems, the API's
//! common part.
//!
//! A slice hands in one [`Module`]. A handler names its permission in its arguments (`May<ViewPathways>`), receives a
//! [`store::Db`] narrowed to it, and returns an [`Answer`]. Absent on purpose: a way to a database handle that names no
//! permission, inline scripts or styles, sessions kept in memory.

pub mod api;
pub mod assets;
mod caller;
mod declined;
mod desk;
mod doors;
pub mod field;
mod form;
mod guard;
mod kept;
mod language;
mod module;
mod openapi;
mod own;
mod page;
mod permission;
mod problem;
mod query;
mod tell;
mod templates;
mod texts;
mod upload;
mod versions;

pub use caller::{Caller, Doorkeeper, Doors, GrantHeld, Via};
pub use declined::Declined;
pub use desk::{Desk, Flash, Visitor, is_own_path};
pub use doors::{Id, May, SESSION_COOKIE, Threshold};
pub use field::{Field, Kind};
pub use fluent_bundle::FluentValue;
pub use form::{FieldError, Form, Posted};
pub use language::Language;
pub use module::{Beside, House, Menu, Module, Nav, RouteCard, Routes, Settings, Web};
pub use page::{ListLinks, list_links};
pub use permission::{Anyone, Permission, PermissionCard, SignedIn};
#[doc(hidden)]
pub use permission::{first_sentence, shared_of};
pub use problem::{Answer, Problem, Refusal};
pub use query::{Filters, Sorting};
pub use texts::Texts;
pub use upload::{SentFile, Uploaded};
