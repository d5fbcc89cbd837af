//! One search in a run: why this, why not that one, what would change it.

use axum::extract::Path;
use kernel::Uuid;
use matching::desk::Pair;
use matching::explain::{Change, Flip, Held, WhyNot};
use matching::rules::{Failed, RuleCode};
use people::permissions::ViewPeople;
use people::store::households::members_of;
use people::store::sightings::{self, Seen};
use placement::pages::searches::reaches;
use placement::permissions::{ViewAccessNeeds, ViewOffers, ViewSearches};
use placement::rules::offer::{OfferKind, OfferStatus};
use placement::store::offers::{OfferId, OfferSeen};
use placement::store::searches::{Search, SearchId};
use serde::Serialize;
use serde_json::json;
use store::Order;
use web::{Answer, Desk, Filters, Id, May, Problem};

use super::fields::EXPLAIN;
use super::lines::{proposed, proposing, without};
use super::names::{Names, persons_of, question};
use super::run::{head, one};
use super::{Choice, Programmes, no_run};
use crate::engine::{self, Explained};
use crate::gather::Sources;
use crate::making::table_of;
use crate::permissions::ViewDesk;
use crate::store::runs::{self, MatchRunId, WholeRun};
use crate::tell;

/// What is told of one search in a run.
#[derive(Debug, Clone, Default, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StoryOut {
    /// The offer that could suit; nothing for whoever stays without.
    pub offer: Option<super::names::OfferShortOut>,
    /// Why this one, or why nothing, in one line.
    pub why: String,
    /// What speaks for it, term by term.
    pub terms: Vec<TermOut>,
    /// Where a person can propose it, where one may.
    pub propose: Option<String>,
    /// Where a person can propose the one asked about instead, where no rule refuses it.
    pub propose_instead: Option<String>,
    /// What would be next.
    pub next: Option<String>,
    /// Why not that one, in sentences.
    pub not: Vec<String>,
    /// What would change it, in sentences, the smallest change first.
    pub changes: Vec<String>,
    /// Whether the facts are still those of the run; if not, only rules are told, as they answer today.
    pub same_facts: bool,
}

/// A term of a score.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TermOut {
    /// The criterion.
    pub criterion: String,
    /// How well it is met, in hundredths; nothing while a fact is missing.
    pub percent: Option<i64>,
    /// What it adds, in thousandths of a point.
    pub points: i64,
    /// What it would add in full.
    pub weight: i64,
}

/// The last run in which a search was.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn latest(may: May<ViewDesk>, Id(id): Id<SearchId>) -> Answer {
    let search = may.also::<ViewSearches>().rows::<Search>().id(id).one().await?;
    for run in runs::last_of(&may.db, &search.programme, search.kind).await? {
        let run = runs::whole(&may.db, run).await?;
        if run.told.searches.iter().any(|(_, own)| *own == id) {
            return may.see(&format!("/desk/runs/{}/searches/{id}", run.id));
        }
    }
    may.see(&format!("/desk?programme={}&kind={}", search.programme, search.kind))
}

/// One search in a run.
///
/// # Errors
/// [`Problem::NotFound`] beyond reach.
pub async fn show(
    may: May<ViewDesk>,
    Path((run, search)): Path<(String, String)>,
    filters: Filters,
    catalogue: Programmes,
) -> Answer {
    let (run, search) = found(&may, &run, &search).await?;
    let filters = filters.forgiving(EXPLAIN);
    let offer: Option<OfferId> = filters.0.value("offer");
    let (story, names) = story(&may, &run, &search, offer).await?;
    let seeker = crate::gather::seeker(&search);
    let context = json!({
        "run": head(&may, &catalogue, &run).await?,
        "search": names.seeker(seeker),
        "code": search.code,
        "story": story,
        "offers": offers(&may, run.kind).await?,
        "offer": offer,
        "asked": offer.map(|offer| names.offer(offer.as_uuid())),
    });
    may.page("desk/search.html", context)
}

