//! The catalog of the data folder, and how a text is explained.

#![allow(dead_code, reason = "no test uses all of it")]

use catalog::Catalog;
use explain::{Decision, Explainer, Facts, Knowledge, Report};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use traffic::{Event, Reader};

/// What the data folder says, and what a page has of it: the facts go through their text, and the catalog through its bytes.
pub(crate) fn knowledge() -> Arc<Knowledge> {
    static KNOWLEDGE: OnceLock<Arc<Knowledge>> = OnceLock::new();
    Arc::clone(KNOWLEDGE.get_or_init(|| made(catalog::encode)))
}

/// The same before the words of the catalog are there: without applications and protocols.
pub(crate) fn knowledge_without_words() -> Arc<Knowledge> {
    made(|catalog| catalog::encode_apart(catalog).0)
}

fn made(encode: impl Fn(&Catalog) -> Vec<u8>) -> Arc<Knowledge> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let reference = catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}"));
    let facts = Facts::of(&reference.catalog);
    let facts = Facts::from_text(&facts.to_text()).expect("facts can be read");
    let register = reference.register.searched(&reference.catalog, true);
    let catalog = catalog::decode(&encode(&reference.catalog)).expect("a catalog can be read");
    Arc::new(Knowledge::new(&catalog, Some(Arc::new(register)), facts))
}

/// The report of a text, and what was decided about each flow.
pub(crate) fn explain(text: &str) -> (Report, Vec<Decision>) {
    explain_with(knowledge(), text)
}

pub(crate) fn explain_with(knowledge: Arc<Knowledge>, text: &str) -> (Report, Vec<Decision>) {
    let mut explainer = Explainer::new(knowledge);
    let mut decisions = Vec::new();
    let mut each = |event: Event<'_>| {
        if let Event::Flow(flow) = event {
            decisions.push(explainer.add(flow));
        }
    };
    let mut reader = Reader::new();
    reader.push(text.as_bytes(), &mut each);
    reader.finish(&mut each);
    (explainer.finish(), decisions)
}
