//! The files: what is shipped is sound, and what is wrong is told with line and remedy.

use std::collections::BTreeSet;

use matching::facts::Level;
use matching::rules::{BasisKind, Criterion, Fault, OfferKind, Policy, RuleCode, Rulebook, policies};

use crate::world::{book, day, today};

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")
}

#[test]
fn every_rule_is_in_force_and_says_on_what_it_stands() {
    let book = book();
    for code in RuleCode::ALL {
        let rule = book.in_force(*code, today()).unwrap_or_else(|| panic!("{code} is not in force"));
        assert!(rule.basis.title.len() > 10 && rule.because.it.len() > 20 && rule.because.en.len() > 20, "{code}");
        assert!(rule.version > 0);
        assert!(!(rule.basis.verified && rule.basis.kind == BasisKind::Law), "{code}: no law was read so far");
    }
    assert!(book.internships.regional.iter().all(|one| !one.basis.title.is_empty()));
    let read: Vec<&str> =
        book.internships.regional.iter().filter(|one| one.basis.verified).map(|one| one.region.as_str()).collect();
    assert_eq!(read, ["italia", "lazio"]);
}

#[test]
fn every_policy_file_is_shipped_and_sound() {
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "rules.toml" && name != "internships.toml")
        .collect();
    let shipped = policies(&book()).unwrap_or_else(|(file, faults)| panic!("{file}:{}", faults[0]));
    let named: BTreeSet<String> = shipped
        .iter()
        .map(|policy| policy.programme.as_ref().map_or("default.toml".to_owned(), |code| format!("{code}.toml")))
        .collect();
    assert_eq!(files, named);
    for policy in &shipped {
        assert!(policy.valid.contains(today()));
        for kind in OfferKind::ALL {
            assert!(policy.weighed(*kind).count() >= 4, "{:?} weighs too little on {kind}", policy.programme);
            let protecting = RuleCode::ALL.iter().filter(|code| code.always_on() && code.kinds().contains(kind));
            for code in protecting {
                assert!(policy.in_force(*kind, today()).any(|rule| rule.code == *code), "{code} is off");
            }
        }
        let weighed: BTreeSet<Criterion> = policy.criteria.iter().map(|one| one.criterion).collect();
        assert_eq!(weighed.len(), policy.criteria.len());
    }
}

#[test]
fn every_programme_of_the_product_has_a_policy() {
    let programmes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes");
    let files = std::fs::read_dir(programmes).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    for file in files.filter(|name| name.ends_with(".toml")) {
        assert!(folder().join(&file).exists(), "policies/{file} is missing");
    }
}

#[test]
fn a_programme_without_a_policy_of_its_own_matches_by_the_shared_one_in_its_own_name() {
    let shipped = policies(&book()).unwrap();
    let of = |code: &str, day| Policy::of(&shipped, &code.parse().unwrap(), day).map(|policy| policy.programme.clone());
    assert_eq!(of("intarsi", today()), Some(Some("intarsi".parse().unwrap())));
    assert_eq!(of("a-new-programme", today()), Some(None));
    assert_eq!(of("intarsi", day("2016-12-31")), None);

    let mut world = crate::world::world();
    let code: kernel::ProgrammeCode = "a-new-programme".parse().unwrap();
    world.home.programmes = Some(vec![code.clone()]);
    let policy = Policy::of(&shipped, &code, today()).unwrap();
    let scene = matching::rules::Scene { programme: Some(&code), ..world.scene(policy) };
    let considered = matching::rules::consider_home(&scene, &world.household, &world.home);
    assert_eq!(considered.answer(), matching::rules::Answer::Yes, "{:?}", considered.failed);
}

const HEAD: &str = "version = 1\nvalid = { from = 2020-01-01 }\nbecause = { it = \"a\", en = \"b\" }\n";

fn faults(rest: &str) -> Vec<Fault> {
    Policy::parse(&format!("{HEAD}{rest}"), &book()).unwrap_err()
}

