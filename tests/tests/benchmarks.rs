//! The scripts that compare the search with other libraries count as they say. What they compare is measured by
//! `cargo xtask bench`.

use std::path::Path;
use std::process::Command;

#[test]
fn the_scripts_count_as_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench");
    let output = Command::new("node").args(["--test", "checks.js"]).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("node cannot be started: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
