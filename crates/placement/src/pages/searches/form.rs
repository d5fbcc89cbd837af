//! A search typed on one page: short at first, the rest whenever somebody has asked.

use std::collections::BTreeMap;

use kernel::TerritoryCode;
use matching::facts::{Custom, Guarantee, HomeKind, Level, Licence, Occupation, Practised, School, Trainee, Transport};
use network::rules::place::{self, Found};
use serde_json::json;
use store::{Db, Held, Json, Stored};
use web::{Answer, Desk, FieldError, Flash, Form, Id, May, Posted};

use super::fields::{ANY, NONE, of_kind};
use super::told::place_name;
use crate::pages::offer_form::told_form;
use crate::pages::{Choice, choices};
use crate::permissions::EditSearches;
use crate::rules::occupation;
use crate::rules::offer::OfferKind;
use crate::rules::search::Urgency;
use crate::store::searches::{self, Search, SearchId, Standing};
use crate::store::wishes::{self, Listed, SearchHome, SearchWork, Wishes};

/// Lines shown for occupations beyond those that stand there.
const EMPTY_LINES: usize = 2;

/// Reads a checked form; notes in it what is wrong.
pub(crate) fn read(form: &mut Form, search: &Search) -> Option<(Standing, Wishes)> {
    form.check(&of_kind(search.kind));
    let (since, urgency) = (form.value("since"), form.word("urgency", Urgency::from_word));
    let ready_from = form.value("ready-from");
    let standing = since.zip(urgency).map(|(since, urgency)| Standing { since, urgency, ready_from });
    let wishes = match search.kind {
        OfferKind::Home | OfferKind::Family => Wishes::Living(Box::new(living_of(form, search.id))),
        OfferKind::Work => Wishes::Work(Box::new(work_of(form, search.id))),
    };
    standing.filter(|_| form.errors().is_empty()).map(|standing| (standing, wishes))
}

fn living_of(form: &mut Form, search_id: SearchId) -> SearchHome {
    SearchHome {
        search_id,
        places: places_of(form, "places", "places-any"),
        kinds: words_of(form, "kinds", ANY, HomeKind::from_word),
        rent: form.value("rent"),
        rent_support: form.value("rent-support"),
        deposit: form.value("deposit"),
        guarantees: words_of(form, "guarantees", NONE, Guarantee::from_word),
        shares_room: yes_or_no(form, "shares-room"),
        shares_home: yes_or_no(form, "shares-home"),
        pets: yes_or_no(form, "pets"),
        smokes: yes_or_no(form, "smokes"),
        customs: words_of(form, "customs", NONE, Custom::from_word),
        must_reach: places_of(form, "must-reach", "must-reach-none"),
        longest_minutes: form.value("longest-minutes"),
        schools: words_of(form, "schools", NONE, School::from_word),
        ties: places_of(form, "ties", "ties-none"),
    }
}

fn work_of(form: &mut Form, search_id: SearchId) -> SearchWork {
    let (fewest, most): (Option<i64>, Option<i64>) = (form.value("fewest-hours"), form.value("most-hours"));
    if let (Some(fewest), Some(most)) = (fewest, most)
        && fewest > most
    {
        form.fail(FieldError::new("fewest-hours", "search-hours-crossed"));
    }
    SearchWork {
        search_id,
        occupations: occupations_of(form),
        most_hours: most,
        fewest_hours: fewest,
        licences: words_of(form, "licences", NONE, Licence::from_word),
        transport: words_of(form, "transport", NONE, Transport::from_word),
        longest_minutes: form.value("longest-minutes"),
        italian: form.word("italian", Level::from_word).map(Json),
        trainee: form.word("trainee", Trainee::from_word).map(Json),
        may_work: yes_or_no(form, "may-work"),
    }
}

pub(crate) fn yes_or_no(form: &Form, name: &str) -> Option<bool> {
    form.is_filled(name).then(|| form.flag(name))
}

