//! From the people's rows to what the rules look at. Pure: the rows are arguments.
//!
//! What is not known stays `None` all the way: an empty list of permits says *none* only where somebody said that the
//! list is whole. Labels are numbers, not names: a frozen verdict names nobody, its page does.

use kernel::text::fold;
use network::rules::place::{self, Municipality};
use people::rules::stay::Departure;
use people::store::households::Household;
use people::store::papers::{Permit, ReceptionStay};
use people::store::persons::Person;
use programmes::rules::{Citizenship, Evidence, Leaving, PermitEvidence, PersonEvidence, Place, StayEvidence};

/// One person of a household, with the papers.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRows {
    /// The person.
    pub person: Person,
    /// The permits listed.
    pub permits: Vec<Permit>,
    /// The stays in reception listed.
    pub stays: Vec<ReceptionStay>,
}

/// What is known of a household, as the rules take it.
#[must_use]
pub fn evidence(household: &Household, people: &[PersonRows]) -> Evidence {
    let people = people.iter().enumerate().map(|(at, rows)| person(rows, at + 1)).collect();
    let mut evidence = Evidence::household(people);
    evidence.everyone_listed = household.everyone_listed;
    evidence.residence = household.municipality.as_deref().and_then(place::by_code).map(lives_in);
    evidence.housing_distress = household.housing_distress;
    evidence.hardship = household.hardship;
    evidence
}

fn person(rows: &PersonRows, number: usize) -> PersonEvidence {
    let mut known = PersonEvidence::unknown(rows.person.id, number.to_string());
    known.birth = rows.person.born;
    known.citizenship = rows.person.citizenship.and_then(Citizenship::today);
    if rows.person.permits_known || !rows.permits.is_empty() {
        known.permits = Some(rows.permits.iter().map(permit).collect());
    }
    if rows.person.stays_known || !rows.stays.is_empty() {
        known.stays = Some(rows.stays.iter().map(stay).collect());
    }
    known
}

fn permit(permit: &Permit) -> PermitEvidence {
    PermitEvidence { kind: permit.kind, state: permit.state, from: permit.issued_on, to: permit.expires_on }
}

fn stay(stay: &ReceptionStay) -> StayEvidence {
    let exit = match (stay.leaving, stay.left_on) {
        (Departure::Left, Some(day)) => Leaving::On(day),
        (Departure::Inside, _) => Leaving::StillInside,
        // Left, but nobody knows when: the day decides, so it is asked for.
        (Departure::Left | Departure::Unknown, _) => Leaving::Unknown,
    };
    StayEvidence { circuit: stay.circuit, from: stay.entered_on, exit }
}

/// Every level that follows from a municipality, with the codes that the programme files use.
fn lives_in(town: &Municipality) -> Place {
    let code = |text: &str| text.parse().ok();
    let province = PROVINCES.iter().find(|(sign, _)| *sign == town.province);
    Place {
        region: code(&town.region),
        province: province.and_then(|(_, province)| code(province)),
        municipality: code(&fold(&town.name).replace(' ', "-")),
        neighbourhood: None,
    }
}

