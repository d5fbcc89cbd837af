//! What an import comes to: counted, with every bad cell named, household by household, each doubt beside its answer.

use std::collections::HashSet;

use kernel::{BirthDay, PersonId, ReferralId};
use pathways::pages::referral_form::Choice;
use people::permissions::{EditPeople, ViewLegalStatus};
use people::store::persons::Identity;
use people::store::resemblances::Likely;
use serde::Serialize;
use store::{Held, PageAsk, StoreError};
use web::field::{Field, Kind};
use web::{Answer, Desk, FieldError, Filters, Flash, Form, Id, ListLinks, May, Posted, Problem, list_links, words_of};

use super::imports::{Programmes, programme_of};
use super::{remedy, said};
use crate::permissions::ImportReferrals;
use crate::rules::answer::{Answers, HouseholdAnswer, RowAnswer, Taking};
use crate::rules::import::ImportStatus;
use crate::rules::proposal::{Proposal, Standing};
use crate::rules::row::{CellRemark, Remark};
use crate::rules::taking;
use crate::store::imports::{self, ImportId, SheetImport};
use crate::store::preview::{NoPreview, Preview, preview};
use crate::store::taking::Hands;

/// How many households one page shows.
const SHOWN: u64 = 25;

/// How many bad cells are named above them.
const CELLS: usize = 100;

/// What the preview can be narrowed to.
pub const FILTERS: &[Field] = &[
    Field::new("standing", Kind::Word(words_of!(Standing)), "Only households that stand so."),
    Field::new("going-on", Kind::Flag, "Whether taking over goes on with the next request."),
];

/// Answers to the doubts of an import. Each value begins with the number of a row.
pub const ANSWERS: &[Field] = &[
    Field::new("taking", Kind::Text(80), "`ROW:new`, `ROW:without`, `ROW:leave-out` or `ROW:PERSON`, for households."),
    Field::new("apart", Kind::Text(10), "First rows of households whose rows do not belong together."),
    Field::new("year-only", Kind::Text(10), "Rows of whose birth only the year is known."),
    Field::new("new-year", Kind::Text(10), "Rows born on the very 1 January."),
    Field::new("swapped", Kind::Text(10), "Rows whose given and family name are the other way round."),
    Field::new("different", Kind::Text(10), "Rows that are somebody else than the row they look like."),
    Field::new("asked", Kind::Text(10), "The rows asked about: what is not said of them is taken back."),
    Field::new("all-year-only", Kind::Flag, "Of every birth on 1 January only the year is known."),
];

#[derive(Serialize)]
struct Show {
    import: Head,
    counts: Vec<Count>,
    ready: usize,
    ready_people: usize,
    cells: Vec<CellShown>,
    cells_in_all: usize,
    sheets: usize,
    sheet: String,
    new_year_asked: usize,
    all_year_only: bool,
    households: Vec<Card>,
    list: ListLinks,
    answerable: bool,
    taken: Vec<TakenShown>,
    unread: Option<String>,
    narrowed: Option<Standing>,
    going_on: bool,
}

/// The head of every page of an import.
#[derive(Serialize)]
pub(crate) struct Head {
    id: ImportId,
    version: i64,
    file_name: String,
    sender: Option<String>,
    programme: String,
    status: ImportStatus,
    acts: Vec<&'static str>,
}

#[derive(Serialize)]
struct Count {
    standing: Standing,
    count: usize,
    current: bool,
}

#[derive(Serialize)]
struct CellShown {
    row: usize,
    column: String,
    value: String,
    what: String,
    remedy: String,
    fault: bool,
}

#[derive(Serialize)]
struct Card {
    key: usize,
    rows: Vec<usize>,
    standing: Standing,
    sure: bool,
    territory: Option<String>,
    people: Vec<LineShown>,
    choices: Vec<Choice>,
    chosen: String,
    may_part: bool,
    apart: bool,
}

#[derive(Serialize)]
struct LineShown {
    row: usize,
    name: String,
    facts: Vec<String>,
    remarks: Vec<CellShown>,
    asks_year: bool,
    answer: RowAnswer,
    asks_order: bool,
    repeats: Option<usize>,
    likely: Vec<LikelyShown>,
}

