//! From a draft to flows, rules and tables as JSON.

use crate::Ports;
use catalog::{concat, parts};
use firewall::{Dialect, Draft, Mistake, Outline, Plan, csv, flows, markdown, plain, write_json, write_rules};
use result_json::Json;

/// The dialect whose rules are shown first. The others are in a wasm of their own.
const FIRST: Dialect = Dialect::Nftables;

impl Ports {
    /// Makes a plan: `{ flows, open, warnings, dialects, rules, outline, tables }`, or `{ mistakes }`, all of them. `dialects` are the ids of
    /// those that are asked for, one on each line; empty for all. `rules` has those of nftables, which readers see first; where others are
    /// asked for, `outline` is what `dialect-engine` makes them of, and else it is null. Links start with `base`.
    pub fn plan(&self, draft: &Draft, dialects: &str, base: &str) -> String {
        let mut json = Json::default();
        json.open('{');
        match (Plan::new(&self.catalog, draft), chosen(dialects)) {
            (Ok(plan), Ok(dialects)) => {
                let planned = flows(&self.catalog, &plan);
                write_json(&mut json, &planned, &|id| self.href(id, base));
                json.list("dialects", &dialects, |json, one| json.text(one.id()));
                let outline = Outline::of(&planned);
                json.key("rules");
                json.open('{');
                if dialects.contains(&FIRST) {
                    write_rules(&mut json, FIRST, &FIRST.write_outline(&outline));
                }
                json.close('}');
                let others = dialects.iter().any(|one| *one != FIRST).then(|| outline.text());
                json.property("outline", others.as_deref());
                json.key("tables");
                json.open('{');
                for (name, text) in
                    [("markdown", markdown(&planned)), ("csv", csv(&planned)), ("plain", plain(&planned))]
                {
                    json.property(name, Some(&text));
                }
                json.close('}');
            }
            (plan, dialects) => {
                let of_draft = plan.err().unwrap_or_default();
                json.list("mistakes", of_draft.iter().chain(&dialects.err()), write_mistake);
            }
        }
        json.close('}');
        json.take()
    }
}

/// The items of a list with a line feed between them; an empty text is an empty list.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { parts(text, "\n") }
}

/// The dialects with these ids, each once; all for an empty text.
fn chosen(ids: &str) -> Result<Vec<Dialect>, Mistake> {
    let mut all = Vec::new();
    for id in lines(ids) {
        match Dialect::from_id(id) {
            Some(dialect) if all.contains(&dialect) => {}
            Some(dialect) => all.push(dialect),
            None => return Err(unknown_dialect(id)),
        }
    }
    Ok(if all.is_empty() { Dialect::ALL.to_vec() } else { all })
}

fn unknown_dialect(id: &str) -> Mistake {
    let mut known = String::new();
    for one in Dialect::ALL {
        known.push_str(if known.is_empty() { "" } else { ", " });
        known.push_str(one.id());
    }
    Mistake {
        path: "dialect".to_owned(),
        says: concat(&["there is no dialect `", id, "`"]),
        remedy: concat(&["write one of ", &known]),
    }
}

fn write_mistake(json: &mut Json, mistake: &Mistake) {
    json.open('{');
    json.property("path", Some(&mistake.path));
    json.property("says", Some(&mistake.says));
    json.property("remedy", Some(&mistake.remedy));
    json.close('}');
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lists_keep_empty_items() {
        for (text, expected) in [("", &[][..]), ("a", &["a"]), ("a\nb", &["a", "b"]), ("\na\n", &["", "a", ""])] {
            assert_eq!(lines(text), expected, "{text:?}");
        }
    }
}
