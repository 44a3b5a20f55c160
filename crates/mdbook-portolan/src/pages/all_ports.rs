//! Every port by number: one table of servers, clients, source ports and what logs show, grouped by port.

use super::{ALL_PORTS, Made};
use crate::html::breakable;
use crate::site::Site;
use crate::{transports, uses};
use catalog::{Entry, Provenance, Use};
use std::fmt::Write;

const HEADINGS: [&str; 8] =
    ["Port", "Title", "Direction", "Source port", "Destination port", "Transport", "Service", "On VOS"];

/// About how many places the bar above the table leads to.
const JUMPS: usize = 16;

pub(crate) fn page(site: &Site<'_>) -> Made {
    let title = "All ports by number";
    let id = catalog::slug(title);
    let step = site.entries().len().div_ceil(JUMPS).max(1);
    let mut jumps = String::new();
    let mut groups = String::new();
    for (at, entry) in site.entries().iter().enumerate() {
        let first = entry.ports.first();
        let anchor = if at % step == 0 {
            let _ = writeln!(jumps, "<li><a href=\"#from-{at}\">{first}</a></li>");
            format!(" id=\"from-{at}\"")
        } else {
            String::new()
        };
        groups.push_str(&group(site, entry, &anchor));
    }
    let headings: Vec<String> = HEADINGS
        .iter()
        .map(|heading| {
            let class = if heading.ends_with(" port") { " class=\"ends\"" } else { "" };
            format!("<th scope=\"col\"{class}>{heading}</th>")
        })
        .collect();
    let map = if site.is_own {
        "<span class=\"on-map\"> The <a href=\"../map.html\">map of all ports</a> shows what is known of each number.</span>"
    } else {
        ""
    };
    let content = format!(
        "Every port of this reference<span class=\"of-columns\">, with all that uses it. The direction is seen from the \
         machine that runs the service, or, for traffic in a log, says which end of it the port is</span>. \
         Ports that have no entry may be in <a href=\"../register/index.html\">IANA’s register</a>.{map}\n\n\
         <p class=\"port-filter\" hidden><label>Show only <input type=\"search\" autocomplete=\"off\" spellcheck=\"false\" \
         placeholder=\"a number or a name\"></label> <output></output></p>\n\n\
         <nav class=\"jump\" aria-label=\"Ports from\"><ul>\n{jumps}</ul></nav>\n\n\
         <div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\">\n\
         <table class=\"ports all\">\n<thead><tr>{}</tr></thead>\n{groups}</table>\n</div>\n",
        headings.concat()
    );
    let description = "All TCP and UDP ports of this reference in one table: who may reach them, direction, source and \
                       destination port, transport, service.";
    Made::new(title, ALL_PORTS, description, &content)
}

/// A port with a row for each of its uses; the number and the title are in the first.
fn group(site: &Site<'_>, entry: &Entry, anchor: &str) -> String {
    let rows: Vec<&Use> = entry.uses.iter().filter(|one| one.provenance != Provenance::Registered).collect();
    let exposure = entry.exposure.map(|exposure| format!("<small>{}</small>", exposure.label())).unwrap_or_default();
    let span = if rows.len() > 1 { format!(" rowspan=\"{}\"", rows.len()) } else { String::new() };
    let mut html = format!("<tbody{anchor}>\n");
    for (at, one) in rows.iter().enumerate() {
        let (source, destination) = uses::source_and_destination(site, entry, one, ALL_PORTS);
        let cells = [
            uses::direction(one.role).to_owned(),
            source,
            destination,
            transports::of_use(entry, one),
            service(one),
            on_vos(site, one),
        ];
        html.push_str("<tr>");
        if at == 0 {
            let number = Site::number_link(entry, ALL_PORTS);
            let title = Site::title_link(entry, ALL_PORTS);
            let _ = write!(html, "<th scope=\"rowgroup\"{span}>{number}</th><td{span}>{title}{exposure}</td>");
        }
        for (cell, heading) in cells.iter().zip(&HEADINGS[2..]) {
            let _ = write!(html, "<td data-label=\"{heading}\">{cell}</td>");
        }
        html.push_str("</tr>\n");
    }
    html + "</tbody>\n"
}

/// The programs with their protocol.
fn service(one: &Use) -> String {
    let protocol = one.protocol.as_ref().filter(|protocol| !one.applications.contains(protocol));
    let parts: Vec<&str> = one.applications.iter().chain(protocol).map(String::as_str).collect();
    breakable(&parts.join(", "))
}

/// Releases and product, of the vendor's services.
fn on_vos(site: &Site<'_>, one: &Use) -> String {
    if one.provenance != Provenance::Vendor {
        return String::new();
    }
    format!("{}; {}", uses::releases(one), uses::products(site, one, ALL_PORTS))
}
