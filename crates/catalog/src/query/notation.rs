//! One chunk of a query, read as ports and transports.

use super::noise::{is_ipv4, is_time};
use super::number::{Number, number, port, range};
use super::{Query, Term};
use crate::words::{
    after_last, begins_with_digit, is_one_of, parts, split_before, split_first, split_last, trim, trim_end,
};
use crate::{Release, Transport};

/// Schemes of addresses without slashes.
const WITHOUT_SLASHES: &str = "sip sips turn turns stun stuns xmpp";

/// Separators between a number and its transport.
const SIGNS: &str = ":-_.(#";

impl Query {
    /// Reads ports, ranges, `22/tcp`, `udp:53`, `tcp22`, `53/tcp/udp`, `host:8080`, releases.
    pub(super) fn read_notation(&mut self, chunk: &str) -> bool {
        let bare = chunk.strip_prefix("ports").or(chunk.strip_prefix("port")).unwrap_or(chunk);
        let bare = trim(bare, ":#=-/.?!(){}[]|'");
        if let Some(at) = bare.as_bytes().windows(3).position(|signs| signs == b"://") {
            return self.read_url(bare.get(..at).unwrap_or_default(), bare.get(at + 3..).unwrap_or_default());
        }
        if self.read_address_without_slashes(bare) {
            return true;
        }
        // `localhost:8080/login`; in sshd's messages, `42022:11:`.
        if let Some((place, path)) = split_first(bare, "/")
            && let Some((host, number)) = split_last(place, ":")
            && let Some(port) = port(number)
            && !host.is_empty()
            && Transport::from_id(path).is_none()
            && !begins_with_digit(path)
        {
            self.is_private = true;
            if host != "localhost" && !is_ipv4(host) {
                self.read_host(host);
            }
            self.push_named(port);
            return true;
        }
        if let Some((number, _)) = split_first(bare, ":").filter(|_| chunk.ends_with(':'))
            && let Some(port) = port(number)
        {
            self.push_named(port);
            return true;
        }
        if let Some(release) = release(bare) {
            self.release = Some(release);
            return true;
        }
        let mut found = Self::default();
        if found.read_atom(bare, false) {
            self.take_over(found);
            return true;
        }
        self.read_beside_words(bare)
    }

    fn take_over(&mut self, other: Self) {
        self.terms.extend(other.terms);
        self.not_ports.extend(other.not_ports);
        self.named.extend(other.named);
        other.transports.iter().for_each(|transport| self.transports.insert(transport));
    }

    /// A number, a range, a transport, or a list of them; a range or number with its transport.
    fn read_atom(&mut self, text: &str, in_list: bool) -> bool {
        if let Some(number) = number(text) {
            self.push_number(text, number);
            return true;
        }
        // `49152+`: everything from there.
        if let Some(first) = text.strip_suffix('+').and_then(number) {
            self.push_range(text, first, Number::Port(u16::MAX));
            return true;
        }
        if let Some((first, last)) = range(text).filter(|_| !is_time(text)) {
            self.push_range(text, first, last);
            return true;
        }
        if let Some(transport) = Transport::from_id(text) {
            self.transports.insert(transport);
            return true;
        }
        let list = parts(text, "/+&|");
        if !in_list && list.len() > 1 {
            return list.into_iter().all(|part| part.is_empty() || self.read_atom(part, true));
        }
        // `udp:137-139`, `137-139-udp`, `22(tcp)`: a transport is at one end.
        let around = [split_first(text, SIGNS), split_last(text, SIGNS).map(|(left, right)| (right, left))];
        if around.into_iter().flatten().any(|(name, rest)| self.read_pair(name, rest)) {
            return true;
        }
        let (letters, digits) = split_before(text, |c| c.is_ascii_digit());
        let (leading, trailing) = split_before(text, |c| !c.is_ascii_digit());
        [(letters, digits), (trailing, leading)].into_iter().any(|(name, rest)| self.read_pair(name, rest))
    }

    fn read_pair(&mut self, name: &str, numeric: &str) -> bool {
        let Some(transport) = Transport::from_id(name) else { return false };
        let mut found = Self::default();
        let whole = (number(numeric).is_some() || range(numeric).is_some()) && found.read_atom(numeric, true);
        if whole {
            self.terms.clear();
            self.transports.insert(transport);
            self.named.extend(found.ports().map(|(first, _)| Some(first)));
            self.take_over(found);
        }
        whole
    }

