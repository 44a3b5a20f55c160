//! What was not tried.

use std::fs::OpenOptions;
use std::io::Write;

/// Notes that a test, or a part of it, was not run, and why: on stdout, and as a line `NAME: REASON` in the file that
/// `PORTOLAN_SKIPS` names. To be called on the thread of the test.
pub(crate) fn skip(reason: &str) {
    println!("skipped: {reason}");
    let Some(file) = std::env::var_os("PORTOLAN_SKIPS") else { return };
    let line = format!("{}: {reason}\n", std::thread::current().name().unwrap_or_default());
    let opened = OpenOptions::new().create(true).append(true).open(file);
    // All at once: tests of several processes write here.
    opened.and_then(|mut file| file.write_all(line.as_bytes())).expect("the note is written");
}
