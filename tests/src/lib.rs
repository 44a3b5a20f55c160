//! What acceptance tests need: the built site behind a server, and a browser in front of it.

mod browser;
mod pages;
mod server;

pub use browser::{Browser, Options};
pub use pages::{Document, built_site, pages};
pub use server::Server;
