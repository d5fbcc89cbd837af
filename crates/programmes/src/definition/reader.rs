//! Walks a TOML tree and gathers every fault with its line, where serde would stop at the first one.
//!
//! Each question answers with the value or notes a fault and answers with nothing; whoever asks goes on asking, so that
//! one pass finds all faults. Fields that nobody asked for are faults too.

use std::cell::RefCell;
use std::ops::Range;

use kernel::TerritoryCode;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, FaultCode, nearest};
use super::when::When;

/// Gathers faults, and knows on which line an offset lies.
pub(super) struct Reader {
    line_starts: Vec<usize>,
    faults: RefCell<Vec<Fault>>,
}

impl Reader {
    pub(super) fn new(text: &str) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { line_starts, faults: RefCell::default() }
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    pub(super) fn fault(
        &self,
        offset: usize,
        field: &str,
        code: FaultCode,
        found: impl Into<String>,
        known: Vec<String>,
    ) {
        let found = found.into();
        let nearest = nearest(&found, &known);
        let fault = Fault { line: self.line(offset), field: field.to_owned(), code, found, known, nearest };
        self.faults.borrow_mut().push(fault);
    }

    /// The faults, by line.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|fault| fault.line);
        faults
    }
}

/// One value, with its place.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub(super) reader: &'a Reader,
    pub(super) path: String,
    span: Range<usize>,
    value: &'a DeValue<'a>,
}

impl<'a> Node<'a> {
    fn new(reader: &'a Reader, path: String, value: &'a Spanned<DeValue<'a>>) -> Self {
        Self { reader, path, span: value.span(), value: value.get_ref() }
    }

    pub(super) fn fault(&self, code: FaultCode, found: impl Into<String>, known: Vec<String>) {
        self.reader.fault(self.span.start, &self.path, code, found, known);
    }

    fn wrong_type(&self, wanted: &str) {
        let found = match self.value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with decimals",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.fault(FaultCode::WrongType, found, vec![wanted.to_owned()]);
    }

    /// A text that is not blank.
    pub(super) fn text(&self) -> Option<String> {
        let Some(text) = self.value.as_str() else {
            self.wrong_type("a text in double quotes");
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            self.fault(FaultCode::Empty, "", Vec::new());
            return None;
        }
        Some(text.to_owned())
    }

    /// A whole number within bounds, both included.
    pub(super) fn number(&self, bounds: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let DeValue::Integer(integer) = self.value else {
            self.wrong_type("a whole number without quotes");
            return None;
        };
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|n| bounds.contains(n));
        if number.is_none() {
            let known = format!("from {} to {}", bounds.start(), bounds.end());
            self.fault(FaultCode::OutOfBounds, integer.as_str(), vec![known]);
        }
        number
    }

    /// A whole number that fits 32 bits and is at least 1.
    pub(super) fn count(&self) -> Option<u32> {
        self.number(1..=1_000_000).and_then(|n| u32::try_from(n).ok())
    }

    pub(super) fn yes_or_no(&self) -> Option<bool> {
        let known = self.value.as_bool();
        if known.is_none() {
            self.wrong_type("true or false, without quotes");
        }
        known
    }

    /// A day, or a month or a year in quotes.
    pub(super) fn when(&self) -> Option<When> {
        let written = match self.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Integer(year) => year.as_str().to_owned(),
            _ => {
                self.wrong_type("a date such as 2020-07-01, or \"2020-07\"");
                return None;
            }
        };
        let when = When::read(&written);
        if when.is_none() {
            self.fault(FaultCode::NotADay, written, Vec::new());
        }
        when
    }

    /// A plain slug.
    pub(super) fn code(&self) -> Option<String> {
        let text = self.text()?;
        if text.parse::<TerritoryCode>().is_err() {
            self.fault(FaultCode::NotACode, text, Vec::new());
            return None;
        }
        Some(text)
    }

    /// A member of a closed vocabulary.
    pub(super) fn word<W: Copy>(&self, all: &[W], spelling: fn(W) -> &'static str) -> Option<W> {
        let text = self.text()?;
        let member = all.iter().copied().find(|member| spelling(*member) == text);
        if member.is_none() {
            let known = all.iter().map(|member| spelling(*member).to_owned()).collect();
            self.fault(FaultCode::UnknownWord, text, known);
        }
        member
    }

    /// A code out of those known.
    pub(super) fn one_of(&self, known: &[String], code: FaultCode) -> Option<String> {
        let text = self.text()?;
        if !known.contains(&text) {
            self.fault(code, text, known.to_vec());
            return None;
        }
        Some(text)
    }

    pub(super) fn is_list(&self) -> bool {
        self.value.is_array()
    }

    /// The text of one field of a table, without noting any fault.
    pub(super) fn peek(&self, key: &str) -> Option<(Node<'a>, String)> {
        let value = self.value.as_table()?.get(key)?;
        let text = value.get_ref().as_str()?.to_owned();
        Some((Node::new(self.reader, format!("{}.{key}", self.path), value), text))
    }

    pub(super) fn table(&self) -> Option<Table<'a>> {
        let Some(map) = self.value.as_table() else {
            self.wrong_type("a table: { … } or [section]");
            return None;
        };
        Some(Table::new(self.reader, self.path.clone(), self.span.start, map))
    }

    /// The items of a list.
    pub(super) fn items(&self) -> Option<Vec<Node<'a>>> {
        let Some(array) = self.value.as_array() else {
            self.wrong_type("a list: [ … ] or [[sections]]");
            return None;
        };
        let place = |at: usize| format!("{}[{}]", self.path, at + 1);
        Some(array.iter().enumerate().map(|(at, value)| Node::new(self.reader, place(at), value)).collect())
    }

    /// The items of a list, each read; an item with a fault is left out, and the fault noted. The list has items.
    pub(super) fn each<T: PartialEq>(&self, read: impl Fn(&Node<'a>) -> Option<T>) -> Option<Vec<T>> {
        let items = self.items()?;
        if items.is_empty() {
            self.fault(FaultCode::Empty, "", Vec::new());
            return None;
        }
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            let Some(value) = read(&item) else { continue };
            if list.contains(&value) {
                item.fault(FaultCode::Duplicate, item.value.as_str().unwrap_or_default(), Vec::new());
            }
            list.push(value);
        }
        Some(list)
    }
}

