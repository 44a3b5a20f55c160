//! File names with a digest of the content, so that browsers can cache the files forever.

use std::collections::BTreeMap;

use crate::digest;
use crate::tree::{Tree, is_a};

/// Adds its digest to the name of every file in `assets`. Returns the new names by the old ones; both are paths from the
/// site's root.
///
/// Style sheets come last, because they refer to images beside them by `url("name")`. No other file refers to files.
pub(crate) fn rename(assets: &mut Tree) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let (sheets, others): (Vec<String>, Vec<String>) = assets.keys().cloned().partition(|path| is_a("css", path));
    for path in others.into_iter().chain(sheets) {
        let mut bytes = assets.remove(&path).unwrap_or_default();
        if let Some(folder) = path.rfind('/').filter(|_| is_a("css", &path)).map(|at| &path[..=at]) {
            bytes = with_new_names(&bytes, folder, &names);
        }
        let name = digest::name(&path, &bytes);
        assets.insert(name.clone(), bytes);
        names.insert(path, name);
    }
    names
}

fn with_new_names(sheet: &[u8], folder: &str, names: &BTreeMap<String, String>) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(sheet).into_owned();
    for (old, new) in names {
        if let (Some(old), Some(new)) = (old.strip_prefix(folder), new.strip_prefix(folder)) {
            text = text.replace(&format!("url(\"{old}\")"), &format!("url(\"{new}\")"));
        }
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_follows_its_images() {
        let files = [("assets/a.css", "a { b: url(\"lines.svg\") }"), ("assets/lines.svg", "<svg/>")];
        let mut assets: Tree = files.map(|(path, text)| (path.into(), text.into())).into();
        let names = rename(&mut assets);
        let image = names["assets/lines.svg"].strip_prefix("assets/").unwrap();
        let sheet = String::from_utf8_lossy(&assets[&names["assets/a.css"]]);
        assert_eq!(sheet, format!("a {{ b: url(\"{image}\") }}"));
        assert_eq!(assets.len(), 2);

        let mut changed: Tree =
            [(files[0].0.into(), files[0].1.into()), ("assets/lines.svg".into(), "<svg />".into())].into();
        assert_ne!(rename(&mut changed)["assets/a.css"], names["assets/a.css"], "what it refers to has changed");
    }
}
