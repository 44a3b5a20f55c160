//! Says the same in fewer bytes: what some hundred chapters repeat counts in one file.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::end_tags::{Tagged, is_implied};

/// The class of the tables whose cells narrow screens label.
const LABELLED: &str = "uses";

/// The labels that narrow screens show before cells, by table: each sequence of headings has a class of its own.
#[derive(Default)]
pub(super) struct Labels(BTreeMap<Vec<String>, usize>);

impl Labels {
    /// Gives every such table whose header row names columns the class of its headings.
    pub(super) fn mark(&mut self, html: &str) -> String {
        let mut marked = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(start) = rest.find("<table") {
            let end = rest[start..].find("</table>").map_or(rest.len(), |end| start + end);
            let table = &rest[start..end];
            marked.push_str(&rest[..start]);
            marked.push_str(&self.mark_table(table));
            rest = &rest[end..];
        }
        marked + rest
    }

    fn mark_table(&mut self, table: &str) -> String {
        let head = table.split_once("</thead>").map_or("", |(head, _)| head);
        let headings = head.split("<th").skip(1).filter(|cell| !cell.starts_with("ead"));
        let headings: Vec<String> =
            headings.filter_map(|cell| Some(cell.split_once('>')?.1.split_once("</th>")?.0.to_owned())).collect();
        let classes = table.strip_prefix("<table class=\"");
        let is_labelled = |classes: &&str| {
            let names = classes.split('"').next().unwrap_or_default();
            !headings.is_empty() && names.split(' ').any(|name| name == LABELLED)
        };
        let Some(classes) = classes.filter(is_labelled) else { return table.to_owned() };
        let next = self.0.len();
        let number = *self.0.entry(headings).or_insert(next);
        format!("<table class=\"t{number} {classes}")
    }

    /// The rules of CSS that set the labels.
    pub(super) fn rules(&self) -> String {
        let mut rules = String::new();
        for (headings, number) in &self.0 {
            // From the end, because cells that span rows come first and are missing in the rows below.
            for (column, heading) in headings.iter().rev().enumerate() {
                let label = heading.replace('\\', "\\\\").replace('"', "\\\"");
                let column = column + 1;
                let _ = write!(rules, ".t{number} td:nth-last-child({column}){{--label:\"{label}\"}}");
            }
        }
        rules
    }
}

/// Leaves out what can be unfolded if it is empty, or if its summary has one of these ids.
pub(super) fn without_folds(html: &str, ids: &[&str]) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<details class=\"fold\"") {
        const END: &str = "</details>";
        let end = rest[start..].find(END).map_or(rest.len(), |end| start + end + END.len());
        let fold = &rest[start..end];
        let is_empty =
            fold.split_once("</summary>").is_some_and(|(_, inside)| inside.trim_end_matches(END).trim().is_empty());
        let has_id = ids.iter().any(|id| fold.contains(&format!(":{id}\"")));
        kept.push_str(&rest[..start]);
        if !is_empty && !has_id {
            kept.push_str(fold);
        }
        rest = &rest[end..];
    }
    kept + rest
}

/// Leaves out the quotes around attributes that need none, end tags that the next tag implies, and white space beside blocks.
pub(super) fn squeeze(html: &str) -> String {
    let mut squeezed = String::with_capacity(html.len());
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, from) = rest.split_at(start);
        let (tag, after) = from.split_at(end_of_tag(from));
        tags.push(Tagged { text, tag });
        rest = after;
    }
    let mut in_code = false;
    let mut after_block = true;
    for (at, tagged) in tags.iter().enumerate() {
        let Tagged { text, tag } = tagged;
        let is_block = tagged.is_block();
        let parts_nothing = !in_code && text.trim().is_empty() && (is_block || after_block);
        squeezed.push_str(if parts_nothing { "" } else { text });
        after_block = is_block;
        in_code = if tag.starts_with("<pre") { true } else { in_code && !tag.starts_with("</pre") };
        if !is_implied(tagged, tags.get(at + 1)) {
            squeezed.push_str(&unquoted(tag));
        }
    }
    squeezed + rest
}

/// Leaves out the element that raises a citation, where it is around one link to a document, whose id begins so: the style raises
/// those by themselves.
pub(super) fn without_raising(html: &str, cited: &str) -> String {
    const START: &str = "<sup>";
    const END: &str = "</sup>";
    let link = format!("<a href=\"#{cited}");
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(START) {
        kept.push_str(before);
        let (inside, beyond) = after.split_once(END).unwrap_or((after, ""));
        if inside.starts_with(&link) && inside.matches("<a ").count() == 1 && inside.ends_with("</a>") {
            kept.push_str(inside);
        } else {
            kept.extend([START, inside, END]);
        }
        rest = beyond;
    }
    kept + rest
}

/// Leaves out the link around the number of a port where the next cell's title leads to the same chapter.
pub(super) fn without_twins(html: &str) -> String {
    const START: &str = "<a href=\"";
    const END: &str = "</a></th>";
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(end) = rest.find(END) {
        let (row, after) = rest.split_at(end);
        let of_title = after[END.len()..].strip_prefix("<td").and_then(|cell| Some(cell.split_once('>')?.1));
        let twin = row.rfind(START).filter(|start| {
            let link = &row[*start..];
            let link = &link[..link.find('>').map_or(link.len(), |end| end + 1)];
            of_title.is_some_and(|title| title.starts_with(link))
        });
        if let Some(start) = twin {
            kept.push_str(&row[..start]);
            kept.push_str(row[start..].split_once('>').map_or("", |(_, number)| number));
        } else {
            kept.push_str(row);
            kept.push_str("</a>");
        }
        kept.push_str("</th>");
        rest = &after[END.len()..];
    }
    kept + rest
}

