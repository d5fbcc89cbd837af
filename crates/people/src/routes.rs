//! The routes of notices, sharing, emergencies, who has seen whom, and needs of support.

use axum::http::Method;
use web::Routes;
use web::api::ApiCard;

use crate::permissions::{
    EditNeeds, GiveNotices, OpenInEmergency, ShareData, ViewEmergencies, ViewNeeds, ViewPeople, ViewPrivacy,
};

/// The pages.
pub(crate) fn privacy_pages() -> Routes {
    use crate::pages::{emergencies, needs, privacy, seen, sharing};
    Routes::new()
        .get(ViewPrivacy, "/people/{id}/privacy", privacy::show)
        .get(ViewPrivacy, "/people/{id}/seen", seen::index)
        .get(GiveNotices, "/people/{id}/notices/new", privacy::blank_notice)
        .post(GiveNotices, "/people/{id}/notices/new", privacy::give_notice)
        .get(ShareData, "/people/{id}/sharing/new", sharing::blank)
        .post(ShareData, "/people/{id}/sharing/new", sharing::agree)
        .get(ShareData, "/sharing/{id}/withdrawal", sharing::ask_withdrawal)
        .post(ShareData, "/sharing/{id}/withdrawal", sharing::withdraw)
        .get(ViewPeople, "/shared", sharing::received)
        .get(ViewEmergencies, "/emergencies", emergencies::index)
        .get(OpenInEmergency, "/emergencies/new", emergencies::blank)
        .post(OpenInEmergency, "/emergencies/new", emergencies::open)
        .get(ViewNeeds, "/people/{id}/needs", needs::index)
        .get(EditNeeds, "/people/{id}/needs/new", needs::blank)
        .post(EditNeeds, "/people/{id}/needs/new", needs::add)
        .get(EditNeeds, "/needs/{id}/edit", needs::edit)
        .post(EditNeeds, "/needs/{id}/edit", needs::update)
}

/// The API.
pub(crate) fn privacy_api() -> Routes {
    use crate::api::{needs, privacy};
    use crate::pages;
    let card = ApiCard::new;
    Routes::new()
        .api(
            ViewPrivacy,
            Method::GET,
            "/api/v1/people/{id}/notices",
            privacy::list_notices,
            card("The privacy notices that a person was given.").lists_all::<privacy::NoticeOut>(),
        )
        .api(
            GiveNotices,
            Method::POST,
            "/api/v1/people/{id}/notices",
            privacy::give_notice,
            card("Notes that a person was given a privacy notice.")
                .takes(pages::privacy::NOTICE)
                .makes::<privacy::NoticeOut>(),
        )
        .api(
            ViewPrivacy,
            Method::GET,
            "/api/v1/people/{id}/sharing",
            privacy::list_sharings,
            card("With whom a person is shared, for what and until when.").lists_all::<privacy::SharingOut>(),
        )
        .api(
            ShareData,
            Method::POST,
            "/api/v1/people/{id}/sharing",
            privacy::agree,
            card("Shares a person or the household with another organisation, until a day.")
                .takes(pages::sharing::SHARING)
                .makes::<privacy::SharingOut>(),
        )
        .api(
            ShareData,
            Method::POST,
            "/api/v1/sharing/{id}/withdrawal",
            privacy::withdraw,
            card("Withdraws a sharing, from the next request on.").gives::<privacy::SharingOut>(),
        )
        .api(
            ViewPeople,
            Method::GET,
            "/api/v1/shared",
            privacy::received,
            card("What others share with the caller's organisations today.").lists::<pages::sharing::ReceivedOut>(),
        )
        .api(
            ViewPrivacy,
            Method::GET,
            "/api/v1/people/{id}/seen",
            privacy::seen,
            card("Who has seen a person, the latest day first; lists and searches do not count.")
                .lists::<pages::seen::SightingOut>(),
        )
        .api(
            ViewEmergencies,
            Method::GET,
            "/api/v1/emergencies",
            privacy::list_emergencies,
            card("Who opened whose data in an emergency, and why.").lists::<privacy::EmergencyOut>(),
        )
        .api(
            OpenInEmergency,
            Method::POST,
            "/api/v1/emergencies",
            privacy::open,
            card("Opens the data of somebody out of reach to the end of tomorrow, for a reason that is told.")
                .takes(pages::emergencies::EMERGENCY)
                .makes::<privacy::OpeningOut>(),
        )
        .api(
            ViewNeeds,
            Method::GET,
            "/api/v1/people/{id}/needs",
            needs::list,
            card("What support a person needs.").lists_all::<needs::NeedOut>(),
        )
        .api(
            EditNeeds,
            Method::POST,
            "/api/v1/people/{id}/needs",
            needs::add,
            card("Records a need of support.").takes(pages::needs::NEED).makes::<needs::NeedOut>(),
        )
        .api(
            EditNeeds,
            Method::PATCH,
            "/api/v1/needs/{id}",
            needs::update,
            card("Puts a need of support right.").takes(pages::needs::NEED).gives::<needs::NeedOut>(),
        )
}
