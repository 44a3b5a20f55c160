//! nginx for the tests of publishing: found, or unpacked where its package can be had.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use publish::files;

use crate::apt::Apt;
use crate::process;
use crate::progress::{Step, step};

/// The packages that hold the program: Debian's and newer Ubuntu's, and older Ubuntu's.
const PACKAGES: [&str; 2] = ["nginx", "nginx-core"];
/// Where the packages have it; on Debian, nobody but root has that folder in `PATH`.
const PROGRAM: &str = "usr/sbin/nginx";

/// Finds nginx (`NGINX` comes before `PATH`), or unpacks it below `scratch`.
///
/// It is not installed: its package would start a web server on this machine for everybody.
///
/// # Errors
/// With what to install, if it is missing and cannot be unpacked here.
pub(crate) fn ensure(scratch: &Path) -> Result<PathBuf> {
    let folder = scratch.join("nginx");
    if let Some(found) = find(&folder) {
        return Ok(found);
    }
    let unpacked = match process::find("apt-get").and(process::find("dpkg-deb")) {
        Some(_) => step("unpack nginx", |step| unpack(&folder, step)),
        None => Err(anyhow::anyhow!("there is no apt here")),
    };
    if let Err(error) = unpacked {
        bail!(
            "the tests of publishing need nginx, and its package could not be unpacked ({error:#}); install nginx with \
             your package manager (Debian: apt-get install --no-install-recommends nginx), or set NGINX to where it is"
        );
    }
    find(&folder).with_context(|| format!("{} does not run here; install nginx", folder.join(PROGRAM).display()))
}

fn find(folder: &Path) -> Option<PathBuf> {
    let named = env::var_os("NGINX").map(PathBuf::from);
    let places = [Path::new("/").join(PROGRAM), folder.join(PROGRAM)];
    let mut found = named.into_iter().chain(process::find("nginx")).chain(places);
    found.find(|program| process::succeeds(Command::new(program).arg("-v")))
}

fn unpack(folder: &Path, step: &Step) -> Result<()> {
    for package in PACKAGES {
        files::remove_dir(folder)?;
        files::create_dir(folder)?;
        download(package, folder, step)?;
        for entry in folder.read_dir()? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "deb") {
                process::stdout_of(Command::new("dpkg-deb").arg("--extract").arg(&path).arg(folder), step)?;
            }
        }
        if folder.join(PROGRAM).is_file() {
            return Ok(());
        }
    }
    bail!("no package of nginx holds {PROGRAM}")
}

/// Anybody may download a package that apt knows; only root can make it know more.
fn download(package: &str, folder: &Path, step: &Step) -> Result<()> {
    let once = || process::stdout_of(Command::new("apt-get").args(["download", package]).current_dir(folder), step);
    let Err(error) = once() else { return Ok(()) };
    let Some(apt) = Apt::find() else { return Err(error) };
    apt.update(step)?;
    once()?;
    Ok(())
}
