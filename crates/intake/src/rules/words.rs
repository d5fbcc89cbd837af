//! The words of the field, as sheets write them: countries and demonyms, permits, circuits, relations, needs.

use std::collections::HashMap;
use std::sync::LazyLock;

use kernel::text::{fold, folded_words};
use people::rules::country::{self, CITIZENSHIPS};
use people::rules::household::Relation;
use people::rules::person::Sex;
use programmes::rules::{Circuit, Citizenship, PermitKind, PermitState};

/// Stem of a country or demonym → code.
static STEMS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/citizenships.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut stems = HashMap::new();
    for line in lines {
        let mut words = line.split('\t');
        let code = words.next().unwrap_or_default();
        stems.extend(words.map(|word| (word.to_owned(), code)));
    }
    for (code, name) in country::names() {
        let name = fold(name);
        // The list of the field goes before, and a state of today before one that is no more.
        if !stems.contains_key(&name) {
            stems.entry(stem(&name).to_owned()).or_insert(code);
        }
    }
    stems
});

/// Alpha-3 code → code.
static ALPHA_3: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/alpha-3.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(code, long)| (long, code)).collect()
});

/// A folded word or phrase without the vowel that Italian bends at its end.
fn stem(folded: &str) -> &str {
    folded.strip_suffix(['a', 'e', 'i', 'o']).unwrap_or(folded)
}

/// A citizenship by the country's name in Italian or English, the demonym in any gender and number, or an ISO code of two
/// or three letters.
#[must_use]
pub fn citizenship(text: &str) -> Option<Citizenship> {
    let written = text.trim();
    let listed = CITIZENSHIPS.iter().find(|code| code.eq_ignore_ascii_case(written));
    if let Some(code) = listed.or_else(|| ALPHA_3.get(written.to_ascii_uppercase().as_str())) {
        return code.parse().ok();
    }
    let folded = fold(text);
    let before = ["cittadino ", "cittadina ", "ex "].iter().find_map(|prefix| folded.strip_prefix(prefix));
    let bare = before.unwrap_or(&folded);
    STEMS.get(bare).or_else(|| STEMS.get(stem(bare))).and_then(|code| code.parse().ok())
}

/// The folded words of a text, with letters that stand alone joined: *C.A.S.* is *cas*.
fn spelled(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut after_letter = false;
    for word in folded_words(text) {
        let is_letter = word.len() == 1;
        match words.last_mut() {
            Some(last) if is_letter && after_letter => last.push_str(&word),
            _ => words.push(word),
        }
        after_letter = is_letter;
    }
    words
}

/// Whether what stands for the day of leaving says that there is none yet.
#[must_use]
pub fn is_still_inside(text: &str) -> bool {
    let folded = fold(text);
    let said = folded.strip_prefix("ancora ").or_else(|| folded.strip_prefix("tuttora ")).unwrap_or(&folded);
    ["in accoglienza", "presente", "in struttura", "accolto", "accolta", "dentro", "inside"].contains(&said)
}

/// A sex as one letter or one word.
#[must_use]
pub fn sex(text: &str) -> Option<Sex> {
    match fold(text).as_str() {
        "f" | "femmina" | "donna" | "femminile" | "female" => Some(Sex::Female),
        "m" | "maschio" | "uomo" | "maschile" | "male" => Some(Sex::Male),
        "altro" | "x" | "non binario" | "t" => Some(Sex::Other),
        _ => None,
    }
}

