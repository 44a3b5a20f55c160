//! A page that uses the package, with the package and its tools installed as their users install them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The folder of the package: `npm` in `PORTOLAN_DIST`, else in `dist`.
///
/// # Panics
///
/// If nothing was built.
pub(crate) fn package() -> PathBuf {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    let package = std::env::var_os("PORTOLAN_DIST").map_or_else(default, PathBuf::from).join("npm");
    assert!(package.join("package.json").is_file(), "no {}: run `cargo xtask bundle`", package.display());
    package
}

/// What has to do with the page, and is there once for all tests.
pub(crate) struct Page {
    /// Where the page is, with its `node_modules`.
    pub(crate) folder: PathBuf,
    /// The paths that `npm pack` has put into the package, sorted.
    pub(crate) packed: Vec<String>,
}

/// The page.
///
/// # Panics
///
/// If npm fails. It needs a network only when the lock file has changed since the last time.
pub(crate) static PAGE: LazyLock<Page> = LazyLock::new(|| {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm/page");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm-page");
    let lock = fs::read(source.join("package-lock.json")).expect("the lock file");
    // Written when all that it names has been installed.
    let mark = folder.join("installed.json");
    let installed = fs::read(&mark).is_ok_and(|installed| installed == lock);
    if !installed {
        let _ = fs::remove_dir_all(&folder);
    }
    fs::create_dir_all(&folder).expect("a folder");
    for file in fs::read_dir(&source).expect("the page") {
        let file = file.expect("a file");
        fs::copy(file.path(), folder.join(file.file_name())).expect("a copy");
    }
    if !installed {
        run(&folder, "npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        fs::write(mark, lock).expect("the mark");
    }
    let (archive, packed) = pack(&folder);
    install(&folder, &archive);
    Page { folder, packed }
});

/// Puts the packed package where `npm install` would put it. That command would also ask the registry, or a cache that another
/// command has filled, about every other package of the page.
fn install(folder: &Path, archive: &str) {
    let place = folder.join("node_modules/portolan-port-reference");
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).expect("a folder");
    run(folder, "tar", &["-xzf", archive, "-C", "node_modules/portolan-port-reference", "--strip-components=1"]);
}

/// Packs the package into the folder.
fn pack(folder: &Path) -> (String, Vec<String>) {
    let to = folder.to_string_lossy();
    let said = run(&package(), "npm", &["pack", "--json", "--ignore-scripts", "--pack-destination", &to]);
    let packed: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let files = packed[0]["files"].as_array().expect("files").iter();
    let mut files: Vec<String> = files.filter_map(|file| file["path"].as_str().map(str::to_owned)).collect();
    files.sort();
    (format!("./{}", packed[0]["filename"].as_str().expect("a name")), files)
}

/// Runs a program in the folder and returns what it writes to stdout. npm's cache is below `target`, unless somebody has named
/// another one: nothing depends on what this machine's own cache holds.
///
/// # Panics
///
/// If it is not there or fails.
pub(crate) fn run(folder: &Path, program: &str, words: &[&str]) -> String {
    let mut command = Command::new(program);
    command.args(words).current_dir(folder).env("npm_config_update_notifier", "false");
    if std::env::var_os("npm_config_cache").is_none() {
        command.env("npm_config_cache", Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm-cache"));
    }
    let output = command.output();
    let output = output.unwrap_or_else(|error| panic!("{program} cannot be started: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {} fails:\n{text}\n{errors}", words.join(" "));
    text
}
