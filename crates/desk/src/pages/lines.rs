//! What a run tells, line by line: one's own households first, all others without names.

use std::collections::HashMap;

use kernel::{PersonId, Uuid};
use matching::Worth;
use matching::desk::{Asked, Whose};
use matching::explain::{Held, HeldBack, Summary, WhyThis};
use matching::rules::{About as Of, RuleCode};
use placement::pages::searches::reaches;
use placement::permissions::{EditSearches, ViewAccessNeeds};
use placement::rules::offer::OfferKind;
use placement::store::proposals::ProposalId;
use placement::store::searches::Search;
use serde::Serialize;
use store::Stored;
use web::{Desk, May};

use super::names::{Names, OfferShortOut, SeekerOut, persons_of, question};
use crate::gather::{Decided, Decision};
use crate::store::runs::{MatchRun, WholeRun};
use crate::tell;

/// A household and an offer that could suit each other.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProposedOut {
    /// Who.
    pub seeker: SeekerOut,
    /// What.
    pub offer: OfferShortOut,
    /// Why, in one line.
    pub why: String,
    /// What is not known yet and would only change how well it suits.
    pub unknown: Vec<String>,
    /// Where a person can propose it, where one may.
    pub propose: Option<String>,
    /// What a person has decided of it already; nothing where the run alone says it.
    pub decided: Option<DecidedOut>,
}

/// What a person has decided already.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DecidedOut {
    /// Of whom.
    pub seeker: SeekerOut,
    /// Of which offer.
    pub offer: OfferShortOut,
    /// What.
    pub decision: Decision,
    /// The same in words.
    pub words: String,
    /// The proposal in which it stands, where one may look at it.
    pub proposal: Option<ProposalId>,
    /// Its code.
    pub code: Option<String>,
}

/// Somebody who stays without.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WithoutOut {
    /// Who.
    pub seeker: SeekerOut,
    /// Why, in one line.
    pub why: String,
}

/// Questions for one household or one keeper.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AskedOut {
    /// The household to ask.
    pub seeker: Option<SeekerOut>,
    /// The offer whose keeper to ask.
    pub offer: Option<OfferShortOut>,
    /// The questions, those first that could win most.
    pub questions: Vec<QuestionOut>,
}

/// A question.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct QuestionOut {
    /// The question in words.
    pub words: String,
    /// How many pairs wait for it.
    pub pairs: u32,
    /// Whether an answer could change the plan.
    pub matters: bool,
}

/// What a run tells, one's own households first.
pub(crate) struct Lines<'r> {
    pub(crate) proposals: Vec<&'r WhyThis>,
    pub(crate) without: Vec<&'r Summary>,
    pub(crate) asked: Vec<(Whose, Vec<&'r Asked>)>,
    pub(crate) decided: Vec<&'r Decided>,
}

impl<'r> Lines<'r> {
    pub(crate) fn of(run: &'r WholeRun, names: &Names) -> Self {
        let told = &run.told;
        let mut proposals: Vec<&WhyThis> = told.why.iter().collect();
        // What is new first, of one's own; of these, who waits longest.
        let since = |seeker: Uuid| names.search(seeker).map(|search| search.since);
        proposals.sort_by_key(|why| (why.locked, !names.is_own(why.pair.seeker), since(why.pair.seeker)));
        let empty = |one: &&Summary| !matches!(one.held, Held::Placed { .. } | Held::Locked { .. });
        let mut without: Vec<&Summary> = told.everybody.iter().filter(empty).collect();
        without.sort_by_key(|one| (!names.is_own(one.seeker), since(one.seeker)));
        let mut asked: Vec<(Whose, Vec<&Asked>)> = Vec::new();
        let mut at: HashMap<Key, usize> = HashMap::new();
        for question in &told.questions {
            // What is to be asked of another partner's household is for that partner to read.
            if matches!(question.whose, Whose::Seeker(seeker) if !names.is_own(seeker)) {
                continue;
            }
            let place = *at.entry(key_of(question.whose)).or_insert_with(|| {
                asked.push((question.whose, Vec::new()));
                asked.len() - 1
            });
            asked[place].1.push(question);
        }
        // A no of another partner's household is for that partner to read.
        let told = told.decided.iter().filter(|one| one.decision.speaks_for() || names.is_own(one.pair.seeker));
        let mut decided: Vec<&Decided> = told.collect();
        decided.sort_by_key(|one| (!names.is_own(one.pair.seeker), one.decision, since(one.pair.seeker)));
        Self { proposals, without, asked, decided }
    }
}

