//! The folder to copy to a web server: the element, what it loads, and the book that its links lead to.

use anyhow::Result;

use crate::parts::Parts;
use crate::single_file::SINGLE_FILE;
use crate::tree::Tree;

/// `dist/embed/`, with the book as one file beside the element's script.
///
/// # Errors
/// If the script cannot be minified.
pub(crate) fn tree(parts: &Parts, single: &[u8]) -> Result<Tree> {
    let mut tree = parts.engine.beside();
    tree.insert("port-reference.js".to_owned(), parts.engine.script(&format!("{SINGLE_FILE}#"))?.into_bytes());
    tree.extend(parts.traffic.beside());
    let traffic = parts.traffic.script(&parts.engine, &format!("{SINGLE_FILE}#"))?;
    tree.insert("port-traffic.js".to_owned(), traffic.into_bytes());
    tree.extend(parts.plan.beside());
    let plan = parts.plan.script(&parts.engine, &format!("{SINGLE_FILE}#"))?;
    tree.insert("port-plan.js".to_owned(), plan.into_bytes());
    // For the attribute `src` of elements on other hosts.
    tree.insert("catalog.bin".to_owned(), parts.engine.whole().to_vec());
    tree.insert(SINGLE_FILE.to_owned(), single.to_vec());
    for (path, bytes) in &parts.exports {
        if let Some(name) = path.strip_prefix("v1/").filter(|name| *name == "overlay.schema.json") {
            tree.insert(name.to_owned(), bytes.clone());
        }
    }
    Ok(tree)
}