/// What a permit is for. The order matters: *casi speciali (ex umanitario)* is no humanitarian permit, *richiesta
/// asilo* no asylum.
#[must_use]
pub fn permit_kind(text: &str) -> Option<PermitKind> {
    let words = spelled(text);
    let has = |begin: &str| words.iter().any(|word| word.starts_with(begin));
    let is = |whole: &str| words.iter().any(|word| word == whole);
    let kinds = [
        (has("sussid") || has("suss"), PermitKind::Subsidiary),
        (has("cas") && has("special"), PermitKind::SpecialCases),
        (has("temporane") || has("emergenza"), PermitKind::TemporaryProtection),
        (has("special") || is("spec"), PermitKind::Special),
        (has("richied") || (has("rich") && has("asil")) || is("ra"), PermitKind::AsylumSeeker),
        (has("asil") || has("rifugiat") || has("politic"), PermitKind::Asylum),
        (has("cur") && has("med") || has("sanitari"), PermitKind::MedicalCare),
        (has("calamit"), PermitKind::Calamity),
        (has("umanitar"), PermitKind::Humanitarian),
        (has("prosieguo"), PermitKind::ContinuedCare),
        (has("minor"), PermitKind::MinorAge),
        (has("affid"), PermitKind::Custody),
        (has("attesa") && has("occup"), PermitKind::JobSeeking),
        (has("lavor") || has("subordinat") || has("autonom"), PermitKind::Work),
        (has("famil") || has("ricongiung") || has("coesione"), PermitKind::Family),
        (has("stud") || has("tirocin") || has("formazion"), PermitKind::Study),
        (has("lung") && has("period") || has("illimitat") || is("slp") || is("ce"), PermitKind::LongTermEu),
        (is("altro"), PermitKind::Other),
    ];
    kinds.into_iter().find(|(holds, _)| *holds).map(|(_, kind)| kind)
}

/// The circuit of a stay in reception. `None` when the text names no circuit.
#[must_use]
pub fn circuit(text: &str) -> Option<Circuit> {
    let words = spelled(text);
    let has = |begin: &str| words.iter().any(|word| word.starts_with(begin));
    let is = |whole: &str| words.iter().any(|word| word == whole);
    let circuits = [
        (has("corr") || is("cu") || has("umanit"), Circuit::HumanitarianCorridor),
        (is("sprar"), Circuit::Sprar),
        (is("siproimi"), Circuit::Siproimi),
        (is("sai"), Circuit::Sai),
        (is("cas"), Circuit::Cas),
        (is("cara") || is("cda") || has("hotspot"), Circuit::Cara),
        (has("reinsediament") || has("resettlement"), Circuit::Resettlement),
        (is("altra") || is("altro"), Circuit::Other),
        (words.is_empty() || has("nessun") || has("mai") || is("no"), Circuit::Never),
    ];
    circuits.into_iter().find(|(holds, _)| *holds).map(|(_, circuit)| circuit)
}

/// Where a permit stands.
#[must_use]
pub fn permit_state(text: &str) -> Option<PermitState> {
    let words = spelled(text);
    let has = |begin: &str| words.iter().any(|word| word.starts_with(begin));
    let states = [
        (has("rinnovat") || has("renewed"), PermitState::Renewed),
        (has("convertit") || has("converted"), PermitState::Converted),
        (has("conversion"), PermitState::InConversion),
        (has("rinnov"), PermitState::InRenewal),
        (has("rifiutat") || has("diniegat") || has("rigettat"), PermitState::Refused),
        (has("revocat"), PermitState::Revoked),
        (has("scadut"), PermitState::Expired),
        (has("cessat") || has("non"), PermitState::Ended),
        (has("richiest") || has("primo") || has("attesa") || has("ricevut"), PermitState::Requested),
        (has("rilasciat") || has("valid") || has("corso"), PermitState::Issued),
    ];
    states.into_iter().find(|(holds, _)| *holds).map(|(_, state)| state)
}

/// The words in which sheets that go out say these things: those that the readers of this module read back.
pub mod spoken {
    use super::{Circuit, PermitKind, PermitState, Relation, Sex};

    /// What stands for the day of leaving while there is none.
    pub const STILL_INSIDE: &str = "ancora in accoglienza";

