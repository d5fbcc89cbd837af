//! People and households: who they are, where they are known, their permits and stays.
//!
//! Who looks somebody up finds only those whom their organisation, programme or territory knows; whoever sees
//! pseudonyms only sees a code, a sex and an age band. What others share with an organisation widens its reach for
//! reading, while it holds. Two records of one person are linked, which can be undone. Absent on purpose: merging two
//! records into one, and what happens to a household, which belongs to the pathways.

pub mod api;
mod migrations;
pub mod pages;
pub mod permissions;
mod routes;
pub mod rules;
pub mod store;

use axum::http::Method;
use web::api::ApiCard;
use web::{Caller, Language, Menu, Module, Nav, Routes};

use self::permissions::{EditPeople, SettleDuplicates, ViewEmergencies, ViewLegalStatus, ViewPeople};

/// This slice's share of the program.
#[must_use]
pub fn module() -> Module {
    let mut texts = web::texts_of!();
    texts.push((Language::Italian, include_str!("../texts/countries.it.ftl")));
    texts.push((Language::English, include_str!("../texts/countries.en.ftl")));
    texts.push((Language::Italian, include_str!("../texts/privacy.it.ftl")));
    texts.push((Language::English, include_str!("../texts/privacy.en.ftl")));
    texts.push((Language::Italian, include_str!("../texts/time.it.ftl")));
    texts.push((Language::English, include_str!("../texts/time.en.ftl")));
    texts.push((Language::Italian, include_str!("../texts/papers.it.ftl")));
    texts.push((Language::English, include_str!("../texts/papers.en.ftl")));
    texts.push((Language::Italian, include_str!("../texts/languages.it.ftl")));
    texts.push((Language::English, include_str!("../texts/languages.en.ftl")));
    Module {
        routes: page_routes().and(routes::privacy_pages()).and(api_routes()).and(time_api()).and(routes::privacy_api()),
        steps: migrations::steps(),
        permissions: permissions::ALL,
        nav: vec![Nav {
            menu: Menu::Network,
            href: "/emergencies",
            label: "nav-emergencies",
            icon: "it-warning-circle",
            place: 65,
            may: Caller::may::<ViewEmergencies>,
        }],
        template: web::templates_of!(),
        texts,
        ..Module::new("people")
    }
}

fn page_routes() -> Routes {
    use pages::{
        alerts, answers, duplicates, household_moves, households, languages, papers, permit_acts, persons, spells,
        stay_moves,
    };
    Routes::new()
        .get(SettleDuplicates, "/people/duplicates", duplicates::index)
        .post(SettleDuplicates, "/people/duplicates", duplicates::seek)
        .get(SettleDuplicates, "/people/duplicates/{id}", duplicates::show)
        .post(SettleDuplicates, "/people/duplicates/{id}", duplicates::settle)
        .get(ViewPeople, "/people", persons::index)
        .get(ViewLegalStatus, "/people/alerts", alerts::index)
        .get(EditPeople, "/people/unanswered", answers::unanswered)
        .get(ViewPeople, "/people/{id}", persons::show)
        .get(EditPeople, "/people/{id}/answers/new", answers::blank)
        .post(EditPeople, "/people/{id}/answers/new", answers::add)
        .get(EditPeople, "/answers/{id}/edit", answers::edit)
        .post(EditPeople, "/answers/{id}/edit", answers::update)
        .get(EditPeople, "/people/{id}/edit", persons::edit)
        .post(EditPeople, "/people/{id}/edit", persons::update)
        .post(EditPeople, "/people/{id}/questions", duplicates::ask_now)
        .get(EditPeople, "/people/{id}/languages/new", languages::blank)
        .post(EditPeople, "/people/{id}/languages/new", languages::add)
        .get(EditPeople, "/person-languages/{id}/edit", languages::edit)
        .post(EditPeople, "/person-languages/{id}/edit", languages::update)
        .get(EditPeople, "/people/{id}/permits/new", papers::blank_permit)
        .post(EditPeople, "/people/{id}/permits/new", papers::add_permit)
        .get(EditPeople, "/permits/{id}/edit", papers::edit_permit)
        .post(EditPeople, "/permits/{id}/edit", papers::update_permit)
        .get(EditPeople, "/permits/{id}/act", permit_acts::blank)
        .post(EditPeople, "/permits/{id}/act", permit_acts::act)
        .get(EditPeople, "/people/{id}/stays/new", papers::blank_stay)
        .post(EditPeople, "/people/{id}/stays/new", papers::add_stay)
        .get(EditPeople, "/stays/{id}/edit", papers::edit_stay)
        .post(EditPeople, "/stays/{id}/edit", papers::update_stay)
        .get(EditPeople, "/stays/{id}/extension", stay_moves::blank_extension)
        .post(EditPeople, "/stays/{id}/extension", stay_moves::extend)
        .get(EditPeople, "/stays/{id}/transfer", stay_moves::blank_transfer)
        .post(EditPeople, "/stays/{id}/transfer", stay_moves::transfer)
        .get(ViewPeople, "/households/{id}", households::show)
        .get(EditPeople, "/households/{id}/edit", households::edit)
        .post(EditPeople, "/households/{id}/edit", households::update)
        .get(EditPeople, "/households/{id}/leaving", household_moves::blank_leaving)
        .post(EditPeople, "/households/{id}/leaving", household_moves::leave)
        .get(EditPeople, "/households/{id}/role", household_moves::blank_role)
        .post(EditPeople, "/households/{id}/role", household_moves::change_role)
        .get(EditPeople, "/households/{id}/days", spells::edit)
        .post(EditPeople, "/households/{id}/days", spells::update)
        .get(EditPeople, "/households/{id}/split", household_moves::blank_split)
        .post(EditPeople, "/households/{id}/split", household_moves::split)
        .get(EditPeople, "/households/{id}/people/new", households::blank_person)
        .post(EditPeople, "/households/{id}/people/new", households::add_person)
}

