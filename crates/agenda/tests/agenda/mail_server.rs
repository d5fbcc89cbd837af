//! A small mail server that speaks real SMTP and behaves as a test tells it: refuses, defers, falls silent, hangs up.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the server behaves from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Takes everything.
    Takes,
    /// Says `451` to recipients.
    Defers,
    /// Says `451` after the words.
    DefersAfterWords,
    /// Says `530` to senders: the login is wrong, or missing.
    RefusesSenders,
    /// Says `550` to recipients.
    Refuses,
    /// Says `550` to recipients, and repeats whom it refuses.
    RefusesByName,
    /// Says nothing more once a recipient is named.
    SilentAtRecipient,
    /// Takes the words, and never says so.
    SilentAfterWords,
    /// Takes the words, and hangs up instead of saying so.
    HangsUpAfterWords,
}

/// The server: what it took, and how it behaves.
#[derive(Clone)]
pub(crate) struct MailServer {
    pub(crate) port: u16,
    manner: Arc<Mutex<Manner>>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            manner: Arc::new(Mutex::new(Manner::Takes)),
            taken: Arc::default(),
        };
        let this = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let this = this.clone();
                tokio::spawn(async move { this.talk(stream).await });
            }
        });
        server
    }

    pub(crate) fn behaves(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    fn manner(&self) -> Manner {
        *self.manner.lock().unwrap()
    }

    /// The messages whose words it has, whether it said so or not.
    pub(crate) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    /// Talks to one client; ends when either hangs up.
    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut say = async |words: &str| write.write_all(format!("{words}\r\n").as_bytes()).await.ok();
        say("220 mail.example").await?;
        while let Some(line) = lines.next_line().await.ok()? {
            let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            match word.as_str() {
                "EHLO" => say("250-mail.example\r\n250 8BITMIME").await?,
                "MAIL" if self.manner() == Manner::RefusesSenders => say("530 5.7.0 authentication required").await?,
                "RCPT" => match self.manner() {
                    Manner::Refuses => say("550 5.1.1 no such user here").await?,
                    Manner::RefusesByName => {
                        let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                        let user = address.split('@').next().unwrap_or_default();
                        say(&format!("550 5.1.1 <{address}>: no mailbox of {user} here")).await?;
                    }
                    Manner::Defers => say("451 4.3.0 try again later").await?,
                    Manner::SilentAtRecipient => std::future::pending().await,
                    _ => say("250 ok").await?,
                },
                "DATA" => {
                    say("354 go on").await?;
                    let mut words = String::new();
                    loop {
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        words.push_str(&line);
                        words.push('\n');
                    }
                    let manner = self.manner();
                    if manner != Manner::DefersAfterWords {
                        self.taken.lock().unwrap().push(words);
                    }
                    match manner {
                        Manner::DefersAfterWords => say("451 4.3.0 try again later").await?,
                        Manner::SilentAfterWords => std::future::pending().await,
                        Manner::HangsUpAfterWords => return None,
                        _ => say("250 taken").await?,
                    }
                }
                "QUIT" => {
                    say("221 farewell").await?;
                    return None;
                }
                _ => say("250 ok").await?,
            }
        }
        None
    }
}
