//! One search in a run: why this, why not that one, what would change it.

use axum::extract::Path;
use kernel::Uuid;
use matching::desk::Pair;
use matching::explain::{Change, Held, WhyNot};
use matching::rules::{Fact, Question};
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
use web::{Answer, Filters, Id, May, Problem};

use super::asking::{Asking, ToAskOut};
use super::fields::EXPLAIN;
use super::lines::{DecidedOut, decided, proposed, proposing, without};
use super::names::{Names, persons_of};
use super::run::{head, one};
use super::tells::{LeadsOut, Tells};
use super::{Choice, Programmes, no_run};
use crate::engine::{self, Explained};
use crate::gather::Sources;
use crate::making::table_of;
use crate::permissions::ViewDesk;
use crate::store::runs::{self, MatchRunId, WholeRun};

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
    /// What would have to be known first, and from whom.
    pub asks: Vec<ToAskOut>,
    /// What would change it, by what it leads to.
    pub changes: Vec<LeadsOut>,
    /// What a person has decided of it already.
    pub decided: Vec<DecidedOut>,
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
/// [`Problem::NotFound`] beyond reach, of the search or of the offer asked about.
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
    // A run is gathered with the reach of whoever made it: who reads it learns nothing of offers beyond the own.
    if let Some(offer) = offer {
        may.also::<ViewOffers>().rows::<OfferSeen>().id(offer).one().await?;
    }
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
    // What is open where the facts are others by now: the rules of today say it.
    let today = match (&explained, wanted) {
        (None, Some(offer)) => engine::answers(&laid, Pair { seeker, offer }),
        _ => None,
    };
    let own = told.decided.iter().filter(|one| one.pair.seeker == seeker);
    let own = own.filter(|one| wanted.is_none_or(|offer| one.pair.offer == offer) || one.decision.speaks_for());
    let own: Vec<_> = own.collect();
    let offers = mentioned(kept.map(|why| why.pair.offer), short.map(|one| &one.held), explained.as_ref(), wanted);
    let seekers = explained.iter().flat_map(moved).chain([seeker]);
    let offers = offers.into_iter().chain(own.iter().map(|one| one.pair.offer));
    names.call(may, seekers.collect::<Vec<_>>(), offers.collect::<Vec<_>>()).await?;
    names.call_live(may, kept.map(|why| why.pair.offer).into_iter().collect()).await?;
    names.call_proposals(may, own.iter().map(|one| one.proposal).collect()).await?;
    let tells = Tells { desk: may, names: &names, kind: run.kind, access: reaches::<ViewAccessNeeds, _>(may, search) };
    let mut story = StoryOut { same_facts: explained.is_some(), ..StoryOut::default() };
    story.decided = own.iter().map(|one| decided(may, &names, one)).collect();
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
        (None, None) => {
            let spoken = own.iter().find(|one| one.decision.speaks_for());
            let key =
                spoken.map_or_else(|| "desk-not-in-run".to_owned(), |one| format!("desk-decided-{}", one.decision));
            story.why = may.say(&key);
        }
    }
    let open: &[Question] = match (explained.as_ref().and_then(|one| one.not.as_ref()), &today) {
        (Some(WhyNot::Open { questions, .. }), _) => questions,
        (None, Some(answers)) if answers.failed.is_empty() => &answers.open,
        _ => &[],
    };
    let persons = persons_of(may, asked_people(explained.as_ref(), open)).await?;
    if let Some(explained) = &explained {
        story.not = explained.not.iter().flat_map(|not| tells.not(not)).collect();
        story.changes = tells.changes(&explained.changes, &persons);
    }
    // The facts have changed since, or the reader reaches less than who ran it: only the rules are told, as of now.
    if let Some(answers) = &today {
        story.not = answers.failed.iter().map(|failed| tells.failed(failed)).collect();
        if answers.failed.is_empty() {
            let key = if answers.open.is_empty() { "desk-not-allowed" } else { "desk-not-open" };
            story.not.push(may.say(key));
        }
    }
    if let Some(offer) = wanted {
        let shown = open.iter().filter(|one| tells.access || one.fact != Fact::AccessNeeded);
        let asking = Asking::of(may, &names, search);
        story.asks = shown.map(|one| asking.ask(may, one, offer, &persons)).collect();
        if story.asks.len() < open.len() {
            story.not.push(may.say("desk-not-open-hidden"));
        }
        // Nothing of it was in the run: it came since, or people have given it away already.
        if story.not.is_empty() {
            let key = if told.gone.contains(&offer) { "desk-not-given" } else { "desk-not-there" };
            story.not.push(may.say(key));
        }
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

fn asked_people(explained: Option<&Explained>, open: &[Question]) -> Vec<kernel::PersonId> {
    let mut questions: Vec<&Question> = open.iter().collect();
    if let Some(explained) = explained {
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
