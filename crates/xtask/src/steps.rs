//! Running the steps of `test`: all of them, whatever fails, and a table at the end.

use std::fmt;
use std::time::Duration;

use anyhow::Result;

use crate::progress::{Step, counted, seconds};
use crate::test_counts::Counts;

/// What a step found out.
pub(crate) struct Finding {
    /// Its tests, or one for a step that is a test itself.
    pub(crate) counts: Counts,
    /// What to read if something failed; empty if it has been printed already.
    pub(crate) output: String,
}

/// The steps that were run, in order.
#[derive(Default)]
pub(crate) struct Protocol(Vec<Line>);

struct Line {
    title: String,
    counts: Counts,
    took: Duration,
}

impl Protocol {
    /// Runs a step; an error is a failed test.
    pub(crate) fn run(&mut self, title: &str, work: impl FnOnce(&Step) -> Result<Finding>) {
        let step = Step::start(title);
        let finding =
            work(&step).unwrap_or_else(|error| Finding { counts: Counts::one(false), output: format!("{error:#}") });
        let failed = finding.counts.failed > 0;
        let took = step.end(!failed);
        if failed && !finding.output.is_empty() {
            eprintln!("\n{}\n", finding.output.trim_end());
        }
        self.0.push(Line { title: title.to_owned(), counts: finding.counts, took });
    }

    /// Whether every step passed.
    pub(crate) fn passed(&self) -> bool {
        self.counts().failed == 0
    }

    fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for line in &self.0 {
            sum += line.counts;
        }
        sum
    }
}

/// The table, and `N passed, N failed` alone on the last line.
impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Line { title, counts, took } in &self.0 {
            let verdict = if counts.failed > 0 { "FAILED" } else { "ok" };
            let tests = match counts {
                Counts { passed, failed: 0 } => counted(*passed, "test"),
                Counts { passed, failed } => {
                    format!("{failed} of {}", counted(passed + failed, "test"))
                }
            };
            writeln!(f, "{title:<44}{verdict:<8}{tests:<16}{:>9}", seconds(*took))?;
        }
        let Counts { passed, failed } = self.counts();
        write!(f, "\n{passed} passed, {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn later_steps_run_after_a_failure_and_all_are_counted() {
        let mut protocol = Protocol::default();
        protocol.run("breaks", |_| bail!("no"));
        protocol.run("counts", |_| Ok(Finding { counts: Counts { passed: 4, failed: 1 }, output: String::new() }));
        assert!(!protocol.passed());
        let table = protocol.to_string();
        let last: Vec<&str> = table.lines().rev().take(2).collect();
        assert_eq!(last, ["4 passed, 2 failed", ""]);
        assert!(table.contains("1 of 5 tests"), "{table}");
    }
}
