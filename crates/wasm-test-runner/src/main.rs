//! Runs the widget's wasm tests in a headless browser: `wasm-bindgen-test-runner` as a part of this workspace, so that it need
//! not be installed and its version is the one in Cargo.lock.
//!
//! `cargo xtask test` names this program as the runner for the wasm target and sets `CHROMEDRIVER` and
//! `WASM_BINDGEN_TEST_WEBDRIVER_JSON`.

use std::env;
use std::process::ExitCode;

use wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args;

fn main() -> ExitCode {
    match run_cli_with_args(env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Returning the error would print a backtrace of the runner, which says nothing about the tests.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
