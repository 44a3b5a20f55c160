//! A table that scrolls in a box of its own.

use std::fmt::Write;

/// A table being collected. Cells are HTML. Columns in which every cell is empty are left out.
pub(crate) struct Table {
    class: &'static str,
    labelled_by: String,
    headings: Vec<&'static str>,
    rows: Vec<Row>,
}

enum Row {
    Cells { class: String, verdicts: String, cells: Vec<String> },
    Note(String),
}

impl Table {
    /// Begins a table named by the heading with this id.
    pub(crate) fn new(class: &'static str, labelled_by: &str, headings: &[&'static str]) -> Self {
        Self { class, labelled_by: labelled_by.to_owned(), headings: headings.to_vec(), rows: Vec::new() }
    }

    /// Adds a row with a cell for each heading; the first cell names the row.
    pub(crate) fn row(&mut self, class: &str, cells: &[String]) {
        self.row_with_verdicts(class, String::new(), cells);
    }

    /// Adds a row that says which releases have it; see [`chosen_release::letters`](crate::chosen_release::letters).
    pub(crate) fn row_with_verdicts(&mut self, class: &str, verdicts: String, cells: &[String]) {
        self.rows.push(Row::Cells { class: class.to_owned(), verdicts, cells: cells.to_vec() });
    }

    /// Adds a remark below the row before it.
    pub(crate) fn note(&mut self, note: String) {
        self.rows.push(Row::Note(note));
    }

    /// The HTML.
    pub(crate) fn finish(self) -> String {
        let columns = self.used_columns();
        let mut html = format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{}\">\n\
             <table class=\"{}\">\n<thead><tr>",
            self.labelled_by, self.class
        );
        for (_, heading) in &columns {
            let _ = write!(html, "<th scope=\"col\">{heading}</th>");
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            match row {
                Row::Cells { class, verdicts, cells } => write_row(&mut html, [class, verdicts], cells, &columns),
                Row::Note(note) => {
                    let _ = writeln!(
                        html,
                        "<tr class=\"use-note\"><td colspan=\"{}\"><div>{note}</div></td></tr>",
                        columns.len()
                    );
                }
            }
        }
        html.push_str("</tbody>\n</table>\n</div>\n\n");
        html
    }

    /// Position and heading of each column with something in it. The first column names the rows and is always shown.
    fn used_columns(&self) -> Vec<(usize, &'static str)> {
        let is_filled = |row: &Row, at: usize| match row {
            Row::Cells { cells, .. } => !cells[at].is_empty(),
            Row::Note(_) => false,
        };
        let is_used = |at: usize| at == 0 || self.rows.is_empty() || self.rows.iter().any(|row| is_filled(row, at));
        self.headings.iter().copied().enumerate().filter(|(at, _)| is_used(*at)).collect()
    }
}

fn write_row(html: &mut String, [class, verdicts]: [&str; 2], cells: &[String], columns: &[(usize, &'static str)]) {
    html.push_str("<tr");
    for (name, value) in [("class", class), ("data-runs", verdicts)].into_iter().filter(|(_, value)| !value.is_empty())
    {
        let _ = write!(html, " {name}=\"{value}\"");
    }
    html.push('>');
    for (at, heading) in columns {
        let cell = &cells[*at];
        let _ = match at {
            0 => write!(html, "<th scope=\"row\" data-label=\"{heading}\">{cell}</th>"),
            _ => write!(html, "<td data-label=\"{heading}\">{cell}</td>"),
        };
    }
    html.push_str("</tr>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(rows: &[[&str; 3]]) -> Vec<String> {
        let mut table = Table::new("uses", "uses", &["Port", "Protocol", "Product"]);
        for row in rows {
            table.row("", &row.map(str::to_owned));
        }
        if !rows.is_empty() {
            table.note("a remark".to_owned());
        }
        let html = table.finish();
        let headings: Vec<String> =
            html.split("<th scope=\"col\">").skip(1).map(|rest| rest[..rest.find('<').unwrap()].to_owned()).collect();
        assert!(rows.is_empty() || html.contains(&format!("colspan=\"{}\"", headings.len())), "{html}");
        let cells = html.matches("data-label").count();
        assert_eq!(cells, headings.len() * rows.len(), "{html}");
        headings
    }

    #[test]
    fn empty_columns_are_left_out() {
        assert_eq!(headings(&[["22", "SSH", ""], ["23", "", ""]]), ["Port", "Protocol"]);
        assert_eq!(headings(&[["22", "", "S270"]]), ["Port", "Product"]);
        assert_eq!(headings(&[["22", "SSH", "S270"]]), ["Port", "Protocol", "Product"]);
        assert_eq!(headings(&[["", "", ""]]), ["Port"]);
        assert_eq!(headings(&[]), ["Port", "Protocol", "Product"]);
    }
}