#[derive(Serialize)]
struct LikelyShown {
    id: PersonId,
    name: String,
    born: Option<BirthDay>,
    signs: Vec<&'static str>,
}

#[derive(Serialize)]
struct TakenShown {
    row: i64,
    referral: ReferralId,
    joined: bool,
}

/// The handles of whoever imports.
pub(crate) fn hands(may: &May<ImportReferrals>) -> Hands {
    Hands { referrals: may.db.clone(), people: may.also::<EditPeople>(), status: may.also::<ViewLegalStatus>() }
}

pub(crate) fn head(import: &SheetImport, programme: &str) -> Head {
    Head {
        id: import.id,
        version: import.version,
        file_name: import.file_name.clone(),
        sender: import.sender.clone(),
        programme: programme.to_owned(),
        status: import.status,
        acts: import.status.acts().map(|act| act.word()).collect(),
    }
}

/// The preview.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ImportReferrals>, Id(id): Id<ImportId>, filters: Filters, catalogue: Programmes) -> Answer {
    page(&may, id, filters, &catalogue, Form::blank()).await
}

pub(crate) async fn page(
    may: &May<ImportReferrals>,
    id: ImportId,
    filters: Filters,
    catalogue: &Programmes,
    form: Form,
) -> Answer {
    let import = may.db.rows::<SheetImport>().id(id).one().await?;
    let programme = programme_of(catalogue, &import)?;
    let filters = filters.forgiving(FILTERS);
    let only = filters.0.word("standing", Standing::from_word);
    let taken = imports::of_import(&may.db, id).await?;
    let taken =
        taken.iter().map(|one| TakenShown { row: one.first_row, referral: one.referral_id, joined: one.joined });
    let head = head(&import, &programme.name);
    let mut show = Show {
        import: head,
        counts: Vec::new(),
        ready: 0,
        ready_people: 0,
        cells: Vec::new(),
        cells_in_all: 0,
        sheets: 0,
        sheet: String::new(),
        new_year_asked: 0,
        all_year_only: form.flag("all-year-only"),
        households: Vec::new(),
        list: list_links(&format!("/imports/{id}"), &filters, &nothing(), &[]),
        answerable: matches!(import.status, ImportStatus::Ready | ImportStatus::Taken),
        taken: taken.collect(),
        unread: None,
        narrowed: only,
        going_on: filters.0.flag("going-on"),
    };
    match preview(&may.db, &may.also::<EditPeople>(), &import, &programme).await? {
        Ok(found) => {
            let of = |proposal: &&Proposal| only.is_none_or(|standing| proposal.standing == standing);
            let chosen: Vec<&Proposal> = found.proposals.iter().filter(of).collect();
            let ask = filters.page(SHOWN);
            let first = usize::try_from((ask.number() - 1) * ask.size()).unwrap_or(usize::MAX);
            let size = usize::try_from(ask.size()).unwrap_or(usize::MAX);
            let total = chosen.len() as u64;
            let here: Vec<&Proposal> = chosen.into_iter().skip(first).take(size).collect();
            let rows = store::Page { items: here, total, ask };
            show.list = list_links(&format!("/imports/{id}"), &filters, &rows, &[]);
            // Answers of a form that was not taken are shown as given, beside what stands.
            let mut answers = import.answers.0.clone();
            answered(&mut answers, &form, &[]);
            show.households =
                rows.items.iter().map(|proposal| card(may, &import, &answers, &programme, &found, proposal)).collect();
            fill(&mut show, may, &found, only);
        }
        Err(none) => show.unread = Some(why(may, &none)),
    }
    may.form("imports/show.html", &form, show)
}

fn nothing() -> store::Page<()> {
    store::Page { items: Vec::new(), total: 0, ask: PageAsk::new(1, SHOWN) }
}

/// Why there is nothing to show, in words.
pub(crate) fn why(desk: &Desk, none: &NoPreview) -> String {
    desk.explain(&FieldError::new("", none.code()))
}

