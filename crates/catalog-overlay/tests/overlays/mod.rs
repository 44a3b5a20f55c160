//! Overlays of every size up to the limits, for the test that counts work and for the benchmark.

const TITLE: &str = "A service of our own with a title as long as such titles are";

fn overlay(entries: &[String]) -> String {
    format!(r#"{{ "name": "Example", "entries": [{}] }}"#, entries.join(","))
}

fn entry(port: usize, keys: &str) -> String {
    format!(
        r#"{{ "ports": {port}, "title": "{TITLE}", "summary": "What it is, in a sentence.",
        "uses": [{{ "role": "listens", "transports": ["tcp"], "applications": ["daemon{port}"], "releases": "15.1+" }}]{keys} }}"#
    )
}

/// So many entries about ports of their own, from 5,000 and a number on.
pub(crate) fn entries(count: usize, from: usize) -> String {
    overlay(&(0..count).map(|at| entry(5_000 + from + at, "")).collect::<Vec<_>>())
}

/// So many entries about the same ports in each overlay, with names of its own.
pub(crate) fn additions(count: usize, overlay_at: usize) -> String {
    let names = format!(r#", "names": ["first {overlay_at}", "second {overlay_at}"]"#);
    overlay(&(0..count).map(|at| entry(5_000 + at, &names)).collect::<Vec<_>>())
}

/// One entry with so many uses.
pub(crate) fn uses(count: usize) -> String {
    let one = |at| format!(r#"{{ "role": "listens", "applications": ["d{at}"], "releases": "15.1+, 16.0+" }}"#);
    let uses: Vec<_> = (0..count).map(one).collect();
    overlay(&[format!(r#"{{ "ports": 22, "uses": [{}] }}"#, uses.join(","))])
}

/// A hundred entries with so many names each.
pub(crate) fn names(count: usize) -> String {
    let names: Vec<_> = (0..count).map(|at| format!("\"name {at}\"")).collect();
    let names = format!(r#", "names": [{}]"#, names.join(","));
    overlay(&(0..100).map(|at| entry(5_000 + at, &names)).collect::<Vec<_>>())
}

/// One entry with two keys that stand so many times.
pub(crate) fn keys(count: usize) -> String {
    let (ports, uses) = (r#""ports": 22,"#.repeat(count), r#""uses": [],"#.repeat(count));
    overlay(&[format!(r#"{{ {ports}{uses} "mentions": [] }}"#)])
}
