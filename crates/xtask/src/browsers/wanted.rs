//! Finding what is needed, or installing it with apt.

use anyhow::{Context, Result, anyhow};

use crate::apt::Apt;
use crate::progress::step;

/// What is needed, and how to come by it.
pub(super) struct Wanted {
    /// Its name, for people.
    pub(super) name: &'static str,
    /// The packages that bring it on this system, if apt has them.
    pub(super) packages: Option<&'static [&'static str]>,
    /// What somebody is to do who has to install it.
    pub(super) advice: String,
}

impl Wanted {
    /// What `find` finds, if need be after installing the packages.
    ///
    /// # Errors
    /// With the advice, if there is nothing to find and apt cannot be used here.
    pub(super) fn ensure<T>(self, find: impl Fn() -> Option<T>) -> Result<T> {
        if let Some(found) = find() {
            return Ok(found);
        }
        let Self { name, packages, advice } = self;
        let (Some(packages), Some(apt)) = (packages, Apt::find()) else {
            return Err(anyhow!(advice));
        };
        step(&format!("install {name} with apt"), |step| apt.install(packages, step))?;
        find().with_context(|| format!("apt has installed {}, but {name} is not in PATH: {advice}", packages.join(" ")))
    }
}
