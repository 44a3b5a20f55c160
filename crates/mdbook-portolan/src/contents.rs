//! The list “On this page”.

use std::fmt::Write;

/// Headings of the second level, by their ids; a page with fewer than two needs no list.
pub(crate) fn render(headings: &[(String, String)]) -> String {
    if headings.len() < 2 {
        return String::new();
    }
    let mut html = String::from("<nav class=\"on-this-page\" aria-labelledby=\"on-this-page\">\n");
    html.push_str("<p id=\"on-this-page\">On this page</p>\n<ul>\n");
    for (id, title) in headings {
        let _ = writeln!(html, "<li><a href=\"#{id}\">{title}</a></li>");
    }
    html + "</ul>\n</nav>\n"
}
