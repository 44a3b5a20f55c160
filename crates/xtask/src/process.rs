//! Runs other programs and captures their output.

use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, thread};

use anyhow::{Context, Result, bail};

use crate::progress::Step;

/// A program's stdout and stderr, interleaved as written, and whether it succeeded.
pub(crate) struct Captured {
    pub(crate) success: bool,
    pub(crate) text: String,
}

/// Runs `command` to its end; its latest line is shown beside the spinner.
pub(crate) fn capture(command: &mut Command, step: &Step) -> Result<Captured> {
    let (reader, writer) = std::io::pipe().context("no pipe could be made")?;
    command.stdin(Stdio::null()).stdout(writer.try_clone().context("no pipe could be made")?).stderr(writer);
    let mut child = spawn(command)?;
    // The command still has the pipe's write ends: while they are open, reading does not end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let text = follow(reader, step)?;
    let success = child.wait()?.success();
    Ok(Captured { success, text })
}

/// Runs `command` to its end and returns its stdout. The latest line of stderr is shown beside the spinner; if the command
/// fails, the error contains all of stderr.
pub(crate) fn stdout_of(command: &mut Command, step: &Step) -> Result<String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = spawn(command)?;
    let mut out = child.stdout.take().context("stdout is not piped")?;
    let reading = thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).map(|_| text)
    });
    let output = follow(child.stderr.take().context("stderr is not piped")?, step)?;
    let status = child.wait()?;
    let text = reading.join().map_err(|_| anyhow::anyhow!("reading the output of {} failed", shown(command)))??;
    if !status.success() {
        bail!("`{}` failed:\n{}", shown(command), output.trim_end());
    }
    Ok(text)
}

/// Runs `command` to its end with our own stdout and stderr. Returns whether it succeeded.
pub(crate) fn run(command: &mut Command) -> Result<bool> {
    let status = command.stdin(Stdio::null()).status();
    Ok(status.map_err(|error| unstartable(command, error))?.success())
}

/// Runs `command` to its end silently. Returns whether it could be started and succeeded.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Finds the program `name` in `PATH`.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

fn spawn(command: &mut Command) -> Result<std::process::Child> {
    command.spawn().map_err(|error| unstartable(command, error))
}

fn unstartable(command: &Command, error: std::io::Error) -> anyhow::Error {
    let program = Path::new(command.get_program());
    if error.kind() == ErrorKind::NotFound {
        anyhow::anyhow!("`{}` is not installed, or not in PATH", program.display())
    } else {
        anyhow::Error::new(error).context(format!("`{}` could not be started", program.display()))
    }
}

fn follow(stream: impl Read, step: &Step) -> Result<String> {
    let mut stream = BufReader::new(stream);
    let mut text = String::new();
    let mut line = Vec::new();
    while stream.read_until(b'\n', &mut line)? > 0 {
        let output = String::from_utf8_lossy(&line);
        step.say(&output);
        text.push_str(&output);
        line.clear();
    }
    Ok(text)
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
