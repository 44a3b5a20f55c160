//! Where facts come from, and under which licences they may be used.

use crate::vocabulary::Provenance;
use catalog_source::Reference;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// The id of IANA's register among the sources. Its rows have no citations; their provenance is enough.
const REGISTER: &str = "iana";
/// Its title.
pub(crate) const TITLE_OF_REGISTER: &str = "Service Name and Transport Protocol Port Number Registry";

/// A document that facts come from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Source {
    /// The part of a citation before the colon. The uses of IANA's register, `iana`, cite nothing: their provenance
    /// says where they come from.
    pub(crate) id: String,
    /// Its title.
    title: String,
    /// Who wrote it, or else who publishes it.
    author: String,
    /// Who publishes it.
    #[serde(skip_serializing_if = "String::is_empty")]
    publisher: String,
    /// What kind of document it is: `standard`, `advisory`, `documentation`, `vendor`, `seen` or `register`.
    kind: &'static str,
    /// Its number or version.
    #[serde(skip_serializing_if = "String::is_empty")]
    number: String,
    /// When it was published, as year, year-month or year-month-day, where it says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    date: String,
    /// Where it was read, or can be found.
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    /// The day on which it was opened and read, as year-month-day.
    #[serde(skip_serializing_if = "String::is_empty")]
    read: String,
    provenance: Provenance,
}

impl Source {
    /// Every source of the reference, the register last.
    pub(crate) fn all(reference: &Reference) -> Vec<Self> {
        let documents = reference.sources.iter().map(|source| Self {
            id: source.id.clone(),
            title: source.title.clone(),
            author: source.by().to_owned(),
            publisher: source.publisher.clone(),
            kind: source.kind.id(),
            number: source.number.clone().unwrap_or_default(),
            date: source.date.clone().unwrap_or_default(),
            url: source.url.clone().unwrap_or_default(),
            read: source.read.clone().unwrap_or_default(),
            provenance: Provenance(source.provenance()),
        });
        let register = Self {
            id: REGISTER.to_owned(),
            title: TITLE_OF_REGISTER.to_owned(),
            author: "IANA".to_owned(),
            publisher: "IANA".to_owned(),
            kind: "register",
            number: String::new(),
            read: String::new(),
            date: reference.register.provenance.date.clone(),
            url: "https://www.iana.org/assignments/service-names-port-numbers/".to_owned(),
            provenance: Provenance(catalog::Provenance::Registered),
        };
        documents.chain([register]).collect()
    }

    /// The ids of the sources on which an entry rests.
    pub(crate) fn cited_by(reference: &Reference, entry: &catalog::Entry) -> BTreeSet<String> {
        let cites = reference.cites(entry).filter_map(|cite| Some(cite.split_once(':')?.0.to_owned()));
        let registered = entry.provenances().contains(&catalog::Provenance::Registered);
        cites.chain(registered.then(|| REGISTER.to_owned())).collect()
    }
}

/// The licences of the parts.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Licences {
    /// Of our prose and tables: everything but the register.
    prose: Licence,
    /// Of the uses whose provenance is IANA's register.
    pub(crate) register: Licence,
}

impl Licences {
    /// As LICENSE-DATA.md says.
    pub(crate) const ALL: Self = Self {
        prose: Licence {
            id: "CC-BY-4.0",
            url: "https://creativecommons.org/licenses/by/4.0/legalcode",
            attribution: "Portolan contributors",
        },
        register: Licence { id: "CC0-1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/", attribution: "" },
    };
}

/// A licence.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Licence {
    /// Its SPDX identifier.
    id: &'static str,
    /// Its text.
    url: &'static str,
    /// Whom to name, with a link, where the licence asks for it.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(with = "String")]
    attribution: &'static str,
}
