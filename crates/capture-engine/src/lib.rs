//! What `<port-traffic>` runs for packet captures: bytes go in, and lines of text as tcpdump prints them come out.
//!
//! A wasm of its own, which is loaded when somebody opens a capture: few do.

#[cfg(target_arch = "wasm32")]
mod boundary;

#[cfg(target_arch = "wasm32")]
pub use boundary::CaptureReading;

/// Smaller than the standard allocator by some KB of what a page loads.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
