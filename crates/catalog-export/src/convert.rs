//! From the catalog's types to the shapes of the exports.

use crate::shape::{Advice, Answer, Answers, Entry, Peer, Use};
use crate::vocabulary::{Action, Exposure, Provenance, Role, Transport};
use catalog::TransportSet;

impl Entry {
    /// The entry, with the text of its chapter.
    pub(crate) fn new(entry: &catalog::Entry, text: &str) -> Self {
        let id = entry.id();
        Self {
            ports: vec![[entry.ports.first(), entry.ports.last()]],
            title: entry.title.clone(),
            summary: entry.summary.clone(),
            names: entry.aliases.clone(),
            tasks: entry.tasks.clone(),
            categories: entry.categories.clone(),
            transports: list(entry.transports()),
            provenance: entry.provenances().into_iter().map(Provenance).collect(),
            href: format!("ports/{id}.html"),
            exposure: entry.exposure.map(Exposure),
            answer: entry.answers.as_ref().map(Answers::new),
            uses: entry.uses.iter().map(Use::new).collect(),
            advice: entry.advice.iter().map(Advice::new).collect(),
            mentions: entry.mentions.clone(),
            see_also: entry.see_also.clone(),
            text: text.to_owned(),
            links: Vec::new(),
            id,
        }
    }
}

impl Answers {
    fn new(answers: &catalog::Answers) -> Self {
        let one = |answer: &catalog::Answer| Answer { text: answer.text.clone(), cites: answer.cites.clone() };
        Self { what: one(&answers.what), worry: one(&answers.worry), action: one(&answers.action) }
    }
}

impl Use {
    fn new(one: &catalog::Use) -> Self {
        Self {
            role: Role(one.role),
            transports: list(one.transports.any()),
            inferred: list(one.transports.inferred),
            provenance: Provenance(one.provenance),
            applications: one.applications.clone(),
            programs: one.programs.clone(),
            protocol: said(one.protocol.as_ref()),
            releases: one.releases.as_ref().map(|set| set.as_str().to_owned()).unwrap_or_default(),
            products: one.products.clone(),
            product_note: said(one.product_note.as_ref()),
            peer: one.peer.clone().map(Peer),
            port_note: said(one.port_note.as_ref()),
            note: said(one.note.as_ref()),
            cites: one.cites.clone(),
        }
    }
}

impl Advice {
    fn new(advice: &catalog::Advice) -> Self {
        Self {
            action: Action(advice.action),
            to: said(advice.to.as_ref()),
            when: said(advice.when.as_ref()),
            reason: advice.reason.clone(),
            exception: said(advice.exception.as_ref()),
            transports: list(advice.transports),
            cites: advice.cites.clone(),
        }
    }
}

fn list(transports: TransportSet) -> Vec<Transport> {
    transports.iter().map(Transport).collect()
}

/// What is not said is left out, as an empty text is.
fn said(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}