/// Who could answer, as a key of a map.
type Key = (u8, Uuid);

fn key_of(whose: Whose) -> Key {
    match whose {
        Whose::Seeker(key) => (0, key),
        Whose::Offer(key) => (1, key),
        Whose::Nobody => (2, Uuid::nil()),
    }
}

/// A pair of the plan in one line: which it is among the own options, and what speaks for it most.
pub(crate) fn proposed<P>(desk: &May<P>, names: &Names, run: &WholeRun, why: &WhyThis) -> ProposedOut {
    let kind = run.kind;
    let held = run.told.decided.iter().find(|one| one.pair == why.pair && one.decision == Decision::UnderWay);
    let held = held.filter(|_| why.locked).cloned();
    // Somebody may have proposed it since.
    let since = || {
        let proposal = names.live(why.pair)?;
        Some(Decided { pair: why.pair, decision: Decision::UnderWay, proposal })
    };
    let held = held.or_else(since).map(|one| decided(desk, names, &one));
    let mut terms: Vec<_> = why.terms.iter().filter(|term| term.points > 0).collect();
    terms.sort_by_key(|term| (std::cmp::Reverse(term.points), term.criterion));
    let best: Vec<String> = terms.iter().take(2).map(|term| tell::criterion(term.criterion).say(desk)).collect();
    let rank = desk.say_with(
        &format!("desk-rank-{kind}"),
        &[("rank", i64::from(why.rank).into()), ("options", i64::from(why.options).into())],
    );
    let words = if let Some(held) = &held {
        held.words.clone()
    } else if best.is_empty() {
        rank
    } else {
        format!("{rank}: {}", best.join(", "))
    };
    let unknown = why.terms.iter().filter(|term| term.value.is_none());
    ProposedOut {
        seeker: names.seeker(why.pair.seeker),
        offer: names.offer(why.pair.offer),
        why: words,
        unknown: unknown.map(|term| tell::criterion(term.criterion).say(desk)).collect(),
        propose: names
            .search(why.pair.seeker)
            .filter(|_| !why.locked && held.is_none())
            .and_then(|search| proposing(desk, search, run, why.pair.offer, None)),
        decided: held,
    }
}

/// What a person has decided, in words.
pub(crate) fn decided(desk: &Desk, names: &Names, one: &Decided) -> DecidedOut {
    let code = names.proposal(one.proposal);
    DecidedOut {
        seeker: names.seeker(one.pair.seeker),
        offer: names.offer(one.pair.offer),
        decision: one.decision,
        words: desk.say(&format!("desk-decided-{}", one.decision)),
        proposal: code.map(|_| one.proposal),
        code: code.map(str::to_owned),
    }
}

/// Where a person proposes: the form of placement's proposals, filled with what the run knows. Nothing is proposed here.
pub(crate) fn proposing<P>(
    may: &May<P>,
    search: &Search,
    run: &MatchRun,
    offer: Uuid,
    instead_of: Option<Uuid>,
) -> Option<String> {
    let pathway = search.pathway_id.filter(|_| search.status.lives() && reaches::<EditSearches, _>(may, search))?;
    let mut href = format!("/proposals/new?offer={offer}&pathway={pathway}&search={}&run={}", search.id, run.id);
    if let Some(person) = search.person_id {
        href = format!("{href}&person={person}");
    }
    if let Some(planned) = instead_of {
        href = format!("{href}&instead-of={planned}");
    }
    Some(href)
}

pub(crate) fn nearest(held: &Held) -> Option<Uuid> {
    match held {
        Held::Full { nearest, .. } => *nearest,
        _ => None,
    }
}

