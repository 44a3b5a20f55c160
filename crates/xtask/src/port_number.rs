//! A port or a range of ports on the command line.

use std::fmt;
use std::str::FromStr;

use anyhow::{Result, anyhow, bail};

/// The first and the last port; the same for a single port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ports {
    pub(crate) first: u16,
    pub(crate) last: u16,
}

impl Ports {
    /// The name of its file in `data/ports/`: `08743.md`, `06970-07170.md`.
    pub(crate) fn file_name(self) -> String {
        let Self { first, last } = self;
        if first == last { format!("{first:05}.md") } else { format!("{first:05}-{last:05}.md") }
    }
}

/// In the format of chapter addresses: `8743`, `6970-7170`.
impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}

impl FromStr for Ports {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (first, last) = match text.split_once(['-', '\u{2013}']) {
            Some((first, last)) => (number(first)?, number(last)?),
            None => (number(text)?, number(text)?),
        };
        if first > last {
            bail!("the range {first}-{last} runs backwards; write {last}-{first}");
        }
        Ok(Self { first, last })
    }
}

fn number(text: &str) -> Result<u16> {
    let text = text.trim();
    let number: u64 = text
        .parse()
        .map_err(|_| anyhow!("`{text}` is not a port; write a number such as 8743, or a range such as 6970-7170"))?;
    u16::try_from(number).map_err(|_| anyhow!("there is no port {number}; ports run from 0 to 65535"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Ports, String> {
        text.parse().map_err(|error: anyhow::Error| format!("{error:#}"))
    }

    #[test]
    fn ports_and_their_files() {
        let cases = [
            ("8743", "8743", "08743.md"),
            ("0", "0", "00000.md"),
            ("65535", "65535", "65535.md"),
            ("6970-7170", "6970-7170", "06970-07170.md"),
            ("6970 \u{2013} 7170", "6970-7170", "06970-07170.md"),
            ("22-22", "22", "00022.md"),
        ];
        for (text, shown, file) in cases {
            let ports = read(text).unwrap();
            assert_eq!(ports.to_string(), shown, "{text}");
            assert_eq!(ports.file_name(), file, "{text}");
        }
    }

    #[test]
    fn mistakes_come_with_a_remedy() {
        let cases = [
            ("65536", "ports run from 0 to 65535"),
            ("99999999999", "ports run from 0 to 65535"),
            ("7170-6970", "write 6970-7170"),
            ("ssh", "write a number"),
            ("", "write a number"),
            ("22/tcp", "write a number"),
            ("-22", "write a number"),
        ];
        for (text, remedy) in cases {
            let error = read(text).unwrap_err();
            assert!(error.contains(remedy), "{text}: {error}");
        }
    }
}
