//! Finds the ports in log lines and firewall rules: fields, options, and ends of connections.

use super::connection_end::{End, end};
use super::noise::{is_ipv4, is_ipv6, is_noise, is_time};
use super::number::port;
use super::{MOST_TERMS, Query, Term, separates};
use crate::words::{self, after_last, has_digit, is_one_of, parts, pieces, split_first, split_last, trim_end};
use crate::{Transport, TransportSet};

/// The ports named by a pasted log line; the rest of the line is ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogLine {
    /// Destination ports, and ports for which the line does not say whether they are source or destination.
    pub to: Vec<u16>,
    /// Source ports.
    pub from: Vec<u16>,
}

impl LogLine {
    /// Whether the line says nothing more than its ports: `dport 443`.
    const fn is_plain(&self) -> bool {
        self.to.is_empty() || self.from.is_empty()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    To,
    From,
}

/// Reads a line that names ports as such. `None` for everything else.
#[inline(never)]
pub(super) fn read(line: &str) -> Option<Query> {
    if !has_digit(line) {
        return None;
    }
    let mut scan = Scan::default();
    let mut chunks = Vec::new();
    for chunk in pieces(line, separates) {
        // `(HOST=db)(PORT=1521)`
        let is_list = chunk.starts_with('(') && split_first(chunk, "=").is_some();
        if is_list { chunks.extend(parts(chunk, "()")) } else { chunks.push(chunk) }
    }
    let mut at = 0;
    while let Some(rest) = chunks.get(at..) {
        let used = scan.read(rest);
        if used == 0 {
            break;
        }
        at += used;
    }
    scan.finish()
}

#[derive(Default)]
struct Scan {
    fields: LogLine,
    ends: Vec<End>,
    /// Addresses (`None`) and numbers that follow one another: Windows and cloud logs have no names for their fields.
    columns: Vec<Option<u16>>,
    /// Ports of columns: from, to.
    of_columns: Option<(u16, u16)>,
    /// `port 22`, `22/tcp`: ports of a line only if there is more of a line.
    loose: Vec<u16>,
    transports: TransportSet,
    /// What `PROTO=` says counts alone.
    protocol: Option<TransportSet>,
    /// `tcp6`: addresses before ports have no brackets.
    is_socket_list: bool,
    way: Way,
    /// `sshd[1234]:`, the program that wrote the line.
    program: String,
    /// The protocol has no ports: what looks like one is something else.
    portless: bool,
    beside: Beside,
}

/// Which end of a connection comes first.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Way {
    /// The source.
    #[default]
    Inwards,
    /// The destination.
    Outwards,
    /// Either.
    Unsaid,
}

/// What the line contains beside the ports.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    #[default]
    Nothing,
    Words,
    /// Addresses, times, dates.
    Noise,
}

impl Scan {
    /// Reads the first chunk, and others that belong to it; returns how many, and 0 at the end of what counts.
    fn read(&mut self, chunks: &[&str]) -> usize {
        let Some(chunk) = chunks.first().copied() else { return 0 };
        let of_field = |(key, value): &(&str, &str)| {
            let key = trim(key);
            setting(key).is_some() && !is_port_word(key) && port_of(trim(value)).is_some()
        };
        if let Some((key, value)) = split_first(chunk, "=").or(split_first(chunk, ":").filter(of_field)) {
            if key == "[src" {
                // The packet that an ICMP message is about.
                return 0;
            }
            // The quotes of `service="443"` separate chunks.
            let quoted = chunks.get(1).filter(|_| value.is_empty() && setting(trim(key)).is_some());
            self.field(key, quoted.unwrap_or(&value));
            return 1 + usize::from(quoted.is_some());
        }
        // `server.port: 9090`
        if chunk.ends_with(':')
            && let Some((key, value)) = chunks.first().zip(chunks.get(1))
            && of_field(&(key, value))
            && field(trim(key)).is_none()
        {
            self.field(key, value);
            return 2;
        }
        let bare = trim(chunk);
        let next = chunks.get(1).map_or("", |next| trim(next));
        // Nmap's `49154/tcp open msrpc`: the name only says what is usual on the port.
        if let [_, state, _, ..] = chunks
            && is_one_of("open closed filtered unfiltered open|filtered closed|filtered", state)
            && let Some((port, Some(transport))) = port_of(chunk)
        {
            self.side(Side::To).push(port);
            self.transports.insert(transport);
            self.beside = self.beside.max(Beside::Words);
            return 2;
        }
        if matches!(bare, "proto" | "protocol") {
            self.protocol(next);
            return 2;
        }
        // `dport 443`, `dst port 443`.
        let (key, words) = if is_port_word(next) { (side(bare), 2) } else { (field(bare), 1) };
        if let Some(side) = key {
            let used = self.numbers(side, chunks.get(words..).unwrap_or_default());
            if used > 0 {
                return words + used;
            }
        }
        if is_port_word(bare)
            && let Some(port) = port(next)
        {
            self.loose.push(port);
            return 2;
        }
        // `from 203.0.113.5 port 51122 on 192.0.2.1 port 22`
        if let ("from" | "by" | "on" | "to", [_, address, word, number, ..]) = (bare, chunks)
            && (is_ipv4(address) || is_ipv6(address))
            && is_port_word(word)
            // `port 42022:11:` in sshd's messages.
            && let Some(port) = port(split_first(number, ":").map_or(trim(number), |(number, _)| number))
        {
            self.side(if matches!(bare, "from" | "by") { Side::From } else { Side::To }).push(port);
            self.beside = Beside::Noise;
            // So end sshd's messages: `port 51122 ssh2`.
            if self.program.is_empty() && chunks.get(4).is_some_and(|word| trim(word).starts_with("ssh2")) {
                "ssh".clone_into(&mut self.program);
            }
            return 4;
        }
        self.chunk(chunk, bare);
        1
    }

