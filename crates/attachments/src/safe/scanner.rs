//! The scanner that an installation may put before its safe: a command of its own, or ClamAV's daemon.
//!
//! It fails closed. Only a clear *clean* lets a file in: a scanner that is away, is late, breaks off or says anything
//! else refuses the file, and the log says why.

use std::path::PathBuf;
use std::process::Stdio;
use std::str::FromStr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::process::Command;
use tokio::time::timeout;

/// How long a scanner may take.
const LONGEST: Duration = Duration::from_secs(30);

/// What a scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// Nothing was found.
    Clean,
    /// Something was found, by this name.
    Found(String),
    /// No clear answer, and why.
    Unclear(String),
}

/// A scanner, as configured: `command:PROGRAM ARGUMENTS`, `clamd:/PATH/OF/SOCKET` or `clamd:HOST:PORT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanner {
    kind: Kind,
    longest: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// A program that reads the file from its standard input and ends with 0 when it is clean, with 1 when it is not:
    /// so does `clamdscan --no-summary -`.
    Command { program: String, arguments: Vec<String> },
    /// ClamAV's daemon behind a Unix socket.
    ClamdSocket(PathBuf),
    /// ClamAV's daemon at an address.
    ClamdAddress(String),
}

/// The text names no scanner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no scanner: write command:/PATH/PROGRAM ARGUMENTS, clamd:/PATH/SOCKET or clamd:HOST:PORT")]
pub struct ScannerError(String);

impl FromStr for Scanner {
    type Err = ScannerError;

    fn from_str(text: &str) -> Result<Self, ScannerError> {
        let kind = match text.split_once(':') {
            Some(("command", line)) => {
                let mut words = line.split_whitespace().map(str::to_owned);
                words.next().map(|program| Kind::Command { program, arguments: words.collect() })
            }
            Some(("clamd", path)) if path.starts_with('/') => Some(Kind::ClamdSocket(path.into())),
            Some(("clamd", address))
                if address.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) =>
            {
                Some(Kind::ClamdAddress(address.to_owned()))
            }
            _ => None,
        };
        kind.map(|kind| Self { kind, longest: LONGEST }).ok_or_else(|| ScannerError(text.to_owned()))
    }
}

impl Scanner {
    /// The same scanner with another patience.
    #[must_use]
    pub fn within(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Has a file scanned.
    pub async fn scan(&self, bytes: &[u8]) -> Scan {
        let scanning = async {
            match &self.kind {
                Kind::Command { program, arguments } => by_command(program, arguments, bytes).await,
                Kind::ClamdSocket(path) => by_clamd(UnixStream::connect(path).await?, bytes).await,
                Kind::ClamdAddress(address) => by_clamd(TcpStream::connect(address).await?, bytes).await,
            }
        };
        match timeout(self.longest, scanning).await {
            Ok(Ok(scan)) => scan,
            Ok(Err(error)) => Scan::Unclear(error.to_string()),
            Err(_) => Scan::Unclear(format!("no answer within {} seconds", self.longest.as_secs_f32())),
        }
    }
}

async fn by_command(program: &str, arguments: &[String], bytes: &[u8]) -> std::io::Result<Scan> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let mut input = child.stdin.take();
    let written = async {
        match &mut input {
            Some(input) => input.write_all(bytes).await.is_ok() && input.shutdown().await.is_ok(),
            None => false,
        }
    };
    let read_whole = written.await;
    drop(input);
    let ended = child.wait().await?;
    Ok(match ended.code() {
        Some(0) if read_whole => Scan::Clean,
        Some(0) => Scan::Unclear(format!("`{program}` did not read the whole file")),
        Some(1) => Scan::Found(format!("by `{program}`")),
        _ => Scan::Unclear(format!("`{program}` ended with {ended}")),
    })
}

