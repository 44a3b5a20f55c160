//! `v1/traffic.schema.json`: the report that `<port-traffic>` saves.
//!
//! Reports are written in browsers, by `traffic-engine` and `www/traffic/`; here is only their shape. Tests of `traffic-engine` compare the
//! two.

use crate::schema::SchemaVersion;
use crate::shape::Link;
use crate::vocabulary::{Exposure, Provenance, Transport};
use crate::words::vocabularies;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use std::borrow::Cow;

/// What lines of logs, or a list of listeners, mean. Within version 1 keys and words of the vocabularies may be added; nothing is renamed
/// or removed. Texts of the input are as they were written, or have stand-ins for addresses, if the reader chose so.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Portolan: a report on traffic, version 1")]
#[serde(rename_all = "camelCase")]
pub(crate) struct TrafficReport {
    #[serde(rename = "schema_version")]
    schema_version: SchemaVersion,
    /// How many lines were read.
    lines: u64,
    /// How many bytes were read.
    bytes: u64,
    /// Whether something compressed could not be unpacked to its end; what came before is explained.
    ends_early: bool,
    /// How many lines there were of each outcome.
    totals: Totals,
    /// Flows one by one, in the order of the lines; not more than were asked for.
    flows: Vec<Flow>,
    /// The inputs, in the order in which they were read.
    parts: Vec<Part>,
    /// How many flows were selected by text, host and kind; all of them if nothing was asked for.
    selected: u64,
    /// Where flows were selected by a text or a host: of each kind of traffic, how many of its flows have it.
    matched: Vec<Matched>,
    /// The formats of the selected flows, in the order in which they came.
    formats: Vec<Format>,
    /// The addresses at the ends of the selected flows, those with the most flows first: at most a hundred of the first 32,768.
    hosts: Vec<Host>,
    /// How many more of these there are.
    hosts_left_out: u64,
    /// The kinds of traffic: what deserves a look first, then the largest.
    kinds: Vec<KindOfTraffic>,
    /// What several lines mean together, what deserves a look first.
    findings: Vec<Finding>,
    /// How many findings were left out, because there are too many of a sort.
    findings_left_out: u64,
    /// Open ports, what deserves a look first, then by port.
    sockets: Vec<Socket>,
    /// How many open ports were left out, because there are too many.
    sockets_left_out: u64,
    /// Whether there was more to remember than fits. Then what was seen rarely, and long apart, may be missing from the findings.
    is_partial: bool,
    /// When there were selected flows.
    timeline: Timeline,
    /// The first lines that were not understood.
    skipped: Vec<Skipped>,
    /// How many lines or records were not understood.
    skipped_in_all: u64,
}

/// How many lines there were of each outcome: every line has exactly one.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Totals {
    /// All lines.
    lines: u64,
    /// Lines with flows.
    with_flows: u64,
    /// Lines that are known to carry no traffic: empty ones, headers, comments, messages about something else.
    asides: u64,
    /// Lines that were not understood.
    not_understood: u64,
    /// Flows; a line may have several.
    flows: u64,
}

/// Traffic between two ends, or a socket that waits for it, as one line tells of it.
#[derive(Serialize, JsonSchema)]
struct Flow {
    /// The number of the line, from 1, over all inputs; for a record of several lines, that of its first.
    line: u64,
    /// The id of the format of the line.
    format: String,
    /// What it was read from.
    from: Origin,
    /// The time, as written, after the date if there is one.
    time: Option<String>,
    /// What became of it, according to the line.
    action: Action,
    /// The protocol.
    transport: Option<Protocol>,
    /// Who sent it, or began the connection.
    source: End,
    /// Where it went. Of an open port: where it listens.
    destination: End,
    /// Which way it went.
    direction: Option<Direction>,
    /// The name of the program. Whoever started it chose the name.
    process: Option<String>,
    /// The end at which the service is; null where nothing decides it, or where both may be.
    service: Option<FlowService>,
    /// The port of the service; null where it is not known.
    port: Option<u16>,
    /// The number of the kind that it is counted in; null for an open port.
    kind: Option<KindNumber>,
    /// What is known of the port.
    hit: Option<Hit>,
    /// Why the service is at that end, in words.
    why: String,
    /// The whole line or record.
    text: String,
}