    /// `DPT=443`: the first of each side counts, because the reply may follow.
    fn field(&mut self, key: &str, value: &str) {
        let (key, value) = (trim(key), trim(value));
        match (setting(key), port_of(value)) {
            (Some(side), Some((port, transport))) => {
                if self.side(side).is_empty() {
                    self.side(side).push(port);
                }
                if let Some(transport) = transport {
                    self.transports.insert(transport);
                }
            }
            _ if matches!(key, "proto" | "protocol") => self.protocol(value),
            _ => self.chunk(value, value),
        }
    }

    fn chunk(&mut self, chunk: &str, bare: &str) {
        if let Some(transport) = Transport::from_id(trim_end(bare, "46")) {
            self.transports.insert(transport);
            self.is_socket_list |= bare.ends_with('6');
            return;
        }
        // `*.8080`, `*:8080`, and in a list of sockets `2001:db8::1:8080`.
        let socket =
            chunk.strip_prefix("*.").or(chunk.strip_prefix("*:")).or(chunk.strip_prefix("::1:")).or_else(|| {
                let (address, port) = split_last(chunk, ":").filter(|_| self.is_socket_list)?;
                is_ipv6(address).then_some(port)
            });
        if let Some(port) = socket.and_then(|number| port(trim_end(number, ">"))) {
            self.ends.push(End { port, is_sure: true });
            self.beside = Beside::Noise;
            return;
        }
        // `192.0.2.1:443/tcp`
        let transport = split_last(bare, "/").and_then(|(end, name)| Some((end, Transport::from_id(name)?)));
        if let Some((port, transport)) = transport.and_then(|(address, transport)| Some((end(address)?, transport))) {
            self.ends.push(port);
            self.transports.insert(transport);
            self.beside = Beside::Noise;
            return;
        }
        // A client in the log of BIND: `198.51.100.7#54321`.
        if let Some((address, number)) = split_last(bare, "#")
            && (is_ipv4(address) || is_ipv6(address))
            && let Some(port) = port(number)
        {
            self.fields.from.push(port);
            self.beside = Beside::Noise;
            return;
        }
        self.portless |= bare.starts_with("icmp");
        match bare {
            "outbound" => self.way = Way::Outwards,
            "teardown" if self.way == Way::Inwards => self.way = Way::Unsaid,
            _ => {}
        }
        if let Some((name, id)) = split_first(bare, "[")
            && chunk.ends_with("]:")
            && port(id).is_some()
            && self.program.is_empty()
        {
            name.clone_into(&mut self.program);
        }
        self.column(bare);
        let mut ends = false;
        for piece in parts(chunk, ">") {
            if let Some(end) = end(piece) {
                self.ends.push(end);
                ends = true;
            }
        }
        let noise = ends || is_noise(bare);
        if noise {
            self.beside = Beside::Noise;
        }
        if !noise && let Some((number, rest)) = split_first(bare, "/") {
            let transport = parts(rest, "/").into_iter().find_map(Transport::from_id);
            if let (Some(port), Some(transport)) = (port(number), transport) {
                self.loose.push(port);
                self.transports.insert(transport);
                return;
            }
        }
        if port(bare).is_none() && !bare.is_empty() {
            self.beside = self.beside.max(Beside::Words);
        }
    }

    /// `192.0.2.1 192.0.2.2 49152 443` and `192.0.2.1 49152 192.0.2.2 443`.
    fn column(&mut self, bare: &str) {
        let is_address = is_ipv4(bare) || is_ipv6(bare) && !is_time(bare);
        match port(bare) {
            Some(number) => self.columns.push(Some(number)),
            None if is_address => self.columns.push(None),
            None => self.columns.clear(),
        }
        if let [.., None, None, Some(from), Some(to)] | [.., None, Some(from), None, Some(to)] = self.columns[..]
            && (from, to) != (0, 0)
        {
            self.of_columns.get_or_insert((from, to));
        }
    }

