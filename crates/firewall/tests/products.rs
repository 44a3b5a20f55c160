//! The flows of each product on the releases that its rows name, compared with a table that was checked against the entries.

mod common;

use common::{draft, item, planned, summary};
use std::fmt::Write;

#[test]
fn flows_of_each_product() {
    let table = include_str!("products.tsv");
    let mut made = String::new();
    for line in table.lines() {
        let fields: Vec<&str> = line.splitn(5, '\t').collect();
        let [product, release, role, nio, _] = fields[..] else {
            made.push_str(line);
            made.push('\n');
            continue;
        };
        let mut draft = draft(release, &[item(product, role, "192.0.2.0/24")]);
        draft.has_nio = match nio {
            "nio" => Some(true),
            "no nio" => Some(false),
            _ => None,
        };
        draft.parameters = vec![("max_open_server".into(), 50)];
        writeln!(made, "{product}\t{release}\t{role}\t{nio}\t{}", summary(&planned(&draft))).unwrap();
    }
    if let Ok(path) = std::env::var("PORTOLAN_WRITE_TABLE") {
        std::fs::write(path, &made).unwrap();
    }
    assert_eq!(made, table);
}
