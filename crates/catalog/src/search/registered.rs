//! What the register adds to a search.

use crate::filter::{Filters, RegisteredKind};
use crate::index::{Document, Index};
use crate::matching::Matched;
use crate::register::{Found, Tier};
use crate::words::alphanumeric_parts;
use crate::{Hit, PortClass, Query, Term, Why};

/// Where rows stand among entries and pages; see [`Index::tier`]. `is_called`: whether an entry is called like words of the query.
pub(super) const fn row_tier(tier: Tier, is_called: bool) -> u8 {
    match tier {
        Tier::Exact => 1,
        Tier::OneWord if is_called => 5,
        Tier::All | Tier::OneWord => 3,
        Tier::Begins | Tier::Misspelt(1) => 7,
        Tier::Misspelt(_) => 9,
    }
}

impl Index {
    /// The registered ports that match a query and satisfy the filters. Filters find them only where the register is selected.
    pub(super) fn rows(&self, query: &Query, matched: &Matched, filters: &Filters) -> Vec<Found> {
        let is_wanted = filters.wants_registered() || filters.is_empty() && !query.terms.is_empty();
        if self.register().is_none() || !is_wanted {
            return Vec::new();
        }
        let mut found = self.matching_rows(query, matched);
        if !filters.is_empty() {
            found.retain(|row| self.kind(row).is_some_and(|kind| kind.passes(filters)));
        }
        found
    }

    /// How many registered ports of each kind match a query.
    pub(super) fn registered_kinds(&self, query: &Query, matched: &Matched) -> Vec<(RegisteredKind, usize)> {
        let mut kinds: Vec<(RegisteredKind, usize)> = Vec::new();
        for kind in self.matching_rows(query, matched).iter().filter_map(|row| self.kind(row)) {
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((kind, 1)),
            }
        }
        kinds
    }

    /// The registered ports that match a query, all of them if it has no terms, without those that an entry is about.
    #[inline(never)]
    fn matching_rows(&self, query: &Query, matched: &Matched) -> Vec<Found> {
        let Some(registered) = self.register() else { return Vec::new() };
        let unknown = matched.unknown.iter().filter_map(|at| match query.terms.get(*at) {
            Some(Term::Word(word)) => Some(word.as_str()),
            _ => None,
        });
        let unknown: Vec<&str> = unknown.collect();
        let mut found = if !query.terms.is_empty() {
            registered.register.find(query, &matched.names, &unknown)
        } else if query.not_ports.is_empty() && query.line.is_none() {
            registered.register.all()
        } else {
            Vec::new()
        };
        found.retain(|row| !registered.described.contains(row.document));
        found
    }

    fn kind(&self, row: &Found) -> Option<RegisteredKind> {
        let register = &self.register()?.register;
        let at = row.document;
        Some(RegisteredKind {
            classes: PortClass::ALL
                .iter()
                .copied()
                .filter(|class| register.is_in(at, *class))
                .fold(0, |bits, class| bits | 1 << class as u8),
            transports: register.transports(at),
        })
    }

    #[inline(never)]
    pub(super) fn registered_hit(&self, row: &Found, query: &Query) -> Option<Hit<'static>> {
        let port = self.register()?.register.port(row.document);
        let mut why = None;
        let spoken = port.entry.transports();
        let wanted = query.transports;
        if !wanted.is_empty() && row.tier == Tier::Exact && !wanted.iter().any(|transport| spoken.contains(transport)) {
            why = Some(Why::OtherTransport { wanted: wanted.iter().collect(), spoken: spoken.iter().collect() });
        } else if let (Tier::Misspelt(_), [Term::Word(typed)]) = (row.tier, query.terms.as_slice()) {
            why = Some(Why::Typo { typed: typed.clone(), meant: port.entry.title.clone() });
        } else if row.tier == Tier::OneWord {
            let is_named = |term: &&Term| {
                let word = term.text();
                let names = port.entry.uses.iter().flat_map(|one| &one.applications);
                let mut parts = names.flat_map(|name| alphanumeric_parts(name));
                parts.any(|part| part.eq_ignore_ascii_case(&word))
            };
            let missing = query.terms.iter().filter(|term| !is_named(term)).map(Term::text);
            why = Some(Why::Some { missing: missing.collect() });
        } else if port.entry.ports.is_range() {
            let asked = query.ports().find(|(first, last)| first == last && port.entry.ports.contains(*first));
            why = asked.map(|(port, _)| Why::InRange(port));
        }
        let marks = query.words().map(str::to_owned).collect();
        Some(Hit { document: Document::Registered(Box::new(port)), why, marks, applies: None, heading: None })
    }
}
