//! From the text of a programme file to its definition, or to the list of all that is wrong with it.

use kernel::{Cents, ProgrammeCode, TerritoryCode};
use toml::de::DeTable;

use super::fault::{Fault, FaultCode};
use super::fields::{Names, body, codes, item, maybe_sourced, origin, source_names, sourced, sources, texts};
use super::reader::{Node, Reader, Table};
use super::ruling::rule;
use super::{Action, Counted, Dates, Grant, Programme, Sourced, Territory, TerritoryKind, When};
use crate::rules::eligibility::{Force, Rule, Whom};
use crate::rules::vocabulary::Recipient;

impl Programme {
    /// Reads a programme file.
    ///
    /// # Errors
    /// Every fault that can be told apart, by line: those of syntax alone if there are any, else all others.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let reader = Reader::new(text);
        let (tree, syntax) = DeTable::parse_recoverable(text);
        if !syntax.is_empty() {
            for error in syntax {
                let at = error.span().map_or(0, |span| span.start.min(text.len()));
                reader.fault(at, "", FaultCode::Syntax, error.message().replace('\n', " "), Vec::new());
            }
            return Err(reader.into_faults());
        }
        let programme = programme(&Table::new(&reader, String::new(), 0, tree.get_ref()));
        let faults = reader.into_faults();
        match programme {
            Some(programme) if faults.is_empty() => Ok(programme),
            _ => Err(faults),
        }
    }
}

fn programme(root: &Table<'_>) -> Option<Programme> {
    let code = root.need("code").and_then(|node| node.code()).and_then(|code| code.parse::<ProgrammeCode>().ok());
    let version = root.need("version").and_then(|node| node.count());
    let name = root.need("name").and_then(|node| node.text());
    let description = root.need("description").and_then(|node| texts(&node));
    let recipients_node = root.need("recipients");
    let recipient = |node: &Node<'_>| node.word(Recipient::ALL, Recipient::word);
    let recipients = recipients_node.as_ref().and_then(|node| node.each(recipient));

    let sources = sources(root);
    let names = Names {
        sources: source_names(root, &sources),
        axes: codes(root, "axes", "code"),
        packages: codes(root, "packages", "code"),
        territories: codes(root, "territories", "code"),
    };
    for list in ["targets", "actions", "boards", "outputs"] {
        codes(root, list, "code");
    }
    codes(root, "partners", "name");
    codes(root, "rules", "id");

    let lead = root.need("lead").and_then(|node| node.table()).and_then(|table| {
        let lead = body(&table, &names);
        table.done();
        lead
    });
    let partners = root.list("partners", |table| body(table, &names));
    let counts = counts(root, &names);
    let territories = territories(root, &names);
    let dates = dates(root, &names);
    let grant = grant(root, &names);
    let items = |key: &'static str| root.list(key, |table| item(table, &names));
    let (targets, packages) = (items("targets"), items("packages"));
    if root.need("axes").is_some_and(|node| node.items().is_some_and(|axes| axes.is_empty())) {
        root.fault(FaultCode::Empty, "axes", Vec::new());
    }
    let axes = items("axes");
    let actions = root.list("actions", |table| action(table, &names));
    let (boards, outputs) = (items("boards"), items("outputs"));
    let rules = root.list("rules", |table| rule(table, &names, recipients.as_deref()));
    if let (Some(node), Some(recipients)) = (&recipients_node, &recipients) {
        unruled(root, node, recipients, &rules);
    }
    root.done();
    Some(Programme {
        code: code?,
        version: version?,
        name: name?,
        description: description?,
        recipients: recipients?,
        sources,
        lead: lead?,
        partners,
        counts,
        territories,
        dates,
        grant,
        targets,
        axes,
        packages,
        actions,
        boards,
        outputs,
        rules,
    })
}

