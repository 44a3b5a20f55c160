//! The files of the map of all ports: script, style, and a picture for each theme.

use anyhow::{Context, Result, anyhow};
use catalog_source::Reference;
use port_map::{Known, Palette, PortMap};

use crate::files;
use crate::minify::minify;
use crate::modules::{self, classic, enclosed};
use crate::sources::Sources;
use crate::tree::Tree;

/// The modules of the script; each comes after those that it imports.
const MODULES: [&str; 13] = [
    "make.js",
    "hilbert.js",
    "ports.js",
    "colourings.js",
    "colours.js",
    "cells.js",
    "view.js",
    "drawing.js",
    "names.js",
    "readout.js",
    "legend.js",
    "lights.js",
    "map.js",
];
const STYLE: &str = "map.css";
/// The pictures' names, and which of two colours they have.
const PICTURES: [(&str, usize); 2] = [("map-light.png", 0), ("map-dark.png", 1)];

/// The files by their names below `assets/`.
pub(crate) fn assets(sources: &Sources, reference: &Reference) -> Result<Tree> {
    let folder = sources.www("map");
    let read = |name: &str| files::read_text(&folder.join(name));
    let modules = modules::read(sources, MODULES.map(|name| ("map", name)))?;
    let style = read(STYLE)?;
    let mut tree = Tree::new();
    let map = PortMap::new(reference);
    for (name, theme) in PICTURES {
        tree.insert(name.to_owned(), port_map::picture(&map, &palette(&style, theme)?)?);
    }
    tree.insert("map.js".to_owned(), minify("map.js", &enclosed(&[&classic(&modules)?]))?.into_bytes());
    tree.insert(STYLE.to_owned(), style.into_bytes());
    Ok(tree)
}

/// The colours of what is known, from the style: `--map-known-0: light-dark(#a82c15, #ff977c);`. The theme is 0 for light, 1 for
/// dark.
fn palette(style: &str, theme: usize) -> Result<Palette> {
    let mut palette = Palette::default();
    for known in Known::ALL {
        let name = format!("--map-known-{}", known.code());
        let colour = style
            .split_once(&format!("{name}: light-dark("))
            .and_then(|(_, rest)| rest.split_once(')'))
            .and_then(|(colours, _)| colours.split(',').nth(theme))
            .and_then(|colour| colour_of(colour.trim()));
        palette[usize::from(known.code())] = colour
            .ok_or_else(|| anyhow!("it must have two colours of six digits in light-dark()"))
            .with_context(|| format!("www/map/{STYLE}: {name}"))?;
    }
    Ok(palette)
}

/// A colour such as `#a82c15`.
fn colour_of(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, colour @ ..] = number.to_be_bytes();
    Some(colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(last: &str) -> String {
        let colours = ["#010203, #0a0b0c", "#111111, #222222", "#333333,#444444"];
        let lines = colours.iter().chain([&last]).enumerate();
        let lines: Vec<String> =
            lines.map(|(at, colours)| format!("--map-known-{at}: light-dark({colours});")).collect();
        lines.join("\n")
    }

    #[test]
    fn each_theme_has_its_colours() {
        let style = style("#555555, #ffffff");
        assert_eq!(palette(&style, 0).unwrap()[0], [1, 2, 3]);
        assert_eq!(palette(&style, 1).unwrap(), [[10, 11, 12], [34; 3], [68; 3], [255; 3]]);
    }

    #[test]
    fn a_colour_that_is_missing_is_named() {
        for last in ["", "#555555", "#555555, #fff", "#555555, #gggggg", "#555555, white"] {
            let wrong = palette(&style(last), 1).expect_err(last);
            assert!(format!("{wrong:#}").starts_with("www/map/map.css: --map-known-3: it must"), "{wrong:#}");
        }
    }
}
