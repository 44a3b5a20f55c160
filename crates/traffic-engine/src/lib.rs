//! What `<port-traffic>` runs: bytes of logs go in, a report comes out as JSON text.
//!
//! [`Ports`] is what is known of ports, made once. A [`Reading`] takes an input in chunks, and gives flows as they come and a report at the
//! end. This crate has no DOM: the same code runs on a page, in a worker, in Node and natively.

#[cfg(target_arch = "wasm32")]
mod boundary;
mod finding_json;
mod flow_json;
mod hosts;
mod kind_json;
mod ports;
mod reading;
mod report;
mod selection;
mod socket_json;
mod timeline;

#[cfg(target_arch = "wasm32")]
pub use boundary::{TrafficPorts, TrafficReading};
pub use ports::Ports;
pub use reading::Reading;
pub use selection::Selection;

/// Smaller than the standard allocator by some KB of what a page loads.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
