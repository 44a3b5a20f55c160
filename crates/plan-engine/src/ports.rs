//! What is known of ports.

use catalog::{Catalog, DecodeError};

/// A catalog with its details.
pub struct Ports {
    pub(crate) catalog: Catalog,
}

impl Ports {
    /// Reads an encoded catalog, with its words and its details if they are apart. Without the words, names of programs are unknown; without
    /// the details, conditions of advice, ports at the other end, and what is cited.
    ///
    /// # Errors
    /// If the bytes are not a catalog, or words or details are not its own.
    pub fn decode(catalog: &[u8], words: Option<&[u8]>, details: Option<&[u8]>) -> Result<Self, DecodeError> {
        Ok(Self { catalog: catalog::decode_with_details(catalog, words, details)? })
    }

    /// The address of an entry's chapter, or of its own page; `None` for what leads nowhere.
    pub(crate) fn href(&self, id: &str, base: &str) -> Option<String> {
        let href = result_json::href::entry(self.catalog.entry(id)?, base);
        Some(href).filter(|href| !href.is_empty())
    }
}
