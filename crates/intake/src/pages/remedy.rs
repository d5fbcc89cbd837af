//! What whoever filled a cell should do, in words.

use network::rules::place::{self, Found};
use web::{Desk, FluentValue, Language, Texts};

use crate::rules::row::{CellRemark, Remark};

/// The remedy in the reader's language.
#[must_use]
pub fn of(desk: &Desk, remark: &CellRemark) -> String {
    in_words(|key, args| desk.say_with(key, args), remark)
}

/// The remedy in a language, where there is no page.
#[must_use]
pub fn told(texts: &Texts, language: Language, remark: &CellRemark) -> String {
    in_words(|key, args| texts.say(language, key, args), remark)
}

/// A town that is not known gets the nearest ones named.
fn in_words(say: impl Fn(&str, &[(&str, FluentValue<'_>)]) -> String, remark: &CellRemark) -> String {
    if remark.remark == Remark::UnknownTown
        && let Found::Several(near) | Found::Ended { perhaps: near, .. } | Found::None(near) =
            place::look_up(&remark.value)
        && !near.is_empty()
    {
        return say("remedy-unknown-town-near", &[("near", near.join(", ").into())]);
    }
    say(&format!("remedy-{}", remark.remark), &[])
}
