//! Every port over TCP and UDP gets the answer that the data files give, read here in the plainest way.

use catalog::{Document, Filters, Index, Notice};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// What the data files say of ports.
#[derive(Default)]
struct Files {
    /// Ports with a file of their own.
    entries: BTreeSet<u16>,
    /// Files about ranges.
    ranges: Vec<(u16, u16)>,
    /// The names of registered ports, with the transports of each.
    names: BTreeMap<u16, Vec<(String, String)>>,
    registered_ranges: Vec<(u16, u16)>,
}

fn files(data: &Path) -> Files {
    let mut files = Files::default();
    let ports = |text: &str| -> (u16, u16) {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        (first.parse().unwrap(), last.parse().unwrap())
    };
    for file in std::fs::read_dir(data.join("ports")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let Some(stem) = name.strip_suffix(".md") else { continue };
        match ports(stem) {
            (first, last) if first == last => drop(files.entries.insert(first)),
            range => files.ranges.push(range),
        }
    }
    for name in ["iana.tsv", "supplement.tsv"] {
        let text = std::fs::read_to_string(data.join("register").join(name)).unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            match ports(fields[0]) {
                (first, last) if first == last => {
                    files.names.entry(first).or_default().push((fields[2].to_owned(), fields[1].to_owned()));
                }
                range => files.registered_ranges.push(range),
            }
        }
    }
    files
}

#[test]
fn every_port_over_tcp_and_udp() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let files = files(&data);
    let reference = catalog_source::load(&data).unwrap();
    let register = reference.register.searched(&reference.catalog, true);
    let register = catalog::Register::decode(&register.encode()).unwrap();
    let index = Index::new(reference.catalog.clone());
    index.set_register(&Arc::new(register));
    for port in 0..=u16::MAX {
        for transport in ["tcp", "udp"] {
            check(&index, &files, port, transport);
        }
    }
}

fn check(index: &Index, files: &Files, port: u16, transport: &str) {
    let query = format!("{port}/{transport}");
    let results = index.search(&query, &Filters::default(), 40);
    let ids: Vec<String> = results.hits.iter().map(|hit| hit.document.id()).collect();
    let in_files = |ranges: &[(u16, u16)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&port));
    if files.entries.contains(&port) {
        assert_eq!(ids.first(), Some(&port.to_string()), "{query}");
        // An entry about one port has its rows as uses; one about a range that depends on a setting has none.
        let is_single = index.catalog().port(port).is_some();
        // A range of the register may begin at the same port.
        let is_row = |hit: &&catalog::Hit<'_>| {
            hit.document.id() == format!("port-{port}")
                && !hit.document.entry().is_some_and(|entry| entry.ports.is_range())
        };
        assert!(!is_single || results.hits.iter().find(is_row).is_none(), "{query}: {ids:?}");
        return;
    }
    assert!(in_files(&files.ranges), "every port is in a class, which has a file");
    let id = format!("port-{port}");
    let hit = results.hits.iter().find(|hit| hit.document.id() == id);
    let Some(names) = files.names.get(&port) else {
        let is_range = |hit: &catalog::Hit<'_>| hit.document.entry().is_some_and(|entry| entry.ports.is_range());
        assert!(hit.is_none_or(is_range), "{query} is not registered: {ids:?}");
        return;
    };
    let Some(Document::Registered(found)) = hit.map(|hit| &hit.document) else {
        panic!("{query} is not found: {ids:?}")
    };
    for (name, transports) in names {
        let uses = found.entry.uses.iter().filter(|one| one.applications.contains(name));
        let said: BTreeSet<&str> =
            uses.flat_map(|one| one.transports.said.iter()).map(catalog::Transport::id).collect();
        assert!(transports.split(',').all(|one| said.contains(one)), "{query}: {name} over {transports}, not {said:?}");
        assert!(found.entry.title.contains(name.as_str()), "{query}: {name} is not in {}", found.entry.title);
    }
    assert!(found.href.as_ref().is_some_and(|href| href.ends_with(&format!(".html#port-{port}"))), "{query}");
    // What is said of it comes before classes, and before ranges that depend on a setting.
    let before = ids.iter().take_while(|other| **other != id);
    for other in before {
        let entry = index.catalog().entry(other).unwrap();
        let is_about = entry.ports.contains(port) && entry.ports.width() <= 1_000;
        let is_named = entry.aliases.contains(&port.to_string());
        assert!(is_about || is_named || entry.mentions.contains(&port), "{query}: {other} before {id}");
    }
    let unwritten = |notice: &Notice<'_>| matches!(notice, Notice::Unwritten { port: said, .. } if *said == port);
    let is_about = |(first, last): &(u16, u16)| (*first..=*last).contains(&port) && last - first < 1_000;
    assert_eq!(results.notices.iter().any(unwritten), !files.ranges.iter().any(is_about), "{query}");
}
