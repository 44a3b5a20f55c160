//! With the data of this repository: every port against a naive look-up.

use catalog::{Catalog, Entry, PortSpec, Role};
use catalog_source::Reference;
use port_map::{Known, PORTS, Palette, PortMap, hilbert, picture};
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}"))
});

const PALETTE: Palette = [[200, 30, 20], [180, 120, 10], [150, 180, 210], [240, 230, 205]];

/// The entry that is about a port, found by asking every entry.
fn naive_subject(catalog: &Catalog, port: u16) -> Option<&Entry> {
    let own = |entry: &&Entry| !matches!(entry.ports, PortSpec::Range { .. }) && entry.ports.first() == port;
    let reached = |entry: &Entry| {
        entry.uses.iter().any(|one| matches!(one.role, Role::Listens | Role::Connects | Role::SeenDestination))
    };
    let around =
        |entry: &&Entry| matches!(entry.ports, PortSpec::Range { .. }) && entry.ports.contains(port) && reached(entry);
    let entries = catalog.entries();
    entries.iter().find(own).or_else(|| entries.iter().rev().filter(around).min_by_key(|entry| entry.ports.width()))
}

fn naive_known(port: u16) -> Known {
    match naive_subject(&REFERENCE.catalog, port) {
        Some(entry) if !matches!(entry.ports, PortSpec::Range { .. }) => Known::Described,
        Some(_) => Known::InRange,
        None if REFERENCE.register.of_port(port).next().is_some() => Known::Registered,
        None => Known::Unassigned,
    }
}

#[test]
fn every_port_is_known_as_its_files_say() {
    let map = PortMap::new(&REFERENCE);
    for port in 0..=u16::MAX {
        let (found, expected) = (map.subject(port), naive_subject(&REFERENCE.catalog, port));
        assert_eq!(found.map(Entry::id), expected.map(Entry::id), "{port}");
        assert_eq!(map.known(port), naive_known(port), "{port}");
    }
}

#[test]
fn the_data_says_the_same_of_every_port() {
    let map = PortMap::new(&REFERENCE);
    let data = map.data(0);
    assert!(!data.contains('<'));
    let data: Value = serde_json::from_str(&data).unwrap();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let mut known = vec![Known::Unassigned; PORTS];
    let numbers: Vec<usize> = data["registered"].as_array().unwrap().iter().map(number).collect();
    let mut next = 0;
    for run in numbers.chunks_exact(2) {
        let first = next + run[0];
        next = first + run[1] + 1;
        known[first..next].fill(Known::Registered);
    }
    for range in data["ranges"].as_array().unwrap() {
        known[number(&range[0])..=number(&range[1])].fill(Known::Registered);
    }
    let entries = data["entries"].as_array().unwrap();
    for entry in entries.iter().filter(|entry| number(&entry[3]) == 1) {
        known[number(&entry[0])..=number(&entry[0]) + number(&entry[1])].fill(Known::InRange);
    }
    for entry in entries.iter().filter(|entry| number(&entry[3]) == 0) {
        known[number(&entry[0])] = Known::Described;
    }
    for port in 0..=u16::MAX {
        assert_eq!(known[usize::from(port)], map.known(port), "{port}");
    }
    assert_eq!(entries.len(), REFERENCE.catalog.entries().len());
}

#[test]
fn the_data_is_small() {
    let bytes = PortMap::new(&REFERENCE).data(0).len();
    assert!(bytes < 80_000, "{bytes} bytes");
}

#[test]
fn every_port_is_counted_once() {
    let map = PortMap::new(&REFERENCE);
    let all = map.tally(0, u16::MAX);
    assert_eq!(all.0.iter().sum::<u32>(), 1 << 16);
    assert_eq!(map.described_runs().iter().map(|run| run.ports()).sum::<u32>(), all.of(Known::Described));
    for known in Known::ALL {
        let one_by_one = (0..=u16::MAX).filter(|port| naive_known(*port) == known).count();
        assert_eq!(all.of(known) as usize, one_by_one, "{known:?}");
    }
}

#[test]
fn the_picture_has_a_pixel_for_every_port() {
    let map = PortMap::new(&REFERENCE);
    let bytes = picture(&map, &PALETTE).unwrap();
    assert!(bytes.len() < 12_000, "{} bytes", bytes.len());
    let mut decoder = png::Decoder::new(std::io::Cursor::new(&bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.width, frame.height), (256, 256));
    for port in 0..=u16::MAX {
        let (column, row) = hilbert::position(port);
        let at = 3 * (usize::from(row) * 256 + usize::from(column));
        assert_eq!(pixels[at..at + 3], PALETTE[usize::from(map.known(port).code())], "{port}");
    }
    assert_eq!(bytes, picture(&PortMap::new(&REFERENCE), &PALETTE).unwrap(), "the same map gives the same bytes");
}
