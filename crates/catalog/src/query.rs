//! The parsed query: ports, words, transports and a release.

mod connection_end;
mod log_line;
mod noise;
mod notation;
mod number;
mod question;

pub use log_line::LogLine;
pub use question::is_question_word;

use crate::text::{between, concat, decimal};
use crate::words::{
    begins_with_digit, chunks, has_digit, is_one_of, parts, pieces, split_before, split_first, trim, trim_end,
};
use crate::{Release, Transport, TransportSet};
use noise::{date_in_words, is_address, is_group, is_ipv4, is_noise, is_time};
use number::port;
use std::fmt;

/// A parsed query. Any text is a valid query; numbers that cannot be ports are in [`Query::not_ports`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Query {
    /// The terms to search for, in the order typed; at most 32.
    pub terms: Vec<Term>,
    /// Transports that were named (`22/tcp`, `udp`).
    pub transports: TransportSet,
    /// A release (`samba 15.1`), which need not exist.
    pub release: Option<Release>,
    /// Numbers that cannot be ports (`70000`), as typed.
    pub not_ports: Vec<String>,
    /// The ports of a log line, if the text is one; may be empty.
    pub line: Option<LogLine>,
    /// Whether it contains addresses, times or other parts of a log. Such text is kept out of the page's address and of events.
    pub is_private: bool,
    /// The text with single spaces: a name may contain numbers or transports.
    pub(crate) phrase: String,
    /// Whether it contains `and`, `or`, `vs` or `versus`.
    pub(crate) lists_names: bool,
    /// Whether it is a sentence with a number that nothing says to be a port: `mysql connection refused 10061`.
    pub(crate) has_stray: bool,
    /// Whether words of a question were removed.
    in_sentence: bool,
    /// Words that are not told where the query is private; an empty one is all of them.
    untold: Vec<String>,
    /// Ports that are named as such: `port 9200`, `db:5432`, `22/tcp`; `None` for one that is named by a word: `eq snmp`.
    named: Vec<Option<u16>>,
}

/// One term to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A port; `open` if it may be the start of a longer number.
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

