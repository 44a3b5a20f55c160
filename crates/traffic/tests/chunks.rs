//! Wherever the input is cut, the same comes out.

mod common;

use common::corpus::{BLOCKS, lines};
use common::{read, read_chunks};

#[test]
fn every_byte_of_every_line() {
    for line in lines() {
        let line = line.into_bytes();
        let whole = read(&line);
        if line.len() > 2_000 {
            continue;
        }
        for at in 0..=line.len() {
            let (before, after) = line.split_at(at);
            assert_eq!(read_chunks([before, after]), whole, "cut at {at}: {}", String::from_utf8_lossy(&line));
        }
    }
}

#[test]
fn every_byte_of_records() {
    for text in [BLOCKS.to_owned(), BLOCKS.replace('\n', "\r\n")] {
        let whole = read(text.as_bytes());
        for at in 0..=text.len() {
            let (before, after) = text.as_bytes().split_at(at);
            assert_eq!(read_chunks([before, after]), whole, "cut at {at}");
        }
    }
}

#[test]
fn pieces_of_every_size() {
    let text = lines().join("\r\n");
    let whole = read(text.as_bytes());
    assert!(whole.flows.len() > 150, "{}", whole.flows.len());
    for size in [1, 2, 3, 5, 7, 11, 64, 1000, 4096] {
        assert_eq!(read_chunks(text.as_bytes().chunks(size)), whole, "pieces of {size}");
    }
}

/// PowerShell writes files in UTF-16; other programs put a mark before UTF-8.
#[test]
fn other_encodings() {
    let text = BLOCKS.replace('\n', "\r\n") + "𝄞 443/tcp";
    let expected = read(text.as_bytes());
    let marked = "\u{feff}".to_owned() + &text;
    let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [marked.clone().into_bytes(), little, big] {
        assert_eq!(read(&bytes), expected);
        for size in [1, 3, 7] {
            assert_eq!(read_chunks(bytes.chunks(size)), expected, "pieces of {size}");
        }
    }
}

#[test]
fn lines_and_their_places() {
    let report = read(b"\n443/tcp\r\n\r\nx");
    let places: Vec<_> = report.others.iter().map(|(line, offset, text)| (*line, *offset, text.as_str())).collect();
    assert_eq!(places, [(1, 0, ""), (3, 10, ""), (4, 12, "x")]);
    assert_eq!(report.flows[0].line, 2);
    assert_eq!(read(b"").totals.lines, 0);
    assert_eq!(read(b"\n").totals.lines, 1);
}
