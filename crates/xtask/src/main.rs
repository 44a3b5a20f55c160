//! The project's commands, as `cargo xtask <command>`: one file for each under `commands/`.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use tracing_subscriber::filter::LevelFilter;

use crate::reference::Mistakes;
use crate::workspace::Workspace;

mod benchmarks;
mod browser;
mod browsers;
mod cargo;
mod commands;
mod deny;
mod dependencies;
mod nginx;
mod node;
mod port_number;
mod process;
mod progress;
mod publishing;
mod reference;
mod register;
mod relevance;
mod reload;
mod same_bytes;
mod server;
mod setup;
mod snapshot;
mod steps;
mod test_counts;
mod wasm;
mod workspace;

/// Portolan: a reference of TCP and UDP ports.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(commands::check::Args),
    Build(commands::build::Args),
    Bundle(commands::bundle::Args),
    CheckOverlay(commands::check_overlay::Args),
    Serve(commands::serve::Args),
    Test(commands::test::Args),
    Bench(commands::bench::Args),
    Relevance(commands::relevance::Args),
    Fuzz(commands::fuzz::Args),
    NewPort(commands::new_port::Args),
    UpdateRegister(commands::update_register::Args),
    Fmt(commands::fmt::Args),
    Lint(commands::lint::Args),
}

fn main() -> ExitCode {
    // mdBook reports problems through `tracing`.
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::WARN)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .without_time()
        .init();
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

/// Prints an error like rustc: mistakes in the data first, then their number.
fn complain(error: &anyhow::Error) {
    let [red, plain] = if progress::colour(&std::io::stderr()) { ["\x1b[1;31m", "\x1b[0m"] } else { ["", ""] };
    match error.downcast_ref::<Mistakes>() {
        Some(Mistakes { report, summary }) => eprintln!("{report}\n\n{red}error:{plain} {summary}"),
        None => eprintln!("{red}error:{plain} {error:#}"),
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match command {
        Command::Check(args) => commands::check::run(&workspace, &args),
        Command::Build(args) => commands::build::run(&workspace, &args),
        Command::Bundle(args) => commands::bundle::run(&workspace, &args),
        Command::CheckOverlay(args) => commands::check_overlay::run(&workspace, &args),
        Command::Serve(args) => commands::serve::run(&workspace, &args),
        Command::Test(args) => commands::test::run(&workspace, &args),
        Command::Bench(args) => commands::bench::run(&workspace, &args),
        Command::Relevance(args) => commands::relevance::run(&workspace, &args),
        Command::Fuzz(args) => commands::fuzz::run(&workspace, &args),
        Command::NewPort(args) => commands::new_port::run(&workspace, &args),
        Command::UpdateRegister(args) => commands::update_register::run(&workspace, &args),
        Command::Fmt(args) => commands::fmt::run(&workspace, &args),
        Command::Lint(args) => commands::lint::run(&workspace, &args),
    }
}
