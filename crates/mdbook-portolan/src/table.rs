//! A table that scrolls in its own box.

use std::fmt::Write;

/// A table being written. Cells are HTML.
pub(crate) struct Table {
    html: String,
    headings: Vec<&'static str>,
}

impl Table {
    /// Begins a table named by the heading with this id.
    pub(crate) fn new(class: &str, labelled_by: &str, headings: &[&'static str]) -> Self {
        let mut html = format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{labelled_by}\">\n\
             <table class=\"{class}\">\n<thead><tr>"
        );
        for heading in headings {
            let _ = write!(html, "<th scope=\"col\">{heading}</th>");
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        Self { html, headings: headings.to_vec() }
    }

    /// Adds a row; the first cell names it.
    pub(crate) fn row(&mut self, class: &str, cells: &[String]) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = write!(self.html, "<tr{class}>");
        for (at, (cell, heading)) in cells.iter().zip(&self.headings).enumerate() {
            let _ = match at {
                0 => write!(self.html, "<th scope=\"row\" data-label=\"{heading}\">{cell}</th>"),
                _ => write!(self.html, "<td data-label=\"{heading}\">{cell}</td>"),
            };
        }
        self.html.push_str("</tr>\n");
    }

    /// Adds a remark below the row before it.
    pub(crate) fn note(&mut self, note: &str) {
        let _ = writeln!(
            self.html,
            "<tr class=\"use-note\"><td colspan=\"{}\"><div>{note}</div></td></tr>",
            self.headings.len()
        );
    }

    /// The finished table.
    pub(crate) fn finish(mut self) -> String {
        self.html.push_str("</tbody>\n</table>\n</div>\n\n");
        self.html
    }
}
