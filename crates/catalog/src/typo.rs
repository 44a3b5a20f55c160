//! The edit distance between a typed word and an indexed one.

use crate::word_list::WordList;
use crate::words::has_digit;

/// How many typing errors are corrected in a word: none in codes and up to two letters, one up to six, then two. A word of three letters
/// may lack one: other words of three letters are not this one.
pub(crate) fn forgiven(word: &str) -> usize {
    // A code with one character changed is another code.
    if has_digit(word) {
        return 0;
    }
    match word.chars().count() {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    }
}

/// Longer words are not compared.
const LONGEST: usize = 32;

/// The names of a list of words, ready to be compared with what was typed. It is made at the first typing error.
pub(crate) struct Spelling {
    /// By the number of letters; of each word its letters, as [`occurring`], and its position.
    by_length: Vec<Vec<(u32, u32)>>,
}

impl Spelling {
    /// Takes the words at these positions.
    pub(crate) fn new(words: &WordList, names: impl Iterator<Item = usize>) -> Self {
        let mut by_length: Vec<Vec<(u32, u32)>> = Vec::new();
        for at in names {
            let word = words.get(at);
            let length = word.chars().count();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Vec::new);
            }
            by_length[length].push((occurring(word), u32::try_from(at).unwrap_or(u32::MAX)));
        }
        Self { by_length }
    }

    /// The nearest words, all at the same distance, which is at most `most`. With `starts`, only the beginning of longer words is
    /// compared.
    pub(crate) fn nearest(&self, words: &WordList, typed: &str, most: usize, starts: bool) -> (usize, Vec<usize>) {
        let mut least = most;
        let mut found = Vec::new();
        self.compare(words, typed, most, starts, &mut |far, at| {
            if far < least {
                found.clear();
            }
            if far <= least {
                least = far;
                found.push(at);
            }
            least
        });
        (least, found)
    }

    /// Calls `found` with the distance and the position of every word that is near enough. It returns how far others may be.
    pub(crate) fn compare(
        &self,
        words: &WordList,
        typed: &str,
        mut most: usize,
        starts: bool,
        found: &mut dyn FnMut(usize, usize) -> usize,
    ) {
        let letters: Vec<char> = typed.chars().collect();
        let mask = occurring(typed);
        let longest = if starts { usize::MAX } else { letters.len().saturating_add(most) };
        let shortest = letters.len().saturating_sub(most);
        let mut read = Vec::new();
        for (length, known) in self.by_length.iter().enumerate().skip(shortest) {
            if length > longest {
                return;
            }
            for (other, at) in known {
                // Every letter that the other word lacks costs an edit, and every one that only it has: this spares most words the table.
                let more = if starts { 0 } else { other & !mask };
                if (mask & !other).count_ones().max(more.count_ones()) as usize > most {
                    continue;
                }
                read.clear();
                let compared = if starts { letters.len() } else { usize::MAX };
                read.extend(words.get(*at as usize).chars().take(compared));
                if let Some(far) = distance(&letters, &read, most) {
                    most = found(far, *at as usize);
                }
            }
        }
    }
}

/// A bit for each letter that occurs, some sharing one.
fn occurring(word: &str) -> u32 {
    word.chars().fold(0, |bits, letter| bits | 1 << (u32::from(letter) & 31))
}

/// The optimal string alignment distance (insert, delete, replace, swap neighbours), if it is at most `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most || b.len() > LONGEST {
        return None;
    }
    // Three rows of the usual table, on the stack.
    let mut before = [0; LONGEST + 1];
    let mut last = [0; LONGEST + 1];
    let mut row = [0; LONGEST + 1];
    for (at, cost) in last.iter_mut().enumerate() {
        *cost = at;
    }
    for (i, &from) in a.iter().enumerate() {
        // Further from the diagonal than `most`, everything costs more than that.
        let (first, end) = (i.saturating_sub(most), b.len().min(i + most + 1));
        row[first] = if first == 0 { i + 1 } else { most + 1 };
        let mut cheapest = row[first];
        for (j, &to) in b.iter().enumerate().take(end).skip(first) {
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
        if let Some(beyond) = row.get_mut(end + 1) {
            *beyond = most + 1;
        }
        before = last;
        last = row;
    }
    Some(last[b.len()]).filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// With a limit, the distance is the same as without one, or there is none.
        #[test]
        fn a_limit_changes_no_distance(a in "[ab]{0,9}", b in "[ab]{0,9}", most in 0_usize..4) {
            let [a, b]: [Vec<char>; 2] = [a, b].map(|word| word.chars().collect());
            let whole = distance(&a, &b, LONGEST).filter(|far| *far <= most);
            assert_eq!(distance(&a, &b, most), whole);
        }
    }

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
            for (a, b) in [(a, b), (b, a)] {
                let words: WordList = [b].into_iter().collect();
                let (least, found) = Spelling::new(&words, 0..1).nearest(&words, a, 2, false);
                assert_eq!(found.first().map(|_| least), expected, "{a} {b}");
            }
        }
    }
}
