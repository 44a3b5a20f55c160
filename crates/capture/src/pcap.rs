//! Files of libpcap: a header, then records.

use crate::bytes::u32_in;
use crate::capture::{Found, LONGEST, Packet};
use crate::time::Time;

/// The length of the file's header.
pub(crate) const HEADER: usize = 24;

/// Whether a file begins like this.
pub(crate) fn is_first(start: &[u8]) -> bool {
    File::begun(start).is_some()
}

/// What the header of a file says.
#[derive(Debug)]
pub(crate) struct File {
    is_big: bool,
    /// Whether parts of seconds are nanoseconds.
    is_nano: bool,
    /// Whether records have eight bytes more, as some versions of Linux had: the interface, and what it says of the packet.
    is_modified: bool,
    link: u16,
}

impl File {
    /// What the first four bytes say.
    fn begun(start: &[u8]) -> Option<Self> {
        let (is_big, second) = match *start {
            [0xa1, 0xb2, third, fourth, ..] => (true, [third, fourth]),
            [fourth, third, 0xb2, 0xa1, ..] => (false, [third, fourth]),
            _ => return None,
        };
        let (is_nano, is_modified) = match second {
            [0xc3, 0xd4] => (false, false),
            [0x3c, 0x4d] => (true, false),
            [0xcd, 0x34] => (false, true),
            _ => return None,
        };
        Some(Self { is_big, is_nano, is_modified, link: 0 })
    }

    /// Reads the header. `None` if it is none, or not complete.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let file = Self::begun(bytes)?;
        // The upper bits say whether frames have checksums.
        let link = u16::try_from(u32_in(file.is_big, bytes, 20)? & 0xffff).ok()?;
        Some(Self { link, ..file })
    }

    /// Reads a record.
    pub(crate) fn next<'a>(&self, bytes: &'a [u8]) -> Found<'a> {
        let number = |at| u32_in(self.is_big, bytes, at);
        let (Some(seconds), Some(parts), Some(length)) = (number(0), number(4), number(8)) else { return Found::More };
        let length = length as usize;
        if length > LONGEST {
            return Found::Damaged("the next packet would be longer than packets are");
        }
        let start = if self.is_modified { 24 } else { 16 };
        let Some(data) = bytes.get(start..start + length) else { return Found::More };
        let microseconds = if self.is_nano { parts / 1_000 } else { parts };
        let time = Some(Time { seconds: seconds.into(), microseconds });
        Found::Packet(start + length, Packet { time, link: Ok(self.link), bytes: data })
    }
}
