//! Keeps people's words unreadable at rest (PRODUCT A5): XChaCha20-Poly1305, a nonce of its own each time.
//!
//! The key is 32 bytes as hexadecimal text in a file that the operator keeps with the backups. Without a key
//! file no excerpt is ever stored, and what waits in the outbox is sealed with a key that lasts as long as the
//! process: after a restart it is composed anew.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chacha20::{R20, hchacha};
use ring::aead::{self, Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An XChaCha20 nonce, in bytes.
const NONCE: usize = 24;

/// As much of it as is drawn by lot.
const START: usize = 16;

/// How many nonces begin with what was drawn once.
const SERIES: u64 = 1 << 16;

/// As much of it as is counted.
const COUNT: usize = NONCE - START;

/// A key, in bytes.
const KEY: usize = 32;

/// What an excerpt takes in most cases, sealed, in bytes.
const USUAL: usize = 320;

/// Closes and opens what is stored.
pub struct Seal {
    closing: Closing,
    text: Text,
}

/// Closes what one process stores, each under a nonce of its own: 16 bytes drawn by lot for some tens of thousands of
/// them, then a counter.
///
/// A nonce may be foreseen, but never used twice under one key, over all starts. XChaCha20 makes a key of the first 16
/// bytes and goes on as ChaCha20 with the others: so that key is made once a series, and the rest is *ring*'s, which takes a
/// fraction of the time. Asking the kernel for a nonce each time took longer than both.
///
/// What remains: a machine that is resumed twice from one image of its memory uses the rest of a series twice, and all of
/// the next ones if its kernel draws the same lots again. Who then has both databases can tell where their words
/// differ. One that starts from a copy of its disk draws anew.
struct Closing {
    key: [u8; KEY],
    series: Mutex<Series>,
}

/// Nonces that begin alike.
#[derive(Clone)]
struct Series {
    start: [u8; START],
    key: LessSafeKey,
    used: u64,
}

impl Series {
    fn draw(key: &[u8; KEY]) -> Self {
        let start = drawn();
        Self {
            start,
            key: key_of_series(key, start),
            used: 0,
        }
    }
}

/// The key under which ChaCha20-Poly1305 closes whatever has a nonce that begins so.
fn key_of_series(key: &[u8; KEY], start: [u8; START]) -> LessSafeKey {
    let key = hchacha::<R20>(&(*key).into(), &start.into());
    let key = UnboundKey::new(&CHACHA20_POLY1305, &key).expect("HChaCha20 makes keys of 32 bytes");
    LessSafeKey::new(key)
}

/// What remains of a nonce, as ChaCha20 has it.
fn rest_of_nonce(count: [u8; COUNT]) -> aead::Nonce {
    let mut nonce = [0; NONCE_LEN];
    nonce[NONCE_LEN - COUNT..].copy_from_slice(&count);
    aead::Nonce::assume_unique_for_key(nonce)
}

/// So many bytes by lot.
fn drawn<const BYTES: usize>() -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    let drawn = SystemRandom::new().fill(&mut bytes);
    drawn.expect("the system draws lots");
    bytes
}

impl Closing {
    fn new(key: [u8; KEY]) -> Self {
        let series = Mutex::new(Series::draw(&key));
        Self { key, series }
    }

    /// The series with its next nonce used up: nobody else gets it.
    fn next(&self) -> Series {
        let mut series = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        if series.used == SERIES {
            *series = Series::draw(&self.key);
        }
        series.used += 1;
        series.clone()
    }

    /// Puts the nonce before what `write` writes, closes that, and puts the tag behind it. `None` if it couldn't write, or
    /// wrote more than the cipher takes.
    fn close(&self, write: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> Option<Vec<u8>> {
        let Series { start, key, used } = self.next();
        let count = used.to_be_bytes();
        let mut sealed = Vec::with_capacity(USUAL);
        sealed.extend_from_slice(&start);
        sealed.extend_from_slice(&count);
        write(&mut sealed)?;
        let tag = key
            .seal_in_place_separate_tag(rest_of_nonce(count), Aad::empty(), &mut sealed[NONCE..])
            .ok()?;
        sealed.extend_from_slice(tag.as_ref());
        Some(sealed)
    }

    /// What `close` closed, if nothing was changed since, under any series.
    fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (start, rest) = sealed.split_first_chunk()?;
        let (count, closed) = rest.split_first_chunk()?;
        let key = key_of_series(&self.key, *start);
        let mut plain = closed.to_vec();
        let opened = key.open_in_place(rest_of_nonce(*count), Aad::empty(), &mut plain);
        let length = opened.ok()?.len();
        plain.truncate(length);
        Some(plain)
    }
}

/// Whether people's words may be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    Kept,
    NotKept,
}

/// Why a key file is of no use; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(
        "the key file {path} can't be read or made: {problem}; check the path and its permissions (storage.key_file)"
    )]
    File {
        path: PathBuf,
        problem: std::io::Error,
    },
    #[error(
        "the key file {path} holds no key of 64 hexadecimal digits; restore it from your backup, or remove it to begin with a new key"
    )]
    NoKey { path: PathBuf },
}

