//! The countries whose citizenship somebody can have: ISO 3166-1 alpha-2 codes and Kosovo (`XK`), the states that are no
//! more (ISO 3166-3, see [`FORMER_STATES`]), `stateless`, and `unknown`: asked, and nobody knows. Their names stand in
//! `texts/countries.*.ftl`, those of today made from Unicode's CLDR 48. And the codes under which the revenue agency
//! knows a country as a birthplace.

pub use programmes::rules::citizenship::FORMER_STATES;

/// The codes, `stateless` and `unknown`.
#[rustfmt::skip]
pub const CITIZENSHIPS: &[&str] = &[
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB",
    "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY",
    "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX",
    "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK",
    "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS",
    "GT", "GU", "GW", "GY", "HK", "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR",
    "IS", "IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA",
    "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE",
    "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM",
    "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG",
    "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF",
    "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY",
    "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "XK", "YE", "YT", "ZA", "ZM", "ZW", "stateless",
    "SUHH", "YUCS", "CSXX", "CSHH", "DDDE", "YDYE", "ZRCD", "TPTL", "BUMM", "HVBF", "DYBJ", "RHZW", "VDVN", "unknown",
];

/// The codes as the words of a field.
#[must_use]
pub fn citizenships() -> Vec<&'static str> {
    CITIZENSHIPS.to_vec()
}

/// The names of every citizenship in Italian and English, with its code: those of today first, without what stands in
/// brackets behind them. A state that is no more may share its name with one of today.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = || NAMES.iter().flat_map(|names| names.lines());
    let named = |line: &'static str| {
        let (code, name) = line.strip_prefix("country-")?.split_once(" = ")?;
        Some((code, name.split('(').next().unwrap_or_default().trim()))
    };
    let is_former = |code: &str| FORMER_STATES.iter().any(|state| state.code == code);
    let today = lines().filter_map(named).filter(move |(code, _)| !is_former(code));
    today.chain(lines().filter_map(named).filter(move |(code, _)| is_former(code)))
}

const NAMES: [&str; 2] = [include_str!("../../texts/countries.it.ftl"), include_str!("../../texts/countries.en.ftl")];

