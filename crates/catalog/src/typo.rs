//! The edit distance between a typed word and an indexed one.

use crate::words::has_digit;

/// How many typing errors are corrected in a word: none in codes and up to three letters, one up to six, then two.
pub(crate) fn forgiven(word: &str) -> usize {
    // A code with one character changed is another code.
    if has_digit(word) {
        return 0;
    }
    match word.chars().count() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

/// Longer words are not compared.
const LONGEST: usize = 32;

/// A word made ready to be compared.
#[derive(Default)]
pub(crate) struct Letters {
    pub(crate) all: Vec<char>,
    /// A bit for each letter that occurs, some sharing one.
    occurring: u32,
}

impl Letters {
    pub(crate) fn of(word: &str) -> Self {
        let all: Vec<char> = word.chars().collect();
        Self { occurring: occurring(&all), all }
    }

    /// The distance to a known word, or to as many of its first letters, if it is at most `most`.
    pub(crate) fn distance(&self, known: &Self, length: usize, most: usize) -> Option<usize> {
        // Every letter that the other word lacks costs an edit: this spares most words the table.
        if (self.occurring & !known.occurring).count_ones() as usize > most {
            return None;
        }
        distance(&self.all, known.all.get(..length).unwrap_or(&known.all), most)
    }
}

fn occurring(letters: &[char]) -> u32 {
    letters.iter().fold(0, |bits, letter| bits | 1 << (u32::from(*letter) & 31))
}

/// The optimal string alignment distance (insert, delete, replace, swap neighbours), if it is at most `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most || b.len() > LONGEST {
        return None;
    }
    // Three rows of the usual table, on the stack: this runs for every known word at every keystroke.
    let mut before = [0; LONGEST + 1];
    let mut last = [0; LONGEST + 1];
    let mut row = [0; LONGEST + 1];
    for (at, cost) in last.iter_mut().enumerate() {
        *cost = at;
    }
    for (i, &from) in a.iter().enumerate() {
        row[0] = i + 1;
        let mut cheapest = i + 1;
        for (j, &to) in b.iter().enumerate() {
            let mut cost = (last[j + 1] + 1).min(row[j] + 1).min(last[j] + usize::from(from != to));
            if i > 0 && j > 0 && from == b[j - 1] && a[i - 1] == to {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost;
            cheapest = cheapest.min(cost);
        }
        if cheapest > most {
            return None;
        }
        before = last;
        last = row;
    }
    Some(last[b.len()]).filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let cases = [
            ("telent", "telnet", Some(1)),
            ("samab", "samba", Some(1)),
            ("netbois", "netbios", Some(1)),
            ("apache", "apahce", Some(1)),
            ("snpm", "snmp", Some(1)),
            ("portmaper", "portmapper", Some(1)),
            ("tracerout", "traceroute", Some(1)),
            ("kitten", "sitting", None),
            ("ssh", "ssh", Some(0)),
            ("", "ab", Some(2)),
        ];
        for (a, b, expected) in cases {
            let (left, right) = (Letters::of(a), Letters::of(b));
            assert_eq!(left.distance(&right, usize::MAX, 2), expected, "{a} {b}");
            assert_eq!(right.distance(&left, usize::MAX, 2), expected, "{b} {a}");
        }
    }
}
