//! The reference of ports: model, look-up, query, search, facets and codec.
//!
//! This crate uses no I/O, clock, DOM or JSON, and compiles to wasm. A [`Catalog`] is valid by construction. An [`Index`] makes it
//! searchable:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use catalog::{Catalog, Filters, Index, Parts};
//!
//! let index = Index::new(Catalog::new(Parts::default()).map_err(|wrong| wrong[0].clone())?);
//! let results = index.search("22/tcp", &Filters::default(), 10);
//! assert_eq!(results.total, 0);
//! # Ok(())
//! # }
//! ```

mod address;
mod bits;
mod candidate;
mod catalog;
mod checksum;
mod codec;
mod entry;
mod filter;
mod index;
mod initials;
mod interner;
mod layout;
mod lists;
mod matching;
mod notice;
mod port;
mod query;
mod reason;
mod register;
mod release;
mod release_counts;
mod release_set;
mod search;
mod slug;
mod sorted;
mod spoken;
mod term_match;
mod text;
mod text_index;
mod transport;
mod typed_names;
mod typo;
mod vocabulary;
mod why;
mod wire;
mod word_list;
mod words;

pub use address::{AddressFault, check_address};
pub use catalog::{Catalog, Category, Heading, Invalid, MOST_RELEASES, MOST_VALUES, Page, Parts, Product};
pub use codec::{
    DecodeError, decode, decode_entries, decode_with_details, decode_with_words, encode, encode_apart, encode_details,
    encode_with_details,
};
pub use entry::{Advice, Annotation, Answer, Answers, Entry, Link, Peer, Target, Use};
pub use filter::{Dimension, Facet, Filters, UnknownFilter};
pub use index::{Document, Index, RegisteredPort};
pub use notice::Notice;
pub use port::PortSpec;
pub use query::{LogLine, Query, Term, is_question_word};
pub use register::{Assigned, Register};
pub use release::{NotARelease, Release};
pub use release_set::{Applies, NotAReleaseSet, ReleaseSet};
pub use search::{Hit, Results};
pub use slug::slug;
pub use sorted::{distinct, sorted};
pub use text::{append, append_decimal, concat, contains, decimal, join};
pub use text_index::TextIndex;
pub use transport::{Transport, TransportSet, Transports};
pub use vocabulary::{Action, Exposure, PortClass, Provenance, Role};
pub use why::Why;
pub use words::{alphanumeric_parts, is_letter, parts, split_first, trim_end, words};
