//! Lines of firewall logs, flow logs, scans and lists of sockets, read as flows.
//!
//! This crate uses no I/O, clock, DOM or regular expressions, and compiles to wasm. Bytes go into a [`Reader`] in chunks of any size;
//! every line comes out as one [`Event`] that is no flow, or as one or more that are:
//!
//! ```
//! use traffic::{Event, Reader};
//!
//! let mut ports = Vec::new();
//! let mut each = |event: Event<'_>| {
//!     if let Event::Flow(flow) = event {
//!         ports.push((flow.format, flow.source.port, flow.destination.port));
//!     }
//! };
//! let mut reader = Reader::new();
//! reader.push(b"IN=eth0 OUT= SRC=203.0.113.5 DST=192.0.2.10 PROTO=TCP SPT=41822 D", &mut each);
//! reader.push(b"PT=23 SYN URGP=0\n", &mut each);
//! let totals = reader.finish(&mut each);
//! assert_eq!(ports, [("iptables", Some(41822), Some(23))]);
//! assert_eq!((totals.lines, totals.not_understood), (1, 0));
//! ```
//!
//! Texts of an [`Event`] are as the input has them, control and bidirectional characters included: show them as text, never as markup.

mod action;
mod block;
mod encoding;
mod event;
mod flow;
mod formats;
mod header;
mod line;
mod reader;
pub mod scan;
mod slots;
mod state;
#[cfg(test)]
mod testing;
mod time;
mod transport;

pub use action::Action;
pub use event::{Aside, Event, Reason};
pub use flow::{Direction, End, Flow, Kind, Packet, TcpFlags};
pub use formats::{Format, formats};
pub use reader::{LONGEST_LINE, LONGEST_RECORD, Reader, Totals};
pub use state::State;
pub use transport::Transport;
