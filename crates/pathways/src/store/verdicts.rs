//! Verdicts: told live from what is known, kept with the evidence they used.
//!
//! A kept verdict is never changed: it holds the answer and the whole evidence as they were, so that a pathway can be
//! explained years later although facts and rules have moved on.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kernel::{Day, HouseholdId, MemberId, Moment, PathwayId, PersonId, ProgrammeCode, ReferralId};
use people::store::households::{Household, Member, members_of_many};
use people::store::papers;
use people::store::persons::Identity;
use programmes::definition::Programme;
use programmes::rules::{Answer, Evidence, Verdict, verdict};
use serde::Serialize;
use store::{Change, Db, Fact, InReach, Json, Order, Reach, StoreError, Stored, Where, record};

use super::pathways::Pathway;
use super::referrals::{self, Referral};
use crate::rules::evidence::{PersonRows, evidence};

kernel::id!(
    /// Names one kept verdict.
    VerdictId
);
store::text_cells!(VerdictId);

record! {
    /// A verdict, kept with its evidence.
    pub struct KeptVerdict in verdict keyed by VerdictId {
        /// The id.
        pub id: VerdictId,
        /// Always 0: a kept verdict is never changed.
        pub version: i64,
        /// Of which referral.
        pub referral_id: ReferralId,
        /// For which programme.
        pub programme: ProgrammeCode,
        /// The answer, as a word: see [`Answer`].
        pub answer: String,
        /// The version of the programme's definition.
        pub definition_version: i64,
        /// The day of the assessment.
        pub day: Day,
        /// The whole verdict.
        pub body: Json<Verdict>,
        /// The whole evidence.
        pub evidence: Json<Evidence>,
        /// The pathway that it opened.
        pub pathway_id: Option<PathwayId>,
        /// Why the pathway was opened although the answer was not yes.
        pub override_reason: Option<String>,
        /// Who asked for it.
        pub member_id: Option<MemberId>,
        /// When it was kept.
        pub at: Moment,
    }
}

impl InReach for KeptVerdict {
    fn in_reach(reach: &Reach) -> Where {
        let referred = reach.through::<Referral>(Referral::id.is(Self::referral_id));
        referred.or(reach.through::<Pathway>(Pathway::id.is(Self::pathway_id)))
    }
}

impl KeptVerdict {
    /// A verdict to be kept.
    #[must_use]
    pub fn new(referral: ReferralId, verdict: &Verdict, evidence: &Evidence, by: Option<MemberId>, at: Moment) -> Self {
        Self {
            id: VerdictId::fresh(),
            version: 0,
            referral_id: referral,
            programme: verdict.programme.clone(),
            answer: verdict.answer.word().to_owned(),
            definition_version: i64::from(verdict.definition_version),
            day: verdict.day,
            body: Json(verdict.clone()),
            evidence: Json(evidence.clone()),
            pathway_id: None,
            override_reason: None,
            member_id: by,
            at,
        }
    }
}

/// What a recorded verdict establishes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictFact {
    /// For the programme to which the referral is addressed.
    VerdictRecorded {
        /// The answer.
        answer: Answer,
    },
    /// For another programme that runs.
    VerdictRecordedBeside {
        /// The answer.
        answer: Answer,
    },
}

impl Fact for VerdictFact {
    fn kind(&self) -> &'static str {
        match self {
            Self::VerdictRecorded { .. } => "verdict-recorded",
            Self::VerdictRecordedBeside { .. } => "verdict-recorded-beside",
        }
    }

    fn detail(&self) -> Option<String> {
        let (Self::VerdictRecorded { answer } | Self::VerdictRecordedBeside { answer }) = self;
        Some(answer.word().to_owned())
    }
}

/// A household as verdicts and pages see it: everybody who belongs to it today, with the papers.
#[derive(Debug, Clone)]
pub struct Known {
    /// The household.
    pub household: Household,
    /// Its people, in the order of every page.
    pub people: Vec<KnownPerson>,
}

/// One person of it.
#[derive(Debug, Clone)]
pub struct KnownPerson {
    /// The place in the household, the person, and the names where they may be read.
    pub member: Member,
    /// Permits and stays, where they may be read.
    pub rows: PersonRows,
}

impl KnownPerson {
    /// The names, where they may be read.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.member.2.as_ref()
    }
}

impl Known {
    /// What the rules look at.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        let rows: Vec<PersonRows> = self.people.iter().map(|person| person.rows.clone()).collect();
        evidence(&self.household, &rows)
    }
}

/// Everything known of a household on a day. The handle must be one that reads permits and stays.
///
/// # Errors
/// [`store::StoreError::NotFound`] out of reach.
pub async fn known(db: &Db, household: HouseholdId, day: Day) -> Stored<Known> {
    known_of_many(db, [household], day).await?.remove(&household).ok_or(StoreError::NotFound)
}