/// The words chosen; nothing when none is, an empty list for the word that says so, which stands alone.
pub(crate) fn words_of<T>(form: &mut Form, name: &str, empty: &str, from_word: fn(&str) -> Option<T>) -> Listed<T> {
    let chosen: Vec<String> = form.chosen(name).into_iter().map(str::to_owned).collect();
    if chosen.iter().any(|word| word == empty) {
        if chosen.len() > 1 {
            form.fail(FieldError::new(name, "search-empty-and-some"));
        }
        return Some(Json(Vec::new()));
    }
    let words: Vec<T> = chosen.iter().filter_map(|word| from_word(word)).collect();
    (!words.is_empty()).then_some(Json(words))
}

/// The municipalities written, parted by commas or one value for each; an empty list where a box says so.
fn places_of(form: &mut Form, name: &str, empty: &str) -> Listed<TerritoryCode> {
    let written = form.all(name);
    let written = written.iter().flat_map(|text| text.split([',', ';'])).map(str::trim);
    let written: Vec<String> = written.filter(|one| !one.is_empty()).map(str::to_owned).collect();
    if form.flag(empty) {
        if !written.is_empty() {
            form.fail(FieldError::new(name, "search-empty-and-some"));
        }
        return Some(Json(Vec::new()));
    }
    let mut places: Vec<TerritoryCode> = Vec::new();
    for one in written {
        match place::look_up(&one) {
            Found::One(place) => {
                // The lists have a few cadastral codes, which are written in capitals.
                let Ok(code) = place.code.to_lowercase().parse::<TerritoryCode>() else { continue };
                if !places.contains(&code) {
                    places.push(code);
                }
            }
            Found::Several(names) => {
                form.fail(FieldError::new(name, "several-municipalities").with("names", names.join(", ")));
            }
            Found::Ended { .. } | Found::None(_) => {
                form.fail(FieldError::new(name, "search-unknown-place").with("word", one));
            }
        }
    }
    (!places.is_empty()).then_some(Json(places))
}

fn occupations_of(form: &mut Form) -> Listed<Practised> {
    let lines = lines(form);
    if form.flag("occupation-any") {
        if !lines.is_empty() {
            form.fail(FieldError::new("occupation", "search-empty-and-some"));
        }
        return Some(Json(Vec::new()));
    }
    let mut all = Vec::new();
    for (written, months) in lines {
        // Occupations are compared by unit groups: four digits of ISCO-08, and whatever ESCO adds.
        let code = occupation::read(&written).and_then(|code| code.parse::<Occupation>().ok());
        let months = if months.is_empty() { Ok(None) } else { months.parse::<u32>().map(Some) };
        match (code, months) {
            (Some(occupation), Ok(months)) if months.is_none_or(|months| months <= 720) => {
                all.push(Practised { occupation, months });
            }
            (None, _) => form.fail(FieldError::new("occupation", "search-unknown-occupation")),
            _ => form.fail(FieldError::new("occupation", "search-months")),
        }
    }
    (!all.is_empty()).then_some(Json(all))
}

/// The occupations of a form as typed, with their months; empty lines are left out.
fn lines(form: &Form) -> Vec<(String, String)> {
    let months = form.all("occupation-months").into_iter().chain(std::iter::repeat(String::new()));
    let typed = form.all("occupation").into_iter().zip(months);
    typed
        .map(|(what, months)| (what.trim().to_owned(), months.trim().to_owned()))
        .filter(|(what, _)| !what.is_empty())
        .collect()
}

/// A list without its wrapping.
pub(crate) fn list<T>(listed: Listed<T>) -> Option<Vec<T>> {
    listed.map(|Json(list)| list)
}

/// The form that would make this search anew.
pub(crate) async fn filled(db: &Db, search: &Search) -> Stored<Form> {
    let mut all = wishes::of(db, &[search.id]).await?;
    let form = Form::blank()
        .with("since", search.since)
        .with("urgency", search.urgency)
        .with_some("ready-from", search.ready_from)
        .with("version", search.version);
    Ok(match (all.living.remove(&search.id), all.work.remove(&search.id)) {
        (Some(wishes), _) => with_living(form, wishes),
        (_, Some(wishes)) => with_work(form, wishes),
        _ => form,
    })
}

