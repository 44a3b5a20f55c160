//! Files in the format of Wireshark: blocks, of which some have packets.
//!
//! Sections may have different byte orders, and interfaces different links and clocks. Options are left out, but for the clock.

use crate::bytes::{u16_at, u32_in};
use crate::capture::{Found, LONGEST, Packet};
use crate::time::Time;
use pcap_parser::pcapng::{
    InterfaceDescriptionBlock, parse_interfacedescriptionblock_be, parse_interfacedescriptionblock_le,
};
use pcap_parser::{EPB_MAGIC, IDB_MAGIC, SHB_MAGIC, SPB_MAGIC};

/// Packets as older versions wrote them.
const OLD_PACKET: u32 = 2;
/// The length of a block takes four bytes at its end too.
const END: usize = 4;

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
        if !matches!(kind, IDB_MAGIC | EPB_MAGIC | SPB_MAGIC | OLD_PACKET) {
            return Found::Long(length);
        }
        if length > LONGEST {
            return Found::Damaged("the next block would be longer than packets are");
        }
        let Some(block) = bytes.get(..length) else { return Found::More };
        match kind {
            IDB_MAGIC => self.interface(block),
            SPB_MAGIC => self.simple_packet(block),
            _ => self.packet(kind, block),
        }
    }

    fn number(&self, bytes: &[u8], at: usize) -> Option<u32> {
        u32_in(self.is_big, bytes, at)
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

    fn packet<'a>(&self, kind: u32, block: &'a [u8]) -> Found<'a> {
        let packet = self.read(kind, block);
        Found::Packet(block.len(), packet.unwrap_or(DAMAGED))
    }

    /// Interface, time, captured and sent length, packet. `None` if the block is damaged.
    fn read<'a>(&self, kind: u32, block: &'a [u8]) -> Option<Packet<'a>> {
        let number = |at| self.number(block, at);
        let interface = if kind == OLD_PACKET {
            // Two bytes, and two for how many packets were lost.
            let number = u16_at(block, 8)?;
            u32::from(if self.is_big { number } else { number.swap_bytes() })
        } else {
            number(8)?
        };
        let (high, low, length) = (number(12)?, number(16)?, number(20)? as usize);
        let bytes = self.inside(block, 28)?.get(..length)?;
        Some(match self.interfaces.get(interface as usize) {
            Some(found) => Packet { time: Some(found.time(high, low)), link: Ok(found.link), bytes },
            None => Packet { link: UNDESCRIBED, ..DAMAGED },
        })
    }

    /// A packet of the first interface, without a time.
    fn simple_packet<'a>(&self, block: &'a [u8]) -> Found<'a> {
        let packet = self.number(block, 8).zip(self.inside(block, 12)).map(|(length, data)| {
            let bytes = data.get(..length as usize).unwrap_or(data);
            Packet { time: None, link: self.interfaces.first().map_or(UNDESCRIBED, |found| Ok(found.link)), bytes }
        });
        Found::Packet(block.len(), packet.unwrap_or(DAMAGED))
    }

    /// What is in a block from this place, if both its lengths agree.
    fn inside<'a>(&self, block: &'a [u8], start: usize) -> Option<&'a [u8]> {
        let end = block.len().checked_sub(END)?;
        let agree = self.number(block, end)? as usize == block.len();
        block.get(start..end).filter(|_| agree)
    }
}

const UNDESCRIBED: Result<u16, &str> = Err("its interface is not described");

/// A packet whose block says no more than how long it is.
const DAMAGED: Packet<'static> = Packet { time: None, link: Err("its block is damaged"), bytes: &[] };

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
    fn time(&self, high: u32, low: u32) -> Time {
        let units = u64::from(high) << 32 | u64::from(low);
        let parts = u128::from(units % self.resolution) * 1_000_000 / u128::from(self.resolution);
        Time {
            seconds: (units / self.resolution).saturating_add_signed(self.offset),
            microseconds: u32::try_from(parts).unwrap_or(0),
        }
    }
}
