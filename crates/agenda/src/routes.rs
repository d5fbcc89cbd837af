//! The routes of the day: pages and API.

use axum::http::Method;
use web::api::ApiCard;
use web::{Anyone, Routes, SignedIn};

use crate::permissions::{EditAppointments, KeepTasks, ManageInterpreters, ViewAppointments};
use crate::{api, pages};

/// Everything of this slice.
pub(crate) fn routes() -> Routes {
    day().and(tasks()).and(appointments()).and(feed()).and(interpreters()).and(reminders())
}

fn day() -> Routes {
    Routes::new().get(SignedIn, "/", pages::day::index).api(
        KeepTasks,
        Method::GET,
        "/api/v1/day",
        api::day::show,
        ApiCard::new("One's day: what is late, for today, for this week; permits that end; referrals that wait.")
            .asks(pages::day::FILTERS)
            .gives::<pages::day::DayShown>(),
    )
}

fn tasks() -> Routes {
    use pages::tasks::{TASK, TaskOut};
    const TASKS: &str = "/api/v1/tasks";
    Routes::new()
        .get(KeepTasks, "/tasks", pages::tasks::index)
        .post(KeepTasks, "/tasks", pages::tasks::create)
        .get(KeepTasks, "/tasks/{id}/edit", pages::tasks::edit)
        .post(KeepTasks, "/tasks/{id}/edit", pages::tasks::update)
        .get(KeepTasks, "/tasks/{id}/state", pages::tasks::back)
        .post(KeepTasks, "/tasks/{id}/state", pages::tasks::act)
        .api(
            KeepTasks,
            Method::GET,
            TASKS,
            api::tasks::list,
            ApiCard::new("The tasks that one wrote or was given.").asks(api::tasks::FILTERS).lists_all::<TaskOut>(),
        )
        .api(
            KeepTasks,
            Method::POST,
            TASKS,
            api::tasks::create,
            ApiCard::new("Writes a task, for oneself or a colleague.").takes(TASK).makes::<TaskOut>(),
        )
        .api(
            KeepTasks,
            Method::PATCH,
            "/api/v1/tasks/{id}",
            api::tasks::patch,
            ApiCard::new("Words a task anew, or marks it done or not done.")
                .takes(api::tasks::CHANGE)
                .gives::<TaskOut>(),
        )
}

fn appointments() -> Routes {
    use pages::appointments::{APPOINTMENT, AppointmentOut, act, back, blank, create, edit, show, update};
    const APPOINTMENTS: &str = "/api/v1/appointments";
    const ONE: &str = "/api/v1/appointments/{id}";
    Routes::new()
        .get(ViewAppointments, "/calendar", pages::calendar::index)
        .get(EditAppointments, "/appointments/new", blank)
        .post(EditAppointments, "/appointments/new", create)
        .get(ViewAppointments, "/appointments/{id}", show)
        .get(EditAppointments, "/appointments/{id}/edit", edit)
        .post(EditAppointments, "/appointments/{id}/edit", update)
        .get(ViewAppointments, "/appointments/{id}/state", back)
        .post(EditAppointments, "/appointments/{id}/state", act)
        .api(
            ViewAppointments,
            Method::GET,
            APPOINTMENTS,
            api::appointments::list,
            ApiCard::new("The calendar of some days: appointments within reach, and when colleagues are busy.")
                .asks(api::appointments::FILTERS)
                .gives::<pages::calendar::CalendarOut>(),
        )
        .api(
            EditAppointments,
            Method::POST,
            APPOINTMENTS,
            api::appointments::create,
            ApiCard::new("Plans an appointment, and books its interpreter with it.")
                .takes(APPOINTMENT)
                .makes::<AppointmentOut>(),
        )
        .api(
            ViewAppointments,
            Method::GET,
            ONE,
            api::appointments::one,
            ApiCard::new("One appointment.").gives::<AppointmentOut>(),
        )
        .api(
            EditAppointments,
            Method::PATCH,
            ONE,
            api::appointments::patch,
            ApiCard::new("Changes an appointment, says how it went, calls it off or takes that back.")
                .takes(api::appointments::CHANGE)
                .gives::<AppointmentOut>(),
        )
}