    /// A sex; nothing where it is unknown.
    #[must_use]
    pub fn sex(sex: Sex) -> &'static str {
        match sex {
            Sex::Female => "F",
            Sex::Male => "M",
            Sex::Other => "altro",
            Sex::Unknown => "",
        }
    }

    /// What a permit is for.
    #[must_use]
    pub fn permit_kind(kind: PermitKind) -> &'static str {
        match kind {
            PermitKind::Asylum => "asilo",
            PermitKind::Subsidiary => "protezione sussidiaria",
            PermitKind::Special => "protezione speciale",
            PermitKind::AsylumSeeker => "richiesta asilo",
            PermitKind::SpecialCases => "casi speciali",
            PermitKind::MedicalCare => "cure mediche",
            PermitKind::Calamity => "calamità",
            PermitKind::Humanitarian => "motivi umanitari",
            PermitKind::TemporaryProtection => "protezione temporanea",
            PermitKind::MinorAge => "minore età",
            PermitKind::Custody => "affidamento",
            PermitKind::ContinuedCare => "prosieguo amministrativo",
            PermitKind::Work => "lavoro",
            PermitKind::JobSeeking => "attesa occupazione",
            PermitKind::Family => "motivi familiari",
            PermitKind::Study => "studio",
            PermitKind::LongTermEu => "UE per soggiornanti di lungo periodo",
            PermitKind::Other => "altro",
        }
    }

    /// Where a permit stands.
    #[must_use]
    pub fn permit_state(state: PermitState) -> &'static str {
        match state {
            PermitState::Issued => "rilasciato",
            PermitState::Requested => "richiesto",
            PermitState::InRenewal => "in rinnovo",
            PermitState::InConversion => "in conversione",
            PermitState::Renewed => "rinnovato",
            PermitState::Converted => "convertito",
            PermitState::Expired => "scaduto",
            PermitState::Refused => "rifiutato",
            PermitState::Revoked => "revocato",
            PermitState::Ended => "cessato",
        }
    }

    /// A circuit.
    #[must_use]
    pub fn circuit(circuit: Circuit) -> &'static str {
        match circuit {
            Circuit::Sprar => "SPRAR",
            Circuit::Siproimi => "SIPROIMI",
            Circuit::Sai => "SAI",
            Circuit::Cas => "CAS",
            Circuit::Cara => "CARA",
            Circuit::HumanitarianCorridor => "corridoio umanitario",
            Circuit::Resettlement => "reinsediamento",
            Circuit::Other => "altra accoglienza",
            Circuit::Never => "mai in accoglienza",
        }
    }

    /// What somebody is in the household.
    #[must_use]
    pub fn relation(relation: Relation) -> &'static str {
        match relation {
            Relation::Reference => "persona di riferimento",
            Relation::Partner => "coniuge o partner",
            Relation::Child => "figlia o figlio",
            Relation::Parent => "madre o padre",
            Relation::Sibling => "sorella o fratello",
            Relation::Relative => "altro parente",
            Relation::Other => "altra persona",
        }
    }
}

/// What somebody is in the household.
#[must_use]
pub fn relation(text: &str) -> Option<Relation> {
    let words = spelled(text);
    let has = |begins: &[&str]| words.iter().any(|word| begins.iter().any(|begin| word.starts_with(begin)));
    let relations = [
        (has(&["capo", "intestatari", "riferiment", "richiedent", "titolar"]), Relation::Reference),
        (has(&["coniug", "mogli", "marit", "compagn", "convivent", "partner", "spos"]), Relation::Partner),
        (has(&["figli", "bambin", "neonat", "minor"]), Relation::Child),
        (has(&["madre", "padre", "genitor", "mamma", "papa"]), Relation::Parent),
        (has(&["fratell", "sorell"]), Relation::Sibling),
        (has(&["nonn", "zi", "cugin", "nipot", "suocer", "cognat", "parent"]), Relation::Relative),
        (has(&["altr", "amic"]), Relation::Other),
    ];
    relations.into_iter().find(|(holds, _)| *holds).map(|(_, relation)| relation)
}

/// A telephone number as its digits, with the plus sign of a country's prefix.
#[must_use]
pub fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plus = text.trim_start().starts_with('+') || text.trim_start().starts_with("00");
    let digits = if plus { digits.trim_start_matches("00").to_owned() } else { digits };
    (6..=15).contains(&digits.len()).then(|| if plus { format!("+{digits}") } else { digits })
}

/// The telephone numbers of one cell, the first one first: *3331234567 / 02998877*, as they are kept and go out again.
#[must_use]
pub fn phones(text: &str) -> Option<String> {
    let mut numbers: Vec<String> = Vec::new();
    for number in people::rules::phone::phones(text).into_iter().map(phone) {
        let number = number?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let together = numbers.join(" / ");
    (1..=LONGEST_PHONE).contains(&together.len()).then_some(together)
}

/// As many characters as the page of a person takes.
const LONGEST_PHONE: usize = 40;

/// The family and the given names of one cell: *COGNOME Nome* by its capitals; otherwise the family name first, and not
/// surely so.
#[must_use]
pub fn taken_apart(full: &str) -> (String, String, bool) {
    let words: Vec<&str> = full.split_whitespace().collect();
    let shouted = |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let (family, given): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| shouted(word));
    if !family.is_empty() && !given.is_empty() {
        return (cased(&family.join(" ")), cased(&given.join(" ")), true);
    }
    match words.split_first() {
        Some((first, rest)) if !rest.is_empty() => (cased(first), cased(&rest.join(" ")), false),
        Some((only, _)) => (cased(only), String::new(), false),
        None => (String::new(), String::new(), false),
    }
}