/// One end of a flow.
#[derive(Serialize, JsonSchema)]
struct End {
    /// An address, a name, or `*` for every address; null where the line does not say.
    address: Option<String>,
    /// The port, the first one of a range; null where the line does not say.
    port: Option<u16>,
}

/// One of the inputs.
#[derive(Serialize, JsonSchema)]
struct Part {
    /// The name of the file; empty for a text.
    name: String,
    /// The number of the line before its first.
    line: u64,
}

/// An address, and how many flows have it at one of their ends.
#[derive(Serialize, JsonSchema)]
struct Host {
    /// The address, as written.
    address: String,
    /// How many of the selected flows have it.
    flows: u64,
}

/// How many flows of a kind were selected.
#[derive(Serialize, JsonSchema)]
struct Matched {
    /// The number of the kind.
    kind: KindNumber,
    /// How many of its flows were selected.
    flows: u64,
}

/// A format that lines have.
#[derive(Serialize, JsonSchema)]
struct Format {
    /// Its name for programs, such as `cisco_asa`.
    id: String,
    /// Its name for people.
    name: String,
    /// How many flows were in it.
    flows: u64,
}

/// Flows that are alike, counted together: the same service port, transport, action and direction, and the service at the same end.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct KindOfTraffic {
    /// Its number.
    kind: KindNumber,
    /// What its flows were read from.
    from: Origin,
    /// The port of the service, the first one of a range; the destination port where either end may be the service. Null if there is none,
    /// or if many are counted together.
    port: Option<u16>,
    /// The last port, if the lines name a range.
    last: Option<u16>,
    /// The source port, where either end may be the service.
    other: Option<u16>,
    /// The protocol.
    transport: Option<Protocol>,
    /// What became of it; every way of stopping is `deny`.
    action: Action,
    /// Which way it went.
    direction: Option<Direction>,
    /// The end at which the service is.
    service: Service,
    /// Why it is there, in words.
    why: String,
    /// Type and code of ICMP messages; the code may be left out.
    #[schemars(length(min = 1, max = 2))]
    icmp: Option<Vec<u8>>,
    /// Whether it stands for many ports, because there are too many kinds.
    is_rest: bool,
    /// Whether it deserves a look: something reported it, or strangers got through to a port that is not meant for them.
    deserves_a_look: bool,
    /// What is known of the port.
    hit: Option<Hit>,
    /// Who should be able to reach the port.
    exposure: Option<Exposure>,
    /// How many flows there are.
    flows: u64,
    /// How many packets, connections or matches, where lines count them; at least one for each flow.
    packets: u64,
    /// How many addresses it came from.
    sources: Distinct,
    /// How many addresses it went to.
    targets: Distinct,
    /// The number of the first line.
    first_line: u64,
    /// The number of the last line.
    last_line: u64,
    /// The time of the first line that has one, as written.
    first_time: Option<String>,
    /// The time of the last line that has one, as written.
    last_time: Option<String>,
    /// The numbers of the first lines.
    lines: Vec<u64>,
    /// The first line, cut if it is long.
    example: String,
}

/// How many different ones there are.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Distinct {
    /// The number.
    number: u64,
    /// Whether there may be more.
    at_least: bool,
}

