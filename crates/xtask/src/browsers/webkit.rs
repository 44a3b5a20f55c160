//! `WebKit`: tests use it where it is installed, and never install it.

use crate::process;

const PROGRAMS: [(&str, &str); 2] = [("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")];

/// The reason, if it cannot be used.
pub(super) fn missing() -> Option<String> {
    let missing = PROGRAMS.into_iter().filter(|(program, _)| process::find(program).is_none());
    let missing: Vec<String> =
        missing.map(|(program, package)| format!("{program} (Debian's package {package})")).collect();
    (!missing.is_empty()).then(|| format!("there is no {}", missing.join(", no ")))
}