    /// Takes the numbers that follow a field, among braces and signs; returns how many chunks those are.
    fn numbers(&mut self, side: Side, chunks: &[&str]) -> usize {
        let before = self.side(side).len();
        let mut used = 0;
        for chunk in chunks {
            let chunk = trim(chunk);
            match port(chunk) {
                Some(port) => self.side(side).push(port),
                None if chunk.is_empty() => {}
                None => break,
            }
            used += 1;
        }
        if self.side(side).len() > before { used } else { 0 }
    }

    fn protocol(&mut self, name: &str) {
        // IANA's numbers of the protocols.
        let name = match name {
            "6" => "tcp",
            "17" => "udp",
            name => name,
        };
        self.portless |= matches!(name, "1" | "58") || name.starts_with("icmp");
        self.protocol = self.protocol.or(Transport::from_id(name).map(|transport| [transport].into_iter().collect()));
    }

    const fn side(&mut self, side: Side) -> &mut Vec<u16> {
        match side {
            Side::To => &mut self.fields.to,
            Side::From => &mut self.fields.from,
        }
    }

    fn finish(mut self) -> Option<Query> {
        let mut ports = self.fields;
        if ports == LogLine::default() && !self.portless {
            ports = of_ends(&self.ends, self.way == Way::Outwards);
            if let ([from], [to], true) = (&ports.from[..], &ports.to[..], self.way == Way::Unsaid)
                && *from < FIRST_EPHEMERAL
                && *to >= FIRST_EPHEMERAL
            {
                std::mem::swap(&mut ports.from, &mut ports.to);
            }
            if ports == LogLine::default()
                && let Some((from, to)) = self.of_columns
            {
                ports = LogLine { to: vec![to], from: vec![from] };
            }
            if ports == LogLine::default() && self.beside == Beside::Noise {
                ports.to = std::mem::take(&mut self.loose);
            }
        }
        if ports == LogLine::default() {
            return None;
        }
        let mut query = Query { transports: self.protocol.unwrap_or(self.transports), ..Query::default() };
        for port in ports.to.iter().chain(&ports.from) {
            let term = Term::Port { port: *port, open: false };
            if query.terms.len() < MOST_TERMS && !query.terms.contains(&term) {
                query.terms.push(term);
            }
        }
        // A server's own log names the client's port alone; the service is known by its program.
        if ports.to.is_empty() && !self.program.is_empty() {
            query.terms = vec![Term::Word(self.program)];
        }
        query.is_private = self.beside != Beside::Nothing;
        if query.is_private || !ports.is_plain() {
            query.line = Some(ports);
        }
        Some(query)
    }
}

/// Clients use ports from here on, with most systems.
const FIRST_EPHEMERAL: u16 = 32_768;

/// Of several ends the first is the source, unless the firewall built the connection outwards.
fn of_ends(ends: &[End], outbound: bool) -> LogLine {
    let sure = ends.len() > 1 || ends.iter().any(|end| end.is_sure);
    let mut ports: Vec<u16> = Vec::new();
    for End { port, .. } in ends {
        // A listener has no other end: `0.0.0.0:0`.
        if sure && (*port != 0 || ends.len() == 1) {
            ports.push(*port);
        }
    }
    match ports[..] {
        [] => LogLine::default(),
        [to] => LogLine { to: vec![to], from: Vec::new() },
        [to, from, ..] if outbound => LogLine { to: vec![to], from: vec![from] },
        [from, to, ..] => LogLine { to: vec![to], from: vec![from] },
    }
}

/// A field of a port: `dpt`, `--dport`, `dst_port`, `srcport`, `source-port`.
fn field(key: &str) -> Option<Side> {
    if key == "service" {
        return Some(Side::To);
    }
    let end = ["ports", "port", "pt"].iter().find_map(|suffix| key.strip_suffix(suffix));
    side(trim_end(end?, "-_."))
}

/// A field, or a setting of any program: `DB_PORT`, `server.port`, `--add-port`, `udp.dstport`, `localport`.
fn setting(key: &str) -> Option<Side> {
    let name = after_last(key, ".");
    field(name).or_else(|| {
        let rest = name.strip_suffix("ports").or(name.strip_suffix("port"))?;
        (!matches!(rest, "trans" | "sup" | "re" | "im" | "ex")).then_some(Side::To)
    })
}

/// A port, or one with its transport: `10250/tcp`.
fn port_of(value: &str) -> Option<(u16, Option<Transport>)> {
    let value = words::trim(value, "=");
    match split_first(value, "/") {
        Some((number, name)) => Some((port(number)?, Some(Transport::from_id(name)?))),
        None => Some((port(value)?, None)),
    }
}

fn side(key: &str) -> Option<Side> {
    match words::trim(key, "-") {
        "d" | "dst" | "dest" | "destination" => Some(Side::To),
        "s" | "src" | "source" => Some(Side::From),
        _ => None,
    }
}

fn is_port_word(chunk: &str) -> bool {
    matches!(chunk, "port" | "ports")
}

fn trim(chunk: &str) -> &str {
    words::trim(chunk, ":.!?()[]{}<>|#'`")
}
