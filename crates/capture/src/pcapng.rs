//! Files in the format of Wireshark: blocks, of which some have packets.
//!
//! Sections may have different byte orders, and interfaces different links and clocks. Options are left out, but for the clock.

use crate::capture::{Found, LONGEST, Packet};
use crate::time::Time;
use pcap_parser::pcapng::{
    EnhancedPacketBlock, InterfaceDescriptionBlock, parse_enhancedpacketblock_be, parse_enhancedpacketblock_le,
    parse_interfacedescriptionblock_be, parse_interfacedescriptionblock_le, parse_simplepacketblock_be,
    parse_simplepacketblock_le,
};
use pcap_parser::traits::PcapNGPacketBlock as _;
use pcap_parser::{EPB_MAGIC, IDB_MAGIC, SHB_MAGIC, SPB_MAGIC};

/// The most interfaces of a section that are remembered.
const MOST_INTERFACES: usize = 4_096;

/// Whether a file begins like this.
pub(crate) fn is_first(start: &[u8]) -> bool {
    start.starts_with(&SHB_MAGIC.to_be_bytes())
}

/// What a section has said.
#[derive(Debug, Default)]
pub(crate) struct Section {
    is_big: bool,
    interfaces: Vec<Interface>,
}

#[derive(Clone, Copy, Debug)]
struct Interface {
    link: u16,
    /// How many of its units are a second.
    resolution: u64,
    /// What is added to its seconds.
    offset: i64,
}

impl Section {
    /// Reads a block.
    pub(crate) fn next<'a>(&mut self, bytes: &'a [u8]) -> Found<'a> {
        if is_first(bytes) {
            match bytes.get(8..).and_then(<[u8]>::first_chunk) {
                None => return Found::More,
                Some([0x1a, 0x2b, 0x3c, 0x4d]) => *self = Self { is_big: true, ..Self::default() },
                Some([0x4d, 0x3c, 0x2b, 0x1a]) => *self = Self::default(),
                Some(_) => return Found::Damaged("the byte order of a section is not known"),
            }
        }
        let (Some(kind), Some(length)) = (self.number(bytes, 0), self.number(bytes, 4)) else { return Found::More };
        let length = length as usize;
        if length < 12 || !length.is_multiple_of(4) {
            return Found::Damaged("the length of the next block cannot be");
        }
        if !matches!(kind, IDB_MAGIC | EPB_MAGIC | SPB_MAGIC) {
            return Found::Long(length);
        }
        if length > LONGEST {
            return Found::Damaged("the next block would be longer than packets are");
        }
        let Some(block) = bytes.get(..length) else { return Found::More };
        match kind {
            IDB_MAGIC => self.interface(block),
            EPB_MAGIC => self.packet(block),
            _ => self.simple_packet(block),
        }
    }

    fn number(&self, bytes: &[u8], at: usize) -> Option<u32> {
        let four = bytes.get(at..)?.first_chunk()?;
        Some(if self.is_big { u32::from_be_bytes(*four) } else { u32::from_le_bytes(*four) })
    }

    fn interface<'a>(&mut self, block: &'a [u8]) -> Found<'a> {
        let read = if self.is_big {
            parse_interfacedescriptionblock_be(block)
        } else {
            parse_interfacedescriptionblock_le(block)
        };
        let Ok((_, found)) = read else { return Found::Damaged("the description of an interface is damaged") };
        if self.interfaces.len() < MOST_INTERFACES {
            self.interfaces.push(interface(&found, self.is_big));
        }
        Found::Other(block.len())
    }

    fn packet<'a>(&self, block: &'a [u8]) -> Found<'a> {
        let read = if self.is_big { parse_enhancedpacketblock_be(block) } else { parse_enhancedpacketblock_le(block) };
        let Ok((_, found)) = read else { return without_packet(block) };
        let interface = self.interfaces.get(found.if_id as usize);
        // Not `packet_data`, which borrows from what was read.
        let bytes = found.data.get(..found.caplen as usize).unwrap_or(found.data);
        let time = interface.map(|interface| interface.time(&found));
        Found::Packet(block.len(), Packet { time, link: interface.map(|interface| interface.link), bytes })
    }

    /// A packet of the first interface, without a time.
    fn simple_packet<'a>(&self, block: &'a [u8]) -> Found<'a> {
        let read = if self.is_big { parse_simplepacketblock_be(block) } else { parse_simplepacketblock_le(block) };
        let Ok((_, found)) = read else { return without_packet(block) };
        let bytes = found.data.get(..found.orig_len() as usize).unwrap_or(found.data);
        let link = self.interfaces.first().map(|interface| interface.link);
        Found::Packet(block.len(), Packet { time: None, link, bytes })
    }
}

/// A packet whose block is damaged, but says how long it is.
fn without_packet(block: &[u8]) -> Found<'_> {
    Found::Packet(block.len(), Packet { time: None, link: None, bytes: &[] })
}

fn interface(block: &InterfaceDescriptionBlock<'_>, is_big: bool) -> Interface {
    // Powers of ten, or of two with the highest bit. The crate reads neither those of two nor the offset in the other byte order.
    let power = u32::from(block.if_tsresol & 0x7f);
    let base: u64 = if block.if_tsresol & 0x80 == 0 { 10 } else { 2 };
    Interface {
        link: u16::try_from(block.linktype.0).unwrap_or(u16::MAX),
        resolution: base.checked_pow(power).unwrap_or(u64::MAX),
        offset: if is_big { block.if_tsoffset.swap_bytes() } else { block.if_tsoffset },
    }
}

impl Interface {
    fn time(&self, packet: &EnhancedPacketBlock<'_>) -> Time {
        let units = u64::from(packet.ts_high) << 32 | u64::from(packet.ts_low);
        let parts = u128::from(units % self.resolution) * 1_000_000 / u128::from(self.resolution);
        Time {
            seconds: (units / self.resolution).saturating_add_signed(self.offset),
            microseconds: u32::try_from(parts).unwrap_or(0),
        }
    }
}