/// Whether the key was there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Found,
    /// Just made: the operator should be told where to keep it.
    Made,
}

impl Seal {
    /// A seal that lasts as long as the process, and keeps no excerpts.
    pub fn fleeting() -> Self {
        Self::new(drawn(), Text::NotKept)
    }

    fn new(key: [u8; KEY], text: Text) -> Self {
        Self {
            closing: Closing::new(key),
            text,
        }
    }

    /// The seal of this key file, which is made if it isn't there.
    ///
    /// # Errors
    /// If the file can't be read or made, or holds no key.
    pub fn from_file(path: &Path) -> Result<(Self, Origin), KeyError> {
        let wrong = |problem| KeyError::File {
            path: path.to_owned(),
            problem,
        };
        let (digits, origin) = match std::fs::read_to_string(path) {
            Ok(digits) => (digits, Origin::Found),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                (make(path).map_err(wrong)?, Origin::Made)
            }
            Err(error) => return Err(wrong(error)),
        };
        let key = parse(digits.trim()).ok_or_else(|| KeyError::NoKey {
            path: path.to_owned(),
        })?;
        Ok((Self::new(key, Text::Kept), origin))
    }

    /// Whether excerpts are stored at all.
    pub const fn text(&self) -> Text {
        self.text
    }

    /// Closes a value. `None` only if it can't be written as JSON, or is larger than the cipher takes.
    pub fn close(&self, value: &impl Serialize) -> Option<Vec<u8>> {
        self.closing
            .close(|sealed| serde_json::to_writer(sealed, value).ok())
    }

    /// Opens what [`Seal::close`] made. `None`: closed with another key, or damaged.
    pub fn open<T: DeserializeOwned>(&self, sealed: &[u8]) -> Option<T> {
        let plain = self.closing.open(sealed)?;
        serde_json::from_slice(&plain).ok()
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seal")
            .field("text", &self.text)
            .finish_non_exhaustive()
    }
}

/// A fresh nonce for a message: 25 characters, the most that Discord takes (facts §3). It is kept with the
/// outbox row, so that every try of that row has the same.
pub fn nonce() -> String {
    format!("d{}", hexadecimal(drawn::<12>()))
}

fn hexadecimal<const BYTES: usize>(bytes: [u8; BYTES]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    digits.collect()
}

/// Writes a new key where only its owner can read it.
fn make(path: &Path) -> std::io::Result<String> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder)?;
    }
    let digits = hexadecimal(drawn::<KEY>());
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    writeln!(file, "{digits}")?;
    file.sync_all()?;
    Ok(digits)
}

fn parse(digits: &str) -> Option<[u8; KEY]> {
    if digits.len() != 2 * KEY || !digits.is_ascii() {
        return None;
    }
    let mut key = [0; KEY];
    for (byte, at) in key.iter_mut().zip((0..digits.len()).step_by(2)) {
        *byte = u8::from_str_radix(&digits[at..at + 2], 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_opens_only_with_its_key() {
        let seal = Seal::fleeting();
        let closed = seal.close(&"the invoice for Berg").unwrap();
        assert!(!String::from_utf8_lossy(&closed).contains("invoice"));
        assert_eq!(
            seal.open::<String>(&closed).as_deref(),
            Some("the invoice for Berg")
        );
        assert_eq!(Seal::fleeting().open::<String>(&closed), None);
        assert_eq!(seal.open::<String>(&closed[..10]), None);
    }

    #[test]
    fn no_nonce_comes_twice_not_even_after_a_restart() {
        let key = drawn();
        let mut seen = std::collections::HashSet::new();
        for _ in 0..3 {
            let seal = Seal::new(key, Text::Kept);
            for _ in 0..100 {
                let closed = seal.close(&"the same").unwrap();
                assert!(seen.insert(closed[..NONCE].to_vec()));
            }
        }
    }

    #[test]
    fn what_nonces_begin_with_is_drawn_anew_now_and_then() {
        let seal = Seal::fleeting();
        let start = |closed: Vec<u8>| closed[..START].to_vec();
        let first = start(seal.close(&1).unwrap());
        for _ in 1..SERIES {
            assert_eq!(start(seal.close(&1).unwrap()), first);
        }
        let next = seal.close(&1).unwrap();
        assert_eq!(seal.open::<i32>(&next), Some(1));
        assert_ne!(start(next), first);
    }

    #[test]
    fn the_key_is_made_once_for_its_owner_only_and_found_again() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/adagio.key");
        let (first, origin) = Seal::from_file(&path).unwrap();
        assert_eq!(origin, Origin::Made);
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let closed = first.close(&1).unwrap();
        let (second, origin) = Seal::from_file(&path).unwrap();
        assert_eq!((origin, second.text()), (Origin::Found, Text::Kept));
        assert_eq!(second.open::<i32>(&closed), Some(1));
    }

    #[test]
    fn a_damaged_key_is_refused_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("adagio.key");
        for damaged in ["", "0123", &"z".repeat(64), &"é".repeat(32)] {
            std::fs::write(&path, damaged).unwrap();
            assert!(matches!(
                Seal::from_file(&path),
                Err(KeyError::NoKey { .. })
            ));
            assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
        }
    }
}
