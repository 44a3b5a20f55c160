//! The catalog's vocabularies as exports write them: by their ids.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

macro_rules! vocabulary {
    ($($name:ident: $description:literal;)+) => {$(
        #[doc = $description]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) catalog::$name);

        impl $name {
            /// As exports write it.
            pub(crate) fn id(self) -> &'static str {
                self.0.id()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id())
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let ids: Vec<_> = catalog::$name::ALL.iter().map(|value| value.id()).collect();
                let labels: Vec<_> = catalog::$name::ALL.iter().map(|value| value.label()).collect();
                let description = format!("{} In the order of the values: {}.", $description, labels.join(", "));
                json_schema!({ "description": description, "type": "string", "enum": ids })
            }
        }
    )+};
}

vocabulary! {
    Role: "What a use does with the port.";
    Transport: "A transport protocol with port numbers.";
    Provenance: "Who says so.";
    Exposure: "Who should be able to reach the port.";
    Action: "What a source advises a firewall, or the system behind it, to do.";
}
