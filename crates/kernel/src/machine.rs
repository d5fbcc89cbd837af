//! State machines as tables: each has one transition function; its table is worked out from it, and the pages in
//! `docs/states/` are written from the table, so that none of the three can say something else than the others.

use std::fmt::Display;

/// Every transition that a machine knows: from, act, to.
#[must_use]
pub fn table<S: Copy, A: Copy>(states: &[S], acts: &[A], after: impl Fn(S, A) -> Option<S>) -> Vec<(S, A, S)> {
    let mut known = Vec::new();
    for from in states {
        for act in acts {
            if let Some(to) = after(*from, *act) {
                known.push((*from, *act, to));
            }
        }
    }
    known
}

/// The page of a machine in `docs/states/`.
#[must_use]
pub fn page<S: Display, A: Display>(title: &str, about: &str, begins: &S, table: &[(S, A, S)]) -> String {
    let mut page = format!("# {title}\n\n{about}\n\nBegins as `{begins}`. What is not listed is refused.\n\n");
    page.push_str("| from | act | to |\n|---|---|---|\n");
    for (from, act, to) in table {
        page.push_str(&format!("| `{from}` | {act} | `{to}` |\n"));
    }
    page.push_str("\nWritten from the code by a test of its crate.\n");
    page
}
