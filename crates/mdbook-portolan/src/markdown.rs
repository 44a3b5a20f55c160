//! Our Markdown: links to ports become links to chapters, and terms become links to the glossary.

use crate::citations::Citations;
use crate::html::{escape, relative};
use crate::site::Site;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// A heading.
pub(crate) struct Heading {
    pub(crate) title: String,
}

/// The headings of a page, without the first level.
pub(crate) fn headings(markdown: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level != pulldown_cmark::HeadingLevel::H1 => {
                open = Some(String::new());
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(title) = &mut open {
                    title.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => found.extend(open.take().map(|title| Heading { title })),
            _ => {}
        }
    }
    found
}

/// A change to a piece of text: a range and what replaces it.
pub(crate) struct Edit {
    at: Range<usize>,
    by: String,
}

impl Site<'_> {
    /// Turns `port:` links of a hand-written page at `path` into links to chapters, which are in the folder `ports` below
    /// `root`, a path that is empty or ends with a slash.
    ///
    /// # Errors
    ///
    /// The ids that have no entry.
    pub(crate) fn link_ports(&self, markdown: &str, path: &str, root: &str) -> Result<String, Vec<String>> {
        let links = catalog_source::links(markdown);
        let known = |id: &String| self.reference.catalog.entry(id).is_some();
        let dead: Vec<String> = links.iter().map(|link| link.entry.clone()).filter(|id| !known(id)).collect();
        if dead.is_empty() { Ok(apply(markdown, Self::port_edits(markdown, path, root))) } else { Err(dead) }
    }

    /// A text with its links, and the first use of each term linked to the glossary.
    pub(crate) fn prose(&self, markdown: &str, path: &str) -> String {
        self.edited(markdown, path, Vec::new())
    }

    /// The same for a text with citations, which become links to the documents.
    pub(crate) fn cited_prose(&self, markdown: &str, path: &str, citations: &Citations<'_>) -> String {
        let marks = |items: &[String]| citations.marks(items.iter().map(String::as_str));
        self.edited(markdown, path, cite_edits(markdown, marks))
    }

    /// The same with what its citations become.
    pub(crate) fn edited(&self, markdown: &str, path: &str, cites: Vec<Edit>) -> String {
        let mut edits = self.term_edits(markdown, path);
        // The name of a source may contain a term.
        edits.retain(|term| !cites.iter().any(|cite| cite.at.contains(&term.at.start)));
        edits.extend(cites);
        edits.extend(Self::port_edits(markdown, path, ""));
        apply(markdown, edits)
    }

    /// A short text as HTML, with its links.
    pub(crate) fn inline(markdown: &str, path: &str) -> String {
        let linked = apply(markdown, Self::port_edits(markdown, path, ""));
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, Parser::new_ext(&linked, Options::ENABLE_SMART_PUNCTUATION));
        let html = html.trim();
        let one_paragraph = html.matches("<p>").count() == 1;
        let inner = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).filter(|_| one_paragraph);
        inner.unwrap_or(html).replace('\n', " ")
    }

    fn port_edits(markdown: &str, path: &str, root: &str) -> Vec<Edit> {
        let edits = catalog_source::links(markdown).into_iter().filter_map(|link| {
            let source = &markdown[link.span.clone()];
            let text = source.strip_prefix('[')?.rsplit_once("](")?.0;
            let href = relative(path, &format!("{root}{}", Site::href(&link.entry)));
            // Printed pages add the number where the text of the link does not contain it.
            let number = link.entry.replace('-', "–");
            let data = if text.contains(&number) || text.contains(&link.entry) {
                String::new()
            } else {
                format!(" data-port=\"{number}\"")
            };
            Some(Edit { at: link.span, by: format!("<a href=\"{href}\"{data}>{text}</a>") })
        });
        edits.collect()
    }

    fn term_edits(&self, markdown: &str, path: &str) -> Vec<Edit> {
        let mut linked: BTreeSet<&str> = BTreeSet::new();
        let mut edits = Vec::new();
        let mut closed = 0;
        for (event, span) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::Link { .. } | Tag::Heading { .. }) => closed += 1,
                Event::End(TagEnd::Link | TagEnd::Heading(_)) => closed -= 1,
                // Only text without escapes or entities, whose places are those of the source.
                Event::Text(text) if closed == 0 && markdown[span.clone()] == *text => {
                    self.find_terms(&text, span.start, path, &mut linked, &mut edits);
                }
                _ => {}
            }
        }
        edits
    }

    fn find_terms<'t>(
        &'t self,
        text: &str,
        offset: usize,
        path: &str,
        linked: &mut BTreeSet<&'t str>,
        edits: &mut Vec<Edit>,
    ) {
        let mut at = 0;
        while at < text.len() {
            let begins = !text[..at].ends_with(char::is_alphanumeric);
            let found = begins.then(|| {
                self.terms_by_length().find_map(|(form, term)| {
                    let rest = text[at..].strip_prefix(form)?;
                    let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
                    ends.then_some((form, term))
                })
            });
            let found = found.flatten();
            if let Some((form, term)) = found {
                if linked.insert(&term.id) {
                    let href = relative(path, &format!("glossary.html#{}", term.id));
                    let title = term.long.as_ref().map(|long| format!(" title=\"{}\"", escape(long)));
                    let title = title.unwrap_or_default();
                    let by = format!("<a class=\"term\" href=\"{href}\"{title}>{}</a>", escape(form));
                    edits.push(Edit { at: offset + at..offset + at + form.len(), by });
                }
                at += form.len();
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }
}

/// Citations that follow each other become what `by` makes of their items together.
pub(crate) fn cite_edits(markdown: &str, by: impl Fn(&[String]) -> String) -> Vec<Edit> {
    let mut groups: Vec<(Range<usize>, Vec<String>)> = Vec::new();
    for cite in catalog_source::citations(markdown) {
        match groups.last_mut().filter(|(at, _)| at.end == cite.span.start) {
            Some((at, items)) => {
                at.end = cite.span.end;
                items.push(cite.item);
            }
            None => groups.push((cite.span, vec![cite.item])),
        }
    }
    groups.into_iter().map(|(at, items)| Edit { at, by: by(&items) }).collect()
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.at.start);
    let mut result = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for edit in edits {
        result.push_str(&text[at..edit.at.start]);
        result.push_str(&edit.by);
        at = edit.at.end;
    }
    result.push_str(&text[at..]);
    result
}
