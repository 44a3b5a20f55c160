//! What changes from one release of VOS to the next: a page for each two neighbours.

use super::Made;
use crate::copy_list;
use crate::html::{escape, link, relative};
use crate::site::Site;
use crate::table::Table;
use crate::{plan_link, transports, uses};
use catalog::{Applies, Release, Role};
use firewall::{Changed, Comparison, NotSaid, Service, Turned, compare};
use std::fmt::Write;

/// The address of the page for two neighbours, as seen from the pages of releases.
pub(crate) fn href(from: &Release, to: &Release) -> String {
    format!("{from}-to-{to}.html")
}

/// A page for each release and the next one.
pub(crate) fn pages(site: &Site<'_>, releases: &[Release]) -> Vec<Made> {
    releases.windows(2).map(|pair| Page::new(site, &pair[0], &pair[1]).made()).collect()
}

/// What stands in a section without services.
const NOTHING: &str = "Nothing.\n\n";

struct Page<'a, 'r> {
    site: &'a Site<'a>,
    from: &'r Release,
    to: &'r Release,
    path: String,
    comparison: Comparison<'a>,
}

impl<'a, 'r> Page<'a, 'r> {
    fn new(site: &'a Site<'a>, from: &'r Release, to: &'r Release) -> Self {
        let comparison = compare(&site.reference.catalog, from, to);
        Self { site, from, to, path: format!("releases/{from}-to-{to}.md"), comparison }
    }

    fn made(&self) -> Made {
        let Self { from, to, .. } = self;
        let mut content = self.lead();
        let sections = [
            ("opens", "What opens", self.opens()),
            ("closes", "What closes", self.closes()),
            ("changes", "What changes", self.changes()),
            ("unsaid", "What nobody says", self.not_said()),
        ];
        for (id, title, body) in sections {
            // Ids are for tables, which have their names from headings.
            let id = if body.contains("<table") { format!(" id=\"{id}\"") } else { String::new() };
            let _ = write!(content, "<h2{id}>{title}</h2>\n\n{body}");
        }
        let _ = writeln!(
            content,
            "[VOS {from}]({from}.html), [VOS {to}]({to}.html), [all releases](index.html){}",
            plan_link::of_comparison(self.site, from, to)
        );
        let description = format!(
            "What a firewall has to open, may close and cannot know when Stratus VOS {from} becomes {to}: TCP and UDP ports by \
             product and role."
        );
        // The one file is without them, and has the same pages in its search as the site.
        let title = format!("From VOS {from} to {to}");
        Made { is_found: false, ..Made::new(&title, &self.path, &description, &content) }
    }

    /// How much there is of everything, and how to read it.
    fn lead(&self) -> String {
        let Self { from, to, comparison, .. } = self;
        let mut lead = format!(
            "By the vendor’s tables, {}, {}, and {}. {}; {}.\n\n",
            counted(comparison.opens.len(), ["no service opens", "one service opens", "# services open"]),
            counted(comparison.closes.len(), ["none closes", "one closes", "# close"]),
            counted(
                comparison.changes.len(),
                [
                    "none changes its port or transport",
                    "one changes its port or transport",
                    "# change their ports or transports",
                ]
            ),
            counted(
                comparison.not_said.len(),
                ["They say it of every service", "Of one they do not say enough", "Of # they do not say enough"]
            ),
            counted(comparison.stays, ["none stays as it was", "one stays as it was", "# stay as they were"]),
        );
        let is_late = **from != from.branch_base() && from.branch_base() != to.branch_base();
        if is_late {
            let _ = write!(
                lead,
                "VOS {from} is a late release of its branch, and {to} is the first of another: what an old branch got late may \
                 be missing there.\n\n"
            );
        }
        if !comparison.opens.is_empty() || !comparison.closes.is_empty() {
            lead.push_str(
                "What listens needs its port open inwards; what connects or sends, outwards. Only the products that you have \
                 count.\n\n",
            );
        }
        lead
    }

    fn opens(&self) -> String {
        let opens = &self.comparison.opens;
        if opens.is_empty() {
            return NOTHING.to_owned();
        }
        let copied =
            copy_list::of_uses("Copy what opens", opens.iter().map(|one| (one.service.entry, one.service.one)));
        format!(
            "To be open on {}, where the product is in use.\n\n{}{copied}",
            self.to,
            self.turned(opens, "opens", ("Used before by", self.from))
        )
    }

    fn closes(&self) -> String {
        let closes = &self.comparison.closes;
        if closes.is_empty() {
            return NOTHING.to_owned();
        }
        let table = self.turned(closes, "closes", ("Still used by", self.to));
        let free = closes.iter().filter(|one| one.shared_with.is_empty());
        let copied = copy_list::of_uses("Copy what closes", free.map(|one| (one.service.entry, one.service.one)));
        format!(
            "VOS {} does not have these services. Their ports can be closed where nothing else uses them.\n\n{table}{copied}",
            self.to
        )
    }

