//! The search and filter widget behind `<port-reference>`.
//!
//! `www/port-reference.js` defines the element, because Rust cannot subclass `HTMLElement`. It builds the field, so that
//! one can type before any of this is loaded, then opens a catalog with [`Reference`] and hands over a place in its
//! shadow root with [`Reference::mount`]. What is found, ranked and counted is decided in the crate `catalog`; here it
//! gets a public shape ([`Reference::search`]) or becomes DOM.
//!
//! No HTML is ever made from text, and no reference to a [`RefCell`](std::cell::RefCell)'s content is held while events
//! are dispatched, the focus moves or focused nodes are removed: the page's listeners run then, and may call us.

mod announce;
mod chips;
mod count;
mod dom;
mod events;
mod filter_view;
mod highlight;
mod href;
mod item;
mod keys;
mod list;
mod mounted;
mod notices;
mod object;
mod page_url;
mod panel;
mod reference;
mod release_field;
mod request;
mod selection;
mod shape;
mod widget;

pub use mounted::Mounted;
pub use reference::Reference;

/// Smaller than the standard allocator by some KB of what a page loads.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
