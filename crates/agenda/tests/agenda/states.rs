//! The state machines: their pages in `docs/states/` say what the code does.

use std::fmt::Display;

use agenda::rules::{appointment, reminder, task};
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
    let appointment = page(
        "States of an appointment",
        "With a household or among colleagues. How it went is said once it has begun.",
        &appointment::AppointmentState::Planned,
        &appointment::transitions(),
    );
    printed("docs/states/appointment.md", &appointment);
    let reminder = page(
        "States of a reminder",
        "By e-mail, of one appointment for one recipient. See docs/decisions/0012-reminders-by-mail.md.",
        &reminder::ReminderState::Waiting,
        &reminder::transitions(),
    );
    printed("docs/states/reminder.md", &reminder);
}
