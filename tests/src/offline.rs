//! The zip and the single file, in folders where readers might put them.

use crate::built;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use url::Url;
use zip::ZipArchive;

/// `portolan-offline.zip`, unpacked into a folder of its own until it is dropped.
pub struct Unzipped(Place);

/// `portolan.html` alone in a folder until it is dropped.
pub struct Alone(Place);

/// A folder with a name that must be escaped in addresses.
struct Place {
    folder: PathBuf,
    _outer: TempDir,
}

impl Unzipped {
    /// Unpacks it.
    ///
    /// # Panics
    ///
    /// If there is no zip, or it cannot be unpacked.
    pub fn make() -> Self {
        let place = Place::make();
        let zip = File::open(built("portolan-offline.zip")).expect("a zip");
        ZipArchive::new(zip).expect("a zip").extract(&place.folder).expect("its files");
        Self(place)
    }

    /// Where the files are.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// The `file://` address of a page, by its path from the folder, which may be followed by `?…` or `#…`.
    pub fn url(&self, path: &str) -> String {
        self.0.url(path)
    }
}

impl Alone {
    const NAME: &str = "portolan.html";

    /// Copies it.
    ///
    /// # Panics
    ///
    /// If it is not built, or cannot be copied.
    pub fn make() -> Self {
        let place = Place::make();
        fs::copy(built(Self::NAME), place.folder.join(Self::NAME)).expect("a copy");
        Self(place)
    }

    /// Where it is, and nothing else.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// Its `file://` address, followed by nothing, `?…` or `#…`.
    pub fn url(&self, after: &str) -> String {
        self.0.url(&[Self::NAME, after].concat())
    }
}

impl Place {
    fn make() -> Self {
        let outer = TempDir::new().expect("a folder");
        let folder = outer.path().join("für später");
        fs::create_dir(&folder).expect("a folder");
        Self { folder, _outer: outer }
    }

    fn url(&self, path: &str) -> String {
        let folder = Url::from_directory_path(&self.folder).expect("an absolute path");
        folder.join(path).expect("an address").into()
    }
}
