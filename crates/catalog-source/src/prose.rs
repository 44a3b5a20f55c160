//! The prose of an entry: its rules, its links, and its words for the search.

use crate::reader::Context;
use pulldown_cmark::{BrokenLink, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// The sections a chapter may have, in their order.
const SECTIONS: [&str; 4] = [TODAY, "On Stratus VOS", "Seen in traffic", OPEN];

/// The first section: what documents of today say.
const TODAY: &str = "Today";

/// The last section is about the sources, not about the port.
const OPEN: &str = "What the sources leave open";

/// A link to another chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The entry's id: what stands after `port:`.
    pub entry: String,
    /// Where the whole link stands in the prose, in bytes.
    pub span: Range<usize>,
}

/// A citation in prose, written `[^source:item]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// `source:item`.
    pub item: String,
    /// The place of all of it in the prose, in bytes.
    pub span: Range<usize>,
}

/// Every citation of a piece of Markdown, in order.
pub fn citations(markdown: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    for (event, span) in parser(markdown) {
        if !matches!(&event, Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with(CITE)) {
            continue;
        }
        // Two in a row are one link to the parser: `[^a:b][^c:d]`.
        let mut start = span.start;
        for one in markdown[span].split_inclusive(']') {
            let end = start + one.len();
            let item = one.trim_start_matches(['[', '^']).trim_end_matches(']').to_owned();
            found.push(Citation { item, span: start..end });
            start = end;
        }
    }
    found
}

/// Every `port:` link of a piece of Markdown.
pub fn links(markdown: &str) -> Vec<Link> {
    let events = parser(markdown);
    let found = events.filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            Some(Link { entry: dest_url.strip_prefix("port:")?.to_owned(), span })
        }
        _ => None,
    });
    found.collect()
}

/// Where the section Today is, with its heading, if there is one.
pub(crate) fn today(prose: &str) -> Option<Range<usize>> {
    let mut headings = parser(prose).filter_map(|(event, span)| match event {
        Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => Some(span),
        _ => None,
    });
    let start = headings.find(|span| prose[span.clone()].trim_start_matches('#').trim() == TODAY)?.start;
    Some(start..headings.next().map_or(prose.len(), |next| next.start))
}

/// The prose without the section about its sources, whose words (column, row, copy) are of no use for the search.
pub(crate) fn searchable(prose: &str) -> &str {
    let end = prose.split_once(OPEN).map_or(prose.len(), |(before, _)| before.len());
    prose[..end].trim_end_matches(['#', ' ', '\n'])
}

/// The visible words, split as for the search.
pub fn plain_words(markdown: &str) -> BTreeSet<String> {
    // Of a code the parts are enough, because search goes back to them: its other forms would be stored for nothing. A
    // single letter is no word; so the `s` of “Samba's” goes.
    let text = plain_text(markdown);
    let words = text.split(|c| !catalog::is_letter(c)).filter(|word| word.chars().count() > 1);
    words.map(str::to_ascii_lowercase).collect()
}

/// The visible text, a line for each block; without citations. As it was typed: with the apostrophes of keyboards, by which it is found.
pub fn plain_text(markdown: &str) -> String {
    text_of(parser(markdown).map(|(event, _)| event))
}

/// The same as readers see it in chapters: with the apostrophes, quotation marks and dashes of print, but not within code.
pub fn printed_text(markdown: &str) -> String {
    text_of(parser_with(markdown, Options::ENABLE_SMART_PUNCTUATION).map(|(event, _)| event))
}

fn text_of<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut text = String::new();
    let mut within_citation = false;
    for event in events {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => within_citation = dest_url.starts_with(CITE),
            Event::End(TagEnd::Link) => within_citation = false,
            Event::Text(_) if within_citation => {}
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                text.push('\n');
            }
            _ => {}
        }
    }
    text
}

/// How the parser marks the target of a citation.
const CITE: &str = "cite:";

/// Citations are links whose target starts with [`CITE`].
pub(crate) fn parser(markdown: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    parser_with(markdown, Options::empty())
}

fn parser_with(markdown: &str, more: Options) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let citation = |link: BrokenLink<'_>| {
        let item = link.reference.strip_prefix('^')?;
        Some((format!("{CITE}{item}").into(), "".into()))
    };
    Parser::new_with_broken_link_callback(markdown, Options::ENABLE_TABLES | more, Some(citation)).into_offset_iter()
}

/// What a piece of Markdown is checked against.
pub(crate) struct Rules<'a> {
    /// The entry it belongs to, which it need not link.
    pub(crate) own: &'a str,
    /// Every entry's id.
    pub(crate) ids: &'a BTreeSet<String>,
    /// The offset is where the Markdown begins in the file.
    pub(crate) context: Context<'a>,
    /// The place to report instead, where the Markdown does not stand in the file as it reads.
    pub(crate) whole: Option<Range<usize>>,
    /// Whether there may be citations.
    pub(crate) cites: bool,
}

