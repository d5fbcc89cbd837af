//! Texts that a spreadsheet would take for a formula: told, and made harmless on the way out and on the way in.
//!
//! Blanks, control characters and characters without a shape are looked through, since spreadsheets do so too, and so
//! are the full-width forms of the signs (OWASP, *CSV Injection*).

use std::borrow::Cow;

/// A text as it may stand in a cell: where a spreadsheet could take it for a formula, with an apostrophe before it.
#[must_use]
pub fn neutral(text: &str) -> Cow<'_, str> {
    if is_like(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`neutral`] made harmless; any other text as it is.
#[must_use]
pub fn restored(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_like(text)).unwrap_or(cell)
}

/// Whether a spreadsheet could take a text for a formula.
#[must_use]
pub fn is_like(text: &str) -> bool {
    let mut begins = text.chars().take_while(|sign| is_unseen(*sign));
    begins.any(|sign| matches!(sign, '\t' | '\r' | '\n')) || first_seen(text).is_some_and(is_sign)
}

/// Whether a text that a person wrote is surely meant to be computed: `+39 347…` and `- sconosciuto` are not.
#[must_use]
pub fn computes(text: &str) -> bool {
    let seen = text.trim_start_matches(is_unseen);
    match seen.chars().next() {
        Some('=' | '@' | '＝' | '＠' | '﹦' | '﹫') => true,
        Some(sign) if is_sign(sign) => seen[sign.len_utf8()..].chars().any(|c| matches!(c, '(' | '!' | '|' | '=')),
        _ => false,
    }
}

fn first_seen(text: &str) -> Option<char> {
    text.chars().find(|sign| !is_unseen(*sign))
}

fn is_sign(sign: char) -> bool {
    matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫')
}

/// Whether a character shows nothing: blanks, controls, and the format characters of Unicode.
#[must_use]
pub fn is_unseen(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(sign,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNS: [&str; 13] = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "=+", "-@"];
    const BEFORE: [&str; 18] = [
        "",
        " ",
        "   ",
        "\u{00A0}",
        "\u{200B}",
        "\u{FEFF}",
        "\u{2060}",
        "\u{00AD}",
        "\u{202E}",
        "\u{3000}",
        "\u{2003}",
        "\0",
        " \u{200B} \u{FEFF}",
        "\u{180E}\u{E0020}",
        "\u{180F}",
        "\u{13430}\u{1343F}",
        "\u{1BCA0}\u{1BCA3}",
        "\u{1D173}\u{1D17A}",
    ];

    #[test]
    fn no_text_is_taken_for_a_formula_whatever_stands_before_its_sign() {
        for before in BEFORE {
            for sign in SIGNS {
                for rest in ["", "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x\")"] {
                    let text = format!("{before}{sign}{rest}");
                    assert_eq!(neutral(&text), format!("'{text}"), "{text:?}");
                    assert_eq!(restored(&neutral(&text)), text, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn a_tab_or_line_end_before_harmless_words_is_neutralised_too() {
        for before in ["\t", "\r", "\n", " \t", "\u{200B}\r"] {
            let text = format!("{before}Casa");
            assert_eq!(neutral(&text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn every_first_character_but_those_stays_as_it_is() {
        for sign in (0x20u8..0x7F).map(char::from).filter(|sign| !"=+-@".contains(*sign)) {
            let text = format!("{sign}casa=1");
            assert_eq!(neutral(&text), text, "{text:?}");
        }
        for text in ["", " ", "Percorsi aperti", "18–25", "àè", "عربي", "a\tb", "'=1"] {
            assert_eq!(neutral(text), text);
        }
    }

    #[test]
    fn what_people_write_with_a_sign_before_it_is_not_taken_for_computing() {
        for text in ["+39 347 1234567", "-", "- sconosciuto", "'ndrangheta", "+", "-5"] {
            assert!(!computes(text), "{text:?}");
        }
        for text in ["=1+1", " \u{200b}=HYPERLINK(\"http://x\")", "@SUM(A1)", "+cmd|' /C calc'!A0", "-SUM(A1)"] {
            assert!(computes(text), "{text:?}");
        }
    }
}
