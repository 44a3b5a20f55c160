//! The files of `data/register/` that are made from the npm package, as texts.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use anyhow::{Context, Result, bail, ensure};
use catalog_source::RegisterProvenance;

pub(crate) const ROWS: &str = "iana.tsv";
pub(crate) const PROVENANCE: &str = "provenance.toml";

const COLUMNS: &str = "# port\ttransports\tname\tdescription\n";
const TRANSPORTS: [&str; 4] = ["tcp", "udp", "sctp", "dccp"];

/// Name and description by port and position of the transport.
type Named = BTreeMap<(u16, usize), (String, String)>;

/// The rows of the package's `index.json`, which has `"22/tcp": ["ssh", "The Secure Shell"]`. Numbers without a name are
/// unassigned or reserved.
///
/// # Errors
/// If anything is not of this form, or no number has a name.
pub(crate) fn rows(index: &str) -> Result<String> {
    let index: BTreeMap<String, Vec<String>> = serde_json::from_str(index).context("index.json is of another form")?;
    let mut rows: BTreeMap<(u16, String, String), Vec<usize>> = BTreeMap::new();
    for (key, value) in &index {
        let [name, description] = &value[..] else { bail!("{key} has {} texts instead of two", value.len()) };
        let (port, transport) = key.split_once('/').with_context(|| format!("{key} is no port with its transport"))?;
        let port: u16 = port.parse().ok().with_context(|| format!("{key}: {port} is no port"))?;
        let known = TRANSPORTS.iter().position(|known| *known == transport);
        let transport = known.with_context(|| format!("{key}: {transport} is no transport"))?;
        if !name.is_empty() {
            rows.entry((port, one_line(name), one_line(description))).or_default().push(transport);
        }
    }
    ensure!(!rows.is_empty(), "no number has a name");
    let mut text = COLUMNS.to_owned();
    for ((port, name, description), mut transports) in rows {
        transports.sort_unstable();
        let transports: Vec<&str> = transports.into_iter().map(|at| TRANSPORTS[at]).collect();
        let _ = writeln!(text, "{port}\t{}\t{name}\t{description}", transports.join(","));
    }
    Ok(text)
}

fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

/// What differs between two versions of the rows.
pub(crate) struct Changes {
    added: Vec<String>,
    changed: Vec<String>,
    removed: Vec<String>,
}

impl Changes {
    /// Compares the texts of two files.
    ///
    /// # Errors
    /// If one has a line that is no row, or the new one lacks more than a tenth of the numbers: the package is damaged then.
    pub(crate) fn between(old: &str, new: &str) -> Result<Self> {
        let (old, new) = (named(old)?, named(new)?);
        let (mut added, mut changed, mut removed) = (Vec::new(), Vec::new(), Vec::new());
        for (key, row) in &new {
            match old.get(key) {
                None => added.push(shown(*key, row)),
                Some(before) if before != row => {
                    changed.push(format!("{}, before: {} {}", shown(*key, row), before.0, before.1));
                }
                Some(_) => {}
            }
        }
        for (key, row) in old.iter().filter(|(key, _)| !new.contains_key(key)) {
            removed.push(shown(*key, row));
        }
        let lost = removed.len();
        ensure!(lost * 10 <= old.len(), "{lost} of {} numbers have no name any more; nothing was written", old.len());
        Ok(Self { added, changed, removed })
    }
}

/// The numbers of each kind, then the rows.
impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [("added", &self.added), ("changed", &self.changed), ("removed", &self.removed)];
        for (kind, rows) in kinds {
            writeln!(f, "{:>6} {kind}", rows.len())?;
        }
        for (kind, rows) in kinds {
            for row in rows {
                writeln!(f, "{kind}: {row}")?;
            }
        }
        Ok(())
    }
}

fn named(rows: &str) -> Result<Named> {
    let mut named = Named::new();
    for line in rows.lines().filter(|line| !line.starts_with('#')) {
        let row = || {
            let [port, transports, name, description] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
            let transports = transports.split(',').map(|one| TRANSPORTS.iter().position(|known| *known == one));
            Some((port.parse().ok()?, transports.collect::<Option<Vec<_>>>()?, name, description))
        };
        let (port, transports, name, description) =
            row().with_context(|| format!("{ROWS} has a line that is no row: {line}"))?;
        for transport in transports {
            named.insert((port, transport), (name.to_owned(), description.to_owned()));
        }
    }
    Ok(named)
}

fn shown((port, transport): (u16, usize), (name, description): &(String, String)) -> String {
    format!("{port}/{} {name} {description}", TRANSPORTS[transport]).trim_end().to_owned()
}

/// Reads `provenance.toml`; `cargo xtask check` says more about what is wrong in it.
pub(crate) fn parse_provenance(text: &str) -> Result<RegisterProvenance> {
    let table: toml::Table = text.parse()?;
    let key = |key: &str| {
        let text = table.get(key).and_then(toml::Value::as_str);
        text.map(str::to_owned).with_context(|| format!("it has no `{key}`"))
    };
    Ok(RegisterProvenance {
        package: key("package")?,
        version: key("version")?,
        integrity: key("integrity")?,
        date: key("date")?,
        licence: key("licence")?,
        url: key("url")?,
    })
}

