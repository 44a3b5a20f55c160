//! The search and filter widget behind `<port-reference>`.
//!
//! `www/element/element.js` defines the element, because Rust cannot subclass `HTMLElement`. It builds the field, so that readers
//! can type before this is loaded, then opens a catalog with [`Reference`] and passes a node in its shadow root to
//! [`Reference::mount`]. The crate `catalog` finds, ranks and counts; this crate converts results to JavaScript objects
//! ([`Reference::search`]) or to DOM.
//!
//! Text is never parsed as HTML. No [`RefCell`](std::cell::RefCell) is borrowed while events are dispatched, the focus moves or
//! focused nodes are removed: listeners of the page run then, and may call this crate.

mod announce;
mod chips;
mod count;
mod dom;
mod events;
mod filter_view;
mod highlight;
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
