//! Latin names in other scripts, by rule, where the lists give none. Rough, as clerks are.

/// A script in which people of a country write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Arabic,
    Persian,
    Urdu,
    Cyrillic,
    Geez,
    Bengali,
    Han,
}

/// A Latin name in a script, word by word; nothing where no rule writes it.
pub(super) fn write(name: &str, script: Script) -> Option<String> {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'é' | 'è' => 'e',
            'ï' => 'i',
            other => other,
        })
        .filter(|c| c.is_ascii_lowercase() || *c == ' ')
        .collect();
    let word = |word: &str| match script {
        Script::Arabic => Some(table(word, &[ARABIC])),
        Script::Persian => Some(table(word, &[PERSIAN])),
        Script::Urdu => Some(table(word, &[URDU, PERSIAN])),
        Script::Cyrillic => Some(table(word, &[CYRILLIC])),
        Script::Geez => Some(geez(word)),
        Script::Bengali => Some(bengali(word)),
        Script::Latin | Script::Han => None,
    };
    plain.split(' ').map(word).collect::<Option<Vec<_>>>().map(|words| words.join(" "))
}

/// Spellings in Latin letters and what stands for them, longest first; `^` means at the beginning, `$` at the end.
type Table = &'static [(&'static str, &'static str)];

const ARABIC: Table = &[
    ("^a", "ا"),
    ("^e", "ا"),
    ("^i", "إ"),
    ("^o", "ع"),
    ("^u", "ع"),
    ("kh", "خ"),
    ("gh", "غ"),
    ("sh", "ش"),
    ("ch", "ش"),
    ("th", "ث"),
    ("dh", "ذ"),
    ("dj", "ج"),
    ("ou", "و"),
    ("oo", "و"),
    ("ee", "ي"),
    ("ay", "اي"),
    ("ai", "اي"),
    ("ss", "س"),
    ("ll", "ل"),
    ("mm", "م"),
    ("bb", "ب"),
    ("dd", "د"),
    ("tt", "ت"),
    ("aa", "ا"),
    ("b", "ب"),
    ("c", "ك"),
    ("d", "د"),
    ("f", "ف"),
    ("g", "ج"),
    ("h", "ه"),
    ("i", "ي"),
    ("j", "ج"),
    ("k", "ك"),
    ("l", "ل"),
    ("m", "م"),
    ("n", "ن"),
    ("o", "و"),
    ("p", "ب"),
    ("q", "ق"),
    ("r", "ر"),
    ("s", "س"),
    ("t", "ت"),
    ("u", "و"),
    ("v", "ف"),
    ("w", "و"),
    ("x", "كس"),
    ("y", "ي"),
    ("z", "ز"),
    ("a", ""),
    ("e", ""),
];

const PERSIAN: Table = &[
    ("^a", "ا"),
    ("^e", "ا"),
    ("^i", "ا"),
    ("^o", "ع"),
    ("^u", "ع"),
    ("kh", "خ"),
    ("gh", "غ"),
    ("sh", "ش"),
    ("ch", "چ"),
    ("th", "ت"),
    ("oo", "و"),
    ("ee", "ی"),
    ("ai", "ی"),
    ("ay", "ی"),
    ("ss", "س"),
    ("ll", "ل"),
    ("mm", "م"),
    ("bb", "ب"),
    ("dd", "د"),
    ("tt", "ت"),
    ("aa", "ا"),
    ("b", "ب"),
    ("c", "ک"),
    ("d", "د"),
    ("f", "ف"),
    ("g", "گ"),
    ("h", "ه"),
    ("i", "ی"),
    ("j", "ج"),
    ("k", "ک"),
    ("l", "ل"),
    ("m", "م"),
    ("n", "ن"),
    ("o", "و"),
    ("p", "پ"),
    ("q", "ق"),
    ("r", "ر"),
    ("s", "س"),
    ("t", "ت"),
    ("u", "و"),
    ("v", "و"),
    ("w", "و"),
    ("x", "کس"),
    ("y", "ی"),
    ("z", "ز"),
    ("a", ""),
    ("e", ""),
];

/// What Urdu writes otherwise than Persian: aspirates, the retroflex letters where the Latin spelling doubles them, and
/// the forms that stand at the end alone.
const URDU: Table = &[
    ("^a", "ا"),
    ("^e", "ا"),
    ("^i", "ا"),
    ("^o", "ا"),
    ("^u", "ع"),
    ("an$", "ان"),
    ("oon$", "وں"),
    ("ay$", "ے"),
    ("ey$", "ے"),
    ("a$", "ہ"),
    ("e$", "ے"),
    ("bh", "بھ"),
    ("kh", "خ"),
    ("gh", "غ"),
    ("sh", "ش"),
    ("ch", "چ"),
    ("th", "تھ"),
    ("dh", "دھ"),
    ("jh", "جھ"),
    ("ph", "پھ"),
    ("rr", "ڑ"),
    ("dd", "ڈ"),
    ("tt", "ٹ"),
    ("h", "ہ"),
];