/// Recipients for whom nothing decides would be answered *needs to know* for ever. Counted in what the file says rather
/// than in what was read, so that a faulty rule is one fault and not two.
fn unruled(root: &Table<'_>, node: &Node<'_>, recipients: &[Recipient], read: &[Rule]) {
    let written = root.maybe("rules").and_then(|node| node.items()).map_or(0, |rules| rules.len());
    for recipient in recipients {
        let decided = read.iter().any(|rule| rule.recipient() == *recipient && rule.force == Force::Required);
        if !decided && read.len() == written {
            node.fault(FaultCode::NoRule, recipient.word(), Vec::new());
        }
    }
}

fn counts(root: &Table<'_>, names: &Names) -> Vec<(Counted, Sourced<u32>)> {
    let Some(table) = root.maybe("counts").and_then(|node| node.table()) else { return Vec::new() };
    let count = |counted: &Counted| {
        let count = maybe_sourced(&table, counted.word(), names, "is", |node| node.count())?;
        Some((*counted, count))
    };
    let counts = Counted::ALL.iter().filter_map(count).collect();
    table.done();
    counts
}

fn territories(root: &Table<'_>, names: &Names) -> Vec<Territory> {
    root.list("territories", |table| {
        let code = table.need("code").and_then(|node| node.code()).and_then(|code| code.parse::<TerritoryCode>().ok());
        let name = table.need("name").and_then(|node| node.text());
        let kind = table.need("kind").and_then(|node| node.word(TerritoryKind::ALL, TerritoryKind::word));
        // Only territories above: so that nothing encloses itself.
        let known = names.territories.iter();
        let above: Vec<String> =
            known.take_while(|known| code.as_ref().is_none_or(|code| code.as_str() != *known)).cloned().collect();
        let within = table.maybe("within").and_then(|node| node.one_of(&above, FaultCode::UnknownTerritory));
        let origin = origin(table, names);
        let within = within.and_then(|code| code.parse().ok());
        Some(Territory { code: code?, name: name?, kind: kind?, within, origin: origin? })
    })
}

fn dates(root: &Table<'_>, names: &Names) -> Dates {
    let Some(table) = root.maybe("dates").and_then(|node| node.table()) else { return Dates::default() };
    let start = maybe_sourced(&table, "start", names, "is", |node| node.when());
    let end = maybe_sourced(&table, "end", names, "is", |node| node.when());
    if let (Some(start), Some(end)) = (&start, &end)
        && end.value.last_day() < start.value.first_day()
        && let Some(node) = table.maybe("end")
    {
        ends_first(&node, start.value, end.value);
    }
    table.done();
    Dates { start, end }
}

pub(super) fn ends_first(node: &Node<'_>, start: When, end: When) {
    node.fault(FaultCode::EndBeforeStart, format!("{start} to {end}"), Vec::new());
}

fn grant(root: &Table<'_>, names: &Names) -> Grant {
    let Some(table) = root.maybe("grant").and_then(|node| node.table()) else { return Grant::default() };
    let text = |field| maybe_sourced(&table, field, names, "is", |node| node.text());
    let grant = Grant {
        fund: text("fund"),
        objective: text("objective"),
        call: text("call"),
        project: text("project"),
        cup: text("cup"),
        money: table
            .maybe("money")
            .and_then(|node| sourced(&node, names, "cents", |node| node.number(1..=100_000_000_000).map(Cents::new))),
    };
    table.done();
    grant
}

fn action(table: &Table<'_>, names: &Names) -> Option<Action> {
    let item = item(table, names);
    let (axis_node, package_node) = (table.maybe("axis"), table.maybe("package"));
    if axis_node.is_none() && package_node.is_none() {
        table.fault(FaultCode::ActionNowhere, "", Vec::new());
    }
    let axis = axis_node.and_then(|node| node.one_of(&names.axes, FaultCode::UnknownAxis));
    let package = package_node.and_then(|node| node.one_of(&names.packages, FaultCode::UnknownPackage));
    Some(Action { item: item?, axis, package })
}

/// The words of all `Whom`, for remedies.
pub(super) fn whom_words(of: &[Whom]) -> Vec<String> {
    of.iter().map(|whom| whom.word().to_owned()).collect()
}
