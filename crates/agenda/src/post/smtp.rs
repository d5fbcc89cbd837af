//! A conversation with a mail server (RFC 5321), cut where it matters: before the words are handed over everything may be
//! tried again; once they are, only an answer tells what became of them.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use super::said::Why;
use super::{Letter, MailServer, Security};

/// How long the mail server may take until it asks for the words, and until it answers them. Together shorter than the
/// lease of a reminder.
const UNTIL_WORDS: Duration = Duration::from_secs(120);
const UNTIL_ANSWER: Duration = Duration::from_secs(300);

/// What became of a letter.
#[derive(Debug)]
pub(super) enum Answered {
    /// The mail server took it.
    Taken,
    /// It did not, and may be asked again.
    NotNow(Why),
    /// It never will.
    Never(Why),
    /// The words were handed over, and no answer came.
    Nothing(Why),
}

/// A connection on which sender and recipient are agreed.
pub(super) struct Prepared(AsyncSmtpConnection);

/// Connects, and agrees on sender and recipient. Nothing of the letter's words has left by then.
///
/// # Errors
/// What the mail server answered.
pub(super) async fn prepare(server: &MailServer, letter: &Letter) -> Result<Prepared, Answered> {
    match timeout(UNTIL_WORDS, agree(server, letter)).await {
        Ok(agreed) => agreed.map(Prepared),
        Err(_) => Err(Answered::NotNow(Why::word("timeout"))),
    }
}

async fn agree(server: &MailServer, letter: &Letter) -> Result<AsyncSmtpConnection, Answered> {
    // Whatever goes wrong with the connection itself says nothing about the recipient: it is tried again.
    let not_now = |error: Error| Answered::NotNow(Why::of(&error, letter));
    let mut connection = connect(server).await.map_err(not_now)?;
    if let Some((user, password)) = &server.user {
        let credentials = Credentials::new(user.clone(), password.clone());
        connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await.map_err(not_now)?;
    }
    // A sender or a login that is refused is the installation's fault: everybody's letters wait until it is mended.
    connection.command(Mail::new(letter.envelope.from().cloned(), vec![])).await.map_err(not_now)?;
    for to in letter.envelope.to() {
        connection.command(Rcpt::new(to.clone(), vec![])).await.map_err(|error| answered(&error, letter))?;
    }
    Ok(connection)
}

async fn connect(server: &MailServer) -> Result<AsyncSmtpConnection, Error> {
    let place = (server.host.as_str(), server.port);
    let hello = ClientId::default();
    let limit = Some(Duration::from_secs(30));
    let tls = || TlsParameters::new(server.host.clone());
    match server.security {
        Security::Tls => AsyncSmtpConnection::connect_tokio1(place, limit, &hello, Some(tls()?), None).await,
        Security::None => AsyncSmtpConnection::connect_tokio1(place, limit, &hello, None, None).await,
        Security::StartTls => {
            let mut connection = AsyncSmtpConnection::connect_tokio1(place, limit, &hello, None, None).await?;
            connection.starttls(tls()?, &hello).await?;
            Ok(connection)
        }
    }
}

/// A no of the mail server, before the words were handed over.
fn answered(error: &Error, letter: &Letter) -> Answered {
    let why = Why::of(error, letter);
    if error.is_permanent() { Answered::Never(why) } else { Answered::NotNow(why) }
}

impl Prepared {
    /// Hands the words over, and waits for the answer.
    pub(super) async fn hand_over(mut self, letter: &Letter) -> Answered {
        let begun = timeout(UNTIL_WORDS, self.0.command(Data)).await;
        match begun {
            Err(_) => return Answered::NotNow(Why::word("timeout")),
            Ok(Err(error)) => return answered(&error, letter),
            Ok(Ok(_)) => {}
        }
        let answer = timeout(UNTIL_ANSWER, self.0.message(&letter.words)).await;
        let became = match answer {
            Err(_) => Answered::Nothing(Why::word("timeout")),
            Ok(Ok(_)) => Answered::Taken,
            Ok(Err(error)) if error.is_permanent() => Answered::Never(Why::of(&error, letter)),
            Ok(Err(error)) if error.is_transient() => Answered::NotNow(Why::of(&error, letter)),
            Ok(Err(error)) => Answered::Nothing(Why::of(&error, letter)),
        };
        // The letter's fate is known: a farewell that fails changes nothing.
        let _ = timeout(Duration::from_secs(5), self.0.quit()).await;
        became
    }
}
