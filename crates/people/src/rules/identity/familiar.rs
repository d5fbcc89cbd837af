//! Names that many people bear, and the hands in which each is written.
//!
//! That two people are called *Mohamed* says little, that two are called *Ghebremeskel* says much: agreement weighs by
//! how rare the name is (W. E. Winkler, *Frequency-based matching in the Fellegi–Sunter model of record linkage*,
//! Statistical Research Division, US Census Bureau, 2000). Soglia has no register of names to count in: the frequencies
//! are *assumed*, in five steps, and stand here for everybody to read.

use std::collections::HashMap;
use std::sync::LazyLock;

use kernel::text::sound;
use strsim::osa_distance;

/// One name: how rare it is, in hundredths of a bit, and its folded spellings.
pub(super) struct Familiar {
    /// The weight of agreeing on it.
    pub(super) weight: i32,
    /// Its spellings, folded; transliterations of scripts without vowels among them.
    pub(super) spellings: &'static [&'static str],
}

/// A name that is in no list here: one bearer in some 360.
pub(super) const RARE: i32 = 850;

const EVERYWHERE: i32 = 350;
const VERY_COMMON: i32 = 450;
const COMMON: i32 = 550;
const FREQUENT: i32 = 650;

const fn familiar(weight: i32, spellings: &'static [&'static str]) -> Familiar {
    Familiar { weight, spellings }
}

/// The place of a folded word in [`FAMILIAR`].
pub(super) fn place(word: &str) -> Option<usize> {
    INDEX.places.get(word).copied()
}

/// The first spelling of the name that a folded word most likely stands for: itself listed, or a slip away from a
/// listed spelling that sounds the same.
pub(super) fn first_spelling(word: &str) -> Option<&'static str> {
    let place = INDEX.places.get(word).copied().or_else(|| {
        let far = match word.len() {
            ..=4 => return None,
            5..=7 => 1,
            _ => 2,
        };
        let alike = INDEX.by_sound.get(&sound(word))?.iter();
        let near = alike.map(|(spelling, place)| (osa_distance(word, spelling), *place));
        near.filter(|(distance, _)| *distance <= far).min().map(|(_, place)| place)
    });
    FAMILIAR[place?].spellings.first().copied()
}

struct Index {
    places: HashMap<&'static str, usize>,
    by_sound: HashMap<String, Vec<(&'static str, usize)>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { places: HashMap::new(), by_sound: HashMap::new() };
    for (place, name) in FAMILIAR.iter().enumerate() {
        for spelling in name.spellings {
            index.places.entry(spelling).or_insert(place);
            index.by_sound.entry(sound(spelling)).or_default().push((spelling, place));
        }
    }
    index
});

