//! The configuration: one TOML file, overridden by the environment, overridden by flags.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use agenda::post::MailServer;
use anyhow::Context;
use attachments::safe::Scanner;
use chrono_tz::Tz;
use serde::Deserialize;
use store::Database;

use crate::mail::WrittenMail;

/// How the file with the key of the attachments is named, beside the configuration.
const KEY_NAME: &str = "soglia.key";

/// What the installation decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Which database.
    pub database: Database,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The time zone in which days begin and end.
    pub time_zone: Tz,
    /// A folder with programme definitions of the installation's own.
    pub programmes: Option<PathBuf>,
    /// The file with the key of the attachments.
    pub attachment_key: PathBuf,
    /// What looks at attachments before they are kept.
    pub scanner: Option<Scanner>,
    /// The mail server by which reminders go out; without one nothing is sent.
    pub mail: Option<MailServer>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database: Database::Sqlite("soglia.db".into()),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            time_zone: Tz::Europe__Rome,
            programmes: None,
            attachment_key: KEY_NAME.into(),
            scanner: None,
            mail: None,
        }
    }
}

/// The file, as written. An unknown name in it is an error: a misspelt setting must not be ignored in silence.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    database: Option<String>,
    listen: Option<String>,
    time_zone: Option<String>,
    programmes: Option<PathBuf>,
    attachment_key: Option<PathBuf>,
    scanner: Option<String>,
    mail: Option<WrittenMail>,
}

/// Settings given on the command line or, through clap, by the environment.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Flags {
    /// Configuration file [default: soglia.toml, if there is one]
    #[arg(long, env = "SOGLIA_CONFIG", value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://USER@HOST/NAME [default: sqlite:soglia.db]
    #[arg(long, env = "SOGLIA_DATABASE", value_name = "DATABASE", global = true)]
    pub database: Option<String>,
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "SOGLIA_LISTEN", value_name = "ADDRESS:PORT", global = true)]
    pub listen: Option<String>,
    /// Time zone in which days begin and end [default: Europe/Rome]
    #[arg(long, env = "SOGLIA_TIME_ZONE", value_name = "ZONE", global = true)]
    pub time_zone: Option<String>,
    /// Folder with programme definitions of your own
    #[arg(long, env = "SOGLIA_PROGRAMMES", value_name = "FOLDER", global = true)]
    pub programmes: Option<PathBuf>,
    /// File with the key of the attachments [default: soglia.key, beside the configuration file]
    #[arg(long, env = "SOGLIA_ATTACHMENT_KEY", value_name = "FILE", global = true)]
    pub attachment_key: Option<PathBuf>,
    /// What looks at attachments before they are kept: command:PROGRAM, clamd:SOCKET or clamd:HOST:PORT [default: nothing]
    #[arg(long, env = "SOGLIA_SCANNER", value_name = "SCANNER", global = true)]
    pub scanner: Option<String>,
}

impl Config {
    /// Puts file and flags together.
    ///
    /// # Errors
    /// When the file cannot be read or a setting means nothing, with its name and the remedy.
    pub fn read(flags: &Flags) -> anyhow::Result<Self> {
        let written = match &flags.config {
            Some(path) => Written::read(path)?,
            None if Path::new("soglia.toml").exists() => Written::read(Path::new("soglia.toml"))?,
            None => Written::default(),
        };
        let mut config = Self::default();
        if let Some(database) = flags.database.as_ref().or(written.database.as_ref()) {
            config.database = database.parse().context("setting `database`")?;
        }
        if let Some(listen) = flags.listen.as_ref().or(written.listen.as_ref()) {
            config.listen = listen
                .parse()
                .with_context(|| format!("setting `listen`: `{listen}` is no address; write it as 127.0.0.1:8080"))?;
        }
        if let Some(zone) = flags.time_zone.as_ref().or(written.time_zone.as_ref()) {
            config.time_zone = zone
                .parse()
                .ok()
                .with_context(|| format!("setting `time-zone`: `{zone}` is no time zone; write it as Europe/Rome"))?;
        }
        config.programmes = flags.programmes.clone().or(written.programmes);
        if let Some(folder) = &config.programmes {
            anyhow::ensure!(folder.is_dir(), "setting `programmes`: there is no folder `{}`", folder.display());
        }
        let beside = flags.config.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).join(KEY_NAME);
        config.attachment_key = flags.attachment_key.clone().or(written.attachment_key).unwrap_or(beside);
        if let Some(scanner) = flags.scanner.as_ref().or(written.scanner.as_ref()) {
            config.scanner = Some(scanner.parse().context("setting `scanner`")?);
        }
        config.mail = written.mail.map(WrittenMail::server).transpose()?;
        Ok(config)
    }
}

impl Written {
    fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        toml::from_str(&text).with_context(|| format!("in `{}`", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_override_the_file_and_the_file_overrides_the_defaults() {
        let folder = std::env::temp_dir().join(format!("soglia-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("soglia.toml");
        std::fs::write(&file, "database = \"sqlite:/srv/one.db\"\nlisten = \"0.0.0.0:9000\"\n").unwrap();
        let flags = Flags { config: Some(file.clone()), listen: Some("127.0.0.1:1".into()), ..Flags::default() };
        let config = Config::read(&flags).unwrap();
        assert_eq!(config.database.to_string(), "sqlite:/srv/one.db");
        assert_eq!(config.listen.port(), 1);
        assert_eq!(config.time_zone, Tz::Europe__Rome);
        assert_eq!(config.attachment_key, folder.join("soglia.key"));

        std::fs::write(&file, "databse = \"sqlite:x\"\n").unwrap();
        let error = format!("{:#}", Config::read(&flags).unwrap_err());
        assert!(error.contains("databse") && error.contains("database"), "{error}");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_setting_that_means_nothing_is_named_with_its_remedy() {
        let wrong = |flags: Flags| format!("{:#}", Config::read(&flags).unwrap_err());
        assert!(wrong(Flags { listen: Some("8080".into()), ..Flags::default() }).contains("127.0.0.1:8080"));
        assert!(wrong(Flags { database: Some("soglia.db".into()), ..Flags::default() }).contains("sqlite:PATH"));
        assert!(wrong(Flags { scanner: Some("clamav".into()), ..Flags::default() }).contains("clamd:HOST:PORT"));
        assert!(wrong(Flags { time_zone: Some("Rome".into()), ..Flags::default() }).contains("Europe/Rome"));
    }
}
