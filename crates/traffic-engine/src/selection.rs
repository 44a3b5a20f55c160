//! Which flows of an input are wanted.

use traffic::Flow;

/// Which flows are wanted. Lines of others are still read, because what a line means depends on those before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only lines that contain this text, in any case of ASCII letters; empty for all.
    pub text: String,
    /// Only flows with this address at one of their ends, in any case of ASCII letters; empty for all.
    pub host: String,
    /// Only flows of this kind; the number is in the report.
    pub kind: Option<u64>,
    /// The most flows that are written one by one.
    pub flows: usize,
    /// How many of the wanted flows are passed over before that.
    pub skip: usize,
}

impl Selection {
    pub(crate) fn has_host(&self, flow: &Flow<'_>) -> bool {
        let is_it = |address: &str| address.eq_ignore_ascii_case(&self.host);
        self.host.is_empty() || is_it(flow.source.address) || is_it(flow.destination.address)
    }

    /// Whether some flows may be left out by what their lines have.
    pub(crate) const fn narrows(&self) -> bool {
        !self.text.is_empty() || !self.host.is_empty()
    }

    pub(crate) fn has_text(&self, flow: &Flow<'_>) -> bool {
        let wanted = self.text.as_bytes();
        let Some(first) = wanted.first() else { return true };
        let (lower, upper) = (Some(first.to_ascii_lowercase()), Some(first.to_ascii_uppercase()));
        flow.text.as_bytes().windows(wanted.len()).any(|part| {
            let first = part.first().copied();
            (first == lower || first == upper) && part.eq_ignore_ascii_case(wanted)
        })
    }
}
