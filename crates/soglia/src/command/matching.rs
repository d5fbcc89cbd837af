//! `soglia match …`: with the powers of the pages of the desk. A run counts as nothing here either.

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use ::matching::explain::{Change, WhyNot};
use ::matching::rules::Question;
use anyhow::Context;
use clap::Subcommand;
use desk::engine::{self, Explained, Outcome};
use desk::gather::{About, Sources, seeker};
use desk::making;
use desk::store::runs::{self, MatchRun, MatchRunId};
use desk::tell;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{ProgrammeCode, TerritoryCode, Uuid};
use people::rules::code;
use placement::rules::offer::OfferKind;
use placement::store::offers::{OfferId, OfferSeen};
use placement::store::searches::{Search, SearchId};
use serde_json::json;
use store::{Db, System};
use web::{Language, Texts};

use super::FAULTY;
use super::simulate::{Fairness, Simulate};
use crate::config::Config;
use crate::house;

#[derive(Debug, Subcommand)]
pub(super) enum Match {
    /// Work out who could go where, and keep it with its proof. Ends with 3 where the plan is not proven to be the best
    Run(Run),
    /// Tell why a search takes what it takes in a run; with an offer, why not that one and what would change it
    Explain(Explain),
    /// Try weights, rules and floors on the past, beside the policy in force. Changes nothing
    Simulate(Simulate),
    /// Tell what a run means for whom: by group, and against whoever waits longest choosing first
    Fairness(Fairness),
}

#[derive(Debug, clap::Args)]
pub(super) struct Run {
    /// The programme
    #[arg(long)]
    programme: ProgrammeCode,
    /// What is looked for: home, work or family
    #[arg(long, value_parser = kind)]
    kind: OfferKind,
    /// Only in this territory of the programme
    #[arg(long)]
    territory: Option<TerritoryCode>,
    /// The seed of the lots: the same seed draws the same
    #[arg(long)]
    seed: Option<u32>,
    /// Only tell what it comes to; keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Tell it as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// The id of the run
    run: MatchRunId,
    /// The search, by code or id
    search: String,
    /// An offer, by code or id
    offer: Option<String>,
    /// Tell it as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn kind(word: &str) -> Result<OfferKind, String> {
    OfferKind::from_word(word).ok_or_else(|| "write home, work or family".to_owned())
}

/// What shows that something is being done; nothing where a program reads.
pub(super) fn spinner(hidden: bool) -> anyhow::Result<ProgressBar> {
    let bar = if hidden { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
    bar.set_style(ProgressStyle::with_template("{spinner} {msg}, {elapsed} gone")?);
    bar.enable_steady_tick(Duration::from_millis(120));
    Ok(bar)
}

impl Match {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        match self {
            Self::Run(run) => run.run(config).await,
            Self::Explain(explain) => explain.run(config).await,
            Self::Simulate(simulate) => simulate.run(config).await,
            Self::Fairness(fairness) => fairness.run(config).await,
        }
    }
}

