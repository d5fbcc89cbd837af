//! Two versions of one form: what somebody typed, and what stands there since somebody else was faster.
//!
//! A form that changes a row carries three things: the row's version, what its fields held when the page was made (the
//! *base*, one hidden field), and what was typed. When the version has passed, the page shows each field in which the
//! two differ with both, and asks which to keep: one's own where one changed something, the other where one did not.
//! The choices come back as `take.FIELD`; here they turn into plain values, so that no slice ever sees them.

use std::collections::BTreeMap;

use kernel::Day;

use crate::{FieldError, Form};

/// The values of a form by the names of its fields.
pub(crate) type Values = BTreeMap<String, Vec<String>>;

/// The name of the hidden field with the base.
const BASE: &str = "base";
/// What a choice between two versions begins with.
const TAKE: &str = "take.";

/// A field in which two versions differ.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Other {
    /// What stands there now: all of it, and the first alone.
    values: Vec<String>,
    value: String,
    /// Whether one's own version is proposed, since one changed the field.
    mine: bool,
}

impl Form {
    /// A form as a page sent it: choices between two versions are turned into the values chosen.
    pub(crate) fn sent(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::of(pairs);
        let base = form.values.remove(BASE).and_then(|base| serde_json::from_str::<Values>(base.first()?).ok());
        let base = base.unwrap_or_default();
        let choices: Vec<String> = form.values.keys().filter(|name| name.starts_with(TAKE)).cloned().collect();
        for choice in choices {
            let takes_theirs = form.typed(&choice) == "theirs";
            form.values.remove(&choice);
            let Some(name) = choice.strip_prefix(TAKE).filter(|name| takes_theirs && !is_mark(name)) else { continue };
            match base.get(name) {
                Some(theirs) => drop(form.values.insert(name.to_owned(), theirs.clone())),
                None => drop(form.values.remove(name)),
            }
        }
        form.base = Some(base);
        form
    }

    /// What was typed, beside what the page would show now: both come back, with the marks of what stands.
    pub(crate) fn beside(&self, stands: &Self) -> Self {
        let mut both = self.clone();
        both.values.retain(|name, _| !is_mark(name));
        both.values.extend(stands.values.iter().filter(|(name, _)| is_mark(name)).map(|(n, v)| (n.clone(), v.clone())));
        both.others = Some(self.others(stands)).filter(|others| !others.is_empty());
        both.base = Some(stands.values.clone());
        both.errors.clear();
        both.fail(FieldError::new("", "stale-form"));
        both
    }

    fn others(&self, stands: &Self) -> BTreeMap<String, Other> {
        let names = self.values.keys().chain(stands.values.keys()).filter(|name| !is_mark(name));
        let differing = names.filter(|name| !same(self.values.get(*name), stands.values.get(*name)));
        let other = |name: &String| {
            let values = stands.values.get(name).cloned().unwrap_or_default();
            let value = values.first().cloned().unwrap_or_default();
            let mine = self.base.as_ref().is_none_or(|base| !same(self.values.get(name), base.get(name)));
            Other { values, value, mine }
        };
        differing.map(|name| (name.clone(), other(name))).collect()
    }

    /// What the fields held when the page was made, as its hidden field carries it.
    pub(crate) fn base(&self) -> String {
        serde_json::to_string(self.base.as_ref().unwrap_or(&self.values)).unwrap_or_default()
    }
}

/// Whether a field is no answer of anybody's but says from which state the page was made: `version`, and what ends in
/// `-seen`.
fn is_mark(name: &str) -> bool {
    matches!(name, "version" | "csrf" | "next") || name.ends_with("-seen")
}

/// Whether a field that was sent says the same as one that was shown. A box that is not ticked is not sent at all.
fn same(sent: Option<&Vec<String>>, shown: Option<&Vec<String>>) -> bool {
    let shown = essence(shown);
    match sent {
        None => shown.is_empty() || shown == ["no"] || shown == ["false"],
        sent => essence(sent) == shown,
    }
}

