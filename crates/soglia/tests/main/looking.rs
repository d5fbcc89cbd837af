//! What the household of a pathway looks for, and a run of the desk, for the printed proofs.

use pathways::store::pathways::Pathway;
use store::Db;

use super::world::World;

/// A run of the desk for the partner of a pathway alone.
pub(crate) async fn run_for(db: &Db, pathway: &Pathway) -> String {
    use desk::gather::{About, Sources};
    let own = db.only_at(pathway.organisation_id);
    let kind = placement::rules::offer::OfferKind::Home;
    let about = About { programme: pathway.programme.clone(), kind, territory: None };
    let made = desk::making::make(&own, &Sources::one(&own), about, Some(1), |_| true).await.unwrap();
    desk::making::keep(&own, made).await.unwrap().id.to_string()
}

/// A trial of the policy in force for the partner of a pathway alone.
pub(crate) async fn trial_for(db: &Db, pathway: &Pathway) -> String {
    use desk::gather::{About, Sources};
    use desk::store::{policies, trials};
    use desk::trial::{Trying, try_out};
    let (own, today) = (db.only_at(pathway.organisation_id), db.today());
    let kind = placement::rules::offer::OfferKind::Home;
    let about = About { programme: pathway.programme.clone(), kind, territory: None };
    let base = policies::in_force(&own, &about.programme, None, today).await.unwrap().unwrap();
    let trying = Trying { draft: base.draft(), about, base, from: today.plus_months(-1), today };
    let tried = try_out(&own, &Sources::one(&own), &trying, |_| true).await.unwrap();
    trials::keep(&own, &trying, tried).await.unwrap().id.to_string()
}

/// A search along a pathway, whether that is closed or not, with a no that was said beforehand.
pub(crate) async fn search_for(world: &World, pathway: &Pathway) -> (String, String) {
    use placement::rules::offer::OfferKind;
    use placement::rules::search::{Urgency, VetoBy};
    use placement::store::searches::{Opening, Search, SearchId};
    use placement::store::vetoes::{self, VetoSaid};
    use placement::store::wishes::Wishes;
    let db = world.db();
    let opening = Opening { kind: OfferKind::Home, person: None, since: pathway.opened_on, urgency: Urgency::Routine };
    let search = Search::along(pathway, SearchId::fresh(), opening, db.now());
    let Wishes::Living(wishes) = Wishes::none(OfferKind::Home, search.id) else { panic!("homes are lived in") };
    let mut bulk = world.store.bulk().await.unwrap();
    bulk.add(std::slice::from_ref(&search)).await.unwrap();
    bulk.add(&[*wishes]).await.unwrap();
    bulk.commit().await.unwrap();
    let said = VetoSaid { offer: None, owner: Some("Chi offre".to_owned()), by: VetoBy::Household, reason: None };
    let veto = vetoes::add(&db, &db.held(search.id).await.unwrap(), &db, said).await.unwrap();
    (search.id.to_string(), veto.id.to_string())
}
