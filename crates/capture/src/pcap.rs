//! Files of libpcap: a header, then records.

use crate::capture::{Found, LONGEST, Packet};
use crate::time::Time;
use pcap_parser::{PcapHeader, parse_pcap_frame, parse_pcap_frame_be, parse_pcap_frame_modified, parse_pcap_header};

/// The length of the file's header.
pub(crate) const HEADER: usize = 24;

/// Whether a file begins like this.
pub(crate) fn is_first(start: &[u8]) -> bool {
    matches!(
        start,
        [0xa1, 0xb2, 0xc3, 0xd4, ..]
            | [0xd4, 0xc3, 0xb2, 0xa1, ..]
            | [0xa1, 0xb2, 0x3c, 0x4d, ..]
            | [0x4d, 0x3c, 0xb2, 0xa1, ..]
            | [0x34, 0xcd, 0xb2, 0xa1, ..]
    )
}

/// What the header of a file says.
#[derive(Debug)]
pub(crate) struct File(PcapHeader);

impl File {
    /// Reads the header. `None` if it is none, or not complete.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        parse_pcap_header(bytes).ok().map(|(_, header)| Self(header))
    }

    /// Reads a record.
    pub(crate) fn next<'a>(&self, bytes: &'a [u8]) -> Found<'a> {
        let (is_big, is_modified) = (self.0.is_bigendian(), self.0.is_modified_format());
        // The third number of the record is the length of what follows.
        let Some(length) = bytes.get(8..).and_then(<[u8]>::first_chunk) else { return Found::More };
        let length = if is_big { u32::from_be_bytes(*length) } else { u32::from_le_bytes(*length) };
        if length as usize > LONGEST {
            return Found::Damaged("the next packet would be longer than packets are");
        }
        let read = match (is_big, is_modified) {
            (true, _) => parse_pcap_frame_be(bytes),
            (false, true) => parse_pcap_frame_modified(bytes),
            (false, false) => parse_pcap_frame(bytes),
        };
        let Ok((rest, record)) = read else { return Found::More };
        let parts = if self.0.is_nanosecond_precision() { record.ts_usec / 1_000 } else { record.ts_usec };
        let packet = Packet {
            time: Some(Time { seconds: record.ts_sec.into(), microseconds: parts }),
            // The upper bits say whether frames have checksums.
            link: u16::try_from(self.0.network.0 & 0xffff).ok(),
            bytes: record.data,
        };
        Found::Packet(bytes.len() - rest.len(), packet)
    }
}
