//! `v1/plan.schema.json`: what `plan()` returns, and `<port-plan>` saves.
//!
//! Plans are made in browsers, by `plan-engine` and `www/plan/`; here is only their shape. Tests of `plan-engine` compare the two.

use crate::schema::SchemaVersion;
use crate::vocabulary::{Action, Provenance, Transport};
use crate::words::vocabularies;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The flows that follow from what somebody runs, and the rules of firewalls for them. Within version 1 keys and words of the vocabularies
/// may be added; nothing is renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Portolan: a plan for a firewall, version 1")]
pub(crate) struct PlanResult {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema_version: Option<SchemaVersion>,
    /// What passes, then what is stopped; each by direction, port and transport.
    flows: Vec<PlanFlow>,
    /// What nobody says: there is no rule for it until it is settled.
    open: Vec<OpenQuestion>,
    /// What deserves attention before rules are loaded.
    warnings: Vec<PlanWarning>,
    /// For each dialect that was asked for, by its id (`nftables`), all files as one text. Not part of what is saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<BTreeMap<String, String>>,
    /// The files of each dialect, and how they are used. Not part of what is saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<BTreeMap<String, WrittenRules>>,
    /// The flows as a table. Not part of what is saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<PlanTables>,
}

/// Traffic that a plan needs, or that it stops.
#[derive(Serialize, JsonSchema)]
struct PlanFlow {
    /// What the firewall does with it.
    action: Verdict,
    /// Which way the first packet goes.
    direction: Direction,
    /// The transport.
    transport: Transport,
    /// The first and the last port of this machine; 0 and 65535 for any.
    local: [u16; 2],
    /// The first and the last port of the peers; 0 and 65535 for any.
    remote: [u16; 2],
    /// The ports of the service: `22`, `137-138` or `any`.
    service: String,
    /// The other ends: `everyone`, `this machine`, networks; between commas.
    peers: String,
    /// The same, one by one.
    peer_list: Vec<String>,
    /// Whether it is every address.
    everyone: bool,
    /// Whether programs on the same machine are among the peers.
    this_machine: bool,
    /// What asks for it.
    #[schemars(length(min = 1))]
    reasons: Vec<FlowReason>,
    /// What documents advise about it.
    advice: Vec<AppliedAdvice>,
}

/// What an entry says that asks for a flow.
#[derive(Serialize, JsonSchema)]
struct FlowReason {
    /// The entry's id.
    entry: String,
    /// The entry's title.
    title: String,
    /// The address of its chapter; null where it has none.
    href: Option<String>,
    /// The daemon or command, or else the protocol.
    service: String,
    /// Who says so.
    provenance: Provenance,
    /// Who should be able to reach the port, in words; null for classes of ports.
    exposure: Option<String>,
    /// The port that the service was moved from.
    moved_from: Option<u16>,
    /// Whether the source does not say the transport, and it is our inference.
    inferred: bool,
    /// The ids of the products that bring it.
    products: Vec<String>,
    /// Items of the sources that say so.
    cites: Vec<String>,
}

/// Advice, and whether it holds for the plan.
#[derive(Serialize, JsonSchema)]
struct AppliedAdvice {
    /// Under which the plan can decide it.
    id: String,
    /// What to do.
    action: Action,
    /// The condition under which it holds.
    when: Option<String>,
    /// When it does not hold.
    exception: Option<String>,
    /// To whom access is restricted.
    to: Option<String>,
    /// Why.
    reason: String,
    /// Whether it holds.
    holds: Holds,
    /// Items of the sources that say so.
    cites: Vec<String>,
}

/// A question to settle.
#[derive(Serialize, JsonSchema)]
struct OpenQuestion {
    /// The id of the entry that it is about.
    entry: String,
    /// The entry's title.
    title: String,
    /// `has_nio`, `source_ports`, `parameters.` and the name of a parameter, or the id of a decision.
    settled_by: String,
    /// What settles it.
    kind: OpenKind,
    /// The question; what it quotes of a source may have links such as `[22](port:22)`.
    question: String,
}

/// Something that deserves attention.
#[derive(Serialize, JsonSchema)]
struct PlanWarning {
    /// What it is.
    sort: WarningSort,
    /// The ids of the entries that it is about.
    entries: Vec<String>,
    /// A sentence or two.
    text: String,
}

/// What one firewall is told.
#[derive(Serialize, JsonSchema)]
struct WrittenRules {
    /// The firewall's name.
    label: String,
    /// All files as one text.
    text: String,
    /// The files.
    files: Vec<RulesFile>,
    /// Commands that try the rules without using them.
    test: Vec<String>,
    /// Commands that use the rules.
    load: Vec<String>,
    /// Commands that take them back.
    undo: Vec<String>,
    /// What somebody has to know first.
    remarks: Vec<String>,
}

/// A file for a firewall.
#[derive(Serialize, JsonSchema)]
struct RulesFile {
    /// Its name, as the commands have it.
    name: String,
    /// Its content.
    text: String,
}

/// The flows as a table.
#[derive(Serialize, JsonSchema)]
struct PlanTables {
    /// In Markdown.
    markdown: String,
    /// As comma-separated values (RFC 4180).
    csv: String,
    /// The ports that pass: `22/tcp, 137-138/udp`; those that this machine connects to on a second line, after `out:`.
    plain: String,
}

vocabularies! {
    Verdict, "What the firewall does with traffic.":
        "pass" = "it lets it pass",
        "drop" = "it drops it without an answer",
        "reject" = "it drops it, and tells the sender";
    Direction, "Which way the first packet goes, seen from the machine that the plan is about.":
        "in" = "a peer begins",
        "out" = "the machine begins";
    Holds, "Whether advice holds for a plan.":
        "yes" = "it has no condition, or the plan meets it",
        "no" = "the plan does not meet the condition, or meets the exception",
        "unsettled" = "nothing in the plan says whether the condition is met";
    OpenKind, "What kind of answer settles a question.":
        "decision" = "yes or no",
        "parameter" = "a number, which is a setting of the system or a port",
        "nio" = "whether there is an NIO",
        "source_ports" = "the range that source ports are taken from",
        "release" = "the VOS release, or yes or no";
    WarningSort, "What deserves attention.":
        "closes-connection" = "the rules cut the connection by which they are loaded",
        "open-to-everyone" = "something is open to everyone, though it is for the inside or for less",
        "unrestricted" = "something is open to everyone, though a document advises to restrict it or to block some of it",
        "stopped" = "something that the plan names is stopped, because a document advises it",
        "ftp-modes" = "FTP has a second connection, and two modes for it",
        "changing-ports" = "the ports of services change",
        "esp" = "a tunnel needs a protocol without ports, too",
        "nothing-said" = "nothing follows from an item",
        "unused-decision" = "the plan decides what no question asks for";
}
