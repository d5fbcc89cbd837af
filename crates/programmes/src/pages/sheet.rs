//! A definition as its page shows it: in the reader's language, every fact beside its source and how sure it is.

use kernel::{Day, ProgrammeCode};
use serde::Serialize;
use web::Desk;

use super::requirement;
use crate::definition::{
    Action, Body, Item, Origin, Programme, Source, SourceKind, Sourced, Status, TerritoryKind, When,
};
use crate::rules::{Force, Recipient, Rule, Whom};

/// Everything that a definition says.
#[derive(Serialize)]
pub(super) struct Sheet<'p> {
    code: &'p ProgrammeCode,
    version: u32,
    name: &'p str,
    description: &'p str,
    recipients: &'p [Recipient],
    targets: Vec<Named<'p>>,
    rules: Vec<RuleOut<'p>>,
    axes: Vec<Branch<'p>>,
    packages: Vec<Branch<'p>>,
    boards: Vec<Named<'p>>,
    outputs: Vec<Named<'p>>,
    territories: Vec<TerritoryOut<'p>>,
    lead: Named<'p>,
    partners: Vec<Named<'p>>,
    counts: Vec<FactOut<'p>>,
    dates: Vec<FactOut<'p>>,
    grant: Vec<FactOut<'p>>,
    sources: Vec<SourceOut<'p>>,
}

/// A source.
#[derive(Serialize)]
struct SourceOut<'p> {
    kind: SourceKind,
    title: &'p str,
    date: Option<String>,
    url: Option<&'p str>,
}

/// Where something is known from, how well, and what else there is to know.
#[derive(Serialize)]
struct Known<'p> {
    status: Status,
    badge: &'static str,
    source: Option<SourceOut<'p>>,
    note: Option<&'p str>,
}

/// Something with a name.
#[derive(Serialize)]
struct Named<'p> {
    name: &'p str,
    known: Known<'p>,
}

/// An axis or a work package, with its actions.
#[derive(Serialize)]
struct Branch<'p> {
    name: &'p str,
    known: Known<'p>,
    actions: Vec<Named<'p>>,
}

/// A value under a label; with what other sources say.
#[derive(Serialize)]
struct FactOut<'p> {
    label: String,
    value: String,
    known: Known<'p>,
    also: Vec<Also<'p>>,
}

/// What another source says.
#[derive(Serialize)]
struct Also<'p> {
    value: String,
    source: Option<SourceOut<'p>>,
}

/// A territory.
#[derive(Serialize)]
struct TerritoryOut<'p> {
    name: &'p str,
    kind: TerritoryKind,
    within: Option<&'p str>,
    known: Known<'p>,
}

/// An eligibility rule.
#[derive(Serialize)]
struct RuleOut<'p> {
    because: &'p str,
    requires: String,
    of: Whom,
    force: Force,
    from: Day,
    to: Option<Day>,
    known: Known<'p>,
}

impl<'p> Sheet<'p> {
    /// The sheet of a programme, in the language of the desk.
    pub(super) fn of(programme: &'p Programme, desk: &'p Desk) -> Self {
        let reader = Reader { programme, desk, language: desk.language().word() };
        let branch = |item: &'p Item, of: fn(&Action) -> Option<&str>| Branch {
            name: item.name.get(reader.language),
            known: reader.known(&item.origin),
            actions: programme
                .actions
                .iter()
                .filter(|action| of(action) == Some(item.code.as_str()))
                .map(|action| reader.item(&action.item))
                .collect(),
        };
        Self {
            code: &programme.code,
            version: programme.version,
            name: &programme.name,
            description: programme.description(reader.language),
            recipients: &programme.recipients,
            targets: reader.items(&programme.targets),
            rules: programme.rules.iter().map(|rule| reader.rule(rule)).collect(),
            axes: programme.axes.iter().map(|axis| branch(axis, |action| action.axis.as_deref())).collect(),
            packages: programme.packages.iter().map(|item| branch(item, |action| action.package.as_deref())).collect(),
            boards: reader.items(&programme.boards),
            outputs: reader.items(&programme.outputs),
            territories: reader.territories(),
            lead: reader.body(&programme.lead),
            partners: programme.partners.iter().map(|partner| reader.body(partner)).collect(),
            counts: reader.counts(),
            dates: reader.dates(),
            grant: reader.grant(),
            sources: programme.sources.iter().map(source).collect(),
        }
    }
}

