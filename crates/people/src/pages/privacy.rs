//! A person's privacy page: what the person was told, with whom the data are shared, who opened them in an emergency.

use std::collections::HashMap;

use kernel::{Day, MemberId, OrganisationId, PersonId};
use network::store::organisations;
use serde::Serialize;
use serde_json::json;
use store::{Db, Stored};
use web::field::{Field, Kind};
use web::{Answer, Desk, Flash, Form, Id, May, Posted, words_of};

use super::persons::{may_edit, one};
use super::{Choice, PersonShown, choices};
use crate::permissions::{GiveNotices, ShareData, ViewPrivacy};
use crate::rules::privacy::{bases_of, notice_languages, notice_text, notice_texts};
use crate::rules::sharing::{Basis, Purpose, Standing, Way, What, notice_checked};
use crate::store::emergencies::{self, Emergency};
use crate::store::notices::{self, NewNotice, Notice, notices_of};
use crate::store::persons::Person;
use crate::store::sharing::{Sharing, SharingId, sharings_of};
use crate::store::sightings::{self, Seen};

/// A notice as given.
pub const NOTICE: &[Field] = &[
    Field::new("text", Kind::Word(notice_keys), "Which text, by code and version: `network/2026-1`.").required(),
    Field::new("language", Kind::Word(notice_languages), "In which language, as an ISO 639-1 code.").required(),
    Field::new("way", Kind::Word(words_of!(Way)), "How it was given.").required(),
    Field::new("given-on", Kind::Day, "On which day; today when left out."),
];

fn notice_keys() -> Vec<&'static str> {
    static KEYS: std::sync::LazyLock<Vec<String>> =
        std::sync::LazyLock::new(|| notice_texts().iter().map(crate::rules::privacy::NoticeText::key).collect());
    KEYS.iter().map(String::as_str).collect()
}

#[derive(Serialize)]
struct Show {
    person: PersonShown,
    notices: Vec<NoticeShown>,
    sharings: Vec<SharingShown>,
    emergencies: Vec<EmergencyShown>,
    may_give: bool,
    may_share: bool,
}

#[derive(Serialize)]
struct NoticeShown {
    code: String,
    version: String,
    verified: bool,
    language: String,
    way: Way,
    given_on: Day,
    given_by: Option<String>,
    organisation: Option<String>,
}

/// A sharing as a page shows one.
#[derive(Serialize)]
pub(crate) struct SharingShown {
    id: SharingId,
    from: String,
    to: String,
    purpose: Purpose,
    basis: Basis,
    /// Where the law says so, and whether somebody has checked it.
    source: &'static str,
    verified: bool,
    what: What,
    from_day: Day,
    until_day: Day,
    standing: Standing,
    agreed_by: Option<String>,
    withdrawn_on: Option<Day>,
    withdrawn_by: Option<String>,
}

/// An opening in an emergency as a page shows one.
#[derive(Serialize)]
pub(crate) struct EmergencyShown {
    pub(crate) member: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) reason: String,
    pub(crate) opened_at: kernel::Moment,
    pub(crate) until: Day,
    pub(crate) lasts: bool,
}

/// The names that a list of rows needs.
pub(crate) struct Called {
    members: HashMap<MemberId, String>,
    organisations: HashMap<OrganisationId, String>,
}

impl Called {
    pub(crate) async fn of(
        db: &Db,
        members: impl IntoIterator<Item = MemberId>,
        organisations: impl IntoIterator<Item = OrganisationId>,
    ) -> Stored<Self> {
        Ok(Self {
            members: accounts::store::names_of(db, members).await?,
            organisations: organisations::names_of(db, organisations).await?,
        })
    }

    pub(crate) fn member(&self, id: Option<MemberId>) -> Option<String> {
        id.and_then(|id| self.members.get(&id).cloned())
    }

    pub(crate) fn organisation(&self, id: OrganisationId) -> String {
        self.organisations.get(&id).cloned().unwrap_or_default()
    }

    fn perhaps(&self, id: Option<OrganisationId>) -> Option<String> {
        id.map(|id| self.organisation(id))
    }
}

/// What a person was told, and who may read about the person.
///
/// # Errors
/// When there is none within reach.
pub async fn show(may: May<ViewPrivacy>, Id(id): Id<PersonId>) -> Answer {
    let (person, identity) = one(&may.db, id).await?;
    sightings::note(&may.db, [id], Seen::Person).await?;
    let notices = notices_of(&may.db, [id]).await?.remove(&id).unwrap_or_default();
    let sharings = sharings_of(&may.db, id).await?;
    let emergencies = emergencies::of(&may.db, id).await?;
    let members: Vec<MemberId> = notices
        .iter()
        .filter_map(|notice| notice.given_by)
        .chain(sharings.iter().flat_map(|sharing| [sharing.agreed_by, sharing.withdrawn_by]).flatten())
        .chain(emergencies.iter().map(|opened| opened.member_id))
        .collect();
    let organisations: Vec<OrganisationId> = notices
        .iter()
        .filter_map(|notice| notice.organisation_id)
        .chain(sharings.iter().flat_map(|sharing| [sharing.from_organisation, sharing.to_organisation]))
        .chain(emergencies.iter().filter_map(|opened| opened.organisation_id))
        .collect();
    let called = Called::of(&may.db, members, organisations).await?;
    let today = may.db.today();
    let context = Show {
        person: PersonShown::of(&person, identity.as_ref(), today),
        notices: notices.into_iter().map(|notice| notice_shown(notice, &called)).collect(),
        sharings: sharings.iter().map(|sharing| sharing_shown(sharing, &called, today)).collect(),
        emergencies: emergencies.into_iter().map(|opened| emergency_shown(opened, &called, today)).collect(),
        may_give: may_edit(&may.also::<GiveNotices>(), id).await?,
        may_share: may_edit(&may.also::<ShareData>(), id).await?,
    };
    may.page("privacy/show.html", context)
}

