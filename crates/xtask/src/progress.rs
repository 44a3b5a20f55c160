//! Shows progress: a spinner on a terminal, one line for each step in a pipe.
//! All of it goes to stderr; stdout is for results.

use std::env;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

/// Runs `work` as a step named `title`, and prints how long it took.
///
/// `work` gets the step, to show what it is doing.
pub(crate) fn step<T>(title: &str, work: impl FnOnce(&Step) -> Result<T>) -> Result<T> {
    let step = Step::start(title);
    let result = work(&step);
    step.end(result.is_ok());
    result
}

/// The number of running steps. A nested step shows nothing: a terminal has only one last line.
static DEPTH: AtomicUsize = AtomicUsize::new(0);

/// A running step.
pub(crate) struct Step {
    title: String,
    started: Instant,
    outermost: bool,
    spinner: Option<ProgressBar>,
}

impl Step {
    pub(crate) fn start(title: &str) -> Self {
        let outermost = DEPTH.fetch_add(1, Ordering::Relaxed) == 0;
        let spinner = (outermost && std::io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{spinner:.cyan} {prefix} {wide_msg:.dim}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner());
            let spinner = ProgressBar::new_spinner().with_style(style);
            spinner.set_prefix(title.to_owned());
            spinner.enable_steady_tick(Duration::from_millis(100));
            spinner
        });
        Self { title: title.to_owned(), started: Instant::now(), outermost, spinner }
    }

    /// Shows `line` beside the spinner; nothing in a pipe.
    pub(crate) fn say(&self, line: &str) {
        if let Some(spinner) = &self.spinner {
            spinner.set_message(line.trim().to_owned());
        }
    }

    /// Ends the step and returns how long it took.
    pub(crate) fn end(self, ok: bool) -> Duration {
        if let Some(spinner) = &self.spinner {
            spinner.finish_and_clear();
        }
        DEPTH.fetch_sub(1, Ordering::Relaxed);
        let took = self.started.elapsed();
        if !self.outermost {
            return took;
        }
        let mark = match (ok, colour(&std::io::stderr())) {
            (true, true) => "\x1b[32m  ok\x1b[0m",
            (true, false) => "  ok",
            (false, true) => "\x1b[31mfail\x1b[0m",
            (false, false) => "fail",
        };
        eprintln!("{mark}  {:<44}{:>7}", self.title, seconds(took));
        took
    }
}

/// `1.2 s`.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// `1 port`, `2 ports`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    counted_as(number, noun, &format!("{noun}s"))
}

/// `1 entry`, `2 entries`.
pub(crate) fn counted_as(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Whether to write colours to `stream`: it is a terminal or `CLICOLOR_FORCE` is set, and `NO_COLOR` is not set.
pub(crate) fn colour(stream: &impl IsTerminal) -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    !set("NO_COLOR") && (set("CLICOLOR_FORCE") || stream.is_terminal())
}
