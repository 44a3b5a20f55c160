//! A picture of all ports. A script draws it and answers to pointer and keys; without scripts there is a picture, and the tables.

use super::Made;
use crate::html::escape;
use crate::site::Site;
use crate::table::Table;
use catalog::{PortClass, PortSpec};
use port_map::{Known, PortMap, Run, Tally, hilbert};
use std::fmt::Write;

pub(crate) const PATH: &str = "map.md";

/// About how many squares the table of squares has on each side of the map.
const SQUARES: u16 = 4;

/// A page for our own site alone, which has its pictures, style and script.
pub(crate) fn page(site: &Site<'_>) -> Made {
    let map = PortMap::new(site.reference);
    let all = map.tally(0, u16::MAX);
    let numbers = |known| thousands(all.of(known));
    let alt = format!(
        "A square of 256 by 256 cells, one for each port. {} are described, {} more are in a described range, {} are \
         registered only, {} are unassigned. The lower numbers are nearly full; above 10000 most cells are empty.",
        numbers(Known::Described),
        numbers(Known::InRange),
        numbers(Known::Registered),
        numbers(Known::Unassigned)
    );
    let content = format!(
        "<link rel=\"stylesheet\" href=\"assets/map.css\">\n\n\
         <p class=\"lead\">One cell for each port, along a curve that keeps neighbours together: 0 is in the upper left corner, \
         65535 in the upper right one.</p>\n\n\
         <div class=\"port-map\">\n\
         <figure>\n<picture><source srcset=\"assets/map-dark.png\" media=\"(prefers-color-scheme: dark)\">\
         <img src=\"assets/map-light.png\" width=\"256\" height=\"256\" alt=\"{}\"></picture>\n</figure>\n\
         <ul class=\"map-legend\">\n{}</ul>\n</div>\n\n\
         <p class=\"map-plain\">With scripts, the map says the name of each port, opens its chapter, shows other colours, and \
         lights up what a search finds.</p>\n\n\
         <details class=\"fold map-tables\" open>\n<summary id=\"tables\">The map as tables</summary>\n\n{}\n</details>\n\n\
         <script type=\"application/json\" id=\"map-data\">{}</script>\n\
         <script src=\"assets/map.js\" defer></script>\n",
        escape(&alt),
        legend(all),
        tables(site, &map),
        map.data(start(site))
    );
    let description = "A picture of all 65,536 TCP and UDP ports, one cell each: described, registered or unassigned, by class, \
                       exposure, category, role.";
    Made { is_found: false, ..Made::new("All 65,536 ports, one cell each", PATH, description, &content) }
}

/// The port that is selected at first: one of those that people look up most, or else the first that is described.
fn start(site: &Site<'_>) -> u16 {
    let often = site.reference.often.iter().filter_map(|id| site.reference.catalog.entry(id));
    let mut singles = often.chain(site.entries()).filter(|entry| matches!(entry.ports, PortSpec::Single(_)));
    singles.next().map_or(0, |entry| entry.ports.first())
}

fn legend(all: Tally) -> String {
    let mut items = String::new();
    for known in Known::ALL {
        let _ = writeln!(
            items,
            "<li><span class=\"map-swatch known-{}\"></span><b>{}</b> <span>{}</span><small>{}</small></li>",
            known.code(),
            known.label(),
            thousands(all.of(known)),
            known.meaning()
        );
    }
    items
}

fn tables(site: &Site<'_>, map: &PortMap<'_>) -> String {
    let (classes, squares) = (by_class(map), by_square(map));
    let described = described(map);
    format!(
        "### By class {{#by-class}}\n\n{classes}### By square {{#by-square}}\n\nThe map as {SQUARES} rows of {SQUARES} squares. \
         The curve goes through one after the other.\n\n{squares}### Ports with chapters {{#with-chapters}}\n\n\
         <a href=\"ports/index.html\">All ports by number</a> has their names{}.\n\n{described}",
        if site.has_register {
            ", and <a class=\"map-register\" href=\"register/index.html\">IANA’s register by number</a> those of the rest"
        } else {
            ""
        }
    )
}

fn headings(first: &'static str) -> [&'static str; 5] {
    let [described, in_range, registered, unassigned] = Known::ALL.map(Known::label);
    [first, described, in_range, registered, unassigned]
}

fn row(table: &mut Table, name: String, tally: Tally) {
    let counts = Known::ALL.iter().map(|known| thousands(tally.of(*known)));
    table.row("", &std::iter::once(name).chain(counts).collect::<Vec<_>>());
}

fn by_class(map: &PortMap<'_>) -> String {
    let mut table = Table::new("ranges", "by-class", &headings("Class"));
    for class in PortClass::ALL {
        let (first, last) = class.range();
        row(&mut table, format!("{}, {first}–{last}", class.label()), map.tally(first, last));
    }
    row(&mut table, "All".to_owned(), map.tally(0, u16::MAX));
    table.finish()
}

fn by_square(map: &PortMap<'_>) -> String {
    let mut table = Table::new("ranges", "by-square", &headings("Ports, and their place"));
    // As many ports as the square has cells; less one, because a square may end with the last port.
    let side = hilbert::SIDE / SQUARES;
    let to_last = side * side - 1;
    for at in 0..SQUARES * SQUARES {
        let first = at * (to_last + 1);
        let (column, line) = hilbert::position(first);
        let place = |coordinate: u8| u16::from(coordinate) / side + 1;
        let name = format!("{first}–{}, row {}, column {}", first + to_last, place(line), place(column));
        row(&mut table, name, map.tally(first, first + to_last));
    }
    table.finish()
}

/// The runs of ports with chapters. A run is a link to its first chapter, where the next one follows.
fn described(map: &PortMap<'_>) -> String {
    let mut items = String::new();
    for run in map.described_runs() {
        let Some(entry) = map.subject(run.first) else { continue };
        let _ = writeln!(items, "<li><a href=\"{}\">{}</a></li>", Site::href(&entry.id()), ports_of(run));
    }
    format!("<ul class=\"map-runs\">\n{items}</ul>\n")
}

fn ports_of(run: Run) -> String {
    if run.first == run.last { run.first.to_string() } else { format!("{}–{}", run.first, run.last) }
}

/// A number with a comma between thousands: `65,536`.
fn thousands(number: u32) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
