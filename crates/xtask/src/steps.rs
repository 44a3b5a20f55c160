//! Runs the steps of `test`: all of them, even after failures, with a table at the end.

use std::fmt;
use std::time::Duration;

use anyhow::Result;

use crate::progress::{Step, counted, seconds};
use crate::test_counts::Counts;
use crate::workspace::Workspace;
use crate::{cargo, process};

/// The result of a step.
pub(crate) struct Outcome {
    /// The counts of its tests; one, if the step itself is a test.
    pub(crate) counts: Counts,
    /// Output to print if something failed; empty if it was printed already.
    pub(crate) output: String,
}

impl Outcome {
    /// A passed step that counts as one test.
    pub(crate) fn passed() -> Self {
        Self { counts: Counts::one(true), output: String::new() }
    }

    /// A skipped step that counts as one test.
    pub(crate) fn skipped(title: &str, reason: String) -> Self {
        let counts = Counts { skipped: [(title.to_owned(), reason)].into(), ..Counts::default() };
        Self { counts, output: String::new() }
    }

    /// A failed step that counts as one test.
    pub(crate) fn failed(output: String) -> Self {
        Self { counts: Counts::one(false), output }
    }
}

/// A cargo command that counts as one test.
pub(crate) fn of_cargo(workspace: &Workspace, args: &str, step: &Step) -> Result<Outcome> {
    let output = process::capture(cargo::cargo(workspace).args(args.split(' ')), step)?;
    Ok(Outcome { counts: Counts::one(output.success), output: output.text })
}

/// The steps that were run, in order.
#[derive(Default)]
pub(crate) struct Results(Vec<Line>);

struct Line {
    title: String,
    counts: Counts,
    took: Duration,
}

impl Results {
    /// Runs a step; an error is a failed test.
    pub(crate) fn run(&mut self, title: &str, work: impl FnOnce(&Step) -> Result<Outcome>) {
        let step = Step::start(title);
        let outcome = work(&step).unwrap_or_else(|error| Outcome::failed(format!("{error:#}")));
        let failed = outcome.counts.failed > 0;
        let took = step.end(!failed);
        if failed && !outcome.output.is_empty() {
            eprintln!("\n{}\n", outcome.output.trim_end());
        }
        self.0.push(Line { title: title.to_owned(), counts: outcome.counts, took });
    }

    /// Notes a step that cannot be run here, with the reason.
    pub(crate) fn skip(&mut self, title: &str, reason: String) {
        let counts = Outcome::skipped(title, reason).counts;
        self.0.push(Line { title: title.to_owned(), counts, took: Duration::ZERO });
    }

    /// Whether no step failed.
    pub(crate) fn passed(&self) -> bool {
        self.counts().failed == 0
    }

    fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for line in &self.0 {
            sum += &line.counts;
        }
        sum
    }
}

/// The table, what was skipped, and `N passed, N failed` or `N passed, N failed, N skipped` alone on the last line.
impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Line { title, counts, took } in &self.0 {
            let Counts { passed, failed, skipped } = counts;
            let verdict = match (passed, failed) {
                (0, 0) => "skipped",
                (_, 0) => "ok",
                _ => "FAILED",
            };
            let mut tests = match failed {
                0 => counted(*passed, "test"),
                failed => format!("{failed} of {}", counted(passed + failed, "test")),
            };
            if !skipped.is_empty() {
                tests = format!("{tests}, {} skipped", skipped.len());
            }
            writeln!(f, "{title:<44}{verdict:<8}{tests:<24}{:>9}", seconds(*took))?;
        }
        let Counts { passed, failed, skipped } = self.counts();
        if !skipped.is_empty() {
            writeln!(f, "\nskipped:")?;
            for (name, reason) in &skipped {
                writeln!(f, "  {name}: {reason}")?;
            }
        }
        write!(f, "\n{passed} passed, {failed} failed")?;
        if skipped.is_empty() { Ok(()) } else { write!(f, ", {} skipped", skipped.len()) }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    fn outcome(passed: usize, failed: usize, skipped: &[(&str, &str)]) -> Outcome {
        let skipped = skipped.iter().map(|(name, reason)| ((*name).to_owned(), (*reason).to_owned())).collect();
        Outcome { counts: Counts { passed, failed, skipped }, output: String::new() }
    }

    #[track_caller]
    fn ends(results: &Results, last: &[&str]) {
        let table = results.to_string();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[lines.len() - last.len()..], *last, "\n{table}");
    }

    #[test]
    fn later_steps_run_after_a_failure_and_all_are_counted() {
        let mut results = Results::default();
        results.run("breaks", |_| bail!("no"));
        results.run("counts", |_| Ok(outcome(4, 1, &[])));
        assert!(!results.passed());
        ends(&results, &["", "4 passed, 2 failed"]);
        assert!(results.to_string().contains("1 of 5 tests"), "{results}");
    }

    #[test]
    fn what_was_skipped_is_named_before_the_last_line() {
        let mut results = Results::default();
        results.run("counts", |_| Ok(outcome(4, 0, &[("firefox::moves", "it has no moveBefore")])));
        results.skip("acceptance in WebKit", "there is no Xvfb".to_owned());
        assert!(results.passed());
        let skipped = ["  acceptance in WebKit: there is no Xvfb", "  firefox::moves: it has no moveBefore"];
        ends(&results, &["", "skipped:", skipped[0], skipped[1], "", "4 passed, 0 failed, 2 skipped"]);
        assert!(results.to_string().contains("4 tests, 1 skipped"), "{results}");
    }
}
