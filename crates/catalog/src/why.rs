//! Why something was found.

use crate::Transport;
use std::fmt;

/// Why something was found, where its number and title do not show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Another name of it.
    Alias(String),
    /// What one would use it for.
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
    /// Only the prose says so.
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
    /// The chapter speaks of the port.
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

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels = |transports: &[Transport]| {
            let all: Vec<_> = transports.iter().map(|t| t.label()).collect();
            all.join(" and ")
        };
        match self {
            Self::Alias(name) => write!(f, "also known as {name}"),
            Self::Task(task) => write!(f, "for: {task}"),
            Self::Application(name) => write!(f, "application {name}"),
            Self::Program(path) => write!(f, "program {path}"),
            Self::Protocol(name) => write!(f, "protocol {name}"),
            Self::Product(name) => write!(f, "product {name}"),
            Self::Category(title) => write!(f, "category {title}"),
            Self::Registered(name) => write!(f, "IANA: {name}"),
            Self::Heading(title) => write!(f, "section “{title}”"),
            Self::Text(word) => write!(f, "the chapter says “{word}”"),
            Self::Typo { typed, meant } => write!(f, "“{meant}” instead of “{typed}”"),
            Self::InRange(port) => write!(f, "{port} lies in this range"),
            Self::InRangeIf { port, parameter, at_least } => {
                write!(f, "{port} lies in this range if {parameter} is at least {at_least}")
            }
            Self::Overlaps(first, last) => write!(f, "overlaps {first}–{last}"),
            Self::Mentions(port) => write!(f, "the chapter speaks of {port}"),
            Self::Advice(action) => write!(f, "advice: {action}"),
            Self::OneOf { matched } => write!(f, "for “{}”", matched.join("”, “")),
            Self::Some { missing } => write!(f, "without “{}”", missing.join("”, “")),
            Self::OtherTransport { wanted, spoken } if spoken.is_empty() => {
                write!(f, "nobody describes it over {}", labels(wanted))
            }
            Self::OtherTransport { wanted, spoken } => {
                write!(f, "described over {}, not {}", labels(spoken), labels(wanted))
            }
        }
    }
}
