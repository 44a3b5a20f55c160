//! nginx for the tests of publishing: finds it, or unpacks its package.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use publish::files;

use crate::process;
use crate::progress::Step;
use crate::setup::{Missing, Remedy};

/// The packages with the program: on Debian and newer Ubuntu, and on older Ubuntu.
const PACKAGES: [&str; 2] = ["nginx", "nginx-core"];
/// Its path in the packages. On Debian, only root has that folder in `PATH`.
const PROGRAM: &str = "usr/sbin/nginx";

/// How to get nginx. It is unpacked, not installed: its package would start a web server on this machine.
pub(crate) fn missing() -> Missing {
    Missing {
        name: "nginx".to_owned(),
        remedy: Remedy::UnpackNginx,
        advice: "install it with your package manager (Debian: apt-get install --no-install-recommends nginx), or set \
                 NGINX to where it is"
            .to_owned(),
    }
}

/// Finds nginx: by `NGINX`, in `PATH`, or unpacked below `scratch`, in this order.
pub(crate) fn find(scratch: &Path) -> Option<PathBuf> {
    let folder = folder(scratch);
    let named = env::var_os("NGINX").map(PathBuf::from);
    let places = [Path::new("/").join(PROGRAM), folder.join(PROGRAM)];
    let mut found = named.into_iter().chain(process::find("nginx")).chain(places);
    found.find(|program| process::succeeds(Command::new(program).arg("-v")))
}

fn folder(scratch: &Path) -> PathBuf {
    scratch.join("nginx")
}

/// Unpacks it below `scratch`. `update` is the command that updates apt's lists of packages, if the user may run it.
pub(crate) fn unpack(scratch: &Path, update: Option<&[String]>, step: &Step) -> Result<()> {
    let folder = folder(scratch);
    for package in PACKAGES {
        files::remove_dir(&folder)?;
        files::create_dir(&folder)?;
        download(package, &folder, update, step)?;
        for entry in folder.read_dir()? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "deb") {
                process::stdout_of(Command::new("dpkg-deb").arg("--extract").arg(&path).arg(&folder), step)?;
            }
        }
        if folder.join(PROGRAM).is_file() {
            return Ok(());
        }
    }
    bail!("no package of nginx contains {PROGRAM}")
}

/// Downloads a package. That needs no root, but updating apt's lists does.
fn download(package: &str, folder: &Path, update: Option<&[String]>, step: &Step) -> Result<()> {
    let once = || process::stdout_of(Command::new("apt-get").args(["download", package]).current_dir(folder), step);
    let Err(error) = once() else { return Ok(()) };
    let Some(update) = update else { return Err(error) };
    process::stdout_of(Command::new(&update[0]).args(&update[1..]), step)?;
    once()?;
    Ok(())
}
