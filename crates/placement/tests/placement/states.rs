//! The state machine of an offer: its page in `docs/states/` says what the code does.

use kernel::machine;
use placement::rules::offer::{OfferStatus, transitions};
use placement::rules::search::{self, SearchStatus};
use testkit::printed;

#[test]
fn the_page_of_the_states_says_what_the_code_does() {
    let offer = machine::page(
        "States of an offer",
        "A home, a job or a host family. A hold has a last day: on the day after, the offer counts as `open` again by itself,\n\
         and every act starts from there. A host family is opened, held and taken only once it is suitable.",
        &OfferStatus::Draft,
        &transitions(),
    );
    printed("docs/states/offer.md", &offer);
    let search = machine::page(
        "States of a search",
        "What a household or one of its people is looking for. While it is `open` or `paused` there is no other of its kind;\n\
         begun anew, it waits from its old first day.",
        &SearchStatus::Open,
        &search::transitions(),
    );
    printed("docs/states/search.md", &search);
}
