//! How the shared words describe themselves in the OpenAPI document.

use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
pub use utoipa::openapi::{RefOr, Schema};
pub use utoipa::{PartialSchema, ToSchema};

use crate::{BirthDay, Cents, Day, Moment};

/// The schema of a text that is one of a few words.
#[must_use]
pub fn one_of(words: &[&'static str]) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words.iter().copied())).into()
}

/// The schema of a text in a format that JSON Schema knows: `date`, `date-time`, `uuid`.
#[must_use]
pub fn text(format: &str) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::Custom(format.to_owned()))).into()
}

/// Describes a type that is sent as text.
#[macro_export]
macro_rules! text_schema {
    ($type:ty, Uuid) => {
        $crate::text_schema!(@ $type, $crate::schema::text("uuid"));
    };
    ($type:ty, $plain:ident) => {
        $crate::text_schema!(@ $type, $crate::schema::plain_text());
    };
    (@ $type:ty, $schema:expr) => {
        impl $crate::schema::PartialSchema for $type {
            fn schema() -> $crate::schema::RefOr<$crate::schema::Schema> {
                $schema
            }
        }
        impl $crate::schema::ToSchema for $type {}
    };
}

/// The schema of a plain text.
#[must_use]
pub fn plain_text() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).into()
}

crate::text_schema!(@ Day, text("date"));
crate::text_schema!(@ Moment, text("date-time"));
crate::text_schema!(BirthDay, Plain);

impl PartialSchema for Cents {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            .description(Some("euro cents"))
            .into()
    }
}
impl ToSchema for Cents {}