/// The length of the tag at the beginning. A `>` within quotes does not end it.
fn end_of_tag(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// A tag whose attributes have quotes only where they need them.
fn unquoted(tag: &str) -> String {
    let mut result = String::with_capacity(tag.len());
    let mut parts = tag.split('"');
    result.push_str(parts.next().unwrap_or_default());
    while let Some(value) = parts.next() {
        let after = parts.next();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:#%?".contains(&byte) || byte == b'/';
        // After a slash at its end, `>` would close the element.
        let needs_none = !value.is_empty() && value.bytes().all(plain) && !value.ends_with('/');
        if result.ends_with('=') && needs_none && after.is_some() {
            result.push_str(value);
        } else {
            result.push('"');
            result.push_str(value);
            result.push('"');
        }
        result.push_str(after.unwrap_or_default());
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_line_feeds() {
        for (html, expected) in [
            (
                "<a class=\"x\" href=\"#ports/22.html\">22</a>\n\n<b>\"a\"</b>",
                "<a class=x href=#ports/22.html>22</a>\n\n<b>\"a\"</b>",
            ),
            ("<a href=\"https://a.example/\">a</a>", "<a href=\"https://a.example/\">a</a>"),
            ("<p title=\"a > b\" id=\"c d\">", "<p title=\"a > b\" id=\"c d\">"),
            ("<pre>\n  <b>x</b>\n\n</pre>", "<pre>\n  <b>x</b>\n\n</pre>"),
            ("<p hidden=\"\">a = \"b\"</p>", "<p hidden=\"\">a = \"b\"</p>"),
            ("<ul>\n<li>a</li>\n<li><b>b</b> <i>c</i></li>\n</ul> ", "<ul><li>a<li><b>b</b> <i>c</i></ul> "),
            ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><div><dt>a<dd>b</div></dl>"),
            (
                "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
                "<table><thead><tr><th>a<tbody><tr><td>b</table>",
            ),
            ("<p>a</p><p>b</p> c <p>d</p></a>", "<p>a<p>b</p> c <p>d</p></a>"),
            ("<li>a</li> b", "<li>a</li> b"),
            ("<tr><td>a</td><td></td></tr>\n<tr>", "<tr><td>a<td><tr>"),
        ] {
            assert_eq!(squeeze(html), expected);
        }
    }

    #[test]
    fn citations_of_one_document() {
        for (html, expected) in [
            ("a<sup><a href=\"#_1\">1</a></sup> b", "a<a href=\"#_1\">1</a> b"),
            (
                "a<sup><a href=\"#_1\">1</a>, <a href=\"#_2\">2</a></sup>",
                "a<sup><a href=\"#_1\">1</a>, <a href=\"#_2\">2</a></sup>",
            ),
            ("a<sup><a href=\"#x\">1</a></sup>", "a<sup><a href=\"#x\">1</a></sup>"),
            ("2<sup>16</sup>", "2<sup>16</sup>"),
        ] {
            assert_eq!(without_raising(html, "_"), expected);
        }
    }

    #[test]
    fn numbers_beside_titles_that_lead_to_the_same_chapter() {
        for (html, expected) in [
            (
                "<tr><th scope=\"row\"><a href=\"#a\">22</a></th><td><a href=\"#a\">SSH</a></td></tr>",
                "<tr><th scope=\"row\">22</th><td><a href=\"#a\">SSH</a></td></tr>",
            ),
            (
                "<th><a href=\"#a\">22</a></th><td><a href=\"#ab\">SSH</a></td>",
                "<th><a href=\"#a\">22</a></th><td><a href=\"#ab\">SSH</a></td>",
            ),
            ("<th><a href=\"#a\">22</a></th><td>SSH</td>", "<th><a href=\"#a\">22</a></th><td>SSH</td>"),
        ] {
            assert_eq!(without_twins(html), expected);
        }
    }

    #[test]
    fn folds_that_are_left_out() {
        let fold = |id: &str, inside: &str| {
            format!("<details class=\"fold\">\n<summary id=\"p:{id}\">S</summary>\n{inside}</details>")
        };
        let html = format!("a{}b{}c{}d", fold("x", " \n"), fold("y", "<p>1</p>"), fold("z", "<p>2</p>"));
        assert_eq!(without_folds(&html, &["z"]), format!("ab{}cd", fold("y", "<p>1</p>")));
    }

    #[test]
    fn tables_with_the_same_headings_share_their_labels() {
        let table = |heading: &str| {
            format!(
                "<table class=\"ports uses\"><thead><tr><th scope=\"col\">Port</th><th>{heading}</th></tr></thead><tr><td>1</td></tr></table>"
            )
        };
        let mut labels = Labels::default();
        let marked = labels.mark(&format!("a{}b{}c{}", table("Title"), table("Why"), table("Title")));
        assert_eq!(marked.matches("class=\"t0 ports uses\"").count(), 2, "{marked}");
        assert_eq!(marked.matches("class=\"t1 ports uses\"").count(), 1, "{marked}");
        assert!(labels.rules().contains(".t1 td:nth-last-child(1){--label:\"Why\"}"), "{}", labels.rules());
    }
}
