//! The routes of offers: pages and API.

use axum::http::Method;
use web::Routes;
use web::api::ApiCard;

use crate::api;
use crate::api::internships::InternshipRulesOut;
use crate::pages::fields;
use crate::pages::history::{self, StepOut, TalkOut, VisitOut};
use crate::pages::told::OfferOut;
use crate::pages::{acts, export, offer_form, offers};
use crate::permissions::{EditOffers, HoldOffers, PrepareHostFamilies, ViewOfferContacts, ViewOffers, WithdrawOffers};

/// Everything of this slice.
pub(crate) fn routes() -> Routes {
    pages().and(along()).and(api_of_offers()).and(api_of_acts()).and(api_along())
}

fn pages() -> Routes {
    Routes::new()
        .get(ViewOffers, "/offers", offers::index)
        .get(ViewOffers, "/offers/export", export::export)
        .get(EditOffers, "/offers/new/{kind}", offer_form::blank)
        .post(EditOffers, "/offers/new/{kind}", offer_form::create)
        .get(ViewOffers, "/offers/{id}", offers::show)
        .get(EditOffers, "/offers/{id}/edit", offer_form::edit)
        .post(EditOffers, "/offers/{id}/edit", offer_form::update)
        .get(ViewOffers, "/offers/{id}/opening", acts::back)
        .post(EditOffers, "/offers/{id}/opening", acts::open)
        .get(ViewOffers, "/offers/{id}/confirmation", acts::back)
        .post(EditOffers, "/offers/{id}/confirmation", acts::confirm)
        .get(HoldOffers, "/offers/{id}/hold", acts::hold_form)
        .post(HoldOffers, "/offers/{id}/hold", acts::hold)
        .get(ViewOffers, "/offers/{id}/release", acts::back)
        .post(HoldOffers, "/offers/{id}/release", acts::free)
        .get(ViewOffers, "/offers/{id}/taking", acts::back)
        .post(HoldOffers, "/offers/{id}/taking", acts::take)
        .get(WithdrawOffers, "/offers/{id}/withdrawal", acts::withdrawal_form)
        .post(WithdrawOffers, "/offers/{id}/withdrawal", acts::withdraw)
        .get(ViewOffers, "/offers/{id}/reopening", acts::back)
        .post(WithdrawOffers, "/offers/{id}/reopening", acts::reopen)
}

fn along() -> Routes {
    Routes::new()
        .get(EditOffers, "/offers/{id}/talks", history::talk_form)
        .post(EditOffers, "/offers/{id}/talks", history::note_talk)
        .get(EditOffers, "/offers/{id}/upkeep-visits", history::visit_form)
        .post(EditOffers, "/offers/{id}/upkeep-visits", history::add_visit)
        .get(EditOffers, "/upkeep-visits/{id}/done", history::visit_done_form)
        .post(EditOffers, "/upkeep-visits/{id}/done", history::finish_visit)
        .get(EditOffers, "/upkeep-visits/{id}/cancellation", history::back_to_visits)
        .post(EditOffers, "/upkeep-visits/{id}/cancellation", history::cancel_visit)
        .get(PrepareHostFamilies, "/offers/{id}/host-steps", history::step_form)
        .post(PrepareHostFamilies, "/offers/{id}/host-steps", history::add_step)
        .get(PrepareHostFamilies, "/host-steps/{id}/done", history::step_done_form)
        .post(PrepareHostFamilies, "/host-steps/{id}/done", history::finish_step)
        .get(PrepareHostFamilies, "/host-steps/{id}/cancellation", history::back_to_steps)
        .post(PrepareHostFamilies, "/host-steps/{id}/cancellation", history::cancel_step)
}

const OFFERS: &str = "/api/v1/offers";
const ONE: &str = "/api/v1/offers/{id}";

fn api_of_offers() -> Routes {
    Routes::new()
        .api(
            ViewOffers,
            Method::GET,
            OFFERS,
            api::offers::list,
            ApiCard::new(
                "The homes, jobs and host families that one may look at; those open today when nothing is said.",
            )
            .asks(fields::FILTERS)
            .lists::<OfferOut>(),
        )
        .api(
            EditOffers,
            Method::POST,
            OFFERS,
            api::offers::create,
            ApiCard::new("Writes an offer down; each kind takes its own fields.")
                .takes(fields::NEW)
                .makes::<OfferOut>(),
        )
        .api(ViewOffers, Method::GET, ONE, api::offers::one, ApiCard::new("One offer.").gives::<OfferOut>())
        .api(
            EditOffers,
            Method::PATCH,
            ONE,
            api::offers::patch,
            ApiCard::new("Changes an offer; what is not sent stays as it is.")
                .takes(fields::CHANGE)
                .gives::<OfferOut>(),
        )
        .api(
            ViewOffers,
            Method::GET,
            "/api/v1/internship-rules",
            api::internships::show,
            ApiCard::new("What an internship must keep to in a place, and what one breaks of it.")
                .asks(fields::INTERNSHIP_RULES)
                .gives::<InternshipRulesOut>(),
        )
}