fn fill(show: &mut Show, desk: &Desk, found: &Preview, only: Option<Standing>) {
    let counts = Standing::ALL.iter().map(|standing| Count {
        standing: *standing,
        count: found.count(*standing),
        current: only == Some(*standing),
    });
    show.counts = counts.filter(|count| count.count > 0 || count.standing == Standing::Ready).collect();
    show.ready = found.count(Standing::Ready);
    let ready = found.proposals.iter().filter(|proposal| proposal.standing == Standing::Ready);
    show.ready_people = ready.map(|proposal| proposal.rows.len()).sum();
    let remarks = || found.reading.rows.iter().flat_map(|row| &row.remarks);
    show.cells_in_all = remarks().filter(|one| one.remark.is_fault()).count();
    show.cells = remarks().filter(|one| one.remark.is_fault()).take(CELLS).map(|one| cell(desk, one)).collect();
    show.new_year_asked = remarks().filter(|one| one.remark == Remark::FirstOfJanuary).count();
    show.sheets = found.reading.sheets.len();
    show.sheet = found.reading.sheet.name.clone();
    if found.reading.header.is_none() {
        show.unread = Some(desk.explain(&FieldError::new("", "import-no-headers")));
    }
}

fn cell(desk: &Desk, remark: &CellRemark) -> CellShown {
    CellShown {
        row: remark.row,
        column: remark.column.clone(),
        value: remark.value.clone(),
        what: desk.say(&format!("remark-{}", remark.remark)),
        remedy: remedy::of(desk, remark),
        fault: remark.remark.is_fault(),
    }
}

fn card(
    desk: &Desk,
    import: &SheetImport,
    answers: &Answers,
    programme: &programmes::definition::Programme,
    found: &Preview,
    proposal: &Proposal,
) -> Card {
    let answer = answers.household(proposal.key);
    let territory = proposal.rows.iter().find_map(|at| found.territories[*at].as_ref());
    let territory = territory.and_then(|code| programme.territory(code)).map(|territory| territory.name.clone());
    let line_of = |at: &usize| line(desk, &import.answers.0, answers, found, *at);
    let people: Vec<LineShown> = proposal.rows.iter().map(line_of).collect();
    let mut choices = vec![choice(desk, proposal.key, Taking::New)];
    if proposal.rows.iter().any(|at| !found.reading.rows[*at].is_good()) {
        choices = vec![choice(desk, proposal.key, Taking::Without)];
    }
    let mut offered = HashSet::new();
    for likely in people.iter().flat_map(|line| &line.likely).filter(|likely| offered.insert(likely.id)) {
        let label = desk.say_with("import-taking-known", &[("name", likely.name.as_str().into())]);
        choices.push(Choice { value: format!("{}:{}", proposal.key, likely.id), label });
    }
    choices.push(choice(desk, proposal.key, Taking::LeaveOut));
    let chosen = answer.known.or(answer.taking).map(|answer| format!("{}:{answer}", proposal.key));
    Card {
        key: proposal.key,
        rows: proposal.rows.iter().map(|at| found.reading.rows[*at].number).collect(),
        standing: proposal.standing,
        sure: proposal.sure,
        territory,
        people,
        choices,
        chosen: chosen.unwrap_or_default(),
        may_part: proposal.rows.len() > 1,
        apart: answer.apart,
    }
}

fn choice(desk: &Desk, key: usize, taking: Taking) -> Choice {
    Choice { value: format!("{key}:{taking}"), label: desk.say(&format!("import-taking-{taking}")) }
}

fn line(desk: &Desk, kept: &Answers, answers: &Answers, found: &Preview, at: usize) -> LineShown {
    let row = &found.reading.rows[at];
    let (kept, answer) = (kept.row(row.number), answers.row(row.number));
    let said_of_year = [&kept, &answer].iter().any(|one| one.year_only || one.new_year);
    let asks = |remark: Remark| row.remarks.iter().any(|one| one.remark == remark);
    // Who was taken over before is known, of course.
    let is_new = !found.before.contains_key(&taking::fingerprint(&row.person));
    LineShown {
        row: row.number,
        name: format!("{} {}", row.person.family, row.person.given).trim().to_owned(),
        facts: said::facts(desk, &row.person),
        remarks: row.remarks.iter().map(|remark| cell(desk, remark)).collect(),
        asks_year: asks(Remark::FirstOfJanuary) || said_of_year,
        asks_order: asks(Remark::NameOrder) || kept.swapped || answer.swapped,
        answer,
        repeats: found.repeats.get(&at).filter(|_| is_new).map(|repeat| found.reading.rows[repeat.of].number),
        likely: found.likely[at].iter().filter(|_| is_new).map(likely).collect(),
    }
}

