//! Drafts: what a member typed and has not sent yet, kept by the member and the form. Nobody else reads them.

use kernel::{MemberId, Moment};
use store::{Db, InReach, Json, Order, Reach, Stored, Where, record};

use crate::rules::{DraftRefusal, MOST_DRAFTS, Typed, oldest_kept};

record! {
    /// What a member typed into a form.
    pub struct Draft in draft {
        /// Who.
        pub member_id: MemberId,
        /// The path that the form is sent to, which names the record.
        pub form: String,
        /// The address of the page on which it was typed.
        pub page: String,
        /// The title of that page.
        pub title: String,
        /// What stands in the fields.
        pub typed: Json<Typed>,
        /// When it was last kept.
        pub saved_at: Moment,
    }
}

impl InReach for Draft {
    fn in_reach(reach: &Reach) -> Where {
        reach.own(Self::member_id)
    }
}

/// A member's own drafts, the latest first; expired ones are not shown.
///
/// # Errors
/// When the database fails.
pub async fn drafts_of(db: &Db, member: MemberId) -> Stored<Vec<Draft>> {
    own(db, member).sort(Draft::saved_at, Order::Falling).sort(Draft::form, Order::Rising).all().await
}

/// A member's own drafts of some forms.
///
/// # Errors
/// When the database fails.
pub async fn drafts_for(db: &Db, member: MemberId, forms: &[&str]) -> Stored<Vec<Draft>> {
    own(db, member).filter(Draft::form.is_in(forms.iter().copied())).all().await
}

fn own(db: &Db, member: MemberId) -> store::Rows<'_, Draft> {
    let alive = Draft::saved_at.at_least(oldest_kept(db.now()));
    db.rows::<Draft>().filter(Draft::member_id.eq(member).and(alive))
}

/// Keeps what a member typed, in the place of what was kept of the same form. Expired drafts, of whomever, are swept away
/// on the occasion. Needs the door's handle, like all changes here.
///
/// # Errors
/// When the database fails. The inner one: the member has too many; none is thrown away unasked.
pub async fn keep_draft(db: &Db, draft: Draft) -> Stored<Result<(), DraftRefusal>> {
    let this = Draft::member_id.eq(draft.member_id).and(Draft::form.eq(draft.form.clone()));
    let others = own(db, draft.member_id).filter(Draft::form.ne(draft.form.clone())).count().await?;
    if others >= MOST_DRAFTS as u64 {
        return Ok(Err(DraftRefusal::TooMany));
    }
    let mut change = db.change().await?;
    change.remove::<Draft>(Draft::saved_at.lt(oldest_kept(db.now()))).await?;
    change.remove::<Draft>(this).await?;
    change.add(&[draft]).await?;
    change.commit_at_the_door().await?;
    Ok(Ok(()))
}

/// Throws a draft away: its form was taken, or its member does not want it.
///
/// # Errors
/// When the database fails.
pub async fn drop_draft(db: &Db, member: MemberId, form: &str) -> Stored<()> {
    // Most forms have none: looking first spares them a write.
    if db.rows::<Draft>().filter(Draft::member_id.eq(member).and(Draft::form.eq(form))).first().await?.is_none() {
        return Ok(());
    }
    let mut change = db.change().await?;
    change.remove::<Draft>(Draft::member_id.eq(member).and(Draft::form.eq(form))).await?;
    change.commit_at_the_door().await
}
