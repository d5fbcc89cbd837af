//! A short name for an instance: who could go where, at what worth, with which locks. Two instances with the same name
//! are the same for the engine; a proposal names the one it is about.
//!
//! FNV-1a with 64 bits (draft-eastlake-fnv): stable over machines and releases. It tells mistakes, not attacks: whoever
//! wants to deceive can, and so the certificate is checked on the instance itself.

use kernel::Uuid;

use super::{Kind, Table};
use crate::Worth;

struct Digest(u64);

impl Digest {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    fn key(&mut self, key: Uuid) {
        self.bytes(key.as_bytes());
    }

    fn worth(&mut self, worth: Worth) {
        worth.levels().iter().for_each(|level| self.bytes(&level.to_le_bytes()));
    }
}

/// A number made of a text and a number, the same everywhere.
pub(crate) fn name(text: &str, number: u32) -> u64 {
    let mut digest = Digest(OFFSET);
    digest.bytes(text.as_bytes());
    digest.number(u64::from(number));
    digest.0
}

/// Where FNV-1a begins.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

impl<K: Kind> Table<K> {
    /// The name of the instance, in sixteen hexadecimal digits.
    pub(super) fn digest(&self) -> String {
        let mut digest = Digest(OFFSET);
        digest.bytes(b"soglia desk 1 ");
        digest.bytes(K::KIND.word().as_bytes());
        digest.number(self.problem.room.len() as u64);
        for (offer, room) in (0_u32..).zip(&self.problem.room) {
            digest.key(self.offer_key(offer));
            digest.number(u64::from(*room));
        }
        for (seeker, row) in (0_u32..).zip(&self.problem.seekers) {
            digest.key(self.seeker_key(seeker));
            digest.number(row.len() as u64);
            for choice in row {
                digest.number(u64::from(choice.place));
                digest.worth(choice.gain);
            }
            let locked = self.locks.of_seekers[seeker as usize];
            digest.number(locked.map_or(u64::MAX, u64::from));
            if let Some(cell) = locked.and_then(|offer| self.cell(seeker, offer)) {
                digest.worth(self.gain(seeker, cell));
            }
        }
        format!("{:016x}", digest.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        // Test vectors of the draft: FNV-1a, 64 bits.
        for (text, known) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            let mut digest = Digest(OFFSET);
            digest.bytes(text.as_bytes());
            assert_eq!(digest.0, known, "{text}");
        }
    }
}
