//! The catalog as bytes: what the widget loads.

use crate::catalog::Parts;
use crate::{Catalog, Invalid};

/// Begins every encoded catalog.
const MAGIC: [u8; 4] = *b"PTLN";
/// The layout that follows; a decoder reads its own only.
const VERSION: u8 = 1;
const CRC: crc::Crc<u32, crc::NoTable> = crc::Crc::<u32, crc::NoTable>::new(&crc::CRC_32_ISO_HDLC);
const HEADER: usize = MAGIC.len() + 1 + 4;

/// Why bytes are not a catalog.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// They begin otherwise.
    #[error("this is not a Portolan catalog")]
    Magic,
    /// Another version's layout.
    #[error("the catalog has version {0}, and this program reads version {VERSION}: load both from one release")]
    Version(u8),
    /// Bytes were changed or lost.
    #[error("the catalog is damaged: its checksum does not agree")]
    Checksum,
    /// The checksum agrees, but the contents cannot be read.
    #[error("the catalog cannot be read")]
    Contents,
    /// The contents can be read, but are not valid.
    #[error("the catalog is not valid: {}", .0.first().map(ToString::to_string).unwrap_or_default())]
    Invalid(Vec<Invalid>),
}

/// The catalog as bytes: `PTLN`, a version byte, a CRC-32 (IEEE, little-endian) of the rest, and postcard.
///
/// What only chapters show is left out; see the fields' documentation.
pub fn encode(catalog: &Catalog) -> Vec<u8> {
    let body = postcard::to_allocvec(catalog.parts()).expect("memory is the only limit");
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend(MAGIC);
    bytes.push(VERSION);
    bytes.extend(CRC.checksum(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// Reads what [`encode`] wrote. Any bytes may be given: the answer is a valid catalog or an error.
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
    let (parts, rest): (Parts, _) = postcard::take_from_bytes(body).map_err(|_| DecodeError::Contents)?;
    if !rest.is_empty() {
        return Err(DecodeError::Contents);
    }
    Catalog::new(parts).map_err(DecodeError::Invalid)
}