/// Something that several lines mean together, or one line about others that are not there.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Finding {
    /// What it is.
    sort: Sort,
    /// What it means, in words.
    meaning: String,
    /// The rule by which it was found, in words.
    rule: String,
    /// Who sent it; null if there are several, or if no line says.
    source: Option<String>,
    /// Where it went; null if there are several, or if no line says.
    target: Option<String>,
    /// Whether somebody should look at it: not what is ordinary, nor what was stopped.
    deserves_a_look: bool,
    /// The port that it is about.
    port: Option<u16>,
    /// The port at the other end, for pairs.
    other: Option<u16>,
    /// The protocol.
    transport: Option<Protocol>,
    /// What is known of the port.
    hit: Option<Hit>,
    /// The name of the program, where the ports tell it.
    name: Option<String>,
    /// How many flows it rests on.
    flows: u64,
    /// How many of these were stopped or reported.
    stopped: u64,
    /// What `distinct` counts: `ports`, `targets`, `sources`, `source ports` or `reporters`.
    counted: String,
    /// How many different ones there are.
    distinct: Distinct,
    /// The numbers of the first lines.
    lines: Vec<u64>,
    /// The number of the last line.
    last_line: u64,
}

/// An open port in a list of listeners, or in what a scan has found.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Socket {
    /// The number of the line.
    line: u64,
    /// The port, the first one of a range.
    port: u16,
    /// The last port of a range.
    last: Option<u16>,
    /// The protocol.
    transport: Option<Protocol>,
    /// The address at which it listens.
    address: Option<String>,
    /// Who can reach that address.
    reach: Reach,
    /// The name of the program. Whoever started it chose the name.
    process: Option<String>,
    /// The state, such as `listen`, `open`, `filtered` or `open|filtered`.
    state: Option<String>,
    /// What is known of the port.
    hit: Option<Hit>,
    /// Who should be able to reach the port.
    exposure: Option<Exposure>,
    /// The id of the entry that names the program, if it is the entry of another port.
    process_belongs_to: Option<String>,
    /// Whether the entry of the port names the program.
    is_usual: bool,
    /// Whether the port listens where it should.
    verdict: Verdict,
    /// The verdict in words.
    says: String,
}

/// Flows by time, in steps of equal width.
#[derive(Serialize, JsonSchema)]
struct Timeline {
    /// The seconds of a step: a power of two.
    #[schemars(range(min = 1))]
    width: u64,
    /// Of each step: how many flows there were, and how many of them were stopped or reported. The first step begins at the first time.
    /// Lines without a time are not counted, nor are times without a date, or a year, among those with one, and the reverse.
    steps: Vec<[u64; 2]>,
}

/// A line that was not understood.
#[derive(Serialize, JsonSchema)]
struct Skipped {
    /// The number of the line; for a record of several lines, that of its first.
    line: u64,
    /// The line, cut if it is long.
    text: String,
    /// Why it was not understood.
    reason: Reason,
    /// The id of the format, of a line that does not quite fit it, or of a rule with such a condition.
    format: Option<String>,
}

/// What is known of a port: an entry, or what is registered for it. The shape is that of a result of the search.
#[derive(Serialize, JsonSchema)]
struct Hit {
    /// The entry: the port, or first and last port of a range; `port-4711` for a port that only IANA's register has.
    id: String,
    /// First and last port, both included.
    ports: Vec<[u16; 2]>,
    /// The setting that decides where the range ends.
    parameter: Option<String>,
    /// Transports of its uses.
    transports: Vec<Transport>,
    /// The name of the service, without the number.
    title: String,
    /// The point of it, in one plain sentence.
    summary: String,
    /// The chapter, or the row on the register's pages, absolute or relative to the page; empty where there is none.
    href: String,
    /// The provenances of its uses; `own` for what an overlay says.
    provenance: Vec<Provenance>,
    /// Who should be able to reach it; null for classes of ports, and where nobody says.
    exposure: Option<Exposure>,
    /// Why a search found it; null in a report.
    why: Option<String>,
    /// Whether a release has it; null in a report.
    applies: Option<String>,
    /// Remarks from overlays.
    remarks: Vec<Remark>,
}

/// What an overlay says about a port.
#[derive(Serialize, JsonSchema)]
struct Remark {
    /// The name of the overlay.
    by: String,
    /// What it says.
    text: String,
    /// An organisation's own pages about the port.
    links: Vec<Link>,
}