/// The provinces and metropolitan cities by the sign of their number plates, as of the list of municipalities.
const PROVINCES: &[(&str, &str)] = &[
    ("AG", "provincia-agrigento"),
    ("AL", "provincia-alessandria"),
    ("AN", "provincia-ancona"),
    ("AO", "provincia-aosta"),
    ("AP", "provincia-ascoli-piceno"),
    ("AQ", "provincia-laquila"),
    ("AR", "provincia-arezzo"),
    ("AT", "provincia-asti"),
    ("AV", "provincia-avellino"),
    ("BA", "citta-metropolitana-bari"),
    ("BG", "provincia-bergamo"),
    ("BI", "provincia-biella"),
    ("BL", "provincia-belluno"),
    ("BN", "provincia-benevento"),
    ("BO", "citta-metropolitana-bologna"),
    ("BR", "provincia-brindisi"),
    ("BS", "provincia-brescia"),
    ("BT", "provincia-barletta-andria-trani"),
    ("BZ", "provincia-bolzano"),
    ("CA", "citta-metropolitana-cagliari"),
    ("CB", "provincia-campobasso"),
    ("CE", "provincia-caserta"),
    ("CH", "provincia-chieti"),
    ("CI", "provincia-sulcis-iglesiente"),
    ("CL", "provincia-caltanissetta"),
    ("CN", "provincia-cuneo"),
    ("CO", "provincia-como"),
    ("CR", "provincia-cremona"),
    ("CS", "provincia-cosenza"),
    ("CT", "citta-metropolitana-catania"),
    ("CZ", "provincia-catanzaro"),
    ("EN", "provincia-enna"),
    ("FC", "provincia-forli-cesena"),
    ("FE", "provincia-ferrara"),
    ("FG", "provincia-foggia"),
    ("FI", "citta-metropolitana-firenze"),
    ("FM", "provincia-fermo"),
    ("FR", "provincia-frosinone"),
    ("GE", "citta-metropolitana-genova"),
    ("GO", "provincia-gorizia"),
    ("GR", "provincia-grosseto"),
    ("IM", "provincia-imperia"),
    ("IS", "provincia-isernia"),
    ("KR", "provincia-crotone"),
    ("LC", "provincia-lecco"),
    ("LE", "provincia-lecce"),
    ("LI", "provincia-livorno"),
    ("LO", "provincia-lodi"),
    ("LT", "provincia-latina"),
    ("LU", "provincia-lucca"),
    ("MB", "provincia-monza-e-della-brianza"),
    ("MC", "provincia-macerata"),
    ("ME", "citta-metropolitana-messina"),
    ("MI", "citta-metropolitana-milano"),
    ("MN", "provincia-mantova"),
    ("MO", "provincia-modena"),
    ("MS", "provincia-massa-carrara"),
    ("MT", "provincia-matera"),
    ("NA", "citta-metropolitana-napoli"),
    ("NO", "provincia-novara"),
    ("NU", "provincia-nuoro"),
    ("OG", "provincia-ogliastra"),
    ("OR", "provincia-oristano"),
    ("OT", "provincia-gallura"),
    ("PA", "citta-metropolitana-palermo"),
    ("PC", "provincia-piacenza"),
    ("PD", "provincia-padova"),
    ("PE", "provincia-pescara"),
    ("PG", "provincia-perugia"),
    ("PI", "provincia-pisa"),
    ("PN", "provincia-pordenone"),
    ("PO", "provincia-prato"),
    ("PR", "provincia-parma"),
    ("PT", "provincia-pistoia"),
    ("PU", "provincia-pesaro-e-urbino"),
    ("PV", "provincia-pavia"),
    ("PZ", "provincia-potenza"),
    ("RA", "provincia-ravenna"),
    ("RC", "citta-metropolitana-reggio-calabria"),
    ("RE", "provincia-reggio-emilia"),
    ("RG", "provincia-ragusa"),
    ("RI", "provincia-rieti"),
    ("RM", "citta-metropolitana-roma"),
    ("RN", "provincia-rimini"),
    ("RO", "provincia-rovigo"),
    ("SA", "provincia-salerno"),
    ("SI", "provincia-siena"),
    ("SO", "provincia-sondrio"),
    ("SP", "provincia-la-spezia"),
    ("SR", "provincia-siracusa"),
    ("SS", "citta-metropolitana-sassari"),
    ("SV", "provincia-savona"),
    ("TA", "provincia-taranto"),
    ("TE", "provincia-teramo"),
    ("TN", "provincia-trento"),
    ("TO", "citta-metropolitana-torino"),
    ("TP", "provincia-trapani"),
    ("TR", "provincia-terni"),
    ("TS", "provincia-trieste"),
    ("TV", "provincia-treviso"),
    ("UD", "provincia-udine"),
    ("VA", "provincia-varese"),
    ("VB", "provincia-verbano-cusio-ossola"),
    ("VC", "provincia-vercelli"),
    ("VE", "citta-metropolitana-venezia"),
    ("VI", "provincia-vicenza"),
    ("VR", "provincia-verona"),
    ("VS", "provincia-medio-campidano"),
    ("VT", "provincia-viterbo"),
    ("VV", "provincia-vibo-valentia"),
];

#[cfg(test)]
mod tests {
    use kernel::{BirthDay, Day, HouseholdId, Moment, PersonId};
    use people::rules::person::Sex;
    use programmes::rules::{Circuit, PermitKind, PermitState};

