//! Reviews, as kept.

use kernel::{Day, PathwayId};
use people::store::households::counted_on;
use store::{Db, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::facts::PathwayFact;
use super::pathways::{Pathway, touch};
use super::plans::{self, Plan};
use crate::rules::review::{self, ReviewSaid};

kernel::id!(
    /// Names a review.
    ReviewId
);
store::text_cells!(ReviewId);

record! {
    /// A review of a pathway.
    pub struct Review in review keyed by ReviewId {
        /// Its id.
        pub id: ReviewId,
        /// How often it was changed.
        pub version: i64,
        /// Of which pathway.
        pub pathway_id: PathwayId,
        /// When it was held.
        pub held_on: Day,
        /// What was done.
        pub done: Option<String>,
        /// What was not done, and why.
        pub not_done: Option<String>,
        /// What was decided.
        pub decisions: Option<String>,
        /// The day of the next review.
        pub next_review: Option<Day>,
    }
}

impl InReach for Review {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// The reviews of a pathway, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, pathway: PathwayId) -> Stored<Vec<Review>> {
    db.rows::<Review>()
        .filter(Review::pathway_id.eq(pathway))
        .sort(Review::held_on, Order::Falling)
        .sort(Review::id, Order::Falling)
        .all()
        .await
}

/// Writes a review down. Its next day becomes that of the plan.
///
/// # Errors
/// When the pathway is closed, a day is impossible, or the review says nothing.
pub async fn hold(db: &Db, pathway: &Pathway, said: ReviewSaid) -> Acted<Review> {
    review::held(&said, &pathway.span(db.today()))?;
    let people = counted_on(db, pathway.household_id, said.held_on).await?;
    let review = Review {
        id: ReviewId::fresh(),
        version: 0,
        pathway_id: pathway.id,
        held_on: said.held_on,
        done: said.done,
        not_done: said.not_done,
        decisions: said.decisions,
        next_review: said.next_review,
    };
    let plan = plans::current(db, pathway.id).await?;
    let mut change = db.change().await?;
    change.insert(&review).await?;
    if let Some(plan) = plan {
        change.set::<Plan, _>(Plan::id.eq(plan.id), Plan::review_on, review.next_review).await?;
    }
    touch(&mut change, db, pathway.id).await?;
    let entry = pathway.entry(&PathwayFact::ReviewHeld { next: review.next_review }, review.id);
    change.commit(entry.on(review.held_on).people(people)).await?;
    Ok(review)
}
