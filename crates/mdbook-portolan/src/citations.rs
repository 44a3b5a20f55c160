//! The documents that a chapter cites. Each has one number, the same wherever it is cited.

use crate::html::{escape, link, relative};
use crate::site::Site;
use catalog::{Entry, Provenance};
use catalog_source::Source;
use std::fmt::Write;

/// What a chapter rests on, in the order of the numbers.
#[derive(Default)]
pub(crate) struct Citations<'a> {
    documents: Vec<Document<'a>>,
    /// The date of IANA's register, if the chapter has rows of it. It has the last number.
    register: Option<&'a str>,
}

/// A document, with what is cited of it.
struct Document<'a> {
    source: &'a Source,
    places: Vec<&'a str>,
}

impl<'a> Citations<'a> {
    /// The documents of a chapter: first those of the answers, then those of the text, the advice and the uses.
    pub(crate) fn of(site: &Site<'a>, entry: &Entry) -> Self {
        let mut all = Self::default();
        for cite in site.reference.cites(entry) {
            let Some((source, item)) = site.reference.item(&cite) else { continue };
            let at = all.position(&source.id).unwrap_or_else(|| {
                all.documents.push(Document { source, places: Vec::new() });
                all.documents.len() - 1
            });
            let places = &mut all.documents[at].places;
            if !places.contains(&&*item.place) {
                places.push(&item.place);
            }
        }
        let is_registered = entry.uses.iter().any(|one| one.provenance == Provenance::Registered);
        all.register = is_registered.then_some(&site.reference.register.provenance.date);
        all
    }

    /// Small numbers that lead to the documents, each once; nothing where nothing is cited.
    pub(crate) fn marks<'c>(&self, cites: impl IntoIterator<Item = &'c str>) -> String {
        let mut numbers: Vec<usize> = Vec::new();
        for cite in cites {
            let number = cite.split(':').next().and_then(|id| self.position(id)).map(|at| at + 1);
            numbers.extend(number.filter(|number| !numbers.contains(number)));
        }
        superscript(&numbers)
    }

    /// The number of IANA's register.
    pub(crate) fn register_mark(&self) -> String {
        superscript(self.register.map(|_| self.documents.len() + 1).as_slice())
    }

    /// When the traffic was seen that the chapter tells of: `1998–2000`.
    pub(crate) fn period(&self) -> Option<&'a str> {
        self.documents.iter().find_map(|document| document.source.period())
    }

    /// The numbered list.
    pub(crate) fn list(&self, path: &str) -> String {
        let mut html = String::from("<ol class=\"documents\">\n");
        for (at, document) in self.documents.iter().enumerate() {
            let _ = writeln!(html, "<li id=\"s{}\">{}</li>", at + 1, document.html(path));
        }
        if let Some(date) = self.register {
            let register = link(&relative(path, "sources.html#iana"), REGISTER);
            let number = self.documents.len() + 1;
            let _ = writeln!(html, "<li id=\"s{number}\">IANA, <cite>{register}</cite>, {date}</li>");
        }
        html + "</ol>\n"
    }

    fn position(&self, source: &str) -> Option<usize> {
        self.documents.iter().position(|document| document.source.id == source)
    }
}

/// What IANA calls its register.
const REGISTER: &str = "Service Name and Transport Protocol Port Number Registry";

impl Document<'_> {
    fn html(&self, path: &str) -> String {
        let source = self.source;
        let mut html = format!("{}, {}", escape(source.by()), title(source, path));
        if let Some(date) = &source.date {
            let _ = write!(html, ", {date}");
        }
        let _ = write!(html, ": {}", escape(&self.places.join("; ")));
        if let Some(read) = &source.read {
            let _ = write!(html, ". <small>Read {read}</small>");
        }
        html
    }
}

/// The title of a document, which leads to the original, or else to what is said of it on the page of sources; its number.
pub(crate) fn title(source: &Source, path: &str) -> String {
    let title = escape(&source.title);
    let mut html = if let Some(url) = &source.url {
        format!("<a href=\"{}\" rel=\"noreferrer\"><cite>{title}</cite></a>", escape(url))
    } else {
        let href = relative(path, &format!("sources.html#{}", source.id));
        format!("<a href=\"{href}\"><cite>{title}</cite></a>")
    };
    if let Some(number) = &source.number {
        let _ = write!(html, ", {}", escape(number));
    }
    html
}

fn superscript(numbers: &[usize]) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    let links =
        numbers.iter().map(|number| format!("<a href=\"#s{number}\" aria-label=\"Source {number}\">{number}</a>"));
    format!("<sup>{}</sup>", links.collect::<Vec<_>>().join(", "))
}
