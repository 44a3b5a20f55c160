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

    /// Where details are missing, nobody knows whether advice against a service has a condition: it counts as advice whose condition is not
    /// settled, so that nothing is stopped because of it alone.
    ///
    /// # Errors
    /// None for a catalog that is valid.
    pub fn without_conditions(self) -> Result<Self, DecodeError> {
        let mut parts = self.catalog.into_parts();
        for one in parts.entries.iter_mut().flat_map(|entry| &mut entry.advice) {
            if one.when.is_none() && one.reason.is_empty() {
                one.when = Some("a condition is met that this catalog does not tell".to_owned());
            }
        }
        Ok(Self { catalog: Catalog::new(parts).map_err(DecodeError::Invalid)? })
    }

    /// The address of an entry's chapter, or of its own page; `None` for what leads nowhere.
    pub(crate) fn href(&self, id: &str, base: &str) -> Option<String> {
        let href = result_json::href::entry(self.catalog.entry(id)?, base);
        Some(href).filter(|href| !href.is_empty())
    }
}
