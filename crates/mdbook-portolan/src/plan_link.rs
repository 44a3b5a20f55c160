//! Links that begin a plan for a firewall. The page of plans, which only our own site has, reads them from its address.

use crate::html::relative;
use crate::site::Site;
use catalog::{Entry, Exposure, Product, Provenance, Release, Role, Use};

/// The page of plans.
const PLAN: &str = "plan.html";

/// With one port or range.
pub(crate) fn of_entry(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    if !is_offered(entry) {
        return String::new();
    }
    let title =
        if entry.ports.is_range() { "Plan a firewall with these ports" } else { "Plan a firewall with this port" };
    render(site, path, &format!("add={}", entry.id()), "Add to a plan", title)
}

/// With a product.
pub(crate) fn of_product(site: &Site<'_>, product: &Product, path: &str) -> String {
    render(site, path, &format!("add={}", product.id), "Add to a plan", "Plan a firewall with this product")
}

/// For a release: an empty plan, and one with all that its servers listen on.
pub(crate) fn of_release<'a>(
    site: &Site<'_>,
    release: &Release,
    uses: impl Iterator<Item = (&'a Entry, &'a Use)>,
    path: &str,
) -> String {
    let mut ids: Vec<String> = uses.filter(|(_, one)| one.role == Role::Listens).map(|(entry, _)| entry.id()).collect();
    ids.dedup();
    let begun = format!("release={release}");
    let all = format!("{begun}&amp;add={}", ids.join(","));
    let title = "Plan a firewall for a module with this release";
    render(site, path, &begun, &format!("Begin a plan for VOS {release}"), title)
        + &render(site, path, &all, &format!("Plan with all {} that its servers listen on", ids.len()), title)
}

/// Any two releases; these two to begin with. What follows is Markdown.
pub(crate) fn of_comparison(site: &Site<'_>, from: &Release, to: &Release) -> String {
    if !site.is_own {
        return String::new();
    }
    format!(", [any other two](../{PLAN}#compare={from},{to})")
}

/// With all ports of a page that somebody may want to open. Nothing where these are not the most of them: lists of trojan horses
/// are for other uses.
pub(crate) fn of_entries(site: &Site<'_>, entries: &[&Entry], path: &str) -> String {
    let offered: Vec<String> = entries.iter().filter(|entry| is_offered(entry)).map(|entry| entry.id()).collect();
    if offered.len() * 2 <= entries.len() {
        return String::new();
    }
    let (text, title) = if offered.len() == entries.len() {
        ("Plan with all of these".to_owned(), "Plan a firewall with the ports of this page")
    } else {
        let text = format!("Plan with {} of these", offered.len());
        (text, "Plan a firewall with those ports of this page that servers of today listen on")
    };
    render(site, path, &format!("add={}", offered.join(",")), &text, title)
}

/// Whether a server may be meant. What nobody should reach any more is not offered, unless the vendor's systems have it.
pub(crate) fn is_offered(entry: &Entry) -> bool {
    let listens = |one: &&Use| one.role == Role::Listens;
    let is_vendors = |one: catalog::Provenance| one == Provenance::Vendor;
    let mut listening = entry.uses.iter().filter(listens);
    match entry.exposure {
        Some(Exposure::Nobody) => listening.any(|one| is_vendors(one.provenance)),
        _ => listening.next().is_some(),
    }
}

fn render(site: &Site<'_>, path: &str, fragment: &str, text: &str, title: &str) -> String {
    if !site.is_own {
        return String::new();
    }
    let href = relative(path, PLAN);
    format!(
        "<p class=\"port-names to-plan\"><b>Plan</b> <a href=\"{href}#{fragment}\" title=\"{title}\">{text}</a></p>\n\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::PortSpec;

    #[test]
    fn what_is_offered() {
        use Provenance::{Documented, Seen, Vendor};
        for (role, provenance, exposure, expected) in [
            (Role::Listens, Documented, Exposure::Internet, true),
            (Role::Listens, Documented, Exposure::Nobody, false),
            (Role::Listens, Vendor, Exposure::Nobody, true),
            (Role::Connects, Vendor, Exposure::Inside, false),
            (Role::SeenDestination, Seen, Exposure::Inside, false),
        ] {
            let mut entry = Entry::new(PortSpec::Single(22));
            entry.exposure = Some(exposure);
            entry.uses.push(Use::new(role, provenance));
            assert_eq!(is_offered(&entry), expected, "{role:?} {provenance:?} {exposure:?}");
        }
    }
}
