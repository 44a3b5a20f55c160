//! Encoding and decoding: nothing is lost, and no bytes whatever do harm.

mod common;

use catalog::{Catalog, DecodeError, Invalid, PortSpec, decode, encode};
use common::{catalog, parts};
use proptest::prelude::*;

#[test]
fn what_is_encoded_comes_back() {
    let bytes = encode(&catalog());
    assert_eq!(decode(&bytes).expect("valid"), catalog());
    assert_eq!(encode(&decode(&bytes).expect("valid")), bytes, "the same catalog gives the same bytes");
}

#[test]
fn what_is_not_a_catalog_says_why() {
    let bytes = encode(&catalog());
    let mut other_version = bytes.clone();
    other_version[4] = 9;
    assert_eq!(decode(b"").unwrap_err(), DecodeError::Magic);
    assert_eq!(decode(b"<!DOCTYPE html>").unwrap_err(), DecodeError::Magic);
    assert_eq!(decode(b"PTLN").unwrap_err(), DecodeError::Checksum);
    assert_eq!(decode(&other_version).unwrap_err(), DecodeError::Version(9));
    assert_eq!(decode(&bytes[..bytes.len() - 1]).unwrap_err(), DecodeError::Checksum);
}

#[test]
fn what_is_not_valid_is_all_reported() {
    let mut wrong = parts();
    wrong.entries[0].categories.push("none".into());
    wrong.entries[1].see_also.push("99".into());
    wrong.entries[1].uses.clear();
    wrong.entries[2].uses[0].products.push("S9".into());
    wrong.entries[3].ports = PortSpec::Range { first: 9, last: 9 };
    let found = Catalog::new(wrong).expect_err("five mistakes");
    assert!(found.contains(&Invalid::Range("9-9".into())), "{found:?}");
    assert!(found.contains(&Invalid::NoUse("137".into())), "{found:?}");
    assert!(found.contains(&Invalid::Order("9-9".into())), "{found:?}");
    assert_eq!(found.len(), 6, "{found:?}");
}

proptest! {
    #[test]
    fn any_bytes_get_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(decode(&bytes).is_err());
    }

    /// With a right header and checksum the contents are read: they must be checked, not trusted.
    #[test]
    fn any_contents_behind_a_right_checksum_do_no_harm(
        cut in 0usize..200,
        changes in proptest::collection::vec((0usize..2000, any::<u8>()), 1..8),
    ) {
        let mut bytes = encode(&catalog());
        bytes.truncate(bytes.len() - cut.min(bytes.len() - 9));
        for (at, by) in changes {
            let at = 9 + at % (bytes.len() - 9).max(1);
            if let Some(byte) = bytes.get_mut(at) {
                *byte = by;
            }
        }
        let checksum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&bytes[9..]);
        bytes[5..9].copy_from_slice(&checksum.to_le_bytes());
        if let Ok(read) = decode(&bytes) {
            let index = catalog::Index::new(read);
            let _ = index.search("shell 22", &catalog::Filters::default(), 10);
        }
    }
}