impl Run {
    async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let catalogue = house::catalogue(config)?;
        let programme = catalogue.get(&self.programme);
        let programme = programme.with_context(|| format!("no definition has the code `{}`", self.programme))?;
        if let Some(territory) = &self.territory {
            anyhow::ensure!(
                programme.territory(territory).is_some(),
                "`{}` does not work in `{territory}`; it works in {}",
                programme.code,
                programme.territories.iter().map(|one| one.code.to_string()).collect::<Vec<_>>().join(", ")
            );
        }
        let store = house::open(config).await?;
        let db = store.system(System::CommandLine);
        let about = About { programme: self.programme.clone(), kind: self.kind, territory: self.territory.clone() };
        let bar = spinner(self.json)?;
        let shown = bar.clone();
        let tell = move |phase: &'static str| {
            shown.set_message(phase);
            true
        };
        let seed = self.seed.map(u64::from);
        let made = making::make(&db, &Sources::one(&db), about, seed, tell).await;
        let made = made.map_err(|why| anyhow::anyhow!("{why}"))?;
        bar.finish_and_clear();
        let outcome = made.worked.outcome;
        let pairs: Vec<(Uuid, Uuid)> = made
            .worked
            .proposal
            .iter()
            .flat_map(|proposal| &proposal.taken)
            .map(|placed| (placed.pair.seeker, placed.pair.offer))
            .collect();
        let taken = made.worked.proposal.iter().flat_map(|proposal| &proposal.taken);
        let held: Vec<bool> = taken.map(|placed| placed.locked).collect();
        let decided = made.worked.told.decided.len();
        let of: Vec<(Uuid, SearchId)> = made.worked.told.searches.clone();
        let (searches, offers, persons) = (made.worked.seekers, made.worked.offers, made.worked.persons);
        let kept = if self.dry_run { None } else { Some(making::keep(&db, made).await?) };
        let named = named(&db, &pairs, &of).await?;
        if self.json {
            let told = json!({
                "run": kept.as_ref().map(|run| run.id), "programme": self.programme, "kind": self.kind,
                "territory": self.territory, "outcome": outcome, "searches": searches, "offers": offers,
                "placed": pairs.len(), "persons": persons, "seed": kept.as_ref().map(|run| run.seed),
                "decided": decided,
                "proposals": named.iter().zip(&held).map(|((search, offer), held)| {
                    json!({ "search": search, "offer": offer, "held": held })
                }).collect::<Vec<_>>(),
            });
            println!("{}", serde_json::to_string_pretty(&told)?);
        } else {
            for ((search, offer), held) in named.iter().zip(&held) {
                println!("{search}  {offer}{}", if *held { "  proposed already" } else { "" });
            }
            if decided > 0 {
                println!("{decided} decisions of people were kept to.");
            }
            println!(
                "{searches} searches, {offers} offers: {} with a possible place, {persons} people; {outcome}",
                pairs.len()
            );
            if let Some(run) = &kept {
                println!("Run {}, seed {}. Only people propose.", run.id, run.seed);
            }
        }
        store.close().await;
        Ok(if outcome == Outcome::Optimal { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
    }
}

/// The codes of the searches and offers of a plan.
async fn named(db: &Db, pairs: &[(Uuid, Uuid)], of: &[(Uuid, SearchId)]) -> anyhow::Result<Vec<(String, String)>> {
    let offers = db.rows::<OfferSeen>().filter(OfferSeen::kind.is_in(OfferKind::ALL.iter().copied())).all().await?;
    let offers: HashMap<Uuid, String> = offers.into_iter().map(|offer| (offer.id.as_uuid(), offer.code)).collect();
    let searches = db.rows::<Search>().all().await?;
    let codes: HashMap<SearchId, String> = searches.into_iter().map(|search| (search.id, search.code)).collect();
    let of: HashMap<Uuid, SearchId> = of.iter().copied().collect();
    let named = pairs.iter().map(|(seeker, offer)| {
        let search = of.get(seeker).and_then(|id| codes.get(id)).cloned().unwrap_or_else(|| seeker.to_string());
        (search, offers.get(offer).cloned().unwrap_or_else(|| offer.to_string()))
    });
    Ok(named.collect())
}

impl Explain {
    async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let texts = house::texts()?;
        let store = house::open(config).await?;
        let db = store.system(System::CommandLine);
        let run = db.rows::<MatchRun>().filter(MatchRun::id.eq(self.run)).first().await?;
        let run = run.with_context(|| format!("there is no run `{}`", self.run))?;
        let run = runs::whole(&db, run).await?;
        let search = search_called(&db, &self.search).await?;
        let offer = match &self.offer {
            Some(written) => Some(offer_called(&db, written).await?),
            None => None,
        };
        let laid = making::table_of(&db, &Sources::one(&db), &run).await.map_err(|why| anyhow::anyhow!("{why}"))?;
        let proposal =
            run.proposal.clone().context("this run has no plan: what people have fixed cannot all be kept")?;
        let explained = engine::explain(&laid, &proposal, seeker(&search), offer.as_ref().map(|one| one.id.as_uuid()));
        let explained = explained.map_err(|why| {
            anyhow::anyhow!(
                "the facts are no longer those of the run ({why}); work it out anew with `soglia match run`"
            )
        })?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&explained)?);
        } else {
            let told = Told { db: &db, texts: &texts };
            told.all(&search, offer.as_ref(), &explained).await?;
        }
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

