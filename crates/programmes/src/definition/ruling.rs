//! Reads eligibility rules, and refuses those that could not be measured.

use kernel::{Period, TerritoryCode};

use super::fault::FaultCode;
use super::fields::{Names, origin, texts};
use super::parse::{ends_first, whom_words};
use super::reader::{Node, Table};
use super::when::When;
use crate::rules::eligibility::{Force, Requirement, Rule, Whom};
use crate::rules::vocabulary::{Circuit, PermitKind, Recipient, Sector};

/// What a requirement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Person,
    Household,
    Operator,
}

/// The words after `is`, with the fields that each takes beside.
const REQUIREMENTS: &[&str] = &[
    "permit",
    "left-reception",
    "out-of-reception",
    "third-country",
    "regular-stay",
    "minor-child",
    "lives-in",
    "housing-distress",
    "hardship",
    "works-in",
    "all-of",
    "any-of",
];

pub(super) fn rule(table: &Table<'_>, names: &Names, recipients: Option<&[Recipient]>) -> Option<Rule> {
    let id = table.need("id").and_then(|node| node.code());
    let requires = table.need("requires").and_then(|node| requirement(&node, names));
    let of_node = table.need("of");
    let of = of_node.as_ref().and_then(|node| node.word(Whom::ALL, Whom::word));
    let force = match table.maybe("force") {
        None => Some(Force::Required),
        Some(node) => node.word(Force::ALL, Force::word),
    };
    let because = table.need("because").and_then(|node| texts(&node));
    let origin = origin(table, names);
    let valid = table.need("valid").and_then(|node| period(&node));
    if let (Some(node), Some(of)) = (&of_node, of) {
        if let Some(requires) = &requires {
            measurable(node, requires, of);
        }
        let served = if of == Whom::Operator { Recipient::Operators } else { Recipient::Households };
        if recipients.is_some_and(|recipients| !recipients.contains(&served)) {
            node.fault(FaultCode::RuleForNobody, served.word(), Vec::new());
        }
    }
    let origin = origin?;
    Some(Rule {
        id: id?,
        requires: requires?,
        of: of?,
        force: force?,
        because: because?,
        source: origin.source,
        status: origin.status,
        note: origin.note,
        valid: valid?,
    })
}

fn period(node: &Node<'_>) -> Option<Period> {
    let table = node.table()?;
    let from = table.need("from").and_then(|node| node.when());
    let to_node = table.maybe("to");
    let to = to_node.as_ref().and_then(Node::when);
    table.done();
    let from = from?;
    if let (Some(node), Some(to)) = (&to_node, to)
        && to.last_day() < from.first_day()
    {
        ends_first(node, from, to);
    }
    Some(Period { from: from.first_day(), to: to.map(When::last_day) })
}

fn requirement(node: &Node<'_>, names: &Names) -> Option<Requirement> {
    let table = node.table()?;
    let is = table.need("is").and_then(|node| node.word(REQUIREMENTS, |word| word));
    let Some(is) = is else {
        return None; // without knowing what it is, nobody knows its fields
    };
    let requirement = match is {
        "permit" => {
            let among = |node: Node<'_>| node.each(|item| item.word(PermitKind::ALL, PermitKind::word));
            table.need("among").and_then(among).map(|among| Requirement::Permit { among })
        }
        "left-reception" => left_reception(&table),
        "lives-in" => {
            let territory = |item: &Node<'_>| -> Option<TerritoryCode> {
                item.one_of(&names.territories, FaultCode::UnknownTerritory)?.parse().ok()
            };
            let territories = table.need("territories").and_then(|node| node.each(territory));
            territories.map(|territories| Requirement::LivesIn { territories })
        }
        "works-in" => {
            let sectors = |node: Node<'_>| node.each(|item| item.word(Sector::ALL, Sector::word));
            table.need("sectors").and_then(sectors).map(|sectors| Requirement::WorksIn { sectors })
        }
        "all-of" => parts(&table, names).map(|parts| Requirement::AllOf { parts }),
        "any-of" => parts(&table, names).map(|parts| Requirement::AnyOf { parts }),
        "out-of-reception" => Some(Requirement::OutOfReception),
        "third-country" => Some(Requirement::ThirdCountry),
        "regular-stay" => Some(Requirement::RegularStay),
        "minor-child" => Some(Requirement::MinorChild),
        "housing-distress" => Some(Requirement::HousingDistress),
        _ => Some(Requirement::Hardship),
    };
    table.done();
    requirement
}

fn parts(table: &Table<'_>, names: &Names) -> Option<Vec<Requirement>> {
    table.need("parts").and_then(|node| node.each(|item| requirement(item, names)))
}

fn left_reception(table: &Table<'_>) -> Option<Requirement> {
    let months_node = table.maybe("within-months");
    let months = months_node.as_ref().map(|node| node.number(1..=600).and_then(|n| u32::try_from(n).ok()));
    // `none` is the answer of who was never in reception: nobody can have left it.
    let stays: Vec<Circuit> = Circuit::ALL.iter().copied().filter(|circuit| *circuit != Circuit::Never).collect();
    let circuits = table.maybe("circuits").map(|node| node.each(|item| item.word(&stays, Circuit::word)));
    let leaving = table.maybe("also-leaving").map(|node| node.yes_or_no());
    // A field that is there but faulty spoils the requirement; an absent one has its default.
    let within_months = match months {
        None => None,
        Some(read) => Some(read?),
    };
    Some(Requirement::LeftReception {
        within_months,
        circuits: circuits.map_or(Some(Vec::new()), |read| read)?,
        also_leaving: leaving.map_or(Some(false), |read| read)?,
    })
}

fn about(requirement: &Requirement, found: &mut Vec<About>) {
    found.push(match requirement {
        Requirement::Permit { .. }
        | Requirement::LeftReception { .. }
        | Requirement::OutOfReception
        | Requirement::ThirdCountry
        | Requirement::RegularStay => About::Person,
        Requirement::MinorChild
        | Requirement::LivesIn { .. }
        | Requirement::HousingDistress
        | Requirement::Hardship => About::Household,
        Requirement::WorksIn { .. } => About::Operator,
        Requirement::AllOf { parts } | Requirement::AnyOf { parts } => {
            for part in parts {
                about(part, found);
            }
            return;
        }
    });
}

/// Notes a fault where a rule asks of a household what only a person has, and the like.
fn measurable(node: &Node<'_>, requires: &Requirement, of: Whom) {
    let mut parts = Vec::new();
    about(requires, &mut parts);
    let has = |about| parts.contains(&about);
    let would: &[Whom] = if has(About::Operator) {
        // Mixed with anything else, nobody could answer.
        if has(About::Person) || has(About::Household) { &[] } else { &[Whom::Operator] }
    } else if has(About::Person) {
        &[Whom::AnyAdult, Whom::EveryAdult]
    } else {
        &[Whom::Household]
    };
    if !would.contains(&of) {
        node.fault(FaultCode::WrongWhom, of.word(), whom_words(would));
    }
}