fn likely(likely: &Likely) -> LikelyShown {
    let name = Identity::name(&likely.identity);
    LikelyShown {
        id: likely.person.id,
        name: if name.is_empty() { likely.person.code() } else { name },
        born: likely.person.born,
        signs: likely.resemblance.findings.iter().map(|finding| finding.sign.word()).collect(),
    }
}

/// Keeps answers; rows that were asked about and not answered are open again.
///
/// # Errors
/// When there is none within reach.
pub async fn answer(
    may: May<ImportReferrals>,
    Id(id): Id<ImportId>,
    filters: Filters,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    if !form.check(ANSWERS) {
        return page(&may, id, filters, &catalogue, form).await;
    }
    let all = if form.flag("all-year-only") { new_years(&may, &held, &catalogue).await? } else { Vec::new() };
    let mut new = held.clone();
    answered(&mut new.answers.0, &form, &all);
    let put = match held.at_version(form.version().unwrap_or_default()) {
        Ok(held) => imports::put(&may.db, held, new).await,
        Err(stale) => Err(stale),
    };
    match put {
        Ok(_) => {
            let query = filters.query_with("going-on", "");
            may.see_done(&format!("/imports/{id}?{query}#households"), Flash("import-answered"))
        }
        Err(StoreError::Stale) => {
            form.fail(FieldError::new("", "stale-form"));
            page(&may, id, filters, &catalogue, form).await
        }
        Err(error) => Err(Problem::from(error)),
    }
}

/// The rows born on a 1 January that nobody has said anything about.
pub(crate) async fn new_years(
    may: &May<ImportReferrals>,
    import: &SheetImport,
    catalogue: &Programmes,
) -> Result<Vec<usize>, web::Problem> {
    let programme = programme_of(catalogue, import)?;
    let Ok(found) = preview(&may.db, &may.also::<EditPeople>(), import, &programme).await? else {
        return Ok(Vec::new());
    };
    let asks =
        found.reading.rows.iter().filter(|row| row.remarks.iter().any(|one| one.remark == Remark::FirstOfJanuary));
    Ok(asks.map(|row| row.number).collect())
}

/// Writes the answers of a checked form among those given before.
pub(crate) fn answered(answers: &mut Answers, form: &Form, all_year_only: &[usize]) {
    let rows = |name: &str| -> HashSet<usize> { form.chosen(name).iter().filter_map(|row| row.parse().ok()).collect() };
    let (year_only, new_year, swapped) = (rows("year-only"), rows("new-year"), rows("swapped"));
    let (different, apart, mut asked) = (rows("different"), rows("apart"), rows("asked"));
    for said in [&year_only, &new_year, &swapped, &different] {
        asked.extend(said);
    }
    for row in asked {
        let answer = RowAnswer {
            year_only: year_only.contains(&row),
            new_year: new_year.contains(&row) && !year_only.contains(&row),
            swapped: swapped.contains(&row),
            different: different.contains(&row),
        };
        answers.rows.insert(row, answer);
    }
    for row in all_year_only {
        let answer = answers.rows.entry(*row).or_default();
        answer.year_only = true;
    }
    let mut households: HashSet<usize> = rows("asked");
    let said = form.chosen("taking").into_iter().filter_map(|said| {
        let (row, what) = said.split_once(':')?;
        Some((row.parse::<usize>().ok()?, what.to_owned()))
    });
    let said: std::collections::HashMap<usize, String> = said.collect();
    households.extend(said.keys());
    households.extend(&apart);
    for key in households {
        let what = said.get(&key);
        let taking = what.filter(|what| Taking::from_word(what).is_some()).cloned();
        let known = what.filter(|what| what.parse::<PersonId>().is_ok()).cloned();
        answers.households.insert(key, HouseholdAnswer { taking, known, apart: apart.contains(&key) });
    }
    answers.rows.retain(|_, answer| *answer != RowAnswer::default());
    answers.households.retain(|_, answer| *answer != HouseholdAnswer::default());
}
