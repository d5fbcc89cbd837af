//! Taking over, taking back, putting aside.

use std::sync::Arc;
use std::time::{Duration, Instant};

use programmes::definition::Programme;
use store::{Held, StoreError, Stored};
use web::{Answer, FieldError, Filters, Flash, Form, Id, May, Posted, Problem};

use super::imports::{Programmes, programme_of};
use super::preview::{hands, page};
use crate::permissions::ImportReferrals;
use crate::rules::import::{ImportAct, ImportRefusal, after};
use crate::rules::proposal::Standing;
use crate::store::imports::{self, ImportId, SheetImport};
use crate::store::preview::{NoPreview, preview};
use crate::store::taking::{self, Hands};

/// How long one request takes over: what is left is taken by the next, so that whoever waits sees it go on and may stop.
const GO: Duration = Duration::from_secs(4);

/// What one go has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gone {
    /// Households taken over.
    pub taken: usize,
    /// Households that are ready and still to come.
    pub left: usize,
}

/// Takes over what is ready, until all is done or the time is up.
///
/// # Errors
/// When the database fails.
pub async fn go(
    hands: &Hands,
    import: &SheetImport,
    running: &[Arc<Programme>],
    programme: &Arc<Programme>,
    longest: Option<Duration>,
    mut told: impl FnMut(Gone),
) -> Stored<Result<Gone, NoPreview>> {
    let begun = Instant::now();
    let found = match preview(&hands.referrals, &hands.people, import, programme).await? {
        Ok(found) => found,
        Err(none) => return Ok(Err(none)),
    };
    let ready = found.proposals.iter().filter(|proposal| proposal.standing == Standing::Ready);
    let coming: Vec<_> = ready.filter_map(|proposal| found.coming(import, proposal)).collect();
    let mut gone = Gone { taken: 0, left: coming.len() };
    for household in &coming {
        if longest.is_some_and(|longest| begun.elapsed() > longest) {
            break;
        }
        if taking::take(hands, import, running, household).await?.is_some() {
            gone.taken += 1;
        }
        gone.left -= 1;
        told(gone);
    }
    Ok(Ok(gone))
}

/// Takes over what is ready.
///
/// # Errors
/// When there is none within reach.
pub async fn take(
    may: May<ImportReferrals>,
    Id(id): Id<ImportId>,
    catalogue: Programmes,
    Posted(mut form): Posted,
) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    let programme = programme_of(&catalogue, &held)?;
    let running = catalogue.active(&may.db).await?;
    if let Err(refusal) = after(held.status, ImportAct::Take) {
        return refuse(&may, id, &catalogue, form, &refusal).await;
    }
    match go(&hands(&may), &held, &running, &programme, Some(GO), |_| {}).await? {
        Ok(Gone { left: 0, .. }) => {
            let households = imports::of_import(&may.db, id).await?.len();
            let held: Held<SheetImport> = may.db.held(id).await?;
            match taking::finish(&may.db, held, households).await? {
                Ok(_) => may.see_done(&format!("/imports/{id}"), Flash("import-taken")),
                Err(refusal) => refuse(&may, id, &catalogue, form, &refusal).await,
            }
        }
        Ok(_) => may.see(&format!("/imports/{id}?going-on=yes")),
        Err(none) => {
            form.fail(FieldError::new("", none.code()));
            again(&may, id, &catalogue, form).await
        }
    }
}

async fn again(may: &May<ImportReferrals>, id: ImportId, catalogue: &Programmes, form: Form) -> Answer {
    page(may, id, Filters(Form::blank()), catalogue, form).await
}

async fn refuse(
    may: &May<ImportReferrals>,
    id: ImportId,
    catalogue: &Programmes,
    mut form: Form,
    refusal: &ImportRefusal,
) -> Answer {
    form.refuse(refusal);
    again(may, id, catalogue, form).await
}

/// Takes back all that was taken over, but for what was worked on since.
///
/// # Errors
/// When there is none within reach.
pub async fn undo(
    may: May<ImportReferrals>,
    Id(id): Id<ImportId>,
    catalogue: Programmes,
    Posted(form): Posted,
) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    match taking::undo(&hands(&may), held).await? {
        Ok(back) if back.stay.is_empty() => may.see_done(&format!("/imports/{id}"), Flash("import-undone")),
        Ok(_) => may.see_done(&format!("/imports/{id}#taken"), Flash("import-undone-in-part")),
        Err(refusal) => refuse(&may, id, &catalogue, form, &refusal).await,
    }
}

/// Puts an import aside.
///
/// # Errors
/// When there is none within reach.
pub async fn discard(
    may: May<ImportReferrals>,
    Id(id): Id<ImportId>,
    catalogue: Programmes,
    Posted(form): Posted,
) -> Answer {
    let held: Held<SheetImport> = may.db.held(id).await?;
    match imports::discard(&may.db, held).await {
        Ok(Ok(_)) => may.see_done("/imports", Flash("import-discarded")),
        Ok(Err(refusal)) => refuse(&may, id, &catalogue, form, &refusal).await,
        Err(StoreError::Stale) => Err(Problem::Stale),
        Err(error) => Err(error.into()),
    }
}
