//! Assessments with the autonomy scale, as kept: at the beginning, along the way, at the end.

use kernel::{Day, MemberId, PathwayId};
use store::{Db, InReach, Json, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::facts::PathwayFact;
use super::pathways::{Pathway, touch};
use crate::rules::baseline::{self, AssessmentKind, Levels};

kernel::id!(
    /// Names an assessment.
    AssessmentId
);
store::text_cells!(AssessmentId);

record! {
    /// One look at where a household stands.
    pub struct Assessment in assessment keyed by AssessmentId {
        /// Its id.
        pub id: AssessmentId,
        /// How often it was changed.
        pub version: i64,
        /// Of which pathway.
        pub pathway_id: PathwayId,
        /// When along it.
        pub kind: AssessmentKind,
        /// On which day.
        pub taken_on: Day,
        /// With which version of the scale.
        pub scale: String,
        /// The levels by area; an area not asked about yet is not in it.
        pub levels: Json<Levels>,
        /// In the person's words.
        pub words: Option<String>,
        /// Who took it.
        pub taken_by: Option<MemberId>,
    }
}

impl InReach for Assessment {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// The assessments of a pathway, in the order of their days.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, pathway: PathwayId) -> Stored<Vec<Assessment>> {
    db.rows::<Assessment>()
        .filter(Assessment::pathway_id.eq(pathway))
        .sort(Assessment::taken_on, Order::Rising)
        .sort(Assessment::id, Order::Rising)
        .all()
        .await
}

/// What is written of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentSaid {
    /// When along the pathway.
    pub kind: AssessmentKind,
    /// On which day.
    pub taken_on: Day,
    /// The levels by area.
    pub levels: Levels,
    /// In the person's words.
    pub words: Option<String>,
}

/// Writes an assessment down.
///
/// # Errors
/// When the day is impossible, or nothing on the scale is said.
pub async fn take(db: &Db, pathway: &Pathway, said: AssessmentSaid) -> Acted<Assessment> {
    baseline::taken(&said.levels, said.words.is_some())?;
    pathway.span(db.today()).admits(said.taken_on, "taken-on")?;
    let assessment = Assessment {
        id: AssessmentId::fresh(),
        version: 0,
        pathway_id: pathway.id,
        kind: said.kind,
        taken_on: said.taken_on,
        scale: baseline::SCALE.to_owned(),
        levels: Json(said.levels),
        words: said.words,
        taken_by: db.act().member,
    };
    let mut change = db.change().await?;
    change.insert(&assessment).await?;
    touch(&mut change, db, pathway.id).await?;
    let entry = pathway.entry(&PathwayFact::BaselineTaken { kind: assessment.kind }, assessment.id);
    change.commit(entry.on(assessment.taken_on)).await?;
    Ok(assessment)
}
