//! A small HTTP client on plain sockets, and the servers it measures.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::world::World;

/// A server in a process of its own; it ends when this is dropped.
pub(crate) struct Served {
    child: Child,
    pub(crate) port: u16,
    /// From the start of the process to its first answer.
    pub(crate) started_in: Duration,
}

impl Served {
    /// The release program over a world.
    pub(crate) fn soglia(world: &World) -> anyhow::Result<Self> {
        let program = beside("soglia")?;
        let port = free_port()?;
        let mut command = Command::new(program);
        command.arg("serve").env("SOGLIA_DATABASE", &world.database).env("SOGLIA_LISTEN", format!("127.0.0.1:{port}"));
        Self::start(command, port)
    }

    /// The floor over the same world.
    pub(crate) fn floor(world: &World) -> anyhow::Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["floor", &world.database, &port.to_string()]);
        Self::start(command, port)
    }

    fn start(mut command: Command, port: u16) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().context("the server starts")?;
        let mut served = Self { child, port, started_in: Duration::ZERO };
        while begun.elapsed() < Duration::from_secs(30) {
            if let Ok(mut connection) = Connection::open(port)
                && connection.get("/status", "").is_ok()
            {
                served.started_in = begun.elapsed();
                return Ok(served);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("the server on port {port} does not answer")
    }

    /// Resident memory of the server's process, in MB, as the kernel counts it.
    pub(crate) fn resident_mb(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program built beside this one.
pub(crate) fn beside(name: &str) -> anyhow::Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name(name);
    ensure!(path.exists(), "build the program first: {} is missing", path.display());
    Ok(path)
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// What a measurement found.
pub(crate) struct Measured {
    /// Answers a second.
    pub(crate) per_second: f64,
    /// Half of the answers took at most so many milliseconds.
    pub(crate) p50: f64,
    /// Ninety-five in a hundred took at most so many milliseconds.
    pub(crate) p95: f64,
}

/// Asks for paths with so many clients for so long, after a short warm-up.
pub(crate) fn measure(
    port: u16,
    token: &str,
    clients: usize,
    lasting: Duration,
    path: impl Fn(usize) -> String + Sync,
) -> anyhow::Result<Measured> {
    let next = AtomicUsize::new(0);
    let ask = |until: Instant| -> anyhow::Result<Vec<f64>> {
        let mut connection = Connection::open(port)?;
        let mut times = Vec::new();
        while Instant::now() < until {
            let asked = path(next.fetch_add(1, Ordering::Relaxed));
            let begun = Instant::now();
            connection.get(&asked, token).with_context(|| format!("GET {asked}"))?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(times)
    };
    ask(Instant::now() + Duration::from_millis(300))?;
    let begun = Instant::now();
    let mut times = std::thread::scope(|scope| -> anyhow::Result<Vec<f64>> {
        let asking: Vec<_> = (0..clients).map(|_| scope.spawn(|| ask(begun + lasting))).collect();
        let mut all = Vec::new();
        for client in asking {
            all.extend(client.join().map_err(|_| anyhow::anyhow!("a client broke"))??);
        }
        Ok(all)
    })?;
    let elapsed = begun.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() as f64 - 1.0) * share) as usize).copied().unwrap_or_default();
    Ok(Measured { per_second: times.len() as f64 / elapsed, p50: at(0.5), p95: at(0.95) })
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    fn open(port: u16) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a GET and reads the whole answer; anything but 200 is an error.
    fn get(&mut self, path: &str, token: &str) -> anyhow::Result<()> {
        let head = if token.is_empty() { String::new() } else { format!("authorization: Bearer {token}\r\n") };
        write!(self.stream, "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{head}\r\n")?;
        self.buffer.clear();
        let mut piece = [0u8; 16 * 1024];
        loop {
            let read = self.stream.read(&mut piece)?;
            ensure!(read > 0, "the server hung up");
            self.buffer.extend_from_slice(&piece[..read]);
            if self.is_whole()? {
                return Ok(());
            }
        }
    }

    fn is_whole(&self) -> anyhow::Result<bool> {
        let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(false) };
        let head = String::from_utf8_lossy(&self.buffer[..end]).to_lowercase();
        ensure!(head.starts_with("http/1.1 200"), "{}", String::from_utf8_lossy(&self.buffer));
        let body = &self.buffer[end + 4..];
        match head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse::<usize>().ok()) {
            Some(length) => Ok(body.len() >= length),
            None => Ok(body.ends_with(b"0\r\n\r\n")),
        }
    }
}

/// A text as it stands in a query.
pub(crate) fn percent(text: &str) -> String {
    let quoted = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    quoted.collect()
}
