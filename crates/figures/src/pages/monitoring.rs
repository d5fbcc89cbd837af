//! The monitoring table as a page: every figure leads to the records behind it.

use axum::Extension;
use kernel::{Day, ProgrammeCode};
use people::rules::person::Sex;
use programmes::store::editions::{self, Edition};
use serde::Serialize;
use store::AgeBand;
use web::{Answer, Filters, Form, Id, May};

use super::{Known, PERIOD, programme};
use crate::permissions::{ViewFigures, ViewRecords};
use crate::rules::funnel::{Stage, bars};
use crate::rules::monitoring::{Count, Line, Table};
use crate::rules::period::{Preset, Span};
use crate::store::monitoring::table;
use crate::store::records::Counting;
use crate::words::Words;

/// The length of the longest bar, in the units of the drawing: leaves room for a number of seven digits.
const FULL: u64 = 250;

#[derive(Serialize)]
struct Show {
    code: ProgrammeCode,
    name: String,
    definition_version: u32,
    span: Span,
    today: Day,
    reach: Vec<String>,
    presets: Vec<PresetLink>,
    query: String,
    sexes: Vec<String>,
    ages: Vec<String>,
    groups: Vec<Group>,
    stages: Vec<StageOut>,
    chart_height: u64,
}

#[derive(Serialize)]
struct PresetLink {
    href: String,
    label: String,
    current: bool,
}

#[derive(Serialize)]
struct Group {
    label: String,
    total: Row,
    parts: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    label: String,
    events: Figure,
    people: Figure,
    sexes: Vec<Figure>,
    ages: Vec<Figure>,
}

#[derive(Serialize)]
struct Figure {
    value: u64,
    href: Option<String>,
}

#[derive(Serialize)]
struct StageOut {
    label: String,
    people: Figure,
    events: Figure,
    bar: u64,
    y: u64,
}

/// The table of a programme and period.
///
/// # Errors
/// When there is no such programme within reach, or the database fails.
pub async fn show(
    may: May<ViewFigures>,
    Extension(catalogue): Known,
    Id(code): Id<ProgrammeCode>,
    Filters(query): Filters,
) -> Answer {
    let programme = programme(&catalogue, &may.db, &code)?;
    let today = may.db.today();
    let (form, span) = period(&query, today);
    let words = Words::new(&may, &programme);
    let table = table(&may.db, &programme, span).await?;
    let edition = editions::all(&may.db).await?.into_iter().find(|edition| edition.programme == code);
    let links = Links { code: &code, span, open: may.may::<ViewRecords>() };
    let (sexes, ages) = words.columns();
    let stages = stages(&may, &table, &links);
    let context = Show {
        name: programme.name.clone(),
        definition_version: programme.version,
        span,
        today,
        reach: words.reach(&may.db).await?,
        presets: presets(&may, &code, span, today, edition.as_ref()),
        query: span.query(),
        sexes,
        ages,
        groups: groups(&words, &table, &links),
        chart_height: stages.last().map_or(0, |last| last.y + 30),
        stages,
        code: code.clone(),
    };
    may.form("monitoring/show.html", &form, context)
}

/// The period asked for. A wrong one is told beside its field, and the usual period shown meanwhile.
fn period(query: &Form, today: Day) -> (Form, Span) {
    let typed = ["from", "to"].into_iter().map(|name| (name.to_owned(), query.typed(name).to_owned()));
    let mut form = Form::of(typed.filter(|(_, value)| !value.is_empty()));
    if !form.check(PERIOD) {
        return (form, Span::usual(today));
    }
    match Span::asked(form.value("from"), form.value("to"), today) {
        Ok(span) => (form.with("from", span.from).with("to", span.to), span),
        Err(refusal) => {
            form.refuse(&refusal);
            (form, Span::usual(today))
        }
    }
}

fn presets(
    may: &May<ViewFigures>,
    code: &ProgrammeCode,
    span: Span,
    today: Day,
    edition: Option<&Edition>,
) -> Vec<PresetLink> {
    let link = |preset: &Preset| {
        let period = Span::preset(*preset, today, edition.map(Edition::period))?;
        Some(PresetLink {
            href: format!("/figures/{code}/monitoring?{}", period.query()),
            label: may.say(&format!("figures-period-{preset}")),
            current: period == span,
        })
    };
    let mut links: Vec<PresetLink> = Preset::ALL.iter().filter_map(link).collect();
    // Two names can mean the same days; only one of them is the current page.
    let first = links.iter().position(|link| link.current);
    for (at, link) in links.iter_mut().enumerate() {
        link.current = Some(at) == first;
    }
    links
}

/// Makes the link behind each figure.
struct Links<'a> {
    code: &'a ProgrammeCode,
    span: Span,
    open: bool,
}

impl Links<'_> {
    fn figure(&self, value: u64, line: Line, detail: Option<&str>, counting: Counting, only: &str) -> Figure {
        // A detail that is not a plain word cannot be asked for.
        let plain =
            detail.is_none_or(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        let href = (value > 0 && self.open && plain).then(|| {
            let detail = detail.map(|detail| format!("&detail={detail}")).unwrap_or_default();
            let (code, span) = (self.code, self.span.query());
            format!("/figures/{code}/monitoring/records?kind={line}{detail}&count={counting}{only}&{span}")
        });
        Figure { value, href }
    }

    fn row(&self, label: String, line: Line, detail: Option<&str>, count: &Count) -> Row {
        let people = |value, only: &str| self.figure(value, line, detail, Counting::People, only);
        Row {
            label,
            events: self.figure(count.events, line, detail, Counting::Entries, ""),
            people: people(count.people(), ""),
            sexes: Sex::ALL.iter().map(|sex| people(count.of_sex(*sex), &format!("&sex={sex}"))).collect(),
            ages: AgeBand::ALL.iter().map(|band| people(count.of_band(*band), &format!("&band={band}"))).collect(),
        }
    }
}

fn groups(words: &Words<'_>, table: &Table, links: &Links<'_>) -> Vec<Group> {
    let group = |section: &crate::rules::monitoring::Section| {
        let line = section.line;
        let part = |(detail, count): &(String, Count)| links.row(words.detail(line, detail), line, Some(detail), count);
        Group {
            label: words.line(line),
            total: links.row(words.line(line), line, None, &section.total),
            parts: section.parts.iter().map(part).collect(),
        }
    };
    table.sections.iter().map(group).collect()
}

fn stages(may: &May<ViewFigures>, table: &Table, links: &Links<'_>) -> Vec<StageOut> {
    let counts: Vec<(Stage, Count)> = Stage::ALL.iter().map(|stage| (*stage, stage.count(table))).collect();
    let people: Vec<u64> = counts.iter().map(|(_, count)| count.people()).collect();
    let stage = |((at, (stage, count)), bar): ((u64, &(Stage, Count)), u64)| {
        let (line, detail) = stage.line();
        StageOut {
            label: may.say(&format!("figures-stage-{stage}")),
            people: links.figure(count.people(), line, detail, Counting::People, ""),
            events: links.figure(count.events, line, detail, Counting::Entries, ""),
            bar,
            y: at * 48 + 16,
        }
    };
    (0..).zip(&counts).zip(bars(&people, FULL)).map(stage).collect()
}
