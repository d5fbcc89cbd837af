//! A person's languages: shown, added, put right, taken away.

use kernel::PersonId;
use kernel::text::fold;
use serde::Serialize;
use serde_json::json;
use store::{Db, Held, Keyed, StoreError, Stored};
use web::field::{Field, Kind};
use web::{Answer, Desk, FieldError, Flash, Form, Id, May, Posted, words_of};

use super::{Choice, Reading, choices};
use crate::permissions::EditPeople;
use crate::rules::language::{LANGUAGES, Language, Reads, Script, Speaks, languages};
use crate::store::languages::{self as stored, PersonLanguage, PersonLanguageId, languages_of};
use crate::store::persons::{Identity, Person};
use crate::store::sightings::{self, Seen};

/// What is known of one language of a person.
pub const LANGUAGE: &[Field] = &[
    Field::new("language", Kind::Word(languages), "Its ISO 639 code; must be filled."),
    Field::new("speaks", Kind::Word(words_of!(Speaks)), "How well the person speaks it; well when left out."),
    Field::new("reads", Kind::Word(words_of!(Reads)), "Whether the person reads it; unknown when left out."),
    Field::new("script", Kind::Word(words_of!(Script)), "In which script (ISO 15924), if known."),
    Field::new("mother-tongue", Kind::Flag, "Whether the person grew up with it."),
    Field::new("interpreter", Kind::Flag, "Whether the person wants an interpreter of it."),
];

/// What the form of a language asks besides.
const REMOVE: Field = Field::new("remove", Kind::Flag, "Whether it was written down by mistake.");

#[derive(Debug, Serialize)]
pub(crate) struct LanguageShown {
    id: PersonLanguageId,
    language: Language,
    mother_tongue: bool,
    speaks: Speaks,
    reads: Reads,
    script: Option<Script>,
    interpreter: bool,
}

/// The languages of a person as the page shows them; none where names are not read.
pub(crate) async fn shown(db: &Db, person: PersonId) -> Stored<Vec<LanguageShown>> {
    let rows = languages_of(db, [person]).await?.remove(&person).unwrap_or_default();
    let one = |row: PersonLanguage| {
        let PersonLanguage { id, language, mother_tongue, speaks, reads, script, interpreter, .. } = row;
        LanguageShown { id, language, mother_tongue, speaks, reads, script, interpreter }
    };
    Ok(rows.into_iter().map(one).collect())
}

/// An empty form.
///
/// # Errors
/// When there is no such person within reach.
pub async fn blank(may: May<EditPeople>, Id(person): Id<PersonId>) -> Answer {
    let context = context(&may, person, None).await?;
    may.form("languages/edit.html", &Form::blank().with("speaks", Speaks::Well).with("reads", Reads::Unknown), context)
}

/// Writes a language down.
///
/// # Errors
/// When there is no such person within reach.
pub async fn add(may: May<EditPeople>, Id(person): Id<PersonId>, Posted(mut form): Posted) -> Answer {
    let context = context(&may, person, None).await?;
    form.check(LANGUAGE);
    let Some(new) = read(&mut form, None, person, false) else {
        return may.form("languages/edit.html", &form, context);
    };
    match stored::add(&may.db, &new).await {
        Err(StoreError::Taken(_)) => {
            form.fail(listed_already());
            may.form("languages/edit.html", &form, context)
        }
        done => {
            done.map_err(Into::into).and_then(|()| may.see_done(&format!("/people/{person}#languages"), Flash("saved")))
        }
    }
}

/// The form of a language.
///
/// # Errors
/// When there is none within reach.
pub async fn edit(may: May<EditPeople>, Id(id): Id<PersonLanguageId>) -> Answer {
    let held: Held<PersonLanguage> = may.db.held(id).await?;
    let yes_or_no = |flag: bool| if flag { "yes" } else { "no" };
    let form = Form::blank()
        .with("language", held.language)
        .with("speaks", held.speaks)
        .with("reads", held.reads)
        .with_some("script", held.script)
        .with("mother-tongue", yes_or_no(held.mother_tongue))
        .with("interpreter", yes_or_no(held.interpreter))
        .with("version", held.version());
    may.form("languages/edit.html", &form, context(&may, held.person_id, Some(id)).await?)
}

