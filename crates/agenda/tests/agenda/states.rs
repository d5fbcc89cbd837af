//! The state machines: their pages in `docs/states/` say what the code does.

use std::fmt::Display;

use agenda::rules::task;
use pathways::rules::machine;
use testkit::printed;

fn page<S: Display, A: Display>(title: &str, about: &str, begins: &S, table: &[(S, A, S)]) -> String {
    let page = machine::page(title, about, begins, table);
    page.replace("crates/pathways/tests/states.rs", "crates/agenda/tests/agenda/states.rs")
}

#[test]
fn the_pages_of_the_states_say_what_the_code_does() {
    let task = page(
        "States of a task",
        "Written by hand. What plans, follow-ups, permits and referrals ask for has no state of its own: it is derived.",
        &task::TaskStatus::Open,
        &task::transitions(),
    );
    printed("docs/states/task.md", &task);
}