/// The run and the search of an address.
pub(crate) async fn found<P>(may: &May<P>, run: &str, search: &str) -> Result<(WholeRun, Search), Problem> {
    let run: MatchRunId = run.parse().map_err(|_| Problem::NotFound)?;
    let search: SearchId = search.parse().map_err(|_| Problem::NotFound)?;
    let run = one(may, run).await?;
    let search = may.also::<ViewSearches>().rows::<Search>().id(search).one().await?;
    if !run.told.searches.iter().any(|(_, id)| *id == search.id) {
        return Err(Problem::NotFound);
    }
    Ok((run, search))
}

/// The offers that one may ask about: those of the kind that are seen today.
async fn offers<P>(may: &May<P>, kind: OfferKind) -> Result<Vec<Choice>, Problem> {
    let open = OfferSeen::kind.eq(kind).and(OfferSeen::status.is_in([OfferStatus::Open, OfferStatus::Held]));
    let db = may.also::<ViewOffers>();
    let rows = db.rows::<OfferSeen>().filter(open).sort(OfferSeen::title_key, Order::Rising).limit(500).all().await?;
    let label = |row: &OfferSeen| match &row.title {
        Some(title) => format!("{title} · {}", row.code),
        None => row.code.clone(),
    };
    Ok(rows.iter().map(|row| Choice { value: row.id.to_string(), label: label(row) }).collect())
}

/// What is told of one search, and the names in it.
pub(crate) async fn story<P>(
    may: &May<P>,
    run: &WholeRun,
    search: &Search,
    offer: Option<OfferId>,
) -> Result<(StoryOut, Names), Problem> {
    let seeker = crate::gather::seeker(search);
    seen(may, search).await?;
    let mut names = Names::of(may, run).await?;
    let laid = table_of(&may.also::<ViewDesk>(), &Sources::of(may), run).await.map_err(no_run)?;
    let told = &run.told;
    let kept = told.why.iter().find(|why| why.pair.seeker == seeker);
    let short = told.everybody.iter().find(|one| one.seeker == seeker);
    let wanted = offer.map(|offer| offer.as_uuid());
    let proposal = run.proposal.clone();
    let asked = std::sync::Arc::clone(&laid);
    let explained = tokio::task::spawn_blocking(move || {
        proposal.and_then(|proposal| engine::explain(&asked, &proposal, seeker, wanted).ok())
    });
    let explained = explained.await.map_err(|_| Problem::Broken)?;
    let offers = mentioned(kept.map(|why| why.pair.offer), short.map(|one| &one.held), explained.as_ref(), wanted);
    let seekers = explained.iter().flat_map(moved).chain([seeker]);
    names.call(may, seekers.collect::<Vec<_>>(), offers).await?;
    let tells = Tells { desk: may, names: &names, kind: run.kind, access: reaches::<ViewAccessNeeds, _>(may, search) };
    let mut story = StoryOut { same_facts: explained.is_some(), ..StoryOut::default() };
    match (kept, short) {
        (Some(why), _) => {
            let line = proposed(may, &names, run, why);
            story.offer = Some(line.offer);
            story.why = line.why;
            story.propose = line.propose;
            story.terms = why.terms.iter().map(|term| tells.term(term)).collect();
            let next = why.next.as_ref().map(|next| next.offer);
            story.next = next.map(|next| tells.next(next));
        }
        (None, Some(one)) => story.why = without(may, &names, run.kind, one).why,
        (None, None) => story.why = may.say("desk-not-in-run"),
    }
    let people: Vec<kernel::PersonId> = asked_people(explained.as_ref());
    let persons = persons_of(may, people).await?;
    match (&explained, wanted) {
        (Some(explained), _) => {
            story.not = explained.not.iter().flat_map(|not| tells.not(not, &persons)).collect();
            story.changes = explained.changes.iter().map(|flip| tells.flip(flip, &persons)).collect();
        }
        // The facts have changed since, or the reader reaches less than who ran it: only the rules are told, as of now.
        (None, Some(offer)) => {
            if let Some(considered) = engine::answers(&laid, Pair { seeker, offer }) {
                story.not = considered.failed.iter().map(|failed| tells.failed(failed)).collect();
                story.not.extend(considered.questions.iter().map(|asked| question(may, asked, &persons)));
            }
        }
        (None, None) => {}
    }
    let planned = kept.map(|why| why.pair.offer);
    let could = matches!(explained.as_ref().and_then(|one| one.not.as_ref()), Some(WhyNot::Dearer { .. }));
    if let Some(offer) = wanted.filter(|_| could) {
        story.propose_instead = proposing(may, search, run, offer, planned);
    }
    Ok((story, names))
}

