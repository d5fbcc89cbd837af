//! The three letters that a name gives to a code (D.M. 23/12/1976, arts. 3 and 4).

use kernel::text::fold;

/// Of family names: the first three consonants, then vowels, then `X`.
pub(super) fn of_family(names: &str) -> String {
    let (consonants, vowels) = parted(names);
    three(consonants, vowels)
}

/// Of given names: as of family names, but the first, third and fourth consonant where there are four.
pub(super) fn of_given(names: &str) -> String {
    let (mut consonants, vowels) = parted(names);
    if consonants.len() > 3 {
        consonants.remove(1);
    }
    three(consonants, vowels)
}

fn parted(names: &str) -> (Vec<char>, Vec<char>) {
    let letters = fold(names).to_ascii_uppercase();
    letters.chars().filter(char::is_ascii_uppercase).partition(|letter| !"AEIOU".contains(*letter))
}

fn three(consonants: Vec<char>, vowels: Vec<char>) -> String {
    consonants.into_iter().chain(vowels).chain(['X'; 3]).take(3).collect()
}
