//! What of a mail server's answer is kept: why a letter was not taken, and never whom it was for.

use lettre::Address;
use lettre::transport::smtp::Error;

use super::Letter;

/// Why a letter was not taken.
#[derive(Debug)]
pub(super) struct Why {
    /// The reply code, where there was a reply: all that the log is told.
    pub(super) code: Option<String>,
    /// In words, without anything like an address.
    pub(super) words: String,
}

impl Why {
    /// A word of our own.
    pub(super) fn word(word: &str) -> Self {
        Self { code: None, words: word.to_owned() }
    }

    /// What went wrong on the way to these recipients.
    pub(super) fn of(error: &Error, letter: &Letter) -> Self {
        let code = error.status().map(|code| code.to_string());
        Self { code, words: without_addresses(&error.to_string(), letter.envelope.to()) }
    }
}

/// The words without anything like an address, and without the parts of these.
fn without_addresses(words: &str, of: &[Address]) -> String {
    let parts: Vec<String> =
        of.iter().flat_map(|address| [address.user(), address.domain()]).map(str::to_lowercase).collect();
    let tells = |word: &str| {
        let word = word.to_lowercase();
        let alone = word.trim_matches(|one: char| !one.is_alphanumeric());
        // A part of one or two letters stands in every other word.
        word.contains('@') || parts.iter().any(|part| alone == part || (part.len() > 2 && word.contains(part.as_str())))
    };
    words.split_whitespace().map(|word| if tells(word) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_looks_like_an_address_and_every_part_of_the_recipient_s_is_left_out() {
        let amina: Address = "Amina.P@posta.example".parse().unwrap();
        let said =
            "permanent error (550): 5.1.1 <amina.p@posta.example>: user amina.p of POSTA.example unknown, ask help@x";
        let kept = "permanent error (550): 5.1.1 … user … of … unknown, ask …";
        assert_eq!(without_addresses(said, &[amina]), kept);
    }
}