/// A name written in capitals or small letters alone, as names are written; others stay as they are.
#[must_use]
pub fn cased(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (upper, lower) = (name.chars().any(char::is_uppercase), name.chars().any(char::is_lowercase));
    if upper && lower {
        return name;
    }
    let mut at_start = true;
    let letters = name.chars().flat_map(|c| {
        let turned: Vec<char> = if at_start { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
        at_start = !c.is_alphanumeric();
        turned
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        citizenship(text).map_or_else(|| "?".into(), |found| found.to_string())
    }

    #[test]
    fn letters_with_dots_are_read_as_the_word_they_spell() {
        assert_eq!(circuit("C.A.S."), Some(Circuit::Cas));
        assert_eq!(circuit("S.A.I. ordinari"), Some(Circuit::Sai));
        assert_eq!(permit_kind("R.A."), Some(PermitKind::AsylumSeeker));
    }

    #[test]
    fn every_word_that_goes_out_is_read_back() {
        for kind in PermitKind::ALL {
            assert_eq!(permit_kind(spoken::permit_kind(*kind)), Some(*kind), "{kind}");
        }
        for state in PermitState::ALL {
            assert_eq!(permit_state(spoken::permit_state(*state)), Some(*state), "{state}");
        }
        for one in Circuit::ALL {
            assert_eq!(circuit(spoken::circuit(*one)), Some(*one), "{one}");
        }
        for one in Relation::ALL {
            assert_eq!(relation(spoken::relation(*one)), Some(*one), "{one}");
        }
        for one in Sex::ALL.iter().filter(|one| **one != Sex::Unknown) {
            assert_eq!(sex(spoken::sex(*one)), Some(*one), "{one}");
        }
    }

    #[test]
    fn a_citizenship_is_known_by_country_demonym_and_code() {
        for (text, expected) in [
            ("Mali", "ML"),
            ("maliana", "ML"),
            ("MALIANO", "ML"),
            ("NG", "NG"),
            ("Nigeria", "NG"),
            ("nigeriani", "NG"),
            ("Niger", "NE"),
            ("nigerina", "NE"),
            ("pachistana", "PK"),
            ("egiziano", "EG"),
            ("bengalese", "BD"),
            ("Costa d'Avorio", "CI"),
            ("ivoriana", "CI"),
            ("cittadina somala", "SO"),
            ("apolide", "stateless"),
            ("URSS", "SUHH"),
            ("ex Jugoslavia", "YUCS"),
            ("sovietica", "SUHH"),
            ("CSHH", "CSHH"),
            ("ucraina", "UA"),
            ("afgana", "AF"),
            ("Guinea Bissau", "GW"),
            ("Guinea", "GN"),
            ("boliviana", "BO"),
            ("argentini", "AR"),
            ("gibutiana", "DJ"),
            ("centrafricano", "CF"),
            ("malawiana", "MW"),
            ("saudita", "SA"),
            ("capoverdiane", "CV"),
            ("laotiano", "LA"),
            ("saharawi", "EH"),
            ("sudafricana", "ZA"),
            ("tedesco", "DE"),
            ("Birmania", "MM"),
            ("Timor Est", "TL"),
            ("Upper Volta", "HVBF"),
            ("MLI", "ML"),
            ("nga", "NG"),
            ("XKX", "XK"),
            ("unknown", "unknown"),
            ("Unknown", "unknown"),
            ("marziana", "?"),
            ("ZZ", "?"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn who_is_still_received_goes_out_in_words_that_come_in_again() {
        assert!(is_still_inside(spoken::STILL_INSIDE) && is_still_inside("Presente"));
        assert!(!is_still_inside("12/03/2026") && !is_still_inside("presente fino a marzo"));
    }

    #[test]
    fn every_country_of_the_list_is_a_citizenship() {
        assert!(STEMS.values().chain(ALPHA_3.values()).all(|code| CITIZENSHIPS.contains(code)));
    }

    #[test]
    fn every_country_is_known_by_its_names_and_its_codes() {
        for (expected, name) in country::names() {
            let former = country::FORMER_STATES.iter().find(|state| state.code == expected);
            let found = code(name);
            let is_heir = former.is_some_and(|state| state.successors.contains(&found.as_str()));
            assert!(found == expected || is_heir, "{name} is read as {found}, not {expected}");
        }
        assert_eq!(ALPHA_3.len(), 250);
        for (long, expected) in ALPHA_3.iter() {
            assert_eq!(code(long), **expected);
        }
        for expected in CITIZENSHIPS {
            assert_eq!(code(expected), *expected, "what an export writes comes back");
        }
    }

    #[test]
    fn a_permit_is_known_by_the_wordings_of_the_offices() {
        for (text, kind) in [
            ("asilo pol.", PermitKind::Asylum),
            ("status rifugiato", PermitKind::Asylum),
            ("prot. suss.", PermitKind::Subsidiary),
            ("rich. asilo", PermitKind::AsylumSeeker),
            ("richiedente", PermitKind::AsylumSeeker),
            ("casi speciali (ex umanitario)", PermitKind::SpecialCases),
            ("prot. speciale", PermitKind::Special),
            ("MINORE ETA'", PermitKind::MinorAge),
            ("cure med.", PermitKind::MedicalCare),
            ("motivi umanitari", PermitKind::Humanitarian),
            ("lavoro subordinato", PermitKind::Work),
            ("attesa occupazione", PermitKind::JobSeeking),
            ("UE lungo periodo", PermitKind::LongTermEu),
            ("protezione temporanea", PermitKind::TemporaryProtection),
        ] {
            assert_eq!(permit_kind(text), Some(kind), "{text}");
        }
        assert_eq!(permit_kind("turismo"), None);
    }

    #[test]
    fn a_circuit_is_known_under_its_old_names() {
        for (text, found) in [
            ("sai ord.", Circuit::Sai),
            ("ex SPRAR", Circuit::Sprar),
            ("SIPROIMI", Circuit::Siproimi),
            ("cas", Circuit::Cas),
            ("corr. uman.", Circuit::HumanitarianCorridor),
            ("CU", Circuit::HumanitarianCorridor),
            ("-", Circuit::Never),
            ("nessuno", Circuit::Never),
            ("CAS via Corelli", Circuit::Cas),
        ] {
            assert_eq!(circuit(text), Some(found), "{text}");
        }
        assert_eq!(circuit("presso amici"), None);
    }

    #[test]
    fn a_full_name_is_taken_apart_by_its_capitals() {
        assert_eq!(taken_apart("BEN ALI Selma"), ("Ben Ali".into(), "Selma".into(), true));
        assert_eq!(taken_apart("Selma BEN ALI"), ("Ben Ali".into(), "Selma".into(), true));
        assert_eq!(taken_apart("Diallo Aminata"), ("Diallo".into(), "Aminata".into(), false));
        assert_eq!(cased("D'ANGELO"), "D'Angelo");
        assert_eq!(cased("El Sayed"), "El Sayed");
    }

    #[test]
    fn a_telephone_number_is_its_digits() {
        assert_eq!(phone("395/3276948").as_deref(), Some("3953276948"));
        assert_eq!(phone("+39 333 1234567").as_deref(), Some("+393331234567"));
        assert_eq!(phone("0039 333 1234567").as_deref(), Some("+393331234567"));
        assert_eq!(phone("chiedere a Musa"), None);
    }

    #[test]
    fn a_cell_may_hold_two_numbers_and_what_goes_out_comes_in_again_alike() {
        for cell in [
            "333 1234567 / 02 998877",
            "333 1234567,02 998877",
            "333 1234567; 02 998877",
            "333 1234567 o 02 998877",
            "333 1234567\n02 998877",
        ] {
            assert_eq!(phones(cell).as_deref(), Some("3331234567 / 02998877"), "{cell}");
        }
        assert_eq!(phones("3331234567 / 02998877").as_deref(), Some("3331234567 / 02998877"));
        assert_eq!(phones("+39 333 1234567 / 0039 333 1234567").as_deref(), Some("+393331234567"));
        assert_eq!(phones("395/3276948").as_deref(), Some("3953276948"));
        assert_eq!(phones("+39333123456701 / +39333123456702 / +39333123456703"), None, "too much for the page");
    }
}