fn time_api() -> Routes {
    use api::{answers, household_moves, households};
    let card = ApiCard::new;
    Routes::new()
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/households/{id}/leaving",
            household_moves::leave,
            card("Takes somebody out of a household from a day on; the history stays.")
                .takes(pages::household_moves::LEAVING)
                .gives::<households::HouseholdInFull>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/households/{id}/role",
            household_moves::change_role,
            card("Writes what somebody is in a household, from a day on or as a correction.")
                .takes(pages::household_moves::ROLE)
                .gives::<households::HouseholdInFull>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/households/{id}/days",
            household_moves::correct_days,
            card("Puts right since when and until when somebody belonged to a household.")
                .takes(pages::spells::SPELL_DAYS)
                .gives::<households::HouseholdInFull>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/households/{id}/split",
            household_moves::split,
            card("Makes two households of one; gives the new one.")
                .takes(pages::household_moves::SPLIT)
                .makes::<households::HouseholdInFull>(),
        )
        .api(
            ViewPeople,
            Method::GET,
            "/api/v1/households/{id}/history",
            household_moves::history,
            card("Earlier spells of a household's people, and what happened to it.")
                .gives::<household_moves::HouseholdHistory>(),
        )
        .api(
            EditPeople,
            Method::GET,
            "/api/v1/people/{id}/answers",
            answers::list,
            card("Who answers, or answered, for a minor.").gives::<answers::AnswersStanding>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/people/{id}/answers",
            answers::add,
            card("Writes down who answers for a minor.")
                .takes(pages::answers::ANSWERS)
                .makes::<answers::AnswersForOut>(),
        )
        .api(
            EditPeople,
            Method::PATCH,
            "/api/v1/answers/{id}",
            answers::update,
            card("Puts right, or ends, who answers for a minor.")
                .takes(pages::answers::ANSWERS)
                .gives::<answers::AnswersForOut>(),
        )
        .api(
            EditPeople,
            Method::GET,
            "/api/v1/unanswered-minors",
            answers::unanswered,
            card("The minors for whom nobody is known to answer, the youngest first.")
                .lists::<api::persons::PersonOut>(),
        )
}