/// The same for several households at once, in five queries; those out of reach are left out.
///
/// # Errors
/// When the database fails.
pub async fn known_of_many(
    db: &Db,
    households: impl IntoIterator<Item = HouseholdId>,
    day: Day,
) -> Stored<HashMap<HouseholdId, Known>> {
    let households: BTreeSet<HouseholdId> = households.into_iter().collect();
    let rows = db.rows::<Household>().filter(Household::id.is_in(households.iter().copied())).all().await?;
    let mut members = members_of_many(db, households).await?;
    let ids: BTreeSet<PersonId> = members.values().flatten().map(|(_, person, _)| person.id).collect();
    // The oldest first, as the forms of a referral show them.
    let mut permits = papers::permits_of(db, ids.iter().copied()).await?;
    let mut stays = papers::stays_of(db, ids).await?;
    permits.values_mut().for_each(|of_one| of_one.reverse());
    stays.values_mut().for_each(|of_one| of_one.reverse());
    let known = rows.into_iter().map(|household| {
        let present = members.remove(&household.id).unwrap_or_default().into_iter();
        let people = present.filter(|(membership, ..)| membership.holds_on(day)).map(|member| {
            let id = member.1.id;
            // The same person may belong to several of the households.
            let rows = PersonRows {
                person: member.1.clone(),
                permits: permits.get(&id).cloned().unwrap_or_default(),
                stays: stays.get(&id).cloned().unwrap_or_default(),
            };
            KnownPerson { member, rows }
        });
        (household.id, Known { people: people.collect(), household })
    });
    Ok(known.collect())
}

/// What each programme answers today, the referral's own first.
#[must_use]
pub fn live(running: &[Arc<Programme>], own: &ProgrammeCode, evidence: &Evidence, day: Day) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = running.iter().map(|programme| verdict(programme, evidence, day)).collect();
    verdicts.sort_by_key(|verdict| verdict.programme != *own);
    verdicts
}

/// Keeps the verdicts of an assessment, and says so in the journal: for the referral's own programme with its people,
/// in place of the assessment before; for the others beside it.
///
/// # Errors
/// When the database fails.
pub async fn record(
    db: &Db,
    referral: &Referral,
    verdicts: &[Verdict],
    evidence: &Evidence,
) -> Stored<Vec<KeptVerdict>> {
    let by = db.act().member;
    let kept: Vec<KeptVerdict> =
        verdicts.iter().map(|verdict| KeptVerdict::new(referral.id, verdict, evidence, by, db.now())).collect();
    let Some(main) = verdicts.iter().find(|verdict| verdict.programme == referral.programme).or(verdicts.first())
    else {
        return Ok(kept);
    };
    let entry = entry_of(db, referral, main).await?;
    let mut change = db.change().await?;
    for verdict in &kept {
        change.insert(verdict).await?;
    }
    for verdict in verdicts.iter().filter(|verdict| !std::ptr::eq(*verdict, main)) {
        beside(&mut change, referral, verdict).await?;
    }
    let at = db.now();
    change.set::<Referral, _>(Referral::id.eq(referral.id), Referral::last_activity, at).await?;
    change.commit(entry).await?;
    Ok(kept)
}

/// The entry of a verdict: voids the one before where it is for the referral's own programme.
pub(crate) async fn entry_of(db: &Db, referral: &Referral, verdict: &Verdict) -> Stored<store::Entry> {
    if verdict.programme != referral.programme {
        return Ok(beside_entry(referral, verdict));
    }
    let people = people::store::households::counted_on(db, referral.household_id, verdict.day).await?;
    let before = referrals::last_entry(db, referral.id, "verdict-recorded").await?;
    let fact = VerdictFact::VerdictRecorded { answer: verdict.answer };
    Ok(referrals::entry(&fact, referral).on(verdict.day).people(people).voids(before.map(|entry| entry.id)))
}

fn beside_entry(referral: &Referral, verdict: &Verdict) -> store::Entry {
    let fact = VerdictFact::VerdictRecordedBeside { answer: verdict.answer };
    store::Entry::new(&fact, referral.id)
        .household(referral.household_id)
        .within(&verdict.programme, referral.organisation_id, &referral.territory)
        .on(verdict.day)
}

async fn beside(change: &mut Change, referral: &Referral, verdict: &Verdict) -> Stored<()> {
    change.record(beside_entry(referral, verdict)).await?;
    Ok(())
}

/// The kept verdicts of a referral, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_referral(db: &Db, referral: ReferralId) -> Stored<Vec<KeptVerdict>> {
    let of = KeptVerdict::referral_id.eq(referral);
    db.rows::<KeptVerdict>().filter(of).sort(KeptVerdict::id, Order::Falling).limit(200).all().await
}

/// The verdict that opened a pathway, if it is kept.
///
/// # Errors
/// When the database fails.
pub async fn of_pathway(db: &Db, pathway: PathwayId) -> Stored<Option<KeptVerdict>> {
    db.rows::<KeptVerdict>().filter(KeptVerdict::pathway_id.eq(Some(pathway))).first().await
}
