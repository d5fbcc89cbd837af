//! Circles as JSON.

use web::api::{Sent, all, created};
use web::{Answer, Id, May};

use crate::pages::circles::{BELONGING, BelongingOut, ended, read, rows};
use crate::permissions::UseCircles;
use crate::store::BelongingId;

pub(crate) async fn list(may: May<UseCircles>) -> Answer {
    all(rows(&may.db, may.caller()).await?)
}

pub(crate) async fn create(may: May<UseCircles>, Sent(mut form): Sent) -> Answer {
    if !form.check(BELONGING) {
        return Err(form.problem());
    }
    let made = match read(&may, &form).await? {
        Ok(made) => made,
        Err(refusal) => {
            form.refuse(&refusal);
            return Err(form.problem());
        }
    };
    let out: Option<BelongingOut> = rows(&may.db, may.caller()).await?.into_iter().find(|row| row.id == made.id);
    created("/api/v1/circles", out)
}

pub(crate) async fn end(may: May<UseCircles>, Id(id): Id<BelongingId>) -> Answer {
    ended(&may, id).await?;
    all(rows(&may.db, may.caller()).await?)
}
