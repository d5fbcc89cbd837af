//! The mail server in the configuration file, by which reminders go out.

use std::path::PathBuf;

use agenda::post::{MailServer, Security};
use agenda::rules::appointment::time_of_day;
use agenda::rules::quiet::QuietHours;
use anyhow::Context;
use serde::Deserialize;

/// The part `[mail]` of the file, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrittenMail {
    host: String,
    port: Option<u16>,
    security: Option<String>,
    user: Option<String>,
    password_file: Option<PathBuf>,
    from: String,
    quiet_from: Option<String>,
    quiet_to: Option<String>,
    quiet_sundays: Option<bool>,
    quiet_holidays: Option<bool>,
}

impl WrittenMail {
    /// The mail server that is meant.
    ///
    /// # Errors
    /// When a setting means nothing, with its name and the remedy.
    pub(crate) fn server(self) -> anyhow::Result<MailServer> {
        let (security, usual) = match self.security.as_deref() {
            None | Some("tls") => (Security::Tls, 465),
            Some("starttls") => (Security::StartTls, 587),
            Some("none") => (Security::None, 25),
            Some(other) => anyhow::bail!("setting `mail.security`: `{other}` is not one of tls, starttls, none"),
        };
        anyhow::ensure!(
            self.from.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty()),
            "setting `mail.from`: `{}` is no address; write it as promemoria@posta.example",
            self.from
        );
        let user = match (self.user, self.password_file) {
            (None, None) => None,
            (Some(user), Some(file)) => {
                let password = std::fs::read_to_string(&file)
                    .with_context(|| format!("setting `mail.password-file`: cannot read `{}`", file.display()))?;
                Some((user, password.trim().to_owned()))
            }
            _ => anyhow::bail!("settings `mail.user` and `mail.password-file` go together"),
        };
        let usual_hours = QuietHours::default();
        let time = |name: &str, written: Option<String>, usual| match written {
            None => Ok(usual),
            Some(text) => time_of_day(&text)
                .with_context(|| format!("setting `mail.{name}`: `{text}` is no time; write it as 20:00")),
        };
        let quiet = QuietHours {
            from: time("quiet-from", self.quiet_from, usual_hours.from)?,
            to: time("quiet-to", self.quiet_to, usual_hours.to)?,
            sundays: self.quiet_sundays.unwrap_or(usual_hours.sundays),
            holidays: self.quiet_holidays.unwrap_or(usual_hours.holidays),
        };
        anyhow::ensure!(
            quiet.to < quiet.from,
            "settings `mail.quiet-from` and `mail.quiet-to`: quiet begins in the evening and ends in the morning"
        );
        Ok(MailServer { host: self.host, port: self.port.unwrap_or(usual), security, user, from: self.from, quiet })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> anyhow::Result<MailServer> {
        toml::from_str::<WrittenMail>(text)?.server()
    }

    #[test]
    fn a_mail_server_is_spoken_to_by_tls_and_never_at_night_unless_the_file_says_otherwise() {
        let server = read("host = \"mail.example\"\nfrom = \"promemoria@posta.example\"").unwrap();
        assert_eq!((server.port, server.security), (465, Security::Tls));
        assert_eq!(server.quiet, QuietHours::default());
        let server = read(
            "host = \"localhost\"\nfrom = \"a@b.example\"\nsecurity = \"none\"\nport = 2525\nquiet-from = \"19:30\"\nquiet-sundays = false",
        );
        let server = server.unwrap();
        assert_eq!((server.port, server.quiet.from, server.quiet.sundays), (2525, (19, 30), false));
    }

    #[test]
    fn a_setting_that_means_nothing_is_named_with_its_remedy() {
        let wrong = |more: &str| {
            let text = format!("host = \"mail.example\"\nfrom = \"a@b.example\"\n{more}");
            format!("{:#}", read(&text).unwrap_err())
        };
        assert!(wrong("security = \"ssl\"").contains("starttls"));
        assert!(wrong("quiet-from = \"late\"").contains("20:00"));
        assert!(wrong("quiet-from = \"07:00\"").contains("evening"));
        assert!(wrong("user = \"u\"").contains("password-file"));
        assert!(wrong("pasword = \"x\"").contains("pasword"));
        assert!(format!("{:#}", read("host = \"h\"\nfrom = \"nobody\"").unwrap_err()).contains("mail.from"));
    }
}
