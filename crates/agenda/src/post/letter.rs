//! The words of a reminder. They say that there is an appointment, and when: neither with whom nor where nor what for, and
//! no name of the network, so that whoever looks over a shoulder learns nothing.

use std::time::{Duration, UNIX_EPOCH};

use chrono_tz::Tz;
use kernel::Moment;
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::{Mailbox, header::ContentType};
use web::{FluentValue, Language, Texts};

use crate::rules::week::weekday;
use crate::store::reminders::Reminder;

/// A reminder as it goes to the mail server.
#[derive(Debug, Clone)]
pub struct Letter {
    pub(super) envelope: Envelope,
    pub(super) words: Vec<u8>,
}

impl Letter {
    /// Head and body, as sent.
    #[must_use]
    pub fn words(&self) -> &[u8] {
        &self.words
    }
}

/// The letter of a reminder. A member reads it in the language chosen; somebody accompanied in Italian and English.
///
/// # Errors
/// When an address is none, with the word that says so.
pub fn letter(
    texts: &Texts,
    reminder: &Reminder,
    to: &str,
    language: Option<&str>,
    from: &str,
    now: Moment,
    zone: Tz,
) -> Result<Letter, String> {
    let own = language.and_then(Language::from_word);
    let languages = match (own, reminder.person_id) {
        (Some(language), _) => vec![language],
        (None, Some(_)) => vec![Language::Italian, Language::English],
        (None, None) => vec![Language::Italian],
    };
    let said: Vec<(String, String)> =
        languages.iter().map(|language| said(texts, *language, reminder.starts, zone)).collect();
    let subject = said.first().map(|(subject, _)| subject.clone()).unwrap_or_default();
    let body: Vec<String> = said.into_iter().map(|(_, body)| body).collect();
    let from: Mailbox = from.parse().map_err(|_| "no-sender".to_owned())?;
    let to: Mailbox = to.trim().parse().map_err(|_| "no-address".to_owned())?;
    let domain = from.email.domain().to_owned();
    let at = UNIX_EPOCH + Duration::from_millis(now.millis().unsigned_abs());
    let message = Message::builder()
        .message_id(Some(format!("<{}@{domain}>", reminder.id)))
        .date(at)
        .from(from)
        .to(to)
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(body.join("\n\n"))
        .map_err(|error| error.to_string())?;
    Ok(Letter { envelope: message.envelope().clone(), words: message.formatted() })
}

/// Subject and body in one language.
fn said(texts: &Texts, language: Language, starts: Moment, zone: Tz) -> (String, String) {
    let (day, time) = starts.local(zone);
    let weekday = texts.say(language, &format!("weekday-{}", weekday(day)), &[]);
    let month = texts.say(language, &format!("month-{}", day.month()), &[]);
    let args: [(&str, FluentValue<'_>); 4] = [
        ("weekday", weekday.into()),
        ("day", day.day().to_string().into()),
        ("month", month.into()),
        ("time", time.into()),
    ];
    (texts.say(language, "mail-subject", &args), texts.say(language, "mail-body", &args))
}
