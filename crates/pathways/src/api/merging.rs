//! Two households become one, as JSON.

use kernel::HouseholdId;
use people::api::households::HouseholdOut;
use people::permissions::EditPeople;
use people::store::households::Household;
use store::Held;
use web::api::{Sent, given};
use web::{Answer, Id, May, Problem};

use crate::pages::merging::{MERGE, merged, read};

/// Makes one household of two; gives the one that goes on.
///
/// # Errors
/// When a field is wrong, a household lies out of reach, or the one that ends has open pathways or referrals.
pub async fn merge(may: May<EditPeople>, Id(id): Id<HouseholdId>, Sent(mut form): Sent) -> Answer {
    let held: Held<Household> = may.db.held(id).await?;
    form.check(MERGE);
    let Some((into, how)) = read(&mut form, &may.db).await? else { return Err(form.problem()) };
    let goes_on = into.id;
    if let Err(refusal) = merged(&may.db, held, into, how, form.version()).await? {
        return Err(Problem::refused(&refusal));
    }
    given(HouseholdOut::from(may.db.rows::<Household>().id(goes_on).one().await?))
}
