//! Lays rows out in columns.

use super::Assigned;
use super::columns::{Columns, FREQUENT, Joint, Letters, Token};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The columns of rows.
pub(super) fn columns(rows: &[Assigned], page_starts: Vec<u16>) -> Columns {
    let mut rows: Vec<&Assigned> = rows.iter().collect();
    rows.sort_by_key(|row| (row.first, row.last));
    let texts: Vec<Vec<Piece<'_>>> =
        rows.iter().flat_map(|row| [&row.name, &row.description]).map(|text| pieces(text)).collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let mut separators: BTreeMap<&str, usize> = BTreeMap::new();
    for piece in texts.iter().flatten() {
        *separators.entry(piece.separator).or_default() += 1;
        if !piece.word.is_empty() {
            *uses.entry(piece.word.to_ascii_lowercase()).or_default() += 1;
        }
    }
    let mut columns = Columns {
        words: uses.keys().map(String::as_str).collect(),
        separators: by_frequency(separators).into_iter().map(str::to_owned).collect(),
        page_starts,
        firsts: rows.iter().map(|row| row.first).collect(),
        transports: rows.iter().map(|row| row.transports).collect(),
        ..Columns::default()
    };
    let number = |at: usize| u32::try_from(at).expect("fewer than 2³² of anything");
    let frequent: BTreeMap<u32, usize> = (0..).zip(uses.into_values()).collect();
    columns.frequent = by_frequency(frequent).into_iter().take(FREQUENT as usize).collect();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.last > row.first) {
        columns.ranges.push((number(at), row.last - row.first));
    }
    let mut joints: BTreeMap<Joint, usize> = BTreeMap::new();
    let mut tokens = Vec::new();
    for text in &texts {
        for (at, piece) in text.iter().enumerate() {
            let letters = letters(piece.word);
            if letters == Letters::Some {
                columns.capitals.push((number(tokens.len()), capitals(piece.word)));
            }
            let separator = columns.separators.iter().position(|known| known == piece.separator).unwrap_or_default();
            let joint = Joint {
                separator: u16::try_from(separator).expect("few separators"),
                letters,
                has_word: !piece.word.is_empty(),
                is_last: at + 1 == text.len(),
            };
            *joints.entry(joint).or_default() += 1;
            let word = columns.words.find(&piece.word.to_ascii_lowercase()).unwrap_or_default();
            tokens.push((number(word), joint));
        }
    }
    columns.joints = by_frequency(joints);
    let joint = |joint: Joint| columns.joints.iter().position(|known| *known == joint).unwrap_or_default();
    columns.tokens = tokens
        .into_iter()
        .map(|(word, of)| Token { word, joint: u16::try_from(joint(of)).expect("few joints") })
        .collect();
    columns
}

/// A word with what follows it. Words of more than 32 letters are cut: their capitals are bits of a number.
struct Piece<'a> {
    word: &'a str,
    separator: &'a str,
}

/// At least one: an empty text has an empty one.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    const LONGEST: usize = 28;
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() || pieces.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len()).min(LONGEST);
        let (word, after) = rest.split_at(end);
        let end = after.find(|c: char| c.is_ascii_alphanumeric()).unwrap_or(after.len());
        let (separator, after) = after.split_at(end);
        pieces.push(Piece { word, separator });
        rest = after;
    }
    pieces
}

fn letters(word: &str) -> Letters {
    let upper = capitals(word);
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    match upper {
        0 => Letters::Lower,
        1 => Letters::First,
        _ if upper.count_ones() as usize == letters => Letters::Upper,
        _ => Letters::Some,
    }
}

/// A bit for each letter, the first one lowest.
fn capitals(word: &str) -> u32 {
    word.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()).fold(0, |bits, (at, _)| bits | 1 << at)
}

/// The most frequent first.
fn by_frequency<T: Ord>(counted: BTreeMap<T, usize>) -> Vec<T> {
    let mut items: Vec<(Reverse<usize>, T)> = counted.into_iter().map(|(item, count)| (Reverse(count), item)).collect();
    items.sort();
    items.into_iter().map(|(_, item)| item).collect()
}
