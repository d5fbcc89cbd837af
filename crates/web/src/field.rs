//! Fields: declared once, then read from a form or from JSON by the same code and described in the OpenAPI document.

/// How a field is read.
#[derive(Clone, Copy)]
pub enum Kind {
    /// One line of text, at most so many characters.
    Text(usize),
    /// Several lines of text, at most so many characters.
    Prose(usize),
    /// A calendar day.
    Day,
    /// A day of birth, or the year alone.
    BirthDay,
    /// An amount of euro.
    Money,
    /// A whole number between two bounds.
    Number(i64, i64),
    /// Yes or no.
    Flag,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// Any of these words.
    Words(fn() -> Vec<&'static str>),
    /// The id of something.
    Id,
    /// A code of a programme, territory or country.
    Code,
}

/// One field of a form or of a JSON body.
#[derive(Clone, Copy)]
pub struct Field {
    /// Its name, in kebab-case, the same in forms and in JSON.
    pub name: &'static str,
    /// How it is read.
    pub kind: Kind,
    /// Whether it must be filled.
    pub required: bool,
    /// What it is, for the OpenAPI document.
    pub says: &'static str,
}

impl Field {
    /// An optional field.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind, says: &'static str) -> Self {
        Self { name, kind, required: false, says }
    }

    /// The same field, which must be filled.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// The words of an enum made by [`kernel::words!`], for [`Kind::Word`].
#[macro_export]
macro_rules! words_of {
    ($type:ty) => {
        || <$type>::ALL.iter().map(|member| member.word()).collect()
    };
}
