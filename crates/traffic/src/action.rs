//! What became of traffic.

use crate::scan::{Table, before, begins, nth_line, table, trim_any};

/// What a firewall, flow log or rule did with traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It was passed.
    Allow,
    /// It was stopped; the line does not say how.
    Deny,
    /// It was stopped without an answer.
    Drop,
    /// It was stopped, and the sender was told so.
    Reject,
    /// It was recorded; the line does not say what became of it.
    Log,
    /// It was reported as suspicious, and not stopped as far as the line says.
    Alert,
}

impl Action {
    /// The action, as text.
    pub fn id(self) -> &'static str {
        nth_line("allow\ndeny\ndrop\nreject\nlog\nalert", self as usize)
    }

    /// The same, where every way of stopping is [`Action::Deny`].
    #[must_use]
    pub const fn verdict(self) -> Self {
        match self {
            Self::Drop | Self::Reject => Self::Deny,
            other => other,
        }
    }

    /// Reads a word that stands where a format has its action.
    #[inline(never)]
    pub(crate) fn of(word: &str) -> Option<Self> {
        VERDICTS.in_any_case(word).or_else(|| WORDS.in_any_case(word))
    }

    /// Reads the action of an event: words of the vendor's own mean something else with others.
    #[inline(never)]
    pub(crate) fn of_event(vendor: &str, text: &str) -> Option<Self> {
        if vendor == FORTINET {
            return Self::of(text).or_else(|| ENDS.in_any_case(text));
        }
        // Imperva's cloud: `REQ_BLOCKED_SECURITY`, `REQ_CACHED_FRESH`, `REQ_PASSED`; others: `Denied by policy`.
        Self::of(match begins(text, "REQ_BLOCKED") {
            true => "blocked",
            false if begins(text, "REQ_CACHED|REQ_PASSED") => "passed",
            false => before(text, " by "),
        })
    }

    /// Finds a verdict in a text that an administrator chose, such as the prefix of a log rule. `None` if there is none, if there are
    /// two that differ, or if the text denies or doubts it: `not allowed`, `accept-limit-exceeded`.
    pub(crate) fn in_prefix(prefix: &str) -> Option<Self> {
        let mut found = None;
        let mut start = 0;
        let bytes = prefix.as_bytes();
        while start < bytes.len() {
            let rest = bytes.get(start..)?;
            let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let said = in_prefix(prefix, start, rest.get(..length)?);
            if DOUBTS.in_any_case(prefix.get(start..start + length)?).is_some() {
                return None;
            }
            start += length + 1;
            if let Some(action) = said {
                if found.is_some_and(|other: Self| other.verdict() != action.verdict()) {
                    return None;
                }
                found = found.or(Some(action));
            }
        }
        found
    }
}

/// The verdict of one word of a prefix, which begins at `start`.
fn in_prefix(prefix: &str, start: usize, word: &[u8]) -> Option<Action> {
    let text = prefix.get(start..start + word.len())?;
    if word.len() == 1 {
        // VyOS and UniFi: `[wan-lan-default-D]`, `[WAN_LOCAL-D-4000]`.
        let before = prefix.as_bytes().get(start.checked_sub(1)?)?;
        let after = prefix.as_bytes().get(start + 1)?;
        let bracket = prefix.as_bytes().iter().take(start).any(|byte| *byte == b'[');
        if *before != b'-' || !matches!(after, b']' | b'-') || !bracket {
            return None;
        }
        return match word {
            b"A" => Some(Action::Allow),
            b"D" => Some(Action::Drop),
            b"R" => Some(Action::Reject),
            _ => None,
        };
    }
    // `drop6`
    VERDICTS.in_any_case(trim_any(text, b"0123456789"))
}

/// Words that are a verdict also in a text that an administrator chose.
const VERDICTS: Table<Action> = table! {
    "accept" => Action::Allow,
    "accepted" => Action::Allow,
    "allow" => Action::Allow,
    "allowed" => Action::Allow,
    "pass" => Action::Allow,
    "passed" => Action::Allow,
    "permit" => Action::Allow,
    "permitted" => Action::Allow,
    "deny" => Action::Deny,
    "denied" => Action::Deny,
    "block" => Action::Deny,
    "blocked" => Action::Deny,
    "drop" => Action::Drop,
    "drops" => Action::Drop,
    "dropped" => Action::Drop,
    "dropping" => Action::Drop,
    "discard" => Action::Drop,
    "discarded" => Action::Drop,
    "reject" => Action::Reject,
    "rejected" => Action::Reject,
};

/// Words beside which such a verdict is none.
const DOUBTS: Table<()> = table! {
    "not" => (),
    "no" => (),
    "non" => (),
    "un" => (),
    "would" => (),
    "limit" => (),
    "exceeded" => (),
    "try" => (),
};

/// Words that are a verdict only where a format has its action.
const WORDS: Table<Action> = table! {
    "passthrough" => Action::Allow,
    "pass-through" => Action::Allow,
    "encrypt" => Action::Allow,
    "decrypt" => Action::Allow,
    "bypass" => Action::Allow,
    "est-allowed" => Action::Allow,
    "prevent" => Action::Deny,
    "prevented" => Action::Deny,
    "drop-icmp" => Action::Drop,
    "drop icmp" => Action::Drop,
    "drop-all" => Action::Drop,
    "drop-reset" => Action::Reject,
    "drop-packet" => Action::Drop,
    "drop-all-packets" => Action::Drop,
    "blackhole" => Action::Drop,
    "sinkhole" => Action::Deny,
    "block-ip" => Action::Deny,
    "block-url" => Action::Deny,
    "block-continue" => Action::Deny,
    "block-override" => Action::Deny,
    "quarantine" => Action::Deny,
    "reset" => Action::Reject,
    "reset-both" => Action::Reject,
    "reset-client" => Action::Reject,
    "reset-server" => Action::Reject,
    "reset client" => Action::Reject,
    "reset server" => Action::Reject,
    "reset both" => Action::Reject,
    "tcp-reset" => Action::Reject,
    "log" => Action::Log,
    "logged" => Action::Log,
    "monitor" => Action::Log,
    "match" => Action::Log,
    "alert" => Action::Alert,
    "alerted" => Action::Alert,
    "detect" => Action::Alert,
    "detected" => Action::Alert,
};

/// As it calls itself in events.
pub(crate) const FORTINET: &str = "Fortinet";

/// How a session of `FortiGate` ended, and other words of Fortinet's.
const ENDS: Table<Action> = table! {
    "close" => Action::Allow,
    "timeout" => Action::Allow,
    "client-rst" => Action::Allow,
    "server-rst" => Action::Allow,
    "start" => Action::Allow,
    "ip-conn" => Action::Allow,
    "clear_session" => Action::Deny,
    "alert_deny" => Action::Deny,
};
