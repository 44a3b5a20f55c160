//! Results of the catalog in their public shape, as JSON text, for the crates that browsers run.
//!
//! JavaScript reads such a text at once; made property by property, a result takes a thousand calls. Natively, tests read it.

mod hit;
pub mod href;
mod json;

pub use hit::write_hit;
pub use json::Json;