/// Checks prose, or a remark.
pub(crate) fn check(prose: &str, rules: &Rules<'_>) {
    let Rules { ids, context, .. } = *rules;
    let place =
        |span: Range<usize>| rules.whole.clone().unwrap_or(span.start + context.offset..span.end + context.offset);
    let mut sections = SECTIONS.iter();
    let mut within_link = 0;
    let mut heading = None;
    for (event, span) in parser(prose) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                let remedy = "write Markdown; a `<` that is meant goes into a code span";
                context.error(place(span), "raw HTML", "not allowed in prose", remedy);
            }
            Event::Start(Tag::Image { .. }) => {
                context.error(place(span), "an image", "not allowed in prose", "say it in words");
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                within_link += 1;
                if dest_url.starts_with(CITE) {
                    if !rules.cites {
                        let remedy = "only the sections of a chapter have citations like this; here use `cites`";
                        context.error(place(span), "a citation", "not read here", remedy);
                    }
                } else if link_type == LinkType::Inline {
                    check_link(&dest_url, place(span), ids, context);
                } else {
                    let remedy = "write [22](port:22), or a whole [address](https://…)";
                    context.error(place(span), "a link that is not written out", "not read here", remedy);
                }
            }
            Event::End(TagEnd::Link) => within_link -= 1,
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new(), place(span))),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, title, span)) = heading.take() {
                    check_heading(level, &title, span, &mut sections, context);
                }
            }
            Event::Text(text) => {
                if let Some((_, title, _)) = &mut heading {
                    title.push_str(&text);
                } else if within_link == 0 {
                    check_mentions(&text, &place(span), rules);
                }
            }
            _ => {}
        }
    }
}

fn check_link(url: &str, span: Range<usize>, ids: &BTreeSet<String>, context: Context<'_>) {
    if let Some(id) = url.strip_prefix("port:") {
        if !ids.contains(id) {
            let remedy = "link an entry that exists, or write the number without a link and list it in `mentions`";
            context.error(span, format!("`port:{id}` links to nothing"), "no entry has this id", remedy);
        }
    } else if !url.starts_with("https://") && !url.starts_with("http://") {
        let remedy = "write [22](port:22) for a chapter, or a whole https:// address";
        context.error(span, format!("`{url}` is no link to a chapter"), "cannot be followed", remedy);
    }
}

fn check_heading<'a>(
    level: HeadingLevel,
    title: &str,
    span: Range<usize>,
    sections: &mut impl Iterator<Item = &'a &'a str>,
    context: Context<'_>,
) {
    match level {
        HeadingLevel::H1 => {
            context.error(
                span,
                "a heading of the first level",
                "the chapter's title comes from the header",
                "write ##",
            );
        }
        HeadingLevel::H2 if !sections.any(|known| *known == title) => {
            let remedy = format!("the sections are, in this order: {}", SECTIONS.join("; "));
            context.error(span, format!("unknown or misplaced section `{title}`"), "not here", remedy);
        }
        _ => {}
    }
}

/// A mention of a port, such as `port 23`, `23/tcp` or `TCP 23`, must be a link if the port has an entry.
fn check_mentions(text: &str, place: &Range<usize>, rules: &Rules<'_>) {
    let mut before = "";
    let mut at = 0;
    for word in text.split(' ') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let (number, slashed) = match bare.split_once('/') {
            Some((number, transport)) => (number, matches!(transport.to_lowercase().as_str(), "tcp" | "udp")),
            None => (bare, false),
        };
        let spoken = slashed || matches!(before.to_lowercase().as_str(), "port" | "ports" | "tcp" | "udp");
        if spoken && number != rules.own && rules.ids.contains(number) {
            let here = place.start + at..place.start + at + word.len();
            let remedy = format!("write [{number}](port:{number})");
            rules.context.error(
                rules.whole.clone().unwrap_or(here),
                format!("port {number} is mentioned without a link"),
                "not linked",
                remedy,
            );
        }
        before = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        at += word.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_links_of_prose() {
        let prose = "See [the *portmapper*](port:111).\nIt runs `portmap.pm`.\n\n- one\n- two";
        let words: Vec<String> = plain_words(prose).into_iter().collect();
        assert_eq!(words, ["it", "one", "pm", "portmap", "portmapper", "runs", "see", "the", "two"]);
        assert_eq!(links(prose), [Link { entry: "111".into(), span: 4..32 }]);
    }

    #[test]
    fn citations_alone_and_in_a_row() {
        let found = |prose| citations(prose).into_iter().map(|one| (one.item, &prose[one.span])).collect::<Vec<_>>();
        assert_eq!(found("So.[^a:1] [22](port:22)"), [("a:1".to_owned(), "[^a:1]")]);
        let row = ["a:1", "b.c:2-3", "d:4"].map(str::to_owned);
        let expected: Vec<_> = row.into_iter().zip(["[^a:1]", "[^b.c:2-3]", "[^d:4]"]).collect();
        assert_eq!(found("So.[^a:1][^b.c:2-3][^d:4]"), expected);
        assert_eq!(plain_text("So.[^a:1][^b:2] Yes."), "So. Yes.\n");
        let apostrophes = "It's \"Bob's\" `-o 'x'` -- [^a:1]so.";
        assert_eq!(plain_text(apostrophes), "It's \"Bob's\" -o 'x' -- so.\n");
        assert_eq!(printed_text(apostrophes), "It’s “Bob’s” -o 'x' – so.\n");
    }

    #[test]
    fn words_in_quotes_and_with_a_genitive() {
        for (prose, expected) in [
            ("the 'samba' server", &["samba", "server", "the"][..]),
            ("Samba's and SSH’s ports", &["and", "ports", "samba", "ssh"]),
            ("“straße” – 'sshd.pm'", &["pm", "sshd", "straße"]),
        ] {
            let words: Vec<String> = plain_words(prose).into_iter().collect();
            assert_eq!(words, expected, "{prose}");
        }
    }
}
