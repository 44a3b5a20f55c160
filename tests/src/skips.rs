//! Records skipped checks, so that they do not count as passed.

use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::Write;

thread_local! {
    /// The check that runs on this thread, where that is not the test that the thread is named for.
    static CHECK: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Names the check that runs on this thread from now on.
pub(crate) fn begin(check: String) {
    CHECK.with(|name| name.replace(Some(check)));
}

/// Notes that a test, or a part of it, was not run, and why: one line `NAME: REASON` in the file that `PORTOLAN_SKIPS` names,
/// and on stderr. To be called on the thread of the test.
///
/// # Panics
///
/// If the file cannot be written.
pub fn skip(reason: &str) {
    let check = CHECK.with(|name| name.borrow().clone());
    let name = check.or_else(|| std::thread::current().name().map(str::to_owned)).unwrap_or_default();
    let line = format!("{name}: {reason}\n");
    eprint!("skipped: {line}");
    if let Some(file) = std::env::var_os("PORTOLAN_SKIPS") {
        let opened = OpenOptions::new().create(true).append(true).open(&file);
        // All at once: tests of several processes write here.
        let written = opened.and_then(|mut file| file.write_all(line.as_bytes()));
        written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}
