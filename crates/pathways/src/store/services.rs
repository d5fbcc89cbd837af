//! Ordinary services activated, as kept.

use kernel::{Day, PathwayId};
use people::store::households::counted_on;
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::facts::PathwayFact;
use super::pathways::{Pathway, touch};
use super::timeline;
use crate::rules::service::ServiceKind;

kernel::id!(
    /// Names an ordinary service activated for a household.
    ServiceId
);
store::text_cells!(ServiceId);

record! {
    /// An ordinary service activated along a pathway.
    pub struct ActivatedService in activated_service keyed by ServiceId {
        /// Its id.
        pub id: ServiceId,
        /// How often it was changed.
        pub version: i64,
        /// Along which pathway.
        pub pathway_id: PathwayId,
        /// Which.
        pub kind: ServiceKind,
        /// Who activated it: the worker, the person, an office.
        pub activated_by: Option<String>,
        /// Who provides it.
        pub provider: Option<String>,
        /// When.
        pub activated_on: Day,
    }
}

impl InReach for ActivatedService {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Pathway>(Pathway::id.is(Self::pathway_id))
    }
}

/// What is written of an activated service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSaid {
    /// Which.
    pub kind: ServiceKind,
    /// Who activated it.
    pub activated_by: Option<String>,
    /// Who provides it.
    pub provider: Option<String>,
    /// When.
    pub activated_on: Day,
}

/// The services activated along a pathway, in the order of their days.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, pathway: PathwayId) -> Stored<Vec<ActivatedService>> {
    db.rows::<ActivatedService>()
        .filter(ActivatedService::pathway_id.eq(pathway))
        .sort(ActivatedService::activated_on, Order::Rising)
        .sort(ActivatedService::id, Order::Rising)
        .all()
        .await
}

/// Writes down that a service was activated.
///
/// # Errors
/// When the pathway is closed or the day impossible.
pub async fn activate(db: &Db, pathway: &Pathway, said: ServiceSaid) -> Acted<ActivatedService> {
    let span = pathway.span(db.today());
    span.must_be_open()?;
    span.admits(said.activated_on, "activated-on")?;
    let people = counted_on(db, pathway.household_id, said.activated_on).await?;
    let service = ActivatedService {
        id: ServiceId::fresh(),
        version: 0,
        pathway_id: pathway.id,
        kind: said.kind,
        activated_by: said.activated_by,
        provider: said.provider,
        activated_on: said.activated_on,
    };
    let mut change = db.change().await?;
    change.insert(&service).await?;
    touch(&mut change, db, pathway.id).await?;
    let entry = pathway.entry(&PathwayFact::ServiceActivated { kind: service.kind }, service.id);
    change.commit(entry.on(service.activated_on).people(people)).await?;
    Ok(service)
}

/// Takes back a service written down by mistake.
///
/// # Errors
/// When the pathway is closed.
pub async fn remove(db: &Db, pathway: &Pathway, held: &Held<ActivatedService>) -> Acted<()> {
    pathway.span(db.today()).must_be_open()?;
    let before = timeline::latest(db, held.id, &["service-activated"]).await?;
    let mut change = db.change().await?;
    let gone = change.remove::<ActivatedService>(ActivatedService::id.eq(held.id)).await?;
    if gone == 0 {
        return Err(store::StoreError::NotFound.into());
    }
    touch(&mut change, db, pathway.id).await?;
    change.commit(pathway.entry(&PathwayFact::ServiceRemoved { kind: held.kind }, held.id).voids(before)).await?;
    Ok(())
}
