//! The binary, as mdBook calls it.

use std::io::Write;
use std::process::{Command, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-portolan");

#[test]
fn it_supports_the_html_renderer_alone() {
    for (renderer, supported) in [("html", true), ("markdown", false)] {
        let status = Command::new(BINARY).args(["supports", renderer]).status().expect("it starts");
        assert_eq!(status.success(), supported, "{renderer}");
    }
}

/// What the binary says to an input: whether it ended well, its output, its errors.
fn answer(input: &str) -> (bool, String, String) {
    let mut child = Command::new(BINARY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    write!(child.stdin.take().expect("its input"), "{input}").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

/// Gives it a book of one chapter with these settings, as JSON.
fn run(settings: &str, path: &str, version: &str) -> (bool, String, String) {
    let root = env!("CARGO_MANIFEST_DIR");
    let context = format!(
        r#"{{"root":{root:?},"config":{{"book":{{}},"preprocessor":{{"portolan":{settings}}}}},"renderer":"html","mdbook_version":"{version}"}}"#
    );
    let book = format!(
        r##"{{"items":[{{"Chapter":{{"name":"Guide","content":"# Guide","number":null,"sub_items":[],"path":"{path}","source_path":null,"parent_names":[]}}}}]}}"##
    );
    answer(&format!("[{context},{book}]"))
}

#[test]
fn it_brings_the_data() {
    let (ok, book, error) = run("{}", "guide.md", "0.5.4");
    assert!(ok && error.is_empty(), "{error}");
    assert!(book.contains("ports/31337.md") && book.contains("releases/15.1.md"), "{book}");
}

#[test]
fn it_takes_data_of_ones_own() {
    let (ok, book, error) = run(r#"{"data":"tests/data","command":"x","renderers":["html"]}"#, "guide.md", "0.5.4");
    assert!(ok, "{error}");
    assert!(book.contains("ports/6970-7170.md") && book.contains("releases/14.7.md"), "{book}");
    assert!(!book.contains("ports/31337.md"), "{book}");
}

#[test]
fn it_says_what_is_wrong() {
    let cases = [
        (r#"{"data":"tests/nothing"}"#, "cannot be listed"),
        (r#"{"data":"tests/nothing"}"#, "`preprocessor.portolan.data`"),
        (r#"{"pages":["product"]}"#, "unknown variant `product`, expected one of `products`, `releases`"),
        (r#"{"colour":"red"}"#, "unknown field `colour`, expected one of `data`, `folder`, `pages`, `style`"),
        (r#"{"folder":"../ports"}"#, "must be a folder below the book's `src`"),
        (r#"{"folder":"a//b"}"#, "must be a folder below the book's `src`"),
    ];
    for (settings, expected) in cases {
        let (ok, book, error) = run(settings, "guide.md", "0.5.4");
        assert!(!ok && book.is_empty(), "{settings}: {book}");
        assert!(error.contains(expected), "{settings}: {error}");
    }
    let (ok, _, error) = run("{}", "glossary.md", "0.5.4");
    assert!(!ok && error.contains("glossary.html: a generated page has this name; rename yours"), "{error}");
}

#[test]
fn it_warns_of_another_version_of_mdbook() {
    let warning = "made for mdBook 0.5.4, and this is mdBook 0.6.1";
    let (ok, _, error) = run("{}", "guide.md", "0.6.1");
    assert!(ok && error.contains(warning), "{error}");
    let (ok, _, error) = answer(r#"[{"mdbook_version":"0.6.1"},{"sections":[]}]"#);
    assert!(!ok && error.contains(warning), "{error}");
    let (ok, _, error) = answer("");
    assert!(!ok && error.contains("not what mdbook-portolan expects"), "{error}");
}

/// The names that a message offers, between backticks after "expected one of".
fn offered(settings: &str) -> Vec<String> {
    let (_, _, error) = run(settings, "guide.md", "0.5.4");
    let names = error.split_once("expected one of").map(|(_, names)| names.to_owned()).unwrap_or_default();
    names.lines().next().unwrap_or_default().split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_page_on_it_describes_every_key_and_value() {
    let page = include_str!("../../../book/src/own-mdbook.md");
    let (keys, pages) = (offered(r#"{"colour":1}"#), offered(r#"{"pages":["x"]}"#));
    assert!(keys.len() >= 4 && pages.len() == 12, "{keys:?} {pages:?}");
    // mdBook describes these two.
    for name in keys.iter().chain(&pages).filter(|name| !["command", "optional"].contains(&name.as_str())) {
        assert!(page.contains(&format!("<code>{name}</code>")) || page.contains(&format!("`{name}`")), "{name}");
    }
}