impl Term {
    /// The term as readers see it.
    pub fn text(&self) -> String {
        match self {
            Self::Port { port, .. } => decimal((*port).into()),
            Self::Range(first, last) => between(*first, "–", *last),
            Self::Word(word) => word.clone(),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// The most terms, because each costs a search.
const MOST_TERMS: usize = 32;

/// So many words are a sentence.
pub(crate) const FEWEST_IN_SENTENCE: usize = 3;

/// Whether a chunk has an address in it, a person at a host, or the number of a process.
#[inline(never)]
fn is_about_somebody(chunk: &str) -> bool {
    let is_person = split_first(chunk, "@").is_some_and(|(who, place)| !who.is_empty() && !place.is_empty());
    is_person
        || pieces(chunk, |c| !(c.is_ascii_alphanumeric() || c == '.' || c == ':')).into_iter().any(|piece| {
            let piece = trim(piece, ".:");
            is_address(piece) && !is_time(piece) || parts(piece, ":").into_iter().any(is_ipv4)
        })
}

/// Whether a chunk has only letters, so that it is no number, address or notation (`porttcp` is one). Most are so, and what reads others
/// is not even compiled by a browser before it is called.
fn is_only_letters(chunk: &str) -> bool {
    chunk.bytes().all(|byte| byte.is_ascii_alphabetic()) && !chunk.starts_with("port")
}

/// Whether a text may be the name of a setting, and not that of a port.
fn is_key(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with("port")
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// What is followed by a number that is no port, in a sentence.
const NUMBERED: &str = "errno error code status exit event vty";

/// What is followed by a version, where there is another word: `ssh on debian 12`. It is a low number; Windows has few of them.
const VERSIONED: &str = "ubuntu debian fedora centos rhel macos android ios java php python version v";
const LAST_VERSION: u16 = 45;
const OF_WINDOWS: [u16; 6] = [7, 8, 10, 11, 95, 98];

/// What is followed by a year: `sql server 2022`.
const YEARLY: &str = "windows server exchange office sharepoint sql";
const YEARS: std::ops::RangeInclusive<u16> = 1995..=2030;

/// Whether the number after a word is one of a message or a version: `errno 111`, `exit code 137`, `windows 11`.
fn is_numbered(word: &str, number: u16, hints: Hints) -> bool {
    let is_of = |list: &str| is_one_of(list, word);
    // There is more than a name and its version.
    let has_more = hints.chunks > 2;
    is_of(NUMBERED) && (hints.chunks >= SHORTEST_SENTENCE || word == "errno")
        || is_of(VERSIONED) && has_more && number <= LAST_VERSION
        || word == "windows" && has_more && OF_WINDOWS.contains(&number)
        || is_of(YEARLY) && YEARS.contains(&number)
}

/// Whether a chunk says that a number is a port: `port`, `ports:`, `port50123`, `:50123`, `#50123`.
fn names_port(chunk: &&str) -> bool {
    let (word, rest) = split_before(trim(chunk, "([=,"), |c| !c.is_ascii_alphabetic());
    matches!(word, "port" | "ports") || word.is_empty() && rest.len() > 1 && rest.starts_with([':', '#'])
}

/// Words of messages about what went wrong.
const OF_MESSAGES: &str = "failed refused error errno timeout timed exception can't cannot couldn't unable";

/// Words of programs and files that map ports of a host to those of containers.
const OF_CONTAINERS: &str = "--publish ports: port-forward docker podman kubectl";

/// Words of rules, whose colons are between the ends of a range.
const OF_RULES: &str = "--dport --sport --dports --sports iptables ip6tables";

/// Words between several ports: `ports 80 or 443`.
const BETWEEN_PORTS: &str = "and or vs vs. versus & / to";

/// What the whole of a query says about its chunks.
#[derive(Clone, Copy)]
struct Hints {
    /// A colon is between the port of a host and that of a container.
    maps_ports: bool,
    /// How many there are.
    chunks: usize,
    /// It tells of an error.
    is_message: bool,
}

impl Hints {
    fn of(chunks: &[&str]) -> Self {
        let has = |list: &str| chunks.iter().any(|chunk| is_one_of(list, trim(chunk, ":.,([")));
        let mapped = chunks.windows(2).any(|pair| pair[0] == "-p" && begins_with_digit(pair[1]));
        Self {
            maps_ports: (mapped || chunks.iter().any(|chunk| is_one_of(OF_CONTAINERS, chunk))) && !has(OF_RULES),
            chunks: chunks.len(),
            is_message: has(OF_MESSAGES),
        }
    }
}

/// Shorter queries are names and numbers.
const SHORTEST_SENTENCE: usize = 4;

/// A text with so many chunks, addresses or times among them, is a log line.
const SHORTEST_LINE: usize = 8;

impl Query {
    /// Parses a typed text.
    ///
    /// Of several lines, only the first one that is a log line with ports is used.
    pub fn parse(text: &str) -> Self {
        let mut plain = String::new();
        for c in text.chars() {
            // Typographic dashes, and other characters used as one.
            match c {
                '–' | '—' | '−' | '~' | '～' | '〜' => plain.push('-'),
                '…' => plain.push_str(".."),
                // Keyboards of phones write it.
                '’' => plain.push('\''),
                // Those of East Asia write letters and digits as wide as their own.
                '！'..='～' => plain.extend(char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase())),
                c => plain.push(c.to_ascii_lowercase()),
            }
        }
        let text = plain;
        if has_digit(&text)
            && let Some(query) = pieces(&text, |c| c == '\n').into_iter().find_map(log_line::read)
        {
            return query;
        }
        let chunks = pieces(&text, separates);
        let hints = Hints::of(&chunks);
        let mut in_list = false;
        let mut query = Self::default();
        let mut noise = Vec::new();
        let mut at = 0;
        while let Some(chunk) = chunks.get(at)
            && query.terms.len() < MOST_TERMS
        {
            let date = date_in_words(chunks.get(at..).unwrap_or_default());
            if date > 0 {
                noise.push(*chunk);
                at += date;
            } else if is_noise(chunk) {
                noise.push(*chunk);
                at += 1;
                if is_group(chunk) {
                    query.read_words(chunk);
                }
            } else if *chunk == "without" && !query.terms.is_empty() {
                // `docker api without the tls`
                at += 1;
                while chunks.get(at).is_some_and(|chunk| is_question_word(chunk)) {
                    at += 1;
                }
                at += 1;
            } else {
                in_list = query.continues_list(chunk, in_list);
                at += query.read(chunk, chunks.get(at + 1).copied(), hints);
            }
        }
        query.is_private |=
            !noise.is_empty() || chunks.iter().any(|chunk| !is_only_letters(chunk) && is_about_somebody(chunk));
        if noise.len() > 1 && chunks.len() >= SHORTEST_LINE {
            // Part of a log without a port: its numbers may mean anything.
            return Self { line: Some(LogLine::default()), is_private: true, ..Self::default() };
        }
        if query.is_empty() {
            noise.into_iter().take(MOST_TERMS).for_each(|chunk| query.read_words(chunk));
        }
        for chunk in chunks.iter().take(MOST_TERMS) {
            if !query.phrase.is_empty() {
                query.phrase.push(' ');
            }
            query.phrase.push_str(trim(chunk, "?!."));
        }
        let is_named = !query.named.is_empty() || !query.transports.is_empty() || chunks.iter().any(names_port);
        if !query.named.is_empty() {
            query.drop_strays();
        }
        query.drop_question();
        let fewest = if hints.is_message { FEWEST_IN_SENTENCE - 1 } else { FEWEST_IN_SENTENCE };
        query.has_stray = !is_named && query.words().count() >= fewest;
        query.close_ports();
        query
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.transports.is_empty() && self.release.is_none() && self.not_ports.is_empty()
    }

    /// Whether there are only words: nothing is to be said about numbers.
    pub(crate) fn is_plain(&self) -> bool {
        self.not_ports.is_empty() && self.line.is_none() && self.ports().next().is_none()
    }

    /// The ports and ranges to search for.
    pub fn ports(&self) -> impl Iterator<Item = (u16, u16)> {
        self.terms.iter().filter_map(|term| match term {
            Term::Port { port, .. } => Some((*port, *port)),
            Term::Range(first, last) => Some((*first, *last)),
            Term::Word(_) => None,
        })
    }

    /// The words to search for.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(|term| match term {
            Term::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }

    /// The query without private parts, for addresses and events.
    pub fn public_text(&self, typed: &str) -> String {
        if !self.is_private {
            return typed.to_owned();
        }
        let mut text = String::new();
        for transport in self.transports.iter() {
            text.push_str(transport.id());
            text.push(' ');
        }
        for term in &self.terms {
            if !matches!(term, Term::Word(word) if self.is_untold(word)) {
                text.push_str(&term.text());
                text.push(' ');
            }
        }
        text.pop();
        text
    }

    /// Whether a word of a private query is not told.
    fn is_untold(&self, word: &str) -> bool {
        let is_setting = word.bytes().any(|byte| byte == b'=');
        is_setting
            || is_noise(word)
            || is_about_somebody(word)
            || self.untold.iter().any(|untold| untold.is_empty() || untold == word)
    }

    /// Whether a list of ports goes on after `port`, `eq`, `-p` and the like; its numbers are ports, whatever else a sentence has.
    fn continues_list(&mut self, chunk: &str, in_list: bool) -> bool {
        if matches!(chunk, "port" | "ports" | "eq" | "-p" | "--port") {
            return true;
        }
        let numbers = parts(trim(chunk, ":#([)].!?"), "/+&");
        let before = self.named.len();
        if in_list {
            self.named.extend(numbers.into_iter().filter_map(port).map(Some));
        }
        in_list && (self.named.len() > before || is_one_of(BETWEEN_PORTS, chunk))
    }

    /// Parses one chunk, with a look at the next; returns how many were used.
    fn read(&mut self, chunk: &str, next: Option<&str>, hints: Hints) -> usize {
        let used = if is_only_letters(chunk) && next.is_none() { 0 } else { self.read_special(chunk, next, hints) };
        if used > 0 {
            return used;
        }
        match Transport::from_id(chunk) {
            Some(transport) => self.transports.insert(transport),
            None => self.read_words(chunk),
        }
        1
    }

    /// Parses a chunk with more than letters, or one that says what the next one is; returns how many were used. With 0, it is a transport
    /// or a word.
    #[inline(never)]
    fn read_special(&mut self, chunk: &str, next: Option<&str>, hints: Hints) -> usize {
        let before_number = next.is_some_and(|next| begins_with_digit(trim(next, ":#([")));
        match chunk {
            "port" | "ports" | "eq" if before_number => return 1,
            _ if next
                .and_then(|next| port(trim(next, "])(.:!?")))
                .is_some_and(|number| is_numbered(trim(chunk, "[("), number, hints)) =>
            {
                self.read_words(chunk);
                return 2;
            }
            // A rule of Cisco's: `permit udp any any eq snmp`.
            "eq" if next.is_some() => {
                self.named.push(None);
                return 1;
            }
            "number" | "no" | "no." | "nr" | "nr." if before_number && self.terms.is_empty() => return 1,
            // The number of a document is none of a port.
            "rfc" if let Some(number) = next.filter(|_| before_number) => {
                self.read_words(&concat(&["rfc", trim(number, "?!.")]));
                return 2;
            }
            "release" | "vos" if let Some(release) = next.and_then(|next| release_after(chunk, next)) => {
                self.release = Some(release);
                return 2;
            }
            "-" | "--" | ".." | "..." | "to" | "through" | "thru" | "until"
                if before_number && self.extend_range(next) =>
            {
                return 2;
            }
            _ => {}
        }
        // The code of an error: `can't contact server -1`.
        let code = chunk.strip_prefix('-').filter(|code| port(code).is_some());
        if code.is_some_and(|code| hints.is_message || code.len() == 1)
            && matches!(self.terms.last(), Some(Term::Word(_)))
        {
            return 1;
        }
        // `(-1)`, `error(111)`
        let code = split_first(chunk, "(").filter(|(name, number)| {
            is_one_of(NUMBERED, name) || name.is_empty() && hints.is_message && port(trim(number, "):.,")).is_some()
        });
        if chunk.starts_with("(-") || code.is_some() {
            return 1;
        }
        // `sshd[812]:`
        let program = split_first(chunk, "[").filter(|(_, id)| chunk.ends_with("]:") && port(trim(id, "]:")).is_some());
        if let Some((name, _)) = program {
            self.is_private = true;
            self.untold.push(String::new());
            self.read_words(name);
            return 1;
        }
        // `ListenStream=631`, `FOO=kafka`
        let setting = split_first(chunk, "=").filter(|(name, value)| !value.is_empty() && is_key(name));
        if let Some((_, value)) = setting {
            if is_noise(value) {
                self.is_private = true;
            } else if !self.read_notation(value) {
                self.is_private = true;
                self.read_host(value);
            }
            return 1;
        }
        if is_only_letters(chunk) {
            return 0;
        }
        if let Some(port) = chunk.strip_prefix("-p").and_then(port) {
            self.terms.push(Term::Port { port, open: false });
            return 1;
        }
        usize::from(self.read_mapping(chunk, hints.maps_ports) || self.read_notation(chunk))
    }

    /// Words that are searched for, and not told: names of hosts, values of settings.
    fn read_host(&mut self, text: &str) {
        let before = self.terms.len();
        self.read_words(text);
        let words = self.terms.iter().skip(before).map(Term::text);
        self.untold.extend(words);
    }

    /// `6970 - 7170` and `6970 to 7170`, typed with spaces.
    fn extend_range(&mut self, next: Option<&str>) -> bool {
        let last = next.and_then(|next| port(trim(next, ":?.")));
        match (self.terms.last(), last) {
            (Some(Term::Port { port, .. }), Some(last)) if *port < last => {
                let first = *port;
                self.terms.pop();
                self.terms.push(Term::Range(first, last));
                true
            }
            _ => false,
        }
    }

    /// In a sentence with a port that is named as such, other numbers are none: `localhost port 9200 after 0 ms`.
    #[inline(never)]
    fn drop_strays(&mut self) {
        if self.words().count() >= FEWEST_IN_SENTENCE {
            let named = std::mem::take(&mut self.named);
            self.terms.retain(|term| !matches!(term, Term::Port { port, .. } if !named.contains(&Some(*port))));
            self.not_ports.clear();
        }
    }

    /// Marks all ports as complete unless there is only one number, which may be the start of a longer one.
    fn close_ports(&mut self) {
        let alone = self.terms.len() == 1 && self.transports.is_empty() && self.release.is_none() && !self.in_sentence;
        for term in &mut self.terms {
            if let Term::Port { open, .. } = term {
                *open &= alone;
            }
        }
    }

    fn read_words(&mut self, text: &str) {
        for word in chunks(text).map(Term::Word) {
            if !self.terms.contains(&word) {
                self.terms.push(word);
            }
        }
    }
}

/// Whether the character separates chunks.
fn separates(c: char) -> bool {
    c.is_ascii_whitespace()
        || matches!(c, ',' | ';' | '"' | '“' | '”' | '\u{a0}' | '\u{200b}' | '\u{3000}' | '\u{feff}')
}

/// The release after `vos` or `release`. After `vos` a number without a dot is one only if VOS was ever at it:
/// `vos 22` asks for a port.
fn release_after(word: &str, text: &str) -> Option<Release> {
    let text = trim_end(text, "+?.,");
    let release: Release = text.parse().ok()?;
    (word == "release" || text.bytes().any(|byte| byte == b'.') || (10..20).contains(&release.major()))
        .then_some(release)
}
