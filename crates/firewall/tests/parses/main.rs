//! 10,000 random plans, half of them with names that try to become rules: what a parser that is not ours reads in each dialect is what
//! the plan says, rule by rule. nftables and iptables have `exact.rs`. Where a parser is a program of its own and is missing, the test
//! says so and passes.

#[path = "../common/mod.rs"]
mod common;

mod aws;
mod cisco_ios;
mod firewalld;
mod outside;
mod pf;
mod terraform;
mod ufw;
mod windows;

use common::drawn::{Sample, samples};
use firewall::{ALPHABET, Dialect, File, Written};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Every plan with what a dialect wrote of it, on as many threads as there are processors. `check` fails with a message of its own;
/// which plan it was about is said here.
fn each(dialect: Dialect, check: impl Fn(&Sample, &Written) + Sync) {
    let next = AtomicUsize::new(0);
    let all = samples();
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(sample) = all.get(at) else { return };
            let written = dialect.write(&sample.written);
            let _about = About(at, &written);
            check(sample, &written);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
}

/// Says which plan a failure is about.
struct About<'a>(usize, &'a Written);

impl Drop for About<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("plan {}:\n{}", self.0, self.1.text());
        }
    }
}

fn file<'a>(written: &'a Written, name: &str) -> &'a str {
    let is_it = |one: &&File| one.name == name;
    &written.files.iter().find(is_it).unwrap_or_else(|| panic!("no {name}")).text
}

/// Whether a comment has no other letters than it may, and is not too long.
#[track_caller]
fn check_comment(text: &str, most: usize) {
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || ALPHABET.contains(letter);
    assert!(text.len() <= most && text.chars().all(is_allowed), "{text}");
}