/// One table, which remembers what was asked of it.
pub(super) struct Table<'a> {
    pub(super) reader: &'a Reader,
    pub(super) path: String,
    pub(super) at: usize,
    map: &'a DeTable<'a>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    pub(super) fn new(reader: &'a Reader, path: String, at: usize, map: &'a DeTable<'a>) -> Self {
        Self { reader, path, at, map, asked: RefCell::default() }
    }

    fn place(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn fault(&self, code: FaultCode, found: impl Into<String>, known: Vec<String>) {
        self.reader.fault(self.at, &self.path, code, found, known);
    }

    /// A field that may be absent.
    pub(super) fn maybe(&self, key: &'static str) -> Option<Node<'a>> {
        self.asked.borrow_mut().push(key);
        self.map.get(key).map(|value| Node::new(self.reader, self.place(key), value))
    }

    /// A field that must be there.
    pub(super) fn need(&self, key: &'static str) -> Option<Node<'a>> {
        let node = self.maybe(key);
        if node.is_none() {
            self.reader.fault(self.at, &self.place(key), FaultCode::MissingField, key, Vec::new());
        }
        node
    }

    /// A list of tables, each read; nothing there is an empty list.
    pub(super) fn list<T>(&self, key: &'static str, read: impl Fn(&Table<'a>) -> Option<T>) -> Vec<T> {
        let items = self.maybe(key).and_then(|node| node.items()).unwrap_or_default();
        let read_one = |item: Node<'a>| {
            let table = item.table()?;
            let value = read(&table);
            table.done();
            value
        };
        items.into_iter().filter_map(read_one).collect()
    }

    /// Every field, whatever its name.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let (reader, path) = (self.reader, self.path.clone());
        self.map.iter().map(move |(key, value)| {
            let key: &'a str = key.get_ref();
            (key, Node::new(reader, format!("{path}.{key}"), value))
        })
    }

    /// Notes the fields that nobody asked for.
    pub(super) fn done(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.map.iter().filter(|(key, _)| !asked.contains(&key.get_ref().as_ref())) {
            let mut known: Vec<String> = asked.iter().map(|key| (*key).to_owned()).collect();
            known.sort_unstable();
            known.dedup();
            self.reader.fault(
                key.span().start,
                &self.place(key.get_ref()),
                FaultCode::UnknownField,
                key.get_ref().as_ref(),
                known,
            );
        }
    }
}