fn with_living(form: Form, wishes: SearchHome) -> Form {
    let form = with_places(form, "places", "places-any", wishes.places);
    let form = with_words(form, "kinds", ANY, wishes.kinds)
        .with_some("rent", wishes.rent)
        .with_some("rent-support", wishes.rent_support)
        .with_some("deposit", wishes.deposit);
    let form = with_words(form, "guarantees", NONE, wishes.guarantees)
        .with_some("shares-room", wishes.shares_room.map(yes))
        .with_some("shares-home", wishes.shares_home.map(yes))
        .with_some("pets", wishes.pets.map(yes))
        .with_some("smokes", wishes.smokes.map(yes));
    let form = with_words(form, "customs", NONE, wishes.customs);
    let form = with_places(form, "must-reach", "must-reach-none", wishes.must_reach);
    let form = form.with_some("longest-minutes", wishes.longest_minutes);
    let form = with_words(form, "schools", NONE, wishes.schools);
    with_places(form, "ties", "ties-none", wishes.ties)
}

fn with_work(form: Form, wishes: SearchWork) -> Form {
    let form = match wishes.occupations {
        Some(Json(all)) if all.is_empty() => form.with("occupation-any", "yes"),
        Some(Json(all)) => form.with_all("occupation", all.iter().map(|one| named(one.occupation.as_str()))).with_all(
            "occupation-months",
            all.iter().map(|one| one.months.map(|months| months.to_string()).unwrap_or_default()),
        ),
        None => form,
    };
    let form = form.with_some("most-hours", wishes.most_hours).with_some("fewest-hours", wishes.fewest_hours);
    let form = with_words(form, "licences", NONE, wishes.licences);
    with_words(form, "transport", NONE, wishes.transport)
        .with_some("longest-minutes", wishes.longest_minutes)
        .with_some("italian", wishes.italian.map(|Json(level)| level))
        .with_some("trainee", wishes.trainee.map(|Json(group)| group))
        .with_some("may-work", wishes.may_work.map(yes))
}

fn named(code: &str) -> String {
    match occupation::of(code) {
        Some(group) if group.code == code => format!("{code} · {}", group.italian),
        _ => code.to_owned(),
    }
}

pub(crate) fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

pub(crate) fn with_words<T: ToString>(form: Form, name: &str, empty: &str, listed: Listed<T>) -> Form {
    match listed {
        Some(Json(words)) if words.is_empty() => form.with_all(name, [empty]),
        Some(Json(words)) => form.with_all(name, words),
        None => form,
    }
}

fn with_places(form: Form, name: &str, empty: &str, listed: Listed<TerritoryCode>) -> Form {
    match listed {
        Some(Json(places)) if places.is_empty() => form.with(empty, "yes"),
        Some(Json(places)) => form.with(name, places.iter().map(place_name).collect::<Vec<_>>().join(", ")),
        None => form,
    }
}

/// The form of one search.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach.
pub async fn edit(may: May<EditSearches>, Id(id): Id<SearchId>) -> Answer {
    let search = may.db.rows::<Search>().id(id).one().await?;
    let form = filled(&may.db, &search).await?;
    form_page(&may, &form, &search)
}

/// Changes a search.
///
/// # Errors
/// [`web::Problem::NotFound`] beyond reach; [`web::Problem::Stale`] when somebody was faster.
pub async fn update(may: May<EditSearches>, Id(id): Id<SearchId>, Posted(mut form): Posted) -> Answer {
    let held: Held<Search> = may.db.held(id).await?;
    let search = held.clone();
    if let Some((standing, wishes)) = read(&mut form, &search) {
        let held = held.at_version(form.version().unwrap_or_default())?;
        if told_form(&mut form, searches::put(&may.db, held, standing, wishes).await)?.is_some() {
            return may.see_done(&format!("/searches/{id}"), Flash("search-changed"));
        }
    }
    form_page(&may, &form, &search)
}

