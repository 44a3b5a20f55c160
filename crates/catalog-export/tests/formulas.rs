//! No text of the data is read as a formula by a spreadsheet.

mod common;

use catalog::{Action, Advice, Catalog, Category, Entry, Parts, Peer, PortSpec, Product, Provenance, Role, Use};

const EVIL: &str = "=HYPERLINK(\"http://example.org\",\"a, b\")";

/// One entry, all of whose texts are formulas.
fn catalog() -> Catalog {
    let evil = || EVIL.to_owned();
    let one = Use {
        applications: vec!["@SUM(A1)".to_owned(), evil()],
        programs: vec!["-1+1".to_owned()],
        protocol: Some("+1".to_owned()),
        products: vec![evil()],
        product_note: Some("\t=1".to_owned()),
        peer: Some(Peer::Said(evil())),
        port_note: Some("\r=1".to_owned()),
        note: Some("two\nlines".to_owned()),
        cites: vec![evil()],
        ..Use::new(Role::Listens, Provenance::Vendor)
    };
    let entry = Entry {
        title: evil(),
        summary: evil(),
        aliases: vec![evil()],
        tasks: vec![evil()],
        categories: vec![evil()],
        uses: vec![one],
        advice: vec![Advice::new(Action::Block), Advice::new(Action::Disable)],
        ..Entry::new(PortSpec::Single(22))
    };
    let products = vec![Product { id: evil(), name: evil() }];
    let categories = vec![Category { id: evil(), title: evil(), summary: evil() }];
    Catalog::new(Parts { entries: vec![entry], products, categories, ..Parts::default() }).expect("valid")
}

#[test]
fn no_cell_begins_like_a_formula() {
    let files = catalog_export::files(&common::reference(catalog()));
    let rows = common::read(&files);
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    for (column, cell) in row {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{column}: {cell}");
    }
    let cases = [
        ("title", format!("'{EVIL}")),
        ("applications", format!("'@SUM(A1) | {EVIL}")),
        ("programs", "'-1+1".to_owned()),
        ("protocol", "'+1".to_owned()),
        ("product_note", "'\t=1".to_owned()),
        ("port_note", "'\r=1".to_owned()),
        ("note", "two\nlines".to_owned()),
        ("advice", "block | disable".to_owned()),
        ("first_port", "22".to_owned()),
    ];
    for (column, cell) in cases {
        assert_eq!(row[column], cell, "{column}");
    }
}

#[test]
fn cells_are_quoted_where_they_must_be_and_lines_end_as_the_rfc_says() {
    let files = catalog_export::files(&common::reference(catalog()));
    let text = String::from_utf8(common::file(&files, "v1/catalog.csv").to_vec()).expect("UTF-8");
    assert!(text.starts_with("id,first_port,last_port,title,") && text.ends_with("\r\n"));
    assert!(text.contains("\r\n22,22,22,\"'=HYPERLINK(\"\"http://example.org\"\",\"\"a, b\"\")\","), "{text}");
    assert!(text.contains(",\"two\nlines\","), "{text}");
}
