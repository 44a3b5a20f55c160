//! How far a typed word is from a known one.

/// How many typing errors are forgiven in a word: none up to three letters, one up to seven, then two.
pub(crate) fn forgiven(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The optimal string alignment distance (insert, delete, replace, swap neighbours), if it is at most `most`.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, &to) in b.iter().enumerate() {
            let mut cost = (last[j + 1] + 1).min(row[j] + 1).min(last[j] + usize::from(from != to));
            if i > 0 && j > 0 && from == b[j - 1] && a[i - 1] == to {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        if row.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|cost| *cost <= most)
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
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!(distance(&a, &b, 2), expected, "{a:?} {b:?}");
            assert_eq!(distance(&b, &a, 2), expected, "{b:?} {a:?}");
        }
    }
}
