//! The checksum of encoded files.

/// The CRC-32 (IEEE) of bytes. Its table is computed each time: that takes a hundredth of the time, and a stored one would be a kilobyte
/// of what a page loads.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (at, entry) in (0..).zip(&mut table) {
        *entry = (0..8).fold(at, |rest, _| (rest >> 1) ^ (POLYNOMIAL * (rest & 1)));
    }
    !bytes.iter().fold(u32::MAX, |rest, byte| (rest >> 8) ^ table[((rest ^ u32::from(*byte)) & 0xff) as usize])
}

/// Reflected, as the checksum is.
const POLYNOMIAL: u32 = 0xedb8_8320;

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn agrees_with_the_library() {
        let library = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
        let bytes: Vec<u8> = (0..1000_u32).map(|at| u8::try_from(at * at % 251).unwrap_or_default()).collect();
        for end in [0, 1, 2, 9, 256, 1000] {
            assert_eq!(crc32(&bytes[..end]), library.checksum(&bytes[..end]), "{end} bytes");
        }
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }
}