/// A text with a pattern of its own.
macro_rules! patterns {
    ($($name:ident = $pattern:literal, $description:literal;)+) => {$(
        #[doc = $description]
        #[derive(Serialize)]
        struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "description": $description, "type": "string", "pattern": $pattern })
            }
        }
    )+};
}

patterns! {
    KindNumber = "^[0-9]{1,20}$",
        "The number of a kind of traffic, in decimal digits. It is a text, because it is larger than what JavaScript's numbers hold exactly. The same traffic has the same number in every report.";
    Protocol = "^[a-z][a-z0-9-]*$",
        "The name of a protocol above IP, such as `tcp`, `udp`, `sctp`, `icmp`, `icmpv6` or `gre`; for one without a name here `ip-` and its number.";
}

vocabularies! {
    Origin, "What a flow was read from.":
        "packet" = "a packet, or several alike",
        "connection" = "a connection or session",
        "listener" = "a socket that waits for traffic",
        "scan" = "what a scan found at a port",
        "rule" = "a rule or setting that passes or stops traffic",
        "mention" = "an address or port in a text that says nothing more";
    Action, "What became of traffic.":
        "allow" = "it was passed",
        "deny" = "it was stopped, in one way or another",
        "drop" = "it was stopped without an answer",
        "reject" = "it was stopped, and the sender was told so",
        "log" = "it was recorded, and the line does not say what became of it",
        "alert" = "it was reported as suspicious, and not stopped as far as the line says";
    Direction, "Which way traffic went, seen from the machine that wrote the line.":
        "in" = "to the machine or into its network",
        "out" = "from it",
        "forward" = "through it";
    FlowService, "The end of a flow at which the service is.":
        "source" = "where the packet comes from, so it is an answer",
        "destination" = "where it goes";
    Service, "The end at which the service is.":
        "source" = "where the packets come from, so they are answers",
        "destination" = "where they go",
        "both" = "either may be",
        "unknown" = "nothing is known";
    Reach, "Who can reach an address.":
        "this-machine" = "the machine itself",
        "link" = "the link alone",
        "private" = "the organisation's own networks",
        "public" = "everybody, at one address or name",
        "group" = "a group, or all hosts of a link",
        "all" = "whoever can reach any address of the machine",
        "unsaid" = "the line does not say";
    Verdict, "Whether a port listens where it should.":
        "nobody" = "nothing legitimate uses the port any more",
        "too-open" = "it is meant for this machine alone, and others can reach it",
        "other-program" = "the program is known for another port",
        "firewall-decides" = "it is not meant for everybody, and a firewall has to decide who gets there",
        "unknown" = "nothing is known of the port",
        "fitting" = "it listens where such a service is meant to",
        "closed" = "a scan found it closed or filtered";
    Reason, "Why a line was not understood.":
        "no-format" = "no format has this shape",
        "malformed" = "something in the line does not fit its format",
        "conditional" = "the rule has a condition that a flow cannot say",
        "too-long" = "the line or the record is too long";
    Sort, "What a finding is.":
        "guessing" = "guessed passwords",
        "flood" = "a flood of packets",
        "reflection" = "answers from many amplifiers",
        "known-pair" = "a known program, by both ports of a packet",
        "port-scan" = "a scan of ports",
        "host-sweep" = "a sweep over hosts",
        "known-source" = "packets from a port that only scanners send from",
        "crafted" = "TCP flags that no system sends together",
        "companions" = "a known program, by the ports that it asks",
        "leak" = "a service that belongs inside leaves the network",
        "odd-address" = "an address that belongs on no network",
        "unreachable" = "an ICMP error that says that nothing is there",
        "retry" = "a client that tries again",
        "backscatter" = "answers to a beginning that was not seen",
        "late-reply" = "late answers",
        "traceroute" = "a trace of the path",
        "expired" = "an ICMP error that says that a packet passed too many routers",
        "port-zero" = "port 0, most likely of fragments",
        "server-asked" = "questions to a server for names or the time";
}
