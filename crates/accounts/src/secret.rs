//! Secrets: random when made, hashed when kept.
//!
//! Sessions and tokens carry 256 random bits, so a plain SHA-256 keeps them safely: there is nothing to guess.
//! Passwords are people's own, so they are kept by argon2id, two at a time: hashing is meant to be slow, and must not
//! drown the other requests of a small server.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// What every API token begins with, so that one left in a public place can be recognised.
pub(crate) const TOKEN_PREFIX: &str = "soglia_";

/// 256 random bits as lower-case hexadecimal text.
///
/// # Panics
/// When the operating system gives no randomness: nothing may go on without it.
#[must_use]
pub(crate) fn random_secret() -> String {
    hex(&random::<32>())
}

/// An initial password that is easy to read aloud: four groups of five letters and digits, none alike (99 bits).
#[must_use]
pub fn random_password() -> String {
    const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";
    let mut letters = String::new();
    while letters.chars().filter(char::is_ascii_alphanumeric).count() < 20 {
        for byte in random::<32>() {
            let count = letters.chars().filter(char::is_ascii_alphanumeric).count();
            // 32 signs divide 256 evenly; the last stands for none and is thrown again.
            let sign = char::from(SIGNS[usize::from(byte) % 32]);
            if sign == '-' || count == 20 {
                continue;
            }
            if count > 0 && count % 5 == 0 && !letters.ends_with('-') {
                letters.push('-');
            }
            letters.push(sign);
        }
    }
    letters
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

/// How a session's or token's secret is kept.
#[must_use]
pub(crate) fn secret_hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Argon2id with the parameters that OWASP's password cheat sheet names: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("the parameters lie within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// How a password is kept. Blanks around it do not count. Slow on purpose: for the command line and the
/// invented network.
///
/// # Panics
/// When the operating system gives no randomness.
#[must_use]
pub fn hash_password(password: &str) -> String {
    argon2().hash_password(password.trim().as_bytes()).expect("a password can be hashed").to_string()
}

/// What a password is compared with when nobody has the e-mail, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_password(&random_secret()));
static AT_ONCE: Semaphore = Semaphore::const_new(2);

fn verify(password: &str, kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|hash| argon2().verify_password(password.trim().as_bytes(), &hash).is_ok())
}

/// Whether a password is the one kept; with none kept it takes as long to say no.
pub(crate) async fn is_right(password: String, kept: Option<String>) -> bool {
    let turn = AT_ONCE.acquire().await;
    let right = tokio::task::spawn_blocking(move || {
        let right = verify(&password, kept.as_deref().unwrap_or(&NOBODY));
        right && kept.is_some()
    });
    let right = right.await.unwrap_or(false);
    drop(turn);
    right
}

/// [`hash_password`] beside the server's other work.
pub(crate) async fn hashed(password: String) -> String {
    let turn = AT_ONCE.acquire().await;
    let hash = tokio::task::spawn_blocking(move || hash_password(&password)).await;
    drop(turn);
    hash.expect("hashing a password does not panic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_by_argon2id_with_the_named_parameters_and_a_salt_of_its_own() {
        let (one, other) = (hash_password("quattro pecore blu"), hash_password("quattro pecore blu"));
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, other);
        assert!(verify(" quattro pecore blu ", &one));
        assert!(!verify("quattro pecore rosse", &one));
        assert!(!verify("quattro pecore blu", "not a hash"));
    }

    #[tokio::test]
    async fn no_password_opens_an_account_without_one() {
        assert!(!is_right(String::new(), None).await);
        assert!(!is_right("quattro pecore blu".into(), None).await);
    }

    #[test]
    fn secrets_and_initial_passwords_are_long_and_never_the_same() {
        let (one, other) = (random_secret(), random_secret());
        assert!(one.len() == 64 && one != other);
        assert_eq!(secret_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let password = random_password();
        let groups: Vec<usize> = password.split('-').map(str::len).collect();
        assert_eq!(groups, [5, 5, 5, 5], "{password}");
        assert_ne!(password, random_password());
    }
}
