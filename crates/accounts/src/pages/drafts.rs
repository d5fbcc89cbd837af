//! Drafts: kept while somebody types, offered when the form is opened again, listed, thrown away.
//!
//! The script in the browser keeps and fetches them; with scripts off nobody is offered one, and nothing else changes.

use kernel::Moment;
use serde::Serialize;
use serde_json::json;
use store::Json;
use web::api::{all, given};
use web::{Answer, Field, Filters, Flash, Kind, May, Posted, Problem, SignedIn, Threshold, is_own_path};

use crate::rules::{DraftRefusal, KEPT_DAYS, MOST_DRAFTS, Typed, kept, page_of, title_of};
use crate::store::{Draft, drafts_for, drafts_of, drop_draft, keep_draft};

/// What the script sends.
const DRAFT: &[Field] = &[
    Field::new("form", Kind::Text(300), "The path that the form is sent to.").required(),
    Field::new("page", Kind::Text(2000), "The address of its page."),
    Field::new("title", Kind::Text(2000), "The title of its page."),
    Field::new("typed", Kind::Prose(usize::MAX), "Names and values, as JSON.").required(),
];

/// Which draft is thrown away.
const DISCARD: &[Field] = &[Field::new("form", Kind::Text(300), "The path that the form is sent to.").required()];

#[derive(Serialize)]
struct Kept {
    form: String,
    saved: i64,
    said: String,
    typed: Typed,
}

/// Keeps what stands in a form.
pub(crate) async fn keep(may: May<SignedIn>, door: Threshold, Posted(mut form): Posted) -> Answer {
    if !form.check(DRAFT) {
        return Err(form.problem());
    }
    let Ok(typed) = serde_json::from_str::<Typed>(form.typed("typed")) else {
        return Err(Problem::BadRequest("not-json"));
    };
    let path = form.typed("form").to_owned();
    let draft = match kept(&path, typed) {
        Ok(typed) => Draft {
            member_id: may.caller().member,
            page: page_of(form.typed("page"), &path),
            title: title_of(form.typed("title")),
            form: path,
            typed: Json(typed),
            saved_at: may.db.now(),
        },
        Err(why) => return Err(problem(why)),
    };
    let saved_at = draft.saved_at;
    keep_draft(&door.db, draft).await?.map_err(problem)?;
    given(json!({ "said": said(&may, saved_at) }))
}

fn problem(why: DraftRefusal) -> Problem {
    match why {
        DraftRefusal::NotAForm => Problem::BadRequest("not-a-form"),
        DraftRefusal::TooLarge => Problem::TooLarge,
        DraftRefusal::TooMany => Problem::Conflict("too-many-drafts"),
    }
}

/// The member's own drafts of the forms asked for, as the script fills them in.
pub(crate) async fn kept_of(may: May<SignedIn>, Filters(query): Filters) -> Answer {
    let forms = query.chosen("form");
    let drafts = drafts_for(&may.db, may.caller().member, &forms[..forms.len().min(200)]).await?;
    let told = drafts.into_iter().map(|draft| Kept {
        said: said(&may, draft.saved_at),
        form: draft.form,
        saved: draft.saved_at.millis(),
        typed: draft.typed.0,
    });
    all(told.collect())
}

/// The member's drafts, each with the way to its form.
pub(crate) async fn index(may: May<SignedIn>) -> Answer {
    let drafts = drafts_of(&may.db, may.caller().member).await?;
    let rows: Vec<_> = drafts
        .iter()
        .map(
            |draft| json!({ "form": draft.form, "page": draft.page, "title": draft.title, "saved_at": draft.saved_at }),
        )
        .collect();
    may.page("drafts/index.html", json!({ "rows": rows, "days": KEPT_DAYS, "most": MOST_DRAFTS }))
}

/// Throws a draft away, and goes back to where that was asked.
pub(crate) async fn discard(may: May<SignedIn>, door: Threshold, Posted(mut form): Posted) -> Answer {
    if !form.check(DISCARD) {
        return Err(form.problem());
    }
    drop_draft(&door.db, may.caller().member, form.typed("form")).await?;
    let next = form.typed("next");
    may.see_done(if is_own_path(next) { next } else { "/drafts" }, Flash("draft-discarded"))
}

/// When a draft was kept, in words: today by the hour, before by the day as well.
fn said(may: &May<SignedIn>, at: Moment) -> String {
    let (day, time) = may.db.local(at);
    if day == may.db.today() {
        may.say_with("draft-saved-today", &[("time", time.into())])
    } else {
        may.say_with("draft-saved", &[("day", day.italian().into()), ("time", time.into())])
    }
}
