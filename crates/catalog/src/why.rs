//! The reason why a result was found.

use crate::Transport;
use crate::text::{between, concat, decimal, join};
use std::fmt;

/// Why a result was found, if its number and title do not show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Another name of it.
    Alias(String),
    /// A task.
    Task(String),
    /// Daemon or command.
    Application(String),
    /// Path of a program.
    Program(String),
    /// The protocol column.
    Protocol(String),
    /// A product's code and name.
    Product(String),
    /// A category.
    Category(String),
    /// IANA's name or description.
    Registered(String),
    /// A heading on the page.
    Heading(String),
    /// Only the prose has the word, or what readers ask for it.
    Text(String),
    /// The word was misspelt.
    Typo {
        /// As typed.
        typed: String,
        /// As known.
        meant: String,
    },
    /// The port lies in the range.
    InRange(u16),
    /// The port lies in the range if a setting is large enough.
    InRangeIf {
        /// The port.
        port: u16,
        /// The setting.
        parameter: String,
        /// Its least value.
        at_least: u16,
    },
    /// The range asked for overlaps this one.
    Overlaps(u16, u16),
    /// The chapter mentions the port.
    Mentions(u16),
    /// It is advised: `Block`.
    Advice(String),
    /// These of several names were matched.
    OneOf {
        /// The names.
        matched: Vec<String>,
    },
    /// Only some of the words were matched.
    Some {
        /// The words that were not.
        missing: Vec<String>,
    },
    /// The port is described, but for other transports.
    OtherTransport {
        /// Asked for.
        wanted: Vec<Transport>,
        /// Described.
        spoken: Vec<Transport>,
    },
}

impl Why {
    /// The reason as readers see it.
    pub fn text(&self) -> String {
        let (before, what, after) = match self {
            Self::Alias(name) => ("also known as ", &**name, ""),
            Self::Task(task) => ("for: ", &**task, ""),
            Self::Application(name) => ("application ", &**name, ""),
            Self::Program(path) => ("program ", &**path, ""),
            Self::Protocol(name) => ("protocol ", &**name, ""),
            Self::Product(name) => ("product ", &**name, ""),
            Self::Category(title) => ("category ", &**title, ""),
            Self::Registered(name) => ("IANA: ", &**name, ""),
            Self::Heading(title) => ("section “", &**title, "”"),
            Self::Text(word) => ("about “", &**word, "”"),
            Self::Advice(action) => ("advice: ", &**action, ""),
            Self::Typo { typed, meant } => return concat(&["“", meant, "” instead of “", typed, "”"]),
            Self::InRange(port) => ("", &*decimal((*port).into()), " lies in this range"),
            Self::InRangeIf { port, parameter, at_least } => {
                let (port, least) = (decimal((*port).into()), decimal((*at_least).into()));
                return concat(&[&port, " lies in this range if ", parameter, " is at least ", &least]);
            }
            Self::Overlaps(first, last) => ("overlaps ", &*between(*first, "–", *last), ""),
            Self::Mentions(port) => ("the chapter mentions ", &*decimal((*port).into()), ""),
            Self::OneOf { matched } => ("for “", &*join(matched, "”, “"), "”"),
            Self::Some { missing } => ("without “", &*join(missing, "”, “"), "”"),
            Self::OtherTransport { wanted, spoken } if spoken.is_empty() => {
                ("not described over ", &*labels(wanted), "")
            }
            Self::OtherTransport { wanted, spoken } => {
                return concat(&["described over ", &labels(spoken), ", not ", &labels(wanted)]);
            }
        };
        concat(&[before, what, after])
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

fn labels(transports: &[Transport]) -> String {
    let all: Vec<String> = transports.iter().map(|transport| transport.label().to_owned()).collect();
    join(&all, " and ")
}
