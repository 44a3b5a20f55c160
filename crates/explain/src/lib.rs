//! What flows mean: each alone, and several together.
//!
//! This crate uses no I/O or clock, and compiles to wasm. It takes the flows that [`traffic`] reads, and what the [`catalog`] says of
//! ports. [`Knowledge`] is made once; an [`Explainer`] takes flows one by one, and gives a [`Report`]:
//!
//! ```
//! use explain::{Explainer, Facts, Knowledge, Service};
//! use std::sync::Arc;
//! use traffic::{Event, Reader};
//!
//! # let catalog = catalog::Catalog::new(catalog::Parts::default()).unwrap();
//! let knowledge = Arc::new(Knowledge::new(&catalog, None, Facts::default()));
//! let mut explainer = Explainer::new(knowledge);
//! let mut each = |event: Event<'_>| {
//!     if let Event::Flow(flow) = event {
//!         assert_eq!(explainer.add(flow).service, Service::Destination);
//!     }
//! };
//! let mut reader = Reader::new();
//! reader.push(b"IN=eth0 OUT= SRC=203.0.113.5 DST=192.0.2.10 PROTO=TCP SPT=41822 DPT=23 SYN URGP=0\n", &mut each);
//! reader.finish(&mut each);
//! assert_eq!(explainer.finish().kinds[0].port, Some(23));
//! ```
//!
//! What is remembered is bounded; [`limits`] has the bounds and the thresholds, each with its reason.

mod address;
mod clock;
mod date;
mod distinct;
mod explainer;
mod facts;
mod finding;
mod hash;
mod judge;
mod kinds;
mod knowledge;
pub mod limits;
mod seen;
mod service;
mod sockets;
mod tracks;

pub use address::Scope;
pub use date::moment;
pub use distinct::Count;
pub use explainer::{Decision, Explainer, Report};
pub use facts::{Companion, Facts, Pair};
pub use finding::{Finding, Sort};
pub use hash::Places;
pub use kinds::Kind;
pub use knowledge::Knowledge;
pub use seen::{Place, Seen};
pub use service::{Service, Why};
pub use sockets::{Socket, Verdict};
