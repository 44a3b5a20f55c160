//! The script that copies and saves lists of ports, and adds to the results of the site's search.

use anyhow::Result;

use crate::minify::minify;
use crate::modules::{self, classic, enclosed};
use crate::sources::Sources;
use crate::tree::Tree;

/// The modules of the script; each comes after those that it imports.
const MODULES: [(&str, &str); 9] = [
    ("element", "dom.js"),
    ("element", "share.js"),
    ("element", "table-text.js"),
    ("lists", "forms.js"),
    ("lists", "port-list.js"),
    ("lists", "controls.js"),
    ("lists", "page-lists.js"),
    ("lists", "results.js"),
    ("lists", "lists.js"),
];

/// The file by its name below `assets/`.
pub(crate) fn assets(sources: &Sources) -> Result<Tree> {
    let modules = modules::read(sources, MODULES)?;
    let script = minify("lists.js", &enclosed(&[&classic(&modules)?]))?;
    Ok(Tree::from([("lists.js".to_owned(), script.into_bytes())]))
}
