//! The file with the installation's key: made once, beside the configuration, for its owner alone.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::key::InstallationKey;

/// What the file begins with, so that nobody takes it for something to throw away.
const HEAD: &str = "# The key of this Soglia's attachments. Without it none can be opened again: keep a copy apart from the\n# backups of the database, and give it to nobody.\n";

/// Why there is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// The file is gone, and attachments are sealed.
    #[error(
        "the key of the attachments is missing: there is no file `{0}`, but attachments are sealed with one. Put the \
         file back from its copy, or name its place with the setting `attachment-key`"
    )]
    Missing(PathBuf),
    /// The file holds another key than the one with which attachments are sealed.
    #[error(
        "the file `{0}` holds another key than the one with which the attachments are sealed. Put the right file in its \
         place, or name its place with the setting `attachment-key`"
    )]
    Another(PathBuf),
    /// The file holds no key.
    #[error("the file `{0}` holds no key: one line of 64 hexadecimal digits is expected. Put it back from its copy")]
    NoKey(PathBuf),
    /// The file can be neither read nor made.
    #[error("the key of the attachments, `{0}`: {1}. Name another place with the setting `attachment-key`")]
    Unreachable(PathBuf, String),
}

/// Where the key lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFile(PathBuf);

impl KeyFile {
    /// The file at this place.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Its place.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The key, if there is a file.
    ///
    /// # Errors
    /// When the file cannot be read or holds no key.
    pub fn read(&self) -> Result<Option<InstallationKey>, KeyFault> {
        let mut text = String::new();
        match File::open(&self.0).and_then(|file| file.take(10_000).read_to_string(&mut text)) {
            Ok(_) => parsed(&text).map(Some).ok_or_else(|| KeyFault::NoKey(self.0.clone())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.unreachable(&error)),
        }
    }

    /// The key with which the attachments of this database are sealed: the fingerprints say which keys those are. A key
    /// is made only where nothing is sealed yet.
    ///
    /// # Errors
    /// When the key is missing, is another one, or cannot be made.
    pub fn open(&self, sealed_with: &[String]) -> Result<InstallationKey, KeyFault> {
        match self.read()? {
            Some(key) if sealed_with.iter().all(|used| *used == key.fingerprint()) => Ok(key),
            Some(_) => Err(KeyFault::Another(self.0.clone())),
            None if sealed_with.is_empty() => self.make(),
            None => Err(KeyFault::Missing(self.0.clone())),
        }
    }

    /// Whether others than the owner may read the file.
    #[must_use]
    pub fn is_open_to_others(&self) -> bool {
        std::fs::metadata(&self.0).is_ok_and(|known| known.permissions().mode() & 0o077 != 0)
    }

    fn make(&self) -> Result<InstallationKey, KeyFault> {
        let fault = |error: &dyn std::fmt::Display| KeyFault::Unreachable(self.0.clone(), error.to_string());
        let key = InstallationKey::fresh().map_err(|error| fault(&error))?;
        let digits: String = key.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        if let Some(folder) = self.0.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| self.unreachable(&error))?;
        }
        // A file that came to be meanwhile is never written over.
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.0).and_then(|mut file| {
            file.write_all(format!("{HEAD}{digits}\n").as_bytes())?;
            file.sync_all()
        });
        made.map_err(|error| self.unreachable(&error))?;
        Ok(key)
    }

    fn unreachable(&self, error: &std::io::Error) -> KeyFault {
        KeyFault::Unreachable(self.0.clone(), error.to_string())
    }
}

fn parsed(text: &str) -> Option<InstallationKey> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (digits, None) = (lines.next()?, lines.next()) else { return None };
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(InstallationKey::of_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> KeyFile {
        let folder = std::env::temp_dir().join(format!("soglia-key-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        KeyFile::at(folder.join("soglia.key"))
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let file = place("made");
        let key = file.open(&[]).unwrap();
        assert_eq!(std::fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!file.is_open_to_others());
        assert_eq!(file.open(&[]), Ok(key.clone()));
        assert_eq!(file.open(&[key.fingerprint()]), Ok(key.clone()));
        std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(file.is_open_to_others());
    }

    #[test]
    fn a_missing_or_wrong_key_is_never_replaced() {
        let file = place("missing");
        let sealed_with = [InstallationKey::of_bytes([1; 32]).fingerprint()];
        assert_eq!(file.open(&sealed_with), Err(KeyFault::Missing(file.path().into())));
        assert!(!file.path().exists());
        file.open(&[]).unwrap();
        assert_eq!(file.open(&sealed_with), Err(KeyFault::Another(file.path().into())));
        let told = file.open(&sealed_with).unwrap_err().to_string();
        assert!(told.contains("soglia.key") && told.contains("`attachment-key`"), "{told}");
    }

    #[test]
    fn a_spoilt_file_is_named_and_left_alone() {
        let file = place("spoilt");
        for text in ["", "# nothing\n", "12", &"zz".repeat(32), &format!("{}\n{}", "ab".repeat(32), "ab".repeat(32))] {
            std::fs::write(file.path(), text).unwrap();
            assert_eq!(file.open(&[]), Err(KeyFault::NoKey(file.path().into())), "{text:?}");
            assert_eq!(std::fs::read_to_string(file.path()).unwrap(), text);
        }
        let nowhere = KeyFile::at("/dev/null/soglia.key".into());
        assert!(matches!(nowhere.open(&[]), Err(KeyFault::Unreachable(..))));
    }
}
