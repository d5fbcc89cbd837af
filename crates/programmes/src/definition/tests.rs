//! The five files, and what a faulty file is told.

use kernel::Cents;

use super::*;
use crate::rules::eligibility::Force;

/// The five programmes as they ship.
pub(crate) const FILES: [(&str, &str); 5] = [
    ("fra-noi", include_str!("../../../../programmes/fra-noi.toml")),
    ("fra-noi-2", include_str!("../../../../programmes/fra-noi-2.toml")),
    ("fa-si", include_str!("../../../../programmes/fa-si.toml")),
    ("intarsi", include_str!("../../../../programmes/intarsi.toml")),
    ("abitare-insieme", include_str!("../../../../programmes/abitare-insieme.toml")),
];

/// The smallest definition that has all parts which may be missing.
const SMALL: &str = r#"code = "small"
version = 1
name = "Small"
recipients = ["households"]
description = { it = "Piccolo", en = "Small" }
[sources]
sheet = { kind = "document", title = "Sheet" }
guess = { kind = "assumption", title = "Guess" }
[lead]
name = "Lead"
source = "sheet"
status = "verified"
[[axes]]
code = "home"
name = { it = "Casa", en = "Home" }
source = "sheet"
status = "verified"
[[rules]]
id = "permit"
of = "any-adult"
requires = { is = "permit", among = ["asylum", "subsidiary"] }
because = { it = "Perché", en = "Because" }
source = "sheet"
status = "verified"
valid = { from = 2020-01-01 }
"#;

fn shipped(code: &str) -> Programme {
    let (_, text) = FILES.iter().find(|(name, _)| *name == code).unwrap();
    Programme::parse(text).unwrap()
}

/// The faults of the small file with one part replaced.
fn faults(part: &str, by: &str) -> Vec<Fault> {
    assert!(SMALL.contains(part), "{part}");
    Programme::parse(&SMALL.replacen(part, by, 1)).err().unwrap_or_default()
}

/// The only fault of the small file with one part replaced, as line, field and code.
fn fault(part: &str, by: &str) -> (usize, String, FaultCode) {
    let mut all = faults(part, by);
    assert_eq!(all.len(), 1, "{all:#?}");
    let fault = all.remove(0);
    (fault.line, fault.field, fault.code)
}

#[test]
fn the_five_programmes_have_no_fault() {
    for (code, text) in FILES {
        match Programme::parse(text) {
            Ok(programme) => assert_eq!(programme.code.as_str(), code),
            Err(faults) => {
                let all: Vec<String> = faults.iter().map(|fault| format!("{code}.toml:{fault}")).collect();
                panic!("{}", all.join("\n"));
            }
        }
    }
}

#[test]
fn the_five_programmes_say_what_their_sources_say() {
    let fra_noi = shipped("fra-noi");
    assert_eq!(fra_noi.count(Counted::Partners).unwrap().value, 43);
    assert_eq!(fra_noi.territories.len(), 10);
    assert_eq!(fra_noi.axes.iter().map(|axis| axis.code.as_str()).collect::<Vec<_>>(), ["home", "work", "family"]);
    assert!(fra_noi.partners.is_empty(), "the source names no partner");

    let fra_noi_2 = shipped("fra-noi-2");
    let of_kind = |kind| fra_noi_2.territories.iter().filter(|territory| territory.kind == kind).count();
    assert_eq!((of_kind(TerritoryKind::Region), of_kind(TerritoryKind::MetropolitanCity)), (13, 2));
    let regions = fra_noi_2.count(Counted::Regions).unwrap();
    assert_eq!((regions.value, regions.origin.status, regions.also[0].value), (13, Status::Conflicting, 14));

    let intarsi = shipped("intarsi");
    assert_eq!(intarsi.partners.len() + 1, 11);
    assert_eq!(intarsi.grant.cup.as_ref().unwrap().value, "I69E19001100002");

    let money = shipped("abitare-insieme").grant.money.unwrap();
    assert_eq!((money.value, money.also[0].value), (Cents::new(83_900_000), Cents::new(38_900_000)));
    assert!(shipped("fa-si").serves(Recipient::Operators) && shipped("fa-si").serves(Recipient::Households));
}

#[test]
fn everything_assumed_about_territories_says_so() {
    for (code, _) in FILES {
        for territory in shipped(code).territories {
            let assumed = territory.origin.source == "ipotesi";
            assert_eq!(territory.origin.status == Status::Assumed, assumed, "{code}: {}", territory.code);
        }
    }
}

#[test]
fn priorities_are_read_as_priorities() {
    let programme = shipped("fa-si");
    assert_eq!(programme.rule("minors-first").unwrap().force, Force::Priority);
    assert_eq!(programme.rule("regular-stay").unwrap().force, Force::Required);
}

#[test]
fn the_small_file_has_no_fault() {
    assert_eq!(Programme::parse(SMALL).map(|programme| programme.code.to_string()), Ok("small".to_owned()));
}

