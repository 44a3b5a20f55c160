//! What somebody typed, read as ports, words, transports and a release.

use crate::words::{chunks, pieces, split_before};
use crate::{Release, Transport, TransportSet};

/// A query, read. Any text is a query; what it cannot mean is in [`Query::not_ports`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What to look for, in the order typed.
    pub terms: Vec<Term>,
    /// Transports that were named (`22/tcp`, `udp`).
    pub transports: TransportSet,
    /// A release that was named (`samba 15.1`).
    pub release: Option<Release>,
    /// Numbers that cannot be ports (`70000`), as typed.
    pub not_ports: Vec<String>,
}

/// One thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A port, as a number typed alone; `open` while it may be the beginning of a longer one.
    Port {
        /// The number.
        port: u16,
        /// Typed in decimal without a transport, so that `13` may become `137`.
        open: bool,
    },
    /// All ports from the first to the last.
    Range(u16, u16),
    /// A word or a code.
    Word(String),
}

impl Query {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let text = text.to_ascii_lowercase();
        let chunks = pieces(&text, |c| {
            c.is_ascii_whitespace() || matches!(c, ',' | ';' | '"' | '“' | '”' | '\u{a0}' | '\u{200b}' | '\u{feff}')
        });
        let mut at = 0;
        while at < chunks.len() {
            at += query.read(chunks[at], chunks.get(at + 1).copied());
        }
        query.close_ports();
        query
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.transports.is_empty() && self.release.is_none() && self.not_ports.is_empty()
    }

    /// The ports and ranges asked for.
    pub fn ports(&self) -> impl Iterator<Item = (u16, u16)> {
        self.terms.iter().filter_map(|term| match term {
            Term::Port { port, .. } => Some((*port, *port)),
            Term::Range(first, last) => Some((*first, *last)),
            Term::Word(_) => None,
        })
    }

    /// The words asked for.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(|term| match term {
            Term::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }

    /// Reads one chunk, with the next in sight; returns how many were used.
    fn read(&mut self, chunk: &str, next: Option<&str>) -> usize {
        let before_number = next.is_some_and(Self::is_number_like);
        match chunk {
            "port" | "ports" if before_number => return 1,
            "release" | "vos" if let Some(release) = next.and_then(|next| next.trim_end_matches('+').parse().ok()) => {
                self.release = Some(release);
                return 2;
            }
            "-" | "–" | "to" if before_number && self.extend_range(next) => return 2,
            _ => {}
        }
        if let Some(transport) = Transport::from_id(chunk) {
            self.transports.insert(transport);
            return 1;
        }
        if !self.read_numeric(chunk) {
            self.read_words(chunk);
        }
        1
    }

    fn is_number_like(chunk: &str) -> bool {
        let mut probe = Self::default();
        probe.read_numeric(chunk) && (probe.ports().next().is_some() || !probe.not_ports.is_empty())
    }

    /// `6970 - 7170` and `6970 to 7170`, typed with spaces.
    fn extend_range(&mut self, next: Option<&str>) -> bool {
        let last = next.and_then(|next| number(next.trim_matches(':')));
        match (self.terms.last(), last) {
            (Some(Term::Port { port, .. }), Some(Number::Port(last))) if *port < last => {
                let first = *port;
                self.terms.pop();
                self.terms.push(Term::Range(first, last));
                true
            }
            _ => false,
        }
    }

    /// Reads ports, ranges, `22/tcp`, `udp:53`, `tcp22`, `host:8080`, releases.
    fn read_numeric(&mut self, chunk: &str) -> bool {
        let bare =
            chunk.strip_prefix("port").filter(|rest| rest.starts_with(['#', ':', '=', '-', '/'])).unwrap_or(chunk);
        let bare = bare.trim_matches([':', '#', '=', '-', '/', '.', '?', '!', '(', ')']);
        if let Some(number) = number(bare) {
            return self.push_number(bare, &number);
        }
        match range(bare) {
            Some((Number::Port(first), Number::Port(last))) if first == last => {
                self.terms.push(Term::Port { port: first, open: false });
                return true;
            }
            Some((Number::Port(first), Number::Port(last))) => {
                self.terms.push(Term::Range(first.min(last), first.max(last)));
                return true;
            }
            Some(_) => {
                self.not_ports.push(bare.to_owned());
                return true;
            }
            None => {}
        }
        if let Some(release) = release(bare) {
            self.release = Some(release);
            return true;
        }
        self.read_with_transport(bare)
    }

    fn read_with_transport(&mut self, chunk: &str) -> bool {
        if let Some((first, second)) = chunk.split_once(['/', ':'])
            && is_numeric(second)
            && let Some(transport) = transport(first)
        {
            return self.push_with_transport(second, transport);
        }
        let pair = chunk.rsplit_once(['/', ':', '.', '-', '_']);
        if let Some((left, right)) = pair {
            // `137/138`: a list.
            if number(left).is_some() && number(right).is_some() && chunk.contains('/') {
                return self.read_numeric(left) && self.read_numeric(right);
            }
            for (name, rest) in [(left, right), (right, left)] {
                if let (Some(transport), true) = (transport(name), is_numeric(rest)) {
                    return self.push_with_transport(rest, transport);
                }
            }
            // `192.0.2.7:22`, `[2001:db8::1]:22`, `localhost:22`: the port is what is asked for.
            if chunk.contains(':')
                && !left.is_empty()
                && let Some(Number::Port(_)) = number(right)
            {
                let named = left.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '.' | ':' | '[' | ']'));
                if !named && left != "localhost" && left != "*" {
                    self.read_words(left);
                }
                return self.read_numeric(right) && self.close_last();
            }
        }
        let (letters, digits) = split_before(chunk, |c| c.is_ascii_digit());
        let (leading, trailing) = split_before(chunk, |c| !c.is_ascii_digit());
        for (name, rest) in [(letters, digits), (trailing, leading)] {
            if let (Some(transport), Some(_)) = (transport(name), number(rest)) {
                return self.push_with_transport(rest, transport);
            }
        }
        false
    }

    fn push_with_transport(&mut self, numeric: &str, transport: Transport) -> bool {
        self.transports.insert(transport);
        self.read_numeric(numeric) && self.close_last()
    }

    fn push_number(&mut self, typed: &str, number: &Number) -> bool {
        match number {
            Number::Port(port) => {
                let open = typed == "0" || !typed.starts_with('0');
                self.terms.push(Term::Port { port: *port, open });
            }
            Number::TooLarge => self.not_ports.push(typed.to_owned()),
        }
        true
    }

    fn close_last(&mut self) -> bool {
        if let Some(Term::Port { open, .. }) = self.terms.last_mut() {
            *open = false;
        }
        true
    }

    /// Only a number typed alone may still grow into a longer one.
    fn close_ports(&mut self) {
        let alone = self.terms.len() == 1 && self.transports.is_empty() && self.release.is_none();
        for term in &mut self.terms {
            if let Term::Port { open, .. } = term {
                *open &= alone;
            }
        }
    }

    fn read_words(&mut self, text: &str) {
        self.terms.extend(chunks(text).map(Term::Word));
    }
}

enum Number {
    Port(u16),
    TooLarge,
}

/// Two numbers with a dash between them.
fn range(text: &str) -> Option<(Number, Number)> {
    let (first, last) = text.split_once(['-', '–', '—'])?;
    number(first).zip(number(last))
}

fn is_numeric(text: &str) -> bool {
    number(text).is_some() || range(text).is_some()
}

/// A decimal or `0x` hexadecimal number.
fn number(text: &str) -> Option<Number> {
    let (digits, radix) = match text.strip_prefix("0x") {
        Some(hex) => (hex, 16),
        None => (text, 10),
    };
    if digits.is_empty() || digits.len() > 20 || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    Some(u16::from_str_radix(digits, radix).map_or(Number::TooLarge, Number::Port))
}

fn transport(text: &str) -> Option<Transport> {
    Transport::from_id(text.trim_end_matches([':', '/', '-']))
}

/// A release in a query has a dot and two digits before it, so that `2.5.1` (Solaris) and addresses are not taken for one.
fn release(text: &str) -> Option<Release> {
    let text = text.trim_end_matches('+');
    let major = text.split_once('.')?.0;
    (major.len() == 2).then(|| text.parse().ok())?
}
