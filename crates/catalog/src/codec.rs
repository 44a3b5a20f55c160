//! The catalog as bytes: what the widget loads.
//!
//! `PTLN`, a version byte, a CRC-32 (IEEE, little-endian) of the rest; then the length of the numbers, the numbers (all
//! LEB128), and the texts (UTF-8, each ended by a line feed). Both are mostly in columns: all ports, then all categories. That
//! compresses better than record by record, and a reader of two streams is a third the size of derived ones, which counts
//! in what a page loads. [`layout`](crate::layout) has the order.
//!
//! A catalog is one file, or two: a catalog that ends after what the first answer needs, and the words that only chapters
//! and details of uses have. The second has the same form, begins with `PTLW`, and has the checksum of the first behind its own.
//! So does a third one, `PTLD`: the details from which plans for firewalls are made. Only [`decode_with_details`] reads it, and a file
//! of all three, so that other programs do not load the code for it.

use crate::catalog::{Parts, faults_of_entries};
use crate::checksum::crc32;
use crate::layout::{details, first, rest, words_of_uses};
use crate::text::{concat, decimal};
use crate::wire::{Reader, Writer};
use crate::{Catalog, Entry, Invalid, ReleaseSet};
use std::fmt;

/// The first bytes of every encoded catalog.
const MAGIC: [u8; 4] = *b"PTLN";
/// The first bytes of every file of words.
const MAGIC_OF_WORDS: [u8; 4] = *b"PTLW";
/// The first bytes of every file of details.
const MAGIC_OF_DETAILS: [u8; 4] = *b"PTLD";
/// The version of the layout; a decoder reads only its own. `tests/golden.rs` fails if the layout changes without it.
const VERSION: u8 = 7;
const CHECKSUM: usize = 4;
const HEADER: usize = MAGIC.len() + 1 + CHECKSUM;

/// Why bytes are not a catalog.
#[derive(Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// They are of another kind: they do not start as they should.
    Magic,
    /// Another version's layout.
    Version(u8),
    /// Bytes were changed or lost.
    Checksum,
    /// The words or details belong to another catalog.
    Foreign,
    /// The checksum agrees, but the contents cannot be read.
    Contents,
    /// The contents can be read, but are not valid.
    Invalid(Vec<Invalid>),
}

impl DecodeError {
    /// A code for programs: `version` if program, catalog, words and details are not of one release, else `damaged`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Version(_) | Self::Foreign => "version",
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
            Self::Foreign => "a file belongs to another catalog: load all from one release",
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

/// Encodes a catalog as one file.
///
/// Fields that only chapters show are left out (see their documentation), empty optional texts become `None`, and line feeds in
/// texts become spaces.
pub fn encode(catalog: &Catalog) -> Vec<u8> {
    let mut parts = catalog.parts().clone();
    let whole = written(|wire| first(wire, &mut parts, set_of_releases).and_then(|()| rest(wire, &mut parts)));
    sealed(MAGIC, &whole)
}

/// Encodes a catalog as two files: what the first answer needs, and its words.
pub fn encode_apart(catalog: &Catalog) -> (Vec<u8>, Vec<u8>) {
    let mut parts = catalog.parts().clone();
    let catalog = sealed(MAGIC, &written(|wire| first(wire, &mut parts, set_of_releases)));
    let mut words = checksum(&catalog).to_vec();
    words.extend(written(|wire| rest(wire, &mut parts)));
    (catalog, sealed(MAGIC_OF_WORDS, &words))
}

/// Encodes what neither of the two files of [`encode_apart`] has, and plans for firewalls need: ports at the other end, remarks on
/// ports, all of advice, and what is cited.
pub fn encode_details(catalog: &Catalog) -> Vec<u8> {
    let mut parts = catalog.parts().clone();
    let first = sealed(MAGIC, &written(|wire| first(wire, &mut parts, set_of_releases)));
    let mut body = checksum(&first).to_vec();
    body.extend(written(|wire| details(wire, &mut parts)));
    sealed(MAGIC_OF_DETAILS, &body)
}

/// Encodes a catalog with its words and details as one file, which only [`decode_with_details`] reads.
pub fn encode_with_details(catalog: &Catalog) -> Vec<u8> {
    let mut parts = catalog.parts().clone();
    let whole = written(|wire| {
        first(wire, &mut parts, set_of_releases)?;
        rest(wire, &mut parts)?;
        details(wire, &mut parts)
    });
    sealed(MAGIC, &whole)
}

/// Decodes what [`encode`] wrote, or the first that [`encode_apart`] wrote: then it has no words. For any bytes, the result is a
/// valid catalog or an error. Allocations are bounded: by 16 MiB for 64 KiB.
///
/// # Errors
///
/// See [`DecodeError`].
pub fn decode(bytes: &[u8]) -> Result<Catalog, DecodeError> {
    Catalog::decoded(read(bytes)?).map_err(DecodeError::Invalid)
}

/// Decodes only the entries of what [`encode`] wrote, or of what [`encode_apart`] wrote, its words being optional, and leaves out their
/// releases. They are valid, or there is an error, as for [`decode`]; whoever needs no more loads less code.
///
/// # Errors
///
/// See [`DecodeError`].
pub fn decode_entries(bytes: &[u8], words: Option<&[u8]>) -> Result<Vec<Entry>, DecodeError> {
    let mut parts = Parts::default();
    let mut reader = Reader::new(opened(bytes, MAGIC)?).ok_or(DecodeError::Contents)?;
    let mut read = first(&mut reader, &mut parts, |_, _| Some(()));
    if !reader.is_at_end() {
        read = read.and_then(|()| words_of_uses(&mut reader, &mut parts));
    } else if let Some(words) = words {
        let mut reader = Reader::new(body_of_words(bytes, words)?).ok_or(DecodeError::Contents)?;
        read = read.and_then(|()| words_of_uses(&mut reader, &mut parts));
    }
    read.ok_or(DecodeError::Contents)?;
    let mut wrong = Vec::new();
    faults_of_entries(&parts.entries, &mut wrong);
    if wrong.is_empty() { Ok(parts.entries) } else { Err(DecodeError::Invalid(wrong)) }
}

/// The words after their head, which says to which catalog they belong.
fn body_of_words<'a>(bytes: &[u8], words: &'a [u8]) -> Result<&'a [u8], DecodeError> {
    body_of(words, MAGIC_OF_WORDS, bytes)
}