/// ClamAV's `INSTREAM` (clamd(8)): pieces with their length before them, an empty one at the end.
async fn by_clamd(mut daemon: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> std::io::Result<Scan> {
    const PIECE: usize = 64 << 10;
    const LONGEST_ANSWER: u64 = 4096;
    daemon.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        daemon.write_u32(u32::try_from(piece.len()).unwrap_or_default()).await?;
        daemon.write_all(piece).await?;
    }
    daemon.write_u32(0).await?;
    daemon.flush().await?;
    let mut answer = Vec::new();
    daemon.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer);
    let answer = answer.trim_end_matches(['\0', '\n']).trim();
    Ok(match answer.strip_prefix("stream: ") {
        Some("OK") => Scan::Clean,
        Some(found) if found.ends_with(" FOUND") => Scan::Found(found.trim_end_matches(" FOUND").to_owned()),
        _ => Scan::Unclear(format!("the scanner answered `{answer}`")),
    })
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A daemon that speaks as ClamAV's does, for one file: it reads all pieces, and answers by what they hold.
    async fn daemon(answers: fn(&[u8]) -> Option<&'static str>) -> Scanner {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut order = [0; 10];
            socket.read_exact(&mut order).await.unwrap();
            assert_eq!(&order, b"zINSTREAM\0");
            let mut file = Vec::new();
            loop {
                let length = socket.read_u32().await.unwrap() as usize;
                if length == 0 {
                    break;
                }
                let from = file.len();
                file.resize(from + length, 0);
                socket.read_exact(&mut file[from..]).await.unwrap();
            }
            match answers(&file) {
                Some(answer) => socket.write_all(answer.as_bytes()).await.unwrap(),
                // Says nothing, and holds the line.
                None => tokio::time::sleep(Duration::from_secs(60)).await,
            }
        });
        format!("clamd:{address}").parse::<Scanner>().unwrap().within(Duration::from_millis(500))
    }

    fn as_clamav_does(file: &[u8]) -> Option<&'static str> {
        Some(if file.windows(5).any(|some| some == b"EICAR") {
            "stream: Eicar-Signature FOUND\0"
        } else {
            "stream: OK\0"
        })
    }

    #[tokio::test]
    async fn a_daemon_tells_a_clean_file_from_another() {
        let large = vec![b'x'; 300_000];
        assert_eq!(daemon(as_clamav_does).await.scan(&large).await, Scan::Clean);
        let bad = [&large[..], b"EICAR"].concat();
        assert_eq!(daemon(as_clamav_does).await.scan(&bad).await, Scan::Found("Eicar-Signature".into()));
    }

    #[tokio::test]
    async fn anything_but_a_clear_answer_is_unclear() {
        for answer in [
            |_: &[u8]| Some("INSTREAM size limit exceeded. ERROR\0"),
            |_: &[u8]| Some("stream: OK but not quite\0"),
            |_: &[u8]| Some("OK\0"),
            |_: &[u8]| Some(""),
            |_: &[u8]| None,
        ] {
            let scan = daemon(answer).await.scan(b"file").await;
            assert!(matches!(scan, Scan::Unclear(_)), "{scan:?}");
        }
        for away in ["clamd:127.0.0.1:9", "clamd:/nowhere/clamd.ctl", "command:/nowhere/scan"] {
            let scan = away.parse::<Scanner>().unwrap().scan(b"file").await;
            assert!(matches!(scan, Scan::Unclear(_)), "{away}: {scan:?}");
        }
    }

    /// A scanner written in shell, as an administrator would write one.
    fn script(name: &str, text: &str) -> Scanner {
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("soglia-scan-{}-{name}", std::process::id()));
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        // Through the shell: a file just written may still be open elsewhere, and is then no program yet.
        format!("command:/bin/sh {}", path.display()).parse::<Scanner>().unwrap().within(Duration::from_secs(5))
    }

    #[tokio::test]
    async fn a_command_says_by_how_it_ends_whether_a_file_is_clean() {
        let scanner = script("eicar", "if grep -q EICAR; then exit 1; else exit 0; fi");
        assert_eq!(scanner.scan(b"permesso").await, Scan::Clean);
        assert!(matches!(scanner.scan(b"x EICAR x").await, Scan::Found(_)));
        for (name, text) in
            [("fails", "cat >/dev/null; exit 2"), ("dies", "kill -9 $$"), ("hasty", "exec <&-; sleep 0.2; exit 0")]
        {
            let scan = script(name, text).scan(&vec![b'x'; 2_000_000]).await;
            assert!(matches!(scan, Scan::Unclear(_)), "{name}: {scan:?}");
        }
        let late = script("late", "sleep 30").within(Duration::from_millis(200));
        assert!(matches!(late.scan(b"file").await, Scan::Unclear(_)));
    }

    #[test]
    fn a_scanner_that_means_nothing_is_named_with_its_remedy() {
        for wrong in
            ["", "clamd", "clamd:", "clamd:localhost", "clamd:localhost:port", "command:", "command: ", "av:/x"]
        {
            let error = wrong.parse::<Scanner>().unwrap_err().to_string();
            assert!(error.contains("clamd:HOST:PORT"), "{wrong}: {error}");
        }
    }
}
