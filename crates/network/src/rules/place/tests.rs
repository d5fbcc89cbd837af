use kernel::Day;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn one(written: &str) -> Municipality {
    match look_up(written) {
        Found::One(place) => place,
        other => panic!("{written}: {other:?}"),
    }
}

#[test]
fn a_municipality_is_found_by_name_code_and_province() {
    let pioltello = one(" pioltello ");
    assert_eq!((pioltello.province.as_str(), pioltello.region.as_str()), ("MI", "lombardia"));
    assert_eq!((pioltello.code.as_str(), pioltello.cadastral.as_str()), ("015175", "G686"));
    for written in ["015175", "G686", "g686", "Pioltello (mi)"] {
        assert_eq!(one(written), pioltello, "{written}");
    }
    assert_eq!(one("Forli").name, "Forlì");
    assert_eq!(one("bozen").name, "Bolzano");
    assert_eq!(one("Aosta").region, "valle-daosta");
}

#[test]
fn a_name_borne_twice_asks_for_the_province() {
    assert!(matches!(look_up("Livo"), Found::Several(names) if names.len() == 2));
    assert_eq!(one("Livo (CO)").province, "CO");
}

#[test]
fn an_unknown_name_gets_the_nearest_ones() {
    assert!(matches!(look_up("Piotello"), Found::None(near) if near.contains(&"Pioltello (MI)".to_owned())));
    assert_eq!(look_up("Xyzzyx"), Found::None(vec![]));
}

#[test]
fn a_former_name_province_or_code_leads_to_the_municipality_of_today() {
    assert_eq!(one("Bagni San Giuliano").name, "San Giuliano Terme");
    assert_eq!(one("Seregno (MI)").province, "MB");
    // Carbonia had another ISTAT code in each of four provinces.
    for code in ["092012", "107003", "111009", "119003"] {
        assert_eq!((one(code).name.as_str(), one(code).code.as_str()), ("Carbonia", "119003"), "{code}");
    }
}

#[test]
fn one_that_ended_says_since_when_and_what_was_made_then() {
    let Found::Ended { name, until, perhaps } = look_up("Castegnero") else { panic!("ended") };
    assert_eq!((name.as_str(), until), ("Castegnero (VI)", day("2026-02-20")));
    assert_eq!(perhaps, ["Castegnero Nanto (VI)"]);
    assert_eq!(by_code("024027").map(full_name), Some("Castegnero (VI)".to_owned()));
    assert!(all().iter().all(|place| place.name != "Castegnero"));
    assert!(matches!(look_up("Zara"), Found::Ended { until, .. } if until == day("1947-09-15")));
    assert_eq!(one("Fiume").name, "Fiume Veneto", "of two who bore the name, the one that stands");
}

#[test]
fn a_birth_finds_its_place_as_it_was_that_day() {
    assert_eq!(on("A562", day("1930-01-01")).unwrap().name, "Bagni San Giuliano");
    assert_eq!(on("A562", day("1990-01-01")).unwrap().name, "San Giuliano Terme");
    assert_eq!(on("B745", day("1930-01-01")), None, "Carbonia was founded in 1938");
    assert_eq!(on("C056", day("2026-02-20")).unwrap().name, "Castegnero");
    assert_eq!(on("C056", day("2026-02-21")), None);
    assert_eq!(born_in("C056", Some(day("2026-03-01"))).unwrap().name, "Castegnero");
    assert_eq!(born_in("M149", None).map(|zara| (zara.name.as_str(), zara.region.as_str())), Some(("Zara", "")));
    assert_eq!(born_in("Z329", None), None);
}

#[test]
fn the_table_is_whole_its_spans_follow_each_other_and_its_codes_are_nobody_else_s() {
    assert_eq!(all().len(), 7894);
    let mut owners: HashMap<&str, &str> = HashMap::new();
    for span in &PLACES.spans {
        assert!(span.from.is_none() || span.until.is_none() || span.from <= span.until, "{span:?}");
        let owner = owners.entry(&span.code).or_insert(&span.cadastral);
        assert_eq!(*owner, span.cadastral, "{span:?}");
        assert!(span.region.is_empty() == ["FU", "PL", "ZA"].contains(&span.province.as_str()), "{span:?}");
    }
    for place in all() {
        let spans: Vec<&Municipality> = spans_of(&place.cadastral).collect();
        assert!(spans.windows(2).all(|two| two[0].until < two[1].from && two[0].until.is_some()), "{spans:?}");
        assert_eq!(spans.last().copied(), Some(place));
    }
}
