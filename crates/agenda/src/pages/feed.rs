//! The calendar feed: its address made, shown once, taken back; and the feed itself.

use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use kernel::Day;
use pathways::store::pathways::{self as ways};
use serde::Serialize;
use serde_json::json;
use store::{Db, Stored};
use web::field::{Field, Kind};
use web::{Answer, Flash, May, Posted, Problem, Via};

use crate::feed::{Said, feed};
use crate::permissions::{ReadCalendarFeed, ReadCalendarNames, ViewAppointments};
use crate::store::appointments::{self, Appointment, OfWhom};
use crate::store::{derived, feeds};

/// What a feed is made with.
pub const FEED: &[Field] = &[Field::new(
    "names",
    Kind::Flag,
    "Whether the feed says with whom and where; no when left out: then it says a code at most.",
)];

/// How many days back and ahead a feed tells.
const BACK: i64 = 31;
const AHEAD: i64 = 366;

/// What a member's feed is now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FeedOut {
    /// Whether there is one.
    pub made: bool,
    /// Whether it says names.
    pub names: bool,
    /// When another program last read it.
    pub last_read: Option<Day>,
}

/// A feed just made.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FeedMadeOut {
    /// Its address on this server, shown this once.
    pub path: String,
}

/// The state of a member's feed.
pub(crate) async fn standing(may: &May<ViewAppointments>) -> Stored<FeedOut> {
    let token = feeds::current(&may.db, may.caller().member).await?;
    let only = token.as_ref().and_then(|token| token.only.clone()).unwrap_or_default().0;
    Ok(FeedOut {
        made: token.is_some(),
        names: feeds::opens_names(&only),
        last_read: token.and_then(|token| token.last_used),
    })
}

/// Makes a feed for whoever asks, never wider than the asker; gives its path.
pub(crate) async fn made(may: &May<ViewAppointments>, names: bool) -> Result<String, Problem> {
    if !may.may::<ReadCalendarFeed>() || (names && !may.may::<ReadCalendarNames>()) {
        return Err(Problem::Forbidden);
    }
    let secret = feeds::make(&may.db, may.caller().member, &may.say("feed-label"), names).await?;
    Ok(format!("/calendar/{secret}.ics"))
}

/// The feed's page.
///
/// # Errors
/// When the database fails.
pub async fn show(may: May<ViewAppointments>) -> Answer {
    let feed = standing(&may).await?;
    may.page("calendar/feed.html", json!({ "feed": feed, "may_names": may.may::<ReadCalendarNames>(), "made": null }))
}

/// Makes the feed, or makes it anew: the address before answers no more.
///
/// # Errors
/// When the database fails.
pub async fn create(may: May<ViewAppointments>, headers: HeaderMap, Posted(mut form): Posted) -> Answer {
    if !form.check(FEED) {
        return Err(form.problem());
    }
    let path = made(&may, form.flag("names")).await?;
    let feed = standing(&may).await?;
    let context =
        json!({ "feed": feed, "may_names": may.may::<ReadCalendarNames>(), "made": address(&headers, &path) });
    may.page("calendar/feed.html", context)
}

/// The whole address, as this server was just asked for.
fn address(headers: &HeaderMap, path: &str) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let local = host.starts_with("localhost") || host.starts_with("127.");
    format!("{}://{host}{path}", if local { "http" } else { "https" })
}

/// Takes the feed back.
///
/// # Errors
/// When the database fails.
pub async fn revoke(may: May<ViewAppointments>, Posted(_): Posted) -> Answer {
    feeds::revoke(&may.db, may.caller().member).await?;
    may.see_done("/calendar/feed", Flash("feed-revoked"))
}

/// Where the address of the taking back leads back to.
///
/// # Errors
/// Never.
pub async fn back(may: May<ViewAppointments>) -> Answer {
    may.see("/calendar/feed")
}

/// The feed, for whoever knows its address. An address that was taken back, never was, or is some other token reads as
/// not there.
///
/// # Errors
/// [`Problem::NotFound`]; or when the database fails.
pub async fn serve(Path(secret): Path<String>, may: Result<May<ReadCalendarFeed>, Problem>) -> Answer {
    let may = may.map_err(|_| Problem::NotFound)?;
    let is_feed = matches!(&may.caller().via, Via::Token { only: Some(only) } if feeds::is_feed(only));
    if !is_feed || !secret.ends_with(".ics") {
        return Err(Problem::NotFound);
    }
    let now = may.db.now();
    let (from, to) = (now.plus_seconds(-BACK * 86_400), now.plus_seconds(AHEAD * 86_400));
    let rows = appointments::between(&may.db, OfWhom::Member(may.caller().member), from, to).await?;
    let said = said(&may, &rows).await?;
    let text = feed(&may.say("feed-name"), rows.into_iter().zip(said));
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, "private, no-cache")];
    Ok((kind, text).into_response())
}

/// What a feed says of its appointments: without consent to names, that there is one, and the code of its pathway.
async fn said(may: &May<ReadCalendarFeed>, rows: &[Appointment]) -> Stored<Vec<Said>> {
    if may.caller().reach::<ReadCalendarNames>().is_some() {
        return with_names(may, &may.also::<ReadCalendarNames>(), rows).await;
    }
    let pathways = derived::pathways(&may.db, rows.iter().filter_map(|row| row.pathway_id)).await?;
    let plain = may.say("feed-appointment");
    let said = rows.iter().map(|row| {
        let code = row.pathway_id.and_then(|id| pathways.get(&id)).map(|pathway| pathway.code.as_str());
        Said { summary: code.map_or_else(|| plain.clone(), |code| format!("{plain} {code}")), place: None }
    });
    Ok(said.collect())
}

async fn with_names(may: &May<ReadCalendarFeed>, named: &Db, rows: &[Appointment]) -> Stored<Vec<Said>> {
    let households = ways::households(named, rows.iter().filter_map(|row| row.household_id)).await?;
    let said = rows.iter().map(|row| {
        let kind = may.say(&format!("appointment-kind-{}", row.kind));
        let label = row.household_id.and_then(|id| households.get(&id)).map(|household| household.label().to_owned());
        let parts: Vec<String> = [Some(kind), label, row.words.clone()].into_iter().flatten().collect();
        Said { summary: parts.join(" · "), place: row.place.clone() }
    });
    Ok(said.collect())
}