fn notice_shown(row: Notice, called: &Called) -> NoticeShown {
    let (code, version) = row.text.split_once('/').unwrap_or((&row.text, ""));
    NoticeShown {
        code: code.to_owned(),
        version: version.to_owned(),
        verified: notice_text(&row.text).is_some_and(|text| text.verified),
        given_by: called.member(row.given_by),
        organisation: called.perhaps(row.organisation_id),
        language: row.language,
        way: row.way,
        given_on: row.given_on,
    }
}

pub(crate) fn sharing_shown(row: &Sharing, called: &Called, today: Day) -> SharingShown {
    let basis = bases_of(row.purpose);
    SharingShown {
        id: row.id,
        from: called.organisation(row.from_organisation),
        to: called.organisation(row.to_organisation),
        purpose: row.purpose,
        basis: row.basis,
        source: basis.map_or("", |known| known.source.as_str()),
        verified: basis.is_some_and(|known| known.verified),
        what: row.what(),
        from_day: row.from_day,
        until_day: row.until_day,
        standing: row.standing(today),
        agreed_by: called.member(row.agreed_by),
        withdrawn_on: row.withdrawn_on,
        withdrawn_by: called.member(row.withdrawn_by),
    }
}

pub(crate) fn emergency_shown(row: Emergency, called: &Called, today: Day) -> EmergencyShown {
    EmergencyShown {
        member: called.member(Some(row.member_id)),
        organisation: called.perhaps(row.organisation_id),
        reason: row.reason,
        opened_at: row.opened_at,
        until: row.until_day,
        lasts: today <= row.until_day,
    }
}

/// An empty form for a notice.
///
/// # Errors
/// When there is no such person within reach.
pub async fn blank_notice(may: May<GiveNotices>, Id(id): Id<PersonId>) -> Answer {
    let context = notice_context(&may, &may.db, id).await?;
    let form = Form::blank().with("given-on", may.db.today()).with_some("text", current_text(may.db.today()));
    may.form("privacy/notice.html", &form, context)
}

/// Notes that somebody was given a notice.
///
/// # Errors
/// When there is no such person within reach.
pub async fn give_notice(may: May<GiveNotices>, Id(id): Id<PersonId>, Posted(mut form): Posted) -> Answer {
    let context = notice_context(&may, &may.db, id).await?;
    form.check(NOTICE);
    let Some(new) = read_notice(&mut form, may.db.today()) else {
        return may.form("privacy/notice.html", &form, context);
    };
    notices::give(&may.db, id, new).await?;
    let seen = may_edit(&may.also::<ViewPrivacy>(), id).await?;
    let to = if seen { format!("/people/{id}/privacy") } else { format!("/people/{id}") };
    may.see_done(&to, Flash("notice-given"))
}

/// The text in use today.
fn current_text(today: Day) -> Option<String> {
    notice_texts().iter().find(|text| text.is_in_use_on(today)).map(crate::rules::privacy::NoticeText::key)
}

/// Reads a checked form into a notice; notes what is wrong in the form.
pub(crate) fn read_notice(form: &mut Form, today: Day) -> Option<NewNotice> {
    if !form.errors().is_empty() {
        return None;
    }
    let new = NewNotice {
        text: form.typed("text").to_owned(),
        language: form.typed("language").to_owned(),
        given_on: form.value("given-on").unwrap_or(today),
        way: form.word("way", Way::from_word)?,
    };
    for refusal in notice_checked(&new.text, &new.language, new.given_on, today) {
        form.refuse(&refusal);
    }
    form.errors().is_empty().then_some(new)
}

async fn notice_context(desk: &Desk, db: &Db, id: PersonId) -> Stored<serde_json::Value> {
    let (person, identity) = one(db, id).await?;
    sightings::note(db, [id], Seen::Person).await?;
    let texts: Vec<Choice> = notice_texts()
        .iter()
        .zip(notice_keys())
        .map(|(text, value)| {
            let name = desk.say(&format!("notice-text-{}", text.code));
            let unverified =
                if text.verified { String::new() } else { format!(" ({})", desk.say("privacy-to-verify")) };
            Choice { value, label: format!("{name} · {}{unverified}", text.version) }
        })
        .collect();
    let ways: Vec<&str> = Way::ALL.iter().map(|way| way.word()).collect();
    Ok(json!({
        "person": PersonShown::of(&person, identity.as_ref(), db.today()),
        "texts": texts,
        "languages": choices(desk, "notice-language", &notice_languages()),
        "ways": choices(desk, "notice-way", &ways),
    }))
}

/// Where the page of a person's privacy is, for those who may see it; the person's page for the others.
pub(crate) async fn way_back<P>(may: &May<P>, person: PersonId) -> Stored<String> {
    let seen = may.also::<ViewPrivacy>().rows::<Person>().id(person).first().await?.is_some();
    Ok(if seen { format!("/people/{person}/privacy") } else { format!("/people/{person}") })
}
