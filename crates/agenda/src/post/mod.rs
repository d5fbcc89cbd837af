//! The worker that sends reminders: it derives what is to be sent, takes one after another, and writes every step down
//! before it is made. What this can promise and what not stands in `docs/decisions/0012-reminders-by-mail.md`.

mod letter;
mod said;
mod smtp;

use std::time::Duration;

use store::{Db, Held, StoreError, Stored};
use web::{Texts, Web};

pub use self::letter::{Letter, letter};
use self::said::Why;
use self::smtp::Answered;
use crate::rules::quiet::QuietHours;
use crate::rules::reminder::ReminderAct;
use crate::store::reminders::{self, Claimed, Reminder};

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (port 465).
    Tls,
    /// TLS after STARTTLS, and nothing without it (port 587).
    StartTls,
    /// None: for a mail server on the same machine alone.
    None,
}

/// The mail server, and when nobody is written to.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// User and password, where it asks for them.
    pub user: Option<(String, String)>,
    /// The address that reminders come from. It should not reveal the service either.
    pub from: String,
    /// When nobody is written to.
    pub quiet: QuietHours,
}

/// Without the password.
impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailServer").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

/// Whether this installation sends mail: laid on the router as an `Extension`, so that pages can say so.
#[derive(Debug, Clone, Copy)]
pub struct Sends(pub bool);

/// How long the worker sleeps between two looks at the queue.
const PAUSE: Duration = Duration::from_secs(60);

/// No look at the queue sends more.
const MOST: usize = 200;

/// Works until it is told to stop; what it has begun is finished first. `db` must be the system's own handle for this
/// duty.
pub async fn run(db: Db, web: Web, server: MailServer, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    loop {
        match tick(&db, web.texts(), &server).await {
            Ok(0) => {}
            Ok(sent) => tracing::info!(sent, "reminders sent"),
            Err(error) => tracing::error!(%error, "reminders wait: the database failed"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = &mut stop => return,
        }
    }
}

/// One look at the queue; says how many reminders the mail server took. In quiet hours nothing is sent, and nothing lost.
///
/// # Errors
/// When the database fails. What stood is written down: the next look goes on from there.
pub async fn tick(db: &Db, texts: &Texts, server: &MailServer) -> Stored<usize> {
    reminders::recover(db).await?;
    reminders::derive(db, &server.quiet).await?;
    let mut sent = 0;
    for _ in 0..MOST {
        if server.quiet.is_quiet(db.now(), db.clock().zone()) {
            break;
        }
        let Some(claimed) = reminders::claim(db).await? else { break };
        if send(db, texts, server, claimed).await? == ReminderAct::Accept {
            sent += 1;
        }
    }
    Ok(sent)
}

/// Sends one reminder, and writes down what became of it.
async fn send(db: &Db, texts: &Texts, server: &MailServer, claimed: Claimed) -> Stored<ReminderAct> {
    let Claimed { reminder, address, language } = claimed;
    let letter = letter(texts, &reminder, &address, language.as_deref(), &server.from, db.now(), db.clock().zone());
    let answered = match letter {
        Err(why) => Answered::Never(Why::word(&why)),
        Ok(letter) => match smtp::prepare(server, &letter).await {
            Err(answered) => answered,
            Ok(prepared) => {
                // From here on a crash leaves it open whether the words went out: that is written down first.
                moved(db, &reminder, ReminderAct::HandOver, None).await?;
                prepared.hand_over(&letter).await
            }
        },
    };
    let (act, why) = match answered {
        Answered::Taken => (ReminderAct::Accept, None),
        Answered::NotNow(why) => (ReminderAct::Defer, Some(why)),
        Answered::Never(why) => (ReminderAct::Refuse, Some(why)),
        Answered::Nothing(why) => (ReminderAct::Doubt, Some(why)),
    };
    if act != ReminderAct::Accept {
        let code = why.as_ref().and_then(|why| why.code.as_deref());
        tracing::warn!(reminder = %reminder.id, %act, code, "a reminder was not sent");
    }
    moved(db, &reminder, act, why.map(|why| why.words)).await?;
    Ok(act)
}

/// Moves a reminder that this worker holds: whoever else touched it meanwhile was told that the lease was over.
async fn moved(db: &Db, reminder: &Reminder, act: ReminderAct, why: Option<String>) -> Stored<Reminder> {
    let held: Held<Reminder> = db.held(reminder.id).await?;
    // The step of handing over counts the version up once.
    if held.version > reminder.version + 1 {
        return Err(StoreError::Stale);
    }
    reminders::moved(db, held, act, why).await
}