/// The text of `provenance.toml`.
pub(crate) fn provenance(pin: &RegisterProvenance) -> String {
    let RegisterProvenance { package, version, integrity, date, licence, url } = pin;
    format!(
        "# Written by `cargo xtask update-register`. The rows in {ROWS} are those of this package; the date is that of the \
         register in it.\n\npackage = {package:?}\nversion = {version:?}\nintegrity = {integrity:?}\ndate = {date:?}\n\
         licence = {licence:?}\nurl = {url:?}\n"
    )
}

/// A package that has ours as its only dependency.
pub(crate) fn package_json(pin: &RegisterProvenance) -> String {
    format!("{{\"private\": true, \"dependencies\": {{{:?}: {:?}}}}}\n", pin.package, pin.version)
}

/// Its lock, with which npm refuses another checksum.
pub(crate) fn package_lock(pin: &RegisterProvenance) -> String {
    let RegisterProvenance { package, version, integrity, .. } = pin;
    format!(
        "{{\"lockfileVersion\": 3, \"requires\": true, \"packages\": {{\"\": {{\"dependencies\": {{{package:?}: {version:?}}}}}, \
         \"node_modules/{package}\": {{\"version\": {version:?}, \"integrity\": {integrity:?}, \
         \"resolved\": \"https://registry.npmjs.org/{package}/-/{package}-{version}.tgz\"}}}}}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_package() {
        let cases = [
            (r#"{"22/udp": ["ssh", "Shell"], "22/tcp": ["ssh", "Shell"]}"#, "22\ttcp,udp\tssh\tShell\n"),
            (
                r#"{"9/tcp": ["b", ""], "9/udp": ["a", ""], "80/tcp": ["c", "d"]}"#,
                "9\tudp\ta\t\n9\ttcp\tb\t\n80\ttcp\tc\td\n",
            ),
            (r#"{"0/tcp": ["", "Reserved"], "7/tcp": ["echo", "two\nlines\there"]}"#, "7\ttcp\techo\ttwo lines here\n"),
        ];
        for (index, expected) in cases {
            assert_eq!(rows(index).unwrap(), format!("{COLUMNS}{expected}"), "{index}");
        }
    }

    #[test]
    fn damaged_packages() {
        let cases = [
            ("", "of another form"),
            ("[]", "of another form"),
            (r#"{"22/tcp": ["ssh", "Sh"#, "of another form"),
            (r#"{"22/tcp": "ssh"}"#, "of another form"),
            (r#"{"22/tcp": ["ssh"]}"#, "22/tcp has 1 texts"),
            (r#"{"22": ["ssh", ""]}"#, "22 is no port with its transport"),
            (r#"{"6000-6063/tcp": ["x11", ""]}"#, "6000-6063 is no port"),
            (r#"{"65536/tcp": ["x", ""]}"#, "65536 is no port"),
            (r#"{"22/icmp": ["x", ""]}"#, "icmp is no transport"),
            (r#"{"22/tcp": ["", "Unassigned"]}"#, "no number has a name"),
            ("{}", "no number has a name"),
        ];
        for (index, expected) in cases {
            let error = format!("{:#}", rows(index).unwrap_err());
            assert!(error.contains(expected), "{index}: {error}");
        }
    }

    #[test]
    fn changes_are_counted_and_named() {
        let line = |port: u16| format!("{port}\ttcp,udp\tn{port}\t\n");
        let many: String = (100..120).map(line).collect();
        let changes = Changes::between(
            &format!("{COLUMNS}7\ttcp,udp\techo\tE\n{many}"),
            &format!("7\ttcp\techo\tEcho\n9\ttcp\tx\t\n{many}"),
        );
        let expected = "     1 added\n     1 changed\n     1 removed\nadded: 9/tcp x\nchanged: 7/tcp echo Echo, before: echo E\n\
                        removed: 7/udp echo E\n";
        assert_eq!(changes.unwrap().to_string(), expected);
        assert!(Changes::between(&many, &line(100)).is_err(), "most rows are gone");
        assert!(Changes::between("22\ttcp\n", &many).is_err(), "not a row");
    }

    #[test]
    fn the_pin_is_written_as_it_is_read() {
        let text = include_str!("../../../data/register/provenance.toml");
        assert_eq!(provenance(&parse_provenance(text).unwrap()), text);
        assert!(parse_provenance("package = \"x\"").is_err());
    }

    #[test]
    fn npm_gets_valid_json() {
        let pin = parse_provenance(include_str!("../../../data/register/provenance.toml")).unwrap();
        for text in [package_json(&pin), package_lock(&pin)] {
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(value.to_string().contains(&pin.version), "{text}");
        }
    }
}
