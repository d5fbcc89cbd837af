//! The routes of the day: pages and API.

use axum::http::Method;
use web::api::ApiCard;
use web::{Routes, SignedIn};

use crate::permissions::KeepTasks;
use crate::{api, pages};

/// Everything of this slice.
pub(crate) fn routes() -> Routes {
    day().and(tasks())
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
