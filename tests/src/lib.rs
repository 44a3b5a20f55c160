//! What acceptance tests need: the built site behind a server, and browsers in front of it.

mod bidi;
mod browser;
#[doc(hidden)]
pub mod checks;
mod clipboard;
mod fetch;
mod files;
mod host;
mod in_turns;
mod intranet;
mod links;
mod offline;
mod pages;
mod picture;
mod quiet;
mod server;
mod skips;
mod version;

pub use browser::{Browser, Element, Kind, Options};
pub use clipboard::copied_by;
pub use fantoccini::key::Key;
pub use fetch::{Answer, ask, fetch};
pub use files::files;
pub use host::Host;
pub use in_turns::in_turns;
pub use intranet::{Binaries, Intranet, without_icon};
pub use links::{dead_links, inner_links, resolve};
pub use offline::{Alone, Unzipped};
pub use pages::{Document, built, built_site, pages};
pub use picture::Picture;
pub use quiet::quiet;
pub use server::Server;
pub use skips::skip;
pub use version::{Version, kept_offline};
