//! From a draft to flows, rules and tables as JSON.

use crate::Ports;
use catalog::{concat, split_first};
use firewall::{Dialect, Draft, Mistake, Plan, Planned, csv, flows, markdown, plain, write_json};
use result_json::Json;

impl Ports {
    /// Makes a plan: `{ flows, open, warnings, rules, tables }`, or `{ mistakes }`, all of them. `dialects` are the ids of those in which
    /// rules are written, one on each line; empty for all. Links start with `base`.
    pub fn plan(&self, draft: &Draft, dialects: &str, base: &str) -> String {
        let mut json = Json::default();
        json.open('{');
        match (Plan::new(&self.catalog, draft), chosen(dialects)) {
            (Ok(plan), Ok(dialects)) => {
                let planned = flows(&self.catalog, &plan);
                write_json(&mut json, &planned, &|id| self.href(id, base));
                json.key("rules");
                json.open('{');
                for dialect in dialects {
                    write_rules(&mut json, dialect, &planned);
                }
                json.close('}');
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
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some((line, others)) = split_first(rest, "\n") {
        lines.push(line);
        rest = others;
    }
    if !text.is_empty() {
        lines.push(rest);
    }
    lines
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

/// The property with the id of the dialect: `{ label, text, files: [{ name, text }], test, load, undo, remarks }`.
fn write_rules(json: &mut Json, dialect: Dialect, planned: &Planned) {
    let written = dialect.write(planned);
    json.key(dialect.id());
    json.open('{');
    json.property("label", Some(dialect.label()));
    json.property("text", Some(&written.text()));
    json.list("files", &written.files, |json, file| {
        json.open('{');
        json.property("name", Some(&file.name));
        json.property("text", Some(&file.text));
        json.close('}');
    });
    for (name, texts) in
        [("test", &written.test), ("load", &written.load), ("undo", &written.undo), ("remarks", &written.remarks)]
    {
        json.list(name, texts, |json, text| json.text(text));
    }
    json.close('}');
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
