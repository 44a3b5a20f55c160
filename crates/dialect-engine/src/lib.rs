//! What `<port-plan>` runs for firewalls other than nftables: the outline of a plan goes in, and their rules come out as JSON text.
//!
//! A wasm of its own, which is loaded when somebody asks for such rules: those of nftables are the first that readers see.

use catalog::parts;
use firewall::{Dialect, Outline, write_rules};
use result_json::Json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// The rules of an outline ([`Outline::text`]) in these dialects, one on each line:
/// `{ pf: { label, text, files: [{ name, text }], test, load, undo, remarks }, … }`; `null` where it is no outline, or one of them no dialect.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn rules(outline: &str, dialects: &str) -> String {
    let dialects: Option<Vec<Dialect>> = parts(dialects, "\n").into_iter().map(Dialect::from_id).collect();
    let mut json = Json::default();
    match (Outline::read(outline), dialects) {
        (Some(outline), Some(dialects)) => {
            json.open('{');
            for dialect in dialects {
                write_rules(&mut json, dialect, &dialect.write_outline(&outline));
            }
            json.close('}');
        }
        _ => json.word("null"),
    }
    json.take()
}

/// Smaller than the standard allocator by some KB of what a page loads.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(test)]
mod tests {
    use super::rules;
    use serde_json::Value;

    #[test]
    fn the_rules_that_are_asked_for() {
        let outline = "state\t-\tnothing\npass\tin\ttcp\t22\t22\t0\t65535\t192.0.2.0/24\t22 sshd\n";
        let read = |dialects: &str| -> Value { serde_json::from_str(&rules(outline, dialects)).expect("JSON") };
        let found = read("pf\nufw");
        assert_eq!(found.as_object().map(serde_json::Map::len), Some(2));
        let text = found["pf"]["text"].as_str().expect("a text");
        assert!(text.contains("pass in quick inet proto tcp from 192.0.2.0/24 to any port 22\n"), "{text}");
        assert_eq!(read("pf\nipfw"), Value::Null);
        assert_eq!(rules("", "pf"), "null");
    }
}
