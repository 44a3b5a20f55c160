//! What deserves attention before rules are loaded.

use crate::flow::{Action, Direction, Flow, Holds};
use crate::open::Open;
use crate::plan::{Closes, Plan};
use catalog::{Catalog, Exposure, Role, concat};

/// Something that deserves attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it is.
    pub sort: Sort,
    /// The ids of the entries that it is about.
    pub entries: Vec<String>,
    /// A sentence or two.
    pub text: String,
}

/// A sort of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The rules cut the connection by which they are loaded.
    ClosesConnection,
    /// Open to everyone, though it is for the inside or for less.
    OpenToEveryone,
    /// Open to everyone, though a document advises to restrict it, or to block some of it.
    Unrestricted,
    /// Named by the plan, and stopped, because a document advises it.
    Stopped,
    /// FTP has a second connection, and two modes for it.
    FtpModes,
    /// Services whose ports change.
    ChangingPorts,
    /// A tunnel needs a protocol without ports, too.
    Esp,
    /// Nothing follows from an item.
    NothingSaid,
    /// A decision that no question asks for.
    UnusedDecision,
}

impl Sort {
    /// As text.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ClosesConnection => "closes-connection",
            Self::OpenToEveryone => "open-to-everyone",
            Self::Unrestricted => "unrestricted",
            Self::Stopped => "stopped",
            Self::FtpModes => "ftp-modes",
            Self::ChangingPorts => "changing-ports",
            Self::Esp => "esp",
            Self::NothingSaid => "nothing-said",
            Self::UnusedDecision => "unused-decision",
        }
    }
}

pub(crate) fn add(catalog: &Catalog, plan: &Plan, flows: &[Flow], open: &[Open], all: &mut Vec<Warning>) {
    closes_connection(catalog, plan, flows, all);
    let incoming = || flows.iter().filter(|one| one.direction == Direction::In);
    for flow in incoming() {
        if flow.action == Action::Pass && flow.peers.is_wide() {
            open_to_everyone(flow, all);
        }
        moved(catalog, flow, all);
        if flow.action != Action::Pass {
            let by = flow.advice.iter().find(|one| one.stops() && one.holds == Holds::Yes);
            let (reason, id) = by.map_or(("", ""), |one| (&*one.advice.reason, &*one.id));
            let parts = [
                "The plan names ",
                &port(flow),
                ", and the rules stop it, as a document advises",
                if reason.is_empty() { "." } else { ": " },
                reason,
                " Decide `",
                id,
                "` with no to let it pass.",
            ];
            push(all, Sort::Stopped, flow, &concat(&parts));
        }
    }
    for flow in flows.iter().filter(|one| one.action == Action::Pass) {
        let has = |protocol: &str| flow.reasons.iter().any(|one| one.protocol.starts_with(protocol));
        if has("FTP") {
            let text = concat(&[
                "FTP opens a second connection for every file. In active mode the server begins it, from ",
                &ftp_data(catalog),
                "; in passive mode the client does, to a port of the server's choice: fix that range in the server and open it, or let the firewall read the control connection.",
            ]);
            push(all, Sort::FtpModes, flow, &text);
        }
        if has("IKE") {
            let text = "IPsec also needs ESP, an IP protocol without ports, unless a NAT is on the way: these rules do not open it.";
            push(all, Sort::Esp, flow, text);
        }
        let is_rpc = |one: &crate::Reason| {
            catalog.entry(&one.entry).is_some_and(|entry| entry.categories.iter().any(|id| id == "rpc"))
        };
        if flow.reasons.iter().any(is_rpc) {
            let text = "Services of RPC may take other ports at every start. Fix their ports and plan these too, or let the firewall follow the portmapper.";
            push(all, Sort::ChangingPorts, flow, text);
        }
    }
    for (id, _) in &plan.decisions {
        let is_asked = open.iter().any(|one| one.settled_by == *id) || is_known(catalog, plan, id);
        if !is_asked {
            let text = concat(&["The plan decides `", id, "`, and nothing in it asks for that."]);
            all.push(Warning { sort: Sort::UnusedDecision, entries: Vec::new(), text });
        }
    }
}

/// Warns of what does not pass because other services at the same ports are stopped.
pub(crate) fn hidden(flows: &[Flow], all: &mut Vec<Warning>) {
    for flow in flows {
        let text = concat(&[
            "The plan opens ",
            &flow.text(),
            " for one service, and the rules stop it, because another service of the plan has the port and is to be blocked.",
        ]);
        push(all, Sort::Stopped, flow, &text);
    }
}

/// `22/tcp`: where others are stopped whom the plan does not name.
fn port(flow: &Flow) -> String {
    concat(&[&flow.local.text("-"), "/", flow.transport.id()])
}

/// Adds a warning, or the entries to one with the same text.
fn push(all: &mut Vec<Warning>, sort: Sort, flow: &Flow, text: &str) {
    let at = all.iter().position(|one| one.sort == sort && one.text == text).unwrap_or_else(|| {
        all.push(Warning { sort, entries: Vec::new(), text: text.to_owned() });
        all.len() - 1
    });
    let Some(one) = all.get_mut(at) else { return };
    for reason in &flow.reasons {
        if !one.entries.contains(&reason.entry) {
            one.entries.push(reason.entry.clone());
        }
    }
}

