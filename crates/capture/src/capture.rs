//! Takes bytes, and finds packets in them.

use crate::time::Time;
use crate::{link, pcap, pcapng};
use std::fmt::Write as _;

/// The most bytes that a packet with its header may have; more is taken for damage.
pub const LONGEST: usize = 1 << 20;

/// What is looked at together: what is buffered is bounded by it and [`LONGEST`].
const PIECE: usize = 1 << 16;

/// Whether these first bytes, at least four, are those of a capture: pcap in either byte order, with micro- or
/// nanoseconds or as older systems changed it, or pcapng.
pub fn is_capture(start: &[u8]) -> bool {
    pcap::is_first(start) || pcapng::is_first(start)
}

/// Reads a capture from bytes, which come in chunks of any size.
#[derive(Debug, Default)]
pub struct Capture {
    /// What has not been read: less than one record.
    rest: Vec<u8>,
    /// How many bytes of the next ones are of a block that is left out.
    left_out: usize,
    kind: Kind,
    /// How many packets there were.
    packets: u64,
}

#[derive(Debug, Default)]
enum Kind {
    #[default]
    Unknown,
    Pcap(pcap::File),
    Pcapng(pcapng::Section),
    /// It cannot be said where the next packet begins.
    Lost,
}

/// What the beginning of the bytes is. Numbers are those of its bytes.
pub(crate) enum Found<'a> {
    /// The record is not complete.
    More,
    Packet(usize, Packet<'a>),
    /// It has no packet.
    Other(usize),
    /// It has no packet, and may be long.
    Long(usize),
    /// What is wrong, in words.
    Damaged(&'static str),
}

/// A packet as it was captured.
pub(crate) struct Packet<'a> {
    pub(crate) time: Option<Time>,
    /// The type of its link: <https://www.tcpdump.org/linktypes.html>. Otherwise why the packet cannot be read, in words.
    pub(crate) link: Result<u16, &'static str>,
    pub(crate) bytes: &'a [u8],
}

impl Capture {
    /// A capture of which nothing has been read.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the next bytes, and writes a line for each packet that ends in them.
    pub fn push(&mut self, chunk: &[u8], text: &mut String) {
        for piece in chunk.chunks(PIECE) {
            let skipped = self.left_out.min(piece.len());
            self.left_out -= skipped;
            if matches!(self.kind, Kind::Lost) {
                return;
            }
            self.rest.extend_from_slice(piece.get(skipped..).unwrap_or_default());
            self.read(text);
        }
    }

    /// Reads what is left, and says so if the last packet is not complete, or if there was none.
    pub fn finish(self, text: &mut String) {
        let is_whole = self.rest.is_empty() && self.left_out == 0 && !matches!(self.kind, Kind::Unknown);
        if matches!(self.kind, Kind::Lost) {
            return;
        }
        if !is_whole {
            let _ = writeln!(text, "The capture is cut off after {} packets.", self.packets);
        } else if self.packets == 0 {
            text.push_str("The capture has no packets.\n");
        }
    }

    fn read(&mut self, text: &mut String) {
        let mut rest = std::mem::take(&mut self.rest);
        let mut at = 0;
        while let Some(bytes) = rest.get(at..).filter(|bytes| !bytes.is_empty()) {
            let found = match &mut self.kind {
                Kind::Unknown => match begin(bytes) {
                    Some((kind, length)) => {
                        self.kind = kind;
                        at += length;
                        continue;
                    }
                    None if bytes.len() < pcap::HEADER => Found::More,
                    None => Found::Damaged("its header is not that of a capture"),
                },
                Kind::Pcap(file) => file.next(bytes),
                Kind::Pcapng(section) => section.next(bytes),
                Kind::Lost => return,
            };
            match found {
                Found::More => break,
                Found::Packet(length, packet) => {
                    self.packets += 1;
                    at += length;
                    line(self.packets, &packet, text);
                }
                Found::Other(length) => at += length,
                Found::Long(length) => {
                    let here = length.min(bytes.len());
                    self.left_out = length - here;
                    at += here;
                }
                Found::Damaged(what) => {
                    let _ = writeln!(text, "The capture cannot be read after {} packets: {what}.", self.packets);
                    self.kind = Kind::Lost;
                    return;
                }
            }
        }
        // Nothing is copied where no record has ended: chunks may be of one byte.
        drop(rest.drain(..at.min(rest.len())));
        self.rest = rest;
    }
}

/// Which kind of file begins like this, and how many bytes that takes. `None` if these are too few, or none.
fn begin(bytes: &[u8]) -> Option<(Kind, usize)> {
    if pcapng::is_first(bytes) {
        return Some((Kind::Pcapng(pcapng::Section::default()), 0));
    }
    Some((Kind::Pcap(pcap::File::of(bytes)?), pcap::HEADER))
}

/// Writes the line of a packet.
fn line(number: u64, packet: &Packet<'_>, text: &mut String) {
    if let Some(time) = &packet.time {
        time.write(text);
    }
    let before = text.len();
    let Err(why) = packet.link.and_then(|link| link::write(link, packet.bytes, text)) else {
        text.push('\n');
        return;
    };
    text.truncate(before);
    let _ = writeln!(text, "Packet {number} cannot be read: {why}.");
}
