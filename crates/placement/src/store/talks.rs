//! What was said about an offer, and with whom: its contact history.

use kernel::{Day, MemberId, Moment};
use store::{Db, Held, InReach, Order, Reach, Stored, Where, record};

use super::declined::Acted;
use super::offers::{Offer, OfferFact, OfferId};
use crate::rules::Refusal;
use crate::rules::offer::ContactHow;

kernel::id!(
    /// Names an entry of an offer's contact history.
    TalkId
);
store::text_cells!(TalkId);

record! {
    /// Somebody was talked to about an offer.
    pub struct Talk in offer_talk keyed by TalkId {
        /// Its id.
        pub id: TalkId,
        /// How often it was changed.
        pub version: i64,
        /// The offer.
        pub offer_id: OfferId,
        /// On which day.
        pub on_day: Day,
        /// How.
        pub how: ContactHow,
        /// With whom.
        pub who: Option<String>,
        /// What was said.
        pub words: String,
        /// Whether it was said that the offer still stands.
        pub confirmed: bool,
        /// Who wrote it down.
        pub member_id: Option<MemberId>,
        /// When.
        pub written_at: Moment,
    }
}

impl InReach for Talk {
    fn in_reach(reach: &Reach) -> Where {
        reach.through::<Offer>(Offer::id.is(Self::offer_id))
    }
}

/// What is written of a talk.
#[derive(Debug, Clone)]
pub struct TalkSaid {
    /// On which day.
    pub on_day: Day,
    /// How.
    pub how: ContactHow,
    /// With whom.
    pub who: Option<String>,
    /// What was said.
    pub words: String,
    /// Whether the offer still stands.
    pub confirmed: bool,
}

/// Notes a talk; one that confirms the offer lets it be heard of on that day.
///
/// # Errors
/// [`Refusal::InTheFuture`] for a day ahead; [`store::StoreError::Stale`] when somebody changed the offer meanwhile.
pub async fn note(db: &Db, held: Held<Offer>, said: TalkSaid) -> Acted<Talk> {
    if said.on_day > db.today() {
        return Err(Refusal::InTheFuture.into());
    }
    let kind = held.kind;
    let TalkSaid { on_day, how, who, words, confirmed } = said;
    let talk = Talk {
        id: TalkId::fresh(),
        version: 0,
        offer_id: held.id,
        on_day,
        how,
        who,
        words,
        confirmed,
        member_id: db.act().member,
        written_at: db.now(),
    };
    let heard_on = if confirmed { on_day.max(held.heard_on) } else { held.heard_on };
    let new = Offer { heard_on, ..held.clone() };
    let mut change = db.change().await?;
    let offer = if heard_on == held.heard_on { new } else { change.update(held, new).await? };
    change.insert(&talk).await?;
    change.commit(offer.entry(&OfferFact::OfferTalkNoted { kind }).on(on_day)).await?;
    Ok(talk)
}

/// The contact history of an offer, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, offer: OfferId) -> Stored<Vec<Talk>> {
    let rows = db.rows::<Talk>().filter(Talk::offer_id.eq(offer));
    rows.sort(Talk::on_day, Order::Falling).sort(Talk::id, Order::Falling).limit(200).all().await
}
