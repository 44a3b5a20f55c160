//! Registers that are larger than IANA's, in our format.

use std::path::Path;

use anyhow::{Context, Result};
use catalog::{Assigned, Register, Transport};
use publish::files;
use serde_json::Value;

/// Encodes each `register-….json` of `tests/bench/registers.js` in the folder as `register-….bin` beside it.
pub(super) fn encode(folder: &Path) -> Result<()> {
    for file in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let rows = rows(&files::read_text(&path)?).with_context(|| path.display().to_string())?;
            files::write(&path.with_extension("bin"), &Register::new(&rows, Vec::new()).encode())?;
        }
    }
    Ok(())
}

/// The rows of a text; each name of a row is one of its own.
///
/// # Errors
/// If it is not of the form that the script writes.
fn rows(text: &str) -> Result<Vec<Assigned>> {
    let all: Value = serde_json::from_str(text)?;
    let mut rows = Vec::new();
    for (at, row) in all.as_array().context("not a list")?.iter().enumerate() {
        add(row, &mut rows).with_context(|| format!("row {at} is of another form"))?;
    }
    Ok(rows)
}

fn add(row: &Value, rows: &mut Vec<Assigned>) -> Option<()> {
    let port = |key: &str| u16::try_from(row[key].as_u64()?).ok();
    let description = row["descriptions"][0].as_str()?;
    for name in row["names"].as_array()? {
        rows.push(Assigned {
            first: port("first")?,
            last: port("last")?,
            transports: std::iter::once(Transport::Tcp).collect(),
            name: name.as_str()?.to_owned(),
            description: description.to_owned(),
        });
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_row_for_each_name() {
        let rows = rows(r#"[{"first": 7, "last": 9, "names": ["a", "b"], "descriptions": ["one", "two"]}]"#).unwrap();
        let read: Vec<_> = rows.iter().map(|row| (row.first, row.last, &*row.name, &*row.description)).collect();
        assert_eq!(read, [(7, 9, "a", "one"), (7, 9, "b", "one")]);
    }

    #[test]
    fn other_forms_are_named() {
        for (text, expected) in [("{}", "not a list"), (r#"[{"first": 70000}]"#, "row 0 is of another form")] {
            assert_eq!(rows(text).unwrap_err().to_string(), expected, "{text}");
        }
    }
}
