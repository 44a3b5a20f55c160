//! The letters with which the words of a query begin.

use crate::Query;

/// The letters with which the words of a query begin, as bits; capitals are the same, and other characters share the bits. Few names
/// begin with one of them, so the others need not be compared with every word.
pub(crate) struct Initials(u32);

impl Initials {
    pub(crate) fn of(query: &Query) -> Self {
        let mut is_start = true;
        let mut found = 0;
        for byte in query.phrase.bytes() {
            found |= u32::from(is_start) << (byte & 31);
            is_start = byte == b' ';
        }
        // Of a word in brackets, the phrase has the brackets too.
        let of_terms = query.words().filter_map(|word| word.bytes().next());
        Self(of_terms.fold(found, |found, byte| found | 1 << (byte & 31)))
    }

    /// Whether a name may begin with a word of the query.
    pub(crate) fn may_begin(&self, name: &str) -> bool {
        name.bytes().next().is_some_and(|byte| self.0 >> (byte & 31) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Initials;
    use crate::Query;

    #[test]
    fn names_begin_like_words() {
        let initials = Initials::of(&Query::parse("Can I open (SSH) to 10.0.0.0/8?"));
        for (name, expected) in
            [("SSH", true), ("sftp", true), ("Open StrataLink", true), ("Kafka", false), ("", false)]
        {
            assert_eq!(initials.may_begin(name), expected, "{name}");
        }
    }
}