/// Notes that the reader sees the household.
async fn seen<P>(may: &May<P>, search: &Search) -> store::Stored<()> {
    let members = members_of(&may.also::<ViewPeople>(), search.household_id).await?;
    let today = may.db.today();
    let present = members.iter().filter(|(membership, ..)| membership.holds_on(today));
    sightings::note(&may.db, present.map(|(_, person, _)| person.id), Seen::Household).await
}

fn mentioned(own: Option<Uuid>, held: Option<&Held>, explained: Option<&Explained>, wanted: Option<Uuid>) -> Vec<Uuid> {
    let mut all: Vec<Uuid> = own.into_iter().chain(wanted).collect();
    if let Some(Held::Full { nearest, .. }) = held {
        all.extend(*nearest);
    }
    if let Some(Held::Placed { next, .. }) = held {
        all.extend(*next);
    }
    if let Some(explained) = explained {
        all.extend(explained.why.iter().filter_map(|why| why.next.as_ref()?.offer));
        for flip in &explained.changes {
            all.push(flip.takes);
            match &flip.change {
                Change::Answers { offer, .. } | Change::OneMore { offer } => all.push(*offer),
                Change::Step { .. } | Change::RuleOff { .. } => {}
            }
        }
        if let Some(WhyNot::Locked { offer }) = &explained.not {
            all.push(*offer);
        }
    }
    all
}

fn moved(explained: &Explained) -> Vec<Uuid> {
    let occupants = match &explained.not {
        Some(WhyNot::Closed { occupants } | WhyNot::Dearer { occupants, .. }) => occupants.as_slice(),
        _ => &[],
    };
    occupants.iter().map(|one| one.seeker).collect()
}

fn asked_people(explained: Option<&Explained>) -> Vec<kernel::PersonId> {
    let mut questions = Vec::new();
    if let Some(explained) = explained {
        if let Some(WhyNot::Open { questions: open, .. }) = &explained.not {
            questions.extend(open.iter());
        }
        for flip in &explained.changes {
            if let Change::Answers { questions: answered, .. } = &flip.change {
                questions.extend(answered.iter());
            }
        }
    }
    let people = questions.into_iter().filter_map(|question| match question.about {
        matching::rules::About::Person { person } => Some(person),
        _ => None,
    });
    people.collect()
}

/// Tells the engine's answers in the reader's words.
struct Tells<'a> {
    desk: &'a Desk,
    names: &'a Names,
    kind: OfferKind,
    /// Whether the reader may know what the bodies of this household need.
    access: bool,
}

type People = std::collections::HashMap<kernel::PersonId, String>;

