//! The manifest and icons from `www/pwa/`, which make the site an installable app.
//!
//! The icons are `www/site/logo.svg` at 192 and 512 pixels; `maskable-512.png` has it at 80 % on its blue, for systems that
//! crop icons to their own shape.

use std::path::Path;

use anyhow::Result;

use crate::tree::{self, Tree};

/// The files with their paths in the site, to which the manifest refers.
pub(crate) fn files(folder: &Path) -> Result<Tree> {
    let published = |(name, bytes): (String, Vec<u8>)| {
        let extension = name.rsplit('.').next().unwrap_or_default();
        match extension {
            "png" => Some((format!("assets/{name}"), bytes)),
            "webmanifest" => Some((name, bytes)),
            // The templates of the service worker and of the one that removes it.
            _ => None,
        }
    };
    Ok(tree::read(folder)?.into_iter().filter_map(published).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_icons_that_are_there() {
        let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www");
        let mut files = files(&www.join("pwa")).unwrap();
        files.insert("assets/logo.svg".to_owned(), std::fs::read(www.join("site/logo.svg")).unwrap());
        let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.webmanifest"]).unwrap();
        let icons = manifest["icons"].as_array().unwrap();
        let named: Vec<&str> = icons.iter().filter_map(|icon| icon["src"].as_str()).collect();
        assert_eq!(named.len(), files.len() - 1, "{named:?}");
        for (icon, name) in icons.iter().zip(&named) {
            let bytes = files.get(*name).unwrap_or_else(|| panic!("there is no {name}"));
            if let Some((width, height)) = icon["sizes"].as_str().and_then(|sizes| sizes.split_once('x')) {
                // Width and height of a PNG are in its first chunk.
                let size = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()).to_string();
                assert_eq!((size(16), size(20)), (width.to_owned(), height.to_owned()), "{name}");
            }
        }
    }
}
