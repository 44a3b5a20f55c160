//! Who takes part: the addresses of flows, with how many flows each has.

use crate::flow_json::write_count;
use catalog::sorted;
use explain::Places;
use result_json::Json;
use traffic::Flow;

/// Addresses that are remembered, the first ones.
const MOST_KNOWN: usize = 32_768;
/// Addresses that the report names, those with the most flows.
const MOST_TOLD: usize = 100;
/// What is kept of one, in bytes; a longer one is no address.
const LONGEST: usize = 64;

/// The addresses at both ends of the selected flows.
#[derive(Default)]
pub(crate) struct Hosts {
    known: Vec<(String, u64)>,
    places: Places,
}

impl Hosts {
    /// Counts a flow for the addresses of its ends, for which these numbers stand.
    pub(crate) fn add(&mut self, flow: &Flow<'_>, numbers: (u64, u64)) {
        self.count(flow.source.address, numbers.0);
        if numbers.0 != numbers.1 {
            self.count(flow.destination.address, numbers.1);
        }
    }

    fn count(&mut self, address: &str, number: u64) {
        if let Some((_, flows)) = self.places.get(number).and_then(|at| self.known.get_mut(at)) {
            *flows += 1;
        } else if self.known.len() < MOST_KNOWN && !address.is_empty() && address.len() <= LONGEST {
            self.places.insert(number, self.known.len());
            self.known.push((address.to_owned(), 1));
        }
    }
}

/// Writes the addresses with the most flows, these first, and how many more there are.
pub(crate) fn write_hosts(json: &mut Json, hosts: &Hosts) {
    // With zeros behind, because numbers like these are sorted elsewhere, and sorting is compiled for each type.
    let order = (0_u64..).zip(&hosts.known).map(|(at, (_, flows))| [u64::MAX - flows, at, 0, 0]);
    let told = sorted(order.collect()).into_iter().take(MOST_TOLD);
    json.list("hosts", told, |json, [_, at, ..]| {
        let known = usize::try_from(at).ok().and_then(|at| hosts.known.get(at));
        let (address, flows) = known.map_or(("", 0), |(address, flows)| (address, *flows));
        json.open('{');
        json.property("address", Some(address));
        write_count(json, "flows", flows);
        json.close('}');
    });
    write_count(json, "hostsLeftOut", hosts.known.len().saturating_sub(MOST_TOLD) as u64);
}
