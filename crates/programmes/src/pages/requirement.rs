//! What a rule requires, in words made from the rule itself: the reader sees what the program will really measure.

use web::Desk;

use crate::definition::Programme;
use crate::rules::Requirement;

/// The requirement in the reader's language.
pub(super) fn words(requirement: &Requirement, programme: &Programme, desk: &Desk) -> String {
    let say = |key: &str| desk.say(&format!("programme-requires-{key}"));
    let with = |key: &str, name: &str, value: String| {
        desk.say_with(&format!("programme-requires-{key}"), &[(name, value.into())])
    };
    match requirement {
        Requirement::Permit { among } => {
            with("permit", "kinds", names(desk, "permit-kind", among.iter().map(|kind| kind.word())))
        }
        Requirement::LeftReception { within_months, circuits, also_leaving } => {
            let mut said = vec![say("left-reception")];
            if !circuits.is_empty() {
                said.push(with("circuits", "circuits", names(desk, "circuit", circuits.iter().map(|it| it.word()))));
            }
            if let Some(months) = *within_months {
                said.push(desk.say_with("programme-requires-within", &[("months", months.into())]));
            }
            if *also_leaving {
                said.push(say("also-leaving"));
            }
            said.join(", ")
        }
        Requirement::OutOfReception => say("out-of-reception"),
        Requirement::ThirdCountry => say("third-country"),
        Requirement::RegularStay => say("regular-stay"),
        Requirement::MinorChild => say("minor-child"),
        Requirement::LivesIn { territories } => {
            let name = |code| programme.territory(code).map_or(code.as_str(), |territory| territory.name.as_str());
            with("lives-in", "territories", territories.iter().map(name).collect::<Vec<_>>().join(", "))
        }
        Requirement::HousingDistress => say("housing-distress"),
        Requirement::Hardship => say("hardship"),
        Requirement::WorksIn { sectors } => {
            with("works-in", "sectors", names(desk, "sector", sectors.iter().map(|sector| sector.word())))
        }
        Requirement::AllOf { parts } => joined(parts, "and", programme, desk),
        Requirement::AnyOf { parts } => joined(parts, "or", programme, desk),
    }
}

/// The names of words, as the texts have them.
fn names<'w>(desk: &Desk, family: &str, words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| desk.say(&format!("{family}-{word}"))).collect::<Vec<_>>().join(", ")
}

/// Parts with "and" or "or" between them; a part with parts of its own stands in brackets.
fn joined(parts: &[Requirement], joint: &str, programme: &Programme, desk: &Desk) -> String {
    let said: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Requirement::AllOf { .. } | Requirement::AnyOf { .. } => format!("({})", words(part, programme, desk)),
            _ => words(part, programme, desk),
        })
        .collect();
    said.join(&format!(" {} ", desk.say(&format!("programme-requires-{joint}"))))
}
