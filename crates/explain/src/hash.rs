//! Numbers for texts, by which they are told apart without being kept.

use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a, mixed. It is no defence against somebody who makes collisions: those only make counts too small.
pub(crate) fn of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// One number for several.
pub(crate) fn mix(numbers: &[u64]) -> u64 {
    let mut sum: u64 = 0x9e37_79b9_7f4a_7c15;
    for number in numbers {
        sum = (sum ^ number).wrapping_mul(0xff51_afd7_ed55_8ccd);
        sum ^= sum >> 32;
    }
    sum
}

/// Keys are mixed already.
#[derive(Default)]
pub(crate) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(&[self.0, u64::from(*byte)]);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

pub(crate) type Map<V> = std::collections::HashMap<u64, V, BuildHasherDefault<Mixed>>;

pub(crate) type Set = std::collections::HashSet<u64, BuildHasherDefault<Mixed>>;
