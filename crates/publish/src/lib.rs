//! Everything that leaves the repository, made from the sources: the site, the folder to embed, the npm package, the book as
//! one file, and the site as a zip.
//!
//! ```text
//! Compiled ──▶ Wasm ─┐                ┌─▶ site()         dist/site/
//! reference ─▶ Book ─┼─▶ Parts ───────┼─▶ single_file()  dist/portolan.html
//! Sources ───────────┘                ├─▶ zip()          dist/portolan-offline.zip
//!                                     └─▶ Bundle         all of these, embed/, npm/, publish/, SHA256SUMS
//! ```
//!
//! [`Parts`] is what all of them have in common. `site.rs`, `embed.rs`, `npm.rs`, `single_file.rs` and `offline.rs` each finish
//! it for one place; the other files do one thing to scripts, styles or pages on the way. Everything is complete in memory
//! (`tree.rs`) before anything is written, and a folder is replaced as a whole ([`Swap`]).
//!
//! Nothing here compiles Rust or reports progress: that is the caller's, who calls one function for each stage.

mod address;
mod bindgen;
mod book;
mod budget;
mod bundle;
mod digest;
mod embed;
mod engine;
pub mod files;
mod fingerprint;
mod inline_css;
mod minify;
mod modules;
mod npm;
mod offline;
mod page_head;
mod pages;
mod parts;
mod policy;
mod server_files;
mod service_worker;
mod short_names;
mod single_file;
mod site;
mod sources;
mod swap;
pub mod tree;
mod wasm;
mod web_app;

pub use address::Address;
pub use book::Book;
pub use budget::{BUDGET, Sizes};
pub use bundle::{Bundle, SUMS};
pub use parts::Parts;
pub use site::MARK;
pub use sources::Sources;
pub use swap::Swap;
pub use wasm::{Compiled, Wasm};
