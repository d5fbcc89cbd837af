//! The shapes that return all over a programme file: texts in two languages, values with their origin, items.

use super::fault::FaultCode;
use super::reader::{Node, Table};
use super::{Body, Item, Origin, Other, Source, SourceKind, Sourced, Status, Texts};

/// What the file has named so far, so that later fields can refer to it.
#[derive(Default)]
pub(super) struct Names {
    pub(super) sources: Vec<(String, SourceKind)>,
    pub(super) axes: Vec<String>,
    pub(super) packages: Vec<String>,
    pub(super) territories: Vec<String>,
}

pub(super) fn texts(node: &Node<'_>) -> Option<Texts> {
    let table = node.table()?;
    let it = table.need("it").and_then(|node| node.text());
    let en = table.need("en").and_then(|node| node.text());
    table.done();
    Some(Texts { it: it?, en: en? })
}

/// The sources of the file, by name.
pub(super) fn sources(root: &Table<'_>) -> Vec<Source> {
    let Some(table) = root.need("sources").and_then(|node| node.table()) else { return Vec::new() };
    let read = |(id, node): (&str, Node<'_>)| {
        let table = node.table()?;
        let kind = table.need("kind").and_then(|node| node.word(SourceKind::ALL, SourceKind::word));
        let title = table.need("title").and_then(|node| node.text());
        let date = table.maybe("date").and_then(|node| node.when());
        let url = table.maybe("url").and_then(|node| node.text());
        table.done();
        Some(Source { id: id.to_owned(), kind: kind?, title: title?, date, url })
    };
    table.all().filter_map(read).collect()
}

/// The names of the sources, faulty ones too, so that one fault in a source does not make a fault of each reference.
pub(super) fn source_names(root: &Table<'_>, read: &[Source]) -> Vec<(String, SourceKind)> {
    let Some(table) = root.maybe("sources").and_then(|node| node.table()) else { return Vec::new() };
    let kind = |id: &str| read.iter().find(|source| source.id == id).map_or(SourceKind::Document, |source| source.kind);
    table.all().map(|(id, _)| (id.to_owned(), kind(id))).collect()
}

pub(super) fn source(node: &Node<'_>, names: &Names) -> Option<String> {
    let known: Vec<String> = names.sources.iter().map(|(id, _)| id.clone()).collect();
    node.one_of(&known, FaultCode::UnknownSource)
}

/// `source`, `status` and `note` of a table. `others` says whether it gives other values, and whether it may.
fn origin_with(table: &Table<'_>, names: &Names, others: Option<bool>) -> Option<Origin> {
    let id = table.need("source").and_then(|node| source(&node, names));
    let status_node = table.need("status");
    let status = status_node.as_ref().and_then(|node| node.word(Status::ALL, Status::word));
    let note = table.maybe("note").and_then(|node| texts(&node));
    if let (Some(node), Some(status)) = (&status_node, status) {
        let unread = |id: &String| {
            let kind = names.sources.iter().find(|(name, _)| name == id).map(|(_, kind)| *kind);
            matches!(kind, Some(SourceKind::GeneralKnowledge | SourceKind::Assumption))
        };
        if let Some(id) = id.as_ref().filter(|id| status == Status::Verified && unread(id)) {
            node.fault(FaultCode::VerifiedByNothing, id.as_str(), Vec::new());
        }
        match (status == Status::Conflicting, others) {
            (true, None | Some(false)) if note.is_none() => {
                node.fault(FaultCode::ConflictWithoutOther, "", Vec::new());
            }
            (false, Some(true)) => node.fault(FaultCode::OtherWithoutConflict, status.word(), Vec::new()),
            _ => {}
        }
    }
    Some(Origin { source: id?, status: status?, note })
}

pub(super) fn origin(table: &Table<'_>, names: &Names) -> Option<Origin> {
    origin_with(table, names, None)
}

/// `{ is = …, source = …, status = …, note = …, also = [{ is = …, source = … }] }`; `key` is `is`, or `cents`.
pub(super) fn sourced<T>(
    node: &Node<'_>,
    names: &Names,
    key: &'static str,
    read: impl Fn(&Node<'_>) -> Option<T>,
) -> Option<Sourced<T>> {
    let table = node.table()?;
    let value = table.need(key).and_then(|node| read(&node));
    let also = table.list("also", |other| {
        let value = other.need(key).and_then(|node| read(&node));
        let source = other.need("source").and_then(|node| source(&node, names));
        Some(Other { value: value?, source: source? })
    });
    let origin = origin_with(&table, names, Some(table.maybe("also").is_some()));
    table.done();
    Some(Sourced { value: value?, origin: origin?, also })
}

/// A sourced value that may be absent.
pub(super) fn maybe_sourced<T>(
    table: &Table<'_>,
    field: &'static str,
    names: &Names,
    key: &'static str,
    read: impl Fn(&Node<'_>) -> Option<T>,
) -> Option<Sourced<T>> {
    table.maybe(field).and_then(|node| sourced(&node, names, key, read))
}

pub(super) fn body(table: &Table<'_>, names: &Names) -> Option<Body> {
    let name = table.need("name").and_then(|node| node.text());
    let origin = origin(table, names);
    Some(Body { name: name?, origin: origin? })
}

/// `code`, `name.it`, `name.en` and the origin.
pub(super) fn item(table: &Table<'_>, names: &Names) -> Option<Item> {
    let code = table.need("code").and_then(|node| node.code());
    let name = table.need("name").and_then(|node| texts(&node));
    let origin = origin(table, names);
    Some(Item { code: code?, name: name?, origin: origin? })
}

/// The codes of a list, those of faulty items too; the same code twice is a fault.
pub(super) fn codes(root: &Table<'_>, list: &'static str, key: &'static str) -> Vec<String> {
    let Some(items) = root.maybe(list).filter(Node::is_list).and_then(|node| node.items()) else { return Vec::new() };
    let mut codes = Vec::new();
    for item in items {
        let Some((node, code)) = item.peek(key) else { continue };
        if codes.contains(&code) {
            node.fault(FaultCode::Duplicate, code, Vec::new());
        } else {
            codes.push(code);
        }
    }
    codes
}
