//! The bytes of a small catalog, kept: they may change only together with the version in them.

mod common;

use catalog::{
    Annotation, Catalog, DecodeError, Link, Provenance, Target, decode, decode_with_details, decode_with_words, encode,
    encode_apart, encode_details, encode_with_details,
};
use std::path::{Path, PathBuf};

/// The small catalog, with something in every part that can be empty.
fn full() -> Catalog {
    let mut parts = common::catalog().into_parts();
    for (entry, target) in parts.entries.iter_mut().zip([Target::Nowhere, Target::Own("/own".into())]) {
        entry.target = target;
        let link = Link { title: "Runbook".into(), href: "https://wiki.example/run".into() };
        entry.annotations = vec![Annotation { by: "Example".into(), text: "Only inside.".into(), links: vec![link] }];
        entry.tasks = vec!["log in".into()];
    }
    parts.entries[0].is_prominent = true;
    parts.entries[0].uses[1].provenance = Provenance::Registered;
    Catalog::new(parts).expect("valid")
}

/// What is kept of a version: the catalog as one file, and as two, `-first` and `-words`; the details of another one, `-details`, and all
/// of it as one file, `-all`.
fn file(version: u8, part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/version-{version}{part}.bin"))
}

#[track_caller]
fn kept(bytes: &[u8], part: &str) -> Vec<u8> {
    let path = file(bytes[4], part);
    // A new version's file can be made, but one that exists is never written again.
    if !path.exists() && std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, bytes).expect("written");
    }
    let kept = std::fs::read(&path);
    let kept =
        kept.unwrap_or_else(|_| panic!("VERSION is new: run this with WRITE_GOLDEN=1, and commit {}", path.display()));
    assert_eq!(bytes, kept, "the layout has changed: raise VERSION in codec.rs, so that no program misreads it");
    kept
}

#[test]
fn the_layout_changes_only_with_its_version() {
    assert_eq!(decode(&kept(&encode(&full()), "")).as_ref(), Ok(&full()));
    let (first, words) = encode_apart(&full());
    assert_eq!(decode_with_words(&kept(&first, "-first"), &kept(&words, "-words")).as_ref(), Ok(&full()));
}

#[test]
fn the_layout_of_details_does_too() {
    let whole = common::detailed();
    let details = kept(&encode_details(&whole), "-details");
    let (first, words) = encode_apart(&whole);
    assert_eq!(decode_with_details(&first, Some(&words), Some(&details)).as_ref(), Ok(&whole));
    assert_eq!(decode_with_details(&kept(&encode_with_details(&whole), "-all"), None, None).as_ref(), Ok(&whole));
}

#[test]
fn other_versions_are_told_from_damage() {
    let newest = encode(&full())[4];
    for version in 1..newest {
        if let Ok(bytes) = std::fs::read(file(version, "")) {
            assert_eq!(decode(&bytes), Err(DecodeError::Version(version)));
        }
    }
    assert_eq!(DecodeError::Version(1).code(), "version");
}
