//! The records behind a figure.

use axum::Extension;
use kernel::{Day, ProgrammeCode};
use pathways::permissions::{ViewPathways, ViewReferrals};
use people::rules::person::Sex;
use serde::Serialize;
use store::AgeBand;
use web::field::{Field, Kind};
use web::{Answer, FieldError, Filters, Form, Id, ListLinks, May, Problem, list_links, words_of};

use super::{Known, programme};
use crate::permissions::ViewRecords;
use crate::rules::monitoring::Line;
use crate::rules::period::Span;
use crate::store::monitoring::ask;
use crate::store::records::{self, Behind, Counting, Record};
use crate::words::Words;

/// Which figure is looked behind.
pub const BEHIND: &[Field] = &[
    Field::new("kind", Kind::Word(words_of!(Line)), "The line of the table.").required(),
    Field::new(
        "detail",
        Kind::Text(60),
        "The part of the line: an axis, a reason, an answer; all of it when left out.",
    ),
    Field::new(
        "count",
        Kind::Word(words_of!(Counting)),
        "Facts or people; people, when a sex or an age band is named.",
    ),
    Field::new("sex", Kind::Word(words_of!(Sex)), "Only people of this sex."),
    Field::new("band", Kind::Word(words_of!(AgeBand)), "Only people of this age band."),
    Field::new("from", Kind::Day, "From this day; when left out, from 1 January."),
    Field::new("to", Kind::Day, "To this day, counted in; when left out, to today."),
];

/// Reads the figure and the period from a checked query.
pub(crate) fn read(form: &mut Form, today: Day) -> Result<(Behind, Span), Problem> {
    let line = form.word("kind", Line::from_word).ok_or(Problem::NotFound)?;
    let (sex, band) = (form.word("sex", Sex::from_word), form.word("band", AgeBand::from_word));
    let of_people = sex.is_some() || band.is_some();
    let usual = if of_people { Counting::People } else { Counting::Entries };
    let counting = form.word("count", Counting::from_word).unwrap_or(usual);
    if of_people && counting == Counting::Entries {
        form.fail(FieldError::new("count", "unknown-choice"));
        return Err(form.problem());
    }
    let span =
        Span::asked(form.value("from"), form.value("to"), today).map_err(|refusal| Problem::refused(&refusal))?;
    Ok((Behind { line, detail: form.text("detail"), counting, sex, band }, span))
}

#[derive(Serialize)]
struct Index {
    code: ProgrammeCode,
    name: String,
    title: String,
    only: Vec<String>,
    span: Span,
    query: String,
    of_people: bool,
    rows: Vec<Row>,
    list: ListLinks,
}

#[derive(Serialize)]
struct Row {
    day: Day,
    what: String,
    link: Option<Link>,
    household: Option<String>,
    people: Vec<PersonOut>,
}

#[derive(Serialize)]
struct Link {
    href: Option<String>,
    label: String,
}

#[derive(Serialize)]
struct PersonOut {
    label: String,
    sex: String,
    age: String,
}

/// The list behind a figure.
///
/// # Errors
/// When the query is wrong, there is no such programme within reach, or the database fails.
pub async fn index(
    may: May<ViewRecords>,
    Extension(catalogue): Known,
    Id(code): Id<ProgrammeCode>,
    filters: Filters,
) -> Answer {
    let programme = programme(&catalogue, &may.db, &code)?;
    let mut filters = filters.checked(BEHIND)?;
    let (behind, span) = read(&mut filters.0, may.db.today())?;
    let page = records::page(&may.db, &ask(&code, span), &behind, filters.page(25)).await?;
    let words = Words::new(&may, &programme);
    let path = format!("/figures/{code}/monitoring/records");
    let list = list_links(&path, &filters, &page, &[]);
    let title = match &behind.detail {
        Some(detail) => format!("{}: {}", words.line(behind.line), words.detail(behind.line, detail)),
        None => words.line(behind.line),
    };
    let only =
        behind.sex.map(|sex| words.sex(sex)).into_iter().chain(behind.band.map(|band| words.band(band))).collect();
    let context = Index {
        name: programme.name.clone(),
        title,
        only,
        span,
        query: span.query(),
        of_people: behind.counting == Counting::People,
        rows: page.items.into_iter().map(|record| row(&may, &words, behind.line, record)).collect(),
        list,
        code,
    };
    may.page("monitoring/records.html", context)
}

fn row(may: &May<ViewRecords>, words: &Words<'_>, line: Line, record: Record) -> Row {
    let what = match record.entry.detail.as_deref() {
        Some(detail) => format!("{}: {}", words.line(line), words.detail(line, detail)),
        None => words.line(line),
    };
    let pathway = record
        .pathway
        .map(|(id, code)| Link { href: may.may::<ViewPathways>().then(|| format!("/pathways/{id}")), label: code });
    let referral = record
        .referral
        .map(|(id, code)| Link { href: may.may::<ViewReferrals>().then(|| format!("/referrals/{id}")), label: code });
    let person = |one: records::Counted| PersonOut {
        age: words.band(one.band),
        sex: Sex::from_word(&one.sex).map_or(one.sex, |sex| words.sex(sex)),
        label: one.label,
    };
    Row {
        day: record.entry.day,
        what,
        link: pathway.or(referral),
        household: record.household.map(|(_, code)| code),
        people: record.people.into_iter().map(person).collect(),
    }
}
