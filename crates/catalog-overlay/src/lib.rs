//! Overlays: an organisation's own entries, merged into a catalog.
//!
//! An overlay is JSON in the shape of an export's entries (`v1/overlay.schema.json`): new ports, further uses of known
//! ports, changed advice, categories and products of its own, links to its own pages. Everything that is wrong with it is
//! reported at once, by its path; an entry with a mistake is left out, and all others are used.
//!
//! ```
//! use catalog::{Catalog, Parts};
//!
//! let base = Catalog::new(Parts::default()).unwrap();
//! let overlay = r#"{
//!     "name": "Example Corp",
//!     "entries": [
//!         { "ports": 8443, "title": "Console", "summary": "Our console.", "uses": [{ "role": "listens" }] },
//!         { "ports": 70000, "title": "Typo" }
//!     ]
//! }"#;
//! let merged = catalog_overlay::merge(base, &[overlay]);
//! assert_eq!(merged.catalog.entries()[0].title, "Console");
//! assert_eq!(merged.problems[0].path, "entries[1].ports");
//! assert_eq!(merged.problems[0].message, "70000 is above 65535");
//! ```

mod base;
#[cfg(target_arch = "wasm32")]
mod boundary;
mod characters;
mod entry;
mod json;
mod link;
mod merge;
mod ports;
mod problem;
mod read;
mod root;
mod summary;
mod usage;

#[cfg(target_arch = "wasm32")]
pub use boundary::merge_encoded;
pub use merge::{Merged, merge};
pub use problem::Problem;

/// What a size-limited reader allocates with: a third of the standard allocator's code.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
