//! What is known of ports.

use catalog::{DecodeError, Document, Entry, Hit, Register};
use explain::{Facts, Knowledge};
use result_json::{Json, write_hit};
use std::sync::Arc;

/// A catalog and a register, laid out for explaining.
pub struct Ports {
    pub(crate) knowledge: Arc<Knowledge>,
    entries: Vec<Entry>,
    register: Option<Arc<Register>>,
}

impl Ports {
    /// Reads an encoded catalog, its words, if they are apart, and an encoded register, if there is one, and the text of [`Facts`]; a text
    /// that is none counts as empty. Without the words, names of programs are unknown.
    ///
    /// # Errors
    /// If the bytes are not a catalog or not a register.
    pub fn decode(
        catalog: &[u8],
        words: Option<&[u8]>,
        register: Option<&[u8]>,
        facts: &str,
    ) -> Result<Self, DecodeError> {
        let entries = catalog::decode_entries(catalog, words)?;
        let register = match register {
            Some(bytes) => Some(Arc::new(Register::decode_for_ports(bytes)?)),
            None => None,
        };
        let facts = Facts::from_text(facts).unwrap_or_default();
        let knowledge = Arc::new(Knowledge::of_entries(&entries, register.clone(), facts));
        Ok(Self { knowledge, entries, register })
    }

    /// The id of what is known of a port: its entry, or what is registered for it.
    pub(crate) fn id_of(&self, port: u16) -> Option<String> {
        match self.knowledge.entry_id(port) {
            Some(id) => Some(id.to_owned()),
            None => Some(Document::Registered(Box::new(self.register.as_ref()?.at(port)?)).id()),
        }
    }

    /// Writes the hit with this id, which [`Ports::id_of`] gave for the port.
    pub(crate) fn write_hit(&self, json: &mut Json, id: &str, port: u16, base: &str) {
        let entry = self.entries.iter().find(|entry| entry.id() == id);
        let document = match entry {
            Some(entry) => Document::Entry(entry),
            None => match self.register.as_ref().and_then(|register| register.at(port)) {
                Some(registered) => Document::Registered(Box::new(registered)),
                None => return json.word("null"),
            },
        };
        let transports = document.entry().map(catalog::Entry::transports).unwrap_or_default();
        write_hit(
            json,
            &Hit { document, why: None, marks: Vec::new(), applies: None, heading: None },
            transports,
            base,
        );
    }
}