fn api_routes() -> Routes {
    use api::{alerts, duplicates, households, languages, papers, permit_acts, persons, stay_moves};
    let card = ApiCard::new;
    let mut removed = card("Takes a language away that was written down by mistake.");
    removed.status = 204;
    Routes::new()
        .api(
            SettleDuplicates,
            Method::GET,
            "/api/v1/duplicates",
            duplicates::list,
            card("Pairs of records that may be of one person, the weightiest evidence first.")
                .asks(pages::duplicates::FILTERS)
                .lists::<duplicates::PairOut>(),
        )
        .api(
            SettleDuplicates,
            Method::POST,
            "/api/v1/duplicates/search",
            duplicates::seek,
            card("Looks for pairs among a few hundred people, the last written down first.")
                .takes(pages::duplicates::SEEK)
                .gives::<duplicates::SoughtOut>(),
        )
        .api(
            SettleDuplicates,
            Method::GET,
            "/api/v1/duplicates/{id}",
            duplicates::show,
            card("One pair with its evidence.").gives::<duplicates::PairOut>(),
        )
        .api(
            SettleDuplicates,
            Method::PATCH,
            "/api/v1/duplicates/{id}",
            duplicates::settle,
            card("Says of a pair that it is one person or two, or takes that back.")
                .takes(pages::duplicates::SETTLE)
                .gives::<duplicates::PairOut>(),
        )
        .api(
            ViewPeople,
            Method::GET,
            "/api/v1/people/{id}/questions",
            duplicates::list_questions,
            card("Which organisations to ask about a person, and which have asked.")
                .gives::<duplicates::QuestionsOut>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/people/{id}/questions",
            duplicates::ask_now,
            card("Asks which organisations know a person for whom it was put off.").gives::<duplicates::QuestionsOut>(),
        )
        .api(
            ViewPeople,
            Method::GET,
            "/api/v1/people",
            persons::find,
            card("Finds people by name, birth or number; the best match first.")
                .asks(pages::persons::SEARCH)
                .lists_all::<persons::FoundOut>(),
        )
        .api(
            ViewPeople,
            Method::GET,
            "/api/v1/people/{id}",
            persons::show,
            card("One person, with the legal status where it may be seen.").gives::<persons::PersonInFull>(),
        )
        .api(
            EditPeople,
            Method::PATCH,
            "/api/v1/people/{id}",
            persons::update,
            card("Puts a person's data right.").takes(pages::persons::PERSON).gives::<persons::PersonOut>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/people/{id}/languages",
            languages::add,
            card("Writes a language of a person down.")
                .takes(pages::languages::LANGUAGE)
                .makes::<languages::LanguageOut>(),
        )
        .api(
            EditPeople,
            Method::PATCH,
            "/api/v1/languages/{id}",
            languages::update,
            card("Puts a language right.").takes(pages::languages::LANGUAGE).gives::<languages::LanguageOut>(),
        )
        .api(EditPeople, Method::DELETE, "/api/v1/languages/{id}", languages::remove, removed)
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/people/{id}/permits",
            papers::add_permit,
            card("Records a permit or a receipt.").takes(pages::papers::PERMIT).makes::<papers::PermitOut>(),
        )
        .api(
            EditPeople,
            Method::PATCH,
            "/api/v1/permits/{id}",
            papers::update_permit,
            card("Puts a permit right.").takes(pages::papers::PERMIT).gives::<papers::PermitOut>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/people/{id}/stays",
            papers::add_stay,
            card("Records a stay in reception.").takes(pages::papers::STAY).makes::<papers::StayOut>(),
        )
        .api(
            EditPeople,
            Method::PATCH,
            "/api/v1/stays/{id}",
            papers::update_stay,
            card("Puts a stay right.").takes(pages::papers::STAY).gives::<papers::StayOut>(),
        )
        .api(
            ViewLegalStatus,
            Method::GET,
            "/api/v1/alerts",
            alerts::list,
            card("What must be seen to soon among permits and stays, the most urgent first.")
                .asks(pages::alerts::FILTERS)
                .lists::<alerts::AlertOut>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/permits/{id}/acts",
            permit_acts::act,
            card("Writes down what happened to a permit: asked, issued, renewed, converted, refused, revoked.")
                .takes(pages::permit_acts::ACT)
                .makes::<permit_acts::PermitActedOut>(),
        )
        .api(
            ViewLegalStatus,
            Method::GET,
            "/api/v1/people/{id}/permit-history",
            permit_acts::history,
            card("What happened to a person's permits, the latest first.").lists_all::<permit_acts::PermitEventOut>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/stays/{id}/extensions",
            stay_moves::extend,
            card("Extends a stay in reception.").takes(pages::stay_moves::EXTENSION).makes::<papers::StayOut>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/stays/{id}/transfer",
            stay_moves::transfer,
            card("Transfers somebody: ends a stay and begins the next.")
                .takes(pages::stay_moves::TRANSFER)
                .makes::<papers::StayOut>(),
        )
        .api(
            ViewPeople,
            Method::GET,
            "/api/v1/households",
            households::list,
            card("The households within reach.").asks(households::FILTERS).lists::<households::HouseholdOut>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/households",
            households::create,
            card("Writes a household down, with its first person.")
                .takes(households::NEW_HOUSEHOLD)
                .makes::<households::HouseholdInFull>(),
        )
        .api(
            ViewPeople,
            Method::GET,
            "/api/v1/households/{id}",
            households::show,
            card("One household with its people.").gives::<households::HouseholdInFull>(),
        )
        .api(
            EditPeople,
            Method::PATCH,
            "/api/v1/households/{id}",
            households::update,
            card("Writes what is known of a household.")
                .takes(pages::households::HOUSEHOLD)
                .gives::<households::HouseholdOut>(),
        )
        .api(
            EditPeople,
            Method::POST,
            "/api/v1/households/{id}/people",
            households::add_person,
            card("Takes somebody into a household: somebody new, or somebody known already.")
                .takes(pages::households::JOINING)
                .makes::<households::MemberOut>(),
        )
}
