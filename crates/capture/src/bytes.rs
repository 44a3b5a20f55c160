//! Numbers in the byte order of networks, and of files.

/// The byte at this place.
pub(crate) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// The number of two bytes at this place.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_be_bytes(*two))
}

/// The number of four bytes at this place.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four))
}

/// The number of four bytes at this place, in the byte order of a file.
pub(crate) fn u32_in(is_big: bool, bytes: &[u8], at: usize) -> Option<u32> {
    u32_at(bytes, at).map(|number| if is_big { number } else { number.swap_bytes() })
}
