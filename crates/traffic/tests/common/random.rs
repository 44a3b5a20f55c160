//! Numbers that look random and are the same in every run.

#![allow(dead_code, reason = "no test uses all of it")]

pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below the limit.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.index(all.len())]
    }

    pub(crate) fn port(&mut self) -> u16 {
        u16::try_from(1 + self.below(65_535)).unwrap_or(1)
    }

    pub(crate) fn address(&mut self, is_v6: bool) -> String {
        if is_v6 {
            let forms = [
                "2001:db8::X",
                "2001:db8:X:1::7",
                "2001:0db8:0000:0000:0000:0000:0000:000a",
                "fe80::X",
                "2001:db8:X::",
            ];
            self.one_of(&forms).replace('X', &format!("{:x}", 1 + self.below(0xfffe)))
        } else {
            let net = self.one_of(&["192.0.2", "198.51.100", "203.0.113", "10.1.255"]);
            format!("{net}.{}", self.below(256))
        }
    }
}
