//! What changes between releases, compared with a table that was checked against the entries.

mod common;

use catalog::{Applies, Release};
use common::catalog;
use firewall::{Comparison, Service, compare};
use std::fmt::Write;

/// `445/tcp smbd S269`; roles other than listening are written out.
fn service(service: &Service<'_>) -> String {
    let transports: Vec<&str> = service.one.transports.any().iter().map(catalog::Transport::id).collect();
    let role = if service.one.role.id() == "listens" { "" } else { service.one.role.id() };
    let name = service.one.applications.first().map_or("", |name| name);
    let words =
        [role, &format!("{}/{}", service.entry.id(), transports.join("+")), name, &service.one.products.join("+")];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn summary(comparison: &Comparison<'_>) -> String {
    let mut all = Vec::new();
    for (sign, turned) in [("+", &comparison.opens), ("-", &comparison.closes)] {
        for one in turned {
            let mut text = format!("{sign} {}", service(&one.service));
            for other in &one.shared_with {
                let _ = write!(text, " (and {})", service(other));
            }
            all.push(text);
        }
    }
    all.extend(comparison.changes.iter().map(|one| format!("{} > {}", service(&one.from), service(&one.to))));
    let sign = |applies| match applies {
        Applies::Yes => "yes",
        Applies::No => "no",
        Applies::Unsaid => "?",
    };
    let not_said = comparison.not_said.iter();
    all.extend(not_said.map(|one| format!("? {} {}..{}", service(&one.service), sign(one.from), sign(one.to))));
    all.join("; ")
}

#[test]
fn from_release_to_release() {
    let table = include_str!("releases.tsv");
    let mut made = String::new();
    for line in table.lines() {
        let fields: Vec<&str> = line.splitn(4, '\t').collect();
        let [from, to, ..] = fields[..] else {
            made.push_str(line);
            made.push('\n');
            continue;
        };
        let release = |text: &str| text.parse::<Release>().expect(text);
        let comparison = compare(catalog(), &release(from), &release(to));
        writeln!(made, "{from}\t{to}\t{}\t{}", comparison.stays, summary(&comparison)).unwrap();
    }
    if let Ok(path) = std::env::var("PORTOLAN_WRITE_RELEASES") {
        std::fs::write(path, &made).unwrap();
    }
    assert_eq!(made, table);
}

/// Whoever goes back finds that closed which opened.
#[test]
fn there_and_back() {
    let releases = catalog().releases();
    for from in &releases {
        for to in &releases {
            let (there, back) = (compare(catalog(), from, to), compare(catalog(), to, from));
            assert_eq!(there.stays, back.stays, "{from} and {to}");
            let services =
                |turned: &[firewall::Turned<'_>]| turned.iter().map(|one| service(&one.service)).collect::<Vec<_>>();
            assert_eq!(services(&there.opens), services(&back.closes), "{from} and {to}");
            assert_eq!(there.changes.len(), back.changes.len(), "{from} and {to}");
            assert_eq!(there.not_said.len(), back.not_said.len(), "{from} and {to}");
            assert!(from != to || there.opens.is_empty() && there.changes.is_empty());
        }
    }
}