    /// The table of services that open or close. The last column has those that share their ports on the other release.
    fn turned(&self, all: &[Turned<'_>], id: &str, (others, on): (&'static str, &Release)) -> String {
        let headings = ["Product", "Role", "Port", "Title", "Transport", "Application", others];
        let mut table = Table::new("ports", id, &headings);
        for one in all {
            let mut cells = self.cells(&one.service).to_vec();
            cells.push(self.others(&one.shared_with, on));
            table.row("", &cells);
        }
        table.finish()
    }

    fn changes(&self) -> String {
        let changes = &self.comparison.changes;
        if changes.is_empty() {
            return NOTHING.to_owned();
        }
        let headings = ["Product", "Role", "Port before", "Port now", "Transport", "Application", "Still used by"];
        let mut table = Table::new("ports", "changes", &headings);
        for Changed { from, to, shared_with } in changes {
            let ways = [from, to].map(|service| transports::of_use(service.entry, service.one));
            let [before, now] = &ways;
            let cells = [
                self.product(if from.one.products.is_empty() { to } else { from }),
                from.one.role.label().to_owned(),
                self.port(from),
                self.port(to),
                if before == now { now.clone() } else { format!("{before}, now {now}") },
                uses::applications(from.one),
                self.others(shared_with, self.to),
            ];
            table.row("", &cells);
        }
        let is_range = changes.iter().any(|one| one.from.one.role == Role::Ephemeral);
        let ephemeral = if is_range { " *Ephemeral* is the range of the module’s own source ports." } else { "" };
        format!("The same service, with another port or transport on {}.{ephemeral}\n\n{}", self.to, table.finish())
    }

    fn not_said(&self) -> String {
        let all = &self.comparison.not_said;
        if all.is_empty() {
            return NOTHING.to_owned();
        }
        let (of_some, of_none): (Vec<&NotSaid<'_>>, Vec<_>) =
            all.iter().partition(|one| one.service.one.releases.is_some());
        let mut html = String::new();
        if !of_some.is_empty() {
            let headings =
                ["Product", "Role", "Port", "Title", "Transport", "Application", "VOS releases", "What is not said"];
            let mut table = Table::new("ports", "unsaid", &headings);
            for one in of_some {
                let mut cells = self.cells(&one.service).to_vec();
                cells.extend([uses::releases(one.service.one), self.what_is_not_said(one)]);
                table.row("", &cells);
            }
            let _ = write!(html, "To be found out on a module. The chapters tell what is known.\n\n{}", table.finish());
        }
        if !of_none.is_empty() {
            let named = of_none.iter().map(|one| named(&one.service, &self.path)).collect::<Vec<_>>().join(", ");
            let _ = write!(html, "Whatever the release, the tables do not say whether it has {named}.\n\n");
        }
        html
    }

    fn what_is_not_said(&self, one: &NotSaid<'_>) -> String {
        let Self { from, to, .. } = self;
        match (one.from, one.to) {
            (Applies::Yes, _) => format!("whether {to} still has it, as {from} has"),
            (Applies::No, _) => format!("whether {to} has it; {from} has not"),
            (_, Applies::Yes) => format!("whether {from} had it; {to} has"),
            (_, Applies::No) => format!("whether {from} had it; {to} has not"),
            (Applies::Unsaid, Applies::Unsaid) => format!("whether {from} or {to} has it"),
        }
    }

    /// What most tables have in common.
    fn cells(&self, service: &Service<'_>) -> [String; 6] {
        let Service { entry, one } = *service;
        [
            self.product(service),
            one.role.label().to_owned(),
            self.port(service),
            Site::title_link(entry, &self.path),
            transports::of_use(entry, one),
            uses::applications(one),
        ]
    }

    fn product(&self, service: &Service<'_>) -> String {
        uses::products(self.site, service.one, &self.path)
    }

    fn port(&self, service: &Service<'_>) -> String {
        let entry = service.entry;
        if service.has_fixed_ports() { Site::number_link(entry, &self.path) } else { "not fixed".to_owned() }
    }

    /// Services with their products, as a release has them.
    fn others(&self, all: &[Service<'_>], on: &Release) -> String {
        let named = all.iter().map(|service| {
            let products = self.product(service);
            let name = service.one.applications.first().or(service.one.protocol.as_ref());
            let name = name.map(|name| format!(": {}", escape(name))).unwrap_or_default();
            let perhaps = if service.applies_to(on) == Applies::Yes { "" } else { " (perhaps)" };
            format!("{products}{name}{perhaps}")
        });
        named.collect::<Vec<_>>().join(", ")
    }
}

/// A service with its role, and a link to its chapter.
fn named(service: &Service<'_>, path: &str) -> String {
    let Service { entry, one } = *service;
    let name = one.applications.first().or(one.protocol.as_ref()).unwrap_or(&entry.title);
    let href = relative(path, &Site::href(&entry.id()));
    format!("{} ({})", link(&href, name), one.role.label())
}

/// The words for none, for one, or for more, with their number in place of `#`.
fn counted(count: usize, [none, one, more]: [&str; 3]) -> String {
    match count {
        0 => none.to_owned(),
        1 => one.to_owned(),
        _ => more.replace('#', &count.to_string()),
    }
}
