//! Checks that have to pass in every kind of browser: each is a test of its own for each kind, as in
//! `firefox::arrows_move`, and all of one file share one browser of a kind.

use crate::{Browser, Kind, Options, skips};
use futures_util::FutureExt;
use libtest_mimic::{Arguments, Trial};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::runtime::Runtime;
use tokio::sync::Mutex;

/// Makes `main` of a test file (with `harness = false`) from the names of its checks, each an
/// `async fn(&Browser)`. It takes the same arguments as other tests: `cargo test -p acceptance -- firefox` runs what is
/// to run in Firefox.
#[macro_export]
macro_rules! in_every_browser {
    ($($check:ident),+ $(,)?) => {
        fn main() -> std::process::ExitCode {
            $crate::checks::run(&[$($crate::checks::Check {
                name: stringify!($check),
                run: |browser| Box::pin($check(browser)),
            }),+])
        }
    };
}

/// A check, as [`in_every_browser!`](crate::in_every_browser) makes it.
#[derive(Clone, Copy)]
pub struct Check {
    /// Its function's name.
    pub name: &'static str,
    /// Its function.
    pub run: for<'a> fn(&'a Browser) -> Pin<Box<dyn Future<Output = ()> + 'a>>,
}

/// One kind of browser, started by the first check that needs it. One check at a time has it.
struct Stage {
    kind: Kind,
    browser: Mutex<Option<Browser>>,
}

/// Runs the checks that the arguments of the process select, each kind beside the others.
///
/// # Panics
///
/// If no runtime can be had.
pub fn run(checks: &[Check]) -> ExitCode {
    let runtime = Arc::new(Runtime::new().expect("a runtime"));
    let stage = |kind| Arc::new(Stage { kind, browser: Mutex::new(None) });
    let stages: Vec<Arc<Stage>> = Kind::available().into_iter().map(stage).collect();
    let pairs = checks.iter().flat_map(|check| stages.iter().map(move |stage| (*check, Arc::clone(stage))));
    let trials = pairs.map(|(check, stage)| {
        let name = format!("{}::{}", stage.kind.to_string().to_lowercase(), check.name);
        let runtime = Arc::clone(&runtime);
        Trial::test(name, move || {
            runtime.block_on(stage.play(check));
            Ok(())
        })
    });
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials.collect());
    runtime.block_on(async {
        for stage in stages {
            if let Some(browser) = stage.browser.lock().await.take() {
                browser.close().await;
            }
        }
    });
    conclusion.exit_code()
}

impl Stage {
    /// Runs one check; what one has failed in has no effect on the next.
    ///
    /// `WebKit` gets a second try: under load its driver loses keys and answers, and its little browser crashes. What is
    /// wrong with a page fails twice.
    async fn play(&self, check: Check) {
        skips::begin(format!("{}::{}", self.kind.to_string().to_lowercase(), check.name));
        let first = self.attempt(check).await;
        let result = match first {
            Err(_) if self.kind == Kind::WebKit => {
                eprintln!("webkit::{} is tried again", check.name);
                self.attempt(check).await
            }
            first => first,
        };
        if let Err(panic) = result {
            resume_unwind(panic);
        }
    }

    async fn attempt(&self, check: Check) -> std::thread::Result<()> {
        let mut place = self.browser.lock().await;
        let browser = match place.take() {
            Some(browser) => browser,
            None => Browser::start(Options { kind: self.kind, ..Options::default() }).await,
        };
        let whole = async {
            (check.run)(&browser).await;
            browser.reset().await;
        };
        let result = AssertUnwindSafe(whole).catch_unwind().await;
        if result.is_err() {
            // A browser in which something went wrong is not used again.
            let _ = AssertUnwindSafe(browser.close()).catch_unwind().await;
        } else {
            *place = Some(browser);
        }
        result
    }
}
