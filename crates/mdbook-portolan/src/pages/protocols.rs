//! Protocols without ports, which people look for as if they had some.

use super::Made;
use crate::html::escape;
use crate::site::Site;
use catalog::Heading;
use std::fmt::Write;

const PATH: &str = "protocols.md";
/// The introduction has headings of this level, because chapters have their own of the second.
const HEADING: &str = "### ";

pub(crate) fn page(site: &Site<'_>) -> Made {
    let mut content = String::new();
    let mut headings = Vec::new();
    for line in site.introduction("protocols", PATH).lines() {
        if let Some(title) = line.strip_prefix(HEADING) {
            let anchor = catalog::slug(title);
            let _ = writeln!(content, "<h2 id=\"{anchor}\">{}</h2>", escape(title));
            headings.push(Heading { title: title.to_owned(), anchor });
        } else {
            let _ = writeln!(content, "{line}");
        }
    }
    let description = "Ping (ICMP), GRE, ESP, OSPF, VRRP and others have no ports: their IP protocol numbers, and what a firewall needs \
                       instead.";
    Made { headings, ..Made::new("Protocols without ports", PATH, description, &content) }
}