const CYRILLIC: Table = &[
    ("shch", "щ"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("yu", "ю"),
    ("ya", "я"),
    ("ye", "є"),
    ("a", "а"),
    ("b", "б"),
    ("c", "к"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "г"),
    ("i", "і"),
    ("j", "й"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "к"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "в"),
    ("x", "кс"),
    ("y", "и"),
    ("z", "з"),
];

/// Writes a word by the first spelling that fits, the tables in their order.
fn table(word: &str, tables: &[Table]) -> String {
    let mut written = String::new();
    let mut rest = word;
    'letters: while !rest.is_empty() {
        for (spelling, sign) in tables.iter().copied().flatten() {
            let spelt = match (spelling.strip_prefix('^'), spelling.strip_suffix('$')) {
                (Some(first), _) if rest.len() == word.len() => rest.strip_prefix(first),
                (None, Some(last)) if rest == last => Some(""),
                (None, None) => rest.strip_prefix(*spelling),
                _ => None,
            };
            if let Some(after) = spelt {
                written.push_str(sign);
                rest = after;
                continue 'letters;
            }
        }
        rest = &rest[1..];
    }
    written
}

/// A consonant and the vowel after it, as syllabic scripts write them.
fn syllables(word: &str, digraphs: &[&str]) -> Vec<(String, Option<char>)> {
    let mut syllables: Vec<(String, Option<char>)> = Vec::new();
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        if "aeiou".contains(letter) {
            match syllables.last_mut() {
                Some((_, vowel @ None)) => *vowel = Some(letter),
                // A second vowel in a row is swallowed, as in *ou*.
                Some((_, Some(_))) => {}
                None => syllables.push((String::new(), Some(letter))),
            }
            rest = &rest[1..];
            continue;
        }
        let consonant =
            digraphs.iter().find(|digraph| rest.starts_with(**digraph)).map_or(&rest[..1], |digraph| digraph);
        rest = &rest[consonant.len()..];
        if syllables.last().is_some_and(|(last, vowel)| last == consonant && vowel.is_none()) {
            continue;
        }
        syllables.push((consonant.to_owned(), None));
    }
    syllables
}

fn geez(word: &str) -> String {
    let row = |consonant: &str| match consonant {
        "h" => 0x1200,
        "l" => 0x1208,
        "m" => 0x1218,
        "r" => 0x1228,
        "s" => 0x1230,
        "sh" => 0x1238,
        "q" => 0x1240,
        "b" | "v" => 0x1260,
        "t" => 0x1270,
        "ch" => 0x1278,
        "n" => 0x1290,
        "k" | "c" => 0x12a8,
        "w" => 0x12c8,
        "z" => 0x12d8,
        "y" => 0x12e8,
        "d" => 0x12f0,
        "j" => 0x1300,
        "g" | "gh" => 0x1308,
        "ts" => 0x1338,
        "f" | "ph" => 0x1348,
        "p" => 0x1350,
        _ => 0x12a0,
    };
    let sign = |(consonant, vowel): (String, Option<char>)| {
        let order = match vowel {
            Some('e') => 0,
            Some('u') => 1,
            Some('i') => 2,
            Some('a') => 3,
            Some('o') => 6,
            _ => 5,
        };
        char::from_u32(row(&consonant) + order)
    };
    syllables(word, &["sh", "ch", "gh", "ts", "ph"]).into_iter().filter_map(sign).collect()
}

fn bengali(word: &str) -> String {
    let mut written = String::new();
    for (consonant, vowel) in syllables(word, &["kh", "gh", "ch", "jh", "th", "dh", "ph", "bh", "sh"]) {
        written.push_str(match consonant.as_str() {
            "k" | "c" | "q" => "ক",
            "kh" => "খ",
            "g" => "গ",
            "gh" => "ঘ",
            "ch" => "চ",
            "j" | "z" | "jh" => "জ",
            "t" => "ত",
            "th" => "থ",
            "d" => "দ",
            "dh" => "ধ",
            "n" => "ন",
            "p" => "প",
            "f" | "ph" => "ফ",
            "b" => "ব",
            "bh" | "v" => "ভ",
            "m" => "ম",
            "r" => "র",
            "l" => "ল",
            "sh" => "শ",
            "s" => "স",
            "h" => "হ",
            "y" => "য়",
            "w" => "ও",
            _ => "",
        });
        let after = !consonant.is_empty();
        written.push_str(match (vowel, after) {
            (Some('a'), true) => "া",
            (Some('i'), true) => "ি",
            (Some('u'), true) => "ু",
            (Some('e'), true) => "ে",
            (Some('o'), true) => "ো",
            (Some('a'), false) => "আ",
            (Some('i'), false) => "ই",
            (Some('u'), false) => "উ",
            (Some('e'), false) => "এ",
            (Some('o'), false) => "ও",
            _ => "",
        });
    }
    written
}
