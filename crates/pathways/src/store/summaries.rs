//! Where a pathway stands, for those who accompany the household and for those with whom that much is shared.

use kernel::{
    Day, HouseholdId, MemberId, OrganisationId, PathwayId, PersonId, ProgrammeCode, Shareable, TerritoryCode,
};
use people::store::households::Membership;
use people::store::sharing::household_open_to;
use store::{Db, InReach, Order, Reach, Stored, Where, record};

use crate::rules::pathway::PathwayStatus;

record! {
    /// The same rows as [`super::pathways::Pathway`], without what is said along them. An organisation that shares lets
    /// another read of its own pathways, and of no other partner's.
    pub struct Summary in pathway {
        /// Its id.
        pub id: PathwayId,
        /// A short code that names nobody.
        pub code: String,
        /// In which programme.
        pub programme: ProgrammeCode,
        /// By which partner.
        pub organisation_id: OrganisationId,
        /// In which territory.
        pub territory: TerritoryCode,
        /// The household.
        pub household_id: HouseholdId,
        /// Who accompanies the household.
        pub case_worker: MemberId,
        /// Where it stands.
        pub status: PathwayStatus,
        /// Since when.
        pub opened_on: Day,
        /// Until when.
        pub closed_on: Option<Day>,
    }
}

impl InReach for Summary {
    fn in_reach(reach: &Reach) -> Where {
        let own = reach.by(Self::programme, Self::organisation_id, Self::territory);
        match reach.guest().filter(|guest| guest.what == Shareable::PathwaySummary) {
            Some(guest) => own.or(household_open_to(&guest, Self::household_id, Self::organisation_id)),
            None => own,
        }
    }
}

/// Where the pathways of a person's households stand, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(db: &Db, person: PersonId) -> Stored<Vec<Summary>> {
    let theirs = Where::exists::<Membership>(
        Membership::household_id.is(Summary::household_id).and(Membership::person_id.eq(person)),
    );
    db.rows::<Summary>().filter(theirs).sort(Summary::id, Order::Falling).all().await
}
