//! Opens a page in the user's browser.

use std::env;
use std::io::IsTerminal;
use std::process::{Command, Stdio};

/// Whether a user is likely to see a browser: there is a terminal and a display.
pub(crate) fn has_display() -> bool {
    let display = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    std::io::stdout().is_terminal()
        && (cfg!(any(target_os = "macos", windows)) || display("DISPLAY") || display("WAYLAND_DISPLAY"))
}

/// Opens `url`. Errors are ignored, because the address was printed as well.
pub(crate) fn open(url: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let _ = command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