/// The list.
pub(super) const FAMILIAR: &[Familiar] = &[
    familiar(
        EVERYWHERE,
        &[
            "mohamed",
            "mohammed",
            "muhammad",
            "mohammad",
            "mohamad",
            "mohamet",
            "muhamed",
            "muhammed",
            "muhamad",
            "mehmet",
            "mohd",
            "mohmd",
            "mhd",
            "md",
            "mhmd",
            "mahamed",
            "mahamad",
            "maxamed",
            "mokhammed",
            "mokhamed",
            "mukhammad",
            "mukhamed",
            "mokhammad",
            "mouhamed",
            "mouhamad",
            "mohaammd",
            "mohaammad",
            "mahammad",
        ],
    ),
    familiar(
        EVERYWHERE,
        &[
            "ahmed",
            "ahmad",
            "achmed",
            "ahmet",
            "hmd",
            "ahmd",
            "akhmed",
            "akhmad",
            "axmed",
            "aahhemade",
            "aahmed",
            "aahmd",
            "aahmad",
        ],
    ),
    familiar(VERY_COMMON, &["ali", "aly", "ly", "aali", "aalii", "aliy"]),
    familiar(
        VERY_COMMON,
        &[
            "mamadou",
            "mamadu",
            "momodou",
            "momodu",
            "modou",
            "mahamadou",
            "mouhamadou",
            "amadou",
            "amadu",
            "ahmadou",
            "ahmadu",
        ],
    ),
    familiar(VERY_COMMON, &["hassan", "hasan", "hsn", "hassane", "khasan", "xasan", "hasaan", "assane", "hacen"]),
    familiar(
        VERY_COMMON,
        &[
            "hussein", "hussain", "hossain", "hosain", "husain", "husein", "hossein", "houssein", "hoseyn", "hosen",
            "hsyn", "khusein", "khuseyn", "xuseen", "husayn",
        ],
    ),
    familiar(COMMON, &["hosseini", "hussaini", "husseini", "hosayni", "hossaini", "hsyny", "husayni"]),
    familiar(COMMON, &["mahmoud", "mahmud", "mehmood", "mahmood", "mhmwd", "makhmud", "maxamuud", "mahamoud"]),
    familiar(
        COMMON,
        &[
            "ibrahim", "ibrahima", "ebrahim", "abrahim", "ibraahim", "braahym", "brhym", "brahim", "ebrima",
            "ibraheem", "ibrahym", "abrahym",
        ],
    ),
    familiar(COMMON, &["omar", "umar", "oumar", "omer", "umer", "aumar", "mr"]),
    familiar(
        COMMON,
        &["osman", "usman", "ousmane", "ousman", "othman", "uthman", "thmn", "thman", "cusmaan", "ousmana"],
    ),
    familiar(
        COMMON,
        &[
            "abdullah",
            "abdallah",
            "abdulla",
            "abdalla",
            "abdoulaye",
            "abdoullaye",
            "abdullahi",
            "abdulahi",
            "abdoulahi",
            "bdllh",
            "abdellah",
        ],
    ),
    familiar(
        COMMON,
        &[
            "abdulrahman",
            "abdelrahman",
            "abdurrahman",
            "abdalrahman",
            "abdoulrahman",
            "abdrrahman",
            "abdirahman",
            "abdramane",
            "abderrahmane",
            "abdurakhman",
            "bdalrhmn",
            "bdlrhmn",
            "abderrahman",
            "abdelrahmane",
        ],
    ),
    familiar(
        COMMON,
        &[
            "yusuf", "youssef", "yousef", "yousuf", "youssouf", "joseph", "yosief", "yosef", "yusef", "yousif", "ywsf",
            "iusuf", "yuusuf", "youssuf",
        ],
    ),
    familiar(COMMON, &["moussa", "musa", "mousa", "mussa", "mosa", "muse", "muuse", "mwsy", "mws"]),
    familiar(
        COMMON,
        &["ismail", "ismael", "ismaila", "esmail", "ismaiil", "ismaciil", "smyl", "asmayl", "ismaeel", "esmaeil"],
    ),
    familiar(COMMON, &["khaled", "khalid", "khald", "kaled", "chaled", "haled", "khaalid", "khalide"]),
    familiar(COMMON, &["said", "saeed", "saied", "sayed", "syd", "seid", "saiid", "siciid"]),
    familiar(COMMON, &["karim", "kareem", "krym", "abdelkarim", "abdulkarim"]),
    familiar(COMMON, &["rahman", "rehman", "rahaman", "rhmn", "rohman"]),
    familiar(VERY_COMMON, &["islam", "eslam", "slm", "islaam", "aslam"]),
    familiar(COMMON, &["uddin", "udin", "oddin", "uddeen", "uddn"]),
    familiar(COMMON, &["miah", "mia", "miya", "mya", "miyaa"]),
    familiar(VERY_COMMON, &["khan", "han", "khaan", "kan"]),
    familiar(FREQUENT, &["chowdhury", "choudhury", "chaudhry", "chaudhary", "chaudhri", "choudhry", "chowdhuri"]),
    familiar(COMMON, &["begum", "begam", "begom", "begm"]),
    familiar(COMMON, &["akter", "akhtar", "akhter", "aktar", "aktr"]),
    familiar(
        COMMON,
        &[
            "fatima",
            "fatema",
            "fatma",
            "fatimah",
            "ftm",
            "fatimat",
            "faadumo",
            "fadumo",
            "faduma",
            "fatme",
            "phaatemaa",
            "ftmh",
            "fathima",
        ],
    ),
    familiar(COMMON, &["fatoumata", "fatumata", "fatou", "fatu", "fatoumatta", "fatimata", "fatouma"]),
    familiar(
        COMMON,
        &[
            "aisha", "aicha", "ayesha", "aysha", "aissa", "aissatou", "isatou", "aishah", "ysh", "caasho", "asha",
            "aiysha", "aysh",
        ],
    ),
    familiar(
        COMMON,
        &[
            "mariam", "maryam", "mariama", "mariame", "miriam", "meriem", "marium", "mrym", "maryan", "maryama",
            "maria", "mariya", "mariia",
        ],
    ),
    familiar(COMMON, &["amina", "aminata", "aminatou", "aminah", "aamina", "mn", "amna", "aaminaa"]),
    familiar(
        FREQUENT,
        &[
            "khadija",
            "kadidja",
            "khadidja",
            "khadijah",
            "kadija",
            "kadiatou",
            "kadidiatou",
            "hadija",
            "khdyj",
            "khadra",
            "khadijatou",
            "kadiatu",
        ],
    ),
    familiar(VERY_COMMON, &["diallo", "jallow", "jalloh", "dialo", "diallow", "jalo", "djallo", "diyallo", "dyalw"]),
    familiar(COMMON, &["traore", "trawally", "traoure", "trawore", "traor", "taraore"]),
    familiar(COMMON, &["bah", "ba", "bha", "bahh"]),
    familiar(COMMON, &["barry", "bary", "barri"]),
    familiar(COMMON, &["keita", "keyta", "kaita", "keitta"]),
    familiar(COMMON, &["coulibaly", "koulibaly", "coulibali", "kulibaly"]),
    familiar(COMMON, &["camara", "kamara", "camarra"]),
    familiar(COMMON, &["kone", "conneh", "koneh"]),
    familiar(COMMON, &["toure", "touray", "turay", "ture"]),
    familiar(COMMON, &["diarra", "jarra", "diara", "jara"]),
    familiar(FREQUENT, &["cisse", "ceesay", "sesay", "sisse"]),
    familiar(FREQUENT, &["sow", "sowe", "so"]),
    familiar(FREQUENT, &["sylla", "silla", "syla"]),
    familiar(COMMON, &["singh", "sing", "sngh"]),
    familiar(FREQUENT, &["tesfay", "tesfai", "tesfaye", "taasefaaye", "tasfay"]),
    familiar(FREQUENT, &["haile", "hayle", "hailay", "haayela", "hayla"]),
    familiar(FREQUENT, &["ghebre", "gebre", "gabera", "gebere"]),
    familiar(FREQUENT, &["oleksandr", "aleksandr", "alexander", "aleksander", "alexandr", "olexandr", "sasha"]),
    familiar(FREQUENT, &["oleksandra", "aleksandra", "alexandra"]),
    familiar(FREQUENT, &["olena", "elena", "yelena", "alena", "helena", "lena"]),
    familiar(FREQUENT, &["iryna", "irina", "iryn", "arina"]),
    familiar(FREQUENT, &["natalia", "nataliia", "natalya", "nataliya", "natalja", "natasha"]),
    familiar(FREQUENT, &["tetiana", "tatiana", "tetyana", "tatyana", "tanya", "tatjana"]),
    familiar(FREQUENT, &["kateryna", "ekaterina", "yekaterina", "katerina", "katya", "catherine"]),
    familiar(FREQUENT, &["dmytro", "dmitri", "dmitry", "dmitrii", "dimitri", "dmitro", "dima"]),
    familiar(FREQUENT, &["serhii", "sergey", "sergei", "serhiy", "sergii", "sergiy", "serghei"]),
    familiar(FREQUENT, &["mykola", "nikolai", "nikolay", "mikola", "nikolaj"]),
    familiar(FREQUENT, &["andrii", "andrey", "andrei", "andriy", "andrij"]),
    familiar(FREQUENT, &["volodymyr", "vladimir", "volodimir", "wladimir", "vladymyr"]),
    familiar(FREQUENT, &["yuliia", "julia", "yulia", "iuliia", "yuliya", "julija", "giulia"]),
    familiar(FREQUENT, &["mykhailo", "mikhail", "michail", "mykhaylo", "mihail", "misha"]),
    familiar(FREQUENT, &["anna", "hanna", "ganna", "hana", "ana"]),
    familiar(FREQUENT, &["yurii", "yuri", "yuriy", "iurii", "jurij", "juri"]),
    familiar(FREQUENT, &["yevhen", "evgeny", "evhen", "yevgeny", "evgenii", "eugene", "ievgen"]),
    familiar(FREQUENT, &["oleh", "oleg"]),
    familiar(FREQUENT, &["ihor", "igor"]),
    familiar(FREQUENT, &["halyna", "galina", "galyna", "halina"]),
    familiar(FREQUENT, &["svitlana", "svetlana", "svitlna"]),
    familiar(FREQUENT, &["bohdan", "bogdan"]),
    familiar(FREQUENT, &["ivan", "iwan"]),
    familiar(VERY_COMMON, &["wang", "wong"]),
    familiar(VERY_COMMON, &["li", "lee"]),
    familiar(VERY_COMMON, &["zhang", "chang", "chong"]),
    familiar(VERY_COMMON, &["chen", "chan", "tchen"]),
    familiar(VERY_COMMON, &["nguyen", "nguen"]),
    familiar(FREQUENT, &["ivanov", "ivanova", "iwanow"]),
    familiar(COMMON, &["rahimi", "rahimy", "rhymy"]),
    familiar(COMMON, &["ahmadi", "ahmady", "hmdy", "ahmedi"]),
    familiar(COMMON, &["mohammadi", "muhammadi", "mohamadi", "mhmdy"]),
    familiar(COMMON, &["abdi", "cabdi", "abdy"]),
    familiar(COMMON, &["adam", "adan", "adem", "aden", "aadan"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_stands_for_two_names() {
        for (place, name) in FAMILIAR.iter().enumerate() {
            for spelling in name.spellings {
                assert_eq!(super::place(spelling), Some(place), "{spelling}");
                assert_eq!(kernel::text::fold(spelling), *spelling, "a spelling is folded");
            }
        }
    }

    #[test]
    fn a_slip_still_stands_for_its_name_and_another_name_does_not() {
        assert_eq!(first_spelling("mohammaed"), Some("mohamed"));
        assert_eq!(first_spelling("momodou"), Some("mamadou"));
        assert_eq!(first_spelling("vassiriki"), None);
        assert_eq!(first_spelling("madi"), None);
    }
}
