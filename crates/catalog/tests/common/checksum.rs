//! Encoded catalogs that another program wrote.

/// A body with the header that it needs to be read.
pub(crate) fn behind_a_right_checksum(body: &[u8]) -> Vec<u8> {
    let mut bytes = catalog::encode(&super::common::catalog());
    bytes.truncate(5);
    bytes.extend(crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(body).to_le_bytes());
    bytes.extend(body);
    bytes
}
