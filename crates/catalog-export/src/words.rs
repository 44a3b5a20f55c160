//! Vocabularies that only a schema has: what writes them knows their words by itself, and its tests compare the two.

/// Declares vocabularies with their words, and what each means.
macro_rules! vocabularies {
    ($($name:ident, $description:literal: $($id:literal = $meaning:literal),+;)+) => {$(
        #[doc = $description]
        #[derive(serde::Serialize)]
        struct $name;

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let description = concat!($description, " In the order of the values", $("; ", $meaning),+, ".");
                let description = description.replacen("values;", "values:", 1);
                schemars::json_schema!({ "description": description, "type": "string", "enum": [$($id),+] })
            }
        }
    )+};
}
pub(crate) use vocabularies;
