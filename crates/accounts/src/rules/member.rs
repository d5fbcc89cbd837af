//! What a member's e-mail and password must be.

use web::Refusal;

/// The fewest characters of a password. NIST SP 800-63B-4 asks 15 where the password is the only factor.
pub const SHORTEST_PASSWORD: usize = 15;
/// The most characters of a password.
pub const LONGEST_PASSWORD: usize = 200;

/// Why a member is not added or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberRefusal {
    /// The text is no e-mail address.
    NotAnAddress,
    /// Another member has this e-mail.
    EmailTaken,
    /// The member holds roles that the keeper could not give.
    HoldsMore,
    /// Nobody closes their own access.
    Oneself,
}

impl Refusal for MemberRefusal {
    fn field(&self) -> &'static str {
        match self {
            Self::NotAnAddress | Self::EmailTaken => "email",
            Self::HoldsMore | Self::Oneself => "",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotAnAddress => "not-an-address",
            Self::EmailTaken => "member-email-taken",
            Self::HoldsMore => "member-holds-more",
            Self::Oneself => "member-is-oneself",
        }
    }
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// Shorter than [`SHORTEST_PASSWORD`].
    TooShort,
    /// It says the member's own name or e-mail, or one character over and over.
    TooEasy,
    /// The two new ones differ.
    Differ,
    /// The current one is wrong.
    WrongCurrent,
}

impl Refusal for PasswordRefusal {
    fn field(&self) -> &'static str {
        match self {
            Self::TooShort | Self::TooEasy => "new-password",
            Self::Differ => "repeat-password",
            Self::WrongCurrent => "current-password",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooEasy => "password-too-easy",
            Self::Differ => "password-differ",
            Self::WrongCurrent => "password-wrong-current",
        }
    }
}

/// The form of an e-mail by which it is compared: without blanks around it, in lower case.
#[must_use]
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether a text looks like an e-mail address. Whether mail arrives is another matter.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"'));
    clean
        && !name.is_empty()
        && !name.contains('@')
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !host.contains("..")
}

/// Checks a new password typed twice. Length counts, not signs and digits (NIST SP 800-63B-4 §3.1.1.2).
///
/// # Errors
/// The first thing wrong with it.
pub fn checked_password(password: &str, again: &str, email: &str, name: &str) -> Result<(), PasswordRefusal> {
    let typed = password.trim();
    if typed.chars().count() < SHORTEST_PASSWORD {
        return Err(PasswordRefusal::TooShort);
    }
    let lower = typed.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if lower == email_key(email) || lower == name.trim().to_lowercase() || letters.len() < 5 {
        return Err(PasswordRefusal::TooEasy);
    }
    if typed != again.trim() {
        return Err(PasswordRefusal::Differ);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_e_mail_has_one_key_however_it_is_typed() {
        assert_eq!(email_key(" Anna.Bo@Esempio.IT "), "anna.bo@esempio.it");
        assert_ne!(email_key("anna.b@esempio.it"), email_key("anna-b@esempio.it"));
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        assert!(is_address("anna.bo+x@sub.esempio.it"));
        for wrong in [
            "",
            "anna",
            "@esempio.it",
            "anna@",
            "anna@it",
            "a b@esempio.it",
            "a@b@c.it",
            "a@.it",
            "a@b..it",
            "A <a@b.it>",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_long_not_easy_and_typed_twice_alike() {
        let check =
            |one: &str, two: &str| checked_password(one, two, "annabella.rossi@esempio.it", "Annabella Rossini");
        assert_eq!(check("quattro pecore blu", "quattro pecore blu "), Ok(()));
        assert_eq!(check("quattro pecore", "quattro pecore"), Err(PasswordRefusal::TooShort));
        assert_eq!(check("quattro pecore blu", "quattro pecore"), Err(PasswordRefusal::Differ));
        for easy in ["aaaaaaaaaaaaaaaa", "annabella rossini", "Annabella.Rossi@esempio.it"] {
            assert_eq!(check(easy, easy), Err(PasswordRefusal::TooEasy), "{easy}");
        }
    }
}
