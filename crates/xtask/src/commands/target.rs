//! Options: where output is written, and where it will be published.

use std::path::{self, PathBuf};

use anyhow::Result;

use publish::Address;

/// The options of `build` and `bundle`.
#[derive(clap::Args)]
pub(crate) struct Target {
    /// Where everything goes, instead of the folder in `dist/`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where the site will be published, such as `https://ports.example/`
    #[arg(long)]
    url: Option<String>,
}

impl Target {
    /// The folder as an absolute path.
    ///
    /// # Errors
    /// If the path is relative and the current directory cannot be determined.
    pub(crate) fn out(&self, otherwise: PathBuf) -> Result<PathBuf> {
        Ok(match &self.out {
            Some(out) => path::absolute(out)?,
            None => otherwise,
        })
    }

    /// The address of the site.
    ///
    /// # Errors
    /// If it is not a valid address.
    pub(crate) fn address(&self) -> Result<Address> {
        Address::parse(self.url.as_deref())
    }
}
