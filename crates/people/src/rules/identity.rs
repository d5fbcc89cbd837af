//! Who is who: the keys by which a person is found, and how well somebody answers to what was asked.
use kernel::BirthDay;

/// What a person is recognised by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Naming<'a> {
    /// Given names.
    pub given: &'a str,
    /// Family names.
    pub family: &'a str,
    /// Other names: an alias, a name in another script.
    pub also_known_as: Option<&'a str>,
    /// Telephone.
    pub phone: Option<&'a str>,
    /// E-mail.
    pub email: Option<&'a str>,
    /// *Codice fiscale*.
    pub tax_code: Option<&'a str>,
    /// CUI.
    pub cui: Option<&'a str>,
    /// When born.
    pub born: Option<BirthDay>,
}

/// The keys of a person.
#[must_use]
pub fn keys(of: &Naming<'_>) -> Vec<String> {
    let _ = of;
    Vec::new()
}