    /// `22/ssh`, `22(ssh)`, `mail:25`, `localhost:22`: ports, and words beside them.
    fn read_beside_words(&mut self, text: &str) -> bool {
        // A path of VOS is one word.
        if text.bytes().any(|byte| byte == b'>') {
            return false;
        }
        let parts = parts(text, "/()");
        let long = |part: &&str| part.len() > 2 && !begins_with_digit(part);
        if parts.len() > 1 && parts.iter().any(|part| port(part).is_some()) && parts.iter().any(long) {
            for part in parts {
                if !part.is_empty() && !self.read_notation(part) {
                    self.read_words(part);
                }
            }
            self.close_last();
            return true;
        }
        // The host is not looked for where it says nothing.
        if let Some((host, number)) = split_last(text, ":")
            && let Some(port) = port(number)
        {
            if host.bytes().any(|byte| b"@.".contains(&byte)) {
                self.read_host(host);
            } else if host != "localhost" && host != "*" {
                self.read_words(host);
            }
            self.push_named(port);
            return true;
        }
        false
    }

    /// `http://localhost:8080/path`, `jdbc:postgresql://db/x`, `mongodb+srv://db`: its port, else the name of its scheme.
    fn read_url(&mut self, before: &str, address: &str) -> bool {
        self.is_private = true;
        let host = split_first(address, "/?#").map_or(address, |(host, _)| host);
        if let Some(port) = split_last(host, ":").and_then(|(_, number)| port(number)) {
            self.push_named(port);
        } else {
            let scheme = after_last(before, ":='(");
            self.read_words(split_first(scheme, "+").map_or(scheme, |(scheme, _)| scheme));
        }
        true
    }

    /// `sip:alice@example.com`, `jdbc:oracle:thin:@db:1521:orcl`: the same for schemes that have no slashes.
    fn read_address_without_slashes(&mut self, text: &str) -> bool {
        let Some((scheme, rest)) = split_first(text, ":") else { return false };
        let is_jdbc = scheme == "jdbc";
        let has_host = rest.bytes().any(|byte| b"@.".contains(&byte));
        if !is_jdbc && (!has_host || !is_one_of(WITHOUT_SLASHES, scheme)) {
            return false;
        }
        let (name, rest) = if is_jdbc { split_first(rest, ":").unwrap_or((rest, "")) } else { (scheme, rest) };
        self.is_private = true;
        // What is before the last sign is somebody's name.
        match parts(after_last(rest, "@"), ":/").into_iter().find_map(port) {
            Some(port) => self.push_named(port),
            None => self.read_words(name),
        }
        true
    }

    /// `8080:80`, `127.0.0.1:8080:80/tcp`: a port of the host and one of the container. With the lower one first, that is a range unless
    /// the query speaks of containers.
    pub(super) fn read_mapping(&mut self, chunk: &str, is_one: bool) -> bool {
        let bare = trim(chunk, "'");
        let bare = split_first(bare, ":").filter(|(host, _)| is_ipv4(host)).map_or(bare, |(_, rest)| rest);
        let (bare, transport) = match split_last(bare, "/") {
            Some((pair, name)) => (pair, Transport::from_id(name)),
            None => (bare, None),
        };
        let pair = split_first(bare, ":").and_then(|(host, inside)| port(host).zip(port(inside)));
        let Some((host, inside)) = pair.filter(|(host, inside)| is_one || host > inside) else { return false };
        if let Some(transport) = transport {
            self.transports.insert(transport);
        }
        self.push_named(host);
        self.push_named(inside);
        true
    }

    /// A port that is named as one: beside it, other numbers of a sentence mean something else.
    fn push_named(&mut self, port: u16) {
        self.named.push(Some(port));
        let term = Term::Port { port, open: false };
        if !self.terms.contains(&term) {
            self.terms.push(term);
        }
    }

    fn push_number(&mut self, typed: &str, number: Number) {
        match number {
            Number::Port(port) => {
                let open = typed == "0" || !typed.starts_with('0');
                self.terms.push(Term::Port { port, open });
            }
            Number::TooLarge => self.not_ports.push(typed.to_owned()),
        }
    }

    fn push_range(&mut self, typed: &str, first: Number, last: Number) {
        match (first, last) {
            (Number::Port(first), Number::Port(last)) if first == last => {
                self.terms.push(Term::Port { port: first, open: false });
            }
            (Number::Port(first), Number::Port(last)) => {
                self.terms.push(Term::Range(first.min(last), first.max(last)));
            }
            _ => self.not_ports.push(typed.to_owned()),
        }
    }

    fn close_last(&mut self) {
        for term in &mut self.terms {
            if let Term::Port { open, .. } = term {
                *open = false;
            }
        }
    }
}

/// A release in a query has a dot and two digits before it, so that `2.5.1` (Solaris) and addresses are not taken for one.
fn release(text: &str) -> Option<Release> {
    let text = trim_end(text, "+");
    let major = split_first(text, ".")?.0;
    (major.len() == 2).then(|| text.parse().ok())?
}