/// A file after its head, which says to which catalog it belongs.
fn body_of<'a>(file: &'a [u8], magic: [u8; 4], catalog: &[u8]) -> Result<&'a [u8], DecodeError> {
    opened(file, magic)?.strip_prefix(checksum(catalog)).ok_or(DecodeError::Foreign)
}

/// Decodes what [`encode_with_details`] wrote; or what [`encode`] or [`encode_apart`] wrote, with the words and the details (`apart`) where
/// they are given. For any bytes, the result is a valid catalog or an error, and allocations are bounded as those of [`decode`].
///
/// # Errors
///
/// See [`DecodeError`].
pub fn decode_with_details(bytes: &[u8], words: Option<&[u8]>, apart: Option<&[u8]>) -> Result<Catalog, DecodeError> {
    let mut parts = Parts::default();
    let mut reader = Reader::new(opened(bytes, MAGIC)?).ok_or(DecodeError::Contents)?;
    let mut read = first(&mut reader, &mut parts, set_of_releases);
    if !reader.is_at_end() {
        read = read.and_then(|()| rest(&mut reader, &mut parts));
    }
    if !reader.is_at_end() {
        read = read.and_then(|()| details(&mut reader, &mut parts));
    }
    read.filter(|()| reader.is_at_end()).ok_or(DecodeError::Contents)?;
    if let Some(words) = words {
        let mut reader = Reader::new(body_of(words, MAGIC_OF_WORDS, bytes)?).ok_or(DecodeError::Contents)?;
        rest(&mut reader, &mut parts).filter(|()| reader.is_at_end()).ok_or(DecodeError::Contents)?;
    }
    if let Some(apart) = apart {
        let mut reader = Reader::new(body_of(apart, MAGIC_OF_DETAILS, bytes)?).ok_or(DecodeError::Contents)?;
        details(&mut reader, &mut parts).filter(|()| reader.is_at_end()).ok_or(DecodeError::Contents)?;
    }
    Catalog::decoded(parts).map_err(DecodeError::Invalid)
}

#[inline(never)]
fn set_of_releases(text: &str, releases: &mut Option<ReleaseSet>) -> Option<()> {
    *releases = Some(text.parse().ok()?);
    Some(())
}

/// Decodes both that [`encode_apart`] wrote. For any bytes, the result is a valid catalog or an error, and allocations are
/// bounded as those of [`decode`].
///
/// # Errors
///
/// See [`DecodeError`].
pub fn decode_with_words(bytes: &[u8], words: &[u8]) -> Result<Catalog, DecodeError> {
    let mut parts = read(bytes)?;
    let mut reader = Reader::new(body_of_words(bytes, words)?).ok_or(DecodeError::Contents)?;
    rest(&mut reader, &mut parts).filter(|()| reader.is_at_end()).ok_or(DecodeError::Contents)?;
    Catalog::decoded(parts).map_err(DecodeError::Invalid)
}

fn read(bytes: &[u8]) -> Result<Parts, DecodeError> {
    let mut parts = Parts::default();
    let mut reader = Reader::new(opened(bytes, MAGIC)?).ok_or(DecodeError::Contents)?;
    first(&mut reader, &mut parts, set_of_releases).ok_or(DecodeError::Contents)?;
    if !reader.is_at_end() {
        rest(&mut reader, &mut parts).filter(|()| reader.is_at_end()).ok_or(DecodeError::Contents)?;
    }
    Ok(parts)
}

/// What is behind the header of a file of a kind.
pub(crate) fn opened(bytes: &[u8], magic: [u8; 4]) -> Result<&[u8], DecodeError> {
    if !bytes.starts_with(&magic) {
        return Err(DecodeError::Magic);
    }
    let (header, body) = bytes.split_at_checked(HEADER).ok_or(DecodeError::Checksum)?;
    if header[4] != VERSION {
        return Err(DecodeError::Version(header[4]));
    }
    if checksum(header) != crc32(body).to_le_bytes() {
        return Err(DecodeError::Checksum);
    }
    Ok(body)
}

/// A file of a kind, with its header.
pub(crate) fn sealed(magic: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend(magic);
    bytes.push(VERSION);
    bytes.extend(crc32(body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// The checksum in the header of a file.
fn checksum(bytes: &[u8]) -> &[u8] {
    bytes.get(HEADER - CHECKSUM..HEADER).unwrap_or_default()
}

fn written(write: impl FnOnce(&mut Writer) -> Option<()>) -> Vec<u8> {
    let mut writer = Writer::default();
    write(&mut writer).expect("a valid catalog can be written");
    writer.finish()
}
