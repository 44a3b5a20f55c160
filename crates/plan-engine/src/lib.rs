//! What `<port-plan>` runs: what somebody runs goes in, flows and rules of firewalls come out as JSON text.
//!
//! [`Ports`] is a catalog with its details, read once. It says what can be added to a plan ([`Ports::choices`]), what the fields of a plan
//! offer ([`Ports::vocabulary`]), makes the plan
//! ([`Ports::plan`]), and compares releases ([`Ports::compare`]). This crate has no DOM: the same code runs on a page, in Node and
//! natively.

#[cfg(target_arch = "wasm32")]
mod boundary;
mod choice;
mod choices;
mod comparison;
mod plan;
mod ports;
mod typed;
mod vocabulary;

#[cfg(target_arch = "wasm32")]
pub use boundary::{PlanDraft, PlanPorts};
pub use ports::Ports;

/// Smaller than the standard allocator by some KB of what a page loads.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