fn form_page(may: &May<EditSearches>, form: &Form, search: &Search) -> Answer {
    let rows: Vec<_> = lines(may.overtaken().filter(|typed| typed.has("occupation")).unwrap_or(form))
        .into_iter()
        .chain(std::iter::repeat_n((String::new(), String::new()), EMPTY_LINES))
        .map(|(what, months)| json!({ "what": what, "months": months }))
        .collect();
    let units = occupation::table().iter().filter(|group| search.kind == OfferKind::Work && group.code.len() == 4);
    let context = json!({
        "id": search.id,
        "code": search.code,
        "kind": search.kind,
        "lines": rows,
        "occupations": units.map(|group| format!("{} · {}", group.code, group.italian)).collect::<Vec<_>>(),
        "choices": lists(may),
    });
    may.form("searches/edit.html", form, context)
}

/// Words as choices, after the one that says that the list is known and empty.
pub(crate) fn or_empty_choices<T: std::fmt::Display>(desk: &Desk, stem: &str, empty: &str, words: &[T]) -> Vec<Choice> {
    let none = Choice { value: empty.to_owned(), label: desk.say(&format!("{stem}-{empty}")) };
    std::iter::once(none).chain(choices(desk, stem, words)).collect()
}

/// The choices of every field, by its name.
fn lists(desk: &Desk) -> BTreeMap<&'static str, Vec<Choice>> {
    let yes_no = ["yes", "no"].map(|word| Choice { value: word.to_owned(), label: desk.say(&format!("web-{word}")) });
    BTreeMap::from([
        ("urgency", choices(desk, "search-urgency", Urgency::ALL)),
        ("yes-no", yes_no.to_vec()),
        ("kinds", or_empty_choices(desk, "wanted-kind", ANY, HomeKind::ALL)),
        ("guarantees", or_empty_choices(desk, "guarantee", NONE, Guarantee::ALL)),
        ("customs", or_empty_choices(desk, "custom", NONE, Custom::ALL)),
        ("schools", or_empty_choices(desk, "wanted-school", NONE, School::ALL)),
        ("licences", or_empty_choices(desk, "licence", NONE, Licence::ALL)),
        ("transport", or_empty_choices(desk, "own-transport", NONE, Transport::ALL)),
        ("italian", choices(desk, "level", Level::ALL)),
        ("trainee", choices(desk, "trainee", Trainee::ALL)),
    ])
}

/// What was sent over what stands, for the API: fields that no search of the kind has are kept, to be refused by name.
pub(crate) fn overlaid(stands: Form, sent: &Form, search: &Search) -> Form {
    let fields = of_kind(search.kind);
    // A list that is sent takes the place of the box that said it was empty, and the other way round.
    let pairs = [
        ("places", "places-any"),
        ("must-reach", "must-reach-none"),
        ("ties", "ties-none"),
        ("occupation", "occupation-any"),
    ];
    let gone = pairs.iter().flat_map(|(list, empty)| {
        [
            (sent.has(list), *empty),
            (sent.flag(empty), *list),
            (sent.has("occupation") && *list == "occupation", "occupation-months"),
        ]
    });
    let stands = gone.filter(|(gone, _)| *gone).fold(stands, |form, (_, name)| form.with_all(name, [""; 0]));
    let own = fields.iter().map(|field| field.name).filter(|name| sent.has(name));
    let form = own.fold(stands, |form, name| form.with_all(name, sent.all(name)));
    let others = super::fields::CHANGE.iter().map(|field| field.name);
    let others = others.filter(|name| sent.has(name) && !fields.iter().any(|field| field.name == *name));
    others.fold(form, |form, name| form.with_all(name, sent.all(name)))
}
