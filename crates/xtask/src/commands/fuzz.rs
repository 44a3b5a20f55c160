//! `fuzz`: a long run of the randomised tests: damaged catalogs, broken overlays, random queries, hostile texts.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow};
use publish::Address;

use crate::browsers::Browsers;
use crate::publishing::bundle;
use crate::workspace::Workspace;
use crate::{cargo, process, setup, wasm};

/// Attack decoder, overlays and search for some minutes, natively and in the browsers
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long: a third of it natively, the rest in the browsers
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    minutes: u32,
    /// The first seed, to see a failure again [default: another one each time]
    #[arg(long)]
    seed: Option<u32>,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let missing = || Ok(Browsers::find().err().into_iter().flatten().chain(wasm::missing()?).collect());
    setup::ensure(missing, true, &workspace.scratch())?;
    let browsers = Browsers::find().map_err(|_| anyhow!("the browsers are no longer there"))?;
    let seed = match args.seed {
        Some(seed) => seed,
        None => SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?.subsec_nanos(),
    };
    let (native, in_browsers) = shares(args.minutes);
    println!("The first seed is {seed}.");

    let mut command = cargo::cargo(workspace);
    command.args("test --release -p catalog-source --test fuzz --locked -- --nocapture".split(' '));
    command.env("PORTOLAN_FUZZ_MINUTES", native.to_string()).env("PORTOLAN_FUZZ_SEED", seed.to_string());
    let mut ok = process::run(&mut command)?;

    bundle(workspace, &workspace.dist(), &Address::default())?;
    let mut command = cargo::cargo(workspace);
    command.args("test -p acceptance --test fuzz --locked -- fuzz_".split(' ')).env("PORTOLAN_SITE", workspace.site());
    command.env("PORTOLAN_FUZZ_MINUTES", in_browsers.to_string()).env("PORTOLAN_FUZZ_SEED", seed.to_string());
    browsers.announce(&mut command);
    ok &= process::run(&mut command)?;
    Ok(ExitCode::from(u8::from(!ok)))
}

/// Minutes for native tests, and for those in browsers.
fn shares(minutes: u32) -> (u32, u32) {
    let native = (minutes / 3).max(1);
    (native, (minutes - native).max(1))
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn each_has_a_share() {
        for (minutes, native, in_browsers) in [(1, 1, 1), (2, 1, 1), (3, 1, 2), (30, 10, 20)] {
            assert_eq!(shares(minutes), (native, in_browsers), "{minutes}");
        }
    }
}