fn api_of_acts() -> Routes {
    let card = |says| ApiCard::new(says).gives::<OfferOut>();
    Routes::new()
        .api(
            EditOffers,
            Method::POST,
            "/api/v1/offers/{id}/opening",
            api::offers::open,
            card("A draft may be proposed from now on."),
        )
        .api(
            EditOffers,
            Method::POST,
            "/api/v1/offers/{id}/confirmation",
            api::offers::confirm,
            card("The offer still stands today."),
        )
        .api(
            HoldOffers,
            Method::POST,
            "/api/v1/offers/{id}/hold",
            api::offers::hold,
            card("Holds an offer until a day; then it is free again by itself.").takes(fields::HOLD),
        )
        .api(
            HoldOffers,
            Method::POST,
            "/api/v1/offers/{id}/release",
            api::offers::free,
            card("Ends a hold before its day."),
        )
        .api(
            HoldOffers,
            Method::POST,
            "/api/v1/offers/{id}/taking",
            api::offers::take,
            card("Somebody took the offer."),
        )
        .api(
            WithdrawOffers,
            Method::POST,
            "/api/v1/offers/{id}/withdrawal",
            api::offers::withdraw,
            card("Withdraws an offer, with the reason.").takes(fields::WITHDRAWAL),
        )
        .api(
            WithdrawOffers,
            Method::POST,
            "/api/v1/offers/{id}/reopening",
            api::offers::reopen,
            card("Offers again what was taken or withdrawn."),
        )
}

fn api_along() -> Routes {
    const TALKS: &str = "/api/v1/offers/{id}/talks";
    const VISITS: &str = "/api/v1/offers/{id}/upkeep-visits";
    const STEPS: &str = "/api/v1/offers/{id}/host-steps";
    use api::history as along;
    Routes::new()
        .api(
            ViewOfferContacts,
            Method::GET,
            TALKS,
            along::talks,
            ApiCard::new("The contact history of an offer, the latest first.").lists_all::<TalkOut>(),
        )
        .api(
            EditOffers,
            Method::POST,
            TALKS,
            along::note_talk,
            ApiCard::new("Notes what was said about an offer.").takes(fields::TALK).makes::<TalkOut>(),
        )
        .api(
            ViewOfferContacts,
            Method::GET,
            VISITS,
            along::visits,
            ApiCard::new("The visits of a home for its upkeep.").lists_all::<VisitOut>(),
        )
        .api(
            EditOffers,
            Method::POST,
            VISITS,
            along::add_visit,
            ApiCard::new("Plans a visit of a home, or notes one.").takes(fields::VISIT).makes::<VisitOut>(),
        )
        .api(
            EditOffers,
            Method::POST,
            "/api/v1/upkeep-visits/{id}/done",
            along::finish_visit,
            ApiCard::new("Notes what a planned visit found.").takes(fields::VISIT_DONE).gives::<VisitOut>(),
        )
        .api(
            ViewOfferContacts,
            Method::GET,
            STEPS,
            along::steps,
            ApiCard::new("The preparation of a host family, step by step.").lists_all::<StepOut>(),
        )
        .api(
            PrepareHostFamilies,
            Method::POST,
            STEPS,
            along::add_step,
            ApiCard::new("Plans a step of a host family, or notes one.").takes(fields::STEP).makes::<StepOut>(),
        )
        .api(
            PrepareHostFamilies,
            Method::POST,
            "/api/v1/host-steps/{id}/done",
            along::finish_step,
            ApiCard::new("Notes how a planned step ended.").takes(fields::STEP_DONE).gives::<StepOut>(),
        )
        .api(
            EditOffers,
            Method::DELETE,
            "/api/v1/upkeep-visits/{id}",
            along::cancel_visit,
            gone("Takes a planned visit out of the plan."),
        )
        .api(
            PrepareHostFamilies,
            Method::DELETE,
            "/api/v1/host-steps/{id}",
            along::cancel_step,
            gone("Takes a planned step out of the plan."),
        )
}

/// A card of what answers with nothing.
fn gone(says: &'static str) -> ApiCard {
    let mut card = ApiCard::new(says);
    card.status = 204;
    card
}
