//! Runs the widget's wasm tests in a headless browser: `wasm-bindgen-test-runner`, as a part of
//! this workspace, so that nobody has to install it and its version is the one in Cargo.lock.
//!
//! `cargo xtask test` names this program as the runner for the wasm target and sets
//! `CHROMEDRIVER` and `WASM_BINDGEN_TEST_WEBDRIVER_JSON`.

use std::env;

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os())
}
