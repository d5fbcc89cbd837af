//! Short codes that stand for a person or a household where names must not be read.

use kernel::Uuid;

/// Digits and letters without those that are read for one another (Crockford's base 32).
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code of eight signs from the random end of an id, with a letter that says what it stands for: `N-7K3Q-F2XM`.
/// Forty bits: among half a million ids two agree with a chance of one in nine.
#[must_use]
pub fn of(kind: char, id: Uuid) -> String {
    let mut bits = id.as_u128();
    let mut signs = [0u8; 8];
    for sign in signs.iter_mut().rev() {
        *sign = SIGNS[(bits & 31) as usize];
        bits >>= 5;
    }
    let text = String::from_utf8_lossy(&signs);
    format!("{kind}-{}-{}", &text[..4], &text[4..])
}

/// The code that somebody typed, with or without its strokes; O is read as 0, I and L as 1.
#[must_use]
pub fn read(kind: char, typed: &str) -> Option<String> {
    let plain: String =
        typed.trim().chars().filter(|c| *c != '-' && *c != ' ').collect::<String>().to_ascii_uppercase();
    let signs = plain.strip_prefix(kind)?;
    let signs: String = signs
        .chars()
        .map(|c| {
            if c == 'O' {
                '0'
            } else if "IL".contains(c) {
                '1'
            } else {
                c
            }
        })
        .collect();
    let is_code = signs.len() == 8 && signs.bytes().all(|sign| SIGNS.contains(&sign));
    is_code.then(|| format!("{kind}-{}-{}", &signs[..4], &signs[4..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_and_the_same_for_the_same_id() {
        let id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0012_3456_789a);
        assert_eq!(of('N', id), of('N', id));
        assert_eq!(of('N', id).len(), 11);
        let typed = of('N', id).replace('-', "").replace('0', "o").to_lowercase();
        assert_eq!(read('N', &typed), Some(of('N', id)));
        assert_eq!(read('N', "Nadia"), None);
        assert_ne!(of('N', id), of('N', Uuid::from_u128(1)));
    }
}
