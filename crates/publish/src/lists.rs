//! The script that copies and saves lists of ports, and adds to the results of the site's search.

use anyhow::{Result, ensure};
use catalog::{Catalog, Release};
use mdbook_portolan::result_marks;

use crate::minify::minify;
use crate::modules::{self, classic, enclosed};
use crate::sources::Sources;
use crate::tree::Tree;

/// The modules of the script; each comes after those that it imports.
const MODULES: [(&str, &str); 11] = [
    ("element", "dom.js"),
    ("element", "share.js"),
    ("element", "table-text.js"),
    ("lists", "forms.js"),
    ("lists", "port-list.js"),
    ("lists", "controls.js"),
    ("lists", "page-lists.js"),
    ("lists", "found.js"),
    ("lists", "marks.js"),
    ("lists", "results.js"),
    ("lists", "lists.js"),
];

/// What `www/lists/marks.js` says of entries.
const MARKS: &str = "__MARKS__";

/// The file by its name below `assets/`.
pub(crate) fn assets(sources: &Sources, catalog: &Catalog) -> Result<Tree> {
    let joined = classic(&modules::read(sources, MODULES)?)?;
    ensure!(joined.contains(MARKS), "www/lists/marks.js must say where what is known of entries belongs: {MARKS}");
    let script = joined.replace(MARKS, &serde_json::to_string(&marks(catalog))?);
    let script = minify("lists.js", &enclosed(&[&script]))?;
    Ok(Tree::from([("lists.js".to_owned(), script.into_bytes())]))
}

/// A text for each: the releases, then `22+yyn`, with `+` for what can be added to a plan.
fn marks(catalog: &Catalog) -> String {
    let releases = catalog.releases().iter().map(Release::text).collect::<Vec<_>>().join(",");
    let entries = result_marks(catalog).into_iter();
    let entries =
        entries.map(|(id, is_offered, letters)| format!("{id}{}{letters}", if is_offered { "+" } else { "" }));
    std::iter::once(releases).chain(entries).collect::<Vec<_>>().join(" ")
}
