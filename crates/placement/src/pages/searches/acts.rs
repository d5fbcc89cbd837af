//! What is done with a search: paused, taken up again, met, ended, begun anew.

use serde_json::json;
use store::Held;
use web::{Answer, Flash, Form, Id, May, Posted};

use super::fields::END;
use crate::pages::choices;
use crate::pages::offer_form::told_form;
use crate::permissions::{EditSearches, ViewSearches};
use crate::rules::search::SearchEnd;
use crate::store::declined::Acted;
use crate::store::searches::{self, Search, SearchId, SearchTurn};

/// Where the address of an act leads back to.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn back(may: May<ViewSearches>, Id(id): Id<SearchId>) -> Answer {
    may.db.rows::<Search>().id(id).one().await?;
    may.see(&format!("/searches/{id}"))
}

/// Moves a search on that lies within reach.
pub(crate) async fn turned(may: &May<EditSearches>, id: SearchId, turn: SearchTurn) -> Acted<Search> {
    let held: Held<Search> = may.db.held(id).await?;
    searches::turn(&may.db, held, turn).await
}

async fn simple(may: &May<EditSearches>, id: SearchId, turn: SearchTurn, flash: &'static str) -> Answer {
    turned(may, id, turn).await?;
    may.see_done(&format!("/searches/{id}"), Flash(flash))
}

/// For the time being nothing is to be proposed.
///
/// # Errors
/// When it is not open.
pub async fn pause(may: May<EditSearches>, Id(id): Id<SearchId>, Posted(_): Posted) -> Answer {
    simple(&may, id, SearchTurn::Pause, "search-paused").await
}

/// Something may be proposed again.
///
/// # Errors
/// When it is not paused.
pub async fn resume(may: May<EditSearches>, Id(id): Id<SearchId>, Posted(_): Posted) -> Answer {
    simple(&may, id, SearchTurn::Resume, "search-resumed").await
}

/// What was looked for was found here.
///
/// # Errors
/// When it neither is open nor paused.
pub async fn meet(may: May<EditSearches>, Id(id): Id<SearchId>, Posted(_): Posted) -> Answer {
    simple(&may, id, SearchTurn::Meet, "search-met").await
}

/// It begins anew.
///
/// # Errors
/// When it was neither met nor ended, or another of its kind lives by now.
pub async fn reopen(may: May<EditSearches>, Id(id): Id<SearchId>, Posted(_): Posted) -> Answer {
    simple(&may, id, SearchTurn::Reopen, "search-reopened").await
}

/// The form of an end.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn end_form(may: May<EditSearches>, Id(id): Id<SearchId>) -> Answer {
    end_page(&may, id, &Form::blank()).await
}

async fn end_page(may: &May<EditSearches>, id: SearchId, form: &Form) -> Answer {
    let search = may.db.rows::<Search>().id(id).one().await?;
    let reasons = choices(may, "search-end", SearchEnd::ALL);
    may.form("searches/end.html", form, json!({ "id": id, "code": search.code, "reasons": reasons }))
}

/// What an end says; nothing, when the form says why not.
pub(crate) fn end_of(form: &mut Form) -> Option<SearchTurn> {
    if !form.check(END) {
        return None;
    }
    form.word("reason", SearchEnd::from_word).map(SearchTurn::End)
}

/// Ends a search.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn end(may: May<EditSearches>, Id(id): Id<SearchId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Search> = may.db.held(id).await?;
    if let Some(turn) = end_of(&mut form)
        && told_form(&mut form, searches::turn(&may.db, held, turn).await)?.is_some()
    {
        return may.see_done(&format!("/searches/{id}"), Flash("search-ended"));
    }
    end_page(&may, id, &form).await
}
