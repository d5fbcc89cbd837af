//! Telephone numbers as people write them into one cell: one, or a mobile and that of a relative. No I/O.
//!
//! Which separators part two numbers and which part one number's own digits is told by what stands between them: each
//! part must be a number by itself.

/// The fewest and the most digits of a number (E.164 allows fifteen).
const DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

/// The numbers that stand in a text, in their order, as written; words beside a number are
/// its remark.
#[must_use]
pub fn phones(written: &str) -> Vec<&str> {
    parted(written, &[" / ", ",", ";", "\n", "\r", "|", " o ", " e ", " oppure ", " or "])
        .or_else(|| is_phone(written).then(|| vec![written.trim()]))
        .or_else(|| parted(written, &["/", " - "]))
        .unwrap_or_default()
}

fn parted<'t>(written: &'t str, separators: &[&str]) -> Option<Vec<&'t str>> {
    let mut parts = vec![written];
    for separator in separators {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    (parts.len() > 1 && parts.iter().all(|part| is_phone(part))).then_some(parts)
}

fn is_phone(text: &str) -> bool {
    DIGITS.contains(&text.chars().filter(char::is_ascii_digit).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_in_one_text_are_two_and_the_parts_of_one_number_are_one() {
        for two in [
            "333 1234567 / 02 998877",
            "333 1234567, 02 998877",
            "333 1234567;02 998877",
            "333 1234567 o 02 998877",
            "333 1234567\n02 998877",
            "333 1234567/02 998877",
        ] {
            assert_eq!(phones(two), ["333 1234567", "02 998877"], "{two}");
        }
        for one in [
            "333 1234567 / chiedere di Musa",
            "395/3276948",
            "333 / 1234567",
            "0331 / 123456",
            "347,1234567",
            "+39 333 1234567",
            "02-99 88 77",
        ] {
            assert_eq!(phones(one), [one]);
        }
        assert_eq!(phones("+39 333 1234567 (madre) / 0039 02998877"), ["+39 333 1234567 (madre)", "0039 02998877"]);
        for none in ["", "chiedere a Musa", "12345", "3331234567029988771122"] {
            assert_eq!(phones(none), Vec::<&str>::new(), "{none}");
        }
    }
}
