//! What acceptance tests need: the built site behind a server, and browsers in front of it.

mod bidi;
mod browser;
#[doc(hidden)]
pub mod checks;
mod host;
mod intranet;
mod pages;
mod server;
mod version;

pub use browser::{Browser, Element, Kind, Options};
pub use fantoccini::key::Key;
pub use host::Host;
pub use intranet::{Binaries, Intranet};
pub use pages::{Document, built, built_site, pages};
pub use server::Server;
pub use version::{Version, kept_offline};
