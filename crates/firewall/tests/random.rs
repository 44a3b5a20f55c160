//! Random plans, and names that try to become rules.

mod common;

use catalog::Catalog;
use common::plans::{draft, name};
use common::{catalog, named};
use firewall::{ALPHABET, Dialect, Draft, Outline, Plan, Planned, Written, flows};
use proptest::prelude::*;

fn made(catalog: &Catalog, draft: &Draft) -> Planned {
    flows(catalog, &Plan::new(catalog, draft).unwrap_or_else(|wrong| panic!("{wrong:#?}")))
}

/// The rules without comments and names. What remains is the same, whatever the names are.
fn bare(dialect: Dialect, written: &Written) -> Vec<String> {
    let between = |line: &str, begin: &str, end: &str| {
        let Some((before, rest)) = line.split_once(begin) else { return line.to_owned() };
        let (comment, after) = rest.split_once(end).unwrap_or_else(|| panic!("no end of the comment: {line}"));
        let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || ALPHABET.contains(letter);
        assert!(comment.chars().all(is_allowed), "{dialect:?}: {line}");
        format!("{before}{after}")
    };
    let lines = written.files.iter().flat_map(|file| file.text.lines());
    let rest = lines.map(|line| match dialect {
        Dialect::Nftables => between(line, " comment \"", "\""),
        Dialect::Iptables => between(line, " --comment \"", "\""),
        Dialect::Firewalld => between(line, "<description>", "</description>"),
        Dialect::Ufw if line.starts_with("description=") => String::new(),
        Dialect::Ufw => between(line, " comment '", "'"),
        Dialect::Windows => between(line, " -DisplayName '", "'"),
        Dialect::CiscoIos if line.starts_with(" remark") => String::new(),
        Dialect::Pf if line.starts_with('#') => String::new(),
        Dialect::Aws => {
            let mut line = line.to_owned();
            while line.contains(",\"Description\":\"") {
                line = between(&line, ",\"Description\":\"", "\"");
            }
            line
        }
        Dialect::Terraform => between(line, "  description       = \"", "\""),
        Dialect::CiscoIos | Dialect::Pf => line.to_owned(),
    });
    rest.collect()
}

/// What holds for every line of a dialect.
fn check(dialect: Dialect, written: &Written) {
    for file in &written.files {
        assert!(file.text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')), "{dialect:?}");
        assert!(file.text.is_empty() || file.text.ends_with('\n'), "{dialect:?}");
    }
    let lines = || written.files.iter().flat_map(|file| file.text.lines()).filter(|line| !line.starts_with(['#', '!']));
    let quoted = |line: &str, begin: &str, end: char, most: usize| {
        if let Some((_, rest)) = line.split_once(begin) {
            let comment = rest.split(end).next().unwrap_or_default();
            assert!(comment.len() <= most, "{dialect:?}: {} bytes in {line}", comment.len());
        }
    };
    match dialect {
        Dialect::Nftables => lines().for_each(|line| quoted(line, " comment \"", '"', 128)),
        Dialect::Iptables => lines().for_each(|line| {
            quoted(line, " --comment \"", '"', 255);
            assert!(line.starts_with(['*', ':']) || line.starts_with("-A PORTOLAN-") || line == "COMMIT", "{line}");
        }),
        Dialect::Ufw => {
            for list in lines().filter_map(|line| line.strip_prefix("ports=")).flat_map(|list| list.split('|')) {
                let ports = list.split_once('/').expect("a transport").0;
                let slots: usize = ports.split(',').map(|one| if one.contains(':') { 2 } else { 1 }).sum();
                assert!((1..=15).contains(&slots), "{list}");
            }
        }
        Dialect::CiscoIos => lines().for_each(|line| quoted(line, " remark ", '\n', 100)),
        Dialect::Aws => {
            for file in &written.files {
                let all: serde_json::Value = serde_json::from_str(&file.text).expect("JSON");
                assert!(!all.as_array().expect("a list").is_empty());
            }
            lines().for_each(|line| quoted(line, "\"Description\":\"", '"', 255));
        }
        Dialect::Terraform => {
            let text = written.files[0].text.lines().filter(|line| !line.starts_with('#')).collect::<String>();
            assert_eq!(text.matches('{').count(), text.matches('}').count());
        }
        Dialect::Windows => lines().for_each(|line| assert_eq!(line.matches('\'').count() % 2, 0, "{line}")),
        Dialect::Firewalld | Dialect::Pf => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_dialect_writes_every_plan(draft in draft()) {
        let planned = made(catalog(), &draft);
        prop_assert_eq!(&planned, &made(catalog(), &draft));
        for dialect in Dialect::ALL {
            let written = dialect.write(&planned);
            check(*dialect, &written);
            prop_assert_eq!(written, dialect.write(&planned));
        }
        let outline = Outline::of(&planned);
        prop_assert_eq!(Outline::read(&outline.text()), Some(outline));
        let json: serde_json::Value = serde_json::from_str(&firewall::json(&planned, &common::chapter)).expect("JSON");
        prop_assert_eq!(json["flows"].as_array().map(Vec::len), Some(planned.flows.len()));
        let rows = firewall::markdown(&planned).lines().count();
        prop_assert_eq!(rows, planned.flows.len() + 2);
        prop_assert_eq!(firewall::csv(&planned).matches("\r\n").count(), planned.flows.len() + 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_change_no_rule(draft in draft(), name in name()) {
        let (clean, hostile) = (made(&named("x"), &draft), made(&named(&name), &draft));
        let outline = Outline::read(&Outline::of(&hostile).text()).expect("an outline");
        for dialect in Dialect::ALL {
            let written = dialect.write(&hostile);
            prop_assert_eq!(&dialect.write_outline(&outline), &written, "{:?}", dialect);
            check(*dialect, &written);
            prop_assert_eq!(bare(*dialect, &dialect.write(&clean)), bare(*dialect, &written), "{:?}", dialect);
        }
        for cell in cells(&firewall::csv(&hostile)) {
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{}", cell);
        }
        prop_assert_eq!(firewall::markdown(&hostile).lines().count(), hostile.flows.len() + 2);
    }
}

/// The values of a CSV text whose values are all quoted but for the first line.
fn cells(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut letters = text.split_once("\r\n").expect("a header").1.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '"' {
            continue;
        }
        let mut cell = String::new();
        while let Some(letter) = letters.next() {
            if letter == '"' && letters.next_if_eq(&'"').is_none() {
                break;
            }
            cell.push(letter);
        }
        all.push(cell);
    }
    all
}
