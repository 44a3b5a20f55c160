//! The three answers at the head of a chapter.

use crate::citations::Citations;
use crate::site::Site;
use catalog::Entry;
use std::fmt::Write;

/// What each is headed, and how it is marked where no document says it.
const QUESTIONS: [(&str, &str); 3] = [("What it is", "ours"), ("Should I worry", "ours"), ("What to do", "our advice")];

/// A list of the three; nothing where there are none.
pub(crate) fn render(entry: &Entry, path: &str, citations: &Citations<'_>) -> String {
    let Some(answers) = &entry.answers else { return String::new() };
    let mut html = String::from("<dl class=\"answers\">\n");
    for ((question, ours), answer) in QUESTIONS.iter().zip(answers.all()) {
        let mark = match answer.cites.as_slice() {
            [] => format!(" <small class=\"ours\">{ours}</small>"),
            cites => citations.marks(cites.iter().map(String::as_str)),
        };
        let _ = writeln!(html, "<div><dt>{question}</dt><dd>{}{mark}</dd></div>", Site::inline(&answer.text, path));
    }
    html + "</dl>\n"
}