async fn search_called(db: &Db, written: &str) -> anyhow::Result<Search> {
    let which = match written.parse::<SearchId>() {
        Ok(id) => Search::id.eq(id),
        Err(_) => Search::code.eq(code::read('R', written).unwrap_or_default()),
    };
    let found = db.rows::<Search>().filter(which).first().await?;
    found.with_context(|| format!("no search is called `{written}`; write its code (`R-…`) or its id"))
}

async fn offer_called(db: &Db, written: &str) -> anyhow::Result<OfferSeen> {
    let which = match written.parse::<OfferId>() {
        Ok(id) => OfferSeen::id.eq(id),
        Err(_) => OfferSeen::code.eq(code::read('O', written).unwrap_or_default()),
    };
    let found = db.rows::<OfferSeen>().filter(which).first().await?;
    found.with_context(|| format!("no offer is called `{written}`; write its code (`O-…`) or its id"))
}

/// Tells an explanation by codes: the command line names nobody.
struct Told<'a> {
    db: &'a Db,
    texts: &'a Texts,
}

impl Told<'_> {
    async fn all(&self, search: &Search, offer: Option<&OfferSeen>, explained: &Explained) -> anyhow::Result<()> {
        match &explained.why {
            Some(why) => {
                println!(
                    "{}: {}, option {} of {}",
                    search.code,
                    self.offer(why.pair.offer).await?,
                    why.rank,
                    why.options
                );
                for term in &why.terms {
                    let words = tell::criterion(term.criterion).in_language(self.texts, Language::English);
                    println!("  {:>6} of {:>6}  {words}", term.points, term.weight);
                }
            }
            None => println!("{}: without a place", search.code),
        }
        if let (Some(offer), Some(not)) = (offer, &explained.not) {
            println!("Why not {}:", offer.code);
            for line in self.not(not) {
                println!("  {line}");
            }
        }
        if !explained.changes.is_empty() {
            println!("What would change it:");
        }
        for flip in &explained.changes {
            let what = match &flip.change {
                Change::Answers { questions, .. } => self.asked(questions).join("; "),
                Change::Step { step } => tell::step(step).in_language(self.texts, Language::English),
                Change::OneMore { offer } => format!("one more place like {}", self.offer(*offer).await?),
                Change::RuleOff { rule } => {
                    format!("without the rule: {}", tell::rule(*rule).in_language(self.texts, Language::English))
                }
            };
            println!("  {what} -> {}, {} moves", self.offer(flip.takes).await?, flip.moves.len());
        }
        Ok(())
    }

    fn asked(&self, questions: &[Question]) -> Vec<String> {
        questions.iter().map(|one| tell::fact(one.fact).in_language(self.texts, Language::English)).collect()
    }

    fn not(&self, not: &WhyNot) -> Vec<String> {
        match not {
            WhyNot::Takes => vec!["it is the one of the plan".to_owned()],
            WhyNot::Rules { failed } | WhyNot::Forbidden { failed, .. } => {
                failed.iter().map(|one| tell::why(&one.why).in_language(self.texts, Language::English)).collect()
            }
            WhyNot::Locked { .. } => vec!["a person has fixed another offer".to_owned()],
            WhyNot::Open { questions, .. } => self.asked(questions),
            WhyNot::Closed { occupants } => vec![format!("no place left: {} take it", occupants.len())],
            WhyNot::Dearer { free, regret, moves, .. } => {
                let levels = serde_json::to_string(regret).unwrap_or_default();
                vec![format!("{free} places free; the whole plan would lose {levels}, {} would move", moves.len())]
            }
        }
    }

    async fn offer(&self, key: Uuid) -> anyhow::Result<String> {
        let row = self.db.rows::<OfferSeen>().filter(OfferSeen::id.eq(OfferId::from_uuid(key))).first().await?;
        Ok(row.map_or_else(|| key.to_string(), |row| row.code))
    }
}
