//! The state machines of this slice: their pages in `docs/states/` say what the code does.

use kernel::machine;
use placement::rules::offer::{OfferStatus, transitions};
use placement::rules::placement::{PlacementStatus, transitions as transitions_of_placements};
use placement::rules::problem::{self, ProblemStatus};
use placement::rules::proposal::{self, ProposalStatus};
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
    let proposal = machine::page(
        "States of a proposal",
        "An offer on the way to a household or to one of its people. A yes comes after the steps of the kind: the visit of a home,\n\
         the interview for work, the meeting with a host family and the days together; or with the reason why the two sides do\n\
         without them. A proposal lapses only when its last day is over, and only by somebody's act. `free` is what a confirmation\n\
         does to those that can hold no longer.",
        &ProposalStatus::Made,
        &proposal::transitions(),
    );
    printed("docs/states/proposal.md", &proposal);
    let search = machine::page(
        "States of a search",
        "What a household or one of its people is looking for. While it is `open` or `paused` there is no other of its kind;\n\
         begun anew, it waits from its old first day.",
        &SearchStatus::Open,
        &search::transitions(),
    );
    printed("docs/states/search.md", &search);
    let stay = machine::page(
        "States of a placement",
        "A tenancy, a cohabitation, an internship or a contract. Beginning and ending have a day, which can be put right without\n\
         moving it. What had begun comes back by `take-back-ending`, what was called off by `plan-again`; a placement that\n\
         turned into another ends, and the other follows it.",
        &PlacementStatus::Planned,
        &transitions_of_placements(),
    );
    printed("docs/states/placement.md", &stay);
    let trouble = machine::page(
        "States of a problem along a placement",
        "Open problems stand on top of the placement's page. What was done stays to be read when one is opened again.",
        &ProblemStatus::Open,
        &problem::transitions(),
    );
    printed("docs/states/placement-problem.md", &trouble);
}
