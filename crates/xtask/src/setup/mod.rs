//! Tools that commands need in addition to cargo: finds them, or lists all that are missing with the commands that install
//! them, and then runs these.

mod apt;

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::progress::step;
use crate::{nginx, process};
use apt::Apt;

/// A tool that is needed and not installed.
pub(crate) struct Missing {
    /// Its name in messages.
    pub(crate) name: String,
    pub(crate) remedy: Remedy,
    /// How to install it by hand.
    pub(crate) advice: String,
}

/// How this program can install it.
pub(crate) enum Remedy {
    /// With apt: these packages.
    Apt(&'static [&'static str]),
    /// With `rustup` and these arguments.
    Rustup([&'static str; 3]),
    /// By unpacking nginx's package, without installing it.
    UnpackNginx,
    /// It cannot: the user has to.
    ByHand,
}

/// Makes sure that nothing is missing. Prints what is missing before installing it.
///
/// # Errors
/// If something is missing and `install` is not set, or it can only be installed by hand, or it is still missing after it was
/// installed. The error lists everything that is missing.
pub(crate) fn ensure(missing: impl Fn() -> Result<Vec<Missing>>, install: bool, scratch: &Path) -> Result<()> {
    let wanted = missing()?;
    if wanted.is_empty() {
        return Ok(());
    }
    let apt = Apt::find();
    let commands = commands(&wanted, apt.as_ref());
    let by_hand: Vec<&Missing> = wanted.iter().filter(|missing| !is_installable(missing, apt.as_ref())).collect();
    if !install || !by_hand.is_empty() {
        let named = if install { by_hand } else { wanted.iter().collect() };
        let named: Vec<String> =
            named.iter().map(|missing| format!("  {}: {}", missing.name, missing.advice)).collect();
        bail!("{}\nthese are needed, and are not installed:\n{}", listing(&wanted, &commands), named.join("\n"));
    }
    eprintln!("{}", listing(&wanted, &commands));
    for command in &commands {
        step(&command.shown, |step| match &command.words {
            Some(words) => {
                let mut command = Command::new(&words[0]);
                command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
                process::stdout_of(&mut command, step).map(drop)
            }
            None => nginx::unpack(scratch, apt.as_ref().map(Apt::update).as_deref(), step),
        })?;
    }
    let still = missing()?;
    if !still.is_empty() {
        let still: Vec<String> =
            still.iter().map(|missing| format!("  {}: {}", missing.name, missing.advice)).collect();
        bail!("installed, but still not found:\n{}", still.join("\n"));
    }
    Ok(())
}

/// A command that installs something.
#[derive(Debug, PartialEq)]
struct Install {
    /// As typed in a shell.
    shown: String,
    /// Program and arguments; `None` for what this program does itself.
    words: Option<Vec<String>>,
}

/// Rustup first, then all packages at once.
fn commands(wanted: &[Missing], apt: Option<&Apt>) -> Vec<Install> {
    let run = |words: Vec<String>| Install { shown: words.join(" "), words: Some(words) };
    let rustup = wanted.iter().filter_map(|missing| match missing.remedy {
        Remedy::Rustup(arguments) => Some(run(["rustup"].iter().chain(&arguments).map(ToString::to_string).collect())),
        _ => None,
    });
    let packages: Vec<&str> = wanted
        .iter()
        .filter_map(|missing| if let Remedy::Apt(packages) = missing.remedy { Some(packages) } else { None })
        .flatten()
        .copied()
        .collect();
    let packages = apt.filter(|_| !packages.is_empty()).map(|apt| [apt.update(), apt.install(&packages)].map(run));
    let unpacked = wanted.iter().any(|missing| matches!(missing.remedy, Remedy::UnpackNginx));
    let unpacked = unpacked.then(|| Install {
        shown: "apt-get download nginx (unpacked below target/, not installed; after apt-get update, if apt cannot find it)".to_owned(),
        words: None,
    });
    rustup.chain(packages.into_iter().flatten()).chain(unpacked).collect()
}

fn is_installable(missing: &Missing, apt: Option<&Apt>) -> bool {
    match missing.remedy {
        Remedy::Apt(_) => apt.is_some(),
        Remedy::Rustup(_) => process::find("rustup").is_some(),
        Remedy::UnpackNginx => process::find("apt-get").and(process::find("dpkg-deb")).is_some(),
        Remedy::ByHand => false,
    }
}

fn listing(wanted: &[Missing], commands: &[Install]) -> String {
    let names: Vec<&str> = wanted.iter().map(|missing| missing.name.as_str()).collect();
    let mut text = format!("missing: {}", names.join(", "));
    if !commands.is_empty() {
        text += "; this would install it:";
        for command in commands {
            text.extend(["\n  ", &command.shown]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(name: &str, remedy: Remedy) -> Missing {
        Missing { name: name.to_owned(), remedy, advice: "…".to_owned() }
    }

    #[test]
    fn all_packages_are_one_command() {
        let wanted = [
            missing("Chromium", Remedy::Apt(&["chromium", "chromium-driver"])),
            missing("rustfmt", Remedy::Rustup(["component", "add", "rustfmt"])),
            missing("Node", Remedy::Apt(&["nodejs", "npm"])),
            missing("nginx", Remedy::UnpackNginx),
        ];
        let shown: Vec<String> =
            commands(&wanted, Some(&Apt::for_root())).into_iter().map(|command| command.shown).collect();
        assert_eq!(
            shown,
            [
                "rustup component add rustfmt",
                "apt-get update",
                "apt-get install -y --no-install-recommends chromium chromium-driver nodejs npm",
                "apt-get download nginx (unpacked below target/, not installed; after apt-get update, if apt cannot find it)",
            ]
        );
    }

    #[test]
    fn without_install_everything_is_named_at_once() {
        let wanted =
            || Ok(vec![missing("Firefox", Remedy::Apt(&["firefox-esr"])), missing("a new Node", Remedy::ByHand)]);
        let error = ensure(wanted, false, Path::new("nowhere")).unwrap_err().to_string();
        assert!(error.contains("missing: Firefox, a new Node"), "{error}");
        assert!(error.contains("  Firefox: …\n  a new Node: …"), "{error}");
    }

    #[test]
    fn what_this_program_cannot_install_stops_it_before_it_installs_the_rest() {
        let wanted = || {
            let rustup = Remedy::Rustup(["no-such-command", "x", "y"]);
            Ok(vec![missing("rustfmt", rustup), missing("a new Node", Remedy::ByHand)])
        };
        let error = ensure(wanted, true, Path::new("nowhere")).unwrap_err().to_string();
        assert!(error.contains("are not installed:") && error.contains("  a new Node: …"), "{error}");
    }

    #[test]
    fn nothing_is_installed_where_nothing_is_missing() {
        ensure(|| Ok(Vec::new()), false, Path::new("nowhere")).unwrap();
    }
}
