//! Small pieces of HTML and of addresses.

/// Text as HTML: what would be markup is escaped, and so is what Markdown would read as a line of its own.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A link, whose text may break.
pub(crate) fn link(href: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(href), breakable(text))
}

/// Text as HTML that may break after `>` and `_`, where paths and names of VOS have no spaces, and before the capitals of what is longer
/// than a narrow column, such as `ScreenConnect.ClientService.exe`.
pub(crate) fn breakable(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| c == '>' || c == '_' || c.is_whitespace()) {
        let is_long = piece.len() > LONGEST_UNBROKEN;
        for (at, part) in piece.split_inclusive(|c: char| is_long && !c.is_ascii_uppercase()).enumerate() {
            if at > 0 && part.starts_with(|c: char| c.is_ascii_uppercase()) {
                html.push_str("<wbr>");
            }
            html.push_str(&escape(part));
        }
        if piece.ends_with(['>', '_']) {
            html.push_str("<wbr>");
        }
    }
    html
}

/// How many letters a narrow column has room for.
const LONGEST_UNBROKEN: usize = 24;

/// Program paths as code, one on each line.
pub(crate) fn codes(texts: &[String]) -> String {
    let all: Vec<String> = texts.iter().map(|text| format!("<code>{}</code>", breakable(text))).collect();
    all.join("<br>")
}

/// The address of a chapter's page from the site's root.
pub(crate) fn href_of(path: &str) -> String {
    path.strip_suffix(".md").map_or_else(|| path.to_owned(), |stem| format!("{stem}.html"))
}

/// The address of `to` as seen from `from`, both from the site's root.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let here: Vec<&str> = from.split('/').collect();
    let there: Vec<&str> = to.split('/').collect();
    let folders = here.len() - 1;
    let shared = here[..folders].iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(folders - shared);
    format!("{up}{}", there[shared..].join("/"))
}

/// The page, from the root, that `href` leads to from the page at `from`; the opposite of [`relative`].
pub(crate) fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('#').next().unwrap_or_default().split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What [`escape`] and hand-written HTML escape, as text.
pub(crate) fn unescape(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_may_break() {
        let paths = [">system>stcp>smtp_daemon.pm".to_owned(), "ftp".to_owned()];
        let html = "<code>&gt;<wbr>system&gt;<wbr>stcp&gt;<wbr>smtp_<wbr>daemon.pm</code><br><code>ftp</code>";
        assert_eq!(codes(&paths), html);
        assert_eq!(breakable("ScreenConnect.ClientService.exe"), "Screen<wbr>Connect.<wbr>Client<wbr>Service.exe");
        assert_eq!(breakable("any, KSCWebConsoleMessageQueue"), "any, KSCWeb<wbr>Console<wbr>Message<wbr>Queue");
    }

    #[test]
    fn addresses() {
        let cases = [
            ("index.md", "ports/22.html", "ports/22.html"),
            ("ports/22.md", "ports/23.html", "23.html"),
            ("ports/22.md", "glossary.html#nio", "../glossary.html#nio"),
            ("releases/15.2.md", "ports/22.html", "../ports/22.html"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(relative(from, to), expected, "{from} → {to}");
            assert_eq!(resolve(from, expected), to.split('#').next().unwrap(), "{from} → {to}");
        }
        assert_eq!(href_of("releases/15.2.md"), "releases/15.2.html");
    }
}
