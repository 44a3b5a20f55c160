//! From what somebody runs to the flows that it needs, and from flows to rules that firewalls load.
//!
//! This crate uses no I/O or clock, and compiles to wasm. A [`Draft`] is what somebody filled in; [`Plan::new`] checks it;
//! [`flows`] says what has to pass, what is stopped, and what remains open; [`Dialect::write`] writes that for one firewall:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use catalog::*;
//! # let mut ssh = Entry::new(PortSpec::Single(22));
//! # ssh.uses.push(Use::new(Role::Listens, Provenance::Documented));
//! # ssh.uses[0].transports.said.insert(Transport::Tcp);
//! # let catalog = Catalog::new(Parts { entries: vec![ssh], ..Parts::default() }).map_err(|wrong| wrong[0].clone())?;
//! use firewall::{Dialect, Draft, DraftItem, Plan, flows};
//!
//! let item = DraftItem { what: "22".into(), role: "server".into(), peers: vec!["192.0.2.0/24".into()], port: None };
//! let draft = Draft { items: vec![item], keeps_state: true, ..Draft::default() };
//! let plan = Plan::new(&catalog, &draft).expect("a plan without mistakes");
//! let planned = flows(&catalog, &plan);
//! assert!(Dialect::Nftables.write(&planned).text().contains("ip saddr 192.0.2.0/24 tcp dport 22 accept"));
//! # Ok(())
//! # }
//! ```
//!
//! The catalog has to be a whole one, as it is read from its files, or an encoded one with its details: conditions of advice and the
//! ports at the other end are only there.

mod address;
mod advice;
mod alphabet;
mod check;
mod choose;
mod compare;
mod dialects;
mod draft;
mod flow;
mod json;
mod network;
mod open;
mod outline;
mod peers;
mod plan;
mod planned;
mod port_list;
mod ports;
mod rules;
mod service;
mod source_ports;
mod tables;
mod warnings;

pub use alphabet::{ALPHABET, comment};
pub use choose::Roles;
pub use compare::{Changed, Comparison, NotSaid, Turned, compare};
pub use dialects::{Dialect, File, Written};
pub use draft::{Draft, DraftItem, Mistake};
pub use flow::{Action, Applied, Direction, Flow, Holds, Reason};
pub use json::{json, write_json, write_rules};
pub use network::{Network, NotANetwork};
pub use open::{Open, OpenKind};
pub use outline::Outline;
pub use peers::Peers;
pub use plan::{Closes, Item, Parameter, Plan, Subject};
pub use planned::{Planned, flows};
pub use port_list::port_list;
pub use ports::Ports;
pub use service::Service;
pub use tables::{csv, markdown, plain};
pub use warnings::{Sort, Warning};