struct Reader<'p> {
    programme: &'p Programme,
    desk: &'p Desk,
    language: &'static str,
}

impl<'p> Reader<'p> {
    fn known(&self, origin: &'p Origin) -> Known<'p> {
        Known {
            status: origin.status,
            badge: badge(origin.status),
            source: self.programme.source(&origin.source).map(source),
            note: origin.note.as_ref().map(|note| note.get(self.language)),
        }
    }

    fn item(&self, item: &'p Item) -> Named<'p> {
        Named { name: item.name.get(self.language), known: self.known(&item.origin) }
    }

    fn items(&self, items: &'p [Item]) -> Vec<Named<'p>> {
        items.iter().map(|item| self.item(item)).collect()
    }

    fn body(&self, body: &'p Body) -> Named<'p> {
        Named { name: &body.name, known: self.known(&body.origin) }
    }

    fn territories(&self) -> Vec<TerritoryOut<'p>> {
        let name = |code| self.programme.territory(code).map(|territory| territory.name.as_str());
        let all = self.programme.territories.iter();
        all.map(|territory| TerritoryOut {
            name: &territory.name,
            kind: territory.kind,
            within: territory.within.as_ref().and_then(name),
            known: self.known(&territory.origin),
        })
        .collect()
    }

    fn rule(&self, rule: &'p Rule) -> RuleOut<'p> {
        RuleOut {
            because: rule.because.get(self.language),
            requires: requirement::words(&rule.requires, self.programme, self.desk),
            of: rule.of,
            force: rule.force,
            from: rule.valid.from,
            to: rule.valid.to,
            known: Known {
                status: rule.status,
                badge: badge(rule.status),
                source: self.programme.source(&rule.source).map(source),
                note: rule.note.as_ref().map(|note| note.get(self.language)),
            },
        }
    }

    fn fact<T>(&self, key: &str, fact: &'p Sourced<T>, say: impl Fn(&T) -> String) -> FactOut<'p> {
        let also = fact
            .also
            .iter()
            .map(|other| Also { value: say(&other.value), source: self.programme.source(&other.source).map(source) });
        FactOut {
            label: self.desk.say(&format!("programme-{key}")),
            value: say(&fact.value),
            known: self.known(&fact.origin),
            also: also.collect(),
        }
    }

    fn counts(&self) -> Vec<FactOut<'p>> {
        let counts = self.programme.counts.iter();
        counts.map(|(of, count)| self.fact(&format!("count-{of}"), count, u32::to_string)).collect()
    }

    fn dates(&self) -> Vec<FactOut<'p>> {
        let dates = &self.programme.dates;
        let both = [("start", &dates.start), ("end", &dates.end)];
        both.into_iter().filter_map(|(key, date)| Some(self.fact(key, date.as_ref()?, |when| written(*when)))).collect()
    }

    fn grant(&self) -> Vec<FactOut<'p>> {
        let grant = &self.programme.grant;
        let texts = [
            ("fund", &grant.fund),
            ("objective", &grant.objective),
            ("call", &grant.call),
            ("project", &grant.project),
            ("cup", &grant.cup),
        ];
        let texts = texts.into_iter().filter_map(|(key, text)| Some(self.fact(key, text.as_ref()?, String::clone)));
        let money = grant.money.iter().map(|money| self.fact("money", money, |cents| format!("{cents} €")));
        texts.chain(money).collect()
    }
}

fn source(source: &Source) -> SourceOut<'_> {
    SourceOut { kind: source.kind, title: &source.title, date: source.date.map(written), url: source.url.as_deref() }
}

/// A full day stays ISO, for the template to write as the language does; of a month all readers understand `07/2020`.
fn written(when: When) -> String {
    match when {
        When::Month(day) => format!("{:02}/{}", day.month(), day.year()),
        When::Day(_) | When::Year(_) => when.to_string(),
    }
}

fn badge(status: Status) -> &'static str {
    match status {
        Status::Verified => "good",
        Status::ToVerify => "wait",
        Status::Assumed => "draft",
        Status::Conflicting => "unknown",
    }
}
