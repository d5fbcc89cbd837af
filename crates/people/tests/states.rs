//! The states of a pair of records: the page in `docs/states/` says what the code does.

use people::rules::duplicate::{SettleAct, Standing};
use testkit::printed;

#[test]
fn the_page_of_the_pair_says_what_the_code_does() {
    let mut page =
        "# States of a pair of records\n\nTwo records that may be of one person. Nothing is merged or deleted, \
                    so whatever was said can be taken back.\n\nBegins as `open`. What is not listed is refused.\n\n\
                    | from | act | to |\n|---|---|---|\n"
            .to_owned();
    for from in Standing::ALL {
        for act in SettleAct::ALL {
            if let Some(to) = from.after(*act) {
                page.push_str(&format!("| `{from}` | {act} | `{to}` |\n"));
            }
        }
    }
    page.push_str("\nWritten by a test from the code; see `crates/people/tests/states.rs`.\n");
    printed("docs/states/duplicate.md", &page);
}