/// What a field says, however it is written: line ends, blanks, the order of several choices, the form of a day.
fn essence(values: Option<&Vec<String>>) -> Vec<String> {
    let plain = |value: &String| {
        let text = value.replace("\r\n", "\n").trim().to_owned();
        text.parse::<Day>().map_or(text, |day| day.to_string())
    };
    let mut said: Vec<String> = values.into_iter().flatten().map(plain).filter(|text| !text.is_empty()).collect();
    said.sort();
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::sent(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    /// What comes out of a stale form: who is proposed for each field that differs.
    fn proposed(mine: &[(&str, &str)], stands: &[(&str, &str)]) -> Vec<(String, bool)> {
        let both = form(mine).beside(&form(stands));
        both.others.unwrap_or_default().into_iter().map(|(name, other)| (name, other.mine)).collect()
    }

    #[test]
    fn ones_own_words_are_proposed_where_one_changed_something_and_the_others_elsewhere() {
        let base = r#"{"name":["Mina"],"phone":["1"],"story":["Una.\r\nDue."],"listed":["no"]}"#;
        let mine = [("base", base), ("version", "3"), ("name", "Amina"), ("phone", "1"), ("story", "Una.\nDue.")];
        let stands =
            [("version", "4"), ("name", "Mina B."), ("phone", "2"), ("story", "Una.\r\nDue."), ("listed", "no")];
        assert_eq!(proposed(&mine, &stands), [("name".to_owned(), true), ("phone".to_owned(), false)]);
    }

    #[test]
    fn the_form_comes_back_with_the_marks_of_what_stands_now() {
        let both = form(&[("version", "3"), ("p1-seen", "7"), ("name", "Mia")]).beside(&form(&[
            ("version", "4"),
            ("p1-seen", "9"),
            ("name", "Loro"),
        ]));
        assert_eq!((both.version(), both.typed("p1-seen"), both.typed("name")), (Some(4), "9", "Mia"));
        assert_eq!(both.errors(), [FieldError::new("", "stale-form")]);
    }

    #[test]
    fn the_same_day_written_otherwise_is_no_difference() {
        assert_eq!(proposed(&[("due", "01/02/2026")], &[("due", "2026-02-01")]), []);
        assert_eq!(proposed(&[("due", "")], &[]), []);
        // A choice of *no* is an answer where nobody has answered; a box that is not ticked is one where *no* stands.
        assert_eq!(proposed(&[("hardship", "no")], &[]), [("hardship".to_owned(), true)]);
        assert_eq!(proposed(&[], &[("listed", "no")]), []);
        assert_eq!(proposed(&[], &[("listed", "yes")]), [("listed".to_owned(), false)]);
    }

    #[test]
    fn a_choice_turns_into_the_value_chosen() {
        let base = r#"{"name":["Loro"],"needs":["home","work"]}"#;
        let chosen = form(&[
            ("base", base),
            ("name", "Mia"),
            ("take.name", "theirs"),
            ("phone", "1"),
            ("take.phone", "theirs"),
            ("story", "La mia."),
            ("take.story", "mine"),
            ("take.needs", "theirs"),
            ("version", "4"),
            ("take.version", "theirs"),
        ]);
        assert_eq!((chosen.typed("name"), chosen.has("phone"), chosen.typed("story")), ("Loro", false, "La mia."));
        assert_eq!((chosen.chosen("needs"), chosen.version()), (vec!["home", "work"], Some(4)));
        assert!(!chosen.values().keys().any(|name| name.starts_with("take.") || name == "base"));
    }

    proptest::proptest! {
        /// Whatever was typed and whatever stands: choosing one side everywhere gives that side's values.
        #[test]
        fn choosing_one_side_everywhere_gives_that_side(
            mine in proptest::collection::btree_map("[a-d]", "[x-z]{1,2}", 0..4),
            theirs in proptest::collection::btree_map("[a-d]", "[x-z]{1,2}", 0..4),
            takes_mine: bool,
        ) {
            let typed = Form::sent(mine.clone());
            let both = typed.beside(&Form::of(theirs.clone()));
            let side = if takes_mine { "mine" } else { "theirs" };
            let takes = both.others.iter().flatten().map(|(name, _)| (format!("take.{name}"), side.to_owned()));
            let again = Form::sent(mine.clone().into_iter().chain([("base".to_owned(), both.base())]).chain(takes));
            let wanted = Form::of(if takes_mine { mine } else { theirs });
            proptest::prop_assert_eq!(again.values(), wanted.values());
        }
    }
}