/// Warns where a service was moved to a port that documents advise against.
fn moved(catalog: &Catalog, flow: &Flow, all: &mut Vec<Warning>) {
    let Some(entry) = catalog.entry(&flow.local.text("-")) else { return };
    let is_moved = flow.action == Action::Pass && flow.reasons.iter().all(|one| one.moved_from.is_some());
    for one in entry.advice.iter().filter(|_| is_moved) {
        let stops = matches!(one.action, catalog::Action::Block | catalog::Action::Disable | catalog::Action::Reject);
        let is_meant = one.transports.is_empty() || one.transports.contains(flow.transport);
        if stops && is_meant && one.when.is_none() {
            let text = concat(&[
                &port(flow),
                ": a service is moved there, where a document advises against it: ",
                &one.reason,
            ]);
            push(all, Sort::Unrestricted, flow, &text);
        }
    }
}

fn open_to_everyone(flow: &Flow, all: &mut Vec<Warning>) {
    let less = |exposure| match exposure {
        Exposure::Inside => Some("this port is for the inside only"),
        Exposure::ThisMachine => Some("this port is for this machine only"),
        Exposure::Nobody => Some("nothing legitimate uses this port any more"),
        Exposure::Internet | Exposure::NamedHosts => None,
    };
    if let Some(less) = flow.reasons.iter().filter_map(|one| one.exposure).find_map(less) {
        let text = concat(&[&flow.text(), ": by its commonest meaning ", less, ". Name the networks that need it."]);
        push(all, Sort::OpenToEveryone, flow, &text);
    }
    // What the internet may reach has conditions about its set-up, which the chapter tells.
    let is_for_all = flow.reasons.iter().any(|one| one.exposure == Some(Exposure::Internet));
    for one in &flow.advice {
        let text = match (one.advice.action, one.holds) {
            (catalog::Action::Restrict, Holds::Yes) => {
                let to = one.advice.to.as_deref().unwrap_or("those who need it");
                concat(&[&flow.text(), ": a document advises to restrict it to ", to, "."])
            }
            // Everyone is outside, too: most of these conditions are about where a packet comes from.
            (catalog::Action::Disable, Holds::Unsettled) if is_for_all => continue,
            (catalog::Action::Block | catalog::Action::Disable | catalog::Action::Reject, Holds::Unsettled) => {
                let when = one.advice.when.as_deref().unwrap_or_default();
                let action = match one.advice.action {
                    catalog::Action::Disable => "switch it off",
                    catalog::Action::Reject => "reject it",
                    _ => "block it",
                };
                let parts =
                    [&*flow.text(), ": a document advises to ", action, " when ", when, ". Decide `", &one.id, "`."];
                concat(&parts)
            }
            _ => continue,
        };
        push(all, Sort::Unrestricted, flow, &text);
    }
}

fn closes_connection(catalog: &Catalog, plan: &Plan, flows: &[Flow], all: &mut Vec<Warning>) {
    let mut passing = flows.iter().filter(|one| one.action == Action::Pass && one.direction == Direction::In);
    let mut warn = |id: &str, text: &str| {
        let entries = if id.is_empty() { Vec::new() } else { vec![id.to_owned()] };
        all.push(Warning { sort: Sort::ClosesConnection, entries, text: text.to_owned() });
    };
    let Some(id) = &plan.connected_by else {
        let is_login = |one: &crate::Reason| {
            catalog.entry(&one.entry).is_some_and(|entry| entry.categories.iter().any(|id| id == "remote-login"))
        };
        if plan.closes != Closes::Nothing && !passing.any(|one| one.reasons.iter().any(is_login)) {
            warn(
                "",
                "The rules close everything else, and no service for logging in is open: who loads them from another machine is cut off.",
            );
        }
        return;
    };
    let (mut open, mut is_stopped) = (None, false);
    for flow in flows.iter().filter(|one| one.direction == Direction::In) {
        // Not where the service was moved to: one is connected at the entry's own port.
        let is_there =
            |one: &crate::Reason| one.entry == *id && one.moved_from.is_none_or(|port| flow.local.first() == port);
        if flow.reasons.iter().any(is_there) {
            is_stopped |= flow.action != Action::Pass;
            open = open.or((flow.action == Action::Pass).then_some(flow));
        }
    }
    match open {
        None if is_stopped || plan.closes != Closes::Nothing => {
            warn(id, &concat(&["The rules close ", id, ", by which you are connected."]));
        }
        Some(flow) if !flow.peers.is_everyone() => {
            let text = concat(&[
                "You are connected by ",
                id,
                ", which is open to ",
                &flow.peers.text(),
                " alone: load the rules from there.",
            ]);
            warn(id, &text);
        }
        _ => {}
    }
}

/// The entries that FTP servers send files from.
fn ftp_data(catalog: &Catalog) -> String {
    let sends = |entry: &&catalog::Entry| {
        entry.uses.iter().any(|one| one.role == Role::Sends && one.protocol.as_deref() == Some("FTP"))
    };
    let mut all = String::new();
    for entry in catalog.entries().iter().filter(sends) {
        all.push_str(if all.is_empty() { "port " } else { " or " });
        all.push_str(&entry.id());
    }
    if all.is_empty() { "a port of its own".to_owned() } else { all }
}

/// Whether something that the plan means can be decided under this id.
fn is_known(catalog: &Catalog, plan: &Plan, id: &str) -> bool {
    for item in &plan.items {
        for one in crate::choose::chosen(catalog, plan, item) {
            let said = one.one.transports.any();
            if one.question.as_ref().is_some_and(|question| question.id == id) {
                return true;
            }
            for over in catalog::Transport::ALL {
                let is_asked = if said.is_empty() {
                    crate::choose::id_of_transport(one.entry, one.one, *over) == id
                } else {
                    said.contains(*over)
                        && crate::advice::applied(one.entry, *over, plan, false).iter().any(|advice| advice.id == id)
                };
                if is_asked {
                    return true;
                }
            }
        }
    }
    false
}
