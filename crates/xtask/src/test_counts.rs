//! Counting tests in what test programs print.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Counts {
    /// Something that is a single test.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed) }
    }

    /// Adds up the lines `test result: ok. 12 passed; 0 failed; …` of an output.
    pub(crate) fn parse(output: &str) -> Self {
        let results = output.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
        let mut counts = Self::default();
        for result in results {
            // `ok. 12 passed` and `0 failed`.
            for part in result.split(';') {
                let mut words = part.split_whitespace().rev();
                let (kind, number) = (words.next(), words.next());
                let number = number.and_then(|word| word.parse().ok()).unwrap_or(0);
                match kind {
                    Some("passed") => counts.passed += number,
                    Some("failed") => counts.failed += number,
                    _ => (),
                }
            }
        }
        counts
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(output: &str, passed: usize, failed: usize) {
        assert_eq!(Counts::parse(output), Counts { passed, failed }, "{output}");
    }

    #[test]
    fn cargo_test() {
        let ok = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; \
                  finished in 0.01s";
        check(ok, 12, 0);
        let failed = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured";
        check(&format!("running 12 tests\n{ok}\n\n{failed}\n"), 13, 2);
    }

    #[test]
    fn wasm_bindgen_test() {
        check("    test result: ok. 3 passed; 0 failed; 0 ignored", 3, 0);
    }

    #[test]
    fn nothing_was_run() {
        check("error: could not compile `catalog`\n4 passed; 4 failed", 0, 0);
    }
}