#[test]
fn a_policy_changes_settings_and_switches_off_what_may_be_switched_off() {
    let text = format!(
        "{HEAD}criteria = []\n[[rules]]\ncode = \"guarantees\"\non = false\n[[rules]]\ncode = \"host-language\"\nsettings = {{ level = \"b1\" }}\n"
    );
    let policy = Policy::parse(&text, &book()).unwrap();
    assert_eq!(policy.off, [RuleCode::Guarantees]);
    let rule = |code| policy.rules.iter().find(|rule| rule.code == code);
    assert_eq!(rule(RuleCode::Guarantees), None);
    assert_eq!(rule(RuleCode::HostLanguage).unwrap().settings.level, Some(Level::B1));
    assert_eq!(rule(RuleCode::Availability).unwrap().settings.least_days, Some(30));
    assert_eq!(policy.in_force(OfferKind::Home, day("2016-12-31")).count(), 0, "before the rules' days");
}

#[test]
fn every_fault_of_a_policy_is_told_with_its_line_and_a_remedy() {
    let told = faults(
        "[[rules]]\ncode = \"fit-beds\"\n[[rules]]\ncode = \"minors-safeguarded\"\non = false\n[[rules]]\ncode = \"rent\"\nsettings = { least-age = 3 }\n[[criteria]]\ncode = \"nationality\"\nweight = 5\n[[criteria]]\ncode = \"easy-rent\"\nweight = -1\n",
    );
    let lines: Vec<usize> = told.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [5, 7, 10, 13, 17]);
    assert!(told[0].to_string().starts_with("5: `fit-beds` is not a known word — use one of: eligibility, "));
    assert!(told[1].remedy.contains("protects people"));
    assert_eq!(told[2].what, "the rule `rent` has no setting `least-age`");
    assert!(told[3].remedy.contains("easy-rent"), "{}", told[3]);
    assert!(told[4].remedy.contains("from 1 to"));
}

#[test]
fn a_fault_of_form_is_told_with_its_line_too() {
    for (rest, line, word) in [
        ("criteria = []\ncolour = 1\n", 5, "colour"),
        ("[[criteria]]\ncode = \"easy-rent\"\nweight = \"much\"\n", 6, "string"),
        ("criteria = [\n", 4, "array"),
        ("criteria = []\n[[rules]]\ncode = \"host-ready\"\nsettings = { steps = [\"tea\"] }\n", 7, "tea"),
        ("", 1, "criteria"),
    ] {
        let told = faults(rest);
        assert_eq!(told.len(), 1);
        assert!(told[0].line == line || word == "array", "{}", told[0]);
        assert!(told[0].what.contains(word) && !told[0].remedy.is_empty(), "{}", told[0]);
    }
    let backwards = HEAD.replace("from = 2020-01-01", "from = 2020-01-01, to = 2019-01-01");
    let told = Policy::parse(&format!("{backwards}criteria = []\n"), &book()).unwrap_err();
    assert_eq!((told[0].line, told[0].what.as_str()), (2, "it ends before it begins"));
}

#[test]
fn a_rulebook_without_a_rule_or_with_two_on_one_day_is_refused() {
    let read = |name: &str| std::fs::read_to_string(folder().join(name)).unwrap();
    let (rules, internships) = (read("rules.toml"), read("internships.toml"));
    let twice = rules.replace("code = \"vetoes\"", "code = \"rent\"");
    let told = Rulebook::parse(&twice, &internships).unwrap_err();
    let what: Vec<&str> = told.iter().map(|fault| fault.what.as_str()).collect();
    assert_eq!(what, ["the rule `vetoes` is missing", "two versions of `rent` are in force on the same day"]);
    let bare = rules.replace("settings = { least-age = 16 }", "");
    assert_eq!(Rulebook::parse(&bare, &internships).unwrap_err()[0].what, "the setting `least-age` is missing");
    let lazio = internships.replace("region = \"veneto\"", "region = \"abruzzo\"");
    assert_eq!(Rulebook::parse(&rules, &lazio).unwrap_err()[0].what, "two rules of `abruzzo` on the same day");
}
