//! Pathways and everything along them.
//!
//! Goals and steps hang on the pathway, not on a revision of its plan: they live on when the plan is revised, and the
//! plan keeps what was signed.

use store::{Step, Table};

pub(super) fn step() -> Step {
    Step::new(
        "pathways-0002-pathways",
        vec![pathway(), plan(), goal(), goal_step(), note(), service(), review(), assessment(), closing(), follow_up()],
    )
}

fn pathway() -> Table {
    Table::new("pathway", &["id"])
        .text("id")
        .int("version")
        .text("code")
        .text("programme")
        .text("organisation_id")
        .of("organisation")
        .text("territory")
        .text("household_id")
        .of("household")
        .text("referral_id")
        .optional()
        .text("case_worker")
        .of("member")
        .text("status")
        .day("opened_on")
        .day("closed_on")
        .optional()
        .int("last_activity")
        .text("open_key")
        .optional()
        .unique(&["code"])
        .unique(&["open_key"])
        .index(&["territory", "status", "last_activity", "programme"])
        .index(&["organisation_id", "territory", "status", "last_activity", "programme"])
        .index(&["case_worker", "status", "last_activity"])
        .index(&["programme", "status", "last_activity", "territory"])
        .index(&["household_id"])
        .index(&["status", "last_activity"])
        .index(&["last_activity"])
}

/// A table whose rows hang on a pathway.
fn hanging(name: &'static str) -> Table {
    Table::new(name, &["id"]).text("id").int("version").text("pathway_id").of("pathway")
}

fn plan() -> Table {
    hanging("plan")
        .int("revision")
        .text("status")
        .text("ours")
        .text("theirs")
        .day("review_on")
        .optional()
        .text("approved_by")
        .optional()
        .day("approved_on")
        .optional()
        .day("signed_on")
        .optional()
        .text("signed_by")
        .optional()
        .text("read_in")
        .optional()
        .text("interpreter")
        .optional()
        .text("as_signed")
        .optional()
        .unique(&["pathway_id", "revision"])
        .index(&["status", "review_on"])
}

fn goal() -> Table {
    hanging("goal")
        .text("axis")
        .text("words")
        .text("status")
        .day("set_on")
        .day("ended_on")
        .optional()
        .index(&["pathway_id"])
}

fn goal_step() -> Table {
    hanging("goal_step")
        .text("goal_id")
        .of("goal")
        .text("axis")
        .text("what")
        .text("responsible")
        .text("who")
        .optional()
        .day("due_on")
        .optional()
        .int("cost")
        .optional()
        .text("status")
        .day("done_on")
        .optional()
        .index(&["pathway_id"])
        .index(&["goal_id"])
        .index(&["status", "due_on"])
}

fn note() -> Table {
    hanging("note")
        .text("written_by")
        .optional()
        .int("written_at")
        .day("day")
        .text("words")
        .index(&["pathway_id", "written_at"])
}

fn service() -> Table {
    hanging("activated_service")
        .text("kind")
        .text("activated_by")
        .optional()
        .text("provider")
        .optional()
        .day("activated_on")
        .index(&["pathway_id"])
}

fn review() -> Table {
    hanging("review")
        .day("held_on")
        .text("done")
        .optional()
        .text("not_done")
        .optional()
        .text("decisions")
        .optional()
        .day("next_review")
        .optional()
        .index(&["pathway_id"])
}

fn assessment() -> Table {
    hanging("assessment")
        .text("kind")
        .day("taken_on")
        .text("scale")
        .text("levels")
        .text("words")
        .optional()
        .text("taken_by")
        .optional()
        .index(&["pathway_id"])
}

fn closing() -> Table {
    hanging("closing")
        .day("closed_on")
        .text("reason")
        .text("result")
        .text("home")
        .text("work")
        .text("ties")
        .day("taken_back_on")
        .optional()
        .index(&["pathway_id"])
}

fn follow_up() -> Table {
    hanging("follow_up")
        .text("closing_id")
        .of("closing")
        .int("months")
        .day("due_on")
        .day("done_on")
        .optional()
        .flag("reached")
        .optional()
        .text("home")
        .optional()
        .text("work")
        .optional()
        .text("ties")
        .optional()
        .text("words")
        .optional()
        .index(&["pathway_id"])
        .index(&["done_on", "due_on"])
}
