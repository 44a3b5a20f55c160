//! Counts tests in the output of test programs, and in the file where tests write what they skip.

use std::collections::BTreeMap;

/// How many tests passed and failed, and which were skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    /// The reasons by the names of tests; may be empty.
    pub(crate) skipped: BTreeMap<String, String>,
}

impl Counts {
    /// A single test.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), skipped: BTreeMap::new() }
    }

    /// Adds up the lines `test result: ok. 12 passed; 0 failed; …`; ignored tests count as skipped.
    pub(crate) fn parse(output: &str) -> Self {
        let results = output.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
        let mut counts = Self::default();
        let mut ignored = 0;
        for result in results {
            // `ok. 12 passed` and `0 failed`.
            for part in result.split(';') {
                let mut words = part.split_whitespace().rev();
                let (kind, number) = (words.next(), words.next());
                let number = number.and_then(|word| word.parse().ok()).unwrap_or(0);
                match kind {
                    Some("passed") => counts.passed += number,
                    Some("failed") => counts.failed += number,
                    Some("ignored") => ignored += number,
                    _ => (),
                }
            }
        }
        counts.skipped = output.lines().filter_map(ignored_test).collect();
        // The names are not known: quiet runs do not print them, and two programs can have tests of the same name.
        for unnamed in counts.skipped.len()..ignored {
            counts.skipped.insert(format!("test without a name of its own {}", unnamed + 1), "ignored".to_owned());
        }
        counts
    }

    /// Adds what tests have skipped: one `NAME: REASON` per line. Such a test returned early, so its program counted it as passed.
    pub(crate) fn skip(&mut self, notes: &str) {
        let before = self.skipped.len();
        self.skipped.extend(notes.lines().filter(|line| !line.trim().is_empty()).map(|line| {
            // Names have colons too, in `firefox::keys_move`, but no space after them.
            let (name, reason) = line.split_once(": ").unwrap_or((line, ""));
            (name.trim().to_owned(), reason.trim().to_owned())
        }));
        self.passed = self.passed.saturating_sub(self.skipped.len() - before);
    }
}

/// The name and the reason in `test NAME ... ignored, REASON`.
fn ignored_test(line: &str) -> Option<(String, String)> {
    let (name, outcome) = line.trim().strip_prefix("test ")?.split_once(" ... ")?;
    let reason = outcome.strip_prefix("ignored")?.trim_start_matches([',', ' ']);
    Some((name.trim().to_owned(), if reason.is_empty() { "ignored".to_owned() } else { reason.to_owned() }))
}

impl std::ops::AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend(other.skipped.iter().map(|(name, reason)| (name.clone(), reason.clone())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(output: &str, passed: usize, failed: usize, skipped: &[(&str, &str)]) {
        let skipped = skipped.iter().map(|(name, reason)| ((*name).to_owned(), (*reason).to_owned())).collect();
        assert_eq!(Counts::parse(output), Counts { passed, failed, skipped }, "{output}");
    }

    #[test]
    fn cargo_test() {
        let ok = "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; \
                  finished in 0.01s";
        check(ok, 12, 0, &[]);
        let failed = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured";
        check(&format!("running 12 tests\n{ok}\n\n{failed}\n"), 13, 2, &[]);
    }

    #[test]
    fn wasm_bindgen_test() {
        check("    test result: ok. 3 passed; 0 failed; 0 ignored", 3, 0, &[]);
    }

    #[test]
    fn ignored_tests_are_skipped() {
        let result = "test result: ok. 1 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out";
        let named = "test a::b ... ok\ntest a::c ... ignored\ntest a::d ... ignored, needs a screen\n";
        check(&format!("{named}{result}"), 1, 0, &[("a::c", "ignored"), ("a::d", "needs a screen")]);
        let [one, two] = ["test without a name of its own 1", "test without a name of its own 2"];
        check(result, 1, 0, &[(one, "ignored"), (two, "ignored")]);
    }

    #[test]
    fn nothing_was_run() {
        check("error: could not compile `catalog`\n4 passed; 4 failed", 0, 0, &[]);
    }

    #[test]
    fn what_a_test_skips_has_not_passed() {
        let mut counts = Counts::parse("test result: ok. 5 passed; 0 failed; 0 ignored");
        counts
            .skip("webkit::keys: no window: none opens\nfirefox::moves: no moveBefore\n\nwebkit::keys: tried again\n");
        assert_eq!((counts.passed, counts.failed), (3, 0));
        let names: Vec<&str> = counts.skipped.keys().map(String::as_str).collect();
        assert_eq!(names, ["firefox::moves", "webkit::keys"]);
        assert_eq!(counts.skipped["firefox::moves"], "no moveBefore");
    }
}
