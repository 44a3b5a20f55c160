//! Encoded catalogs that another program wrote.

/// A body with the header that it needs to be read.
pub(crate) fn behind_a_right_checksum(body: &[u8]) -> Vec<u8> {
    after(&catalog::encode(&super::common::catalog()), body)
}

/// The body of words for a catalog with the header that they need to be read.
#[allow(dead_code, reason = "not every test has words")]
pub(crate) fn words_of(catalog: &[u8], body: &[u8]) -> Vec<u8> {
    let (_, words) = catalog::encode_apart(&super::common::catalog());
    after(&words, &[&catalog[5..9], body].concat())
}

/// The body of details for a catalog with the header that they need to be read.
#[allow(dead_code, reason = "not every test has details")]
pub(crate) fn details_of(catalog: &[u8], body: &[u8]) -> Vec<u8> {
    let details = catalog::encode_details(&super::common::catalog());
    after(&details, &[&catalog[5..9], body].concat())
}

/// A body behind the magic and the version of `bytes` and a right checksum.
fn after(bytes: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = bytes[..5].to_vec();
    bytes.extend(crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(body).to_le_bytes());
    bytes.extend(body);
    bytes
}
