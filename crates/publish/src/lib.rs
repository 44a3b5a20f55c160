//! Makes everything that is published from the sources: the site, the folder to embed, the npm package, the book as one file,
//! and the site as a zip.
//!
//! ```text
//! Compiled ──▶ Wasm ─┐                ┌─▶ site()         dist/site/
//! reference ─▶ Book ─┼─▶ Parts ───────┼─▶ single_file()  dist/portolan.html
//! Sources ───────────┘                ├─▶ zip()          dist/portolan-offline.zip
//!                                     └─▶ Bundle         all of these, embed/, npm/, publish/, SHA256SUMS
//! ```
//!
//! [`Parts`] is what all of them share. `site.rs`, `embed.rs`, `npm.rs`, `single_file.rs` and `offline.rs` each make one of them
//! from it; every other file is one transformation of scripts, styles or pages. Everything is built in memory (`tree.rs`) before
//! anything is written, and folders are replaced atomically ([`Swap`]).
//!
//! The caller compiles the Rust crates, calls one function for each stage, and reports progress.

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
mod lists;
mod map;
mod minify;
mod modules;
mod npm;
mod offline;
mod page_head;
mod pages;
mod parts;
mod plan;
mod policy;
mod server_files;
mod service_worker;
mod short_names;
mod single_file;
mod site;
mod sources;
mod swap;
mod traffic;
pub mod tree;
mod wasm;
mod web_app;

pub use address::Address;
pub use book::Book;
pub use budget::Sizes;
pub use bundle::{Bundle, SUMS};
pub use parts::Parts;
pub use site::MARK;
pub use sources::Sources;
pub use swap::Swap;
pub use wasm::{Compiled, Wasm};