/// Why somebody stays without, in one line.
pub(crate) fn without<P>(may: &May<P>, names: &Names, kind: OfferKind, one: &Summary) -> WithoutOut {
    let why = match &one.held {
        Held::Full { options, nearest, .. } => {
            let full = may.say_with(&format!("desk-full-{kind}"), &[("options", i64::from(*options).into())]);
            match nearest.map(|offer| names.offer(offer)).filter(|offer| offer.seen) {
                Some(offer) => {
                    let near = may.say_with("desk-nearest", &[("offer", offer.label.as_str().into())]);
                    format!("{full} {near}")
                }
                None => full,
            }
        }
        Held::Open { open } => may.say_with("desk-open", &[("open", i64::from(*open).into())]),
        Held::Refused { rules, forbidden } => refused(may, names, one.seeker, rules, *forbidden),
        Held::Placed { .. } | Held::Locked { .. } => String::new(),
    };
    let mut words = why;
    if one.one_more.is_some() {
        words = format!("{words} {}", may.say(&format!("desk-one-more-{kind}")));
    }
    WithoutOut { seeker: names.seeker(one.seeker), why: words }
}

/// By how many offers each rule stands in the way, the three that refuse most. What a body needs is told to those who may
/// read it; of another partner's household nothing is told.
fn refused<P>(may: &May<P>, names: &Names, seeker: Uuid, rules: &[(RuleCode, u32)], forbidden: u32) -> String {
    let Some(search) = names.search(seeker) else { return may.say("desk-refused-another") };
    let reads = reaches::<ViewAccessNeeds, _>(may, search);
    let mut told: Vec<String> = Vec::new();
    for (rule, count) in rules.iter().take(3) {
        let rule =
            if *rule == RuleCode::Access && !reads { may.say("rule-hidden") } else { tell::rule(*rule).say(may) };
        told.push(
            may.say_with("desk-refused-by", &[("count", i64::from(*count).into()), ("rule", rule.as_str().into())]),
        );
    }
    if forbidden > 0 {
        told.push(may.say_with("desk-ruled-out", &[("count", i64::from(forbidden).into())]));
    }
    if told.is_empty() { may.say("desk-nothing-offered") } else { told.join("; ") }
}

pub(crate) async fn asked<P>(may: &May<P>, names: &mut Names, rows: &[(Whose, Vec<&Asked>)]) -> Stored<Vec<AskedOut>> {
    let seekers = rows.iter().filter_map(|(whose, _)| if let Whose::Seeker(key) = whose { Some(*key) } else { None });
    let offers = rows.iter().filter_map(|(whose, _)| if let Whose::Offer(key) = whose { Some(*key) } else { None });
    names.call(may, seekers.collect::<Vec<_>>(), offers.collect::<Vec<_>>()).await?;
    let people = rows.iter().flat_map(|(_, all)| all).filter_map(|asked| match asked.question.about {
        Of::Person { person } => Some(person),
        _ => None,
    });
    let persons: HashMap<PersonId, String> = persons_of(may, people.collect::<Vec<_>>()).await?;
    let told = rows.iter().map(|(whose, all)| AskedOut {
        seeker: if let Whose::Seeker(key) = whose { Some(names.seeker(*key)) } else { None },
        offer: if let Whose::Offer(key) = whose { Some(names.offer(*key)) } else { None },
        questions: all
            .iter()
            .map(|asked| QuestionOut {
                words: question(may, &asked.question, &persons),
                pairs: asked.pairs,
                matters: asked.at_most > Worth::default(),
            })
            .collect(),
    });
    Ok(told.collect())
}

/// What one more offer would do, in words: *one more home for five in Pioltello places two households*.
pub(crate) fn lacking(desk: &Desk, kind: OfferKind, lack: &crate::engine::Lacking) -> String {
    let place = tell::place(&lack.territory);
    let args = [
        ("persons", i64::from(lack.persons).into()),
        ("place", place.as_str().into()),
        ("placed", i64::from(lack.placed).into()),
        ("more", lack.brings.persons.into()),
        ("urgent", lack.brings.urgent.into()),
    ];
    let key = if lack.placed > 0 { format!("desk-lack-{kind}") } else { format!("desk-lack-better-{kind}") };
    desk.say_with(&key, &args)
}

pub(crate) fn held_back(desk: &Desk, one: &HeldBack) -> String {
    let rule = tell::rule(one.rule).say(desk);
    desk.say_with("desk-held-back", &[("rule", rule.as_str().into()), ("placed", one.placed.into())])
}
