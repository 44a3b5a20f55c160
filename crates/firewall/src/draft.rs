//! A plan as somebody filled it in, and what is wrong with it.

/// What somebody runs, not yet checked. Texts are as people type them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The VOS release (`15.1`); `None` where the machine does not run VOS, or nobody knows.
    pub release: Option<String>,
    /// What runs there.
    pub items: Vec<DraftItem>,
    /// The managers' networks: `managers` among the peers of an item means these.
    pub managers: Vec<String>,
    /// Settings that ranges depend on (`max_open_server`), with their values; and ports of services that have no fixed one, under
    /// the id of the question.
    pub parameters: Vec<(String, u32)>,
    /// Whether the module has an NIO; `None` where nobody knows.
    pub has_nio: Option<bool>,
    /// Whether the firewall remembers connections, so that answers pass by themselves.
    pub keeps_state: bool,
    /// The id of the entry with the range that the machine takes source ports from, where the release does not say it.
    pub source_ports: Option<String>,
    /// What to do with all other traffic: `nothing`, `incoming` or `both`; empty means `nothing`.
    pub closes: String,
    /// The id of the entry by which the machine is reached while the rules are loaded.
    pub connected_by: Option<String>,
    /// Answers to questions that were open, by their id: `true` for yes.
    pub decisions: Vec<(String, bool)>,
}

/// One thing that runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftItem {
    /// The id of an entry (`22`, `6970-7170`) or of a product (`S269`, `STCP`).
    pub what: String,
    /// `server`, `client` or `both`.
    pub role: String,
    /// Who may reach the server, or whom the client connects to: `everyone`, `managers`, `this-machine`, or a network
    /// (`192.0.2.0/24`, `2001:db8::/32`).
    pub peers: Vec<String>,
    /// The port that the server was moved to, for entries about one port.
    pub port: Option<u32>,
}

/// Something in a draft that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where: `items[2].peers[0]`.
    pub path: String,
    /// What is wrong.
    pub says: String,
    /// What to write instead.
    pub remedy: String,
}
