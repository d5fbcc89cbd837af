//! Who belongs to a circle: a profession or a team of one organisation.

use kernel::{Day, MemberId, Moment, OrganisationId};
use store::{Db, Entry, Held, InReach, Order, Reach, Stored, Where, record};

use super::grants::valid_on;
use super::{DoorFact, Member, RoleGrant};
use crate::rules::{Circle, CircleRefusal, email_key, reads_from};

kernel::id!(
    /// Names somebody's belonging to a circle.
    BelongingId
);
store::text_cells!(BelongingId);

record! {
    /// A member belongs to a circle.
    pub struct Belonging in belonging keyed by BelongingId {
        /// The id.
        pub id: BelongingId,
        /// How often the row was changed.
        pub version: i64,
        /// Who.
        pub member_id: MemberId,
        /// Of which organisation.
        pub organisation_id: OrganisationId,
        /// To which circle.
        pub circle: Circle,
        /// What was sealed earlier stays shut.
        pub reads_from: Moment,
        /// Who admitted the member.
        pub admitted_by: Option<MemberId>,
        /// When.
        pub admitted_at: Moment,
        /// When it ended.
        pub ended_at: Option<Moment>,
    }
}

/// Who belongs to which circle is no secret within an organisation.
impl InReach for Belonging {
    fn in_reach(reach: &Reach) -> Where {
        reach.by_organisation(Self::organisation_id)
    }
}

impl Belonging {
    /// The belongings that count on a day: they last, and the member holds a role at the organisation itself. A role
    /// held elsewhere, or in the whole network, is none there.
    fn counting_on(today: Day) -> Where {
        let at_work = RoleGrant::member_id
            .is(Self::member_id)
            .and(RoleGrant::organisation_id.is(Self::organisation_id))
            .and(valid_on(today));
        Self::ended_at.is_null().and(Where::exists::<RoleGrant>(at_work))
    }

    /// The belongings of a member that count on a day.
    pub fn counting_of(member: MemberId, today: Day) -> Where {
        Self::member_id.eq(member).and(Self::counting_on(today))
    }
}

/// The belongings within reach that last, by organisation and circle.
///
/// # Errors
/// When the database fails.
pub async fn belongings(db: &Db) -> Stored<Vec<Belonging>> {
    db.rows::<Belonging>()
        .filter(Belonging::ended_at.is_null())
        .sort(Belonging::organisation_id, Order::Rising)
        .sort(Belonging::circle, Order::Rising)
        .sort(Belonging::id, Order::Rising)
        .all()
        .await
}

/// The circles to which the caller belongs today.
///
/// # Errors
/// When the database fails.
pub async fn own_belongings(db: &Db) -> Stored<Vec<Belonging>> {
    let Some(member) = db.act().member else { return Ok(Vec::new()) };
    let own = Belonging::counting_of(member, db.today());
    db.rows::<Belonging>().filter(own).sort(Belonging::id, Order::Rising).all().await
}

/// Admits a member, known by e-mail within reach, to a circle.
///
/// # Errors
/// [`store::StoreError::NotFound`] when the organisation lies out of reach; inside, the refusal of the rules.
pub async fn admit(
    db: &Db,
    email: &str,
    organisation: OrganisationId,
    circle: Circle,
    administers: bool,
) -> Stored<Result<Belonging, CircleRefusal>> {
    let found = db.rows::<Member>().filter(Member::email_key.eq(email_key(email))).first().await?;
    let (Some(newcomer), Some(admitter)) = (found.filter(|member| member.active), db.act().member) else {
        return Ok(Err(CircleRefusal::Nobody));
    };
    let here = Belonging::organisation_id.eq(organisation).and(Belonging::circle.eq(circle));
    let there = db.rows::<Belonging>().filter(here.clone().and(Belonging::ended_at.is_null())).all().await?;
    if there.iter().any(|row| row.member_id == newcomer.id) {
        return Ok(Err(CircleRefusal::Already));
    }
    let own =
        own_belongings(db).await?.into_iter().find(|row| (row.organisation_id, row.circle) == (organisation, circle));
    let own = own.map(|row| row.reads_from);
    let at_work = here.and(Belonging::counting_on(db.today()));
    let has_members = db.rows::<Belonging>().filter(at_work).first().await?.is_some();
    let since = match reads_from(admitter, newcomer.id, own, administers, has_members, db.now()) {
        Ok(since) => since,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if newcomer.password_given.is_some() {
        return Ok(Err(CircleRefusal::GivenPassword));
    }
    let belonging = Belonging {
        id: BelongingId::fresh(),
        version: 0,
        member_id: newcomer.id,
        organisation_id: organisation,
        circle,
        reads_from: since,
        admitted_by: Some(admitter),
        admitted_at: db.now(),
        ended_at: None,
    };
    let mut change = db.change().await?;
    change.insert(&belonging).await?;
    change.commit(Entry::new(&DoorFact::CircleJoined { circle, organisation }, newcomer.id)).await?;
    Ok(Ok(belonging))
}

/// Ends somebody's belonging to a circle, from the next request on.
///
/// # Errors
/// [`store::StoreError::Stale`] when somebody changed it since.
pub async fn leave(db: &Db, held: Held<Belonging>) -> Stored<()> {
    let (member, circle, organisation) = (held.member_id, held.circle, held.organisation_id);
    let new = Belonging { ended_at: Some(db.now()), ..held.clone() };
    let mut change = db.change().await?;
    change.update(held, new).await?;
    change.commit(Entry::new(&DoorFact::CircleLeft { circle, organisation }, member)).await?;
    Ok(())
}

/// Ends all belongings of a member to whom somebody else gave a new password: whoever can sign in as another must not
/// come by what was sealed. The circle admits the member again, once the password is the member's own.
///
/// # Errors
/// When the database fails.
pub async fn leave_all(db: &Db, member: MemberId) -> Stored<()> {
    let lasting = Belonging::member_id.eq(member).and(Belonging::ended_at.is_null());
    for row in db.rows::<Belonging>().filter(lasting).all().await? {
        let held = db.held::<Belonging>(row.id).await?;
        leave(db, held).await?;
    }
    Ok(())
}
