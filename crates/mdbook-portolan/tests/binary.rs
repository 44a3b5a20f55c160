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

/// Calls the binary with a book of one chapter.
fn run(data: &str) -> (bool, String, String) {
    let root = env!("CARGO_MANIFEST_DIR");
    let context = format!(
        r#"{{"root":{root:?},"config":{{"book":{{}},"preprocessor":{{"portolan":{{"data":{data:?}}}}}}},"renderer":"html","mdbook_version":"0.5.4"}}"#
    );
    let book = r##"{"items":[{"Chapter":{"name":"Guide","content":"# Guide","number":null,"sub_items":[],"path":"guide.md","source_path":"guide.md","parent_names":[]}}]}"##;
    let mut child = Command::new(BINARY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    write!(child.stdin.take().expect("its input"), "[{context},{book}]").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn it_adds_the_chapters_to_a_book() {
    let (ok, book, error) = run("tests/data");
    assert!(ok, "{error}");
    assert!(book.contains("ports/6970-7170.md") && book.contains("releases/14.7.md"), "{book}");
}

#[test]
fn it_says_what_is_wrong_with_the_data() {
    let (ok, book, error) = run("tests/nothing");
    assert!(!ok && book.is_empty(), "{book}");
    assert!(error.contains("cannot be listed"), "{error}");
}
