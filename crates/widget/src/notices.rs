//! Notices about a query, as text and as nodes.

use crate::dom::{self, Build};
use crate::filter_view::{DIMENSION, POSITION};
use catalog::{Dimension, Entry, LogLine, Notice, Release, Transport, TransportSet, concat, decimal};
use result_json::href;
use web_sys::Element;

/// Names the word that a suggestion's button replaces.
pub(crate) const INSTEAD_OF: &str = "data-instead-of";

/// A part of a notice.
enum Piece<'a> {
    Text(String),
    /// Leads to a chapter.
    Link(String, &'a Entry),
    /// A name to search for instead of a word.
    Suggestion(&'a str, &'a str),
    /// Sets the filter instead of typing the transport.
    Filter(Transport),
}

/// The notice as nodes, with its links and buttons.
pub(crate) fn node(notice: &Notice<'_>, base: &str) -> Element {
    let line = line(pieces(notice), base);
    let node = dom::part("div", "notice").with(&line);
    let near = neighbours(notice);
    if near.is_empty() { node } else { node.with(&self::line(near, base)) }
}

/// The notice in words.
pub(crate) fn text(notice: &Notice<'_>) -> String {
    let words = pieces(notice).into_iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Link(text, _) => text,
        Piece::Suggestion(name, _) => name.to_owned(),
        Piece::Filter(transport) => filter(transport),
    });
    words.collect()
}

fn line(pieces: Vec<Piece<'_>>, base: &str) -> Element {
    let line = dom::make("p", "");
    for piece in pieces {
        match piece {
            Piece::Text(text) => dom::add_text(&line, &text),
            Piece::Link(text, entry) => {
                dom::add(&line, &dom::link("", &href::entry(entry, base)).text(&text));
            }
            Piece::Suggestion(name, word) => {
                dom::add(&line, &dom::button("suggestion").attribute(INSTEAD_OF, word).text(name));
            }
            Piece::Filter(transport) => {
                let button = dom::button("suggestion").attribute(DIMENSION, Dimension::Transport.id());
                let button = button.attribute(POSITION, &decimal(transport as usize));
                dom::add(&line, &button.text(&filter(transport)));
            }
        }
    }
    line
}

fn pieces<'a>(notice: &'a Notice<'_>) -> Vec<Piece<'a>> {
    match notice {
        Notice::Unwritten { port, class, about, .. } => {
            let kind = class.label().to_ascii_lowercase() + " port";
            let (first, last) = class.range();
            vec![
                Piece::Text(concat(&[&decimal((*port).into()), " has no chapter of its own. It is a "])),
                match about {
                    Some(entry) => Piece::Link(kind, entry),
                    None => Piece::Text(kind),
                },
                Piece::Text(concat(&[" (", &decimal(first.into()), "–", &decimal(last.into()), ")."])),
            ]
        }
        Notice::OtherReleases { release, entry, releases } => vec![
            Piece::Link(concat(&[&entry.ports.text(), " ", &entry.title]), entry),
            Piece::Text(concat(&[
                " is not part of VOS ",
                &release.text(),
                ". The source says: ",
                releases.as_str(),
                ".",
            ])),
        ],
        Notice::NotAPort { typed } => {
            vec![Piece::Text(concat(&[typed, " is not a port: ports run from 0 to 65535."]))]
        }
        Notice::UnknownWord { typed, suggestions } => {
            let mut pieces = vec![Piece::Text(concat(&["Nothing here is called “", typed, "”."]))];
            for (at, name) in suggestions.iter().enumerate() {
                let before = match at {
                    0 => " Did you mean ",
                    _ if at + 1 == suggestions.len() => " or ",
                    _ => ", ",
                };
                pieces.push(Piece::Text(before.to_owned()));
                pieces.push(Piece::Suggestion(name, typed));
            }
            if !suggestions.is_empty() {
                pieces.push(Piece::Text("?".to_owned()));
            }
            pieces
        }
        Notice::Line { transports, ports, unwritten } => vec![Piece::Text(of_line(*transports, ports, unwritten))],
        Notice::NotARelease { typed, releases } => vec![Piece::Text(no_release(typed, releases))],
        Notice::TransportAlone { transport } => vec![
            Piece::Text(concat(&["Everything over ", transport.label(), ". To search within it, "])),
            Piece::Filter(*transport),
            Piece::Text(".".to_owned()),
        ],
    }
}

fn filter(transport: Transport) -> String {
    concat(&["filter by ", transport.label()])
}

#[inline(never)]
fn push(line: &mut String, before: &str, text: &str) {
    line.push_str(before);
    line.push_str(text);
}

/// "From your line: UDP to 33440, from 4500. Without a chapter of its own: 33440."
fn of_line(transports: TransportSet, ports: &LogLine, unwritten: &[u16]) -> String {
    if ports.to.is_empty() && ports.from.is_empty() {
        return "Your line names no port that can be read. Type the number alone.".to_owned();
    }
    let mut line = "From your line:".to_owned();
    for transport in transports.iter() {
        push(&mut line, " ", transport.label());
    }
    if !ports.to.is_empty() {
        push(&mut line, " to ", &numbers(&ports.to));
    }
    if !ports.from.is_empty() {
        push(&mut line, if ports.to.is_empty() { " from " } else { ", from " }, &numbers(&ports.from));
    }
    if !unwritten.is_empty() {
        push(&mut line, ". Without a chapter of its own: ", &numbers(unwritten));
    }
    line.push('.');
    line
}

/// The message that a release does not exist, with those that do.
pub(crate) fn no_release(typed: &str, releases: &[Release]) -> String {
    let mut line = "“".to_owned();
    push(&mut line, typed, "” is not a VOS release");
    if !releases.is_empty() {
        push(&mut line, " such as ", &list(&releases.iter().map(Release::text).collect::<Vec<_>>(), "or"));
    }
    line.push('.');
    line
}

fn numbers(ports: &[u16]) -> String {
    list(&ports.iter().map(|port| decimal((*port).into())).collect::<Vec<_>>(), "and")
}

/// "a, b and c".
fn list(items: &[String], last: &str) -> String {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        match at {
            0 => {}
            _ if at + 1 == items.len() => {
                push(&mut text, " ", last);
                text.push(' ');
            }
            _ => text.push_str(", "),
        }
        text.push_str(item);
    }
    text
}

fn neighbours<'a>(notice: &'a Notice<'_>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    if let Notice::Unwritten { below, above, .. } = notice {
        for (side, entry) in [("below ", below), ("above ", above)] {
            let Some(entry) = entry else { continue };
            let before = if pieces.is_empty() { "Nearest described: " } else { " · " };
            pieces.push(Piece::Text(concat(&[before, side])));
            pieces.push(Piece::Link(concat(&[&entry.ports.text(), " ", &entry.title]), entry));
        }
    }
    pieces
}
