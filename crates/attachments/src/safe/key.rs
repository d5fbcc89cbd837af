//! Keys and what is sealed with them.
//!
//! Every person has a key of their own, 256 random bits, wrapped by the key of the installation. Files are sealed with
//! the person's key by XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha; RFC 8439): its nonce of 192 bits may be drawn at
//! random for every file. Person and file are sealed with the content, so that no file can be passed off as another's.

use std::fmt;

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use kernel::{PersonId, Uuid};
use sha2::{Digest, Sha256};

const NONCE: usize = 24;

/// Why something sealed does not open, or nothing can be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It was sealed with another key, for another person or file, or it was altered.
    #[error("what is sealed does not open: another key, or it was altered")]
    Broken,
    /// The operating system gives no randomness.
    #[error("the operating system gives no randomness")]
    NoRandomness,
}

/// Something sealed: nonce, then content with its mark of authenticity.
pub type Sealed = Vec<u8>;

#[derive(Clone, PartialEq, Eq)]
struct Secret([u8; 32]);

impl Secret {
    fn fresh() -> Result<Self, SealError> {
        random().map(Self)
    }

    fn seal(&self, about: &[u8], mut content: Vec<u8>) -> Result<Sealed, SealError> {
        let nonce: [u8; NONCE] = random()?;
        self.cipher().encrypt_in_place(&XNonce::from(nonce), about, &mut content).map_err(|_| SealError::Broken)?;
        Ok([&nonce[..], &content].concat())
    }

    fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, content) = sealed.split_first_chunk::<NONCE>().ok_or(SealError::Broken)?;
        let mut content = content.to_vec();
        self.cipher().decrypt_in_place(&XNonce::from(*nonce), about, &mut content).map_err(|_| SealError::Broken)?;
        Ok(content)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

fn random<const N: usize>() -> Result<[u8; N], SealError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| SealError::NoRandomness)?;
    Ok(bytes)
}

fn about(what: &str, person: PersonId, file: Option<Uuid>) -> Vec<u8> {
    let file = file.map(|file| *file.as_bytes()).unwrap_or_default();
    [what.as_bytes(), person.as_uuid().as_bytes(), &file].concat()
}

/// The key that wraps the keys of people. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct InstallationKey(Secret);

impl InstallationKey {
    /// A key of these bits.
    #[must_use]
    pub fn of_bytes(bytes: [u8; 32]) -> Self {
        Self(Secret(bytes))
    }

    /// A new key.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn fresh() -> Result<Self, SealError> {
        Secret::fresh().map(Self)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0.0
    }

    /// Tells one key from another without telling anything of it: 64 bits of a hash.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"soglia installation key");
        hash.update(self.bytes());
        hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Wraps a person's key.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn wrap(&self, person: PersonId, key: &PersonalKey) -> Result<Sealed, SealError> {
        self.0.seal(&about("soglia person key", person, None), key.0.0.to_vec())
    }

    /// Unwraps a person's key.
    ///
    /// # Errors
    /// When it was wrapped by another key or for another person, or altered.
    pub fn unwrap(&self, person: PersonId, wrapped: &[u8]) -> Result<PersonalKey, SealError> {
        let bytes = self.0.open(&about("soglia person key", person, None), wrapped)?;
        let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| SealError::Broken)?;
        Ok(PersonalKey(Secret(bytes)))
    }
}

impl fmt::Debug for InstallationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InstallationKey({})", self.fingerprint())
    }
}

/// One person's key.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalKey(Secret);

impl PersonalKey {
    /// A new key.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn fresh() -> Result<Self, SealError> {
        Secret::fresh().map(Self)
    }

    /// Seals a file of this person.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn seal(&self, person: PersonId, file: Uuid, content: Vec<u8>) -> Result<Sealed, SealError> {
        self.0.seal(&about("soglia attachment", person, Some(file)), content)
    }

    /// Opens a file of this person.
    ///
    /// # Errors
    /// When it is another's, another file, or altered.
    pub fn open(&self, person: PersonId, file: Uuid, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.open(&about("soglia attachment", person, Some(file)), sealed)
    }
}

impl fmt::Debug for PersonalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalKey")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_sealed_opens_again_and_shows_nothing(content in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            let (key, person, file) = (PersonalKey::fresh().unwrap(), PersonId::fresh(), Uuid::now_v7());
            let sealed = key.seal(person, file, content.clone()).unwrap();
            prop_assert_eq!(sealed.len(), content.len() + NONCE + 16);
            prop_assert!(content.len() < 8 || !sealed.windows(content.len()).any(|window| window == content));
            prop_assert_eq!(key.open(person, file, &sealed), Ok(content));
        }

        #[test]
        fn one_altered_bit_is_refused(content in proptest::collection::vec(any::<u8>(), 0..500), at: prop::sample::Index, bit in 0_u32..8) {
            let (key, person, file) = (PersonalKey::fresh().unwrap(), PersonId::fresh(), Uuid::now_v7());
            let mut sealed = key.seal(person, file, content).unwrap();
            let at = at.index(sealed.len());
            sealed[at] ^= 1_u8 << bit;
            prop_assert_eq!(key.open(person, file, &sealed), Err(SealError::Broken));
            sealed[at] ^= 1_u8 << bit;
            sealed.truncate(at);
            prop_assert_eq!(key.open(person, file, &sealed), Err(SealError::Broken));
        }
    }

    #[test]
    fn a_file_opens_for_nobody_else_and_under_no_other_key() {
        let (key, person, file) = (PersonalKey::fresh().unwrap(), PersonId::fresh(), Uuid::now_v7());
        let sealed = key.seal(person, file, b"permesso".to_vec()).unwrap();
        assert_eq!(key.open(PersonId::fresh(), file, &sealed), Err(SealError::Broken));
        assert_eq!(key.open(person, Uuid::now_v7(), &sealed), Err(SealError::Broken));
        assert_eq!(PersonalKey::fresh().unwrap().open(person, file, &sealed), Err(SealError::Broken));
        assert_eq!(key.open(person, file, b"short"), Err(SealError::Broken));
    }

    #[test]
    fn a_person_s_key_is_unwrapped_only_by_the_installation_and_for_the_person() {
        let (house, key, person) =
            (InstallationKey::fresh().unwrap(), PersonalKey::fresh().unwrap(), PersonId::fresh());
        let wrapped = house.wrap(person, &key).unwrap();
        assert_eq!(house.unwrap(person, &wrapped), Ok(key));
        assert_eq!(house.unwrap(PersonId::fresh(), &wrapped), Err(SealError::Broken));
        assert_eq!(InstallationKey::fresh().unwrap().unwrap(person, &wrapped), Err(SealError::Broken));
    }

    #[test]
    fn a_key_is_never_shown() {
        let key = InstallationKey::of_bytes([7; 32]);
        assert!(format!("{key:?}").len() < 40 && !format!("{key:?}").contains("0707"));
        assert_ne!(key.fingerprint(), InstallationKey::of_bytes([8; 32]).fingerprint());
    }
}
