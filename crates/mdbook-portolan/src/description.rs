//! The description of a page: what a search engine or the preview of a link shows below its title.

use crate::html::unescape;
use crate::site::Site;
use catalog::Entry;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::RangeInclusive;

/// How many characters a description has. Search engines cut off longer ones, and make up their own for shorter ones.
pub const DESCRIPTION_LENGTHS: RangeInclusive<usize> = 50..=160;

/// A hand-written page may give its description here instead of having its first paragraph taken.
const GIVEN: (&str, &str) = ("<!-- description:", "-->");

/// An entry's summary; where that is short, or another entry has the same, after its number and before what it is.
pub(crate) fn of_entry(site: &Site<'_>, entry: &Entry) -> String {
    let is_shared = || site.entries().iter().any(|other| other.summary == entry.summary && other.id() != entry.id());
    if entry.summary.chars().count() >= *DESCRIPTION_LENGTHS.start() && !is_shared() {
        return shorten(&entry.summary);
    }
    let what =
        entry.answers.as_ref().map(|answers| catalog_source::printed_text(&answers.what.text)).unwrap_or_default();
    shorten(&format!("Port {}: {} {what}", entry.ports, entry.summary))
}

/// A text that ends with as many numbers of these entries as there is room for.
pub(crate) fn with_ports<'a>(text: &str, entries: impl Iterator<Item = &'a Entry>) -> String {
    let mut description = text.to_owned();
    let mut separator = " ";
    for entry in entries {
        let longer = format!("{description}{separator}{}", entry.ports.short());
        if longer.chars().count() >= *DESCRIPTION_LENGTHS.end() {
            return description + "…";
        }
        description = longer;
        separator = ", ";
    }
    description + "."
}

/// What a hand-written page gives, or else its first paragraph.
pub(crate) fn of_markdown(markdown: &str) -> String {
    let given = markdown.split_once(GIVEN.0).and_then(|(_, rest)| rest.split_once(GIVEN.1)).map(|(given, _)| given);
    shorten(&given.map_or_else(|| first_paragraph(markdown), str::to_owned))
}

/// The text of the first paragraph, be it Markdown or a `<p>` that begins a block of HTML.
fn first_paragraph(markdown: &str) -> String {
    let mut text = String::new();
    let mut is_open = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Paragraph) => is_open = true,
            Event::End(TagEnd::Paragraph) if !text.is_empty() => return text,
            Event::Text(piece) | Event::Code(piece) if is_open => text.push_str(&piece),
            Event::SoftBreak if is_open => text.push(' '),
            Event::Html(html) => {
                if let Some((_, inner)) = html.split_once("<p").and_then(|(_, rest)| rest.split_once('>')) {
                    return unescape(&without_tags(inner.split("</p>").next().unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    text
}

fn without_tags(html: &str) -> String {
    let mut pieces = html.split('<');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('>').map_or("", |(_, after)| after))
}

/// The text on one line, cut after a sentence, or else after a word, if it is too long.
fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= *DESCRIPTION_LENGTHS.end() {
        return text;
    }
    let start: String = text.chars().take(*DESCRIPTION_LENGTHS.end()).collect();
    let sentences = [". ", "? ", "! "].iter().filter_map(|stop| start.rfind(stop)).max().map(|at| &start[..=at]);
    match sentences.filter(|sentences| sentences.chars().count() >= *DESCRIPTION_LENGTHS.start()) {
        Some(sentences) => sentences.to_owned(),
        None => format!("{}…", start.rsplit_once(' ').map_or(&*start, |(words, _)| words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_of_a_page() {
        let cases = [
            (
                "# Title\n\nA *first* `paragraph`\nin [two](x.html) lines.\n\nAnother.",
                "A first paragraph in two lines.",
            ),
            ("# Title\n\n<p class=\"lead\">A <em>lead</em> &amp; more.</p>\n\nText.", "A lead & more."),
            ("<div>\n<h1>T</h1>\n<p class=\"lead\">In a box.</p>\n</div>", "In a box."),
            ("# Title\n\n<!-- description: Given. -->\n\nText.", "Given."),
        ];
        for (markdown, expected) in cases {
            assert_eq!(of_markdown(markdown), expected);
        }
    }

    #[test]
    fn long_texts_are_cut() {
        let words = |count: usize| "word ".repeat(count);
        let sentence = "It is a sentence of more than fifty characters, to be exact.";
        let cases = [
            (words(40), format!("{}…", words(32).trim_end())),
            (words(40).replace('w', "ö"), format!("{}…", words(32).replace('w', "ö").trim_end())),
            (format!("{sentence} {}", words(40)), sentence.to_owned()),
            (format!("Short. {}", words(40)), format!("Short. {}…", words(30).trim_end())),
            (format!("{}end 5", words(31)), format!("{}end 5", words(31))),
        ];
        for (text, expected) in cases {
            assert_eq!(shorten(&text), expected);
            assert!(expected.chars().count() <= *DESCRIPTION_LENGTHS.end());
        }
    }
}
