//! The catalog as bytes: what the widget loads.
//!
//! `PTLN`, a version byte, a CRC-32 (IEEE, little-endian) of the rest; then the length of the numbers, the numbers (all
//! LEB128), and the texts (UTF-8, each ended by a line feed). Both are in columns: all titles, then all summaries. That
//! compresses better than record by record, and a reader of two streams is a third the size of derived ones, which counts
//! in what a page loads. [`layout`](crate::layout) has the order.

use crate::catalog::Parts;
use crate::layout::parts;
use crate::text::{concat, decimal};
use crate::wire::{Reader, Writer};
use crate::{Catalog, Invalid};
use std::fmt;

/// The first bytes of every encoded catalog.
const MAGIC: [u8; 4] = *b"PTLN";
/// The version of the layout; a decoder reads only its own. `tests/golden.rs` fails if the layout changes without it.
const VERSION: u8 = 5;
const CRC: crc::Crc<u32, crc::NoTable> = crc::Crc::<u32, crc::NoTable>::new(&crc::CRC_32_ISO_HDLC);
const HEADER: usize = MAGIC.len() + 1 + 4;

/// Why bytes are not a catalog.
#[derive(Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// They do not start with [`MAGIC`].
    Magic,
    /// Another version's layout.
    Version(u8),
    /// Bytes were changed or lost.
    Checksum,
    /// The checksum agrees, but the contents cannot be read.
    Contents,
    /// The contents can be read, but are not valid.
    Invalid(Vec<Invalid>),
}

impl DecodeError {
    /// A code for programs: `version` if the catalog belongs to another release of this program, else `damaged`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Version(_) => "version",
            Self::Magic | Self::Checksum | Self::Contents | Self::Invalid(_) => "damaged",
        }
    }

    /// The error message.
    pub fn text(&self) -> String {
        let sentence = match self {
            Self::Magic => "this is not a Portolan catalog",
            Self::Version(version) => {
                let (theirs, ours) = (decimal((*version).into()), decimal(VERSION.into()));
                return concat(&[
                    "the catalog has version ",
                    &theirs,
                    ", and this program reads version ",
                    &ours,
                    ": load both from one release",
                ]);
            }
            Self::Checksum => "the catalog is damaged: its checksum does not agree",
            Self::Contents => "the catalog cannot be read",
            Self::Invalid(_) => "the catalog is not valid",
        };
        sentence.to_owned()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for DecodeError {}

/// Encodes a catalog.
///
/// Fields that only chapters show are left out (see their documentation), empty optional texts become `None`, and line feeds in
/// texts become spaces.
pub fn encode(catalog: &Catalog) -> Vec<u8> {
    let mut writer = Writer::default();
    parts(&mut writer, &mut catalog.parts().clone()).expect("a valid catalog can be written");
    let body = writer.finish();
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend(MAGIC);
    bytes.push(VERSION);
    bytes.extend(CRC.checksum(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// Decodes what [`encode`] wrote. For any bytes, the result is a valid catalog or an error. Allocations are bounded: by 16 MiB for
/// 64 KiB.
///
/// # Errors
///
/// See [`DecodeError`].
pub fn decode(bytes: &[u8]) -> Result<Catalog, DecodeError> {
    if !bytes.starts_with(&MAGIC) {
        return Err(DecodeError::Magic);
    }
    let (header, body) = bytes.split_at_checked(HEADER).ok_or(DecodeError::Checksum)?;
    if header[4] != VERSION {
        return Err(DecodeError::Version(header[4]));
    }
    if header[5..] != CRC.checksum(body).to_le_bytes() {
        return Err(DecodeError::Checksum);
    }
    let mut read = Parts::default();
    let mut reader = Reader::new(body).ok_or(DecodeError::Contents)?;
    parts(&mut reader, &mut read).filter(|()| reader.is_at_end()).ok_or(DecodeError::Contents)?;
    Catalog::new(read).map_err(DecodeError::Invalid)
}