#[test]
fn a_fault_names_line_field_and_code() {
    use FaultCode::*;
    for (part, by, line, field, code) in [
        ("name = \"Small\"\n", "", 1, "name", MissingField),
        ("version = 1", "version = 0", 2, "version", OutOfBounds),
        ("version = 1", "version = \"1\"", 2, "version", WrongType),
        ("\"Small\"\nrec", "\" \"\nrec", 3, "name", Empty),
        ("[\"households\"]", "[]", 4, "recipients", Empty),
        ("[\"households\"]", "[\"households\", \"households\"]", 4, "recipients[2]", Duplicate),
        ("[\"households\"]", "[\"households\", \"operators\"]", 4, "recipients", NoRule),
        ("\"Piccolo\", en = \"Small\"", "\"Piccolo\"", 5, "description.en", MissingField),
        ("kind = \"document\"", "kind = \"paper\"", 7, "sources.sheet.kind", UnknownWord),
        (
            "name = \"Lead\"\nsource = \"sheet\"",
            "name = \"Lead\"\nsource = \"sheat\"",
            11,
            "lead.source",
            UnknownSource,
        ),
        ("\"sheet\"\nstatus", "\"guess\"\nstatus", 12, "lead.status", VerifiedByNothing),
        ("code = \"home\"", "code = \"At Home\"", 14, "axes[1].code", NotACode),
        ("\"subsidiary\"]", "\"sussidiaria\"]", 21, "rules[1].requires.among[2]", UnknownWord),
        ("[\"asylum\", \"subsidiary\"]", "[]", 21, "rules[1].requires.among", Empty),
        ("\"any-adult\"", "\"household\"", 20, "rules[1].of", WrongWhom),
        ("2020-01-01 }", "2020-01-01, to = 2019-12-31 }", 25, "rules[1].valid.to", EndBeforeStart),
        ("from = 2020-01-01", "from = \"soon\"", 25, "rules[1].valid.from", NotADay),
        ("id = \"permit\"", "id = \"permit\"\ncolour = \"red\"", 20, "rules[1].colour", UnknownField),
    ] {
        assert_eq!(fault(part, by), (line, field.to_owned(), code), "{by}");
    }
}

#[test]
fn references_are_checked_with_the_place_that_refers() {
    let with = |more: &str| Programme::parse(&format!("{SMALL}{more}")).unwrap_err();
    let action =
        "[[actions]]\ncode = \"a\"\nname = { it = \"A\", en = \"A\" }\nsource = \"sheet\"\nstatus = \"verified\"\n";
    for (more, field, code) in [
        (format!("{action}axis = \"hme\"\n"), "actions[1].axis", FaultCode::UnknownAxis),
        (format!("{action}package = \"wp1\"\n"), "actions[1].package", FaultCode::UnknownPackage),
        (action.to_owned(), "actions[1]", FaultCode::ActionNowhere),
        (format!("{action}axis = \"home\"\n{action}axis = \"home\"\n"), "actions[2].code", FaultCode::Duplicate),
        (
            "[dates]\nstart = { is = \"2020-05\", source = \"sheet\", status = \"verified\" }\nend = { is = 2020-04-30, source = \"sheet\", status = \"verified\" }\n".to_owned(),
            "dates.end",
            FaultCode::EndBeforeStart,
        ),
        (
            "[grant]\nmoney = { cents = 5, source = \"sheet\", status = \"conflicting\" }\n".to_owned(),
            "grant.money.status",
            FaultCode::ConflictWithoutOther,
        ),
        (
            "[[territories]]\ncode = \"a\"\nname = \"A\"\nkind = \"region\"\nwithin = \"a\"\nsource = \"sheet\"\nstatus = \"verified\"\n".to_owned(),
            "territories[1].within",
            FaultCode::UnknownTerritory,
        ),
    ] {
        let found = with(&more);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!((found[0].field.as_str(), found[0].code), (field, code));
    }
}

#[test]
fn many_faults_are_told_at_once_in_the_order_of_the_file() {
    let text = SMALL
        .replace("version = 1", "version = \"one\"")
        .replace("\"subsidiary\"", "\"subsidary\"")
        .replace("status = \"verified\"\nvalid", "status = \"sure\"\nvalid");
    let faults = Programme::parse(&text).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 21, 24], "{faults:#?}");
}

#[test]
fn an_unknown_word_is_answered_with_the_nearest_and_all_known_ones() {
    let fault = faults("\"subsidiary\"", "\"subsidary\"").remove(0);
    assert_eq!(fault.nearest.as_deref(), Some("subsidiary"));
    assert!(fault.remedy().starts_with("did you mean `subsidiary`? use one of: asylum, subsidiary, "));
    assert_eq!(
        fault.to_string().split(" — ").next(),
        Some("21: rules[1].requires.among[2]: `subsidary` is not a known word")
    );
    assert_eq!(faults("\"subsidiary\"", "\"zzz\"").remove(0).nearest, None);
}

#[test]
fn faults_of_syntax_come_alone_with_their_lines() {
    let text = SMALL.replace("version = 1", "version = ").replace("id = \"permit\"", "id = \"permit");
    let faults = Programme::parse(&text).unwrap_err();
    assert!(faults.iter().all(|fault| fault.code == FaultCode::Syntax), "{faults:#?}");
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 19], "{faults:#?}");
}

#[test]
fn an_empty_file_is_told_what_it_needs_and_nothing_panics() {
    let faults = Programme::parse("").unwrap_err();
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    for field in ["code", "version", "name", "description", "recipients", "sources", "lead", "axes"] {
        assert!(fields.contains(&field), "{field}");
    }
    for text in ["sources = 1\naxes = 2\nrules = [1]\nlead = []", "rules = [{}]", "[sources]\na = 1", "\u{feff}code=1"]
    {
        assert!(Programme::parse(text).is_err());
    }
}
