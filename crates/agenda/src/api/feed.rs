//! The calendar feed's address as JSON.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use web::api::{Sent, created, given};
use web::{Answer, May};

use crate::pages::feed::{FEED, FeedMadeOut, made, standing};
use crate::permissions::ViewAppointments;
use crate::store::feeds;

/// What one's feed is now.
///
/// # Errors
/// When the database fails.
pub async fn show(may: May<ViewAppointments>) -> Answer {
    given(standing(&may).await?)
}

/// Makes the feed, or makes it anew.
///
/// # Errors
/// When it would be wider than the asker, or the database fails.
pub async fn create(may: May<ViewAppointments>, Sent(mut form): Sent) -> Answer {
    if !form.check(FEED) {
        return Err(form.problem());
    }
    let path = made(&may, form.flag("names")).await?;
    created(&path.clone(), FeedMadeOut { path })
}

/// Takes the feed back.
///
/// # Errors
/// When the database fails.
pub async fn revoke(may: May<ViewAppointments>) -> Answer {
    feeds::revoke(&may.db, may.caller().member).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