    use super::*;

    fn household(town: Option<&str>) -> Household {
        Household {
            id: HouseholdId::fresh(),
            version: 0,
            code: "N-1".into(),
            reference_id: None,
            size: 1,
            municipality: town.map(str::to_owned),
            everyone_listed: true,
            housing_distress: None,
            hardship: Some(true),
            created_at: Moment::from_millis(0),
        }
    }

    fn somebody() -> PersonRows {
        let person = Person {
            id: PersonId::fresh(),
            version: 0,
            sex: Sex::Female,
            born: Some(BirthDay::Year(1995)),
            citizenship: "NG".parse().ok(),
            permits_known: false,
            stays_known: false,
        };
        PersonRows { person, permits: vec![], stays: vec![] }
    }

    fn stay(leaving: Departure, left_on: Option<Day>) -> ReceptionStay {
        ReceptionStay { circuit: Some(Circuit::Sai), left_on, ..ReceptionStay::new(PersonId::fresh(), leaving) }
    }

    #[test]
    fn a_list_that_nobody_asked_about_is_not_known_and_an_empty_whole_list_says_none() {
        let mut rows = somebody();
        assert_eq!(evidence(&household(None), std::slice::from_ref(&rows)).people[0].permits, None);
        rows.person.permits_known = true;
        let known = evidence(&household(None), std::slice::from_ref(&rows));
        assert_eq!(known.people[0].permits, Some(vec![]));
        assert_eq!(known.people[0].stays, None);
    }

    #[test]
    fn a_receipt_without_dates_reaches_the_rules_as_a_receipt() {
        let mut rows = somebody();
        rows.permits.push(Permit {
            kind: Some(PermitKind::Asylum),
            number: Some("R-1".into()),
            ..Permit::new(rows.person.id, PermitState::Requested)
        });
        let known = evidence(&household(None), &[rows]);
        let permits = known.people[0].permits.as_ref().unwrap();
        assert_eq!((permits[0].state, permits[0].to), (PermitState::Requested, None));
    }

    #[test]
    fn having_left_on_an_unknown_day_leaves_the_day_open() {
        let day = Day::new(2025, 9, 1).unwrap();
        for (leaving, left_on, exit) in [
            (Departure::Left, Some(day), Leaving::On(day)),
            (Departure::Left, None, Leaving::Unknown),
            (Departure::Unknown, None, Leaving::Unknown),
            (Departure::Inside, None, Leaving::StillInside),
        ] {
            assert_eq!(super::stay(&stay(leaving, left_on)).exit, exit);
        }
    }

    #[test]
    fn a_municipality_gives_its_province_or_metropolitan_city_and_its_region() {
        for (name, province, region) in [
            ("Pioltello", "citta-metropolitana-milano", "lombardia"),
            ("Pescia", "provincia-pistoia", "toscana"),
            ("Guastalla", "provincia-reggio-emilia", "emilia-romagna"),
        ] {
            let place::Found::One(town) = place::look_up(name) else { panic!("{name} is known") };
            let known = evidence(&household(Some(&town.code)), &[]).residence.unwrap();
            assert_eq!(known.province.unwrap().to_string(), province);
            assert_eq!(known.region.unwrap().to_string(), region);
        }
        assert_eq!(evidence(&household(None), &[]).residence, None);
    }

    #[test]
    fn every_province_of_the_list_of_municipalities_has_its_code() {
        for town in place::all() {
            assert!(PROVINCES.iter().any(|(sign, _)| *sign == town.province), "{}", town.province);
        }
    }

    #[test]
    fn a_citizenship_of_a_state_with_several_successors_is_still_to_be_asked() {
        for (papers, known) in [("DDDE", Some("DE")), ("NG", Some("NG")), ("YUCS", None), ("unknown", None)] {
            let mut one = somebody();
            one.person.citizenship = papers.parse().ok();
            let told = evidence(&household(None), &[one]).people[0].citizenship.map(|one| one.to_string());
            assert_eq!(told.as_deref(), known, "{papers}");
        }
    }

    #[test]
    fn the_evidence_names_nobody() {
        let known = evidence(&household(None), &[somebody(), somebody()]);
        assert_eq!(known.people.iter().map(|person| person.label.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    }
}