impl Tells<'_> {
    fn rule(&self, code: RuleCode) -> String {
        if code == RuleCode::Access && !self.access {
            return self.desk.say("rule-hidden");
        }
        tell::rule(code).say(self.desk)
    }

    fn failed(&self, failed: &Failed) -> String {
        if failed.rule == RuleCode::Access && !self.access {
            return self.desk.say("rule-hidden");
        }
        tell::why(&failed.why).say(self.desk)
    }

    /// What an offer is called, with its code: many a home has the title of another.
    fn offer(&self, offer: Uuid) -> String {
        let short = self.names.offer(offer);
        match short.code.filter(|code| *code != short.label) {
            Some(code) => format!("{} ({code})", short.label),
            None => short.label,
        }
    }

    fn term(&self, term: &matching::rules::Term) -> TermOut {
        TermOut {
            criterion: tell::criterion(term.criterion).say(self.desk),
            percent: term.value.map(|value| value / 10),
            points: term.points,
            weight: term.weight,
        }
    }

    fn next(&self, next: Option<Uuid>) -> String {
        match next {
            Some(offer) => self.desk.say_with("desk-next", &[("offer", self.offer(offer).as_str().into())]),
            None => self.desk.say("desk-next-nothing"),
        }
    }

    fn not(&self, not: &WhyNot, persons: &People) -> Vec<String> {
        let say = |key: &str| self.desk.say(key);
        match not {
            WhyNot::Takes => vec![say("desk-not-takes")],
            WhyNot::Rules { failed } => failed.iter().map(|one| self.failed(one)).collect(),
            WhyNot::Forbidden { reason, failed } => {
                let own = self.desk.say_with("desk-not-forbidden", &[("reason", reason.as_str().into())]);
                std::iter::once(own).chain(failed.iter().map(|one| self.failed(one))).collect()
            }
            WhyNot::Locked { offer } => {
                vec![self.desk.say_with("desk-not-locked", &[("offer", self.offer(*offer).as_str().into())])]
            }
            WhyNot::Open { questions, .. } => {
                let asked =
                    questions.iter().filter(|one| self.access || one.fact != matching::rules::Fact::AccessNeeded);
                let asked = asked.map(|one| question(self.desk, one, persons));
                std::iter::once(say("desk-not-open")).chain(asked).collect()
            }
            WhyNot::Closed { occupants } => {
                let who = self.occupants(occupants);
                vec![self.desk.say_with("desk-not-closed", &[("who", who.as_str().into())])]
            }
            WhyNot::Dearer { free, occupants, regret, moves, .. } => {
                self.dearer(*free, occupants, *regret, moves.len())
            }
        }
    }

    fn occupants(&self, occupants: &[matching::explain::Occupant]) -> String {
        let all: Vec<String> = occupants.iter().map(|one| self.names.seeker(one.seeker).label).collect();
        all.join(", ")
    }

    fn dearer(
        &self,
        free: u32,
        occupants: &[matching::explain::Occupant],
        regret: matching::Worth,
        moves: usize,
    ) -> Vec<String> {
        let mut told = Vec::new();
        if free == 0 {
            let who = self.occupants(occupants);
            told.push(self.desk.say_with("desk-not-full", &[("who", who.as_str().into())]));
        } else {
            told.push(self.desk.say(&format!("desk-not-better-{}", self.kind)));
        }
        told.push(self.regret(regret));
        if moves > 1 {
            let moves = i64::try_from(moves).unwrap_or(i64::MAX);
            told.push(self.desk.say_with("desk-not-moves", &[("moves", moves.into())]));
        }
        told
    }

    /// What the whole plan would lose, on the first level that differs.
    fn regret(&self, regret: matching::Worth) -> String {
        let levels = [
            ("urgent", regret.urgent),
            ("persons", regret.persons),
            ("waiting", regret.waiting),
            ("score", regret.score),
            ("kept", regret.kept),
        ];
        match levels.iter().find(|(_, amount)| *amount != 0) {
            Some((level, amount)) => {
                self.desk.say_with(&format!("desk-regret-{level}"), &[("amount", (*amount).into())])
            }
            None => self.desk.say("desk-regret-lot"),
        }
    }

    fn flip(&self, flip: &Flip, persons: &People) -> String {
        let what = match &flip.change {
            Change::Answers { offer, questions } => {
                let asked =
                    questions.iter().filter(|one| self.access || one.fact != matching::rules::Fact::AccessNeeded);
                let asked: Vec<String> = asked.map(|one| question(self.desk, one, persons)).collect();
                let offer = self.offer(*offer);
                let args = [("questions", asked.join("; ")), ("offer", offer)];
                let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
                self.desk.say_with("change-answers", &args)
            }
            Change::Step { step } => tell::step(step).say(self.desk),
            Change::OneMore { offer } => {
                self.desk.say_with("change-one-more", &[("offer", self.offer(*offer).as_str().into())])
            }
            Change::RuleOff { rule } => {
                self.desk.say_with("change-rule-off", &[("rule", self.rule(*rule).as_str().into())])
            }
        };
        let takes = self.desk.say_with("change-takes", &[("offer", self.offer(flip.takes).as_str().into())]);
        let others = i64::try_from(flip.moves.len().saturating_sub(1)).unwrap_or(i64::MAX);
        if others > 0 {
            let moves = self.desk.say_with("change-moves", &[("others", others.into())]);
            return format!("{what} {takes} {moves}");
        }
        format!("{what} {takes}")
    }
}