/// Puts a language right, or takes it away.
///
/// # Errors
/// When there is none within reach.
pub async fn update(may: May<EditPeople>, Id(id): Id<PersonLanguageId>, Posted(mut form): Posted) -> Answer {
    let held: Held<PersonLanguage> = may.db.held(id).await?;
    let person = held.person_id;
    let context = context(&may, person, Some(id)).await?;
    form.check(&[LANGUAGE, &[REMOVE]].concat());
    let new = read(&mut form, Some(&held), person, false);
    let version = form.version().unwrap_or_default();
    let done = match (held.at_version(version), new) {
        (Err(stale), _) => Err(stale),
        (Ok(held), _) if form.flag("remove") => stored::remove(&may.db, &held).await,
        (Ok(held), Some(new)) => stored::put(&may.db, held, new).await,
        (Ok(_), None) => return may.form("languages/edit.html", &form, context),
    };
    match done {
        Ok(()) => may.see_done(&format!("/people/{person}#languages"), Flash("saved")),
        Err(StoreError::Taken(_)) => {
            form.fail(listed_already());
            may.form("languages/edit.html", &form, context)
        }
        Err(error) => Err(error.into()),
    }
}

/// That the person has the language already.
pub(crate) fn listed_already() -> FieldError {
    FieldError::new("language", "language-listed-already")
}

/// Reads a checked form into a language; notes what is wrong in the form. A partial form leaves out what stays.
pub(crate) fn read(
    form: &mut Form,
    before: Option<&PersonLanguage>,
    person: PersonId,
    partial: bool,
) -> Option<PersonLanguage> {
    let said = Reading { form, partial };
    let language: Option<Language> = said.value("language", before.map(|row| row.language));
    let script = said.word("script", Script::from_word, before.and_then(|row| row.script));
    let reads = said.word("reads", Reads::from_word, before.map(|row| row.reads)).unwrap_or(Reads::Unknown);
    let row = language.map(|language| PersonLanguage {
        id: before.map_or_else(PersonLanguageId::fresh, |row| row.id),
        version: before.map_or(0, |row| row.version),
        person_id: person,
        language,
        mother_tongue: said.ticked("mother-tongue", before.is_some_and(|row| row.mother_tongue)),
        speaks: said.word("speaks", Speaks::from_word, before.map(|row| row.speaks)).unwrap_or(Speaks::Well),
        reads,
        script,
        interpreter: said.ticked("interpreter", before.is_some_and(|row| row.interpreter)),
    });
    if row.is_none() && !form.errors().iter().any(|error| error.field == "language") {
        form.fail(FieldError::new("language", "required"));
    }
    if script.is_some() && reads == Reads::No {
        form.fail(FieldError::new("script", "script-not-read"));
    }
    row.filter(|_| form.errors().is_empty())
}

async fn context(may: &May<EditPeople>, person: PersonId, id: Option<PersonLanguageId>) -> Stored<serde_json::Value> {
    let row = may.db.rows::<Person>().id(person).one().await?;
    let identity = may.db.rows::<Identity>().id(person).one().await?;
    sightings::note(&may.db, [person], Seen::Person).await?;
    let words = |all: &[&'static str], stem: &str| choices(may, stem, all);
    Ok(json!({
        "id": id,
        "person": row.id,
        "name": identity.name(),
        "languages": named(may),
        "speaks": words(&["well", "some"], "language-speaks"),
        "reads": words(&["yes", "no", "unknown"], "language-reads"),
        "scripts": words(&Script::ALL.iter().map(|script| script.word()).collect::<Vec<_>>(), "script"),
    }))
}

/// The languages in the order of their names.
fn named(desk: &Desk) -> Vec<Choice> {
    let codes: Vec<&'static str> = LANGUAGES.iter().map(|(code, _)| *code).collect();
    let mut named = choices(desk, "language", &codes);
    named.sort_by_cached_key(|language| fold(&language.label));
    named
}
