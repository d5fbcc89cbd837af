//! The routes of the referral: pages and API.

use axum::http::Method;
use people::permissions::ViewLegalStatus;
use web::Routes;
use web::api::ApiCard;

use crate::permissions::{EditReferrals, OpenPathways, ViewReferrals};
use crate::{api, pages};

/// Everything up to the opening of a pathway.
pub(crate) fn routes() -> Routes {
    on_pages().and(in_the_api())
}

fn on_pages() -> Routes {
    Routes::new()
        .get(ViewReferrals, "/referrals", pages::referrals::index)
        .get(EditReferrals, "/referrals/new", pages::referrals::blank)
        .post(EditReferrals, "/referrals/new", pages::referrals::create)
        .get(ViewReferrals, "/referrals/{id}", pages::referral_show::show)
        .get(EditReferrals, "/referrals/{id}/edit", pages::referral_edit::edit)
        .post(EditReferrals, "/referrals/{id}/edit", pages::referral_edit::update)
        .post(EditReferrals, "/referrals/{id}/receive", pages::referrals::receive)
        .post(EditReferrals, "/referrals/{id}/assess", pages::referrals::assess)
        .post(EditReferrals, "/referrals/{id}/decline", pages::referrals::decline)
        .post(EditReferrals, "/referrals/{id}/withdraw", pages::referrals::withdraw)
        .post(EditReferrals, "/referrals/{id}/reopen", pages::referrals::reopen)
        .get(OpenPathways, "/referrals/{id}/open", pages::opening::blank)
        .post(OpenPathways, "/referrals/{id}/open", pages::opening::open)
        .get(ViewLegalStatus, "/verdicts/{id}", pages::verdicts::show)
}

fn in_the_api() -> Routes {
    use api::referrals::{PersonAdded, ReferralOut};
    use pages::person_rows::PERSON;
    use pages::referral_form::{NEW_REFERRAL, WORDS};
    use pages::referrals::{FILTERS, REASON, RECEIPT};
    use pages::telling::Told;

    Routes::new()
        .api(
            ViewReferrals,
            Method::GET,
            "/api/v1/referrals",
            api::referrals::list,
            ApiCard::new("The referrals within reach.").asks(FILTERS).lists::<ReferralOut>(),
        )
        .api(
            EditReferrals,
            Method::POST,
            "/api/v1/referrals",
            api::referrals::create,
            ApiCard::new("Begins a draft, with its words and its first person in one call.")
                .takes(NEW_REFERRAL)
                .makes::<ReferralOut>(),
        )
        .api(
            ViewReferrals,
            Method::GET,
            "/api/v1/referrals/{id}",
            api::referrals::show,
            ApiCard::new("One referral.").gives::<ReferralOut>(),
        )
        .api(
            EditReferrals,
            Method::PATCH,
            "/api/v1/referrals/{id}",
            api::referrals::update,
            ApiCard::new("Changes the words of an open referral: only the fields sent.")
                .takes(WORDS)
                .gives::<ReferralOut>(),
        )
        .api(
            EditReferrals,
            Method::POST,
            "/api/v1/referrals/{id}/people",
            api::referrals::add_person,
            ApiCard::new("Takes somebody new into the household, with permit and stay.")
                .takes(PERSON)
                .makes::<PersonAdded>(),
        )
        .api(
            EditReferrals,
            Method::POST,
            "/api/v1/referrals/{id}/receipt",
            api::referrals::receive,
            ApiCard::new("Receives a referral, and keeps what the programmes answer on the day.")
                .takes(RECEIPT)
                .gives::<ReferralOut>(),
        )
        .api(
            EditReferrals,
            Method::POST,
            "/api/v1/referrals/{id}/decline",
            api::referrals::decline,
            ApiCard::new("Says no to a received referral, with a reason.").takes(REASON).gives::<ReferralOut>(),
        )
        .api(
            EditReferrals,
            Method::POST,
            "/api/v1/referrals/{id}/withdrawal",
            api::referrals::withdraw,
            ApiCard::new("Takes a referral back, with a reason.").takes(REASON).gives::<ReferralOut>(),
        )
        .api(
            EditReferrals,
            Method::POST,
            "/api/v1/referrals/{id}/reopening",
            api::referrals::reopen,
            ApiCard::new("Looks at a declined or withdrawn referral again.").gives::<ReferralOut>(),
        )
        .api(
            ViewLegalStatus,
            Method::GET,
            "/api/v1/referrals/{id}/verdicts",
            api::verdicts::list,
            ApiCard::new(
                "What every programme that runs answers today: each rule with reason, source and missing fact.",
            )
            .lists_all::<Told>(),
        )
        .api(
            EditReferrals,
            Method::POST,
            "/api/v1/referrals/{id}/verdicts",
            api::verdicts::record,
            ApiCard::new("Assesses a received referral, and keeps the answers with their evidence.")
                .lists_all::<Told>(),
        )
        .api(
            OpenPathways,
            Method::POST,
            "/api/v1/pathways",
            api::verdicts::open,
            ApiCard::new("Takes the household of a received referral in charge.")
                .takes(api::verdicts::NEW_PATHWAY)
                .makes::<api::verdicts::PathwayOpened>(),
        )
}
