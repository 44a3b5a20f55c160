//! Records of several lines: JSON, events of Windows, lists of PowerShell.

use crate::LONGEST_RECORD;
use crate::formats::{Context, json, powershell, windows_event};
use crate::line::{Line, Reading, Sink};
use crate::scan::Balance;

/// A record that is open: its first line has not been accounted for, all others were reported as parts of it.
#[derive(Debug)]
pub(crate) struct Block {
    kind: Kind,
    text: String,
    pub(crate) line: u64,
    pub(crate) offset: u64,
    pub(crate) is_too_long: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Json(Balance),
    WindowsEvent,
    PowerShellList,
}

/// What a line is to an open record.
pub(crate) enum Fed<'a> {
    /// It belongs to it.
    More,
    /// It ends it, and this follows.
    Last(&'a str),
    /// It does not belong to it, and the record has ended.
    NotPart,
}

impl Block {
    /// Whether a record begins here that goes on in the next line.
    pub(crate) fn start(text: &str, line: u64, offset: u64) -> Option<Self> {
        let kind = Kind::of(text)?;
        Some(Self { kind, text: String::from(text), line, offset, is_too_long: text.len() > LONGEST_RECORD })
    }

    /// Reads the next line.
    pub(crate) fn feed<'a>(&mut self, text: &'a str) -> Fed<'a> {
        if self.text.len() + text.len() > LONGEST_RECORD {
            self.is_too_long = true;
            return Fed::NotPart;
        }
        let mut kind = self.kind;
        match &mut kind {
            Kind::Json(balance) => {
                if self.is_wrapper() {
                    return Fed::NotPart;
                }
                let Some(end) = balance.read(text) else { return Fed::NotPart };
                let is_closed = balance.is_closed();
                self.kind = kind;
                self.add(text.get(..end).unwrap_or_default());
                if is_closed {
                    return Fed::Last(text.get(end..).unwrap_or_default());
                }
                Fed::More
            }
            Kind::WindowsEvent if windows_event::is_part(&self.text, text) => {
                self.add(text);
                if windows_event::is_last(text) { Fed::Last("") } else { Fed::More }
            }
            Kind::PowerShellList if powershell::is_part(text) => {
                self.add(text);
                Fed::More
            }
            _ => Fed::NotPart,
        }
    }

    fn add(&mut self, text: &str) {
        self.text.push('\n');
        self.text.push_str(text);
    }

    /// Whether it is only the beginning of a list in an object, `{"records": [`, whose elements are records of their own.
    pub(crate) fn is_wrapper(&self) -> bool {
        matches!(self.kind, Kind::Json(_)) && json::is_wrapper(&self.text)
    }

    /// Its text, or the beginning of it.
    pub(crate) fn shown(&self) -> &str {
        if self.is_too_long { self.text.get(..400).unwrap_or_default() } else { &self.text }
    }

    /// Reads what has been collected.
    pub(crate) fn read(&self, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
        let line = Line { whole: &self.text, time: "", tag: "", body: &self.text };
        match self.kind {
            Kind::Json(_) => json::FORMAT.read(&line, context, sink),
            Kind::WindowsEvent => windows_event::FORMAT.read(&line, context, sink),
            Kind::PowerShellList => powershell::FORMAT.read(&line, context, sink),
        }
    }
}

impl Kind {
    fn of(text: &str) -> Option<Self> {
        let body = text.trim_ascii_start();
        if let Some(rest) = body.strip_prefix('[')
            && (rest.trim_ascii().is_empty() || !rest.trim_ascii_start().starts_with('{'))
        {
            return None;
        }
        let json = body.strip_prefix('[').unwrap_or(body).trim_ascii_start();
        if let Some(rest) = json.strip_prefix('{')
            && (rest.trim_ascii().is_empty() || rest.trim_ascii_start().starts_with('"'))
        {
            let mut balance = Balance::default();
            balance.read(json)?;
            return (!balance.is_closed()).then_some(Self::Json(balance));
        }
        if windows_event::is_first(text) {
            return Some(Self::WindowsEvent);
        }
        powershell::is_first(text).then_some(Self::PowerShellList)
    }
}