fn feed() -> Routes {
    use pages::feed::{FEED, FeedMadeOut, FeedOut, back, create, revoke, serve, show};
    const FEEDS: &str = "/api/v1/calendar-feed";
    let mut revoked = ApiCard::new("Takes one's calendar feed back, from the next request on.");
    revoked.status = 204;
    Routes::new()
        .get(ViewAppointments, "/calendar/feed", show)
        .post(ViewAppointments, "/calendar/feed", create)
        .get(ViewAppointments, "/calendar/feed/revocation", back)
        .post(ViewAppointments, "/calendar/feed/revocation", revoke)
        // Open to whoever knows the address: the secret in it is the key.
        .get(Anyone, "/calendar/{secret}", serve)
        .api(
            ViewAppointments,
            Method::GET,
            FEEDS,
            api::feed::show,
            ApiCard::new("Whether one has a calendar feed, and what it tells.").gives::<FeedOut>(),
        )
        .api(
            ViewAppointments,
            Method::POST,
            FEEDS,
            api::feed::create,
            ApiCard::new("Makes one's calendar feed, or makes it anew.").takes(FEED).makes::<FeedMadeOut>(),
        )
        .api(ViewAppointments, Method::DELETE, FEEDS, api::feed::revoke, revoked)
}

fn interpreters() -> Routes {
    use pages::interpreters::{FILTERS, INTERPRETER, InterpreterOut, blank, create, edit, index, update};
    const INTERPRETERS: &str = "/api/v1/interpreters";
    Routes::new()
        .get(ViewAppointments, "/interpreters", index)
        .get(ManageInterpreters, "/interpreters/new", blank)
        .post(ManageInterpreters, "/interpreters/new", create)
        .get(ManageInterpreters, "/interpreters/{id}/edit", edit)
        .post(ManageInterpreters, "/interpreters/{id}/edit", update)
        .api(
            ViewAppointments,
            Method::GET,
            INTERPRETERS,
            api::interpreters::list,
            ApiCard::new("The interpreters whom the network may book.").asks(FILTERS).lists_all::<InterpreterOut>(),
        )
        .api(
            ManageInterpreters,
            Method::POST,
            INTERPRETERS,
            api::interpreters::create,
            ApiCard::new("Adds an interpreter.").takes(INTERPRETER).makes::<InterpreterOut>(),
        )
        .api(
            ManageInterpreters,
            Method::PATCH,
            "/api/v1/interpreters/{id}",
            api::interpreters::patch,
            ApiCard::new("Puts the data of an interpreter right.")
                .takes(api::interpreters::CHANGE)
                .gives::<InterpreterOut>(),
        )
}

fn reminders() -> Routes {
    use pages::reminders::{ReminderOut, WISH, back, back_to_all, decide, index, person, person_wish, wish};
    const WISHES: &str = "/api/v1/reminder-wish";
    Routes::new()
        .get(ViewAppointments, "/reminders", index)
        .get(ViewAppointments, "/reminders/wish", back_to_all)
        .post(ViewAppointments, "/reminders/wish", wish)
        .get(ViewAppointments, "/reminders/{id}/state", back)
        .post(EditAppointments, "/reminders/{id}/state", decide)
        .get(EditAppointments, "/people/{id}/reminders", person)
        .post(EditAppointments, "/people/{id}/reminders", person_wish)
        .api(
            ViewAppointments,
            Method::GET,
            "/api/v1/reminders",
            api::reminders::list,
            ApiCard::new("The reminders of the appointments that one planned, those that need a person first.")
                .lists_all::<ReminderOut>(),
        )
        .api(
            EditAppointments,
            Method::PATCH,
            "/api/v1/reminders/{id}",
            api::reminders::patch,
            ApiCard::new("Decides about a reminder that was refused, or of which nobody knows whether it went out.")
                .takes(api::reminders::CHANGE)
                .gives::<ReminderOut>(),
        )
        .api(
            ViewAppointments,
            Method::GET,
            WISHES,
            api::reminders::wish,
            ApiCard::new("Whether one wants reminders.").gives::<api::reminders::WishOut>(),
        )
        .api(
            ViewAppointments,
            Method::PUT,
            WISHES,
            api::reminders::say,
            ApiCard::new("Says whether one wants reminders.").takes(WISH).gives::<api::reminders::WishOut>(),
        )
        .api(
            EditAppointments,
            Method::PUT,
            "/api/v1/people/{id}/reminder-wish",
            api::reminders::say_for,
            ApiCard::new("Writes down whether somebody accompanied wants reminders.")
                .takes(WISH)
                .gives::<api::reminders::WishOut>(),
        )
}
