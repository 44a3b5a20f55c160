//! The shape of an entry, which exports and overlays share. The comments here are the descriptions of the schemas.

use crate::vocabulary::{Action, Exposure, Provenance, Role, Transport};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// What is known about one port or one range of ports.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Entry {
    /// The stable identifier: the port, or the first and the last port of the range.
    #[schemars(regex(pattern = r"^[0-9]{1,5}(-[0-9]{1,5})?$"))]
    pub(crate) id: String,
    /// First and last port, both included; one port is given as a range of its own. Of a range that depends on a
    /// setting, the last port that it can reach.
    #[schemars(length(min = 1))]
    pub(crate) ports: Vec<[u16; 2]>,
    /// The name of the service, without the number.
    pub(crate) title: String,
    /// The point of it, in one plain sentence.
    pub(crate) summary: String,
    /// Other names that people type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) names: Vec<String>,
    /// What readers want to do who do not know the name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tasks: Vec<String>,
    /// Ids of the categories it belongs to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) categories: Vec<String>,
    /// Transports of the uses that somebody described, said or inferred; those that are registered where nobody
    /// named any. Computed from the uses.
    pub(crate) transports: Vec<Transport>,
    /// The provenances of its uses. Computed from the uses.
    pub(crate) provenance: Vec<Provenance>,
    /// The chapter, relative to the root of the site.
    pub(crate) href: String,
    /// Left out for classes of ports.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Exposure")]
    pub(crate) exposure: Option<Exposure>,
    /// The three sentences at the head of the chapter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Answers")]
    pub(crate) answer: Option<Answers>,
    /// Everything that uses the port.
    pub(crate) uses: Vec<Use>,
    /// What documents advise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) advice: Vec<Advice>,
    /// Ports without an entry that the text mentions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) mentions: Vec<u16>,
    /// Ids of related entries.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) see_also: Vec<String>,
    /// The text of the chapter in Markdown. A link to `port:22` leads to the entry with the id 22;
    /// `[^source:item]` cites the item of a source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) text: String,
    /// An organisation's own pages about the port. Only overlays have them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) links: Vec<Link>,
}

/// What it is, whether to worry, what to do.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Answers {
    /// What it is.
    pub(crate) what: Answer,
    /// Whether to worry.
    pub(crate) worry: Answer,
    /// What to do.
    #[serde(rename = "do")]
    pub(crate) action: Answer,
}

/// An answer of a few words.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Answer {
    /// Markdown.
    pub(crate) text: String,
    /// The items that say so, each as `source:item`; left out where the answer is our own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) cites: Vec<String>,
}

/// One service on the port, in one role.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Use {
    pub(crate) role: Role,
    /// Every transport, said or inferred; empty where nothing is said.
    pub(crate) transports: Vec<Transport>,
    /// Those of the transports that no source names and that were inferred.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) inferred: Vec<Transport>,
    pub(crate) provenance: Provenance,
    /// Daemons or commands; of a registered use the service name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) applications: Vec<String>,
    /// Where their programs are, as the source writes it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) programs: Vec<String>,
    /// The protocol, as the source writes it; of a registered use its description.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) protocol: String,
    /// The VOS releases that have it, as the source writes it; left out where the source does not say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) releases: String,
    /// Ids of the products that bring it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) products: Vec<String>,
    /// What the source adds to the product.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) product_note: String,
    /// The port at the other end: `ephemeral` for one that the system chooses, `dynamic` for any dynamic one, a number,
    /// or words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Peer")]
    pub(crate) peer: Option<Peer>,
    /// Said where the service has no fixed port. Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) port_note: String,
    /// A remark on this use. Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) note: String,
    /// The items that say so, each as `source:item`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) cites: Vec<String>,
}

/// What a document advises.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Advice {
    pub(crate) action: Action,
    /// Whom to restrict it to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) to: String,
    /// The condition under which it holds.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) when: String,
    /// Why. Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) reason: String,
    /// When it does not hold. Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) exception: String,
    /// Over which transports; left out where it holds for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) transports: Vec<Transport>,
    /// The items that say so, each as `source:item`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) cites: Vec<String>,
}

/// A link.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Link {
    /// The words to show.
    pub(crate) title: String,
    /// Where it leads.
    pub(crate) href: String,
}

/// A group that entries belong to.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Category {
    /// As entries name it.
    pub(crate) id: String,
    /// As readers see it.
    pub(crate) title: String,
    /// What belongs to it, in one sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) summary: String,
}

/// A product that brings a service.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Product {
    /// As uses name it: the vendor's code.
    pub(crate) id: String,
    /// The name, as the vendor writes it.
    pub(crate) name: String,
}

/// The port at the other end, as exports write it: a number where it is one, words otherwise.
#[derive(Debug)]
pub(crate) struct Peer(pub(crate) catalog::Peer);

impl Peer {
    pub(crate) fn words(&self) -> Cow<'_, str> {
        match &self.0 {
            catalog::Peer::Ephemeral => "ephemeral".into(),
            catalog::Peer::Dynamic => "dynamic".into(),
            catalog::Peer::Port(port) => port.to_string().into(),
            catalog::Peer::Said(words) => words.into(),
        }
    }
}

impl Serialize for Peer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            catalog::Peer::Port(port) => serializer.serialize_u16(*port),
            _ => serializer.serialize_str(&self.words()),
        }
    }
}

impl JsonSchema for Peer {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Peer".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "integer", "minimum": 0, "maximum": 65535 }, { "type": "string" }] })
    }
}