/// The cadastral code of a foreign state or territory → its code here. From the data that `python-codicefiscale` 0.12.1
/// (MIT) carries of the revenue agency's table; a country can have had several. Codes of colonies and mandates of before
/// 1960 are not in it.
#[rustfmt::skip]
pub const CADASTRAL: &[(&str, &str)] = &[
    ("Z100", "AL"), ("Z101", "AD"), ("Z102", "AT"), ("Z103", "BE"), ("Z104", "BG"), ("Z105", "CSHH"), ("Z106", "VA"),
    ("Z107", "DK"), ("Z108", "FO"), ("Z109", "FI"), ("Z110", "FR"), ("Z111", "DDDE"), ("Z112", "DE"), ("Z114", "GB"),
    ("Z115", "GR"), ("Z116", "IE"), ("Z117", "IS"), ("Z118", "YUCS"), ("Z119", "LI"), ("Z120", "LU"), ("Z121", "MT"),
    ("Z123", "MC"), ("Z125", "NO"), ("Z126", "NL"), ("Z127", "PL"), ("Z128", "PT"), ("Z129", "RO"), ("Z130", "SM"),
    ("Z131", "ES"), ("Z132", "SE"), ("Z133", "CH"), ("Z134", "HU"), ("Z135", "SUHH"), ("Z136", "GE"), ("Z138", "UA"),
    ("Z139", "BY"), ("Z140", "MD"), ("Z144", "EE"), ("Z145", "LV"), ("Z146", "LT"), ("Z148", "MK"), ("Z149", "HR"),
    ("Z150", "SI"), ("Z153", "BA"), ("Z154", "RU"), ("Z155", "SK"), ("Z156", "CZ"), ("Z157", "CSXX"), ("Z158", "RS"),
    ("Z159", "ME"), ("Z160", "XK"), ("Z161", "PS"), ("Z200", "AF"), ("Z201", "YDYE"), ("Z202", "YDYE"), ("Z203", "SA"),
    ("Z204", "BH"), ("Z205", "BT"), ("Z206", "MM"), ("Z207", "BN"), ("Z208", "KH"), ("Z209", "LK"), ("Z210", "CN"),
    ("Z211", "CY"), ("Z213", "KR"), ("Z214", "KP"), ("Z215", "AE"), ("Z216", "PH"), ("Z217", "TW"), ("Z219", "JP"),
    ("Z220", "JO"), ("Z221", "HK"), ("Z222", "IN"), ("Z223", "ID"), ("Z224", "IR"), ("Z225", "IQ"), ("Z226", "IL"),
    ("Z227", "KW"), ("Z228", "LA"), ("Z229", "LB"), ("Z232", "MV"), ("Z233", "MN"), ("Z234", "NP"), ("Z235", "OM"),
    ("Z236", "PK"), ("Z237", "QA"), ("Z240", "SY"), ("Z241", "TH"), ("Z242", "TL"), ("Z243", "TR"), ("Z246", "YE"),
    ("Z247", "MY"), ("Z248", "SG"), ("Z249", "BD"), ("Z250", "YDYE"), ("Z251", "VN"), ("Z252", "AM"), ("Z253", "AZ"),
    ("Z254", "GE"), ("Z255", "KZ"), ("Z256", "KG"), ("Z257", "TJ"), ("Z258", "TM"), ("Z259", "UZ"), ("Z300", "NA"),
    ("Z301", "DZ"), ("Z302", "AO"), ("Z305", "BI"), ("Z306", "CM"), ("Z307", "CV"), ("Z308", "CF"), ("Z309", "TD"),
    ("Z310", "KM"), ("Z311", "CG"), ("Z312", "CD"), ("Z313", "CI"), ("Z314", "BJ"), ("Z315", "ET"), ("Z316", "GA"),
    ("Z317", "GM"), ("Z318", "GH"), ("Z319", "GN"), ("Z320", "GW"), ("Z321", "GQ"), ("Z322", "KE"), ("Z325", "LR"),
    ("Z326", "LY"), ("Z327", "MG"), ("Z328", "MW"), ("Z329", "ML"), ("Z330", "MA"), ("Z331", "MR"), ("Z332", "MU"),
    ("Z333", "MZ"), ("Z334", "NE"), ("Z335", "NG"), ("Z336", "EG"), ("Z337", "ZW"), ("Z338", "RW"), ("Z340", "SH"),
    ("Z341", "ST"), ("Z342", "SC"), ("Z343", "SN"), ("Z344", "SL"), ("Z345", "SO"), ("Z347", "ZA"), ("Z348", "SD"),
    ("Z349", "SZ"), ("Z350", "TZ"), ("Z351", "TG"), ("Z352", "TN"), ("Z353", "UG"), ("Z354", "BF"), ("Z355", "ZM"),
    ("Z357", "TZ"), ("Z358", "BW"), ("Z359", "LS"), ("Z360", "YT"), ("Z361", "DJ"), ("Z368", "ER"), ("Z400", "BM"),
    ("Z401", "CA"), ("Z403", "PM"), ("Z404", "US"), ("Z501", "AW"), ("Z502", "BS"), ("Z503", "CR"), ("Z504", "CU"),
    ("Z505", "DO"), ("Z506", "SV"), ("Z507", "JM"), ("Z509", "GT"), ("Z510", "HT"), ("Z511", "HN"), ("Z512", "BZ"),
    ("Z513", "MQ"), ("Z514", "MX"), ("Z515", "NI"), ("Z516", "PA"), ("Z518", "PR"), ("Z519", "TC"), ("Z520", "VI"),
    ("Z522", "BB"), ("Z524", "GD"), ("Z525", "VG"), ("Z526", "DM"), ("Z527", "LC"), ("Z528", "VC"), ("Z530", "KY"),
    ("Z532", "AG"), ("Z533", "KN"), ("Z600", "AR"), ("Z601", "BO"), ("Z602", "BR"), ("Z603", "CL"), ("Z604", "CO"),
    ("Z605", "EC"), ("Z606", "GY"), ("Z608", "SR"), ("Z610", "PY"), ("Z611", "PE"), ("Z612", "TT"), ("Z613", "UY"),
    ("Z614", "VE"), ("Z700", "AU"), ("Z703", "CK"), ("Z704", "FJ"), ("Z711", "MH"), ("Z713", "NR"), ("Z719", "NZ"),
    ("Z723", "PF"), ("Z724", "SB"), ("Z726", "WS"), ("Z728", "TO"), ("Z729", "WF"), ("Z730", "PG"), ("Z731", "KI"),
    ("Z732", "TV"), ("Z733", "VU"), ("Z734", "PW"), ("Z735", "FM"), ("Z907", "SS"),
];

/// The country that the cadastral code of a birthplace names: `Z335` → `NG`.
#[must_use]
pub fn of_cadastral(code: &str) -> Option<&'static str> {
    CADASTRAL.binary_search_by_key(&code, |(cadastral, _)| cadastral).ok().map(|at| CADASTRAL[at].1)
}

#[cfg(test)]
mod tests {
    use programmes::rules::Citizenship;

    use super::*;

    #[test]
    fn every_code_is_a_citizenship_and_has_a_name_in_both_languages() {
        assert_eq!(CITIZENSHIPS.len(), 251 + FORMER_STATES.len() + 1);
        for code in CITIZENSHIPS {
            assert_eq!(code.parse::<Citizenship>().map(|one| one.to_string()).as_deref(), Ok(*code));
            for names in NAMES {
                assert!(names.contains(&format!("country-{code} = ")), "{code}");
            }
        }
    }

    #[test]
    fn every_former_state_is_listed_and_its_successors_are_countries_of_today() {
        for state in FORMER_STATES {
            assert!(CITIZENSHIPS.contains(&state.code), "{}", state.code);
            assert!(!state.successors.is_empty());
            assert!(state.successors.iter().all(|one| one.len() == 2 && CITIZENSHIPS.contains(one)), "{}", state.code);
        }
    }

    #[test]
    fn cadastral_codes_are_in_order_and_name_countries() {
        assert!(CADASTRAL.windows(2).all(|two| two[0].0 < two[1].0));
        assert!(CADASTRAL.iter().all(|(_, country)| CITIZENSHIPS.contains(country)));
        for (code, country) in [("Z335", "NG"), ("Z135", "SUHH"), ("Z160", "XK"), ("Z136", "GE"), ("Z254", "GE")] {
            assert_eq!(of_cadastral(code), Some(country), "{code}");
        }
        assert_eq!(of_cadastral("Z999"), None);
    }
}
