//! The state machine: its page in `docs/states/` says what the code does.

use std::fmt::Write as _;

use attachments::rules::attachment::{AttachmentAct, AttachmentState, transitions};
use testkit::printed;

#[test]
fn the_page_of_the_states_says_what_the_code_does() {
    let mut page = format!(
        "# States of an attachment\n\nA copy of a document of somebody.\n\nBegins as `{}`. What is not listed is refused.\n\n\
         | from | act | to |\n|---|---|---|\n",
        AttachmentState::Kept
    );
    for (from, act, to) in transitions() {
        let _ = writeln!(page, "| `{from}` | {act} | `{to}` |");
    }
    page.push_str("\nWritten by a test from the code; see `crates/attachments/tests/attachments/states.rs`.\n");
    printed("docs/states/attachment.md", &page);
}

#[test]
fn what_is_gone_does_not_come_back() {
    for gone in [AttachmentState::Removed, AttachmentState::Erased] {
        for act in AttachmentAct::ALL {
            assert!(gone.acted(*act).is_err(), "{gone} {act}");
        }
    }
}
